// Two texts side by side, the passages they share linked: what stands here, and where the same stands there.

import { button, isTaken, keyOf, make, still, words } from "./page.js";
import { fromBytes } from "./offsets.js";

const ENGLISH = {
  title: "Passages that {a} and {b} share",
  none: "They share no passage.",
  count: "Passage {n} of {of}",
  next: "Next passage",
  previous: "Previous passage",
  partner: "To the other text",
  same: "word for word",
  quote: "marked as quoted",
  paraphrase: "in other words",
  passage: "passage {n}, {kind}",
  keys: "Keys: arrows or n and p go to the next or previous passage, Enter to its partner.",
};

/**
 * @typedef {{title: string, text: string, lang?: string, href?: string, short_id?: string, note?: string}} Text
 * @typedef {{a: [number, number], b: [number, number], kind: "same" | "quote" | "paraphrase" | string}} Passage
 *   where it stands in each, in bytes of UTF-8
 */

/**
 * @param {HTMLElement} element
 * @param {{a: Text, b: Text, passages: Passage[], at?: number, words?: Record<string, string>}} data `at` is the passage it
 *   opens at
 */
export function mount(element, data) {
  const say = words("texts", ENGLISH, data.words);
  const passages = [...data.passages].sort((one, other) => one.a[0] - other.a[0] || one.a[1] - other.a[1]);
  const columns = ["a", "b"].map((side) => column(data[side], side, passages, say));
  const state = { at: -1, side: "a" };
  const count = make("output", { class: "count" });

  const marksOf = (index, side) => element.querySelectorAll(`[data-side="${side}"] mark[data-passages~="${index}"]`);

  /** Lights the passage in both texts and brings it into view; with `focus` the reader stands on it. */
  function go(index, side = state.side, { focus = true } = {}) {
    if (passages.length === 0) return;
    state.at = (index + passages.length) % passages.length;
    state.side = side;
    light(state.at);
    count.value = say("count", { n: state.at + 1, of: passages.length });
    const other = side === "a" ? "b" : "a";
    reveal(marksOf(state.at, other)[0]);
    const here = marksOf(state.at, side)[0];
    reveal(here);
    for (const mark of element.querySelectorAll('mark[tabindex="0"]')) mark.tabIndex = -1;
    if (here) here.tabIndex = 0;
    if (focus) here?.focus({ preventScroll: true });
  }

  function light(index) {
    for (const mark of element.querySelectorAll("mark")) {
      mark.classList.toggle("lit", index >= 0 && mark.dataset.passages.split(" ").includes(String(index)));
    }
  }

  const passageAt = (target) => {
    const mark = target instanceof Element && target.closest("mark");
    return mark ? { index: Number(mark.dataset.passages.split(" ")[0]), side: mark.closest("[data-side]").dataset.side } : null;
  };
  element.addEventListener("pointerover", ({ target }) => {
    const found = passageAt(target);
    light(found ? found.index : state.at);
  });
  element.addEventListener("pointerleave", () => light(state.at));
  element.addEventListener("click", ({ target }) => {
    const found = passageAt(target);
    if (found) go(found.index, found.side);
  });
  element.addEventListener("keydown", (event) => {
    const found = passageAt(event.target);
    const partner = (found?.side ?? state.side) === "a" ? "b" : "a";
    const keys = { n: 1, ArrowDown: 1, ArrowRight: 1, p: -1, ArrowUp: -1, ArrowLeft: -1 };
    const key = keyOf(event);
    // Arrows scroll a text as everywhere, unless the reader stands on a passage.
    if (isTaken(event) || (key.startsWith("Arrow") && !found)) return;
    if (key in keys) go(state.at + keys[key]);
    else if ((key === "Enter" || key === " ") && found) go(found.index, partner);
    else return;
    event.preventDefault();
  });

  element.classList.add("texts");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", say("title", { a: data.a.title, b: data.b.title }));
  const controls = passages.length === 0 ? make("p", { class: "nothing" }, say("none")) : make("div", { class: "controls" },
    button(say("previous"), () => go(state.at - 1, state.side, { focus: false }), { key: "p" }),
    button(say("next"), () => go(state.at + 1, state.side, { focus: false }), { key: "n" }), count);
  element.replaceChildren(controls, make("div", { class: "pair" }, ...columns), make("p", { class: "muted" }, say("keys")));
  if (passages.length > 0) go(data.at ?? 0, "a", { focus: false });
}

function column(text, side, passages, say) {
  const id = `text-${side}-${Math.random().toString(36).slice(2)}`;
  const title = make("bdi", {}, text.href ? make("a", { href: text.href }, text.title) : text.title);
  const heading = make("p", { id, class: "text-title" }, text.short_id && make("span", { class: "id" }, text.short_id), text.short_id ? " " : "", title);
  const body = make("div", { class: "words", dir: "auto", lang: text.lang, tabindex: 0, role: "region", "aria-labelledby": id },
    ...pieces(text.text, passages.map((passage) => passage[side])).map((piece) => marked(piece, passages, say)));
  return make("section", { class: "text", "data-side": side }, heading, text.note && make("p", { class: "muted" }, text.note), body);
}

function marked({ text, covering }, passages, say) {
  if (covering.length === 0) return text;
  const n = covering[0] + 1;
  const kind = passages[covering[0]].kind;
  const attributes = { class: `passage k-${kind}`, "data-passages": covering.join(" "), tabindex: -1, role: "button",
    "aria-description": say("passage", { n, kind: say(kind) }) };
  return make("mark", attributes, text);
}

/**
 * A text cut at every start and end of its passages. Passages may overlap; the shortest that covers a piece comes first.
 *
 * @param {string} text
 * @param {[number, number][]} spans in bytes
 * @returns {{text: string, covering: number[]}[]} the whole text, in order
 */
export function pieces(text, spans) {
  const units = fromBytes(text, spans.flat());
  const places = spans.map((_, index) => [units[2 * index], units[2 * index + 1]]);
  const cuts = [...new Set([0, text.length, ...units])].sort((one, other) => one - other);
  const starting = Map.groupBy(places.keys(), (index) => places[index][0]);
  const open = new Set();
  const cut = [];
  for (const [at, from] of cuts.slice(0, -1).entries()) {
    for (const index of open) if (places[index][1] <= from) open.delete(index);
    for (const index of starting.get(from) ?? []) if (places[index][1] > from) open.add(index);
    const long = (index) => places[index][1] - places[index][0];
    const covering = [...open].sort((one, other) => long(one) - long(other) || one - other);
    cut.push({ text: text.slice(from, cuts[at + 1]), covering });
  }
  return cut;
}

// Scrolls the text alone, so that the page stays where it is and the two texts stay beside each other.
function reveal(mark) {
  const scroller = mark?.closest(".words");
  if (!scroller) return;
  const [within, around] = [mark.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const top = scroller.scrollTop + within.top - around.top - scroller.clientHeight / 3;
  scroller.scrollTo({ top, behavior: still() ? "auto" : "smooth" });
}
