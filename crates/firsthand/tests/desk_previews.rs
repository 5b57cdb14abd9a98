//! What the desk shows of pictures and recordings is made anew: it plays in a browser, lies where the match says, holds nothing of
//! how the original was written, and nobody sees of a graphic item what they did not ask for.

mod support;

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use support::desk::{Desk, Visitor};
use support::judges::{accepted, ran};
use support::{TestCase, talk};
use testkit::media;

const MADE_WITH: &str = "SECRET-DEVICE-77";

/// A recording of seventy seconds with sound, a part of it from 61 s on, a photo and a smaller copy of it.
fn a_case() -> TestCase {
    let case = TestCase::new();
    let picture = media::picture(400, 300, 5);
    let pile = case.pile(&[
        ("quay.png", &media::png_bytes(&picture)),
        ("quay cut.png", &media::png_bytes(&media::cropped(&picture, 30, 20, 340, 250))),
    ]);
    recordings(&pile);
    let added = case.run("add", &[pile.to_str().expect("UTF-8"), "--json"]);
    assert_eq!(added.status.code(), Some(0), "{}", talk(&added));
    case
}

fn recordings(folder: &Path) {
    let (long, part) = (folder.join("long.mp4"), folder.join("part.mp4"));
    let ffmpeg = || {
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-y"]);
        ffmpeg
    };
    let scene = "mandelbrot=size=320x180:rate=10:end_scale=0.0001:maxiter=400,format=yuv420p,trim=duration=70";
    let sound = "anoisesrc=duration=70:amplitude=0.4:seed=5";
    let tag = format!("comment={MADE_WITH}");
    accepted(
        ffmpeg()
            .args(["-f", "lavfi", "-i", scene, "-f", "lavfi", "-i", sound, "-c:v", "libx264", "-g", "25", "-metadata"])
            .arg(tag)
            .arg(&long),
    );
    accepted(
        ffmpeg().args(["-ss", "61", "-i"]).arg(&long).args(["-vf", "scale=256:144", "-c:v", "libx264"]).arg(&part),
    );
}

fn match_of(case: &TestCase, one: &str, other: &str) -> Value {
    let names = |found: &Value| {
        [&found["query"]["name"], &found["reference"]["name"]].map(|name| name.as_str().map(str::to_owned))
    };
    let is_it = |found: &&Value| {
        let names = names(found);
        names.contains(&Some(one.to_owned()))
            && names.contains(&Some(other.to_owned()))
            && found["kind"] != "audio_copy"
    };
    let matches = case.show("matches");
    matches.iter().find(is_it).unwrap_or_else(|| panic!("no match of {one} and {other}: {matches:#?}")).clone()
}

fn short_id(case: &TestCase, name: &str) -> String {
    case.item(name)["short_id"].as_str().expect("a short id").to_owned()
}

