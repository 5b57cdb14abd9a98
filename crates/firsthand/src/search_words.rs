//! The words that a person looks for, as the search index is asked for them and as they are found again in a text.

use archive::search_token;
use extract::text::{NameKey, fold_for_search, keys_asked_by, keys_of, searchable_words};
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
    /// How it is found in other scripts, a single word that may be a name.
    keys: Vec<NameKey>,
}

impl SearchWords {
    /// Reads a query: quoted parts are phrases, the rest single words, all required; a word with `*` behind it is the
    /// beginning of words. A single word is found as a name in other scripts, too. `None` when no word is left.
    pub fn of(query: &str) -> Option<SearchWords> {
        let mut terms = Vec::new();
        for (position, part) in query.split('"').enumerate() {
            let is_phrase = position % 2 == 1;
            if is_phrase {
                terms.push(Term { tokens: fold_for_search(part), is_beginning: false, keys: Vec::new() });
                continue;
            }
            for word in part.split_whitespace() {
                let tokens = fold_for_search(word);
                let is_beginning = word.ends_with('*');
                let last = tokens.split(' ').count() - 1;
                let keys = if is_beginning || last > 0 { Vec::new() } else { keys_asked_by(&tokens) };
                terms.extend(tokens.split(' ').enumerate().map(|(at, token)| Term {
                    tokens: token.to_owned(),
                    is_beginning: is_beginning && at == last,
                    keys: keys.clone(),
                }));
            }
        }
        terms.retain(|term| !term.tokens.is_empty());
        (!terms.is_empty()).then_some(SearchWords { terms })
    }

    /// As an FTS5 expression over folded tokens.
    pub fn expression(&self) -> String {
        self.terms.iter().map(Term::expression).collect::<Vec<_>>().join(" AND ")
    }

    /// Where they stand in a text: byte ranges, in order.
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let is_meant = |token: &str| {
            self.terms.iter().any(|term| match term.is_beginning {
                true => token.starts_with(&term.tokens),
                false => term.tokens.split(' ').any(|wanted| wanted == token),
            })
        };
        let is_found = |(place, tokens): &(Range<usize>, String)| {
            tokens.split(' ').any(is_meant) || self.is_name(&text[place.clone()])
        };
        searchable_words(text).filter(is_found).map(|(place, _)| place).collect()
    }

    /// Whether a word is a name that is asked for in another script.
    fn is_name(&self, word: &str) -> bool {
        let asked = || self.terms.iter().flat_map(|term| &term.keys);
        let fits = |own: &String| {
            asked().any(|key| if key.is_beginning { own.starts_with(&key.token) } else { *own == key.token })
        };
        asked().next().is_some() && keys_of(word).iter().any(fits)
    }
}

impl Term {
    fn expression(&self) -> String {
        let word = search_token(&self.tokens, self.is_beginning);
        if self.keys.is_empty() {
            return word;
        }
        let keys = self.keys.iter().map(|key| search_token(&key.token, key.is_beginning));
        format!("({})", std::iter::once(word).chain(keys).collect::<Vec<_>>().join(" OR "))
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
        check("\"bridge\" OR *", Some("\"bridge\" AND \"or\""));
        check("a \"old bridge\" of", Some("\"a\" AND \"old bridge\" AND \"of\""));
        check(" ?! ", None);
        check("n(a b) c:x -y ^z", Some("\"n\" AND \"a\" AND \"b\" AND \"cx\" AND \"y\" AND \"z\""));
    }

    #[test]
    fn a_word_is_found_as_a_name_in_other_scripts() {
        check("Tolmarsh", Some("(\"tolmarsh\" OR \"~ktUlmArS\"* OR \"~atlmrS\")"));
        let words = SearchWords::of("tolmarsh").expect("a word");
        let text = "У Толмарші згорів склад, the Tolmarsh Courier told, and the talmersh did not.";
        let found: Vec<&str> = words.places_in(text).into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, ["Толмарші", "Tolmarsh"]);
    }

    #[test]
    fn a_star_asks_for_the_beginning_of_words() {
        check("вибух*", Some("\"вибух\"*"));
        check("K7Q-03*", Some("\"k7q\" AND \"03\"*"));
        check("\"old bri*\"", Some("\"old bri\""));
    }
}
