//! The web archives of our bundles replay in ReplayWeb.page under headless Chromium. `make judges` runs this; what it
//! needs comes with `scripts/setup.sh judges`, and a machine that lacks it fails the test.
//!
//! ReplayWeb.page is a player. It compares no hash of what it shows (seen with 2.5.3; its own count of hashes is the same
//! for an archive of py-wacz's, for ours and for a changed one), so a changed word is shown as if nothing had happened.
//! That a changed archive is refused is asked of py-wacz and of our own reader of bundles.

mod support;

use evidence::bundle::{Outcome, check_bundle};
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::judges::{change_a_byte, installed, pypi, ran};
use support::{BundleFolder, TestCase, files_below, firsthand, json_lines, talk, text};
use testkit::media;

const PAGE_URL: &str = "https://harbour.example/news/crane.html?edition=2&lang=en";
const PICTURE_URL: &str = "https://harbour.example/news/crane.png";

/// What stood in the frame of the page when `wanted` did, or when the time was over.
fn replayed(archive: &Path, address: &str, wanted: &str) -> Value {
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replay/replay.mjs");
    let chromium = printed(Command::new("sh").args(["-c", "command -v chromium"]));
    let mut command = Command::new("node");
    command.arg(driver).arg(installed("judges/replay", "judges"));
    command.args([chromium.trim().as_ref(), archive.as_os_str()]).args([address, wanted]);
    let output = ran(&mut command);
    assert!(output.status.success(), "{}", talk(&output));
    let said: Value = json_lines(&output.stdout).remove(0);
    assert_eq!(said["outside"], Value::Array(vec![]), "the replay asks nobody else");
    said
}

