//! Clusters of mentions that ask one question.

use crate::grouping::candidates;
use crate::grouping::features::{Case, Polarity};
use crate::grouping::interval::Interval;
use crate::grouping::similarity::{days_fit, same_question};
use std::collections::{BTreeMap, BTreeSet};

/// Mentions that ask one question, in order.
pub(super) struct Question {
    /// Indexes of the mentions, ascending.
    pub mentions: Vec<usize>,
}

/// Pairs of statements that a person decided not to speak of the same thing.
pub(super) struct Blocked {
    by_statement: BTreeMap<usize, BTreeSet<usize>>,
}

impl Blocked {
    /// Pairs of ids as pairs of statements; an id that no longer exists blocks nothing.
    pub fn read(case: &Case, blocked: &[[String; 2]]) -> Blocked {
        let index: BTreeMap<&str, usize> =
            case.statements.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
        let mut by_statement: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for [a, b] in blocked {
            if let (Some(a), Some(b)) = (index.get(a.as_str()), index.get(b.as_str())) {
                by_statement.entry(*a).or_default().insert(*b);
                by_statement.entry(*b).or_default().insert(*a);
            }
        }
        Blocked { by_statement }
    }

    /// Whether these two statements are held apart.
    pub fn holds(&self, a: usize, b: usize) -> bool {
        self.by_statement.get(&a).is_some_and(|others| others.contains(&b))
    }
}

/// The questions that statements ask, readers' comments left out, in order of their first mention.
pub(super) fn find(case: &Case, blocked: &Blocked) -> Vec<Question> {
    let mentions: Vec<usize> = (0..case.mentions.len()).filter(|m| !case.mentions[*m].comment).collect();
    let mut links: Vec<(f64, usize, usize)> = candidates::pairs(case, &mentions)
        .into_iter()
        .filter_map(|(a, b)| same_question(case, a, b).map(|likeness| (likeness, a, b)))
        .collect();
    // The most alike first, then by order of ids: the result does not depend on the order of the input.
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut clusters = Clusters::new(case, blocked);
    links.into_iter().for_each(|(_, a, b)| clusters.join(a, b));
    clusters.into_questions(&mentions)
}

/// Clusters under constraints: a link between two mentions joins their clusters only if nothing in one excludes
/// anything in the other. Without this, a statement that leaves the place open would chain two events together.
struct Clusters<'a> {
    case: &'a Case<'a>,
    blocked: &'a Blocked,
    parent: Vec<usize>,
    facts: Vec<Facts>,
}

struct Facts {
    mentions: Vec<usize>,
    places: BTreeSet<String>,
    /// Latest first day and earliest last day: two clusters fit when all their dates do, pair by pair.
    days: Option<(i64, i64)>,
    answers: BTreeMap<usize, Vec<Interval>>,
}

impl<'a> Clusters<'a> {
    fn new(case: &'a Case<'a>, blocked: &'a Blocked) -> Clusters<'a> {
        let facts = case.mentions.iter().enumerate().map(|(index, mention)| Facts {
            mentions: vec![index],
            places: case.narrow_places_of(index).clone(),
            days: mention.days,
            answers: mention.interval.map(|interval| (mention.statement, vec![interval])).into_iter().collect(),
        });
        Clusters { case, blocked, parent: (0..case.mentions.len()).collect(), facts: facts.collect() }
    }

    fn root(&mut self, mut mention: usize) -> usize {
        while self.parent[mention] != mention {
            self.parent[mention] = self.parent[self.parent[mention]];
            mention = self.parent[mention];
        }
        mention
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || !self.fit(a, b) {
            return;
        }
        let (large, small) = if self.facts[a].mentions.len() >= self.facts[b].mentions.len() { (a, b) } else { (b, a) };
        self.parent[small] = large;
        let taken = std::mem::replace(&mut self.facts[small], Facts::empty());
        self.facts[large].take_over(taken);
    }

    fn fit(&self, a: usize, b: usize) -> bool {
        let (left, right) = (&self.facts[a], &self.facts[b]);
        let places_fit = left.places.is_empty() || right.places.is_empty() || !left.places.is_disjoint(&right.places);
        places_fit
            && days_fit(left.days, right.days)
            && !self.one_speaker_gives_both(left, right)
            && !self.held_apart(left, right)
    }

    /// "12 dead in one blast and 3 in another": a statement that gives two numbers answers two questions.
    fn one_speaker_gives_both(&self, left: &Facts, right: &Facts) -> bool {
        let (few, many) = if left.answers.len() < right.answers.len() { (left, right) } else { (right, left) };
        few.answers.iter().any(|(statement, intervals)| {
            let others = many.answers.get(statement).map(Vec::as_slice).unwrap_or_default();
            intervals.iter().any(|interval| others.iter().any(|other| !interval.agrees_with(other)))
        })
    }

    fn held_apart(&self, left: &Facts, right: &Facts) -> bool {
        let statement = |mention: &usize| self.case.mentions[*mention].statement;
        if self.blocked.by_statement.is_empty() {
            return false;
        }
        let (few, many) = if left.mentions.len() < right.mentions.len() { (left, right) } else { (right, left) };
        let blocked = few.mentions.iter().filter_map(|mention| self.blocked.by_statement.get(&statement(mention)));
        let blocked: BTreeSet<usize> = blocked.flatten().copied().collect();
        !blocked.is_empty() && many.mentions.iter().any(|mention| blocked.contains(&statement(mention)))
    }

    fn into_questions(mut self, mentions: &[usize]) -> Vec<Question> {
        let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for mention in mentions {
            by_root.entry(self.root(*mention)).or_default().push(*mention);
        }
        let mut questions: Vec<Question> = by_root.into_values().map(|mentions| Question { mentions }).collect();
        questions.sort_by_key(|question| question.mentions[0]);
        questions
    }
}

impl Facts {
    fn empty() -> Facts {
        Facts { mentions: Vec::new(), places: BTreeSet::new(), days: None, answers: BTreeMap::new() }
    }

    fn take_over(&mut self, other: Facts) {
        self.mentions.extend(other.mentions);
        self.places.extend(other.places);
        self.days = match (self.days, other.days) {
            (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.min(b.1))),
            (a, b) => a.or(b),
        };
        for (statement, intervals) in other.answers {
            self.answers.entry(statement).or_default().extend(intervals);
        }
    }
}

/// Whether a mention only denies: it is no answer of its own.
pub(super) fn only_denies(case: &Case, mention: usize) -> bool {
    case.mentions[mention].polarity == Polarity::Denies
}
