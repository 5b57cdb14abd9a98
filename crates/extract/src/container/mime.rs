//! MIME messages of several parts: saved pages (MHTML, RFC 2557), and the parts of mails (`text::mail`). Every part of a
//! saved page is a member; its place is that of its body in the file.

use super::record::{Fields, read_named_fields};
use super::{Identity, Target, base64};
use crate::codes;
use crate::kind::Kind;
use crate::limits;
use crate::source::Bytes;
use crate::text::mail;
use crate::times;
use model::{ClaimedTime, Extract, MemberCoding, MemberRef, MetadataField, TimeKind, TransferCoding};
use std::io::{self, Cursor, Read, Write};
use std::ops::Range;

/// Fields of the message's head that are kept as metadata.
const KEPT_FIELDS: &[&str] = &["From", "To", "Subject", "Date", "Message-ID", "Snapshot-Content-Location"];

/// A part that holds no others.
pub(crate) struct Leaf {
    /// Fields of its head.
    pub(crate) fields: Fields,
    /// Where its head lies, the empty line included.
    pub(crate) head: Range<usize>,
    /// Where its body lies.
    pub(crate) body: Range<usize>,
}

/// Reads the parts of a message into `extract`.
pub(super) fn read(bytes: &Bytes, extract: &mut Extract) {
    let Some(content) = content_of(bytes, extract) else { return };
    let (fields, head_bytes) = match head_at(&content, 0..content.len()) {
        Ok(head) => head,
        Err(why) => {
            extract.findings.push(codes::MIME_DAMAGED.found(format!("The head of the message cannot be read: {why}.")));
            return;
        }
    };
    if mail::is_mail(&fields) {
        // One with pictures in its text is of related parts, as a saved page is.
        Kind::Mime { related: false }.media_type().clone_into(&mut extract.media_type);
        captured_at(&fields, extract);
        mail::read(&content, extract);
        return;
    }
    let mut message = Message {
        captured_at: captured_at(&fields, extract),
        page_url: fields.text("snapshot-content-location").map(|url| without_spaces(&url)),
        ..Message::new(&content, extract)
    };
    message.describe(&fields);
    for leaf in message.leaves(fields, 0..head_bytes, head_bytes..content.len()) {
        message.take_part(&leaf);
    }
    if message.parts == 0 {
        message.say_damaged("no part of it could be found");
    }
}

/// Reads the mails of a mailbox into `extract`.
pub(super) fn read_mailbox(bytes: &Bytes, extract: &mut Extract) {
    if let Some(content) = content_of(bytes, extract) {
        mail::read_mailbox(&content, extract);
    }
}

fn content_of(bytes: &Bytes, extract: &mut Extract) -> Option<Vec<u8>> {
    if bytes.length() > limits::MIME_BYTES {
        extract.findings.push(codes::CONTAINER_LIMIT.found(format!(
            "The message has {} bytes; only the first {} were taken apart.",
            bytes.length(),
            limits::MIME_BYTES
        )));
    }
    match bytes.read_up_to(limits::MIME_BYTES) {
        Ok(content) => Some(content),
        Err(error) => {
            extract.findings.push(codes::MEMBER_UNREADABLE.found(format!("Reading the message: {error}.")));
            None
        }
    }
}

/// Writes the payload of a part whose body is `stored` to `target`.
pub(super) fn copy_payload(stored: &Bytes, transfer: TransferCoding, target: &mut dyn Target) -> io::Result<()> {
    undo(&mut stored.reader()?, transfer, target).map(|_| ())
}

/// Removes a transfer coding; gives how many signs did not belong there.
fn undo(body: &mut dyn Read, transfer: TransferCoding, target: &mut dyn Write) -> io::Result<u64> {
    match transfer {
        TransferCoding::Identity => io::copy(body, target).map(|_| 0),
        TransferCoding::Base64 => base64::decode(body, target),
        TransferCoding::QuotedPrintable => {
            let mut text = Vec::new();
            body.take(limits::MIME_BYTES).read_to_end(&mut text)?;
            let (decoded, odd_signs) = quoted_printable(&text);
            target.write_all(&decoded)?;
            Ok(odd_signs)
        }
    }
}

