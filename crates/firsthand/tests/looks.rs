//! Pictures for people through the program: `look`, the report with `--pictures`, and the desk.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::judges::accepted;
use support::{TestCase, talk, text};
use testkit::media;

/// Two scenes with a cut between them, and a part of them mirrored, smaller, with a banner.
fn recordings(folder: &Path) -> [PathBuf; 2] {
    let (film, part) = (folder.join("film.mp4"), folder.join("part.mp4"));
    let scenes = "mandelbrot=size=320x180:rate=25,format=yuv420p,trim=duration=4[a];\
                  testsrc2=size=320x180:rate=25,format=yuv420p,trim=duration=4[b];[a][b]concat=n=2[out0]";
    let ffmpeg = || {
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-y"]);
        ffmpeg
    };
    accepted(ffmpeg().args(["-f", "lavfi", "-i", scenes, "-c:v", "libx264", "-g", "25"]).arg(&film));
    let change = "hflip,scale=256:144,drawbox=y=124:h=20:w=256:color=red:t=fill";
    accepted(ffmpeg().args(["-ss", "3", "-i"]).arg(&film).args(["-vf", change, "-c:v", "libx264"]).arg(&part));
    [film, part]
}

fn case() -> TestCase {
    let case = TestCase::new();
    let picture = media::picture(400, 300, 5);
    let pile = case.pile(&[
        ("quay.png", &media::png_bytes(&picture)),
        ("quay cut.png", &media::png_bytes(&media::mirrored(&media::cropped(&picture, 30, 20, 340, 250)))),
        ("one.txt", b"Seven boats were lost in the night, the harbour master of Ostrava said on Friday morning to us."),
        (
            "two.txt",
            b"Seven boats were lost in the night, the harbour master of Ostrava said on Friday morning to us. So.",
        ),
    ]);
    let [film, _] = recordings(&pile);
    let whole = std::fs::read(film).expect("the film");
    std::fs::write(pile.join("cut off.mp4"), &whole[..whole.len() / 2]).expect("a broken film");
    let added = case.run("add", &[pile.to_str().expect("UTF-8"), "--json"]);
    assert!(matches!(added.status.code(), Some(0 | 1)), "{}", talk(&added));
    case
}

/// The match of the two items of these names.
fn match_of(case: &TestCase, one: &str, other: &str, kinds: &[&str]) -> String {
    let found = case.show("matches");
    let names =
        |found: &Value| [text(&found["query"], "name").to_owned(), text(&found["reference"], "name").to_owned()];
    let is_it = |found: &&Value| {
        let names = names(found);
        kinds.contains(&text(found, "kind")) && names.contains(&one.to_owned()) && names.contains(&other.to_owned())
    };
    text(found.iter().find(is_it).unwrap_or_else(|| panic!("no match of {one} and {other}: {found:#?}")), "id")
        .to_owned()
}

fn looked(case: &TestCase, id: &str, folder: &str) -> (Value, PathBuf) {
    let out = case.folder.path().join(folder);
    (case.json_of("look", &[id, out.to_str().expect("UTF-8")]), out)
}

fn names(shown: &Value) -> Vec<&str> {
    shown["files"].as_array().expect("files").iter().map(|file| text(file, "name")).collect()
}

#[test]
fn an_item_and_a_match_are_looked_at_and_the_pictures_are_equal_when_made_again() {
    let case = case();
    let film = case.item_id("film.mp4");
    let copies = ["video_copy", "video_excerpt"];
    let of_films = match_of(&case, "film.mp4", "part.mp4", &copies);
    let of_pictures = match_of(&case, "quay.png", "quay cut.png", &["image_copy", "image_region"]);
    let mut made: Vec<Vec<u8>> = Vec::new();
    for round in ["first", "kept", "again"] {
        let mut files = Vec::new();
        for (id, expected) in [
            (&film, ["thumbnail.jpg", "contact-sheet.jpg"].as_slice()),
            (&of_films, &["comparison.png", "clip.webm"]),
            (&of_pictures, &["comparison.png"]),
        ] {
            let (shown, out) = looked(&case, id, &format!("{round} {id}"));
            assert_eq!(names(&shown), expected, "{shown:#}");
            files.extend(expected.iter().map(|name| std::fs::read(out.join(name)).expect("a file that was named")));
        }
        if round == "first" {
            made = files;
        } else {
            assert!(made == files, "{round}: the same case gave other pictures");
        }
        if round == "kept" {
            let again = case.run("trace", &["--again"]);
            assert!(again.status.success(), "{}", talk(&again));
        }
    }
    let clip = case.folder.path().join(format!("first {of_films}")).join("clip.webm");
    let asked = ["-v", "error", "-show_entries", "stream=codec_name,codec_type,width,height", "-of", "csv=p=0"];
    let told = accepted(Command::new("ffprobe").args(asked).arg(&clip));
    assert_eq!(told.lines().filter(|line| line.contains("vp8,video,")).count(), 1, "{told}");
    assert!(!told.contains("audio"), "{told}");
}

