//! The index on disk: it grows by what comes, gives the same when it is made again, and goes with what is disposed of.

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use support::judges::accepted;
use support::{TestCase, talk, text};
use testkit::media;

/// Files of the index, with when they were written.
fn segments(case: &TestCase) -> BTreeMap<PathBuf, SystemTime> {
    let Ok(entries) = std::fs::read_dir(case.path().join("derived/index")) else { return BTreeMap::new() };
    let written = |path: &PathBuf| path.metadata().and_then(|about| about.modified()).expect("a time");
    entries.map(|entry| entry.expect("an entry").path()).map(|path| (path.clone(), written(&path))).collect()
}

fn add(case: &TestCase, path: &Path) {
    let added = case.run("add", &[path.to_str().expect("UTF-8"), "--json"]);
    assert!(matches!(added.status.code(), Some(0 | 1)), "{}", talk(&added));
}

/// A picture, and five more of which each shows a part of it.
fn pictures(folder: &Path) -> Vec<PathBuf> {
    let whole = media::picture(400, 300, 5);
    let part = |n: usize| media::cropped(&whole, 10 * n, 6 * n, 400 - 25 * n, 300 - 20 * n);
    let write = |n: usize| {
        let path = folder.join(format!("part {n}.png"));
        std::fs::write(&path, media::png_bytes(&part(n))).expect("a picture");
        path
    };
    (0..6).map(write).collect()
}

#[test]
fn an_index_that_grew_gives_what_one_made_at_once_gives_and_leaves_what_is_there() {
    let case = TestCase::new();
    let pile = case.pile(&[("a note.txt", b"not added")]);
    let mut before = BTreeMap::new();
    let mut n_kept = 0;
    for path in pictures(&pile) {
        add(&case, &path);
        let now = segments(&case);
        // Each comes with a segment of its own; four are merged into one.
        n_kept += now.iter().filter(|(path, written)| before.get(*path) == Some(*written)).count();
        assert!(now.len() <= 3, "{now:?}");
        before = now;
    }
    assert!(n_kept >= 5, "segments that stood are not written again: {n_kept}");
    let grown = case.show("matches");
    assert_eq!(grown.len(), 15, "each of six with each: {grown:#?}");
    let again = case.run("trace", &["--again", "--threads", "1"]);
    assert!(again.status.success(), "{}", talk(&again));
    assert_eq!(segments(&case).len(), 1, "made at once it is one segment");
    assert_eq!(case.show("matches"), grown);
}

#[test]
fn a_damaged_or_missing_index_is_made_again() {
    let case = TestCase::new();
    let pile = case.pile(&[("a note.txt", b"not added")]);
    let paths = pictures(&pile);
    add(&case, &paths[0]);
    let damage: [fn(&Path); 3] = [
        |path| std::fs::remove_file(path).expect("removed"),
        |path| std::fs::write(path, [0_u8; 64]).expect("written"),
        |path| {
            let bytes = std::fs::read(path).expect("read");
            std::fs::write(path, &bytes[..bytes.len() - 8]).expect("written");
        },
    ];
    for (damage, path) in damage.into_iter().zip(&paths[1..]) {
        damage(segments(&case).keys().next().expect("a segment"));
        add(&case, path);
    }
    assert_eq!(case.show("matches").len(), 6, "each of four with each");
}

#[test]
fn the_index_goes_with_what_is_disposed_of() {
    let case = TestCase::new();
    let pile = case.pile(&[("a note.txt", b"not added")]);
    let paths = pictures(&pile);
    paths[..3].iter().for_each(|path| add(&case, path));
    let gone = case.item_id("part 1.png");
    let disposed = case.run("custody", &["disposed", "--note", "consent withdrawn", "--items", &gone]);
    assert!(disposed.status.success(), "{}", talk(&disposed));
    assert_eq!(segments(&case), BTreeMap::new());
    let names_it = |found: &Value| [&found["query"], &found["reference"]].iter().any(|side| text(side, "item") == gone);
    assert!(!case.show("matches").iter().any(names_it));
    add(&case, &paths[3]);
    let found = case.show("matches");
    assert_eq!(found.len(), 3, "the three that are left: {found:#?}");
    assert!(!found.iter().any(names_it));
}

#[test]
fn a_part_of_a_frame_leads_to_its_recording_whichever_came_first() {
    for picture_first in [true, false] {
        let case = TestCase::new();
        let pile = case.pile(&[("a note.txt", b"not added")]);
        let (film, part) = (pile.join("film.mp4"), pile.join("part.png"));
        let ffmpeg = || {
            let mut ffmpeg = Command::new("ffmpeg");
            ffmpeg.args(["-nostdin", "-v", "error", "-y"]);
            ffmpeg
        };
        // Three pictures, two seconds each: in the second is what the photo shows a part of.
        for n in 0..3 {
            let still = media::png_bytes(&media::scaled(&media::picture(320, 180, 40 + n), 640, 360));
            std::fs::write(pile.join(format!("still{n}.png")), still).expect("a picture");
        }
        let stills = pile.join("still%d.png");
        accepted(
            ffmpeg().args(["-framerate", "0.5", "-i"]).arg(&stills).args(["-r", "25", "-c:v", "libx264"]).arg(&film),
        );
        let cut = "crop=300:200:200:90";
        accepted(ffmpeg().arg("-i").arg(pile.join("still1.png")).args(["-vf", cut]).arg(&part));
        let mut both = [&part, &film];
        if !picture_first {
            both.reverse();
        }
        both.into_iter().for_each(|path| add(&case, path));
        let found = case.show("matches");
        let [one] = &found[..] else { panic!("one match: {found:#?}") };
        assert_eq!((text(one, "kind"), text(one, "tier")), ("image_region", "confirmed"), "{one:#?}");
        assert_eq!(text(&one["reference"], "name"), "film.mp4");
        let second = |name: &str| one["reference"][name].as_i64().expect("a time") as f64 / 1e6;
        let (start, end) = (second("start_us"), second("end_us"));
        assert!((1.5..=4.5).contains(&start) && end <= 4.6 && end > start, "{one:#?}");
    }
}
