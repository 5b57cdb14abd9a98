//! From the stored bytes of a record back to its payload.

use super::super::Target;
use super::super::coding::{Bounded, Counted};
use super::super::payload::{self, Block};
use super::super::record::RecordHead;
use super::is_http;
use crate::source::Bytes;
use flate2::bufread::GzDecoder;
use model::SegmentPlace;
use std::io::{self, BufReader, Read};

/// Writes the payload of the record in `stored` to `target`.
pub(in super::super) fn payload_of_record(
    stored: &Bytes,
    gzip: bool,
    skip_bytes: u64,
    target: &mut dyn Target,
) -> io::Result<()> {
    let (head, length) = head_and_length(stored, gzip, skip_bytes)?;
    let open = || block_reader(stored, gzip, skip_bytes, head.bytes, length);
    payload::write(&Block::Opener(&open), is_http(&head), target).map(|_| ())
}

/// Writes the payload of a record that was split into segments.
pub(in super::super) fn payload_of_segments(
    stored: &Bytes,
    gzip: bool,
    places: &[SegmentPlace],
    target: &mut dyn Target,
) -> io::Result<()> {
    let pieces = Piece::all(stored, gzip, places)?;
    let first = pieces.first().ok_or(io::ErrorKind::InvalidInput)?;
    let open = || -> io::Result<Box<dyn Read + '_>> { Ok(Box::new(Joined::new(&pieces))) };
    payload::write(&Block::Opener(&open), is_http(&first.head), target).map(|_| ())
}

/// One segment of a record.
pub(super) struct Piece {
    stretch: Bytes,
    gzip: bool,
    skip_bytes: u64,
    head: RecordHead,
    length: u64,
}

impl Piece {
    pub(super) fn all(stored: &Bytes, gzip: bool, places: &[SegmentPlace]) -> io::Result<Vec<Piece>> {
        let piece = |place: &SegmentPlace| {
            let left = stored.length().checked_sub(place.offset);
            let stretch = left.and_then(|left| stored.stretch(place.offset, left));
            let stretch = stretch.ok_or(io::ErrorKind::InvalidInput)?;
            let (head, length) = head_and_length(&stretch, gzip, place.skip_bytes)?;
            Ok(Piece { stretch, gzip, skip_bytes: place.skip_bytes, head, length })
        };
        places.iter().map(piece).collect()
    }
}

/// The blocks of the segments, one after another; one is open at a time.
pub(super) struct Joined<'p> {
    pieces: &'p [Piece],
    current: Option<Box<dyn Read + 'p>>,
}

impl<'p> Joined<'p> {
    pub(super) fn new(pieces: &'p [Piece]) -> Joined<'p> {
        Joined { pieces, current: None }
    }
}

impl Read for Joined<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let got = current.read(buffer)?;
                if got > 0 || buffer.is_empty() {
                    return Ok(got);
                }
            }
            let Some((next, rest)) = self.pieces.split_first() else { return Ok(0) };
            self.pieces = rest;
            self.current = Some(block_reader(&next.stretch, next.gzip, next.skip_bytes, next.head.bytes, next.length)?);
        }
    }
}

fn head_and_length(stored: &Bytes, gzip: bool, skip_bytes: u64) -> io::Result<(RecordHead, u64)> {
    let mut reader = BufReader::new(record_reader(stored, gzip, skip_bytes)?);
    let head = RecordHead::read(&mut reader).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
    let length = match head.content_length() {
        Ok(length) => length,
        // The scan cut such a record where the next one starts, so what is stored ends with it.
        // Gzip data that breaks off ends it, too.
        Err(_) => length_to_end(&mut UpToDamage(reader))?,
    };
    Ok((head, length))
}

pub(super) fn block_reader<'b>(
    stored: &'b Bytes,
    gzip: bool,
    skip_bytes: u64,
    head_bytes: u64,
    length: u64,
) -> io::Result<Box<dyn Read + 'b>> {
    let mut record = record_reader(stored, gzip, skip_bytes)?;
    io::copy(&mut record.by_ref().take(head_bytes), &mut io::sink())?;
    Ok(Box::new(record.take(length)))
}

/// The record from its first byte on.
pub(super) fn record_reader<'b>(stored: &'b Bytes, gzip: bool, skip_bytes: u64) -> io::Result<Box<dyn Read + 'b>> {
    let reader = stored.reader()?;
    if !gzip {
        return Ok(Box::new(reader));
    }
    let (packed, count) = Counted::new(BufReader::new(reader));
    let mut unpacked = Bounded::new(GzDecoder::new(packed), count);
    io::copy(&mut unpacked.by_ref().take(skip_bytes), &mut io::sink())?;
    Ok(Box::new(unpacked))
}

/// Ends where its reader cannot go on.
struct UpToDamage<R>(R);

impl<R: Read> Read for UpToDamage<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => Ok(0),
            read => read,
        }
    }
}

/// Bytes to the end, without the two line ends that close a record.
pub(super) fn length_to_end(reader: &mut dyn Read) -> io::Result<u64> {
    let mut last = Vec::new();
    let mut length = 0u64;
    let mut buffer = vec![0u8; 64 * 1024];
    loop {
        let got = reader.read(&mut buffer)?;
        if got == 0 {
            return Ok(length - closing_bytes(&last) as u64);
        }
        length += got as u64;
        last.extend_from_slice(&buffer[..got]);
        last.drain(..last.len().saturating_sub(4));
    }
}

/// How many bytes at the end of a record close it.
pub(super) fn closing_bytes(end: &[u8]) -> usize {
    if end.ends_with(b"\r\n\r\n") {
        4
    } else if end.ends_with(b"\n\n") {
        2
    } else {
        0
    }
}
