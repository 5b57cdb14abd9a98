// Where the items of a list lie: circles on a map that is drawn here, without tiles and without asking anybody.
//
// The map itself runs from west to east in every language. Each place is a link, on the map as long as no other lies upon it,
// and always in the list beside it.

import { button, draw, isTaken, keyOf, make, words } from "./page.js";
import { KINDS, LINES, RINGS, UNITS } from "./land.js";
import { clusters, decoded, fitted, grid, KM_PER_DEGREE, labels, moved, narrowing, scaleBar, toScreen, zoomed } from "./map_view.js";

const ZOOM_STEP = 1.5;
const PAN_PX = 80;
/** How far coastlines and borders may be from where they are, after they were thinned. */
const LAND_WITHIN_KM = 10;
/** Where that is more than this on the screen it is said, and where it is more than the second they are not drawn. */
const [COARSE_PX, USELESS_PX] = [25, 250];
/** How near one comes by opening a circle of several places. */
const CLOSEST_KM = 0.05;
/** Names of a cluster that are told one by one. */
const MOST_NAMES = 3;

const ENGLISH = {
  title: "Map of places",
  list: "Places",
  zoom_in: "Larger",
  zoom_out: "Smaller",
  fit: "All places",
  "items.one": "{n} item",
  "items.other": "{n} items",
  "places.one": "{n} place",
  "places.other": "{n} places",
  place: "{name}, {items}",
  place_kind: "{name}, {items}, {kind}",
  cluster: "{label}: {places}, {items}, {names}",
  more: "{names} and others",
  several: "{name} + {n}",
  "kind.text": "named in a text",
  "kind.file": "carried by a file",
  north: "{degrees}° N",
  south: "{degrees}° S",
  east: "{degrees}° E",
  west: "{degrees}° W",
  km: "{n} km",
  m: "{n} m",
  "without.one": "{n} item without a place is not on the map.",
  "without.other": "{n} items without a place are not on the map.",
  caption: "Places as texts name them or as files carry them; a name may be another place of the same name. The area of a circle grows with the number of items.",
  land: "Coastlines and borders: Natural Earth, thinned to some {n} km; dashed where states or the United Nations dispute them. No line here says whose land it is.",
  coarse: "So close, coastlines and borders are too coarse to rely on; the grid and the bar hold.",
  nothing: "No place to show.",
  keys: "Keys: arrows move, plus and minus zoom, Home shows all, Tab goes to the places. The wheel zooms once the map has the focus.",
};

/**
 * @param {HTMLElement} element
 * @param {{places: import("./map_view.js").Place[], n_without?: number, words?: Record<string, string>}} data `n_without` is
 *   how many items have no place
 */
