//! What somebody wants, backs or condemns: a kind of its own, which changes nothing else.

use super::{attributed, attributions, read};
use model::QuoteType;

attributions! {
    who_calls_for_something: "The Orrin council called for a ban on heavy lorries." => ["The Orrin council | called for | a ban on heavy lorries"];
    who_plans_to_do_something: "Ada Quill plans to reopen the mill, a former weaver who lives nearby." => ["Ada Quill | plans | to reopen the mill, a former weaver who lives nearby"];
    who_urges_others: "The mayor urged residents to boil their water while the pipes are flushed." => ["The mayor | urged | residents to boil their water"];
    who_opposes_something: "The dockers’ union opposes the sale and will march on Friday." => ["The dockers’ union | opposes | the sale"];
    what_something_is_called: "Ines Halm called the vote “a farce.”" => ["Ines Halm | called | the vote “a farce.”"];
    what_something_is_described_as: "Critics described the tender as a gift to the owner." => ["Critics | described | the tender as a gift to the owner"];
    who_carries_on_in_a_participle: "Senator Ruiz left the hall, calling the inquiry a sham." => ["Senator Ruiz | calling | the inquiry a sham"];
    what_somebody_says_that_he_wants_is_said_once: "The mayor said she wants to close the bridge." => ["The mayor | said | she wants to close the bridge"];
    what_somebody_would_like: "The mayor would like to reopen the mill." => ["The mayor | would like | to reopen the mill"];
    what_might_be_wanted_is_not_told: "The mayor might want a new mill." => [];
    a_plan_is_no_verb: "The plan backed by the mayor failed. Their support was weak." => [];
    what_was_condemned_by_nobody_is_nobodys: "The sale was condemned in the harbour." => [];
}

#[test]
fn an_attitude_is_a_kind_of_its_own() {
    let found = read("The Orrin council called for a ban on heavy lorries.");
    assert_eq!(found.iter().map(|one| one.quote_type).collect::<Vec<_>>(), [QuoteType::Attitude], "{found:#?}");
}

#[test]
fn who_does_not_want_something_is_marked() {
    let denials = |text: &str| read(text).iter().map(|one| one.denial).collect::<Vec<_>>();
    assert_eq!(denials("The mayor does not want a new mill."), [true]);
    assert_eq!(denials("The mayor wants a new mill."), [false]);
}

#[test]
fn what_the_outlet_asserts_stands_beside_an_attitude() {
    let found = read("The council condemned the owner after 14 people were killed in the mill.");
    let own = found.iter().find(|one| one.quote_type == QuoteType::Own);
    assert!(own.is_some_and(|own| own.figures.len() == 1), "{found:#?}");
}

#[test]
fn an_attitude_names_nobody_whom_a_later_he_means() {
    let with =
        "The premier, Sara Holm, visited the town. The Varr council backed the sale. She said the mill was safe.";
    let said = read(with).into_iter().find(|one| one.cue.as_ref().is_some_and(|cue| cue.text == "said"));
    assert_eq!(said.and_then(|one| one.speaker).as_deref(), Some("Sara Holm"));
    assert_eq!(attributed(with).len(), 2);
}
