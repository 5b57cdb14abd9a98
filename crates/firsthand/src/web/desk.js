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
