//! Text with stretches marked in it, which may nest and overlap.

use crate::html::{Html, el};
use model::Statement;
use std::collections::{BTreeMap, BTreeSet};

/// What a stretch is marked as. Where two overlap, the later one of this list shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MarkKind {
    /// Also stands in another item.
    Copy,
    /// What is said.
    Content,
    /// The words that attribute.
    Cue,
    /// Who says it.
    Source,
}

impl MarkKind {
    fn class(self) -> &'static str {
        match self {
            MarkKind::Copy => "m-copy",
            MarkKind::Content => "m-content",
            MarkKind::Cue => "m-cue",
            MarkKind::Source => "m-source",
        }
    }
}

/// A stretch `[start_byte, end_byte)` of the same text that the caller counts in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// As what.
    pub kind: MarkKind,
    /// Id that a link can jump to, at its start.
    pub anchor: Option<String>,
}

/// `text`, whose first byte is byte `first_byte` of what the marks count in, with `marks` in it. A mark that does not
/// fit is cut to what fits; one that would tear a character is left out.
pub fn marked(text: &str, first_byte: usize, marks: &[Mark]) -> Html {
    let within = |byte: usize| byte.saturating_sub(first_byte).min(text.len());
    let fits = |mark: &&Mark| {
        let (start, end) = (within(mark.start_byte), within(mark.end_byte));
        start < end && text.is_char_boundary(start) && text.is_char_boundary(end)
    };
    let marks: Vec<&Mark> = marks.iter().filter(fits).collect();
    let edges: BTreeSet<usize> =
        marks.iter().flat_map(|mark| [within(mark.start_byte), within(mark.end_byte)]).chain([0, text.len()]).collect();
    let mut anchors: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for mark in &marks {
        anchors.entry(within(mark.start_byte)).or_default().extend(mark.anchor.as_deref());
    }
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut html = Html::new();
    for piece in edges.windows(2) {
        let (start, end) = (piece[0], piece[1]);
        for anchor in anchors.get(&start).into_iter().flatten() {
            html.push(el("span").class("anchor").attr("id", crate::html::safe_file_name(anchor)));
        }
        let covering = marks.iter().filter(|mark| within(mark.start_byte) <= start && end <= within(mark.end_byte));
        html.push(match covering.map(|mark| mark.kind).max() {
            Some(kind) => el("mark").class(kind.class()).with(&text[start..end]).into(),
            None => Html::text(&text[start..end]),
        });
    }
    html
}

/// The three spans of a statement.
pub fn marks_of(statement: &Statement) -> Vec<Mark> {
    let mark = |span: &model::SpanText, kind, anchor| Mark {
        start_byte: span.start_byte,
        end_byte: span.end_byte,
        kind,
        anchor,
    };
    let contents = if statement.parts.is_empty() { std::slice::from_ref(&statement.content) } else { &statement.parts };
    let mut anchor = Some(statement.id.clone());
    let mut marks: Vec<Mark> = contents.iter().map(|part| mark(part, MarkKind::Content, anchor.take())).collect();
    marks.extend(statement.source.iter().map(|span| mark(span, MarkKind::Source, None)));
    marks.extend(statement.cue.iter().map(|span| mark(span, MarkKind::Cue, None)));
    marks
}

/// Longest stretch, in bytes, that is shown of a statement outside of its own page. Longer ones show their content only.
const LONGEST_QUOTE_BYTES: usize = 700;

/// A statement as it stands in `text` (its item's extracted text), its three spans marked.
pub fn statement_quote(text: Option<&str>, statement: &Statement) -> Html {
    let mut marks = marks_of(statement);
    for mark in &mut marks {
        mark.anchor = None;
    }
    let start = marks.iter().map(|mark| mark.start_byte).min().unwrap_or(0);
    let end = marks.iter().map(|mark| mark.end_byte).max().unwrap_or(0);
    match text.and_then(|text| text.get(start..end)) {
        Some(slice) if !slice.is_empty() && slice.len() <= LONGEST_QUOTE_BYTES => marked(slice, start, &marks),
        _ => el("mark")
            .class("m-content")
            .with(crate::parts::shortened(&statement.content.text, LONGEST_QUOTE_BYTES))
            .into(),
    }
}

