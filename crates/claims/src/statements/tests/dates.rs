//! Dates: intervals against a known publication date, reasons without one.

use super::{dates, read_with};
use model::{DateKind, DateStatus, Granularity};

/// From and to of the first date, with publication on Thursday, 17 June 2021.
fn interval(text: &str) -> (String, String) {
    let found = dates(text, Some("2021-06-17"));
    let first = found.first().unwrap_or_else(|| panic!("no date in {text}"));
    (first.from.clone().unwrap_or_default(), first.to.clone().unwrap_or_default())
}

fn check(text: &str, from: &str, to: &str) {
    assert_eq!(interval(text), (from.to_owned(), to.to_owned()), "{text}");
}

#[test]
fn absolute_dates_need_no_publication_date() {
    for text in [
        "On 4 March 2021 it broke.",
        "March 4, 2021 was calm.",
        "2021-03-04 was calm.",
        "the 4th of March 2021",
        "04.03.2021",
        "Thursday, March 4, 2021",
    ] {
        let found = dates(text, None);
        assert_eq!(
            (found[0].from.as_deref(), found[0].kind, found[0].status),
            (Some("2021-03-04"), DateKind::Absolute, DateStatus::Resolved),
            "{text}"
        );
    }
}

#[test]
fn a_bare_weekday_is_the_last_one_by_publication() {
    check("It broke on Tuesday.", "2021-06-15", "2021-06-15");
    check("It broke on Thursday.", "2021-06-17", "2021-06-17");
    check("It broke last Thursday.", "2021-06-10", "2021-06-10");
    check("It broke on Friday.", "2021-06-11", "2021-06-11");
}

#[test]
fn days_beside_publication() {
    check("It broke yesterday.", "2021-06-16", "2021-06-16");
    check("It broke this morning.", "2021-06-17", "2021-06-17");
    check("It broke last night.", "2021-06-16", "2021-06-17");
}

#[test]
fn weeks_months_and_years() {
    check("It broke last week.", "2021-06-07", "2021-06-13");
    check("It broke last month.", "2021-05-01", "2021-05-31");
    check("It broke last year.", "2020-01-01", "2020-12-31");
    check("It broke two days ago.", "2021-06-15", "2021-06-15");
    check("It broke a week ago.", "2021-06-07", "2021-06-13");
}

#[test]
fn a_month_without_a_year_is_the_latest_that_began() {
    check("It broke in October.", "2020-10-01", "2020-10-31");
    check("It broke in late November.", "2020-11-21", "2020-11-30");
    check("It broke in early June.", "2021-06-01", "2021-06-10");
    check("It broke on March 4.", "2021-03-04", "2021-03-04");
}

#[test]
fn years_and_seasons() {
    check("It broke in 2017.", "2017-01-01", "2017-12-31");
    check("It broke in summer 2017.", "2017-06-01", "2017-08-31");
    check("It broke in winter 2017.", "2017-12-01", "2018-02-28");
}

#[test]
fn relative_dates_without_publication_stay_unresolved_with_a_reason() {
    for text in ["late November", "a week ago", "early October", "in October", "on Tuesday", "yesterday", "last week"] {
        let found = dates(text, None);
        assert_eq!(
            (found[0].status, found[0].kind, found[0].from.clone()),
            (DateStatus::Unresolved, DateKind::Relative, None),
            "{text}"
        );
        assert_eq!(found[0].reason.as_deref(), Some("no known publication date"), "{text}");
    }
}

#[test]
fn a_season_without_a_hemisphere_stays_unresolved() {
    let text = "Summer 2017";
    let passage = super::super::tokens::Passage::new(text, 0..text.len(), &[]);
    let found = super::super::dates::dates(&passage, Some("2021-06-17"), None);
    assert_eq!((found[0].status, found[0].granularity), (DateStatus::Unresolved, Granularity::Season));
    assert!(found[0].reason.as_deref().is_some_and(|reason| reason.contains("hemisphere")));
}

#[test]
fn numbers_that_may_be_exchanged_stay_unresolved() {
    assert_eq!(dates("03/04/2021", None)[0].status, DateStatus::Unresolved);
    assert_eq!(dates("25/04/2021", None)[0].from.as_deref(), Some("2021-04-25"));
}

#[test]
fn a_day_that_does_not_exist_stays_unresolved() {
    assert_eq!(dates("31 February 2021", None)[0].status, DateStatus::Unresolved);
}

#[test]
fn modal_may_and_a_march_are_no_months() {
    assert!(dates("They may leave. The march ended. It may be March.", None).is_empty());
}

#[test]
fn the_time_of_the_saying_is_marked_as_such() {
    let found = read_with("“The tank was full,” said the driver on Monday.", &[], Some("2021-06-17T08:00:00Z"));
    assert_eq!(found[0].dates.len(), 1);
    assert!(found[0].dates[0].rule.ends_with("time of the saying"));
    assert_eq!(found[0].dates[0].from.as_deref(), Some("2021-06-14"));
}

