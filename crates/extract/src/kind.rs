//! What kind of content bytes are, told from the content alone: names and claims of servers are not asked.

use crate::container;
pub use crate::text::chat::ChatFormat;
use crate::text::{chat, mail};
use flate2::bufread::GzDecoder;
use std::io::Read;

/// A kind of content and with it the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// No bytes.
    Empty,
    /// An HTML page.
    Page,
    /// Text that is read as it stands.
    Text(TextFormat),
    /// An export of a chat.
    Chat(ChatFormat),
    /// A PDF.
    Pdf,
    /// A picture.
    Picture(PictureFormat),
    /// Moving pictures, sound, or both; the media type.
    Recording(&'static str),
    /// A WARC whose records are not packed.
    Warc,
    /// A WARC in gzip.
    GzipWarc,
    /// The format before WARC, not packed.
    Arc,
    /// An ARC in gzip.
    GzipArc,
    /// A MIME message of several parts: a saved page (MHTML; `related`), or a mail of one or several parts.
    Mime {
        /// Whether the parts belong together as a page and what it shows.
        related: bool,
    },
    /// Many mails in one file (mbox).
    Mailbox,
    /// A trusted timestamp (RFC 3161): the bare token, or the reply that holds it.
    Stamp {
        /// Whether it is the whole reply of the authority.
        reply: bool,
    },
    /// A ZIP; whether it is a WACZ shows in its directory.
    Zip,
    /// Known and not read; the media type.
    NotRead(&'static str),
    /// Not known.
    Unknown,
}

/// Formats of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextFormat {
    /// Any text.
    Plain,
    /// Lines with the same number of commas.
    Csv,
}

/// Formats of pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// TIFF, little or big end first.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// HEIF with HEVC.
    Heic,
    /// HEIF with AV1.
    Avif,
}

impl Kind {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Empty => "application/x-empty",
            Kind::Page => "text/html",
            Kind::Text(TextFormat::Plain) => "text/plain",
            Kind::Text(TextFormat::Csv) => "text/csv",
            Kind::Chat(format) => format.media_type(),
            Kind::Pdf => "application/pdf",
            Kind::Picture(format) => format.media_type(),
            Kind::Warc => "application/warc",
            Kind::GzipWarc => "application/warc+gzip",
            Kind::Arc => "application/x-arc",
            Kind::GzipArc => "application/x-arc+gzip",
            Kind::Mime { related: true } => "multipart/related",
            Kind::Mime { related: false } => "message/rfc822",
            Kind::Mailbox => "application/mbox",
            Kind::Stamp { reply: true } => "application/timestamp-reply",
            Kind::Stamp { reply: false } => "application/timestamp-token",
            Kind::Zip => "application/zip",
            Kind::Recording(media_type) | Kind::NotRead(media_type) => media_type,
            Kind::Unknown => "application/octet-stream",
        }
    }

    /// Whether it is read with little memory, no scratch folder and no other program, by readers without `unsafe`
    /// code, so that one worker may read many such items.
    pub fn is_light(self) -> bool {
        match self {
            Kind::Empty | Kind::Page | Kind::Text(_) | Kind::Chat(_) | Kind::Stamp { .. } => true,
            Kind::NotRead(_) | Kind::Unknown => true,
            Kind::Picture(_) | Kind::Recording(_) | Kind::Zip | Kind::Mime { .. } | Kind::Mailbox | Kind::Pdf => false,
            Kind::Warc | Kind::GzipWarc | Kind::Arc | Kind::GzipArc => false,
        }
    }
}

impl PictureFormat {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "image/jpeg",
            PictureFormat::Png => "image/png",
            PictureFormat::Webp => "image/webp",
            PictureFormat::Gif => "image/gif",
            PictureFormat::Tiff => "image/tiff",
            PictureFormat::Bmp => "image/bmp",
            PictureFormat::Heic => "image/heic",
            PictureFormat::Avif => "image/avif",
        }
    }
}

