//! From a measured stretch to a match: tier, score, direction and the reasons in words.

use super::align::{AGREEING_DISTANCE_BITS, Pair, Segment};
use super::direction;
use super::laid::Laid;
use super::motion::{self, LEAST_MOTION};
use super::view::View;
use crate::build::{Draft, seconds, time_extent};
use crate::direction::Evidence;
use crate::image::{Orientation, reversed, transform_of};
use model::{Extent, ItemId, Match, MatchKind, Tier, Transform};

/// Fewest agreeing frames of a confirmed stretch: two seconds at two frames a second.
const LEAST_AGREEING_FRAMES: usize = 4;

/// Least share of the compared frames of a confirmed stretch that agree.
const LEAST_AGREEING_SHARE: f64 = 0.5;

/// Frames that differ by no more than this on the mean are near enough by themselves; farther ones (crops, overlays,
/// re-filming) must be more, and what moves must agree too.
const NEAR_MEAN_DISTANCE_BITS: f64 = 44.0;

/// Fewest agreeing frames of a confirmed stretch whose frames are farther than that.
const LEAST_FAR_FRAMES: usize = 8;

/// Fewest frames unlike each other that prove a stretch by themselves; below it what moves must agree too.
const LEAST_DISTINCT_FRAMES: usize = 3;

/// Least correlation of movement where the frames alone prove nothing.
const LEAST_MOTION_CORRELATION: f64 = 0.6;

/// Least correlation of movement of parts that are laid over each other, however many frames are unlike: a hand that
/// holds the camera makes frames of one place unlike.
const LEAST_CORRELATION_OF_PARTS: f64 = 0.45;

/// Highest score of stretches that look alike but in which what changes differs.
const WEAK_SCORE_OF_OTHER_CHANGES: f64 = 0.05;

/// And of stretches at another speed whose frames all look alike.
const WEAK_SCORE_OF_NO_PACE: f64 = 0.1;

/// Fewest pieces that change, over all frames, for what moves to prove a stretch of parts, and the least share of them that
/// must agree. Measured on development clips: at least 0.40 where both show the same, 0.17 below one text over two clips.
const LEAST_MOVING_PIECES: usize = 24;
const LEAST_MOVING_SHARE: f64 = 0.3;

/// Share of both recordings that a stretch covers to be a copy and not an excerpt.
pub(crate) const COPY_SHARE: f64 = 0.85;

/// Whether one stretch of whole frames, near by themselves, covers both recordings.
pub(crate) fn explains_all(pair: &Pair, views: &[View], segment: &Segment) -> bool {
    let (of_query, of_reference) = shares(pair, segment);
    let is_near = segment.mean_distance_bits <= f64::from(crate::image::CONFIRMED_DISTANCE_BITS);
    of_query.min(of_reference) >= COPY_SHARE && is_near && is_confirmed(&views[segment.view], segment)
}

pub(crate) fn report(reference: ItemId, query: ItemId, pair: &Pair, views: &[View], segment: &Segment) -> Match {
    let view = &views[segment.view];
    let (share_of_query, share_of_reference) = shares(pair, segment);
    let is_copy = share_of_query.min(share_of_reference) >= COPY_SHARE;
    let kind = if is_copy { MatchKind::VideoCopy } else { MatchKind::VideoExcerpt };
    let confirmed = is_confirmed(view, segment);
    let evidence = if confirmed { direction::evidence(pair, view, segment) } else { Evidence::default() };
    let direction = evidence.direction(query, reference);
    let mut draft = Draft {
        kind,
        query: (query, extent(segment.query_us, view, |laid| laid.laying.agreement.query_region)),
        reference: (reference, extent(segment.reference_us, view, |laid| laid.laying.agreement.reference_region)),
        transform: transform(view, segment),
        score_0_1: score(segment, confirmed),
        tier: if confirmed { Tier::Confirmed } else { Tier::Weak },
        reasons: [reasons(view, segment), evidence.reasons(query, reference)].concat(),
        direction,
    };
    if draft.direction.as_ref().is_some_and(|direction| direction.from == query) {
        std::mem::swap(&mut draft.query, &mut draft.reference);
        draft.transform = seen_from_the_other_side(draft.transform, view, segment);
    }
    draft.finish()
}

/// Share of the query and of the reference that a stretch covers.
fn shares(pair: &Pair, segment: &Segment) -> (f64, f64) {
    let of_query = share(segment.query_us, pair.query.extent_us());
    (of_query, share(segment.reference_us, pair.reference.extent_us()))
}

fn share(part: (i64, i64), whole: (i64, i64)) -> f64 {
    (part.1 - part.0) as f64 / ((whole.1 - whole.0) as f64).max(1.0)
}

/// Whether a stretch is evidence enough by itself.
pub(crate) fn is_confirmed(view: &View, segment: &Segment) -> bool {
    let share = segment.n_agreeing as f64 / segment.n_compared.max(1) as f64;
    let near = segment.mean_distance_bits <= NEAR_MEAN_DISTANCE_BITS;
    let is_laid = matches!(view, View::Laid(_));
    let moves_alike = segment
        .motion
        .is_some_and(|motion| motion.strength >= LEAST_MOTION && motion.correlation >= LEAST_MOTION_CORRELATION);
    let unlike_frames = near && segment.n_distinct >= LEAST_DISTINCT_FRAMES;
    segment.n_agreeing >= if near { LEAST_AGREEING_FRAMES } else { LEAST_FAR_FRAMES }
        && share >= LEAST_AGREEING_SHARE
        && if is_laid {
            !changes_otherwise(segment)
                && ((unlike_frames && !moves_otherwise(segment)) || (moves_alike && shows_change(segment)))
        } else {
            unlike_frames || moves_alike
        }
}

