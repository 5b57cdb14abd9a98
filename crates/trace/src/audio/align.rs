//! Finds at which offset two sequences of words agree, and from where to where.
//!
//! Two words of the same sound differ in few of their 32 bits, two of different sounds in about half. For every offset
//! the bits that differ are counted, and a stretch is where a running mean of them stays low.

use super::{AudioFingerprint, SAMPLE_RATE_HZ, WORD_SPAN_SAMPLES, WORD_STEP_US};
use std::collections::BTreeMap;

/// A word whose sound is quieter than this is silence or close to it and is not compared, decibels below full scale.
/// The notes' test set was freed of clips with a mean level below -50 dB for the same reason.
pub(crate) const QUIETEST_DB: u8 = 55;

/// Words in the running mean: 1.5 s.
const MEAN_WORDS: usize = 12;

/// A stretch goes on while the running mean of the share of differing bits is at most this.
const STRETCH_ERROR_RATE: f64 = 0.36;

/// Fewest words of a stretch that is worth listing: what a bit more than three seconds of sound give (a word hears
/// 2.2 s, so the first 3 s give about eight).
const LEAST_WORDS: usize = 8;

/// A stretch whose words would agree this well by chance is a steady tone.
const LEAST_CHANCE_RATE: f64 = 0.05;

/// Most stretches listed of one pair.
const MOST_STRETCHES: usize = 20;

/// Up to this many pairs of words every offset is tried; above it only those that equal half-words vote for.
const MOST_WORD_PAIRS: usize = 40_000_000;

/// Half-words that two recordings must share at one offset to be compared, where not all pairs are.
const LEAST_VOTES: u32 = 4;

/// A half-word that stands in more places than this says nothing.
const MOST_PLACES: usize = 200;

/// Words `[query_start, query_start + n_words)` of the query agree with the reference's, `offset_words` later.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Stretch {
    pub(crate) query_start: usize,
    pub(crate) reference_start: usize,
    pub(crate) n_words: usize,
    /// Share of bits that differ.
    pub(crate) error_rate: f64,
    /// Share that would differ if the two had only the same sort of sound: wind, hiss and hum give nearly the same
    /// words at every moment.
    pub(crate) chance_rate: f64,
}

impl Stretch {
    /// Share of bits that differ, on the scale on which chance gives one half.
    pub(crate) fn scaled_error_rate(&self) -> f64 {
        if self.chance_rate <= LEAST_CHANCE_RATE { 0.5 } else { (self.error_rate * 0.5 / self.chance_rate).min(1.0) }
    }
}

/// Position, which half, and the half of each audible word that differs from the word before.
fn half_words(print: &AudioFingerprint) -> impl Iterator<Item = (usize, bool, u16)> {
    let audible = (0..print.words.len()).filter(|n| is_audible(print, *n));
    let changed = audible.filter(|n| *n == 0 || print.words[*n] != print.words[*n - 1]);
    changed.flat_map(|n| [(n, false, print.words[n] as u16), (n, true, (print.words[n] >> 16) as u16)])
}

fn is_audible(print: &AudioFingerprint, word: usize) -> bool {
    print.quietness_db.get(word).is_some_and(|quietness| *quietness <= QUIETEST_DB)
}

/// Stretches that agree, best first; no two of them cover mostly the same part of the query.
pub(crate) fn stretches(query: &AudioFingerprint, reference: &AudioFingerprint) -> Vec<Stretch> {
    let mut found = Vec::new();
    for offset in offsets(query, reference) {
        found.extend(stretches_at(query, reference, offset));
    }
    found.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.query_start.cmp(&b.query_start)));
    let mut kept: Vec<Stretch> = Vec::new();
    for stretch in found {
        if kept.len() < MOST_STRETCHES && !kept.iter().any(|better| covers(better, &stretch)) {
            kept.push(stretch);
        }
    }
    kept
}

/// Bits that agree beyond the half that chance gives.
pub(crate) fn strength(stretch: &Stretch) -> f64 {
    stretch.n_words as f64 * (0.5 - stretch.scaled_error_rate())
}

fn covers(better: &Stretch, other: &Stretch) -> bool {
    let shared = |a: usize, b: usize| {
        let end = (a + better.n_words).min(b + other.n_words);
        2 * end.saturating_sub(a.max(b)) > other.n_words
    };
    shared(better.query_start, other.query_start) || shared(better.reference_start, other.reference_start)
}

