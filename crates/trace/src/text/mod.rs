//! Text: passages that documents share, with their place in both. What was measured: `docs/methods/text-reuse.md`.

mod chain;
mod document;
mod footers;
mod report;
mod seeds;
mod words;

use crate::build::in_order;
use document::Document;
use model::{Block, ItemId, Match};
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
}

/// A passage that two documents share, as word numbers (first, last).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Passage {
    pub(crate) a: (usize, usize),
    pub(crate) b: (usize, usize),
    pub(crate) n_equal: usize,
}

/// Passages that documents share, one match for each. The order of `documents` does not matter.
pub fn matches(documents: &[TextDocument]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &TextDocument> = documents.iter().map(|document| (document.item, document)).collect();
    let given: Vec<&TextDocument> = by_item.into_values().collect();
    let prepared: Vec<Document> = given.iter().map(|document| Document::new(document)).collect();
    let mut pairs: BTreeMap<(u32, u32), Vec<Passage>> = BTreeMap::new();
    for ((a, b), chains) in seeds::chains_by_pair(&prepared) {
        let (of_a, of_b) = (&prepared[a as usize], &prepared[b as usize]);
        let passages: Vec<Passage> = chains.iter().map(|chain| passage(of_a, of_b, chain)).collect();
        let passages: Vec<Passage> =
            passages.into_iter().filter(|found| report::is_worth_listing(of_a, of_b, found)).collect();
        if !passages.is_empty() {
            pairs.insert((a, b), passages);
        }
    }
    footers::remove(&mut pairs, &prepared, &given);
    let mut found = Vec::new();
    for ((a, b), passages) in &pairs {
        let (a, b) = (*a as usize, *b as usize);
        found.extend(report::report((given[a], &prepared[a]), (given[b], &prepared[b]), passages));
    }
    in_order(found)
}

fn passage(a: &Document, b: &Document, chain: &chain::Chain) -> Passage {
    let words = |document: &Document, (first, last): (u32, u32)| {
        let number = |position: u32| document.positions.partition_point(|at| *at < position);
        (number(first), number(last))
    };
    Passage { a: words(a, chain.a), b: words(b, chain.b), n_equal: chain.n_equal as usize }
}
