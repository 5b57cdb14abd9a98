//! Which documents share runs of words: an index of all word 4-grams.

use super::chain::{Chain, chains, runs};
use super::document::Document;
use std::collections::BTreeMap;

/// Words of a seed. Three find more of a rewritten text and as many more by chance; four is what the notes' baseline
/// was measured with.
pub(crate) const SEED_WORDS: usize = 4;

/// A seed that stands in more documents than this is a phrase of the language or the frame of a site.
const MOST_DOCUMENTS_OF_A_SEED: usize = 120;

/// A seed that stands more often than this in one document is left out there.
const MOST_PLACES_IN_A_DOCUMENT: usize = 8;

/// Chains of every pair of documents, `a` being the document with the smaller number.
pub(crate) fn chains_by_pair(documents: &[Document]) -> BTreeMap<(u32, u32), Vec<Chain>> {
    let index = index_of(documents);
    let mut found = BTreeMap::new();
    for (number, document) in documents.iter().enumerate() {
        let mut hits: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for (hash, position) in seeds(document) {
            for (_, other, other_position) in places(&index, hash).iter().filter(|entry| (entry.1 as usize) < number) {
                hits.entry(*other).or_default().push((*other_position, position));
            }
        }
        for (other, hits) in hits {
            let chains = chains(&runs(hits, SEED_WORDS as u32));
            found.insert((other, number as u32), chains);
        }
    }
    found
}

/// (hash, document, position), sorted; without seeds that are too frequent.
fn index_of(documents: &[Document]) -> Vec<(u64, u32, u32)> {
    let mut entries: Vec<(u64, u32, u32)> = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        entries.extend(seeds(document).map(|(hash, position)| (hash, number as u32, position)));
    }
    entries.sort_unstable();
    let mut kept = Vec::with_capacity(entries.len() / 2);
    for of_seed in entries.chunk_by(|a, b| a.0 == b.0) {
        let n_documents = of_seed.chunk_by(|a, b| a.1 == b.1).count();
        if (2..=MOST_DOCUMENTS_OF_A_SEED).contains(&n_documents) {
            for of_document in of_seed.chunk_by(|a, b| a.1 == b.1) {
                kept.extend(of_document.iter().take(MOST_PLACES_IN_A_DOCUMENT));
            }
        }
    }
    kept
}

fn places(index: &[(u64, u32, u32)], hash: u64) -> &[(u64, u32, u32)] {
    let start = index.partition_point(|entry| entry.0 < hash);
    let length = index[start..].iter().take_while(|entry| entry.0 == hash).count();
    &index[start..start + length]
}

/// Hash and position of every seed whose words follow each other without a jump.
fn seeds(document: &Document) -> impl Iterator<Item = (u64, u32)> {
    let windows = document.words.windows(SEED_WORDS).zip(document.positions.windows(SEED_WORDS));
    windows.filter(|(_, positions)| positions[SEED_WORDS - 1] - positions[0] == SEED_WORDS as u32 - 1).map(
        |(words, positions)| {
            let mix = |hash: u64, word: &super::words::Word| {
                (hash.rotate_left(17) ^ word.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            };
            (words.iter().fold(0, mix), positions[0])
        },
    )
}
