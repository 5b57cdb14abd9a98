// What makes the desk quicker to use; everything works without it.

// "Skip to content": focus goes where the reading begins.
for (const button of document.querySelectorAll("[data-skip]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.skip)?.focus());
}

// Media stay veiled until somebody opens this very one. Hovering opens nothing.
for (const button of document.querySelectorAll("[data-unveil]")) {
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const figure = button.closest(".veiled");
    const open = figure.classList.toggle("unveiled");
    button.setAttribute("aria-pressed", String(open));
  });
}

// The box of all ticks every row, and goes out when one of them does; how many are ticked stands beside what can be done.
const ticks = [...document.querySelectorAll('input[name="item"][type="checkbox"]')];
const all = document.querySelector("[data-all]");
const countTicks = () => {
  const n = ticks.filter((tick) => tick.checked).length;
  if (all) all.checked = n > 0 && n === ticks.length;
  for (const told of document.querySelectorAll("[data-ticked]")) told.textContent = n > 0 ? ` (${n})` : "";
};
all?.addEventListener("change", () => {
  for (const tick of ticks) tick.checked = all.checked;
  countTicks();
});
for (const tick of ticks) tick.addEventListener("change", countTicks);
countTicks();

// Files are sent one by one as they are, with the secret of the session; the page is told what became of each.
const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

for (const drop of document.querySelectorAll("[data-drop]")) {
  const told = drop.querySelector("[data-received]");
  const problems = drop.querySelector("[data-problems]");
  let received = 0;

  const send = async (file, name) => {
    const address = `/add/file?run=${encodeURIComponent(drop.dataset.drop)}&name=${encodeURIComponent(name)}`;
    const answer = await fetch(address, { method: "POST", body: file, headers: { "x-csrf-token": csrf } }).catch((error) => ({ ok: false, text: async () => String(error) }));
    if (answer.ok) {
      received += 1;
      told.textContent = `${received}`;
    } else {
      const line = document.createElement("li");
      line.textContent = `${name}: ${await answer.text()}`;
      problems.append(line);
    }
  };
  const sendAll = async (files) => {
    for (const [file, name] of files) await send(file, name);
  };

  for (const input of drop.querySelectorAll("[data-files]")) {
    input.addEventListener("change", () => sendAll([...input.files].map((file) => [file, file.webkitRelativePath || file.name])));
  }
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const files = [];
    for (const entry of entries) await collect(entry, files);
    await sendAll(files);
  });
}

// Files of a dropped folder, with their paths in it.
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

// A run that works is watched; when it is over the page is loaded again, with all that is to be known.
for (const run of document.querySelectorAll("[data-events]")) {
  const events = new EventSource(run.dataset.events);
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    run.querySelector("[data-stage]").textContent = `${told.words} (${told.n_lines})`;
    for (const line of told.lines) {
      const shown = document.createElement("li");
      shown.textContent = `${line.status} ${line.path}`;
      run.querySelector("[data-lines]").append(shown);
    }
    if (told.stage !== "working") {
      events.close();
      location.reload();
    }
  };
}

// An edge of the graph is told in its panel, from where its evidence and the decision about it are one step away.
const panel = document.querySelector("[data-edge-panel]");
let pressed = null;

document.addEventListener("edge", ({ detail }) => {
  const address = detail?.edge?.href;
  if (!panel || typeof address !== "string" || !address.startsWith("/")) return;
  pressed = document.activeElement;
  panel.querySelector("[data-edge-ends]").textContent = `${detail.from?.label ?? ""} → ${detail.to?.label ?? ""}`;
  panel.querySelector("[data-edge-reason]").textContent = detail.edge.reason ?? "";
  const link = panel.querySelector("[data-edge-link]");
  link.setAttribute("href", address);
  panel.hidden = false;
  link.focus();
});

const closePanel = () => {
  panel.hidden = true;
  pressed?.focus?.();
};
panel?.querySelector("[data-edge-close]").addEventListener("click", closePanel);
panel?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePanel();
});
