// Two recordings that move as one: the query leads, the reference follows by the match's own time map.
//
// While playing, the follower's pace is the leader's times the map's, and a little more or less until it is where the map
// says; only a far jump is a seek, because a seek stutters. While paused both are sought exactly, to the middle of a frame.

/** Beyond this the follower is sought, not hurried: it is at another stretch of the map. */
const JUMP_S = 0.3;
/** Nearer than this is near enough: a fifth of a frame at 25 frames a second. */
const NEAR_S = 0.008;
/** How fast an error is made good: in about a third of a second, at most a quarter faster or slower. */
const CATCH_UP_PER_S = 3;
const HURRY_AT_MOST = 0.25;
/** A frame, where the data does not tell: 25 a second. */
const FRAME_US = 40_000;
/** How long a frame is waited for after a seek, and how long one may last to be the one asked for. */
const WAIT_FOR_FRAME_MS = 200;
const FRAME_AT_MOST_S = 0.2;
/** What browsers play at. */
const [SLOWEST, FASTEST] = [0.0625, 16];

export class Pair extends EventTarget {
  #asked = 0;
  #settled = 0;
  #loop = 0;

  /**
   * Fires `moved` when either shows another frame, `settled` when both stand where they were sought, `state` on play and pause.
   *
   * @param {HTMLMediaElement} query leads
   * @param {HTMLMediaElement} reference follows
   * @param {import("./time_map.js").TimeMap} map
   * @param {{query_frame_us?: number}} [frames] how long a frame of the query lasts
   */
  constructor(query, reference, map, { query_frame_us } = {}) {
    super();
    Object.assign(this, { query, reference, map, frame_us: query_frame_us ?? FRAME_US, rate: 1 });
    for (const event of ["play", "pause", "ended", "ratechange"]) query.addEventListener(event, () => this.#tell("state"));
    query.addEventListener("play", () => this.#follow());
    query.addEventListener("pause", () => reference.pause());
    query.addEventListener("ended", () => reference.pause());
    for (const media of [query, reference]) {
      media.addEventListener("seeked", () => this.#tell("moved"));
      media.addEventListener("timeupdate", () => this.#tell("moved"));
      this.#watchFrames(media);
    }
  }

  /** Whether both show the moment that was asked for last. */
  get isSettled() {
    return this.#settled === this.#asked;
  }

  get isPlaying() {
    return !this.query.paused && !this.query.ended;
  }

  /** Where both are, in microseconds, where the reference should be, and whether a match covers it. */
  get where() {
    const query_us = this.query.currentTime * 1e6;
    const { time_us, inside } = this.map.toReference(query_us);
    return { query_us, reference_us: this.reference.currentTime * 1e6, wanted_us: time_us, inside };
  }

  async play() {
    if (this.query.ended) await this.seek(this.map.start_us);
    await this.query.play();
  }

  /** Both stand still, in the middle of the frame that the query shows. */
  pause() {
    this.query.pause();
    this.reference.pause();
    return this.step(0);
  }

  toggle() {
    return this.isPlaying ? this.pause() : this.play();
  }

  /** @param {number} rate how fast the query plays */
  setRate(rate) {
    this.rate = rate;
    this.query.playbackRate = rate;
  }

  /** One frame on (+1) or back (-1). */
  async step(n_frames) {
    if (this.isPlaying) this.query.pause();
    return this.seek(this.query.currentTime * 1e6 + n_frames * this.frame_us);
  }

  /** Moves the query by so much, and the reference with it. */
  skip(by_us) {
    return this.seek(this.query.currentTime * 1e6 + by_us);
  }

  /** Both to the moment of the query. Resolves when both show it; a later call overtakes an earlier one. */
  async seek(query_us) {
    const asked = ++this.#asked;
    const within = clamp(this.#middle(query_us) / 1e6, 0, lengthOf(this.query));
    const there = clamp(this.map.toReference(within * 1e6).time_us / 1e6, 0, lengthOf(this.reference));
    await Promise.all([soughtTo(this.query, within), soughtTo(this.reference, there)]);
    if (asked !== this.#asked) return;
    this.#settled = asked;
    this.#tell("settled");
  }

  /** Stops for good: called when the island leaves the page. */
  close() {
    cancelAnimationFrame(this.#loop);
    this.query.pause();
    this.reference.pause();
  }

  // The middle of the frame that is shown then: at its edge, rounding would show its neighbour now and then.
  #middle(query_us) {
    const middle_us = (Math.floor(query_us / this.frame_us + 1e-6) + 0.5) * this.frame_us;
    return Math.min(middle_us, lengthOf(this.query) * 1e6);
  }

  #tell(event) {
    this.dispatchEvent(new Event(event));
  }

  #watchFrames(media) {
    if (!media.requestVideoFrameCallback) return;
    const shown = () => {
      this.#tell("moved");
      media.requestVideoFrameCallback(shown);
    };
    media.requestVideoFrameCallback(shown);
  }

  #follow() {
    cancelAnimationFrame(this.#loop);
    const once = () => {
      if (!this.isPlaying) return;
      this.#hurry();
      this.#loop = requestAnimationFrame(once);
    };
    once();
  }

  #hurry() {
    if (this.query.readyState < 2) return;
    const { time_us, speed } = this.map.toReference(this.query.currentTime * 1e6);
    keepUp(this.reference, time_us / 1e6, this.rate * speed);
  }
}

/**
 * Called once a screen frame: brings a medium to where it should be, by its pace where it is near and by a seek where it is
 * far. Where it has nothing to show at that moment it stands still.
 *
 * @param {HTMLMediaElement} media
 * @param {number} wanted_s where it should be now
 * @param {number} pace how fast that moment moves
 * @returns {boolean} whether it has something to show at that moment
 */
export function keepUp(media, wanted_s, pace) {
  const isRunning = wanted_s >= 0 && wanted_s < lengthOf(media);
  if (!isRunning) {
    if (!media.paused) media.pause();
    return false;
  }
  if (media.seeking) return true;
  const late_s = wanted_s - media.currentTime;
  if (Math.abs(late_s) > JUMP_S) media.currentTime = wanted_s;
  const hurry = Math.abs(late_s) < NEAR_S ? 0 : clamp(late_s * CATCH_UP_PER_S, -HURRY_AT_MOST, HURRY_AT_MOST);
  const wanted_pace = clamp(pace * (1 + hurry), SLOWEST, FASTEST);
  if (Math.abs(wanted_pace / media.playbackRate - 1) > 0.004) media.playbackRate = wanted_pace;
  // It may be refused while the tab is hidden; the next turn tries again.
  if (media.paused) media.play().catch(() => {});
  return true;
}

/** Resolves when the medium stands at `time_s`, and what it shows is the frame of that moment. */
export async function soughtTo(media, time_s) {
  await readyFor(media, 1);
  if (Math.abs(media.currentTime - time_s) < 1e-4 && !media.seeking) return readyFor(media, 2);
  const sought = once(media, "seeked");
  const shown = frameShown(media, time_s);
  media.currentTime = time_s;
  await sought;
  await readyFor(media, 2);
  return shown();
}

// `seeked` may come a moment before the frame is there to be drawn, and no new frame comes when the same one stays: so the
// frame is waited for, but not for long.
function frameShown(media, time_s) {
  if (!media.requestVideoFrameCallback) return () => undefined;
  let request = 0;
  const frame = new Promise((done) => {
    const look = (_, { mediaTime }) => {
      if (mediaTime <= time_s + 1e-3 && mediaTime > time_s - FRAME_AT_MOST_S) return done();
      request = media.requestVideoFrameCallback(look);
    };
    request = media.requestVideoFrameCallback(look);
  });
  return async () => {
    await Promise.race([frame, new Promise((done) => setTimeout(done, WAIT_FOR_FRAME_MS))]);
    media.cancelVideoFrameCallback(request);
  };
}

/** Resolves when `readyState` is at least `state`: 1 its length is known, 2 a frame is there. */
export async function readyFor(media, state) {
  while (media.readyState < state && !media.error) {
    if (media.preload === "none") media.preload = "metadata";
    await once(media, state === 1 ? "loadedmetadata" : "loadeddata");
  }
}

function once(media, event) {
  return new Promise((done) => {
    const end = () => {
      for (const name of [event, "error"]) media.removeEventListener(name, end);
      done();
    };
    for (const name of [event, "error"]) media.addEventListener(name, end);
  });
}

const lengthOf = (media) => (Number.isFinite(media.duration) ? media.duration : Number.MAX_SAFE_INTEGER / 1e6);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
