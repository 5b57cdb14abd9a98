//! The part behind the boundary: single comments, with author and time where lines give them.

use super::blocks::BlockDraft;
use super::credits::starts_with_words;
use super::dates::date_line;
use super::paragraphs::Paragraph;
use model::BlockRole;
use std::collections::BTreeMap;

/// A line that names the author of a comment is never longer than this.
const LONGEST_HEADER_CHARS: usize = 120;
/// A name of a reader is never longer than this.
const LONGEST_NAME_CHARS: usize = 40;
/// Words of a reader's name.
const MOST_NAME_WORDS: usize = 4;
/// Lines that name authors are believed from this number on: one may be chance.
const FEWEST_HEADERS: usize = 2;

/// Buttons and counters below comments, lower case.
const ACTIONS: &[&str] = &[
    "reply",
    "replies",
    "like",
    "likes",
    "dislike",
    "share",
    "report",
    "flag",
    "permalink",
    "upvote",
    "downvote",
    "edit",
    "delete",
    "quote",
    "link",
    "log",
    "in",
    "to",
    "show",
    "more",
    "load",
    "ответить",
    "нравится",
    "пожаловаться",
    "поделиться",
    "відповісти",
    "подобається",
    "поскаржитися",
    "поділитися",
    "رد",
    "أعجبني",
    "إبلاغ",
    "مشاركة",
    "antworten",
    "répondre",
    "responder",
    "yanıtla",
];
/// "Name says:".
const SAYS: &[&str] = &[
    " says",
    " said",
    " wrote",
    " writes",
    " commented",
    " пишет",
    " написал",
    " написала",
    " пише",
    " написав",
    " يقول",
    " تقول",
    " كتب",
    " كتبت",
];
/// "3 hours ago".
const AGO: &[&str] = &[
    "ago",
    "назад",
    "тому",
    "منذ",
    "yesterday",
    "вчера",
    "вчора",
    "أمس",
    "today",
    "сегодня",
    "сьогодні",
    "اليوم",
    "just now",
];

/// Who wrote a comment and when, as its header line says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Header {
    author: Option<String>,
    posted_at: Option<String>,
}

/// Adds one block a comment; header lines and buttons become boilerplate.
pub(super) fn add(text: &str, paragraphs: &[Paragraph], how: &str, confidence_0_1: f64, drafts: &mut Vec<BlockDraft>) {
    let headers = headers(text, paragraphs);
    let by_header = headers.iter().filter(|header| header.is_some()).count() >= FEWEST_HEADERS;
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: Option<Header> = None;
    let mut current: Option<usize> = None;
    for (paragraph, header) in paragraphs.iter().zip(headers) {
        let words = paragraph.of(text);
        if let Some(header) = header.filter(|_| by_header) {
            drafts.push(boilerplate(paragraph, "text: names the author or time of a comment"));
            open = Some(open.filter(|_| current.is_none()).map_or(header.clone(), |earlier| merged(earlier, header)));
            current = None;
        } else if is_action(words) {
            drafts.push(boilerplate(paragraph, "text: button or counter"));
            current = None;
        } else if let (true, Some(index)) = (by_header, current) {
            drafts[index].end_byte = paragraph.end_byte;
        } else {
            let mut draft =
                BlockDraft::new(paragraph.start_byte, paragraph.end_byte, BlockRole::Comment, how, confidence_0_1);
            let header = open.take().unwrap_or_default();
            draft.parent = addressed(words, &known);
            draft.posted_at = header.posted_at;
            if let Some(author) = &header.author {
                known.insert(author.to_lowercase(), drafts.len());
            }
            draft.author = header.author;
            current = Some(drafts.len());
            drafts.push(draft);
        }
    }
}

