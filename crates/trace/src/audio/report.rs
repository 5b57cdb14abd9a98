//! From a stretch that agrees to a match with its reasons in words.

use super::align::{LEAST_COPY_WORDS, Stretch, time_of_word};
use super::{AudioFingerprint, SAMPLE_RATE_HZ, WORD_SPAN_SAMPLES};
use crate::build::{Draft, seconds, time_extent};
use model::{ItemId, Match, MatchKind, Tier, Transform};

/// Most of the bits of a confirmed stretch that may differ, by its length: a short one must agree better, because among
/// many offsets a few short stretches agree by chance.
pub(crate) fn most_errors(n_words: usize) -> f64 {
    match n_words {
        0..LEAST_COPY_WORDS => 0.0,
        LEAST_COPY_WORDS..16 => 0.20,
        16..24 => 0.25,
        24..40 => 0.29,
        40..64 => 0.33,
        _ => 0.35,
    }
}

pub(crate) fn report(
    (reference, reference_print): (ItemId, &AudioFingerprint),
    (query, query_print): (ItemId, &AudioFingerprint),
    stretch: &Stretch,
) -> Match {
    let query_us = extent_us(query_print, stretch.query_start, stretch.n_words);
    let reference_us = extent_us(reference_print, stretch.reference_start, stretch.n_words);
    let confirmed = stretch.scaled_error_rate() <= most_errors(stretch.n_words);
    let offset_us = reference_us.0 - query_us.0;
    Draft {
        kind: MatchKind::AudioCopy,
        query: (query, time_extent(query_us.0, query_us.1)),
        reference: (reference, time_extent(reference_us.0, reference_us.1)),
        transform: Transform {
            words: "same sound".to_owned(),
            speed: Some(1.0),
            offset_us: Some(offset_us),
            offset_uncertainty_us: Some(70_000),
            ..Transform::default()
        },
        score_0_1: score(stretch, confirmed),
        tier: if confirmed { Tier::Confirmed } else { Tier::Weak },
        reasons: vec![
            format!(
                "offset {}, bit error rate {:.2} over {} (limit {:.2} for this length, scaled)",
                seconds(offset_us),
                stretch.error_rate,
                seconds(query_us.1 - query_us.0),
                most_errors(stretch.n_words)
            ),
            format!(
                "{} sound words of 32 bits compared; other sound of this sort would differ in {:.2}; scaled to chance 0.50 the rate is {:.2}",
                stretch.n_words,
                stretch.chance_rate,
                stretch.scaled_error_rate()
            ),
        ],
        direction: None,
    }
    .finish()
}

/// From where the first word begins to hear to where the last one ends, within the sound.
fn extent_us(print: &AudioFingerprint, start: usize, n_words: usize) -> (i64, i64) {
    let span_us = (WORD_SPAN_SAMPLES as f64 / f64::from(SAMPLE_RATE_HZ) * 1e6) as i64;
    let end_us = time_of_word(print, start + n_words - 1) + span_us;
    (time_of_word(print, start), end_us.min(print.start_us + print.duration_us))
}

/// How well the bits agree and how long; weak ones stay below one half.
fn score(stretch: &Stretch, confirmed: bool) -> f64 {
    let agreement = 1.0 - 2.0 * stretch.scaled_error_rate();
    let evidence = 1.0 - (-(stretch.n_words as f64) / 24.0).exp();
    let score = agreement * evidence;
    if confirmed { 0.5 + score / 2.0 } else { score / 2.0 }
}
