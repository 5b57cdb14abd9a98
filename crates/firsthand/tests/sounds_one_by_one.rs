//! Sounds that come one by one: each is compared with those before it once, and what comes without sound costs nothing.

mod support;

#[path = "../../trace/tests/common/sounds.rs"]
mod sounds;

use model::SoundChunk;
use sounds::{RATE, event, in_a_room, seconds};
use std::path::Path;
use support::{TestCase, talk, text};
use testkit::media;

fn write(path: &Path, sound: &[f64]) {
    let samples = sound.iter().map(|value| (value * 32_000.0) as i16).collect();
    let chunk = SoundChunk { start_us: 0, rate_hz: RATE as u32, samples };
    std::fs::write(path, media::wav_bytes(&chunk)).expect("a sound");
}

/// Adds a file and gives what was said meanwhile.
fn add(case: &TestCase, path: &Path) -> String {
    let added = case.run("add", &[path.to_str().expect("UTF-8")]);
    assert!(matches!(added.status.code(), Some(0 | 1)), "{}", talk(&added));
    String::from_utf8_lossy(&added.stderr).into_owned()
}

#[test]
fn recordings_that_came_one_by_one_match_as_those_that_came_together() {
    let case = TestCase::new();
    let pile = case.pile(&[("a note.txt", b"Nothing is heard in this note, and nobody is quoted.")]);
    for (device, start_s) in [0.0, 6.5, 2.25].into_iter().enumerate() {
        let heard = in_a_room(&event(77, start_s, seconds(32.0)), device as u64);
        write(&pile.join(format!("device {device}.wav")), &heard);
    }
    write(&pile.join("elsewhere.wav"), &event(500, 0.0, seconds(30.0)));
    for name in ["device 0.wav", "elsewhere.wav", "device 1.wav", "device 2.wav"] {
        assert!(add(&case, &pile.join(name)).contains("comparing sounds"));
    }
    let said = add(&case, &pile.join("a note.txt"));
    assert!(!said.contains("sounds") && !said.contains("same moment"), "a note has no sound: {said}");

    let grown = case.show("matches");
    let moments: Vec<_> = grown.iter().filter(|one| text(one, "kind") == "same_moment").collect();
    assert_eq!(moments.iter().filter(|one| text(one, "tier") == "confirmed").count(), 3, "{moments:#?}");
    let again = case.run("trace", &["--again"]);
    assert!(again.status.success(), "{}", talk(&again));
    assert_eq!(case.show("matches"), grown);

    let gone = case.item_id("device 1.wav");
    let disposed = case.run("custody", &["disposed", "--note", "consent withdrawn", "--items", &gone]);
    assert!(disposed.status.success(), "{}", talk(&disposed));
    let rerun = case.run("trace", &[]);
    assert!(rerun.status.success(), "{}", talk(&rerun));
    let left = case.show("matches");
    assert_eq!(left.iter().filter(|one| text(one, "tier") == "confirmed").count(), 1, "{left:#?}");
}
