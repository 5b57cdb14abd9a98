//! Credit lines of a text taken apart: who submitted it, via whom it came, where it stood first, who wrote it.

use model::CreditRole;

/// A credit line is never longer than this.
const LONGEST_LINE_CHARS: usize = 200;
/// A name is never longer than this.
const LONGEST_NAME_CHARS: usize = 80;
/// A name has at most this many words.
const MOST_NAME_WORDS: usize = 9;
/// An agency tag stands this near to the beginning of the first paragraph.
const DATELINE_BYTES: usize = 120;

/// One name in a line; offsets count from the beginning of that line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NamedCredit {
    /// In which way it is named.
    pub role: CreditRole,
    /// First byte of the name.
    pub start_byte: usize,
    /// One past its last byte.
    pub end_byte: usize,
}

/// Words that open a credit line, lower case. The longer of two that fit comes first.
const OPENINGS: &[(&str, CreditRole)] = &[
    ("submitted by", CreditRole::SubmittedBy),
    ("shared by", CreditRole::SubmittedBy),
    ("sent in by", CreditRole::SubmittedBy),
    ("contributed by", CreditRole::SubmittedBy),
    ("posted by", CreditRole::SubmittedBy),
    ("originally published", CreditRole::OriginallyPublished),
    ("originally posted", CreditRole::OriginallyPublished),
    ("originally appeared", CreditRole::OriginallyPublished),
    ("first published", CreditRole::OriginallyPublished),
    ("first appeared", CreditRole::OriginallyPublished),
    ("this article originally appeared", CreditRole::OriginallyPublished),
    ("this article was originally published", CreditRole::OriginallyPublished),
    ("this article first appeared", CreditRole::OriginallyPublished),
    ("this article was first published", CreditRole::OriginallyPublished),
    ("this story originally appeared", CreditRole::OriginallyPublished),
    ("this story was originally published", CreditRole::OriginallyPublished),
    ("this story first appeared", CreditRole::OriginallyPublished),
    ("republished from", CreditRole::OriginallyPublished),
    ("reprinted from", CreditRole::OriginallyPublished),
    ("source:", CreditRole::OriginallyPublished),
    ("additional reporting by", CreditRole::ReportingBy),
    ("reporting by", CreditRole::ReportingBy),
    ("written by", CreditRole::Author),
    ("authored by", CreditRole::Author),
    ("author:", CreditRole::Author),
    ("by:", CreditRole::Author),
    ("by ", CreditRole::Author),
    ("via", CreditRole::Via),
    ("h/t", CreditRole::Via),
    ("hat tip", CreditRole::Via),
    ("отправил", CreditRole::SubmittedBy),
    ("отправила", CreditRole::SubmittedBy),
    ("отправлено:", CreditRole::SubmittedBy),
    ("прислал", CreditRole::SubmittedBy),
    ("прислала", CreditRole::SubmittedBy),
    ("опубликовал", CreditRole::SubmittedBy),
    ("опубликовала", CreditRole::SubmittedBy),
    ("впервые опубликовано", CreditRole::OriginallyPublished),
    ("оригинал:", CreditRole::OriginallyPublished),
    ("источник:", CreditRole::OriginallyPublished),
    ("автор:", CreditRole::Author),
    ("текст:", CreditRole::Author),
    ("надіслав", CreditRole::SubmittedBy),
    ("надіслала", CreditRole::SubmittedBy),
    ("вперше опубліковано", CreditRole::OriginallyPublished),
    ("оригінал:", CreditRole::OriginallyPublished),
    ("джерело:", CreditRole::OriginallyPublished),
    ("أرسله", CreditRole::SubmittedBy),
    ("أرسلها", CreditRole::SubmittedBy),
    ("أرسلته", CreditRole::SubmittedBy),
    ("مقدم من", CreditRole::SubmittedBy),
    ("نشره", CreditRole::SubmittedBy),
    ("نشر بواسطة", CreditRole::SubmittedBy),
    ("نشر لأول مرة في", CreditRole::OriginallyPublished),
    ("نُشر لأول مرة في", CreditRole::OriginallyPublished),
    ("المصدر:", CreditRole::OriginallyPublished),
    ("نقلا عن", CreditRole::OriginallyPublished),
    ("نقلاً عن", CreditRole::OriginallyPublished),
    ("بقلم", CreditRole::Author),
    ("كتب:", CreditRole::Author),
    ("كتبت:", CreditRole::Author),
];

