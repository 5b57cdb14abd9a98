// Two recordings side by side, over each other, or their difference, moving as one.

import { button, clock, make } from "./page.js";
import { check, compareWords, isCovered, layingOf, measured, onKeys, sideOf, swapButton, viewChoice } from "./compare_parts.js";
import { Overlay } from "./overlay.js";
import { Pair, readyFor } from "./sync.js";
import { timeMap } from "./time_map.js";
import { isMuted } from "./eyes.js";

const SECOND_US = 1_000_000;
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

/**
 * @param {HTMLElement} element
 * @param {{query: import("./compare.js").Side, reference: import("./compare.js").Side,
 *   matches: import("./time_map.js").Match[], start_us?: number, words?: Record<string, string>}} data the matches of the
 *   pair, one for each stretch; `start_us` is where in the query it opens, else where the first match begins
 */
export function mount(element, data) {
  const say = compareWords(data.words);
  const map = timeMap(data.matches);
  const first = data.matches[0] ?? { query: {}, reference: {}, transform: {} };
  const transform = first.transform ?? {};

  const [query, reference] = [recording(data.query), recording(data.reference)];
  const about = { say, words: data.words };
  const left = sideOf(data.query, query, { ...about, role: "query", region: first.query.region });
  const right = sideOf(data.reference, reference, { ...about, role: "reference", region: first.reference.region, transform });
  const pair = new Pair(query, reference, map, { query_frame_us: data.query.frame_us });

  const canvas = make("canvas", { role: "img" });
  const overlay = new Overlay(canvas, transform);
  const number = make("output", { class: "measured" });
  const stage = make("div", { class: "stage", hidden: true }, make("div", { class: "frame seen" }, canvas), number);
  const { choice, opacity, view, next } = viewChoice(say, () => show());

  const play = button(say("play"), () => pair.toggle(), { class: "play" });
  const slider = make("input", { type: "range", min: 0, max: 1, step: "any", value: 0,
    "aria-label": say("position", { name: data.query.name }), on: { input: () => pair.seek(slider.valueAsNumber) } });
  const where = make("p", { class: "where" });
  const covered = make("canvas", { class: "covered-by", "aria-hidden": "true", height: 6, width: 600 });
  const speed = make("select", { on: { change: () => pair.setRate(Number(speed.value)) } },
    ...SPEEDS.map((rate) => make("option", { value: rate, selected: rate === 1 }, `${rate} ×`)));
  const laying = layingOf(transform, say);
  const swap = swapButton(say, element, () => paint());

  const controls = make("div", { class: "controls" },
    play,
    button(say("back_frame"), () => pair.step(-1), { key: "," }), button(say("next_frame"), () => pair.step(1), { key: "." }),
    button(say("back_second"), () => pair.skip(-SECOND_US), { key: "←", "aria-keyshortcuts": "ArrowLeft" }),
    button(say("next_second"), () => pair.skip(SECOND_US), { key: "→", "aria-keyshortcuts": "ArrowRight" }),
    make("label", {}, say("speed"), " ", speed), soundChoice(say, query, reference));
  const views = make("div", { class: "controls" }, choice, opacity, swap,
    check(say("outlines"), true, (on) => element.classList.toggle("no-outlines", !on)),
    laying && check(say("laid", { how: laying }), true, (on) => right.lay(on)));

  function show() {
    stage.hidden = view.mode === "side";
    if (view.mode !== "side") canvas.setAttribute("aria-label", say(view.mode));
    paint();
  }

  function paint() {
    const pictures = [{ of: query, region: first.query.region }, { of: reference, region: first.reference.region }];
    const isThere = query.readyState >= 2 && reference.readyState >= 2;
    if (view.mode === "side") return;
    if (!isThere || isCovered(left, right)) return overlay.clear();
    if (view.mode === "onion") overlay.onion(...pictures, view.opacity_0_1, element.classList.contains("swapped"));
    else overlay.difference(...pictures);
    if (view.mode === "difference" && pair.isPlaying) number.value = say("mean_waits");
    else number.value = view.mode === "difference" && pair.isSettled ? measured(say, overlay.measure()) : "";
  }

  function tell() {
    const { query_us, reference_us, inside } = pair.where;
    left.time.value = clock(query_us);
    right.time.value = clock(reference_us);
    slider.value = String(query_us);
    slider.setAttribute("aria-valuetext", say("position_text", { query: clock(query_us), reference: clock(reference_us) }));
    where.textContent = `${say(inside ? "inside" : "outside")}. ${offsetText(say, transform)}`;
    element.classList.toggle("outside", !inside);
  }

  element.addEventListener("coverchange", paint);
  pair.addEventListener("moved", () => { tell(); paint(); });
  pair.addEventListener("settled", () => { tell(); paint(); });
  pair.addEventListener("state", () => play.replaceChildren(say(pair.isPlaying ? "pause" : "play")));
  onKeys(element, {
    " ": () => pair.toggle(), k: () => pair.toggle(), ",": () => pair.step(-1), ".": () => pair.step(1),
    ArrowLeft: () => pair.skip(-SECOND_US), ArrowRight: () => pair.skip(SECOND_US), x: () => swap.click(), v: next,
  });

  element.classList.add("compare", "compare-video");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("title", { query: data.query.name, reference: data.reference.name }));
  element.tabIndex = 0;
  element.replaceChildren(views, stage, make("div", { class: "sides" }, left.figure, right.figure),
    make("div", { class: "position" }, slider, covered), controls, where, make("p", { class: "muted" }, say("keys")));
  element.pair = pair;

  readyFor(query, 1).then(() => {
    slider.max = String(query.duration * 1e6);
    paintCovered(covered, map, query.duration * 1e6);
    return pair.seek(data.start_us ?? map.start_us);
  });
  return pair;
}

/** A recording that is silent, does not start by itself and loads no more than it must. */
export function recording({ src, poster, name }) {
  const video = make("video", { src, poster, preload: "metadata", playsinline: true, "aria-label": name });
  video.muted = true;
  video.disablePictureInPicture = true;
  return video;
}

/** At most one of the two is heard, and none at first. */
export function soundChoice(say, query, reference) {
  const choose = make("select", {
    on: {
      change: () => {
        query.muted = isMuted() || choose.value !== "query";
        reference.muted = isMuted() || choose.value !== "reference";
      },
    },
  }, ...["silent", "query", "reference"].map((name) => make("option", { value: name }, say(name))));
  const lock = () => {
    choose.disabled = isMuted();
    choose.title = isMuted() ? say("sound_locked") : "";
    if (isMuted()) choose.value = "silent";
  };
  document.addEventListener("eyeschange", lock);
  lock();
  return make("label", {}, say("sound"), " ", choose);
}

/** "Offset 4.199 s ± 0.020 s, speed 1.00", as far as it was measured. */
export function offsetText(say, { offset_us, offset_uncertainty_us, speed }) {
  if (offset_us === undefined) return "";
  const uncertainty = offset_uncertainty_us === undefined ? "?" : `${(offset_uncertainty_us / 1e6).toFixed(3)} s`;
  return say("offset", { offset: clock(offset_us), uncertainty, speed: (speed ?? 1).toFixed(2) });
}

// Under the slider: where in the query a match lies.
function paintCovered(canvas, map, length_us) {
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(canvas).color;
  for (const { query_us: [start, end] } of map.stretches) {
    context.fillRect((start / length_us) * canvas.width, 0, Math.max(1, ((end - start) / length_us) * canvas.width), canvas.height);
  }
}
