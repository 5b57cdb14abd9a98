// The provenance graph: what comes from where, earliest to the left, with the reason on each edge.
//
// Time runs from left to right in every language. The drawing and the list below it are made from the same data, and an
// edge of either fires `edge`: `new CustomEvent("edge", { detail: { edge, from, to } })`.

import { button, draw, isTaken, keyOf, make, words } from "./page.js";
import { byTime, collapse, layout, MOST_NODES, pastStatements } from "./graph_layout.js";

const SIZE = { width: 196, height: 78, gap_x: 92, gap_y: 20 };
const MARGIN = 28;
const [SMALLEST, LARGEST, ZOOM_STEP] = [0.1, 3, 1.25];
const PAN_PX = 80;
/** Smaller than this nothing can be read: a large graph opens at its earliest, not as a whole. */
const READABLE = 0.62;

const ENGLISH = {
  title: "Where it comes from",
  kinds: "Show",
  item: "Items",
  statements: "Statements",
  origin: "Origins",
  "kind.item": "item",
  "kind.statements": "statements",
  "kind.origin": "origin",
  collapse: "Collapse copies",
  zoom_in: "Larger",
  zoom_out: "Smaller",
  fit: "Whole graph",
  list: "The same as a list",
  "copies.one": "{n} copy",
  "copies.other": "{n} copies",
  "open_copies.other": "show the {n} copies one by one",
  undated: "no date known",
  node: "{label}, {kind}, {time}",
  edge: "{from} to {to}: {reason}",
  edge_weak: "{from} to {to}, weak: {reason}",
  weak: "weak",
  "more.one": "and {n} more reason",
  "more.other": "and {n} more reasons",
  rejected: "rejected by a decision",
  accepted: "accepted by a decision",
  "too_many.other": "{n} nodes are too many to draw: the earliest {drawn} are shown, and all of them in the list.",
  nothing: "Nothing to show.",
  earlier: "earlier",
  later: "later",
  keys: "Keys: arrows move, plus and minus zoom, 0 shows the whole. Tab goes to the nodes and edges; there arrows go on, Enter opens.",
};

/**
 * @param {HTMLElement} element
 * @param {{nodes: import("./graph_layout.js").GraphNode[], edges: import("./graph_layout.js").GraphEdge[],
 *   words?: Record<string, string>}} data an edge goes from what is nearer the source to what comes of it
 */
