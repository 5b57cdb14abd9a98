// Where the nodes of the provenance graph stand: earliest to the left, few crossings, no two upon each other.
//
// A column is a run of nodes in order of time of which none is joined to another. What leads past a column gets a free lane
// in it, one for all edges of a node, so that no line runs behind a node and seems to come from it. Within the columns the
// order is by barycentres, swept to and fro (Sugiyama, Tagawa and Toda 1981); the heights are then drawn towards the
// neighbours.
// Everything is decided by times, ids and the order of the data, so the same case is drawn the same way each time.

/** No column is higher: more would not be seen at once. */
const MOST_ROWS = 14;
const SWEEPS = 8;
/** How high the lane of an edge is that leads past a column. */
const LANE_HEIGHT = 4;
/** With more lanes than these the drawing would be lanes for the most part; then long edges run straight. */
const MOST_LANES = 4000;
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
 * The edges of a drawing in which statements are not shown: what they go back to leads on to who makes them.
 *
 * @param {{nodes: GraphNode[], edges: GraphEdge[]}} graph
 */
export function pastStatements({ nodes, edges }) {
  const statements = new Set(nodes.filter(({ kind }) => kind === "statements").map(({ id }) => id));
  const standsIn = new Map(edges.filter(({ from }) => statements.has(from)).map(({ from, to }) => [from, to]));
  return edges.filter(({ from }) => !statements.has(from)).map((edge) => ({ ...edge, to: standsIn.get(edge.to) ?? edge.to }));
}

/**
 * @param {GraphNode[]} nodes
 * @param {GraphEdge[]} edges between them
 * @param {{width: number, height: number, gap_x: number, gap_y: number}} size of a node and between nodes
 * @returns {{places: Map<string, {x: number, y: number, column: number}>, width: number, height: number,
 *   way(from: string, to: string): {x: number, y: number}[]}} left upper corners, and where an edge passes the columns between
 *   its ends, from the left to the right
 */
export function layout(nodes, edges, size) {
  const columns = columnsOf(inTime(nodes, edges), neighboursOf(nodes.map(({ id }) => id), pairsOf(edges)));
  const { lanes, pairs } = withLanes(columns, edges);
  const neighbours = neighboursOf([...nodes.map(({ id }) => id), ...lanes], pairs);
  const ids = columns.map((column) => column.map(({ id }) => id));
  const rank = new Map();
  const number = (column) => column.forEach((id, row) => rank.set(id, row));
  ids.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? ids : [...ids].reverse()) {
      const height = new Map(column.map((id) => [id, barycentre(neighbours.get(id), rank) ?? rank.get(id)]));
      column.sort((one, other) => height.get(one) - height.get(other) || rank.get(one) - rank.get(other));
      number(column);
    }
  }
  return placed(ids, lanes, neighbours, size);
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
  return [...nodes].sort((one, other) => known.get(one.id) - known.get(other.id)
    || SOURCE_FIRST.indexOf(one.kind) - SOURCE_FIRST.indexOf(other.kind) || (one.id < other.id ? -1 : 1));
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

/** In which order things of one time stand. */
const SOURCE_FIRST = ["origin", "statements", "item"];

const pairsOf = (edges) => edges.map(({ from, to }) => [from, to]);

function neighboursOf(ids, pairs) {
  const found = new Map(ids.map((id) => [id, []]));
  for (const [one, other] of pairs) {
    found.get(one)?.push(other);
    found.get(other)?.push(one);
  }
  return found;
}

const laneOf = (id, column) => `${column}~${id}`;

