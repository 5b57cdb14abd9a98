//! The findings of the readers of files in one table: code, usual severity, one sentence; those of texts and pages
//! stand in `text::findings`. `docs/formats/findings.md` is made from the tables, and a test of the binary fails when
//! the page is stale. `cargo xtask tidy` sees to it that no finding is made without a code of a table.

use model::{FindingDraft, Severity};

/// One kind of finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// Short code in snake case.
    pub name: &'static str,
    /// Severity unless the finding says otherwise.
    pub severity: Severity,
    /// What it means, in one sentence.
    pub sentence: &'static str,
}

impl Code {
    /// A finding of this kind. `text` says what was found, where and what to do; it comes out as one line, whatever
    /// foreign words it quotes.
    pub fn found(&self, text: impl Into<String>) -> FindingDraft {
        self.found_as(self.severity, text)
    }

    /// A finding of this kind with another severity than usual.
    pub fn found_as(&self, severity: Severity, text: impl Into<String>) -> FindingDraft {
        FindingDraft { code: self.name.to_owned(), severity, text: quoted(&text.into(), usize::MAX) }
    }
}

/// Makes a table of findings: one constant for each [`Code`], and `ALL` of them in the order of the table.
#[macro_export]
macro_rules! finding_codes {
    ($($constant:ident, $name:literal, $severity:ident, $sentence:literal;)*) => {
        $(#[doc = $sentence] pub const $constant: $crate::codes::Code = $crate::codes::Code {
            name: $name, severity: ::model::Severity::$severity, sentence: $sentence
        };)*
        /// Every code of this table, in its order.
        pub const ALL: &[$crate::codes::Code] = &[$($constant),*];
    };
}

