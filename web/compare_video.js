// Two recordings side by side, over each other, or their difference, moving as one.

import { clock, clockOf, make } from "./page.js";
import {
  check, compareWords, isCovered, layingOf, lockedWhileMuted, measured, onKeys, playOrStop, recording, sideOf, speedChoice, swapButton, transport,
  transportKeys, viewChoice,
} from "./compare_parts.js";
import { isMuted } from "./eyes.js";
import { Overlay } from "./overlay.js";
import { lengthOr, Pair, readyFor } from "./sync.js";
import { timeMap } from "./time_map.js";

/**
 * @param {HTMLElement} element
 * @param {{query: import("./compare.js").Side, reference: import("./compare.js").Side,
 *   matches: import("./time_map.js").Match[], start_us?: number, words?: Record<string, string>}} data the matches of the
 *   pair, one for each stretch; `start_us` is where in the query it opens, else where the first match begins
 */
export function mount(element, data) {
  const say = compareWords(data.words);
  const map = timeMap(data.matches);
  const [query, reference] = [recording(data.query), recording(data.reference)];
  const pair = new Pair(query, reference, map, { query_frame_us: data.query.frame_us });
  const about = { say, words: data.words };
  const left = sideOf(data.query, query, { ...about, role: "query", seek: (time_us) => pair.seek(time_us) });
  const right = sideOf(data.reference, reference, { ...about, role: "reference", seek: (time_us) => pair.seek(map.toQuery(time_us).time_us) });
  const nothing = make("p", { class: "not-running", hidden: true }, say("not_running"));
  right.frame.append(nothing);

  const canvas = make("canvas", { role: "img" });
  const overlay = new Overlay(canvas);
  const number = make("output", { class: "measured" });
  const stage = make("div", { class: "stage", hidden: true }, make("div", { class: "frame seen" }, canvas), number);
  const { choice, opacity, view, next } = viewChoice(say, () => show());
  const toggle = () => playOrStop(pair, left);

  const slider = make("input", { type: "range", min: 0, max: 1, step: "any", value: 0,
    "aria-label": say("position", { name: data.query.name }), on: { input: () => pair.seek(slider.valueAsNumber) } });
  const where = make("p", { class: "where" });
  const covered = make("canvas", { class: "covered-by", "aria-hidden": "true", height: 6, width: 600 });
  const swap = swapButton(say, element, () => paint());
  const controls = make("div", { class: "controls" }, ...transport(say, pair, toggle), speedChoice(say, pair), soundChoice(say, query, reference));
  const laid = make("div", { class: "laid-choice" });
  const views = make("div", { class: "controls" }, choice, opacity, swap,
    check(say("outlines"), true, (on) => element.classList.toggle("no-outlines", !on)), laid);

  function show() {
    stage.hidden = view.mode === "side";
    if (view.mode !== "side") canvas.setAttribute("aria-label", say(view.mode));
    paint();
  }

  function paint() {
    if (view.mode === "side") return;
    const { match, isRunning } = pair.where;
    const isThere = query.readyState >= 2 && reference.readyState >= 2 && isRunning;
    if (!isThere || isCovered(left, right)) {
      overlay.clear();
      number.value = isCovered(left, right) ? say("show_first") : isRunning ? "" : say("not_running");
      return;
    }
    const pictures = [{ of: query, region: match.query.region }, { of: reference, region: match.reference.region }];
    if (view.mode === "onion") overlay.onion(...pictures, view.opacity_0_1, element.classList.contains("swapped"));
    else overlay.difference(...pictures);
    if (view.mode === "difference" && pair.isPlaying) number.value = say("mean_waits");
    else number.value = view.mode === "difference" && pair.isSettled ? measured(say, overlay.measure()) : "";
  }

  // A pair may be matched by several stretches, each with its own way to lie and its own regions.
  let laidAs = null;
  function lie(match) {
    if (match === laidAs) return;
    laidAs = match;
    overlay.transform = match.transform ?? {};
    left.outline(match.query.region);
    right.outline(match.reference.region);
    right.lay(overlay.transform);
    const laying = layingOf(overlay.transform, say);
    laid.replaceChildren(laying ? check(say("laid", { how: laying }), true, (on) => right.lay(on ? overlay.transform : {})) : "");
  }

  function tell() {
    const { query_us, reference_us, inside, isRunning, match } = pair.where;
    lie(match);
    const told = { query: clockOf(data.query)(query_us), reference: clockOf(data.reference)(reference_us) };
    left.time.value = told.query;
    right.time.value = isRunning ? told.reference : "";
    nothing.hidden = isRunning;
    right.figure.classList.toggle("idle", !isRunning);
    slider.value = String(query_us);
    slider.setAttribute("aria-valuetext", say("position_text", told));
    where.textContent = `${say(inside ? "inside" : "outside")}. ${offsetText(say, match.transform ?? {}, data)}`;
    element.classList.toggle("outside", !inside);
  }

  for (const event of ["moved", "settled"]) pair.addEventListener(event, () => { tell(); paint(); });
  element.addEventListener("coverchange", () => {
    paint();
    if (!pair.isPlaying) pair.step(0);
  });
  onKeys(element, { ...transportKeys(pair, toggle), x: () => swap.click(), v: next });

  element.classList.add("compare", "compare-video");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("title", { query: data.query.name, reference: data.reference.name }));
  element.tabIndex = 0;
  element.replaceChildren(views, stage, make("div", { class: "sides" }, left.figure, right.figure),
    make("div", { class: "position" }, slider, covered), controls, where, make("p", { class: "muted" }, say("keys")));
  element.pair = pair;

  const measure = () => {
    const length_us = lengthOr(query, map.end_us);
    slider.max = String(length_us);
    paintCovered(covered, map, length_us);
    tell();
  };
  measure();
  pair.seek(data.start_us ?? map.start_us);
  readyFor(query, 1).then(measure);
  return pair;
}

/** At most one of the two is heard, and none at first. */
export function soundChoice(say, query, reference) {
  const hear = () => {
    query.muted = isMuted() || choose.value !== "query";
    reference.muted = isMuted() || choose.value !== "reference";
  };
  const choose = make("select", { on: { change: hear } }, ...["silent", "query", "reference"].map((name) => make("option", { value: name }, say(name))));
  const note = lockedWhileMuted(say, choose, () => {
    choose.value = "silent";
    hear();
  });
  return make("span", { class: "sound" }, make("label", {}, say("sound"), " ", choose), " ", note);
}

/** "Offset 4.199 s ± 0.020 s, speed 1.00", as far as it was measured: of the recordings, wherever their films begin. */
export function offsetText(say, { offset_us, offset_uncertainty_us, speed }, { query, reference }) {
  if (offset_us === undefined) return "";
  const whole_us = offset_us - (query.from_us ?? 0) + (reference.from_us ?? 0);
  const uncertainty = offset_uncertainty_us === undefined ? "?" : (offset_uncertainty_us / 1e6).toFixed(3);
  return say("offset", { offset: clock(whole_us), uncertainty, speed: (speed ?? 1).toFixed(2) });
}

// Under the slider: where in the query a match lies.
function paintCovered(canvas, map, length_us) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = getComputedStyle(canvas).color;
  for (const { query_us: [start, end] } of map.stretches) {
    context.fillRect((start / length_us) * canvas.width, 0, Math.max(1, ((end - start) / length_us) * canvas.width), canvas.height);
  }
}