export function mount(element, data) {
  const say = words("graph", ENGLISH, data.words);
  const hasCopies = data.nodes.some(({ copies_of }) => copies_of);
  const state = { hidden: new Set(), collapsed: hasCopies, open: new Set(), view: { x: 0, y: 0, scale: 1 } };
  const canvas = draw("svg", { class: "graph", role: "group", "aria-label": say("title"), tabindex: 0 });
  const notice = make("p", { class: "muted", role: "status" });
  const list = make("ol", { class: "graph-list" });
  const fire = (edge) => {
    const [from, to] = [edge.from, edge.to].map((id) => data.nodes.find((node) => node.id === id));
    element.dispatchEvent(new CustomEvent("edge", { bubbles: true, detail: { edge, from, to } }));
  };

  function render({ fit = true } = {}) {
    const shown = visible(data, state);
    notice.textContent = shown.n_left_out > 0 ? say.count("too_many", shown.nodes.length + shown.n_left_out, { drawn: shown.nodes.length })
      : shown.nodes.length === 0 ? say("nothing") : "";
    const started = performance.now();
    const plan = layout(shown.nodes, shown.edges, SIZE);
    state.plan = plan;
    canvas.replaceChildren(drawing(shown, plan, say, { fire, toggle }));
    element.dataset.layoutMs = String(Math.round(performance.now() - started));
    const first = canvas.querySelector("[data-stop]");
    if (first) first.setAttribute("tabindex", "0");
    list.replaceChildren(...listed(data, state, say, fire));
    element.style.setProperty("--graph-height", `${plan.height + 2 * MARGIN}px`);
    if (fit) fitWhole(READABLE);
  }

  function toggle(group) {
    if (state.open.has(group)) state.open.delete(group);
    else state.open.add(group);
    render();
    canvas.querySelector(`[data-group="${CSS.escape(group)}"]`)?.focus();
  }

  function look() {
    const { width, height } = canvas.getBoundingClientRect();
    const { x, y, scale } = state.view;
    canvas.setAttribute("viewBox", `${x} ${y} ${Math.max(1, width / scale)} ${Math.max(1, height / scale)}`);
  }

  function fitWhole(smallest = SMALLEST) {
    const { width, height } = canvas.getBoundingClientRect();
    const [wide, high] = [state.plan.width + 2 * MARGIN, state.plan.height + 2 * MARGIN];
    const scale = Math.min(1, Math.max(smallest, Math.min(width / wide, height / high) || 1));
    const spare = { x: Math.max(0, width / scale - wide) / 2, y: Math.max(0, height / scale - high) / 2 };
    state.view = { scale, x: -MARGIN - spare.x, y: -MARGIN - spare.y };
    if (high > height / scale) state.view.y = middleOfEarliest() - height / scale / 2;
    look();
  }

  // The height at which the earliest column stands.
  function middleOfEarliest() {
    const earliest = [...state.plan.places.values()].filter(({ column }) => column === 0);
    return earliest.reduce((sum, { y }) => sum + y + SIZE.height / 2, 0) / Math.max(1, earliest.length);
  }

  // The middle of what is seen stays where it is, or the point given in pixels of the drawing.
  function zoom(by, at) {
    const { width, height } = canvas.getBoundingClientRect();
    const point = at ?? { x: width / 2, y: height / 2 };
    const scale = Math.min(LARGEST, Math.max(SMALLEST, state.view.scale * by));
    state.view.x += point.x / state.view.scale - point.x / scale;
    state.view.y += point.y / state.view.scale - point.y / scale;
    state.view.scale = scale;
    look();
  }

  function pan(x_px, y_px) {
    state.view.x += x_px / state.view.scale;
    state.view.y += y_px / state.view.scale;
    look();
  }

  function reveal(stop) {
    const [box, frame] = [stop.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const over = (start, end, low, high) => (start < low ? start - low - 20 : end > high ? Math.min(end - high + 20, start - low - 20) : 0);
    pan(over(box.left, box.right, frame.left, frame.right), over(box.top, box.bottom, frame.top, frame.bottom));
  }

  canvas.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (isTaken(event) && key !== "+") return;
    const stop = event.target.closest("[data-stop]");
    const pans = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };
    if (stop && key.startsWith("Arrow")) go(stop, key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1);
    else if (stop && (key === "Enter" || key === " ")) stop.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else if (key in pans) pan(...pans[key]);
    else if (key === "+" || key === "=") zoom(ZOOM_STEP);
    else if (key === "-") zoom(1 / ZOOM_STEP);
    else if (key === "0") fitWhole();
    else return;
    event.preventDefault();
  });

  function go(stop, by) {
    const stops = [...canvas.querySelectorAll("[data-stop]")];
    const next = stops[(stops.indexOf(stop) + by + stops.length) % stops.length];
    stop.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus({ preventScroll: true });
    reveal(next);
  }

  dragging(canvas, pan);
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    zoom(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });
  new ResizeObserver(look).observe(canvas);

  const kinds = [...new Set(data.nodes.map(({ kind }) => kind))].map((kind) => box(say(kind), true, (on) => {
    if (on) state.hidden.delete(kind);
    else state.hidden.add(kind);
    render();
  }));
  const copies = hasCopies && box(say("collapse"), true, (on) => {
    state.collapsed = on;
    state.open.clear();
    render();
  });
  element.classList.add("provenance");
  element.replaceChildren(
    make("div", { class: "controls" }, make("fieldset", {}, make("legend", { class: "hear" }, say("kinds")), ...kinds), copies,
      button(say("zoom_out"), () => zoom(1 / ZOOM_STEP), { key: "−", "aria-keyshortcuts": "-" }),
      button(say("zoom_in"), () => zoom(ZOOM_STEP), { key: "+", "aria-keyshortcuts": "+" }), button(say("fit"), () => fitWhole(), { key: "0" })),
    notice, make("div", { class: "graph-frame", dir: "ltr" }, canvas,
      make("p", { class: "time-runs", "aria-hidden": "true" }, make("span", {}, "← ", make("bdi", {}, say("earlier"))), make("span", {}, make("bdi", {}, say("later")), " →"))),
    make("p", { class: "muted" }, say("keys")), make("details", { class: "as-list" }, make("summary", {}, say("list")), list));
  render();
}

