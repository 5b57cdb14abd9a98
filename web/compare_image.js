// Two pictures side by side, over each other, or their difference, with the matched region outlined in both.

import { make } from "./page.js";
import { check, compareWords, isCovered, layingOf, measured, onKeys, picture, sideOf, swapButton, viewChoice } from "./compare_parts.js";
import { Overlay } from "./overlay.js";

/**
 * @param {HTMLElement} element
 * @param {{query: import("./compare.js").Side, reference: import("./compare.js").Side,
 *   matches: import("./time_map.js").Match[], words?: Record<string, string>}} data the first match decides how they lie
 */
export function mount(element, data) {
  const say = compareWords(data.words);
  const first = data.matches[0] ?? { query: {}, reference: {}, transform: {} };
  const transform = first.transform ?? {};
  const [query, reference] = [picture(data.query), picture(data.reference)];
  const about = { say, words: data.words };
  const left = sideOf(data.query, query, { ...about, role: "query" });
  const right = sideOf(data.reference, reference, { ...about, role: "reference" });
  left.outline(first.query.region);
  right.outline(first.reference.region);
  right.lay(transform);

  const canvas = make("canvas", { role: "img" });
  const overlay = new Overlay(canvas, transform);
  const number = make("output", { class: "measured" });
  const stage = make("div", { class: "stage", hidden: true }, make("div", { class: "frame seen" }, canvas), number);
  const { choice, opacity, view, next } = viewChoice(say, () => show());
  const laying = layingOf(transform, say);
  const swap = swapButton(say, element, () => show());
  const controls = make("div", { class: "controls" }, choice, opacity, swap,
    check(say("outlines"), true, (on) => element.classList.toggle("no-outlines", !on)),
    laying && check(say("laid", { how: laying }), true, (on) => right.lay(on ? transform : {})));

  function show() {
    stage.hidden = view.mode === "side";
    const isThere = query.complete && query.naturalWidth > 0 && reference.complete && reference.naturalWidth > 0;
    if (view.mode === "side") return;
    if (!isThere || isCovered(left, right)) {
      overlay.clear();
      number.value = isCovered(left, right) ? say("show_first") : "";
      return;
    }
    canvas.setAttribute("aria-label", say(view.mode));
    const pictures = [{ of: query, region: first.query.region }, { of: reference, region: first.reference.region }];
    if (view.mode === "onion") overlay.onion(...pictures, view.opacity_0_1, element.classList.contains("swapped"));
    else overlay.difference(...pictures);
    number.value = view.mode === "onion" ? "" : measured(say, overlay.measure());
  }

  element.addEventListener("coverchange", show);
  onKeys(element, { x: () => swap.click(), v: next });
  element.classList.add("compare", "compare-image");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("title", { query: data.query.name, reference: data.reference.name }));
  element.tabIndex = 0;
  element.replaceChildren(controls, stage, make("div", { class: "sides" }, left.figure, right.figure),
    make("p", { class: "muted" }, say("keys_image")));
  for (const image of [query, reference]) image.addEventListener("load", show);
  return { close() {} };
}
