// Mounts every island of the page: `<div data-island="graph" data-src="…">`, and those that come with a later part of it.

import { readData } from "./page.js";

/** Each island by name; it is loaded only where a page has one. */
const ISLANDS = {
  compare: () => import("./compare.js"),
  eyes: () => import("./eyes.js"),
  graph: () => import("./graph.js"),
  keys: () => import("./keys.js"),
  map: () => import("./map.js"),
  player: () => import("./player.js"),
  progress: () => import("./progress.js"),
  texts: () => import("./texts.js"),
};

const mounted = new WeakMap();

/** Mounts what stands in `root` and is not mounted yet. Resolves when all are. */
export async function mountAll(root = document) {
  await Promise.all([...root.querySelectorAll("[data-island]")].map(mountOne));
}

async function mountOne(element) {
  if (mounted.has(element)) return;
  mounted.set(element, null);
  try {
    const load = ISLANDS[element.dataset.island];
    if (!load) throw new Error(`unknown island ${element.dataset.island}`);
    const [island, data] = await Promise.all([load(), readData(element)]);
    mounted.set(element, island.mount(element, data) ?? null);
    element.dataset.mounted = "";
    element.dispatchEvent(new CustomEvent("mounted", { bubbles: true }));
  } catch (error) {
    // The page's own text in the element stays, so a reader without the island still has what the server wrote.
    element.dataset.failed = String(error.message ?? error);
    console.error(error);
  }
}

/** Stops what belongs to elements that left the page. */
function stopGone(removed) {
  for (const element of [removed, ...(removed.querySelectorAll?.("[data-island]") ?? [])]) mounted.get(element)?.close?.();
}

document.addEventListener("htmx:afterSettle", (event) => mountAll(event.target.parentNode ?? document));
document.addEventListener("htmx:beforeCleanupElement", (event) => stopGone(event.target));
mountAll();