// What is drawn: the kinds asked for, copies collapsed where asked or where there are too many, and never more than can be
// looked at; what is left out is counted.
function visible(data, state) {
  const nodes = data.nodes.filter(({ kind }) => !state.hidden.has(kind));
  const isOpen = (group) => (!state.collapsed && nodes.length <= MOST_NODES) || state.open.has(group);
  const kept = collapse(nodes, state.hidden.has("statements") ? pastStatements(data) : data.edges, isOpen);
  if (kept.nodes.length <= MOST_NODES) return { ...kept, n_left_out: 0 };
  const earliest = [...kept.nodes].sort(byTime).slice(0, MOST_NODES);
  const ids = new Set(earliest.map(({ id }) => id));
  const edges = kept.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  return { nodes: earliest, edges, n_left_out: kept.nodes.length - MOST_NODES };
}

function drawing({ nodes, edges }, { places, way }, say, { fire, toggle }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const stops = [...nodes].sort((one, other) => order(places, one, other)).flatMap((node) => [
    nodeShape(node, places.get(node.id), say, toggle),
    ...(outgoing.get(node.id) ?? []).map((edge) => edgeShape(edge, byId, { places, way }, say, fire)),
  ]);
  return draw("g", {}, ...stops);
}

const order = (places, one, other) =>
  places.get(one.id).column - places.get(other.id).column || places.get(one.id).y - places.get(other.id).y;

// The words stand whole in the drawing and are cut by the style alone: so they are also the name that is read aloud, and each
// runs in its own direction.
function nodeShape(node, { x, y }, say, toggle) {
  const { width, height } = SIZE;
  const kind = say(`kind.${node.kind}`);
  const time = node.time_text ?? say("undated");
  const copies = node.n_copies && say.count("copies", node.n_copies);
  const label = say("node", { kind, label: node.label, time });
  const round = { item: 6, statements: 14, origin: height / 2 }[node.kind] ?? 6;
  const inner = [
    draw("title", { "aria-hidden": "true" }, label),
    copies && draw("rect", { class: "node under", x: x + 5, y: y + 5, width, height, rx: round }),
    draw("rect", { class: `node ${node.kind}`, x, y, width, height, rx: round }),
    draw("foreignObject", { x, y, width, height }, make("div", { class: "node-words" },
      make("b", { dir: "auto" }, node.label), " ", make("span", { dir: "auto" }, copies || (node.note ?? kind)), " ",
      make("small", { dir: "auto" }, time), make("span", { class: "hear" }, ` ${copies ? say.count("open_copies", node.n_copies) : kind}`))),
  ];
  const stop = { "data-stop": "node", "data-id": node.id, tabindex: -1 };
  if (copies) return draw("g", { ...stop, role: "button", "data-group": node.group, on: { click: () => toggle(node.group) } }, ...inner);
  if (!node.href) return draw("g", { ...stop, role: "img", "aria-label": label }, ...inner);
  return draw("a", { ...stop, href: node.href }, ...inner);
}

