//! Short names read in the light of the long ones of the same text: "Dorn" after "Ilka Dorn", "the brigade" after "the
//! Avonlea Fire Brigade". A short name is lengthened only when the text holds exactly one long name that ends with it.

use super::dates::is_calendar_word;
use super::lexicon::words;
use super::source::is_sentence_adverb;
use model::Statement;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longer names are rather two names side by side.
const NAME_WORDS_AT_MOST: usize = 5;

/// Lengthens the speakers of `statements`, which all stand in `text`, where one of its `parts` gives the long name.
pub(crate) fn lengthen(text: &str, parts: &[Range<usize>], statements: &mut [Statement]) {
    let short: BTreeSet<String> =
        statements.iter().filter_map(|one| one.speaker.as_deref()).filter_map(key_of).collect();
    if short.is_empty() {
        return;
    }
    let long = long_names(text, parts, &short);
    let roles: BTreeMap<String, String> = statements.iter().filter_map(speaker_with_role).collect();
    for statement in statements {
        let Some(name) = statement.speaker.as_deref().and_then(key_of).and_then(|key| long.get(&key)) else { continue };
        if let Some(link) = statement.chain.last_mut().filter(|link| Some(&link.name) == statement.speaker.as_ref()) {
            link.name = name.clone();
            link.role = roles.get(name).cloned().unwrap_or_else(|| link.role.clone());
        }
        statement.speaker = Some(name.clone());
    }
}

/// A name of one word, lower-cased; `None` for longer ones, which say enough by themselves.
fn key_of(name: &str) -> Option<String> {
    let is_one_word = !name.is_empty() && name.chars().all(|sign| sign.is_alphabetic());
    is_one_word.then(|| name.to_lowercase())
}

fn speaker_with_role(statement: &Statement) -> Option<(String, String)> {
    let link = statement.chain.last()?;
    (Some(&link.name) == statement.speaker.as_ref()).then(|| (link.name.clone(), link.role.clone()))
}

/// For each short name the one long name in these parts of `text` that ends with it, in its first spelling; none where there are two.
fn long_names(text: &str, parts: &[Range<usize>], short: &BTreeSet<String>) -> BTreeMap<String, String> {
    let written_small: BTreeSet<&str> =
        text.split_whitespace().map(bare_word).filter(|word| word.starts_with(char::is_lowercase)).collect();
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut run: Vec<&str> = Vec::new();
    let mut sentence_begins = true;
    let words_of = |part: &Range<usize>| text.get(part.clone()).unwrap_or("").split_whitespace().enumerate();
    for (place, word) in parts.iter().flat_map(words_of) {
        if place == 0 {
            // The last word of a menu and the first of a heading are no name.
            run.clear();
        }
        let bare = bare_word(word);
        let opens = word.starts_with(|sign: char| !sign.is_alphanumeric());
        let is_capital = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().all(|sign| sign.is_alphabetic() || sign == '-');
        let small = bare.to_lowercase();
        if opens || !is_capital {
            run.clear();
        }
        let owes_its_capital = run.is_empty()
            && (is_no_part_of_a_name(&small) || (sentence_begins || opens) && written_small.contains(small.as_str()));
        if is_capital && !owes_its_capital {
            run.push(bare);
            if short.contains(&small) && (2..=NAME_WORDS_AT_MOST).contains(&run.len()) {
                let name = run.join(" ");
                let spelling =
                    found.entry(small).or_default().entry(name.to_lowercase()).or_insert_with(|| name.clone());
                // A letterhead in capitals is no spelling to go by where the text has another.
                if !spelling.chars().any(char::is_lowercase) {
                    *spelling = name;
                }
            }
        }
        if !word.ends_with(bare) || bare.is_empty() {
            run.clear();
        }
        sentence_begins = word.ends_with(['.', '!', '?', ':', '…', '”', '"', '»']);
    }
    found.into_iter().filter_map(|(key, names)| only_one(names).map(|name| (key, name))).collect()
}

fn bare_word(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric())
}

/// Words that stand before a name with a capital of their own and are no part of it: articles, titles, days, adverbs
/// that begin a sentence.
fn is_no_part_of_a_name(small: &str) -> bool {
    let sets = words();
    sets.determiner(small)
        || sets.pronoun(small)
        || sets.preposition(small)
        || sets.clause_joiner(small)
        || sets.cue_helper(small)
        || sets.finite_verb(small)
        || sets.title(small)
        || sets.people_noun(small)
        || sets.witness_noun(small)
        || is_calendar_word(small)
        || is_sentence_adverb(small)
        || small.len() > 4 && small.ends_with("ly")
}

fn only_one(names: BTreeMap<String, String>) -> Option<String> {
    let mut names = names.into_values();
    names.next().filter(|_| names.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, short: &str, expected: Option<&str>) {
        check_parts(text, std::slice::from_ref(&(0..text.len())), short, expected);
    }

    fn check_parts(text: &str, parts: &[Range<usize>], short: &str, expected: Option<&str>) {
        let long = long_names(text, parts, &BTreeSet::from([short.to_owned()]));
        assert_eq!(long.get(short).map(String::as_str), expected, "{text}");
    }

    #[test]
    fn a_name_does_not_go_on_from_one_block_to_the_next() {
        check("Home About\nVideo shows trucks", "video", Some("Home About Video"));
        check_parts("Home About\nVideo shows trucks", &[0..10, 11..29], "video", None);
    }

    #[test]
    fn a_surname_is_lengthened_by_the_full_name_of_the_same_text() {
        check("Marta Quill, a nurse, arrived. Quill said no.", "quill", Some("Marta Quill"));
        check("Marta Quill and Piet Quill arrived.", "quill", None);
        check("Quill said no.", "quill", None);
    }

    #[test]
    fn the_kind_of_a_body_is_lengthened_by_its_full_name() {
        check("The Avonlea Fire Brigade came. The brigade said so.", "brigade", Some("Avonlea Fire Brigade"));
        check("The Avonlea Fire Brigade and the Denholm Fire Brigade came.", "brigade", None);
    }

    #[test]
    fn a_name_ends_at_a_comma_or_a_quotation_mark() {
        check("On Monday, Quill came. “Marta” Quill said.", "quill", None);
    }

    #[test]
    fn a_word_with_the_capital_of_its_sentence_is_no_part_of_a_name() {
        for text in [
            "Marta Quill came. Yesterday Quill said no.",
            "Marta Quill came. Mayor Quill said no.",
            "Marta Quill came. Tuesday Quill left.",
            "Marta Quill came with a furious crowd. Furious Quill said no.",
        ] {
            check(text, "quill", Some("Marta Quill"));
        }
        check("A dredger lay there. Dredger Quill said no.", "quill", None);
    }

    #[test]
    fn a_letterhead_in_capitals_is_the_same_name() {
        let text =
            "AVONLEA FIRE BRIGADE\nmail: avonlea@brigade.example\n\nThe Avonlea Fire Brigade came, the brigade said.";
        check(text, "brigade", Some("Avonlea Fire Brigade"));
    }

    #[test]
    fn a_line_break_does_not_divide_a_name() {
        check("They met Marta\nQuill. Quill said no.", "quill", Some("Marta Quill"));
    }
}
