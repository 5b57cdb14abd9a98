// The keys of the desk, from one list: what they do, and the help that `?` opens.
//
// Keys of one letter can be turned off in the help (WCAG 2.2, 2.1.4), because speech input and unsteady hands press them
// by chance; combinations with Ctrl stay. The browser remembers it.

import { button, isTaken, keyOf, make, words } from "./page.js";

/** A second key of a pair must follow within this time. */
const PAIR_MS = 1500;

const ENGLISH = {
  title: "Keyboard",
  close: "Close",
  single: "Keys of one letter",
  single_help: "Off: only combinations with Ctrl work.",
  then: "then",
  help: "This help",
};

/**
 * @typedef {object} Key
 * @property {string} keys `j`, `g i`, `Ctrl+k`, `Shift+x`, `?`
 * @property {string} label what it does, for the help
 * @property {string} [group] heading in the help
 * @property {string} [href] goes there
 * @property {string} [focus] selector of what gets the focus
 * @property {string} [press] selector of what is clicked
 * @property {"next" | "previous" | "open" | "select"} [rows] moves in the rows marked `data-row`
 * @property {string} [fire] name of an event on the document
 */

/**
 * Listens on the whole page.
 *
 * @param {HTMLElement} element where the help dialog is put
 * @param {{keys: Key[], single?: boolean, words?: Record<string, string>}} data `single`: keys of one letter are on
 * @param {(single: boolean) => void} [save] called when they are turned on or off
 */
export function mount(element, data, save = () => {}) {
  const say = words("keys", ENGLISH, data.words);
  const keys = [...data.keys, { keys: "?", label: say("help"), help: true }];
  const state = { single: data.single ?? kept() ?? true, first: null, until_ms: 0 };
  const dialog = help(keys, say, state, (single) => { keep(single); save(single); });
  element.append(button(say("title"), () => dialog.showModal(), { key: "?", class: "keys-open" }), dialog);

  const listen = (event) => {
    if (dialog.open || document.querySelector("dialog[open]")) return;
    const found = choose(keys, event, state);
    if (!found) return;
    event.preventDefault();
    if (found.help) dialog.showModal();
    else act(found);
  };
  document.addEventListener("keydown", listen);
  return { open: () => dialog.showModal(), close: () => document.removeEventListener("keydown", listen) };
}

// Whether keys of one letter are on is kept in this browser, where it lets pages keep anything.
const KEPT = "firsthand keys of one letter";

function kept() {
  try {
    const value = localStorage.getItem(KEPT);
    return value === null ? null : value === "on";
  } catch {
    return null;
  }
}

function keep(single) {
  try {
    localStorage.setItem(KEPT, single ? "on" : "off");
  } catch {
    // It then holds for this page.
  }
}

// The key of the list that this press completes, if any. `state.first` remembers the first of a pair.
function choose(keys, event, state) {
  if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return null;
  const pressed = pressOf(event);
  if (pressed.startsWith("Ctrl+")) return keys.find((key) => same(key.keys, pressed)) ?? null;
  if (isTaken(event) || !state.single) return null;
  const first = state.first && performance.now() < state.until_ms ? state.first : null;
  state.first = null;
  const whole = first ? `${first} ${pressed}` : pressed;
  const found = keys.find((key) => same(key.keys, whole)) ?? (first ? keys.find((key) => same(key.keys, pressed)) : null);
  if (!found && keys.some((key) => key.keys.startsWith(`${pressed} `))) {
    state.first = pressed;
    state.until_ms = performance.now() + PAIR_MS;
  }
  return found ?? null;
}

function pressOf(event) {
  const key = keyOf(event);
  if (event.ctrlKey || event.metaKey) return `Ctrl+${key}`;
  return event.shiftKey && /^[a-z]$/.test(key) ? `Shift+${key}` : key;
}

const same = (wanted, pressed) => wanted.toLowerCase() === pressed.toLowerCase();

function act({ href, focus, press, rows, fire }) {
  if (href) location.assign(href);
  if (focus) {
    const found = document.querySelector(focus);
    found?.focus();
    if (found?.select) found.select();
  }
  if (press) document.querySelector(press)?.click();
  if (fire) document.dispatchEvent(new CustomEvent(fire));
  if (rows) moveInRows(rows);
}

/** The row that has the focus, or that holds what has it, is the one at hand. */
function moveInRows(way) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length > 0);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (way === "open") return void rows[at]?.querySelector("a[href]")?.click();
  if (way === "select") return void rows[at]?.querySelector('input[type="checkbox"]')?.click();
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + (way === "next" ? 1 : -1), 0), rows.length - 1)];
  if (!next) return;
  const link = next.querySelector("a[href]");
  if (!link && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  (link ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function help(keys, say, state, save) {
  const id = "keys-help-title";
  const groups = [...Map.groupBy(keys, ({ group }) => group ?? "")].map(([group, members]) => make("section", {},
    group && make("h3", {}, group),
    make("dl", {}, ...members.map((key) => make("div", {}, make("dt", {}, ...shown(key.keys, say)), make("dd", {}, key.label))))));
  const single = make("label", { class: "check" },
    make("input", { type: "checkbox", checked: state.single, on: { change: (event) => { state.single = event.target.checked; save(state.single); } } }),
    make("span", {}, say("single")));
  const dialog = make("dialog", { class: "keys-help", "aria-labelledby": id },
    make("header", {}, make("h2", { id }, say("title")), button(say("close"), () => dialog.close(), { key: "Esc", autofocus: true })),
    make("div", { class: "groups" }, ...groups), single, make("p", { class: "muted" }, say("single_help")));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  return dialog;
}

function shown(keys, say) {
  const one = (press) => press.split(/(?<=.)\+/).flatMap((key, index) => [index > 0 ? "+" : null, make("kbd", {}, key)]);
  return keys.split(" ").flatMap((press, index) => [...(index > 0 ? [` ${say("then")} `] : []), ...one(press)]).filter(Boolean);
}
