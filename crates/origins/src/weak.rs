//! What may be one source or two: the links that make `low` and `high` differ.

use crate::case::Case;
use crate::mentions::Page;
use crate::names;
use crate::passages::Copy;
use crate::recordings::Recordings;
use crate::roads::End;
use crate::sources::{SourceKind, named_key, recording_key};
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
    /// The other may as well go back to this one.
    pub mutual: bool,
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
                let link = WeakLink { from: from.clone(), to: to.clone(), reason, found: by_match, mutual: false };
                found.entry((from.clone(), to)).or_insert(link);
            }
        }
    }
    let mut links: Vec<WeakLink> = found.into_values().collect();
    links.extend(recordings_in_doubt(&case.recordings, ends));
    links.extend(cited_without_its_source(case, &lasts, ends));
    links
}

/// The origin of a statement that names nobody, where its road ends with itself.
fn open_origin(case: &Case, statement: usize, end: &End) -> Option<String> {
    let stands_by_decision = end.steps.iter().any(|step| step.decision.is_some());
    let origin = end.origin.clone()?;
    let source = &case.sources[statement];
    let own_words = source.self_reliant && source.kind == SourceKind::Own;
    let leans = speaks_for_somebody(case, statement) || is_outlet_without_page(case, statement, end);
    let is_open = source.kind.is_open() || source.kind == SourceKind::Named && leans;
    (is_open && !own_words && !stands_by_decision).then_some(origin)
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
        (SourceKind::Unnamed, SourceKind::Named) => {
            unnamed_official(case, statement, other).or_else(|| unnamed_person(case, statement, other))?
        }
        (SourceKind::Footage, SourceKind::Footage | SourceKind::Recording) => {
            "footage that is mentioned and not shown may be the same recording".to_owned()
        }
        (SourceKind::Own, _) => rewrite(case, statement, other).or_else(|| unsourced_figure(case, statement, other))?,
        (SourceKind::Named, SourceKind::Named) => {
            speaker_of_somebody(case, statement, other).or_else(|| outlets_unsaid_source(case, statement))?
        }
        (SourceKind::Named, SourceKind::Unnamed | SourceKind::Recording) => outlets_unsaid_source(case, statement)?,
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

/// "Health officials" may be those of "the health office": the words for somebody unnamed hold what the body is for.
fn unnamed_official(case: &Case, statement: usize, other: usize) -> Option<String> {
    let description = case.sources[statement].origin.split(':').nth(1)?;
    let body = name_of_source(case, other)?;
    let (own, theirs) = (names::words_of_body(description), names::words_of_body(&body));
    let shares = own.intersection(&theirs).next().is_some() && names::holds_body(&theirs);
    shares.then(|| format!("“{description}” may be of {body}"))
}

/// An unnamed observer, letter or report may be of a person who says the same and of whom nothing says for whom they speak.
fn unnamed_person(case: &Case, statement: usize, other: usize) -> Option<String> {
    let description = case.sources[statement].origin.split(':').nth(1)?;
    let person = name_of_source(case, other).filter(|name| !names::is_named_body(name) && name.contains(' '))?;
    let is_person = case.statements[other].chain.last().is_some_and(|link| link.role == "person");
    (is_person && !names::are_officials(description)).then(|| format!("“{description}” may be {person}"))
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

/// An outlet that gives a figure, names nobody and does not say that it counted may have it from whoever gives it too.
fn unsourced_figure(case: &Case, statement: usize, other: usize) -> Option<String> {
    let sourced = matches!(case.sources[other].kind, SourceKind::Named | SourceKind::Recording);
    let (own, theirs) = (case.statements[statement], case.statements[other]);
    let same = own.figures.iter().any(|a| theirs.figures.iter().any(|b| a.low == b.low && a.unit == b.unit));
    (sourced && same && !Page::around(case, statement).says_it_saw()).then(|| {
        let place = case.place_words(other);
        format!("it names no source for the figure, which {place} gives with one: it may be from there")
    })
}

/// Whether the source is a spokesperson of whom no item says for whom they speak.
pub(crate) fn speaks_for_somebody(case: &Case, statement: usize) -> bool {
    let Some(source) = &case.statements[statement].source else { return false };
    let names::Described::Named(name) = names::read(&source.text, "person") else { return false };
    let own = named_key(&case.roster.key_of(&names::key(&name.display)));
    name.bare_speaker && own == case.sources[statement].origin
}

/// Whether the road ends at an outlet that is only cited: its own page is not in the case.
fn is_outlet_without_page(case: &Case, statement: usize, end: &End) -> bool {
    let cited = case.sources[statement].cites.as_ref();
    cited.is_some_and(|outlet| case.roster.is_outlet(outlet) && end.origin.as_ref() == Some(&named_key(outlet)))
}

/// An outlet reports what others say: whom it had it from, its page would tell.
fn outlets_unsaid_source(case: &Case, statement: usize) -> Option<String> {
    let cited = case.sources[statement].cites.as_ref().filter(|outlet| case.roster.is_outlet(outlet))?;
    Some(format!("{} is cited without its source, and may have it from there", case.roster.display_of(cited)))
}

/// The name for people of a source that has one.
pub(crate) fn name_of_source(case: &Case, statement: usize) -> Option<String> {
    case.sources[statement].origin.strip_prefix("source:").map(|key| case.roster.display_of(key))
}

/// Such a spokesperson may speak for a body that says the same.
fn speaker_of_somebody(case: &Case, statement: usize, other: usize) -> Option<String> {
    let (speaker, body) = (name_of_source(case, statement)?, name_of_source(case, other)?);
    names::is_named_body(&body)
        .then(|| format!("{speaker} speaks for somebody whom nothing names, and may speak for {body}"))
}

/// An outlet whose own page is not in the case and that is cited without its source may have it from the one whose
/// words it is elsewhere said to pass on.
fn cited_without_its_source(case: &Case, lasts: &BTreeSet<usize>, ends: &BTreeMap<usize, End>) -> BTreeSet<WeakLink> {
    let held: BTreeSet<String> =
        case.items.keys().filter_map(|item| case.roster.outlet_of(item)).map(|(key, _)| named_key(&key)).collect();
    let origin_of = |statement: &usize| ends[statement].origin.as_ref();
    let origins: BTreeSet<&String> = ends.values().filter_map(|end| end.origin.as_ref()).collect();
    let cited = lasts.iter().filter_map(origin_of).filter(|origin| !held.contains(*origin));
    let cited: BTreeSet<&String> = cited.collect();
    let mut links = BTreeSet::new();
    for source in &case.sources {
        let passer = source.passed_on_by.as_ref().filter(|from| cited.contains(from) && **from != source.origin);
        if let Some(from) = passer.filter(|_| origins.contains(&source.origin)) {
            let reason = "it is cited without its source, and elsewhere it passes on the words of the other".to_owned();
            links.insert(WeakLink {
                from: from.clone(),
                to: Some(source.origin.clone()),
                reason,
                found: None,
                mutual: false,
            });
        }
    }
    links
}

fn recordings_in_doubt(recordings: &Recordings, ends: &BTreeMap<usize, End>) -> Vec<WeakLink> {
    let origins: BTreeSet<&String> = ends.values().filter_map(|end| end.origin.as_ref()).collect();
    let shown = recordings.roots().into_iter().filter(|root| origins.contains(&recording_key(root))).collect();
    let link = |(a, b, reason, found): (ItemId, ItemId, String, Option<String>)| WeakLink {
        from: recording_key(&a),
        to: Some(recording_key(&b)),
        reason,
        found,
        mutual: true,
    };
    recordings.maybe_one_among(&shown).into_iter().map(link).collect()
}
