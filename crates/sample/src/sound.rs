//! The soundtrack of the event, and what each camera's microphone makes of it.

use crate::drawing::grain::{Dice, smooth, step};
use crate::drawing::smoke::BANGS;
use std::f32::consts::TAU;

/// Samples per second of every recording.
pub const RATE_HZ: u32 = 44_100;

/// One microphone: how far from the fire, how dull, how noisy.
#[derive(Clone, Copy)]
pub struct Microphone {
    /// Loudness of the event.
    pub gain: f32,
    /// Share of the sound that is kept by its low-pass, 0..1: near 1 is bright, near 0 is dull.
    pub brightness: f32,
    /// Echoes from walls near it: delay in seconds and strength.
    pub echoes: [(f32, f32); 2],
    /// Loudness of wind and handling.
    pub wind: f32,
    /// Loudness of its own hiss.
    pub hiss: f32,
    /// Seed of its own noises.
    pub seed: u64,
}

/// The phone on the quay, close to the water.
pub const ON_THE_QUAY: Microphone = Microphone {
    gain: 1.0,
    brightness: 0.75,
    echoes: [(0.061, 0.22), (0.147, 0.12)],
    wind: 0.05,
    hiss: 0.004,
    seed: 71,
};

/// The phone on the bridge, in the wind.
pub const ON_THE_BRIDGE: Microphone = Microphone {
    gain: 0.62,
    brightness: 0.34,
    echoes: [(0.023, 0.30), (0.231, 0.16)],
    wind: 0.16,
    hiss: 0.010,
    seed: 137,
};

/// The event as it sounds in the open, mono, from world second 0.
pub struct Soundtrack {
    samples: Vec<f32>,
}

impl Soundtrack {
    /// The first `seconds` of the event.
    pub fn new(seconds: f32) -> Soundtrack {
        let mut samples = vec![0.0; (seconds * RATE_HZ as f32) as usize];
        add_crackle(&mut samples);
        add_siren(&mut samples);
        add_horn(&mut samples, 3.1, 1.9);
        add_horn(&mut samples, 9.7, 1.2);
        add_crowd(&mut samples);
        BANGS.iter().enumerate().for_each(|(index, bang)| add_bang(&mut samples, *bang, index as u64));
        Soundtrack { samples }
    }

    /// What a microphone records of it: 16-bit samples, mono.
    pub fn recorded(&self, microphone: &Microphone, start_seconds: f32, length_seconds: f32) -> Vec<i16> {
        let rate = RATE_HZ as f32;
        let (start, length) = ((start_seconds * rate) as usize, (length_seconds * rate) as usize);
        let heard = |index: usize, delay: f32| {
            let at = (start + index).checked_sub((delay * rate) as usize);
            at.and_then(|at| self.samples.get(at)).copied().unwrap_or(0.0)
        };
        let mut dice = Dice::new(microphone.seed);
        let (mut dull, mut rumble) = (0.0f32, 0.0f32);
        let mut recorded = Vec::with_capacity(length);
        for index in 0..length {
            let echoed: f32 = microphone.echoes.iter().map(|&(delay, strength)| strength * heard(index, delay)).sum();
            dull += microphone.brightness * ((heard(index, 0.0) + echoed) * microphone.gain - dull);
            let white = dice.between(-1.0, 1.0);
            rumble += 0.012 * (white - rumble);
            let gust = smooth(index as f32 / rate * 0.9, 0.5, microphone.seed as u32);
            let wind = rumble * microphone.wind * 9.0 * gust * gust;
            let mixed = dull + wind + white * microphone.hiss;
            recorded.push(((mixed * 1.5).tanh() * 30_000.0) as i16);
        }
        recorded
    }
}

/// A mono WAV file: 44-byte header, 16-bit samples.
pub fn wav(samples: &[i16]) -> Vec<u8> {
    let data_bytes = samples.len() as u32 * 2;
    let mut file = Vec::with_capacity(44 + data_bytes as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + data_bytes).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16u32.to_le_bytes());
    file.extend_from_slice(&1u16.to_le_bytes());
    file.extend_from_slice(&1u16.to_le_bytes());
    file.extend_from_slice(&RATE_HZ.to_le_bytes());
    file.extend_from_slice(&(RATE_HZ * 2).to_le_bytes());
    file.extend_from_slice(&2u16.to_le_bytes());
    file.extend_from_slice(&16u16.to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&data_bytes.to_le_bytes());
    samples.iter().for_each(|sample| file.extend_from_slice(&sample.to_le_bytes()));
    file
}

fn time_of(index: usize) -> f32 {
    index as f32 / RATE_HZ as f32
}

/// The fire: a low roar with dry cracks.
fn add_crackle(samples: &mut [f32]) {
    let mut dice = Dice::new(3);
    let (mut roar, mut crack) = (0.0f32, 0.0f32);
    for (index, sample) in samples.iter_mut().enumerate() {
        let white = dice.between(-1.0, 1.0);
        roar += 0.02 * (white - roar);
        if dice.unit() < 0.0006 {
            crack = dice.between(0.1, 0.5);
        }
        crack *= 0.992;
        let breath = 0.5 + smooth(time_of(index) * 2.1, 0.5, 5);
        *sample += roar * 0.5 * breath + white * crack * 0.16;
    }
}

