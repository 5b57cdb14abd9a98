//! The way of every statement back to its origin, inside one answer: a statement that names a source leads to it; one
//! that names an outlet of the case leads to what that outlet says; one in a copied passage leads to the passage's
//! first place; a ring of outlets that only cite each other leads nowhere.

use crate::case::{Case, origin_id};
use crate::mentions::{self, Nearness, Page};
use crate::names;
use crate::passages::{Copy, verbatim};
use crate::short_bodies;
use crate::sources::{SourceKind, named_key, recording_key, step};
use crate::unions::Unions;
use crate::weak::{self, WeakLink};
use model::{BlockRole, CreditRole, ItemId, LinkKind, RoadStep, Stance, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// All roads of a case.
pub(crate) struct Roads {
    /// Statements that give one answer, with their roads. The first ones are those of the groups, in their order.
    pub answers: Vec<Answer>,
    /// By group: who is against it, with the answer in which the road of each is told.
    pub against: Vec<Vec<(usize, usize)>>,
}

/// Statements that give one answer.
#[derive(Default)]
pub(crate) struct Answer {
    /// By statement, where its road ends.
    pub ends: BTreeMap<usize, End>,
    /// What may be one.
    pub weak: Vec<WeakLink>,
}

/// The end of a road.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// Key of the origin; `None` = it leads to none.
    pub origin: Option<String>,
    /// Why it leads to none.
    pub nowhere: Option<String>,
    /// The statement at which the road ends: the same one, or the one it was taken from.
    pub last: usize,
    /// The steps from the statement.
    pub steps: Vec<RoadStep>,
}

/// Follows every statement of every group.
pub(crate) fn follow(case: &Case) -> Roads {
    let stances: Vec<[Vec<usize>; 2]> = case.groups.iter().map(|group| members(case, group)).collect();
    let mut answers: Vec<Answer> = stances.iter().map(|[says, _]| answer(case, says)).collect();
    let mut answers_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, [says, _]) in stances.iter().enumerate() {
        says.iter().for_each(|statement| answers_of.entry(*statement).or_default().push(place));
    }
    let opposed: Vec<BTreeSet<usize>> = stances.iter().map(|[_, against]| against.iter().copied().collect()).collect();
    let mut against = Vec::new();
    for [says, others] in &stances {
        let opposes_us = |place: &usize| says.iter().any(|statement| opposed[*place].contains(statement));
        let home = |statement: &usize| answers_of.get(statement).into_iter().flatten().copied().find(opposes_us);
        let homeless: Vec<usize> = others.iter().copied().filter(|statement| home(statement).is_none()).collect();
        let extra = answers.len();
        against.push(others.iter().map(|statement| (*statement, home(statement).unwrap_or(extra))).collect());
        if !homeless.is_empty() {
            answers.push(answer(case, &homeless));
        }
    }
    Roads { answers, against }
}

fn members(case: &Case, group: &model::ClaimGroup) -> [Vec<usize>; 2] {
    let of = |stance: Stance| {
        let members = group.members.iter().filter(|member| member.stance == stance);
        let places = members.filter_map(|member| case.place_of.get(member.statement.as_str()).copied());
        let counted: BTreeSet<usize> = places.filter(|s| case.sources[*s].kind != SourceKind::Comment).collect();
        counted.into_iter().collect()
    };
    [of(Stance::For), of(Stance::Against)]
}

fn answer(case: &Case, statements: &[usize]) -> Answer {
    let around = Around::of(case, statements);
    let mut next: BTreeMap<usize, Next> = statements.iter().map(|s| (*s, around.next(*s))).collect();
    around.lead_copies_to_their_source(&mut next);
    around.lead_to_those_mentioned(&mut next);
    let nowhere = around.rings(&mut next);
    let mut ends = around.ends(&next, &nowhere);
    short_bodies::lead_on(case, &mut ends);
    let weak = weak::links(case, &around.by_item, &around.copies, &ends);
    Answer { ends, weak }
}

