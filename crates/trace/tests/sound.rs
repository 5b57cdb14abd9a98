//! What a user may rely on when sounds are compared: copies, and the same moment from two devices. All sounds are made
//! by formula.

#[path = "common/sounds.rs"]
mod sounds;

use model::{ItemId, Match, MatchKind, SoundChunk, Tier};
use sounds::{RATE, event, in_a_room, microphone, print_of, seconds, with_noise};
use std::collections::BTreeSet;
use trace::audio::{self, AudioFingerprint, AudioFingerprinter};
use trace::moment;

fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
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
    assert!(found[0].reasons[0].contains("sound points"), "{found:?}");
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

/// The sound played so many times as fast: shorter, and higher by as much.
fn played(sound: &[f64], speed: f64) -> Vec<f64> {
    let n_samples = ((sound.len() - 1) as f64 / speed) as usize;
    let value = |n: usize| {
        let at = n as f64 * speed;
        let (before, share) = (at as usize, at.fract());
        sound[before] * (1.0 - share) + sound[before + 1] * share
    };
    (0..n_samples).map(value).collect()
}

#[test]
fn a_copy_played_faster_or_slower_is_found_with_its_speed_and_pitch() {
    let whole = event(30, 0.0, seconds(60.0));
    for (speed, pitch) in [(1.06, "6 % higher"), (0.94, "6 % lower")] {
        let part = with_noise(&played(&whole[seconds(20.0)..seconds(40.0)], speed), 5, 0.005);
        // The longer one has the smaller id, and is the reference.
        let found = confirmed(audio::matches(&[(item("whole"), print_of(&whole)), (item("part"), print_of(&part))]));
        assert_eq!(found.len(), 1, "{found:?}");
        let (words, told) = (&found[0].transform.words, found[0].transform.speed.unwrap_or_default());
        let from_whole = found[0].query.item == item("part");
        let expected = if from_whole { speed } else { 1.0 / speed };
        assert!((told - expected).abs() < 0.004, "{told} {found:?}");
        assert!(!from_whole || words.contains(pitch), "{words}");
        let (whole, part) = match from_whole {
            true => (&found[0].reference.extent, &found[0].query.extent),
            false => (&found[0].query.extent, &found[0].reference.extent),
        };
        assert!(near(whole.start_us, 20.0, 0.5) && near(whole.end_us, 40.0, 0.5), "{found:?}");
        assert!(near(part.start_us, 0.0, 0.5) && near(part.end_us, 20.0 / speed, 0.5), "{found:?}");
    }
}