/// The kind of an item of `length` bytes that starts with `head` (at least its first
/// [`crate::limits::KIND_HEAD_BYTES`], or all of it).
pub fn of(head: &[u8], length: u64) -> Kind {
    if length == 0 {
        return Kind::Empty;
    }
    by_signature(head)
        .or_else(|| iso_media(head))
        .or_else(|| riff(head))
        .or_else(|| gzip(head))
        .or_else(|| stamp(head))
        .or_else(|| framed_stream(head))
        .or_else(|| text(head, length))
        .unwrap_or(Kind::Unknown)
}

/// Signatures at the very start: (bytes, kind).
const SIGNATURES: &[(&[u8], Kind)] = &[
    (b"\xff\xd8\xff", Kind::Picture(PictureFormat::Jpeg)),
    (b"\x89PNG\r\n\x1a\n", Kind::Picture(PictureFormat::Png)),
    (b"GIF87a", Kind::Picture(PictureFormat::Gif)),
    (b"GIF89a", Kind::Picture(PictureFormat::Gif)),
    (b"II*\0", Kind::Picture(PictureFormat::Tiff)),
    (b"MM\0*", Kind::Picture(PictureFormat::Tiff)),
    (b"WARC/", Kind::Warc),
    (b"filedesc:", Kind::Arc),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"OggS", Kind::Recording("application/ogg")),
    (b"fLaC", Kind::Recording("audio/flac")),
    (b"FLV\x01", Kind::Recording("video/x-flv")),
    (b"ID3", Kind::Recording("audio/mpeg")),
    (b"#!AMR", Kind::Recording("audio/amr")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind::Recording("video/x-ms-asf")),
    (b"%PDF-", Kind::Pdf),
    (b"#EXTM3U", Kind::NotRead("application/vnd.apple.mpegurl")),
    (b"\x7fELF", Kind::NotRead("application/x-elf")),
    (b"MZ", Kind::NotRead("application/vnd.microsoft.portable-executable")),
    (b"7z\xbc\xaf\x27\x1c", Kind::NotRead("application/x-7z-compressed")),
    (b"Rar!\x1a\x07", Kind::NotRead("application/vnd.rar")),
    (b"\xfd7zXZ\0", Kind::NotRead("application/x-xz")),
    (b"BZh", Kind::NotRead("application/x-bzip2")),
    (b"\x28\xb5\x2f\xfd", Kind::NotRead("application/zstd")),
    (b"wOFF", Kind::NotRead("font/woff")),
    (b"wOF2", Kind::NotRead("font/woff2")),
    (b"\0OpenTimestamps\0\0Proof\0", Kind::NotRead("application/vnd.opentimestamps.ots")),
    (b"OTTO", Kind::NotRead("font/otf")),
    (b"\0\x01\0\0\0", Kind::NotRead("font/ttf")),
    (b"\0\0\x01\0", Kind::NotRead("image/vnd.microsoft.icon")),
    (b"\0asm", Kind::NotRead("application/wasm")),
    (b"SQLite format 3\0", Kind::NotRead("application/vnd.sqlite3")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::NotRead("application/x-ole-storage")),
    (b"8BPS", Kind::NotRead("image/vnd.adobe.photoshop")),
    (b"\0\0\0\x0cJXL \r\n\x87\n", Kind::NotRead("image/jxl")),
    (b"\xff\x0a", Kind::NotRead("image/jxl")),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Kind::NotRead("image/jp2")),
    (b"{\\rtf", Kind::NotRead("application/rtf")),
];

fn by_signature(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"\x1a\x45\xdf\xa3") {
        let is_webm = contains(&head[..head.len().min(64)], b"webm");
        return Some(Kind::Recording(if is_webm { "video/webm" } else { "video/x-matroska" }));
    }
    // Two letters are too few for a bitmap: its length field and the length of its second header must make sense.
    if head.starts_with(b"BM") && matches!(head.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])) {
        return Some(Kind::Picture(PictureFormat::Bmp));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(Kind::NotRead("application/x-tar"));
    }
    let signature = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature))?;
    Some(signature.1)
}

