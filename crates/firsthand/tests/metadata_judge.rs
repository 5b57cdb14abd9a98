//! What we read out of a photo, against exiftool's reading of the same file, before and after one changed byte.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::judges::{accepted, change_a_byte, ran};
use support::{TestCase, items_with_metadata, metadata, talk, text};
use testkit::media;

const SERIAL: &str = "QX-0815-77";
/// What the photo says of itself.
const WRITTEN: &[&str] = &[
    "-Make=Testworks",
    "-Model=Harbour Two",
    "-Software=shutter 4.1",
    "-Artist=Ilse Brandt",
    "-EXIF:SerialNumber=QX-0815-77",
    "-LensSerialNumber=L-4",
    "-DateTimeOriginal=2026:01:02 03:04:05",
    "-OffsetTimeOriginal=+02:00",
    "-GPSLatitude=48.501",
    "-GPSLatitudeRef=S",
    "-GPSLongitude=2.25",
    "-GPSLongitudeRef=W",
    "-GPSDateStamp=2026:01:02",
    "-GPSTimeStamp=01:04:05",
];
/// Fields of text that both tools must tell alike: the name in the standard, and exiftool's.
const TEXTS: &[(&str, &str)] = &[
    ("Make", "Make"),
    ("Model", "Model"),
    ("Software", "Software"),
    ("Artist", "Artist"),
    ("BodySerialNumber", "SerialNumber"),
    ("LensSerialNumber", "LensSerialNumber"),
];

fn photo(folder: &Path) -> PathBuf {
    let (picture, photo) = (folder.join("quay.png"), folder.join("quay.jpg"));
    std::fs::write(&picture, media::png_bytes(&media::picture(160, 120, 9))).expect("a picture");
    accepted(Command::new("ffmpeg").args(["-v", "error", "-i"]).args([&picture, &photo]));
    accepted(Command::new("exiftool").args(WRITTEN).arg("-overwrite_original").arg(&photo));
    photo
}

fn exiftool(photo: &Path) -> Value {
    let output = ran(Command::new("exiftool").args(["-json", "-c", "%+.6f"]).arg(photo));
    assert!(output.status.success(), "{}", talk(&output));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    told[0].clone()
}

fn added(photo: &Path) -> (TestCase, Vec<Value>) {
    let case = TestCase::new();
    let added = case.run("add", &[photo.to_str().expect("UTF-8"), "--json"]);
    assert!(added.status.success(), "{}", talk(&added));
    let items = items_with_metadata(&case);
    (case, items)
}

/// Everything that is compared, ours and theirs.
fn both_tell_alike(items: &[Value], theirs: &Value) {
    for (field, in_exiftool) in TEXTS {
        assert_eq!(metadata(items, "quay.jpg", &format!("EXIF {field}")), text(theirs, in_exiftool), "{field}");
    }
    let position = metadata(items, "quay.jpg", "EXIF position (degrees north, east)");
    assert_eq!(position, text(theirs, "GPSPosition"), "{theirs}");
    let times = items[0]["times"].as_array().expect("times");
    let told = |evidence: &str| {
        let time = times.iter().find(|time| text(time, "evidence").contains(evidence));
        text(time.unwrap_or_else(|| panic!("no time of {evidence}: {times:#?}")), "time")
    };
    let written = format!("{}{}", text(theirs, "DateTimeOriginal"), text(theirs, "OffsetTimeOriginal"));
    assert_eq!(told("DateTimeOriginal").replace('-', ":").replace('T', " "), written);
    let by_satellite = text(theirs, "GPSDateTime");
    assert_eq!(told("GPSDateStamp").replace('-', ":").replace('T', " "), by_satellite);
}

#[test]
fn exiftool_and_we_tell_the_same_of_a_photo_and_of_its_changed_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let photo = photo(folder.path());
    let before = exiftool(&photo);
    assert_eq!(text(&before, "SerialNumber"), SERIAL);
    let (case, items) = added(&photo);
    both_tell_alike(&items, &before);
    assert!(case.run("check", &[]).status.success());

    let bytes = std::fs::read(&photo).expect("the photo");
    let serial = SERIAL.as_bytes();
    let at = bytes.windows(serial.len()).position(|window| window == serial).expect("it stands there as written");
    change_a_byte(&photo, at);
    let after = exiftool(&photo);
    assert_eq!(text(&after, "SerialNumber"), "PX-0815-77");
    let (_other_case, changed) = added(&photo);
    both_tell_alike(&changed, &after);
    assert_ne!(changed[0]["sha256"], items[0]["sha256"], "another photo");

    let hash = text(&items[0], "sha256");
    let original = case.path().join("objects").join(&hash[..2]).join(&hash[2..]);
    make_writable(&original);
    change_a_byte(&original, at);
    let checked = case.run("check", &[]);
    assert_eq!(checked.status.code(), Some(3), "{}", talk(&checked));
    assert!(talk(&checked).contains(hash), "the item is named: {}", talk(&checked));
}

fn make_writable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(path, mode).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
