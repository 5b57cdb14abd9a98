//! Ukrainian: marks, cues, numbers, dates.

use super::{attributions, dates, figure_tests, only, read};
use model::QuoteType;

attributions! {
    source_verb_and_that: "Мер повідомив, що пором ударився об причал." => ["Мер | повідомив | пором ударився об причал"];
    a_quotation_with_a_dash: "«Вода піднялася надто швидко», — сказала Оксана Гай." => ["Оксана Гай | сказала | Вода піднялася надто швидко"];
    a_quotation_after_a_colon: "Інженер заявив: «Гребля тріснула ще навесні»." => ["Інженер | заявив | Гребля тріснула ще навесні"];
    in_the_words_of: "За словами мера, міст закрито до ранку." => ["мера | За словами | міст закрито до ранку"];
    by_the_data_of: "За даними міністерства, завод працював без ліцензії." => ["міністерства | За даними | завод працював без ліцензії"];
    added: "Оксана Гай додала, що нікого не попередили." => ["Оксана Гай | додала | нікого не попередили"];
}

figure_tests! {
    the_verb_before: "Загинули 12 осіб." => Some(12.0), Some(12.0), Some("dead"), None;
    the_verb_behind: "30 людей поранено." => Some(30.0), Some(30.0), Some("wounded"), None;
    at_least: "Щонайменше 14 загиблих." => Some(14.0), None, Some("dead"), Some("at least");
    about: "Близько 200 будинків затоплено." => Some(170.0), Some(230.0), Some("buildings"), Some("about");
    more_than: "Понад 60 машин застрягли." => Some(60.0), None, Some("vehicles"), Some("more than");
    hundreds: "Сотні поранених." => Some(200.0), None, Some("wounded"), Some("hundreds");
    thousands_with_a_space: "3 500 мешканців" => Some(3500.0), Some(3500.0), Some("people"), None;
    a_scale: "5 тисяч осіб" => Some(5000.0), Some(5000.0), Some("people"), None;
    number_words: "П'ять загиблих." => Some(5.0), Some(5.0), Some("dead"), None;
}

#[test]
fn a_denial_is_marked() {
    assert!(only("Власник заперечує, що завод скидав відходи.").denial);
}

#[test]
fn marks_make_it_direct() {
    assert_eq!(only("„Вода піднялася надто швидко”, — сказала Оксана Гай.").quote_type, QuoteType::Direct);
}

#[test]
fn dates_are_read() {
    assert_eq!(dates("4 березня 2021 року", None)[0].from.as_deref(), Some("2021-03-04"));
    assert_eq!(dates("у вівторок", Some("2021-06-17"))[0].from.as_deref(), Some("2021-06-15"));
    assert_eq!(dates("вчора", Some("2021-06-17"))[0].from.as_deref(), Some("2021-06-16"));
}

#[test]
fn a_pronoun_is_resolved() {
    let found = read("«Вода піднялася надто швидко», — сказала Оксана Гай. Вона додала, що міст закрито.");
    assert_eq!((found[1].speaker.as_deref(), found[1].resolved_by.as_str()), (Some("Оксана Гай"), "pronoun"));
}
