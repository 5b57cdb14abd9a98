//! From the block of a record to its payload: HTTP head off, transfer coding off, content codings off.

use super::Target;
use super::coding::{ContentCoding, Dechunked, is_over_limit, unpacked};
use super::digest::Declared;
use super::http::{self, HttpHead};
use crate::limits;
use std::io::{self, BufReader, Cursor, Read};

/// A block that can be read from its first byte any number of times.
pub(super) enum Block<'b> {
    /// In memory.
    Memory(&'b [u8]),
    /// Opened anew each time.
    Opener(&'b dyn Fn() -> io::Result<Box<dyn Read + 'b>>),
}

impl<'b> Block<'b> {
    fn open(&self) -> io::Result<Box<dyn Read + 'b>> {
        match self {
            Block::Memory(bytes) => Ok(Box::new(Cursor::new(*bytes))),
            Block::Opener(open) => open(),
        }
    }

    /// Whether its digest is the declared one.
    pub(super) fn fits(&self, declared: &Declared) -> io::Result<bool> {
        match self {
            Block::Memory(bytes) => Ok(declared.fits_bytes(bytes)),
            Block::Opener(open) => declared.fits(&mut open()?),
        }
    }

    fn head(&self) -> io::Result<Result<HttpHead, String>> {
        Ok(match self {
            Block::Memory(bytes) => http::read_head(&mut Cursor::new(*bytes)),
            Block::Opener(open) => http::read_head(&mut BufReader::new(open()?)),
        })
    }
}

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Content type that the HTTP head claims.
    pub(super) content_type: Option<String>,
    /// Status of an HTTP response.
    pub(super) status: Option<u16>,
    /// Why the block is no HTTP message though it should be.
    pub(super) no_http_head: Option<String>,
    /// Why a coding could not be removed as declared.
    pub(super) coding_problem: Option<String>,
    /// The declared content coding is not there at all: the crawler removed it and kept its field.
    pub(super) coding_absent: bool,
    /// That problem was a limit.
    pub(super) over_limit: bool,
    head: Option<HttpHead>,
}

impl Report {
    /// The report of a block of which only the digests matter.
    pub(super) fn of_head(block: &Block<'_>, is_http: bool) -> io::Result<Report> {
        let mut report = Report::default();
        if is_http {
            report.take_head(block.head()?);
        }
        Ok(report)
    }

    fn take_head(&mut self, head: Result<HttpHead, String>) {
        match head {
            Ok(head) => {
                self.content_type.clone_from(&head.content_type);
                self.status = head.status;
                self.head = Some(head);
            }
            Err(why) => self.no_http_head = Some(why),
        }
    }
}

/// Writes the payload to `target`.
///
/// A declared coding that is not there is left on; one that breaks off later gives what came out until then; one that
/// unpacks to more than the limits is left on. The rule depends on the bytes alone, so reading the member again gives
/// the same payload.
pub(super) fn write(block: &Block<'_>, is_http: bool, target: &mut dyn Target) -> io::Result<Report> {
    let mut report = Report::of_head(block, is_http)?;
    if let Some(unknown) = report.head.as_ref().and_then(|head| head.unknown_coding.as_ref()) {
        report.coding_problem =
            Some(format!("the content coding \"{}\" is not known", crate::codes::quoted(unknown, 40)));
    }
    for layers in attempts(report.head.as_ref()) {
        target.restart()?;
        match attempt(block, report.head.as_ref(), &layers, target)? {
            Attempt::Whole => return Ok(report),
            Attempt::BrokeOff { why, written_bytes, over_limit } => {
                report.over_limit |= over_limit;
                if written_bytes == 0 && !over_limit && !layers.content.is_empty() && is_absent(block, &report, &layers)
                {
                    report.coding_absent = true;
                    continue;
                }
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

/// Whether the bytes that should be packed do not even begin like it. Only gzip has a signature to tell by.
fn is_absent(block: &Block<'_>, report: &Report, layers: &Layers) -> bool {
    let unpacked = Layers { chunked: layers.chunked, content: Vec::new() };
    let mut start = [0u8; 2];
    let read = layered(block, report.head.as_ref(), &unpacked).and_then(|mut body| body.read_exact(&mut start));
    layers.content.last() == Some(&ContentCoding::Gzip) && read.is_ok() && start != [0x1f, 0x8b]
}

/// Whether a digest of the payload fits: standards and crawlers disagree on whether it counts before or after the
/// codings are removed, so each way is tried.
pub(super) fn digest_fits(block: &Block<'_>, report: &Report, declared: &Declared) -> io::Result<bool> {
    for layers in attempts(report.head.as_ref()).iter().rev() {
        let head = report.head.as_ref();
        let fits = match (block, *layers == Layers::default()) {
            (Block::Memory(bytes), true) => Ok(declared.fits_bytes(&bytes[head_bytes(head).min(bytes.len())..])),
            _ => layered(block, head, layers).and_then(|mut body| declared.fits(&mut body)),
        };
        if matches!(fits, Ok(true)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn head_bytes(head: Option<&HttpHead>) -> usize {
    head.map_or(0, |head| usize::try_from(head.bytes).unwrap_or(usize::MAX))
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

fn layered<'b>(block: &Block<'b>, head: Option<&HttpHead>, layers: &Layers) -> io::Result<Box<dyn Read + 'b>> {
    let mut body = block.open()?;
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
    block: &Block<'_>,
    head: Option<&HttpHead>,
    layers: &Layers,
    target: &mut dyn Target,
) -> io::Result<Attempt> {
    if let (Block::Memory(bytes), true) = (block, *layers == Layers::default()) {
        target.write_all(&bytes[head_bytes(head).min(bytes.len())..])?;
        return Ok(Attempt::Whole);
    }
    let mut body = match layered(block, head, layers) {
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
