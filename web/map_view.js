// What of the world is seen, and where on the screen it lies: degrees to pixels, the grid, circles that come together, labels
// that keep apart. Without any page.
//
// Longitude runs straight to the right and latitude straight up; a degree of longitude is as much shorter than one of latitude
// as it is on the ground in the middle of the view. So what is near the middle has its shape and its distances, at every scale.

/** On a sphere of the Earth's mean radius, 6371.0088 km (IUGG). */
export const KM_PER_DEGREE = 111.195;
/** What is fitted is usually no narrower: a single place is seen with what lies around it. */
const LEAST_KM = 5;
/** Closest: a metre is a pixel. */
const MOST_PX_PER_DEGREE = KM_PER_DEGREE * 1000;
/** Near the poles degrees of longitude would shrink to nothing. */
const LEAST_NARROWING = 0.1;
/** Lines of the grid stand no nearer to each other. */
const GRID_GAP_PX = 90;
const GRID_STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
/** Radius of a circle: of the most items, and at least; what can be pressed is never smaller than 24 px across. */
const [LARGEST_PX, SMALLEST_PX, PRESS_PX] = [22, 5, 12];
/** Circles of many places may grow beyond the largest of one, but not without end. */
const CLUSTER_PX = 32;

/**
 * @typedef {{lat: number, lon: number}} Point degrees, north and east positive
 * @typedef {{width: number, height: number}} Size in pixels
 * @typedef {{lat: number, lon: number, px_per_degree: number}} View the point in the middle, and pixels for a degree of latitude
 * @typedef {Point & {name: string, n_items: number, href?: string, kind?: "text" | "file"}} Place
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box
 */

/** How much shorter a degree of longitude is than one of latitude. */
export const narrowing = (lat) => Math.max(LEAST_NARROWING, Math.cos((lat * Math.PI) / 180));

/** A difference of longitudes the short way round. */
const around = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

/** Where a point lies in the picture. @param {View} view @param {Size} size @param {Point} point */
export function toScreen(view, { width, height }, { lat, lon }) {
  return {
    x: width / 2 + around(lon - view.lon) * view.px_per_degree * narrowing(view.lat),
    y: height / 2 - (lat - view.lat) * view.px_per_degree,
  };
}

/** The view moved by so many pixels, never beyond the poles. */
export function moved(view, x_px, y_px) {
  const lat = clamp(view.lat - y_px / view.px_per_degree, -90, 90);
  return { ...view, lat, lon: around(view.lon + x_px / (view.px_per_degree * narrowing(view.lat))) };
}

/** The view `by` times as large; the point of the screen stays where it is. */
export function zoomed(view, size, by, at = { x: size.width / 2, y: size.height / 2 }) {
  const px_per_degree = clamp(view.px_per_degree * by, farthest(size), MOST_PX_PER_DEGREE);
  const [x, y] = [at.x - size.width / 2, at.y - size.height / 2];
  const there = moved(view, x, y);
  return { ...moved({ ...there, px_per_degree }, -x, -y), px_per_degree };
}

const farthest = ({ width, height }) => Math.max(0.1, Math.min(width / 360, height / 180));

/** The view that shows all of these points, with room around them. @param {Point[]} points @param {Size} size */
export function fitted(points, size, { least_km = LEAST_KM, margin_px = 64 } = {}) {
  if (points.length === 0) return { lat: 15, lon: 10, px_per_degree: farthest(size) };
  const [south, north] = [Math.min, Math.max].map((edge) => edge(...points.map(({ lat }) => lat)));
  const { west, wide } = shortestSpan(points.map(({ lon }) => lon));
  const lat = (south + north) / 2;
  const least = least_km / KM_PER_DEGREE;
  const room = (px) => Math.max(px - 2 * margin_px, px / 3);
  const px_per_degree = Math.min(room(size.width) / Math.max(wide * narrowing(lat), least), room(size.height) / Math.max(north - south, least));
  return { lat, lon: around(west + wide / 2), px_per_degree: clamp(px_per_degree, farthest(size), MOST_PX_PER_DEGREE) };
}

// All longitudes lie in the circle but for its largest gap, so places on both sides of 180° stand together.
function shortestSpan(lons) {
  const sorted = [...new Set(lons)].sort((one, other) => one - other);
  const gaps = sorted.map((lon, index) => (sorted[index + 1] ?? sorted[0] + 360) - lon);
  const largest = gaps.indexOf(Math.max(...gaps));
  return { west: sorted[(largest + 1) % sorted.length], wide: 360 - gaps[largest] };
}

