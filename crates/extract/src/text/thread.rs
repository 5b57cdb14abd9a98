//! Threads and chats as text: "Name: text", "[12:03] Name: text".

use super::blocks::BlockDraft;
use super::paragraphs::Paragraph;
use model::BlockRole;
use std::collections::BTreeMap;

/// Fewest lines of the pattern that make a thread.
const FEWEST_MESSAGES: usize = 3;
/// Share of lines that must have the pattern.
const MESSAGE_LINES_SHARE: f64 = 0.6;
/// A name is never longer than this, in bytes and words.
const LONGEST_NAME_BYTES: usize = 60;
/// Words of a name.
const MOST_NAME_WORDS: usize = 4;

/// One message's beginning.
struct Opening<'t> {
    author: &'t str,
    posted_at: Option<&'t str>,
    /// First byte of what was written, counted from the line's beginning.
    text_at: usize,
}

/// The messages of a thread, or `None` when most lines do not look like messages. Lines without the pattern go on
/// the message before them. Without times, at least two people must speak and one must speak twice.
pub(super) fn messages(text: &str, lines: &[Paragraph]) -> Option<Vec<BlockDraft>> {
    let openings: Vec<Option<Opening>> = lines.iter().map(|line| opening(line.of(text))).collect();
    let known: Vec<&Opening> = openings.iter().flatten().collect();
    if known.len() < FEWEST_MESSAGES || (known.len() as f64) < lines.len() as f64 * MESSAGE_LINES_SHARE {
        return None;
    }
    let timed = known.iter().filter(|opening| opening.posted_at.is_some()).count();
    if timed * 2 < known.len() && !people_take_turns(&known) {
        return None;
    }
    Some(drafts(lines, &openings))
}

fn people_take_turns(openings: &[&Opening]) -> bool {
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    for opening in openings {
        *turns.entry(opening.author).or_default() += 1;
    }
    turns.len() >= 2 && turns.len() * 3 <= openings.len() * 2 && turns.values().any(|count| *count >= 2)
}

fn drafts(lines: &[Paragraph], openings: &[Option<Opening>]) -> Vec<BlockDraft> {
    let mut drafts: Vec<BlockDraft> = Vec::new();
    for (line, opening) in lines.iter().zip(openings) {
        match (opening, drafts.last_mut()) {
            (Some(opening), _) => {
                let mut draft = BlockDraft::new(
                    line.start_byte + opening.text_at,
                    line.end_byte,
                    BlockRole::Message,
                    "text: name and message pattern",
                    0.85,
                );
                draft.author = Some(opening.author.to_owned());
                draft.posted_at = opening.posted_at.map(str::to_owned);
                drafts.push(draft);
            }
            (None, Some(last)) if last.role == BlockRole::Message => last.end_byte = line.end_byte,
            (None, _) => drafts.push(BlockDraft::new(
                line.start_byte,
                line.end_byte,
                BlockRole::Body,
                "text: before the first message",
                0.6,
            )),
        }
    }
    drafts
}

fn opening(line: &str) -> Option<Opening<'_>> {
    let (posted_at, name_at) = leading_time(line);
    let rest = &line[name_at..];
    let (author, behind) = bracketed_name(rest).or_else(|| name_before_colon(rest))?;
    let text_at = name_at + behind;
    let text_at = text_at + (line[text_at..].len() - line[text_at..].trim_start().len());
    (text_at < line.len()).then_some(Opening { author, posted_at, text_at })
}

/// "[12:03]", "12:03", "2021-03-04 12:03 -", "[03/04/2021, 12:03:10]": the time, and where the rest begins.
fn leading_time(line: &str) -> (Option<&str>, usize) {
    let (inside, behind) = match line.strip_prefix(['[', '(']) {
        Some(rest) => match rest.find([']', ')']) {
            Some(end) if end <= 40 => (&rest[..end], line.len() - rest.len() + end + 1),
            _ => return (None, 0),
        },
        None => {
            let end = line.find(|letter: char| {
                !(letter.is_ascii_digit() || matches!(letter, ':' | '.' | '/' | '-' | ',' | ' ' | 'T' | 'Z'))
            });
            let end = end.unwrap_or(0);
            (line[..end].trim_end_matches([' ', '-', ',']), end)
        }
    };
    let has_clock = inside.split([' ', ',', 'T']).any(|word| {
        let digits = word.trim_end_matches('Z');
        (digits.len() == 4 || digits.len() == 5 || digits.len() == 8)
            && digits.contains(':')
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    });
    if !has_clock {
        return (None, 0);
    }
    let rest = &line[behind..];
    let gap = rest.len() - rest.trim_start_matches([' ', '-', '–', '—', '|']).len();
    (Some(inside.trim()), behind + gap)
}

/// "<name> text", as IRC logs have it.
fn bracketed_name(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix('<')?;
    let end = inside.find('>').filter(|end| *end > 0 && *end <= LONGEST_NAME_BYTES)?;
    let name = inside[..end].trim();
    (!name.is_empty() && !name.starts_with('/') && !name.contains('=')).then_some((name, end + 2))
}

fn name_before_colon(rest: &str) -> Option<(&str, usize)> {
    let at = rest.find([':', '：']).filter(|at| *at > 0 && *at <= LONGEST_NAME_BYTES)?;
    let behind = at + rest[at..].chars().next().map_or(1, char::len_utf8);
    let name = rest[..at].trim();
    let words = name.split_whitespace().count();
    let follows = rest[behind..].starts_with(char::is_whitespace);
    let begins = name.chars().next().is_some_and(|letter| letter.is_alphabetic() || matches!(letter, '@' | '+' | '~'));
    let plain = !name.contains(['"', '“', '=', '{', '(', '/', '.', ',', '?', '!']);
    (follows && begins && plain && (1..=MOST_NAME_WORDS).contains(&words)).then_some((name, behind))
}
