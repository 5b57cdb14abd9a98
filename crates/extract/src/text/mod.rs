//! Pages, texts, chats, mails and documents to blocks.
//!
//! A plain text keeps its bytes; a page is laid out as its visible text, one paragraph a line. Both are then cut into
//! blocks with roles: what the article says, what a caption says, whom a credit line names, what readers wrote. What
//! has messages ([`chat`], [`mail`]) or paragraphs ([`office`], [`pdf`]) of its own is laid out by these.
//! Precision comes first: a stretch whose role cannot be told stays `body`, and what is not there is reported as
//! absent and never made up.

mod across_scripts;
mod blocks;
mod captions;
pub(crate) mod chat;
mod comment_records;
mod comment_split;
mod controls;
mod conversation;
mod credits;
mod dates;
mod decode;
mod document;
mod english_comments;
pub(crate) mod findings;
pub mod fold;
pub(crate) mod mail;
mod media_mentions;
pub(crate) mod office;
mod page;
mod paragraphs;
pub(crate) mod pdf;
mod plain;
mod style;
mod thread;
mod urls;
mod words;

pub use across_scripts::{NameKey, keys_asked_by, keys_of, search_tokens};
pub use fold::{fold_for_search, searchable_words};

use model::Extract;

/// Reads a plain text. The extracted text is the file byte for byte when it is valid UTF-8; other encodings are
/// decoded to UTF-8 and nothing else.
pub fn read_plain_text(bytes: &[u8]) -> Extract {
    plain::read(bytes)
}

/// Reads an HTML page. `charset` is what the transport said (HTTP header), `url` where it was fetched from.
///
/// The extracted text is the visible text in reading order, one paragraph a line, white space collapsed.
pub fn read_page(bytes: &[u8], charset: Option<&str>, url: Option<&str>) -> Extract {
    page::read(bytes, charset, url)
}

/// What a person may see of an HTML page; `charset` as for [`read_page`].
pub fn shown_page(bytes: &[u8], charset: Option<&str>) -> crate::ShownPage {
    page::shown(bytes, charset)
}

/// The first bytes of a text, at most so many, whole characters only.
pub(crate) fn cut(text: &str, most_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(most_bytes)]
}

/// A text on one line: any white space in it is one space, none is around it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod tests;
