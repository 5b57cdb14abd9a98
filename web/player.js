// One recording by itself: its stills before it plays, and below it the stretches of it that match others.

import { button, clockOf, make, words } from "./page.js";
import {
  compareWords, lockedWhileMuted, onKeys, playOrStop, recording, sideOf, speedChoice, transport, transportKeys,
} from "./compare_parts.js";
import { lane, sound, SOUND_STEP_US } from "./compare_audio.js";
import { lengthOr, readyFor, Single } from "./sync.js";

const ENGLISH = {
  title: "Recording {name}",
  stretches: "Stretches that match others",
  stretch: "{start} to {end}",
  go: "Go to {start} to {end}, {label}",
  keys: "Keys: space plays, comma and full stop step a frame, arrows a second.",
  keys_audio: "Keys: space plays, arrows step a second.",
  being_made: "It is being made ready.",
};

/**
 * @typedef {{start_us: number, end_us: number, label: string, href?: string}} Stretch what of the recording matches another:
 *   `label` says which one and how, `href` is the page of the match; those of one `href` stand in one line
 */

/**
 * @param {HTMLElement} element
 * @param {import("./compare.js").Side & {medium?: "video" | "audio", stretches?: Stretch[], length_us?: number,
 *   start_us?: number, words?: Record<string, string>}} data `length_us` is how long it is, as long as nothing of it is
 *   loaded; `start_us` is where it opens; a film with a `poster` is loaded when somebody plays or seeks it
 */
export function mount(element, data) {
  const shared = compareWords(data.words);
  const say = words("player", ENGLISH, data.words);
  const isSound = data.medium === "audio";
  const stretches = [...(data.stretches ?? [])].sort((one, other) => one.start_us - other.start_us);
  const media = isSound ? sound(data) : recording(data);
  if (data.poster) media.preload = "none";
  const player = new Single(media, { frame_us: isSound ? SOUND_STEP_US : data.frame_us, start_us: data.start_us });
  const seek = (time_us) => { tellIfMade(); return player.seek(time_us); };
  const told = clockOf(data);
  const side = isSound ? lane(data, undefined, shared) : sideOf(data, media, { say: shared, seek, words: data.words });
  const toggle = () => { tellIfMade(); return isSound ? player.toggle() : playOrStop(player, side); };
  const made = make("p", { class: "muted", role: "status" });
  const tellIfMade = () => { if (media.readyState < 1 && !media.error && !media.inert) made.replaceChildren(say("being_made")); };

  const slider = make("input", { type: "range", min: 0, max: 1, step: "any", value: 0,
    "aria-label": shared("position", { name: data.name }), on: { input: () => seek(slider.valueAsNumber) } });
  const rows = [...Map.groupBy(stretches, ({ href, label }) => href ?? label).values()].map((of) => row(of, say, seek, told));
  const cursor = make("div", { class: "cursor", "aria-hidden": "true" });
  const timeline = make("div", { class: rows.length > 0 ? "timeline" : "timeline bare" }, make("div", { class: "position" }, slider),
    rows.length > 0 && make("ol", { class: "camera-lanes", "aria-label": say("stretches") }, ...rows.map(({ line }) => line)),
    make("div", { class: "over-tracks" }, cursor));
  const controls = make("div", { class: "controls" }, ...transport(shared, player, toggle, { frames: !isSound }),
    speedChoice(shared, player), ...soundSwitch(shared, media));

  let length_us = data.length_us ?? Math.max(1, ...stretches.map(({ end_us }) => end_us));
  function tell() {
    const now_us = media.currentTime * 1e6;
    side.time.value = `${told(now_us)} / ${told(length_us)}`;
    slider.value = String(now_us);
    slider.setAttribute("aria-valuetext", told(now_us));
    cursor.style.setProperty("--at", `${(100 * now_us) / length_us}%`);
    for (const { line, isAt } of rows) line.classList.toggle("now", isAt(now_us));
  }

  function measure() {
    length_us = lengthOr(media, length_us);
    slider.max = String(length_us);
    for (const { scale } of rows) scale(length_us);
    tell();
  }

  for (const event of ["moved", "settled"]) player.addEventListener(event, tell);
  element.addEventListener("coverchange", () => player.step(0));
  timeline.addEventListener("click", (event) => {
    const track = event.target.closest(".track");
    if (!track) return;
    const { left, width } = track.getBoundingClientRect();
    seek(((event.clientX - left) / width) * length_us);
  });
  onKeys(element, transportKeys(player, toggle));

  element.classList.add("compare", "player");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("title", { name: data.name }));
  element.tabIndex = 0;
  element.replaceChildren(side.figure, made, controls, timeline, make("p", { class: "muted" }, say(isSound ? "keys_audio" : "keys")), isSound ? media : "");
  element.player = player;

  measure();
  if (data.start_us !== undefined) seek(data.start_us);
  for (const event of ["loadedmetadata", "error"]) media.addEventListener(event, () => { made.replaceChildren(); measure(); });
  if (isSound) readyFor(media, 1).then(() => drawSound(side, stretches, length_us, seek));
  return player;
}

// Strong where a stretch matches another recording, and everywhere where none is known.
function drawSound({ canvas, paint }, stretches, length_us, seek) {
  const isInside = (time_us) => stretches.length === 0 || stretches.some(({ start_us, end_us }) => time_us >= start_us && time_us <= end_us);
  canvas.addEventListener("click", ({ offsetX }) => seek((offsetX / canvas.clientWidth) * length_us));
  return paint({ from_us: 0, to_us: length_us }, (time_us) => ({ time_us, inside: isInside(time_us) }));
}

/** Heard only when somebody asks for it. */
function soundSwitch(say, media) {
  const hear = button(say("sound"), () => { media.muted = !media.muted; }, { pressed: false });
  media.addEventListener("volumechange", () => hear.setAttribute("aria-pressed", String(!media.muted)));
  return [hear, lockedWhileMuted(say, hear, () => { media.muted = true; })];
}

/** A line of the list: what it matches, when, and where that lies on the recording. */
function row(stretches, say, seek, told) {
  const [{ label, href }] = stretches;
  const name = make("bdi", {}, label);
  const bars = stretches.map(() => make("span", { class: "bar" }));
  const times = stretches.map(({ start_us, end_us }) => {
    const span = { start: told(start_us), end: told(end_us), label };
    return button(say("stretch", span), () => seek(start_us), { "aria-label": say("go", span) });
  });
  const line = make("li", { class: "camera-lane" },
    make("div", { class: "lane-label" }, href ? make("a", { href }, name) : name, make("div", { class: "times" }, ...times)),
    make("span", { class: "track" }, ...bars));
  return {
    line,
    isAt: (now_us) => stretches.some(({ start_us, end_us }) => now_us >= start_us && now_us <= end_us),
    scale(length_us) {
      for (const [index, { start_us, end_us }] of stretches.entries()) {
        bars[index].style.setProperty("--from", `${(100 * start_us) / length_us}%`);
        bars[index].style.setProperty("--long", `${(100 * (end_us - start_us)) / length_us}%`);
      }
    },
  };
}
