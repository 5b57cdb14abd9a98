//! Which recordings are one: however often it is shown, cut, cropped or re-encoded, one recording is one origin; two
//! devices at one moment are two.

use crate::ItemFacts;
use crate::decisions::{Decisions, Split, item_of};
use crate::moment;
use crate::unions::Unions;
use crate::{case::origin_id, sources::recording_key};
use model::{Extent, ItemId, Match, MatchKind, OriginReason, Strength, Tier};
use std::collections::{BTreeMap, BTreeSet};

/// A weak match of pictures or sound below this score says too little to put a count in doubt: half of the scale.
const WEAK_MATCH_FLOOR_0_1: f64 = 0.5;

/// The recordings of a case.
#[derive(Default)]
pub(crate) struct Recordings {
    root: BTreeMap<ItemId, ItemId>,
    /// By root: why its copies are copies.
    pub reasons: BTreeMap<ItemId, BTreeSet<(String, Strength)>>,
    /// Pairs of roots that may be one recording, with the reason and the match.
    pub maybe_one: Vec<(ItemId, ItemId, String, Option<String>)>,
    /// Items put together from several recordings, with the roots of those.
    pub compilations: BTreeMap<ItemId, BTreeSet<ItemId>>,
    /// Pairs of roots that two devices made at one moment.
    apart: BTreeSet<(ItemId, ItemId)>,
    /// By item: the decision by which it stands for itself.
    pub stands_alone: BTreeMap<ItemId, String>,
}

/// Whether these bytes are a picture, a film or sound.
pub(crate) fn is_recording(facts: &ItemFacts) -> bool {
    ["video/", "audio/", "image/"].iter().any(|kind| facts.media_type.starts_with(kind))
}

impl Recordings {
    /// Finds them; an item that a person split off is left out of all copies.
    pub fn read(items: &BTreeMap<ItemId, &ItemFacts>, matches: &[&Match], decisions: &Decisions) -> Recordings {
        let whole = Recordings::of(items, matches, decisions, &BTreeMap::new());
        let leaves = |split: &&Split| {
            let item = item_of(&split.member).filter(|item| whole.root.contains_key(item));
            item.is_some_and(|item| {
                whole.copies_of(&whole.root[&item]).iter().any(|copy| origin_id(&recording_key(copy)) == split.origin)
            })
        };
        let alone: BTreeMap<ItemId, String> = decisions
            .splits
            .iter()
            .filter(leaves)
            .filter_map(|split| Some((item_of(&split.member)?, split.decision.clone())))
            .collect();
        if alone.is_empty() { whole } else { Recordings::of(items, matches, decisions, &alone) }
    }

    /// The recording that this item shows; `None` where the item is none.
    pub fn root_of(&self, item: &ItemId) -> Option<ItemId> {
        self.root.get(item).copied()
    }

    /// Roots of all recordings.
    pub fn roots(&self) -> BTreeSet<ItemId> {
        self.root.values().copied().collect()
    }

    /// Items that show the recording of this root.
    pub fn copies_of(&self, root: &ItemId) -> Vec<ItemId> {
        let shown = self.compilations.iter().filter(|(_, parts)| parts.contains(root)).map(|(item, _)| *item);
        let copies: BTreeSet<ItemId> =
            self.root.iter().filter(|(_, own)| *own == root).map(|(item, _)| *item).chain(shown).collect();
        copies.into_iter().collect()
    }

    /// Every copy with its root.
    pub fn pairs(&self) -> Vec<(ItemId, ItemId)> {
        self.root.iter().filter(|(item, root)| item != root).map(|(item, root)| (*item, *root)).collect()
    }

    fn of(
        items: &BTreeMap<ItemId, &ItemFacts>,
        matches: &[&Match],
        decisions: &Decisions,
        alone: &BTreeMap<ItemId, String>,
    ) -> Recordings {
        let all: Vec<ItemId> = items.values().filter(|facts| is_recording(facts)).map(|facts| facts.item).collect();
        let place: BTreeMap<ItemId, usize> = all.iter().copied().zip(0..).collect();
        let mut links: Vec<Link> = matches
            .iter()
            .filter(|m| !alone.contains_key(&m.query.item) && !alone.contains_key(&m.reference.item))
            .filter_map(|m| Link::of(m, &place, items, decisions))
            .collect();
        links.sort_by(|a, b| (a.rank, &a.found.id).cmp(&(b.rank, &b.found.id)));
        let mut joined = Joined {
            unions: Unions::new(all.len()),
            apart: moments_of_two_devices(matches, &place),
            doubtful: Vec::new(),
        };
        let compilations = compilations(&links, &place);
        links.iter().for_each(|link| joined.take(link, &compilations));
        joined.into_recordings(&all, items, &links, compilations, alone)
    }
}

