//! How much it says that two texts share a word. "Everything you need to know about" is six words that anybody writes;
//! six names in a row are not.

use super::document::Document;
use super::words::Word;

/// From this many documents on their own frequencies of words are used too.
const ENOUGH_DOCUMENTS: usize = 200;

/// Says of every word of the documents how much it says, bits.
pub(crate) fn weigh(documents: &mut [Document]) {
    let n_documents = documents.len();
    let documents_with = if n_documents >= ENOUGH_DOCUMENTS { documents_with(documents) } else { Vec::new() };
    for document in documents {
        for word in &mut document.words {
            let found = documents_with.binary_search_by_key(&word.hash, |(hash, _)| *hash);
            let n = found.map(|at| documents_with[at].1);
            let by_frequency = n.map_or(MOST_BITS, |n| (n_documents as f32 / n as f32).log2());
            word.bits = word.bits.min(by_frequency.max(LEAST_SHARE * word.bits));
        }
    }
}

/// In how many documents each word stands that stands in more than a few, by its hash.
fn documents_with(documents: &[Document]) -> Vec<(u64, u32)> {
    let mut hashes: Vec<u64> = Vec::new();
    for document in documents {
        let in_order = document.by_hash.iter().map(|number| document.words[*number as usize].hash);
        let mut last = None;
        hashes.extend(in_order.filter(|hash| last.replace(*hash) != Some(*hash)));
    }
    hashes.sort_unstable();
    // What is rarer has more bits by frequency than any word has by length.
    let least = (documents.len() as f32 / MOST_BITS.exp2()) as usize;
    let counted = hashes.chunk_by(|one, other| one == other).map(|alike| (alike[0], alike.len() as u32));
    counted.filter(|(_, n)| *n as usize >= least).collect()
}

/// Share of what a word says by its length that it keeps however often it stands in the case: of a text that most items
/// carry every word is frequent.
const LEAST_SHARE: f32 = 0.25;

/// Most that a word says by its length.
const MOST_BITS: f32 = 5.0;

/// What it says that two texts share this word. Short words are the common ones in every alphabet, and a single letter of
/// Thai or of kana says little; the frequencies of a large case lower it further.
pub(crate) fn bits_by_length(word: &str, is_sign: bool) -> f32 {
    if is_sign {
        return if word.chars().all(is_han) { 2.0 } else { 1.0 };
    }
    match word.chars().filter(|sign| sign.is_alphanumeric()).take(6).count() {
        0..=3 => 1.5,
        4..=5 => 3.0,
        _ => MOST_BITS,
    }
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// What it says that these words are shared, bits.
pub(crate) fn bits(words: &[Word]) -> f64 {
    words.iter().map(|word| f64::from(word.bits)).sum()
}
