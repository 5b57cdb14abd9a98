// A recording that is moved frame by frame, and two that move as one: the query leads, the reference follows by the match's
// own time map.
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
export const FRAME_US = 40_000;
/** How long a frame is waited for after a seek, and how long one may last to be the one asked for. */
const WAIT_FOR_FRAME_MS = 200;
const FRAME_AT_MOST_S = 0.2;
/** What browsers play at. */
const [SLOWEST, FASTEST] = [0.0625, 16];

/** One recording: plays, stands still in the middle of a frame, steps and seeks. */
export class Single extends EventTarget {
  #asked = 0;
  #settled = 0;

  /**
   * Fires `moved` when another frame is shown, `settled` when it stands where it was sought, `state` on play and pause.
   *
   * @param {HTMLMediaElement} media
   * @param {{frame_us?: number, start_us?: number}} [about] how long a frame lasts; where playing begins again after the end
   */
  constructor(media, { frame_us = FRAME_US, start_us = 0 } = {}) {
    super();
    Object.assign(this, { media, frame_us, start_us, rate: 1 });
    for (const event of ["play", "pause", "ended", "ratechange"]) media.addEventListener(event, () => this.tell("state"));
    this.watch(media);
  }

  /** Whether what is shown is the moment that was asked for last. */
  get isSettled() {
    return this.#settled === this.#asked;
  }

  get isPlaying() {
    return !this.media.paused && !this.media.ended;
  }

  /** What is under its veil does not play. */
  async play() {
    if (isCovered(this.media)) return;
    if (this.media.ended) await this.seek(this.start_us);
    await this.media.play();
  }

  /** Stands still, in the middle of the frame that is shown. */
  pause() {
    this.media.pause();
    return this.step(0);
  }

  toggle() {
    return this.isPlaying ? this.pause() : this.play();
  }

  /** @param {number} rate how fast it plays */
  setRate(rate) {
    this.rate = rate;
    this.media.playbackRate = rate;
  }

  /** One frame on (+1) or back (-1). */
  step(n_frames) {
    if (this.isPlaying) this.media.pause();
    return this.skip(n_frames * this.frame_us);
  }

  /** Moves by so much. */
  skip(by_us) {
    return this.seek(this.media.currentTime * 1e6 + by_us);
  }

  /** Goes to a moment. Resolves when it is shown; a later call overtakes an earlier one. */
  async seek(time_us) {
    const asked = ++this.#asked;
    await this.show(clamp(middleOfFrame(time_us, this.frame_us) / 1e6, 0, lengthOf(this.media)));
    if (asked !== this.#asked) return;
    this.#settled = asked;
    this.tell("settled");
  }

  /** Stops for good: called when the island leaves the page. */
  close() {
    this.media.pause();
  }

  show(time_s) {
    return soughtTo(this.media, time_s);
  }

  tell(event) {
    this.dispatchEvent(new Event(event));
  }

  watch(media) {
    for (const event of ["seeked", "timeupdate"]) media.addEventListener(event, () => this.tell("moved"));
    if (!media.requestVideoFrameCallback) return;
    const shown = () => {
      this.tell("moved");
      media.requestVideoFrameCallback(shown);
    };
    media.requestVideoFrameCallback(shown);
  }
}

/** Two recordings as one: steps and seeks are the query's, and the reference is brought to what belongs to them. */
export class Pair extends Single {
  #loop = 0;

  /**
   * @param {HTMLMediaElement} query leads
   * @param {HTMLMediaElement} reference follows
   * @param {import("./time_map.js").TimeMap} map
   * @param {{query_frame_us?: number}} [frames] how long a frame of the query lasts
   */
  constructor(query, reference, map, { query_frame_us } = {}) {
    super(query, { frame_us: query_frame_us, start_us: map.start_us });
    Object.assign(this, { query, reference, map });
    query.addEventListener("play", () => this.#follow());
    for (const event of ["pause", "ended"]) query.addEventListener(event, () => reference.pause());
    this.watch(reference);
  }

  /**
   * Where both are, in microseconds, where the reference should be, whether it has anything at that moment, which match says
   * so, and whether that match covers it.
   */
  get where() {
    const query_us = this.query.currentTime * 1e6;
    const { time_us: wanted_us, inside, match } = this.map.toReference(query_us);
    const reference_us = this.reference.currentTime * 1e6;
    return { query_us, reference_us, wanted_us, isRunning: has(this.reference, wanted_us / 1e6), inside, match };
  }

  pause() {
    this.reference.pause();
    return super.pause();
  }

  close() {
    cancelAnimationFrame(this.#loop);
    super.close();
    this.reference.pause();
  }

  show(time_s) {
    const there = clamp(this.map.toReference(time_s * 1e6).time_us / 1e6, 0, lengthOf(this.reference));
    return Promise.all([soughtTo(this.query, time_s), soughtTo(this.reference, there)]);
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

/** Whether it is under its veil, where it stands still and loads nothing. */
const isCovered = (media) => media.inert;

/** The middle of the frame that is shown then: at its edge, rounding would show its neighbour now and then. */
export const middleOfFrame = (time_us, frame_us) => (Math.floor(time_us / frame_us + 1e-6) + 0.5) * frame_us;

/**
 * Called once a screen frame: brings a medium to where it should be, by its pace where it is near and by a seek where it is
 * far. Where it has nothing to show at that moment, or is under its veil, it stands still.
 *
 * @param {HTMLMediaElement} media
 * @param {number} wanted_s where it should be now
 * @param {number} pace how fast that moment moves
 * @returns {boolean} whether it has something to show at that moment
 */
export function keepUp(media, wanted_s, pace) {
  if (isCovered(media) || media.readyState < 1 || !has(media, wanted_s)) {
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
  if (isCovered(media)) {
    // What has not been loaded yet remembers the moment for when it is.
    media.currentTime = time_s;
    return;
  }
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

/** How long it is, in microseconds, or this where it does not tell. */
export const lengthOr = ({ duration }, else_us) => (Number.isFinite(duration) ? duration * 1e6 : else_us);
const lengthOf = (media) => (Number.isFinite(media.duration) ? media.duration : Number.MAX_SAFE_INTEGER / 1e6);
/** Whether there is something to show at that moment. */
const has = (media, time_s) => time_s >= 0 && time_s < lengthOf(media);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