/// A match of two recordings as a reason that they are one.
struct Link<'m> {
    a: usize,
    b: usize,
    strength: Strength,
    /// Whole copies are joined before parts.
    rank: u8,
    found: &'m Match,
    words: String,
}

impl<'m> Link<'m> {
    fn of(
        found: &'m Match,
        place: &BTreeMap<ItemId, usize>,
        items: &BTreeMap<ItemId, &ItemFacts>,
        decisions: &Decisions,
    ) -> Option<Link<'m>> {
        let (a, b) = (*place.get(&found.query.item)?, *place.get(&found.reference.item)?);
        let accepted = decisions.accepted.get(&found.id);
        let (rank, kind_words, sure) = match found.kind {
            MatchKind::VideoCopy | MatchKind::ImageCopy => (0, "the same recording", true),
            MatchKind::VideoExcerpt => (1, "an excerpt of the same recording", true),
            MatchKind::ImageRegion => (1, "a part of the same picture", true),
            MatchKind::AudioCopy if sound_alone(found, items) => (1, "the same sound", true),
            _ => return None,
        };
        let strong = accepted.is_some() || (sure && found.tier == Tier::Confirmed);
        if a == b || (!strong && found.tier == Tier::Weak && found.score_0_1 < WEAK_MATCH_FLOOR_0_1) {
            return None;
        }
        let decided = accepted.map(|id| format!(", accepted by decision {id}")).unwrap_or_default();
        let name = |item: &ItemId| items.get(item).map(|facts| facts.name.as_str()).unwrap_or_default();
        let words = format!(
            "{} and {} show {kind_words} (match {}{decided})",
            name(&found.query.item),
            name(&found.reference.item),
            found.id
        );
        Some(Link { a, b, strength: if strong { Strength::Strong } else { Strength::Weak }, rank, found, words })
    }

    fn other(&self, place: usize) -> usize {
        if self.a == place { self.b } else { self.a }
    }
}

/// Equal sound says that two recordings are one only where sound is all there is: one song lies under many films, and
/// two phones in one street hear the same.
fn sound_alone(found: &Match, items: &BTreeMap<ItemId, &ItemFacts>) -> bool {
    let is_sound = |item: &ItemId| items.get(item).is_some_and(|facts| facts.media_type.starts_with("audio/"));
    is_sound(&found.query.item) || is_sound(&found.reference.item)
}

fn moments_of_two_devices(matches: &[&Match], place: &BTreeMap<ItemId, usize>) -> BTreeSet<(usize, usize)> {
    let same_moment = matches.iter().filter(|m| m.kind == MatchKind::SameMoment && m.tier == Tier::Confirmed);
    let pairs = same_moment.filter_map(|m| Some((*place.get(&m.query.item)?, *place.get(&m.reference.item)?)));
    pairs.map(|(a, b)| (a.min(b), a.max(b))).collect()
}

/// Items whose parts match several others that have nothing in common: either cut together from several recordings, or
/// the long recording that all of them were cut from. Only a known direction tells, so each is listed with the items
/// that it does not come before.
fn compilations(links: &[Link], place: &BTreeMap<ItemId, usize>) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut direct: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut parts: BTreeMap<usize, Vec<(usize, Extent, &Link)>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.strength == Strength::Strong) {
        direct.extend([(link.a, link.b), (link.b, link.a)]);
        parts.entry(link.a).or_default().push((link.b, link.found.query.extent.clone(), link));
        parts.entry(link.b).or_default().push((link.a, link.found.reference.extent.clone(), link));
    }
    let mut found = BTreeMap::new();
    for (item, parts) in parts {
        let unrelated = |(other, extent, _): &&(usize, Extent, &Link)| {
            parts
                .iter()
                .any(|(second, at, _)| second != other && !direct.contains(&(*other, *second)) && apart(extent, at))
        };
        let comes_first =
            |link: &Link| link.found.direction.as_ref().is_some_and(|d| place.get(&d.from) == Some(&item));
        let others: BTreeSet<usize> = parts
            .iter()
            .filter(unrelated)
            .filter(|(_, _, link)| !comes_first(link))
            .map(|(other, ..)| *other)
            .collect();
        if others.len() > 1 {
            found.insert(item, others);
        }
    }
    found
}