/// Files made of boxes (ISO 14496-12): what they are stands in the brand of the `ftyp` box; old QuickTime has none.
fn iso_media(head: &[u8]) -> Option<Kind> {
    let kind = head.get(4..8)?;
    if kind != b"ftyp" {
        let old_quicktime = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"].iter().any(|name| *name == kind);
        let size = u32::from_be_bytes(head.get(..4)?.try_into().ok()?);
        return (old_quicktime && (size == 1 || size >= 8)).then_some(Kind::Recording("video/quicktime"));
    }
    let size = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
    let brands = head.get(8..size.clamp(12, 256).min(head.len()))?;
    let has = |brand: &[u8]| brands.chunks_exact(4).enumerate().any(|(index, one)| index != 1 && one == brand);
    let major = brands.get(..4)?;
    Some(match major {
        b"avif" | b"avis" => Kind::Picture(PictureFormat::Avif),
        b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"hevx" => Kind::Picture(PictureFormat::Heic),
        b"mif1" | b"msf1" if has(b"avif") => Kind::Picture(PictureFormat::Avif),
        b"mif1" | b"msf1" => Kind::Picture(PictureFormat::Heic),
        b"qt  " => Kind::Recording("video/quicktime"),
        b"M4A " | b"M4B " => Kind::Recording("audio/mp4"),
        b"crx " => Kind::NotRead("image/x-canon-cr3"),
        _ if major.starts_with(b"3g") => Kind::Recording("video/3gpp"),
        _ => Kind::Recording("video/mp4"),
    })
}

fn riff(head: &[u8]) -> Option<Kind> {
    if !matches!(head.get(..4)?, b"RIFF" | b"RIFX" | b"RF64") {
        return (head.starts_with(b"FORM") && matches!(head.get(8..12)?, b"AIFF" | b"AIFC"))
            .then_some(Kind::Recording("audio/aiff"));
    }
    match head.get(8..12)? {
        b"WEBP" => Some(Kind::Picture(PictureFormat::Webp)),
        b"WAVE" => Some(Kind::Recording("audio/wav")),
        b"AVI " => Some(Kind::Recording("video/x-msvideo")),
        _ => Some(Kind::NotRead("application/x-riff")),
    }
}

/// A gzip is a WARC when its first member that is not empty begins like one.
fn gzip(head: &[u8]) -> Option<Kind> {
    if !head.starts_with(b"\x1f\x8b\x08") {
        return None;
    }
    let mut rest = head;
    let mut start = [0u8; 9];
    while rest.starts_with(b"\x1f\x8b\x08") {
        let mut member = GzDecoder::new(rest);
        let mut got = 0;
        while got < start.len() {
            match member.read(&mut start[got..]) {
                Ok(0) | Err(_) => break,
                Ok(more) => got += more,
            }
        }
        if got > 0 {
            break;
        }
        rest = member.into_inner();
    }
    Some(match start {
        _ if start.starts_with(b"WARC/") => Kind::GzipWarc,
        _ if start.starts_with(b"filedesc:") => Kind::GzipArc,
        _ => Kind::NotRead("application/gzip"),
    })
}

/// A trusted timestamp in DER (RFC 3161, 2.4.2): signed data whose content is a TSTInfo, bare or in a reply.
fn stamp(head: &[u8]) -> Option<Kind> {
    let head = &head[..head.len().min(256)];
    let outer_bytes = match head {
        [0x30, 0..=0x7f, ..] => 2,
        [0x30, long @ 0x81..=0x84, ..] => 2 + usize::from(long & 0x7f),
        _ => return None,
    };
    let is_stamp = contains(head, SIGNED_DATA) && contains(head, TST_INFO);
    is_stamp.then(|| Kind::Stamp { reply: !head[outer_bytes..].starts_with(SIGNED_DATA) })
}

/// The object identifier 1.2.840.113549.1.7.2, as it stands in DER.
const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
/// The object identifier 1.2.840.113549.1.9.16.1.4, as it stands in DER.
pub(crate) const TST_INFO: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";

