//! Where a text introduces somebody who elsewhere speaks by the bare name: "Lena Quist, a spokeswoman for the coastguard",
//! "police chief Petra Castel", "Ana Ruiz of Sea Bridge".

use crate::ItemFacts;
use crate::names::{self, Described, Name};
use model::BlockRole;
use std::collections::{BTreeMap, BTreeSet};

/// So many words before a name may say who somebody is.
const WORDS_BEFORE: usize = 4;
/// So many behind "of" or behind a comma.
const WORDS_BEHIND: usize = 9;

/// What the texts of the items say about these people, given by their names.
pub(crate) fn read(items: &[ItemFacts], people: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<Name>> {
    let mut by_first_word: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for person in people {
        let words: Vec<&str> = person.split_whitespace().collect();
        if let (Some(first), true) = (words.first(), words.len() > 1) {
            by_first_word.entry(first).or_default().push(words);
        }
    }
    let told = |role: BlockRole| matches!(role, BlockRole::Title | BlockRole::Body | BlockRole::Caption);
    let blocks = items.iter().flat_map(|item| &item.blocks).filter(|block| told(block.role));
    let mut found: BTreeMap<String, BTreeSet<Name>> = BTreeMap::new();
    for block in blocks {
        let words: Vec<&str> = block.text.split_whitespace().collect();
        for at in 0..words.len() {
            for person in by_first_word.get(bare(words[at])).into_iter().flatten() {
                if stands_at(&words, at, person) {
                    let introduced = introduction(&words, at, at + person.len(), person);
                    found.entry(person.join(" ")).or_default().extend(introduced);
                }
            }
        }
    }
    found
}

fn stands_at(words: &[&str], at: usize, person: &[&str]) -> bool {
    let inside = words.get(at..at + person.len());
    inside.is_some_and(|inside| {
        let (last, rest) = inside.split_last().expect("a name has words");
        let same = |word: &&str, wanted: &&str| bare(word) == *wanted;
        rest.iter().zip(person).all(|(word, wanted)| word == wanted || bare(word) == *wanted && ends_nothing(word))
            && same(last, person.last().expect("a name has words"))
    })
}

/// What the words around `[start, end)` say of the person there.
fn introduction(words: &[&str], start: usize, end: usize, person: &[&str]) -> Option<Name> {
    let name = person.join(" ");
    let last = words[end - 1];
    let behind = if last.ends_with(',') {
        Some(format!("{name}, {}", up_to_sign(&words[end..])))
    } else {
        let joins =
            ends_nothing(last) && words.get(end).is_some_and(|word| matches!(*word, "of" | "from" | "for" | "at"));
        joins.then(|| format!("{name} {}", up_to_sign(&words[end..])))
    };
    let before = words[..start].iter().rev().take(WORDS_BEFORE).take_while(|word| ends_nothing(word)).count();
    let before = (1..=before).map(|count| format!("{} {name}", words[start - count..start].join(" ")));
    let has_body = |described: Described| match described {
        Described::Named(found)
            if found.display == name && found.speaks_for.as_deref().is_some_and(names::is_bodys_name) =>
        {
            Some(found)
        }
        _ => None,
    };
    let office = behind.as_deref().and_then(|phrase| office_in(phrase.strip_prefix(&name)?.strip_prefix(", ")?));
    let office = office.map(|office| Name { display: name.clone(), office: Some(office), ..Name::default() });
    behind.into_iter().chain(before).find_map(|phrase| has_body(names::read(&phrase, "person"))).or(office)
}

/// "an election observer in Orrin" gives "election observer".
fn office_in(apposition: &str) -> Option<String> {
    let words: Vec<&str> = apposition.split_whitespace().collect();
    let (article, words) = words.split_first()?;
    let small = |word: &&str| word.chars().all(|c| c.is_lowercase() || c == '-');
    let office: Vec<&str> = words
        .iter()
        .copied()
        .take_while(|word| {
            small(word) && !matches!(*word, "of" | "from" | "in" | "at" | "near" | "with" | "who" | "on" | "for" | "to")
        })
        .collect();
    let is_office = matches!(*article, "a" | "an" | "the") && (1..=3).contains(&office.len());
    is_office.then(|| office.join(" "))
}

/// The words up to the sign that ends the clause, few of them.
fn up_to_sign(words: &[&str]) -> String {
    let end = words.iter().take(WORDS_BEHIND).position(|word| !ends_nothing(word)).map_or(0, |at| at + 1);
    let clause = words[..end].join(" ");
    clause.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether no sign behind the word ends the clause.
fn ends_nothing(word: &str) -> bool {
    word.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.trim_end_matches("'s").trim_end_matches("’s")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let person = ["Ana", "Ruiz"];
        let at = (0..words.len()).find(|at| stands_at(&words, *at, &person))?;
        introduction(&words, at, at + 2, &person)?.speaks_for
    }

    #[test]
    fn a_text_says_for_whom_somebody_speaks() {
        for text in [
            "Later Ana Ruiz, a spokeswoman for the coastguard, said so.",
            "The news was broken by coastguard spokeswoman Ana Ruiz at noon.",
            "“We go on,” said Ana Ruiz, head of the coastguard.",
        ] {
            assert_eq!(body(text).as_deref(), Some("coastguard"), "{text}");
        }
    }

    #[test]
    fn a_text_says_what_somebody_is() {
        assert_eq!(office_in("an election observer in Orrin").as_deref(), Some("election observer"));
        assert_eq!(office_in("34"), None);
        assert_eq!(office_in("who saw it"), None);
    }

    #[test]
    fn other_words_around_a_name_say_nothing() {
        for text in [
            "Ana Ruiz, 34, saw the police come.",
            "In the evening Ana Ruiz told the police of it.",
            "He thanked the police and Ana Ruiz.",
            "The police said spokeswoman duties were Ana Ruiz’s.",
        ] {
            assert_eq!(body(text), None, "{text}");
        }
    }
}
