//! Names of commenters: a number for each, and every place where the name stands in the text covered.

use model::{Block, BlockRole, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Names of the authors of comments and messages of one item, each with its number in order of first appearance.
/// The numbers start anew in each item: the same account in two items is not linked.
pub fn numbered_authors(blocks: &[Block], role: BlockRole) -> BTreeMap<String, u32> {
    let mut numbers = BTreeMap::new();
    for author in blocks.iter().filter(|block| block.role == role).filter_map(|block| block.author.as_ref()) {
        let next = numbers.len() as u32 + 1;
        numbers.entry(author.clone()).or_insert(next);
    }
    numbers
}

/// Numbers of the blocks that readers wrote, and of all that lie in them.
pub fn comment_blocks(blocks: &[Block]) -> BTreeSet<u32> {
    let mut inside: BTreeSet<u32> =
        blocks.iter().filter(|block| block.role == BlockRole::Comment).map(|block| block.block).collect();
    for block in blocks {
        if block.parent.is_some_and(|parent| inside.contains(&parent)) {
            inside.insert(block.block);
        }
    }
    inside
}

/// `text` with each of `names` covered, at equal length in bytes so that every offset still holds. The stretches in
/// `open` (what the outlet itself published: title, body, captions) stay as they are.
pub fn covered(text: &str, names: &BTreeMap<String, u32>, open: &[(usize, usize)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    // ASCII case is folded, which keeps every offset: "@QuayDweller" is the same name.
    let folded = text.to_ascii_lowercase();
    for name in names.keys().filter(|name| name.chars().count() >= 2) {
        let name = name.to_ascii_lowercase();
        for (start, _) in folded.match_indices(name.as_str()) {
            let end = start + name.len();
            let is_open = open.iter().any(|&(from, to)| from <= start && end <= to);
            if !is_open && (!is_short_word(&name) || stands_alone(text, start, end)) {
                bytes[start..end].copy_from_slice(cover(name.len()).as_bytes());
            }
        }
    }
    // Every name begins and ends on a character boundary and its cover is whole characters of the same length; where
    // two names overlap the later cover may cut the earlier, and the lossy reading keeps the page readable.
    String::from_utf8(bytes).unwrap_or_else(|torn| {
        torn.into_bytes().iter().map(|byte| if byte.is_ascii() { *byte as char } else { '.' }).collect()
    })
}

/// Takes the words of a commenter out of a statement: they stay where they are, folded on the item's page.
pub fn silence(statement: &mut Statement, commenter: Option<String>) {
    let empty = |span: &mut model::SpanText| span.text.clear();
    statement.source.iter_mut().chain(&mut statement.cue).for_each(empty);
    empty(&mut statement.content);
    statement.parts.iter_mut().for_each(empty);
    statement.speaker = commenter;
    statement.chain.retain(|link| link.role == "outlet");
    statement.figures.clear();
    statement.dates.clear();
    statement.places.clear();
}

/// A short Latin name stands inside of many words; other scripts may write without spaces, so there it is covered
/// wherever it stands.
fn is_short_word(name: &str) -> bool {
    name.is_ascii() && name.len() < 4
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.into_iter().chain(after).any(char::is_alphanumeric)
}

/// All of `text` covered, at equal length in bytes.
pub fn cover_all(text: &str) -> String {
    cover(text.len())
}

fn cover(length_bytes: usize) -> String {
    format!("{}{}", "█".repeat(length_bytes / 3), &".."[..length_bytes % 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_covered_name_takes_as_many_bytes_as_before() {
        let names = BTreeMap::from([("Ozan".to_owned(), 1), ("Мир".to_owned(), 2)]);
        let text = "Ozan: hello Мир. Ozan!";
        let shown = covered(text, &names, &[(17, 21)]);
        assert_eq!(shown.len(), text.len());
        assert!(!shown.contains("Мир") && shown.starts_with('█'));
        assert_eq!(shown, "█.: hello ██. █.!");
    }

    #[test]
    fn a_short_name_is_covered_where_it_stands_alone_and_any_name_in_any_case() {
        let names = BTreeMap::from([("Al".to_owned(), 1), ("Quaydweller".to_owned(), 2)]);
        assert_eq!(covered("Al: always, @al @QUAYDWELLER", &names, &[]), "..: always, @.. @███..");
    }

    #[test]
    fn what_the_outlet_published_stays() {
        let names = BTreeMap::from([("Ozan".to_owned(), 1)]);
        assert_eq!(covered("Ozan Ozan", &names, &[(0, 4)]), "Ozan █.");
    }
}
