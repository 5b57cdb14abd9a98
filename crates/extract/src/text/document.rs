//! The text of a document that is laid out paragraph by paragraph: what word processors' files and PDF have in common.

use super::blocks::{BlockDraft, append, number};
use super::controls::control_characters;
use super::findings::LIMIT_REACHED;
use super::paragraphs::MOST_PARAGRAPHS;
use super::plain::text_links;
use crate::limits;
use model::{BlockRole, Extract, ItemId, Link, LinkKind, MetadataField};

/// Links of one document that are kept.
const MOST_LINKS: usize = 20_000;

/// Paragraphs with their roles, one below another.
#[derive(Default)]
pub(super) struct Document {
    pub(super) text: String,
    pub(super) drafts: Vec<BlockDraft>,
    /// Index of the draft, kind, target.
    links: Vec<(Option<usize>, LinkKind, String)>,
    pub(super) metadata: Vec<MetadataField>,
    reached_limit: bool,
}

impl Document {
    /// A paragraph; `None` where it is blank or a limit is reached.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        role: BlockRole,
        reason: &str,
        confidence_0_1: f64,
    ) -> Option<usize> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if self.drafts.len() >= MOST_PARAGRAPHS || (self.text.len() + text.len()) as u64 > limits::TEXT_BYTES {
            self.reached_limit = true;
            return None;
        }
        self.drafts.push(append(&mut self.text, text, role, reason, confidence_0_1));
        Some(self.drafts.len() - 1)
    }

    /// A link or an embedded file, in the paragraph `draft`.
    pub(super) fn link(&mut self, draft: Option<usize>, kind: LinkKind, target: String) {
        if self.links.len() < MOST_LINKS && !target.is_empty() {
            self.links.push((draft, kind, target));
        }
    }

    /// A field of metadata; an empty one says nothing.
    pub(super) fn describe(&mut self, name: &str, value: &str) {
        describe(&mut self.metadata, name, value.trim());
    }

    /// Numbers the blocks and puts everything into `extract`.
    pub(super) fn finish(self, extract: &mut Extract) {
        extract.findings.extend(control_characters(&self.text));
        if self.reached_limit {
            extract.findings.push(LIMIT_REACHED.found(format!(
                "The document has more than {MOST_PARAGRAPHS} paragraphs or {} bytes of text: the rest was left out.",
                limits::TEXT_BYTES
            )));
        }
        finish(self.text, self.drafts, self.links, self.metadata, extract);
        if let Some(title) = extract.blocks.iter().find(|block| block.role == BlockRole::Title) {
            extract.title = Some(title.text.clone());
        }
    }
}

/// Adds a field of metadata, as far as there is room; an empty one says nothing.
pub(super) fn describe(metadata: &mut Vec<MetadataField>, name: &str, value: &str) {
    if !value.is_empty() && metadata.len() < limits::METADATA_FIELDS {
        let value = super::cut(value, limits::METADATA_VALUE_BYTES).to_owned();
        metadata.push(MetadataField { name: name.to_owned(), value });
    }
}

/// Numbers the blocks of a text that was laid out and puts everything into `extract`. `links` are index of the draft, kind,
/// target; those that stand in the text come before them.
pub(super) fn finish(
    text: String,
    drafts: Vec<BlockDraft>,
    links: Vec<(Option<usize>, LinkKind, String)>,
    metadata: Vec<MetadataField>,
    extract: &mut Extract,
) {
    extract.blocks = number(&text, drafts);
    extract.links = text_links(&text, &extract.blocks);
    extract.links.extend(links.into_iter().map(|(draft, kind, target_url)| Link {
        item: ItemId::of(b""),
        block: draft.map(|draft| draft as u32),
        kind,
        target_url,
        target_item: None,
        truncated: false,
    }));
    extract.metadata.extend(metadata);
    extract.text = Some(text);
}
