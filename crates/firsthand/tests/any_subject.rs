//! Claims are formed from any text. The subject here was chosen after the code was written.

mod support;

use serde_json::Value;
use support::{TestCase, text};

const PAPER: &str = "Thirty-one fall ill after eating soft cheese\n\nBy Ruth Amsel\n\nThe Tarn Valley health office said on Friday, 12 May 2023 that 31 people fell ill after eating soft cheese from the Millbrook dairy. \"We have asked all shops to take the cheese from their shelves,\" said Peter Oakes, spokesman for the health office.\n";
const PORTAL: &str = "According to the Tarn Valley health office, 31 people fell ill after eating soft cheese from the Millbrook dairy. Shops were asked to take it from their shelves.\n";
const HOSPITAL: &str = "St Brannock hospital said on 12 May 2023 that 44 people fell ill after eating soft cheese from the Millbrook dairy. \"We are still counting,\" said Ines Calder, who leads the hospital's emergency ward.\n";
const DENIAL: &str =
    "The Millbrook dairy denied on Saturday that people fell ill after eating soft cheese from the dairy.\n";
const PRICES: &str = "The price of milk in the valley rose by 4 percent in April, the farmers' union said. Its chairwoman, Lena Frost, said 17 farms had closed.\n";

fn case() -> TestCase {
    TestCase::with_files(&[
        ("paper.txt", PAPER.as_bytes()),
        ("portal.txt", PORTAL.as_bytes()),
        ("hospital.txt", HOSPITAL.as_bytes()),
        ("denial.txt", DENIAL.as_bytes()),
        ("prices.txt", PRICES.as_bytes()),
    ])
}

fn claim(case: &TestCase, figure: &str) -> Value {
    let claims = case.show("claims");
    let found = claims.iter().find(|claim| text(claim, "text").contains(figure));
    found.unwrap_or_else(|| panic!("no claim with {figure}: {claims:#?}")).clone()
}

#[test]
fn two_pages_that_rest_on_one_office_are_one_origin_and_the_hospital_stands_against() {
    let case = case();
    let ill = claim(&case, "31 people");
    assert_eq!(ill["origins_for"]["high"], 1, "{ill:#}");
    assert_eq!(ill["origins_for"]["low"], 1, "{ill:#}");
    let against = ill["origins_against"]["high"].as_u64().expect("a count");
    assert!((1..=2).contains(&against), "the hospital, and perhaps the dairy that denies it: {ill:#}");
    let other = claim(&case, "44 people");
    assert_eq!(other["origins_for"]["high"], 1, "{other:#}");
    assert!(
        ill["disagreements"].as_array().is_some_and(|all| all.iter().any(|one| one["kind"] == "figure")),
        "{ill:#}"
    );
}

#[test]
fn what_is_about_something_else_stays_out() {
    let case = case();
    let prices = case.item_id("prices.txt");
    let from_prices: Vec<String> = case
        .show("statements")
        .iter()
        .filter(|one| one["item"] == prices.as_str())
        .map(|one| text(one, "id").to_owned())
        .collect();
    let ill = claim(&case, "31 people");
    let members = ill["statements"].as_array().cloned().unwrap_or_default();
    assert!(members.iter().all(|member| !from_prices.iter().any(|one| member == one.as_str())), "{ill:#}");
}

#[test]
fn a_speaker_is_named_as_the_text_names_him() {
    let case = case();
    let said = case.of_item("statements", "paper.txt");
    let direct =
        said.iter().find(|one| one["quote_type"] == "direct").unwrap_or_else(|| panic!("no direct speech: {said:#?}"));
    assert!(text(direct, "speaker").contains("Peter Oakes"), "{direct:#}");
}
