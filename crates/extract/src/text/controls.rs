//! Characters that a reader does not see and that change what they see.

use super::findings::CONTROL_CHARACTERS;
use model::FindingDraft;
use std::collections::BTreeMap;

/// Names at most this many kinds of character in one finding.
const MOST_KINDS: usize = 8;

/// A finding when the text holds control characters, with their kinds, counts and the first place.
/// Joiners (U+200C, U+200D) are left out: Persian, Indic scripts and emoji need them.
pub(super) fn control_characters(text: &str) -> Option<FindingDraft> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    let mut first_byte = None;
    for (at, letter) in text.char_indices() {
        if is_hidden_control(letter) && !(at == 0 && letter == '\u{FEFF}') {
            *counts.entry(letter).or_default() += 1;
            first_byte.get_or_insert(at);
        }
    }
    let first_byte = first_byte?;
    let kinds: Vec<String> = counts
        .iter()
        .take(MOST_KINDS)
        .map(|(letter, count)| format!("U+{:04X} {count} times", *letter as u32))
        .collect();
    let more = if counts.len() > MOST_KINDS { " and others" } else { "" };
    Some(CONTROL_CHARACTERS.found(format!(
        "Characters that are not seen or that change the direction of the text: {}{more}; first at byte {first_byte}.",
        kinds.join(", ")
    )))
}

fn is_hidden_control(letter: char) -> bool {
    matches!(letter,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}