/** The lines of the grid that are seen, and how many places behind the dot their degrees need. @returns {{lats: number[], lons: number[], digits: number}} */
export function grid(view, size) {
  const lines = (centre, px, px_per_degree, limit) => {
    const step = GRID_STEPS.findLast((step) => step * px_per_degree >= GRID_GAP_PX) ?? GRID_STEPS[0];
    const half = px / 2 / px_per_degree;
    const [first, last] = [Math.max(centre - half, -limit), Math.min(centre + half, limit)];
    const found = [];
    for (let n = Math.ceil(first / step); n * step <= last; n++) found.push(n * step);
    return { found, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  };
  const lats = lines(view.lat, size.height, view.px_per_degree, 90);
  const lons = lines(view.lon, size.width, view.px_per_degree * narrowing(view.lat), 540);
  return { lats: lats.found, lons: lons.found.map(around), digits: { lat: lats.digits, lon: lons.digits } };
}

/** A round length that is no wider than `most_px` in the middle of the view. @returns {{m: number, px: number}} */
export function scaleBar(view, most_px = 130) {
  const px_per_m = view.px_per_degree / (KM_PER_DEGREE * 1000);
  const most_m = most_px / px_per_m;
  const power = 10 ** Math.floor(Math.log10(most_m));
  const m = [5, 2, 1].find((times) => times * power <= most_m) * power;
  return { m, px: m * px_per_m };
}

/** The radius of a circle for so many items: its area grows with their number. */
export const radius = (n_items, most_items) => clamp(LARGEST_PX * Math.sqrt(n_items / Math.max(1, most_items)), SMALLEST_PX, CLUSTER_PX);

/**
 * The circles to draw: places whose circles would touch are one, which stands where the one with most items does.
 *
 * @param {{place: Place, n_items: number, x: number, y: number}[]} places most items first
 * @returns {{x: number, y: number, r: number, n_items: number, places: Place[]}[]} in the same order
 */
export function clusters(places) {
  const most = Math.max(1, ...places.map(({ n_items }) => n_items));
  let circles = places.map(({ place, n_items, x, y }) => ({ x, y, r: radius(n_items, most), n_items, places: [place] }));
  for (let before = -1; before !== circles.length;) {
    before = circles.length;
    const apart = [];
    for (const circle of circles) {
      const near = apart.find((other) => Math.hypot(other.x - circle.x, other.y - circle.y) < Math.max(other.r, PRESS_PX) + Math.max(circle.r, PRESS_PX));
      if (!near) {
        apart.push(circle);
        continue;
      }
      near.places.push(...circle.places);
      near.n_items += circle.n_items;
      near.r = radius(near.n_items, most);
    }
    circles = apart;
  }
  return circles;
}

/**
 * Where each label stands: right of its circle, left, above or below, wherever it covers neither a circle nor another label;
 * `null` where there is no room.
 *
 * @param {{x: number, y: number, r: number, width: number}[]} circles the first ones choose first; `width` of the label
 * @param {Size} size
 * @param {Box[]} full where none may stand
 * @returns {({x: number, y: number, anchor: "start" | "middle" | "end"} | null)[]}
 */
export function labels(circles, size, full = [], height = 16) {
  const taken = [...full, ...circles.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }))];
  return circles.map(({ x, y, r, width }) => {
    const gap = r + 4;
    const choices = [
      { x: x + gap, y, anchor: "start", left: x + gap }, { x: x - gap, y, anchor: "end", left: x - gap - width },
      { x, y: y - r - height / 2 - 1, anchor: "middle", left: x - width / 2 }, { x, y: y + r + height / 2 + 1, anchor: "middle", left: x - width / 2 },
    ];
    for (const { left, ...choice } of choices) {
      const box = { left, right: left + width, top: choice.y - height / 2, bottom: choice.y + height / 2 };
      const isInside = box.left >= 0 && box.right <= size.width && box.top >= 0 && box.bottom <= size.height;
      if (!isInside || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return choice;
    }
    return null;
  });
}

const overlap = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** The lines of `land.js` as points in degrees. @param {string} lines @param {number} units in a degree */
export function decoded(lines, units) {
  const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const value = new Map([...signs].map((sign, at) => [sign, at]));
  return lines.split(" ").map((line) => {
    const numbers = [];
    let [rest, shift] = [0, 0];
    for (const sign of line) {
      const bits = value.get(sign);
      rest |= (bits & 31) << shift;
      shift += 5;
      if (bits & 32) continue;
      numbers.push(rest & 1 ? -(rest + 1) / 2 : rest / 2);
      [rest, shift] = [0, 0];
    }
    let [x, y] = [0, 0];
    return Array.from({ length: numbers.length / 2 }, (_, at) => [(x += numbers[2 * at]) / units, (y += numbers[2 * at + 1]) / units]);
  });
}
