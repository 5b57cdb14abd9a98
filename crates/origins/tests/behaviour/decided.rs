//! Decisions: each is applied, shown with its id, can be undone, and is told of when its target is gone.

use crate::world::{By, World, claim_of, number, origin_of};
use model::{DecisionKind, MatchKind, Tier};

fn two_people() -> (World, String, String) {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", "12 died", By::Named("Ivo Darn", "person"));
    let second = world.says("b", "a dozen died", By::Named("I. Darn", "person"));
    world.question(&[&[&first, &second]]);
    (world, first, second)
}

fn same_source(world: &World, first: &str, second: &str) -> DecisionKind {
    let output = world.count();
    DecisionKind::SameSource { origins: [origin_of(&output, first).id.clone(), origin_of(&output, second).id.clone()] }
}

#[test]
fn two_origins_that_a_person_calls_one_source_are_one_with_the_decision_in_its_reasons() {
    let (mut world, first, second) = two_people();
    let what = same_source(&world, &first, &second);
    world.decides("D1", what);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert!(origin_of(&output, &first).reasons.iter().any(|reason| reason.text.contains("D1")));
    let road = &claim_of(&output, &first).roads[0];
    assert!(road.steps.iter().any(|step| step.decision.as_deref() == Some("D1")));
    assert!(output.unapplied.is_empty());
}

#[test]
fn a_decision_that_was_undone_is_ignored_and_one_whose_undoing_was_undone_is_not() {
    let (mut world, first, second) = two_people();
    let what = same_source(&world, &first, &second);
    world.decides("D1", what).decides("D2", DecisionKind::Undo { decision: "D1".to_owned() });
    assert_eq!(number(&world.count(), &first), (2, 2));
    world.decides("D3", DecisionKind::Undo { decision: "D2".to_owned() });
    assert_eq!(number(&world.count(), &first), (1, 1));
    world.decisions.iter_mut().for_each(|decision| decision.undone_by = Some("D9".to_owned()));
    assert_eq!(number(&world.count(), &first), (2, 2));
}

#[test]
fn a_rejected_match_no_longer_merges() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", "12 died", By::Outlet);
    let second = world.says("b", "a dozen are dead", By::Outlet);
    world.question(&[&[&first, &second]]);
    let match_id = world.copied(&second, &first);
    assert_eq!(number(&world.count(), &first), (1, 1));
    world.decides("D1", DecisionKind::RejectMatch { match_id });
    assert_eq!(number(&world.count(), &first), (2, 2));
}

#[test]
fn an_accepted_paraphrase_merges_for_good() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", "12 died", By::Outlet);
    let second = world.says("b", "a dozen are dead", By::Outlet);
    world.question(&[&[&first, &second]]);
    let match_id = world.text_match(&second, &first, MatchKind::Paraphrase, Tier::Weak);
    assert_eq!(number(&world.count(), &first), (1, 2));
    world.decides("D1", DecisionKind::AcceptMatch { match_id });
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn a_statement_that_a_person_split_off_stands_for_itself() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", "12 died", By::Named("the police", "body"));
    let second = world.says("b", "a dozen died", By::Named("police", "body"));
    world.question(&[&[&first, &second]]);
    let origin = origin_of(&world.count(), &first).id.clone();
    world.decides("D1", DecisionKind::Split { member: second.clone(), origin });
    let output = world.count();
    assert_eq!(number(&output, &first), (2, 2));
    assert!(origin_of(&output, &second).reasons.iter().any(|reason| reason.text.contains("person decided")));
    assert!(output.unapplied.is_empty(), "{:?}", output.unapplied);
}

#[test]
fn a_recording_that_a_person_split_off_stands_for_itself() {
    let mut world = World::default();
    world.recording("a.mp4", "video/mp4", "2031-05-01").recording("b.mp4", "video/mp4", "2031-05-02");
    world.media_match("b.mp4", "a.mp4", MatchKind::VideoCopy, Tier::Confirmed);
    let before = world.count();
    assert_eq!(before.origins.len(), 1);
    let member = crate::world::item("b.mp4").hex();
    world.decides("D1", DecisionKind::Split { member, origin: before.origins[0].id.clone() });
    let output = world.count();
    assert_eq!(output.origins.len(), 2);
    assert!(output.unapplied.is_empty(), "{:?}", output.unapplied);
}

#[test]
fn decisions_about_what_is_gone_are_listed() {
    let (mut world, first, _) = two_people();
    let gone = "O-000000000000".to_owned();
    world
        .decides("D1", DecisionKind::RejectMatch { match_id: "M-gone".to_owned() })
        .decides("D2", DecisionKind::Split { member: first.clone(), origin: gone.clone() })
        .decides("D3", DecisionKind::SameSource { origins: [gone.clone(), gone] })
        .decides("D4", DecisionKind::NotSameClaim { statements: [first, "S-gone".to_owned()] });
    let output = world.count();
    let ids: Vec<&str> = output.unapplied.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["D1", "D2", "D3", "D4"]);
}

#[test]
fn a_decision_survives_the_arrival_of_a_fuller_name() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", "12 died", By::Named("WHV", "body"));
    let second = world.says("b", "a dozen died", By::Named("Ivo Darn", "person"));
    world.question(&[&[&first, &second]]);
    let what = same_source(&world, &first, &second);
    world.decides("D1", what);
    assert_eq!(number(&world.count(), &first), (1, 1));
    world.says("b", "rain is due", By::Named("World Harvest Organization (WHV)", "body"));
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert!(output.unapplied.is_empty(), "{:?}", output.unapplied);
}
