//! The findings that texts and pages give, in one table; `docs/formats/findings.md` lists them too.

use crate::finding_codes;

finding_codes! {
    TEXT_DECODED, "text_decoded", Note, "Bytes were not UTF-8 and were decoded.";
    BYTES_REPLACED, "bytes_replaced", Warn, "The bytes fit no encoding wholly; some were replaced by U+FFFD.";
    NO_TITLE, "no_title", Note, "The text or page gives no title.";
    NO_PAGE_DATE, "no_page_date", Note, "It gives no date of publication.";
    NO_URL, "no_url", Note, "It gives no URL for itself.";
    CANONICAL_DIFFERS, "canonical_differs", Note, "The page names another address as its own than the one it was saved from.";
    COMMENTS_BY_STYLE, "comments_by_style", Note, "Comments were told from the body by style alone.";
    MEDIA_MISSING, "media_missing", Note, "The text speaks of a picture, clip or sound that is not in the item.";
    CONTROL_CHARACTERS, "control_characters", Note, "Invisible characters or characters that change the direction of text.";
    HIDDEN_TEXT, "hidden_text", Note, "The page holds text that it does not show.";
    TIMES_DISAGREE, "times_disagree", Note, "Dates of one kind differ.";
    EMBEDDED_DATA, "embedded_data", Note, "Pictures that are stored inside the page.";
    STRUCTURED_DATA_UNREADABLE, "structured_data_unreadable", Note, "A block of structured data (JSON-LD) could not be read.";
    CHAT_DAMAGED, "chat_damaged", Warn, "An export of a chat is cut off or damaged; the messages before that place were used.";
    CHAT_TIMES_UNCLEAR, "chat_times_unclear", Warn, "Dates of an export of a chat cannot be read without guessing, for example which number is the month; the messages have no time.";
    MESSAGES_EDITED, "messages_edited", Note, "Messages of a chat were edited after they were posted, as its export says.";
    REPLIES_ELSEWHERE, "replies_elsewhere", Note, "Messages answer messages that are not in the file.";
    MAIL_FORMS_DIFFER, "mail_forms_differ", Note, "A mail says much less as plain text than as HTML; the HTML form was read.";
    DOCUMENT_DAMAGED, "document_damaged", Warn, "A part of a document (DOCX, ODT, PDF) cannot be read to its end; what came before was used.";
    DOCUMENT_LOCKED, "document_locked", Warn, "A document is encrypted and opens with a password only; it is kept and not read.";
    TEXT_IN_PICTURES, "text_in_pictures", Warn, "Pages of a document hold pictures and no text: they were scanned. Nothing is recognized in pictures.";
    PDF_RECOGNIZED_TEXT, "pdf_recognized_text", Note, "The text of pages lies invisible over a picture: a program recognized it and may have misread it.";
    PDF_LETTERS_UNKNOWN, "pdf_letters_unknown", Warn, "A PDF does not say which letters its signs are; they stand as U+FFFD.";
    PDF_UPDATED, "pdf_updated", Note, "A PDF was changed after it was first saved and still holds what it was before.";
    TRACKED_CHANGES, "tracked_changes", Note, "A document keeps changes: text that was inserted, deleted or moved, with authors and times.";
    LIMIT_REACHED, "limit_reached", Warn, "A named limit was reached; the rest was not looked at or was kept in one piece.";
}
