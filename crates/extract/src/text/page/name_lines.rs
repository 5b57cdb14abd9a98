//! Lines near the headline or behind the text that name an author without beginning as a byline does: a name beside a
//! date, a label with the name in the line below it, a label somewhere in the line.

use super::who_when::{Page, clean, day_in};
use crate::text::dates::date_line;
use model::NamedAuthor;

/// A line that is a date and a name is never longer than this.
const LONGEST_DATED_BYTES: usize = 140;
/// Words between a date and a name in one line.
const BETWEEN: &[&str] = &[" von ", " by ", " par ", " por "];
/// Labels of a line of their own, below which a name stands, as letters in lower case.
const LABELS_ABOVE: &[&str] = &[
    "autor",
    "autorin",
    "autoren",
    "author",
    "authors",
    "auteur",
    "auteurs",
    "von",
    "by",
    "writtenby",
    "text",
    "words",
    "автор",
    "autore",
    "por",
    "par",
];
/// Labels with a colon that may stand in front of a name, lower case.
const LABELS_BEFORE: &[&str] =
    &["autor", "autorin", "autoren", "author", "authors", "auteur", "auteurs", "text", "words", "redaktion", "autore"];

impl Page<'_> {
    /// The author that such a line names.
    pub fn by_name_line(&self) -> Option<NamedAuthor> {
        let near = self.lines_near();
        let author = |name: String, evidence: &str| NamedAuthor { name, evidence: evidence.to_owned() };
        for (at, line) in &near {
            if let Some(name) = labelled_name(line) {
                return Some(author(name, "name behind a label"));
            }
            let label: String =
                line.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
            let is_label =
                LABELS_ABOVE.contains(&label.trim_end_matches('s')) || LABELS_ABOVE.contains(&label.as_str());
            let below = self.line(at + 1).filter(|_| is_label && line.len() <= 24);
            if let Some(name) = below.and_then(whole_name) {
                return Some(author(name, "name below a label"));
            }
        }
        near.iter().find_map(|(_, line)| dated_name(line)).map(|name| author(name, "name beside a date"))
    }
}

/// A person's name of two words at least, with nothing around it.
fn whole_name(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['-', '–', '—', ' ']).trim_end_matches([',', '.', ' ']);
    let words: Vec<&str> = line.split_whitespace().collect();
    let name = clean(line).filter(|name| name == line)?;
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let good = (2..=4).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && !line.contains([':', '/', '&', '"', '„', '»'])
        && line.chars().all(|letter| !letter.is_ascii_digit());
    good.then_some(name)
}

/// "Autoren Ann Bell und Tom Kerr", "Text: Ann Bell": the names, still joined.
fn labelled_name(line: &str) -> Option<String> {
    if line.len() > LONGEST_DATED_BYTES {
        return None;
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    for label in LABELS_BEFORE {
        let Some(rest) = lower.strip_prefix(label) else { continue };
        let rest = &line[line.len() - rest.len()..];
        let Some(names) = rest.trim_start().trim_start_matches("(s)").trim_start().strip_prefix(':') else { continue };
        let names = names.split(['|', '/', '(', '•']).next().unwrap_or("").trim();
        // "Autor: Ann Bell Tags: ...": another label ends the names.
        let names =
            names.find(':').map_or(names, |colon| names[..colon].rsplit_once(' ').map_or("", |(names, _)| names));
        let parts: Vec<&str> =
            names.split(", ").flat_map(|part| part.split(" und ")).flat_map(|part| part.split(" and ")).collect();
        if !parts.is_empty() && parts.iter().all(|part| whole_name(part).is_some()) {
            return Some(names.to_owned());
        }
    }
    None
}

/// "04.02.2022 | 13:10 Uhr | Ann Bell", "Ann Bell, 5 May 2020", "06.11.2023 13:30 von Ann": one name, one date, nothing
/// else but numbers.
fn dated_name(line: &str) -> Option<String> {
    if line.len() > LONGEST_DATED_BYTES || day_in(line).is_none() {
        return None;
    }
    let mut name = None;
    let spaced =
        [" - ", " – ", " — ", " / ", " • ", " · "].iter().fold(line.to_owned(), |line, mark| line.replace(mark, "|"));
    let spaced = BETWEEN.iter().fold(spaced, |line, word| line.replacen(word, "|~", 1));
    for part in spaced.split('|').map(str::trim).filter(|part| !part.is_empty()) {
        let (marked, part) = part.strip_prefix('~').map_or((false, part), |rest| (true, rest.trim()));
        let nothing = part.chars().all(|letter| !letter.is_alphabetic()) || date_line(part).is_some() || is_clock(part);
        if nothing {
            continue;
        }
        let part = part.split(" (").next().unwrap_or(part);
        let whole = whole_name(part)
            .or_else(|| labelled_name(part))
            .or_else(|| marked.then(|| clean(part)).flatten().filter(|name| name == part));
        let cut = || {
            part.split_once(", ").filter(|(_, date)| date_line(date).is_some()).and_then(|(name, _)| whole_name(name))
        };
        let found = whole.or_else(cut)?;
        if name.replace(found).is_some() {
            return None;
        }
    }
    name
}

fn is_clock(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let clock = words
        .next()
        .is_some_and(|word| word.contains([':', '.']) && word.chars().all(|letter| !letter.is_alphabetic()));
    clock && words.all(|word| matches!(word.to_lowercase().as_str(), "uhr" | "h" | "am" | "pm"))
}
