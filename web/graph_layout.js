// Where the nodes of the provenance graph stand: earliest to the left, few crossings, no two upon each other.
//
// A column is a run of nodes in order of time of which none is joined to another. Within the columns the order is by
// barycentres, swept to and fro (Sugiyama, Tagawa and Toda 1981); the heights are then drawn towards the neighbours.
// Everything is decided by times, ids and the order of the data, so the same case is drawn the same way each time.

/** No column is higher: more would not be seen at once. */
const MOST_ROWS = 14;
const SWEEPS = 8;
/** Above this number of nodes copies are always collapsed, and above twice this the rest is only in the list. */
export const MOST_NODES = 400;

/**
 * @typedef {{id: string, kind: "item" | "statements" | "origin", label: string, note?: string, time?: string,
 *   time_text?: string, copies_of?: string, href?: string, graphic?: boolean}} GraphNode `time` is RFC 3339; nodes with equal
 *   `copies_of` are copies of one another
 * @typedef {{id: string, from: string, to: string, kind: string, reason: string, strength?: "strong" | "weak",
 *   directed?: boolean, decision?: string}} GraphEdge
 */

/**
 * Copies as one node each, with all edges moved to it. Edges that would join a node with itself go with it.
 *
 * @param {GraphNode[]} nodes
 * @param {GraphEdge[]} edges
 * @param {(group: string) => boolean} isOpen whether the copies of a group are shown one by one
 */
export function collapse(nodes, edges, isOpen) {
  const groups = Map.groupBy(nodes, (node) => (node.copies_of && !isOpen(node.copies_of) ? node.copies_of : `=${node.id}`));
  const stands = new Map();
  const kept = [...groups].map(([group, members]) => {
    const ordered = [...members].sort(byTime);
    for (const { id } of members) stands.set(id, ordered[0].id);
    return members.length > 1 ? { ...ordered[0], group, n_copies: members.length } : ordered[0];
  });
  const bundles = Map.groupBy(edges.filter(({ from, to }) => stands.has(from) && stands.has(to)
    && stands.get(from) !== stands.get(to)), ({ from, to, kind }) => JSON.stringify([stands.get(from), stands.get(to), kind]));
  const moved = [...bundles.values()].map((bundle) => {
    const strong = bundle.find(({ strength }) => strength !== "weak") ?? bundle[0];
    return { ...strong, from: stands.get(strong.from), to: stands.get(strong.to), all: bundle };
  });
  return { nodes: kept, edges: moved };
}

/**
 * @param {GraphNode[]} nodes
 * @param {GraphEdge[]} edges between them
 * @param {{width: number, height: number, gap_x: number, gap_y: number}} size of a node and between nodes
 * @returns {{places: Map<string, {x: number, y: number, column: number}>, width: number, height: number}} left upper corners
 */
export function layout(nodes, edges, size) {
  const neighbours = neighboursOf(nodes, edges);
  const columns = columnsOf(inTime(nodes, edges), neighbours);
  const rank = new Map();
  const number = (column) => column.forEach(({ id }, row) => rank.set(id, row));
  columns.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const height = new Map(column.map((node) => [node.id, barycentre(neighbours.get(node.id), rank) ?? rank.get(node.id)]));
      column.sort((one, other) => height.get(one.id) - height.get(other.id) || rank.get(one.id) - rank.get(other.id));
      number(column);
    }
  }
  return placed(columns, neighbours, size);
}

/** How many pairs of edges cross between neighbouring columns; for tests and for choosing. */
export function crossings(places, edges) {
  const lines = edges.map(({ from, to }) => [places.get(from), places.get(to)].sort((one, other) => one.column - other.column));
  let n_crossings = 0;
  for (const [index, [a, b]] of lines.entries()) {
    for (const [c, d] of lines.slice(index + 1)) {
      if (a.column === c.column && b.column === d.column && (a.y - c.y) * (b.y - d.y) < 0) n_crossings += 1;
    }
  }
  return n_crossings;
}

