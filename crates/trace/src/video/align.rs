//! From near frames to stretches that agree in order and pace.
//!
//! For each of a few speeds every near pair of frames votes for an offset; a frame that is near many counts little for
//! each. The best vote gives a line `reference time = speed * query time + offset`; what lies on it is cut into
//! stretches, taken away, and the rest votes again, so that several excerpts of one recording are all found.

use super::VideoFingerprint;
use super::candidates::Hit;
use super::motion;
use super::view::View;
use std::collections::BTreeMap;

/// How far a hit may lie from the line, microseconds: a frame is up to a quarter of a second off at two frames a
/// second in each recording, and speeds are tried in steps of 4 %.
const TOLERANCE_US: f64 = 750_000.0;

/// Width of a bin of offsets, microseconds.
const OFFSET_BIN_US: f64 = 500_000.0;

/// A stretch ends where nothing agreed for this long, microseconds.
const LONGEST_GAP_US: i64 = 4_000_000;

/// Most lines taken from one pair and view.
const MOST_LINES: usize = 12;

/// A speed other than 1 must explain this much more than none.
const SPEED_MUST_WIN_BY: f64 = 1.2;

/// Most bits in which aligned frames may differ to agree.
pub(crate) const AGREEING_DISTANCE_BITS: u32 = 76;

/// Query and reference that are compared.
pub(crate) struct Pair<'a> {
    pub(crate) query: &'a VideoFingerprint,
    pub(crate) reference: &'a VideoFingerprint,
}

/// `reference time = speed * query time + offset_us`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Line {
    pub(crate) speed: f64,
    pub(crate) offset_us: f64,
}

impl Line {
    pub(crate) fn reference_us(&self, query_us: i64) -> f64 {
        self.speed * query_us as f64 + self.offset_us
    }
}

/// A stretch in which the two agree, with what was measured along it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Segment {
    /// Number of the view in which they agree.
    pub(crate) view: usize,
    pub(crate) line: Line,
    pub(crate) query_us: (i64, i64),
    pub(crate) reference_us: (i64, i64),
    /// Frames of the query in the stretch that could be compared.
    pub(crate) n_compared: usize,
    /// Of these, how many agree.
    pub(crate) n_agreeing: usize,
    /// Agreeing frames that are also unlike each other.
    pub(crate) n_distinct: usize,
    /// Mean bits that differ over the agreeing frames.
    pub(crate) mean_distance_bits: f64,
    /// How what moves agrees, for a scene that hardly changes.
    pub(crate) motion: Option<motion::Agreement>,
    /// Of the pieces that change, how many agree, of how many.
    pub(crate) moving_pieces: (usize, usize),
}

/// The stretches of a pair in each of the views from number `first` on, good and bad ones.
pub(crate) fn found_in_views(pair: &Pair, views: &[View], first: usize, hits: &[Hit]) -> Vec<Segment> {
    let mut found = Vec::new();
    for (number, view) in views.iter().enumerate().skip(first) {
        let hits: Vec<Hit> = hits.iter().filter(|hit| hit.view == number).copied().collect();
        found.extend(segments_of_view(pair, (number, view), hits));
    }
    found
}

/// Of all stretches of a pair the best. Where several views explain one stretch (a symmetric scene) one stays.
pub(crate) fn best(views: &[View], mut found: Vec<Segment>) -> Vec<Segment> {
    // In a scene that hardly changes a wrong line may hold more frames, so what is confirmed goes first.
    let is_confirmed = |segment: &Segment| super::report::is_confirmed(&views[segment.view], segment);
    found.sort_by(|a, b| {
        let by_tier = is_confirmed(b).cmp(&is_confirmed(a));
        by_tier.then(rank(b).total_cmp(&rank(a))).then(a.view.cmp(&b.view)).then(a.query_us.cmp(&b.query_us))
    });
    let mut kept: Vec<Segment> = Vec::new();
    for segment in found {
        if !kept.iter().any(|better| covers(better, &segment)) {
            kept.push(segment);
        }
    }
    kept
}

/// More agreeing frames first, nearer ones first; in a scene that hardly changes, those that move alike. Another speed must
/// win by as much as when it was voted for: within the tolerance it takes in frames beyond both ends.
fn rank(segment: &Segment) -> f64 {
    let moves_alike = match segment.motion {
        Some(motion) if motion.strength >= motion::LEAST_MOTION => motion.correlation.max(0.0),
        _ => 0.5,
    };
    let plain_speed = if segment.line.speed == 1.0 { SPEED_MUST_WIN_BY } else { 1.0 };
    let nearness = 1.0 - segment.mean_distance_bits / 128.0;
    segment.n_agreeing as f64 * nearness.powi(2) * (0.25 + 0.75 * moves_alike) * plain_speed
}

