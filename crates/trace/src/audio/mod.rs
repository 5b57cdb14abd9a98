//! Sound: points that stand out in time and pitch, by which copies are found; Chromaprint's 32 bits eight times a second,
//! which tell one recording from two devices; and an onset envelope for finding the same moment in another recording (see
//! [`crate::moment`]). What was measured: `docs/methods/audio.md`.

mod agreement;
mod envelope;
mod hex;
mod landmarks;
mod likeness;
mod line;
mod loudness;
mod points;
mod report;
mod spectrum;
mod words;

pub use envelope::{ENVELOPE_BANDS, ENVELOPE_RATE_HZ, Envelope};
pub use points::{SoundPoint, SoundPoints};

pub(crate) use likeness::exact_share;

use crate::build::in_order;
use crate::parallel;
use agreement::{Sound, Stretch};
use model::{ItemId, Match, SoundChunk};
use rusty_chromaprint::{Configuration, Fingerprinter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Samples a second that the fingerprinter needs.
pub const SAMPLE_RATE_HZ: u32 = 11_025;

/// Samples from one Chromaprint word to the next: a third of its window of 4096.
pub(crate) const WORD_STEP_SAMPLES: usize = 1_365;

/// Samples that one word hears: the window and the fifteen more rows that its filters look at.
pub(crate) const WORD_SPAN_SAMPLES: usize = 4_096 + 15 * WORD_STEP_SAMPLES;

/// What is compared of a sound.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct AudioFingerprint {
    /// Media time of the first sample, microseconds.
    pub start_us: i64,
    /// Length, microseconds.
    pub duration_us: i64,
    /// Chromaprint words (algorithm 2), one every [`WORD_STEP_US`] microseconds.
    pub words: Vec<u32>,
    /// Loudness of the sound each word hears, decibels below full scale (0 = as loud as can be, 120 = silence).
    pub quietness_db: Vec<u8>,
    /// Onsets by band.
    pub envelope: Envelope,
    /// Places in time and pitch that stand out.
    pub points: SoundPoints,
}

/// Time from one word to the next, microseconds.
pub const WORD_STEP_US: f64 = WORD_STEP_SAMPLES as f64 / SAMPLE_RATE_HZ as f64 * 1e6;

/// Takes sound chunk by chunk and gives its fingerprint.
pub struct AudioFingerprinter {
    start_us: Option<i64>,
    n_samples: usize,
    chromaprint: Fingerprinter,
    loudness: loudness::Meter,
    envelope: envelope::Maker,
    points: points::Maker,
}

impl Default for AudioFingerprinter {
    fn default() -> AudioFingerprinter {
        AudioFingerprinter::new()
    }
}

impl AudioFingerprinter {
    /// Nothing heard yet.
    pub fn new() -> AudioFingerprinter {
        let mut chromaprint = Fingerprinter::new(&Configuration::preset_test2());
        chromaprint.start(SAMPLE_RATE_HZ, 1).expect("one channel at Chromaprint's own rate is always accepted");
        AudioFingerprinter {
            start_us: None,
            n_samples: 0,
            chromaprint,
            loudness: loudness::Meter::default(),
            envelope: envelope::Maker::new(),
            points: points::Maker::new(),
        }
    }

    /// The next chunk: mono, 11025 samples a second, following the one before. A chunk of another rate is left out:
    /// its fingerprint would be of other frequencies. A gap between two chunks is filled with silence up to
    /// ten seconds, so that times stay right.
    pub fn push(&mut self, chunk: &SoundChunk) {
        if chunk.rate_hz != SAMPLE_RATE_HZ {
            return;
        }
        let start_us = *self.start_us.get_or_insert(chunk.start_us);
        let expected_us = start_us + time_of(self.n_samples);
        let gap_us = (chunk.start_us - expected_us).clamp(0, 10_000_000);
        let n_silent = (gap_us as i128 * i128::from(SAMPLE_RATE_HZ) / 1_000_000) as usize;
        // Rounding of chunk times to milliseconds is no gap.
        if n_silent > SAMPLE_RATE_HZ as usize / 50 {
            self.take(&vec![0; n_silent]);
        }
        self.take(&chunk.samples);
    }

