// Makes `web/land.js`: coastlines and borders of the world, small enough to be part of the binary.
//
//   npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
//   node web/tools/land.mjs package > web/land.js
//
// The lines are Natural Earth's (version 4.1.0, 1:50 million, public domain), as world-atlas gives them in TopoJSON. Every line
// stands once, thinned by Visvalingam's method (Visvalingam and Whyatt 1993): the point that spans the smallest triangle with
// its neighbours goes first. Ends of lines stay, so what meets still meets.

import { readFileSync } from "node:fs";
import path from "node:path";

/** A point whose triangle is smaller than this is left out, in square degrees of the equator. */
const SMALLEST_TRIANGLE = 0.01;
/** An island or lake that is smaller than this is left out. */
const SMALLEST_RING = 0.03;
/** Units in a degree: a hundredth of a degree is about a kilometre. */
const UNITS = 100;
/** Signs of the numbers, five bits each and one that says that more follow; safe in a string of JavaScript. */
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** The United Nations' General Assembly asks not to recognise this line as a border (A/RES/68/262): it is not drawn. */
const LEFT_OUT = [["Russia", "Ukraine", ([lon, lat]) => lat < 46.5 && lon < 35.5]];
/** Lines that the states at them, or the United Nations, dispute: they are dashed. */
const DISPUTED = [
  ["Israel", "Palestine"], ["Israel", "Syria"], ["Cyprus", "N. Cyprus"], ["Morocco", "W. Sahara"], ["Kosovo", "Serbia"],
  ["Somalia", "Somaliland"], ["India", "Siachen Glacier"], ["Pakistan", "Siachen Glacier"], ["China", "Siachen Glacier"], ["India", "Pakistan"], ["China", "India"],
].map((pair) => pair.join("/"));

const [folder] = process.argv.slice(2);
const { arcs, objects, transform } = JSON.parse(readFileSync(path.join(folder, "countries-50m.json"), "utf8"));
const lines = arcs.map(inDegrees);
const rings = objects.land.geometries.flatMap((land) => land.arcs).flat().filter((ring) => Math.abs(area(ring)) >= SMALLEST_RING);
const coasts = new Set(rings.flat().map(index));
const owners = ownersOf(objects.countries.geometries);
const kept = lines.map((line, at) => ({ at, line, kind: kindOf(at, line) })).filter(({ kind }) => kind);
const place = new Map(kept.map(({ at }, n) => [at, n]));
const renumbered = rings.map((ring) => ring.map((arc) => (arc < 0 ? ~place.get(~arc) : place.get(arc))));

console.log(`// Coastlines and borders, made by tools/land.mjs from Natural Earth 4.1.0 (public domain); not to be changed by hand.
// A line is its first point and the steps from each to the next, longitude and latitude, in units of 1/${UNITS} degree.

export const UNITS = ${UNITS};
/** One sign for each line: c coast, b border, d disputed border. */
export const KINDS = "${kept.map(({ kind }) => kind).join("")}";
/** Rings of land and of what is not land within it, as numbers of lines; a line that is run backwards has its bits turned. */
export const RINGS = ${JSON.stringify(renumbered)};
export const LINES =
  "${kept.map(({ line }) => encoded(thinned(line))).join(" ")}";`);

function inDegrees(steps) {
  const [[wide, high], [left, bottom]] = [transform.scale, transform.translate];
  let [x, y] = [0, 0];
  return steps.map(([by_x, by_y]) => {
    x += by_x;
    y += by_y;
    return [x * wide + left, y * high + bottom];
  });
}

function index(arc) {
  return arc < 0 ? ~arc : arc;
}

/** Which countries a line belongs to. */
function ownersOf(countries) {
  const found = new Map();
  for (const { arcs: own, properties } of countries) {
    for (const arc of (own ?? []).flat(Infinity)) {
      const names = found.get(index(arc)) ?? new Set();
      found.set(index(arc), names.add(properties.name));
    }
  }
  return found;
}

function kindOf(at, line) {
  if (coasts.has(at)) return "c";
  const names = [...(owners.get(at) ?? [])].sort();
  if (names.length < 2) return null;
  if (LEFT_OUT.some(([one, other, isThere]) => names.join() === [one, other].join() && line.every(isThere))) return null;
  return DISPUTED.includes(names.join("/")) ? "d" : "b";
}

function area(ring) {
  const points = ring.flatMap((arc) => (arc < 0 ? lines[~arc].toReversed() : lines[arc]));
  return points.reduce((sum, [x, y], n) => {
    const [next_x, next_y] = points[(n + 1) % points.length];
    return sum + (x * next_y - next_x * y) / 2;
  }, 0);
}

/** A closed line keeps four points, any other its two ends. */
function thinned(line) {
  const points = [...line];
  const isClosed = line[0].join() === line.at(-1).join();
  const fewest = isClosed ? 4 : 2;
  const size = (at) => triangle(points[at - 1], points[at], points[at + 1]);
  while (points.length > fewest) {
    let smallest = { at: 0, size: Infinity };
    for (let at = 1; at < points.length - 1; at++) if (size(at) < smallest.size) smallest = { at, size: size(at) };
    if (smallest.size >= SMALLEST_TRIANGLE) break;
    points.splice(smallest.at, 1);
  }
  return points;
}

// Narrower towards the poles, as the ground is.
function triangle([ax, ay], [bx, by], [cx, cy]) {
  return (Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2) * Math.cos((by * Math.PI) / 180);
}

function encoded(points) {
  let [last_x, last_y] = [0, 0];
  return points.map(([x, y]) => {
    const [at_x, at_y] = [Math.round(x * UNITS), Math.round(y * UNITS)];
    const step = number(at_x - last_x) + number(at_y - last_y);
    [last_x, last_y] = [at_x, at_y];
    return step;
  }).join("");
}

function number(value) {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let signs = "";
  do {
    const more = rest >= 32 ? 32 : 0;
    signs += SIGNS[(rest & 31) | more];
    rest >>= 5;
  } while (rest > 0);
  return signs;
}
