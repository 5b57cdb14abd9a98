//! From a stretch that agrees to a match with its reasons in words.

use super::AudioFingerprint;
use super::agreement::Stretch;
use super::points::{FRAMES_PER_S, PITCHES_PER_OCTAVE};
use crate::build::{Draft, seconds, time_extent};
use crate::direction::COMMON_SOURCE;
use model::{ItemId, Match, MatchKind, Tier, Transform};

/// Evidence of a confirmed stretch: how much likelier a copy explains what was found, as a logarithm. Unrelated sounds
/// were measured: `docs/methods/audio.md`.
const LEAST_COPY_NATS: f64 = 45.0;

/// A short one needs only so much where so large a share of its points has a partner. Unrelated drum machines on one beat
/// reached 46 with half of them.
const LEAST_SHORT_NATS: f64 = 28.0;
const LEAST_SHORT_SHARE: f64 = 0.65;

/// A confirmed stretch agrees at this many moments, and is this long: a few loud clicks that happen to have one rhythm
/// are no copy.
const LEAST_COPY_MOMENTS: usize = 12;
const LEAST_COPY_S: f64 = 1.8;

/// A confirmed stretch has so many times the evidence of the best other place on which it fits, and so much more: a
/// siren or a drum machine fits at every beat, its copies at one.
const LEAST_RATIO: f64 = 1.4;
const LEAST_LEAD_NATS: f64 = 15.0;

/// A sound goes on beyond the common part if it does for so long, and ends there if so little is left, microseconds.
const GOES_ON_US: i64 = 2_000_000;
const ENDS_US: i64 = 1_000_000;

/// Speed and pitch that differ by less are called the same: what the fit cannot tell.
const SPEED_SLACK: f64 = 0.006;
const PITCH_SLACK_STEPS: f64 = 0.8;

pub(crate) fn report(
    (reference, reference_print): (ItemId, &AudioFingerprint),
    (query, query_print): (ItemId, &AudioFingerprint),
    stretch: &Stretch,
) -> Match {
    let query_us = extent_us(query_print, stretch.query_frames);
    let reference_us = extent_us(reference_print, stretch.reference_frames());
    let confirmed = is_copy(stretch);
    let speed = stretch.line.speed;
    let same_speed = (speed - 1.0).abs() < SPEED_SLACK;
    Draft {
        kind: MatchKind::AudioCopy,
        query: (query, time_extent(query_us.0, query_us.1)),
        reference: (reference, time_extent(reference_us.0, reference_us.1)),
        transform: Transform {
            words: words(stretch, same_speed),
            speed: Some(if same_speed { 1.0 } else { (speed * 1e3).round() / 1e3 }),
            offset_us: Some(reference_us.0 - query_us.0),
            offset_uncertainty_us: Some(50_000),
            ..Transform::default()
        },
        score_0_1: score(stretch, confirmed),
        tier: if confirmed { Tier::Confirmed } else { Tier::Weak },
        reasons: vec![
            format!(
                "{} of {} sound points (places that stand out in time and pitch) have a partner in the other over {}; {:.0} would by chance",
                stretch.n_partners,
                stretch.n_points,
                seconds(query_us.1 - query_us.0),
                stretch.n_by_chance
            ),
            format!(
                "agreement at {} moments; evidence {:.0} (confirmed from {LEAST_COPY_NATS:.0}, or from {LEAST_SHORT_NATS:.0} where two thirds have a partner; natural logarithm of how much likelier a copy explains it)",
                stretch.n_moments, stretch.evidence_nats
            ),
            format!(
                "evidence for the best other place in it: {:.0} (confirmed only if lower by {LEAST_LEAD_NATS:.0} and by a factor of {LEAST_RATIO})",
                stretch.elsewhere_nats
            ),
        ]
        .into_iter()
        .chain(common_source((query_print, query_us), (reference_print, reference_us)).filter(|_| confirmed))
        .collect(),
        direction: None,
    }
    .finish()
}

/// Share of the points of both sides that have a partner.
fn partner_share(stretch: &Stretch) -> f64 {
    stretch.n_partners as f64 / stretch.n_points.max(1) as f64
}

/// Whether the two are one sound along it.
pub(crate) fn is_copy(stretch: &Stretch) -> bool {
    let length_s = (stretch.query_frames.1 - stretch.query_frames.0) / FRAMES_PER_S;
    let least_nats = if partner_share(stretch) >= LEAST_SHORT_SHARE { LEAST_SHORT_NATS } else { LEAST_COPY_NATS };
    let leads = stretch.evidence_nats - stretch.elsewhere_nats >= LEAST_LEAD_NATS
        && stretch.evidence_nats >= LEAST_RATIO * stretch.elsewhere_nats;
    let is_long = length_s >= LEAST_COPY_S && stretch.n_moments >= LEAST_COPY_MOMENTS;
    leads && is_long && stretch.evidence_nats >= least_nats
}

/// What is said where the end of one sound is the beginning of the other.
fn common_source(query: (&AudioFingerprint, (i64, i64)), reference: (&AudioFingerprint, (i64, i64))) -> Option<String> {
    let around = |(print, (start_us, end_us)): (&AudioFingerprint, (i64, i64))| {
        (start_us - print.start_us, print.start_us + print.duration_us - end_us)
    };
    let comes_before = |first: (i64, i64), second: (i64, i64)| {
        first.0 >= GOES_ON_US && first.1 < ENDS_US && second.0 < ENDS_US && second.1 >= GOES_ON_US
    };
    let (query, reference) = (around(query), around(reference));
    (comes_before(query, reference) || comes_before(reference, query)).then(|| {
        format!(
            "the end of one is the beginning of the other: unless one of them was joined from several sounds, {COMMON_SOURCE}"
        )
    })
}

/// How the query differs from the reference.
fn words(stretch: &Stretch, same_speed: bool) -> String {
    let mut words = "same sound".to_owned();
    if !same_speed {
        // The reference runs `speed` frames in the time of one of the query: the query is that much faster.
        let percent = (stretch.line.speed - 1.0) * 100.0;
        let how = if percent > 0.0 { "faster" } else { "slower" };
        words += &format!(", {:.0} % {how}", percent.abs());
    }
    let steps = -stretch.line.shift;
    if steps.abs() >= PITCH_SLACK_STEPS {
        let percent = ((steps / PITCHES_PER_OCTAVE).exp2() - 1.0) * 100.0;
        let how = if percent > 0.0 { "higher" } else { "lower" };
        words += &format!(", {:.0} % {how} in pitch", percent.abs());
    }
    words
}

/// Media times of frames, within the sound.
fn extent_us(print: &AudioFingerprint, (first, last): (f64, f64)) -> (i64, i64) {
    let time = |frame: f64| print.start_us + (frame.max(0.0) / FRAMES_PER_S * 1e6) as i64;
    let end_us = print.start_us + print.duration_us;
    // A frame hears four steps.
    (time(first).min(end_us), time(last + 4.0).min(end_us))
}

/// Weak ones stay below one half.
fn score(stretch: &Stretch, confirmed: bool) -> f64 {
    let evidence = 1.0 - (-stretch.evidence_nats / 150.0).exp();
    if confirmed { 0.5 + evidence / 2.0 } else { evidence / 2.0 }
}
