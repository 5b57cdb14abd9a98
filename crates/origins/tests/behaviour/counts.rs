//! How many origins: named bodies and people, outlets, unnamed sources, rings, revisions, denials.

use crate::world::{By, World, against, claim_of, labels, number, origin_of};
use model::{CreditRole, DisagreementKind, MatchKind, Stance, Tier};

const SILO: &str = "12 people died when the grain silo at Kaltenau burst";

/// Two outlets, each with one statement about the silo.
fn two(a: By, b: By) -> (World, String, String) {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01T08:00:00Z").page("b", "Lantern", "2031-05-02T08:00:00Z");
    let first = world.says("a", SILO, a);
    let second = world.says("b", "twelve bodies lie in the yard, so far", b);
    world.question(&[&[&first, &second]]);
    (world, first, second)
}

fn count_two(a: By, b: By) -> (u32, u32) {
    let (world, first, _) = two(a, b);
    number(&world.count(), &first)
}

#[test]
fn a_body_told_to_two_outlets_is_one_origin() {
    assert_eq!(count_two(By::Named("the police", "body"), By::Named("Police", "body")), (1, 1));
}

#[test]
fn a_spokesman_and_the_body_are_one_origin() {
    assert_eq!(count_two(By::Named("the police", "body"), By::Named("a police spokesman", "person")), (1, 1));
    assert_eq!(
        count_two(By::Named("police officials", "unnamed"), By::Named("police chief Lena Orth", "person")),
        (1, 1)
    );
}

#[test]
fn a_body_named_by_its_kind_is_the_one_body_of_that_kind() {
    let orrin = || By::Named("Orrin police", "body");
    assert_eq!(count_two(By::Named("the police", "body"), orrin()), (1, 1));
    assert_eq!(count_two(By::Named("police in Orrin", "body"), orrin()), (1, 1));
    assert_eq!(count_two(By::Named("the commission", "body"), By::Named("the election commission", "body")), (1, 1));
    assert_eq!(count_two(By::Named("the hospital", "body"), orrin()), (2, 2));
    assert_eq!(count_two(By::Named("Kaltenau police", "body"), orrin()), (2, 2));
    let (mut world, first, second) = two(By::Named("Kaltenau police", "body"), orrin());
    world.page("c", "Quay Diary", "2031-05-03T08:00:00Z");
    let third = world.says("c", "we count twelve dead", By::Named("the police", "body"));
    world.groups.clear();
    world.question(&[&[&first, &second, &third]]);
    assert_eq!(number(&world.count(), &first), (3, 3));
}

