// Which moment of the reference belongs to which moment of the query.
//
// A match says: from `query.start_us` to `query.end_us` the query shows what the reference shows from
// `query.start_us + offset_us` on, and for each second of the query `speed` seconds of the reference pass. A pair may have
// several such stretches (a cut, a pause, a repeat); together they are a piecewise linear map. Between stretches nothing
// was measured: there the nearest stretch is drawn out, and `inside` says that it is.

/**
 * @typedef {{start_us?: number, end_us?: number, region?: [number, number, number, number]}} Extent
 * @typedef {{mirrored?: boolean, rotated_degrees?: number, speed?: number, offset_us?: number,
 *   offset_uncertainty_us?: number, words?: string}} Transform
 * @typedef {{query: Extent, reference: Extent, transform: Transform}} Match one stretch, as `show matches --json` prints it
 * @typedef {{query_us: [number, number], reference_us: [number, number], speed: number, match: Match}} Stretch
 */

/** @param {Match[]} matches of one pair, in any order. @returns {TimeMap} */
export function timeMap(matches) {
  const stretches = matches.map(stretch).sort((one, other) => one.query_us[0] - other.query_us[0]);
  return new TimeMap(stretches.length > 0 ? stretches : [stretch({ query: {}, reference: {} })]);
}

function stretch(match) {
  const { query, reference, transform = {} } = match;
  const start_us = query.start_us ?? 0;
  const there_us = transform.offset_us === undefined ? (reference.start_us ?? 0) : start_us + transform.offset_us;
  const end_us = query.end_us ?? start_us;
  const speed = transform.speed ?? measuredSpeed(query, reference);
  return { query_us: [start_us, end_us], reference_us: [there_us, there_us + speed * (end_us - start_us)], speed, match };
}

function measuredSpeed(query, reference) {
  const long = query.end_us - query.start_us;
  const there = reference.end_us - reference.start_us;
  return long > 0 && there > 0 ? there / long : 1;
}

export class TimeMap {
  /** @param {Stretch[]} stretches by time of the query */
  constructor(stretches) {
    this.stretches = stretches;
  }

  /** The moment of the reference, its pace against the query there, the match that says so, and whether that covers it. */
  toReference(query_us) {
    const found = nearest(this.stretches, query_us, "query_us");
    return {
      time_us: found.reference_us[0] + found.speed * (query_us - found.query_us[0]),
      speed: found.speed,
      match: found.match,
      inside: covers(found.query_us, query_us),
    };
  }

  /** The same the other way round. */
  toQuery(reference_us) {
    const found = nearest(this.stretches, reference_us, "reference_us");
    return {
      time_us: found.query_us[0] + (reference_us - found.reference_us[0]) / found.speed,
      speed: 1 / found.speed,
      inside: covers(found.reference_us, reference_us),
    };
  }

  /** The first moment of the query that a match covers. */
  get start_us() {
    return this.stretches[0].query_us[0];
  }

  /** The last one, and never nought: as far as is known without the recording. */
  get end_us() {
    return Math.max(1, ...this.stretches.map(({ query_us: [, end] }) => end));
  }
}

function nearest(stretches, time_us, side) {
  const distance = ({ [side]: [start, end] }) => Math.max(start - time_us, time_us - end, 0);
  return stretches.reduce((best, next) => (distance(next) < distance(best) ? next : best));
}

// Half a millisecond more, because a player's clock is rounded.
const covers = ([start, end], time_us) => time_us >= start - 500 && time_us <= end + 500;
