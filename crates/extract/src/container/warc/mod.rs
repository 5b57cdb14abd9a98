//! WARC, plain and with a gzip member for each record (ISO 28500; IIPC, "The WARC Format 1.1", annex D), and the ARC
//! files that came before it. Our own reader, because the ones we found either stop at damage or read over it in
//! silence, and none says at which byte a record lies.
//!
//! This file walks from record to record and over damage; [`records`] says what becomes of a record, [`segments`] joins
//! what was split, [`revisits`] finds what was seen again, [`copy`] takes a payload out later.

mod copy;
mod records;
mod revisits;
mod segments;

use super::Identity;
use super::coding::{Bounded, Counted, is_over_limit};
use super::record::{self, RecordHead};
use crate::codes;
use crate::limits;
use crate::source::{Bytes, ReadSeek};
use copy::{closing_bytes, length_to_end, record_reader};
use flate2::bufread::GzDecoder;
use model::{Extract, MemberCoding};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek};

pub(super) use copy::{payload_of_record, payload_of_segments};

/// A block up to this length is read into memory once and hashed there; a longer one is read again from the file.
const BLOCK_IN_MEMORY_BYTES: u64 = 8 * limits::MIB;
/// Bytes that are looked at in one go when a record is searched for.
const SEARCH_BYTES: u64 = limits::MIB;
/// Findings that are collected before the rest is only counted: enough for the gravest to be among them, too few for a
/// file of damaged records to fill the memory.
const MOST_FINDINGS: usize = 20 * limits::FINDINGS;

/// Reads the members of a WARC or ARC into `extract`.
pub(super) fn read(bytes: &Bytes, gzip: bool, extract: &mut Extract) {
    let mut scan = Scan {
        bytes,
        extract,
        records: BTreeMap::new(),
        failures: records::Failures::default(),
        revisits: revisits::Revisits::default(),
        segments: segments::Segments::default(),
        unpacked_bytes: 0,
        findings_left_out: 0,
        room: Vec::new(),
        shared_members: 0,
        codings_absent: 0,
        full: false,
    };
    let done = if gzip { scan.gzip_members() } else { scan.plain_records() };
    let done = done.and_then(|()| scan.join_segments(gzip));
    if let Err(error) = done {
        scan.say(codes::MEMBER_UNREADABLE, format!("Reading the WARC broke off: {error}. Run check on the case."));
    }
    scan.resolve_revisits();
    scan.sum_up();
}

fn is_http(head: &RecordHead) -> bool {
    let content_type = head.fields.text("content-type").unwrap_or_default().to_ascii_lowercase();
    matches!(head.kind().as_str(), "response" | "request" | "revisit" | "continuation")
        && content_type.starts_with("application/http")
}

/// Where a record lies.
#[derive(Clone, Copy)]
struct Place {
    /// First byte of the record, or of the gzip member that holds it.
    offset: u64,
    gzip: bool,
    skip_bytes: u64,
}

/// One pass over a WARC.
struct Scan<'s> {
    bytes: &'s Bytes,
    extract: &'s mut Extract,
    /// Records that carry no payload of their own, by type.
    records: BTreeMap<String, u64>,
    failures: records::Failures,
    revisits: revisits::Revisits,
    segments: segments::Segments,
    unpacked_bytes: u64,
    findings_left_out: usize,
    /// Memory for a block, used again for every record.
    room: Vec<u8>,
    shared_members: u64,
    codings_absent: u64,
    full: bool,
}

type Reader<'b> = BufReader<Box<dyn ReadSeek + 'b>>;