#[test]
fn a_speaker_of_one_body_under_two_names_is_that_body() {
    let (mut world, first, second) = two(
        By::Named("Lena Orth, head of the Orrin fire brigade", "person"),
        By::Named("fire chief Lena Orth", "person"),
    );
    world.page("c", "Quay Diary", "2031-05-03T08:00:00Z");
    let third = world.says("c", "we count twelve dead", By::Named("the Orrin fire brigade", "body"));
    world.groups.clear();
    world.question(&[&[&first, &second, &third]]);
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn a_person_of_a_body_is_that_body_and_one_of_a_place_is_not() {
    let of = |words| By::Named(words, "person");
    assert_eq!(count_two(of("Lena Orth of the harbour office"), By::Named("the harbour office", "body")), (1, 1));
    assert_eq!(count_two(of("Lena Orth of Quayworks"), By::Named("Quayworks", "body")), (1, 1));
    assert_eq!(count_two(of("Lena Orth of Orrin"), By::Named("the fire brigade", "body")), (2, 2));
}

#[test]
fn a_person_known_as_spokesman_is_the_body_everywhere() {
    let (mut world, first, second) = two(
        By::Named("Lena Orth, a spokeswoman for the fire brigade", "person"),
        By::Named("the fire brigade", "body"),
    );
    world.page("c", "Quay Diary", "2031-05-03T08:00:00Z");
    let third = world.says("c", "we count twelve dead", By::Named("Lena Orth", "person"));
    world.groups.clear();
    world.question(&[&[&first, &second, &third]]);
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn an_acronym_and_the_full_name_are_one_body() {
    let full = By::Named("World Harvest Organization (WHV)", "body");
    assert_eq!(count_two(full, By::Named("WHV", "body")), (1, 1));
    assert_eq!(count_two(By::Named("Free Dockers Front", "body"), By::Named("FDF", "body")), (1, 1));
}

#[test]
fn a_person_is_one_origin_in_all_interviews() {
    assert_eq!(count_two(By::Named("Col Ivo Darn", "person"), By::Named("Ivo Darn", "person")), (1, 1));
}

#[test]
fn a_surname_is_the_person_named_in_full_on_the_same_page() {
    let (mut world, first, second) = two(By::Named("Ivo Darn", "person"), By::Named("Darn", "person"));
    assert_eq!(number(&world.count(), &first), (2, 2), "nothing ties the two together");
    let fuller = world.says("b", "it was a terrible noise", By::Named("Ivo Darn", "person"));
    world.question(&[&[&fuller]]);
    assert_eq!(number(&world.count(), &second), (1, 1));
}

#[test]
fn the_holder_of_an_office_and_the_office_are_one_origin() {
    assert_eq!(
        count_two(By::Named("harbour master Jon Weil", "person"), By::Named("the harbour master", "person")),
        (1, 1)
    );
}

#[test]
fn two_bodies_are_two_origins() {
    assert_eq!(count_two(By::Named("the police", "body"), By::Named("the hospital", "body")), (2, 2));
}

#[test]
fn two_people_are_two_origins_and_independent_of_each_other() {
    let (world, first, second) = two(By::Named("Ivo Darn", "person"), By::Named("Lena Orth", "person"));
    let output = world.count();
    assert_eq!(number(&output, &first), (2, 2));
    assert_eq!(origin_of(&output, &first).independent_of, [origin_of(&output, &second).id.clone()]);
}

#[test]
fn a_report_that_two_outlets_cite_is_one_origin_not_in_the_case() {
    let (world, first, _) = two(By::Report("BBC"), By::Named("a BBC report", "body"));
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert_eq!(origin_of(&output, &first).label, "BBC report, not in the case");
    assert!(!origin_of(&output, &first).in_case);
}

#[test]
fn as_quoted_by_leads_to_the_innermost_speaker() {
    assert_eq!(count_two(By::Named("Ivo Darn", "person"), By::Quoted("Quay Diary", "Ivo Darn", "person")), (1, 1));
}

#[test]
fn who_cites_an_outlet_of_the_case_leads_to_whom_that_outlet_names() {
    let (world, first, second) = two(By::Named("the hospital", "body"), By::Report("Harbour Courier"));
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert_eq!(origin_of(&output, &second).label, "hospital, not in the case");
    let road = claim_of(&output, &first).roads.iter().find(|road| road.statement == second).expect("a road");
    assert!(road.steps.len() >= 2, "{:?}", road.steps);
}

#[test]
fn an_outlet_that_names_no_source_speaks_for_itself() {
    let (world, first, second) = two(By::Outlet, By::Named("the hospital", "body"));
    let output = world.count();
    assert_eq!(number(&output, &second), (2, 2));
    assert_eq!(origin_of(&output, &first).label, "Harbour Courier report");
    assert!(origin_of(&output, &first).in_case);
}

#[test]
fn a_headline_does_not_count_beside_the_source_that_the_article_names() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01");
    let headline = world.says("a", "Silo bursts, 12 dead", By::Outlet);
    let body = world.says("a", SILO, By::Named("the police", "body"));
    world.question(&[&[&headline, &body]]);
    let output = world.count();
    assert_eq!(number(&output, &headline), (1, 1));
    assert_eq!(origin_of(&output, &headline).label, "police, not in the case");
}

#[test]
fn a_copied_passage_shares_its_origin() {
    let (mut world, first, second) = two(By::Outlet, By::Outlet);
    assert_eq!(number(&world.count(), &first), (2, 2));
    world.copied(&second, &first);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert_eq!(origin_of(&output, &second).label, "Harbour Courier report", "the earlier one");
    assert!(origin_of(&output, &first).reasons.iter().any(|reason| reason.text.contains("passage shared")));
}

#[test]
fn a_copy_that_lost_the_attribution_leads_to_the_source_named_elsewhere() {
    let (mut world, first, second) = two(By::Outlet, By::Named("the hospital", "body"));
    world.copied(&first, &second);
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn the_same_long_sentence_is_a_copy_without_any_match() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", SILO, By::Outlet);
    let second = world.says("b", SILO, By::Outlet);
    world.question(&[&[&first, &second]]);
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn an_agency_tag_leads_to_the_agency() {
    let (mut world, first, second) = two(By::Outlet, By::Outlet);
    world.credit("a", CreditRole::Agency, "Northline").credit("b", CreditRole::Via, "Northline");
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert_eq!(origin_of(&output, &second).label, "Northline, not in the case");
}

#[test]
fn an_agency_whose_wire_is_in_the_case_leads_on_to_whom_it_names() {
    let (mut world, first, second) = two(By::Outlet, By::Named("the hospital", "body"));
    world.credit("a", CreditRole::Agency, "Lantern");
    let output = world.count();
    assert_eq!(number(&output, &second), (1, 1));
    assert_eq!(origin_of(&output, &first).id, origin_of(&output, &second).id);
}

#[test]
fn an_uncredited_rewrite_may_be_one_or_two() {
    let (mut world, first, second) = two(By::Outlet, By::Outlet);
    world.text_match(&second, &first, MatchKind::Paraphrase, Tier::Confirmed);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 2));
    assert!(claim_of(&output, &first).would_change.iter().any(|text| text.contains("one fewer")));
}

