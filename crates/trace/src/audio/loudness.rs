//! How loud each word's sound is. Digitally silent tracks have equal fingerprints and would all match each other.

use super::{WORD_SPAN_SAMPLES, WORD_STEP_SAMPLES};

/// What silence is shown as.
const SILENT_DB: u8 = 120;

/// Sums of squares, one for each step of a word.
#[derive(Default)]
pub(crate) struct Meter {
    squares: Vec<f64>,
    n_in_last: usize,
}

impl Meter {
    pub(crate) fn take(&mut self, samples: &[i16]) {
        for sample in samples {
            if self.n_in_last == 0 {
                self.squares.push(0.0);
            }
            let level = f64::from(*sample) / 32_768.0;
            *self.squares.last_mut().expect("pushed above") += level * level;
            self.n_in_last = (self.n_in_last + 1) % WORD_STEP_SAMPLES;
        }
    }

    /// One value for each word: the quietest of the thirds of what it hears would punish a pause in speech, so it is
    /// the mean power over all it hears.
    pub(crate) fn of_words(&self, n_words: usize) -> Vec<u8> {
        let steps = WORD_SPAN_SAMPLES.div_ceil(WORD_STEP_SAMPLES);
        let of_word = |word: usize| {
            let heard = &self.squares[word.min(self.squares.len())..(word + steps).min(self.squares.len())];
            let mean = heard.iter().sum::<f64>() / (heard.len().max(1) * WORD_STEP_SAMPLES) as f64;
            if mean <= 1e-12 { SILENT_DB } else { (-10.0 * mean.log10()).clamp(0.0, 120.0) as u8 }
        };
        (0..n_words).map(of_word).collect()
    }
}
