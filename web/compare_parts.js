// What the comparisons have in common: their words, the frame around each side, the choice between side by side, difference
// and onion skin, and the keys.

import { button, clockOf, isTaken, keyOf, make, words } from "./page.js";
import { outline, SEEN_FROM } from "./overlay.js";
import { isMuted, strip, veil } from "./eyes.js";

const SECOND_US = 1_000_000;
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

const ENGLISH = {
  title: "Compare {query} with {reference}",
  query: "Query",
  reference: "Reference",
  play: "Play",
  pause: "Pause",
  back_frame: "Frame back",
  next_frame: "Frame on",
  back_second: "1 s back",
  next_second: "1 s on",
  swap: "Swap",
  mode: "View",
  side: "Side by side",
  difference: "Difference",
  onion: "Onion skin",
  opacity: "Opacity of the upper one",
  outlines: "Matched region",
  laid: "Lay as the match says ({how})",
  mirrored: "mirrored",
  turned: "turned {degrees}°",
  speed: "Speed",
  sound: "Sound",
  silent: "Silent",
  sound_locked: "Sound is off for all media: turn off “Without sound” first.",
  position: "Position in {name}",
  position_text: "{query} in the query, {reference} in the reference",
  region_of: "What matched in {name}",
  inside: "Within the match",
  outside: "Outside the match, from the nearest stretch of it",
  offset: "Offset {offset} ± {uncertainty} s, speed {speed}",
  mean: "Mean difference {mean} of 255; {share} % of the pixels differ by {from} or more",
  show_first: "Something here is still covered: show it first.",
  mean_waits: "Pause to measure: while playing the two may be a frame apart",
  failed: "{name} cannot be shown here. Its page has the original.",
  keys: "Keys: space plays, comma and full stop step a frame, arrows a second, x swaps, v changes the view.",
  keys_cameras: "Keys: space plays, comma and full stop step a frame, arrows a second.",
  keys_audio: "Keys: space plays, arrows step a second, x swaps.",
  keys_image: "Keys: x swaps, v changes the view.",
  cameras_title: "Cameras of one moment",
  common_clock: "Common clock",
  lane: "{name}: {start} to {end} of the common clock",
  lane_doubt: "{name}: {start} to {end} of the common clock, begun ± {uncertainty} s",
  lane_play: "Go to {time}",
  not_running: "not running at this moment",
  waveform: "Loudness of {name} over time, drawn to its own loudest moment",
  too_long: "Too long to draw in the browser; it can still be heard.",
  no_sound: "No sound could be read from it.",
};

/** The words of all comparisons. @param {Record<string, string>} [given] words that came with the data */
export const compareWords = (given) => words("compare", ENGLISH, given);

/**
 * One side: caption, frame, medium, outline, and veil or stills where they are needed.
 *
 * @param {import("./compare.js").Side} side
 * @param {HTMLElement} media made by `recording` or `picture`
 * @param {{say: Function, role?: string, seek?: (time_us: number) => void, words?: object}} about `seek` goes to the moment
 *   of a still that is pressed
 * @returns {{figure: HTMLElement, frame: HTMLElement, time: HTMLOutputElement, lay(transform: object): void,
 *   outline(region?: number[]): void}} `lay` turns and mirrors what is shown, `outline` marks a region of it
 */
