//! Extents: where in a text, in a recording, in a picture.

use serde::{Deserialize, Serialize};

/// A half-open stretch of an item's extracted text, in UTF-8 bytes: `[start_byte, end_byte)`. Both ends lie on
/// character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
}

impl TextSpan {
    /// The span `[start_byte, end_byte)`.
    pub fn new(start_byte: usize, end_byte: usize) -> TextSpan {
        TextSpan { start_byte, end_byte }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end_byte.saturating_sub(self.start_byte)
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: &TextSpan) -> bool {
        self.start_byte <= other.start_byte && other.end_byte <= self.end_byte
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: &TextSpan) -> bool {
        self.start_byte < other.end_byte && other.start_byte < self.end_byte
    }

    /// The bytes of `text` it covers; empty when it does not fit `text`.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start_byte..self.end_byte).unwrap_or("")
    }
}

/// A span together with its text, as it leaves the program.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct SpanText {
    /// First byte in the extracted text of the item.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Exactly that slice.
    pub text: String,
}

impl SpanText {
    /// The slice of `text` that `span` covers.
    pub fn of(text: &str, span: TextSpan) -> SpanText {
        SpanText { start_byte: span.start_byte, end_byte: span.end_byte, text: span.slice(text).to_owned() }
    }

    /// Its span alone.
    pub fn span(&self) -> TextSpan {
        TextSpan::new(self.start_byte, self.end_byte)
    }
}

/// A half-open stretch of media time in microseconds from the first presented sample.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TimeSpan {
    /// Start, microseconds.
    pub start_us: i64,
    /// End, microseconds.
    pub end_us: i64,
}

/// A rectangle in a picture as displayed (after rotation), each number a share of width or height in 0..=1:
/// left, top, right, bottom.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Region(pub [f64; 4]);
