//! What a user may rely on when sounds are compared: copies, and the same moment from two devices. All sounds are made
//! by formula.

mod common;

use common::{mixed, scattered};
use model::{ItemId, Match, MatchKind, SoundChunk, Tier};
use std::collections::BTreeSet;
use trace::audio::{self, AudioFingerprint, AudioFingerprinter, SAMPLE_RATE_HZ};
use trace::moment;

const RATE: f64 = SAMPLE_RATE_HZ as f64;

fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
}

fn random(seed: u64, n: u64, m: u64) -> f64 {
    (mixed(seed, [n, m, 7]) >> 11) as f64 / (1u64 << 53) as f64
}

/// An event: voices and knocks at irregular times, mono, from -1 to 1. `n_samples` at 11025 Hz from `start_s` on.
fn event(seed: u64, start_s: f64, n_samples: usize) -> Vec<f64> {
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
        for at in first..last.max(first) {
            let age_s = start_s + at as f64 / RATE - begins_s;
            let fade = (-4.0 * age_s / length_s).exp() * (age_s / 0.004).min(1.0);
            let wave = |harmonic: f64| (age_s * hz * harmonic * std::f64::consts::TAU).sin() / harmonic;
            let grain = random(seed, (age_s * RATE) as u64, n) * 2.0 - 1.0;
            sound[at] += loudness * fade * if noisy { grain } else { wave(1.0) + wave(2.0) + wave(3.0) };
        }
    }
    sound
}

fn with_noise(sound: &[f64], seed: u64, level: f64) -> Vec<f64> {
    let seed = scattered(seed);
    sound.iter().enumerate().map(|(n, value)| value + level * (2.0 * random(seed, n as u64, 0) - 1.0)).collect()
}

/// Another microphone: echoes of its own room, its own frequency response and level, and its own noise.
fn microphone(sound: &[f64], seed: u64, noise: f64) -> Vec<f64> {
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
            if seed % 2 == 0 { low } else { value - 0.7 * low }
        })
        .collect();
    with_noise(&filtered, seed + 500, noise)
}

fn print_of(sound: &[f64]) -> AudioFingerprint {
    let samples: Vec<i16> = sound.iter().map(|value| (value.clamp(-1.0, 1.0) * 20_000.0) as i16).collect();
    let mut fingerprinter = AudioFingerprinter::new();
    for (n, chunk) in samples.chunks(5_000).enumerate() {
        let start_us = (n as f64 * 5_000.0 / RATE * 1e6) as i64;
        fingerprinter.push(&SoundChunk { start_us, rate_hz: SAMPLE_RATE_HZ, samples: chunk.to_vec() });
    }
    fingerprinter.finish()
}

fn seconds(n: f64) -> usize {
    (n * RATE) as usize
}

fn confirmed(found: Vec<Match>) -> Vec<Match> {
    found.into_iter().filter(|found| found.tier == Tier::Confirmed).collect()
}

fn near(time_us: Option<i64>, expected_s: f64, within_s: f64) -> bool {
    time_us.is_some_and(|time_us| (time_us as f64 / 1e6 - expected_s).abs() <= within_s)
}