/// For each paragraph: `None` when it is no author or time line of a comment, else whether it names an author.
pub(super) fn author_lines(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<bool>> {
    headers(text, paragraphs).into_iter().map(|header| header.map(|header| header.author.is_some())).collect()
}

fn boilerplate(paragraph: &Paragraph, reason: &str) -> BlockDraft {
    BlockDraft::new(paragraph.start_byte, paragraph.end_byte, BlockRole::Boilerplate, reason, 0.7)
}

fn merged(earlier: Header, later: Header) -> Header {
    Header { author: earlier.author.or(later.author), posted_at: earlier.posted_at.or(later.posted_at) }
}

/// "@Name ..." answers the last comment of that name; of two names that fit the longer one.
fn addressed(words: &str, known: &BTreeMap<String, usize>) -> Option<usize> {
    let name: String = words.strip_prefix('@')?.chars().take(LONGEST_NAME_CHARS).flat_map(char::to_lowercase).collect();
    let ends_of_words = name.char_indices().filter(|(_, letter)| !letter.is_alphanumeric()).map(|(at, _)| at);
    let ends: Vec<usize> = ends_of_words.chain(std::iter::once(name.len())).collect();
    ends.into_iter().rev().find_map(|end| known.get(&name[..end]).copied())
}

/// The header of each paragraph that is one. A name alone counts when a line of time stands behind it.
fn headers(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<Header>> {
    let mut headers: Vec<Option<Header>> = paragraphs.iter().map(|paragraph| header(paragraph.of(text))).collect();
    for index in 1..paragraphs.len() {
        let is_time =
            headers[index].as_ref().is_some_and(|header| header.author.is_none() && header.posted_at.is_some());
        let before = paragraphs[index - 1].of(text);
        if is_time && headers[index - 1].is_none() && is_reader_name(before) && !is_action(before) {
            headers[index - 1] = Some(Header { author: Some(before.to_owned()), posted_at: None });
        }
    }
    headers
}

fn header(line: &str) -> Option<Header> {
    if line.chars().count() > LONGEST_HEADER_CHARS || line.contains('\n') {
        return None;
    }
    says(line).or_else(|| posted_by(line)).or_else(|| name_and_time(line))
}

fn says(line: &str) -> Option<Header> {
    let bare = line.trim_end_matches([':', ' ']);
    let name = SAYS.iter().find_map(|verb| bare.strip_suffix(verb)).or_else(|| arabic_says(bare))?;
    (line.ends_with(':') && is_reader_name(name))
        .then(|| Header { author: Some(name.trim().to_owned()), posted_at: None })
}

/// In Arabic the verb stands before the name.
fn arabic_says(bare: &str) -> Option<&str> {
    ["يقول ", "تقول ", "كتب ", "كتبت "].iter().find_map(|verb| bare.strip_prefix(verb))
}

fn posted_by(line: &str) -> Option<Header> {
    let bytes = ["posted by", "comment by", "by", "автор", "от", "від", "بواسطة"]
        .iter()
        .find_map(|words| starts_with_words(line, words))?;
    let rest = line[bytes..].trim_start_matches([':', ' ']);
    let cut = [" on ", " at ", ", ", " | ", " • ", " · ", " — ", " - "]
        .iter()
        .filter_map(|mark| Some((rest.find(mark)?, mark.len())))
        .min()?;
    let (name, time) = (&rest[..cut.0], rest[cut.0 + cut.1..].trim());
    (is_reader_name(name) && is_time(time))
        .then(|| Header { author: Some(name.trim().to_owned()), posted_at: Some(time.to_owned()) })
}

/// "Name • 3 hours ago", "Name, 4 May 2019 16:05", or a time alone.
fn name_and_time(line: &str) -> Option<Header> {
    let time_alone = || Some(Header { author: None, posted_at: Some(line.to_owned()) });
    if date_line(line).is_some() {
        return time_alone();
    }
    for mark in [" • ", " · ", " | ", " — ", " – ", " - ", ", ", " ("] {
        if let Some((name, time)) = line.split_once(mark) {
            let time = time.trim_end_matches(')').trim();
            if is_reader_name(name) && is_time(time) {
                return Some(Header { author: Some(name.trim().to_owned()), posted_at: Some(time.to_owned()) });
            }
        }
    }
    if is_time(line) { time_alone() } else { None }
}

fn is_time(words: &str) -> bool {
    let few = words.split_whitespace().count() <= 5;
    let lower = words.to_lowercase();
    let relative = few
        && lower.chars().count() <= 40
        && AGO.iter().any(|ago| lower.split_whitespace().any(|word| word == *ago) || lower == *ago)
        && (lower.chars().any(char::is_numeric) || lower.split_whitespace().count() <= 3);
    relative && !words.ends_with(['.', '!', '?']) || date_line(words).is_some()
}

fn is_reader_name(name: &str) -> bool {
    let name = name.trim();
    let words = name.split_whitespace().count();
    (1..=MOST_NAME_WORDS).contains(&words)
        && name.chars().count() <= LONGEST_NAME_CHARS
        && name.chars().any(char::is_alphanumeric)
        && !name.ends_with(['.', '!', '?', '…', ','])
        && !name.contains("://")
}

fn is_action(words: &str) -> bool {
    if words.chars().count() > 40 {
        return false;
    }
    let mut parts = words.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    let some = parts.peek().is_some();
    let all = parts.all(|part| ACTIONS.contains(&part.to_lowercase().as_str()) || part.chars().all(char::is_numeric));
    some && all && words.chars().any(char::is_alphabetic)
}