    fn take(&mut self, samples: &[i16]) {
        self.n_samples += samples.len();
        self.chromaprint.consume(samples);
        self.loudness.take(samples);
        self.envelope.take(samples);
        self.points.take(samples);
    }

    /// The fingerprint of all chunks pushed.
    pub fn finish(mut self) -> AudioFingerprint {
        self.chromaprint.finish();
        let words = self.chromaprint.fingerprint().to_vec();
        let quietness_db = self.loudness.of_words(words.len());
        AudioFingerprint {
            start_us: self.start_us.unwrap_or(0),
            duration_us: time_of(self.n_samples),
            words,
            quietness_db,
            envelope: self.envelope.finish(),
            points: self.points.finish(),
        }
    }
}

fn time_of(n_samples: usize) -> i64 {
    (n_samples as i128 * 1_000_000 / i128::from(SAMPLE_RATE_HZ)) as i64
}

/// Stretches of sound that two recordings share, one match for each stretch. The order of `sounds` does not matter.
pub fn matches(sounds: &[(ItemId, AudioFingerprint)]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &AudioFingerprint> = sounds.iter().map(|(item, print)| (*item, print)).collect();
    let sounds: Vec<(ItemId, &AudioFingerprint)> = by_item.into_iter().collect();
    let points: Vec<&[SoundPoint]> = sounds.iter().map(|(_, print)| print.points.0.as_slice()).collect();
    let landmarks = landmarks::Landmarks::of(&points);
    let points: Vec<Sound> = points.into_iter().map(Sound::of).collect();
    let of_query = |query: usize| {
        let mut found = Vec::new();
        for (reference, votes) in landmarks.votes(query) {
            let stretches = stretches(&points[query], &points[reference], &votes);
            found.extend(stretches.iter().map(|it| report::report(sounds[reference], sounds[query], it)));
        }
        found
    };
    in_order(parallel::each(sounds.len(), of_query).into_iter().flatten().collect())
}

/// Most stretches listed of one pair.
const MOST_STRETCHES: usize = 20;

/// The stretches along which two sounds agree, best first; no two of them are mostly the same.
fn stretches(query: &Sound, reference: &Sound, votes: &[landmarks::Vote]) -> Vec<Stretch> {
    let lines = line::lines(votes);
    let mut all: Vec<Stretch> =
        lines.into_iter().flat_map(|line| agreement::stretches(query, reference, line)).collect();
    all.sort_by(|a, b| b.evidence_nats.total_cmp(&a.evidence_nats).then(a.query_frames.0.total_cmp(&b.query_frames.0)));
    let mut kept: Vec<Stretch> = Vec::new();
    for stretch in all {
        if let Some(better) = kept.iter_mut().find(|better| better.covers(&stretch)) {
            better.weigh_against(&stretch);
        } else if kept.len() < MOST_STRETCHES {
            kept.push(stretch);
        }
    }
    kept
}

/// Share of differing bits of each audible word of a part, from `start_us` to `end_us`, of one sound, laid against another
/// from `other_start_us` on. By number of the word. The words of the two do not begin at the same times, so of the three
/// that lie nearest the one that agrees best is taken.
pub(crate) fn word_error_rates(
    (print, start_us, end_us): (&AudioFingerprint, i64, i64),
    (other, other_start_us): (&AudioFingerprint, i64),
) -> BTreeMap<usize, f64> {
    let first = words::word_at(print, start_us);
    let last = words::last_word_heard_by(print, end_us).max(first);
    let offset_us = other_start_us - start_us;
    let error_rate = |word: usize| {
        let nearest = words::word_at(other, words::time_of_word(print, word) + offset_us);
        let around = nearest.saturating_sub(1)..=nearest + 1;
        around.filter_map(|it| words::error_rate_of(print, word, other, it)).min_by(f64::total_cmp)
    };
    (first..=last).filter_map(|word| Some((word, error_rate(word)?))).collect()
}
