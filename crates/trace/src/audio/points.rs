//! Where a sound stands out: the loudest place in time and pitch among its neighbours. Copies of a sound have most of
//! these points in common, whatever was done to level and bit rate; playing it faster moves them nearer to each other,
//! playing it higher moves them up, all by the same amount.

use super::spectrum::Spectrum;
use super::{SAMPLE_RATE_HZ, hex};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::collections::VecDeque;

/// Samples from one frame to the next: 23 ms.
pub(crate) const FRAME_STEP_SAMPLES: usize = 256;

/// Frames a second.
pub(crate) const FRAMES_PER_S: f64 = SAMPLE_RATE_HZ as f64 / FRAME_STEP_SAMPLES as f64;

/// Steps of pitch in an octave: a quarter of a semitone each.
pub(crate) const PITCHES_PER_OCTAVE: f64 = 48.0;

/// Pitch 0, and the highest frequency looked at.
const LOWEST_HZ: f64 = 180.0;
const HIGHEST_HZ: f64 = 5_200.0;

/// Pitches there are: the highest looked at is the last of them.
pub(crate) const N_PITCHES: usize = 234;

/// Window of the transform: 93 ms.
const WINDOW: usize = 1_024;

/// How far around a point nothing is louder: frames (0.19 s) and steps of pitch (two semitones).
const NEAR_FRAMES: u32 = 8;
const NEAR_PITCHES: i32 = 8;

/// A frame quieter than this is silence or close to it and has no points, decibels below full scale. The notes' test
/// set was freed of clips with a mean level below -50 dB for the same reason.
const QUIETEST_DB: f64 = -55.0;

/// A partial fainter than this is no point, decibels below a full-scale tone.
const FAINTEST_DB: f64 = -78.0;

/// One place that stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SoundPoint {
    /// Number of the frame, 256 samples apart.
    pub frame: u32,
    /// Quarter semitones above 180 Hz, 0 to 233.
    pub pitch: u8,
    /// Level in decibels above the faintest that counts.
    pub level_db: u8,
}

impl SoundPoint {
    /// Where the middle of its window lies after the first sample of the sound, microseconds.
    pub fn after_start_us(&self) -> i64 {
        let sample = u64::from(self.frame) * FRAME_STEP_SAMPLES as u64 + WINDOW as u64 / 2;
        i64::try_from(sample * 1_000_000 / u64::from(SAMPLE_RATE_HZ)).unwrap_or(i64::MAX)
    }

    /// Its pitch, hertz.
    pub fn frequency_hz(&self) -> f64 {
        LOWEST_HZ * (f64::from(self.pitch) / PITCHES_PER_OCTAVE).exp2()
    }
}

/// The points of a sound by time, then by pitch. Stored as hex digits: frames since the point before (255 for each full
/// 255), pitch, level.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SoundPoints(pub Vec<SoundPoint>);

impl Serialize for SoundPoints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(3 * self.0.len());
        let mut before = 0;
        for point in &self.0 {
            let mut gap = point.frame - before;
            while gap >= 255 {
                bytes.push(255);
                gap -= 255;
            }
            bytes.extend([gap as u8, point.pitch, point.level_db]);
            before = point.frame;
        }
        serializer.serialize_str(&hex::written(&bytes))
    }
}

impl<'de> Deserialize<'de> for SoundPoints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SoundPoints, D::Error> {
        let bytes = hex::read(&String::deserialize(deserializer)?);
        let points = bytes.and_then(|bytes| points_of(&bytes));
        points.map(SoundPoints).ok_or_else(|| D::Error::custom("expected sound points as hex digits"))
    }
}

fn points_of(bytes: &[u8]) -> Option<Vec<SoundPoint>> {
    let (mut points, mut frame, mut rest) = (Vec::new(), 0_u32, bytes);
    while !rest.is_empty() {
        if rest[0] == 255 {
            frame = frame.checked_add(255)?;
            rest = &rest[1..];
            continue;
        }
        let [gap, pitch, level_db] = *rest.get(..3)? else { return None };
        frame = frame.checked_add(u32::from(gap))?;
        points.push(SoundPoint { frame, pitch, level_db });
        rest = &rest[3..];
    }
    Some(points)
}

/// What stands out within one frame, before the frames around it are known.
struct Crest {
    pitch: u8,
    level_db: f64,
}

/// Finds the points of a sound as it comes.
pub(crate) struct Maker {
    spectrum: Spectrum,
    samples: Vec<f64>,
    /// Crests of the last frames; the last of them is frame `n_frames - 1`.
    crests: VecDeque<Vec<Crest>>,
    n_frames: u32,
    n_settled: u32,
    points: Vec<SoundPoint>,
}

