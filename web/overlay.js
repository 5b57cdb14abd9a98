// Two pictures laid over each other as the match lays them: their difference, or one shining through the other.
//
// A canvas has the shape of the matched region of the query. The reference's region is drawn into it mirrored and turned
// as the match says, so that what is the same lies on the same place. Works for images and for frames of recordings.

import { draw } from "./page.js";

const WHOLE = [0, 0, 1, 1];
/** Wider ones are drawn smaller: more shows nothing more and makes measuring slow. */
const WIDEST_PX = 960;
/** From here on a difference is seen as one; below lies what re-encoding does. Of 255, chosen by eye on the demo's clips. */
export const SEEN_FROM = 16;

/**
 * @typedef {{of: CanvasImageSource, region?: [number, number, number, number]}} Picture
 *   left, top, right and bottom of what matched, in 0..1 of the picture as displayed
 */

export class Overlay {
  /** @param {HTMLCanvasElement} canvas @param {{mirrored?: boolean, rotated_degrees?: number}} transform */
  constructor(canvas, transform = {}) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { willReadFrequently: true });
    this.transform = transform;
  }

  /** |query - reference| of each pixel; black is no difference. @param {Picture} query @param {Picture} reference */
  difference(query, reference) {
    if (!this.#begin(query)) return;
    this.#draw(query, {});
    this.context.globalCompositeOperation = "difference";
    this.#draw(reference, this.transform);
    this.#end();
  }

  /** One picture with the other upon it. @param {number} opacity_0_1 of the one on top @param {boolean} queryOnTop */
  onion(query, reference, opacity_0_1, queryOnTop) {
    if (!this.#begin(query)) return;
    const layers = [() => this.#draw(query, {}), () => this.#draw(reference, this.transform)];
    if (queryOnTop) layers.reverse();
    layers[0]();
    this.context.globalAlpha = opacity_0_1;
    layers[1]();
    this.#end();
  }

  /** Shows nothing: a side is not there yet, or is covered. */
  clear() {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Of the difference that was drawn: the mean of 0..255 over all channels, and the share of pixels that one sees differ. */
  measure() {
    const { data, width, height } = this.context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    let sum = 0;
    let n_seen = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
      sum += red + green + blue;
      if (Math.max(red, green, blue) >= SEEN_FROM) n_seen += 1;
    }
    const n_pixels = width * height;
    return { mean_255: sum / (3 * n_pixels), seen_0_1: n_seen / n_pixels };
  }

  #begin(query) {
    const { width, height } = cut(query);
    if (!(width > 0 && height > 0)) return false;
    const scale = Math.min(1, WIDEST_PX / width);
    const [wide, high] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    if (this.canvas.width !== wide || this.canvas.height !== high) Object.assign(this.canvas, { width: wide, height: high });
    this.context.globalCompositeOperation = "source-over";
    this.context.globalAlpha = 1;
    this.context.clearRect(0, 0, wide, high);
    return true;
  }

  // Mirrored first, then turned clockwise, as `Transform` says; what is written last to a canvas is done first.
  #draw(picture, { mirrored = false, rotated_degrees = 0 }) {
    const { left, top, width, height } = cut(picture);
    if (!(width > 0 && height > 0)) return;
    const { canvas, context } = this;
    const quarter = Math.abs(Math.round(rotated_degrees / 90)) % 2 === 1;
    const [wide, high] = quarter ? [canvas.height, canvas.width] : [canvas.width, canvas.height];
    context.save();
    context.translate(canvas.width / 2, canvas.height / 2);
    context.rotate((rotated_degrees * Math.PI) / 180);
    context.scale(mirrored ? -1 : 1, 1);
    context.drawImage(picture.of, left, top, width, height, -wide / 2, -high / 2, wide, high);
    context.restore();
  }

  #end() {
    this.context.globalCompositeOperation = "source-over";
    this.context.globalAlpha = 1;
  }
}

/** The matched region in pixels of the picture. */
function cut({ of, region }) {
  const [x0, y0, x1, y1] = region ?? WHOLE;
  const width = of.videoWidth ?? of.naturalWidth ?? of.width;
  const height = of.videoHeight ?? of.naturalHeight ?? of.height;
  return { left: x0 * width, top: y0 * height, width: (x1 - x0) * width, height: (y1 - y0) * height };
}

/** An outline of a region that lies over a medium of any size. @returns {SVGElement} */
export function outline(region, label) {
  const [x0, y0, x1, y1] = (region ?? WHOLE).map((part) => part * 100);
  const at = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  return draw("svg", { class: "outline-over", viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img", "aria-label": label },
    draw("rect", { class: "outline-under", ...at }), draw("rect", { class: "outline", ...at }));
}
