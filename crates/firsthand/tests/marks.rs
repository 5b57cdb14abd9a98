//! What a team says of items: logged, sealed, undone, and kept in the house.

mod support;

use serde_json::{Value, json};
use std::thread;
use support::{TestCase, files_below, talk, text};

const FIRST: &str =
    "The regional hospital said on 4 March 2021 that 12 people were killed when the footbridge in Ostvik collapsed.\n";
const SECOND: &str =
    "The fire brigade said on 4 March 2021 that 19 people were killed when the footbridge in Ostvik collapsed.\n";
/// Words that stand nowhere but in marks.
const OF_TEAM: [&str; 4] = ["zebrafinch", "olena-k", "quayside-north", "vermilion"];

fn case() -> TestCase {
    TestCase::with_files(&[("first.txt", FIRST.as_bytes()), ("second.txt", SECOND.as_bytes())])
}

fn short_id(case: &TestCase, name: &str) -> String {
    text(&case.item(name), "short_id").to_owned()
}

/// Everything a team may say, with words that stand nowhere else. Gives the id of the tag.
fn marked(case: &TestCase) -> String {
    let (first, second) = (short_id(case, "first.txt"), short_id(case, "second.txt"));
    case.json("decide", &["status", "ready-for-review", &first, &second]);
    case.json("decide", &["assign", &first, "--to", "zebrafinch"]);
    case.json("decide", &["graphic", &second]);
    case.json("decide", &["note", &first, "@olena-k: is this the vermilion one?"]);
    let tagged = case.json_of("decide", &["tag", "quayside-north", &first]);
    text(&tagged, "id").to_owned()
}

fn refused(case: &TestCase, arguments: &[&str]) -> String {
    let output = case.run("decide", arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", talk(&output));
    talk(&output)
}

#[test]
fn what_a_team_says_stands_at_the_item_and_no_stage_runs_again() {
    let case = case();
    let before = case.show("custody").len();
    let tag = marked(&case);
    let marks = case.item("first.txt")["marks"].clone();
    assert_eq!(text(&marks, "status"), "ready_for_review");
    assert_eq!(text(&marks, "assignee"), "zebrafinch");
    assert_eq!(marks["tags"], json!({ "quayside-north": [tag] }));
    assert_eq!((&marks["graphic"], &marks["n_notes"]), (&json!(false), &json!(1)));
    assert_eq!(text(&marks["last_change"], "decision"), tag);
    assert_eq!(case.item("second.txt")["marks"]["graphic"], json!(true));
    let traced = case.run("trace", &[]);
    assert!(traced.status.success() && !talk(&traced).contains("what does it go back to"), "{}", talk(&traced));
    assert_eq!(case.show("custody").len(), before, "no run is logged");
    let of_item = case.of_item("decisions", "first.txt");
    assert_eq!(of_item.len(), 4, "{of_item:#?}");
    assert!(of_item.iter().all(|one| one["log_index"].is_u64()));
    let table = talk(&case.run("show", &["items"]));
    // A column wraps its words where the table is wide.
    assert!(
        ["team", "ready for", "zebrafinch", "#quayside", "1 note"].iter().all(|word| table.contains(word)),
        "{table}"
    );
}

#[test]
fn a_mark_is_undone_once_and_the_one_before_stands_again() {
    let case = case();
    let item = short_id(&case, "first.txt");
    case.json("decide", &["status", "in-progress", &item]);
    let later = case.json_of("decide", &["status", "completed", &item]);
    let undoing = case.json_of("decide", &["undo", text(&later, "id")]);
    assert_eq!(text(&case.item("first.txt")["marks"], "status"), "in_progress");
    assert!(refused(&case, &["undo", text(&later, "id")]).contains("undone already"));
    case.json("decide", &["undo", text(&undoing, "id")]);
    assert_eq!(text(&case.item("first.txt")["marks"], "status"), "completed");
    case.json("decide", &["tag", "quay", &item]);
    case.json("decide", &["tag", "quay", &item]);
    assert_eq!(case.json("decide", &["tag", "quay", &item, "--remove"]).len(), 2, "both that set it");
    assert_eq!(case.item("first.txt")["marks"]["tags"], json!({}));
    assert!(refused(&case, &["tag", "quay", &item, "--remove"]).contains("no tag"));
}

#[test]
fn what_names_nothing_says_nothing_or_takes_protection_away_without_a_reason_is_refused() {
    let case = case();
    let item = short_id(&case, "first.txt");
    let n_decisions = || case.show("decisions").len();
    refused(&case, &["status", "in-progress", &item, "ZZZ-99"]);
    refused(&case, &["tag", "  ", &item]);
    refused(&case, &["tag", &"x".repeat(100), &item]);
    refused(&case, &["note", &item, " "]);
    refused(&case, &["note", &item, &"x".repeat(20_000)]);
    refused(&case, &["note", "C-000000000000", "about nothing"]);
    refused(&case, &["assign", &item]);
    assert_eq!(n_decisions(), 0, "all of a batch or nothing");
    let graphic = case.json_of("decide", &["graphic", &item]);
    refused(&case, &["graphic", &item, "--not"]);
    refused(&case, &["undo", text(&graphic, "id")]);
    assert_eq!(n_decisions(), 1);
    case.json("decide", &["graphic", &item, "--not", "--why", "it is a doll"]);
    assert_eq!(case.item("first.txt")["marks"]["graphic"], json!(false));
}

#[test]
fn a_note_can_be_about_a_claim() {
    let case = case();
    let claim = text(&case.show("claims")[0], "id").to_owned();
    case.json("decide", &["note", &claim, "who counted?"]);
    let about = case.json("show", &["decisions", &claim]);
    assert_eq!(text(&about[0]["what"], "text"), "who counted?");
}

#[test]
fn the_log_holds_what_a_team_says_sealed_and_the_case_checks() {
    let case = case();
    marked(&case);
    let log = files_below(&case.path().join("log"));
    for word in OF_TEAM {
        let shown = log.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(word));
        assert!(shown.is_none(), "{word} stands in {:?}", shown.map(|(path, _)| path));
    }
    assert!(case.run("check", &[]).status.success());
    case.json("custody", &["disposed", "--items", &short_id(&case, "first.txt"), "--note", "consent withdrawn"]);
    let checked = case.run("check", &[]);
    assert!(checked.status.success(), "{}", talk(&checked));
    for (path, bytes) in files_below(&case.path()) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(OF_TEAM.iter().all(|word| !text.contains(word)), "{} still tells", path.display());
    }
}

