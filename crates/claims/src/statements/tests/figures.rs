//! Figures as intervals with the class of what they count.

use super::figure_tests;

figure_tests! {
    a_year_is_no_toll: "A storm in 2013 killed two people." => Some(2.0), Some(2.0), Some("dead"), None;
    an_exact_number: "12 people were killed." => Some(12.0), Some(12.0), Some("dead"), None;
    the_verb_may_stand_before: "The blast wounded 31 dock workers." => Some(31.0), Some(31.0), Some("wounded"), None;
    at_least_has_no_upper_bound: "At least 14 miners died." => Some(14.0), None, Some("dead"), Some("at least");
    some_allows_a_share_either_way: "Some 200 houses were flooded." => Some(170.0), Some(230.0), Some("buildings"), Some("some");
    up_to_has_no_lower_bound: "Up to 60 vehicles were stuck." => None, Some(60.0), Some("vehicles"), Some("up to");
    more_than_a_scale: "More than 2.5 million litres leaked." => Some(2_500_000.0), None, Some("litre"), Some("more than");
    fewer_than_bounds_above: "Fewer than 40 delegates voted." => None, Some(40.0), Some("delegate"), Some("fewer than");
    between_is_both_ends: "Between 10 and 15 passengers were missing." => Some(10.0), Some(15.0), Some("missing"), Some("between");
    dozens_is_a_range: "Dozens of protesters were arrested." => Some(24.0), None, Some("detained"), Some("dozens");
    hundreds_is_a_range: "Hundreds of families left." => Some(200.0), None, Some("families"), Some("hundreds");
    separators_are_read: "3,500 of their relatives were on board." => Some(3500.0), Some(3500.0), Some("family members"), None;
    words_are_numbers: "Twenty-three soldiers were hurt." => Some(23.0), Some(23.0), Some("wounded"), None;
    a_hundred_and_more_in_words: "Two hundred and fifty fighters surrendered." => Some(250.0), Some(250.0), Some("fighters"), None;
    the_toll_is_of_the_dead: "The death toll rose to 45." => Some(45.0), Some(45.0), Some("dead"), None;
    casualties_are_not_the_dead: "The clinic counted 80 casualties." => Some(80.0), Some(80.0), Some("casualties"), None;
    percent_is_a_unit: "Turnout was 61 percent." => Some(61.0), Some(61.0), Some("percent"), None;
    money_is_a_unit: "The repair cost $33 million." => Some(33e6), Some(33e6), Some("money"), None;
    an_unknown_noun_is_its_own_unit: "The storm sank nine trawlers." => Some(9.0), Some(9.0), Some("trawler"), None;
    nearly_allows_nothing_above: "Nearly 100 tents burned." => Some(85.0), Some(100.0), Some("tent"), Some("nearly");
}

#[test]
fn years_dates_times_ages_and_numbered_things_are_no_figures() {
    for text in [
        "It happened in 2019.",
        "On 4 March the dam broke.",
        "March 4, 2021 was calm.",
        "At 10:30 the siren rang.",
        "The driver, 45, was alone.",
        "A 24-year-old was there.",
        "See Article 12 and page 7.",
        "It lasted 3 hours.",
        "Call +31 555 0100.",
        "2021-03-04 was calm.",
    ] {
        assert!(super::figures(text).is_empty(), "{text}: {:?}", super::figures(text));
    }
}

#[test]
fn dead_and_wounded_of_one_sentence_are_two_figures() {
    let units: Vec<Option<String>> = super::figures("The fire killed 12 people and injured 30 others.")
        .into_iter()
        .map(|figure| figure.unit)
        .collect();
    assert_eq!(units, [Some("dead".to_owned()), Some("wounded".to_owned())]);
}

#[test]
fn a_higher_number_is_open_from_the_one_it_refers_to() {
    let found = super::figures("The council counted 40 boats. Sailors spoke of a far higher number.");
    assert_eq!(
        (found[1].low, found[1].high, found[1].modifier.as_deref(), found[1].unit.as_deref()),
        (Some(40.0), None, Some("higher than"), Some("boat"))
    );
}

#[test]
fn a_higher_number_without_a_referent_has_no_bounds() {
    let found = super::figures("Sailors spoke of a far higher number.");
    assert_eq!((found[0].low, found[0].high), (None, None));
}

