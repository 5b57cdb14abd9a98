//! Everything that is known of a case, in order and indexed, so that the rest reads as a story.

use crate::decisions::{Decisions, item_of};
use crate::moment;
use crate::passages::Passages;
use crate::recordings::Recordings;
use crate::roster::Roster;
use crate::sources::{self, Source};
use crate::unions::Unions;
use crate::wording::Wording;
use crate::{ItemFacts, OriginsInput};
use model::{ClaimGroup, ItemId, Match, Moment, Statement, stable_id};
use std::collections::{BTreeMap, BTreeSet};

/// A case, read.
pub(crate) struct Case<'a> {
    /// Statements in order of their ids.
    pub statements: Vec<&'a Statement>,
    /// Place of a statement in that order.
    pub place_of: BTreeMap<&'a str, usize>,
    /// Items by id.
    pub items: BTreeMap<ItemId, &'a ItemFacts>,
    /// Groups in order of their ids.
    pub groups: Vec<&'a ClaimGroup>,
    /// Ids of all matches, rejected ones too.
    pub match_ids: BTreeSet<&'a str>,
    /// What people decided.
    pub decisions: &'a Decisions,
    /// Which names are one.
    pub roster: Roster,
    /// Which recordings are one.
    pub recordings: Recordings,
    /// Which stretches of text are one.
    pub passages: Passages<'a>,
    /// By statement: its words.
    pub wordings: Vec<Wording>,
    /// By statement: whom it names.
    pub sources: Vec<Source>,
    /// By statement: when it was out, as claimed.
    pub moments: Vec<Option<Moment>>,
    same: SameIdentity,
}

impl<'a> Case<'a> {
    /// Reads the input.
    pub fn read(input: &OriginsInput<'a>, decisions: &'a Decisions, roster: Roster) -> Case<'a> {
        let place: BTreeMap<&str, &Statement> = input.statements.iter().rev().map(|s| (s.id.as_str(), s)).collect();
        let statements: Vec<&Statement> = place.into_values().collect();
        let items: BTreeMap<ItemId, &ItemFacts> = input.items.iter().rev().map(|item| (item.item, item)).collect();
        let groups: BTreeMap<&str, &ClaimGroup> = input.groups.iter().rev().map(|g| (g.id.as_str(), g)).collect();
        let matches: BTreeMap<&str, &Match> = input.matches.iter().rev().map(|m| (m.id.as_str(), m)).collect();
        let match_ids = matches.keys().copied().collect();
        let matches: Vec<&Match> = matches.into_values().filter(|m| !decisions.rejected.contains_key(&m.id)).collect();
        let recordings = Recordings::read(&items, &matches, decisions);
        let same = SameIdentity::read(&roster, &recordings, decisions);
        let sources =
            statements.iter().map(|statement| sources::read(statement, &items, &roster, &recordings)).collect();
        Case {
            place_of: statements.iter().enumerate().map(|(at, s)| (s.id.as_str(), at)).collect(),
            wordings: statements.iter().map(|statement| Wording::of(&statement.content.text)).collect(),
            moments: statements.iter().map(|statement| moment_of(statement, &items)).collect(),
            groups: groups.into_values().collect(),
            passages: Passages::read(&matches, decisions),
            statements,
            items,
            match_ids,
            decisions,
            roster,
            recordings,
            sources,
            same,
        }
    }

    /// Whether the case holds a statement or an item of this id.
    pub fn holds_member(&self, member: &str) -> bool {
        self.place_of.contains_key(member) || item_of(member).is_some_and(|item| self.items.contains_key(&item))
    }

    /// How people find an item: its name with its short id.
    pub fn item_words(&self, item: &ItemId) -> String {
        match self.items.get(item) {
            Some(facts) if facts.short_id.is_empty() => facts.name.clone(),
            Some(facts) => format!("{} ({})", facts.name, facts.short_id),
            None => format!("item {}", &item.hex()[..12]),
        }
    }

    /// Where a statement stands, for people: its outlet, else its item.
    pub fn place_words(&self, statement: usize) -> String {
        let item = &self.statements[statement].item;
        self.roster.outlet_of(item).map_or_else(|| self.item_words(item), |(_, name)| name.to_owned())
    }

    /// The form of an origin id that all ids of the same origin share.
    pub fn identity(&self, origin_id: &str) -> String {
        self.same.of(origin_id)
    }
}

/// The id of the origin with this key.
pub(crate) fn origin_id(key: &str) -> String {
    stable_id("O", &[key.as_bytes()])
}

fn moment_of(statement: &Statement, items: &BTreeMap<ItemId, &ItemFacts>) -> Option<Moment> {
    let facts = items.get(&statement.item)?;
    let block = facts.blocks.iter().find(|block| block.block == statement.block);
    let posted = block.and_then(|block| block.posted_at.as_deref()).and_then(Moment::read);
    posted.or_else(|| moment::appearance(&facts.times))
}

/// Ids that name one origin: another name of the same body, a copy of the same recording, a person's decision. So a
/// decision that names an origin by an id it had before survives what was learnt since.
struct SameIdentity {
    place: BTreeMap<String, usize>,
    ids: Vec<String>,
    unions: Unions,
}

impl SameIdentity {
    fn read(roster: &Roster, recordings: &Recordings, decisions: &Decisions) -> SameIdentity {
        let named = |(a, b): (String, String)| (origin_id(&sources::named_key(&a)), origin_id(&sources::named_key(&b)));
        let shown =
            |(a, b): (ItemId, ItemId)| (origin_id(&sources::recording_key(&a)), origin_id(&sources::recording_key(&b)));
        let decided = decisions.same_source.iter().map(|same| (same.origins[0].clone(), same.origins[1].clone()));
        let pairs: Vec<(String, String)> = roster
            .pairs()
            .into_iter()
            .map(named)
            .chain(recordings.pairs().into_iter().map(shown))
            .chain(decided)
            .collect();
        let ids: BTreeSet<String> = pairs.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let place: BTreeMap<String, usize> = ids.iter().cloned().zip(0..).collect();
        let mut unions = Unions::new(ids.len());
        pairs.iter().for_each(|(a, b)| unions.join(place[a], place[b]));
        SameIdentity { place, ids, unions }
    }

    fn of(&self, id: &str) -> String {
        self.place.get(id).map_or_else(|| id.to_owned(), |place| self.ids[self.unions.root(*place)].clone())
    }
}