#[test]
fn a_rewrite_is_seen_by_its_words_too() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-03");
    let first = world.says("a", SILO, By::Named("the police", "body"));
    let second = world.says("b", "The grain silo at Kaltenau burst; 12 people have died", By::Outlet);
    world.question(&[&[&first, &second]]);
    assert_eq!(number(&world.count(), &first), (1, 2));
}

#[test]
fn what_came_first_is_no_rewrite_of_what_came_later() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-05T08:00:00Z").page("b", "Lantern", "2031-05-01T08:00:00Z");
    let later = world.says("a", SILO, By::Named("the police", "body"));
    let earlier = world.says("b", "The grain silo at Kaltenau burst; 12 people have died", By::Outlet);
    world.question(&[&[&later, &earlier]]);
    assert_eq!(number(&world.count(), &later), (2, 2));
}

#[test]
fn unnamed_sources_of_two_outlets_may_be_one_or_two() {
    assert_eq!(count_two(By::Unnamed("officials"), By::Unnamed("officials")), (1, 2));
    assert_eq!(count_two(By::Unnamed("witnesses"), By::Unnamed("other reports")), (1, 2));
}

#[test]
fn an_unnamed_source_of_one_outlet_is_one_origin() {
    let mut world = World::default();
    world.page("a", "Lantern", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", SILO, By::Unnamed("officials"));
    let second = world.says("b", "a dozen are dead", By::Unnamed("officials"));
    world.question(&[&[&first, &second]]);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert_eq!(origin_of(&output, &first).label, "unnamed officials, via Lantern");
}

#[test]
fn officials_quoted_through_another_outlet_are_that_outlets() {
    let (world, first, _) = two(By::Quoted("BBC", "officials", "unnamed"), By::Quoted("BBC", "officials", "unnamed"));
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert_eq!(origin_of(&output, &first).label, "unnamed officials, via BBC");
}

#[test]
fn outlets_that_only_cite_each_other_give_no_origin() {
    let (world, first, _) = two(By::Report("Lantern"), By::Report("Harbour Courier"));
    let output = world.count();
    assert_eq!(number(&output, &first), (0, 0));
    let claim = claim_of(&output, &first);
    assert!(
        claim.unresolved.iter().any(|text| text.contains("ring") && text.contains("Lantern")),
        "{:?}",
        claim.unresolved
    );
}

#[test]
fn a_ring_with_headlines_is_still_a_ring_and_who_cites_it_adds_nothing() {
    let (mut world, first, second) = two(By::Report("Lantern"), By::Report("Harbour Courier"));
    world.page("c", "Quay Diary", "2031-05-03");
    let headline = world.says("a", "Twelve dead", By::Outlet);
    let third = world.says("c", "a dozen dead", By::Report("Lantern"));
    world.groups.clear();
    world.question(&[&[&first, &second, &headline, &third]]);
    assert_eq!(number(&world.count(), &first), (0, 0));
}

#[test]
fn a_ring_of_three_is_opened_by_one_who_saw() {
    let (mut world, first, second) = two(By::Report("Lantern"), By::Report("Quay Diary"));
    world.page("c", "Quay Diary", "2031-05-03");
    let third = world.says("c", "a dozen dead", By::Report("Harbour Courier"));
    world.groups.clear();
    world.question(&[&[&first, &second, &third]]);
    assert_eq!(number(&world.count(), &first), (0, 0));
    let fourth = world.says("c", "I saw twelve", By::Named("Ali Karim", "witness"));
    world.groups.clear();
    world.question(&[&[&first, &second, &third, &fourth]]);
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn two_copies_that_credit_each_other_are_a_ring() {
    let (mut world, first, second) = two(By::Outlet, By::Outlet);
    world.copied(&second, &first);
    world.credit("a", CreditRole::Via, "Lantern").credit("b", CreditRole::Via, "Harbour Courier");
    assert_eq!(number(&world.count(), &first), (0, 0));
}

#[test]
fn a_copy_that_credits_its_original_is_no_ring() {
    let (mut world, first, second) = two(By::Outlet, By::Outlet);
    world.copied(&second, &first);
    world.credit("b", CreditRole::Via, "Harbour Courier");
    assert_eq!(number(&world.count(), &first), (1, 1));
}

#[test]
fn two_figures_of_two_origins_stand_against_each_other() {
    let (mut world, first, second) = two(By::Named("the police", "body"), By::Named("the hospital", "body"));
    world.groups.clear();
    world.question(&[&[&first], &[&second]]);
    let output = world.count();
    assert_eq!((number(&output, &first), against(&output, &first)), ((1, 1), (1, 1)));
    assert_eq!(claim_of(&output, &first).disagreements.len(), 1);
}

#[test]
fn a_later_figure_of_the_same_origin_revises_the_earlier_one() {
    let (mut world, first, second) = two(By::Named("the police", "body"), By::Named("a police spokesman", "person"));
    world.groups.clear();
    world.question(&[&[&first], &[&second]]);
    let output = world.count();
    assert_eq!((number(&output, &first), against(&output, &first)), ((0, 0), (0, 0)));
    assert_eq!((number(&output, &second), against(&output, &second)), ((1, 1), (0, 0)));
    assert!(claim_of(&output, &first).unresolved.iter().any(|text| text.contains("revises")));
    assert!(claim_of(&output, &first).disagreements.is_empty(), "a revision is no disagreement between origins");
}

#[test]
fn an_old_figure_repeated_later_does_not_revise_the_new_one() {
    let (mut world, old, new) = two(By::Named("the police", "body"), By::Named("the police", "body"));
    world.page("c", "Quay Diary", "2031-05-09T08:00:00Z");
    let repeated = world.says("c", "twelve", By::Named("the police", "body"));
    world.groups.clear();
    world.question(&[&[&old, &repeated], &[&new]]);
    let output = world.count();
    assert_eq!(number(&output, &old), (0, 0));
    assert_eq!(number(&output, &new), (1, 1));
}

#[test]
fn two_figures_of_one_origin_in_unknown_order_stay_and_are_told() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "").page("b", "Lantern", "");
    let first = world.says("a", SILO, By::Named("the police", "body"));
    let second = world.says("b", "nineteen dead", By::Named("the police", "body"));
    world.question(&[&[&first], &[&second]]);
    let output = world.count();
    assert_eq!((number(&output, &first), against(&output, &first)), ((1, 1), (0, 0)));
    assert!(claim_of(&output, &first).unresolved.iter().any(|text| text.contains("not known")));
}

