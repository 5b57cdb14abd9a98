//! Counting: how many origins stand for and against each claim, and what would change the number.

use crate::case::Case;
use crate::listing::Identities;
use crate::roads::{Answer, End, Roads};
use crate::sources::SourceKind;
use model::{Claim, ClaimGroup, ClaimMember, Disagreement, DisagreementKind, Moment, OriginCount, Road, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// A counted claim with the pairs of origins that may be one.
pub(crate) struct Counted {
    /// The claim as it is shown.
    pub claim: Claim,
    /// Pairs of origin ids that a weak link joins.
    pub maybe_one: BTreeSet<(String, String)>,
}

/// Counts every claim, in order of their ids.
pub(crate) fn count(case: &Case, roads: &Roads, identities: &Identities) -> Vec<Counted> {
    (0..case.groups.len()).map(|place| Counting::of(case, roads, identities, place).finish()).collect()
}

struct Counting<'c, 'a> {
    case: &'c Case<'a>,
    identities: &'c Identities,
    group: &'c ClaimGroup,
    says: BTreeMap<usize, &'c End>,
    against: BTreeMap<usize, &'c End>,
    weak: Vec<Doubt>,
    says_origins: BTreeSet<String>,
    against_origins: BTreeSet<String>,
    unresolved: BTreeSet<String>,
}

/// A weak link between origins by their ids; `to` = `None` leads nowhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Doubt {
    from: String,
    to: Option<String>,
    reason: String,
    mutual: bool,
}

impl<'c, 'a> Counting<'c, 'a> {
    fn of(case: &'c Case<'a>, roads: &'c Roads, identities: &'c Identities, place: usize) -> Counting<'c, 'a> {
        let own = &roads.answers[place];
        let opposed: BTreeSet<usize> = roads.against[place].iter().map(|(_, answer)| *answer).collect();
        let end_in =
            |(statement, answer): &(usize, usize)| Some((*statement, roads.answers[*answer].ends.get(statement)?));
        let answers = std::iter::once(own).chain(opposed.into_iter().map(|answer| &roads.answers[answer]));
        let mut counting = Counting {
            case,
            identities,
            group: case.groups[place],
            says: own.ends.iter().map(|(statement, end)| (*statement, end)).collect(),
            against: roads.against[place].iter().filter_map(end_in).collect(),
            weak: doubts(identities, answers),
            says_origins: BTreeSet::new(),
            against_origins: BTreeSet::new(),
            unresolved: BTreeSet::new(),
        };
        counting.says_origins = counting.origins_of(&counting.says);
        counting.against_origins = counting.origins_of(&counting.against);
        counting
    }

    fn finish(mut self) -> Counted {
        self.list_what_leads_nowhere();
        self.let_denials_and_revisions_count();
        let (says, against) = (self.number(&self.says_origins), self.number(&self.against_origins));
        let roads = self.roads();
        let would_change = self.would_change(&says, &against);
        let claim = Claim {
            id: self.group.id.clone(),
            text: self.group.text.clone(),
            statements: self.group.members.iter().map(|member| member.statement.clone()).collect(),
            origins_for: says,
            origins_against: against,
            unresolved: self.unresolved.iter().cloned().collect(),
            disagreements: self.disagreements(),
            roads,
            would_change,
        };
        let both = |doubt: Doubt| doubt.to.map(|to| (doubt.from.clone().min(to.clone()), doubt.from.max(to)));
        Counted { claim, maybe_one: self.weak.into_iter().filter_map(both).collect() }
    }

    fn origin_of(&self, end: &End) -> Option<String> {
        end.origin.as_ref().map(|key| self.identities.id_of(key))
    }

    fn origins_of(&self, ends: &BTreeMap<usize, &End>) -> BTreeSet<String> {
        ends.values().filter_map(|end| self.origin_of(end)).collect()
    }

    fn list_what_leads_nowhere(&mut self) {
        let nowhere = self.says.values().chain(self.against.values()).filter_map(|end| end.nowhere.clone());
        self.unresolved.extend(nowhere);
        for member in self.group.members.iter().filter(|member| member.stance == Stance::Unresolved) {
            let place = self.case.place_of.get(member.statement.as_str());
            let comment = place.is_some_and(|place| self.case.sources[*place].kind == SourceKind::Comment);
            if let Some(place) = place.filter(|_| !comment) {
                self.unresolved.insert(format!("{}: {}", self.case.place_words(*place), member.reason));
            }
        }
    }

    // ---- one origin on both sides ----

    /// An origin on both sides either denies what others say it said, or gave two answers one after the other.
    fn let_denials_and_revisions_count(&mut self) {
        let both: Vec<String> = self.says_origins.intersection(&self.against_origins).cloned().collect();
        for origin in both {
            let label = self.identities.name(&origin);
            if self.denies(&origin) {
                self.says_origins.remove(&origin);
                self.unresolved
                    .insert(format!("{label} is said to have said it and denies it: it stands under against"));
                continue;
            }
            self.against_origins.remove(&origin);
            let (first_said, first_against) =
                (self.first_of(&self.says, &origin), self.first_of(&self.against, &origin));
            let words = match (first_said, first_against) {
                (Some(said), Some(against)) if said.is_before(&against) => {
                    self.says_origins.remove(&origin);
                    format!(
                        "{label} said this first and another answer later: the later one revises it, so it no longer stands for this one"
                    )
                }
                (Some(said), Some(against)) if against.is_before(&said) => {
                    format!("{label} gave another answer first and this one later: this one revises it")
                }
                _ => format!("{label} gave this answer and another one; which came first is not known"),
            };
            self.unresolved.insert(words);
        }
    }