#[test]
fn a_noisy_copy_of_sound_is_found() {
    let sound = event(1, 0.0, seconds(20.0));
    let found = confirmed(audio::matches(&[
        (item("a"), print_of(&sound)),
        (item("b"), print_of(&with_noise(&sound, 3, 0.01))),
        (item("c"), print_of(&event(2, 0.0, seconds(20.0)))),
    ]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, MatchKind::AudioCopy);
    assert!(found[0].reasons[0].contains("bit error rate"), "{found:?}");
    assert!(near(found[0].query.extent.start_us, 0.0, 1.0) && near(found[0].query.extent.end_us, 20.0, 1.0));
}

#[test]
fn an_excerpt_of_sound_is_found_with_its_times() {
    let whole = event(4, 0.0, seconds(60.0));
    let part = with_noise(&whole[seconds(33.3)..seconds(41.3)], 5, 0.005);
    let found = confirmed(audio::matches(&[(item("whole"), print_of(&whole)), (item("part"), print_of(&part))]));
    assert_eq!(found.len(), 1, "{found:?}");
    let (whole, part) = match found[0].query.item == item("whole") {
        true => (&found[0].query.extent, &found[0].reference.extent),
        false => (&found[0].reference.extent, &found[0].query.extent),
    };
    assert!(near(part.start_us, 0.0, 1.0) && near(part.end_us, 8.0, 1.0), "{found:?}");
    assert!(near(whole.start_us, 33.3, 1.0) && near(whole.end_us, 41.3, 1.0), "{found:?}");
}

#[test]
fn silence_near_silence_and_hum_never_match() {
    let silent = vec![0.0; seconds(20.0)];
    let faint = |seed| with_noise(&silent, seed, 0.001);
    let hum: Vec<f64> =
        (0..seconds(20.0)).map(|n| 0.4 * (n as f64 / RATE * 100.0 * std::f64::consts::TAU).sin()).collect();
    let prints = vec![
        (item("a"), print_of(&silent)),
        (item("b"), print_of(&silent)),
        (item("c"), print_of(&faint(1))),
        (item("d"), print_of(&faint(2))),
        (item("e"), print_of(&hum)),
        (item("f"), print_of(&hum[seconds(3.0)..])),
    ];
    assert!(confirmed(audio::matches(&prints)).is_empty());
    assert!(confirmed(moment::matches(&prints)).is_empty());
}

#[test]
fn different_sounds_never_match() {
    let prints: Vec<(ItemId, AudioFingerprint)> =
        (0..16).map(|seed| (item(&format!("s{seed}")), print_of(&event(100 + seed, 0.0, seconds(20.0))))).collect();
    assert!(confirmed(audio::matches(&prints)).is_empty());
}

#[test]
fn two_microphones_at_one_event_are_brought_together_within_50_ms() {
    for seed in 0..4 {
        let offset_s = 7.35 + seed as f64;
        let first = microphone(&event(200 + seed, 0.0, seconds(40.0)), 2 * seed, 0.01);
        let second = microphone(&event(200 + seed, offset_s, seconds(35.0)), 2 * seed + 1, 0.02);
        let found =
            confirmed(moment::matches(&[(item("first"), print_of(&first)), (item("second"), print_of(&second))]));
        assert_eq!(found.len(), 1, "event {seed}: {found:?}");
        assert_eq!(found[0].kind, MatchKind::SameMoment);
        let expected_s = if found[0].query.item == item("second") { offset_s } else { -offset_s };
        assert!(near(found[0].transform.offset_us, expected_s, 0.05), "event {seed}: {found:?}");
        assert!(found[0].transform.offset_uncertainty_us.is_some_and(|uncertainty_us| uncertainty_us <= 100_000));
    }
}

#[test]
fn the_drift_of_a_clock_is_measured() {
    let first = microphone(&event(300, 0.0, seconds(150.0)), 1, 0.005);
    let sound = event(300, 2.0, seconds(150.0));
    // The second device's clock runs fast by 300 ppm: it takes more samples of the same time.
    let n_samples = seconds(140.0);
    let stretched: Vec<f64> = (0..n_samples)
        .map(|n| {
            let at = n as f64 / 1.0003;
            let (before, share) = (at as usize, at.fract());
            sound[before] * (1.0 - share) + sound[before + 1] * share
        })
        .collect();
    let second = microphone(&stretched, 2, 0.005);
    let found = confirmed(moment::matches(&[(item("first"), print_of(&first)), (item("second"), print_of(&second))]));
    assert_eq!(found.len(), 1, "{found:?}");
    let fast_side = if found[0].query.item == item("second") { 300.0 } else { -300.0 };
    assert!(found[0].transform.drift_ppm.is_some_and(|drift| (drift - fast_side).abs() < 60.0), "{found:?}");
}

#[test]
fn unrelated_recordings_are_never_the_same_moment() {
    let prints: Vec<(ItemId, AudioFingerprint)> = (0..24)
        .map(|seed| {
            let sound = microphone(&event(400 + seed, 0.0, seconds(25.0)), seed, 0.01 + 0.002 * seed as f64);
            (item(&format!("u{seed}")), print_of(&sound))
        })
        .collect();
    assert!(confirmed(moment::matches(&prints)).is_empty());
}

#[test]
fn noise_is_never_the_same_moment() {
    let silent = vec![0.0; seconds(20.0)];
    let prints: Vec<(ItemId, AudioFingerprint)> =
        (0..12).map(|seed| (item(&format!("n{seed}")), print_of(&with_noise(&silent, 600 + seed, 0.5)))).collect();
    assert!(confirmed(moment::matches(&prints)).is_empty());
    assert!(confirmed(audio::matches(&prints)).is_empty());
}

#[test]
fn a_copy_is_never_called_the_same_moment() {
    let sound = event(700, 0.0, seconds(30.0));
    let prints = [(item("a"), print_of(&sound)), (item("b"), print_of(&with_noise(&sound, 9, 0.003)))];
    let both: BTreeSet<ItemId> = [item("a"), item("b")].into();
    for with_picture in [BTreeSet::new(), both] {
        let settled = moment::settle(&prints, &with_picture, audio::matches(&prints));
        assert!(settled.iter().any(|found| found.kind == MatchKind::AudioCopy && found.tier == Tier::Confirmed));
        assert!(settled.iter().all(|found| found.kind != MatchKind::SameMoment), "{settled:?}");
    }
}

#[test]
fn two_devices_with_different_pictures_are_the_same_moment_and_no_copy() {
    let first = microphone(&event(800, 0.0, seconds(40.0)), 4, 0.02);
    let second = microphone(&event(800, 5.0, seconds(35.0)), 7, 0.05);
    let prints = [(item("a"), print_of(&first)), (item("b"), print_of(&second))];
    let both: BTreeSet<ItemId> = [item("a"), item("b")].into();
    let settled = moment::settle(&prints, &both, audio::matches(&prints));
    let kinds: Vec<MatchKind> = confirmed(settled).iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [MatchKind::SameMoment]);
}

