//! What happens to a case when the program is killed at any moment, or the disk is full. Whatever `add` has printed is
//! acknowledged and must be there afterwards.
//!
//! `FIRSTHAND_KILL_ROUNDS` sets the number of kills (200 without it; `make judges` asks for 1,000).

mod support;

use archive::Case;
use model::ItemId;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use support::{TestCase, json_lines, talk};

const KILL_ROUNDS: u64 = 200;
/// A case is used for this many rounds, so that later kills meet a log that has grown.
const ROUNDS_PER_CASE: u64 = 25;
/// Each is a batch of its own, acknowledged by itself.
const FOLDERS_PER_ROUND: u64 = 6;
const FILES_PER_FOLDER: u64 = 5;

#[test]
fn whatever_was_acknowledged_before_a_kill_is_there_after_it() {
    let rounds = std::env::var("FIRSTHAND_KILL_ROUNDS").map_or(KILL_ROUNDS, |number| number.parse().expect("a number"));
    let mut killed = 0;
    for first in (0..rounds).step_by(ROUNDS_PER_CASE as usize) {
        let case = TestCase::new();
        let mut acknowledged = BTreeSet::new();
        let usual = kill_after(&case, first, Duration::MAX, &mut acknowledged).expect("ran to its end");
        for round in first + 1..(first + ROUNDS_PER_CASE).min(rounds) {
            let moment = usual.mul_f64(drawn_0_1(round) * 1.1);
            killed += u64::from(kill_after(&case, round, moment, &mut acknowledged).is_none());
            assert_nothing_lost(&case, &acknowledged, &format!("round {round}, killed after {moment:?}"));
        }
        finish(&case, first..(first + ROUNDS_PER_CASE).min(rounds));
    }
    assert!(killed > rounds / 2, "only {killed} of {rounds} were killed before their end");
}

#[test]
fn reading_and_tracing_that_were_killed_go_on_and_come_to_the_same() {
    let case = TestCase::new();
    let pages: Vec<(String, String)> = (0..6).map(|number| (format!("{number}.html"), page(number))).collect();
    let files: Vec<(&str, &[u8])> = pages.iter().map(|(name, page)| (name.as_str(), page.as_bytes())).collect();
    let pile = case.pile(&files);
    let arguments =
        ["add", case.path().to_str().expect("UTF-8"), pile.to_str().expect("UTF-8"), "--json"].map(String::from);
    let mut acknowledged = BTreeSet::new();
    let began = Instant::now();
    let whole = TestCase::new();
    whole.json("add", &[pile.to_str().expect("UTF-8")]);
    let usual = began.elapsed();
    for number in 1..=8 {
        run_until(&arguments, usual.mul_f64(f64::from(number) / 9.0), &mut acknowledged);
        assert_nothing_lost(&case, &acknowledged, &format!("kill {number}"));
    }
    case.json("add", &[pile.to_str().expect("UTF-8")]);
    let all = |case: &TestCase| ["blocks", "matches", "statements", "claims"].map(|what| case.show(what));
    let after_kills = all(&case);
    assert!(case.run("trace", &["--again"]).status.success());
    assert_eq!(after_kills, all(&case), "made again from nothing");
    assert!(!after_kills[2].is_empty());
}

#[test]
fn a_full_disk_is_named_and_after_making_space_the_addition_goes_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (disk, pile) = (folder.path().join("disk"), folder.path().join("pile"));
    std::fs::create_dir_all(&disk).expect("a folder");
    std::fs::create_dir_all(&pile).expect("a folder");
    for number in 0..24u8 {
        std::fs::write(pile.join(format!("{number}.bin")), noise(u64::from(number), 256 << 10)).expect("a file");
    }
    // A small disk of its own, in a namespace of its own: no privilege is needed and nothing stays mounted.
    let script = r#"
        set -u
        mount -t tmpfs -o size=8m tmpfs "$DISK" || exit 90
        "$FIRSTHAND" init "$DISK/case" >"$OUT/init" 2>&1 || exit 91
        head -c 2500000 /dev/zero >"$DISK/ballast" || exit 92
        "$FIRSTHAND" add "$DISK/case" "$PILE" --preserve-only --json >"$OUT/full" 2>"$OUT/full.talk"; echo $? >"$OUT/full.code"
        "$FIRSTHAND" check "$DISK/case" >"$OUT/check" 2>&1; echo $? >"$OUT/check.code"
        rm "$DISK/ballast"
        "$FIRSTHAND" add "$DISK/case" "$PILE" --preserve-only --json >"$OUT/again" 2>"$OUT/again.talk"; echo $? >"$OUT/again.code"
        "$FIRSTHAND" check "$DISK/case" >"$OUT/check2" 2>&1; echo $? >"$OUT/check2.code"
        "$FIRSTHAND" show "$DISK/case" items --json >"$OUT/items" || exit 93
    "#;
    let ran = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .env("DISK", &disk)
        .env("PILE", &pile)
        .env("OUT", folder.path())
        .env("FIRSTHAND", env!("CARGO_BIN_EXE_firsthand"))
        .stdin(Stdio::null())
        .output()
        .expect("unshare (util-linux) starts");
    assert!(ran.status.success(), "the small disk could not be made: {}", talk(&ran));
    let said = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect(name);
    assert_eq!(said("full.code").trim(), "4", "{}", said("full.talk"));
    assert!(said("full.talk").contains("disk"), "{}", said("full.talk"));
    assert!(said("full.talk").contains("No space left") || said("full.talk").contains("full"), "{}", said("full.talk"));
    assert_eq!(said("check.code").trim(), "0", "after the disk was full: {}", said("check"));
    assert_eq!(said("again.code").trim(), "0", "{}", said("again.talk"));
    assert_eq!(said("check2.code").trim(), "0", "{}", said("check2"));
    assert_eq!(json_lines(said("items").as_bytes()).len(), 24);
}

