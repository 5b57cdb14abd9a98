//! Proofs, checkpoints and keys, as a person meets them on the command line.

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use support::TestCase;

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A case with one text and a key that was replaced; a checkpoint from before that lies in `earlier`.
fn rotated_case() -> TestCase {
    let case = TestCase::with_files(&[("a.txt", b"first".as_slice())]);
    fs::copy(case.path().join("log/checkpoint"), case.folder.path().join("earlier")).expect("a checkpoint");
    let rotated = case.run("key", &["rotate", "--why", "a new laptop"]);
    assert_eq!(code(&rotated), 0, "{}", said(&rotated));
    case
}

#[test]
fn a_proof_folder_is_checked_with_the_command_in_its_own_readme() {
    let case = rotated_case();
    let item = case.show("items")[0]["sha256"].as_str().expect("a hash").to_owned();
    let folder = case.folder.path().join("for the court");
    let made = case.run("proof", &[&item, path(&folder)]);
    assert_eq!(code(&made), 0, "{}", said(&made));
    assert!(said(&made).contains("leaves with it"), "{}", said(&made));
    let readme = fs::read_to_string(folder.join("README.txt")).expect("a README");
    let command = readme.lines().find(|line| line.contains("verify_proof.py")).expect("a command").trim();
    let judge = |command: &str| {
        Command::new("sh").current_dir(&folder).args(["-c", command]).output().expect("sh, python3 and openssl")
    };
    assert_eq!(code(&judge(command)), 0, "{}", said(&judge(command)));
    let original = case.folder.path().join("pile/a.txt");
    let with_original = format!("{command} '{}'", path(&original));
    assert_eq!(code(&judge(&with_original)), 0, "{}", said(&judge(&with_original)));
    fs::write(&original, "other").expect("a file");
    assert_eq!(code(&judge(&with_original)), 1, "{}", said(&judge(&with_original)));
    assert_eq!(code(&case.run("proof", &[&item, path(&folder)])), 2, "it is there already");

    let printed = case.run("proof", &[&item]);
    assert!(said(&printed).starts_with("c2sp.org/tlog-proof@v1\nextra "), "{}", said(&printed));
    assert!(said(&case.run("proof", &["entry:0"])).contains("index 0\n"));
    assert_eq!(code(&case.run("proof", &["entry:99"])), 2);
    assert_eq!(code(&case.run("proof", &[])), 2);
}

#[test]
fn check_since_accepts_what_goes_on_and_refuses_what_was_set_back() {
    let case = rotated_case();
    let earlier = case.folder.path().join("earlier");
    let now = case.folder.path().join("now");
    fs::copy(case.path().join("log/checkpoint"), &now).expect("a checkpoint");
    for known in [&earlier, &now] {
        let checked = case.run("check", &["--since", path(known)]);
        assert_eq!(code(&checked), 0, "{}", said(&checked));
        assert!(said(&checked).contains("goes on from"), "{}", said(&checked));
    }
    let proof = case.run("proof", &["--since", path(&earlier)]);
    assert_eq!(code(&proof), 0, "{}", said(&proof));
    assert!(said(&proof).starts_with("old "), "{}", said(&proof));

    let other = TestCase::with_files(&[("b.txt", b"second".as_slice())]);
    let refused = other.run("check", &["--since", path(&earlier)]);
    assert_eq!(code(&refused), 3);
    assert!(said(&refused).contains("another log"), "{}", said(&refused));
    assert_eq!(code(&other.run("proof", &["--since", path(&earlier)])), 3);

    // The whole folder as it was before the last entry: sound in itself.
    let before = case.folder.path().join("before");
    let copied = Command::new("cp").args(["-a".as_ref(), case.path().as_os_str(), before.as_os_str()]).status();
    assert!(copied.expect("cp").success());
    assert_eq!(code(&case.run("key", &["rotate", "--why", "again"])), 0);
    fs::copy(case.path().join("log/checkpoint"), &now).expect("a checkpoint");
    fs::remove_dir_all(case.path()).expect("the case goes");
    fs::rename(&before, case.path()).expect("the older one comes");
    assert_eq!(code(&case.run("check", &[])), 0);
    let refused = case.run("check", &["--since", path(&now)]);
    assert_eq!(code(&refused), 3);
    assert!(said(&refused).contains("set back"), "{}", said(&refused));
    assert_eq!(code(&case.run("check", &["--since", "nowhere"])), 2);
}

#[test]
fn a_key_is_taken_elsewhere_missed_and_found_again() {
    let case = rotated_case();
    let stick = case.folder.path().join("stick.key");
    let moved = case.run("key", &["move", path(&stick)]);
    assert_eq!(code(&moved), 0, "{}", said(&moved));
    let shown = &case.json("key", &[])[0];
    assert_eq!((&shown["fault"], shown["keys"].as_array().map(Vec::len)), (&Value::Null, Some(2)));
    assert_eq!(shown["keys"][1]["signs_now"], true);
    let away = case.folder.path().join("away.key");
    fs::rename(&stick, &away).expect("it goes");
    assert_eq!(code(&case.run("check", &[])), 0);
    let pile = case.pile(&[("b.txt", b"second".as_slice())]);
    let refused = case.run("add", &[path(&pile)]);
    assert_eq!(code(&refused), 2);
    assert!(said(&refused).contains("key CASE move"), "{}", said(&refused));
    assert_eq!(code(&case.run("key", &["move", path(&away)])), 0);
    let added = case.run("add", &[path(&pile)]);
    assert_eq!(code(&added), 0, "{}", said(&added));
}

#[test]
fn a_new_case_names_the_last_state_of_one_whose_key_is_lost() {
    let case = rotated_case();
    fs::remove_file(case.path().join("keys/log.key")).expect("it is lost");
    let new = case.folder.path().join("new");
    let init = |arguments: &[&str]| {
        support::firsthand(
            &[&["init".as_ref(), new.as_os_str()][..], &arguments.iter().map(std::ffi::OsStr::new).collect::<Vec<_>>()]
                .concat(),
        )
    };
    assert_eq!(code(&init(&["--continues", path(&case.path())])), 2, "it wants a reason");
    let made = init(&["--continues", path(&case.path()), "--why", "the key is lost"]);
    assert_eq!(code(&made), 0, "{}", said(&made));
    let checked = support::firsthand(&["check".as_ref(), new.as_os_str()]);
    assert_eq!(code(&checked), 0, "{}", said(&checked));
    let entries = fs::read(new.join("log/tile/entries/000.p/2")).expect("two entries");
    let entries = String::from_utf8_lossy(&entries).into_owned();
    assert!(entries.contains("\"entry\":\"continues\"") && entries.contains("firsthand-key-rotation/1"), "{entries}");
}