#[test]
fn a_day_that_lies_ahead_is_the_next_one() {
    check("The port said the terminal would stay closed on Friday.", "2021-06-18", "2021-06-18");
    check("The school will open on Monday.", "2021-06-21", "2021-06-21");
    check("The bridge is closed until Sunday.", "2021-06-20", "2021-06-20");
    check("The court will sit on 4 May.", "2022-05-04", "2022-05-04");
    for past in ["It will not open, he said on Monday.", "It would have opened on Monday."] {
        check(past, "2021-06-14", "2021-06-14");
    }
}

#[test]
fn a_year_beside_a_noun_is_a_year_and_a_count_is_none() {
    check("The 2012 election was close.", "2012-01-01", "2012-12-31");
    for count in ["Some 2012 houses burnt.", "It cost $2012.", "2012 people left."] {
        assert!(dates(count, Some("2021-06-17")).is_empty(), "{count}");
    }
}

#[test]
fn years_ago_are_years_of_the_calendar() {
    check("Two years ago the bridge was new.", "2019-01-01", "2019-12-31");
    check("“[Ten] years ago, a bridge was built.”", "2011-01-01", "2011-12-31");
    check("It opened a year ago.", "2020-01-01", "2020-12-31");
}

#[test]
fn years_beside_years_are_years() {
    for text in ["It ran from 2004 to 2009.", "It ran 2004 - 2009.", "It ran between 2004 and 2009."] {
        let found = dates(text, None);
        let years: Vec<Option<&str>> = found.iter().map(|date| date.from.as_deref()).collect();
        assert_eq!(years, [Some("2004-01-01"), Some("2009-01-01")], "{text}");
    }
    check("The ties date back to 1979.", "1979-01-01", "1979-12-31");
    assert!(dates("The crowd grew from 1500 to 2009 people.", Some("2021-06-17")).is_empty());
}

#[test]
fn years_of_two_digits_need_a_mark_or_a_year_beside_them() {
    check("It sank in ’08.", "2008-01-01", "2008-12-31");
    check("It sank in '84, and later rose.", "1984-01-01", "1984-12-31");
    let found = dates("Ruiz won in 88 and 92, Holm in 96 and in 2000.", Some("2021-06-17"));
    let years: Vec<Option<&str>> = found.iter().map(|date| date.from.as_deref()).collect();
    assert_eq!(years, [Some("1988-01-01"), Some("1992-01-01"), Some("1996-01-01"), Some("2000-01-01")]);
    let unknown = dates("It sank in ’08.", None);
    assert_eq!(unknown[0].reason.as_deref(), Some("no known publication date"));
    for count in [
        "Since 2000 it was sold in 80 countries.",
        "One in 12, a poll of 2000 found.",
        "It sold out in 30 minutes in 2000.",
        "She scored '80' there.",
    ] {
        assert!(dates(count, Some("2021-06-17")).iter().all(|date| date.text.len() >= 4), "{count}");
    }
}

#[test]
fn the_end_of_a_period_is_its_last_day() {
    check("It will open by the end of the year.", "2021-12-31", "2021-12-31");
    check("It will open by year end.", "2021-12-31", "2021-12-31");
    check("It closed at the end of last month.", "2021-05-31", "2021-05-31");
    check("It will open by the end of the week.", "2021-06-20", "2021-06-20");
    assert!(dates("That was the end of the year of the dam.", None).is_empty());
}

#[test]
fn weekends_and_last_summer() {
    check("It broke over the weekend.", "2021-06-12", "2021-06-13");
    check("It broke last summer.", "2020-06-01", "2020-08-31");
    check("It broke last winter.", "2020-12-01", "2021-02-28");
}

#[test]
fn the_day_of_an_event_is_this_day_and_the_present_age_is_none() {
    check("They learned from today's game.", "2021-06-17", "2021-06-17");
    check("After today’s second vote it was over.", "2021-06-17", "2021-06-17");
    assert!(dates("Today's youth reads on. In today's world all is near.", Some("2021-06-17")).is_empty());
}

#[test]
fn a_day_and_month_of_this_year_are_of_this_year() {
    check("The fair runs through March 11 this year.", "2021-03-11", "2021-03-11");
    check("The fair runs through August 11 this year.", "2021-08-11", "2021-08-11");
}

#[test]
fn a_day_that_opens_the_sentence_is_read_with_the_verb_behind_it() {
    check("On Friday the court will decide.", "2021-06-18", "2021-06-18");
    check("On Friday, Ruiz and her father are to travel.", "2021-06-18", "2021-06-18");
    check("On Friday the court decided that it will close.", "2021-06-11", "2021-06-11");
    check("On Friday Will Hall left.", "2021-06-11", "2021-06-11");
}

#[test]
fn the_next_tuesday_is_counted_from_another_day() {
    let found = dates("I went back the next Tuesday.", Some("2021-06-17"));
    assert_eq!(found[0].reason.as_deref(), Some("counted from another event of the text"));
}
