//! Text: passages that documents share, with their place in both. What was measured: `docs/methods/text-reuse.md`.

mod chain;
mod document;
mod footers;
mod rarity;
mod report;
mod seeds;
mod words;

use crate::build::in_order;
use document::Document;
use model::{Block, ItemId, Match};
use rarity::Rarity;
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
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Passage {
    pub(crate) a: (usize, usize),
    pub(crate) b: (usize, usize),
    pub(crate) n_equal: usize,
    /// Equal words, signs of unspaced scripts counting half.
    pub(crate) n_words: f64,
    /// How much it says that these words are shared.
    pub(crate) bits: f64,
}

/// Passages that documents share, one match for each. The order of `documents` does not matter.
pub fn matches(documents: &[TextDocument]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &TextDocument> = documents.iter().map(|document| (document.item, document)).collect();
    let given: Vec<&TextDocument> = by_item.into_values().collect();
    let prepared: Vec<Document> = given.iter().map(|document| Document::new(document)).collect();
    let rarity = Rarity::of(&prepared);
    let mut pairs: BTreeMap<(u32, u32), Vec<Passage>> = BTreeMap::new();
    for ((a, b), chains) in seeds::chains_by_pair(&prepared) {
        let (of_a, of_b) = (&prepared[a as usize], &prepared[b as usize]);
        let passages = chains.iter().map(|chain| passage(of_a, of_b, chain, &rarity));
        let passages: Vec<Passage> = passages.filter(report::is_worth_listing).collect();
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

fn passage(a: &Document, b: &Document, chain: &chain::Chain, rarity: &Rarity) -> Passage {
    let numbers = |document: &Document, (first, last): (u32, u32)| {
        let number = |position: u32| document.positions.partition_point(|at| *at < position);
        (number(first), number(last))
    };
    let (of_a, of_b) = (numbers(a, chain.a), numbers(b, chain.b));
    let words = &a.words[of_a.0..=of_a.1];
    let share = f64::from(chain.n_equal) / words.len() as f64;
    let halves: usize = words.iter().map(|word| usize::from(word.halves)).sum();
    Passage {
        a: of_a,
        b: of_b,
        n_equal: chain.n_equal as usize,
        n_words: share * halves as f64 / 2.0,
        bits: share * rarity.bits(words),
    }
}
