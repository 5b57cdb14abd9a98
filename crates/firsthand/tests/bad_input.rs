//! Bad input: everything is accounted for, what is a file is preserved, and one bad item never stops the rest.

mod support;

use std::os::unix::fs::symlink;
use support::{TestCase, json_lines, talk, text};

/// A PNG of one grey pixel, made by hand: signature, IHDR, IDAT, IEND.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

#[test]
fn every_input_gets_one_line_and_one_bad_one_never_stops_the_rest() {
    let case = TestCase::new();
    let pile = case.pile(&[
        ("a.txt", b"The river rose by two metres on Monday, the mayor said.\n"),
        ("empty.mp4", b""),
        ("cut.png", &PNG[..40]),
        ("whole.png", PNG),
        ("noise.bin", &[7, 200, 13, 0, 255, 1, 2, 3]),
        ("=formula.txt", b"one"),
        ("evil\u{202e}gpj.exe", b"two"),
    ]);
    symlink("/etc/passwd", pile.join("link")).expect("a link");
    rustix::fs::mknodat(rustix::fs::CWD, pile.join("pipe.mp4"), rustix::fs::FileType::Fifo, 0o600.into(), 0)
        .expect("a named pipe");
    let output = case.run("add", &[pile.to_str().expect("UTF-8"), "--json"]);
    assert_eq!(output.status.code(), Some(1), "some inputs are refused: {}", talk(&output));
    let lines = json_lines(&output.stdout);
    assert_eq!(lines.len(), 9, "{lines:#?}");
    let status = |path: &str| {
        let line =
            lines.iter().find(|line| line["path"] == path).unwrap_or_else(|| panic!("no line for {path}: {lines:#?}"));
        text(line, "status").to_owned()
    };
    assert_eq!(status("a.txt"), "ok");
    assert_eq!(status("whole.png"), "ok");
    assert_eq!(status("link"), "refused");
    assert_eq!(status("pipe.mp4"), "refused");
    assert!(["warn", "error"].contains(&status("cut.png").as_str()));
    for line in &lines {
        let refused = line["status"] == "refused";
        assert_eq!(refused, line["sha256"].is_null(), "what is not refused is preserved: {line}");
        assert!(line["status"] == "ok" || !text(line, "message").is_empty(), "a bad status says why: {line}");
    }
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn the_same_bytes_twice_are_one_item_with_two_captures() {
    let case = TestCase::with_files(&[("one.txt", b"same"), ("folder/two.txt", b"same")]);
    let items = case.show("items");
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["captures"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_name_that_is_not_utf8_is_kept_byte_for_byte_in_escapes() {
    use std::os::unix::ffi::OsStrExt;
    let case = TestCase::new();
    let pile = case.pile(&[("a.txt", b"x")]);
    std::fs::write(pile.join(std::ffi::OsStr::from_bytes(b"\xff\xfe.txt")), "y").expect("a file");
    let lines = case.json("add", &[pile.to_str().expect("UTF-8")]);
    assert!(lines.iter().any(|line| line["path"] == "\\xff\\xfe.txt"), "{lines:#?}");
}

#[test]
fn a_url_is_answered_with_not_in_this_version() {
    let case = TestCase::new();
    let output = case.run("add", &["https://example.org/page"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(talk(&output).contains("not in this version"), "{}", talk(&output));
}

#[test]
fn what_the_operator_says_is_kept_as_claimed() {
    let case = TestCase::new();
    let pile = case.pile(&[("a.txt", b"x"), ("b.txt", b"y")]);
    let table = case.folder.path().join("captures.csv");
    std::fs::write(&table, "file,url,seen_at\nb.txt,https://example.org/b,2021-03-04\n").expect("a table");
    let arguments =
        [pile.to_str().expect("UTF-8"), "--received-from", "a reader", "--captures", table.to_str().expect("UTF-8")];
    case.json("add", &arguments);
    let capture = |name: &str| case.item(name)["captures"][0].clone();
    assert_eq!(capture("a.txt")["claimed"]["received_from"], "a reader");
    assert_eq!(capture("b.txt")["claimed"]["url"], "https://example.org/b");
    assert_eq!(capture("b.txt")["claimed"]["seen_at"], "2021-03-04");
    assert!(capture("a.txt")["claimed"]["url"].is_null());
}

#[test]
fn a_captures_table_with_a_wrong_time_is_refused_before_anything_is_taken() {
    let case = TestCase::new();
    let pile = case.pile(&[("a.txt", b"x")]);
    let table = case.folder.path().join("captures.csv");
    std::fs::write(&table, "file,seen_at\na.txt,last Tuesday\n").expect("a table");
    let output = case.run("add", &[pile.to_str().expect("UTF-8"), "--captures", table.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(2), "{}", talk(&output));
    assert!(case.show("items").is_empty());
}

#[test]
fn a_changed_original_is_found_and_named() {
    let case = TestCase::with_files(&[("a.txt", b"the bridge stands")]);
    let id = case.item_id("a.txt");
    let object = case.path().join("objects").join(&id[..2]).join(&id[2..]);
    let mut permissions = std::fs::metadata(&object).expect("the object").permissions();
    #[allow(clippy::permissions_set_readonly_false, reason = "a test may write where nobody should")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&object, permissions).expect("permissions");
    std::fs::write(&object, b"the bridge stooP").expect("a changed byte");
    let output = case.run("check", &[]);
    assert_eq!(output.status.code(), Some(3), "{}", talk(&output));
    assert!(talk(&output).contains(&id), "{}", talk(&output));
}

#[test]
fn an_unknown_case_or_id_says_what_to_do() {
    let case = TestCase::new();
    let output = case.run("show", &["text", "K7Q-03"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(talk(&output).contains("firsthand show"), "{}", talk(&output));
    let missing = support::firsthand(&["show".as_ref(), "no-such-case".as_ref(), "items".as_ref()]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(talk(&missing).contains("firsthand init"), "{}", talk(&missing));
}

#[test]
fn a_case_is_made_by_its_bare_name_in_the_present_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(["init", "my-case"])
        .current_dir(folder.path())
        .output()
        .expect("the binary starts");
    assert!(made.status.success(), "{}", talk(&made));
    assert!(folder.path().join("my-case/log/checkpoint").is_file());
}

#[test]
fn a_text_of_nothing_but_cues_is_named_and_the_rest_goes_on() {
    let crowded = "he said she said ".repeat(8_000);
    let case = TestCase::with_files(&[
        ("crowded.txt", crowded.as_bytes()),
        ("prose.txt", b"The ferry left at noon, the harbour master said."),
    ]);
    let findings = case.of_item("findings", "crowded.txt");
    assert!(findings.iter().any(|finding| finding["code"] == "sentence_crowded"), "{findings:#?}");
    assert!(!case.of_item("statements", "prose.txt").is_empty());
}
