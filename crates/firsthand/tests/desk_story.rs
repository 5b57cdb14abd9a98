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

#[test]
fn a_newcomer_looks_compares_decides_and_adds() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("demo");
    let made = Command::new(env!("CARGO_BIN_EXE_firsthand")).arg("demo").arg(&place).output().expect("the demo");
    assert!(made.status.success(), "{}", talk(&made));
    let desk = Desk::of_folder(&place);
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk_story/story.mjs");
    let chromium = ran(Command::new("sh").args(["-c", "command -v chromium"]));
    let mut command = Command::new("node");
    command.arg(story).arg(installed("judges/replay", "judges"));
    command
        .arg(String::from_utf8_lossy(&chromium.stdout).trim())
        .arg(format!("http://{}/?token={}", desk.host, desk.token));
    let told = ran(&mut command);
    assert!(told.status.success(), "{}", talk(&told));
    let said: Value = json_lines(&told.stdout).remove(0);
    assert_eq!(said["held"].as_array().map(Vec::len), Some(10), "{said}");
    assert_eq!(said["complaints"], Value::Array(vec![]), "no page complains, and nothing is asked of anybody else");
}