/// The next step from a statement.
#[derive(Clone, Debug)]
enum Next {
    /// The road ends here.
    End { origin: String, steps: Vec<RoadStep>, informed: bool },
    /// It leads to another statement.
    Pass { to: usize, step: RoadStep, copied: bool },
    /// Who says it is not known.
    Unknown,
}

/// One answer's statements, indexed.
struct Around<'c, 'a> {
    case: &'c Case<'a>,
    by_item: BTreeMap<ItemId, Vec<usize>>,
    by_outlet: BTreeMap<String, Vec<usize>>,
    copies: BTreeMap<usize, Vec<Copy>>,
}

impl<'c, 'a> Around<'c, 'a> {
    fn of(case: &'c Case<'a>, statements: &[usize]) -> Around<'c, 'a> {
        let mut around = Around { case, by_item: BTreeMap::new(), by_outlet: BTreeMap::new(), copies: BTreeMap::new() };
        for statement in statements.iter().copied() {
            let item = case.statements[statement].item;
            around.by_item.entry(item).or_default().push(statement);
            if let Some((outlet, _)) = case.roster.outlet_of(&item) {
                around.by_outlet.entry(outlet).or_default().push(statement);
            }
        }
        let open: Vec<usize> = statements.iter().copied().filter(|s| case.sources[*s].kind.is_open()).collect();
        for statement in &open {
            around.copies.insert(*statement, case.passages.copies(case, *statement, &around.by_item));
        }
        for (statement, copy) in verbatim(case, statements) {
            around.add_verbatim(statement, copy);
        }
        around
    }

    fn add_verbatim(&mut self, statement: usize, copy: Copy) {
        let back = Copy { other: statement, ..copy.clone() };
        for (own, copy) in [(statement, copy.clone()), (copy.other, back)] {
            let known = self.copies.entry(own).or_default();
            if !known.iter().any(|c| c.other == copy.other && c.strength == Strength::Strong) {
                known.push(copy);
            }
        }
    }

    // ---- what a statement itself points to ----

    fn next(&self, statement: usize) -> Next {
        let source = &self.case.sources[statement];
        if source.kind == SourceKind::Unknown {
            return Next::Unknown;
        }
        let summary = source.kind == SourceKind::Own || (source.kind.is_open() && self.in_headline(statement));
        let pointed = if summary { self.source_on_the_same_page(statement) } else { None };
        let pointed = self
            .passed_on(statement)
            .or(pointed)
            .or_else(|| self.cited(statement))
            .or_else(|| self.credited(statement))
            .or_else(|| self.linked(statement));
        pointed.unwrap_or_else(|| self.end(statement))
    }

    /// Of a nested attribution ("A reported that B said so") the outer level only passes on what the inner one says.
    fn passed_on(&self, statement: usize) -> Option<Next> {
        let own = self.case.statements[statement];
        let inside = |other: &usize| {
            let inner = self.case.statements[*other];
            let deeper = inner.chain.len() > own.chain.len() && own.content.span().contains(&inner.content.span());
            // Of "the minister has told a meeting that …, a participant told" the minister's words lie in the participant's.
            let named_inside = inner.source.as_ref().is_some_and(|source| own.content.span().contains(&source.span()));
            deeper || named_inside && (own.content.start_byte..own.content.end_byte).contains(&inner.content.start_byte)
        };
        let inner = self.by_item.get(&own.item)?.iter().copied().filter(|other| *other != statement && inside(other));
        let to = inner.max_by_key(|other| (self.case.statements[*other].chain.len(), std::cmp::Reverse(*other)))?;
        let place = self.case.place_words(statement);
        Some(pass(to, step(&place, &place, "it passes on what the one it names says".to_owned(), Strength::Strong)))
    }

    /// A headline sums up the article: whom it leaves unnamed, the article may name.
    fn in_headline(&self, statement: usize) -> bool {
        let own = self.case.statements[statement];
        let blocks = self.case.items.get(&own.item).map(|facts| facts.blocks.as_slice()).unwrap_or_default();
        blocks.iter().any(|block| block.block == own.block && block.role == BlockRole::Title)
    }

