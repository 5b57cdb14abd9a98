//! How alike two contents are worded: only to say that one *may* be a rewrite of the other.

use std::collections::BTreeSet;

/// Words of this many letters and more are cut to so many: "collapsed" meets "collapse".
const PREFIX_LETTERS: usize = 5;
/// An uncredited text that shares so large a part of its words with an earlier one may be a rewrite of it. Set by hand
/// on invented rewrites: reordered clauses and two or three exchanged words stay above, a new account below.
const REWRITE_0_1: f64 = 0.6;
/// Fewer shared words than this say nothing.
const REWRITE_WORDS: usize = 4;
/// A copied passage holds both statements if they are worded this much alike.
const SAME_PASSAGE_0_1: f64 = 0.5;
/// So many words in the same order are a copy by themselves, even where no match was reported.
pub(crate) const VERBATIM_WORDS: usize = 10;

/// The words of a content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wording {
    /// All words in order, folded.
    pub in_order: Vec<String>,
    content: BTreeSet<String>,
}

impl Wording {
    /// Reads `text`.
    pub fn of(text: &str) -> Wording {
        let in_order: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        let content = in_order.iter().filter(|word| !SMALL_WORDS.contains(&word.as_str()));
        let content = content.map(|word| word.chars().take(PREFIX_LETTERS).collect()).collect();
        Wording { in_order, content }
    }

    /// Whether one may be a rewrite of the other.
    pub fn may_be_rewrite_of(&self, other: &Wording) -> bool {
        self.shared_with(other) >= REWRITE_WORDS && self.alike_0_1(other) >= REWRITE_0_1
    }

    /// Whether both may be the same stretch of a copied passage.
    pub fn same_passage_as(&self, other: &Wording) -> bool {
        self.alike_0_1(other) >= SAME_PASSAGE_0_1
    }

    /// How much of the words both share, 0..=1.
    pub fn alike_0_1(&self, other: &Wording) -> f64 {
        let both = (self.content.len() + other.content.len()) as f64;
        if both == 0.0 { 0.0 } else { 2.0 * self.shared_with(other) as f64 / both }
    }

    fn shared_with(&self, other: &Wording) -> usize {
        self.content.intersection(&other.content).count()
    }
}

const SMALL_WORDS: [&str; 44] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her",
    "his", "in", "into", "is", "it", "its", "of", "on", "or", "our", "she", "than", "that", "the", "their", "them",
    "there", "they", "this", "to", "was", "we", "were", "which", "who", "will", "with",
];
