//! Places that one item describes ("the town of Orrin") or whose story plays there are places wherever an item of the case
//! writes the name.

use crate::grouping::features::pieces_of;
use crate::statements::Setting;
use model::Statement;
use std::collections::{BTreeMap, BTreeSet};

/// A spelling, folded word by word, with the folded name of the place.
type Spelling = (Vec<String>, String);

/// Names of places as the statements of a case give them, by the first word of the spelling.
pub(super) struct KnownPlaces {
    by_first_word: BTreeMap<String, BTreeSet<Spelling>>,
}

/// A word of a text.
struct Word {
    start: usize,
    end: usize,
    folded: String,
    capital: bool,
    /// Nothing but white space stands between it and the word before.
    follows_on: bool,
}

impl KnownPlaces {
    /// Every spelling that a statement or a setting gives for a place.
    pub fn of(statements: &[&Statement], settings: &[Setting]) -> KnownPlaces {
        let in_statements = statements.iter().flat_map(|statement| &statement.places);
        let in_settings = settings.iter().flat_map(|setting| &setting.places);
        let named = in_statements.map(|place| (&place.name, &place.text));
        let mut by_first_word: BTreeMap<String, BTreeSet<Spelling>> = BTreeMap::new();
        for (name, text) in named.chain(in_settings.map(|place| (&place.name, &place.text))) {
            let name = name.trim().to_lowercase();
            let spelling: Vec<String> = words_of(text).into_iter().map(|word| word.folded).collect();
            if let (Some(first), false) = (spelling.first().cloned(), name.is_empty()) {
                by_first_word.entry(first).or_default().insert((spelling, name));
            }
        }
        KnownPlaces { by_first_word }
    }

    /// Where the content writes such a name by itself, not as a part of a longer one ("the Orrin Courier"): first and
    /// last byte in the item's text, and the name.
    pub fn written_in(&self, statement: &Statement) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        for piece in pieces_of(statement) {
            let words = words_of(&piece.text);
            let joined = |at: usize| words.get(at).is_some_and(|word| word.capital && word.follows_on);
            for (from, to, name) in self.runs(&words) {
                let begun_before = from > 0 && words[from - 1].capital && words[from].follows_on && from > 1;
                if !joined(to) && !begun_before {
                    let start_byte = piece.start_byte;
                    found.push((start_byte + words[from].start, start_byte + words[to - 1].end, name));
                }
            }
        }
        found
    }

    /// Places that a statement names in any way: in its content, its source or its chain.
    pub fn named_around(&self, statement: &Statement) -> BTreeSet<String> {
        let source = statement.source.as_ref().map(|source| source.text.as_str());
        let inner = statement.chain.iter().skip(1).map(|link| link.name.as_str());
        let texts = std::iter::once(statement.content.text.as_str()).chain(source).chain(inner);
        texts.flat_map(|text| self.runs(&words_of(text))).map(|(_, _, name)| name).collect()
    }

    /// Runs of capitalised words that are such a name: number of the first word, number after the last, the name.
    fn runs(&self, words: &[Word]) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        for (from, word) in words.iter().enumerate().filter(|(_, word)| word.capital) {
            for (spelling, name) in self.by_first_word.get(&word.folded).into_iter().flatten() {
                let to = from + spelling.len();
                let same = |run: &[Word]| run.iter().zip(spelling).all(|(word, part)| word.folded == *part);
                if words.get(from..to).is_some_and(same) {
                    found.push((from, to, name.clone()));
                }
            }
        }
        found
    }
}

fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut at, mut follows_on) = (0, false);
    while let Some(gap) = text[at..].find(char::is_alphanumeric) {
        let start = at + gap;
        follows_on &= text[at..start].chars().all(char::is_whitespace);
        let end = text[start..].find(|sign: char| !sign.is_alphanumeric()).map_or(text.len(), |length| start + length);
        let word = &text[start..end];
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        words.push(Word { start, end, folded: word.to_lowercase(), capital, follows_on });
        (at, follows_on) = (end, true);
    }
    words
}
