//! When and by which way somebody said it, where that stands between who said it and the verb: "The ministry on Saturday
//! denied …", "The mayor in a statement late on Friday said …". None of it is part of the name.

use super::dates::{is_calendar_word, is_month};
use super::lexicon::words;
use super::tokens::{Passage, TokenKind};
use super::word_tables::WordList;

/// How many tokens a phrase of time or of the way of saying may have.
const REACH_TOKENS: usize = 9;

/// Parts of a day and longer times: they need a day or "last" beside them.
static PERIODS: WordList =
    WordList::new("morning afternoon evening night noon midday midnight week month year weekend");

/// Papers of Sunday: the day is part of their name.
static SUNDAY_PAPERS: WordList = WordList::new("mail independent scotland wales ireland telegraph");

/// By which way words reach the public; "in a statement", "at a news conference".
static WAYS: WordList = WordList::new(
    "statement statements tweet tweets post posts message messages interview briefing conference letter email e-mail address speech \
    communique broadcast bulletin release call thread",
);

/// The same by name: "on Telegram".
static CHANNELS: WordList = WordList::new("twitter facebook telegram instagram youtube tiktok television tv radio x");

/// What is done with documents and pictures.
static PUBLISHED: WordList = WordList::new(
    "published released issued posted written filmed shot taken made recorded seen obtained carried leaked printed broadcast sent \
    shared uploaded conducted",
);

/// Adverbs of time that stand before such a phrase: "later on Saturday".
static ADVERBS: WordList = WordList::new("late early later earlier also again meanwhile then shortly soon first");

/// Where a phrase that ends at `end` ends without such circumstances; never before its first token.
pub(crate) fn without_circumstances(passage: &Passage<'_>, floor: usize, end: usize) -> usize {
    let mut kept = end;
    loop {
        // "…, on Saturday, denied": the commas around the day; "on May 4, 2021, denied": the one behind a year.
        let closed = kept > floor && passage.is_comma(kept - 1);
        let at = kept - usize::from(closed);
        let cut = before_time(passage, floor, at).or_else(|| before_way(passage, floor, at));
        let of_source = |cut: &usize| {
            *cut > floor
                && (!closed || passage.is_comma(cut - 1) || passage.tokens[at - 1].kind == TokenKind::Number)
                && !is_time_of_a_document(passage, floor, *cut)
        };
        let Some(cut) = cut.filter(of_source) else { break };
        kept = cut;
        while kept > floor + 1 && ADVERBS.has(passage.lower(kept - 1)) && !passage.is_capital(kept - 1) {
            kept -= 1;
        }
    }
    kept
}

/// "the results published this week", "a video posted on Monday": the time is that of what was published.
fn is_time_of_a_document(passage: &Passage<'_>, floor: usize, time: usize) -> bool {
    (floor..time).rev().take_while(|&index| !passage.is_comma(index)).any(|index| PUBLISHED.has(passage.lower(index)))
}

/// Where "late on Saturday", "on 4 May 2021", "last week" begins that ends at `end`.
fn before_time(passage: &Passage<'_>, floor: usize, end: usize) -> Option<usize> {
    let reach = floor.max(end.saturating_sub(REACH_TOKENS));
    let (mut start, mut names_a_time, mut bare_day) = (end, false, false);
    while start > reach {
        let at = start - 1;
        let lower = passage.lower(at);
        let beside_date = |index: usize| is_day(passage, index) || passage.tokens[index].kind == TokenKind::Number;
        let number = passage.tokens[at].kind == TokenKind::Number;
        if number && is_date_number(passage, at, end)
            || passage.is_comma(at) && start < end && at > reach && beside_date(at - 1)
        {
            names_a_time |= number && is_year_with_preposition(passage, at);
        } else if is_day(passage, at) && !is_lone_month(passage, at, end) {
            (names_a_time, bare_day) = (true, true);
        } else if matches!(lower, "last" | "this" | "earlier") && start < end {
            names_a_time |= PERIODS.has(passage.lower(start));
        } else if !(PERIODS.has(lower) || matches!(lower, "late" | "early") && start < end) {
            break;
        } else {
            bare_day = false;
        }
        start = at;
    }
    if !names_a_time || start == end {
        return None;
    }
    let preposition =
        start > floor && matches!(passage.lower(start - 1), "on" | "in" | "at" | "since" | "by" | "during");
    start -= usize::from(preposition);
    let before = start.checked_sub(1).filter(|before| *before >= floor)?;
    let paper = SUNDAY_PAPERS.has(passage.lower(before))
        || bare_day && !preposition && words().outlet_noun(passage.lower(before));
    let of_name = passage.is_capital(before) && paper
        || matches!(passage.lower(before), "of" | "for" | "from" | "black" | "good");
    (!of_name).then_some(start)
}

/// The name of a day or month, or "today" and the like written small: "USA Today" is a name.
fn is_day(passage: &Passage<'_>, at: usize) -> bool {
    let lower = passage.lower(at);
    is_calendar_word(lower)
        && passage.is_capital(at)
            != matches!(
                lower,
                "today" | "yesterday" | "tomorrow" | "tonight" | "вчера" | "сегодня" | "вчора" | "сьогодні"
            )
}

/// A month without a day, year or preposition beside it may be somebody's name.
fn is_lone_month(passage: &Passage<'_>, at: usize, end: usize) -> bool {
    let number = |index: usize| passage.token(index).is_some_and(|token| token.kind == TokenKind::Number);
    let before = at.checked_sub(1);
    is_month(passage.lower(at))
        && !(at + 1 < end && number(at + 1))
        && !before.is_some_and(|before| {
            number(before) || matches!(passage.lower(before), "in" | "since" | "by" | "last" | "early" | "late")
        })
}

/// A number beside the name of a month, behind the comma of a full date, or a year behind "in".
fn is_date_number(passage: &Passage<'_>, at: usize, end: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let month_before = is_month(passage.lower(before)) && passage.is_capital(before);
    let month_after = at + 1 < end && is_month(passage.lower(at + 1)) && passage.is_capital(at + 1);
    let behind_comma = passage.is_comma(before) && before > 0 && passage.tokens[before - 1].kind == TokenKind::Number;
    month_before || month_after || behind_comma || is_year_with_preposition(passage, at)
}

fn is_year_with_preposition(passage: &Passage<'_>, at: usize) -> bool {
    let year = passage.word(at).parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
    year && at > 0 && matches!(passage.lower(at - 1), "in" | "since")
}

/// Where "in a statement", "at a news conference", "on Telegram" begins that ends at `end`.
fn before_way(passage: &Passage<'_>, floor: usize, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|last| *last > floor + 1)?;
    let reach = (floor + 1).max(end.saturating_sub(6));
    let preposition =
        (reach..last).rev().find(|&at| matches!(passage.lower(at), "in" | "at" | "on" | "via" | "during"))?;
    let by_name = preposition + 1 == last && CHANNELS.has(passage.lower(last)) && passage.lower(preposition) != "in";
    let article =
        matches!(passage.lower(preposition + 1), "a" | "an" | "his" | "her" | "its" | "their" | "another" | "one");
    let by_kind = article && WAYS.has(passage.lower(last)) && !passage.is_capital(last);
    (by_name || by_kind).then_some(preposition)
}