fn apart(a: &Extent, b: &Extent) -> bool {
    let times = (a.start_us.zip(a.end_us), b.start_us.zip(b.end_us));
    if let (Some((start_a, end_a)), Some((start_b, end_b))) = times {
        return end_a <= start_b || end_b <= start_a;
    }
    match (a.region, b.region) {
        (Some([left_a, top_a, right_a, bottom_a]), Some([left_b, top_b, right_b, bottom_b])) => {
            right_a <= left_b || right_b <= left_a || bottom_a <= top_b || bottom_b <= top_a
        }
        _ => false,
    }
}

struct Joined {
    unions: Unions,
    apart: BTreeSet<(usize, usize)>,
    doubtful: Vec<(usize, usize, String, Option<String>)>,
}

impl Joined {
    fn take(&mut self, link: &Link, compilations: &BTreeMap<usize, BTreeSet<usize>>) {
        let cut_together =
            |item: usize| compilations.get(&item).is_some_and(|others| others.contains(&link.other(item)));
        if cut_together(link.a) || cut_together(link.b) {
            return;
        }
        if link.strength == Strength::Weak || self.brings_devices_together(link) {
            self.doubtful.push((link.a, link.b, link.words.clone(), Some(link.found.id.clone())));
        } else {
            self.unions.join(link.a, link.b);
        }
    }

    fn brings_devices_together(&self, link: &Link) -> bool {
        let (a, b) = (self.unions.root(link.a), self.unions.root(link.b));
        a != b
            && self.apart.iter().any(|(x, y)| {
                let (x, y) = (self.unions.root(*x), self.unions.root(*y));
                (x, y) == (a, b) || (x, y) == (b, a)
            })
    }

    fn into_recordings(
        self,
        all: &[ItemId],
        items: &BTreeMap<ItemId, &ItemFacts>,
        links: &[Link],
        compilations: BTreeMap<usize, BTreeSet<usize>>,
        alone: &BTreeMap<ItemId, String>,
    ) -> Recordings {
        let first = first_of_each(&self.unions, all, items, links);
        let root = |place: usize| first[&self.unions.root(place)];
        let mut recordings = Recordings { stands_alone: alone.clone(), ..Recordings::default() };
        recordings.root = all.iter().enumerate().map(|(place, item)| (*item, root(place))).collect();
        for link in links.iter().filter(|link| link.strength == Strength::Strong && root(link.a) == root(link.b)) {
            recordings.reasons.entry(root(link.a)).or_default().insert((link.words.clone(), Strength::Strong));
        }
        let ordered = |a: ItemId, b: ItemId| (a.min(b), a.max(b));
        recordings.apart = self.apart.iter().map(|(a, b)| ordered(root(*a), root(*b))).collect();
        for (a, b, words, found) in &self.doubtful {
            recordings.add_doubt(root(*a), root(*b), words.clone(), found.clone());
        }
        for (item, parts) in compilations {
            recordings.add_compilation(all[item], parts.into_iter().map(root).collect(), items, links, item);
        }
        recordings
    }
}

impl Recordings {
    fn add_doubt(&mut self, a: ItemId, b: ItemId, words: String, found: Option<String>) {
        if a != b && !self.apart.contains(&(a.min(b), a.max(b))) {
            self.maybe_one.push((a.min(b), a.max(b), words, found));
            self.maybe_one.sort();
            self.maybe_one.dedup();
        }
    }

