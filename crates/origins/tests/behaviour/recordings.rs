//! Recordings as origins: copies, excerpts, compilations, two devices at one moment.

use crate::world::{By, World, item, number, origin_of};
use model::{DecisionKind, LinkKind, MatchKind, Tier, TimeKind};
use origins::OriginsOutput;

fn recording_origins(output: &OriginsOutput) -> usize {
    output.origins.iter().filter(|o| o.label.starts_with("recording ") || o.label.starts_with("picture ")).count()
}

fn films(names: &[&str]) -> World {
    let mut world = World::default();
    for name in names {
        world.recording(name, "video/mp4", "2031-05-01T10:00:00Z");
    }
    world
}

#[test]
fn one_recording_is_one_origin_however_often_it_is_shown() {
    let mut world = films(&["a.mp4", "b.mp4", "c.mp4"]);
    world.media_match("b.mp4", "a.mp4", MatchKind::VideoCopy, Tier::Confirmed);
    world.excerpt("c.mp4", "b.mp4", 3, 9, None);
    let output = world.count();
    assert_eq!(recording_origins(&output), 1);
    let origin = &output.origins[0];
    assert_eq!(origin.members.len(), 3);
    assert!(origin.in_case && origin.reasons.len() == 2);
}

#[test]
fn two_devices_at_one_moment_are_two_origins() {
    let mut world = films(&["a.mp4", "b.mp4"]);
    world.media_match("b.mp4", "a.mp4", MatchKind::SameMoment, Tier::Confirmed);
    assert_eq!(recording_origins(&world.count()), 2);
}

#[test]
fn a_weak_match_does_not_merge_recordings_until_a_person_accepts_it() {
    let mut world = films(&["a.mp4", "b.mp4"]);
    let found = world.media_match("b.mp4", "a.mp4", MatchKind::VideoCopy, Tier::Weak);
    assert_eq!(recording_origins(&world.count()), 2);
    world.decides("D1", DecisionKind::AcceptMatch { match_id: found });
    assert_eq!(recording_origins(&world.count()), 1);
}

#[test]
fn a_film_cut_together_from_two_does_not_make_them_one() {
    let mut world = films(&["one.mp4", "two.mp4", "cut.mp4"]);
    world.excerpt("one.mp4", "cut.mp4", 0, 10, Some("one.mp4"));
    world.excerpt("two.mp4", "cut.mp4", 10, 20, Some("two.mp4"));
    let output = world.count();
    assert_eq!(recording_origins(&output), 2, "the cut is no recording of its own");
    assert!(output.origins.iter().all(|origin| origin.members.contains(&item("cut.mp4").hex())));
}

#[test]
fn two_excerpts_of_one_long_recording_are_one() {
    let mut world = films(&["one.mp4", "two.mp4", "long.mp4"]);
    world.excerpt("one.mp4", "long.mp4", 0, 10, Some("long.mp4"));
    world.excerpt("two.mp4", "long.mp4", 10, 20, Some("long.mp4"));
    assert_eq!(recording_origins(&world.count()), 1);
}

#[test]
fn equal_sound_does_not_make_two_films_one() {
    let mut world = films(&["a.mp4", "b.mp4"]);
    world.media_match("b.mp4", "a.mp4", MatchKind::AudioCopy, Tier::Confirmed);
    assert_eq!(recording_origins(&world.count()), 2);
    let mut world = World::default();
    world.recording("a.wav", "audio/wav", "2031-05-01").recording("b.wav", "audio/wav", "2031-05-02");
    world.media_match("b.wav", "a.wav", MatchKind::AudioCopy, Tier::Confirmed);
    assert_eq!(recording_origins(&world.count()), 1);
}

/// Two outlets say that footage shows flames.
fn footage_pages() -> (World, String, String) {
    let mut world = films(&["clip.mp4", "copy.mp4"]);
    world.page("a", "Harbour Courier", "2031-05-01").page("b", "Lantern", "2031-05-02");
    let first = world.says("a", "flames above the roof", By::Footage);
    let second = world.says("b", "fire over the whole warehouse", By::Footage);
    world.question(&[&[&first, &second]]);
    (world, first, second)
}