export function mount(element, data) {
  const say = words("map", ENGLISH, data.words);
  const places = [...data.places].sort((one, other) => other.n_items - one.n_items || one.name.localeCompare(other.name));
  const land = landDrawing();
  const [lines, marks, bar] = [draw("g", { class: "grid", "aria-hidden": "true" }), draw("g", {}), draw("g", { class: "scale-bar", "aria-hidden": "true" })];
  const canvas = draw("svg", { class: "map", role: "group", "aria-label": say("title"), tabindex: 0 }, land.shape, lines, marks, bar);
  const notice = make("p", { class: "muted", role: "status" });
  const list = listOf(places, say);
  const shown = new Map();
  let view = null;

  const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight });
  const look = (next) => {
    view = next;
    land.place(view, size());
    lines.replaceChildren(...gridDrawing(view, size(), say));
    bar.replaceChildren(...barDrawing(view, size(), say));
    const off_px = (LAND_WITHIN_KM / KM_PER_DEGREE) * view.px_per_degree;
    canvas.classList.toggle("coarse", off_px > COARSE_PX);
    land.shape.toggleAttribute("hidden", off_px > USELESS_PX);
    const told = places.length === 0 ? say("nothing") : off_px > COARSE_PX ? say("coarse") : "";
    if (notice.textContent !== told) notice.textContent = told;
    mark();
  };
  const fit = () => look(fitted(places, size()));
  const zoom = (by, at) => look(zoomed(view, size(), by, at));
  const pan = (x_px, y_px) => look(moved(view, x_px, y_px));

  // Circles that stay keep their elements, so that the focus stays where it is while the map moves.
  function mark() {
    const within = size();
    const seen = places.map((place) => ({ place, n_items: place.n_items, ...toScreen(view, within, place) })).filter(({ x, y }) => x >= 0 && x <= within.width && y >= 0 && y <= within.height);
    const circles = clusters(seen).map((circle) => ({ ...circle, label: labelOf(circle, say) }));
    const spots = labels(circles.map((circle) => ({ ...circle, width: widthOf(circle.label) })), within, [barBox(within)]);
    const had = marks.contains(document.activeElement);
    const kept = new Set();
    for (const [index, circle] of circles.entries()) {
      const key = circle.places.map((place) => places.indexOf(place)).join();
      const mark = shown.get(key) ?? markOf(circle, say, open);
      shown.set(key, mark);
      kept.add(key);
      mark.place(circle, spots[index]);
      if (marks.children[index] !== mark.shape) marks.insertBefore(mark.shape, marks.children[index] ?? null);
    }
    for (const [key, { shape }] of shown) {
      if (kept.has(key)) continue;
      shape.remove();
      shown.delete(key);
    }
    if (had && !marks.contains(document.activeElement)) canvas.focus({ preventScroll: true });
  }

  // Places that lie apart are looked at more closely; those of one point are told apart by the list.
  function open({ places: members }) {
    const isOnePoint = members.every(({ lat, lon }) => lat === members[0].lat && lon === members[0].lon);
    if (isOnePoint) list.name(members[0]).focus();
    else look(fitted(members, size(), { least_km: CLOSEST_KM }));
  }

  // Who is in the list sees where on the map it is.
  const light = (place) => {
    for (const { shape, members } of shown.values()) shape.classList.toggle("lit", members.includes(place));
  };
  for (const event of ["focusin", "pointerover"]) list.section.addEventListener(event, ({ target }) => light(list.placeOf(target)));
  for (const event of ["focusout", "pointerleave"]) list.section.addEventListener(event, () => light(null));

  canvas.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (isTaken(event)) return;
    const pans = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };
    if (key in pans) pan(...pans[key]);
    else if (key === "+" || key === "=") zoom(ZOOM_STEP);
    else if (key === "-") zoom(1 / ZOOM_STEP);
    else if (key === "Home" || key === "0") fit();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("wheel", (event) => {
    // A page that is scrolled past the map is not caught by it.
    if (!event.ctrlKey && !event.metaKey && !canvas.contains(document.activeElement)) return;
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    zoom(2 ** (-Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 200)), { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });
  fingers(canvas, pan, zoom);

  element.classList.add("place-map");
  element.replaceChildren(
    make("div", { class: "controls" }, button(say("zoom_out"), () => zoom(1 / ZOOM_STEP), { key: "−", "aria-keyshortcuts": "-" }),
      button(say("zoom_in"), () => zoom(ZOOM_STEP), { key: "+", "aria-keyshortcuts": "+" }), button(say("fit"), fit, { key: "Home" })),
    make("div", { class: "map-and-list" }, make("figure", {}, make("div", { class: "map-frame", dir: "ltr" }, canvas),
      make("figcaption", {}, say("caption"), " ", say("land", { n: LAND_WITHIN_KM }))), list.section),
    notice, make("p", { class: "muted keys" }, say("keys")),
    data.n_without > 0 ? make("p", { class: "muted" }, say.count("without", data.n_without)) : "");
  fit();
  let before = size();
  new ResizeObserver(() => {
    const now = size();
    if (now.width === before.width && now.height === before.height) return;
    before = now;
    fit();
  }).observe(canvas);
}

const nameOf = (name) => `\u2068${name}\u2069`;

function told(place, say) {
  const items = say.count("items", place.n_items);
  const about = { name: place.name, items, kind: place.kind && say(`kind.${place.kind}`) };
  return say(place.kind ? "place_kind" : "place", about);
}