finding_codes! {
    EMPTY_ITEM, "empty_item", Note, "The item has no bytes; it is kept, and there is nothing to read.";
    KIND_UNKNOWN, "kind_unknown", Warn, "The kind of the content is not known; the bytes are kept and not read.";
    KIND_NOT_READ, "kind_not_read", Warn, "The kind of the content is known, and this version does not read it; the bytes are kept.";
    KIND_DIFFERS, "kind_differs", Note, "The container or the server names another kind than the content shows; the content was followed.";
    SCRIPT_NOT_READ, "script_not_read", Note, "The server calls it program or style text of a page; it is kept and not read as prose.";
    TEXT_TOO_LONG, "text_too_long", Warn, "The text is longer than the limit; the rest is kept and not read.";
    SANDBOX_MISSING, "sandbox_missing", Warn, "This kernel cannot confine a decoder (no Landlock, or no system call filter), so the item was kept and not read.";
    SANDBOX_OLDER, "sandbox_older_kernel", Note, "The item was read under an older Landlock: files, programs and the network were closed to its decoder, signals to other programs were not.";
    SANDBOX_DANGER, "sandbox_danger", Warn, "The item was read without Landlock because the settings of the case allow this danger.";
    WORKER_TIMED_OUT, "worker_timed_out", Error, "Reading the item took longer than the limit and was stopped.";
    WORKER_DIED, "worker_died", Error, "The process that read the item ended before it was done: out of memory or stack, or a fault in a decoder.";
    WORKER_PROTOCOL, "worker_protocol", Error, "The process that read the item answered with something that does not fit; its answer was not used.";
    PARSER_FAILED, "parser_failed", Error, "A reader gave up in a way it should not; the bytes are kept. Please report the item's kind.";
    DECODER_MISSING, "decoder_missing", Warn, "The program that decodes this kind is not installed.";
    DECODER_FAILED, "decoder_failed", Error, "The decoder could not read the item.";
    DECODER_COMPLAINED, "decoder_complained", Warn, "The decoder read the item and reported damage in it.";
    DECODER_STOPPED, "decoder_stopped", Warn, "The decoder was stopped at the time limit; what it gave until then was used.";
    PICTURE_TOO_LARGE, "picture_too_large", Error, "The picture declares more pixels or needs more memory than the limit; it was not decoded.";
    PICTURE_UNREADABLE, "picture_unreadable", Error, "The picture could not be decoded.";
    PICTURE_TRUNCATED, "picture_truncated", Warn, "The picture ends before its end mark; what is missing is shown flat.";
    PICTURE_ANIMATED, "picture_animated", Note, "The picture is animated; its first frame was used.";
    METADATA_DAMAGED, "metadata_damaged", Note, "The metadata block is damaged; what could be read of it was used.";
    METADATA_CUT, "metadata_cut", Note, "There is more metadata than the limit; the rest was left out.";
    TIME_NOT_SET, "time_not_set", Note, "A time field of the file holds the value for 'not set'; it is not shown as a date.";
    TIME_ODD, "time_odd", Note, "A time field of the file holds a value that is not a time, or an unusual one; it is shown verbatim.";
    PLACE_ODD, "place_odd", Note, "The file's coordinates are outside the globe or not numbers; they are shown verbatim only.";
    RECORDING_EMPTY, "recording_empty", Error, "The recording has neither a picture track nor a sound track that can be decoded.";
    RECORDING_TRUNCATED, "recording_truncated", Warn, "The recording declares more bytes than there are: it was cut off, or its head is wrong.";
    RECORDING_LONG, "recording_long", Warn, "The recording is longer than the limit; the rest was not decoded.";
    RECORDING_KEYFRAMES, "recording_keyframes", Note, "Only keyframes of the recording were decoded at first, because of its length or the settings; all frames follow where they look like another recording.";
    BOX_DAMAGED, "box_damaged", Note, "A box of the QuickTime or MP4 file does not fit its surroundings; times and places after it were not read.";
    MEMBER_UNREADABLE, "member_unreadable", Error, "The member could not be taken out of its container.";
    CONTAINER_LIMIT, "container_limit", Error, "The container holds more than the limits allow; the rest is kept and not read.";
    DECOMPRESSION_LIMIT, "decompression_limit", Error, "Packed data unpacks to more than the limits allow; it is kept packed.";
    GZIP_DAMAGED, "gzip_damaged", Warn, "Packed data is damaged; reading went on behind it.";
    WARC_DAMAGED, "warc_damaged", Warn, "Bytes that are no WARC record stand where one should be; reading went on at the next record.";
    WARC_HEAD, "warc_head", Warn, "The head of a WARC record is damaged or over the limits.";
    WARC_LENGTH, "warc_length", Warn, "The length of a WARC record is missing, contradictory or impossible.";
    WARC_TRUNCATED, "warc_truncated", Warn, "The WARC ends inside a record; what is there was used.";
    WARC_DIGEST, "warc_digest", Warn, "A digest in the WARC does not fit the bytes it speaks of.";
    WARC_DIGEST_UNREAD, "warc_digest_unread", Note, "A digest in the WARC uses an algorithm or a spelling that is not checked.";
    WARC_REVISIT, "warc_revisit", Note, "Revisit records say that content was seen again: how many were resolved in this file, and which were not.";
    WARC_RECORDS, "warc_records", Note, "Records of the WARC that carry no payload of their own, counted.";
    WARC_SEGMENT, "warc_segment", Warn, "A record is split into segments, and not all of them are in the file.";
    WARC_STATUS, "warc_status", Note, "Responses in the WARC whose status says that the server did not give what was asked for.";
    WARC_SHARED_MEMBER, "warc_shared_member", Warn, "Several records share one gzip member, against the standard; all were read, other tools refuse the file.";
    WARC_FIELD, "warc_field", Note, "A field of a WARC record does not follow the standard.";
    HTTP_HEAD, "http_head", Warn, "The HTTP head in a record is missing, damaged or over the limits; the whole block was used as payload.";
    HTTP_CODING, "http_coding", Warn, "A transfer or content coding could not be removed as declared.";
    ZIP_DAMAGED, "zip_damaged", Error, "The ZIP's directory is missing or damaged.";
    ZIP_ENTRY, "zip_entry", Warn, "A ZIP entry could not be read.";
    ZIP_OVERLAP, "zip_overlap", Warn, "ZIP entries lie over one another, as they do in decompression bombs; only the first was read.";
    ZIP_MISMATCH, "zip_mismatch", Warn, "A ZIP entry does not fit the checksum or size the directory gives.";
    ZIP_NAME, "zip_name", Note, "A ZIP entry has a name that would leave the folder when unpacked; it is only shown, nothing is written by it.";
    ZIP_LINK, "zip_link", Note, "A ZIP entry is a symbolic link; its target is kept as text and not followed.";
    WACZ_DAMAGED, "wacz_damaged", Error, "The WACZ's datapackage.json is missing, damaged or over the limits.";
    WACZ_DIGEST, "wacz_digest", Error, "A file of the WACZ does not fit the digest in datapackage.json.";
    WACZ_RESOURCE, "wacz_resource", Error, "datapackage.json lists a file that is not in the WACZ.";
    WACZ_UNLISTED, "wacz_unlisted", Note, "Files of the WACZ are not listed in datapackage.json, so nothing vouches for them.";
    WACZ_STRUCTURE, "wacz_structure", Note, "Files of a WACZ that say how it is put together were checked and are no items of their own.";
    WACZ_NEEDS_OTHERS, "wacz_needs_others", Warn, "The WACZ depends on other WACZ files that hold a part of its content.";
    WACZ_SIGNED, "wacz_signed", Note, "The list of a WACZ carries a signature: one that matches by a signer who is not identified, or one that is not checked.";
    WACZ_SIGNATURE_DIFFERS, "wacz_signature_differs", Warn, "The list of a WACZ carries a signature that does not match it.";
    HOLLOW_CAPTURE, "hollow_capture", Warn, "The page was captured without its content: a log-in wall, a check for robots, a consent page, a redirect, an error, missing media or an empty script shell.";
    MIME_DAMAGED, "mime_damaged", Warn, "A MIME message (MHTML, e-mail) is cut off or its parts cannot be told apart; what could be was used.";
    MIME_CODING, "mime_coding", Warn, "The transfer coding of a MIME part is damaged or not known; what came out was used.";
    MIME_DATE, "mime_date", Note, "A saved page (MHTML) gives no time of capture, or one that is not a time.";
    INLINE_LIMIT, "inline_limit", Warn, "The page holds more pictures in itself than the limit; the rest stays inside it.";
    TABLE_READ, "table_read", Note, "The table or list of hashes was recognised; what it says of other files is logged as claimed.";
    TABLE_CELL, "table_cell", Warn, "A cell of a recognised table could not be read; its row was used as far as possible.";
    TABLE_HASH, "table_hash", Note, "A hash in a table uses an algorithm or a spelling that is not compared.";
    STAMP_UNVERIFIED, "stamp_unverified", Note, "A trusted timestamp: what it covers and which time it gives; its signature is not checked by this reader.";
    C2PA_SIGNED, "c2pa_signed", Note, "Content credentials (C2PA) are signed and fit the file; the signer is not on a trust list, and what they claim is the signer's word.";
    C2PA_MISMATCH, "c2pa_mismatch", Warn, "Content credentials (C2PA) are present, and their hash does not match the file.";
    C2PA_INVALID, "c2pa_invalid", Warn, "Content credentials (C2PA) are present, and their signature or their parts do not fit together, or they cannot be followed.";
    C2PA_ELSEWHERE, "c2pa_elsewhere", Note, "The file says that its content credentials (C2PA) lie at an address; nothing was fetched.";
    C2PA_NOT_READ, "c2pa_not_read", Note, "Content credentials (C2PA) are present and were not read: this build cannot, or the file is over the limit.";
    STAMP_DAMAGED, "stamp_damaged", Warn, "The bytes look like a trusted timestamp and cannot be read as one.";
    FINDINGS_CUT, "findings_cut", Note, "There are more findings than are listed one by one.";
}

