//! Which documents are worth laying side by side: those that share runs of three words that few others have.

use super::document::Document;
use crate::parallel;

/// Words of a seed. Heavy paraphrase leaves hardly a run of four.
const SEED_WORDS: usize = 3;

/// A seed that stands in more documents than this is a phrase of the language, or a text that many carry: each of those is
/// compared with the first [`FIRST_CARRIERS`] of them only.
const MOST_DOCUMENTS_OF_A_SEED: usize = 120;
const FIRST_CARRIERS: usize = 24;

/// What the shared seeds must say, in seeds that only these two documents have.
const LEAST_SEEDS: f32 = 2.5;

/// From this many documents on rare seeds say more than frequent ones.
const MANY_DOCUMENTS: usize = 200;

/// Bits that are taken off each seed among many documents: what is not rare is a phrase of the language. Something is left,
/// so that a long text is found that a good part of the case carries.
const BITS_OF_A_PHRASE: f32 = 5.0;
const LEAST_BITS: f32 = 0.15;

/// Documents that are looked up together.
const CHUNK: usize = 64;

/// Seeds that stand in several documents: which documents each has, and which each document has.
struct Postings {
    documents: Vec<u32>,
    /// `documents[starts[seed]..starts[seed + 1]]` have the seed, in order.
    starts: Vec<usize>,
    by_document: Vec<Vec<u32>>,
}

impl Postings {
    fn of(documents: &[Document]) -> Postings {
        let mut entries: Vec<(u32, u32)> = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            let first = entries.len();
            entries.extend(seeds(document).map(|hash| (hash, number as u32)));
            entries[first..].sort_unstable();
            let mut end = first;
            for at in first..entries.len() {
                if at == first || entries[at] != entries[end - 1] {
                    entries[end] = entries[at];
                    end += 1;
                }
            }
            entries.truncate(end);
        }
        entries.sort_unstable();
        let mut postings =
            Postings { documents: Vec::new(), starts: vec![0], by_document: vec![Vec::new(); documents.len()] };
        for of_seed in entries.chunk_by(|a, b| a.0 == b.0).filter(|of_seed| of_seed.len() >= 2) {
            let seed = (postings.starts.len() - 1) as u32;
            postings.documents.extend(of_seed.iter().map(|(_, document)| *document));
            postings.starts.push(postings.documents.len());
            of_seed.iter().for_each(|(_, document)| postings.by_document[*document as usize].push(seed));
        }
        postings
    }

    fn documents_with(&self, seed: u32) -> &[u32] {
        &self.documents[self.starts[seed as usize]..self.starts[seed as usize + 1]]
    }
}

/// Pairs of documents, the one with the greater number second, in order of that one.
pub(crate) fn pairs(documents: &[Document]) -> Vec<(u32, u32)> {
    let postings = Postings::of(documents);
    let most_with = postings.starts.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0);
    let bits: Vec<f32> = (0..=most_with.max(2)).map(|n_with| bits_of_seed(n_with, documents.len())).collect();
    let least_bits = LEAST_SEEDS * bits[2];
    let of_chunk = |chunk: usize| {
        let mut sums = vec![0.0_f32; documents.len()];
        let mut pairs = Vec::new();
        for number in chunk * CHUNK..documents.len().min((chunk + 1) * CHUNK) {
            let mut touched: Vec<u32> = Vec::new();
            for seed in &postings.by_document[number] {
                let with_it = postings.documents_with(*seed);
                let n_looked_at = if with_it.len() > MOST_DOCUMENTS_OF_A_SEED { FIRST_CARRIERS } else { with_it.len() };
                for other in with_it[..n_looked_at].iter().take_while(|other| (**other as usize) < number) {
                    let sum = &mut sums[*other as usize];
                    if *sum == 0.0 {
                        touched.push(*other);
                    }
                    *sum += bits[with_it.len()];
                }
            }
            touched.sort_unstable();
            for other in touched {
                if std::mem::take(&mut sums[other as usize]) >= least_bits {
                    pairs.push((other, number as u32));
                }
            }
        }
        pairs
    };
    parallel::each(documents.len().div_ceil(CHUNK), of_chunk).into_iter().flatten().collect()
}

/// What it says that two documents share a seed which stands in so many of all.
fn bits_of_seed(n_with: usize, n_documents: usize) -> f32 {
    if n_documents <= MANY_DOCUMENTS {
        return 1.0;
    }
    let rarity = (n_documents as f32 / n_with.max(1) as f32).log2();
    (rarity - BITS_OF_A_PHRASE).max(LEAST_BITS)
}

/// Hash of every seed whose words follow each other without a jump. Of 32 bits, to save memory: where two seeds are taken for
/// one, two documents are laid side by side for nothing.
fn seeds(document: &Document) -> impl Iterator<Item = u32> {
    let windows = document.words.windows(SEED_WORDS).zip(document.positions.windows(SEED_WORDS));
    windows.filter(|(_, positions)| positions[SEED_WORDS - 1] - positions[0] == SEED_WORDS as u32 - 1).map(
        |(words, _)| {
            let mix = |hash: u64, word: &super::words::Word| {
                (hash.rotate_left(17) ^ word.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            };
            (words.iter().fold(0, mix) >> 32) as u32
        },
    )
}
