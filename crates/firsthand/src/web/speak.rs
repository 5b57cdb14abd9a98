//! The words of the desk in the languages it speaks. One catalogue per language, all with the same keys; which form of a word
//! goes with a number follows the plural rules of Unicode's CLDR.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::OnceLock;

/// A language of the desk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// English.
    English,
    /// Arabic, written from right to left.
    Arabic,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
}

impl Language {
    /// All of them, English first.
    pub const ALL: [Language; 4] = [Language::English, Language::Arabic, Language::Russian, Language::Ukrainian];

    /// Its key (BCP 47).
    pub fn key(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Arabic => "ar",
            Language::Russian => "ru",
            Language::Ukrainian => "uk",
        }
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Arabic => "العربية",
            Language::Russian => "Русский",
            Language::Ukrainian => "Українська",
        }
    }

    /// Direction of its script, as HTML names it.
    pub fn direction(self) -> &'static str {
        if self == Language::Arabic { "rtl" } else { "ltr" }
    }

    /// The language of this key.
    pub fn of(key: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.key() == key)
    }

    /// The first language of an `Accept-Language` header that the desk speaks.
    pub fn asked_for(header: &str) -> Option<Language> {
        let keys = header.split(',').filter_map(|part| part.split([';', '-']).next());
        keys.filter_map(|key| Language::of(&key.trim().to_lowercase())).next()
    }

    fn source(self) -> &'static str {
        match self {
            Language::English => include_str!("words/en.txt"),
            Language::Arabic => include_str!("words/ar.txt"),
            Language::Russian => include_str!("words/ru.txt"),
            Language::Ukrainian => include_str!("words/uk.txt"),
        }
    }

    fn catalogue(self) -> &'static BTreeMap<&'static str, &'static str> {
        static CATALOGUES: OnceLock<Vec<BTreeMap<&'static str, &'static str>>> = OnceLock::new();
        let all = CATALOGUES.get_or_init(|| Language::ALL.iter().map(|language| read(language.source())).collect());
        &all[self as usize]
    }

    /// The words of this key. A key that no catalogue has is shown as it is, so that it is seen.
    pub fn say(self, key: &'static str) -> &'static str {
        let own = self.catalogue().get(key).or_else(|| Language::English.catalogue().get(key));
        own.copied().unwrap_or(key)
    }

    /// All words whose key begins like this, with the rest of their key, by key.
    pub fn under(self, prefix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let from = self.catalogue().range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map_while(move |(key, words)| Some((key.strip_prefix(prefix)?, *words)))
    }

    /// The same with `{name}` filled in.
    pub fn fill(self, key: &'static str, values: &[(&str, &str)]) -> String {
        filled(self.say(key), values)
    }

    /// Words for a number of things: `{n}` is the number; the catalogue has the forms `key.one`, `key.few` and so on.
    pub fn count(self, key: &str, n: u64) -> String {
        let form = format!("{key}.{}", self.plural(n));
        let find = |form: &str| self.catalogue().get(form).copied();
        let words = find(&form).or_else(|| find(&format!("{key}.other"))).unwrap_or("{n}");
        filled(words, &[("n", &grouped(n))])
    }

    /// All words whose key begins so, by the rest of their key: what a browser part is given.
    pub fn words_under(self, beginning: &str) -> BTreeMap<&'static str, &'static str> {
        self.catalogue().iter().filter_map(|(key, words)| Some((key.strip_prefix(beginning)?, *words))).collect()
    }

    /// The plural category of a whole number (CLDR).
    fn plural(self, n: u64) -> &'static str {
        let (tens, ones) = (n % 100, n % 10);
        match self {
            Language::English => {
                if n == 1 {
                    "one"
                } else {
                    "other"
                }
            }
            Language::Russian | Language::Ukrainian => match (ones, tens) {
                (1, tens) if tens != 11 => "one",
                (2..=4, tens) if !(12..=14).contains(&tens) => "few",
                _ => "many",
            },
            Language::Arabic => match (n, tens) {
                (0, _) => "zero",
                (1, _) => "one",
                (2, _) => "two",
                (_, 3..=10) => "few",
                (_, 11..=99) => "many",
                _ => "other",
            },
        }
    }
}

/// A number with its digits in groups of three, apart by a narrow space.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

fn filled(words: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(words.to_owned(), |words, (name, value)| words.replace(&format!("{{{name}}}"), value))
}

/// The lines `key = words` of a catalogue.
pub fn read(source: &'static str) -> BTreeMap<&'static str, &'static str> {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).map(|(key, words)| (key.trim(), words.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Keys without the plural form.
    fn keys(language: Language) -> BTreeSet<&'static str> {
        const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
        let stem = |key: &'static str| match key.rsplit_once('.') {
            Some((stem, form)) if FORMS.contains(&form) => stem,
            _ => key,
        };
        language.catalogue().keys().copied().map(stem).collect()
    }

    fn names(words: &str) -> BTreeSet<&str> {
        words.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_says_everything() {
        let english = keys(Language::English);
        assert!(english.len() > 50);
        for language in Language::ALL {
            let own = keys(language);
            let missing: Vec<_> = english.difference(&own).collect();
            let more: Vec<_> = own.difference(&english).collect();
            assert!(missing.is_empty() && more.is_empty(), "{}: missing {missing:?}, more {more:?}", language.key());
        }
    }

    #[test]
    fn every_language_fills_in_the_same() {
        for language in Language::ALL {
            for (key, words) in language.catalogue() {
                let Some(english) = Language::English.catalogue().get(key) else { continue };
                assert_eq!(names(words), names(english), "{} in {}", key, language.key());
            }
        }
    }

    #[test]
    fn a_number_takes_its_form() {
        assert_eq!(Language::Russian.plural(21), "one");
        assert_eq!(Language::Russian.plural(12), "many");
        assert_eq!(Language::Ukrainian.plural(3), "few");
        assert_eq!(Language::Arabic.plural(103), "few");
        assert_eq!(Language::Arabic.plural(100), "other");
        assert_eq!(Language::English.count("items.n", 1), "1 item");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn the_browser_may_ask_for_a_language() {
        assert_eq!(Language::asked_for("de-DE, uk;q=0.9, en;q=0.8"), Some(Language::Ukrainian));
        assert_eq!(Language::asked_for("ar-EG"), Some(Language::Arabic));
        assert_eq!(Language::asked_for("de"), None);
    }
}