/// Whether parts that are laid over each other move differently: one place, seen twice from one spot.
fn moves_otherwise(segment: &Segment) -> bool {
    let differs =
        |motion: motion::Agreement| motion.strength >= LEAST_MOTION && motion.correlation < LEAST_CORRELATION_OF_PARTS;
    segment.motion.is_none_or(differs)
}

/// Whether enough pieces change for their movement to prove anything.
fn shows_change(segment: &Segment) -> bool {
    segment.moving_pieces.1 >= LEAST_MOVING_PIECES
}

/// Whether what changes differs, as below one text that is laid over two recordings.
fn changes_otherwise(segment: &Segment) -> bool {
    let (n_agreeing, n_compared) = segment.moving_pieces;
    shows_change(segment) && (n_agreeing as f64) < LEAST_MOVING_SHARE * n_compared as f64
}

/// How near the frames are, how many of them agree, and how many there are; weak ones stay below one half, and those in which
/// what changes differs below all others.
fn score(segment: &Segment, confirmed: bool) -> f64 {
    let nearness = 1.0 - segment.mean_distance_bits / 128.0;
    let share = segment.n_agreeing as f64 / segment.n_compared.max(1) as f64;
    let evidence = 1.0 - (-(segment.n_agreeing as f64) / 6.0).exp();
    let score = nearness * share * evidence;
    match confirmed {
        true => 0.5 + score / 2.0,
        false if changes_otherwise(segment) => score * WEAK_SCORE_OF_OTHER_CHANGES,
        false if has_pace_of_nothing(segment) => score * WEAK_SCORE_OF_NO_PACE,
        false => score / 2.0,
    }
}

/// Whether another speed is said of frames that all look alike: no pace can be told from them, so it is a chance fit.
fn has_pace_of_nothing(segment: &Segment) -> bool {
    segment.line.speed != 1.0 && segment.n_distinct <= 1
}

fn extent(time_us: (i64, i64), view: &View, region: impl Fn(&Laid) -> [f64; 4]) -> Extent {
    let region = match view {
        View::Whole(_) => None,
        View::Laid(laid) => Some(region(laid)),
    };
    Extent { region, ..time_extent(time_us.0, time_us.1) }
}

fn transform(view: &View, segment: &Segment) -> Transform {
    let laid_down = match view {
        View::Whole(orientation) => transform_of(Orientation::ALL[*orientation]),
        View::Laid(laid) => laid.laying.transform(),
    };
    in_time(laid_down, segment.line.speed, segment.reference_us.0 - segment.query_us.0)
}

/// The transform with its speed and offset.
fn in_time(transform: Transform, speed: f64, offset_us: i64) -> Transform {
    let mut words = transform.words;
    if speed != 1.0 {
        let pace = format!("speed {speed:.2}");
        words = if words == "unchanged" { pace } else { format!("{words}, {pace}") };
    }
    Transform {
        words,
        speed: Some((speed * 1e3).round() / 1e3),
        offset_us: Some(offset_us),
        offset_uncertainty_us: Some(500_000),
        ..transform
    }
}

fn seen_from_the_other_side(transform: Transform, view: &View, segment: &Segment) -> Transform {
    let laid_down = match view {
        View::Whole(orientation) => transform_of(reversed(Orientation::ALL[*orientation])),
        View::Laid(laid) => laid.laying.reversed().transform(),
    };
    in_time(laid_down, 1.0 / segment.line.speed, -transform.offset_us.unwrap_or(0))
}

fn reasons(view: &View, segment: &Segment) -> Vec<String> {
    let frames = match view {
        View::Whole(orientation) => format!(
            "{} of {} sampled frames within {AGREEING_DISTANCE_BITS} of 256 bits (mean {:.0}), laid: {}",
            segment.n_agreeing,
            segment.n_compared,
            segment.mean_distance_bits,
            Orientation::ALL[*orientation].words()
        ),
        View::Laid(_) => format!(
            "{} of {} sampled frames agree pixel by pixel, laid over each other by one mapping (mean share of pieces {:.2})",
            segment.n_agreeing,
            segment.n_compared,
            1.0 - segment.mean_distance_bits / 128.0
        ),
    };
    let mut reasons = vec![
        frames,
        format!(
            "one line in time: offset {}, speed {:.2}; {} of the frames unlike each other",
            seconds(segment.reference_us.0 - segment.query_us.0),
            segment.line.speed,
            segment.n_distinct
        ),
    ];
    if let View::Laid(laid) = view {
        reasons.extend(laid.laying.reasons());
        reasons.extend(laid.overlay_in_words());
    }
    if let (n_agreeing, n_compared @ 1..) = segment.moving_pieces {
        reasons.push(format!("of the pieces that change, {n_agreeing} of {n_compared} agree"));
    }
    match segment.motion {
        Some(motion) if motion.strength >= LEAST_MOTION => {
            reasons.push(format!("what moves in both correlates by {:.2}", motion.correlation));
        }
        _ if segment.n_distinct < LEAST_DISTINCT_FRAMES => {
            reasons.push("nothing moves in the scene, so the frames cannot tell one moment from another".to_owned());
        }
        _ => {}
    }
    reasons
}