impl Maker {
    pub(crate) fn new() -> Maker {
        Maker {
            spectrum: Spectrum::of_length(WINDOW),
            samples: Vec::new(),
            crests: VecDeque::new(),
            n_frames: 0,
            n_settled: 0,
            points: Vec::new(),
        }
    }

    pub(crate) fn take(&mut self, samples: &[i16]) {
        self.samples.extend(samples.iter().map(|sample| f64::from(*sample) / 32_768.0));
        let mut from = 0;
        while from + WINDOW <= self.samples.len() {
            let crests = self.crests_of(&self.samples[from..from + WINDOW]);
            self.push(crests);
            from += FRAME_STEP_SAMPLES;
        }
        self.samples.drain(..from);
    }

    pub(crate) fn finish(mut self) -> SoundPoints {
        for _ in 0..NEAR_FRAMES {
            self.push(Vec::new());
        }
        SoundPoints(self.points)
    }

    fn crests_of(&self, samples: &[f64]) -> Vec<Crest> {
        let power = samples.iter().map(|sample| sample * sample).sum::<f64>() / WINDOW as f64;
        if decibels(power) < QUIETEST_DB {
            return Vec::new();
        }
        // A full-scale tone gives a quarter of the window in the bin it falls on.
        let full = (WINDOW as f64 / 4.0).powi(2);
        let levels: Vec<f64> = self.spectrum.of(samples).iter().map(|bin| decibels(bin.norm_sqr() / full)).collect();
        crests_in(&levels)
    }

    /// The next frame; the one [`NEAR_FRAMES`] before it can be settled now.
    fn push(&mut self, crests: Vec<Crest>) {
        self.crests.push_back(crests);
        self.n_frames += 1;
        while self.n_settled + NEAR_FRAMES < self.n_frames {
            self.settle();
            self.n_settled += 1;
            if self.n_settled > NEAR_FRAMES {
                self.crests.pop_front();
            }
        }
    }

    /// Keeps the crests of one frame that no crest near them outdoes.
    fn settle(&mut self) {
        let middle = self.n_settled.min(NEAR_FRAMES) as usize;
        for crest in &self.crests[middle] {
            let outdoes = |at: usize, other: &Crest| {
                let near = (i32::from(other.pitch) - i32::from(crest.pitch)).abs() <= NEAR_PITCHES;
                near && (other.level_db > crest.level_db || (at < middle && other.level_db == crest.level_db))
            };
            let mut others =
                self.crests.iter().enumerate().flat_map(|(at, crests)| crests.iter().map(move |it| (at, it)));
            if !others.any(|(at, other)| at != middle && outdoes(at, other)) {
                let level_db = (crest.level_db - FAINTEST_DB).round() as u8;
                self.points.push(SoundPoint { frame: self.n_settled, pitch: crest.pitch, level_db });
            }
        }
    }
}

fn decibels(power: f64) -> f64 {
    10.0 * power.max(1e-20).log10()
}

/// Bins that are louder than all within two semitones, by pitch.
fn crests_in(levels: &[f64]) -> Vec<Crest> {
    let hz_per_bin = f64::from(SAMPLE_RATE_HZ) / WINDOW as f64;
    let (first, last) = ((LOWEST_HZ / hz_per_bin).ceil() as usize, (HIGHEST_HZ / hz_per_bin) as usize);
    let mut crests = Vec::new();
    for bin in first..=last {
        let level_db = levels[bin];
        if level_db < FAINTEST_DB || levels[bin - 1] >= level_db || levels[bin + 1] > level_db {
            continue;
        }
        let reach = (bin as f64 * 0.122) as usize;
        let around = bin.saturating_sub(reach).max(1)..=(bin + reach).min(levels.len() - 1);
        if around.clone().any(|other| levels[other] > level_db) {
            continue;
        }
        // The top of the parabola through three bins.
        let (before, after) = (levels[bin - 1], levels[bin + 1]);
        let curve = before - 2.0 * level_db + after;
        let shift = if curve < -1e-9 { (0.5 * (before - after) / curve).clamp(-0.5, 0.5) } else { 0.0 };
        let pitch = PITCHES_PER_OCTAVE * ((bin as f64 + shift) * hz_per_bin / LOWEST_HZ).log2();
        crests.push(Crest { pitch: pitch.round().clamp(0.0, 255.0) as u8, level_db });
    }
    crests
}
