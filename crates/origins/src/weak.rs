//! What may be one source or two: the links that make `low` and `high` differ.

use crate::case::Case;
use crate::passages::Copy;
use crate::recordings::Recordings;
use crate::roads::End;
use crate::sources::{SourceKind, recording_key};
use model::{ItemId, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// One origin may go back to another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct WeakLink {
    /// Key of the origin that may be none of its own.
    pub from: String,
    /// Key of the other; `None` = a ring that leads nowhere.
    pub to: Option<String>,
    /// Why it may.
    pub reason: String,
    /// Id of the match that says so, if one does.
    pub found: Option<String>,
}

/// The weak links among the ends of one answer's roads, each pair of origins once.
pub(crate) fn links(
    case: &Case,
    by_item: &BTreeMap<ItemId, Vec<usize>>,
    copies: &BTreeMap<usize, Vec<Copy>>,
    ends: &BTreeMap<usize, End>,
) -> Vec<WeakLink> {
    let lasts: BTreeSet<usize> =
        by_item.values().flatten().copied().filter(|s| ends.get(s).is_some_and(|e| e.last == *s)).collect();
    let mut found: BTreeMap<(String, Option<String>), WeakLink> = BTreeMap::new();
    for statement in lasts.iter().copied() {
        let Some(from) = open_origin(case, statement, &ends[&statement]) else { continue };
        for other in lasts.iter().copied().filter(|other| *other != statement) {
            let to = ends[&other].origin.clone();
            if to.as_ref() == Some(&from) {
                continue;
            }
            if let Some((reason, by_match)) = why(case, copies, statement, other) {
                let link = WeakLink { from: from.clone(), to: to.clone(), reason, found: by_match };
                found.entry((from.clone(), to)).or_insert(link);
            }
        }
    }
    let mut links: Vec<WeakLink> = found.into_values().collect();
    links.extend(recordings_in_doubt(&case.recordings, ends));
    links
}

/// The origin of a statement that names nobody, where its road ends with itself.
fn open_origin(case: &Case, statement: usize, end: &End) -> Option<String> {
    let stands_by_decision = end.steps.iter().any(|step| step.decision.is_some());
    let origin = end.origin.clone()?;
    (case.sources[statement].kind.is_open() && !stands_by_decision).then_some(origin)
}

fn why(
    case: &Case,
    copies: &BTreeMap<usize, Vec<Copy>>,
    statement: usize,
    other: usize,
) -> Option<(String, Option<String>)> {
    let (kind, other_kind) = (case.sources[statement].kind, case.sources[other].kind);
    let copy = copies.get(&statement).into_iter().flatten().find(|copy| copy.other == other);
    if let Some(copy) = copy.filter(|copy| copy.strength == Strength::Weak) {
        return Some((format!("it may be rewritten: {}", copy.words), copy.found.clone()));
    }
    let words = match (kind, other_kind) {
        (SourceKind::Unnamed, SourceKind::Unnamed) => unnamed_pair(case, statement, other)?,
        (SourceKind::Footage, SourceKind::Footage | SourceKind::Recording) => {
            "footage that is mentioned and not shown may be the same recording".to_owned()
        }
        (SourceKind::Own, _) => rewrite(case, statement, other)?,
        _ => return None,
    };
    Some((words, None))
}

/// Unnamed sources of two outlets may be one. Of one outlet they are one where it calls them the same, and may be one
/// where it calls them nothing but "sources" or "reports".
fn unnamed_pair(case: &Case, statement: usize, other: usize) -> Option<String> {
    let parts = |s: usize| -> (String, String) {
        let origin = &case.sources[s].origin;
        let mut parts = origin.splitn(3, ':').skip(1).map(str::to_owned);
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    };
    let ((description, via), (other_description, other_via)) = (parts(statement), parts(other));
    let vague = crate::names::is_vague(&description) || crate::names::is_vague(&other_description);
    (via != other_via || vague)
        .then(|| format!("neither names its source: “{description}” and “{other_description}” may be the same people"))
}

/// An outlet that names nobody and words it as an earlier text does may have it from there.
fn rewrite(case: &Case, statement: usize, other: usize) -> Option<String> {
    let earlier = match (case.moments[statement], case.moments[other]) {
        (Some(own), Some(theirs)) => own.is_before(&theirs),
        _ => false,
    };
    let alike = case.wordings[statement].may_be_rewrite_of(&case.wordings[other]);
    (alike && !earlier).then(|| {
        let place = case.place_words(other);
        format!("it names no source and is worded much like {place}: it may be rewritten from there")
    })
}

fn recordings_in_doubt(recordings: &Recordings, ends: &BTreeMap<usize, End>) -> Vec<WeakLink> {
    let origins: BTreeSet<&String> = ends.values().filter_map(|end| end.origin.as_ref()).collect();
    let link = |(a, b, reason, found): &(ItemId, ItemId, String, Option<String>)| {
        let (from, to) = (recording_key(a), recording_key(b));
        let both = origins.contains(&from) && origins.contains(&to);
        both.then(|| WeakLink { from, to: Some(to), reason: reason.clone(), found: found.clone() })
    };
    recordings.maybe_one.iter().filter_map(link).collect()
}
