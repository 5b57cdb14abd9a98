//! A newcomer's whole way through the desk in headless Chromium. `make judges` runs this; what it needs comes with
//! `scripts/setup.sh judges`, and a machine that lacks it fails the test.

mod support;

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use support::desk::{Desk, between};
use support::judges::{installed, ran};
use support::{TestCase, json_lines, talk};

#[test]
fn what_the_description_promises_is_what_programs_get() {
    let case = TestCase::with_files(&[("a.txt", b"Three people were hurt on the quay, the harbour master said.")]);
    let desk = Desk::start(&case);
    let made = desk.somebody("Robot", "viewer").post("/tokens", &[("token_name", "judge")]);
    let token = between(&made.body, "id=\"token\">", "<").expect("a token").to_owned();
    let mut command = Command::new(installed("judges/api/bin/schemathesis", "judges"));
    command.args(["run", "--no-color", "--max-examples", "50", "-H", &format!("Authorization: Bearer {token}")]);
    command.args(["--url", &desk.origin(), &format!("{}/api/v1/openapi.json", desk.origin())]);
    let told = ran(command.current_dir(case.folder.path()));
    assert!(told.status.success(), "{}", talk(&told));
}

/// Runs a program of `desk_story/` in Chromium on a demo of its own; gives what it said: the steps that held, and what the pages
/// complained of.
fn in_chromium(program: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("demo");
    let made = Command::new(env!("CARGO_BIN_EXE_firsthand")).arg("demo").arg(&place).output().expect("the demo");
    assert!(made.status.success(), "{}", talk(&made));
    told(&Desk::of_folder(&place), program, folder.path())
}

/// What a program that drives headless Chromium at this desk tells at its end; `folder` is a place for its files.
fn told(desk: &Desk, program: &str, folder: &Path) -> Value {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk_story").join(program);
    let chromium = ran(Command::new("sh").args(["-c", "command -v chromium"]));
    let mut command = Command::new("node");
    command.arg(program).arg(installed("judges/replay", "judges"));
    command.arg(String::from_utf8_lossy(&chromium.stdout).trim());
    command.arg(format!("http://{}/?token={}", desk.host, desk.token)).arg(folder);
    let told = ran(&mut command);
    assert!(told.status.success(), "{}", talk(&told));
    json_lines(&told.stdout).remove(0)
}

#[test]
fn a_newcomer_finds_the_one_origin_compares_decides_adds_and_hands_over() {
    let said = in_chromium("story.mjs");
    assert_eq!(said["held"].as_array().map(Vec::len), Some(13), "{said}");
    assert_eq!(said["complaints"], Value::Array(vec![]), "no page complains, and nothing is asked of anybody else");
}

#[test]
fn every_screen_can_be_read_by_ear_and_walked_by_keyboard() {
    let said = in_chromium("access.mjs");
    assert_eq!(said["held"].as_array().map(Vec::len), Some(8), "{said}");
    assert_eq!(said["complaints"], Value::Array(vec![]), "no page complains, and nothing is asked of anybody else");
}

#[test]
fn somebody_drops_files_watches_cancels_stops_and_goes_on() {
    let case = TestCase::new();
    let said = told(&Desk::start(&case), "adding.mjs", case.folder.path());
    assert_eq!(said["held"].as_array().map(Vec::len), Some(9), "{said}");
    assert_eq!(said["complaints"], Value::Array(vec![]), "no page complains, and nothing is asked of anybody else");
    assert_eq!(case.show("items").len(), 304, "all that was sent came in once");
}