    /// A headline repeats what the article attributes: the outlet does not speak for itself.
    fn source_on_the_same_page(&self, statement: usize) -> Option<Next> {
        let same = self.by_item.get(&self.case.statements[statement].item)?;
        let names_one = |other: &usize| {
            let kind = self.case.sources[*other].kind;
            let sums_up = kind.is_open() && self.in_headline(*other);
            !matches!(kind, SourceKind::Own | SourceKind::Unknown) && !sums_up
        };
        let sourced = same.iter().copied().filter(names_one);
        let to = self.best(statement, sourced)?;
        let place = self.case.place_words(statement);
        Some(pass(to, step(&place, &place, "the same page attributes it to a source".to_owned(), Strength::Strong)))
    }

    /// The outlet that the chain cites, where that outlet's own words are in the case.
    fn cited(&self, statement: usize) -> Option<Next> {
        let source = &self.case.sources[statement];
        let outlet = source.cites.as_ref()?;
        let to = self.best(statement, self.said_by_outlet(statement, outlet))?;
        let mut chain = source.steps.clone();
        let item = self.case.item_words(&self.case.statements[to].item);
        let mut last = chain
            .pop()
            .unwrap_or_else(|| step(&self.case.place_words(statement), &item, "cites it".to_owned(), Strength::Strong));
        last.reason = format!("{}; its own page is in the case: {item}", last.reason);
        Some(pass(to, last))
    }

    fn credited(&self, statement: usize) -> Option<Next> {
        if !self.case.sources[statement].kind.is_open() {
            return None;
        }
        let (outlet, words) = self.credit(statement)?;
        let to = self.best(statement, self.said_by_outlet(statement, &outlet))?;
        let (from, name) = (self.case.place_words(statement), self.case.place_words(to));
        Some(pass(to, step(&from, &name, words, Strength::Strong)))
    }

    /// Key of whom the item's credit line names for its text, nearest to the maker, with the line in words.
    fn credit(&self, statement: usize) -> Option<(String, String)> {
        let item = self.case.statements[statement].item;
        let own = self.case.roster.outlet_of(&item).map(|(key, _)| key);
        let role_words = |role: CreditRole| match role {
            CreditRole::Via => Some("via"),
            CreditRole::OriginallyPublished => Some("originally published at"),
            CreditRole::Agency => Some("agency"),
            _ => None,
        };
        let credits = self.case.items.get(&item)?.credits.iter().filter(|credit| !credit.of_picture);
        let named = credits.filter_map(|credit| {
            let key = self.case.roster.key_of(&names::outlet_key(&credit.name));
            let words = format!("credit line: {} {}", role_words(credit.role)?, credit.name);
            (Some(&key) != own.as_ref() && !key.is_empty()).then_some((credit.step, credit.start_byte, key, words))
        });
        named.min().map(|(_, _, key, words)| (key, words))
    }

    /// An item that the page names as its source by a link.
    fn linked(&self, statement: usize) -> Option<Next> {
        if self.case.sources[statement].kind != SourceKind::Own {
            return None;
        }
        let facts = self.case.items.get(&self.case.statements[statement].item)?;
        let cited = facts.links.iter().filter(|link| link.kind == LinkKind::Cites).filter_map(|link| link.target_item);
        let said =
            cited.filter(|item| *item != facts.item).filter_map(|item| self.by_item.get(&item)).flatten().copied();
        let to = self.best(statement, said)?;
        let (from, name) = (self.case.place_words(statement), self.case.place_words(to));
        Some(pass(to, step(&from, &name, "the page links to it as its source".to_owned(), Strength::Strong)))
    }

