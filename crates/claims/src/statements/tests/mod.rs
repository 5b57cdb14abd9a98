//! Behaviour of the statements, on sentences about events that never were.

mod agencies;
mod arabic;
mod attitudes;
mod chains;
mod comments;
mod dates;
mod english;
mod figures;
mod places;
mod robust;
mod russian;
mod sources;
mod ukrainian;

use super::{TextInput, statements};
use crate::Gazetteer;
use model::{Block, BlockRole, DateMention, Figure, ItemId, PlaceMention, QuoteType, Statement};

/// Blocks of the given roles, one line each.
pub(super) fn page(lines: &[(BlockRole, &str)]) -> (String, Vec<Block>) {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for (number, (role, line)) in lines.iter().enumerate() {
        let start_byte = text.len();
        text.push_str(line);
        blocks.push(Block {
            item: ItemId::of(b""),
            block: number as u32,
            role: *role,
            start_byte,
            end_byte: text.len(),
            text: (*line).to_owned(),
            author: matches!(role, BlockRole::Comment).then(|| "reader".to_owned()),
            posted_at: None,
            likes: None,
            parent: None,
            page_start_byte: None,
            page_end_byte: None,
            reason: String::new(),
            confidence_0_1: 1.0,
        });
        text.push('\n');
    }
    (text, blocks)
}

pub(super) fn read_with(text: &str, blocks: &[Block], published: Option<&str>) -> Vec<Statement> {
    let found = statements(&TextInput { blocks, published, outlet: Some("Harbour Post"), ..TextInput::plain(text) });
    for statement in &found {
        for span in statement.parts.iter().chain([&statement.content]).chain(&statement.source).chain(&statement.cue) {
            assert_eq!(
                text.get(span.start_byte..span.end_byte),
                Some(span.text.as_str()),
                "a span is exactly its slice"
            );
        }
    }
    found
}

pub(super) fn read(text: &str) -> Vec<Statement> {
    read_with(text, &[], None)
}

/// "source | cue | content" of everything that is attributed.
pub(super) fn attributed(text: &str) -> Vec<String> {
    let shown = |statement: &Statement| {
        let source = statement.source.as_ref().map_or("-", |source| &source.text);
        let cue = statement.cue.as_ref().map_or("-", |cue| &cue.text);
        let parts: Vec<&str> = statement.parts.iter().map(|part| part.text.as_str()).collect();
        format!("{source} | {cue} | {}", parts.join(" / "))
    };
    read(text).iter().filter(|statement| statement.quote_type != QuoteType::Own).map(shown).collect()
}

/// The only attributed statement of a text.
pub(super) fn only(text: &str) -> Statement {
    let mut found: Vec<Statement> =
        read(text).into_iter().filter(|statement| statement.quote_type != QuoteType::Own).collect();
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    found.remove(0)
}

pub(super) fn chain(statement: &Statement) -> Vec<&str> {
    statement.chain.iter().map(|link| link.name.as_str()).collect()
}

pub(super) fn figures(text: &str) -> Vec<Figure> {
    let passage = super::tokens::Passage::new(text, 0..text.len(), &[]);
    super::figures::figures(&passage)
}

pub(super) fn dates(text: &str, published: Option<&str>) -> Vec<DateMention> {
    let passage = super::tokens::Passage::new(text, 0..text.len(), &[]);
    super::dates::dates(&passage, published, Some(50.0))
}

pub(super) fn places(text: &str) -> Vec<PlaceMention> {
    let passage = super::tokens::Passage::new(text, 0..text.len(), &[]);
    super::places::places(&passage, Gazetteer::builtin())
}

/// The places of a text for a user who added some.
pub(super) fn places_with(csv: &str, text: &str) -> Vec<PlaceMention> {
    let passage = super::tokens::Passage::new(text, 0..text.len(), &[]);
    super::places::places(&passage, &Gazetteer::with_csv(csv).expect("a table"))
}

/// One test for each name: the text gives exactly these "source | cue | content" lines.
macro_rules! attributions {
    ($($name:ident: $text:expr => [$($line:expr),* $(,)?];)*) => {
        $(#[test] fn $name() { assert_eq!(super::attributed($text), vec![$($line.to_owned()),*] as Vec<String>); })*
    };
}

/// One test for each name: the only figure of the text with its interval, unit and modifier.
macro_rules! figure_tests {
    ($($name:ident: $text:expr => $low:expr, $high:expr, $unit:expr, $modifier:expr;)*) => {
        $(#[test] fn $name() {
            let found = super::figures($text);
            let first = found.first().unwrap_or_else(|| panic!("no figure in {}", $text));
            let (low, high): (Option<f64>, Option<f64>) = ($low, $high);
            let (unit, modifier): (Option<&str>, Option<&str>) = ($unit, $modifier);
            assert_eq!((first.low, first.high, first.unit.as_deref(), first.modifier.as_deref()), (low, high, unit, modifier), "{first:?}");
        })*
    };
}

pub(super) use {attributions, figure_tests};
