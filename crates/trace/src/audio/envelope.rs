//! Onsets by band, a hundred times a second: where the sound in a band grows. A knock, a shot, a syllable grows at the
//! same moment for every microphone near it, whatever the level, the room and the frequency response.

use super::spectrum::Spectrum;
use super::{SAMPLE_RATE_HZ, hex};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

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
        serializer.serialize_str(&hex::written(&self.values))
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Envelope, D::Error> {
        let values = hex::read(&String::deserialize(deserializer)?);
        values.map(|values| Envelope { values }).ok_or_else(|| D::Error::custom("expected pairs of hex digits"))
    }
}

/// Makes an [`Envelope`] from sound as it comes.
pub(crate) struct Maker {
    spectrum: Spectrum,
    /// Samples not yet used up; `first` is the number of the first of them.
    samples: Vec<f64>,
    first: usize,
    n_done: usize,
    before: Option<[f64; ENVELOPE_BANDS]>,
    values: Vec<u8>,
}

impl Maker {
    pub(crate) fn new() -> Maker {
        Maker {
            spectrum: Spectrum::of_length(WINDOW),
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
        let bins = self.spectrum.of(&self.samples[from..from + WINDOW]);
        let hz_of_bin = f64::from(SAMPLE_RATE_HZ) / WINDOW as f64;
        let mut power = [0.0; ENVELOPE_BANDS];
        for (bin, value) in bins.iter().enumerate() {
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