impl Scan<'_> {
    fn say(&mut self, code: codes::Code, text: String) {
        if self.extract.findings.len() < MOST_FINDINGS {
            self.extract.findings.push(code.found(text));
        } else {
            self.findings_left_out += 1;
        }
    }

    fn plain_records(&mut self) -> io::Result<()> {
        let bytes = self.bytes;
        let mut reader: Reader<'_> = BufReader::with_capacity(64 * 1024, bytes.reader()?);
        let mut at = 0;
        while at < bytes.length() && !self.full {
            move_to(&mut reader, at)?;
            at = self.plain_record(&mut reader, at)?;
        }
        Ok(())
    }

    /// One record; gives where the next one should start.
    fn plain_record(&mut self, reader: &mut Reader<'_>, at: u64) -> io::Result<u64> {
        let head = match RecordHead::read(reader) {
            Ok(head) => head,
            Err(why) => {
                let next = self.next_plain_record(at + 1)?;
                self.say_damaged(at, next, &why);
                return Ok(next.unwrap_or(self.bytes.length()));
            }
        };
        let block_at = at + head.bytes;
        let left = self.bytes.length() - block_at;
        let place = Place { offset: at, gzip: false, skip_bytes: 0 };
        match head.content_length() {
            Ok(length) if length <= left => {
                self.take(&head, place, reader, length, block_at + length - at)?;
                self.after_block(at, block_at + length)
            }
            other => {
                let next = self.next_plain_record(block_at)?.unwrap_or(self.bytes.length());
                let length = self.say_length(&head, other, at, next == self.bytes.length());
                let stored = self.bytes.stretch(block_at, next - block_at).ok_or(io::ErrorKind::InvalidInput)?;
                let length = match length {
                    Some(length) => length.min(stored.length()),
                    None => length_to_end(&mut stored.reader()?)?,
                };
                self.take(&head, place, reader, length, next - at)?;
                Ok(next)
            }
        }
    }

    /// Steps over the two line ends behind a block, or says that they are not there.
    fn after_block(&mut self, at: u64, block_end: u64) -> io::Result<u64> {
        let rest = self.bytes.stretch(block_end, (self.bytes.length() - block_end).min(16));
        let rest = rest.map_or(Ok(Vec::new()), |rest| rest.read_up_to(16))?;
        let closing = rest.iter().take(4).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        // Where the line ends are there, the length is right; what follows is looked at as a record of its own.
        if closing > 0 || rest.is_empty() || rest.starts_with(b"WARC/") {
            return Ok(block_end + closing as u64);
        }
        let next = self.next_plain_record(block_end)?;
        let went_on = next.map_or("the end".to_owned(), |next| format!("byte {next}"));
        self.say(
            codes::WARC_LENGTH,
            format!(
                "The record at byte {at} should end at byte {block_end}, but no record follows there: its length or \
                 the bytes are wrong. Reading went on at {went_on}."
            ),
        );
        Ok(next.unwrap_or(self.bytes.length()))
    }

    fn say_length(&mut self, head: &RecordHead, given: Result<u64, String>, at: u64, to_end: bool) -> Option<u64> {
        match given {
            Ok(length) => {
                let code = if to_end { codes::WARC_TRUNCATED } else { codes::WARC_LENGTH };
                let kind = codes::quoted(&head.kind(), 30);
                self.say(
                    code,
                    format!(
                        "The record at byte {at} ({kind}) says that it has {length} bytes; so many do not follow. What \
                         is there was used."
                    ),
                );
                Some(length)
            }
            Err(why) => {
                self.say(
                    codes::WARC_LENGTH,
                    format!(
                        "The length of the record at byte {at} cannot be told: {why}. All bytes up to the next record \
                         were used."
                    ),
                );
                None
            }
        }
    }

    fn say_damaged(&mut self, at: u64, next: Option<u64>, why: &str) {
        let code = if why.contains("head") { codes::WARC_HEAD } else { codes::WARC_DAMAGED };
        let went_on = match next {
            Some(next) => format!("Reading went on at byte {next}; {} bytes were left out.", next - at),
            None => format!("No record follows; the last {} bytes were left out.", self.bytes.length() - at),
        };
        self.say(code, format!("No record can be read at byte {at}: {why}. {went_on}"));
    }

    /// The next place at or after `from` where a record starts.
    fn next_plain_record(&self, from: u64) -> io::Result<Option<u64>> {
        if self.extract.media_type == crate::kind::Kind::Arc.media_type() {
            return self.next_arc_record(from);
        }
        self.search(from, b"WARC/", |window| {
            let line_end = window.iter().take(12).position(|byte| *byte == b'\n');
            let versioned = matches!(window.get(5..8), Some([b'0'..=b'9', b'.', b'0'..=b'9']));
            let next_line = line_end.and_then(|end| window.get(end + 1..)).unwrap_or(&[]);
            versioned && (next_line.starts_with(b"WARC-") || next_line.starts_with(b"Content-"))
        })
    }

    /// A line that heads an ARC record; it stands behind a line end.
    fn next_arc_record(&self, from: u64) -> io::Result<Option<u64>> {
        let found = self.search(from.saturating_sub(1), b"\n", |window| {
            let line = window.get(1..).unwrap_or(&[]);
            let end = line.iter().take(ARC_LINE_BYTES).position(|byte| *byte == b'\n');
            end.is_some_and(|end| record::arc_fields(line[..end].trim_ascii_end()).is_some())
        })?;
        Ok(found.map(|line_end| line_end + 1))
    }

    /// The first place at or after `from` where `signature` stands and `fits` holds for what follows.
    fn search(&self, from: u64, signature: &[u8], fits: impl Fn(&[u8]) -> bool) -> io::Result<Option<u64>> {
        const OVERLAP: u64 = 2 * ARC_LINE_BYTES as u64;
        let mut at = from;
        while at < self.bytes.length() {
            let length = SEARCH_BYTES.min(self.bytes.length() - at);
            let Some(stretch) = self.bytes.stretch(at, length) else { return Ok(None) };
            let window = stretch.read_up_to(length)?;
            let found = (0..window.len())
                .filter(|start| window[*start..].starts_with(signature))
                .find(|start| fits(&window[*start..]));
            if let Some(start) = found {
                return Ok(Some(at + start as u64));
            }
            if length <= OVERLAP {
                return Ok(None);
            }
            at += length - OVERLAP;
        }
        Ok(None)
    }

    fn gzip_members(&mut self) -> io::Result<()> {
        let bytes = self.bytes;
        let mut reader: Reader<'_> = BufReader::with_capacity(64 * 1024, bytes.reader()?);
        let mut at = 0;
        while at < bytes.length() && !self.full {
            move_to(&mut reader, at)?;
            at = match self.gzip_member(&mut reader, at) {
                Ok(length) => at + length.max(1),
                Err(error) => self.after_damage(at, &error)?,
            };
        }
        Ok(())
    }

    /// One gzip member with its records; gives its packed length.
    fn gzip_member(&mut self, reader: &mut Reader<'_>, at: u64) -> io::Result<u64> {
        let (packed, count) = Counted::new(&mut *reader);
        let unpacked = Bounded::new(GzDecoder::new(packed), std::rc::Rc::clone(&count));
        let mut unpacked = BufReader::new(unpacked);
        let (mut skip_bytes, mut records) = (0, 0u64);
        let first_member = self.extract.members.len();
        let outcome = loop {
            match unpacked.fill_buf() {
                Ok([]) => break Ok(()),
                Ok(_) => {}
                Err(error) => break Err(error),
            }
            match self.packed_record(&mut unpacked, at, skip_bytes) {
                Ok(Some(length)) => skip_bytes += length,
                Ok(None) => break io::copy(&mut unpacked, &mut io::sink()).map(|_| ()),
                Err(error) => break Err(error),
            }
            records += 1;
        };
        drop(unpacked.into_inner().into_inner());
        // The stored length is the same for all records of the member: each is unpacked from the member's start.
        let length = if outcome.is_ok() { count.get() } else { self.bytes.length() - at };
        self.extract.members[first_member..].iter_mut().for_each(|member| member.length = length);
        self.segments.set_stored_length(at, length);
        if outcome.is_err() {
            self.tell_again(first_member)?;
        }
        if records > 1 {
            self.say_shared_member(at, records);
        }
        outcome.map(|()| length)
    }

    /// Tells members of gzip data that breaks off anew, as they will be taken out: how far a damaged stretch unpacks
    /// depends on how it is asked for.
    fn tell_again(&mut self, first_member: usize) -> io::Result<()> {
        for number in first_member..self.extract.members.len() {
            let member = &self.extract.members[number];
            let MemberCoding::WarcRecord { gzip, skip_bytes, .. } = member.coding else { continue };
            let stored = self.bytes.stretch(member.offset, member.length).ok_or(io::ErrorKind::InvalidInput)?;
            let mut identity = Identity::default();
            if payload_of_record(&stored, gzip, skip_bytes, &mut identity).is_err() {
                // What is behind it lies behind the damage, too.
                self.extract.members.truncate(number);
                self.revisits.forget_from(number);
                return Ok(());
            }
            let (item, size_bytes) = identity.finish();
            let member = &mut self.extract.members[number];
            member.payload_digest.take_if(|_| member.item != item);
            (member.item, member.size_bytes) = (item, size_bytes);
        }
        Ok(())
    }

    fn say_shared_member(&mut self, at: u64, records: u64) {
        self.shared_members += 1;
        // One is named; a file that was packed as a whole has one, one that was packed in stretches has many.
        if self.shared_members == 1 {
            self.say(
                codes::WARC_SHARED_MEMBER,
                format!(
                    "The gzip member at byte {at} holds {records} records, where each should have a member of its own: \
                     the file was packed again by another program. All were read; other tools refuse such a file."
                ),
            );
        }
    }

    /// One record inside a gzip member; gives its unpacked length, or `None` where the rest holds no record.
    fn packed_record(&mut self, unpacked: &mut dyn BufRead, at: u64, skip_bytes: u64) -> io::Result<Option<u64>> {
        let head = match RecordHead::read(unpacked) {
            Ok(head) => head,
            Err(why) => {
                self.say(
                    codes::WARC_DAMAGED,
                    format!(
                        "The gzip member at byte {at} holds no record at its byte {skip_bytes}: {why}. The rest of the \
                         member was left out."
                    ),
                );
                return Ok(None);
            }
        };
        let place = Place { offset: at, gzip: true, skip_bytes };
        match head.content_length() {
            Ok(length) if length > BLOCK_IN_MEMORY_BYTES => self.take_long_packed(&head, place, length, unpacked),
            length => self.take_short_packed(&head, place, length, unpacked),
        }
    }

    fn take_short_packed(
        &mut self,
        head: &RecordHead,
        place: Place,
        length: Result<u64, String>,
        unpacked: &mut dyn BufRead,
    ) -> io::Result<Option<u64>> {
        let mut room = std::mem::take(&mut self.room);
        let bound = length.as_ref().map_or(BLOCK_IN_MEMORY_BYTES, |length| *length);
        let (mut block_bytes, read) = fill(&mut room, bound, unpacked);
        let length_known = length.is_ok();
        match length {
            Ok(length) if block_bytes as u64 == length => {}
            other => {
                self.say_length(head, other, place.offset, true);
            }
        }
        if !length_known {
            // All to the end of the member is taken for this record's block.
            block_bytes -= closing_bytes(&room[..block_bytes]);
        }
        self.take_block_in_memory(head, place, &room[..block_bytes], 0)?;
        self.room = room;
        read?;
        if !length_known {
            return Ok(None);
        }
        let closing = closing_line_ends(unpacked)?;
        Ok(Some(head.bytes + block_bytes as u64 + closing))
    }

    /// A block that does not fit in memory: its payload is read in a second pass over the member.
    fn take_long_packed(
        &mut self,
        head: &RecordHead,
        place: Place,
        length: u64,
        unpacked: &mut dyn BufRead,
    ) -> io::Result<Option<u64>> {
        let block_bytes = io::copy(&mut Read::take(&mut *unpacked, length), &mut io::sink())?;
        if block_bytes < length {
            self.say_length(head, Ok(length), place.offset, true);
        }
        let stored_length = self.bytes.length() - place.offset;
        let stored = self.bytes.stretch(place.offset, stored_length).ok_or(io::ErrorKind::InvalidInput)?;
        let open = || copy::block_reader(&stored, true, place.skip_bytes, head.bytes, length);
        self.take_block(head, place, &super::payload::Block::Opener(&open), block_bytes, stored_length)?;
        let closing = closing_line_ends(unpacked)?;
        Ok(Some(head.bytes + block_bytes + closing))
    }

    /// After a member that could not be unpacked: the next place where a member with a record starts.
    fn after_damage(&mut self, at: u64, error: &io::Error) -> io::Result<u64> {
        let mut candidate = self.search(at + 1, b"\x1f\x8b\x08", |_| true)?;
        while let Some(offset) = candidate.filter(|offset| !self.starts_with_record(*offset)) {
            candidate = self.search(offset + 1, b"\x1f\x8b\x08", |_| true)?;
        }
        let went_on = match candidate {
            Some(next) => format!("Reading went on at byte {next}."),
            None => "No record follows.".to_owned(),
        };
        if is_over_limit(error) {
            let text = format!("The gzip member at byte {at} was given up: {error}. {went_on}");
            self.say(codes::DECOMPRESSION_LIMIT, text);
        } else {
            let why = codes::quoted(&error.to_string(), 100);
            let text = format!("The gzip data at byte {at} is damaged ({why}). {went_on}");
            self.say(codes::GZIP_DAMAGED, text);
        }
        Ok(candidate.unwrap_or(self.bytes.length()))
    }

    fn starts_with_record(&self, offset: u64) -> bool {
        let Some(stretch) = self.bytes.stretch(offset, self.bytes.length() - offset) else { return false };
        record_reader(&stretch, true, 0)
            .is_ok_and(|record| RecordHead::read(&mut BufReader::with_capacity(1024, record)).is_ok())
    }

    /// A record whose block `reader` stands before.
    fn take(
        &mut self,
        head: &RecordHead,
        place: Place,
        reader: &mut dyn Read,
        length: u64,
        stored_length: u64,
    ) -> io::Result<()> {
        if length <= BLOCK_IN_MEMORY_BYTES {
            let mut room = std::mem::take(&mut self.room);
            let (block_bytes, read) = fill(&mut room, length, reader);
            read?;
            self.take_block_in_memory(head, place, &room[..block_bytes], stored_length)?;
            self.room = room;
            return Ok(());
        }
        let stretch = self.bytes.stretch(place.offset + head.bytes, length).ok_or(io::ErrorKind::InvalidInput)?;
        let open = || -> io::Result<Box<dyn Read + '_>> { Ok(Box::new(stretch.reader()?)) };
        self.take_block(head, place, &super::payload::Block::Opener(&open), length, stored_length)
    }

    fn take_block_in_memory(
        &mut self,
        head: &RecordHead,
        place: Place,
        block: &[u8],
        stored_length: u64,
    ) -> io::Result<()> {
        let block_bytes = block.len() as u64;
        self.take_block(head, place, &super::payload::Block::Memory(block), block_bytes, stored_length)
    }
}