#[test]
fn what_has_no_picture_is_told_with_the_reason() {
    let case = case();
    let (shown, _) = looked(&case, &case.item_id("one.txt"), "text");
    assert_eq!(names(&shown), [""; 0]);
    assert_eq!(shown["not_made"][0]["name"], "thumbnail.jpg", "{shown:#}");
    let out = case.folder.path().join("nowhere");
    let of_texts = match_of(&case, "one.txt", "two.txt", &["text_copy", "text_excerpt"]);
    for (id, expected) in [(of_texts.as_str(), "match of texts"), ("M-000000000000", "no item and no match")] {
        let refused = case.run("look", &[id, out.to_str().expect("UTF-8")]);
        assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
        assert!(talk(&refused).contains(expected), "{}", talk(&refused));
    }
    assert!(!out.exists());
    let (shown, _) = looked(&case, &case.item_id("cut off.mp4"), "cut off");
    let all = ["files", "not_made"].map(|list| shown[list].as_array().expect("a list").len());
    assert!(all[0] + all[1] > 0, "a broken film gives what it can, and says the rest: {shown:#}");
}

#[test]
fn a_comparison_goes_when_one_side_is_disposed_of() {
    let case = case();
    let found = match_of(&case, "quay.png", "quay cut.png", &["image_copy", "image_region"]);
    let (_, out) = looked(&case, &found, "before");
    let png = std::fs::read(out.join("comparison.png")).expect("a comparison");
    let part = &png[png.len() / 2..png.len() / 2 + 200];
    let held = || {
        let catalog = std::fs::read(case.path().join("catalog.sqlite")).expect("the catalog");
        let wal = std::fs::read(case.path().join("catalog.sqlite-wal")).unwrap_or_default();
        [catalog, wal].iter().any(|bytes| bytes.windows(part.len()).any(|window| window == part))
    };
    assert!(held(), "it is kept in the catalog");
    let disposed =
        case.run("custody", &["disposed", "--note", "consent withdrawn", "--items", &case.item_id("quay cut.png")]);
    assert!(disposed.status.success(), "{}", talk(&disposed));
    assert!(!held(), "nothing of the picture is left in the catalog");
    let refused = case.run("look", &[&found, case.folder.path().join("after").to_str().expect("UTF-8")]);
    assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
}

fn page(out: &Path, name: &str) -> String {
    std::fs::read_to_string(out.join(name)).expect("a page")
}

#[test]
fn a_report_holds_larger_pictures_only_when_asked_and_veils_them() {
    let case = case();
    let report = |name: &str, more: &[&str]| {
        let out = case.folder.path().join(name);
        let made = case.run("report", &[&[out.to_str().expect("UTF-8")], more].concat());
        assert!(made.status.success(), "{}", talk(&made));
        out
    };
    let plain = report("plain", &[]);
    assert!(!plain.join("comparisons").exists() && !plain.join("sheets").exists());
    assert!(!page(&plain, "matches.html").contains("comparisons/"));

    let with = report("with pictures", &["--pictures"]);
    let found = match_of(&case, "film.mp4", "part.mp4", &["video_copy", "video_excerpt"]);
    let matches = page(&with, "matches.html");
    for file in [format!("comparisons/{found}.png"), format!("comparisons/{found}.webm")] {
        assert!(with.join(&file).is_file() && matches.contains(&file), "{file}");
    }
    assert!(matches.contains("<video") && matches.contains("preload=\"none\"") && !matches.contains("autoplay"));
    let veiled = matches.matches("class=\"picture large").count();
    assert_eq!(veiled, matches.matches("comparisons/").count(), "every larger picture stands in a veil");
    let film = text(&case.item("film.mp4"), "short_id").to_owned();
    assert!(with.join(format!("sheets/{film}.jpg")).is_file());
    assert!(page(&with, &format!("items/{film}.html")).contains(&format!("../sheets/{film}.jpg")));
    let style = page(&with, "style.css");
    assert!(style.contains(".veiled video") && style.contains("blur(16px)"));
}
