// Sends a chosen file piece by piece, so that a broken line costs one piece and not the file. Without this script the
// file goes with the page.
//
// The server says how much of the file it has; after whatever went wrong it is asked again, and the file goes on from
// there. The same file chosen again after the page was left goes on too.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  if (!form || !form.dataset.upload) return;
  const SMALLEST_PIECE = 32 * 1024;
  const LARGEST_PIECE = 256 * 1024;
  const QUICK = 3000; // milliseconds in which a piece should be through, so that one sees it go on
  const FIRST_PAUSE = 2000;
  const LONGEST_PAUSE = 30000;
  let piece = 64 * 1024;
  let underWay = 0;
  let turn = Promise.resolve(); // one file at a time: two would halve the line

  class GaveUp extends Error {}

  const megabytes = (bytes) =>
    (bytes / (1024 * 1024)).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  // Tells one file from another without reading it.
  const fingerprint = (file) => {
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (const sign of `${file.name}\n${file.size}\n${file.lastModified}`) {
      high = Math.imul(high ^ sign.codePointAt(0), 2654435761);
      low = Math.imul(low ^ sign.codePointAt(0), 1597334677);
    }
    return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
  };

  const placeToTell = (input) => {
    const line = document.createElement("p");
    line.className = "sending";
    const sent = document.createElement("span");
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "quiet";
    stop.textContent = form.dataset.stopSending;
    line.append(sent, " ", said, " ", stop);
    input.after(line);
    return { line, sent, said, stop };
  };

  const post = async (address, body, headers = {}) => {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-Requested-With": "fetch", ...headers },
      redirect: "manual",
    });
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    return { status: response.type === "opaqueredirect" ? 401 : response.status, said: isJson ? await response.json() : null };
  };

  const withFields = (fields) => new URLSearchParams({ csrf_token: form.elements.csrf_token.value, ...fields });

  const isToBeTriedAgain = (status) => status === 401 || status === 429 || status >= 500;

  // The answer to a request, or null where it is to be asked for again: the line is down, or nobody is signed in.
  const asked = async (told, ...request) => {
    let answer;
    try {
      answer = await post(...request);
    } catch {
      told.said.textContent = form.dataset.lineDown;
      return null;
    }
    if (!isToBeTriedAgain(answer.status)) return answer;
    told.said.textContent = answer.status === 401 ? form.dataset.fileSignedOut : form.dataset.lineDown;
    return null;
  };

  const rest = (pause) =>
    new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        window.removeEventListener("online", over);
        resolve();
      };
      const timer = setTimeout(over, navigator.onLine ? pause : LONGEST_PAUSE);
      window.addEventListener("online", over);
    });

  const begin = (told, input, file) =>
    asked(
      told,
      form.dataset.upload,
      withFields({ place: input.dataset.place, name: file.name, size: file.size, fingerprint: fingerprint(file) }),
    );

  const sendPiece = async (told, id, file, offset) => {
    const began = performance.now();
    const address = `${form.dataset.upload}/${id}?offset=${offset}`;
    const token = { "X-CSRFToken": form.elements.csrf_token.value, "Content-Type": "application/octet-stream" };
    const answer = await asked(told, address, file.slice(offset, offset + piece), token);
    const isQuick = answer && performance.now() - began < QUICK;
    piece = isQuick ? Math.min(piece * 2, LARGEST_PIECE) : Math.max(piece / 2, SMALLEST_PIECE);
    return answer;
  };

  const finish = (told, id) =>
    asked(
      told,
      `${form.dataset.upload}/${id}/finish`,
      withFields({ written_in: form.elements.written_in.value, asked_as: form.elements.asked_as.value }),
    );

  // Once through the file; null where it has to be begun again after a rest.
  const tryOnce = async (told, input, file, going) => {
    const begun = await begin(told, input, file);
    if (!begun) return null;
    if (begun.status !== 200) throw new GaveUp((begun.said && begun.said.refused) || form.dataset.notSent);
    let { offset } = begun.said;
    while (offset < file.size) {
      if (going.isStopped) throw new GaveUp(form.dataset.stopped);
      told.sent.textContent = form.dataset.sent.replace("{sent}", megabytes(offset)).replace("{whole}", megabytes(file.size));
      const added = await sendPiece(told, begun.said.id, file, offset);
      if (!added) return null;
      if (!added.said || added.said.offset === undefined) throw new GaveUp(form.dataset.notSent);
      offset = added.said.offset;
      going.pause = FIRST_PAUSE;
      told.said.textContent = "";
    }
    told.sent.textContent = "";
    const finished = await finish(told, begun.said.id);
    if (!finished || finished.status === 409) return null;
    if (finished.status !== 200) throw new GaveUp((finished.said && finished.said.refused) || form.dataset.notSent);
    return finished.said;
  };

  const send = async (input, file, told) => {
    const going = { pause: FIRST_PAUSE, isStopped: false };
    told.stop.addEventListener("click", () => {
      going.isStopped = true;
    });
    for (;;) {
      if (going.isStopped) throw new GaveUp(form.dataset.stopped);
      const said = await tryOnce(told, input, file, going);
      if (said) return said;
      await rest(going.pause);
      going.pause = Math.min(going.pause * 2, LONGEST_PAUSE);
    }
  };

  const take = async (input, file) => {
    const question = input.closest("[data-question]");
    const told = placeToTell(input);
    told.said.textContent = `${file.name}: ${form.dataset.begins}`;
    underWay += 1;
    const mine = turn.then(() => send(input, file, told));
    turn = mine.catch(() => {});
    try {
      const said = await mine;
      question.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: said }));
      told.line.remove();
    } catch (error) {
      told.sent.textContent = "";
      told.stop.remove();
      told.said.textContent = error instanceof GaveUp ? error.message : form.dataset.notSent;
    }
    underWay -= 1;
  };

  const isFile = (field) => field.type === "file" && field.dataset.place !== undefined;

  // Before the script that saves what is typed hears of it: that would send the file whole.
  form.addEventListener(
    "input",
    (event) => {
      if (isFile(event.target)) event.stopPropagation();
    },
    true,
  );
  form.addEventListener(
    "change",
    (event) => {
      const input = event.target;
      if (!isFile(input)) return;
      event.stopPropagation();
      const [file] = input.files;
      input.value = "";
      for (const line of input.parentElement.querySelectorAll(":scope > .sending")) if (!line.querySelector("button")) line.remove();
      if (file) take(input, file);
    },
    true,
  );
  window.addEventListener("beforeunload", (event) => {
    if (underWay) event.preventDefault();
  });
})();
