//! Long recordings: keyframes first, and all frames of those that look like another recording.

mod support;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use support::{TestCase, text};
use testkit::media;

const WIDTH: usize = 320;
const HEIGHT: usize = 180;
const FRAMES_PER_SECOND: usize = 4;
const SHOT_SECONDS: usize = 5;

/// A recording of shots, each a pan by hand over a picture of its own; a keyframe every eight seconds only.
fn record(path: &Path, first_shot: u64, seconds: usize) {
    let rate = FRAMES_PER_SECOND.to_string();
    let mut ffmpeg = Command::new("ffmpeg")
        .args(["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "320x180", "-r", &rate, "-i", "pipe:0"])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "32", "-sc_threshold", "0"])
        .arg(path)
        .stdin(Stdio::piped())
        .spawn()
        .expect("ffmpeg can be started");
    let mut stdin = ffmpeg.stdin.take().expect("a pipe");
    let frames_of_shot = SHOT_SECONDS * FRAMES_PER_SECOND;
    for shot in 0..(seconds / SHOT_SECONDS) as u64 {
        let (wide, high) = (WIDTH + 3 * frames_of_shot + 24, HEIGHT + frames_of_shot);
        let scene = media::picture(wide, high, first_shot + shot);
        for frame in 0..frames_of_shot {
            let shake = (frame * frame * 7 + frame * 5 + shot as usize * 3) % 23;
            let (left, top) = (3 * frame + shake, if shot % 2 == 0 { frame } else { frames_of_shot - 1 - frame });
            for row in top..top + HEIGHT {
                let start = (row * wide + left) * 3;
                stdin.write_all(&scene.bytes[start..start + WIDTH * 3]).expect("ffmpeg reads");
            }
        }
    }
    drop(stdin);
    assert!(ffmpeg.wait().expect("ffmpeg ends").success());
}

fn ffmpeg(arguments: &[&str], from: &Path, to: &Path) {
    let done = Command::new("ffmpeg").args(["-v", "error", "-i"]).arg(from).args(arguments).arg(to).status();
    assert!(done.expect("ffmpeg can be started").success());
}

#[test]
fn an_excerpt_between_the_keyframes_of_a_long_recording_is_found_with_its_times() {
    let case = TestCase::new();
    let pile = case.folder.path().join("pile");
    std::fs::create_dir(&pile).expect("a folder");
    record(&pile.join("long.mp4"), 100, 150);
    record(&pile.join("other.mp4"), 500, 130);
    // From second 70 to 77: one keyframe, at 72 s, lies within it.
    let excerpt = ["-ss", "70", "-t", "7", "-vf", "scale=240:-2", "-crf", "30", "-c:v", "libx264"];
    ffmpeg(&excerpt, &pile.join("long.mp4"), &pile.join("excerpt.mp4"));
    case.json("add", &[pile.to_str().expect("UTF-8")]);

    let matches = case.show("matches");
    let [found] = &matches[..] else { panic!("one match expected: {matches:#?}") };
    assert_eq!(text(found, "kind"), "video_excerpt");
    assert_eq!(text(&found["reference"], "name"), "long.mp4");
    let second = |side: &str, field: &str| found[side][field].as_i64().expect("a time") as f64 / 1e6;
    assert!((second("reference", "start_us") - second("query", "start_us") - 70.0).abs() <= 0.5, "{found:#}");
    assert!((second("query", "end_us") - second("query", "start_us")) >= 5.0, "{found:#}");

    let decoded = |name: &str| {
        let codes = case.of_item("findings", name);
        codes.iter().any(|finding| text(finding, "code") == "all_frames_decoded")
    };
    assert!(decoded("long.mp4"));
    assert!(!decoded("other.mp4"), "nothing looks like it, so its keyframes are enough");
    assert!(!decoded("excerpt.mp4"), "it is short and was decoded in full at once");
}

#[test]
fn the_contact_sheet_of_a_long_recording_is_the_same_whenever_its_frames_were_decoded() {
    let case = TestCase::new();
    let pile = case.folder.path().join("pile");
    std::fs::create_dir(&pile).expect("a folder");
    record(&pile.join("long.mp4"), 100, 130);
    let sheet = |name: &str| {
        let out = case.folder.path().join(name);
        let item = case.item_id("long.mp4");
        let made = case.run("look", &[&item, out.to_str().expect("UTF-8")]);
        assert!(made.status.success(), "{}", support::talk(&made));
        std::fs::read(out.join("contact-sheet.jpg")).expect("a contact sheet")
    };
    case.json("add", &[pile.to_str().expect("UTF-8")]);
    let of_keyframes = sheet("first");
    ffmpeg(&["-ss", "70", "-t", "7", "-c:v", "libx264"], &pile.join("long.mp4"), &pile.join("excerpt.mp4"));
    case.json("add", &[pile.to_str().expect("UTF-8")]);
    let of_all_frames = sheet("second");
    assert!(of_keyframes != of_all_frames, "a shot of five seconds lies between keyframes of eight");
    case.json("trace", &["--again"]);
    assert!(of_all_frames == sheet("third"), "made anew from nothing it is the same");
}

#[test]
fn a_recording_with_hardly_any_keyframes_is_decoded_in_full_at_once() {
    let case = TestCase::new();
    let pile = case.folder.path().join("pile");
    std::fs::create_dir(&pile).expect("a folder");
    record(&pile.join("short.mp4"), 40, 130);
    ffmpeg(
        &["-c:v", "libx264", "-preset", "ultrafast", "-g", "9999", "-sc_threshold", "0"],
        &pile.join("short.mp4"),
        &pile.join("screen.mp4"),
    );
    std::fs::remove_file(pile.join("short.mp4")).expect("removed");
    ffmpeg(&["-ss", "31", "-t", "6", "-c:v", "libx264"], &pile.join("screen.mp4"), &pile.join("excerpt.mp4"));
    case.json("add", &[pile.to_str().expect("UTF-8")]);
    let matches = case.show("matches");
    let [found] = &matches[..] else { panic!("one match expected: {matches:#?}") };
    assert_eq!(text(&found["reference"], "name"), "screen.mp4");
    let codes = case.of_item("findings", "screen.mp4");
    assert!(codes.iter().all(|finding| text(finding, "code") != "recording_keyframes"), "{codes:#?}");
}