/// RFC 2045, 6.7: white space before a line end is not content, `=` before a line end joins lines.
fn quoted_printable(text: &[u8]) -> (Vec<u8>, u64) {
    let mut decoded = Vec::with_capacity(text.len());
    let mut odd_signs = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let body_bytes = line.trim_ascii_end().len();
        let (body, line_end) = (&line[..body_bytes], line_end(line));
        let joined = body.last() == Some(&b'=') && !line_end.is_empty();
        let mut rest = if joined { &body[..body_bytes - 1] } else { body };
        while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
            decoded.extend_from_slice(&rest[..at]);
            let hex = rest.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
            match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => {
                    decoded.push(byte);
                    rest = &rest[at + 3..];
                }
                None => {
                    odd_signs += 1;
                    decoded.push(b'=');
                    rest = &rest[at + 1..];
                }
            }
        }
        decoded.extend_from_slice(rest);
        if !joined {
            // At the very end there is no line end, and white space there is content.
            decoded.extend_from_slice(if line_end.is_empty() { &line[body_bytes..] } else { line_end });
        }
    }
    (decoded, odd_signs)
}

fn line_end(line: &[u8]) -> &[u8] {
    if line.ends_with(b"\r\n") {
        b"\r\n"
    } else if line.ends_with(b"\n") {
        b"\n"
    } else {
        b""
    }
}

/// A message that is taken apart.
pub(crate) struct Message<'m> {
    content: &'m [u8],
    captured_at: Option<String>,
    page_url: Option<String>,
    parts: usize,
    extract: &'m mut Extract,
}

