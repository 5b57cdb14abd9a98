// Two sounds, one below the other on the query's time, moved so that what matched stands above what it matched.

import { button, clock, make } from "./page.js";
import { compareWords, onKeys, swapButton } from "./compare_parts.js";
import { offsetText, soundChoice } from "./compare_video.js";
import { Pair, readyFor } from "./sync.js";
import { timeMap } from "./time_map.js";
import { paintPeaks, peaksOf } from "./waveform.js";

const SECOND_US = 1_000_000;
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
  const pair = new Pair(query, reference, map, { query_frame_us: data.query.frame_us ?? 10_000 });
  const [above, below] = [lane(data.query, "query", say), lane(data.reference, "reference", say)];
  const cursor = make("div", { class: "cursor", "aria-hidden": "true" });
  const lanes = make("div", { class: "lanes", dir: "ltr" }, above.figure, below.figure, cursor);
  const axis = { from_us: 0, to_us: 1 };

  const play = button(say("play"), () => pair.toggle(), { class: "play" });
  const slider = make("input", { type: "range", min: 0, max: 1, step: "any", value: 0,
    "aria-label": say("position", { name: data.query.name }), on: { input: () => pair.seek(slider.valueAsNumber) } });
  const swap = swapButton(say, element, () => {});
  const where = make("p", { class: "where" });
  const controls = make("div", { class: "controls" }, play,
    button(say("back_second"), () => pair.skip(-SECOND_US), { key: "←", "aria-keyshortcuts": "ArrowLeft" }),
    button(say("next_second"), () => pair.skip(SECOND_US), { key: "→", "aria-keyshortcuts": "ArrowRight" }),
    swap, soundChoice(say, query, reference));

  function tell() {
    const { query_us, reference_us, inside } = pair.where;
    above.time.value = clock(query_us);
    below.time.value = clock(reference_us);
    slider.value = String(query_us);
    slider.setAttribute("aria-valuetext", say("position_text", { query: clock(query_us), reference: clock(reference_us) }));
    cursor.style.setProperty("--at", `${(100 * (query_us - axis.from_us)) / (axis.to_us - axis.from_us)}%`);
    where.textContent = `${say(inside ? "inside" : "outside")}. ${offsetText(say, data.matches[0]?.transform ?? {})}`;
  }

  async function prepare() {
    await Promise.all([readyFor(query, 1), readyFor(reference, 1)]);
    const ends = [map.toQuery(0), map.toQuery(reference.duration * 1e6)].map(({ time_us }) => time_us);
    axis.from_us = Math.min(0, ...ends);
    axis.to_us = Math.max(query.duration * 1e6, ...ends);
    slider.max = String(query.duration * 1e6);
    await Promise.all([
      above.paint(axis, (time_us) => ({ time_us, inside: map.toReference(time_us).inside })),
      below.paint(axis, (time_us) => map.toReference(time_us)),
      pair.seek(data.start_us ?? map.start_us),
    ]);
    element.dataset.ready = "";
  }

  for (const event of ["moved", "settled"]) pair.addEventListener(event, tell);
  pair.addEventListener("state", () => play.replaceChildren(say(pair.isPlaying ? "pause" : "play")));
  lanes.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const { left, width } = above.canvas.getBoundingClientRect();
    pair.seek(axis.from_us + ((event.clientX - left) / width) * (axis.to_us - axis.from_us));
  });
  onKeys(element, {
    " ": () => pair.toggle(), k: () => pair.toggle(), x: () => swap.click(), ",": () => pair.step(-1), ".": () => pair.step(1),
    ArrowLeft: () => pair.skip(-SECOND_US), ArrowRight: () => pair.skip(SECOND_US),
  });
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

function sound({ src, name }) {
  const audio = make("audio", { src, preload: "metadata", "aria-label": name });
  audio.muted = true;
  return audio;
}

function lane(side, role, say) {
  const canvas = make("canvas", { class: "wave", width: WIDE_PX, height: HIGH_PX, role: "img", "aria-label": say("waveform", { name: side.name }) });
  const time = make("output", { class: "time" });
  const title = make("bdi", {}, side.href ? make("a", { href: side.href }, side.name) : side.name);
  const note = make("p", { class: "nothing", hidden: true });
  const figure = make("figure", { class: "side lane" },
    make("figcaption", {}, make("span", { class: "role" }, say(role)), " ",
      side.short_id && make("span", { class: "id" }, side.short_id), " ", title, time), canvas, note);
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
