//! Places that only the people of a case know: set, looked up, logged, and taken away again.

mod support;

use serde_json::Value;
use std::path::PathBuf;
use support::{TestCase, talk, text};

/// No table of towns knows Oldmere Weir.
const REPORT: &str =
    "The fire brigade said on 4 March 2021 that 19 people were killed near Oldmere Weir after the dam had broken.\n";
const TABLE: &str =
    "name,latitude,longitude,country\nOldmere Weir,50.5,3.25,be\n\"Oldmere, upper lock\",50.51,3.2402\n";

fn case() -> TestCase {
    TestCase::with_files(&[("report.txt", REPORT.as_bytes())])
}

fn table(case: &TestCase, csv: &[u8]) -> PathBuf {
    let path = case.folder.path().join("table.csv");
    std::fs::write(&path, csv).expect("a file");
    path
}

fn set(case: &TestCase, csv: &str) -> Value {
    let path = table(case, csv.as_bytes());
    case.json_of("places", &[path.to_str().expect("UTF-8")])
}

/// Latitude and longitude of each place of the statements.
fn coordinates(case: &TestCase) -> Vec<(Value, Value)> {
    let statements = case.show("statements");
    assert!(!statements.is_empty());
    let places = statements.iter().flat_map(|statement| statement["places"].as_array().expect("places"));
    places.map(|place| (place["lat"].clone(), place["lon"].clone())).collect()
}

/// What the custody record says of whole runs and of places.
fn record(case: &TestCase) -> Vec<String> {
    let events = case.show("custody").into_iter().filter(|event| text(event, "what") == "analysed");
    events.map(|event| text(&event, "text").to_owned()).collect()
}

#[test]
fn a_village_of_the_case_has_coordinates_until_it_is_taken_away() {
    let case = case();
    let known = |case: &TestCase| coordinates(case).contains(&(50.5.into(), 3.25.into()));
    assert!(!known(&case));
    let shown = set(&case, TABLE);
    assert_eq!(shown["places"][0]["name"], "Oldmere Weir");
    assert_eq!(shown["places"][0]["country"], "BE");
    assert!(known(&case));
    assert_eq!(case.json_of("places", &[]), shown, "it is printed as it was set");
    case.json_of("places", &["--remove"]);
    assert!(!known(&case));
    assert!(case.json_of("places", &[])["sha256"].is_null());
    let checked = case.run("check", &[]);
    assert!(checked.status.success(), "{}", talk(&checked));
}

#[test]
fn the_log_says_who_set_what_and_every_run_with_which_table_it_read() {
    let case = case();
    let before = record(&case).len();
    let shown = set(&case, TABLE);
    let digest = text(&shown, "sha256");
    assert_eq!(text(&shown, "set_by"), "operator");
    let said = record(&case);
    assert_eq!(said.len(), before + 2, "{said:#?}");
    assert!(said[before].contains("places set: 2 places") && said[before].ends_with(digest), "{said:#?}");
    assert!(said[before + 1].starts_with("all stages run: 0 new items") && said[before + 1].ends_with(digest));
    assert!(!said.iter().any(|line| line.contains("Oldmere")), "the log does not say what stands in the table");
    set(&case, TABLE);
    case.run("trace", &[]);
    assert_eq!(record(&case).len(), before + 2, "the same table again is no news, and nothing is read again");
    case.json_of("places", &["--remove"]);
    let said = record(&case);
    assert_eq!(said.len(), before + 4, "{said:#?}");
    assert!(!said[before + 3].contains(digest));
}

#[test]
fn a_table_with_a_wrong_line_sets_nothing_and_the_line_is_named() {
    let case = case();
    set(&case, TABLE);
    let before = case.json_of("places", &[]);
    for (csv, words) in [
        (&b"Oldmere,50,3\nOldmere,50\n"[..], "line 2"),
        (b"Oldmere;50;3\n", "name,latitude,longitude"),
        (b"name,lon,lat\nOldmere,3,50\n", "in this order"),
        (b"# nothing\n", "no place in it"),
        (b"\xFFldmere,50,3\n", "UTF-8"),
    ] {
        let path = table(&case, csv);
        let refused = case.run("places", &[path.to_str().expect("UTF-8")]);
        assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
        assert!(talk(&refused).contains(words), "{words}: {}", talk(&refused));
        assert_eq!(case.json_of("places", &[]), before);
    }
    let gone = case.run("places", &["no-such-table.csv"]);
    assert_eq!(gone.status.code(), Some(2), "{}", talk(&gone));
}

#[test]
fn the_case_keeps_the_table_byte_for_byte_and_says_when_somebody_wrote_into_it() {
    let case = case();
    let odd = "\u{FEFF}# ours\r\nOldmere Weir , 50.5,3.25\r\n";
    set(&case, odd);
    let kept = case.path().join("places.csv");
    assert_eq!(std::fs::read(&kept).expect("the table"), odd.as_bytes());
    std::fs::write(&kept, "Oldmere Weir,51.5,3.25\n").expect("a file");
    assert!(case.json_of("places", &[])["set_by"].is_null());
    case.run("trace", &[]);
    assert!(coordinates(&case).contains(&(51.5.into(), 3.25.into())), "what stands in it counts");
    std::fs::write(&kept, "Oldmere Weir,91.5,3.25\n").expect("a file");
    let refused = case.run("trace", &[]);
    assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
    assert!(talk(&refused).contains("line 1"), "{}", talk(&refused));
}

#[test]
fn to_take_away_what_is_not_set_is_wrong_usage() {
    let case = case();
    let refused = case.run("places", &["--remove"]);
    assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
    assert!(talk(&refused).contains("firsthand places"), "{}", talk(&refused));
}