/// Streams without a signature, told by frames that follow one another.
fn framed_stream(head: &[u8]) -> Option<Kind> {
    if is_mpeg_ts(head, 0, 188) {
        return Some(Kind::Recording("video/mp2t"));
    }
    if is_mpeg_ts(head, 4, 192) {
        return Some(Kind::Recording("video/mp2t"));
    }
    if head.starts_with(&[0, 0, 1, 0xba]) || head.starts_with(&[0, 0, 1, 0xb3]) {
        return Some(Kind::Recording("video/mpeg"));
    }
    if frames_follow(head, adts_frame_bytes) {
        return Some(Kind::Recording("audio/aac"));
    }
    frames_follow(head, mpeg_audio_frame_bytes).then_some(Kind::Recording("audio/mpeg"))
}

fn is_mpeg_ts(head: &[u8], first: usize, packet_bytes: usize) -> bool {
    (0..4).all(|packet| head.get(first + packet * packet_bytes) == Some(&0x47))
}

/// Whether three frames follow one another from the start, each as long as it says.
fn frames_follow(head: &[u8], frame_bytes: fn(&[u8]) -> Option<usize>) -> bool {
    let mut rest = head;
    for _ in 0..3 {
        let Some(next) = frame_bytes(rest).and_then(|bytes| rest.get(bytes..)) else { return false };
        rest = next;
    }
    true
}

/// Length of an AAC frame with ADTS header (ISO 13818-7, 6.2).
fn adts_frame_bytes(bytes: &[u8]) -> Option<usize> {
    let [0xff, second, _, fourth, fifth, sixth, _] = *bytes.get(..7)? else { return None };
    if second & 0xf6 != 0xf0 {
        return None;
    }
    let length = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    (length > 7).then_some(length)
}

/// Length of an MPEG audio frame of layer III (ISO 11172-3, 2.4.2.3; ISO 13818-3 for the half rates).
fn mpeg_audio_frame_bytes(bytes: &[u8]) -> Option<usize> {
    const FULL_KBITS: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const HALF_KBITS: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let [0xff, second, third, _] = *bytes.get(..4)? else { return None };
    if second & 0xe6 != 0xe2 {
        return None;
    }
    let version = (second >> 3) & 3;
    let full = version == 3;
    let kbits = *(if full { FULL_KBITS } else { HALF_KBITS }).get(usize::from(third >> 4))?;
    let base_hz = *[44_100usize, 48_000, 32_000].get(usize::from(third >> 2 & 3))?;
    let rate_hz = match version {
        3 => base_hz,
        2 => base_hz / 2,
        0 => base_hz / 4,
        _ => return None,
    };
    let samples_by_8 = if full { 144 } else { 72 };
    let length = samples_by_8 * kbits * 1000 / rate_hz + usize::from(third >> 1 & 1);
    (kbits > 0 && length > 4).then_some(length)
}

/// Kinds that are made of text.
fn text(head: &[u8], length: u64) -> Option<Kind> {
    let start = readable_start(head)?;
    let trimmed = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\x0c']);
    let lower: String = trimmed.chars().take(1024).collect::<String>().to_ascii_lowercase();
    if let Some(related) = is_mime_message(&start) {
        return Some(Kind::Mime { related });
    }
    if mail::begins_mail(trimmed) {
        return Some(Kind::Mime { related: false });
    }
    if mail::begins_mailbox(trimmed) {
        return Some(Kind::Mailbox);
    }
    if start.lines().next().is_some_and(|line| container::is_arc_line(line.as_bytes())) {
        return Some(Kind::Arc);
    }
    if let Some(format) = chat::format_of(trimmed) {
        return Some(Kind::Chat(format));
    }
    if lower.starts_with("<?xml") || lower.starts_with("<svg") {
        return Some(xml(&lower));
    }
    if is_page(&lower) {
        return Some(Kind::Page);
    }
    if is_json(trimmed) {
        return Some(Kind::NotRead("application/json"));
    }
    // A byte that stands alone says nothing of an encoding.
    if length < 2 && !head.is_ascii() {
        return None;
    }
    Some(Kind::Text(if is_csv(trimmed) { TextFormat::Csv } else { TextFormat::Plain }))
}