#[test]
fn three_seconds_are_enough() {
    let whole = event(31, 0.0, seconds(60.0));
    let part = with_noise(&whole[seconds(41.0)..seconds(44.0)], 5, 0.003);
    let found = confirmed(audio::matches(&[(item("whole"), print_of(&whole)), (item("part"), print_of(&part))]));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_clip_that_is_shown_twice_is_found_twice() {
    let clip = event(32, 0.0, seconds(10.0));
    let mut report = event(33, 0.0, seconds(6.0));
    report.extend(&clip);
    report.extend(event(34, 0.0, seconds(5.0)));
    report.extend(&clip);
    let found = confirmed(audio::matches(&[(item("clip"), print_of(&clip)), (item("report"), print_of(&report))]));
    let mut starts_s: Vec<i64> = found
        .iter()
        .map(|found| if found.query.item == item("report") { &found.query } else { &found.reference })
        .map(|side| (side.extent.start_us.unwrap_or_default() as f64 / 1e6).round() as i64)
        .collect();
    starts_s.sort_unstable();
    assert_eq!(starts_s, [6, 21], "{found:?}");
}

/// A siren that goes up and down, with voices of its own place behind it.
fn siren(seed: u64) -> Vec<f64> {
    let (mut phase, voices) = (0.0, event(seed, 0.0, seconds(25.0)));
    let value = |(n, voice): (usize, &f64)| {
        let turn = (n as f64 / RATE / 1.1 + seed as f64 * 0.37).fract();
        phase += (700.0 + 300.0 * (turn * std::f64::consts::TAU).sin()) / RATE;
        0.5 * (phase * std::f64::consts::TAU).sin() + 0.2 * voice
    };
    voices.iter().enumerate().map(value).collect()
}

#[test]
fn two_sirens_of_one_kind_are_no_copies() {
    let prints: Vec<_> = (0..6).map(|seed| (item(&format!("siren {seed}")), print_of(&siren(40 + seed)))).collect();
    assert!(confirmed(audio::matches(&prints)).is_empty());
    // And a copy of one of them is one.
    let copy = with_noise(&siren(40)[seconds(4.0)..], 7, 0.01);
    let found = confirmed(audio::matches(&[prints[0].clone(), (item("copy"), print_of(&copy))]));
    assert_eq!(found.len(), 1, "{found:?}");
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
fn a_few_clicks_in_silence_are_not_enough() {
    let clicks = |places_s: [f64; 3], seed| {
        let mut sound = vec![0.0; seconds(20.0)];
        for place_s in places_s {
            sound[seconds(place_s)..seconds(place_s + 0.01)].fill(0.5);
        }
        print_of(&with_noise(&sound, seed, 0.0005))
    };
    let prints = [(item("a"), clicks([4.0, 9.0, 15.0], 1)), (item("b"), clicks([5.0, 10.0, 18.0], 2))];
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
        let settled = moment::settle(&prints, &with_picture, audio::matches(&prints), moment::matches(&prints));
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
    let settled = moment::settle(&prints, &both, audio::matches(&prints), moment::matches(&prints));
    let kinds: Vec<MatchKind> = confirmed(settled).iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [MatchKind::SameMoment]);
}

#[test]
fn two_devices_without_pictures_are_no_copy_either() {
    // Two rooms far apart in their echoes; no picture says so.
    let first = in_a_room(&event(801, 0.0, seconds(40.0)), 1);
    let second = in_a_room(&event(801, 5.0, seconds(35.0)), 2);
    let prints = [(item("a"), print_of(&first)), (item("b"), print_of(&second))];
    let settled = moment::settle(&prints, &BTreeSet::new(), audio::matches(&prints), moment::matches(&prints));
    let kinds: Vec<MatchKind> = confirmed(settled).iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [MatchKind::SameMoment]);
    // While a noisy copy of one of them, cut out, is a copy.
    let copy = with_noise(&first[seconds(8.0)..seconds(28.0)], 3, 0.01);
    let prints = [(item("a"), print_of(&first)), (item("copy"), print_of(&copy))];
    let settled = moment::settle(&prints, &BTreeSet::new(), audio::matches(&prints), moment::matches(&prints));
    let kinds: Vec<MatchKind> = confirmed(settled).iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [MatchKind::AudioCopy]);
}

#[test]
fn eight_seconds_that_two_long_recordings_share_are_found_and_say_how_far_beyond_chance() {
    for seed in [820, 821, 822] {
        let first = in_a_room(&event(seed, 0.0, seconds(40.0)), 2 * seed);
        let second = in_a_room(&event(seed, 32.0, seconds(40.0)), 2 * seed + 1);
        let found = confirmed(moment::matches(&[(item("a"), print_of(&first)), (item("b"), print_of(&second))]));
        assert_eq!(found.len(), 1, "{found:?}");
        let expected_s = if found[0].query.item == item("b") { 32.0 } else { -32.0 };
        assert!(near(found[0].transform.offset_us, expected_s, 0.02), "{found:?}");
        assert!(found[0].reasons[0].contains("by chance"), "{found:?}");
    }
}

/// Two devices near to each other at one event, and a re-encoded excerpt of six seconds of the first.
fn event_with_excerpt(seed: u64) -> [(ItemId, AudioFingerprint); 3] {
    let beside = |start_s: f64, seconds_long: f64, device: u64| {
        let sound = event(seed, start_s, seconds(seconds_long));
        let echoing = microphone(&sound, device, 0.003);
        sound.iter().zip(&echoing).map(|(direct, echoing)| 0.35 * direct + 0.65 * echoing).collect::<Vec<f64>>()
    };
    let (first, second) = (beside(0.0, 30.0, 4), beside(5.0, 25.0, 7));
    let excerpt = with_noise(&first[seconds(12.3)..seconds(18.3)], 11, 0.002);
    [(item("first"), print_of(&first)), (item("second"), print_of(&second)), (item("excerpt"), print_of(&excerpt))]
}