    fn said_by_outlet(&self, statement: usize, outlet: &str) -> impl Iterator<Item = usize> + '_ {
        let own = self.case.statements[statement].item;
        let said = self.by_outlet.get(outlet).into_iter().flatten().copied();
        said.filter(move |other| self.case.statements[*other].item != own)
    }

    /// The statement that says most of where it comes from; of several the one worded most alike, then the earliest.
    fn best(&self, statement: usize, others: impl Iterator<Item = usize>) -> Option<usize> {
        let likeness = |other: usize| self.case.wordings[statement].alike_0_1(&self.case.wordings[other]);
        others.filter(|other| *other != statement).min_by(|a, b| {
            let rank = |other: usize| (self.points_on(other), self.case.sources[other].kind);
            let time = |other: usize| self.case.moments[other].map_or(i64::MAX, |moment| moment.to);
            rank(*a)
                .cmp(&rank(*b))
                .then(likeness(*b).total_cmp(&likeness(*a)))
                .then(time(*a).cmp(&time(*b)))
                .then(a.cmp(b))
        })
    }

    /// Whether it only cites another outlet of this answer.
    fn points_on(&self, statement: usize) -> bool {
        let cited = self.case.sources[statement].cites.as_ref();
        cited.is_some_and(|outlet| self.said_by_outlet(statement, outlet).next().is_some())
    }

    fn end(&self, statement: usize) -> Next {
        let source = &self.case.sources[statement];
        let open = source.kind.is_open() && source.cites.is_none();
        let Some((outlet, words)) = self.credit(statement).filter(|_| open) else {
            let whole_copy = || self.copies.get(&statement).into_iter().flatten().any(|copy| copy.whole);
            let informed = !source.kind.is_open() || source.cites.is_some() || source.self_reliant && !whole_copy();
            return Next::End { origin: source.origin.clone(), steps: source.steps.clone(), informed };
        };
        let place = self.case.place_words(statement);
        let name = self.case.roster.display_of(&outlet);
        let mut steps = vec![step(&place, &name, words, Strength::Strong)];
        steps.extend(source.steps.iter().cloned().map(|mut own| {
            if own.from == place {
                own.from.clone_from(&name);
            }
            own
        }));
        Next::End { origin: credited_origin(source.kind, &source.origin, &outlet), steps, informed: true }
    }

    // ---- copied passages ----

    /// Statements in one copied passage are one utterance: those that name no source follow one that does, else the
    /// passage's first place.
    fn lead_copies_to_their_source(&self, next: &mut BTreeMap<usize, Next>) {
        for passage in self.passages() {
            let uninformed: Vec<usize> =
                passage.iter().copied().filter(|s| matches!(next[s], Next::End { informed: false, .. })).collect();
            let leads_out = |s: &usize| match &next[s] {
                Next::End { informed, .. } => *informed,
                Next::Pass { to, .. } => !passage.contains(to),
                Next::Unknown => false,
            };
            let informed: Vec<usize> = passage.iter().copied().filter(leads_out).collect();
            let root = uninformed.iter().copied().min_by_key(|s| self.nearness_to_source(*s));
            for statement in uninformed {
                let target = self.nearest_informed(statement, &informed).or(root.filter(|root| *root != statement));
                if let Some(to) = target {
                    next.insert(statement, self.copy_step(statement, to));
                }
            }
        }
    }

    fn passages(&self) -> Vec<BTreeSet<usize>> {
        let members: BTreeSet<usize> = self.by_item.values().flatten().copied().collect();
        let members: Vec<usize> = members.into_iter().collect();
        let place: BTreeMap<usize, usize> = members.iter().copied().zip(0..).collect();
        let mut unions = Unions::new(members.len());
        for (statement, copies) in &self.copies {
            for copy in copies.iter().filter(|copy| copy.strength == Strength::Strong) {
                unions.join(place[statement], place[&copy.other]);
            }
        }
        let mut passages: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (at, statement) in members.iter().enumerate() {
            passages.entry(unions.root(at)).or_default().insert(*statement);
        }
        passages.into_values().filter(|passage| passage.len() > 1).collect()
    }

    fn nearness_to_source(&self, statement: usize) -> (SourceKind, bool, i64, ItemId, usize) {
        let own = self.case.statements[statement].item;
        let copies = self.copies.get(&statement).into_iter().flatten();
        let derived = copies
            .filter(|copy| copy.strength == Strength::Strong)
            .any(|copy| copy.from.is_some_and(|from| from != own));
        let out = self.case.moments[statement].map_or(i64::MAX, |moment| moment.to);
        (self.case.sources[statement].kind, derived, out, own, statement)
    }

    fn nearest_informed(&self, statement: usize, informed: &[usize]) -> Option<usize> {
        let direct = |other: usize| self.copy_between(statement, other).is_none();
        informed.iter().copied().min_by_key(|other| (direct(*other), self.nearness_to_source(*other)))
    }

    fn copy_between(&self, statement: usize, other: usize) -> Option<&Copy> {
        self.copies.get(&statement)?.iter().find(|copy| copy.other == other)
    }

    fn copy_step(&self, statement: usize, to: usize) -> Next {
        let (from, place) = (self.case.place_words(statement), self.case.place_words(to));
        let found = self.copy_between(statement, to);
        let words = found
            .map_or_else(|| format!("the same passage as {place}, by way of other copies"), |copy| copy.words.clone());
        let mut step = step(&from, &place, words, Strength::Strong);
        step.via_match = found.and_then(|copy| copy.found.clone());
        step.decision = step.via_match.as_ref().and_then(|id| self.case.decisions.accepted.get(id)).cloned();
        Next::Pass { to, step, copied: true }
    }

    // ---- sources that are only mentioned ----

    /// A statement that gives no source goes back to a source of this answer that its page names or shows; one whose
    /// sentence names another outlet that gives the answer too cites it.
    fn lead_to_those_mentioned(&self, next: &mut BTreeMap<usize, Next>) {
        let known = self.known_sources(next);
        let shown = self.known_recordings(next);
        let ends_here = |s: &usize| matches!(next[s], Next::End { informed: false, .. });
        let open: Vec<usize> = next.keys().copied().filter(ends_here).collect();
        for statement in next.keys().copied().collect::<Vec<usize>>() {
            let body = self.body_of_officer(statement, next);
            body.into_iter().for_each(|step| drop(next.insert(statement, step)));
        }
        for statement in open {
            let page = Page::around(self.case, statement);
            let Some(reach) = mentions::reach(self.case, statement, &page) else { continue };
            let found = self.mentioned(statement, &page, &known, reach);
            let found = found.or_else(|| self.shown(statement, &shown).filter(|_| reach == Nearness::Article));
            let near = reach.min(Nearness::Sentence);
            let found = found.or_else(|| self.mentioned(statement, &page, &self.by_outlet, near));
            found.into_iter().for_each(|step| drop(next.insert(statement, step)));
        }
    }

    /// An officer of whom nothing says for whom they speak is of the one body that says the same on the same page.
    fn body_of_officer(&self, statement: usize, next: &BTreeMap<usize, Next>) -> Option<Next> {
        if !weak::speaks_for_somebody(self.case, statement) || !matches!(next[&statement], Next::End { .. }) {
            return None;
        }
        let same_page = self.by_item.get(&self.case.statements[statement].item)?;
        let is_body = |other: &usize| {
            let ends = matches!(next[other], Next::End { .. }) && self.case.sources[*other].kind == SourceKind::Named;
            ends && weak::name_of_source(self.case, *other).is_some_and(|name| names::is_named_body(&name))
        };
        let bodies: Vec<usize> = same_page.iter().copied().filter(|s| *s != statement).filter(is_body).collect();
        let origins: BTreeSet<&String> = bodies.iter().map(|body| &self.case.sources[*body].origin).collect();
        let to = *bodies.first().filter(|_| origins.len() == 1)?;
        let (from, name) = (self.case.place_words(statement), weak::name_of_source(self.case, to)?);
        let reason = format!("an officer, and {name} is the only body that says so on the same page");
        Some(pass(to, step(&from, &name, reason, Strength::Strong)))
    }

    /// The nearest of the `known` that the page of a statement names.
    fn mentioned(
        &self,
        statement: usize,
        page: &Page,
        known: &BTreeMap<String, Vec<usize>>,
        farthest: Nearness,
    ) -> Option<Next> {
        let own = self.case.statements[statement].item;
        let mentioned = known.iter().filter_map(|(key, from)| {
            let roster = &self.case.roster;
            let called = || page.calls_its_source(&roster.offices_of(key));
            let place = page.names(&roster.spellings_of(key)).filter(|(near, _)| *near <= farthest).or_else(called)?;
            let others = from.iter().copied().filter(|other| self.case.statements[*other].item != own);
            Some((place, key, self.best(statement, others)?))
        });
        let ((nearness, _), key, to) = mentioned.min()?;
        let (from, name) = (self.case.place_words(statement), self.case.roster.display_of(key));
        let reason = format!("it names {name} {}; {name} says the same elsewhere", nearness.words());
        Some(pass(to, step(&from, &name, reason, Strength::Strong)))
    }

    /// A recording that shows this, as other pages say, and that the page shows as well.
    fn shown(&self, statement: usize, recordings: &BTreeMap<ItemId, usize>) -> Option<Next> {
        let facts = self.case.items.get(&self.case.statements[statement].item)?;
        let embedded = facts.links.iter().filter(|link| link.kind == LinkKind::Embeds);
        let root = embedded.filter_map(|link| self.case.recordings.root_of(&link.target_item?));
        let to = root.filter_map(|root| recordings.get(&root).copied()).find(|to| *to != statement)?;
        let (from, name) = (self.case.place_words(statement), self.case.place_words(to));
        let reason = format!("it shows the recording in which {name} sees the same");
        Some(pass(to, step(&from, &name, reason, Strength::Strong)))
    }

    fn known_recordings(&self, next: &BTreeMap<usize, Next>) -> BTreeMap<ItemId, usize> {
        let shown = next.keys().copied().filter(|s| self.case.sources[*s].kind == SourceKind::Recording);
        let roots = self.case.recordings.roots();
        let root = |s: usize| roots.iter().copied().find(|root| recording_key(root) == self.case.sources[s].origin);
        shown.filter_map(|statement| Some((root(statement)?, statement))).collect()
    }

    /// Who is known to say this, by key, with the statements that have it from there and that lead to nothing open.
    fn known_sources(&self, next: &BTreeMap<usize, Next>) -> BTreeMap<String, Vec<usize>> {
        let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (statement, step) in next {
            let source = &self.case.sources[*statement];
            let named = source.kind == SourceKind::Named && matches!(step, Next::End { informed: true, .. });
            let key = if named { source.cites.clone() } else { None };
            let outlet = self.case.roster.outlet_of(&self.case.statements[*statement].item).map(|(key, _)| key);
            let saw = matches!(step, Next::End { .. })
                && source.kind == SourceKind::Own
                && Page::around(self.case, *statement).says_it_saw();
            for key in key.into_iter().chain(outlet.filter(|_| named || saw)) {
                known.entry(key).or_default().push(*statement);
            }
        }
        known
    }

    // ---- rings ----

    /// Statements that lead into a ring, with the ring in words. A ring that hangs together only by a copied passage is
    /// none: it is opened at the earliest place of that passage.
    fn rings(&self, next: &mut BTreeMap<usize, Next>) -> BTreeMap<usize, String> {
        let mut rings: BTreeMap<usize, String> = BTreeMap::new();
        let statements: Vec<usize> = next.keys().copied().collect();
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for start in statements {
            while let Some(ring) = ring_from(next, start, &mut done, &rings) {
                let copied = |s: &&usize| matches!(next[s], Next::Pass { copied: true, .. });
                match ring.iter().filter(copied).copied().min_by_key(|s| self.nearness_to_source(*s)) {
                    Some(first) => drop(next.insert(first, self.end(first))),
                    None => {
                        let words = self.ring_words(&ring);
                        rings.extend(ring.into_iter().map(|statement| (statement, words.clone())));
                    }
                }
            }
        }
        rings
    }

    fn ring_words(&self, ring: &[usize]) -> String {
        let mut names: Vec<String> = Vec::new();
        let start = ring.iter().enumerate().min_by_key(|(_, s)| **s).map_or(0, |(at, _)| at);
        for statement in ring[start..].iter().chain(&ring[..start]) {
            let name = self.case.place_words(*statement);
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
        if names.len() > 1 && names.first() == names.last() {
            names.pop();
        }
        let pairs: Vec<String> =
            names.iter().zip(names.iter().cycle().skip(1)).map(|(from, to)| format!("{from} cites {to}")).collect();
        format!("a ring: {}; none of them names anybody who saw it", pairs.join(", "))
    }

    // ---- ends ----

    fn ends(&self, next: &BTreeMap<usize, Next>, rings: &BTreeMap<usize, String>) -> BTreeMap<usize, End> {
        let mut ends: BTreeMap<usize, End> = BTreeMap::new();
        for start in next.keys().copied() {
            let mut way = Vec::new();
            let mut at = start;
            while let (false, false, Next::Pass { to, .. }) =
                (ends.contains_key(&at), rings.contains_key(&at), &next[&at])
            {
                way.push(at);
                at = *to;
            }
            ends.entry(at).or_insert_with(|| self.split(at, self.last_end(at, &next[&at], rings.get(&at))));
            for statement in way.into_iter().rev() {
                let Next::Pass { to, step, .. } = &next[&statement] else { continue };
                let mut end = ends[to].clone();
                end.steps.insert(0, step.clone());
                ends.insert(statement, self.split(statement, end));
            }
        }
        ends
    }

    fn last_end(&self, statement: usize, next: &Next, ring: Option<&String>) -> End {
        let place = self.case.place_words(statement);
        let steps = match next {
            Next::Pass { step, .. } => vec![step.clone()],
            _ => Vec::new(),
        };
        let nowhere = |words: String| End { origin: None, nowhere: Some(words), last: statement, steps };
        match (ring, next) {
            (Some(ring), _) => nowhere(ring.clone()),
            (None, Next::End { origin, steps, .. }) => {
                End { origin: Some(origin.clone()), nowhere: None, last: statement, steps: steps.clone() }
            }
            _ => nowhere(format!("{place}: who says “{}” was not found", self.case.statements[statement].content.text)),
        }
    }

    /// A statement or item that a person took out of its origin stands for itself.
    fn split(&self, statement: usize, end: End) -> End {
        let Some(origin) = &end.origin else { return end };
        let own = self.case.statements[statement];
        let item = own.item.hex();
        let identity = self.case.identity(&origin_id(origin));
        let fits = |split: &&crate::decisions::Split| {
            (split.member == own.id || split.member == item) && self.case.identity(&split.origin) == identity
        };
        let Some(split) = self.case.decisions.splits.iter().find(fits) else { return end };
        let place = self.case.place_words(statement);
        let mut step = step(&place, &place, "a person decided that it stands for itself".to_owned(), Strength::Strong);
        step.decision = Some(split.decision.clone());
        End { origin: Some(format!("split:{}", split.member)), nowhere: None, last: statement, steps: vec![step] }
    }
}

