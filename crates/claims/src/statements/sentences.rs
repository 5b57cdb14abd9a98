//! Splits a passage into sentences. A quotation never splits the sentence that holds it, so that the words which
//! attribute it stay beside it.

use super::lexicon::{CueTraits, cue_traits, words};
use super::quotes::Quotation;
use super::tokens::{Passage, TokenKind};
use super::word_tables::WordList;
use std::ops::Range;

/// How many tokens after a quotation may hold its attribution ("… gone?” the mayor of the town asked.").
const ATTRIBUTION_REACH_TOKENS: usize = 16;

/// A longer stretch without an end is cut here: a text with no full stop at all is a table, a list, or made to keep the
/// search for who speaks busy, which looks through the whole sentence for each cue. Chosen, not measured: several times
/// what the longest sentences of laws and judgments have.
const SENTENCE_TOKENS_AT_MOST: usize = 1_000;

/// Longer openings are no dateline.
const DATELINE_TOKENS_AT_MOST: usize = 14;

/// Shortened words whose dot ends no sentence when a capital or digit follows.
static ABBREVIATIONS: WordList = WordList::new(
    "mr mrs ms dr prof gen col lt sgt maj capt cmdr rep sen gov st no nos vs jr sr inc ltd co corp jan feb mar apr \
    jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx est dept fig vol hon rev brig adm cpl pvt supt insp \
    г ул им гг тыс млн млрд обл р-н ст вул ім м см грн руб",
);

/// Words that begin a sentence after an abbreviation such as "U.S."
static SENTENCE_STARTERS: WordList = WordList::new(
    "the a an in on at it he she they we this that these those but and according after before when while as if some there",
);

/// A sentence: its tokens and the quotations (by number) that lie in it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Sentence {
    pub tokens: Range<usize>,
    pub quotes: Range<usize>,
}

/// The sentences of `range`, in order, without gaps between tokens. `quotes` are all quotations of the passage.
pub(crate) fn sentences(passage: &Passage<'_>, range: Range<usize>, quotes: &[Quotation]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut quote = quotes.partition_point(|quotation| quotation.outer.start < range.start);
    let (mut start, mut first_quote, mut at) = (range.start, quote, range.start);
    while at < range.end {
        if at == start
            && let Some(end) = dateline_end(passage, at, range.end)
        {
            found.push(Sentence { tokens: at..end, quotes: quote..quote });
            (start, at) = (end, end);
            continue;
        }
        let here =
            quotes.get(quote).filter(|quotation| quotation.outer.start == at && quotation.outer.end <= range.end);
        let (next, ends) = match here {
            Some(quotation) => {
                quote += 1;
                (quotation.outer.end, ends_after_quotation(passage, quotation, range.end))
            }
            None => (at + 1, ends_after(passage, at, range.end)),
        };
        at = next.max(at + 1);
        if ends || at >= range.end || at - start >= SENTENCE_TOKENS_AT_MOST {
            found.push(Sentence { tokens: start..at.min(range.end), quotes: first_quote..quote });
            (start, first_quote) = (at, quote);
        }
    }
    found
}

/// "ORRIN, May 4 (Northwire) - ", "NEW VARR —": where a dateline that opens a paragraph ends.
fn dateline_end(passage: &Passage<'_>, start: usize, end: usize) -> Option<usize> {
    let reach = end.min(start + DATELINE_TOKENS_AT_MOST);
    if begins_paragraph(passage, start)
        && let Some(end) = agency_dateline_end(passage, start, reach)
    {
        return Some(end);
    }
    if !begins_paragraph(passage, start) || !is_in_capitals(passage, start) {
        return None;
    }
    let dash = (start + 1..reach).find(|&index| passage.is_dash(index) && passage.tokens[index].spaced)?;
    let place_or_day = |index: usize| {
        let token = &passage.tokens[index];
        token.kind == TokenKind::Number
            || matches!(token.first, ',' | '.' | '/' | '(' | ')')
            || passage.is_capital(index)
            || super::dates::is_calendar_word(passage.lower(index))
    };
    let bracketed = (start..dash).any(|index| passage.is_sign(index, '('));
    let inside_brackets = |index: usize| {
        bracketed && (start..index).any(|opening| passage.is_sign(opening, '(')) && !passage.is_sign(index, '(')
    };
    let fits = (start..dash).all(|index| place_or_day(index) || inside_brackets(index));
    (fits && dash + 1 < end && passage.tokens[dash + 1].paragraph == passage.tokens[start].paragraph)
        .then_some(dash + 1)
}

