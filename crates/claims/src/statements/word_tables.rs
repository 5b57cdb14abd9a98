//! Word lists as tables that are made once: a look-up costs one short hash and takes no memory of its own.

use super::tokens::Passage;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// A table by word. The keys are the lists of the program itself, so the hash need not withstand chosen words.
pub(crate) type ByWord<V> = HashMap<&'static str, V, BuildHasherDefault<WordHasher>>;

/// Multiplies eight bytes at a time into the hash (the way of Firefox and rustc).
#[derive(Clone, Copy, Default)]
pub(crate) struct WordHasher(u64);

/// An odd number with well spread bits: 2^64 divided by pi.
const SPREAD: u64 = 0x517c_c1b7_2722_0a95;

impl WordHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(SPREAD);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.add(u64::from_le_bytes(*eight));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.add(u64::from_le_bytes(last) ^ ((rest.len() as u64) << 56));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        // The table picks its place by the lowest bits and compares by the highest ones: both need all of the word.
        self.0 ^ (self.0 >> 29)
    }
}

/// A set of words, written as one string with spaces between them.
pub(crate) struct WordList {
    words: &'static str,
    set: OnceLock<ByWord<()>>,
}

impl WordList {
    /// The words of a string.
    pub const fn new(words: &'static str) -> WordList {
        WordList { words, set: OnceLock::new() }
    }

    /// Whether a lower-cased word is one of them.
    pub fn has(&self, lower: &str) -> bool {
        self.set.get_or_init(|| self.words.split_whitespace().map(|word| (word, ())).collect()).contains_key(lower)
    }
}

/// Words with what each means; where a word stands twice, its first meaning counts.
pub(crate) struct WordTable<V: 'static> {
    rows: &'static [(&'static str, V)],
    table: OnceLock<ByWord<V>>,
}

impl<V: Copy> WordTable<V> {
    /// Rows of words, with spaces between them, and what they mean.
    pub const fn new(rows: &'static [(&'static str, V)]) -> WordTable<V> {
        WordTable { rows, table: OnceLock::new() }
    }

    /// What a lower-cased word means.
    pub fn get(&self, lower: &str) -> Option<V> {
        self.table.get_or_init(|| self.made()).get(lower).copied()
    }

    fn made(&self) -> ByWord<V> {
        let mut table = ByWord::default();
        for (words, meaning) in self.rows {
            for word in words.split_whitespace() {
                table.entry(word).or_insert(*meaning);
            }
        }
        table
    }
}

/// Phrases of one word or more with what each means, found by their first word in the order of the rows.
pub(crate) struct PhraseTable<V: 'static> {
    rows: &'static [(&'static str, V)],
    table: OnceLock<ByWord<Vec<Phrase<V>>>>,
}

/// A phrase and what it means.
pub(crate) struct Phrase<V> {
    words: Vec<&'static str>,
    pub meaning: V,
}

impl<V> Phrase<V> {
    /// Whether the words of the phrase stand at `at`.
    pub fn stands_at(&self, passage: &Passage<'_>, at: usize) -> bool {
        // The first word is the one that it was found by.
        self.words.iter().enumerate().skip(1).all(|(step, word)| passage.lower(at + step) == *word)
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

impl<V: Copy> PhraseTable<V> {
    /// Rows of phrases and what they mean.
    pub const fn new(rows: &'static [(&'static str, V)]) -> PhraseTable<V> {
        PhraseTable { rows, table: OnceLock::new() }
    }

    /// The phrases that begin with a lower-cased word.
    pub fn beginning_with(&self, first: &str) -> &[Phrase<V>] {
        self.table.get_or_init(|| self.made()).get(first).map_or(&[], Vec::as_slice)
    }

    fn made(&self) -> ByWord<Vec<Phrase<V>>> {
        let mut table: ByWord<Vec<Phrase<V>>> = ByWord::default();
        for (phrase, meaning) in self.rows {
            let words: Vec<&'static str> = phrase.split_whitespace().collect();
            if let Some(first) = words.first() {
                table.entry(first).or_default().push(Phrase { words, meaning: *meaning });
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_list_has_its_whole_words_alone() {
        static LIST: WordList = WordList::new("north  so-called в");
        assert!(LIST.has("north") && LIST.has("so-called") && LIST.has("в"));
        assert!(!LIST.has("nor") && !LIST.has("") && !LIST.has("north  so-called"));
    }

    #[test]
    fn the_first_meaning_of_a_word_counts() {
        static TABLE: WordTable<u8> = WordTable::new(&[("one ein", 1), ("zwei one", 2)]);
        assert_eq!((TABLE.get("one"), TABLE.get("zwei"), TABLE.get("drei")), (Some(1), Some(2), None));
    }

    #[test]
    fn a_phrase_is_found_by_its_first_word_in_the_order_of_the_rows() {
        static TABLE: PhraseTable<u8> = PhraseTable::new(&[("up to", 1), ("up", 2)]);
        let text = "up to";
        let passage = Passage::new(text, 0..text.len(), &[]);
        let fitting = |at: usize| {
            let phrases = TABLE.beginning_with(passage.lower(at)).iter();
            phrases
                .filter(move |phrase| phrase.stands_at(&passage, at))
                .map(|phrase| (phrase.meaning, phrase.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(fitting(0), [(1, 2), (2, 1)]);
    }

    #[test]
    fn words_that_differ_in_one_letter_or_in_length_have_hashes_of_their_own() {
        let hash = |word: &str| {
            let mut hasher = WordHasher::default();
            hasher.write(word.as_bytes());
            hasher.write_u8(0xff);
            hasher.finish()
        };
        let words: Vec<String> = ('a'..='z').flat_map(|c| (1..20).map(move |n| c.to_string().repeat(n))).collect();
        let hashes: BTreeSet<u64> = words.iter().map(|word| hash(word)).collect();
        assert_eq!(hashes.len(), words.len());
    }
}
