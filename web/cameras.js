// Many cameras of one moment: one lane for each recording on a common clock, and one press to see all at the same instant.

import { button, clock, make } from "./page.js";
import { caption, compareWords, onKeys, recording, veiled } from "./compare_parts.js";
import { FRAME_US, keepUp, lengthOr, middleOfFrame, readyFor, soughtTo } from "./sync.js";

const SECOND_US = 1_000_000;

/**
 * @typedef {import("./compare.js").Side & {start_us: number, length_us: number, uncertainty_us?: number}} Camera
 *   `start_us` is where the recording begins on the common clock, and `uncertainty_us` how well that is known
 */

/**
 * @param {HTMLElement} element
 * @param {{recordings: Camera[], at_us?: number, clock_note?: string, words?: Record<string, string>}} data `clock_note`
 *   says in words where the common clock begins
 */
export function mount(element, data) {
  const say = compareWords(data.words);
  const ends = data.recordings.map(({ start_us, length_us }) => start_us + length_us);
  const axis = { from_us: Math.min(0, ...data.recordings.map(({ start_us }) => start_us)), to_us: Math.max(1, ...ends) };
  const cameras = data.recordings.map((camera) => cameraOf(camera, axis, say, data.words, (at_us) => seek(at_us)));
  // The shortest frame of all, so that a step passes over none.
  const frame_us = Math.min(...data.recordings.map((camera) => camera.frame_us ?? FRAME_US));
  const state = { at_us: axis.from_us, isPlaying: false, loop: 0, asked: 0 };

  const play = button(say("play"), () => toggle(), { class: "play" });
  const time = make("output", { class: "time" });
  const slider = make("input", { type: "range", min: axis.from_us, max: axis.to_us, step: "any", value: state.at_us,
    "aria-label": say("common_clock"), on: { input: () => seek(slider.valueAsNumber) } });
  const cursor = make("div", { class: "cursor", "aria-hidden": "true" });
  const lanes = make("ol", { class: "camera-lanes", dir: "ltr" }, ...cameras.map(({ lane }) => lane));
  const controls = make("div", { class: "controls" }, play,
    button(say("back_frame"), () => skip(-frame_us), { key: "," }), button(say("next_frame"), () => skip(frame_us), { key: "." }),
    button(say("back_second"), () => skip(-SECOND_US), { key: "←", "aria-keyshortcuts": "ArrowLeft" }),
    button(say("next_second"), () => skip(SECOND_US), { key: "→", "aria-keyshortcuts": "ArrowRight" }));

  function tell() {
    time.value = clock(state.at_us);
    slider.value = String(state.at_us);
    slider.setAttribute("aria-valuetext", clock(state.at_us));
    cursor.style.setProperty("--at", `${(100 * (state.at_us - axis.from_us)) / (axis.to_us - axis.from_us)}%`);
    for (const camera of cameras) camera.tell(state.at_us);
  }

  async function seek(at_us) {
    const asked = ++state.asked;
    if (state.isPlaying) stop();
    state.at_us = Math.min(Math.max(at_us, axis.from_us), axis.to_us);
    tell();
    await Promise.all(cameras.map((camera) => camera.seek(state.at_us)));
    if (asked === state.asked) element.dispatchEvent(new CustomEvent("settled", { detail: { at_us: state.at_us } }));
  }

  function start() {
    const begun = { at_us: state.at_us >= axis.to_us ? axis.from_us : state.at_us, now_ms: performance.now() };
    state.isPlaying = true;
    play.replaceChildren(say("pause"));
    const turn = () => {
      if (!state.isPlaying) return;
      state.at_us = begun.at_us + (performance.now() - begun.now_ms) * 1000;
      if (state.at_us >= axis.to_us) return void seek(axis.to_us);
      for (const camera of cameras) camera.follow(state.at_us);
      tell();
      state.loop = requestAnimationFrame(turn);
    };
    turn();
  }

  function stop() {
    state.isPlaying = false;
    cancelAnimationFrame(state.loop);
    play.replaceChildren(say("play"));
    for (const { video } of cameras) video.pause();
  }

  const toggle = () => (state.isPlaying ? seek(state.at_us) : start());
  const skip = (by_us) => seek(state.at_us + by_us);
  lanes.addEventListener("click", (event) => {
    const { left, width } = cameras[0].track.getBoundingClientRect();
    if (event.target.closest(".track")) seek(axis.from_us + ((event.clientX - left) / width) * (axis.to_us - axis.from_us));
  });
  onKeys(element, {
    " ": toggle, k: toggle, ",": () => skip(-frame_us), ".": () => skip(frame_us),
    ArrowLeft: () => skip(-SECOND_US), ArrowRight: () => skip(SECOND_US),
  });

  element.classList.add("compare", "compare-cameras");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("cameras_title"));
  element.tabIndex = 0;
  const head = make("p", { class: "clock-head" }, say("common_clock"), " ", time, data.clock_note && make("bdi", {}, data.clock_note));
  // What was uncovered comes to where the others are.
  element.addEventListener("coverchange", () => { if (!state.isPlaying) seek(state.at_us); });
  element.replaceChildren(make("div", { class: "cameras" }, ...cameras.map(({ figure }) => figure)), head,
    make("div", { class: "timeline" }, make("div", { class: "position" }, slider), lanes, make("div", { class: "over-tracks", dir: "ltr" }, cursor)),
    controls, make("p", { class: "muted" }, say("keys_cameras")));
  element.seek = seek;
  seek(data.at_us ?? earliestInCommon(data.recordings));
  return { close: stop };
}