fn between<'a>(found: &'a [Match], kind: MatchKind, one: &str, other: &str) -> Vec<&'a Match> {
    let is_pair = |found: &&Match| {
        let pair: BTreeSet<ItemId> = [found.query.item, found.reference.item].into();
        found.kind == kind && found.tier == Tier::Confirmed && pair == [item(one), item(other)].into()
    };
    found.iter().filter(is_pair).collect()
}

#[test]
fn an_excerpt_of_one_device_is_no_copy_of_another_device_at_the_event() {
    let mut n_taken_in = 0;
    for seed in [810, 811, 812, 813] {
        let prints = event_with_excerpt(seed);
        let pictured: BTreeSet<ItemId> = prints.iter().map(|(item, _)| *item).collect();
        let copies = audio::matches(&prints);
        let taken_in = !between(&copies, MatchKind::AudioCopy, "excerpt", "second").is_empty();
        n_taken_in += usize::from(taken_in);

        let settled = moment::settle(&prints, &pictured, copies, moment::matches(&prints));
        assert_eq!(between(&settled, MatchKind::SameMoment, "first", "second").len(), 1, "{settled:?}");
        assert_eq!(between(&settled, MatchKind::AudioCopy, "excerpt", "first").len(), 1, "{settled:?}");
        assert!(between(&settled, MatchKind::AudioCopy, "excerpt", "second").is_empty(), "{settled:?}");
        let moments = between(&settled, MatchKind::SameMoment, "excerpt", "second");
        assert_eq!(moments.len(), usize::from(taken_in), "{settled:?}");
        for found in moments {
            let forward = found.query.item == item("excerpt");
            assert!(near(found.transform.offset_us, if forward { 7.3 } else { -7.3 }, 0.2), "{found:?}");
            assert!(found.reasons[0].contains("a copy of a third recording"), "{found:?}");
        }
    }
    assert!(n_taken_in > 0, "sound alone takes one device for the other at some of these events");
}

#[test]
fn a_recording_put_together_of_two_devices_stays_a_copy_of_both() {
    let first = microphone(&event(820, 0.0, seconds(40.0)), 4, 0.01);
    let second = microphone(&event(820, 5.0, seconds(35.0)), 7, 0.01);
    // Eight seconds of the first, and the next eight of the second.
    let mut joined = first[seconds(10.0)..seconds(18.0)].to_vec();
    joined.extend_from_slice(&second[seconds(13.0)..seconds(21.0)]);
    let prints =
        [(item("first"), print_of(&first)), (item("second"), print_of(&second)), (item("joined"), print_of(&joined))];
    // A sound file: no picture speaks for or against it.
    let pictured: BTreeSet<ItemId> = [item("first"), item("second")].into();
    let settled = moment::settle(&prints, &pictured, audio::matches(&prints), moment::matches(&prints));
    assert!(!between(&settled, MatchKind::AudioCopy, "joined", "first").is_empty(), "{settled:?}");
    assert!(!between(&settled, MatchKind::AudioCopy, "joined", "second").is_empty(), "{settled:?}");
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
    for broken in ["\"abc\"", "\"0102\"", "\"zz0102\""] {
        assert!(serde_json::from_str::<trace::audio::SoundPoints>(broken).is_err(), "{broken}");
    }
}

#[test]
fn sound_of_another_rate_and_no_sound_at_all_match_nothing() {
    let mut fingerprinter = AudioFingerprinter::new();
    fingerprinter.push(&SoundChunk { start_us: 0, rate_hz: 44_100, samples: vec![1_000; 100_000] });
    let print = fingerprinter.finish();
    assert!(print.words.is_empty() && print.points.0.is_empty());
    assert!(audio::matches(&[(item("a"), print.clone()), (item("b"), print.clone())]).is_empty());
    assert!(moment::matches(&[(item("a"), print.clone()), (item("b"), print)]).is_empty());
}
