//! The part behind the boundary: single comments, with author and time where lines give them.

use super::blocks::BlockDraft;
use super::credits::starts_with_words;
use super::dates::{date_line, is_day_and_clock};
use super::paragraphs::Paragraph;
use model::BlockRole;
use std::collections::BTreeMap;

/// A line that names the author of a comment is never longer than this.
const LONGEST_HEADER_CHARS: usize = 120;
/// A name of a reader is never longer than this.
const LONGEST_NAME_CHARS: usize = 40;
/// Words of a reader's name.
const MOST_NAME_WORDS: usize = 5;
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

/// Before the name in a line of name and time, lower case.
const OPENINGS: &[&str] = &["posted by", "written by", "comment by", "by "];
/// Between name and time.
const CONNECTORS: &[&str] = &[" on", " at", " says", " said", " wrote"];

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
    let behind = by_header && are_behind(text, paragraphs, &headers);
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: Option<Header> = None;
    let mut current: Option<usize> = None;
    for (paragraph, header) in paragraphs.iter().zip(headers) {
        let words = paragraph.of(text);
        if let Some(header) = header.filter(|_| by_header) {
            if let Some(comment) = current.filter(|_| behind) {
                (drafts[comment].author, drafts[comment].posted_at) = (header.author.clone(), header.posted_at.clone());
                if let Some(author) = &header.author {
                    known.insert(author.to_lowercase(), comment);
                }
            }
            drafts.push(boilerplate(paragraph, "text: names the author or time of a comment"));
            if behind {
                current = None;
                continue;
            }
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

/// For each paragraph: `None` when it is no author or time line of a comment, else whether it is plainly one: it names an
/// author or has a clock. A day alone also heads the parts of a chronicle.
pub(super) fn author_lines(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<bool>> {
    let is_plain = |header: Header| header.author.is_some() || header.posted_at.is_some_and(|time| time.contains(':'));
    headers(text, paragraphs).into_iter().map(|header| header.map(is_plain)).collect()
}

/// Whether the lines that name authors stand behind their comments: the text ends with one.
pub(super) fn headers_stand_behind(text: &str, paragraphs: &[Paragraph]) -> bool {
    are_behind(text, paragraphs, &headers(text, paragraphs))
}

fn are_behind(text: &str, paragraphs: &[Paragraph], headers: &[Option<Header>]) -> bool {
    let last = paragraphs.iter().rposition(|paragraph| !is_action(paragraph.of(text)));
    last.is_some_and(|last| headers[last].is_some())
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
    says(line).or_else(|| posted_by(line)).or_else(|| name_and_time(line)).or_else(|| name_then_clock(line))
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

/// "Name October 25, 2012 at 10:47 pm", "2 Name 3.4.2012 10:47", "Posted by: Name at ...": no mark between the two, so
/// that the time must have a clock.
fn name_then_clock(line: &str) -> Option<Header> {
    let line = line.trim_end_matches(['.', ':', ' ']);
    let line = ["said", "says", "wrote"].iter().find_map(|verb| line.strip_suffix(verb)).unwrap_or(line).trim_end();
    let author_of = |words: &str| {
        let lower = words.to_lowercase();
        let opening = OPENINGS.iter().filter(|opening| lower.starts_with(**opening)).map(|opening| opening.len()).max();
        let name = words
            .get(opening.unwrap_or(0)..)?
            .trim_start_matches(|letter: char| letter.is_numeric() || ".:# ".contains(letter));
        let name = CONNECTORS.iter().find_map(|end| name.trim_end().strip_suffix(end)).unwrap_or(name);
        Some(name.trim_matches([' ', ',', ':', '-', '—', '|']).to_owned())
    };
    // The space between name and time is often lost: "Ann3 May 2019 16:05".
    let begins = |at: usize, letter: char| match line[..at].chars().next_back() {
        Some(before) => before == ' ' || letter.is_numeric() && !before.is_numeric() && !"/.-:,".contains(before),
        None => false,
    };
    let starts = line.char_indices().filter(|(at, letter)| begins(*at, *letter)).map(|(at, _)| at);
    let at = std::iter::once(0).chain(starts).find(|at| {
        !CONNECTORS.iter().any(|word| line[*at..].starts_with(word.trim_start())) && is_day_and_clock(&line[*at..])
    })?;
    let author = author_of(&line[..at])?;
    let time = Some(line[at..].to_owned());
    match author.as_str() {
        "" => Some(Header { author: None, posted_at: time }),
        _ => is_reader_name(&author).then_some(Header { author: Some(author), posted_at: time }),
    }
}

/// Whether words are a time, said in days or as "3 hours ago".
pub(super) fn is_time(words: &str) -> bool {
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