fn json(visitor: &Visitor, path: &str) -> Value {
    let answer = visitor.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

/// What ffprobe says of a film, and its frames a second.
fn probed(folder: &Path, film: &[u8]) -> Value {
    let path = folder.join("film.webm");
    std::fs::write(&path, film).expect("a film");
    let asked = ["-v", "error", "-show_streams", "-show_format", "-of", "json"];
    let told = ran(Command::new("ffprobe").args(asked).arg(&path));
    assert!(told.status.success() && told.stderr.is_empty(), "{}", talk(&told));
    serde_json::from_slice(&told.stdout).expect("JSON")
}

#[test]
fn a_recording_plays_in_parts_and_seeks_without_a_byte_of_the_original() {
    let case = a_case();
    let desk = Desk::start(&case);
    let viewer = desk.somebody("Vera", "viewer");
    let id = short_id(&case, "long.mp4");
    let page = viewer.get(&format!("/items/{id}"));
    assert!(page.body.contains("data-island=\"player\"") && page.body.contains("preload=\"none\""), "{}", page.body);
    let data = json(&viewer, &format!("/items/{id}/player/0.json"));
    assert_eq!(data["medium"], "video");
    assert_eq!((data["from_us"].as_i64(), data["length_us"].as_i64().map(|us| us / 1_000_000)), (Some(0), Some(70)));
    let stretches = data["stretches"].as_array().expect("stretches");
    let of_part = stretches.iter().find(|one| one["label"].as_str().is_some_and(|label| label.contains("part.mp4")));
    let start_us = of_part.expect("the part is a stretch of it")["start_us"].as_i64().expect("a time");
    assert!((60_000_000..62_500_000).contains(&start_us), "{start_us}");

    let film = viewer.bytes(data["src"].as_str().expect("an address"), &[]);
    assert_eq!((film.0, film.1.as_str()), (200, "video/webm"));
    let probe = probed(case.folder.path(), &film.2);
    let codecs: Vec<_> = probe["streams"].as_array().expect("streams").iter().map(|one| &one["codec_name"]).collect();
    assert_eq!(codecs, ["vp8", "vorbis"]);
    let seconds: f64 = probe["format"]["duration"].as_str().and_then(|text| text.parse().ok()).expect("a length");
    assert!((69.5..70.6).contains(&seconds), "{seconds}");
    assert!(!film.2.windows(MADE_WITH.len()).any(|part| part == MADE_WITH.as_bytes()));

    let part = viewer.bytes(data["src"].as_str().expect("an address"), &[("Range", "bytes=4-9")]);
    assert_eq!((part.0, part.2.as_slice()), (206, &film.2[4..10]));
    let still = data["stills"][0]["src"].as_str().expect("a still");
    let still = viewer.bytes(still, &[]);
    assert!(still.1 == "image/jpeg" && still.2.starts_with(b"\xff\xd8"), "{}", still.1);

    for nothing in ["films/9.webm", "films/x", "stills/99.jpg", "player/9.json", "picture.jpg"] {
        assert_eq!(viewer.get(&format!("/items/{id}/{nothing}")).status, 404, "{nothing}");
    }
    assert_eq!(desk.get(&format!("/items/{id}/films/0.webm"), &[]).status, 401, "nobody without a session");
}

#[test]
fn both_sides_of_a_match_are_films_in_which_the_same_moments_belong_together() {
    let case = a_case();
    let desk = Desk::start(&case);
    let visitor = desk.operator();
    let found = match_of(&case, "long.mp4", "part.mp4");
    let id = found["id"].as_str().expect("an id");
    let data = json(&visitor, &format!("/matches/{id}/compare.json"));
    assert_eq!(data["medium"], "video");
    // The long one is shown from five seconds before what matches, the short one whole.
    let long = if found["query"]["name"] == "long.mp4" { "query" } else { "reference" };
    let short = if long == "query" { "reference" } else { "query" };
    let from_us = data[long]["from_us"].as_i64().expect("a time");
    assert!((54_000_000..58_000_000).contains(&from_us), "{from_us}");
    assert_eq!(data[short]["from_us"], 0);
    let moved = &data["matches"][0];
    for (side, from_us) in [(long, from_us), (short, 0)] {
        let told = found[side]["start_us"].as_i64().expect("a time");
        assert_eq!(moved[side]["start_us"].as_i64(), Some(told - from_us));
    }
    assert_eq!(data["transform"], found["transform"], "what is told is of the recordings");
    for side in [long, short] {
        let film = visitor.bytes(data[side]["src"].as_str().expect("an address"), &[]);
        assert_eq!((film.0, film.1.as_str()), (200, "video/webm"));
        let probe = probed(case.folder.path(), &film.2);
        let seconds: f64 = probe["format"]["duration"].as_str().and_then(|text| text.parse().ok()).expect("a length");
        assert!((8.0..16.0).contains(&seconds), "{side}: {seconds}");
    }
    let page = visitor.get(&format!("/matches/{id}"));
    assert!(page.body.contains("data-island=\"compare\"") && page.body.contains("<details"), "{}", page.body);
}

#[test]
fn pictures_are_compared_as_pictures() {
    let case = a_case();
    let desk = Desk::start(&case);
    let visitor = desk.operator();
    let found = match_of(&case, "quay.png", "quay cut.png");
    let data = json(&visitor, &format!("/matches/{}/compare.json", found["id"].as_str().expect("an id")));
    assert_eq!(data["medium"], "image");
    assert_eq!(data["matches"][0]["query"]["region"], found["query"]["region"]);
    for side in ["query", "reference"] {
        let picture = visitor.bytes(data[side]["src"].as_str().expect("an address"), &[]);
        assert!(picture.1 == "image/jpeg" && picture.2.starts_with(b"\xff\xd8"), "{}", picture.1);
    }
}

#[test]
fn of_a_graphic_item_nothing_large_is_in_the_page_and_who_looked_is_logged() {
    let case = a_case();
    let desk = Desk::start(&case);
    let (reviewer, viewer) = (desk.somebody("Rana", "reviewer"), desk.somebody("Vera", "viewer"));
    let id = short_id(&case, "quay.png");
    let before = viewer.get(&format!("/items/{id}")).body;
    assert!(before.contains("picture.jpg") && !before.contains("<details class=\"look\""), "{before}");
    let item = case.item_id("quay.png");
    assert_eq!(
        reviewer.post("/marks", &[("kind", "graphic"), ("item", &item), ("graphic", "yes"), ("why", "blood")]).status,
        303
    );
    let after = viewer.get(&format!("/items/{id}")).body;
    let (_, folded) = after.split_once("<details class=\"look\"").expect("the picture is folded");
    assert!(folded.contains("picture.jpg"), "{after}");
    let found = match_of(&case, "quay.png", "quay cut.png");
    let data = json(&viewer, &format!("/matches/{}/compare.json", found["id"].as_str().expect("an id")));
    let side = if found["query"]["name"] == "quay.png" { "query" } else { "reference" };
    assert_eq!(data[side]["graphic"], true);
    let of_match = viewer.get(&format!("/matches/{}", found["id"].as_str().expect("an id"))).body;
    assert!(of_match.contains("card veiled graphic"), "its small picture is veiled: {of_match}");
    assert_eq!(viewer.bytes(&format!("/items/{id}/picture.jpg"), &[]).0, 200);
    desk.stop();
    let seen =
        case.show("custody").into_iter().filter(|event| event["what"] == "viewed" && event["by"] == "Vera").count();
    assert_eq!(seen, 1);
}

#[test]
fn looking_at_something_makes_no_list_anew() {
    let case = a_case();
    let desk = Desk::start(&case);
    let visitor = desk.operator();
    visitor.get("/items");
    let lists = case.path().join("derived/desk.sqlite");
    let made = |path: &Path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).expect("the lists");
    let before = made(&lists);
    let id = short_id(&case, "quay.png");
    assert_eq!(visitor.bytes(&format!("/items/{id}/picture.jpg"), &[]).0, 200);
    assert_eq!(visitor.get("/items").status, 200);
    assert_eq!(made(&lists), before);
}
