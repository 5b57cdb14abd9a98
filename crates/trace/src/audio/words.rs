//! Chromaprint words of two sounds laid against each other: two words of one sound differ in few of their 32 bits, two of
//! different sounds in about half.

use super::{AudioFingerprint, SAMPLE_RATE_HZ, WORD_SPAN_SAMPLES, WORD_STEP_US};

/// A word whose sound is quieter than this is silence or close to it and is not compared, decibels below full scale.
/// The notes' test set was freed of clips with a mean level below -50 dB for the same reason.
pub(crate) const QUIETEST_DB: u8 = 55;

/// Media time at which a word begins.
pub(crate) fn time_of_word(print: &AudioFingerprint, word: usize) -> i64 {
    print.start_us + (word as f64 * WORD_STEP_US) as i64
}

/// The word that begins nearest to a media time.
pub(crate) fn word_at(print: &AudioFingerprint, time_us: i64) -> usize {
    ((time_us - print.start_us) as f64 / WORD_STEP_US).round().max(0.0) as usize
}

/// The last word that hears nothing after a media time.
pub(crate) fn last_word_heard_by(print: &AudioFingerprint, time_us: i64) -> usize {
    let span_us = (WORD_SPAN_SAMPLES as f64 / f64::from(SAMPLE_RATE_HZ) * 1e6) as i64;
    word_at(print, time_us - span_us)
}

/// Share of bits in which two words differ; `None` where either is missing or cannot be heard.
pub(crate) fn error_rate_of(
    print: &AudioFingerprint,
    word: usize,
    other: &AudioFingerprint,
    other_word: usize,
) -> Option<f64> {
    let (mine, its) = (print.words.get(word)?, other.words.get(other_word)?);
    let audible = is_audible(print, word) && is_audible(other, other_word);
    audible.then(|| f64::from((mine ^ its).count_ones()) / 32.0)
}

fn is_audible(print: &AudioFingerprint, word: usize) -> bool {
    print.quietness_db.get(word).is_some_and(|quietness| *quietness <= QUIETEST_DB)
}