/// Longest line that heads an ARC record when one is searched for after damage.
const ARC_LINE_BYTES: usize = 4096;

fn move_to(reader: &mut Reader<'_>, at: u64) -> io::Result<()> {
    let current = reader.stream_position()?;
    reader.seek_relative(i64::try_from(at).unwrap_or(i64::MAX) - i64::try_from(current).unwrap_or(0))
}

/// Reads up to `length` bytes into `room`, which grows as needed; gives how many came, and why no more did. One call for
/// the whole block, because unpacking into small pieces copies its window for each.
fn fill(room: &mut Vec<u8>, length: u64, reader: &mut (impl Read + ?Sized)) -> (usize, io::Result<()>) {
    let length = usize::try_from(length.min(BLOCK_IN_MEMORY_BYTES)).unwrap_or(0);
    if room.len() < length {
        room.resize(length, 0);
    }
    let mut filled = 0;
    while filled < length {
        match reader.read(&mut room[filled..length]) {
            Ok(0) => break,
            Ok(got) => filled += got,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (filled, Err(error)),
        }
    }
    (filled, Ok(()))
}

/// Steps over the line ends behind a block.
fn closing_line_ends(input: &mut dyn BufRead) -> io::Result<u64> {
    let mut closing = 0;
    while closing < 4 {
        match input.fill_buf()?.first() {
            Some(b'\r' | b'\n') => {
                input.consume(1);
                closing += 1;
            }
            _ => break,
        }
    }
    Ok(closing)
}