#[test]
fn the_order_of_the_sounds_does_not_matter() {
    let sound = event(900, 0.0, seconds(30.0));
    let mut prints = vec![
        (item("a"), print_of(&sound)),
        (item("b"), print_of(&sound[seconds(5.0)..seconds(15.0)])),
        (item("c"), print_of(&microphone(&sound, 3, 0.02))),
    ];
    let forward = (audio::matches(&prints), moment::matches(&prints));
    prints.reverse();
    assert_eq!(forward, (audio::matches(&prints), moment::matches(&prints)));
    assert!(forward.0.len() >= 2 && !forward.1.is_empty());
}

#[test]
fn a_stored_fingerprint_reads_back_equal() {
    let print = print_of(&event(1_000, 0.0, seconds(6.0)));
    let stored = serde_json::to_string(&print).expect("a fingerprint can be stored");
    assert_eq!(serde_json::from_str::<AudioFingerprint>(&stored).expect("and read"), print);
    assert!(serde_json::from_str::<trace::audio::Envelope>("\"abc\"").is_err());
}

#[test]
fn sound_of_another_rate_and_no_sound_at_all_match_nothing() {
    let mut fingerprinter = AudioFingerprinter::new();
    fingerprinter.push(&SoundChunk { start_us: 0, rate_hz: 44_100, samples: vec![1_000; 100_000] });
    let print = fingerprinter.finish();
    assert!(print.words.is_empty());
    assert!(audio::matches(&[(item("a"), print.clone()), (item("b"), print.clone())]).is_empty());
    assert!(moment::matches(&[(item("a"), print.clone()), (item("b"), print)]).is_empty());
}