#[test]
fn a_report_and_a_bundle_leave_it_out_unless_it_is_asked_for() {
    let case = case();
    marked(&case);
    let made = |name: &str, command: &str, with: &[&str]| {
        let out = case.folder.path().join(name);
        let output = case.run(command, &[&[out.to_str().expect("UTF-8")], with].concat());
        assert!(output.status.success(), "{}", talk(&output));
        let files = files_below(&out);
        let holds = move |word: &str| files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(word));
        (talk(&output), holds)
    };
    for (command, name) in [("report", "redacted report"), ("export", "redacted bundle")] {
        let (told, holds) = made(name, command, &["--list"]);
        assert!(OF_TEAM.iter().all(|word| !holds(word)), "{name} tells what the team said");
        for status in ["ready_for_review", "ready for review", "hard to look at"] {
            assert!(!holds(status), "{name} tells {status:?}");
        }
        assert!(
            told.contains("left out") && told.contains("ready for review") && told.contains("zebrafinch"),
            "{told}"
        );
    }
    let (told, holds) = made("report for the team", "report", &["--with", "team-marks"]);
    assert!(holds("ready_for_review") && holds("quayside-north") && holds("vermilion"));
    assert!(!holds("zebrafinch") && !holds("olena-k"), "people have a switch of their own");
    assert!(told.contains("team-marks"), "{told}");
    let (_, holds) = made("report with people", "report", &["--with", "team-marks,people"]);
    assert!(OF_TEAM.iter().all(|word| holds(word)));
    let (_, holds) = made(
        "bundle of the other",
        "export",
        &["--with", "team-marks,people", "--items", &short_id(&case, "second.txt")],
    );
    assert!(OF_TEAM.iter().all(|word| !holds(word)), "an item that is left out takes its marks with it");
}

#[test]
fn two_who_decide_at_once_are_both_logged_and_only_one_takes_back() {
    let case = case();
    let item = short_id(&case, "first.txt");
    let at_once = |arguments: [Vec<String>; 2]| {
        thread::scope(|scope| {
            let run = |arguments: Vec<String>| {
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                case.run("decide", &arguments).status.code()
            };
            let running = arguments.map(|arguments| scope.spawn(move || run(arguments)));
            running.map(|one| one.join().expect("it ran"))
        })
    };
    let tag = |name: &str| ["tag", name, item.as_str()].map(str::to_owned).to_vec();
    assert_eq!(at_once([tag("one"), tag("two")]), [Some(0), Some(0)]);
    let decisions = case.show("decisions");
    assert_eq!(decisions.len(), 2);
    let undo = vec!["undo".to_owned(), text(&decisions[0], "id").to_owned()];
    let mut codes = at_once([undo.clone(), undo]);
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(2)]);
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn whoever_looks_at_a_graphic_item_is_in_the_custody_record_and_in_no_bundle() {
    let case = TestCase::with_files(&[("quay.png", &testkit::media::png_bytes(&testkit::media::picture(80, 60, 5)))]);
    let id = short_id(&case, "quay.png");
    let viewed = || {
        let is_view = |line: &Value| text(line, "what") == "viewed";
        case.of_item("custody", "quay.png").into_iter().filter(is_view).collect::<Vec<_>>()
    };
    let look = |name: &str| {
        let out = case.folder.path().join(name);
        assert!(case.run("look", &[&id, out.to_str().expect("UTF-8")]).status.success());
    };
    look("before");
    assert!(viewed().is_empty(), "only what is marked");
    case.json("decide", &["graphic", &id]);
    look("after");
    assert_eq!(viewed().len(), 1);
    let log_index = viewed()[0]["log_index"].as_u64().expect("an index");
    let holds_it = |name: &str, with: &[&str]| {
        let out = case.folder.path().join(name);
        assert!(case.run("export", &[&[out.to_str().expect("UTF-8")], with].concat()).status.success());
        files_below(&out).iter().any(|(path, _)| path.to_string_lossy().contains(&format!(".{log_index}.leaf.json")))
    };
    assert!(!holds_it("redacted bundle", &[]));
    assert!(holds_it("bundle for the team", &["--with", "team-marks"]));
}
