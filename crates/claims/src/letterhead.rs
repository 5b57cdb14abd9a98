//! Who issued a text, by its own head: a press note begins with the name of the body that sends it.
//!
//! Precision first: a body's name alone in one of the first lines and a word for a press note in them. A newspaper that
//! prints a press note begins with its own words, so it issues nothing.

use crate::statements::{is_body_noun, is_finite_verb_form};

/// The head of a text ends after so many lines.
const HEAD_LINES: usize = 6;
/// Longer lines are sentences.
const NAME_WORDS_AT_MOST: usize = 8;

/// Words by which a body marks what it hands to the press.
const PRESS_MARKS: &[&str] = &[
    "press office",
    "press note",
    "press release",
    "press service",
    "press statement",
    "media release",
    "media office",
    "media statement",
    "news release",
    "communiqué",
    "for immediate release",
    "пресс-служба",
    "пресс-релиз",
    "прес-служба",
    "прес-реліз",
    "بيان صحفي",
    "المكتب الإعلامي",
];

/// The body that issued `text`, as its head names it; `None` where the head is none of a press note.
pub fn issuer(text: &str) -> Option<String> {
    let head: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD_LINES).collect();
    if !head.iter().any(|line| bears_press_mark(line)) {
        return None;
    }
    let named = head.iter().find_map(|line| name_in(line))?;
    Some(other_spelling(text, &named).unwrap_or(named))
}

fn bears_press_mark(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.split_whitespace().count() <= NAME_WORDS_AT_MOST && PRESS_MARKS.iter().any(|mark| lower.contains(mark))
}

/// The body that a line of the head consists of: "ORRIN FIRE BRIGADE", "Press release by the Orrin Fire Brigade".
fn name_in(line: &str) -> Option<String> {
    let line = line.split([',', '|', '–', '—', '·']).next().unwrap_or(line).trim();
    let issued = [" by the ", " of the ", " from the ", " by ", " of ", " from "];
    let name = match issued.iter().find_map(|word| line.to_lowercase().find(word).map(|at| at + word.len())) {
        Some(from) if bears_press_mark(line) => line.get(from..)?,
        _ => line,
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let begins_large = |word: &&str| word.starts_with(|sign: char| sign.is_uppercase() || !sign.is_lowercase());
    let is_name = (2..=NAME_WORDS_AT_MOST).contains(&words.len())
        && words.first().is_some_and(begins_large)
        && words.iter().filter(|word| word.chars().count() > 3).all(begins_large)
        && !words.iter().any(|word| is_finite_verb_form(&word.to_lowercase()))
        && words.iter().any(|word| is_body_noun(&word.to_lowercase()))
        && !bears_press_mark(name)
        && !name.ends_with(['.', '!', '?', ':', ';']);
    is_name.then(|| words.join(" "))
}

/// A head in capitals is read in the spelling that the text uses below.
fn other_spelling(text: &str, name: &str) -> Option<String> {
    if name.chars().any(char::is_lowercase) {
        return None;
    }
    let length = name.split(' ').count();
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let same = |run: &&[&str]| run.join(" ").to_uppercase() == name && run.join(" ") != name;
    words.windows(length).find(same).map(|run| run.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_note_names_its_issuer() {
        let note = "VARR COAST GUARD\nPress office, Pier 2\n\nNote 7\n\nThe Varr Coast Guard found the boat at noon.";
        assert_eq!(issuer(note).as_deref(), Some("Varr Coast Guard"));
        let release = "Press release by the Varr Water Authority\n4 May\n\nThe main burst at noon.";
        assert_eq!(issuer(release).as_deref(), Some("Varr Water Authority"));
    }

    #[test]
    fn a_report_about_a_press_note_is_issued_by_nobody() {
        for text in [
            "Boat found, says coast guard\n\nThe Varr Coast Guard said in a press release that the boat was found at noon.",
            "Varr Herald\nCoast guard finds boat\nBy Ana Ruiz\n\nThe boat was found.",
            "Varr City Council\nMinutes of the meeting\n\nThe bridge was discussed.",
        ] {
            assert_eq!(issuer(text), None, "{text}");
        }
    }
}
