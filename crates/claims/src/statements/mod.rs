//! Who says what, according to whom.
//!
//! The road of a text: blocks to passages ([`tokens`]), quotation marks in pairs ([`quotes`]), sentences
//! ([`sentences`]), cues ([`cues`]) with their frames ([`frames`]: source, cue, content), speakers resolved
//! ([`speaker`], [`discourse`]), figures, dates and places found once for a passage and handed to the statements that
//! hold them, nested attributions joined to chains ([`assembly`]), short names lengthened ([`short_names`]). What somebody
//! wants or backs is told apart ([`attitudes`]). Where the story plays is told by [`Setting`].

mod assembly;
mod attitudes;
mod calendar;
mod circumstances;
mod colons;
mod content;
mod cues;
mod dates;
mod denied;
mod disasters;
mod discourse;
mod figures;
mod footage;
mod frames;
mod left_side;
mod lexicon;
mod numbers;
mod openings;
mod own;
mod passive;
mod places;
mod quotes;
mod right_side;
mod sentences;
mod setting;
mod short_names;
mod source;
mod speaker;
mod tokens;
mod units;
mod villages;
mod word_tables;
mod years;

pub use setting::{Setting, SettingPlace};

use crate::Gazetteer;
use model::{Block, BlockRole, Credit, DateMention, ItemId, Statement};
use std::ops::Range;

/// Whether the word is one of which the names of bodies consist.
pub(crate) fn is_body_noun(lower: &str) -> bool {
    lexicon::words().body_noun(lower) || speaker::is_foreign_body(lower)
}

/// Whether the word is a finite verb by its form alone.
pub(crate) fn is_finite_verb_form(lower: &str) -> bool {
    lexicon::words().finite_verb(lower) || lexicon::cue_traits(lower).is_some()
}

/// Whether the words of a cue deny: "denied", "has rejected".
pub(crate) fn is_denial_cue(words: &str) -> bool {
    let denies = |word: &str| {
        let lower = word.to_lowercase();
        lexicon::cue_traits(&lower).is_some_and(|traits| traits.has(lexicon::CueTraits::DENIAL))
            || matches!(lower.as_str(), "denial" | "denials")
    };
    words.split_whitespace().any(denies)
}

/// The text of one item with what is known of it.
pub struct TextInput<'a> {
    /// The item.
    pub item: ItemId,
    /// Its extracted text; all offsets count bytes of it.
    pub text: &'a str,
    /// Its blocks; none = the whole text is one body.
    pub blocks: &'a [Block],
    /// Its credit lines taken apart.
    pub credits: &'a [Credit],
    /// When it was published, updated or posted: ISO date or RFC 3339; `None` = not known.
    pub published: Option<&'a str>,
    /// The outlet as the page itself or the operator names it.
    pub outlet: Option<&'a str>,
    /// Places by name.
    pub gazetteer: &'a Gazetteer,
}

impl<'a> TextInput<'a> {
    /// A text of which nothing else is known; its item is that of its bytes.
    pub fn plain(text: &'a str) -> TextInput<'a> {
        TextInput {
            item: ItemId::of(text.as_bytes()),
            text,
            blocks: &[],
            credits: &[],
            published: None,
            outlet: None,
            gazetteer: Gazetteer::builtin(),
        }
    }
}

/// What reading an item gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// Its statements, sorted by the start of their content.
    pub statements: Vec<Statement>,
    /// Byte offsets where sentences begin that hold so many attributions that they are no prose; none of these was
    /// taken.
    pub crowded_sentences: Vec<usize>,
    /// Where its story plays.
    pub setting: Setting,
}

/// All statements of an item, sorted by the start of their content.
pub fn statements(input: &TextInput<'_>) -> Vec<Statement> {
    read(input).statements
}

