// Watches the papers that are being made. Without this script the link "Look again" does so.
(() => {
  "use strict";
  const list = document.getElementById("paper-list");
  if (!list) return;
  const PAUSE = 2000;

  const look = async () => {
    if (!list.querySelector("progress")) return;
    try {
      const response = await fetch(list.dataset.watch, { headers: { "X-Requested-With": "fetch" }, redirect: "manual" });
      if (response.ok && !list.contains(document.activeElement)) list.innerHTML = (await response.json()).html;
    } catch {
      // the line is down: the next look may find it
    }
    setTimeout(look, PAUSE);
  };

  setTimeout(look, PAUSE);
})();
