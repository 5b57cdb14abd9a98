//! A document as it is compared: its words without what is not text of its own, and what each word stands in.

use super::TextDocument;
use super::words::{Word, words_of};
use model::{BlockRole, TextSpan};

/// Positions jump by this between a comment and what is next to it, so that no passage reaches from one into the other.
const JUMP: u32 = 1_000;

/// Longest quotation in marks, bytes; an opening mark without a closing one must not swallow a page.
const LONGEST_QUOTATION_BYTES: usize = 3_000;

/// A document prepared for comparison.
pub(crate) struct Document {
    pub(crate) words: Vec<Word>,
    /// Position of each word; rises by one, and by [`JUMP`] at the border of a comment.
    pub(crate) positions: Vec<u32>,
    /// Numbers of the words, ordered by their hashes.
    pub(crate) by_hash: Vec<u32>,
    /// First word of each stretch that stands in one comment, with the number of its block, or in none.
    comments: Vec<(usize, Option<u32>)>,
    /// Stretches in quotation marks and quote blocks, in order.
    pub(crate) quotations: Vec<TextSpan>,
    /// Names a credit line gives; empty when there is none.
    pub(crate) credits: Vec<String>,
    /// Number of words outside comments.
    pub(crate) n_own_words: usize,
}

impl Document {
    pub(crate) fn new(document: &TextDocument) -> Document {
        let words = words_of(document.text);
        let roles = roles_of(&words, document);
        let mut prepared = Document {
            words: Vec::with_capacity(words.len()),
            positions: Vec::with_capacity(words.len()),
            by_hash: Vec::new(),
            comments: Vec::new(),
            quotations: quotations(document),
            credits: credits(document),
            n_own_words: 0,
        };
        let mut position = 0;
        for (word, role) in words.into_iter().zip(roles) {
            if matches!(role, Some((BlockRole::Boilerplate | BlockRole::Byline | BlockRole::CreditLine, _))) {
                continue;
            }
            let comment = role.and_then(|(role, block)| is_comment(role).then_some(block));
            if prepared.comments.last().is_none_or(|(_, last)| *last != comment) {
                position += JUMP;
                prepared.comments.push((prepared.words.len(), comment));
            }
            prepared.words.push(word);
            prepared.positions.push(position);
            prepared.n_own_words += usize::from(comment.is_none());
            position += 1;
        }
        prepared.by_hash = (0..prepared.words.len() as u32).collect();
        prepared.by_hash.sort_unstable_by_key(|number| (prepared.words[*number as usize].hash, *number));
        prepared
    }

    /// Bytes of the words `[first, last]`.
    pub(crate) fn span(&self, first: usize, last: usize) -> TextSpan {
        TextSpan::new(self.words[first].start_byte as usize, self.words[last].end_byte as usize)
    }

    /// Whether most of the span is marked as quoted.
    pub(crate) fn is_quoted(&self, span: TextSpan) -> bool {
        let shared = |quotation: &TextSpan| {
            quotation.end_byte.min(span.end_byte).saturating_sub(quotation.start_byte.max(span.start_byte))
        };
        self.quotations.iter().map(shared).max().unwrap_or(0) * 10 >= span.len() * 8
    }

    /// Block of the comment that a word stands in.
    pub(crate) fn comment_at(&self, word: usize) -> Option<u32> {
        let n_begun = self.comments.partition_point(|(first, _)| *first <= word);
        self.comments.get(n_begun.checked_sub(1)?)?.1
    }

    /// The stretches that stand in comments, with the numbers of their blocks.
    pub(crate) fn comments(&self) -> impl Iterator<Item = (u32, &[Word])> {
        let ends = self.comments.iter().skip(1).map(|(first, _)| *first).chain([self.words.len()]);
        let stretches = self.comments.iter().zip(ends);
        stretches.filter_map(|((first, comment), end)| Some(((*comment)?, &self.words[*first..end])))
    }

    /// Number of words in the comment `block`.
    pub(crate) fn comment_len(&self, block: u32) -> usize {
        self.comments().filter(|(comment, _)| *comment == block).map(|(_, words)| words.len()).sum()
    }
}

pub(crate) fn is_comment(role: BlockRole) -> bool {
    matches!(role, BlockRole::Comment | BlockRole::Message)
}

/// Role and block of each word: that of the innermost block it stands in, but a word inside a comment stays in it.
fn roles_of(words: &[Word], document: &TextDocument) -> Vec<Option<(BlockRole, u32)>> {
    let mut roles = vec![None; words.len()];
    let mut blocks: Vec<_> = document.blocks.iter().collect();
    blocks.sort_by_key(|block| (std::cmp::Reverse(block.end_byte.saturating_sub(block.start_byte)), block.block));
    for block in blocks {
        let first = words.partition_point(|word| (word.start_byte as usize) < block.start_byte);
        let end = words.partition_point(|word| (word.start_byte as usize) < block.end_byte).max(first);
        for role in &mut roles[first..end] {
            let keeps = role.is_some_and(|(outer, _)| is_comment(outer) && !is_comment(block.role));
            if !keeps {
                *role = Some((block.role, block.block));
            }
        }
    }
    roles
}

fn quotations(document: &TextDocument) -> Vec<TextSpan> {
    let mut found: Vec<TextSpan> =
        document.blocks.iter().filter(|block| block.role == BlockRole::Quote).map(|block| block.span()).collect();
    let mut open: Option<(usize, char)> = None;
    for (at, sign) in document.text.char_indices() {
        if let Some((start, opening)) = open {
            // A paragraph that ends inside a quotation in straight marks had an inch or a second in it.
            let paragraph_ends = opening == '"' && document.text[..at].ends_with('\n') && sign == '\n';
            let too_long = paragraph_ends || at - start > LONGEST_QUOTATION_BYTES;
            if closes(opening, sign) && !too_long {
                found.push(TextSpan::new(start, at));
                open = None;
                continue;
            }
            if too_long {
                open = None;
            }
        }
        if open.is_none()
            && matches!(sign, '"' | '\u{201C}' | '\u{201E}' | '\u{201D}' | '\u{AB}' | '\u{BB}' | '\u{300C}')
        {
            open = Some((at + sign.len_utf8(), sign));
        }
    }
    found.sort();
    found
}

/// Whether `sign` closes what `opening` opened, in English, German, French, Russian, Arabic, Swedish and Japanese use.
fn closes(opening: char, sign: char) -> bool {
    match opening {
        '\u{201E}' => matches!(sign, '\u{201C}' | '\u{201D}'),
        '\u{201C}' => sign == '\u{201D}',
        '\u{201D}' => sign == '\u{201D}',
        '\u{AB}' => sign == '\u{BB}',
        '\u{BB}' => matches!(sign, '\u{AB}' | '\u{BB}'),
        '\u{300C}' => sign == '\u{300D}',
        other => sign == other,
    }
}

fn credits(document: &TextDocument) -> Vec<String> {
    let lines = document.blocks.iter().filter(|block| block.role == BlockRole::CreditLine);
    lines.map(|block| block.span().slice(document.text).trim().to_owned()).filter(|text| !text.is_empty()).collect()
}
