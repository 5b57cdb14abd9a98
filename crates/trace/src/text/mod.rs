//! Text: passages that documents share, with their place in both. What was measured: `docs/methods/text-reuse.md`.

mod candidates;
mod chain;
mod direction;
mod document;
mod footers;
mod rarity;
mod repeated_comments;
mod report;
mod runs;
mod words;

pub use repeated_comments::repeated_comments;

use crate::build::in_order;
use crate::parallel;
use chain::Passage;
use document::Document;
use model::{Block, ClaimedTime, ItemId, Match};
use std::collections::BTreeMap;

/// A document to be compared.
#[derive(Clone, Copy, Debug)]
pub struct TextDocument<'a> {
    /// The item.
    pub item: ItemId,
    /// Its extracted text; offsets of matches count its bytes.
    pub text: &'a str,
    /// Its blocks; empty = all of it is body. Boilerplate, bylines and credit lines are not compared, comments are
    /// and say so.
    pub blocks: &'a [Block],
    /// Publisher or host, where known: the frame of a site is the same on its pages.
    pub site: Option<&'a str>,
    /// What is said of its times; of those when it was published the direction may be told.
    pub times: &'a [ClaimedTime],
}

/// Passages that documents share, one match for each. The order of `documents` does not matter.
pub fn matches(documents: &[TextDocument]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &TextDocument> = documents.iter().map(|document| (document.item, document)).collect();
    let given: Vec<&TextDocument> = by_item.into_values().collect();
    let mut prepared: Vec<Document> = parallel::each(given.len(), |n| Document::new(given[n]));
    rarity::weigh(&mut prepared);
    let candidates = candidates::pairs(&prepared);
    let groups: Vec<&[(u32, u32)]> = candidates.chunk_by(|one, other| one.1 == other.1).collect();
    let of_group = |n: usize| passages_of_group(groups[n], &prepared);
    let mut pairs: BTreeMap<(u32, u32), Vec<Passage>> =
        parallel::each(groups.len(), of_group).into_iter().flatten().collect();
    footers::remove(&mut pairs, &prepared, &given);
    let mut found = Vec::new();
    for ((a, b), passages) in &pairs {
        let (a, b) = (*a as usize, *b as usize);
        found.extend(report::report((given[a], &prepared[a]), (given[b], &prepared[b]), passages));
    }
    in_order(found)
}

/// Passages of pairs that have one document in common, their second.
fn passages_of_group(pairs: &[(u32, u32)], documents: &[Document]) -> Vec<((u32, u32), Vec<Passage>)> {
    let of_pair = |(a, b): &(u32, u32)| {
        let (of_a, of_b) = (&documents[*a as usize], &documents[*b as usize]);
        let mut passages = chain::passages(&runs::runs(of_a, of_b), of_a);
        passages.retain(report::is_worth_listing);
        (!passages.is_empty()).then_some(((*a, *b), passages))
    };
    pairs.iter().filter_map(of_pair).collect()
}
