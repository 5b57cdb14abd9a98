//! The lists asked with the words that a person types, and what was found shown in parts.

use crate::search_words::SearchWords;
use anyhow::Result;
use archive::desk::{
    ClaimPage, ClaimPlaceCount, ClaimQuery, DeskIndex, DeskItem, FacetCounts, ItemHit, ItemQuery, ItemSort, PageStart,
    PlaceCount,
};
use serde::Serialize;
use std::ops::Range;

/// Letters shown of a block around the first hit.
const SHOWN_CHARS: usize = 240;
/// Letters shown before it.
const SHOWN_BEFORE_CHARS: usize = 60;

/// The text holds nothing that could be looked for.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} holds no word to look for")]
pub struct NoWord(pub String);

/// A stretch of the text in which something was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HitPart {
    /// The words, verbatim; foreign text, to be shown as text.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_hit: bool,
}

/// A line of the list of items.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ItemLine {
    /// The item.
    #[serde(flatten)]
    pub item: DeskItem,
    /// Where it answers the words: number and role of the block, and the text around the first hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hit: Option<LineHit>,
}

/// Where an item answers.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LineHit {
    /// Number of the block in its item.
    pub block: u32,
    /// Its role.
    pub role: String,
    /// A part of its text; joined they are verbatim, but for `…` where the beginning or end was left out.
    pub parts: Vec<HitPart>,
}

/// A page of the list of items.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ItemLines {
    /// The lines in the order asked for.
    pub rows: Vec<ItemLine>,
    /// Items that fit the query.
    pub n_items: u64,
    /// Lines before this page.
    pub offset: u64,
    /// Where the next page begins; null on the last.
    pub next: Option<PageStart>,
    /// Each facet, counted without its own condition.
    pub facets: Vec<FacetCounts>,
    /// The order in which the lines stand.
    pub sort: ItemSort,
}

/// A page of the items that fit.
///
/// # Errors
/// [`NoWord`] when the query's text holds no word; others when the case cannot be read.
pub fn items(index: &DeskIndex, query: &ItemQuery) -> Result<ItemLines> {
    let words = words_of(&query.text)?;
    let page = index.items(query, words.as_ref().map(SearchWords::expression).as_deref())?;
    let line = |row: archive::desk::ItemRow| ItemLine {
        item: row.item,
        hit: row.hit.zip(words.as_ref()).map(|(hit, words)| line_hit(hit, words)),
    };
    Ok(ItemLines {
        rows: page.rows.into_iter().map(line).collect(),
        n_items: page.n_items,
        offset: page.offset,
        next: page.next,
        facets: page.facets,
        sort: page.sort,
    })
}

/// The places that the items name which fit, most items first, at most `most`; and how many of those items name none.
///
/// # Errors
/// As [`items`].
pub fn places(index: &DeskIndex, query: &ItemQuery, most: usize) -> Result<(Vec<PlaceCount>, u64)> {
    let words = words_of(&query.text)?;
    Ok(index.places(query, words.as_ref().map(SearchWords::expression).as_deref(), most)?)
}

/// The places that the claims name which fit, most claims first, at most `most`; and how many of those claims name none.
///
/// # Errors
/// As [`claims`].
pub fn places_of_claims(index: &DeskIndex, query: &ClaimQuery, most: usize) -> Result<(Vec<ClaimPlaceCount>, u64)> {
    let words = words_of(&query.text)?;
    Ok(index.places_of_claims(query, words.as_ref().map(SearchWords::expression).as_deref(), most)?)
}

/// A page of the claims that fit.
///
/// # Errors
/// [`NoWord`] when the query's text holds no word; others when the case cannot be read.
pub fn claims(index: &DeskIndex, query: &ClaimQuery) -> Result<ClaimPage> {
    let words = words_of(&query.text)?;
    Ok(index.claims(query, words.as_ref().map(SearchWords::expression).as_deref())?)
}

/// The words of a text; `None` where nothing is typed.
///
/// # Errors
/// [`NoWord`] where something is typed and no word of it is left.
pub(super) fn words_of(text: &str) -> Result<Option<SearchWords>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    SearchWords::of(text).map(Some).ok_or_else(|| NoWord(text.to_owned()).into())
}

fn line_hit(hit: ItemHit, words: &SearchWords) -> LineHit {
    LineHit { block: hit.block, role: hit.role, parts: parts(&hit.text, &words.places_in(&hit.text)) }
}

/// The text around the first place, in parts.
fn parts(text: &str, places: &[Range<usize>]) -> Vec<HitPart> {
    let first = places.first().map_or(0, |place| place.start);
    let (start, end) = shown(text, first);
    let mut parts: Vec<HitPart> = Vec::new();
    let mut push = |text: &str, is_hit: bool| {
        if !text.is_empty() {
            parts.push(HitPart { text: text.to_owned(), is_hit });
        }
    };
    push(if start > 0 { "…" } else { "" }, false);
    let mut at = start;
    for place in places.iter().filter(|place| place.start >= start && place.end <= end) {
        push(&text[at..place.start], false);
        push(&text[place.clone()], true);
        at = place.end;
    }
    push(&text[at..end], false);
    push(if end < text.len() { "…" } else { "" }, false);
    parts
}

/// First and last byte of what is shown around a place.
fn shown(text: &str, first: usize) -> (usize, usize) {
    let before = text[..first].char_indices().rev().take(SHOWN_BEFORE_CHARS).last().map_or(first, |(at, _)| at);
    let start = if before == 0 { 0 } else { text[before..first].find(' ').map_or(before, |space| before + space + 1) };
    let end = text[start..].char_indices().nth(SHOWN_CHARS).map_or(text.len(), |(at, _)| start + at);
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, query: &str, expected: &[(&str, bool)]) {
        let words = SearchWords::of(query).expect("words");
        let parts = parts(text, &words.places_in(text));
        let parts: Vec<(&str, bool)> = parts.iter().map(|part| (part.text.as_str(), part.is_hit)).collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn what_was_found_is_marked_in_the_words_as_they_stand() {
        check(
            "The Old Bridge fell.",
            "bridge old",
            &[("The ", false), ("Old", true), (" ", false), ("Bridge", true), (" fell.", false)],
        );
        check("Ёлка и мост", "елка", &[("Ёлка", true), (" и мост", false)]);
        check("قالَ الجسرُ", "الجسر", &[("قالَ ", false), ("الجسرُ", true)]);
        check("東京の橋", "橋", &[("東京の", false), ("橋", true)]);
        check("bridges and bridgeheads", "bridge*", &[("bridges", true), (" and ", false), ("bridgeheads", true)]);
        check("<b>bridge</b>", "bridge", &[("<b>", false), ("bridge", true), ("</b>", false)]);
        check("nothing here", "bridge", &[("nothing here", false)]);
    }

    #[test]
    fn a_long_text_is_shown_around_the_first_hit() {
        let text = format!("{}bridge {}", "far away ".repeat(100), "and on ".repeat(100));
        let words = SearchWords::of("bridge").expect("words");
        let parts = parts(&text, &words.places_in(&text));
        assert_eq!((parts[0].text.as_str(), parts[parts.len() - 1].text.as_str()), ("…", "…"));
        let hits: Vec<&str> = parts.iter().filter(|part| part.is_hit).map(|part| part.text.as_str()).collect();
        assert_eq!(hits, ["bridge"]);
        let n_chars: usize = parts.iter().map(|part| part.text.chars().count()).sum();
        assert!(n_chars <= SHOWN_CHARS + 2, "{n_chars}");
    }
}