/** The first moment at which as many recordings run as ever do at once. */
export function earliestInCommon(recordings) {
  const runningAt = (at_us) => recordings.filter(({ start_us, length_us }) => at_us >= start_us && at_us < start_us + length_us).length;
  const starts = recordings.map(({ start_us }) => start_us).sort((one, other) => one - other);
  return starts.reduce((best, at_us) => (runningAt(at_us) > runningAt(best) ? at_us : best), starts[0] ?? 0);
}

function cameraOf(camera, axis, say, given, seek) {
  const { start_us, length_us, name } = camera;
  const video = recording(camera);
  const frame = make("div", { class: "frame seen" }, video);
  const note = make("p", { class: "not-running", hidden: true }, say("not_running"));
  const time = make("output", { class: "time" });
  frame.append(note);
  const figure = make("figure", { class: "side" }, caption(camera, time), frame);
  veiled(camera, video, frame, { seek: (time_us) => seek(start_us + time_us), words: given });

  const doubt_us = camera.uncertainty_us ?? 0;
  const track = make("span", { class: "track" }, make("span", { class: "bar" }), doubt_us > 0 && make("span", { class: "doubt" }));
  const percent = (part_us) => `${(100 * part_us) / (axis.to_us - axis.from_us)}%`;
  track.style.setProperty("--from", percent(start_us - axis.from_us));
  track.style.setProperty("--long", percent(length_us));
  track.style.setProperty("--doubt", percent(doubt_us));
  const span = { name, start: clock(start_us), end: clock(start_us + length_us), uncertainty: (doubt_us / 1e6).toFixed(3) };
  const jump = button(camera.short_id ?? name, () => seek(start_us), { class: "lane-name", title: `${name}: ${say("lane_play", { time: span.start })}` });
  const lane = make("li", { class: "camera-lane" }, jump, make("span", { class: "hear" }, say(doubt_us > 0 ? "lane_doubt" : "lane", span)), track);

  const inside = (at_us) => at_us >= start_us && at_us < start_us + length_us;
  return {
    video, figure, lane, track,
    tell(at_us) {
      note.hidden = inside(at_us);
      figure.classList.toggle("idle", !inside(at_us));
      lane.classList.toggle("idle", !inside(at_us));
      time.value = inside(at_us) ? clock(at_us - start_us) : "";
    },
    async seek(at_us) {
      if (!video.inert) await readyFor(video, 1);
      const middle_us = middleOfFrame(at_us - start_us, camera.frame_us ?? FRAME_US);
      return soughtTo(video, Math.min(Math.max(middle_us, 0), lengthOr(video, length_us)) / 1e6);
    },
    follow: (at_us) => keepUp(video, (at_us - start_us) / 1e6, 1),
  };
}