/** By time and then by id; those without a time come last. */
export function byTime(one, other) {
  return timeOf(one) - timeOf(other) || (one.id < other.id ? -1 : 1);
}

const timeOf = ({ time }) => (time && Number.isFinite(Date.parse(time)) ? Date.parse(time) : Number.MAX_SAFE_INTEGER);

// A node without a time stands just before the earliest that comes of it, and where nothing does, after what it comes of.
// The time is for its place alone and is never shown.
function inTime(nodes, edges) {
  const known = new Map(nodes.map((node) => [node.id, timeOf(node)]));
  const unknown = Number.MAX_SAFE_INTEGER;
  const of = Map.groupBy(edges, ({ from }) => from);
  const into = Map.groupBy(edges, ({ to }) => to);
  const undated = nodes.filter((node) => timeOf(node) === unknown);
  for (let round = 0; round < 4; round++) {
    for (const { id } of undated) {
      const after = Math.min(unknown, ...(of.get(id) ?? []).map(({ to }) => known.get(to)));
      const before = (into.get(id) ?? []).map(({ from }) => known.get(from)).filter((time) => time !== unknown);
      if (after !== unknown) known.set(id, after - 1);
      else if (before.length > 0) known.set(id, Math.max(...before) + 1);
    }
  }
  return [...nodes].sort((one, other) => known.get(one.id) - known.get(other.id) || (one.id < other.id ? -1 : 1));
}

function columnsOf(ordered, neighbours) {
  const columns = [];
  let inside = new Set();
  for (const node of ordered) {
    const isJoined = neighbours.get(node.id).some((id) => inside.has(id));
    if (columns.length === 0 || isJoined || inside.size >= MOST_ROWS) {
      columns.push([]);
      inside = new Set();
    }
    columns.at(-1).push(node);
    inside.add(node.id);
  }
  return columns;
}

function neighboursOf(nodes, edges) {
  const found = new Map(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    found.get(from)?.push(to);
    found.get(to)?.push(from);
  }
  return found;
}

function barycentre(ids, heights) {
  const known = ids.map((id) => heights.get(id)).filter((height) => height !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, height) => sum + height, 0) / known.length;
}

function placed(columns, neighbours, { width, height, gap_x, gap_y }) {
  const pitch = height + gap_y;
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const y = new Map();
  for (const column of columns) {
    column.forEach(({ id }, row) => y.set(id, (row + (tallest - column.length) / 2) * pitch));
  }
  for (let round = 0; round < SWEEPS; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) {
      const wanted = column.map(({ id }) => barycentre(neighbours.get(id), y) ?? y.get(id));
      spread(wanted, pitch).forEach((place, row) => y.set(column[row].id, place));
    }
  }
  const top = Math.min(...y.values(), Infinity);
  const places = new Map();
  columns.forEach((column, index) => {
    for (const { id } of column) places.set(id, { x: index * (width + gap_x), y: Math.round(y.get(id) - top), column: index });
  });
  const lowest = Math.max(0, ...[...places.values()].map((place) => place.y));
  return { places, width: columns.length * (width + gap_x) - gap_x, height: lowest + height };
}

// Heights in the given order, each as near to what it wants as the distance to its neighbours allows: runs of nodes that
// push each other move as one, to the mean of what they want.
function spread(wanted, pitch) {
  const runs = [];
  for (const [row, want] of wanted.entries()) {
    runs.push({ first: row, n: 1, start: want });
    while (runs.length > 1) {
      const [upper, lower] = [runs.at(-2), runs.at(-1)];
      if (upper.start + upper.n * pitch <= lower.start) break;
      const n = upper.n + lower.n;
      const start = (upper.n * upper.start + lower.n * (lower.start - upper.n * pitch)) / n;
      runs.splice(-2, 2, { first: upper.first, n, start });
    }
  }
  return runs.flatMap(({ n, start }) => Array.from({ length: n }, (_, row) => start + row * pitch));
}
