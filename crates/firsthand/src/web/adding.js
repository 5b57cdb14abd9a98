// Sending files to the case, and watching them being taken in. What was sent is on the page without any of this.

const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

const drop = document.querySelector("[data-drop]");
if (drop) sendFrom(drop);
for (const run of document.querySelectorAll("[data-events]")) watch(run);

/** Files are sent one by one as they are; the place where they are dropped says how far it is, and what did not come and why. */
function sendFrom(drop) {
  const say = JSON.parse(drop.dataset.words);
  const told = drop.querySelector("[data-received]");
  const bar = drop.querySelector("progress.sending");
  const cancel = drop.querySelector("[data-cancel]");
  const problems = drop.querySelector("[data-problems]");
  const form = document.querySelector("form[data-start]");
  const waiting = [];
  let asked = Number(told.dataset.received);
  let sent = asked;
  let current = null;
  let startWhenSent = false;

  const show = () => {
    told.dataset.received = `${sent}`;
    told.textContent = fill(say.sending, { n: sent, of: asked }) + (startWhenSent ? ` ${say.waiting}` : "");
    bar.hidden = cancel.hidden = current === null;
  };

  // A run is begun with the first file, not by looking at the page.
  const begin = async () => {
    if (drop.dataset.drop) return;
    const page = await fetch("/add", { method: "POST", body: new URLSearchParams({ csrf }) }).then((answer) => answer.text());
    drop.dataset.drop = new DOMParser().parseFromString(page, "text/html").querySelector("[data-drop]")?.dataset.drop ?? "";
    form.elements.run.value = drop.dataset.drop;
  };

  const send = (file, name) => new Promise((done) => {
    const address = `/add/file?run=${encodeURIComponent(drop.dataset.drop)}&name=${encodeURIComponent(name)}`;
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("x-csrf-token", csrf);
    request.upload.addEventListener("progress", ({ loaded, total }) => Object.assign(bar, { max: total || 1, value: loaded }));
    request.addEventListener("load", () => done({ status: request.status, words: request.responseText.trim() }));
    request.addEventListener("error", () => done({ status: 0, words: say.lost }));
    request.addEventListener("abort", () => done({ status: 0, words: say.cancelled }));
    current = request;
    show();
    request.send(file);
  });

  const problem = (file, name, words) => {
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: say.again });
    again.setAttribute("aria-label", `${say.again}: ${name}`);
    const path = Object.assign(document.createElement("bdi"), { textContent: name });
    const line = document.createElement("li");
    line.append(path, ` · ${words} `, again);
    again.addEventListener("click", () => {
      line.remove();
      sendAll([[file, name]]);
    });
    problems.append(line);
  };

  const sendAll = async (files) => {
    asked += files.length;
    waiting.push(...files);
    show();
    if (current) return;
    await begin().catch(() => {});
    while (waiting.length > 0) {
      const [file, name] = waiting.shift();
      const { status, words } = await send(file, name);
      // 409: it came before, and is there.
      if (status === 409) asked -= 1;
      else if (status === 200) sent += 1;
      else {
        asked -= 1;
        problem(file, name, words);
      }
      current = null;
      show();
    }
    if (startWhenSent) form.requestSubmit();
  };

  for (const input of drop.querySelectorAll("[data-files]")) {
    input.addEventListener("change", () => {
      sendAll([...input.files].map((file) => [file, file.webkitRelativePath || file.name]));
      input.value = "";
    });
  }
  cancel.addEventListener("click", () => {
    asked -= waiting.length;
    waiting.length = 0;
    current?.abort();
  });
  form.addEventListener("submit", (event) => {
    if (!current) return;
    event.preventDefault();
    startWhenSent = true;
    show();
  });
  addEventListener("beforeunload", (event) => current && event.preventDefault());

  // The whole page takes what is dropped: whoever misses the frame does not lose the page to the file.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && drop.classList.remove("over"));
  addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    // A program may drop files that lie in no file system.
    const files = entries.length > 0 ? [] : [...event.dataTransfer.files].map((file) => [file, file.name]);
    for (const entry of entries) await collect(entry, files);
    await sendAll(files);
  });
}

/** Files of a dropped folder, with their paths in it. */
async function collect(entry, files) {
  if (entry.isFile) {
    files.push([await new Promise((done, failed) => entry.file(done, failed)), entry.fullPath.replace(/^\//, "")]);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const inner of some) await collect(inner, files);
  }
}

/** A run that works is watched; when it is over its card is made anew, with all that is to be known. */
function watch(run) {
  const events = new EventSource(run.dataset.events);
  const stage = run.querySelector("[data-stage]");
  const counts = run.querySelector("[data-counts]");
  const at = run.querySelector("[data-at]");
  const bar = run.querySelector("[data-bar]");
  events.addEventListener("message", async (event) => {
    const told = JSON.parse(event.data);
    // Only a change of state is spoken: numbers that run would drown everything else.
    if (stage.textContent !== told.words) stage.textContent = told.words;
    counts.textContent = told.counts;
    at.textContent = told.at_words ?? "";
    if (told.at?.of > 0) Object.assign(bar, { max: told.at.of, value: told.at.done });
    else bar.removeAttribute("value");
    if (told.stage === "working") return;
    events.close();
    const page = await fetch("/add").then((answer) => answer.text());
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(run.id);
    if (!fresh) return;
    const hadFocus = run.contains(document.activeElement);
    run.replaceWith(fresh);
    if (hadFocus) fresh.focus();
  });
}