/// Two fire engines: a rising and falling tone, and a two-tone horn that comes nearer.
fn add_siren(samples: &mut [f32]) {
    let (mut wail, mut two_tone) = (0.0f32, 0.0f32);
    for (index, sample) in samples.iter_mut().enumerate() {
        let time = time_of(index);
        wail += (760.0 + 340.0 * (time * TAU / 3.7).sin()) / RATE_HZ as f32;
        let pitch = if (time / 0.55) as i32 % 2 == 0 { 435.0 } else { 580.0 };
        two_tone += pitch / RATE_HZ as f32;
        let far = 0.035 * step(0.0, 2.5, time) * (1.0 - 0.6 * step(10.0, 14.0, time));
        let near = 0.085 * step(4.5, 9.5, time) * (1.0 - 0.75 * step(13.0, 16.5, time));
        let tone =
            |phase: f32| (phase * TAU).sin() + 0.4 * (phase * 2.0 * TAU).sin() + 0.22 * (phase * 3.0 * TAU).sin();
        *sample += far * tone(wail) + near * tone(two_tone);
    }
}

/// A ship's horn.
fn add_horn(samples: &mut [f32], start: f32, length: f32) {
    for (index, sample) in samples.iter_mut().enumerate() {
        let age = time_of(index) - start;
        if (0.0..length + 0.5).contains(&age) {
            let shape = step(0.0, 0.12, age) * (1.0 - step(length, length + 0.45, age));
            let tone: f32 = (1..8).map(|n| (age * 112.0 * n as f32 * TAU).sin() / (n as f32).powf(0.8)).sum();
            *sample += 0.075 * shape * tone;
        }
    }
}

/// People on the quay: short vowel-like calls of many voices, denser after each bang.
fn add_crowd(samples: &mut [f32]) {
    let mut dice = Dice::new(29);
    let seconds = samples.len() as f32 / RATE_HZ as f32;
    for call in 0..(seconds * 9.0) as usize {
        let excited = BANGS[call % BANGS.len()] + dice.between(0.25, 2.6);
        let start = if call % 3 == 0 { excited } else { dice.unit() * seconds };
        let (pitch, loud) = (dice.between(120.0, 420.0), dice.between(0.012, 0.05));
        add_call(samples, start, dice.between(0.12, 0.5), pitch, loud, dice.between(500.0, 1500.0));
    }
}

fn add_call(samples: &mut [f32], start: f32, length: f32, pitch: f32, loud: f32, formant: f32) {
    let first = (start * RATE_HZ as f32) as usize;
    let count = (length * RATE_HZ as f32) as usize;
    for (offset, sample) in samples.iter_mut().skip(first).take(count).enumerate() {
        let age = time_of(offset);
        let shape = (age / length * TAU / 2.0).sin().max(0.0);
        let bend = pitch * (1.0 + 0.18 * (age / length) - 0.3 * (age / length).powi(2));
        let voice: f32 = (1..7)
            .map(|n| {
                let near = (bend * n as f32 - formant) / 450.0;
                (age * bend * n as f32 * TAU).sin() / (1.0 + near * near)
            })
            .sum();
        *sample += loud * shape * voice;
    }
}

/// A bang: a crack, a thump, and the echo from the town.
fn add_bang(samples: &mut [f32], start: f32, seed: u64) {
    for (delay, strength) in [(0.0, 1.0), (0.38, 0.28), (0.71, 0.14)] {
        let mut dice = Dice::new(900 + seed);
        let first = ((start + delay) * RATE_HZ as f32) as usize;
        let mut dull = 0.0f32;
        for (offset, sample) in samples.iter_mut().skip(first).take(RATE_HZ as usize * 2).enumerate() {
            let age = time_of(offset);
            dull += 0.09 * (dice.between(-1.0, 1.0) - dull);
            let crack = dice.between(-1.0, 1.0) * (-age * 28.0).exp();
            let thump = (age * (58.0 - 14.0 * age.min(1.0)) * TAU).sin() * (-age * 4.2).exp();
            *sample += strength * (0.55 * crack + 2.6 * dull * (-age * 3.4).exp() + 0.6 * thump);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loudness in steps of 10 ms.
    fn envelope(samples: &[i16]) -> Vec<f32> {
        samples.chunks(RATE_HZ as usize / 100).map(|part| part.iter().map(|s| f32::from(*s).abs()).sum()).collect()
    }

    #[test]
    fn two_microphones_hear_one_event_and_differ() {
        let event = Soundtrack::new(18.0);
        let near = envelope(&event.recorded(&ON_THE_QUAY, 0.0, 15.0));
        let far = envelope(&event.recorded(&ON_THE_BRIDGE, 4.2, 10.0));
        let likeness = |lag: usize| -> f32 { far.iter().zip(&near[lag..]).map(|(a, b)| a * b).sum() };
        let best = (0..near.len() - far.len()).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)));
        assert!(best.is_some_and(|lag| lag.abs_diff(420) <= 3), "{best:?}");
        assert_ne!(&near[420..430], &far[..10]);
    }

    #[test]
    fn a_recording_is_neither_silent_nor_clipped() {
        let samples = Soundtrack::new(4.0).recorded(&ON_THE_QUAY, 0.0, 4.0);
        let loudest = samples.iter().map(|s| s.unsigned_abs()).max();
        assert!(loudest.is_some_and(|peak| (9_000..32_000).contains(&peak)), "{loudest:?}");
        let loud = samples.iter().filter(|s| s.unsigned_abs() > 29_500).count();
        assert!(loud * 100 < samples.len(), "{loud} of {}", samples.len());
    }

    #[test]
    fn a_wav_file_says_its_own_length() {
        let file = wav(&[1, -1, 2]);
        assert_eq!(file.len(), 44 + 6);
        assert_eq!(&file[40..44], &6u32.to_le_bytes());
    }
}