/// Words between two names of one line, with the way in which they name the second. Spaces stand on both sides.
const CONNECTORS: &[(&str, CreditRole)] = &[
    ("via", CreditRole::Via),
    ("via:", CreditRole::Via),
    ("h/t", CreditRole::Via),
    ("through", CreditRole::Via),
    ("через", CreditRole::Via),
    ("عبر", CreditRole::Via),
    ("من خلال", CreditRole::Via),
];

/// Words between an opening and the name that are no part of the name.
const BEFORE_NAME: &[&str] =
    &["at", "by", "on", "in", "to", ":", "-", "–", "—", "в", "на", "у", "по", "من", "في", "على"];
/// Words that open something which is no part of the name: a date, a desk.
const AFTER_NAME: &[&str] =
    &["on", "at", "for", "in", "|", "•", "·", "–", "—", "-", ";", "editing", "published", "updated", "posted", "with"];
/// Particles of names that are written small.
const PARTICLES: &[&str] = &[
    "and", "&", "of", "the", "de", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "el", "da", "di", "du",
    "y", "и", "і", "та", "for", "in", "on", "at", "via", "с",
];

/// The names of a line that is a credit line, in the order of the line; `None` for any other line.
pub(super) fn credit_line(line: &str) -> Option<Vec<NamedCredit>> {
    if line.chars().count() > LONGEST_LINE_CHARS || line.contains('\n') {
        return None;
    }
    let (opening_bytes, role) = opening(line)?;
    let names = names_after(line, opening_bytes, role);
    let all_hold =
        !names.is_empty() && names.iter().all(|name| is_name(&line[name.start_byte..name.end_byte], name.role));
    let covered = names.last().is_some_and(|last| is_rest_of_credit(&line[last.end_byte..]));
    (all_hold && covered).then_some(names)
}

/// Whether a line names only its author.
pub(super) fn is_byline(names: &[NamedCredit]) -> bool {
    names.iter().all(|name| name.role == CreditRole::Author)
}

/// The agency of a dateline: `CITY, Month 3 (Agency) - text`. Offsets count from the beginning of the paragraph.
pub(super) fn dateline_agency(paragraph: &str) -> Option<NamedCredit> {
    let open = paragraph.find('(').filter(|at| *at <= DATELINE_BYTES)?;
    let close = open + paragraph[open..].find(')')?;
    let behind = paragraph[close + 1..].trim_start();
    let name = &paragraph[open + 1..close];
    let before = paragraph[..open].trim();
    let place_like = !before.is_empty()
        && !before.contains(['.', '!', '?', ':', ';', '"', '“'])
        && before.split_whitespace().count() <= 6
        && before.chars().next().is_some_and(|letter| !letter.is_lowercase());
    let short_name =
        name.len() <= 40 && name.chars().next().is_some_and(char::is_alphabetic) && is_name(name, CreditRole::Agency);
    let dash = behind.starts_with(['-', '–', '—', '−']);
    (place_like && short_name && dash).then_some(NamedCredit {
        role: CreditRole::Agency,
        start_byte: open + 1,
        end_byte: close,
    })
}

/// Cuts `text` at the connectors; the first name has `role`. Offsets count from the beginning of `line`.
pub(super) fn names_after(line: &str, from_byte: usize, role: CreditRole) -> Vec<NamedCredit> {
    let mut names = Vec::new();
    let mut role = role;
    let mut start = skip_before_name(line, from_byte);
    loop {
        let connector = next_connector(line, start);
        let end = connector.map_or(line.len(), |(at, _, _)| at);
        if let Some((start_byte, end_byte)) = name_span(line, start, end) {
            names.push(NamedCredit { role, start_byte, end_byte });
        }
        let Some((_, behind, next_role)) = connector else { break };
        role = next_role;
        start = skip_before_name(line, behind);
    }
    names
}

fn opening(line: &str) -> Option<(usize, CreditRole)> {
    OPENINGS
        .iter()
        .filter_map(|(words, role)| starts_with_words(line, words).map(|bytes| (bytes, *role)))
        .max_by_key(|(bytes, _)| *bytes)
}