export function sideOf(side, media, { say, role, seek, words: given }) {
  const laid = make("div", { class: "laid" }, media);
  const bed = make("div", { class: "bed" }, laid);
  const frame = make("div", { class: "frame seen" }, bed);
  const time = make("output", { class: "time" });
  const failed = make("p", { class: "nothing", hidden: true }, say("failed", { name: side.name }));
  const figure = make("figure", { class: "side" }, caption(side, time, role && say(role)), frame, failed);
  media.addEventListener("error", () => { failed.hidden = false; frame.hidden = true; });
  veiled(side, media, frame, { seek, words: given });
  let transform = {};
  const lay = (how = transform) => {
    transform = how;
    laid.classList.toggle("mirrored", how.mirrored === true);
    const degrees = Math.round((how.rotated_degrees ?? 0) / 90) * 90;
    const isQuarter = Math.abs(degrees / 90) % 2 === 1;
    const [wide, high] = [media.videoWidth ?? media.naturalWidth, media.videoHeight ?? media.naturalHeight];
    const aspect = wide && high ? wide / high : 16 / 9;
    laid.classList.toggle("quarter", isQuarter);
    laid.style.setProperty("--turn", `${degrees}deg`);
    bed.style.setProperty("--aspect", String(aspect));
    bed.style.setProperty("--shown-aspect", String(isQuarter ? 1 / aspect : aspect));
  };
  for (const event of ["load", "loadedmetadata"]) media.addEventListener(event, () => lay());
  lay();
  const mark = (region) => {
    laid.querySelector(".outline-over")?.remove();
    if (region) laid.append(outline(region, say("region_of", { name: side.name })));
  };
  return { figure, frame, time, lay, outline: mark };
}

/** What a side is called, with its page, and its time where it has one. */
export function caption({ name, short_id, href }, time, role) {
  const title = make("bdi", {}, href ? make("a", { href }, name) : name);
  return make("figcaption", {}, role && make("span", { class: "role" }, role), " ",
    short_id && make("span", { class: "id" }, short_id), " ", title, time);
}

/**
 * Puts the veil over what is marked graphic, and the stills of a recording below its frame: of a graphic one as long as it
 * is shown, of any other from the start. A covered medium has no address yet, so nothing of it is loaded.
 */
export function veiled(side, media, frame, { seek, words: given } = {}) {
  const row = make("div", { class: "stills-row", hidden: true });
  const fill = () => side.stills?.length > 0 && row.append(strip(side.stills, { words: given, press: seek, told: clockOf(side) }));
  frame.after(row);
  if (!side.graphic) {
    row.hidden = false;
    fill();
    return;
  }
  frame.addEventListener("coverchange", ({ detail }) => { row.hidden = detail.covered; });
  const load = () => {
    for (const name of ["poster", "src"]) if (side[name]) media.setAttribute(name, side[name]);
    fill();
  };
  veil(frame, { stills: side.stills, from_us: side.from_us, words: given, load });
}

/** A recording that is silent and does not start by itself. A graphic one gets its address from its veil. */
export function recording({ src, poster, name, graphic }) {
  const address = graphic ? {} : { src, poster };
  const video = make("video", { ...address, preload: "metadata", playsinline: true, "aria-label": name });
  video.muted = true;
  video.disablePictureInPicture = true;
  return video;
}

/** A picture. A graphic one gets its address from its veil. */
export const picture = ({ src, name, graphic }) => make("img", { src: graphic ? undefined : src, alt: name, decoding: "async" });

/** Plays or stops; what is covered asks to be shown first, because nothing plays under a veil. */
export function playOrStop(moving, leader) {
  if (!isCovered(leader)) return moving.toggle();
  leader.frame.querySelector(".show").focus();
}

/** Play, and the steps: `frames` where it has some. @param {import("./sync.js").Single} moving */
export function transport(say, moving, toggle, { frames = true } = {}) {
  const play = button(say("play"), toggle, { class: "play" });
  moving.addEventListener("state", () => play.replaceChildren(say(moving.isPlaying ? "pause" : "play")));
  const steps = [button(say("back_frame"), () => moving.step(-1), { key: "," }), button(say("next_frame"), () => moving.step(1), { key: "." })];
  return [play, ...(frames ? steps : []),
    button(say("back_second"), () => moving.skip(-SECOND_US), { key: "←", "aria-keyshortcuts": "ArrowLeft" }),
    button(say("next_second"), () => moving.skip(SECOND_US), { key: "→", "aria-keyshortcuts": "ArrowRight" })];
}

/** The keys of the same. */
export const transportKeys = (moving, toggle) => ({
  " ": toggle, k: toggle, ",": () => moving.step(-1), ".": () => moving.step(1),
  ArrowLeft: () => moving.skip(-SECOND_US), ArrowRight: () => moving.skip(SECOND_US),
});

