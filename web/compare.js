// Compare what matched: recordings, pictures, sound, or all cameras of one moment. The medium decides which island it is.

import { mount as mountVideo } from "./compare_video.js";
import { mount as mountImage } from "./compare_image.js";
import { mount as mountAudio } from "./compare_audio.js";
import { mount as mountCameras } from "./cameras.js";

/**
 * @typedef {object} Side one of the two
 * @property {string} name what people call it
 * @property {string} [short_id] its speakable id, `K7Q-03`
 * @property {string} src address of the safe rendering, same origin
 * @property {string} [href] page of the item
 * @property {string} [poster] a small still, same origin
 * @property {boolean} [graphic] marked graphic: veiled until shown
 * @property {{src: string, time_us: number}[]} [stills] to be looked at before playing
 * @property {number} [from_us] where in the recording `src` begins; times of the data count from there, times that are shown
 *   from the beginning of the recording
 * @property {number} [frame_us] how long a frame lasts; 40000 where it is not known
 */

/**
 * Mounts the comparison into `element`.
 *
 * @param {HTMLElement} element
 * @param {{medium: "video" | "image" | "audio" | "cameras", words?: Record<string, string>}} data what else it holds stands
 *   at the `mount` of the medium
 * @returns {{close(): void}} what stops it
 */
export function mount(element, data) {
  const islands = { video: mountVideo, image: mountImage, audio: mountAudio, cameras: mountCameras };
  const island = islands[data.medium];
  if (!island) throw new Error(`compare: unknown medium ${data.medium}`);
  return island(element, data) ?? { close() {} };
}