/// Byte length in `line` of the lower-case `words` it begins with, at a word's end.
pub(super) fn starts_with_words(line: &str, words: &str) -> Option<usize> {
    let mut rest = line.chars();
    for expected in words.chars() {
        let letter = rest.next()?;
        if letter != expected && !letter.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    let behind = rest.as_str();
    let at_end_of_word = !words.ends_with(char::is_alphanumeric) || !behind.starts_with(char::is_alphanumeric);
    at_end_of_word.then_some(line.len() - behind.len())
}

fn skip_before_name(line: &str, from_byte: usize) -> usize {
    let mut at = from_byte;
    loop {
        let rest = &line[at..];
        let trimmed =
            rest.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '-' | '–' | '—'));
        at += rest.len() - trimmed.len();
        let Some(bytes) = BEFORE_NAME.iter().find_map(|word| {
            starts_with_words(trimmed, word).filter(|bytes| trimmed[*bytes..].starts_with([' ', ':']))
        }) else {
            return at;
        };
        at += bytes;
    }
}

/// The first connector behind `from_byte`: where it begins, where it ends, its role.
fn next_connector(line: &str, from_byte: usize) -> Option<(usize, usize, CreditRole)> {
    let mut previous_is_space = false;
    for (offset, letter) in line[from_byte..].char_indices() {
        let at = from_byte + offset;
        if previous_is_space || letter == '/' {
            for (words, role) in CONNECTORS {
                if let Some(bytes) =
                    starts_with_words(&line[at..], words).filter(|bytes| line[at + bytes..].starts_with([' ', ':']))
                {
                    return Some((at, at + bytes, *role));
                }
            }
        }
        previous_is_space = letter.is_whitespace() || letter == '(';
    }
    None
}

/// The name between two bytes without punctuation, and without what stands behind it.
fn name_span(line: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let mut end = end.max(start);
    for (words, word) in line[start..end].split_whitespace().enumerate() {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        let bare = word.to_lowercase();
        let ends_name =
            words > 0 && (AFTER_NAME.contains(&bare.as_str()) && !next_is_capital(&line[at + word.len()..], &bare));
        if ends_name || (words > 0 && word.starts_with(|letter: char| letter.is_ascii_digit())) {
            end = at;
            break;
        }
    }
    let name = &line[start..end];
    let opened =
        name.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '[' | '"' | '“' | '@'));
    let bare = opened.trim_end_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, ',' | '.' | ';' | ':' | ')' | ']' | '"' | '”' | '،' | '|' | '•' | '-' | '–' | '—')
    });
    let start_byte = start + (name.len() - opened.len());
    (!bare.is_empty()).then_some((start_byte, start_byte + bare.len()))
}

/// "for", "in" within a name ("Centre for Foo") stay part of it when a capital follows.
fn next_is_capital(rest: &str, word: &str) -> bool {
    matches!(word, "for" | "in") && rest.trim_start().starts_with(char::is_uppercase)
}

/// A name: few words, each capitalised where the script has capitals, no sentence.
pub(super) fn is_name(name: &str, role: CreditRole) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || words.len() > MOST_NAME_WORDS || name.chars().count() > LONGEST_NAME_CHARS {
        return false;
    }
    if name.contains(['!', '?', '؟']) || !name.chars().any(char::is_alphabetic) {
        return false;
    }
    let looks_like_url = words.len() == 1 && name.contains('.');
    let account = words.len() == 1 && role != CreditRole::Author;
    looks_like_url || account || words.iter().all(|word| is_name_word(word)) || is_cyrillic_title(&words, role)
}

/// Names of outlets in Cyrillic have a capital only at their beginning. People's names do not, so an author is none.
fn is_cyrillic_title(words: &[&str], role: CreditRole) -> bool {
    let first = words.first().and_then(|word| word.chars().find(|letter| letter.is_alphabetic()));
    let begins = first.is_some_and(|letter| letter.is_uppercase() && matches!(letter, '\u{400}'..='\u{52F}'));
    begins && role != CreditRole::Author && words.len() <= 4
}

fn is_name_word(word: &str) -> bool {
    if PARTICLES.contains(&word.to_lowercase().as_str()) {
        return true;
    }
    match word.chars().find(|letter| letter.is_alphabetic()) {
        Some(first) => !first.is_lowercase() || word.contains('-') && word.chars().any(char::is_uppercase),
        None => word.len() <= 3,
    }
}

/// What may stand behind the last name: a date, a desk, nothing long.
fn is_rest_of_credit(rest: &str) -> bool {
    rest.split_whitespace().count() <= 12 && !rest.trim_end_matches(['.', ' ']).contains(". ")
}