/// Words on each side beyond which shared words are not looked for: the table below grows with their product.
const MOST_WORDS_COMPARED: usize = 400;

/// Both passages with the words marked that they share in the same order (longest common subsequence of words, case
/// and punctuation put aside).
pub fn shared_words(left: &str, right: &str) -> (Html, Html) {
    let (left_words, right_words) = (words(left), words(right));
    let shared = longest_common(&left_words, &right_words);
    let of = |side: fn(&(usize, usize)) -> usize| shared.iter().map(side).collect::<BTreeSet<usize>>();
    (with_shared(left, &left_words, &of(|pair| pair.0)), with_shared(right, &right_words, &of(|pair| pair.1)))
}

struct Word {
    start: usize,
    end: usize,
    folded: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (sign.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word { start: from, end: at, folded: text[from..at].to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    words.truncate(MOST_WORDS_COMPARED);
    words
}

/// Pairs of places in both that make the longest common subsequence. Table of rows x columns, filled from the end.
fn longest_common(left: &[Word], right: &[Word]) -> Vec<(usize, usize)> {
    let columns = right.len() + 1;
    let mut longest = vec![0u16; (left.len() + 1) * columns];
    for row in (0..left.len()).rev() {
        for column in (0..right.len()).rev() {
            longest[row * columns + column] = if left[row].folded == right[column].folded {
                longest[(row + 1) * columns + column + 1] + 1
            } else {
                longest[(row + 1) * columns + column].max(longest[row * columns + column + 1])
            };
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < left.len() && column < right.len() {
        if left[row].folded == right[column].folded {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if longest[(row + 1) * columns + column] >= longest[row * columns + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

/// Runs of shared neighbours become one mark, so that it reads as a passage and not as a row of boxes.
fn with_shared(text: &str, words: &[Word], shared: &BTreeSet<usize>) -> Html {
    let mut marks: Vec<Mark> = Vec::new();
    let mut previous = None;
    for &at in shared {
        match (previous, marks.last_mut()) {
            (Some(before), Some(mark)) if before + 1 == at => mark.end_byte = words[at].end,
            _ => marks.push(Mark {
                start_byte: words[at].start,
                end_byte: words[at].end,
                kind: MarkKind::Copy,
                anchor: None,
            }),
        }
        previous = Some(at);
    }
    marked(text, 0, &marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_never_overlap_in_the_markup() {
        let mark = |start_byte, end_byte, kind| Mark { start_byte, end_byte, kind, anchor: None };
        let html = marked("abcdef", 10, &[mark(10, 14, MarkKind::Content), mark(12, 16, MarkKind::Source)]);
        let expected =
            "<mark class=\"m-content\">ab</mark><mark class=\"m-source\">cd</mark><mark class=\"m-source\">ef</mark>";
        assert_eq!(html.into_string(), expected);
    }

    #[test]
    fn a_mark_that_does_not_fit_tears_nothing() {
        let mark = |start_byte, end_byte| Mark { start_byte, end_byte, kind: MarkKind::Content, anchor: None };
        assert_eq!(marked("é", 0, &[mark(1, 2), mark(7, 9), mark(5, 2)]).into_string(), "é");
    }

    #[test]
    fn shared_words_are_found_in_order_and_run_together() {
        let (left, right) = shared_words("The dam broke at noon.", "At noon the dam BROKE, they say");
        assert_eq!(left.into_string(), "<mark class=\"m-copy\">The dam broke</mark> at noon.");
        assert_eq!(right.into_string(), "At noon <mark class=\"m-copy\">the dam BROKE</mark>, they say");
    }
}
