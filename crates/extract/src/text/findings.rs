//! The findings that texts and pages give, each with its code in one place.

use model::{FindingDraft, Severity};

/// Bytes were not UTF-8 and were decoded.
pub(super) const TEXT_DECODED: &str = "text_decoded";
/// The bytes fit no encoding wholly; some were replaced by U+FFFD.
pub(super) const BYTES_REPLACED: &str = "bytes_replaced";
/// The text or page gives no title.
pub(super) const NO_TITLE: &str = "no_title";
/// It gives no date of publication.
pub(super) const NO_PAGE_DATE: &str = "no_page_date";
/// It gives no URL for itself.
pub(super) const NO_URL: &str = "no_url";
/// Comments were told from the body by style alone.
pub(super) const COMMENTS_BY_STYLE: &str = "comments_by_style";
/// The text speaks of a picture, clip or sound that is not in the item.
pub(super) const MEDIA_MISSING: &str = "media_missing";
/// Invisible characters or characters that change the direction of text.
pub(super) const CONTROL_CHARACTERS: &str = "control_characters";
/// The page holds text that it does not show.
pub(super) const HIDDEN_TEXT: &str = "hidden_text";
/// Dates of one kind differ.
pub(super) const TIMES_DISAGREE: &str = "times_disagree";
/// Pictures that are stored inside the page.
pub(super) const EMBEDDED_DATA: &str = "embedded_data";
/// A block of structured data (JSON-LD) could not be read.
pub(super) const STRUCTURED_DATA_UNREADABLE: &str = "structured_data_unreadable";
/// A named limit was reached; the rest was not looked at or was kept in one piece.
pub(super) const LIMIT_REACHED: &str = "limit_reached";

/// Something worth knowing that leaves the step a success.
pub(super) fn note(code: &str, text: impl Into<String>) -> FindingDraft {
    FindingDraft { code: code.to_owned(), severity: Severity::Note, text: text.into() }
}

/// Something that limits the step.
pub(super) fn warn(code: &str, text: impl Into<String>) -> FindingDraft {
    FindingDraft { code: code.to_owned(), severity: Severity::Warn, text: text.into() }
}
