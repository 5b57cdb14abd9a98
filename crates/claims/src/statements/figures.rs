//! Figures.

/// Whether the word is a number word.
pub(crate) fn is_number_word(lower: &str) -> bool {
    matches!(lower, "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten")
}

/// The figures of a passage in order.
pub(crate) fn figures(_passage: &super::tokens::Passage<'_>) -> Vec<model::Figure> {
    Vec::new()
}
