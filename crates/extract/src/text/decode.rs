//! Bytes to text: UTF-8 stays as it is, everything else is decoded and nothing more.

use super::findings::{BYTES_REPLACED, TEXT_DECODED};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use model::FindingDraft;

/// How much of the text the guess of the encoding looks at. Ample for its letter statistics.
const GUESS_BYTES: usize = 256 * 1024;
/// How many leading bytes a page may use to declare its own encoding (HTML standard: 1024; real pages use more).
const DECLARATION_BYTES: usize = 4096;
/// Share of zero bytes at odd or even places above which a text without a mark is taken for UTF-16: Latin text in
/// UTF-16 has about one half, other encodings have none.
const UTF16_ZERO_SHARE: f64 = 0.3;

/// Text with what was done to get it.
pub(super) struct Decoded {
    /// The text.
    pub text: String,
    /// Whether byte `i` of the text is byte `i` of the file.
    pub same_bytes: bool,
    /// What a reader must know.
    pub findings: Vec<FindingDraft>,
}

/// Decodes a plain text. Valid UTF-8 is returned byte for byte, a byte order mark included;
/// UTF-16 without a mark is formally valid UTF-8 too and is told by its zero bytes.
pub(super) fn plain(bytes: &[u8]) -> Decoded {
    if let Ok(text) = std::str::from_utf8(bytes)
        && zero_pattern(bytes).is_none()
    {
        return Decoded { text: text.to_owned(), same_bytes: true, findings: Vec::new() };
    }
    let (encoding, why) = marked(bytes).or_else(|| zero_pattern(bytes)).unwrap_or_else(|| guessed(bytes));
    decoded_with(bytes, encoding, why)
}

/// Decodes a page: byte order mark, then the transport's word, then the page's own, then UTF-8 where it is valid,
/// then a guess. A declared encoding that is not UTF-8 does not win over bytes that are valid UTF-8 with letters
/// beyond ASCII: such pages were re-saved as UTF-8 far more often than they hold UTF-8 by chance.
pub(super) fn page(bytes: &[u8], charset: Option<&str>) -> Decoded {
    if let Ok(text) = std::str::from_utf8(bytes)
        && zero_pattern(bytes).is_none()
    {
        return Decoded { text: text.to_owned(), same_bytes: true, findings: Vec::new() };
    }
    let named =
        charset.and_then(|label| Encoding::for_label(label.trim().as_bytes())).map(|e| (e, "the transport says"));
    let (encoding, why) = marked(bytes)
        .or(named)
        .or_else(|| zero_pattern(bytes))
        .or_else(|| declared(bytes))
        .unwrap_or_else(|| guessed(bytes));
    decoded_with(bytes, encoding, why)
}

fn decoded_with(bytes: &[u8], encoding: &'static Encoding, why: &str) -> Decoded {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let how = format!(
        "The bytes are not UTF-8. They were read as {} ({why}); offsets count the decoded text.",
        encoding.name()
    );
    let mut findings = vec![TEXT_DECODED.found(how)];
    if had_errors {
        let replaced = text.matches('\u{FFFD}').count();
        let text = format!(
            "{replaced} places are not valid {} and show as U+FFFD. Compare with the original bytes.",
            encoding.name()
        );
        findings.push(BYTES_REPLACED.found(text));
    }
    Decoded { text: text.into_owned(), same_bytes: false, findings }
}

fn marked(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    Encoding::for_bom(bytes).map(|(encoding, _)| (encoding, "byte order mark"))
}

/// UTF-16 without a mark shows in its zero bytes.
fn zero_pattern(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let sample = &bytes[..bytes.len().min(GUESS_BYTES)];
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros =
        |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count() as f64 / pairs as f64;
    let (even, odd) = (zeros(0), zeros(1));
    match (even > UTF16_ZERO_SHARE, odd > UTF16_ZERO_SHARE) {
        (false, true) if even < 0.05 => Some((UTF_16LE, "zero bytes at every other place")),
        (true, false) if odd < 0.05 => Some((UTF_16BE, "zero bytes at every other place")),
        _ => None,
    }
}

/// The encoding that the page declares in a `meta` element or XML declaration.
fn declared(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    for key in [&b"charset="[..], &b"encoding="[..]] {
        let Some(at) = head.windows(key.len()).position(|window| window == key) else { continue };
        let rest = &head[at + key.len()..];
        let label: Vec<u8> = rest
            .iter()
            .copied()
            .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
            .collect();
        let encoding = Encoding::for_label(&label)?;
        // A page that could be read as ASCII up to its declaration is not UTF-16, whatever it says.
        let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
        return Some((encoding, "the page says"));
    }
    None
}

fn guessed(bytes: &[u8]) -> (&'static Encoding, &'static str) {
    // Mostly valid UTF-8 with a few broken places is damaged UTF-8, not another encoding.
    let sample = &bytes[..bytes.len().min(GUESS_BYTES)];
    let lossy = String::from_utf8_lossy(sample);
    let (broken, beyond_ascii) = lossy.chars().fold((0usize, 0usize), |(broken, beyond), letter| {
        (broken + usize::from(letter == '\u{FFFD}'), beyond + usize::from(!letter.is_ascii()))
    });
    if broken * 4 < beyond_ascii {
        return (UTF_8, "damaged UTF-8");
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    (detector.guess(None, Utf8Detection::Allow), "guessed from the letters")
}