figure_tests! {
    an_increment_is_marked: "Five more bodies were found." => Some(5.0), Some(5.0), Some("dead"), Some("further");
    a_toll_may_stand_far_ahead: "The death toll from the flood in Orrin has risen to 14." => Some(14.0), Some(14.0), Some("dead"), None;
    the_number_of_something: "They put the number of damaged houses at 320." => Some(320.0), Some(320.0), Some("buildings"), None;
}

#[test]
fn durations_shares_and_pronouns_count_nothing() {
    for text in
        ["It will open two hours late.", "Two thirds of it burnt.", "One of them was signed.", "They came one by one."]
    {
        assert!(super::figures(text).is_empty(), "{text}");
    }
}

/// The unit of the first figure of what somebody said.
fn unit(text: &str) -> Option<String> {
    super::figures(text).into_iter().next().and_then(|figure| figure.unit)
}

#[test]
fn words_for_the_same_question_give_the_same_unit() {
    let table: [(&str, &[&str]); 8] = [
        (
            "dead",
            &[
                "The blast killed 14 people.",
                "The blast left 14 dead.",
                "The blast left at least 14 people dead.",
                "The death toll from the quake stands at 14.",
                "The death toll rose to 14.",
                "The toll climbed past 14.",
                "The official death toll is 14.",
                "The flood claimed 14 lives.",
                "The flood has claimed the lives of 14 people.",
                "14 lives were lost.",
                "14 more lives were lost.",
                "Divers recovered 14 bodies.",
                "The bodies of 14 miners were found.",
                "There were 14 fatalities.",
                "The clinic counted 14 deaths.",
                "14 people lost their lives.",
                "14 miners perished.",
                "14 people were shot dead.",
                "14 people were found dead.",
                "14 people succumbed to their injuries.",
                "The smoke was fatal for 14 people.",
                "14 people, including three children, were killed.",
            ],
        ),
        (
            "wounded",
            &[
                "30 people were hurt.",
                "30 people were wounded.",
                "30 were injured in the crash.",
                "30 people were hospitalised.",
                "30 people were hospitalized.",
                "30 people were taken to hospital.",
                "30 people were treated for injuries.",
                "30 people were treated for burns.",
                "30 people suffered injuries.",
                "The crash left 30 people with injuries.",
                "The crash caused injuries to 30 passengers.",
                "The crash hurt 30 passengers.",
                "30 wounded soldiers were flown out.",
            ],
        ),
        ("missing", &["14 people went missing.", "14 people are unaccounted for.", "14 sailors were still missing."]),
        (
            "detained",
            &["14 were arrested.", "14 students were taken into custody.", "The arrest of 14 students followed."],
        ),
        ("displaced", &["300 people were forced from their homes.", "300 families were evacuated."]),
        (
            "vehicles",
            &[
                "12 trucks burned.",
                "12 lorries burned.",
                "12 vans burned.",
                "12 minibuses burned.",
                "12 pickup trucks burned.",
                "12 motorcycles burned.",
                "12 ambulances burned.",
                "12 fire engines burned.",
                "12 police cars burned.",
                "12 armoured vehicles burned.",
                "12 armored personnel carriers burned.",
                "12 tractors burned.",
            ],
        ),
        ("buildings", &["14 homes were destroyed.", "14 damaged houses were counted."]),
        ("people", &["14 people were treated for cholera.", "14 people came."]),
    ];
    for (expected, texts) in table {
        for text in texts {
            assert_eq!(unit(text).as_deref(), Some(expected), "{text}");
        }
    }
}

#[test]
fn what_is_no_harm_to_people_keeps_its_own_unit() {
    for (text, expected) in [
        ("The frost killed 14 dogs.", "dog"),
        ("The team lost 14 games.", "game"),
        ("The nurse saved 14 lives.", "life"),
        ("The ward has 300 beds.", "bed"),
        ("12 tankers lay at anchor.", "tanker"),
        ("The storm took 14 roofs.", "roof"),
    ] {
        assert!(unit(text).is_none_or(|unit| unit == expected), "{text}: {:?}", unit(text));
    }
}

#[test]
fn of_a_number_that_changed_the_last_one_counts() {
    let found = super::figures("The death toll rose from 12 to 14.");
    assert_eq!((found.len(), found[0].low, found[0].high), (1, Some(14.0), Some(14.0)));
    let range = super::figures("From 12 to 14 miners were missing.");
    assert_eq!((range[0].low, range[0].high), (Some(12.0), Some(14.0)));
}

figure_tests! {
    tens_of_thousands: "Tens of thousands of people fled." => Some(20_000.0), None, Some("people"), Some("tens of thousands");
}
