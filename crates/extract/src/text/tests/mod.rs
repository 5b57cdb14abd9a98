//! Behaviour of the readers of pages and texts. All events, people and outlets in these texts are invented.

mod hollow;
mod hostile;
mod page;
mod plain;
mod voices;
mod who_when;

use model::{BlockRole, Extract};

/// Every block is exactly its slice, blocks stand in order and do not overlap, credits are slices too.
pub(crate) fn offsets_hold(extract: &Extract) {
    let text = extract.text.as_deref().unwrap_or("");
    let mut end = 0;
    for (index, block) in extract.blocks.iter().enumerate() {
        assert_eq!(block.block as usize, index);
        assert_eq!(text.get(block.start_byte..block.end_byte), Some(block.text.as_str()));
        assert!(block.start_byte >= end && block.end_byte > block.start_byte, "block {index} overlaps or is empty");
        assert!((0.0..=1.0).contains(&block.confidence_0_1));
        assert!(block.parent.is_none_or(|parent| (parent as usize) < extract.blocks.len()));
        end = block.end_byte;
    }
    for credit in &extract.credits {
        assert_eq!(text.get(credit.start_byte..credit.end_byte), Some(credit.name.as_str()));
        assert!((credit.block as usize) < extract.blocks.len());
    }
    assert!(extract.links.iter().all(|link| link.block.is_none_or(|block| (block as usize) < extract.blocks.len())));
}

fn plain(text: &str) -> Extract {
    let extract = super::read_plain_text(text.as_bytes());
    offsets_hold(&extract);
    extract
}

fn page(markup: &str) -> Extract {
    let extract = super::read_page(markup.as_bytes(), None, Some("https://vale.example/news/1"));
    offsets_hold(&extract);
    extract
}

fn texts(extract: &Extract, role: BlockRole) -> Vec<&str> {
    extract.blocks.iter().filter(|block| block.role == role).map(|block| block.text.as_str()).collect()
}

fn has_finding(extract: &Extract, code: &str) -> bool {
    extract.findings.iter().any(|finding| finding.code == code)
}
