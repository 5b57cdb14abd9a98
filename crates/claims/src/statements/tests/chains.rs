//! Nested attributions: each level is a statement, the inner one carries the outer ones.

use super::{chain, only, read};
use model::Statement;

fn with_cue<'s>(found: &'s [Statement], cue: &str) -> &'s Statement {
    found
        .iter()
        .find(|statement| statement.cue.as_ref().is_some_and(|given| given.text == cue))
        .unwrap_or_else(|| panic!("no cue {cue}: {found:#?}"))
}

#[test]
fn as_quoted_by_puts_the_outlet_before_the_speaker() {
    let found = read(
        "“No one was told to leave,” says Major Edda Lind, spokeswoman for the river guard, as quoted by Radio Veld.",
    );
    assert_eq!(chain(with_cue(&found, "says")), ["Harbour Post", "Radio Veld", "Edda Lind"]);
    assert_eq!(chain(with_cue(&found, "as quoted by")), ["Harbour Post", "Radio Veld"]);
}

#[test]
fn he_added_keeps_who_passed_it_on() {
    let found = read(
        "“No one was told to leave,” says Major Edda Lind, as quoted by Radio Veld. “It was too late,” she added.",
    );
    assert_eq!(chain(with_cue(&found, "added")), ["Harbour Post", "Radio Veld", "Edda Lind"]);
}

#[test]
fn what_a_witness_says_footage_shows_has_both() {
    let found = read("The footage shows lorries leaving the depot, according to one of the drivers.");
    assert_eq!(chain(with_cue(&found, "shows")), ["Harbour Post", "one of the drivers", "footage"]);
}

#[test]
fn an_attribution_inside_a_quotation_is_nested() {
    let found = read("“The inspectors said the valve was open,” Orla Finn told the court.");
    assert_eq!(chain(with_cue(&found, "said")), ["Harbour Post", "Orla Finn", "inspectors"]);
}

#[test]
fn the_outlets_link_names_its_item() {
    let found = read("Orla Finn said the valve was open.");
    assert!(found[0].chain[0].item.is_some());
    assert_eq!(found[0].chain[0].role, "outlet");
}

#[test]
fn roles_are_told_by_rule() {
    for (text, role) in [
        ("Orla Finn said the valve was open.", "person"),
        ("The Ministry of Ports said the valve was open.", "body"),
        ("The Daily Anchor said the valve was open.", "outlet"),
        ("One of the drivers said the valve was open.", "unnamed"),
        ("Witnesses said the valve was open.", "witness"),
        ("Local officials said the valve was open.", "unnamed"),
        ("A spokesman for the Ministry of Ports said the valve was open.", "body"),
    ] {
        let found = read(text);
        assert_eq!(found[0].chain.last().map(|link| link.role.as_str()), Some(role), "{text}");
    }
}

#[test]
fn a_body_and_who_speaks_for_it_have_one_name() {
    let speaker = |text: &str| read(text)[0].speaker.clone();
    assert_eq!(
        speaker("A spokesman for the Ministry of Ports said the valve was open."),
        speaker("The Ministry of Ports said the valve was open.")
    );
}

#[test]
fn an_article_is_no_part_of_a_name() {
    assert_eq!(read("The BBC reported that the valve was open.")[0].speaker.as_deref(), Some("BBC"));
}

#[test]
fn who_told_another_outlet_is_reached_through_it() {
    let told = only("A ferryman told the Orrin Courier that the pier had given way.");
    assert_eq!(chain(&told), ["Harbour Post", "Orrin Courier", "ferryman"]);
    let told = only("A ferryman told the council that the pier had given way.");
    assert_eq!(chain(&told), ["Harbour Post", "ferryman"]);
}

#[test]
fn who_quotes_somebody_stands_before_him() {
    let quoted =
        only("The Orrin Courier quoted Ana Ruiz, a spokeswoman for the port, as saying that the pier had given way.");
    assert_eq!(chain(&quoted), ["Harbour Post", "Orrin Courier", "Ana Ruiz"]);
}
