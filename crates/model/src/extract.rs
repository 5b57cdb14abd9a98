//! What is derived from one item alone.

use crate::{ClaimedTime, ItemId, MediaFacts, MemberRef, Needed, TextSpan, ToldFile};
use serde::{Deserialize, Serialize};

/// Everything that was derived from one item alone, but for pictures and sound, which are streamed to the
/// fingerprint makers and not kept.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extract {
    /// Kind of the content, told from the content.
    pub media_type: String,
    /// The extracted text; every text offset of the item counts bytes of it.
    pub text: Option<String>,
    /// Stretches of that text with their roles, in order of their start.
    pub blocks: Vec<Block>,
    /// Credit lines taken apart: who submitted, via whom, whose photo.
    pub credits: Vec<Credit>,
    /// Links out of the item.
    pub links: Vec<Link>,
    /// Title as the page itself gives it; `None` = the page gives none.
    pub title: Option<String>,
    /// Where the title stands: `headline in the page`, `meta og:title`, `JSON-LD headline`, `<title>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_evidence: Option<String>,
    /// Who wrote it, as the page says, each with its evidence, the best evidence first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<NamedAuthor>,
    /// URL that the page gives for itself.
    pub canonical_url: Option<String>,
    /// Name of the publisher as the page's own markup gives it.
    pub publisher: Option<String>,
    /// Language of the text as BCP 47, where it is known.
    pub language: Option<String>,
    /// Times that the item itself claims, each with its kind and evidence.
    pub times: Vec<ClaimedTime>,
    /// Other metadata, verbatim.
    pub metadata: Vec<MetadataField>,
    /// What the decoder says of a picture or recording.
    pub media: Option<MediaFacts>,
    /// Members, for a container.
    pub members: Vec<MemberRef>,
    /// What a container names and does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Needed>,
    /// What a table or a list of hashes says of other files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<ToldFile>,
    /// What a reader must know.
    pub findings: Vec<FindingDraft>,
}

/// An author that the item itself names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct NamedAuthor {
    /// The name.
    pub name: String,
    /// Where it stands: `JSON-LD author`, `meta author`, `byline in the page`.
    pub evidence: String,
}

/// Role of a stretch of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockRole {
    /// Headline of the page.
    Title,
    /// Who wrote it.
    Byline,
    /// From whom it was taken over: "via", "submitted by", "originally published at".
    CreditLine,
    /// The article or text itself.
    Body,
    /// Text that belongs to a picture.
    Caption,
    /// A quotation that the page marks as such (blockquote, pull quote).
    Quote,
    /// What one reader wrote.
    Comment,
    /// One message of a thread or chat.
    Message,
    /// Navigation, footer, share buttons, legal text.
    Boilerplate,
}

/// A stretch of text with a role. `text` is exactly the slice `[start_byte, end_byte)` of the extracted text.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// The item. The worker leaves it at [`ItemId::of`] of nothing; the shell fills it.
    pub item: ItemId,
    /// Number of the block in its item, from 0, in order of `start_byte`.
    pub block: u32,
    /// Its role.
    pub role: BlockRole,
    /// First byte in the extracted text.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// That slice.
    pub text: String,
    /// Author of a comment or message, or of the page for a byline.
    pub author: Option<String>,
    /// When it was posted, verbatim or RFC 3339, as the page says.
    pub posted_at: Option<String>,
    /// How many liked a comment or message, as the page says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub likes: Option<u64>,
    /// Number of the block it answers (comment) or lies in (nested role).
    pub parent: Option<u32>,
    /// Where it stands in the page's own bytes, for HTML.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page_start_byte: Option<usize>,
    /// End of that place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page_end_byte: Option<usize>,
    /// Why it has this role: `markup: <article>`, `text: photo credit pattern`.
    pub reason: String,
    /// How sure the split is, 0..=1.
    pub confidence_0_1: f64,
}

impl Block {
    /// Its span in the extracted text.
    pub fn span(&self) -> TextSpan {
        TextSpan::new(self.start_byte, self.end_byte)
    }
}

/// In which way a credit line names somebody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditRole {
    /// "Submitted by X": who handed it in.
    SubmittedBy,
    /// "via X": through whom it came.
    Via,
    /// "Originally published at X", "first appeared in X".
    OriginallyPublished,
    /// "Reporting by X", "X contributed".
    ReportingBy,
    /// An agency tag: "(Reuters)", "© AFP".
    Agency,
    /// Who made the picture: "Photo: X", "Image source: X".
    Picture,
    /// "By X".
    Author,
}

/// One name of a credit line. "Image source: A via B" gives A as `picture`, step 0, and B as `via`, step 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Credit {
    /// Block it stands in.
    pub block: u32,
    /// In which way the name is given.
    pub role: CreditRole,
    /// The name.
    pub name: String,
    /// First byte of the name in the extracted text.
    pub start_byte: usize,
    /// One past its last byte.
    pub end_byte: usize,
    /// Place of the name in its line, from 0: the nearest to the maker first.
    pub step: u32,
    /// What is credited: `text` or `picture`.
    pub of_picture: bool,
}

/// In which way an item points to something else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Shows it in the page: image, video, frame.
    Embeds,
    /// A hyperlink or a URL in the text.
    Links,
    /// Names it as its source.
    Cites,
}

/// A link out of an item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// The item it stands in; filled by the shell.
    pub item: ItemId,
    /// Block it stands in, where it stands in one.
    pub block: Option<u32>,
    /// In which way.
    pub kind: LinkKind,
    /// The URL as written, made absolute where the page's own URL is known.
    pub target_url: String,
    /// The item of the case with that URL, if there is one; filled by the shell.
    pub target_item: Option<ItemId>,
    /// The text shows it cut short ("…"), so the whole URL is not known.
    pub truncated: bool,
}

/// One field of metadata, verbatim.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct MetadataField {
    /// Where from and which: `EXIF Make`, `QuickTime location`, `HTML meta author`.
    pub name: String,
    /// The value as text; bytes that are not UTF-8 as `\xNN`.
    pub value: String,
}

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; the step succeeded.
    Note,
    /// The step is limited.
    Warn,
    /// The step failed.
    Error,
}

/// A finding before it is bound to an item and a stage.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct FindingDraft {
    /// Short code in snake case, one of the table in `docs/formats/findings.md`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, where (byte offset where there is one) and what to do.
    pub text: String,
}

/// Anything a reader must know about an item or a step that went wrong or is limited.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Stable id.
    pub id: String,
    /// What it is about: an item's id, or `case`.
    pub about: String,
    /// Stage that found it.
    pub stage: String,
    /// Short code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What, where, what to do.
    pub text: String,
}
