//! How much it says that two texts share a word. "Everything you need to know about" is six words that anybody writes;
//! six names in a row are not.

use super::document::Document;
use super::words::Word;
use std::collections::BTreeMap;

/// From this many documents on their own frequencies of words are used too.
const ENOUGH_DOCUMENTS: usize = 200;

/// Bits of each word.
pub(crate) struct Rarity {
    n_documents: usize,
    documents_with: BTreeMap<u64, u32>,
}

impl Rarity {
    pub(crate) fn of(documents: &[Document]) -> Rarity {
        let mut documents_with: BTreeMap<u64, u32> = BTreeMap::new();
        if documents.len() >= ENOUGH_DOCUMENTS {
            for document in documents {
                let mut hashes: Vec<u64> = document.words.iter().map(|word| word.hash).collect();
                hashes.sort_unstable();
                hashes.dedup();
                hashes.into_iter().for_each(|hash| *documents_with.entry(hash).or_default() += 1);
            }
        }
        Rarity { n_documents: documents.len(), documents_with }
    }

    /// Sum over the words.
    pub(crate) fn bits(&self, words: &[Word]) -> f64 {
        words.iter().map(|word| self.bits_of(word)).sum()
    }

    /// Short words are the common ones in every alphabet; the frequencies of a large case lower it further.
    fn bits_of(&self, word: &Word) -> f64 {
        let by_length = match (word.halves, word.n_signs) {
            (1, _) => 2.0,
            (_, 0..=3) => 1.5,
            (_, 4..=5) => 3.0,
            _ => 5.0,
        };
        match self.documents_with.get(&word.hash) {
            Some(n) => f64::min(by_length, (self.n_documents as f64 / f64::from(*n)).log2()),
            None => by_length,
        }
    }
}
