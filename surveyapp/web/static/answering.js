// Saves what was changed in a question as one leaves it, and says so. Without this script the page is saved by its buttons.
//
// Of a question only the places that were changed are posted, each with its version: however large a table is, a figure
// in it is sent in few bytes. A place that is posted without its version is left alone by the server.
// One request at a time for each question. A request that got no answer is sent again as it was, with the same
// operation number, so that the server knows a repetition from a change; what was typed meanwhile follows in the next.
// A button that posts the page waits until then: where the line is down, the page stays, and with it the text.
// Nothing is kept in the browser but in the page itself: what is typed here is confidential.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  if (!form) return;
  const FIRST_PAUSE = 2000;
  const LONGEST_PAUSE = 30000;
  // Changed as a whole: the language of its texts concerns every place of a question, who may read it any one.
  const LANGUAGE = "*l";
  const waiting = new Map(); // question element → {changed, unkept, sending, refused, pause, repeat, told}

  const savedAt = form.querySelector("[data-saved-at]");
  const toChoose = form.querySelector("[data-to-choose]");
  const lead = document.querySelector("[data-with-script]");
  if (lead) lead.textContent = lead.dataset.withScript;

  const newOperation = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const stateOf = (question) => {
    if (!waiting.has(question)) {
      const unkept = [...question.querySelectorAll('input[name^="v."][data-refused]')].map((field) => field.name.slice(2));
      const state = { changed: new Set(), unkept: new Set(unkept), sending: false, refused: false, pause: FIRST_PAUSE };
      waiting.set(question, state);
    }
    return waiting.get(question);
  };

  const placesIn = (question) => [...question.querySelectorAll('input[name^="v."]')].map((field) => field.name.slice(2));

  // The place that a field is a part of: that with the longest address which its name goes on from; "" for none.
  const placeOf = (field, places) => {
    const [, name] = /^(?:a|both)\.(.*)$/.exec(field.name) || [, ""];
    return places.filter((place) => name.startsWith(`${place}.`)).reduce((one, other) => (other.length > one.length ? other : one), "");
  };

  const noteChange = (question, field) =>
    stateOf(question).changed.add(placeOf(field, placesIn(question)) || `*${field.name[0]}`);

  const toldAt = (question) => (document.getElementById(`${question.id}-status`) || {}).textContent;

  const tell = (question, text) => {
    const status = document.getElementById(`${question.id}-status`);
    if (status && status.textContent !== text) status.textContent = text;
  };

  // Two texts at a place are settled by the button between them. A place posted without its version is not looked at.
  const canBeSaved = (place) => form.elements[`theirs.${place}`] === undefined;

  // Those that were changed, and those that the server would not keep before, so that it is said of them once more.
  const placesToSave = (question, { changed, unkept }) => {
    if (![...changed].some(canBeSaved)) return [];
    const all = placesIn(question).filter(canBeSaved);
    if (changed.has(LANGUAGE)) return all;
    const own = all.filter((place) => changed.has(place) || unkept.has(place));
    return own.length ? own : all.slice(0, 1);
  };

  const fieldsOf = (question, toSave) => {
    const posted = new FormData();
    for (const name of ["csrf_token", "written_in", "asked_as"]) posted.append(name, form.elements[name].value);
    const places = placesIn(question);
    for (const field of question.querySelectorAll("input, select, textarea")) {
      const isChoice = field.type === "radio" || field.type === "checkbox";
      if (!field.name || (isChoice && !field.checked) || /^(both|keep|theirs)\./.test(field.name)) continue;
      const place = field.name.startsWith("v.") ? field.name.slice(2) : placeOf(field, places);
      if (place && !toSave.includes(place)) continue;
      if (field.type === "file") for (const file of field.files) posted.append(field.name, file);
      else posted.append(field.name, field.value);
    }
    return posted;
  };

  // Without a file, a third of what the same fields take as parts of a multipart body.
  const inFewBytes = (posted) =>
    [...posted.values()].some((value) => value instanceof File) ? posted : new URLSearchParams(posted);

  // Leaving a field by pressing a button saves it: what is said of that waits until the button is released. It moves what
  // stands around it, and a button that moves away from under the pointer is not pressed.
  let release = () => {};
  let released = Promise.resolve();
  form.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button, summary, a")) released = new Promise((resolve) => (release = resolve));
  });
  for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => setTimeout(() => release()), true);
  window.addEventListener("blur", (event) => event.target === window && release());

  const isUnsaved = () => [...waiting.values()].some((state) => state.changed.size || state.sending);

  const save = (question) => {
    const state = stateOf(question);
    const places = state.sending ? [] : placesToSave(question, state);
    if (!places.length) return;
    const sent = [...state.changed].filter(canBeSaved);
    for (const key of sent) state.changed.delete(key);
    state.refused = false;
    state.sending = { places, sent };
    state.told = toldAt(question);
    const posted = fieldsOf(question, places);
    posted.append("operation", newOperation());
    released.then(() => state.sending && tell(question, form.dataset.saving));
    send(question, state, posted);
  };

  const send = async (question, state, posted) => {
    let response, said;
    try {
      response = await fetch(form.dataset.answer, {
        method: "POST",
        body: inFewBytes(posted),
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      if ((response.headers.get("Content-Type") || "").includes("json")) said = await response.json();
    } catch {
      await released;
      return again(question, state, posted, form.dataset.notSaved);
    }
    await released;
    if (response.status === 401 || response.type === "opaqueredirect") {
      return again(question, state, posted, form.dataset.signedOut);
    }
    if (response.status >= 500 || response.status === 429) {
      return again(question, state, posted, (said && said.notSaved) || form.dataset.notSaved);
    }
    if (said && said.formToken) {
      // Signed out and in again in another tab: the form is confirmed by a new token.
      form.elements.csrf_token.value = said.formToken;
      posted.set("csrf_token", said.formToken);
      state.pause = FIRST_PAUSE;
      return again(question, state, posted, form.dataset.saving);
    }
    const { places, sent } = state.sending;
    state.sending = false;
    if (!said) {
      for (const key of sent) state.changed.add(key);
      state.refused = true;
      tell(question, form.dataset.refused);
      return goOn();
    }
    state.unkept = new Set(places.filter((place) => !(place in said.versions)));
    show(question, said);
    state.pause = FIRST_PAUSE;
    save(question);
    goOn();
  };

  const again = (question, state, posted, why) => {
    tell(question, why);
    if (savedAt && why !== form.dataset.saving) savedAt.textContent = why;
    const timer = setTimeout(() => state.repeat(), state.pause);
    state.pause = Math.min(state.pause * 2, LONGEST_PAUSE);
    state.repeat = () => {
      clearTimeout(timer);
      state.repeat = undefined;
      send(question, state, posted);
    };
  };

  const repeatNow = () => {
    for (const state of [...waiting.values()]) if (state.repeat) state.repeat();
  };
  window.addEventListener("online", repeatNow);
  document.addEventListener("visibilitychange", () => document.hidden || repeatNow());

  const show = (question, said) => {
    for (const [place, version] of Object.entries(said.versions)) {
      for (const field of form.querySelectorAll(`input[name="v.${CSS.escape(place)}"]`)) {
        if (field.value !== String(version)) showWritten();
        field.value = version;
      }
    }
    for (const [id, text] of Object.entries({ ...said.totals, ...said.texts })) write(id, text);
    for (const [id, text] of Object.entries(said.readAs)) showReading(id, text);
    for (const one of question.querySelectorAll('.error[id$="-error"]')) showProblem(one.id, said.problems[one.id] || "");
    const wasInConflict = question.querySelector(".conflict") !== null;
    showConflicts(said.conflicts);
    showAsked(said.asked);
    for (const [place, codes] of Object.entries(said.offered)) showOptions(place, new Set(codes));
    for (const [place, isBlank] of Object.entries(said.blank)) showProposals(place, isBlank);
    for (const [code, disclosure] of Object.entries(said.disclosures)) showDisclosure(code, disclosure);
    const history = question.querySelector("a.history");
    const clear = question.querySelector("button[name=clear]");
    if (Object.keys(said.versions).length) {
      for (const one of [history, clear]) if (one) one.hidden = false;
    }
    // What was said of two texts is said until one of them is chosen, whatever else of the question is saved meanwhile.
    if (wasInConflict) tell(question, stateOf(question).told || "");
    else for (const [id, text] of Object.entries(said.status)) write(id, text);
    for (const progress of form.querySelectorAll("[data-progress]")) progress.textContent = said.progress;
    showToChoose();
    if (savedAt && said.saved && toChoose.hidden) savedAt.textContent = said.at;
    showFiles(question, said.files);
  };

  // Where the section stands now that something more was written in it: a section that was ready has changed since.
  const showWritten = () => {
    const once = form.querySelector("[data-once-written]");
    if (!once || !once.hidden) return;
    once.hidden = false;
    form.querySelector("[data-until-written]").hidden = true;
  };

  const write = (id, text) => {
    const element = document.getElementById(id);
    if (element && element.textContent !== text) element.textContent = text;
  };

  // Drawn by the server with the same macro as the page. An entry that a colleague has added since is not on this page.
  const draw = (id, html) => {
    const element = document.getElementById(id);
    if (element) element.innerHTML = html;
  };

  const showReading = (id, text) => {
    const output = document.getElementById(id);
    if (!output) return;
    output.replaceChildren();
    if (!text) return;
    const read = document.createElement("b");
    read.textContent = text;
    output.append(`${form.dataset.readAs} `, read);
  };

  const showProblem = (id, text) => {
    const message = document.getElementById(id);
    if (!message) return;
    message.textContent = text;
    message.hidden = !text;
    const row = message.closest(".wrong-cells");
    if (row) row.hidden = !row.querySelector(".error:not([hidden])");
    const field = document.getElementById(id.replace(/-error$/, ""));
    if (!field) return;
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };

  const showConflicts = (conflicts) => {
    for (const [id, html] of Object.entries(conflicts)) draw(id, html);
  };

  // While two texts stand somewhere on the page, its foot does not say that all is saved.
  const showToChoose = () => {
    const first = form.querySelector(".conflict");
    toChoose.hidden = !first;
    if (!first) return;
    toChoose.querySelector("a").href = `#${first.closest(".conflict-place").id}`;
    savedAt.textContent = "";
  };

  // A file that was sent is not sent again with the next save; one that was refused is named in what is said below.
  const showFiles = (question, files) => {
    for (const [id, html] of Object.entries(files)) draw(id, html);
    if (stateOf(question).changed.size) return;
    for (const chosen of question.querySelectorAll("input[type=file]")) chosen.value = "";
  };

  const showAsked = (asked) => {
    for (const [id, isAsked] of Object.entries(asked)) {
      const element = document.getElementById(`${id}-part`) || document.getElementById(id);
      if (element) element.hidden = !isAsked;
    }
  };

  // An option that is no longer offered stays while it is chosen, and says so.
  const showOptions = (place, offered) => {
    for (const part of ["option", "options"]) {
      for (const box of form.querySelectorAll(`input[name="a.${CSS.escape(place)}.${part}"]`)) {
        const label = box.closest("label");
        const gone = label.querySelector("[data-gone]");
        if (!gone) continue;
        label.hidden = !offered.has(box.value) && !box.checked;
        gone.hidden = offered.has(box.value);
      }
    }
  };

  // What is proposed at a place is no longer offered once something stands there.
  const showProposals = (place, isBlank) => {
    for (const one of form.querySelectorAll(`[data-proposed-at="${CSS.escape(place)}"]`)) one.hidden = !isBlank;
  };

  const showDisclosure = (code, disclosure) => {
    const seen = form.elements[`s.${code}`];
    if (seen) seen.value = disclosure.value;
    const details = seen && seen.closest("details");
    if (details) details.querySelector("summary").textContent = disclosure.words;
  };

  const questionOf = (field) =>
    field.name && !field.name.startsWith("keep.") && field.type !== "submit" ? field.closest("[data-question]") : null;

  form.addEventListener("input", (event) => {
    const question = questionOf(event.target);
    if (question) noteChange(question, event.target);
    // Whoever writes into the text put together from both means that one.
    if (event.target.name.startsWith("both.")) {
      const keep = form.querySelector(`[name="keep.${CSS.escape(event.target.name.slice(5))}"][value="both"]`);
      if (keep) keep.checked = true;
    }
  });
  form.addEventListener("change", (event) => {
    const question = questionOf(event.target);
    if (!question) return;
    noteChange(question, event.target);
    save(question);
  });
  form.addEventListener("focusout", (event) => {
    const question = questionOf(event.target);
    if (question) save(question);
  });
  // "Information not available", and an option that stands alone, exclude the rest of a question of several choices.
  form.addEventListener("click", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.checked || !box.name.endsWith(".options")) return;
    for (const other of form.querySelectorAll(`input[name="${CSS.escape(box.name)}"]`)) {
      if (other !== box && (box.dataset.alone !== undefined || other.dataset.alone !== undefined)) other.checked = false;
    }
  });

  // The answer of the last round, and what is put beside an answer, are fetched when somebody asks for them: with the
  // page as the server draws it then.
  form.addEventListener("click", async (event) => {
    const button = event.target.closest('button[name="last"], button[name="beside"]');
    const question = button && button.closest("[data-question]");
    const place = question && document.getElementById(`${question.id}-${button.name}`);
    if (!place) return;
    event.preventDefault();
    button.disabled = true;
    const address = new URL(location.href);
    address.search = new URLSearchParams({ [button.name]: button.value });
    const drawn = await fetched(address, place.id);
    button.disabled = false;
    if (!drawn) return tell(question, form.dataset.notShown);
    place.replaceChildren(...drawn.childNodes);
    button.hidden = true;
    (place.querySelector("summary") || place.firstElementChild).focus();
  });
  // A file that came in pieces has changed what stands at its question.
  form.addEventListener("kept", (event) => show(event.target, event.detail));

  const fetched = async (address, id) => {
    try {
      const response = await fetch(address, { redirect: "manual" });
      const page = response.ok ? await response.text() : "";
      const drawn = new DOMParser().parseFromString(page, "text/html").getElementById(id);
      return drawn && drawn.firstElementChild ? drawn : null;
    } catch {
      return null;
    }
  };

  // Says where one is, at most once a minute in the same question, and shows who else is there: a courtesy, no lock.
  // What goes wrong with it is nobody's concern.
  const TOLD_ANEW_AFTER = 60000;
  const told = { question: "", at: -TOLD_ANEW_AFTER };

  const tellWhere = async (question) => {
    const code = question.dataset.question;
    if (told.question === code && performance.now() - told.at < TOLD_ANEW_AFTER) return;
    told.question = code;
    told.at = performance.now();
    const posted = { csrf_token: form.elements.csrf_token.value, section: form.dataset.section, question: code };
    try {
      const response = await fetch(form.dataset.presence, {
        method: "POST",
        body: new URLSearchParams(posted),
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      if (response.ok) showPresent(await response.json());
    } catch {
      // The saving says when there is no connection.
    }
  };

  const showPresent = (others) => {
    for (const one of form.querySelectorAll(".question > .present")) one.remove();
    for (const { at, words } of others) {
      const question = at && document.getElementById(at);
      if (!question) continue;
      const note = document.createElement("p");
      note.className = "present";
      note.textContent = words;
      question.prepend(note);
    }
    const top = document.querySelector("[data-present]");
    if (!top) return;
    const all = others.map((one) => one.words).join(" ");
    if (top.textContent.trim() !== all) top.textContent = all;
    top.hidden = !all;
  };

  for (const name of ["focusin", "input"]) {
    form.addEventListener(name, (event) => {
      const question = questionOf(event.target);
      if (question) tellWhere(question);
    });
  }

  const isPending = ([question, state]) =>
    state.sending || (!state.refused && placesToSave(question, state).length > 0);
  const pending = () => [...waiting].filter(isPending).map(([question]) => question);

  let pressed = null; // the button that waits until everything is saved
  let isLeavingBySaving = false;
  const goOn = () => {
    if (!pressed || pending().length) return;
    const button = pressed;
    pressed = null;
    form.requestSubmit(button);
  };
  form.addEventListener("submit", (event) => {
    const unsaved = pending();
    if (!unsaved.length || !event.submitter) {
      isLeavingBySaving = true;
      return;
    }
    event.preventDefault();
    pressed = event.submitter;
    unsaved.forEach(save);
    repeatNow();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !isLeavingBySaving) event.preventDefault();
  });
  // A page taken from the browser's history shows old versions: begin from what is saved.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && !isUnsaved()) location.reload();
  });
})();
