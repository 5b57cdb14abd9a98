//! What the outlet (or a commenter) asserts by itself, with nobody named: only what can be checked.

use super::Stretch;
use super::assembly::{Draft, Mentions};
use super::content::without_terminal;
use super::quotes::Quotation;
use super::sentences::Sentence;
use super::source::is_finite_verb;
use super::tokens::Passage;
use super::word_tables::WordList;
use model::BlockRole;
use std::ops::Range;

/// Sentences of fewer words are headings and exclamations.
const WORDS_AT_LEAST: usize = 5;

/// An assertion without a named source.
pub(crate) struct Assertion {
    pub content: Range<usize>,
    pub cue: Option<Range<usize>>,
    pub rule: &'static str,
}

static EVENT_VERBS: WordList = WordList::new(
    "killed wounded injured died dead drowned shot arrested detained bombed attacked struck hit shelled burned burnt destroyed \
    damaged collapsed exploded flooded evacuated displaced fled captured seized kidnapped abducted executed fired crashed derailed sank burst leaked \
    spilled erupted protested clashed stormed raided looted blocked closed cut rescued missing escaped left withdrew surrendered released signed elected \
    won voted filmed recorded published leaving allowed transported convoy strike blast explosion attack flood fire crash landslide earthquake spill",
);

/// The checkable sentences that no attribution covers.
pub(crate) fn assertions(
    passage: &Passage<'_>,
    split: &[Sentence],
    quotes: &[Quotation],
    drafts: &[Draft],
    mentions: &Mentions,
    stretch: &Stretch<'_>,
) -> Vec<Assertion> {
    let mut covered: Vec<Range<usize>> =
        drafts.iter().flat_map(|draft| [draft.attribution.cue.clone(), draft.attribution.hull()]).collect();
    covered.sort_by_key(|range| (range.start, range.end));
    split.iter().filter_map(|sentence| assertion(passage, sentence, quotes, &covered, mentions, stretch)).collect()
}

fn assertion(
    passage: &Passage<'_>,
    sentence: &Sentence,
    quotes: &[Quotation],
    covered: &[Range<usize>],
    mentions: &Mentions,
    stretch: &Stretch<'_>,
) -> Option<Assertion> {
    let tokens = sentence.tokens.start..without_terminal(passage, sentence.tokens.start, sentence.tokens.end);
    let first = covered.partition_point(|range| range.start < sentence.tokens.start);
    if covered.get(first).is_some_and(|range| range.start < sentence.tokens.end) {
        return None;
    }
    let words_in_it = tokens.clone().filter(|&index| passage.is_wordlike(index)).count();
    let quoted =
        quotes.get(sentence.quotes.clone()).unwrap_or(&[]).iter().map(|quotation| quotation.outer.len()).sum::<usize>();
    // "Published Thursday, 9.05 p.m., updated 9.48 p.m." tells of the page, not of what it is about.
    let of_the_page = matches!(passage.lower(tokens.start), "published" | "updated" | "posted" | "modified")
        && !tokens.clone().skip(1).any(|index| matches!(passage.lower(index), "was" | "were" | "by" | "has" | "have"));
    let question = sentence.tokens.end > tokens.start && passage.is_sign(sentence.tokens.end - 1, '?');
    if words_in_it < WORDS_AT_LEAST || quoted * 2 > tokens.len() || question || of_the_page {
        return None;
    }
    let bytes = passage.bytes(&tokens);
    let within = |start: usize| bytes.contains(&start);
    let figure = mentions
        .figures
        .iter()
        .skip(mentions.figures.partition_point(|f| f.start_byte < bytes.start))
        .take(1)
        .any(|f| within(f.start_byte));
    let date = mentions
        .dates
        .iter()
        .skip(mentions.dates.partition_point(|d| d.start_byte < bytes.start))
        .take(1)
        .any(|d| within(d.start_byte));
    let place = mentions
        .places
        .iter()
        .skip(mentions.places.partition_point(|p| p.start_byte < bytes.start))
        .take(1)
        .any(|p| within(p.start_byte));
    let event = tokens.clone().any(|index| EVENT_VERBS.has(passage.lower(index)));
    let verb =
        tokens.clone().skip(1).any(|index| is_finite_verb(passage, index) || passage.is_cyrillic_or_arabic(index));
    let hedge =
        tokens.clone().find(|&index| matches!(passage.lower(index), "reportedly" | "allegedly" | "якобы" | "нібито"));
    let rule = if let (Some(_), true) = (hedge, verb) {
        "own: reported without a source"
    } else if figure && (verb || stretch.role == BlockRole::Title) {
        "own: figure"
    } else if event && (place || date) {
        "own: event with place or date"
    } else if stretch.role == BlockRole::Caption && date && place {
        "own: caption with place and date"
    } else {
        return None;
    };
    Some(Assertion { content: tokens, cue: hedge.map(|index| index..index + 1), rule })
}