impl<'m> Message<'m> {
    /// One in `content`, whose members and findings go to `extract`.
    pub(crate) fn new(content: &'m [u8], extract: &'m mut Extract) -> Message<'m> {
        Message { content, captured_at: None, page_url: None, parts: 0, extract }
    }

    fn describe(&mut self, fields: &Fields) {
        for name in KEPT_FIELDS {
            if let Some(value) = fields.text(&name.to_ascii_lowercase()) {
                let value = crate::text::cut(&value, limits::METADATA_VALUE_BYTES).to_owned();
                self.extract.metadata.push(MetadataField { name: format!("message {name}"), value });
            }
        }
        self.extract.canonical_url.clone_from(&self.page_url);
    }

    /// The parts of the body at `body`, whose head is `fields`, in order; a body of one part is that part.
    pub(crate) fn leaves(&mut self, fields: Fields, head: Range<usize>, body: Range<usize>) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        self.leaves_in(Leaf { fields, head, body }, 0, &mut leaves);
        leaves
    }

    fn leaves_in(&mut self, part: Leaf, depth: usize, leaves: &mut Vec<Leaf>) {
        let Leaf { fields, body: range, .. } = &part;
        let content_type = fields.text("content-type").unwrap_or_default();
        if !content_type.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/")) {
            leaves.push(part);
            return;
        }
        let Some(boundary) = parameter(&content_type, "boundary").filter(|boundary| !boundary.is_empty()) else {
            self.say_damaged("it gives no boundary for its parts");
            return;
        };
        if depth >= limits::MIME_DEPTH {
            self.extract.findings.push(
                codes::CONTAINER_LIMIT
                    .found(format!("Parts nested deeper than {} were not taken apart.", limits::MIME_DEPTH)),
            );
            return;
        }
        let (parts, is_closed) = split(self.content, range.clone(), boundary.as_bytes());
        if !is_closed {
            self.say_damaged("its last part is not closed: the file was cut off");
        }
        for part in parts {
            if self.extract.members.len() + leaves.len() >= limits::CONTAINER_MEMBERS {
                let text = format!("The message has more than {} parts; the rest was left out.", leaves.len());
                self.extract.findings.push(codes::CONTAINER_LIMIT.found(text));
                return;
            }
            match head_at(self.content, part.clone()) {
                Ok((fields, head_bytes)) => {
                    let body_at = part.start + head_bytes;
                    let inner = Leaf { fields, head: part.start..body_at, body: body_at..part.end };
                    self.leaves_in(inner, depth + 1, leaves);
                }
                Err(why) => {
                    self.say_damaged(&format!("the head of the part at byte {} cannot be read: {why}", part.start))
                }
            }
        }
    }

    pub(crate) fn say_damaged(&mut self, why: &str) {
        self.extract.findings.push(codes::MIME_DAMAGED.found(format!(
            "The message is damaged: {}. What could be read was used; look for a complete copy.",
            codes::quoted(why, 200)
        )));
    }

    /// Makes a member of a part.
    pub(crate) fn take_part(&mut self, leaf: &Leaf) {
        let Leaf { fields, body, .. } = leaf;
        self.parts += 1;
        let number = self.parts;
        let transfer = self.transfer_coding(fields, number);
        let mut identity = Identity::default();
        let content = &self.content[body.clone()];
        let odd_signs = undo(&mut Cursor::new(content), transfer, &mut identity).unwrap_or(0);
        if odd_signs > 0 {
            self.extract.findings.push(codes::MIME_CODING.found(format!(
                "Part {number} holds {odd_signs} signs that its transfer coding does not know; they were stepped over."
            )));
        }
        let (item, size_bytes) = identity.finish();
        if size_bytes == 0 {
            return;
        }
        let location = fields.text("content-location").map(|url| without_spaces(&url));
        let id = fields.text("content-id").map(|id| format!("cid:{}", id.trim().trim_matches(['<', '>'])));
        let content_type = fields.text("content-type");
        // The page itself is the first part; some writers give its place only in the head of the message.
        let page_url = self.page_url.clone().filter(|_| number == 1);
        let url = location.or(page_url).filter(|url| !url.starts_with("cid:"));
        let file_name = mail::file_name(&self.content[leaf.head.clone()]);
        let name = id.or_else(|| url.clone()).or(file_name).unwrap_or_else(|| format!("part {number}"));
        self.extract.members.push(MemberRef {
            item,
            size_bytes,
            name,
            offset: body.start as u64,
            length: body.len() as u64,
            coding: MemberCoding::MimePart { transfer },
            url,
            captured_at: self.captured_at.clone(),
            claimed_media_type: content_type,
            payload_digest: None,
        });
    }

    /// The body of a part without its transfer coding.
    pub(crate) fn decoded(&mut self, leaf: &Leaf) -> Vec<u8> {
        self.parts += 1;
        let transfer = self.transfer_coding(&leaf.fields, self.parts);
        let mut decoded = Vec::new();
        let _ = undo(&mut Cursor::new(&self.content[leaf.body.clone()]), transfer, &mut decoded);
        decoded
    }

    fn transfer_coding(&mut self, fields: &Fields, number: usize) -> TransferCoding {
        let named = fields.text("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
        match named.as_str() {
            "base64" => TransferCoding::Base64,
            "quoted-printable" => TransferCoding::QuotedPrintable,
            "" | "7bit" | "8bit" | "binary" => TransferCoding::Identity,
            other => {
                self.extract.findings.push(codes::MIME_CODING.found(format!(
                    "Part {number} has the transfer coding \"{}\", which is not known; its bytes were taken as they \
                     stand.",
                    codes::quoted(other, 40)
                )));
                TransferCoding::Identity
            }
        }
    }
}

/// The time of capture, which browsers write into `Date`. It is the saving browser's clock, not the server's.
fn captured_at(fields: &Fields, extract: &mut Extract) -> Option<String> {
    let is_page = fields.text("snapshot-content-location").is_some() || extract.media_type == "multipart/related";
    let written = fields.text("date");
    let Some((time, zone)) = written.as_deref().and_then(times::of_mail) else {
        if is_page {
            let shown = written.map_or("none".to_owned(), |written| format!("\"{}\"", codes::quoted(&written, 60)));
            extract.findings.push(codes::MIME_DATE.found(format!(
                "The saved page gives no time of capture that can be read ({shown}). None was made up."
            )));
        }
        return None;
    };
    let kind = if is_page { TimeKind::Captured } else { TimeKind::FileMetadata };
    let evidence = if is_page { "Date of the saved page (the browser's clock)" } else { "Date of the mail" };
    extract.times.push(ClaimedTime { time: time.clone(), kind, evidence: evidence.to_owned(), zone: zone.words() });
    is_page.then_some(time)
}