/// Shortens a list of findings to [`crate::limits::FINDINGS`], the gravest kept, and says how many were left out.
pub fn cut_findings(findings: &mut Vec<FindingDraft>) {
    let limit = crate::limits::FINDINGS;
    if findings.len() <= limit {
        return;
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let left_out = findings.len() - (limit - 1);
    findings.truncate(limit - 1);
    findings
        .push(FINDINGS_CUT.found(format!("{left_out} more findings of this item are not listed; the gravest are.")));
}

/// A foreign text made safe for one line of a finding: control signs and direction marks as `\u{…}`, cut after
/// `limit` characters.
pub fn quoted(foreign: &str, limit: usize) -> String {
    let mut text = String::new();
    for (index, sign) in foreign.chars().enumerate() {
        if index == limit {
            text.push('…');
            break;
        }
        let unsafe_sign = sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if unsafe_sign { text.extend(sign.escape_unicode()) } else { text.push(sign) }
    }
    text
}

/// Every code of this crate: of the readers of files, then of texts and pages.
pub fn all() -> impl Iterator<Item = Code> {
    ALL.iter().chain(crate::text::findings::ALL).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_break_a_line_or_turn_it_around() {
        assert_eq!(quoted("a\u{202e}b\u{1b}[2J\nc", 50), "a\\u{202e}b\\u{1b}[2J\\u{a}c");
        assert_eq!(quoted("abcdef", 3), "abc…");
        assert_eq!(EMPTY_ITEM.found("the date \"2026\t\u{7f}\"").text, "the date \"2026\\u{9}\\u{7f}\"");
    }
}
