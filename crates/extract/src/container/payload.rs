//! From the block of a record to its payload: HTTP head off, transfer coding off, content codings off.

use super::Target;
use super::coding::{ContentCoding, Dechunked, is_over_limit, unpacked};
use super::digest::Declared;
use super::http::{self, HttpHead};
use crate::limits;
use std::io::{self, BufReader, Read};

/// Opens a block for reading from its first byte, any number of times.
pub(super) type Opener<'b> = dyn Fn() -> io::Result<Box<dyn Read + 'b>> + 'b;

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Content type that the HTTP head claims.
    pub(super) content_type: Option<String>,
    /// Why the block is no HTTP message though it should be.
    pub(super) no_http_head: Option<String>,
    /// Why a coding could not be removed as declared.
    pub(super) coding_problem: Option<String>,
    /// That problem was a limit.
    pub(super) over_limit: bool,
    head: Option<HttpHead>,
}

/// Writes the payload to `target`.
///
/// A declared coding that is not there is left on; one that breaks off later gives what came out until then; one that
/// unpacks to more than the limits is left on. The rule depends on the bytes alone, so reading the member again gives
/// the same payload.
pub(super) fn write(open: &Opener<'_>, is_http: bool, target: &mut dyn Target) -> io::Result<Report> {
    let mut report = Report::default();
    if is_http {
        match http::read_head(&mut BufReader::new(open()?)) {
            Ok(head) => {
                report.content_type.clone_from(&head.content_type);
                report.head = Some(head);
            }
            Err(why) => report.no_http_head = Some(why),
        }
    }
    if let Some(unknown) = report.head.as_ref().and_then(|head| head.unknown_coding.as_ref()) {
        report.coding_problem =
            Some(format!("the content coding \"{}\" is not known", crate::codes::quoted(unknown, 40)));
    }
    for layers in attempts(report.head.as_ref()) {
        target.restart()?;
        match attempt(open, report.head.as_ref(), &layers, target)? {
            Attempt::Whole => return Ok(report),
            Attempt::BrokeOff { why, written_bytes, over_limit } => {
                report.over_limit |= over_limit;
                report.coding_problem.get_or_insert(why);
                // Text that is not packed can look like a stretch of Brotli or raw deflate, which have no signature.
                let signed = layers.content.iter().all(|coding| *coding == ContentCoding::Gzip);
                if written_bytes > 0 && !over_limit && signed {
                    return Ok(report);
                }
            }
        }
    }
    Ok(report)
}

/// Whether a digest of the payload fits: standards and crawlers disagree on whether it counts before or after the
/// codings are removed, so each way is tried.
pub(super) fn digest_fits(open: &Opener<'_>, report: &Report, declared: &Declared) -> io::Result<bool> {
    for layers in attempts(report.head.as_ref()).iter().rev() {
        let fits = layered(open, report.head.as_ref(), layers).and_then(|mut body| declared.fits(&mut body));
        if matches!(fits, Ok(true)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// One set of codings to remove.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Layers {
    chunked: bool,
    content: Vec<ContentCoding>,
}

enum Attempt {
    Whole,
    BrokeOff { why: String, written_bytes: u64, over_limit: bool },
}

/// From all declared codings to none.
fn attempts(head: Option<&HttpHead>) -> Vec<Layers> {
    let mut attempts = Vec::new();
    if let Some(head) = head {
        if !head.content_codings.is_empty() && head.content_codings.len() <= limits::CONTENT_CODINGS {
            attempts.push(Layers { chunked: head.chunked, content: head.content_codings.clone() });
            if head.chunked {
                // Some crawlers remove the transfer coding and keep its field.
                attempts.push(Layers { chunked: false, content: head.content_codings.clone() });
            }
        }
        if head.chunked {
            attempts.push(Layers { chunked: true, content: Vec::new() });
        }
    }
    attempts.push(Layers::default());
    attempts
}

fn layered<'b>(open: &Opener<'b>, head: Option<&HttpHead>, layers: &Layers) -> io::Result<Box<dyn Read + 'b>> {
    let mut body = open()?;
    if let Some(head) = head {
        io::copy(&mut body.by_ref().take(head.bytes), &mut io::sink())?;
    }
    if layers.chunked {
        body = Box::new(Dechunked::new(body));
    }
    // The coding that was applied last comes off first.
    for coding in layers.content.iter().rev() {
        body = unpacked(*coding, body)?;
    }
    Ok(body)
}

fn attempt(
    open: &Opener<'_>,
    head: Option<&HttpHead>,
    layers: &Layers,
    target: &mut dyn Target,
) -> io::Result<Attempt> {
    let mut body = match layered(open, head, layers) {
        Ok(body) => body,
        Err(error) => return Ok(broke_off(&error, 0)),
    };
    let mut buffer = vec![0u8; 64 * 1024];
    let mut written_bytes = 0;
    loop {
        match body.read(&mut buffer) {
            Ok(0) => return Ok(Attempt::Whole),
            Ok(got) => {
                target.write_all(&buffer[..got])?;
                written_bytes += got as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Ok(broke_off(&error, written_bytes)),
        }
    }
}

fn broke_off(error: &io::Error, written_bytes: u64) -> Attempt {
    Attempt::BrokeOff { why: error.to_string(), written_bytes, over_limit: is_over_limit(error) }
}