    /// Where a direction says that the parts came first, they stay apart and the item is no recording of its own;
    /// where nothing says so, they may be parts of one long recording.
    fn add_compilation(
        &mut self,
        item: ItemId,
        parts: BTreeSet<ItemId>,
        items: &BTreeMap<ItemId, &ItemFacts>,
        links: &[Link],
        place: usize,
    ) {
        let touching = || links.iter().filter(|link| link.a == place || link.b == place);
        let known =
            touching().filter(|link| link.strength == Strength::Strong).all(|link| link.found.direction.is_some());
        let name = items.get(&item).map(|facts| facts.name.as_str()).unwrap_or_default();
        if !known {
            let roots: Vec<ItemId> = parts.iter().copied().collect();
            for pair in roots.windows(2) {
                let words = format!(
                    "{name} holds both: it may be cut together from two recordings, or the long recording of both"
                );
                self.add_doubt(pair[0], pair[1], words, None);
            }
        }
        for root in &parts {
            let words = format!("{name} shows a part of it");
            self.reasons.entry(*root).or_default().insert((words, Strength::Strong));
        }
        if let Some(first) = parts.first() {
            self.root.insert(item, *first);
            self.compilations.insert(item, parts);
        }
    }

    /// Pairs among `shown` (roots) that may be one recording, also by way of recordings that are not among them, with
    /// the reason and the match. Two devices are never brought together.
    pub fn maybe_one_among(&self, shown: &BTreeSet<ItemId>) -> Vec<(ItemId, ItemId, String, Option<String>)> {
        let roots: Vec<ItemId> = self.roots().into_iter().collect();
        let place: BTreeMap<ItemId, usize> = roots.iter().copied().zip(0..).collect();
        let mut unions = Unions::new(roots.len());
        for (a, b, ..) in &self.maybe_one {
            let (a, b) = (unions.root(place[a]), unions.root(place[b]));
            let devices = self.apart.iter().any(|(x, y)| {
                let (x, y) = (unions.root(place[x]), unions.root(place[y]));
                (x, y) == (a, b) || (x, y) == (b, a)
            });
            if !devices {
                unions.join(a, b);
            }
        }
        let one = |a: &ItemId, b: &ItemId| unions.root(place[a]) == unions.root(place[b]);
        let direct = |a: &ItemId, b: &ItemId| self.maybe_one.iter().find(|(x, y, ..)| (x, y) == (a, b));
        let mut pairs = Vec::new();
        for (at, a) in shown.iter().enumerate().filter(|(_, a)| place.contains_key(*a)) {
            for b in shown.iter().skip(at + 1).filter(|b| place.contains_key(*b) && one(a, b)) {
                let (words, found) = match direct(a, b) {
                    Some((_, _, words, found)) => (words.clone(), found.clone()),
                    None => ("both may be parts of one recording that links them".to_owned(), None),
                };
                pairs.push((*a, *b, words, found));
            }
        }
        pairs
    }

    /// The reasons of a recording, as they are listed.
    pub fn reasons_of(&self, root: &ItemId) -> Vec<OriginReason> {
        let reasons = self.reasons.get(root).into_iter().flatten();
        reasons.map(|(text, strength)| OriginReason { text: text.clone(), strength: *strength }).collect()
    }
}

/// Of every set the item nearest the source: one that no direction calls derived, the earliest by claimed time, the
/// one with the smallest id.
fn first_of_each(
    unions: &Unions,
    all: &[ItemId],
    items: &BTreeMap<ItemId, &ItemFacts>,
    links: &[Link],
) -> BTreeMap<usize, ItemId> {
    let mut derived: BTreeSet<ItemId> = BTreeSet::new();
    for direction in links
        .iter()
        .filter(|link| link.strength == Strength::Strong)
        .filter_map(|link| link.found.direction.as_ref().map(|direction| (direction, link.found)))
    {
        let (direction, found) = direction;
        let sides = [found.query.item, found.reference.item];
        derived.extend(sides.into_iter().filter(|side| *side != direction.from));
    }
    let mut first: BTreeMap<usize, (bool, i64, ItemId)> = BTreeMap::new();
    for (place, item) in all.iter().enumerate() {
        let out =
            items.get(item).and_then(|facts| moment::appearance(&facts.times)).map_or(i64::MAX, |moment| moment.to);
        let candidate = (derived.contains(item), out, *item);
        let best = first.entry(unions.root(place)).or_insert(candidate);
        *best = (*best).min(candidate);
    }
    first.into_iter().map(|(root, (_, _, item))| (root, item)).collect()
}
