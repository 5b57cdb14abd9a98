// Safe for the eyes: gray, blur and mute as three separate switches, and a veil before what is marked graphic.
//
// The switches are classes on the root element (`eyes-gray`, `eyes-blur`, `eyes-mute`); islands.css does the rest, so media
// that comes later is covered from its first frame. All three are on until somebody turns them off. Hover changes nothing.

import { button, clock, clockOf, make, words } from "./page.js";

const SWITCHES = ["gray", "blur", "mute"];
const ENGLISH = {
  group: "Safe for the eyes",
  gray: "Without colour",
  blur: "Blurred",
  mute: "Without sound",
  graphic: "Marked graphic",
  graphic_help: "This may be hard to look at. It stays covered until you show it.",
  show: "Show",
  cover: "Cover again",
  stills: "Stills before playing",
  stills_first: "Stills first, small and blurred",
  still_at: "Still at {time}",
  no_stills: "No stills were made of this recording.",
};

/**
 * Mounts the three switches into `element` and sets the root's classes.
 *
 * @param {HTMLElement} element
 * @param {{gray?: boolean, blur?: boolean, mute?: boolean, words?: Record<string, string>, save_url?: string}} [data]
 *   what this person chose before; what is missing is on. With `save_url` a change is posted there as JSON.
 * @param {(chosen: {gray: boolean, blur: boolean, mute: boolean}) => void} [save] called after each change
 */
export function mount(element, data = {}, save = saveTo(data.save_url)) {
  const say = words("eyes", ENGLISH, data.words);
  const chosen = Object.fromEntries(SWITCHES.map((name) => [name, data[name] ?? true]));
  const flip = (name) => (event) => {
    chosen[name] = event.target.checked;
    apply(chosen);
    save({ ...chosen });
  };
  const labels = SWITCHES.map((name) =>
    make("label", {},
      make("input", { type: "checkbox", role: "switch", name: `eyes-${name}`, checked: chosen[name], on: { change: flip(name) } }),
      make("span", {}, say(name))));
  element.classList.add("eyes");
  element.replaceChildren(make("fieldset", {}, make("legend", {}, say("group")), ...labels));
  apply(chosen);
}

/** Whether everything must be silent. */
export const isMuted = () => document.documentElement.classList.contains("eyes-mute");

/** Silences every recording of the page, and those that come later, while `eyes-mute` stands on the root. */
function apply(chosen) {
  for (const name of SWITCHES) document.documentElement.classList.toggle(`eyes-${name}`, chosen[name]);
  silence();
  document.dispatchEvent(new CustomEvent("eyeschange", { detail: { ...chosen } }));
}

function silence() {
  if (isMuted()) for (const media of document.querySelectorAll("video, audio")) media.muted = true;
}

// A recording that starts, or that is unmuted by the browser's own controls, while silence is asked for.
for (const event of ["play", "volumechange"]) {
  document.addEventListener(event, ({ target }) => {
    if (isMuted() && target instanceof HTMLMediaElement && !target.muted) target.muted = true;
  }, true);
}

function saveTo(address) {
  if (!address) return () => {};
  return (chosen) => {
    const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": token };
    fetch(address, { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(chosen) }).catch(() => {});
  };
}

/**
 * Puts a veil over a medium that is marked graphic: nothing of it is seen, and nothing is loaded, until **Show** is pressed;
 * it can be covered again. Who would rather know first what is to come may have its stills, small, gray and blurred.
 *
 * @param {HTMLElement} frame holds the medium
 * @param {{stills?: {src: string, time_us: number}[], from_us?: number, load?: () => void, words?: Record<string, string>}} [data]
 *   `load` is called once, when it is shown for the first time; `from_us` as of a side
 */
export function veil(frame, data = {}) {
  const say = words("eyes", ENGLISH, data.words);
  let load = data.load;
  const set = (covered) => {
    frame.classList.toggle("covered", covered);
    cover.hidden = !covered;
    again.hidden = covered;
    for (const seen of frame.querySelectorAll("video, img, canvas, audio")) {
      if (cover.contains(seen)) continue;
      if (covered) seen.pause?.();
      seen.inert = covered;
    }
    if (!covered) {
      load?.();
      load = null;
    }
    frame.dispatchEvent(new CustomEvent("coverchange", { bubbles: true, detail: { covered } }));
  };
  const show = button(say("show"), () => { set(false); again.focus(); }, { class: "show" });
  const again = button(say("cover"), () => { set(true); show.focus(); }, { class: "cover-again" });
  const first = data.stills?.length > 0 && button(say("stills_first"), () => {
    first.replaceWith(strip(data.stills, { say, told: clockOf(data) }));
    show.focus();
  });
  const cover = make("div", { class: "veil" },
    make("p", {}, make("strong", {}, say("graphic"))), make("p", {}, say("graphic_help")),
    data.stills?.length === 0 && make("p", { class: "muted" }, say("no_stills")), first, show);
  frame.append(cover, again);
  set(true);
}

/**
 * The stills of a recording in a row, to be looked at before it is played.
 *
 * @param {{src: string, time_us: number}[]} stills
 * @param {{say?: (key: string, values?: object) => string, words?: Record<string, string>, press?: (time_us: number) => void,
 *   told?: (time_us: number) => string}} [about] with `press` each is a button that goes to its moment; `told` tells a moment
 */
export function strip(stills, { words: given, say = words("eyes", ENGLISH, given), press, told = clock } = {}) {
  const one = ({ src, time_us }) => {
    const seen = [make("img", { src, alt: say("still_at", { time: told(time_us) }), loading: "lazy" }),
      make("span", { "aria-hidden": "true" }, told(time_us))];
    return make("li", {}, ...(press ? [make("button", { type: "button", on: { click: () => press(time_us) } }, ...seen)] : seen));
  };
  return make("ol", { class: "stills", dir: "ltr", "aria-label": say("stills") }, ...stills.map(one));
}