/// The head that stands at the start of `range`, and its length.
pub(crate) fn head_at(content: &[u8], range: Range<usize>) -> Result<(Fields, usize), String> {
    let part = &content[range];
    // A part may have no head at all; then it begins with the empty line.
    let (fields, bytes) = read_named_fields(&mut Cursor::new(part))?;
    Ok((fields, usize::try_from(bytes).unwrap_or(part.len()).min(part.len())))
}

/// The stretches between the lines that hold the boundary (RFC 2046, 5.1.1), and whether the last line closed them.
/// The line end before a boundary belongs to the boundary.
fn split(content: &[u8], range: Range<usize>, boundary: &[u8]) -> (Vec<Range<usize>>, bool) {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = range.start;
    while at < range.end {
        let line_bytes =
            content[at..range.end].iter().position(|byte| *byte == b'\n').map_or(range.end - at, |end| end + 1);
        let line = content[at..at + line_bytes].trim_ascii_end();
        let after = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if let Some(after @ (b"" | b"--")) = after {
            if let Some(start) = open.take() {
                parts.push(start..before_line_end(content, start, at));
            }
            if after == b"--" {
                return (parts, true);
            }
            open = Some(at + line_bytes);
        }
        at += line_bytes;
    }
    parts.extend(open.map(|start| start..range.end));
    (parts, false)
}

fn before_line_end(content: &[u8], start: usize, end: usize) -> usize {
    let part = &content[start..end];
    end - line_end(part).len()
}

/// A parameter of a field such as `Content-Type` (RFC 2045, 5.1): a token or a quoted string.
pub(crate) fn parameter(field: &str, name: &str) -> Option<String> {
    let mut rest = field.split_once(';')?.1;
    loop {
        let (given, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let (text, after) = match value.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                value.split_once(';').map_or((value.trim().to_owned(), ""), |(one, rest)| (one.trim().to_owned(), rest))
            }
        };
        if given.trim_matches([';', ' ', '\t', '\r', '\n']).eq_ignore_ascii_case(name) {
            return Some(text);
        }
        rest = after;
    }
}

/// The content of a quoted string, and what follows it.
fn unquoted(quoted: &str) -> (String, &str) {
    let mut text = String::new();
    let mut signs = quoted.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return (text, &quoted[at + 1..]),
            '\\' => text.extend(signs.next().map(|(_, escaped)| escaped)),
            other => text.push(other),
        }
    }
    (text, "")
}

/// A URL in a field may be folded (RFC 2557, 4.4.2); the white space is not part of it.
fn without_spaces(url: &str) -> String {
    url.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_joins_lines_and_drops_white_space_at_their_end() {
        let check = |text: &str, expected: &str, odd: u64| {
            assert_eq!(quoted_printable(text.as_bytes()), (expected.as_bytes().to_vec(), odd), "{text:?}");
        };
        check("a=3Db=\r\nc \t\r\nd", "a=bc\r\nd", 0);
        check("caf=C3=A9=20\n", "caf\u{e9} \n", 0);
        check("100 = 10=zz\n", "100 = 10=zz\n", 2);
        check("", "", 0);
        check("=", "=", 1);
    }

    #[test]
    fn a_parameter_is_found_among_others_quoted_or_not() {
        let field = "multipart/related; type=\"text/html; x=1\"; boundary=\"----a\\\"b\"; c=d";
        assert_eq!(parameter(field, "Boundary").as_deref(), Some("----a\"b"));
        assert_eq!(parameter(field, "c").as_deref(), Some("d"));
        assert_eq!(parameter(field, "x"), None);
        assert_eq!(parameter("text/plain", "charset"), None);
        assert_eq!(parameter("text/plain; charset", "charset"), None);
    }

    #[test]
    fn parts_end_before_the_line_end_of_their_boundary() {
        let content = b"preamble\r\n--b\r\n\r\none\r\n--b \r\n\r\ntwo\r\n--b--\r\nepilogue";
        let (parts, is_closed) = split(content, 0..content.len(), b"b");
        let texts: Vec<&[u8]> = parts.into_iter().map(|part| &content[part]).collect();
        assert_eq!((texts, is_closed), (vec![&b"\r\none"[..], &b"\r\ntwo"[..]], true));
        let (parts, is_closed) = split(b"--b\n\nx", 0..6, b"b");
        assert_eq!((parts.first(), parts.len(), is_closed), (Some(&(4..6)), 1, false));
    }
}