/// Adds the files of a round and kills the program after `moment`. Gives how long it took when it ended by itself.
fn kill_after(case: &TestCase, round: u64, moment: Duration, acknowledged: &mut BTreeSet<ItemId>) -> Option<Duration> {
    let folders = (0..FOLDERS_PER_ROUND).map(|folder| {
        let place = case.folder.path().join(format!("pile/{round}/{folder}"));
        std::fs::create_dir_all(&place).expect("a folder");
        for file in 0..FILES_PER_FOLDER {
            let number = (round * FOLDERS_PER_ROUND + folder) * FILES_PER_FOLDER + file;
            std::fs::write(place.join(format!("{file}.txt")), original(number)).expect("a file");
        }
        place.to_str().expect("UTF-8").to_owned()
    });
    let case_path = case.path().to_str().expect("UTF-8").to_owned();
    let mut arguments = vec!["add".to_owned(), case_path, "--preserve-only".to_owned(), "--json".to_owned()];
    arguments.extend(folders);
    run_until(&arguments, moment, acknowledged)
}

/// Runs the program, remembers every item that it acknowledges, and kills it when the time is over.
fn run_until(arguments: &[String], moment: Duration, acknowledged: &mut BTreeSet<ItemId>) -> Option<Duration> {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let lines = lines_of(&mut child);
    let mut ended = None;
    loop {
        match lines.recv_timeout(moment.saturating_sub(began.elapsed()).min(Duration::from_secs(3600))) {
            Ok(line) => acknowledge(&line, acknowledged),
            Err(mpsc::RecvTimeoutError::Timeout) => break,
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                ended = Some(began.elapsed());
                break;
            }
        }
    }
    let _ = child.kill();
    let status = child.wait().expect("a child can be waited for");
    // What had been printed before the kill counts, read or not.
    lines.iter().for_each(|line| acknowledge(&line, acknowledged));
    ended.filter(|_| status.success())
}

fn lines_of(child: &mut Child) -> mpsc::Receiver<String> {
    let (sent, received) = mpsc::channel();
    let printed = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
    std::thread::spawn(move || {
        printed.lines().map_while(Result::ok).try_for_each(|line| sent.send(line)).unwrap_or_default();
    });
    received
}

/// A line that was cut by the kill acknowledges nothing.
fn acknowledge(line: &str, acknowledged: &mut BTreeSet<ItemId>) {
    let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { return };
    if let Some(item) = line["sha256"].as_str() {
        acknowledged.insert(item.parse().expect("an item id"));
    }
}

fn assert_nothing_lost(case: &TestCase, acknowledged: &BTreeSet<ItemId>, about: &str) {
    let opened = Case::open(&case.path()).unwrap_or_else(|error| panic!("{about}: {error}"));
    let report =
        opened.check(&mut |_: &archive::MemberPlace| Err("no containers here".to_owned())).expect("the machine works");
    assert!(report.passed(), "{about}: {:?}", report.problems);
    let held: BTreeSet<ItemId> = opened.items().expect("readable").into_iter().map(|item| item.id).collect();
    let lost: Vec<_> = acknowledged.difference(&held).collect();
    assert!(lost.is_empty(), "{about}: lost {lost:?}");
    for item in acknowledged {
        assert!(opened.object_path(item).is_some_and(|path| path.is_file()), "{about}: no bytes of {item}");
    }
}

/// The same additions again, to their end: then every original is there, byte for byte.
fn finish(case: &TestCase, rounds: std::ops::Range<u64>) {
    let mut acknowledged = BTreeSet::new();
    for round in rounds.clone() {
        kill_after(case, round, Duration::MAX, &mut acknowledged).expect("ran to its end");
    }
    let per_round = FOLDERS_PER_ROUND * FILES_PER_FOLDER;
    let wanted: BTreeSet<ItemId> =
        (rounds.start * per_round..rounds.end * per_round).map(|number| ItemId::of(&original(number))).collect();
    assert_eq!(acknowledged, wanted);
    assert_nothing_lost(case, &wanted, "after the end");
}

fn original(number: u64) -> Vec<u8> {
    noise(number, 700 + (number as usize % 9) * 900)
}

/// Bytes that do not compress, the same for the same seed (splitmix64).
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let word = |at: u64| {
        let mut mixed = (seed << 32 | at).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb).to_le_bytes()
    };
    (0..).flat_map(word).take(length).collect()
}

fn drawn_0_1(seed: u64) -> f64 {
    f64::from(u32::from_le_bytes(noise(seed, 4).try_into().expect("four bytes"))) / f64::from(u32::MAX)
}

fn page(number: u32) -> String {
    format!(
        "<html><head><title>Ferry {number}</title></head><body><article><p>The ferry {number} left the pier at noon with \
         {} passengers, the harbour office said. Nobody was hurt when it touched the quay on its return.</p>\
         <p>\"We heard a dull sound and then nothing,\" said Ola Brenn, who works at the kiosk.</p></article></body></html>",
        40 + number
    )
}