/** How fast it plays. */
export function speedChoice(say, moving) {
  const choose = make("select", { on: { change: () => moving.setRate(Number(choose.value)) } },
    ...SPEEDS.map((rate) => make("option", { value: rate, selected: rate === 1 }, `${rate} ×`)));
  return make("label", {}, say("speed"), " ", choose);
}

/** Keeps a control of sound locked, with words that say why, while everything must be silent. */
export function lockedWhileMuted(say, control, silence) {
  const id = `locked-${Math.random().toString(36).slice(2)}`;
  const note = make("span", { id, class: "locked" }, say("sound_locked"));
  const lock = () => {
    control.disabled = isMuted();
    note.hidden = !isMuted();
    if (isMuted()) silence();
  };
  control.setAttribute("aria-describedby", id);
  document.addEventListener("eyeschange", lock);
  lock();
  return note;
}

/** Whether either is under its veil: then nothing of it may be seen in the difference or the onion skin either. */
export const isCovered = (...sides) => sides.some(({ frame }) => frame.classList.contains("covered"));

/** "mirrored, turned 90°", or nothing where it lies as it is. */
export function layingOf(transform, say) {
  const turned = Math.round(transform.rotated_degrees ?? 0);
  return [transform.mirrored && say("mirrored"), turned !== 0 && say("turned", { degrees: turned })].filter(Boolean).join(", ");
}

/** Radio buttons for side by side, difference and onion skin, with the slider of the onion. */
export function viewChoice(say, change) {
  const view = { mode: "side", opacity_0_1: 0.5 };
  const group = `view-${Math.random().toString(36).slice(2)}`;
  const radios = ["side", "difference", "onion"].map((mode) => make("input", {
    type: "radio", name: group, value: mode, checked: mode === view.mode, on: { change: () => set(mode) },
  }));
  const slider = make("input", {
    type: "range", min: 0, max: 100, value: 50, "aria-label": say("opacity"),
    on: { input: () => { view.opacity_0_1 = slider.valueAsNumber / 100; change(view); } },
  });
  const opacity = make("label", { class: "opacity", hidden: true }, say("opacity"), " ", slider);
  const set = (mode) => {
    view.mode = mode;
    for (const radio of radios) radio.checked = radio.value === mode;
    opacity.hidden = mode !== "onion";
    change(view);
  };
  const next = () => set(radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length].value);
  const labels = radios.map((radio) => make("label", {}, radio, make("span", {}, say(radio.value))));
  const choice = make("fieldset", { class: "view" }, make("legend", { class: "hear" }, say("mode")), ...labels);
  return { choice, opacity, view, set, next };
}

/** A check box with its label. */
export function check(label, checked, change) {
  return make("label", { class: "check" },
    make("input", { type: "checkbox", checked, on: { change: (event) => change(event.target.checked) } }), make("span", {}, label));
}

/** The swap of the two sides: which one stands first, and lies on top. */
export function swapButton(say, element, swapped) {
  return button(say("swap"), () => {
    swapped(element.classList.toggle("swapped"));
  }, { key: "x" });
}

/**
 * Runs what belongs to a key while the focus is in the island. Keys that a control needs for itself stay its own: space on
 * a button, arrows on a slider or a choice.
 *
 * @param {HTMLElement} element
 * @param {Record<string, () => void>} actions by key, as `keyOf` names it
 */
export function onKeys(element, actions) {
  element.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (isTaken(event) || !actions[key]) return;
    const own = key === " " ? "button, input, a, summary" : key.startsWith("Arrow") ? 'input, select, [role="slider"]' : null;
    if (own && event.target.matches(own)) return;
    event.preventDefault();
    actions[key]();
  });
}

/** The line that says what the difference measured, once both stand still. */
export function measured(say, { mean_255, seen_0_1 }) {
  return say("mean", { mean: mean_255.toFixed(1), share: (seen_0_1 * 100).toFixed(1), from: SEEN_FROM });
}