/// All statements of an item, and what of it could not be read as prose.
pub fn read(input: &TextInput<'_>) -> Reading {
    let mut discourse = discourse::Discourse::default();
    let (mut found, mut crowded_sentences) = (Vec::new(), Vec::new());
    let mut told: Vec<setting::Told<'_>> = Vec::new();
    for stretch in stretches(input) {
        let mut own = discourse::Discourse::default();
        let state = if stretch.is_readers() { &mut own } else { &mut discourse };
        let read = assembly::read_stretch(input, &stretch, state, &mut found);
        crowded_sentences.extend(read.crowded);
        if !stretch.is_readers() {
            told.push(setting::Told { role: stretch.role, passage: read.passage, places: read.places });
        }
    }
    found.sort_by(|a, b| {
        let key = |s: &Statement| (s.content.start_byte, std::cmp::Reverse(s.content.end_byte), s.chain.len());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    found.dedup_by(|a, b| a.id == b.id);
    short_names::lengthen(input.text, &parts(input), &mut found);
    let setting = setting::setting(input.item, input.published, told, input.gazetteer);
    Reading { statements: found, crowded_sentences, setting }
}

/// All dates that an item's text names, in order, whether a statement holds them or not.
pub fn dates(input: &TextInput<'_>) -> Vec<DateMention> {
    let mut found = Vec::new();
    for stretch in stretches(input) {
        let passage = tokens::Passage::new(input.text, stretch.span.clone(), &stretch.breaks);
        let places = places::places(&passage, input.gazetteer);
        let published = stretch.posted_at.filter(|_| stretch.is_readers()).or(input.published);
        found.extend(dates::dates(&passage, published, places::first_latitude(&places)));
    }
    found
}

/// Blocks of one voice that are read as one passage.
pub(crate) struct Stretch<'a> {
    pub role: BlockRole,
    pub span: Range<usize>,
    /// Starts of the blocks in it.
    pub breaks: Vec<usize>,
    pub author: Option<&'a str>,
    pub posted_at: Option<&'a str>,
    /// Number of its first block.
    pub block: u32,
}

impl Stretch<'_> {
    /// Written by a reader or sender, not by the outlet.
    pub fn is_readers(&self) -> bool {
        matches!(self.role, BlockRole::Comment | BlockRole::Message)
    }
}

/// The blocks, or the whole text where there are none.
fn parts(input: &TextInput<'_>) -> Vec<Range<usize>> {
    let whole = 0..input.text.len();
    if input.blocks.is_empty() {
        return vec![whole];
    }
    let mut starts: Vec<usize> = input.blocks.iter().map(|block| block.start_byte).chain([0]).collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([whole.end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn stretches<'a>(input: &TextInput<'a>) -> Vec<Stretch<'a>> {
    if input.blocks.is_empty() {
        let span = 0..input.text.len();
        return vec![Stretch {
            role: BlockRole::Body,
            span,
            breaks: Vec::new(),
            author: None,
            posted_at: None,
            block: 0,
        }];
    }
    let mut blocks: Vec<&Block> =
        input.blocks.iter().filter(|block| input.text.get(block.start_byte..block.end_byte).is_some()).collect();
    blocks.sort_by_key(|block| (block.start_byte, std::cmp::Reverse(block.end_byte), block.block));
    let mut stretches: Vec<Stretch<'a>> = Vec::new();
    for block in blocks {
        if matches!(block.role, BlockRole::Byline | BlockRole::CreditLine | BlockRole::Boilerplate) {
            continue;
        }
        if let Some(last) = stretches.last_mut() {
            if block.start_byte < last.span.end && block.end_byte <= last.span.end {
                last.breaks.push(block.start_byte);
                continue;
            }
            if joins(input.text, last, block) {
                last.breaks.push(block.start_byte);
                last.span.end = block.end_byte;
                continue;
            }
        }
        stretches.push(Stretch {
            role: block.role,
            span: block.start_byte..block.end_byte,
            breaks: vec![block.start_byte],
            author: block.author.as_deref(),
            posted_at: block.posted_at.as_deref(),
            block: block.block,
        });
    }
    stretches
}

/// Body after body (and a quotation set off from it) is one passage, so that a quotation may run over blocks.
fn joins(text: &str, last: &Stretch<'_>, block: &Block) -> bool {
    let body = |role: BlockRole| matches!(role, BlockRole::Body | BlockRole::Quote);
    let nothing_between = text.get(last.span.end..block.start_byte).is_some_and(|between| between.trim().is_empty());
    body(last.role) && body(block.role) && nothing_between
}

#[cfg(test)]
mod tests;
