// What every island needs of the page: its data, its words, and elements made without markup in strings.

/**
 * Makes an element. Attributes that are `undefined`, `null` or `false` are left out, `true` becomes an empty one; `on` holds
 * listeners. Text is always text: nothing is parsed as markup, so no item can bring script into the desk.
 *
 * @param {string} name its tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for a drawing. @returns {SVGElement} */
export function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button with a label and, where it has one, the key that does the same. @returns {HTMLButtonElement} */
export function button(label, press, { key, pressed, ...attributes } = {}) {
  const shown = key ? [label, " ", make("kbd", { "aria-hidden": "true" }, key)] : [label];
  const state = pressed === undefined ? {} : { "aria-pressed": String(pressed) };
  const shortcut = key ? { "aria-keyshortcuts": key === "," ? "Comma" : key } : {};
  return make("button", { type: "button", ...state, ...shortcut, ...attributes, on: { click: press } }, ...shown);
}

/**
 * The words of an island: what the page gives, and English where it gives none. The page's catalogue is the block
 * `<script type="application/json" id="words">` with one object for each island. `{name}` in a text is replaced.
 *
 * `say.count("items", 3)` is for numbers of things: `{n}` is the number, and the words are those of its form in the page's
 * language (`items.one`, `items.few`, `items.other` and so on, as Unicode's CLDR names them).
 *
 * @param {string} island the island's name in the catalogue
 * @param {Record<string, string>} english every word of the island
 * @param {Record<string, string>} [given] words that came with the data
 * @returns {((key: string, values?: Record<string, unknown>) => string) & {count(key: string, n: number): string}}
 */
export function words(island, english, given = {}) {
  const catalogue = readBlock(document.getElementById("words"))?.[island] ?? {};
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const say = (key, values = {}) => filled(given[key] ?? catalogue[key] ?? english[key] ?? key, values);
  say.count = (key, n, values = {}) => {
    const form = formOf(n);
    const of = (table) => table[`${key}.${form}`] ?? table[`${key}.other`];
    return filled(of(given) ?? of(catalogue) ?? of(english), { n: grouped(n), ...values });
  };
  return say;
}

const formOf = (n) => new Intl.PluralRules(document.documentElement.lang || "en").select(n);

/** A number with its digits in groups of three, apart by a narrow space, as the pages of the desk have them. */
export const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/**
 * The data of an element: the JSON at its `data-src`, or the block that its `data-from` names, or the one that stands in it.
 *
 * @param {HTMLElement} element
 * @returns {Promise<any>}
 * @throws {Error} when there is none, or the server refuses
 */
export async function readData(element) {
  const address = element.dataset.src;
  if (address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }
  const named = element.dataset.from ? document.getElementById(element.dataset.from) : null;
  const data = readBlock(named ?? element.querySelector('script[type="application/json"]'));
  if (data === undefined) throw new Error("no data: give data-src, data-from or a block of JSON");
  return data;
}

function readBlock(block) {
  return block ? JSON.parse(block.textContent) : undefined;
}

/** Whether the reader asked for little movement. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A number of microseconds as `1:02.345`, or `1:00:02.345` from an hour on; the minus is a true one. */
export function clock(time_us) {
  const milliseconds = Math.round(Math.abs(time_us) / 1000);
  const [seconds, minutes, hours] = [milliseconds / 1000, milliseconds / 60_000, milliseconds / 3_600_000].map(Math.trunc);
  const two = (number) => String(number % 60).padStart(2, "0");
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${time_us < -500 ? "\u2212" : ""}${head}:${two(seconds)}.${String(milliseconds % 1000).padStart(3, "0")}`;
}

/**
 * Tells moments of a film as those of the recording that it is a part of.
 *
 * @param {{from_us?: number}} side `from_us` is where in the recording the film begins
 * @returns {(time_us: number) => string}
 */
export const clockOf = ({ from_us = 0 }) => (time_us) => clock(time_us + from_us);

/** Whether a key press belongs to something that is typed into, or to a shortcut of browser or system. */
export function isTaken(event) {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return true;
  const typed = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea, select';
  return event.target instanceof Element && (event.target.matches(typed) || event.target.isContentEditable);
}

/**
 * The letter or sign of a key press, the same on every keyboard: on a Cyrillic or Arabic layout the Latin letter that is
 * printed on the same key, because `j` must work for those who write in another script.
 */
export function keyOf(event) {
  if (/^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)) return event.code.slice(3).toLowerCase();
  const signs = { Comma: ",", Period: "." };
  if (event.code in signs && !/^[\x20-\x7e]$/.test(event.key)) return signs[event.code];
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
