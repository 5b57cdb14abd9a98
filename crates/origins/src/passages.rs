//! Which statements stand in copied text: a match of two texts that covers both makes them one utterance.

use crate::case::Case;
use crate::decisions::Decisions;
use crate::wording::VERBATIM_WORDS;
use model::{Extent, ItemId, Match, MatchKind, Strength, TextSpan, Tier};
use std::collections::BTreeMap;

/// A match covers a statement if it covers so much of its content: half of a sentence is not the sentence.
const COVERED_SHARE_0_1: f64 = 0.6;

/// Text matches, by the items on both sides.
pub(crate) struct Passages<'a> {
    by_item: BTreeMap<ItemId, Vec<Side<'a>>>,
}

struct Side<'a> {
    own: &'a Extent,
    other_item: ItemId,
    other: &'a Extent,
    found: &'a Match,
    strength: Strength,
}

/// Two statements in one passage.
#[derive(Clone, Debug)]
pub(crate) struct Copy {
    /// The other statement.
    pub other: usize,
    /// Whether the passage is a copy or may be one.
    pub strength: Strength,
    /// The whole text is a copy, not a passage of it.
    pub whole: bool,
    /// Id of the match; `None` where the words themselves are the same.
    pub found: Option<String>,
    /// What says so.
    pub words: String,
    /// The item nearer the source, where the match knows it.
    pub from: Option<ItemId>,
}

impl<'a> Passages<'a> {
    /// Indexes the matches of text.
    pub fn read(matches: &[&'a Match], decisions: &Decisions) -> Passages<'a> {
        let mut by_item: BTreeMap<ItemId, Vec<Side<'a>>> = BTreeMap::new();
        for found in matches.iter().copied() {
            let sure = match found.kind {
                MatchKind::TextCopy | MatchKind::TextExcerpt | MatchKind::Quote => found.tier == Tier::Confirmed,
                MatchKind::Paraphrase => false,
                _ => continue,
            };
            let sure = sure || decisions.accepted.contains_key(&found.id);
            let strength = if sure { Strength::Strong } else { Strength::Weak };
            for (own, other) in [(&found.query, &found.reference), (&found.reference, &found.query)] {
                let side = Side { own: &own.extent, other_item: other.item, other: &other.extent, found, strength };
                by_item.entry(own.item).or_default().push(side);
            }
        }
        Passages { by_item }
    }

    /// The statements of `among` (by item) that stand in the same passage as `statement`.
    pub fn copies(&self, case: &Case, statement: usize, among: &BTreeMap<ItemId, Vec<usize>>) -> Vec<Copy> {
        let item = case.statements[statement].item;
        let sides = self.by_item.get(&item).into_iter().flatten();
        let mut copies: Vec<Copy> = sides.filter_map(|side| side.copy(case, statement, among)).collect();
        copies.sort_by(|a, b| (a.other, a.strength, &a.found).cmp(&(b.other, b.strength, &b.found)));
        copies.dedup_by_key(|copy| copy.other);
        copies
    }
}

impl Side<'_> {
    fn copy(&self, case: &Case, statement: usize, among: &BTreeMap<ItemId, Vec<usize>>) -> Option<Copy> {
        if self.other_item == case.statements[statement].item
            || !covers(self.own, case.statements[statement].content.span())
        {
            return None;
        }
        let others = among.get(&self.other_item)?;
        let inside: Vec<usize> =
            others.iter().copied().filter(|other| covers(self.other, case.statements[*other].content.span())).collect();
        let likeness = |other: usize| case.wordings[statement].alike_0_1(&case.wordings[other]);
        let other = inside.iter().copied().max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)).then(b.cmp(a)))?;
        if inside.len() > 1 && !case.wordings[statement].same_passage_as(&case.wordings[other]) {
            return None;
        }
        let kind = match self.found.kind {
            MatchKind::TextCopy => "text copy of",
            MatchKind::TextExcerpt => "passage shared with",
            MatchKind::Quote => "passage quoted with",
            _ => "the same content in other words as",
        };
        let place = case.item_words(&self.other_item);
        let below = if self.strength == Strength::Weak { ", below the threshold of a copy" } else { "" };
        let words = format!("{kind} {place} (match {}, score {:.2}{below})", self.found.id, self.found.score_0_1);
        let from = self.found.direction.as_ref().map(|direction| direction.from);
        let whole = self.found.kind == MatchKind::TextCopy && self.strength == Strength::Strong;
        Some(Copy { other, strength: self.strength, whole, found: Some(self.found.id.clone()), words, from })
    }
}

/// Pairs of statements with the same words in the same order, long enough to be a copy by themselves.
pub(crate) fn verbatim(case: &Case, statements: &[usize]) -> Vec<(usize, Copy)> {
    let mut by_words: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for statement in statements.iter().copied() {
        let words = case.wordings[statement].in_order.as_slice();
        if words.len() < VERBATIM_WORDS {
            continue;
        }
        let first = *by_words.entry(words).or_insert(statement);
        if case.statements[first].item != case.statements[statement].item {
            let words =
                format!("the same {} words in a row as {}", words.len(), case.item_words(&case.statements[first].item));
            pairs.push((
                statement,
                Copy { other: first, strength: Strength::Strong, whole: false, found: None, words, from: None },
            ));
        }
    }
    pairs
}

fn covers(extent: &Extent, content: TextSpan) -> bool {
    let (Some(start), Some(end)) = (extent.start_byte, extent.end_byte) else { return true };
    let shared = end.min(content.end_byte).saturating_sub(start.max(content.start_byte));
    shared as f64 >= COVERED_SHARE_0_1 * content.len().max(1) as f64
}
