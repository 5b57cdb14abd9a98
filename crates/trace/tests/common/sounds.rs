//! Events, rooms and microphones made by formula.

#![allow(dead_code)]

#[path = "mod.rs"]
mod common;

use common::{mixed, scattered};
use model::SoundChunk;
use trace::audio::{AudioFingerprint, AudioFingerprinter, SAMPLE_RATE_HZ};

/// Samples a second.
pub const RATE: f64 = SAMPLE_RATE_HZ as f64;

fn random(seed: u64, n: u64, m: u64) -> f64 {
    (mixed(seed, [n, m, 7]) >> 11) as f64 / (1u64 << 53) as f64
}

/// An event: voices and knocks at irregular times, mono, from -1 to 1. `n_samples` at 11025 Hz from `start_s` on.
pub fn event(seed: u64, start_s: f64, n_samples: usize) -> Vec<f64> {
    let seed = scattered(seed);
    let mut sound = vec![0.0; n_samples];
    let end_s = start_s + n_samples as f64 / RATE;
    // One sound begins in every slot of a fifth of a second, at a place of its own in it.
    for slot in (start_s * 5.0) as i64 - 5..(end_s * 5.0) as i64 + 1 {
        let n = slot as u64;
        let begins_s = (slot as f64 + random(seed, n, 0)) / 5.0;
        let (hz, length_s) = (180.0 * 12_f64.powf(random(seed, n, 1)), 0.05 + 0.5 * random(seed, n, 2));
        let (loudness, noisy) = (0.05 + 0.3 * random(seed, n, 3), random(seed, n, 4) < 0.3);
        let first = ((begins_s - start_s) * RATE).ceil().max(0.0) as usize;
        let last = (((begins_s + length_s - start_s) * RATE).max(0.0) as usize).min(n_samples);
        for (at, value) in sound.iter_mut().enumerate().take(last).skip(first) {
            let age_s = start_s + at as f64 / RATE - begins_s;
            let fade = (-4.0 * age_s / length_s).exp() * (age_s / 0.004).min(1.0);
            let wave = |harmonic: f64| (age_s * hz * harmonic * std::f64::consts::TAU).sin() / harmonic;
            let grain = random(seed, (age_s * RATE) as u64, n) * 2.0 - 1.0;
            *value += loudness * fade * if noisy { grain } else { wave(1.0) + wave(2.0) + wave(3.0) };
        }
    }
    sound
}

/// White noise added.
pub fn with_noise(sound: &[f64], seed: u64, level: f64) -> Vec<f64> {
    let seed = scattered(seed);
    sound.iter().enumerate().map(|(n, value)| value + level * (2.0 * random(seed, n as u64, 0) - 1.0)).collect()
}

/// Another microphone: echoes of its own room, its own frequency response and level, and its own noise.
pub fn microphone(sound: &[f64], seed: u64, noise: f64) -> Vec<f64> {
    let mut heard = sound.to_vec();
    for echo in 0..6 {
        let delay = (RATE * (0.004 + 0.08 * random(scattered(seed), echo, 0))) as usize;
        let loudness = 0.6 * random(scattered(seed), echo, 1) * 0.8_f64.powi(echo as i32);
        (delay..sound.len()).for_each(|n| heard[n] += loudness * sound[n - delay]);
    }
    let (mut low, keep) = (0.0, 0.2 + 0.6 * random(scattered(seed), 99, 0));
    let filtered: Vec<f64> = heard
        .iter()
        .map(|value| {
            low += keep * (value - low);
            if seed.is_multiple_of(2) { low } else { value - 0.7 * low }
        })
        .collect();
    with_noise(&filtered, seed + 500, noise)
}

/// Another microphone in a room with strong echoes that die away within a third of a second, all its own, and noise.
pub fn in_a_room(sound: &[f64], seed: u64) -> Vec<f64> {
    let seed = scattered(seed);
    let echoes: Vec<(usize, f64)> = (0..60)
        .map(|echo| {
            let delay_s = 0.003 + 0.3 * random(seed, echo, 0).powi(2);
            let loudness = (2.0 * random(seed, echo, 1) - 1.0) * (-delay_s / 0.1).exp();
            (seconds(delay_s), loudness)
        })
        .collect();
    let heard = |n: usize| {
        let echoes =
            echoes.iter().filter(|(delay, _)| *delay <= n).map(|(delay, loudness)| loudness * sound[n - delay]);
        0.4 * (sound[n] + echoes.sum::<f64>())
    };
    with_noise(&(0..sound.len()).map(heard).collect::<Vec<f64>>(), seed + 1, 0.01)
}

/// The fingerprint of a sound, pushed in chunks.
pub fn print_of(sound: &[f64]) -> AudioFingerprint {
    let samples: Vec<i16> = sound.iter().map(|value| (value.clamp(-1.0, 1.0) * 20_000.0) as i16).collect();
    let mut fingerprinter = AudioFingerprinter::new();
    for (n, chunk) in samples.chunks(5_000).enumerate() {
        let start_us = (n as f64 * 5_000.0 / RATE * 1e6) as i64;
        fingerprinter.push(&SoundChunk { start_us, rate_hz: SAMPLE_RATE_HZ, samples: chunk.to_vec() });
    }
    fingerprinter.finish()
}

/// Number of samples.
pub fn seconds(n: f64) -> usize {
    (n * RATE) as usize
}