/// Bits by which a stretch must be farther than a better one to be no second showing of the same but its surroundings:
/// a camera that moves over a place shows parts of it before and after.
const SURROUNDINGS_FARTHER_BITS: f64 = 16.0;

/// Whether `better` leaves nothing of its own to `other`: most of its query time is explained already, or most of its
/// reference time by frames that are much nearer. The same query second may stand at two places of the reference only
/// where a recording repeats itself, and once is enough to know.
fn covers(better: &Segment, other: &Segment) -> bool {
    let is_farther = other.mean_distance_bits >= better.mean_distance_bits + SURROUNDINGS_FARTHER_BITS;
    is_within(other.query_us, better.query_us) || (is_farther && is_within(other.reference_us, better.reference_us))
}

/// Whether most of a stretch of time lies in another.
fn is_within(part: (i64, i64), whole: (i64, i64)) -> bool {
    let shared = whole.1.min(part.1) - whole.0.max(part.0);
    2 * shared.max(0) > part.1 - part.0
}

fn segments_of_view(pair: &Pair, view: (usize, &View), mut hits: Vec<Hit>) -> Vec<Segment> {
    let mut found = Vec::new();
    for line in view.1.lines_of_movement(pair) {
        let along: Vec<Hit> = (0..pair.query.frames.len())
            .filter_map(|query| along_line(pair, view, &line, query))
            .filter(|hit| hit.distance_bits <= AGREEING_DISTANCE_BITS)
            .collect();
        for run in runs(pair, &along) {
            found.extend(measured(pair, view, line, &run));
        }
    }
    for _ in 0..MOST_LINES {
        let Some(line) = best_line(pair, &hits) else { break };
        let line = refined(pair, &hits, line);
        let on_line: Vec<Hit> = hits.iter().filter(|hit| is_on(pair, &line, hit)).copied().collect();
        if on_line.len() < 2 {
            break;
        }
        for run in runs(pair, &on_line) {
            found.extend(measured(pair, view, line, &run));
        }
        hits.retain(|hit| !on_line.contains(hit));
    }
    found
}

fn times(pair: &Pair, hit: &Hit) -> (i64, i64) {
    (pair.query.frames[hit.query].time_us, pair.reference.frames[hit.reference].time_us)
}

fn is_on(pair: &Pair, line: &Line, hit: &Hit) -> bool {
    let (query_us, reference_us) = times(pair, hit);
    (reference_us as f64 - line.reference_us(query_us)).abs() <= TOLERANCE_US
}

/// Speeds from a half to double in steps of 4 %, 1 among them.
fn speeds() -> impl Iterator<Item = f64> {
    (-17..=17).map(|step| 1.04_f64.powi(step))
}

fn best_line(pair: &Pair, hits: &[Hit]) -> Option<Line> {
    let weights = weights(hits);
    let mut best: Option<(f64, Line)> = None;
    for speed in speeds() {
        let mut bins: BTreeMap<i64, f64> = BTreeMap::new();
        for (hit, weight) in hits.iter().zip(&weights) {
            let (query_us, reference_us) = times(pair, hit);
            let offset = (reference_us as f64 - speed * query_us as f64) / OFFSET_BIN_US;
            *bins.entry(offset.round() as i64).or_default() += weight;
        }
        let handicap = if speed == 1.0 { SPEED_MUST_WIN_BY } else { 1.0 };
        for (bin, weight) in &bins {
            let around = weight + 0.5 * [bin - 1, bin + 1].iter().filter_map(|bin| bins.get(bin)).sum::<f64>();
            if best.is_none_or(|(most, _)| around * handicap > most + 1e-9) {
                best = Some((around * handicap, Line { speed, offset_us: *bin as f64 * OFFSET_BIN_US }));
            }
        }
    }
    best.map(|(_, line)| line)
}

/// A hit counts by its nearness, shared among all hits of its frames.
fn weights(hits: &[Hit]) -> Vec<f64> {
    let mut of_query: BTreeMap<usize, u32> = BTreeMap::new();
    let mut of_reference: BTreeMap<usize, u32> = BTreeMap::new();
    for hit in hits {
        *of_query.entry(hit.query).or_default() += 1;
        *of_reference.entry(hit.reference).or_default() += 1;
    }
    let weight = |hit: &Hit| {
        let shared_by = of_query[&hit.query].max(of_reference[&hit.reference]);
        (1.0 - f64::from(hit.distance_bits) / 64.0) / f64::from(shared_by)
    };
    hits.iter().map(weight).collect()
}