/// The start as text, if the bytes look like text: UTF-8, UTF-16 with a mark, or a one- or two-byte encoding of old,
/// which has no control bytes but those of lines.
fn readable_start(head: &[u8]) -> Option<String> {
    if let Some(little_end_first) = utf16_mark(head) {
        let units = head[2..].chunks_exact(2).map(|pair| match little_end_first {
            true => u16::from_le_bytes([pair[0], pair[1]]),
            false => u16::from_be_bytes([pair[0], pair[1]]),
        });
        return Some(char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect());
    }
    let lower_head = head[..head.len().min(1024)].to_ascii_lowercase();
    // A page is told by its tags even where its bytes are damaged or hold NUL.
    let tags =
        contains(&lower_head, b"<html") || contains(&lower_head, b"<!doctype html") || lower_head.starts_with(b"<p>");
    let controls = head.iter().filter(|byte| matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    // One control byte in 512 is what damage and terminal output leave; noise has fifty.
    let readable = tags || controls * 512 <= head.len();
    readable.then(|| String::from_utf8_lossy(head).into_owned())
}

fn utf16_mark(head: &[u8]) -> Option<bool> {
    match head.get(..2)? {
        [0xff, 0xfe] if head.len().is_multiple_of(2) && head.len() > 2 => Some(true),
        [0xfe, 0xff] if head.len().is_multiple_of(2) && head.len() > 2 => Some(false),
        _ => None,
    }
}

/// Whether text begins like a MIME message of several parts, and whether these are `related`: a saved page.
fn is_mime_message(start: &str) -> Option<bool> {
    const FIRST: &[&str] = &[
        "mime-version:",
        "from:",
        "snapshot-content-location:",
        "subject:",
        "date:",
        "content-type:",
        "return-path:",
        "received:",
        "delivered-to:",
        "message-id:",
        "to:",
    ];
    let start = start.trim_start();
    let head: String = start.chars().take(MIME_HEAD_CHARS).collect::<String>().to_ascii_lowercase();
    let head = head.split("\n\n").next().unwrap_or(&head);
    let head = head.split("\r\n\r\n").next().unwrap_or(head);
    let is_message = FIRST.iter().any(|name| head.starts_with(name)) && head.contains("mime-version:");
    let after = head.split("content-type:").nth(1)?.trim_start();
    (is_message && after.starts_with("multipart/")).then(|| after.starts_with("multipart/related"))
}

/// Of a message, mail servers may put this much before the fields that tell its kind.
const MIME_HEAD_CHARS: usize = 32 * 1024;

fn xml(lower: &str) -> Kind {
    if lower.contains("<svg") {
        return Kind::NotRead("image/svg+xml");
    }
    if lower.contains("<!doctype html") || lower.contains("<html") {
        return Kind::Page;
    }
    Kind::NotRead("application/xml")
}

/// Whether text starts like a page: the signatures of the MIME Sniffing Standard (WHATWG, 7.1), and more tags that
/// saved fragments begin with.
fn is_page(lower: &str) -> bool {
    const TAGS: &[&str] = &[
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "iframe",
        "h1",
        "h2",
        "div",
        "font",
        "table",
        "a",
        "b",
        "br",
        "p",
        "img",
        "article",
        "section",
        "main",
        "header",
        "nav",
        "ul",
        "ol",
        "form",
        "span",
        "base",
        "noscript",
        "center",
        "blockquote",
        "video",
        "svg",
        "i",
        "strong",
        "em",
        "pre",
        "figure",
        "li",
        "h3",
        "dl",
        "td",
        "tr",
        "input",
        "button",
    ];
    if lower.starts_with("<!--") {
        return true;
    }
    let Some(rest) = lower.strip_prefix('<') else { return false };
    TAGS.iter().any(|tag| {
        let after = rest.strip_prefix(tag).and_then(|after| after.chars().next());
        matches!(after, Some(' ' | '>' | '\t' | '\r' | '\n' | '/'))
    })
}

/// Whether text starts as JSON does and prose does not.
fn is_json(trimmed: &str) -> bool {
    let mut signs = trimmed.chars();
    let first = signs.next();
    let mut rest = signs.skip_while(|sign| sign.is_ascii_whitespace());
    let second = rest.next();
    match (first, second) {
        (Some('{'), Some('"' | '}')) => true,
        (Some('['), Some('{' | '[' | '"')) => true,
        (Some('['), Some('0'..='9' | '-')) => trimmed.split_once(']').is_some_and(|(inside, _)| inside.contains(',')),
        _ => false,
    }
}

/// Whether the first lines (at least two) have the same number of commas or semicolons, at least one each, and read
/// like cells: no cell is a sentence.
fn is_csv(trimmed: &str) -> bool {
    let lines: Vec<&str> = trimmed.lines().filter(|line| !line.is_empty()).take(5).collect();
    let columns = |line: &str, separator: char| {
        let mut quoted = false;
        line.chars()
            .filter(|sign| {
                quoted ^= *sign == '"';
                *sign == separator && !quoted
            })
            .count()
    };
    let first = lines.first().copied().unwrap_or("");
    lines.len() >= 2
        && !first.ends_with('.')
        && [',', ';', '\t'].iter().any(|separator| {
            let wanted = columns(first, *separator);
            let prose = *separator == ',' && lines.iter().any(|line| line.contains(", "));
            wanted > 0 && !prose && lines.iter().all(|line| columns(line, *separator) == wanted)
        })
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &[u8], media_type: &str) {
        assert_eq!(of(content, content.len() as u64).media_type(), media_type, "{}", String::from_utf8_lossy(content));
    }

    #[test]
    fn pages_are_told_by_their_tags() {
        for page in [
            "<!DOCTYPE html><p>x",
            "  \n<HTML lang=en>",
            "<!-- x --><p>",
            "<script>x</script>",
            "\u{feff}<p>x",
            "<b>x</b>",
        ] {
            check(page.as_bytes(), "text/html");
        }
        check(b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html/>", "text/html");
        let utf16: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, "text/html");
    }

    #[test]
    fn prose_is_plain_text_whatever_it_speaks_of() {
        check(b"He said: <b>no</b>, and PK, and GIF.", "text/plain");
        check("Погибли двенадцать".as_bytes(), "text/plain");
        check(b"\xcf\xee\xe3\xe8\xe1\xeb\xe8 \xe4\xe2\xe5\xed\xe0\xe4\xf6\xe0\xf2\xfc", "text/plain");
        check(b"[Updated] Twelve people came, they said.\nMore, later, followed.\n", "text/plain");
        check(b"BMW was there.", "text/plain");
        check(b"t0", "text/plain");
        check(b"From: the mayor\nTo: all\n", "text/plain");
        check(b"From: the mayor\nDate: today\nSubject: water\n\nTo all.\n", "text/plain");
        check(b"From Ann I heard it at 11:22 in 2019.\nBo: I did not.\n", "text/plain");
        check(b"Moscow, Kyiv, Riga\nwere named, said he, today\n", "text/plain");
    }

    #[test]
    fn data_is_told_from_prose() {
        check(b"{\"a\": 1}", "application/json");
        check(b"[{\"a\": 1}]", "application/json");
        check(b"[[[[", "application/json");
        check(b"a,b,c\n1,2,3\n4,5,6\n", "text/csv");
        check(b"<svg xmlns=''>", "image/svg+xml");
        check(b"<?xml version='1.0'?><rss/>", "application/xml");
        check(
            b"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n",
            "multipart/related",
        );
        check(b"From: <x>\nDate: Thu, 3 Jan 2019 11:22:33 +0100\nSubject: x\n\nText", "message/rfc822");
        check(b"From x@example.org Thu Jan  3 11:22:33 2019\nFrom: x\n\nText", "application/mbox");
        check(b"%PDF-1.7", "application/pdf");
    }

    #[test]
    fn bytes_without_a_pattern_are_unknown_and_no_bytes_are_empty() {
        check(&(0..=255u8).cycle().take(4096).collect::<Vec<u8>>(), "application/octet-stream");
        check(b"", "application/x-empty");
        check(b"\xff", "application/octet-stream");
    }
}