#[test]
fn a_denial_by_the_one_who_is_said_to_have_said_it_moves_that_origin() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-09");
    let said = world.says("a", "fertiliser lay in the warehouse", By::Named("harbour master Jon Weil", "person"));
    let denied = world.denies("b", "fertiliser lay in the warehouse", By::Named("Jon Weil", "person"));
    world.group(&[&said], &[&denied]);
    world.groups[0].disagreements[0].kind = DisagreementKind::Denial;
    let output = world.count();
    assert_eq!((number(&output, &said), against(&output, &said)), ((0, 0), (1, 1)));
    assert_eq!(claim_of(&output, &said).disagreements.len(), 1, "the denial stays in view");
}

#[test]
fn a_denial_by_somebody_else_removes_nobody() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-09");
    let said = world.says("a", "fertiliser lay in the warehouse", By::Named("the crane driver", "person"));
    let denied = world.denies("b", "fertiliser lay in the warehouse", By::Named("Jon Weil", "person"));
    world.group(&[&said], &[&denied]);
    let output = world.count();
    assert_eq!((number(&output, &said), against(&output, &said)), ((1, 1), (1, 1)));
}

#[test]
fn comments_add_no_origin() {
    let (mut world, first, second) = two(By::Outlet, By::Commenter("commenter 1"));
    assert_eq!(number(&world.count(), &first), (1, 1));
    world.groups[0].members.iter_mut().filter(|m| m.statement == second).for_each(|m| m.stance = Stance::Unresolved);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert!(claim_of(&output, &first).unresolved.is_empty());
}

