// Two sounds, one below the other on the query's time, moved so that what matched stands above what it matched.

import { clockOf, make } from "./page.js";
import { caption, compareWords, onKeys, swapButton, transport, transportKeys } from "./compare_parts.js";
import { offsetText, soundChoice } from "./compare_video.js";
import { lengthOr, Pair, readyFor } from "./sync.js";
import { timeMap } from "./time_map.js";
import { paintPeaks, peaksOf } from "./waveform.js";

/** A step of a sound, which has no frames. */
export const SOUND_STEP_US = 10_000;
const [WIDE_PX, HIGH_PX] = [1400, 96];

/**
 * @param {HTMLElement} element
 * @param {{query: import("./compare.js").Side, reference: import("./compare.js").Side,
 *   matches: import("./time_map.js").Match[], start_us?: number, words?: Record<string, string>}} data
 */
export function mount(element, data) {
  const say = compareWords(data.words);
  const map = timeMap(data.matches);
  const [query, reference] = [sound(data.query), sound(data.reference)];
  const pair = new Pair(query, reference, map, { query_frame_us: SOUND_STEP_US });
  const [above, below] = [lane(data.query, "query", say), lane(data.reference, "reference", say)];
  const cursor = make("div", { class: "cursor", "aria-hidden": "true" });
  const lanes = make("div", { class: "lanes", dir: "ltr" }, above.figure, below.figure, cursor);
  const axis = { from_us: 0, to_us: 1 };

  const slider = make("input", { type: "range", min: 0, max: 1, step: "any", value: 0,
    "aria-label": say("position", { name: data.query.name }), on: { input: () => pair.seek(slider.valueAsNumber) } });
  const swap = swapButton(say, element, () => {});
  const where = make("p", { class: "where" });
  const toggle = () => pair.toggle();
  const controls = make("div", { class: "controls" }, ...transport(say, pair, toggle, { frames: false }), swap, soundChoice(say, query, reference));

  function tell() {
    const { query_us, reference_us, inside } = pair.where;
    const told = { query: clockOf(data.query)(query_us), reference: clockOf(data.reference)(reference_us) };
    above.time.value = told.query;
    below.time.value = told.reference;
    slider.value = String(query_us);
    slider.setAttribute("aria-valuetext", say("position_text", told));
    cursor.style.setProperty("--at", `${(100 * (query_us - axis.from_us)) / (axis.to_us - axis.from_us)}%`);
    where.textContent = `${say(inside ? "inside" : "outside")}. ${offsetText(say, data.matches[0]?.transform ?? {}, data)}`;
  }

  async function prepare() {
    await Promise.all([readyFor(query, 1), readyFor(reference, 1)]);
    const [query_us, reference_us] = [lengthOr(query, map.end_us), lengthOr(reference, map.toReference(map.end_us).time_us)];
    const ends = [0, query_us, ...[0, reference_us].map((time_us) => map.toQuery(time_us).time_us)];
    Object.assign(axis, { from_us: Math.min(...ends), to_us: Math.max(...ends) });
    Object.assign(slider, { min: String(axis.from_us), max: String(axis.to_us) });
    await Promise.all([
      above.paint(axis, (time_us) => ({ time_us, inside: map.toReference(time_us).inside })),
      below.paint(axis, (time_us) => map.toReference(time_us)),
      pair.seek(data.start_us ?? map.start_us),
    ]);
    element.dataset.ready = "";
  }

  for (const event of ["moved", "settled"]) pair.addEventListener(event, tell);
  lanes.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const { left, width } = above.canvas.getBoundingClientRect();
    pair.seek(axis.from_us + ((event.clientX - left) / width) * (axis.to_us - axis.from_us));
  });
  onKeys(element, { ...transportKeys(pair, toggle), x: () => swap.click() });
  element.classList.add("compare", "compare-audio");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("title", { query: data.query.name, reference: data.reference.name }));
  element.tabIndex = 0;
  element.replaceChildren(lanes, make("div", { class: "position" }, slider), controls, where, make("p", { class: "muted" }, say("keys_audio")),
    query, reference);
  element.pair = pair;
  prepare();
  return pair;
}

/** A sound that is silent and does not start by itself. */
export function sound({ src, name }) {
  const audio = make("audio", { src, preload: "metadata", "aria-label": name });
  audio.muted = true;
  return audio;
}

/**
 * A sound as its loudness over time, with its caption.
 *
 * @returns {{figure: HTMLElement, canvas: HTMLCanvasElement, time: HTMLOutputElement, paint(axis: object, place: Function): Promise<void>}}
 *   `paint` draws it as `paintPeaks` does, and says why where it cannot
 */
export function lane(side, role, say) {
  const canvas = make("canvas", { class: "wave", width: WIDE_PX, height: HIGH_PX, role: "img", "aria-label": say("waveform", { name: side.name }) });
  const time = make("output", { class: "time" });
  const note = make("p", { class: "nothing", hidden: true });
  const figure = make("figure", { class: "side lane" }, caption(side, time, role && say(role)), canvas, note);
  const paint = async (axis, place) => {
    try {
      const found = await peaksOf(side.src);
      paintPeaks(canvas, found, axis, place);
      const again = () => paintPeaks(canvas, found, axis, place);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    } catch (error) {
      note.hidden = false;
      note.textContent = say(error instanceof RangeError ? "too_long" : "no_sound");
    }
  };
  return { figure, canvas, time, paint };
}
