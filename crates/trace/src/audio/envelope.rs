//! Onsets by band, a hundred times a second: where the sound in a band grows. A knock, a shot, a syllable grows at the
//! same moment for every microphone near it, whatever the level, the room and the frequency response.

use rustfft::{Fft, FftPlannerScalar, num_complex::Complex};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::sync::Arc;

use super::SAMPLE_RATE_HZ;

/// Values a second.
pub const ENVELOPE_RATE_HZ: f64 = 100.0;

/// Bands from 200 to 4500 Hz, equally wide on a logarithmic scale.
pub const ENVELOPE_BANDS: usize = 8;

const LOWEST_HZ: f64 = 200.0;
const HIGHEST_HZ: f64 = 4_500.0;

/// Window of the transform: 46 ms.
const WINDOW: usize = 512;

/// Power added to every band before the logarithm, so that faint noise makes no onsets: 60 dB below a loud band.
const FLOOR: f64 = 1e-6;

/// Onset strengths, `values[n * ENVELOPE_BANDS + band]` at `n / ENVELOPE_RATE_HZ` seconds after the first sample, in
/// steps of a quarter decibel. Stored as hex digits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Envelope {
    /// Row-major, one row of [`ENVELOPE_BANDS`] for each moment.
    pub values: Vec<u8>,
}

impl Envelope {
    /// Number of moments.
    pub fn len(&self) -> usize {
        self.values.len() / ENVELOPE_BANDS
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = self.values.iter().flat_map(|value| [value >> 4, value & 15]);
        serializer.serialize_str(&digits.map(|digit| DIGITS[usize::from(digit)] as char).collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Envelope, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        let pair = |pair: &[u8]| Some(digit(pair[0])? << 4 | digit(*pair.get(1)?)?);
        let values = text.as_bytes().chunks(2).map(pair).collect::<Option<Vec<u8>>>();
        values.map(|values| Envelope { values }).ok_or_else(|| D::Error::custom("expected pairs of hex digits"))
    }
}

/// Makes an [`Envelope`] from sound as it comes.
pub(crate) struct Maker {
    fft: Arc<dyn Fft<f64>>,
    window: Vec<f64>,
    /// Samples not yet used up; `first` is the number of the first of them.
    samples: Vec<f64>,
    first: usize,
    n_done: usize,
    before: Option<[f64; ENVELOPE_BANDS]>,
    values: Vec<u8>,
}

impl Maker {
    pub(crate) fn new() -> Maker {
        let phase = |n: usize| 2.0 * std::f64::consts::PI * n as f64 / WINDOW as f64;
        Maker {
            // The scalar transform: the vector ones round differently from machine to machine.
            fft: FftPlannerScalar::new().plan_fft_forward(WINDOW),
            window: (0..WINDOW).map(|n| 0.5 - 0.5 * phase(n).cos()).collect(),
            samples: Vec::new(),
            first: 0,
            n_done: 0,
            before: None,
            values: Vec::new(),
        }
    }

    pub(crate) fn take(&mut self, samples: &[i16]) {
        self.samples.extend(samples.iter().map(|sample| f64::from(*sample) / 32_768.0));
        loop {
            let start = (self.n_done as f64 * f64::from(SAMPLE_RATE_HZ) / ENVELOPE_RATE_HZ).round() as usize;
            let from = start - self.first;
            if from + WINDOW > self.samples.len() {
                break;
            }
            let levels = self.levels(from);
            let before = self.before.unwrap_or(levels);
            self.values.extend((0..ENVELOPE_BANDS).map(|band| onset(levels[band] - before[band])));
            self.before = Some(levels);
            self.n_done += 1;
        }
        let used = (self.n_done as f64 * f64::from(SAMPLE_RATE_HZ) / ENVELOPE_RATE_HZ).round() as usize;
        let used = used.saturating_sub(self.first).min(self.samples.len());
        self.samples.drain(..used);
        self.first += used;
    }

    pub(crate) fn finish(self) -> Envelope {
        Envelope { values: self.values }
    }

    /// Level of each band in decibels, of the window that starts at `from`.
    fn levels(&self, from: usize) -> [f64; ENVELOPE_BANDS] {
        let sound = &self.samples[from..from + WINDOW];
        let mut spectrum: Vec<Complex<f64>> =
            sound.iter().zip(&self.window).map(|(sample, weight)| Complex::new(sample * weight, 0.0)).collect();
        self.fft.process(&mut spectrum);
        let hz_of_bin = f64::from(SAMPLE_RATE_HZ) / WINDOW as f64;
        let mut power = [0.0; ENVELOPE_BANDS];
        for (bin, value) in spectrum[..WINDOW / 2].iter().enumerate() {
            let place = (bin as f64 * hz_of_bin / LOWEST_HZ).ln() / (HIGHEST_HZ / LOWEST_HZ).ln();
            if (0.0..1.0).contains(&place) {
                power[(place * ENVELOPE_BANDS as f64) as usize] += value.norm_sqr() / (WINDOW * WINDOW) as f64;
            }
        }
        power.map(|power| 10.0 * (power + FLOOR).log10())
    }
}

/// Growth in quarter decibels; shrinking counts nothing.
fn onset(growth_db: f64) -> u8 {
    (growth_db.max(0.0) * 4.0).min(255.0) as u8
}