// Adds the lanes to the columns and gives the edges as pairs of what stands in neighbouring columns.
function withLanes(columns, edges) {
  const at = new Map(columns.flatMap((column, index) => column.map(({ id }) => [id, index])));
  const long = edges.reduce((sum, { from, to }) => sum + Math.abs(at.get(from) - at.get(to)), 0);
  const lanes = new Set();
  if (long > 4 * MOST_LANES) return { lanes, pairs: pairsOf(edges) };
  const pairs = new Map();
  for (const { from, to } of edges) {
    const [left, right] = at.get(from) <= at.get(to) ? [from, to] : [to, from];
    let last = left;
    for (let column = at.get(left) + 1; column < at.get(right); column++) {
      const id = laneOf(left, column);
      if (!lanes.has(id)) columns[column].push({ id });
      lanes.add(id);
      pairs.set(`${last} ${id}`, [last, id]);
      last = id;
    }
    pairs.set(`${last} ${right}`, [last, right]);
  }
  if (lanes.size <= MOST_LANES) return { lanes, pairs: [...pairs.values()] };
  columns.forEach((column, index) => { columns[index] = column.filter(({ id }) => !lanes.has(id)); });
  return { lanes: new Set(), pairs: pairsOf(edges) };
}

function barycentre(ids, heights) {
  const known = ids.map((id) => heights.get(id)).filter((height) => height !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, height) => sum + height, 0) / known.length;
}

function placed(columns, lanes, neighbours, { width, height, gap_x, gap_y }) {
  const heightOf = (id) => (lanes.has(id) ? LANE_HEIGHT : height);
  // Of each column the middles of its rows when they stand as close as they may, the first at 0.
  const closest = columns.map((column) => column.reduce((middles, id, row) => {
    const above = column[row - 1];
    if (row === 0) return [0];
    const gap = lanes.has(id) && lanes.has(above) ? gap_y / 2 : gap_y;
    return [...middles, middles[row - 1] + (heightOf(id) + heightOf(above)) / 2 + gap];
  }, []));
  const y = new Map();
  columns.forEach((column, index) => column.forEach((id, row) => y.set(id, closest[index][row] - closest[index].at(-1) / 2)));
  for (let round = 0; round < SWEEPS; round++) {
    const order = [...columns.keys()];
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const wanted = columns[index].map((id) => barycentre(neighbours.get(id), y) ?? y.get(id));
      spread(wanted, closest[index]).forEach((middle, row) => y.set(columns[index][row], middle));
    }
  }
  const ends = [...y].flatMap(([id, middle]) => [middle - heightOf(id) / 2, middle + heightOf(id) / 2]);
  const top = ends.reduce((least, end) => Math.min(least, end), Infinity);
  const spots = new Map(columns.flatMap((column, index) =>
    column.map((id) => [id, { x: index * (width + gap_x), y: Math.round(y.get(id) - heightOf(id) / 2 - top), column: index }])));
  const places = new Map([...spots].filter(([id]) => !lanes.has(id)));
  const way = (from, to) => {
    const [left, right] = places.get(from).column <= places.get(to).column ? [from, to] : [to, from];
    const between = Array.from({ length: Math.max(0, places.get(right).column - places.get(left).column - 1) },
      (_, index) => spots.get(laneOf(left, places.get(left).column + 1 + index)));
    return between.filter(Boolean).map(({ x, y: above }) => ({ x, y: above + LANE_HEIGHT / 2 }));
  };
  const lowest = ends.reduce((most, end) => Math.max(most, end), -Infinity);
  return { places, way, width: Math.max(0, columns.length * (width + gap_x) - gap_x), height: Math.max(0, Math.ceil(lowest - top)) };
}

// Heights in the given order, each as near to what it wants as the distance to its neighbours allows: runs of rows that push
// each other move as one, to the mean of what they want (isotonic regression by pooling adjacent violators).
function spread(wanted, closest) {
  const runs = [];
  wanted.forEach((want, row) => {
    runs.push({ n: 1, start: want - closest[row] });
    while (runs.length > 1 && runs.at(-2).start > runs.at(-1).start) {
      const [upper, lower] = runs.splice(-2, 2);
      const n = upper.n + lower.n;
      runs.push({ n, start: (upper.n * upper.start + lower.n * lower.start) / n });
    }
  });
  return runs.flatMap(({ n, start }) => new Array(n).fill(start)).map((start, row) => start + closest[row]);
}
