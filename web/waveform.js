// How loud a recording is over time: peaks of its sound, read in the browser and drawn on a canvas.

/** Larger files are not read whole into memory to be drawn; a minute of a phone's video has about 15 MB. */
const LARGEST_BYTES = 96 * 1024 * 1024;
/** The sound is read at this rate: enough for a drawing, and small in memory (an hour of it is 115 MB). */
const RATE_HZ = 8000;
/** One peak for so long. */
export const PEAK_US = 10_000;

/**
 * The peaks of a recording's sound: one number in 0..1 for each 10 ms, the largest deviation of all channels.
 *
 * @param {string} src same origin
 * @returns {Promise<Float32Array>}
 * @throws {RangeError} when the file is too large, and the decoder's error when no sound can be read from it
 */
export async function peaksOf(src) {
  const answer = await fetch(src, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${src}: ${answer.status}`);
  if (Number(answer.headers.get("Content-Length")) > LARGEST_BYTES) {
    await answer.body.cancel();
    throw new RangeError("too large to draw");
  }
  const sound = await new OfflineAudioContext(1, 1, RATE_HZ).decodeAudioData(await answer.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) => sound.getChannelData(index));
  return peaks(channels, Math.round((sound.sampleRate * PEAK_US) / 1e6));
}

/** One peak for each `n_samples`. @param {Float32Array[]} channels of equal length */
export function peaks(channels, n_samples) {
  const found = new Float32Array(Math.ceil((channels[0]?.length ?? 0) / n_samples));
  for (const samples of channels) {
    for (let at = 0; at < samples.length; at++) {
      const bin = Math.trunc(at / n_samples);
      const size = Math.abs(samples[at]);
      if (size > found[bin]) found[bin] = size;
    }
  }
  return found;
}

/** Nothing louder than this is silence, and is not drawn as if it were sound. */
const SILENCE_0_1 = 0.005;

/**
 * Draws the peaks from `from_us` to `to_us` of a common axis, strong where a match covers them; each recording to its own
 * loudest moment, because a copy is often quieter and its shape is what is compared.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} found
 * @param {{from_us: number, to_us: number}} axis
 * @param {(axis_us: number) => {time_us: number, inside: boolean}} place which moment of this recording belongs to one of the axis
 */
export function paintPeaks(canvas, found, { from_us, to_us }, place) {
  const context = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  const [strong, faint] = [style.color, style.getPropertyValue("--faint").trim() || style.color];
  const { width, height } = canvas;
  const full = Math.max(SILENCE_0_1, loudest(found, 0, found.length * PEAK_US));
  context.clearRect(0, 0, width, height);
  for (let x = 0; x < width; x++) {
    const [first, last] = [x, x + 1].map((edge) => place(from_us + ((to_us - from_us) * edge) / width));
    const high = (loudest(found, first.time_us, last.time_us) / full) * (height - 2);
    if (high < 0) continue;
    context.fillStyle = first.inside ? strong : faint;
    context.fillRect(x, (height - Math.max(high, 1)) / 2, 1, Math.max(high, 1));
  }
}

// The loudest peak in a stretch, or -1 where the recording has nothing.
function loudest(found, from_us, to_us) {
  const [from, to] = [Math.floor(from_us / PEAK_US), Math.ceil(to_us / PEAK_US)];
  if (to <= 0 || from >= found.length) return -1;
  let largest = 0;
  for (let at = Math.max(0, from); at < Math.min(found.length, Math.max(to, from + 1)); at++) {
    if (found[at] > largest) largest = found[at];
  }
  return largest;
}