/// "Orrin, Thursday (Northwire) - ": names and a day up to an agency in brackets, and a dash.
fn agency_dateline_end(passage: &Passage<'_>, start: usize, reach: usize) -> Option<usize> {
    let opening = (start + 1..reach).find(|&index| passage.is_sign(index, '('))?;
    let closing = (opening + 1..reach).find(|&index| passage.is_sign(index, ')'))?;
    let named = |index: usize| {
        let small_number = passage.tokens[index].kind == TokenKind::Number;
        passage.is_capital(index) || passage.is_comma(index) || small_number || passage.is_sign(index, '.')
    };
    let only_names = (start..opening).chain(opening + 1..closing).all(named);
    (only_names && opening + 1 < closing && passage.is_dash(closing + 1)).then_some(closing + 2)
}

fn is_in_capitals(passage: &Passage<'_>, index: usize) -> bool {
    let word = passage.word(index);
    word.chars().filter(|sign| sign.is_alphabetic()).count() >= 2
        && word.chars().all(|sign| !sign.is_lowercase())
        && passage.is_capital(index)
}

fn is_terminal(passage: &Passage<'_>, index: usize) -> bool {
    matches!(passage.token(index), Some(t) if t.kind == TokenKind::Sign && matches!(t.first, '.' | '!' | '?' | '…' | '؟' | '۔' | '。'))
}

fn begins_paragraph(passage: &Passage<'_>, index: usize) -> bool {
    match (passage.token(index), index.checked_sub(1).and_then(|before| passage.token(before))) {
        (Some(token), Some(before)) => token.paragraph != before.paragraph,
        _ => true,
    }
}

fn ends_after(passage: &Passage<'_>, index: usize, end: usize) -> bool {
    let next = index + 1;
    if next >= end || begins_paragraph(passage, next) {
        return true;
    }
    if is_terminal(passage, index) || is_closing_after_terminal(passage, index) {
        return may_begin_sentence(passage, next) && !is_abbreviation_dot(passage, index);
    }
    let dotted = passage.tokens[index].kind == TokenKind::Word && passage.word(index).ends_with('.');
    // "… at 8.55 p.m. Residents may …", but "8 p.m. GMT on Friday".
    let clock = matches!(passage.lower(index), "a.m." | "p.m.")
        && !super::dates::is_calendar_word(passage.lower(next))
        && !is_in_capitals(passage, next)
        && !matches!(passage.lower(next), "local" | "eastern" | "pacific" | "central" | "greenwich" | "moscow");
    dotted && passage.is_capital(next) && (clock || SENTENCE_STARTERS.has(passage.lower(next)))
}

fn is_closing_after_terminal(passage: &Passage<'_>, index: usize) -> bool {
    let closing = matches!(passage.token(index), Some(t) if matches!(t.first, ')' | ']' | '”' | '’' | '"'));
    closing && index > 0 && is_terminal(passage, index - 1) && !passage.tokens[index].spaced
}

fn may_begin_sentence(passage: &Passage<'_>, index: usize) -> bool {
    let Some(token) = passage.token(index) else { return true };
    let upper_or_caseless = token.capital || token.first.is_alphabetic() && !token.first.is_lowercase();
    match token.kind {
        TokenKind::Word => token.spaced && upper_or_caseless || token.capital,
        TokenKind::Number | TokenKind::Quote => token.spaced,
        TokenKind::Possessive => false,
        TokenKind::Sign => {
            token.spaced && matches!(token.first, '(' | '[' | '-' | '–' | '—' | '•' | '#' | '@' | '$' | '£' | '€')
        }
    }
}

