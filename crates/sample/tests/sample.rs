//! The sample as a user finds it on disk. Small pictures, so that the tests are quick.

use flate2::read::MultiGzDecoder;
use sample::{Sample, SampleOptions, write_sample};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

fn small() -> SampleOptions {
    SampleOptions { width_px: 64, ..SampleOptions::default() }
}

/// Writes a sample and gives the bytes of every file by its name.
fn written(options: &SampleOptions) -> (Sample, BTreeMap<String, Vec<u8>>) {
    let home = tempfile::tempdir().expect("a folder for the test");
    let sample = write_sample(&home.path().join("sample"), options).expect("the sample is written");
    let mut files = BTreeMap::new();
    collect(&sample.folder, &sample.folder, &mut files);
    (sample, files)
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder of the sample") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside the sample").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).expect("a file of the sample"));
        }
    }
}

/// Names of the files that differ, are missing or are new.
fn changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

fn names(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

/// Length in seconds that the movie header of an MP4 gives.
fn seconds(mp4: &[u8]) -> f64 {
    let header = mp4.windows(4).position(|four| four == b"mvhd").expect("a movie header") + 4;
    let number = |at: usize| u32::from_be_bytes(mp4[header + at..header + at + 4].try_into().expect("four bytes"));
    f64::from(number(16)) / f64::from(number(12))
}

fn unpacked(archive: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(archive).read_to_end(&mut bytes).expect("gzip members");
    bytes
}

#[test]
fn two_runs_write_the_same_bytes() {
    let (first, second) = (written(&small()).1, written(&small()).1);
    assert_eq!(changed(&first, &second), BTreeSet::new());
}

#[test]
fn every_file_is_what_its_name_says_but_two_that_are_broken() {
    let (sample, files) = written(&small());
    for name in &sample.files {
        let bytes = &files[&format!("pile/{name}")];
        match name.rsplit('.').next().unwrap_or_default() {
            "mp4" => assert_eq!(&bytes[4..8], b"ftyp", "{name}"),
            "html" => assert!(bytes.starts_with(b"<!") && bytes.ends_with(b"</html>\n"), "{name}"),
            "gz" => assert!(unpacked(bytes).starts_with(b"WARC/1.1\r\n"), "{name}"),
            "txt" => assert!(std::str::from_utf8(bytes).is_ok_and(|text| text.len() > 500), "{name}"),
            "jpg" if name.contains("IMG_") => assert!(!bytes.ends_with(&[0xff, 0xd9]), "{name} is broken on purpose"),
            "jpg" => assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.ends_with(&[0xff, 0xd9]), "{name}"),
            _ => panic!("an unexpected file: {name}"),
        }
    }
    assert!(files["pile/phones/IMG_20260917_200240.jpg"].is_empty());
}

#[test]
fn the_table_names_every_file_of_the_pile_and_no_other() {
    let (sample, files) = written(&small());
    let table = String::from_utf8(files["captures.csv"].clone()).expect("text");
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("file,url,received_from,collected_by,seen_at,note"));
    let listed: Vec<String> = lines.map(|line| line.split(',').next().unwrap_or_default().to_owned()).collect();
    let on_disk: Vec<String> = files.keys().filter_map(|name| name.strip_prefix("pile/")).map(str::to_owned).collect();
    assert_eq!(listed, on_disk);
    assert_eq!(sample.files, on_disk);
}

#[test]
fn nothing_is_written_outside_the_folder_and_nothing_half_made_is_left() {
    let home = tempfile::tempdir().expect("a folder for the test");
    let sample = write_sample(&home.path().join("sample"), &small()).expect("the sample is written");
    let inside = |folder: &Path| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(inside(home.path()), names(&["sample"]));
    assert_eq!(inside(&sample.folder), names(&["captures.csv", "pile", "places.csv"]));
    let again = write_sample(&sample.folder, &small()).expect_err("a second sample in the same folder");
    assert!(again.to_string().contains("already holds a sample"), "{again}");
}

#[test]
fn another_figure_changes_the_texts_that_repeat_it_and_nothing_else() {
    let usual = written(&small()).1;
    let other = written(&SampleOptions { figure: 19, ..small() }).1;
    let repeated = [
        "pile/archives/northline-20260918.warc.gz",
        "pile/pages/daily-lantern.html",
        "pile/pages/portovyi-visnyk.html",
        "pile/pages/quay-diary.html",
        "pile/pages/river-observer.html",
        "pile/pages/tolmarsh-courier.html",
        "pile/texts/lantern-copied.txt",
        "pile/texts/press-note-118.txt",
    ];
    assert_eq!(changed(&usual, &other), names(&repeated));
    for name in repeated {
        let bytes = if name.ends_with(".gz") { unpacked(&other[name]) } else { other[name].clone() };
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.contains("19 people were injured") || text.contains("19 осіб"), "{name}");
        assert!(!text.contains("17 people") && !text.contains("17 осіб"), "{name}");
    }
}

#[test]
fn a_dropped_outlet_takes_its_own_files_along_and_no_other() {
    let usual = written(&small()).1;
    let dropped = written(&SampleOptions { drop_outlet: Some(2), ..small() }).1;
    let gone = [
        "captures.csv",
        "pile/clips/port-blaze.mp4",
        "pile/pages/daily-lantern.html",
        "pile/photos/blaze.jpg",
        "pile/texts/lantern-copied.txt",
    ];
    assert_eq!(changed(&usual, &dropped), names(&gone));
    assert_eq!(usual.len() - dropped.len(), gone.len() - 1);
}

#[test]
fn a_cut_recording_is_shorter_and_the_clips_made_of_it_stay() {
    let recording = "pile/phones/VID_20260917_195110.mp4";
    let usual = written(&small()).1;
    let cut = written(&SampleOptions { cut_clip: true, ..small() }).1;
    assert_eq!(changed(&usual, &cut), names(&[recording]));
    let (whole, left) = (seconds(&usual[recording]), seconds(&cut[recording]));
    assert!((14.9..15.2).contains(&whole) && (7.4..7.7).contains(&left), "{whole} s, {left} s");
}

#[test]
fn an_option_out_of_its_range_is_refused_with_the_range() {
    let home = tempfile::tempdir().expect("a folder for the test");
    let refused = |options: SampleOptions| write_sample(home.path(), &options).expect_err("refused").to_string();
    assert!(refused(SampleOptions { figure: 1, ..small() }).contains("at least 2"));
    assert!(refused(SampleOptions { drop_outlet: Some(5), ..small() }).contains("0 to 4"));
    assert!(refused(SampleOptions { width_px: 65, ..small() }).contains("multiple of 32"));
}