#[test]
fn a_message_is_its_authors_and_never_a_person_of_that_name() {
    let (mut world, first, _) = two(By::Author("Lena Orth"), By::Named("Lena Orth", "person"));
    let output = world.count();
    assert_eq!(number(&output, &first), (2, 2));
    world.facts("a").blocks.push(crate::world::message_block("a"));
    world.statement(&first).chain[1].role = "commenter".to_owned();
    assert_eq!(number(&world.count(), &first), (2, 2), "a message that the chain calls a comment");
}

#[test]
fn a_message_that_was_passed_on_is_of_the_one_it_was_passed_on_from() {
    let mut world = World::default();
    world.page("a", "", "2031-05-01T08:00:00Z");
    let first = world.says("a", SILO, By::Author("Lena Orth"));
    let second = world.says("a", "twelve bodies lie in the yard, so far", By::Author("Ivo Darn"));
    world.statement(&second).block = 2;
    world.question(&[&[&first, &second]]);
    for block in [1, 2] {
        let message = model::Block { block, ..crate::world::message_block("a") };
        world.facts("a").blocks.push(message);
    }
    assert_eq!(number(&world.count(), &first), (2, 2), "two senders of their own words");
    for (block, parent) in [(3, 1), (4, 2)] {
        let credit = model::Block {
            block,
            role: model::BlockRole::CreditLine,
            text: "Valley watch".to_owned(),
            parent: Some(parent),
            ..crate::world::message_block("a")
        };
        world.facts("a").blocks.push(credit);
    }
    assert_eq!(number(&world.count(), &first), (1, 1), "two senders of the words of a third");
}

#[test]
fn a_speaker_who_was_not_found_is_unresolved() {
    let (mut world, first, second) = two(By::Named("he", "unnamed"), By::Outlet);
    world.statement(&first).speaker = None;
    let output = world.count();
    assert_eq!(number(&output, &second), (1, 1));
    assert!(claim_of(&output, &second).unresolved.iter().any(|text| text.contains("not found")));
}

#[test]
fn a_picture_credit_is_an_origin_apart_from_the_text() {
    let (mut world, first, _) = two(By::Outlet, By::Outlet);
    world.credit("a", CreditRole::Picture, "Northline");
    let output = world.count();
    let picture = output.origins.iter().find(|o| o.label == "Northline (picture), not in the case").expect("listed");
    assert_eq!(picture.members.len(), 1);
    assert!(!claim_of(&output, &first).origins_for.origins.contains(&picture.id));
}

#[test]
fn an_own_page_without_a_publisher_is_labelled_by_its_name() {
    let mut world = World::default();
    world.put("note.txt", "text/plain", None, "", model::TimeKind::Captured);
    let first = world.says("note.txt", SILO, By::Outlet);
    world.question(&[&[&first]]);
    let output = world.count();
    assert_eq!(labels(&output, &claim_of(&output, &first).origins_for.origins), ["note.txt, publisher not known"]);
}

#[test]
fn a_body_that_issues_its_own_note_is_no_rewrite_of_a_paper() {
    let mut world = World::default();
    world.page("a", "Harbour Courier", "2031-05-01T08:00:00Z");
    world.page("note", "Kaltenau Fire Brigade", "2031-05-01T09:00:00Z");
    let paper = world.says("a", SILO, By::Named("the hospital", "body"));
    let note = world.says("note", SILO, By::Outlet);
    world.text_match(&note, &paper, MatchKind::TextExcerpt, Tier::Weak);
    world.question(&[&[&paper, &note]]);
    assert_eq!(number(&world.count(), &paper), (2, 2));
}

#[test]
fn an_outlet_cited_without_its_source_may_have_it_from_whom_it_quotes_elsewhere() {
    let mut world = World::default();
    world.page("a", "Northwire", "2031-05-01T08:00:00Z").page("b", "Lantern", "2031-05-01T08:00:00Z");
    let cited = world.says("a", SILO, By::Report("Kaltenau Courier"));
    let brigade = world.says("b", "twelve bodies lie in the yard, so far", By::Named("the fire brigade", "body"));
    world.question(&[&[&cited, &brigade]]);
    assert_eq!(number(&world.count(), &cited), (2, 2));
    world.says("a", "the fire is out", By::Quoted("Kaltenau Courier", "the fire brigade", "body"));
    assert_eq!(number(&world.count(), &cited), (1, 2));
}
