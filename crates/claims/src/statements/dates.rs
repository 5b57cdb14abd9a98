//! Dates.

const CALENDAR_WORDS: &str = " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december today yesterday tomorrow tonight jan feb mar apr jun jul aug sep sept oct nov dec ";

/// Whether the word is the name of a day or month, or "today" and the like.
pub(crate) fn is_calendar_word(lower: &str) -> bool {
    lower.len() >= 3 && lower.len() <= 9 && lower.is_ascii() && CALENDAR_WORDS.contains(&format!(" {lower} "))
}

/// The dates of a passage in order.
pub(crate) fn dates(
    _passage: &super::tokens::Passage<'_>,
    _published: Option<&str>,
    _latitude: Option<f64>,
) -> Vec<model::DateMention> {
    Vec::new()
}
