//! The words that a person looks for, as the search index is asked for them and as they are found again in a text.

use archive::search_token;
use extract::text::{fold_for_search, searchable_words};
use std::ops::Range;

/// What has to occur: folded as the index is, so that case, accents, Arabic diacritics and tatweel do not matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchWords {
    terms: Vec<Term>,
}

/// A word, the beginning of words, or words that stand together.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Term {
    /// Folded, separated by spaces.
    tokens: String,
    is_beginning: bool,
}

impl SearchWords {
    /// Reads a query: quoted parts are phrases, the rest single words, all required; a word with `*` behind it is the
    /// beginning of words. `None` when no word is left.
    pub fn of(query: &str) -> Option<SearchWords> {
        let mut terms = Vec::new();
        for (position, part) in query.split('"').enumerate() {
            let is_phrase = position % 2 == 1;
            if is_phrase {
                terms.push(Term { tokens: fold_for_search(part), is_beginning: false });
                continue;
            }
            for word in part.split_whitespace() {
                let tokens = fold_for_search(word);
                let is_beginning = word.ends_with('*');
                let last = tokens.split(' ').count() - 1;
                terms.extend(
                    tokens
                        .split(' ')
                        .enumerate()
                        .map(|(at, token)| Term { tokens: token.to_owned(), is_beginning: is_beginning && at == last }),
                );
            }
        }
        terms.retain(|term| !term.tokens.is_empty());
        (!terms.is_empty()).then_some(SearchWords { terms })
    }

    /// As an FTS5 expression over folded tokens.
    pub fn expression(&self) -> String {
        let terms = self.terms.iter().map(|term| search_token(&term.tokens, term.is_beginning));
        terms.collect::<Vec<_>>().join(" AND ")
    }

    /// Where they stand in a text: byte ranges, in order.
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let is_meant = |token: &str| {
            self.terms.iter().any(|term| match term.is_beginning {
                true => token.starts_with(&term.tokens),
                false => term.tokens.split(' ').any(|wanted| wanted == token),
            })
        };
        let found = searchable_words(text).filter(|(_, tokens)| tokens.split(' ').any(is_meant));
        found.map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: Option<&str>) {
        let words = SearchWords::of(query);
        assert_eq!(words.map(|words| words.expression()).as_deref(), expected, "{query}");
    }

    #[test]
    fn a_query_cannot_hold_search_syntax() {
        check("bridge OR *", Some("\"bridge\" AND \"or\""));
        check("the \"old bridge\" fell", Some("\"the\" AND \"old bridge\" AND \"fell\""));
        check(" ?! ", None);
        check("NEAR(a b) col:x -y ^z", Some("\"near\" AND \"a\" AND \"b\" AND \"colx\" AND \"y\" AND \"z\""));
    }

    #[test]
    fn a_star_asks_for_the_beginning_of_words() {
        check("вибух*", Some("\"вибух\"*"));
        check("K7Q-03*", Some("\"k7q\" AND \"03\"*"));
        check("\"old bri*\"", Some("\"old bri\""));
    }
}
