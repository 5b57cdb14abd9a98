//! One comment that stands in several places: pasted under many pages, or by many names under one. It is told as it is found;
//! why somebody did it is not known.

use super::document::{Document, is_comment};
use super::{TextDocument, rarity};
use model::ItemId;
use std::collections::BTreeMap;

/// Fewest words of such a comment, and least that they say, bits: many people write "thank you for this".
const LEAST_WORDS: usize = 8;
const LEAST_BITS: f64 = 24.0;

/// The places of comments whose words are the same, as item and number of the block: at least two places each, both in order.
pub fn repeated_comments(documents: &[TextDocument]) -> Vec<Vec<(ItemId, u32)>> {
    let mut by_words: BTreeMap<Vec<u64>, Vec<(ItemId, u32)>> = BTreeMap::new();
    let has_comments = |document: &&TextDocument| document.blocks.iter().any(|block| is_comment(block.role));
    for document in documents.iter().filter(has_comments) {
        for (block, words) in Document::new(document).comments() {
            if words.len() >= LEAST_WORDS && rarity::bits(words) >= LEAST_BITS {
                let hashes = words.iter().map(|word| word.hash).collect();
                by_words.entry(hashes).or_default().push((document.item, block));
            }
        }
    }
    let mut repeated: Vec<Vec<(ItemId, u32)>> = by_words.into_values().filter(|places| places.len() > 1).collect();
    repeated.iter_mut().for_each(|places| places.sort_unstable());
    repeated.sort_unstable();
    repeated
}
