//! Finds where what is said begins and ends: clause boundaries without a parser.

use super::cues::{Cue, CueKind};
use super::lexicon::{CueTraits, words};
use super::source::{is_finite_verb, subject_before};
use super::tokens::{Passage, TokenKind};
use super::word_tables::WordList;
use std::ops::Range;

/// A clause has at least this many words; less is "said so", "said on Tuesday".
const CLAUSE_WORDS_AT_LEAST: usize = 3;

/// How many tokens before a participle "with" is looked for that it hangs on.
const WITH_REACH_TOKENS: usize = 8;

/// Whether the stretch reads like a clause: a verb stands in it after its first word.
pub(crate) fn looks_clausal(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let start = range.start;
    let first = passage.lower(start);
    if start >= range.end
        || words().preposition(first)
            && !begins_count(passage, start)
            && !matches!(
                first,
                "about"
                    | "around"
                    | "under"
                    | "over"
                    | "after"
                    | "before"
                    | "since"
                    | "in"
                    | "at"
                    | "by"
                    | "on"
                    | "with"
                    | "despite"
                    | "during"
                    | "up"
            )
    {
        return false;
    }
    let words_in_it = range.clone().filter(|&index| passage.is_wordlike(index)).count();
    if words_in_it < CLAUSE_WORDS_AT_LEAST {
        return false;
    }
    // "they plan to stay": a pronoun of a subject brings its verb; "I'm" is no reported speech.
    if matches!(first, "he" | "she" | "they" | "we") && passage.is_wordlike(start + 1) {
        return true;
    }
    // "announced his bid, but now she plans …": the verb of a joined clause is none of this one.
    let mut joined = 0;
    for index in start + 1..range.end {
        if is_finite_verb(passage, index) || is_third_person(passage, start, index) || is_short_is(passage, index) {
            if joined == 0 {
                return true;
            }
            joined -= 1;
        } else if JOINS_A_CLAUSE.has(passage.lower(index)) {
            joined += 1;
        }
    }
    false
}

/// Words that bring a verb of their own.
static JOINS_A_CLAUSE: WordList = WordList::new("which who whom whose when where while but because although");

/// "at least 50 people", "between 10 and 15": a noun phrase, though it begins like a circumstance.
pub(crate) fn begins_count(passage: &Passage<'_>, from: usize) -> bool {
    let second = passage.lower(from + 1);
    match passage.lower(from) {
        "at" => matches!(second, "least" | "most"),
        "as" => matches!(second, "many" | "few"),
        "between" | "from" => passage.token(from + 1).is_some_and(|token| token.kind == TokenKind::Number),
        _ => false,
    }
}

/// "it's late", "there's a leak": the mark behind a pronoun owns nothing.
fn is_short_is(passage: &Passage<'_>, index: usize) -> bool {
    passage.tokens[index].kind == TokenKind::Possessive
        && matches!(passage.lower(index - 1), "it" | "he" | "she" | "that" | "there" | "what" | "who" | "here")
}

/// "the region needs", "every unit doubles": a word in "-s" between a noun and what no noun stands before.
fn is_third_person(passage: &Passage<'_>, start: usize, index: usize) -> bool {
    let lower = passage.lower(index);
    let after = passage.lower(index + 1);
    index > start
        && lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && lower.is_ascii()
        && !passage.is_capital(index)
        && passage.is_wordlike(index - 1)
        && !words().preposition(passage.lower(index - 1))
        && !words().determiner(passage.lower(index - 1))
        && (words().determiner(after) || matches!(after, "to" | "it" | "them" | "him" | "us" | "more" | "not" | "that"))
}

/// The end of a content that begins at `from`: the sentence's end, or where another attribution of its own begins.
pub(crate) fn right_end(passage: &Passage<'_>, from: usize, sentence: &Range<usize>, later: &[Cue]) -> usize {
    let limit = without_terminal(passage, from, sentence.end);
    for cue in later.iter().filter(|cue| cue.span.start > from && cue.span.start < limit) {
        if let Some(cut) = cut_before(passage, from, cue) {
            return without_joiners(passage, from, cut);
        }
    }
    limit
}

