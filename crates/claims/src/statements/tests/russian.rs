//! Russian: marks, cues, numbers, dates.

use super::{attributions, dates, figure_tests, only, read};
use model::QuoteType;

attributions! {
    source_verb_and_that: "Мэр сообщил, что паром ударился о причал." => ["Мэр | сообщил | паром ударился о причал"];
    a_quotation_with_a_dash: "«Вода поднялась слишком быстро», — сказала Ирина Белова." => ["Ирина Белова | сказала | Вода поднялась слишком быстро"];
    a_quotation_after_a_colon: "Инженер заявил: «Плотина треснула ещё весной»." => ["Инженер | заявил | Плотина треснула ещё весной"];
    in_the_words_of: "По словам мэра, мост закрыт до утра." => ["мэра | По словам | мост закрыт до утра"];
    by_the_data_of: "По данным министерства, завод работал без лицензии." => ["министерства | По данным | завод работал без лицензии"];
    a_clause_before_the_verb: "Паром ударился о причал, уточнил диспетчер порта." => ["диспетчер порта | уточнил | Паром ударился о причал"];
}

figure_tests! {
    the_verb_before: "Погибли 12 человек." => Some(12.0), Some(12.0), Some("dead"), None;
    the_verb_behind: "30 человек ранены." => Some(30.0), Some(30.0), Some("wounded"), None;
    at_least: "Не менее 14 погибших." => Some(14.0), None, Some("dead"), Some("at least");
    about: "Около 200 домов затоплены." => Some(170.0), Some(230.0), Some("buildings"), Some("about");
    more_than: "Более 60 автомобилей застряли." => Some(60.0), None, Some("vehicles"), Some("more than");
    tens: "Десятки раненых." => Some(20.0), None, Some("wounded"), Some("tens");
    thousands_with_a_space: "3 500 жителей" => Some(3500.0), Some(3500.0), Some("people"), None;
    a_scale: "5 тысяч человек" => Some(5000.0), Some(5000.0), Some("people"), None;
    number_words: "Пять погибших." => Some(5.0), Some(5.0), Some("dead"), None;
}

#[test]
fn a_denial_is_marked() {
    assert!(only("Владелец отрицает, что завод сбрасывал отходы.").denial);
}

#[test]
fn marks_make_it_direct() {
    assert_eq!(only("„Вода поднялась слишком быстро“, — сказала Ирина Белова.").quote_type, QuoteType::Direct);
}

#[test]
fn dates_are_read() {
    assert_eq!(dates("4 марта 2021 года", None)[0].from.as_deref(), Some("2021-03-04"));
    assert_eq!(dates("во вторник", Some("2021-06-17"))[0].from.as_deref(), Some("2021-06-15"));
    assert_eq!(dates("в октябре", Some("2021-06-17"))[0].from.as_deref(), Some("2020-10-01"));
    assert_eq!(dates("вчера", None)[0].reason.as_deref(), Some("no known publication date"));
}

#[test]
fn a_pronoun_is_resolved() {
    let found = read("«Вода поднялась слишком быстро», — сказала Ирина Белова. Она добавила, что мост закрыт.");
    assert_eq!((found[1].speaker.as_deref(), found[1].resolved_by.as_str()), (Some("Ирина Белова"), "pronoun"));
}