/// Offsets to try: reference position minus query position.
fn offsets(query: &AudioFingerprint, reference: &AudioFingerprint) -> Vec<i64> {
    let (n_query, n_reference) = (query.words.len() as i64, reference.words.len() as i64);
    if query.words.len() * reference.words.len() <= MOST_WORD_PAIRS {
        let least = LEAST_WORDS as i64;
        return (least - n_query..=n_reference - least).collect();
    }
    let mut places: BTreeMap<(bool, u16), Vec<usize>> = BTreeMap::new();
    for (position, half, value) in half_words(reference) {
        places.entry((half, value)).or_default().push(position);
    }
    let mut votes: BTreeMap<i64, u32> = BTreeMap::new();
    for (position, half, value) in half_words(query) {
        let places = places.get(&(half, value)).filter(|places| places.len() <= MOST_PLACES);
        for at in places.into_iter().flatten() {
            *votes.entry(*at as i64 - position as i64).or_default() += 1;
        }
    }
    votes.into_iter().filter(|(_, votes)| *votes >= LEAST_VOTES).map(|(offset, _)| offset).collect()
}

fn stretches_at(query: &AudioFingerprint, reference: &AudioFingerprint, offset: i64) -> Vec<Stretch> {
    let start = (-offset).max(0);
    let end = (query.words.len() as i64).min(reference.words.len() as i64 - offset);
    if end - start < LEAST_WORDS as i64 {
        return Vec::new();
    }
    let at = |n: usize| (start as usize + n, (start + offset) as usize + n);
    // What cannot be heard on one side says nothing, and counts as chance does.
    let error_bits = |n: usize| {
        let (query_at, reference_at) = at(n);
        let audible = is_audible(query, query_at) && is_audible(reference, reference_at);
        if audible { (query.words[query_at] ^ reference.words[reference_at]).count_ones() } else { 16 }
    };
    let errors: Vec<u32> = (0..(end - start) as usize).map(error_bits).collect();
    let mut found = Vec::new();
    for (first, last) in low_runs(&errors) {
        let (query_start, reference_start) = at(first);
        let n_words = last + 1 - first;
        let bits: u32 = errors[first..=last].iter().sum();
        let error_rate = f64::from(bits) / (32 * n_words) as f64;
        let chance_rate = chance_rate(
            &query.words[query_start..query_start + n_words],
            &reference.words[reference_start..reference_start + n_words],
        );
        let stretch = Stretch { query_start, reference_start, n_words, error_rate, chance_rate };
        if n_words >= LEAST_WORDS && stretch.scaled_error_rate() < 0.5 {
            found.push(stretch);
        }
    }
    found
}

/// First and last position of the runs in which the running mean is low, trimmed to words that agree themselves.
fn low_runs(errors: &[u32]) -> Vec<(usize, usize)> {
    let window = MEAN_WORDS.min(errors.len());
    let limit = (STRETCH_ERROR_RATE * 32.0 * window as f64) as u32;
    let mut sum: u32 = errors[..window].iter().sum();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for start in 0..=errors.len() - window {
        if start > 0 {
            sum = sum + errors[start + window - 1] - errors[start - 1];
        }
        if sum <= limit {
            match runs.last_mut() {
                Some(run) if run.1 + 1 >= start => run.1 = start + window - 1,
                _ => runs.push((start, start + window - 1)),
            }
        }
    }
    let agrees = |n: &usize| f64::from(errors[*n]) <= STRETCH_ERROR_RATE * 32.0;
    runs.into_iter()
        .filter_map(|(first, last)| Some(((first..=last).find(agrees)?, (first..=last).rev().find(agrees)?)))
        .collect()
}

/// Share of bits in which two sequences would differ if each kept how often every bit is set, and nothing else.
fn chance_rate(query: &[u32], reference: &[u32]) -> f64 {
    let share =
        |words: &[u32], bit: u32| words.iter().filter(|word| *word >> bit & 1 == 1).count() as f64 / words.len() as f64;
    let differing = |bit: u32| {
        let (a, b) = (share(query, bit), share(reference, bit));
        a * (1.0 - b) + b * (1.0 - a)
    };
    (0..32).map(differing).sum::<f64>() / 32.0
}

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
