//! Places: found where the words allow, with the others of their name.

use super::{places, places_with};

fn names(text: &str) -> Vec<String> {
    places(text).into_iter().map(|place| place.name).collect()
}

#[test]
fn a_town_has_coordinates() {
    let found = places("The ferry left Rotterdam at dawn.");
    assert_eq!(found[0].name, "Rotterdam");
    assert!(found[0].lat.is_some_and(|lat| (51.0..53.0).contains(&lat)));
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(names("A strike in New York City ended."), ["New York City"]);
}

#[test]
fn the_name_of_a_person_is_no_place() {
    assert!(names("Paris Lindqvist and Mr Lincoln met John Washington.").is_empty());
}

#[test]
fn common_words_need_a_preposition_of_place() {
    assert!(names("Reading is fun. Nice work. Police came.").is_empty());
    assert_eq!(names("The flood began in Nice and Reading."), ["Nice", "Reading"]);
}

#[test]
fn a_month_is_no_town() {
    assert!(names("The bridge fell in March 2021 and again in May.").is_empty());
}

#[test]
fn a_country_named_in_the_text_decides_between_places_of_one_name() {
    let found = places("Lebanon was calm. The port of Tripoli stayed open.");
    let tripoli = found.iter().find(|place| place.text == "Tripoli").expect("found");
    assert!(tripoli.lat.is_some_and(|lat| lat > 34.0), "{tripoli:?}");
    assert!(tripoli.alternatives.iter().any(|other| other.name.ends_with(", LY")));
}

#[test]
fn places_that_no_table_knows_need_a_strong_pattern() {
    let found = places("The slide hit the village of Oldmerewick. Brakkenhaus was calm.");
    assert_eq!((found.len(), found[0].name.as_str(), found[0].lat), (1, "Oldmerewick", None));
}

#[test]
fn arabic_and_cyrillic_names_are_found_in_their_forms() {
    assert_eq!(names("انفجار في حلب"), ["Aleppo"]);
    assert_eq!(names("Взрыв в Харькове."), ["Kharkiv"]);
    assert_eq!(names("Вибух у Харкові."), ["Kharkiv"]);
}

#[test]
fn part_of_an_outlets_name_is_no_place() {
    assert!(names("The Washington Tribune wrote about it.").is_empty());
}

#[test]
fn a_place_that_the_user_added_is_found_wherever_its_name_stands() {
    let csv = "Oldmere Weir,50.5,3.25\nBrakken,51,4\nБраккене,51,4\nسرمدين,36,37\n";
    for text in [
        "Oldmere Weir was calm.",
        "They left the village of Oldmere Weir at noon.",
        "Brakken residents fled.",
        "Жители деревни Браккене ушли.",
        "انفجار في سرمدين",
        "انفجار قرب بلدة سرمدين",
    ] {
        let found = places_with(csv, text);
        assert_eq!(found.iter().filter(|place| place.lat.is_some()).count(), 1, "{text}: {found:?}");
    }
}

#[test]
fn a_place_that_the_user_added_goes_before_a_built_in_one_of_its_name() {
    let found = places_with("Aleppo,10,20\n", "The blast in Aleppo was heard.");
    assert_eq!(found[0].lat, Some(10.0));
    assert!(found[0].alternatives.iter().any(|other| other.name == "Aleppo, SY"));
}

#[test]
fn a_village_is_found_where_its_country_is_named_and_words_lead_to_it() {
    let found = places("Syria was calm. Shells fell near Kafr Nabl.");
    assert_eq!(found.last().map(|place| place.lat.is_some()), Some(true), "{found:?}");
    for (text, name) in [
        ("Shells fell in Borodyanka, Ukraine.", "Borodianka"),
        ("Kyiv was calm. The village of Borodyanka burned.", "Borodianka"),
        ("В Киеве тихо. Обстрел в Бородянке продолжался.", "Borodianka"),
    ] {
        let found = places(text);
        assert!(found.iter().any(|place| place.name == name && place.lat.is_some()), "{text}: {found:?}");
    }
}

#[test]
fn a_village_is_none_without_its_country_or_where_a_person_may_be_meant() {
    for text in [
        "Shells fell near Borodyanka.",
        "Ukraine waits. The letter is from Borodyanka.",
        "Ukraine waits. They spoke to Borodyanka.",
        "Ukraine waits. Anna Borodyanka spoke.",
        "France waits. Shells fell near Borodyanka.",
    ] {
        assert!(!names(text).contains(&"Borodianka".to_owned()), "{text}");
    }
}

#[test]
fn of_several_villages_of_one_name_in_a_country_none_is_chosen() {
    let found = places("Ukraine was calm. A bridge in Novoselivka was hit.");
    let village = found.iter().find(|place| place.text == "Novoselivka").expect("found");
    assert_eq!(village.lat, None);
    assert!(village.alternatives.len() > 1, "{village:?}");
}
