//! The head of an HTTP message as it stands in a record (RFC 9112, 4; RFC 9110, 8.4).

use super::coding::ContentCoding;
use super::record::{Fields, read_fields};
use std::io::BufRead;

/// What the head says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct HttpHead {
    /// Its length in bytes, the empty line included.
    pub(super) bytes: u64,
    /// Status code of a response.
    pub(super) status: Option<u16>,
    /// Content type as sent.
    pub(super) content_type: Option<String>,
    pub(super) chunked: bool,
    /// In the order in which they were applied.
    pub(super) content_codings: Vec<ContentCoding>,
    /// A coding that is not known; those applied after it are in `content_codings`.
    pub(super) unknown_coding: Option<String>,
}

/// Reads the head; the text says why it cannot be one.
pub(super) fn read_head(input: &mut dyn BufRead) -> Result<HttpHead, String> {
    let (start, fields, bytes) = read_fields(input)?;
    let is_response = start.starts_with(b"HTTP/");
    // A request line ends with the version (RFC 9112, 3).
    let is_request =
        !is_response && start.split(|byte| *byte == b' ').next_back().is_some_and(|word| word.starts_with(b"HTTP/"));
    if !is_response && !is_request {
        return Err("it does not start with HTTP/".to_owned());
    }
    let (content_codings, unknown_coding) = content_codings(&fields);
    Ok(HttpHead {
        bytes,
        status: is_response.then(|| status(&start)).flatten(),
        content_type: fields.text("content-type").filter(|text| !text.is_empty()),
        chunked: fields
            .text("transfer-encoding")
            .is_some_and(|codings| codings.split(',').any(|coding| coding.trim().eq_ignore_ascii_case("chunked"))),
        content_codings,
        unknown_coding,
    })
}

fn status(start: &[u8]) -> Option<u16> {
    let word = start.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).nth(1)?;
    std::str::from_utf8(word).ok()?.parse().ok().filter(|status| (100..1000).contains(status))
}

fn content_codings(fields: &Fields) -> (Vec<ContentCoding>, Option<String>) {
    let declared = fields.texts("content-encoding").join(",");
    let mut codings = Vec::new();
    let mut unknown = None;
    for name in declared.split(',').map(|name| name.trim().to_ascii_lowercase()) {
        match name.as_str() {
            "" | "identity" | "none" => {}
            "gzip" | "x-gzip" => codings.push(ContentCoding::Gzip),
            "deflate" => codings.push(ContentCoding::Deflate),
            "br" => codings.push(ContentCoding::Brotli),
            _ => {
                codings.clear();
                unknown = Some(name);
            }
        }
    }
    (codings, unknown)
}
