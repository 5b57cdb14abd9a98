//! Stretches with roles, before they are numbered.

use model::{Block, BlockRole, ItemId};

/// A block before it has its number. Offsets count bytes of the extracted text.
#[derive(Clone, Debug)]
pub(super) struct BlockDraft {
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Role.
    pub role: BlockRole,
    /// Author of a comment, message or byline.
    pub author: Option<String>,
    /// When it was posted, as the text says.
    pub posted_at: Option<String>,
    /// How many liked it, as the page says.
    pub likes: Option<u64>,
    /// Index of the draft it answers or lies in.
    pub parent: Option<usize>,
    /// Place in the page's own bytes.
    pub page_bytes: Option<(usize, usize)>,
    /// Why this role.
    pub reason: String,
    /// How sure.
    pub confidence_0_1: f64,
}

impl BlockDraft {
    /// A block of that role with nothing else known of it.
    pub fn new(start_byte: usize, end_byte: usize, role: BlockRole, reason: &str, confidence_0_1: f64) -> BlockDraft {
        BlockDraft {
            start_byte,
            end_byte,
            role,
            author: None,
            posted_at: None,
            likes: None,
            parent: None,
            page_bytes: None,
            reason: reason.to_owned(),
            confidence_0_1,
        }
    }
}

/// Puts a paragraph on a line of its own at the end of `text`, with a draft of that role.
pub(super) fn append(
    text: &mut String,
    paragraph: &str,
    role: BlockRole,
    reason: &str,
    confidence_0_1: f64,
) -> BlockDraft {
    if !text.is_empty() {
        text.push('\n');
    }
    let start = text.len();
    text.push_str(paragraph);
    BlockDraft::new(start, text.len(), role, reason, confidence_0_1)
}

/// Numbers the drafts, which stand in order of their start, and cuts their texts. Draft `i` becomes block `i`.
pub(super) fn number(text: &str, drafts: Vec<BlockDraft>) -> Vec<Block> {
    let nobody = ItemId::of(b"");
    drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| Block {
            item: nobody,
            block: index as u32,
            role: draft.role,
            start_byte: draft.start_byte,
            end_byte: draft.end_byte,
            text: text.get(draft.start_byte..draft.end_byte).unwrap_or("").to_owned(),
            author: draft.author,
            posted_at: draft.posted_at,
            likes: draft.likes,
            parent: draft.parent.map(|parent| parent as u32),
            page_start_byte: draft.page_bytes.map(|place| place.0),
            page_end_byte: draft.page_bytes.map(|place| place.1),
            reason: draft.reason,
            confidence_0_1: draft.confidence_0_1,
        })
        .collect()
}
