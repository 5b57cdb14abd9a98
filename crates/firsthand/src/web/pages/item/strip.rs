//! The matches of a recording along its own timeline.

use crate::web::kinds;
use crate::web::visit::Visit;
use model::{Extract, Item, ItemId, Match, MatchSide, Tier};
use report::{Element, LocalHref, StripMark, el, match_strip, media_time};

/// Bars that are drawn; the list below has all.
const DRAWN: usize = 60;

/// The strip with its help; nothing for what has no timeline or no match with times. `name_of` gives what the other side is
/// called.
pub fn strip(
    visit: &Visit,
    item: &Item,
    extract: &Extract,
    matches: &[&Match],
    name_of: impl Fn(&MatchSide) -> String,
) -> Option<Element> {
    let mark = |found: &&Match| {
        let (own, other) = sides(item.id, found);
        let (start_us, end_us) = stretch(own)?;
        let label = format!("{} · {}", name_of(other), visit.say(kinds::match_kind(found.kind)));
        let target = LocalHref::of_desk(&format!("matches/{}", found.id), &[]);
        Some(StripMark { start_us, end_us, label, is_weak: found.tier == Tier::Weak, target })
    };
    let marks: Vec<StripMark> = matches.iter().filter_map(mark).take(DRAWN).collect();
    let duration_us = extract.media.as_ref().and_then(|media| media.duration_us);
    (!marks.is_empty()).then(|| {
        let picture = match_strip(visit.say("strip"), duration_us, marks);
        el("div").with(el("p").class("help").with(visit.say("strip.help"))).with(picture)
    })
}

/// The stretch of the item that a match speaks of, in words, where it has times.
pub fn times_words(item: ItemId, found: &Match) -> Option<String> {
    let (start_us, end_us) = stretch(sides(item, found).0)?;
    Some(format!("{} – {}", media_time(start_us), media_time(end_us)))
}

/// The item's own side and the other one.
fn sides(item: ItemId, found: &Match) -> (&MatchSide, &MatchSide) {
    if found.query.item == item { (&found.query, &found.reference) } else { (&found.reference, &found.query) }
}

fn stretch(side: &MatchSide) -> Option<(i64, i64)> {
    side.extent.start_us.zip(side.extent.end_us)
}