/// What a command that must succeed prints.
fn printed(command: &mut Command) -> String {
    let output = ran(command);
    assert!(output.status.success(), "{command:?}: {}; run: bash scripts/setup.sh judges", talk(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn waczs(bundle: &Path) -> Vec<PathBuf> {
    files_below(&bundle.join("data/wacz")).into_iter().map(|(path, _)| path).collect()
}

/// The address of the page of a web archive, from its own list.
fn page_address(archive: &Path) -> String {
    let file = std::fs::File::open(archive).expect("the web archive");
    let mut packed = zip::ZipArchive::new(file).expect("a ZIP");
    let mut pages = String::new();
    packed.by_name("pages/pages.jsonl").expect("the pages").read_to_string(&mut pages).expect("UTF-8");
    text(&json_lines(pages.as_bytes())[1], "url").to_owned()
}

/// A response record of a WARC, with its HTTP head.
fn response(url: &str, media_type: &str, body: &[u8]) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n", body.len());
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{:012x}>\r\n\
         WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http;msgtype=response\r\n\
         Content-Length: {}\r\n\r\n",
        url.len(),
        http.len() + body.len()
    );
    [head.as_bytes(), http.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// A bundle of a case that holds nothing but one WARC: a page and the picture in it.
fn bundle_of_a_warc() -> (TestCase, PathBuf) {
    let page = "<!doctype html><html><head><meta charset=\"utf-8\"><title>Crane fell at Quay 4</title></head><body><article>\
                <h1>Crane fell at Quay 4</h1><p>The harbour master Ilse Brandt said that three cranes fell into the basin on \
                Monday morning.</p><p>Три крани впали у воду.</p><img src=\"crane.png\" alt=\"the crane\"></article></body>\
                </html>";
    let picture = media::png_bytes(&media::picture(160, 120, 7));
    let warc =
        [response(PAGE_URL, "text/html", page.as_bytes()), response(PICTURE_URL, "image/png", &picture)].concat();
    let case = TestCase::with_files(&[("quay.warc", &warc)]);
    let bundle = case.folder.path().join("bundle");
    let made = case.run("export", &[bundle.to_str().expect("UTF-8"), "--originals", "all"]);
    assert!(made.status.success(), "{}", talk(&made));
    (case, bundle)
}

#[test]
fn a_page_out_of_a_warc_replays_with_its_picture_and_the_letters_of_its_language() {
    let (_case, bundle) = bundle_of_a_warc();
    let archives = waczs(&bundle);
    assert_eq!(archives.len(), 1, "one page, one web archive");
    assert_eq!(page_address(&archives[0]), PAGE_URL);
    let said = replayed(&archives[0], PAGE_URL, "three cranes fell into the basin");
    assert_eq!(said["found"], true, "{said}");
    assert!(text(&said, "shown").contains("Три крани впали у воду."), "{said}");
    assert_eq!(said["pictures"][0]["width_px"], 160, "{said}");
}

#[test]
fn every_page_of_the_sample_replays() {
    let folder = tempfile::tempdir().expect("a folder");
    let (case, bundle) = (folder.path().join("sample"), folder.path().join("exported"));
    let made = firsthand(&["demo".as_ref(), case.as_os_str()]);
    assert!(made.status.success(), "{}", talk(&made));
    let made =
        firsthand(&["export".as_ref(), case.as_os_str(), bundle.as_os_str(), "--originals".as_ref(), "all".as_ref()]);
    assert!(made.status.success(), "{}", talk(&made));
    let blocks = firsthand(&["show".as_ref(), case.as_os_str(), "blocks".as_ref(), "--json".as_ref()]);
    let blocks = json_lines(&blocks.stdout);
    let archives = waczs(&bundle);
    assert_eq!(archives.len(), 6, "{archives:?}");
    let mut n_pictures = 0;
    for archive in &archives {
        let item = archive.file_stem().and_then(|name| name.to_str()).expect("named by its item");
        let body = blocks.iter().filter(|block| block["item"] == item && block["role"] == "body");
        let longest =
            body.map(|block| text(block, "text")).max_by_key(|words| words.len()).expect("the page has a body");
        let words: Vec<&str> = longest.split_whitespace().take(6).collect();
        let said = replayed(archive, &page_address(archive), &words.join(" "));
        assert_eq!(said["found"], true, "{words:?}: {said}");
        let pictures = said["pictures"].as_array().expect("a list").iter();
        n_pictures += pictures.filter(|picture| picture["width_px"].as_u64() > Some(0)).count();
    }
    assert!(n_pictures >= 4, "the four photos of the sample show on their pages: {n_pictures}");
}

#[test]
fn a_changed_word_is_shown_by_the_player_and_refused_by_those_who_check() {
    let (_case, bundle) = bundle_of_a_warc();
    let archive = waczs(&bundle).remove(0);
    let validate = || talk(&ran(pypi("wacz").arg("validate").arg("-f").arg(&archive)));
    assert!(validate().contains("Validation succeeded"), "{}", validate());
    assert!(check_bundle(&BundleFolder(&bundle), None).passed());
    let place = |words: &[u8]| {
        let bytes = std::fs::read(&archive).expect("the web archive");
        bytes.windows(words.len()).position(|window| window == words).expect("stored, not deflated")
    };
    let word = place(b"three cranes");
    change_a_byte(&archive, word);
    let said = replayed(&archive, PAGE_URL, "uhree cranes fell into the basin");
    assert_eq!(said["found"], true, "a player does not compare: {said}");
    assert!(!text(&said, "shown").contains("three cranes"), "{said}");
    assert!(!validate().contains("Validation succeeded"), "{}", validate());
    let report = check_bundle(&BundleFolder(&bundle), None);
    let failed: Vec<&str> =
        report.checks.iter().filter(|one| one.outcome == Outcome::Failed).map(|one| one.about.as_str()).collect();
    let name = archive.file_name().and_then(|name| name.to_str()).expect("UTF-8");
    assert!(failed.iter().any(|about| about.contains(name)), "{failed:?}");

    change_a_byte(&archive, word);
    assert!(validate().contains("Validation succeeded"), "{}", validate());
    change_a_byte(&archive, place(b"WARC-Target-URI: https://harbour.example/news/crane.html") + 30);
    let said = replayed(&archive, PAGE_URL, "Archived Page Not Found");
    assert_eq!(said["found"], true, "a record of another address is not taken for the page: {said}");
}