/// The line moved to fit the hits near it: offset by their median, and the speed by least squares when it is not 1.
fn refined(pair: &Pair, hits: &[Hit], line: Line) -> Line {
    let mut line = line;
    for _ in 0..2 {
        let on: Vec<(f64, f64)> = hits
            .iter()
            .filter(|hit| is_on(pair, &line, hit))
            .map(|hit| times(pair, hit))
            .map(|(query_us, reference_us)| (query_us as f64, reference_us as f64))
            .collect();
        if on.is_empty() {
            return line;
        }
        if line.speed != 1.0 {
            line.speed = slope(&on).filter(|speed| (speed / line.speed - 1.0).abs() < 0.05).unwrap_or(line.speed);
        }
        let mut offsets: Vec<f64> = on.iter().map(|(query, reference)| reference - line.speed * query).collect();
        offsets.sort_by(f64::total_cmp);
        line.offset_us = offsets[offsets.len() / 2];
    }
    line
}

fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len() as f64;
    let (mean_x, mean_y) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let spread: f64 = points.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    let common: f64 = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    (points.len() >= 4 && spread > 0.0).then(|| common / spread)
}

/// First and last query frame of each run of hits without a long gap.
fn runs(pair: &Pair, on_line: &[Hit]) -> Vec<(usize, usize)> {
    let mut queries: Vec<usize> = on_line.iter().map(|hit| hit.query).collect();
    queries.sort_unstable();
    queries.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for query in queries {
        let time_us = pair.query.frames[query].time_us;
        match runs.last_mut() {
            Some(run) if time_us - pair.query.frames[run.1].time_us <= LONGEST_GAP_US => run.1 = query,
            _ => runs.push((query, query)),
        }
    }
    runs
}

/// The frame of the reference that lies on a frame of the query.
fn along_line(pair: &Pair, (number, view): (usize, &View), line: &Line, query: usize) -> Option<Hit> {
    if !pair.query.frames[query].is_usable() {
        return None;
    }
    let at_us = line.reference_us(pair.query.frames[query].time_us);
    let (start_us, end_us) = pair.reference.extent_us();
    let half_step_us = pair.reference.step_us() / 2;
    if at_us < (start_us - half_step_us) as f64 || at_us >= (end_us - half_step_us) as f64 {
        return None;
    }
    let (reference, distance_bits) = nearest_in_looks(pair, view, query, at_us)?;
    Some(Hit { query, reference, view: number, distance_bits })
}

/// Goes along the line from the first to the last frame of a run and compares frame with frame.
fn measured(pair: &Pair, view: (usize, &View), line: Line, run: &(usize, usize)) -> Option<Segment> {
    let compared: Vec<(usize, usize, u32)> = (run.0..=run.1)
        .filter_map(|query| along_line(pair, view, &line, query))
        .map(|hit| (hit.query, hit.reference, hit.distance_bits))
        .collect();
    let agreeing: Vec<(usize, usize, u32)> =
        compared.iter().filter(|(_, _, bits)| *bits <= AGREEING_DISTANCE_BITS).copied().collect();
    let (first, last) = (agreeing.first()?, agreeing.last()?);
    let query_us = (pair.query.frames[first.0].time_us, pair.query.frames[last.0].time_us + pair.query.step_us());
    let (_, reference_end_us) = pair.reference.extent_us();
    let reference_us = (
        (line.reference_us(query_us.0) as i64).max(0),
        (line.reference_us(query_us.1) as i64).clamp(0, reference_end_us),
    );
    let aligned: Vec<(usize, usize)> = agreeing.iter().map(|(query, reference, _)| (*query, *reference)).collect();
    Some(Segment {
        view: view.0,
        line,
        query_us,
        reference_us,
        n_compared: compared.len(),
        n_agreeing: agreeing.len(),
        n_distinct: distinct(pair, view.1, &agreeing),
        mean_distance_bits: agreeing.iter().map(|hit| f64::from(hit.2)).sum::<f64>() / agreeing.len() as f64,
        motion: view.1.movement(pair, &aligned),
        moving_pieces: view.1.moving_pieces(&aligned),
    })
}

/// Of the reference frames within the tolerance of a moment the one that looks most like the query frame; of equals the
/// nearest in time.
fn nearest_in_looks(pair: &Pair, view: &View, query: usize, at_us: f64) -> Option<(usize, u32)> {
    let centre = pair.reference.nearest(at_us as i64)?;
    let around = centre.saturating_sub(1)..(centre + 2).min(pair.reference.frames.len());
    let near = around.filter_map(|reference| {
        let frame = &pair.reference.frames[reference];
        let off_us = (frame.time_us as f64 - at_us).abs();
        let bits = view.distance(pair, query, reference)?;
        (off_us <= TOLERANCE_US).then_some((bits, off_us as i64, reference))
    });
    near.min().map(|(bits, _, reference)| (reference, bits))
}

/// How many of the agreeing query frames are unlike all counted before.
fn distinct(pair: &Pair, view: &View, agreeing: &[(usize, usize, u32)]) -> usize {
    let mut kept: Vec<usize> = Vec::new();
    for (query, _, _) in agreeing {
        if kept.len() < 50 && kept.iter().all(|other| view.are_unlike(pair, *query, *other)) {
            kept.push(*query);
        }
    }
    kept.len()
}
