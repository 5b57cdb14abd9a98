//! The lists of the desk as the program gives them: what a plain list says and what the narrowed one says is the same.

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use support::{TestCase, talk, text};

const PAGE: &str = "<html><head><title>The bridge of Oststadt</title>\
    <meta property=\"article:published_time\" content=\"2021-03-04T05:06:07Z\"></head>\
    <body><article><h1>The bridge of Oststadt</h1><p>The mayor said that the old bridge fell at noon and that \
    12 people were wounded. The bridge had stood in the town for a hundred years.</p></article></body></html>";

fn case() -> TestCase {
    TestCase::with_files(&[
        ("page.html", PAGE.as_bytes()),
        ("=HYPERLINK(1).txt", "Ёлка стояла у моста. It was an old tree.".as_bytes()),
        ("note.txt", b"Nothing about that."),
        ("empty.bin", b"\x00\x01\x02\x03"),
    ])
}

fn listed(case: &TestCase, query: &str) -> Vec<Value> {
    case.json("show", &["items", "--where", query])
}

fn names(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| text(line, "name")).collect()
}

#[test]
fn the_list_of_the_desk_tells_what_the_plain_list_tells() {
    let case = case();
    let (plain, lines) = (case.show("items"), listed(&case, ""));
    assert_eq!(lines.len(), plain.len());
    let findings = case.show("findings");
    for (plain, line) in plain.iter().zip(&lines) {
        for field in ["id", "short_id", "name", "media_type", "size_bytes"] {
            assert_eq!(plain[field], line[field], "{field}");
        }
        assert_eq!(line["n_captures"], plain["captures"].as_array().map_or(0, Vec::len));
        for severity in ["note", "warn", "error"] {
            let wanted = |one: &&Value| one["about"] == line["id"] && one["severity"] == severity;
            assert_eq!(line["findings"][severity], findings.iter().filter(wanted).count(), "{severity} of {line}");
        }
    }
    let page = &listed(&case, "kind=page")[0];
    assert_eq!((&page["title"], &page["time"]["kind"]), (&"The bridge of Oststadt".into(), &"published".into()));
    assert_eq!(page["time"]["time"], "2021-03-04T05:06:07Z");
    assert_eq!(names(&listed(&case, "from=2021-03-01&to=2021-03-31")), ["page.html"]);
    assert_eq!(names(&listed(&case, "sort=oldest&per_page=1")), ["page.html"]);
    let mut seen = BTreeSet::new();
    let mut query = "per_page=1".to_owned();
    while let [line] = listed(&case, &query).as_slice() {
        assert!(seen.insert(text(line, "id").to_owned()), "twice: {line}");
        query = format!("per_page=1&after={}", text(line, "id"));
    }
    assert_eq!(seen.len(), lines.len(), "page by page each item once");
}

#[test]
fn words_are_found_across_scripts_in_texts_and_names_and_shown_in_parts() {
    let case = case();
    let lines = listed(&case, "q=ЕЛКА+old");
    assert_eq!(names(&lines), ["=HYPERLINK(1).txt"]);
    let parts = lines[0]["hit"]["parts"].as_array().expect("parts");
    let hits: Vec<&str> = parts.iter().filter(|part| part["is_hit"] == true).map(|part| text(part, "text")).collect();
    assert_eq!(hits, ["Ёлка", "old"]);
    assert_eq!(names(&listed(&case, "q=brid*&sort=relevance")), ["page.html"]);
    assert_eq!(names(&listed(&case, "q=note.txt")), ["note.txt"], "by its name");
    let short_id = text(&case.item("note.txt"), "short_id").to_lowercase();
    assert_eq!(names(&listed(&case, &format!("q={short_id}"))), ["note.txt"], "by its short id");
    assert_eq!(names(&listed(&case, "q=absent")), [""; 0]);
}

#[test]
fn the_list_follows_what_is_added_and_what_is_told_again() {
    let case = case();
    assert_eq!(listed(&case, "q=later").len(), 0);
    let pile = case.pile(&[("later.txt", b"Something that came later.")]);
    case.json("add", &[pile.to_str().expect("UTF-8")]);
    assert_eq!(names(&listed(&case, "q=later")), ["later.txt"]);
    assert_eq!(listed(&case, "").len(), case.show("items").len());
}

#[test]
fn a_table_for_other_programs_holds_every_item_and_no_formula() {
    let case = case();
    let output = case.run("show", &["items", "--where", "per_page=1", "--csv"]);
    assert!(output.status.success(), "{}", talk(&output));
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(table.matches("\r\n").count(), 5, "headings and four items: {table}");
    assert!(table.contains("'=HYPERLINK(1).txt") && !table.contains(",=HYPERLINK"), "{table}");
}

#[test]
fn a_query_that_means_nothing_is_wrong_usage() {
    let case = case();
    for wrong in ["kind", "colour=red", "sort=best", "per_page=0", "q=%ff", "q=?!", "after=1"] {
        let output = case.run("show", &["items", "--where", wrong]);
        let expected = if wrong == "kind" { Some(0) } else { Some(2) };
        assert_eq!(output.status.code(), expected, "{wrong}: {}", talk(&output));
    }
    assert_eq!(case.run("show", &["claims", "--where", "q=a"]).status.code(), Some(2));
}
