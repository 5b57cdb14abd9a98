//! Roads and listings: every merge shows its reasons, ids are stable, what is not in the case is said so.

use crate::world::{By, World, claim_of, number, origin_of};
use model::{CreditRole, LinkKind, MatchKind, Strength, Tier};

#[test]
fn a_road_tells_each_step_with_its_reason() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-03");
    let id = world.says(
        "a",
        "we did not want anyone to leave",
        By::Quoted("BBC", "Col Ivo Darn, spokesman for Operation Clear Sky", "person"),
    );
    world.question(&[&[&id]]);
    let output = world.count();
    let steps = &claim_of(&output, &id).roads[0].steps;
    assert_eq!((steps[0].from.as_str(), steps[0].to.as_str()), ("Lantern", "BBC"));
    assert!(
        steps[1].reason.contains("speaks for Operation Clear Sky")
            || steps[1].reason.contains("speaker for Operation Clear Sky")
    );
    assert_eq!(origin_of(&output, &id).label, "Operation Clear Sky, not in the case");
}

#[test]
fn a_link_that_names_its_source_leads_there() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-03").page("b", "Quay Diary", "2031-05-01");
    let copy = world.says("a", "a dozen died", By::Outlet);
    let source = world.says("b", "I counted twelve", By::Named("Ali Karim", "witness"));
    world.question(&[&[&copy, &source]]);
    assert_eq!(number(&world.count(), &copy), (2, 2));
    world.link("a", LinkKind::Cites, "b");
    assert_eq!(number(&world.count(), &copy), (1, 1));
}

#[test]
fn every_merge_has_a_reason_with_its_strength() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-03").page("b", "Quay Diary", "2031-05-01");
    let copy = world.says("a", "a dozen died", By::Outlet);
    let source = world.says("b", "twelve have died", By::Outlet);
    world.question(&[&[&copy, &source]]);
    let found = world.text_match(&copy, &source, MatchKind::TextCopy, Tier::Confirmed);
    let output = world.count();
    let origin = origin_of(&output, &copy);
    assert!(origin.reasons.iter().any(|reason| reason.text.contains(&found) && reason.strength == Strength::Strong));
    let road = claim_of(&output, &copy).roads.iter().find(|road| road.statement == copy).expect("a road");
    assert_eq!(road.steps[0].via_match.as_deref(), Some(found.as_str()));
}

#[test]
fn an_item_that_shows_a_shared_source_makes_the_number_go_down_and_says_why() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-03").page("b", "Lantern", "2031-05-04");
    let first = world.says("a", "a dozen were found under the grain", By::Report("Northline"));
    let second = world.says("b", "twelve of the men did not come home", By::Named("the hospital", "body"));
    world.question(&[&[&first, &second]]);
    assert_eq!(number(&world.count(), &first), (2, 2));
    world.page("wire", "Northline", "2031-05-01");
    let wire = world.says("wire", "twelve bodies were brought in", By::Named("the hospital", "body"));
    world.groups.clear();
    world.question(&[&[&first, &second, &wire]]);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert!(
        origin_of(&output, &first).reasons.iter().any(|reason| reason.text.contains("its own page is in the case"))
    );
}

#[test]
fn ids_of_origins_stay_when_items_are_added() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-03");
    let first = world.says("a", "12 died", By::Named("the police", "body"));
    world.question(&[&[&first]]);
    let before = origin_of(&world.count(), &first).id.clone();
    world.page("b", "Lantern", "2031-05-01");
    let second = world.says("b", "a dozen died", By::Named("police spokeswoman Lena Orth", "person"));
    world.groups.clear();
    world.question(&[&[&first, &second]]);
    assert_eq!(origin_of(&world.count(), &second).id, before);
}

#[test]
fn a_press_note_in_the_case_is_the_body_itself() {
    let mut world = World::default();
    world.page("note", "Fire Brigade", "2031-05-01").page("a", "Lantern", "2031-05-03");
    let note = world.says("note", "two dock workers are missing", By::Outlet);
    let told = world.says("a", "two are missing", By::Named("a fire brigade spokesman", "person"));
    world.question(&[&[&note, &told]]);
    let output = world.count();
    assert_eq!(number(&output, &note), (1, 1));
    assert!(origin_of(&output, &told).in_case);
}