function labelOf({ places: [first, ...others] }, say) {
  return others.length === 0 ? nameOf(first.name) : say("several", { name: nameOf(first.name), n: others.length });
}

function clusterTold({ places: members, n_items, label }, say) {
  const names = members.slice(0, MOST_NAMES).map(({ name }) => name).join(", ");
  const about = { label, places: say.count("places", members.length), items: say.count("items", n_items) };
  return say("cluster", { ...about, names: members.length > MOST_NAMES ? say("more", { names }) : names });
}

// One place is a link; several are a button that brings them closer.
function markOf(circle, say, open) {
  const { places: [place], places: members } = circle;
  const isOne = members.length === 1;
  const title = isOne ? told(place, say) : clusterTold(circle, say);
  const press = draw("circle", { class: "press" });
  const dot = draw("circle", { class: "dot" });
  const file = isOne && place.kind === "file" && draw("circle", { class: "file", r: 2 });
  // A second ring, so that several places look unlike one even without their label.
  const ring = !isOne && draw("circle", { class: "ring" });
  const label = draw("text", { class: "label", dy: ".35em" }, circle.label);
  const inside = [draw("title", { "aria-hidden": "true" }, title), press, ring, dot, file, label];
  const shape = isOne
    ? draw(place.href ? "a" : "g", { class: "place", href: place.href, role: place.href ? "link" : "img", "aria-label": title }, ...inside)
    : draw("g", { class: "place cluster", role: "button", tabindex: 0, "aria-label": title, on: { click: () => open(circle) } }, ...inside);
  if (!isOne) {
    shape.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      open(circle);
    });
  }
  return {
    shape,
    members,
    place({ x, y, r }, spot) {
      shape.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      dot.setAttribute("r", r.toFixed(1));
      press.setAttribute("r", Math.max(r, 12).toFixed(1));
      if (ring) ring.setAttribute("r", (r + 3).toFixed(1));
      // Where there is no room it comes when the place has the focus or the pointer.
      label.classList.toggle("no-room", !spot);
      const at = spot ?? { x, y: y - r - 10, anchor: "middle" };
      label.setAttribute("x", (at.x - x).toFixed(1));
      label.setAttribute("y", (at.y - y).toFixed(1));
      label.setAttribute("text-anchor", at.anchor);
    },
  };
}

function listOf(places, say) {
  const rows = new Map(places.map((place) => {
    const name = place.href ? make("a", { href: place.href }, make("bdi", {}, place.name)) : make("bdi", { tabindex: -1 }, place.name);
    const about = [say.count("items", place.n_items), place.kind && say(`kind.${place.kind}`)].filter(Boolean).join(" · ");
    return [place, { name, line: make("li", {}, name, " ", make("span", { class: "muted" }, about)) }];
  }));
  const section = make("section", { class: "place-list", "aria-label": say("list"), tabindex: 0 }, make("ol", {}, ...[...rows.values()].map(({ line }) => line)));
  return {
    section,
    name: (place) => rows.get(place).name,
    placeOf: (target) => [...rows].find(([, { line }]) => line.contains(target))?.[0] ?? null,
  };
}