/// Where a later cue takes the rest of the sentence away from the content that runs up to it; `None` = it is nested.
fn cut_before(passage: &Passage<'_>, from: usize, cue: &Cue) -> Option<usize> {
    let start = cue.span.start;
    let after_comma = passage.is_comma(start - 1) || passage.is_dash(start - 1);
    match cue.kind {
        CueKind::Preposition | CueKind::PassedOn | CueKind::Citing => after_comma.then_some(start),
        CueKind::Noun => None,
        CueKind::Verb | CueKind::Passive | CueKind::PutsAt => verb_cut(passage, from, cue, after_comma),
    }
}

fn verb_cut(passage: &Passage<'_>, from: usize, cue: &Cue, after_comma: bool) -> Option<usize> {
    let start = cue.span.start;
    // "was “corrupt,” noting that": the comma stands inside the marks.
    let in_marks = passage.tokens[start - 1].kind == TokenKind::Quote && start >= 2 && passage.is_comma(start - 2);
    if cue.traits.has(CueTraits::PARTICIPLE) && (after_comma || in_marks) {
        return Some(start);
    }
    if matches!(passage.lower(start - 1), "and" | "but") && start - 1 > from {
        return Some(start - 1);
    }
    // "…, with the paper reporting that …": a phrase of its own.
    if cue.traits.has(CueTraits::PARTICIPLE)
        && let Some(with) = (from.max(start.saturating_sub(WITH_REACH_TOKENS))..start)
            .rev()
            .take_while(|&index| !passage.is_comma(index))
            .find(|&index| passage.lower(index) == "with" && index > from && passage.is_comma(index - 1))
    {
        return Some(with);
    }
    let subject = subject_before(passage, from, start)?;
    let before = subject.span.start.checked_sub(1).filter(|&before| before >= from)?;
    let joiner =
        matches!(passage.lower(before), "but" | "while" | "although" | "though" | "whereas" | "and" | "as" | "yet");
    if cue.traits.has(CueTraits::PARTICIPLE) && passage.lower(before) == "with" {
        return Some(before);
    }
    let separated = before > from && (passage.is_comma(before - 1) || passage.is_dash(before - 1));
    let strong = matches!(passage.lower(before), "but" | "while" | "although" | "though" | "whereas");
    let semicolon = passage.is_sign(before, ';') || passage.is_dash(before);
    let trailing = passage.is_comma(before) && is_trailing(passage, cue);
    (semicolon || trailing || joiner && (separated || strong)).then_some(before)
}

/// "…, officials said.": nothing is said after the cue.
fn is_trailing(passage: &Passage<'_>, cue: &Cue) -> bool {
    passage.token(cue.span.end).is_none_or(|next| next.kind == TokenKind::Sign && matches!(next.first, '.' | ','))
}

/// Without the closing full stop; question marks and closing quotation marks stay with what they close.
pub(crate) fn without_terminal(passage: &Passage<'_>, from: usize, end: usize) -> usize {
    let mut end = end;
    while end > from
        && passage.tokens[end - 1].kind == TokenKind::Sign
        && matches!(passage.tokens[end - 1].first, '.' | ';' | '…' | '!' | '?' | ':' | ',' | '،' | '。' | '؟')
    {
        end -= 1;
    }
    end
}

/// Without commas, dashes and joining words at the end.
fn without_joiners(passage: &Passage<'_>, from: usize, end: usize) -> usize {
    let mut end = end;
    while end > from {
        let lower = passage.lower(end - 1);
        let joiner = matches!(lower, "and" | "but" | "while" | "although" | "though" | "whereas" | "as" | "yet");
        let sign = passage.tokens[end - 1].kind == TokenKind::Sign
            && !matches!(passage.tokens[end - 1].first, ')' | ']' | '%');
        if !(joiner || sign) {
            break;
        }
        end -= 1;
    }
    end
}

/// What stands left of an attribution, from `floor`: without joining words at its start and the comma at its end.
pub(crate) fn left_content(passage: &Passage<'_>, floor: usize, end: usize) -> Option<Range<usize>> {
    let end = without_joiners(passage, floor, end);
    let mut start = floor;
    while start < end
        && (passage.tokens[start].kind == TokenKind::Sign
            && !matches!(passage.tokens[start].first, '(' | '[' | '$' | '£' | '€' | '#' | '@')
            || matches!(passage.lower(start), "and" | "but" | "while" | "although" | "though"))
    {
        start += 1;
    }
    let words_in_it = (start..end).filter(|&index| passage.is_wordlike(index)).count();
    (words_in_it >= 2).then_some(start..end)
}
