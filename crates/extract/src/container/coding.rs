//! Readers that remove one coding each, and the limit that all of them obey.

use crate::limits;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Packed data unpacks to more than the limits allow.
#[derive(Debug)]
pub(super) struct OverLimit {
    packed_bytes: u64,
    unpacked_bytes: u64,
}

impl fmt::Display for OverLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} packed bytes had given {} when the limit of {} times or {} bytes was reached",
            self.packed_bytes,
            self.unpacked_bytes,
            limits::RATIO_MAX,
            limits::MEMBER_BYTES
        )
    }
}

impl std::error::Error for OverLimit {}

/// Whether reading ended at a limit, and not at damage.
pub(super) fn is_over_limit(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<OverLimit>())
}

/// One content coding of HTTP (RFC 9110, 8.4.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ContentCoding {
    Gzip,
    /// zlib; many servers send raw deflate under this name.
    Deflate,
    Brotli,
}

/// Removes `coding` from `packed`.
pub(super) fn unpacked<'r>(coding: ContentCoding, packed: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    let (packed, count) = Counted::new(packed);
    let unpacked: Box<dyn Read + 'r> = match coding {
        ContentCoding::Gzip => Box::new(MultiGzDecoder::new(packed)),
        ContentCoding::Brotli => Box::new(brotli_decompressor::Decompressor::new(packed, 16 * 1024)),
        ContentCoding::Deflate => deflate(packed)?,
    };
    Ok(Box::new(Bounded::new(unpacked, count)))
}

/// zlib where its two header bytes fit (RFC 1950, 2.2), raw deflate otherwise.
fn deflate<'r>(packed: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
    let mut packed = BufReader::new(packed);
    let is_zlib = match packed.fill_buf()? {
        [first, second, ..] => first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31),
        _ => false,
    };
    Ok(if is_zlib { Box::new(ZlibDecoder::new(packed)) } else { Box::new(DeflateDecoder::new(packed)) })
}

/// Counts what is read through it.
pub(super) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> (Counted<R>, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        (Counted { inner, count: Rc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.count.set(self.count.get() + got as u64);
        Ok(got)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count.set(self.count.get() + amount as u64);
        self.inner.consume(amount);
    }
}

/// Stops where more comes out than the limits allow for what went in.
pub(super) struct Bounded<R> {
    inner: R,
    packed_bytes: Rc<Cell<u64>>,
    unpacked_bytes: u64,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R, packed_bytes: Rc<Cell<u64>>) -> Bounded<R> {
        Bounded { inner, packed_bytes, unpacked_bytes: 0 }
    }

    pub(super) fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.unpacked_bytes += got as u64;
        let (packed_bytes, unpacked_bytes) = (self.packed_bytes.get(), self.unpacked_bytes);
        let by_ratio = packed_bytes.saturating_mul(limits::RATIO_MAX).max(limits::RATIO_FREE_BYTES);
        if unpacked_bytes > by_ratio.min(limits::MEMBER_BYTES) {
            return Err(io::Error::other(OverLimit { packed_bytes, unpacked_bytes }));
        }
        Ok(got)
    }
}

/// Removes chunked transfer coding (RFC 9112, 7.1). Trailers are read over.
pub(super) struct Dechunked<R> {
    inner: BufReader<R>,
    left_in_chunk: u64,
    state: ChunkState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ChunkState {
    First,
    Inside,
    Ended,
}

/// Longest line with the length of a chunk, extensions included.
const CHUNK_LINE_BYTES: u64 = 4096;

impl<R: Read> Dechunked<R> {
    pub(super) fn new(inner: R) -> Dechunked<R> {
        Dechunked { inner: BufReader::new(inner), left_in_chunk: 0, state: ChunkState::First }
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        if self.state == ChunkState::Inside {
            // The line end behind the chunk's data.
            let line = self.line()?;
            if !line.trim_ascii().is_empty() {
                return Err(damaged("a chunk is not followed by a line end"));
            }
        }
        let line = self.line()?;
        let digits = line.split(|byte| *byte == b';').next().unwrap_or(&[]).trim_ascii();
        let digits = std::str::from_utf8(digits).map_err(|_| damaged("the length of a chunk is not a number"))?;
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(damaged("the length of a chunk is not a number"));
        }
        let length = u64::from_str_radix(digits, 16).map_err(|_| damaged("the length of a chunk is too large"))?;
        self.left_in_chunk = length;
        self.state = if length == 0 { ChunkState::Ended } else { ChunkState::Inside };
        Ok(())
    }

    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.inner.by_ref().take(CHUNK_LINE_BYTES).read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Err(damaged("the body ends inside the chunked coding"));
        }
        Ok(line)
    }
}

impl<R: Read> Read for Dechunked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left_in_chunk == 0 && self.state != ChunkState::Ended {
            self.next_chunk()?;
        }
        if self.state == ChunkState::Ended || buffer.is_empty() {
            return Ok(0);
        }
        let wanted = usize::try_from(self.left_in_chunk).unwrap_or(usize::MAX).min(buffer.len());
        let got = self.inner.read(&mut buffer[..wanted])?;
        if got == 0 {
            return Err(damaged("the body ends inside a chunk"));
        }
        self.left_in_chunk -= got as u64;
        Ok(got)
    }
}

fn damaged(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