#[test]
fn footage_that_two_pages_show_is_one_recording() {
    let (mut world, first, second) = footage_pages();
    world.link("a", LinkKind::Embeds, "clip.mp4").link("b", LinkKind::Embeds, "copy.mp4");
    assert_eq!(number(&world.count(), &first), (2, 2));
    world.media_match("copy.mp4", "clip.mp4", MatchKind::VideoCopy, Tier::Confirmed);
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 1));
    assert!(origin_of(&output, &second).members.contains(&item("b").hex()), "the page that shows it is a member");
}

#[test]
fn footage_that_is_mentioned_and_not_held_may_be_one_or_two() {
    let (mut world, first, second) = footage_pages();
    let output = world.count();
    assert_eq!(number(&output, &first), (1, 2));
    assert_eq!(origin_of(&output, &second).label, "footage mentioned by Lantern, not in the case");
    world.link("a", LinkKind::Embeds, "clip.mp4");
    assert_eq!(number(&world.count(), &first), (1, 2), "what one shows may be what the other mentions");
}

#[test]
fn the_first_appearance_prefers_publication_over_file_metadata() {
    let (mut world, first, _) = footage_pages();
    world.link("a", LinkKind::Embeds, "clip.mp4");
    world.facts("clip.mp4").times.push(crate::world::claimed("2020-01-01T00:00:00Z", TimeKind::FileMetadata));
    let output = world.count();
    let earliest = origin_of(&output, &first).first.clone().expect("a time is known");
    assert_eq!((earliest.time.as_str(), earliest.time_kind), ("2031-05-01", TimeKind::Published));
    let copy = output.origins.iter().find(|o| o.label.contains("copy.mp4")).expect("listed");
    assert_eq!(copy.first.clone().expect("captured").time_kind, TimeKind::Captured);
}

#[test]
fn an_origin_without_any_time_has_no_first_appearance() {
    let mut world = World::default();
    world.put("x.mp4", "video/mp4", None, "", TimeKind::Captured);
    assert_eq!(world.count().origins[0].first, None);
}

#[test]
fn a_page_that_shows_a_photo_and_a_film_speaks_of_the_film() {
    let (mut world, first, _) = footage_pages();
    world.recording("photo.jpg", "image/jpeg", "2031-05-01T09:00:00Z");
    world.link("a", LinkKind::Embeds, "photo.jpg").link("a", LinkKind::Embeds, "clip.mp4");
    assert!(origin_of(&world.count(), &first).label.contains("clip.mp4"));
}

#[test]
fn footage_that_may_be_either_of_two_films_does_not_make_them_one() {
    let (mut world, first, second) = footage_pages();
    world.page("c", "Evening Echo", "2031-05-03");
    let third = world.says("c", "a glow in the night sky", By::Footage);
    world.groups.clear();
    world.question(&[&[&first, &second, &third]]);
    world.link("a", LinkKind::Embeds, "clip.mp4").link("b", LinkKind::Embeds, "copy.mp4");
    assert_eq!(number(&world.count(), &first), (2, 3));
}

#[test]
fn a_film_that_a_page_shows_and_that_is_not_held_is_told_apart_from_copied_words() {
    let (mut world, first, second) = footage_pages();
    world.link("a", LinkKind::Embeds, "clip.mp4");
    world.text_match(&second, &first, MatchKind::Quote, Tier::Confirmed);
    assert_eq!(number(&world.count(), &first), (1, 1), "copied words lead to the film of the page they are from");
    world.link("b", LinkKind::Embeds, "unheld.mp4");
    world.facts("b").links[0].target_item = None;
    assert_eq!(number(&world.count(), &second), (1, 2), "the film that the page shows may be another one");
}