function edgeShape(edge, byId, { places, way }, say, fire) {
  const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
  const [a, b] = [places.get(edge.from), places.get(edge.to)];
  const path = curve(a, b, way(edge.from, edge.to));
  const isWeak = edge.strength === "weak";
  const more = edge.all?.length > 1 ? `; ${say.count("more", edge.all.length - 1)}` : "";
  const decided = edge.decision ? `; ${say(edge.decision)}` : "";
  const label = say(isWeak ? "edge_weak" : "edge", { from: from.label, to: to.label, reason: edge.reason }) + more + decided;
  const isDirected = edge.directed !== false;
  return draw("g", { class: `edge-stop${isWeak ? " weak" : ""} ${edge.decision ?? ""}`, "data-stop": "edge", "data-id": edge.id, tabindex: -1, role: "button",
    "aria-label": label, on: { click: () => fire(edge) } },
    draw("title", {}, label), draw("path", { class: "edge-touch", d: path.d }), draw("path", { class: `edge${isWeak ? " dashed" : ""}`, d: path.d }),
    isDirected && draw("path", { class: "tip", d: tip(path.end, path.forward) }));
}

// From side to side where the columns differ, along the lanes of the columns between; from the right and back where they are
// the same.
function curve(a, b, lanes) {
  const { width, height } = SIZE;
  const forward = b.column >= a.column ? 1 : -1;
  const isSame = a.column === b.column;
  const start = { x: a.x + (forward > 0 ? width : 0), y: a.y + height / 2 };
  const end = { x: b.x + ((forward > 0) !== isSame ? 0 : width), y: b.y + height / 2 };
  if (isSame) return { d: `M${start.x} ${start.y}C${start.x + 60} ${start.y} ${end.x + 60} ${end.y} ${end.x} ${end.y}`, end, forward: -1 };
  const passed = lanes.map(({ x, y }) => (forward > 0 ? { in: x, out: x + width, y } : { in: x + width, out: x, y }));
  if (forward < 0) passed.reverse();
  let from = start;
  const parts = [...passed, { in: end.x, y: end.y }].map((to) => {
    const bend = forward * Math.max(46, Math.abs(to.in - from.x) * 0.4);
    const part = `C${from.x + bend} ${from.y} ${to.in - bend} ${to.y} ${to.in} ${to.y}${to.out === undefined ? "" : `H${to.out}`}`;
    from = { x: to.out, y: to.y };
    return part;
  });
  return { d: `M${start.x} ${start.y}${parts.join("")}`, end, forward };
}

const tip = ({ x, y }, forward) => `M${x} ${y}l${-8 * forward} -4v8z`;
// The same data as text: each node with its time, and below it where it leads.
function listed(data, state, say, fire) {
  const nodes = data.nodes.filter(({ kind }) => !state.hidden.has(kind)).sort(byTime);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const outgoing = Map.groupBy(data.edges, ({ from }) => from);
  return nodes.map((node) => {
    const label = node.href ? make("a", { href: node.href }, make("bdi", {}, node.label)) : make("bdi", {}, node.label);
    const edges = (outgoing.get(node.id) ?? []).filter(({ to }) => byId.has(to)).map((edge) => make("li", {},
      button(`→ ${byId.get(edge.to).label}`, () => fire(edge), { "data-id": edge.id }), " ",
      make("span", { class: "reason" }, edge.reason, edge.strength === "weak" ? ` (${say("weak")})` : "")));
    return make("li", { "data-id": node.id }, make("span", { class: "badge" }, say(`kind.${node.kind}`)), " ", label, " ",
      make("span", { class: "muted" }, node.time_text ?? say("undated")), edges.length > 0 && make("ul", {}, ...edges));
  });
}

function box(label, checked, change) {
  return make("label", { class: "check" },
    make("input", { type: "checkbox", checked, on: { change: (event) => change(event.target.checked) } }), make("span", {}, label));
}

// Drags the drawing; a press that does not move is a click and is left alone.
function dragging(canvas, pan) {
  let last = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.isPrimary) last = { x: event.clientX, y: event.clientY, moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const [x, y] = [last.x - event.clientX, last.y - event.clientY];
    if (!last.moved && Math.hypot(x, y) < 5) return;
    if (!last.moved) canvas.setPointerCapture(event.pointerId);
    pan(x, y);
    last = { x: event.clientX, y: event.clientY, moved: true };
  });
  const end = () => { last = null; };
  for (const event of ["pointerup", "pointercancel"]) canvas.addEventListener(event, end);
}
