//! Sources that a page names without a word that attributes, and bodies that go by several names.

use crate::world::{By, World};
use model::LinkKind;

fn count_of(world: &World) -> (u32, u32) {
    let claim = &world.count().claims[0];
    (claim.origins_for.low, claim.origins_for.high)
}

/// Two pages that give one answer, each with whom it has it from.
fn told(first: (&str, By), second: (&str, By)) -> (u32, u32) {
    let mut world = World::default();
    world.page("one", "Orrin Courier", "2031-03-01T10:00:00Z").page(
        "other",
        "Kaltenau Gazette",
        "2031-03-01T12:00:00Z",
    );
    let says = [world.says("one", first.0, first.1), world.says("other", second.0, second.1)];
    world.question(&[&[&says[0], &says[1]]]);
    count_of(&world)
}

#[test]
fn who_is_named_in_the_sentence_and_gives_the_same_figure_is_its_source() {
    let reed = ("40 dead fish in the river", By::Named("Reed Watch", "body"));
    assert_eq!(told(reed, ("volunteers of Reed Watch picked 40 dead fish out of the river", By::Outlet)), (1, 1));
    assert_eq!(told(reed, ("40 dead fish, as our reporter counted; Reed Watch was late", By::Outlet)), (2, 2));
    assert_eq!(told(reed, ("anglers picked 40 dead fish out of the river", By::Outlet)).1, 2);
}

#[test]
fn somebody_unnamed_is_only_whom_the_words_for_him_name() {
    let reed = ("40 dead fish in the river", By::Named("Reed Watch", "body"));
    assert_eq!(told(reed, ("40 dead fish", By::Unnamed("volunteers from Reed Watch"))), (1, 1));
    assert_eq!(told(reed, ("40 dead fish, where Reed Watch found none", By::Unnamed("an angler"))).1, 2);
}

#[test]
fn what_the_reporter_of_another_outlet_saw_is_that_outlets() {
    let northwire = ("40 lorries passed, a Kaltenau Gazette correspondent saw", By::Outlet);
    assert_eq!(told(northwire, ("40 lorries passed, our correspondent saw", By::Outlet)), (1, 1));
}

#[test]
fn a_body_goes_by_several_names() {
    for [one, other] in [
        ["the hospital in Orrin", "the town's hospital"],
        ["the governor's office", "the regional governor"],
        ["their office", "the prosecutor's office in Orrin"],
        ["stewards of the football club", "the football club's own stewards"],
        ["the unions", "the organising unions"],
    ] {
        let said = |body| ("36 people were injured", By::Named(body, "body"));
        assert_eq!(told(said(one), said(other)), (1, 1), "{one}, {other}");
    }
    let said = |body| ("36 people were injured", By::Named(body, "body"));
    assert_eq!(told(said("the hospital in Orrin"), said("the hospital in Kaltenau")), (2, 2));
    assert_eq!(told(said("the police"), said("the hospital")), (2, 2));
}

#[test]
fn an_officer_is_of_the_body_that_says_so_on_the_same_page() {
    let mut world = World::default();
    world.page("one", "Orrin Courier", "2031-03-01T10:00:00Z");
    let brigade = world.says("one", "14 people were killed", By::Named("the fire brigade", "body"));
    let officer = world.says("one", "all 14 of the dead had been found", By::Named("Chief Officer Ana Ruiz", "person"));
    world.question(&[&[&brigade, &officer]]);
    assert_eq!(count_of(&world), (1, 1));
}

#[test]
fn a_page_that_shows_the_film_and_names_nobody_has_it_from_the_film() {
    let mut world = World::default();
    world.recording("clip.mp4", "video/mp4", "2031-03-01T09:00:00Z");
    world.page("one", "Orrin Courier", "2031-03-01T10:00:00Z").page(
        "other",
        "Kaltenau Gazette",
        "2031-03-01T12:00:00Z",
    );
    world.link("one", LinkKind::Embeds, "clip.mp4").link("other", LinkKind::Embeds, "clip.mp4");
    let seen = world.says("one", "13 wagons lie across the line", By::Footage);
    let told = world.says("other", "13 wagons off the rails", By::Outlet);
    world.question(&[&[&seen, &told]]);
    assert_eq!(count_of(&world), (1, 1));
}

#[test]
fn an_outlet_that_is_cited_without_its_source_may_have_it_from_there() {
    let mut world = World::default();
    world.page("one", "Orrin Courier", "2031-03-01T10:00:00Z").page(
        "other",
        "Kaltenau Gazette",
        "2031-03-01T12:00:00Z",
    );
    world.page("third", "Northwire", "2031-03-01T12:00:00Z");
    let manager = world.says("one", "18 miners are trapped", By::Named("Ana Ruiz", "person"));
    let cited = world.says("other", "18 miners are trapped in the pit", By::Report("Northwire"));
    world.question(&[&[&manager, &cited]]);
    assert_eq!(count_of(&world), (1, 2));
}