fn pass(to: usize, step: RoadStep) -> Next {
    Next::Pass { to, step, copied: false }
}

/// Whom a credited text without a named source goes back to: the credited outlet, or its unnamed source.
fn credited_origin(kind: SourceKind, origin: &str, outlet: &str) -> String {
    match kind {
        SourceKind::Unnamed => {
            let description = origin.split(':').nth(1).unwrap_or_default();
            format!("unnamed:{description}:{outlet}")
        }
        SourceKind::Footage => format!("footage:{outlet}"),
        _ => named_key(outlet),
    }
}

/// The ring that the way from `start` runs into, once; `None` = it ends, or runs into one that is known.
fn ring_from(
    next: &BTreeMap<usize, Next>,
    start: usize,
    done: &mut BTreeSet<usize>,
    rings: &BTreeMap<usize, String>,
) -> Option<Vec<usize>> {
    let mut way: Vec<usize> = Vec::new();
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut at = start;
    while !done.contains(&at) && !rings.contains_key(&at) {
        if let Some(from) = seen.get(&at) {
            return Some(way[*from..].to_vec());
        }
        seen.insert(at, way.len());
        way.push(at);
        match next.get(&at) {
            Some(Next::Pass { to, .. }) => at = *to,
            _ => break,
        }
    }
    done.extend(way);
    None
}