#[test]
fn a_host_and_a_name_of_one_outlet_are_one() {
    let mut world = World::default();
    world.page("a", "www.harbour-courier.example", "2031-05-01").page("b", "Lantern", "2031-05-03");
    let own = world.says("a", "two cranes fell", By::Outlet);
    let cited = world.says("b", "both cranes are down", By::Report("Harbour Courier"));
    world.question(&[&[&own, &cited]]);
    assert_eq!(number(&world.count(), &own), (1, 1));
}

#[test]
fn what_would_change_the_number_names_who_is_not_in_the_case() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-01");
    world.credit("a", CreditRole::Agency, "Northline");
    let id = world.says("a", "two cranes fell", By::Outlet);
    world.question(&[&[&id]]);
    let output = world.count();
    let claim = claim_of(&output, &id);
    assert!(
        claim.would_change.iter().any(|text| text.contains("Northline is not in the case")),
        "{:?}",
        claim.would_change
    );
}

#[test]
fn no_text_calls_anything_by_a_verdict() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-01").page("b", "Quay Diary", "2031-05-02");
    let a = world.says("a", "two cranes fell", By::Report("Quay Diary"));
    let b = world.says("b", "two cranes fell", By::Report("Lantern"));
    let c = world.says("b", "cranes fell", By::Unnamed("witnesses"));
    world.question(&[&[&a, &b], &[&c]]);
    let output = world.count();
    let claims = output.claims.iter().flat_map(|claim| claim.unresolved.iter().chain(&claim.would_change).cloned());
    let origins = output.origins.iter().flat_map(|origin| origin.reasons.iter().map(|reason| reason.text.clone()));
    let shown: Vec<String> = claims.chain(origins).map(|text| text.to_lowercase()).collect();
    assert!(shown.len() > 3);
    for verdict in ["fake", "authentic", "confirmed", "false", "true", "real "] {
        assert!(shown.iter().all(|text| !text.contains(verdict)), "{verdict} in {shown:?}");
    }
}

#[test]
fn the_outer_level_of_a_nested_attribution_adds_no_origin() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-01");
    let outer = world.says("a", "Jon Weil also said that fertiliser lay in the hall", By::Unnamed("correspondent"));
    let inner = world.says("a", "fertiliser lay in the hall", By::Quoted("Lantern desk", "Jon Weil", "person"));
    let start = world.statement(&outer).content.start_byte + 23;
    let content = &mut world.statement(&inner).content;
    (content.start_byte, content.end_byte) = (start, start + content.text.len());
    world.question(&[&[&outer, &inner]]);
    let output = world.count();
    assert_eq!(number(&output, &outer), (1, 1));
    assert_eq!(origin_of(&output, &outer).label, "Jon Weil, not in the case");
}

#[test]
fn a_headline_that_leaves_its_source_unnamed_follows_the_article() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-01");
    let headline = world.says("a", "17 hurt in port fire", By::Unnamed("local paper"));
    let body = world.says("a", "seventeen people were hurt", By::Report("Harbour Courier"));
    let mut title = crate::world::message_block("a");
    (title.role, title.block) = (model::BlockRole::Title, 0);
    world.facts("a").blocks.push(title);
    world.statement(&headline).block = 0;
    world.question(&[&[&headline, &body]]);
    assert_eq!(number(&world.count(), &body), (1, 1));
}

#[test]
fn the_end_of_an_outlets_name_is_that_outlet() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let own = world.says("a", "both cranes fell", By::Named("the Courier", "body"));
    let cited = world.says("b", "two cranes are down", By::Report("the Courier"));
    world.question(&[&[&own, &cited]]);
    let output = world.count();
    assert_eq!(number(&output, &own), (1, 1));
    assert_eq!(origin_of(&output, &cited).label, "Harbour Courier report");
}

#[test]
fn footage_is_footage_whatever_the_chain_calls_it() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-01").recording("clip.mp4", "video/mp4", "2031-05-01");
    let id = world.says("a", "flames above the roof", By::Named("A video filmed from the quay", "body"));
    world.link("a", LinkKind::Embeds, "clip.mp4").question(&[&[&id]]);
    assert_eq!(origin_of(&world.count(), &id).label, "recording clip.mp4");
}
