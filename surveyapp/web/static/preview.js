// Shows at once which questions the answers tried open and close. Without this script the button "Update" does so.
(() => {
  "use strict";
  const form = document.getElementById("try");
  if (!form) return;
  let latest = 0;

  const showAsked = (asked) => {
    for (const [id, isAsked] of Object.entries(asked)) {
      const row = document.getElementById(id);
      const word = document.getElementById(`${id}-standing`);
      if (row) row.classList.toggle("not-asked", !isAsked);
      if (word) word.hidden = isAsked;
    }
  };

  const place = (name) => form.querySelector(`[data-place="${CSS.escape(name)}"]`);

  const showFields = (said) => {
    for (const [name, isAsked] of Object.entries(said.fields)) place(name)?.classList.toggle("not-asked", !isAsked);
    for (const [name, problem] of Object.entries(said.problems)) {
      const error = place(name)?.querySelector(".error");
      if (!error) continue;
      error.textContent = problem;
      error.hidden = !problem;
    }
    for (const [name, codes] of Object.entries(said.options)) {
      for (const option of place(name)?.querySelectorAll("option, input") ?? []) {
        const isOffered = ["", "?", ...codes].includes(option.value);
        (option.closest("label.choice") ?? option).hidden = !isOffered;
      }
    }
    for (const [id, value] of Object.entries(said.calculated)) {
      const output = document.getElementById(id);
      if (output) output.textContent = value || "–";
    }
  };

  const update = async () => {
    const turn = ++latest;
    const summary = document.getElementById("summary");
    let said;
    try {
      const headers = { "X-Requested-With": "fetch" };
      const body = new URLSearchParams(new FormData(form));
      const response = await fetch(form.getAttribute("action"), { method: "POST", headers, body, redirect: "manual" });
      if (response.ok) said = await response.json();
    } catch {
      said = undefined;
    }
    if (turn !== latest) return; // a later answer is on its way
    if (!said) {
      summary.textContent = form.dataset.failed;
      return;
    }
    showAsked(said.asked);
    showFields(said);
    if (summary.textContent !== said.summary) summary.textContent = said.summary;
  };

  form.addEventListener("change", update);
})();
