//! Origins as they are listed: one identity for each, a label, its members with the reasons, its first appearance.

use crate::case::{Case, origin_id};
use crate::counting::Counted;
use crate::names;
use crate::roads::{End, Roads};
use crate::sources::{SourceKind, named_key, recording_key};
use model::{
    Credit, CreditRole, ItemId, LinkKind, Moment, Origin, OriginFirst, OriginReason, RoadStep, Stance, Strength,
    TimeKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which keys are one origin, and how it is called.
pub(crate) struct Identities {
    id_of_key: BTreeMap<String, String>,
    labels: BTreeMap<String, Label>,
    known: BTreeSet<String>,
    merged: BTreeMap<String, Vec<(String, String)>>,
}

#[derive(Clone)]
struct Label {
    words: String,
    in_case: bool,
    help: Option<String>,
}

impl Identities {
    /// Gathers every origin that a road, a recording or a picture credit leads to.
    pub fn settle(case: &Case, roads: &Roads) -> Identities {
        let ends = roads.answers.iter().flat_map(|answer| answer.ends.values());
        let mut keys: BTreeSet<String> = ends.filter_map(|end| end.origin.clone()).collect();
        keys.extend(case.recordings.roots().iter().map(recording_key));
        keys.extend(picture_credits(case).into_iter().map(|(key, ..)| key));
        let mut by_identity: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for key in &keys {
            by_identity.entry(case.identity(&origin_id(key))).or_default().push(key);
        }
        let own_words = outlets_that_speak(case, roads);
        let mut identities = Identities {
            id_of_key: BTreeMap::new(),
            labels: BTreeMap::new(),
            known: BTreeSet::new(),
            merged: BTreeMap::new(),
        };
        for (identity, mut members) in by_identity {
            members.sort_by_key(|key| (rank(key), key.as_str()));
            let id = origin_id(members[0]);
            identities.labels.insert(id.clone(), label(case, &own_words, &members));
            identities.known.insert(identity);
            for key in members {
                identities.id_of_key.insert(key.clone(), id.clone());
            }
        }
        identities.remember_decisions(case);
        identities.known_by_other_ids(case);
        identities
    }

    /// The id of the origin with this key.
    pub fn id_of(&self, key: &str) -> String {
        self.id_of_key.get(key).cloned().unwrap_or_else(|| origin_id(key))
    }

    /// The name of an origin for people.
    pub fn label(&self, id: &str) -> String {
        self.labels.get(id).map_or_else(|| id.to_owned(), |label| label.words.clone())
    }

    /// Its label as it stands inside a sentence.
    pub fn name(&self, id: &str) -> String {
        self.label(id).replace(NOT_IN_CASE, "")
    }

    /// Whether an origin of this id exists, or did and is now part of another.
    pub fn knows(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// What would tell more of an origin, in plain words.
    pub fn what_would_help(&self, id: &str) -> Option<String> {
        self.labels.get(id).and_then(|label| label.help.clone())
    }

    /// The steps of a road, with the decisions that joined its origin to another.
    pub fn with_decisions(&self, end: &End) -> Vec<RoadStep> {
        let mut steps = end.steps.clone();
        let Some(key) = &end.origin else { return steps };
        let label = self.label(&self.id_of(key));
        for (decision, reason) in self.merged.get(&self.id_of(key)).into_iter().flatten() {
            let (from, to) = (label.clone(), label.clone());
            let decision = Some(decision.clone());
            steps.push(RoadStep {
                from,
                to,
                reason: reason.clone(),
                strength: Strength::Strong,
                via_match: None,
                decision,
            });
        }
        steps
    }

    fn remember_decisions(&mut self, case: &Case) {
        let by_identity: BTreeMap<String, String> =
            self.id_of_key.iter().map(|(key, id)| (case.identity(&origin_id(key)), id.clone())).collect();
        for same in &case.decisions.same_source {
            if let Some(id) = by_identity.get(&case.identity(&same.origins[0])) {
                let reason = format!(
                    "a person decided that {} and {} are one source (decision {})",
                    same.origins[0], same.origins[1], same.decision
                );
                self.merged.entry(id.clone()).or_default().push((same.decision.clone(), reason));
            }
        }
    }

    /// Every id that an origin of the list has or had, so that a decision is told apart from one whose target is gone.
    fn known_by_other_ids(&mut self, case: &Case) {
        let mut ids: BTreeSet<String> = self.id_of_key.keys().map(|key| origin_id(key)).collect();
        for (other, canonical) in case.roster.pairs() {
            if self.id_of_key.contains_key(&named_key(&canonical)) {
                ids.insert(origin_id(&named_key(&other)));
            }
        }
        ids.extend(case.recordings.pairs().iter().map(|(item, _)| origin_id(&recording_key(item))));
        // A split takes members out of an origin, perhaps the last one: the origin was there to be left.
        let left = case
            .decisions
            .splits
            .iter()
            .filter(|split| self.id_of_key.contains_key(&format!("split:{}", split.member)));
        ids.extend(left.map(|split| split.origin.clone()));
        let alone = |member: &str| {
            crate::decisions::item_of(member).is_some_and(|item| case.recordings.stands_alone.contains_key(&item))
        };
        ids.extend(case.decisions.splits.iter().filter(|split| alone(&split.member)).map(|split| split.origin.clone()));
        self.known = ids;
    }
}

/// The origins of all claims and all recordings.
pub(crate) fn origins(case: &Case, roads: &Roads, identities: &Identities, counted: &[Counted]) -> Vec<Origin> {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for end_of in roads.answers.iter().flat_map(|answer| &answer.ends) {
        add_statement(case, identities, &mut drafts, *end_of.0, end_of.1);
    }
    add_recordings(case, identities, &mut drafts);
    add_picture_credits(case, identities, &mut drafts);
    let apart = independent(counted);
    let mut origins = Vec::new();
    for (id, mut draft) in drafts {
        draft.add_merges(identities, &id);
        let Some(label) = identities.labels.get(&id) else { continue };
        origins.push(Origin {
            label: label.words.clone(),
            in_case: label.in_case,
            first: first(case, &draft.items),
            members: draft.members.into_iter().collect(),
            reasons: draft.reasons.into_iter().map(|(text, strength)| OriginReason { text, strength }).collect(),
            independent_of: apart.get(&id).into_iter().flatten().cloned().collect(),
            id,
        });
    }
    origins
}

#[derive(Default)]
struct Draft {
    members: BTreeSet<String>,
    items: BTreeSet<ItemId>,
    reasons: BTreeSet<(String, Strength)>,
}

impl Draft {
    fn add_merges(&mut self, identities: &Identities, id: &str) {
        for (_, reason) in identities.merged.get(id).into_iter().flatten() {
            self.reasons.insert((reason.clone(), Strength::Strong));
        }
    }
}

fn add_statement(
    case: &Case,
    identities: &Identities,
    drafts: &mut BTreeMap<String, Draft>,
    statement: usize,
    end: &End,
) {
    let Some(key) = &end.origin else { return };
    let draft = drafts.entry(identities.id_of(key)).or_default();
    let own = case.statements[statement];
    draft.members.insert(own.id.clone());
    draft.items.insert(own.item);
    let own_words = case.sources[statement].kind == SourceKind::Own && end.last == statement && end.steps.is_empty();
    if own_words {
        draft.members.insert(own.item.hex());
        draft.reasons.insert((format!("{} says it and names no source", case.item_words(&own.item)), Strength::Strong));
    }
    for step in &end.steps {
        draft.reasons.insert((format!("{} → {}: {}", step.from, step.to, step.reason), step.strength));
    }
}

fn add_recordings(case: &Case, identities: &Identities, drafts: &mut BTreeMap<String, Draft>) {
    for root in case.recordings.roots() {
        let draft = drafts.entry(identities.id_of(&recording_key(&root))).or_default();
        let copies = case.recordings.copies_of(&root);
        for item in &copies {
            draft.members.insert(item.hex());
            draft.items.insert(*item);
            if let Some(decision) = case.recordings.stands_alone.get(item) {
                let words =
                    format!("a person decided that {} stands for itself (decision {decision})", case.item_words(item));
                draft.reasons.insert((words, Strength::Strong));
            }
        }
        for reason in case.recordings.reasons_of(&root) {
            draft.reasons.insert((reason.text, reason.strength));
        }
        for facts in case.items.values() {
            let shows = facts.links.iter().any(|link| {
                link.kind == LinkKind::Embeds && link.target_item.is_some_and(|item| copies.contains(&item))
            });
            if shows {
                draft.members.insert(facts.item.hex());
                draft.items.insert(facts.item);
                draft.reasons.insert((format!("{} shows it", case.item_words(&facts.item)), Strength::Strong));
            }
        }
    }
}

// ---- picture credits ----

/// Key, item and credit of whom each page names as the maker of a picture: the name nearest to the maker.
fn picture_credits<'a>(case: &Case<'a>) -> Vec<(String, ItemId, &'a Credit)> {
    let mut found = Vec::new();
    for facts in case.items.values() {
        let pictures: Vec<&Credit> =
            facts.credits.iter().filter(|c| c.of_picture || c.role == CreditRole::Picture).collect();
        let nearest =
            |credit: &&Credit| pictures.iter().all(|other| other.block != credit.block || other.step >= credit.step);
        let makers =
            pictures.iter().copied().filter(nearest).filter(|credit| !names::outlet_key(&credit.name).is_empty());
        found.extend(makers.map(|credit| (picture_key(case, &credit.name), facts.item, credit)));
    }
    found
}

fn picture_key(case: &Case, name: &str) -> String {
    format!("picture:{}", case.roster.key_of(&names::outlet_key(name)))
}

fn add_picture_credits(case: &Case, identities: &Identities, drafts: &mut BTreeMap<String, Draft>) {
    for (key, item, credit) in picture_credits(case) {
        let draft = drafts.entry(identities.id_of(&key)).or_default();
        draft.members.insert(item.hex());
        draft.items.insert(item);
        let words = format!("{} credits a picture to {}", case.item_words(&item), credit.name);
        draft.reasons.insert((words, Strength::Strong));
    }
}

// ---- labels ----

/// Keys of named origins that have words of their own in the case: an item of that outlet says something itself.
fn outlets_that_speak(case: &Case, roads: &Roads) -> BTreeSet<String> {
    let ends = roads.answers.iter().flat_map(|answer| &answer.ends);
    let own =
        ends.filter(|(statement, end)| case.sources[**statement].kind == SourceKind::Own && end.last == **statement);
    let credited = |end: &End| end.steps.is_empty();
    own.filter(|(_, end)| credited(end)).filter_map(|(_, end)| end.origin.clone()).collect()
}

fn rank(key: &str) -> u8 {
    let kinds = ["recording:", "source:", "author:", "footage:", "unnamed:", "picture:", "split:"];
    kinds.iter().position(|kind| key.starts_with(kind)).map_or(u8::MAX, |at| at as u8)
}

fn label(case: &Case, speaks: &BTreeSet<String>, members: &[&String]) -> Label {
    let labels: Vec<Label> = members.iter().map(|key| label_of(case, speaks, key)).collect();
    let in_case = labels.iter().any(|label| label.in_case);
    let mut words: Vec<String> = labels.iter().map(|label| label.words.clone()).collect();
    words.dedup();
    let help = labels.into_iter().find_map(|label| label.help).filter(|_| !in_case);
    let mut words = words.join(" = ");
    if in_case {
        words = words.replace(NOT_IN_CASE, "");
    }
    Label { words, in_case, help }
}

const NOT_IN_CASE: &str = ", not in the case";

fn label_of(case: &Case, speaks: &BTreeSet<String>, key: &str) -> Label {
    let (kind, rest) = key.split_once(':').unwrap_or(("", key));
    let absent = |words: String, help: String| Label {
        words: format!("{words}{NOT_IN_CASE}"),
        in_case: false,
        help: Some(help),
    };
    let held = |words: String| Label { words, in_case: true, help: None };
    match kind {
        "recording" => held(rest.parse().map_or_else(|_| rest.to_owned(), |item| recording_label(case, &item))),
        "source" if speaks.contains(key) => held(own_label(case, rest)),
        "source" => {
            let name = case.roster.display_of(rest);
            let help = format!("{name} is not in the case: what it published may name whom it has it from.");
            absent(name, help)
        }
        "author" => held(author_label(case, rest)),
        "unnamed" => {
            let (description, via) = rest.split_once(':').unwrap_or((rest, ""));
            let via = via_words(case, via);
            let help = format!(
                "{via} does not name its “{description}”: who they are would tell whether they are somebody counted already."
            );
            Label { words: format!("unnamed {description}, via {via}"), in_case: false, help: Some(help) }
        }
        "footage" => {
            let via = via_words(case, rest);
            let help = format!(
                "The footage that {via} mentions is not in the case: add it to see whether it is a recording held already."
            );
            absent(format!("footage mentioned by {via}"), help)
        }
        "picture" => {
            let words = format!("{} (picture)", case.roster.display_of(rest).trim_end_matches(" report"));
            Label { words: format!("{words}{NOT_IN_CASE}"), in_case: false, help: None }
        }
        _ => held(split_label(case, rest)),
    }
}

fn recording_label(case: &Case, item: &ItemId) -> String {
    let picture = case.items.get(item).is_some_and(|facts| facts.media_type.starts_with("image/"));
    format!("{} {}", if picture { "picture" } else { "recording" }, case.item_words(item))
}

fn own_label(case: &Case, key: &str) -> String {
    match item_of_key(key) {
        Some(item) => format!("{}, publisher not known", case.item_words(&item)),
        None => {
            let name = case.roster.display_of(key);
            if name.ends_with(" report") { name } else { format!("{name} report") }
        }
    }
}

fn author_label(case: &Case, rest: &str) -> String {
    let (name, outlet) = rest.split_once(':').unwrap_or((rest, ""));
    format!("message author {name} at {}", via_words(case, outlet))
}

fn split_label(case: &Case, member: &str) -> String {
    let place = case.place_of.get(member).map(|statement| case.place_words(*statement));
    let item = crate::decisions::item_of(member).map(|item| case.item_words(&item));
    format!("{}, standing for itself by decision", place.or(item).unwrap_or_else(|| member.to_owned()))
}

fn via_words(case: &Case, key: &str) -> String {
    item_of_key(key).map_or_else(
        || case.roster.display_of(key).trim_end_matches(" report").to_owned(),
        |item| case.item_words(&item),
    )
}

fn item_of_key(key: &str) -> Option<ItemId> {
    key.strip_prefix("item ").and_then(|hex| hex.parse().ok())
}

// ---- first appearance, independence ----

/// The earliest of the times when a publisher, a poster or the operator puts it; where there is none the earliest
/// capture; where there is none the earliest file metadata. Ties by time text, then item.
fn first(case: &Case, items: &BTreeSet<ItemId>) -> Option<OriginFirst> {
    let earliest = |kinds: &[TimeKind]| {
        let times = items
            .iter()
            .filter_map(|item| case.items.get(item))
            .flat_map(|facts| facts.times.iter().map(move |time| (facts.item, time)));
        let fitting = times.filter(|(_, time)| kinds.contains(&time.kind));
        let read = fitting.filter_map(|(item, time)| Some((Moment::read(&time.time)?, &time.time, item, time.kind)));
        read.min_by_key(|(moment, text, item, _)| (moment.from.saturating_add(moment.to), *text, *item))
    };
    let found = earliest(&[TimeKind::Published, TimeKind::Posted, TimeKind::ClaimedSeen])
        .or_else(|| earliest(&[TimeKind::Captured]))
        .or_else(|| earliest(&[TimeKind::FileMetadata]));
    found.map(|(_, time, item, time_kind)| OriginFirst { item, time: time.clone(), time_kind })
}

/// A claim with more origins than this lists them itself; the pairs of all of them would fill every origin's list and
/// tell a reader nothing more (and 10^3 origins have 5 * 10^5 pairs).
const PAIRED_ORIGINS: usize = 64;

/// Pairs of origins of one claim that no weak link joins.
fn independent(counted: &[Counted]) -> BTreeMap<String, BTreeSet<String>> {
    let doubtful: BTreeSet<(&str, &str)> =
        counted.iter().flat_map(|one| &one.maybe_one).map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let mut apart: BTreeSet<(&str, &str)> = BTreeSet::new();
    for one in counted {
        let roads = one.claim.roads.iter().filter(|road| road.stance != Stance::Unresolved);
        let origins: BTreeSet<&str> = roads.filter_map(|road| road.origin.as_deref()).collect();
        if origins.len() > PAIRED_ORIGINS {
            continue;
        }
        for a in &origins {
            apart.extend(origins.range(*a..).skip(1).map(|b| (*a, *b)).filter(|pair| !doubtful.contains(pair)));
        }
    }
    let mut of_each: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (a, b) in apart {
        of_each.entry(a.to_owned()).or_default().insert(b.to_owned());
        of_each.entry(b.to_owned()).or_default().insert(a.to_owned());
    }
    of_each
}