    fn denies(&self, origin: &str) -> bool {
        let own = |end: &End| self.origin_of(end).as_deref() == Some(origin);
        let denials =
            |ends: &BTreeMap<usize, &End>| ends.iter().any(|(s, end)| own(end) && self.case.statements[*s].denial);
        let asserts = self.says.iter().any(|(s, end)| own(end) && !self.case.statements[*s].denial);
        denials(&self.against) && asserts
    }

    /// When an origin first gave this answer, as far as the items tell.
    fn first_of(&self, ends: &BTreeMap<usize, &End>, origin: &str) -> Option<Moment> {
        let own = ends.iter().filter(|(_, end)| self.origin_of(end).as_deref() == Some(origin));
        let moments: Option<Vec<Moment>> = own.map(|(statement, _)| self.case.moments[*statement]).collect();
        moments?.into_iter().reduce(|a, b| Moment { from: a.from.min(b.from), to: a.to.min(b.to) })
    }

    // ---- numbers ----

    fn number(&self, origins: &BTreeSet<String>) -> OriginCount {
        let list: Vec<String> = origins.iter().cloned().collect();
        let high = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let inside: Vec<&Doubt> = self
            .weak
            .iter()
            .filter(|doubt| origins.contains(&doubt.from) && doubt.to.as_ref().is_none_or(|to| origins.contains(to)))
            .collect();
        OriginCount { low: lowest(&list, &inside), high, origins: list }
    }

    // ---- what is shown ----

    fn roads(&self) -> Vec<Road> {
        let road = |member: &ClaimMember| {
            let statement = self.case.place_of.get(member.statement.as_str());
            let end = statement.and_then(|s| self.says.get(s).or_else(|| self.against.get(s)));
            Road {
                statement: member.statement.clone(),
                stance: member.stance,
                stance_reason: member.reason.clone(),
                origin: end.and_then(|end| self.origin_of(end)),
                steps: end.map(|end| self.identities.with_decisions(end)).unwrap_or_default(),
            }
        };
        self.group.members.iter().map(road).collect()
    }

    /// What one origin says first and later is a revision, no disagreement; its denial is one.
    fn disagreements(&self) -> Vec<Disagreement> {
        let origin = |statement: &String| {
            let place = self.case.place_of.get(statement.as_str())?;
            self.says.get(place).or_else(|| self.against.get(place)).and_then(|end| self.origin_of(end))
        };
        let between_origins = |disagreement: &&Disagreement| {
            let [a, b] = &disagreement.statements;
            disagreement.kind == DisagreementKind::Denial || origin(a).is_none() || origin(a) != origin(b)
        };
        self.group.disagreements.iter().filter(between_origins).cloned().collect()
    }

    fn would_change(&self, says: &OriginCount, against: &OriginCount) -> Vec<String> {
        let counted: BTreeSet<&String> = says.origins.iter().chain(&against.origins).collect();
        let mut list: BTreeSet<String> = BTreeSet::new();
        for doubt in self.weak.iter().filter(|doubt| counted.contains(&doubt.from)) {
            let from = self.identities.name(&doubt.from);
            match &doubt.to {
                Some(to) if counted.contains(to) => {
                    let to = self.identities.name(to);
                    list.insert(format!(
                        "If “{from}” and “{to}” are one source, there is one fewer ({}).",
                        doubt.reason
                    ));
                }
                Some(_) => {}
                None => drop(
                    list.insert(format!("If “{from}” only repeats the ring, there is one fewer ({}).", doubt.reason)),
                ),
            }
        }
        for origin in counted {
            list.extend(self.identities.what_would_help(origin));
        }
        list.extend(self.unresolved.iter().map(|open| format!("Not counted as it stands: {open}.")));
        list.into_iter().collect()
    }
}

fn doubts<'r>(identities: &Identities, answers: impl Iterator<Item = &'r Answer>) -> Vec<Doubt> {
    let mut doubts = BTreeSet::new();
    for link in answers.flat_map(|answer| &answer.weak) {
        let (from, to) = (identities.id_of(&link.from), link.to.as_ref().map(|to| identities.id_of(to)));
        if to.as_ref() != Some(&from) {
            doubts.insert(Doubt { from, to, reason: link.reason.clone(), mutual: link.mutual });
        }
    }
    doubts.into_iter().collect()
}

/// The least number that the doubts allow. An origin in doubt may be any one that its doubts lead to, or nothing where
/// they lead into a ring; but that it may be either of two others does not make those two one.
fn lowest(origins: &[String], doubts: &[&Doubt]) -> u32 {
    let place: BTreeMap<&String, usize> = origins.iter().zip(0..).collect();
    let mut leads_to: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); origins.len()];
    let mut drains: BTreeSet<usize> = BTreeSet::new();
    for doubt in doubts {
        let from = place[&doubt.from];
        let Some(to) = doubt.to.as_ref().map(|to| place[to]) else {
            drains.insert(from);
            continue;
        };
        leads_to[from].insert(to);
        if doubt.mutual {
            leads_to[to].insert(from);
        }
    }
    let reached: Vec<BTreeSet<usize>> = (0..origins.len()).map(|origin| reachable(&leads_to, origin)).collect();
    let stays = |origin: &usize| {
        let last = reached[*origin].iter().all(|other| reached[*other].contains(origin));
        let first_of_its_like = reached[*origin].first() == Some(origin);
        last && first_of_its_like && reached[*origin].is_disjoint(&drains)
    };
    u32::try_from((0..origins.len()).filter(stays).count()).unwrap_or(u32::MAX)
}

/// What can be reached from `start`, itself included.
fn reachable(leads_to: &[BTreeSet<usize>], start: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        open.extend(leads_to[at].iter().copied().filter(|next| reached.insert(*next)));
    }
    reached
}
