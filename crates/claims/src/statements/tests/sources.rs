//! Whose words they are: the name without when and by which way it was said, and with all that belongs to it.

use super::{attributed, only};

fn check(source: &str, between: &str) {
    let text = format!("{source} {between} said that the crane had fallen.").replace(" ,", ",");
    let found = only(&text);
    assert_eq!(found.source.as_ref().map(|span| span.text.as_str()), Some(source), "{text}");
}

#[test]
fn the_time_of_the_saying_is_no_part_of_the_source() {
    for time in [
        "on Saturday",
        "on Monday evening",
        "late on Monday",
        "later on Saturday",
        "early Friday",
        "Friday",
        "on 4 May",
        "on May 4, 2021",
        "on Tuesday, 4 May 2021,",
        "last week",
        "in May",
        "in 2019",
    ] {
        check("The ministry of ports", time);
        check("Ina Morel, a spokeswoman for the port", &format!(", {time}"));
    }
}

#[test]
fn the_way_of_the_saying_is_no_part_of_the_source() {
    for way in [
        "in a statement",
        "in a written statement",
        "in a statement on Tuesday",
        "at a news conference on Wednesday",
        "on Telegram",
        "in an interview last month",
    ] {
        check("The ministry of ports", way);
    }
}

#[test]
fn a_denial_of_reports_is_that_of_the_ministry_and_dated() {
    let texts = "The ministry of defence on Saturday denied that the depot had burned.";
    let found = super::read_with(texts, &[], Some("2021-06-17"));
    assert_eq!(found[0].speaker.as_deref(), Some("ministry of defence"));
    let date = &found[0].dates[0];
    assert_eq!((date.text.as_str(), date.from.as_deref()), ("Saturday", Some("2021-06-12")));
    assert!(date.rule.ends_with("; time of the saying"));
}

#[test]
fn a_day_or_month_in_a_name_stays() {
    for name in ["The Mail on Sunday", "Theresa May", "USA Today", "Prime Minister May", "The March of Ormond"] {
        check(name, "");
    }
}

#[test]
fn who_owns_is_a_part_of_the_name() {
    for name in ["savers' association", "doctors’ association", "fishermen's union", "teachers’ and dockers’ union"]
    {
        for text in [
            format!("The {name} said that the bank had closed."),
            format!("The bank had closed, said the {name}."),
            format!("The bank had closed, the {name} said."),
            format!("According to the {name}, the bank had closed."),
            format!("“The bank is shut,” said the {name}."),
            format!("A spokesman for the {name} said that the bank had closed."),
        ] {
            assert_eq!(only(&text).speaker.as_deref(), Some(name), "{text}");
        }
    }
}

#[test]
fn who_hears_may_own_too() {
    let found = attributed("Ola Finn told the savers' association that the bank had closed.");
    assert_eq!(found, ["Ola Finn | told | the bank had closed"]);
}

#[test]
fn a_plural_that_closes_a_quotation_owns_nothing() {
    let found = attributed("'The owners called us liars' said Ola Finn.");
    assert_eq!(found, ["Ola Finn | said | The owners called us liars"]);
}