fn is_abbreviation_dot(passage: &Passage<'_>, index: usize) -> bool {
    if !passage.is_sign(index, '.') || index == 0 || passage.tokens[index].spaced {
        return false;
    }
    ABBREVIATIONS.has(passage.lower(index - 1))
}

fn ends_after_quotation(passage: &Passage<'_>, quotation: &Quotation, end: usize) -> bool {
    let next = quotation.outer.end;
    if next >= end {
        return true;
    }
    let said = ends_like_a_sentence(passage, quotation);
    if begins_paragraph(passage, next) {
        return true;
    }
    let full_stop = quotation.inner.end.checked_sub(1).is_some_and(|last| passage.is_sign(last, '.'));
    said && may_begin_sentence(passage, next) && !attribution_follows(passage, next, end, full_stop)
}

fn ends_like_a_sentence(passage: &Passage<'_>, quotation: &Quotation) -> bool {
    quotation.inner.end.checked_sub(1).is_some_and(|last| is_terminal(passage, last))
}

/// Whether the words after a quotation are its attribution: a cue that asks for words, with its subject, and nothing
/// that is said afterwards. Behind a full stop "She adds, “…”" opens what comes.
fn attribution_follows(passage: &Passage<'_>, start: usize, end: usize, full_stop: bool) -> bool {
    let mut cue = None;
    for index in start..end.min(start + ATTRIBUTION_REACH_TOKENS) {
        let token = &passage.tokens[index];
        if token.kind == TokenKind::Quote || passage.is_sign(index, ':') || begins_paragraph(passage, index) {
            return false;
        }
        let lower = passage.lower(index);
        if words().not_in_source(lower) {
            return false;
        }
        if cue.is_none() && cue_traits(lower).is_some_and(|traits| traits.has(CueTraits::SPEECH)) {
            cue = Some(index);
        }
        if is_terminal(passage, index) && !is_abbreviation_dot(passage, index)
            || passage.is_comma(index) && cue.is_some()
        {
            let opens_another =
                passage.is_comma(index) && passage.token(index + 1).is_some_and(|next| next.kind == TokenKind::Quote);
            if full_stop && opens_another && cue.is_some_and(|cue| cue > start) {
                return false;
            }
            return cue.is_some_and(|cue| cue == start || index - cue <= 5);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::quotes::quotations;
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let passage = Passage::new(text, 0..text.len(), &[]);
        let quotes = quotations(&passage);
        let all = 0..passage.tokens.len();
        sentences(&passage, all, &quotes).iter().map(|sentence| passage.slice(&sentence.tokens)).collect()
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            split("Dr. Orla Finn left the U.S. embassy. The dam fell."),
            ["Dr. Orla Finn left the U.S. embassy.", "The dam fell."]
        );
        assert_eq!(split("He lives in the U.S. The dam is far."), ["He lives in the U.S.", "The dam is far."]);
    }

    #[test]
    fn a_text_without_an_end_is_cut_and_nothing_of_it_is_left_out() {
        let text = "he said that she said ".repeat(2_000);
        let sentences = split(text.trim_end());
        assert!(sentences.iter().all(|sentence| sentence.split(' ').count() <= SENTENCE_TOKENS_AT_MOST));
        assert_eq!(sentences.join(" "), text.trim_end());
    }

    #[test]
    fn a_quotation_keeps_its_attribution() {
        assert_eq!(
            split("“It fell. We ran,” she said. “It was dark.”"),
            ["“It fell. We ran,” she said.", "“It was dark.”"]
        );
        assert_eq!(
            split("“Who opened the gate?” Finn asked. Nobody knew."),
            ["“Who opened the gate?” Finn asked.", "Nobody knew."]
        );
    }

    #[test]
    fn a_sentence_may_end_in_a_quotation() {
        assert_eq!(split("She said: “It fell.” The river rose."), ["She said: “It fell.”", "The river rose."]);
    }

    #[test]
    fn arabic_sentences_end_at_their_own_signs() {
        assert_eq!(split("متى انهار السد؟ لا أحد يعرف.").len(), 2);
    }
}