let measure = null;
/** How wide a label is, in pixels; measured, because letters of scripts differ. */
function widthOf(label) {
  measure ??= new OffscreenCanvas(1, 1).getContext("2d");
  measure.font = `500 12px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(label).width + 2;
}

/** Where the words of both kinds of lines would meet, and where they would be cut. */
const CORNER_PX = 40;

function gridDrawing(view, { width, height }, say) {
  const { lats, lons, digits } = grid(view, { width, height });
  const degrees = (value, n, [plus, minus]) => say(value < 0 ? minus : plus, { degrees: Math.abs(value).toFixed(n) });
  return [
    ...lats.flatMap((lat) => {
      const { y } = toScreen(view, { width, height }, { lat, lon: view.lon });
      return [draw("path", { d: `M0 ${y.toFixed(1)}H${width}` }), y < height - CORNER_PX && draw("text", { x: 6, y: (y - 4).toFixed(1) }, degrees(lat, digits.lat, ["north", "south"]))];
    }),
    ...lons.flatMap((lon) => {
      const { x } = toScreen(view, { width, height }, { lat: view.lat, lon });
      return [draw("path", { d: `M${x.toFixed(1)} 0V${height}` }), x < width - CORNER_PX && draw("text", { x: (x + 4).toFixed(1), y: height - 6 }, degrees(lon, digits.lon, ["east", "west"]))];
    }),
  ].filter(Boolean);
}

/** Where the scale bar is, at its longest: no label stands there. */
const BAR_PX = 130;
const barBox = ({ width }) => ({ left: width - BAR_PX - 12, right: width, top: 0, bottom: 32 });

function barDrawing(view, { width }, say) {
  const { m, px } = scaleBar(view, BAR_PX);
  const [right, top] = [width - 12, 26];
  const left = right - px;
  const label = m >= 1000 ? say("km", { n: m / 1000 }) : say("m", { n: m });
  return [draw("path", { class: "under", d: `M${left} ${top - 5}V${top}H${right}V${top - 5}` }), draw("path", { d: `M${left} ${top - 5}V${top}H${right}V${top - 5}` }),
    draw("text", { x: (left + right) / 2, y: top - 7, "text-anchor": "middle" }, label)];
}

/** Land, coasts and borders, drawn once in degrees and then only moved; three times, so that the world goes on past 180°. */
function landDrawing() {
  const lines = decoded(LINES, UNITS);
  const rings = RINGS.map((ring) => `${path(ring.flatMap((line) => (line < 0 ? lines[~line].toReversed() : lines[line])))}Z`).join("");
  const ofKind = (kind) => lines.filter((_, at) => KINDS[at] === kind).map(path).join("");
  const worlds = [-360, 0, 360].map((lon) => ({ lon, shape: draw("g", {}, draw("path", { class: "ground", d: rings }),
    draw("path", { class: "coast", d: ofKind("c") }), draw("path", { class: "border", d: ofKind("b") }), draw("path", { class: "border disputed", d: ofKind("d") })) }));
  const shape = draw("g", { class: "land", "aria-hidden": "true" }, ...worlds.map((world) => world.shape));
  return {
    shape,
    place(view, { width, height }) {
      const [across, up] = [view.px_per_degree * narrowing(view.lat), view.px_per_degree];
      for (const { lon, shape: world } of worlds) {
        const isSeen = Math.abs(lon - view.lon) - 180 < width / 2 / across;
        world.toggleAttribute("hidden", !isSeen);
        if (isSeen) world.setAttribute("transform", `matrix(${across} 0 0 ${-up} ${width / 2 + (lon - view.lon) * across} ${height / 2 + view.lat * up})`);
      }
    },
  };
}

// Where the data cuts the world at 180°, and at the pole, there is no coast.
function path(points) {
  const isCut = ([lon, lat]) => Math.abs(lon) > 179.98 || lat < -89.9;
  return points.map((point, at) => `${at === 0 || (isCut(point) && isCut(points[at - 1])) ? "M" : "L"}${point[0]} ${point[1]}`).join("");
}

// One finger or the mouse drags, two fingers zoom; a press that does not move is a click and is left alone.
function fingers(canvas, pan, zoom) {
  const down = new Map();
  let isMoving = false;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    isMoving = down.size > 1;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!isMoving && Math.hypot(now.x - last.x, now.y - last.y) < 5) return;
    if (!isMoving) canvas.setPointerCapture(event.pointerId);
    isMoving = true;
    down.set(event.pointerId, now);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) return pan(last.x - now.x, last.y - now.y);
    const { left, top } = canvas.getBoundingClientRect();
    const apart = (one) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    zoom(apart(now) / apart(last), { x: (now.x + other.x) / 2 - left, y: (now.y + other.y) / 2 - top });
  });
  for (const event of ["pointerup", "pointercancel"]) canvas.addEventListener(event, ({ pointerId }) => {
    down.delete(pointerId);
    if (down.size === 0) isMoving = false;
  });
}
