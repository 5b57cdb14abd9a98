//! A person's decisions: logged, applied, kept through every re-run, and undone.

mod support;

use serde_json::Value;
use support::{TestCase, talk, text};

/// Two outlets on their own feet, with two figures.
const FIRST: &str =
    "The regional hospital said on 4 March 2021 that 12 people were killed when the footbridge in Ostvik collapsed.\n";
const SECOND: &str =
    "The fire brigade said on 4 March 2021 that 19 people were killed when the footbridge in Ostvik collapsed.\n";
const THIRD: &str =
    "The harbour office said on 4 March 2021 that 12 people were killed when the footbridge in Ostvik collapsed.\n";

fn case() -> TestCase {
    TestCase::with_files(&[
        ("first.txt", FIRST.as_bytes()),
        ("second.txt", SECOND.as_bytes()),
        ("third.txt", THIRD.as_bytes()),
    ])
}

/// Origins for and against of the claim that holds this figure.
fn counts(case: &TestCase, figure: &str) -> (u64, u64) {
    let claims = case.show("claims");
    let claim = claims
        .iter()
        .find(|claim| text(claim, "text").contains(figure))
        .unwrap_or_else(|| panic!("no claim {figure}: {claims:#?}"));
    let high = |side: &str| claim[side]["high"].as_u64().expect("a count");
    (high("origins_for"), high("origins_against"))
}

fn origin_with(case: &TestCase, label: &str) -> String {
    let origins = case.show("origins");
    let origin = origins.iter().find(|origin| text(origin, "label").to_lowercase().contains(label));
    text(origin.unwrap_or_else(|| panic!("no origin {label}: {origins:#?}")), "id").to_owned()
}

fn decide(case: &TestCase, arguments: &[&str]) -> Value {
    let decided = case.json("decide", &[arguments, &["--why", "we asked them"]].concat());
    decided.last().expect("the decision is printed").clone()
}

#[test]
fn two_origins_can_be_declared_one_source_and_apart_again() {
    let case = case();
    assert_eq!(counts(&case, "12 people"), (2, 1));
    let (hospital, harbour) = (origin_with(&case, "hospital"), origin_with(&case, "harbour"));
    let decision = decide(&case, &["same-source", &hospital, &harbour]);
    assert_eq!(counts(&case, "12 people"), (1, 1));
    case.run("trace", &["--again"]);
    assert_eq!(counts(&case, "12 people"), (1, 1), "a decision survives a re-run of everything");
    decide(&case, &["undo", text(&decision, "id")]);
    assert_eq!(counts(&case, "12 people"), (2, 1));
    let logged = case.show("decisions");
    assert_eq!(logged.len(), 2);
    assert!(!text(&logged[0], "undone_by").is_empty());
}

#[test]
fn the_merge_names_the_decision_as_its_reason() {
    let case = case();
    let (hospital, harbour) = (origin_with(&case, "hospital"), origin_with(&case, "harbour"));
    let decision = decide(&case, &["same-source", &hospital, &harbour]);
    let origins = case.show("origins");
    let reasons = serde_json::to_string(&origins).expect("JSON");
    assert!(reasons.contains(text(&decision, "id")), "{origins:#?}");
}

#[test]
fn a_decision_without_a_reason_or_about_nothing_is_refused() {
    let case = case();
    let without_reason = case.run("decide", &["reject-match", "M-000000000000"]);
    assert_eq!(without_reason.status.code(), Some(2), "{}", talk(&without_reason));
    let about_nothing = case.run("decide", &["reject-match", "M-000000000000", "--why", "it is another place"]);
    assert_eq!(about_nothing.status.code(), Some(2), "{}", talk(&about_nothing));
    assert!(case.show("decisions").is_empty());
}
