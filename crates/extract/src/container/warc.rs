//! WARC, plain and with a gzip member for each record (ISO 28500; IIPC, "The WARC Format 1.1", annex D). Our own
//! reader, because the ones we found either stop at damage or read over it in silence, and none says at which byte a
//! record lies.

use super::coding::{Bounded, Counted, is_over_limit};
use super::digest::Declared;
use super::payload::{self, Opener, Report};
use super::{Identity, RecordHead, Target};
use crate::codes;
use crate::limits;
use crate::source::{Bytes, ReadSeek};
use crate::times;
use flate2::bufread::GzDecoder;
use model::{Extract, MemberCoding, MemberRef};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

/// A block up to this length is read into memory once and hashed there; a longer one is read again from the file.
const BLOCK_IN_MEMORY_BYTES: u64 = 8 * limits::MIB;
/// Bytes that are looked at in one go when a record is searched for.
const SEARCH_BYTES: u64 = limits::MIB;
/// URLs of revisits that are named in their finding.
const REVISITS_NAMED: usize = 10;

/// Reads the members of a WARC into `extract`.
pub(super) fn read(bytes: &Bytes, gzip: bool, extract: &mut Extract) {
    let mut scan =
        Scan { bytes, extract, records: BTreeMap::new(), revisits: Vec::new(), unpacked_bytes: 0, full: false };
    let done = if gzip { scan.gzip_members() } else { scan.plain_records() };
    if let Err(error) = done {
        scan.extract.findings.push(
            codes::MEMBER_UNREADABLE.found(format!("Reading the WARC broke off: {error}. Run check on the case.")),
        );
    }
    scan.sum_up();
}

/// Writes the payload of the record in `stored` to `target`.
pub(super) fn copy_payload(stored: &Bytes, gzip: bool, skip_bytes: u64, target: &mut dyn Target) -> io::Result<()> {
    let open_record = || record_reader(stored, gzip, skip_bytes);
    let mut reader = BufReader::new(open_record()?);
    let head = RecordHead::read(&mut reader).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
    let length = match head.content_length() {
        Ok(length) => length,
        // The scan cut such a record where the next one starts, so what is stored ends with it.
        Err(_) => length_to_end(&mut reader)?,
    };
    let open = || -> io::Result<Box<dyn Read + '_>> {
        let mut record = open_record()?;
        io::copy(&mut record.by_ref().take(head.bytes), &mut io::sink())?;
        Ok(Box::new(record.take(length)))
    };
    payload::write(&open, is_http(&head), target).map(|_| ())
}

fn record_reader<'b>(stored: &'b Bytes, gzip: bool, skip_bytes: u64) -> io::Result<Box<dyn Read + 'b>> {
    let reader = stored.reader()?;
    if !gzip {
        return Ok(Box::new(reader));
    }
    let (packed, count) = Counted::new(BufReader::new(reader));
    let mut unpacked = Bounded::new(GzDecoder::new(packed), count);
    io::copy(&mut unpacked.by_ref().take(skip_bytes), &mut io::sink())?;
    Ok(Box::new(unpacked))
}

/// Bytes to the end, without the two line ends that close a record.
fn length_to_end(reader: &mut dyn Read) -> io::Result<u64> {
    let mut last = Vec::new();
    let mut length = 0u64;
    let mut buffer = vec![0u8; 64 * 1024];
    loop {
        let got = reader.read(&mut buffer)?;
        if got == 0 {
            let closing = if last.ends_with(b"\r\n\r\n") {
                4
            } else if last.ends_with(b"\n\n") {
                2
            } else {
                0
            };
            return Ok(length - closing);
        }
        length += got as u64;
        last.extend_from_slice(&buffer[..got]);
        last.drain(..last.len().saturating_sub(4));
    }
}

fn is_http(head: &RecordHead) -> bool {
    let content_type = head.fields.text("content-type").unwrap_or_default().to_ascii_lowercase();
    head.kind() == "response" && content_type.starts_with("application/http")
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
    revisits: Vec<String>,
    unpacked_bytes: u64,
    full: bool,
}

type Reader<'b> = BufReader<Box<dyn ReadSeek + 'b>>;

impl Scan<'_> {
    fn plain_records(&mut self) -> io::Result<()> {
        let bytes = self.bytes;
        let mut reader: Reader<'_> = BufReader::with_capacity(64 * 1024, bytes.reader()?);
        let mut at = 0;
        while at < bytes.length() && !self.full {
            let current = reader.stream_position()?;
            reader.seek_relative(i64::try_from(at).unwrap_or(i64::MAX) - i64::try_from(current).unwrap_or(0))?;
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
        self.extract.findings.push(codes::WARC_LENGTH.found(format!(
            "The record at byte {at} should end at byte {block_end}, but no record follows there: its length or the \
             bytes are wrong. Reading went on at {}.",
            next.map_or("the end".to_owned(), |next| format!("byte {next}"))
        )));
        Ok(next.unwrap_or(self.bytes.length()))
    }

    fn say_length(&mut self, head: &RecordHead, given: Result<u64, String>, at: u64, to_end: bool) -> Option<u64> {
        match given {
            Ok(length) => {
                let code = if to_end { codes::WARC_TRUNCATED } else { codes::WARC_LENGTH };
                self.extract.findings.push(code.found(format!(
                    "The record at byte {at} ({}) says that it has {length} bytes; so many do not follow. What is \
                     there was used.",
                    codes::quoted(&head.kind(), 30)
                )));
                Some(length)
            }
            Err(why) => {
                self.extract.findings.push(codes::WARC_LENGTH.found(format!(
                    "The length of the record at byte {at} cannot be told: {why}. All bytes up to the next record \
                     were used."
                )));
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
        self.extract.findings.push(code.found(format!("No record can be read at byte {at}: {why}. {went_on}")));
    }

    /// The next place at or after `from` where a record starts.
    fn next_plain_record(&self, from: u64) -> io::Result<Option<u64>> {
        self.search(from, b"WARC/", |window| {
            let line_end = window.iter().take(12).position(|byte| *byte == b'\n');
            let versioned = matches!(window.get(5..8), Some([b'0'..=b'9', b'.', b'0'..=b'9']));
            let next_line = line_end.and_then(|end| window.get(end + 1..)).unwrap_or(&[]);
            versioned && (next_line.starts_with(b"WARC-") || next_line.starts_with(b"Content-"))
        })
    }

    /// The first place at or after `from` where `signature` stands and `fits` holds for what follows.
    fn search(&self, from: u64, signature: &[u8], fits: impl Fn(&[u8]) -> bool) -> io::Result<Option<u64>> {
        const OVERLAP: u64 = 32;
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
            let current = reader.stream_position()?;
            reader.seek_relative(i64::try_from(at).unwrap_or(i64::MAX) - i64::try_from(current).unwrap_or(0))?;
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
        let (mut skip_bytes, mut records) = (0, 0);
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
        if records > 1 {
            self.extract.findings.push(codes::WARC_SHARED_MEMBER.found(format!(
                "The gzip member at byte {at} holds {records} records; a WARC should have a member for each. Reading \
                 one of them unpacks all before it."
            )));
        }
        outcome.map(|()| count.get())
    }

    /// One record inside a gzip member; gives its unpacked length, or `None` where the rest holds no record.
    fn packed_record(&mut self, unpacked: &mut dyn BufRead, at: u64, skip_bytes: u64) -> io::Result<Option<u64>> {
        let head = match RecordHead::read(unpacked) {
            Ok(head) => head,
            Err(why) => {
                self.extract.findings.push(codes::WARC_DAMAGED.found(format!(
                    "The gzip member at byte {at} holds no record at its byte {skip_bytes}: {why}. The rest of the \
                     member was left out."
                )));
                return Ok(None);
            }
        };
        let place = Place { offset: at, gzip: true, skip_bytes };
        let length = head.content_length();
        let mut block = Vec::new();
        let bound = length.as_ref().map_or(BLOCK_IN_MEMORY_BYTES, |length| *length);
        Read::take(&mut *unpacked, bound.min(BLOCK_IN_MEMORY_BYTES)).read_to_end(&mut block)?;
        match length {
            Ok(length) if length > BLOCK_IN_MEMORY_BYTES => self.take_long_packed(&head, place, length, &mut *unpacked),
            Ok(length) => {
                if (block.len() as u64) < length {
                    self.say_length(&head, Ok(length), at, true);
                }
                let block_bytes = block.len() as u64;
                self.take(&head, place, &mut Cursor::new(block), block_bytes, 0)?;
                let closing = closing_line_ends(unpacked)?;
                Ok(Some(head.bytes + block_bytes + closing))
            }
            Err(why) => {
                // All to the end of the member is taken for this record's block.
                self.say_length(&head, Err(why), at, true);
                let closing = if block.ends_with(b"\r\n\r\n") {
                    4
                } else if block.ends_with(b"\n\n") {
                    2
                } else {
                    0
                };
                let block_bytes = (block.len() - closing) as u64;
                self.take(&head, place, &mut Cursor::new(block), block_bytes, 0)?;
                Ok(None)
            }
        }
    }

    /// A block that does not fit in memory: its payload is read in a second pass over the member.
    fn take_long_packed(
        &mut self,
        head: &RecordHead,
        place: Place,
        length: u64,
        unpacked: &mut dyn BufRead,
    ) -> io::Result<Option<u64>> {
        let rest = io::copy(&mut Read::take(&mut *unpacked, length - BLOCK_IN_MEMORY_BYTES), &mut io::sink())?;
        let block_bytes = rest + BLOCK_IN_MEMORY_BYTES;
        if block_bytes < length {
            self.say_length(head, Ok(length), place.offset, true);
        }
        let stored_length = self.bytes.length() - place.offset;
        let stored = self.bytes.stretch(place.offset, stored_length).ok_or(io::ErrorKind::InvalidInput)?;
        let open = || -> io::Result<Box<dyn Read + '_>> {
            let mut record = record_reader(&stored, true, place.skip_bytes)?;
            io::copy(&mut record.by_ref().take(head.bytes), &mut io::sink())?;
            Ok(Box::new(record.take(length)))
        };
        self.take_block(head, place, &open, stored_length)?;
        let closing = closing_line_ends(unpacked)?;
        Ok(Some(head.bytes + block_bytes + closing))
    }

    /// After a member that could not be unpacked: the next place where a member with a record starts.
    fn after_damage(&mut self, at: u64, error: &io::Error) -> io::Result<u64> {
        let next = self.search(at + 1, b"\x1f\x8b\x08", |_| true)?;
        let mut candidate = next;
        while let Some(offset) = candidate {
            if self.starts_with_record(offset) {
                break;
            }
            candidate = self.search(offset + 1, b"\x1f\x8b\x08", |_| true)?;
        }
        let went_on = match candidate {
            Some(next) => format!("Reading went on at byte {next}."),
            None => "No record follows.".to_owned(),
        };
        let finding = if is_over_limit(error) {
            codes::DECOMPRESSION_LIMIT.found(format!("The gzip member at byte {at} was given up: {error}. {went_on}"))
        } else {
            let why = codes::quoted(&error.to_string(), 100);
            codes::GZIP_DAMAGED.found(format!("The gzip data at byte {at} is damaged ({why}). {went_on}"))
        };
        self.extract.findings.push(finding);
        Ok(candidate.unwrap_or(self.bytes.length()))
    }

    fn starts_with_record(&self, offset: u64) -> bool {
        let Some(stretch) = self.bytes.stretch(offset, self.bytes.length() - offset) else { return false };
        let mut start = [0u8; 5];
        record_reader(&stretch, true, 0).and_then(|mut record| record.read_exact(&mut start)).is_ok()
            && &start == b"WARC/"
    }

    /// A record whose block `reader` stands before.
    fn take(
        &mut self,
        head: &RecordHead,
        place: Place,
        reader: &mut impl Read,
        length: u64,
        stored_length: u64,
    ) -> io::Result<()> {
        if !self.has_payload(head, place) {
            return Ok(());
        }
        if length <= BLOCK_IN_MEMORY_BYTES {
            let mut block = Vec::new();
            reader.by_ref().take(length).read_to_end(&mut block)?;
            let open = || -> io::Result<Box<dyn Read + '_>> { Ok(Box::new(Cursor::new(block.as_slice()))) };
            return self.take_block(head, place, &open, stored_length);
        }
        let stretch = self.bytes.stretch(place.offset + head.bytes, length).ok_or(io::ErrorKind::InvalidInput)?;
        let open = || -> io::Result<Box<dyn Read + '_>> { Ok(Box::new(stretch.reader()?)) };
        self.take_block(head, place, &open, stored_length)
    }

    /// Counts the record; whether it carries a payload of its own.
    fn has_payload(&mut self, head: &RecordHead, place: Place) -> bool {
        let kind = head.kind();
        if !matches!(head.version.as_str(), "WARC/1.0" | "WARC/1.1") {
            self.extract.findings.push(codes::WARC_FIELD.found(format!(
                "The record at byte {} calls itself {}; it was read like WARC/1.1.",
                place.offset,
                codes::quoted(&head.version, 20)
            )));
        }
        match kind.as_str() {
            "response" | "resource" | "conversion" => return true,
            "continuation" => self.extract.findings.push(codes::WARC_SEGMENT.found(format!(
                "The record at byte {} continues another one; the pieces are not joined. Join them with another tool \
                 and add the result too.",
                place.offset
            ))),
            "revisit" if self.revisits.len() < REVISITS_NAMED => {
                let url = head.fields.text("warc-refers-to-target-uri").or(head.fields.text("warc-target-uri"));
                let id = head.fields.text("warc-refers-to");
                self.revisits.push(codes::quoted(&url.or(id).unwrap_or_else(|| "no URL given".to_owned()), 200));
            }
            "warcinfo" | "request" | "metadata" | "revisit" => {}
            other => self.extract.findings.push(codes::WARC_FIELD.found(format!(
                "The record at byte {} has the type \"{}\", which is not known; it was left out.",
                place.offset,
                codes::quoted(other, 40)
            ))),
        }
        *self.records.entry(codes::quoted(&kind, 40)).or_default() += 1;
        false
    }

    fn take_block(&mut self, head: &RecordHead, place: Place, open: &Opener<'_>, stored_length: u64) -> io::Result<()> {
        let mut identity = Identity::default();
        let report = payload::write(open, is_http(head), &mut identity)?;
        self.say_payload(&report, place);
        self.check_digests(head, place, open, &report)?;
        let (item, size_bytes) = identity.finish();
        self.unpacked_bytes += size_bytes;
        if size_bytes == 0 {
            *self.records.entry(format!("{} without payload", head.kind())).or_default() += 1;
            return Ok(());
        }
        let captured_at = self.captured_at(head, place);
        let url = head.fields.text("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        self.extract.members.push(MemberRef {
            item,
            size_bytes,
            name: url.clone().unwrap_or_else(|| format!("record at byte {}", place.offset)),
            offset: place.offset,
            length: stored_length,
            coding: MemberCoding::WarcRecord { gzip: place.gzip, skip_bytes: place.skip_bytes },
            url,
            captured_at,
            claimed_media_type: if is_http(head) { report.content_type } else { head.fields.text("content-type") },
        });
        self.stop_when_full();
        Ok(())
    }

    fn stop_when_full(&mut self) {
        let members = self.extract.members.len();
        if members >= limits::CONTAINER_MEMBERS || self.unpacked_bytes > limits::CONTAINER_BYTES {
            self.full = true;
            self.extract.findings.push(codes::CONTAINER_LIMIT.found(format!(
                "The WARC holds more than the limits allow; {members} members with {} bytes were taken. Split it and \
                 add the parts.",
                self.unpacked_bytes
            )));
        }
    }

    fn captured_at(&mut self, head: &RecordHead, place: Place) -> Option<String> {
        let written = head.fields.text("warc-date")?;
        let time = times::of_iso(&written).map(|(time, _)| time);
        if time.is_none() {
            self.extract.findings.push(codes::WARC_FIELD.found(format!(
                "The record at byte {} has the date \"{}\", which is not a time.",
                place.offset,
                codes::quoted(&written, 40)
            )));
        }
        time
    }

    fn say_payload(&mut self, report: &Report, place: Place) {
        let at = place.offset;
        if let Some(why) = &report.no_http_head {
            self.extract.findings.push(codes::HTTP_HEAD.found(format!(
                "The record at byte {at} should hold an HTTP response, but {why}. The whole block was used as payload."
            )));
        }
        let Some(why) = &report.coding_problem else { return };
        let why = codes::quoted(why, 200);
        let finding = if report.over_limit {
            codes::DECOMPRESSION_LIMIT.found(format!("The payload of the record at byte {at} was left packed: {why}."))
        } else {
            codes::HTTP_CODING.found(format!(
                "A coding of the payload in the record at byte {at} could not be removed as declared: {why}. What came \
                 out, or the bytes as stored, were used."
            ))
        };
        self.extract.findings.push(finding);
    }

    fn check_digests(&mut self, head: &RecordHead, place: Place, open: &Opener<'_>, report: &Report) -> io::Result<()> {
        for field in ["warc-block-digest", "warc-payload-digest"] {
            let Some(text) = head.fields.text(field) else { continue };
            let Some(declared) = Declared::parse(&text) else {
                self.extract.findings.push(codes::WARC_DIGEST_UNREAD.found(format!(
                    "{field} of the record at byte {} is \"{}\", which is not checked.",
                    place.offset,
                    codes::quoted(&text, 80)
                )));
                continue;
            };
            let fits = match field {
                "warc-block-digest" => declared.fits(&mut open()?)?,
                _ => payload::digest_fits(open, report, &declared)?,
            };
            if !fits {
                self.extract.findings.push(codes::WARC_DIGEST.found(format!(
                    "{field} of the record at byte {} does not fit the bytes: they or the digest were changed after \
                     the capture, or written wrongly. Compare with another copy.",
                    place.offset
                )));
            }
        }
        Ok(())
    }

    fn sum_up(&mut self) {
        if let Some(revisits) = self.records.get("revisit") {
            self.extract.findings.push(codes::WARC_REVISIT.found(format!(
                "{revisits} revisit records say that content was seen again; the payload is where it was first seen: \
                 {}{}",
                self.revisits.join(", "),
                if *revisits > self.revisits.len() as u64 { " and more." } else { "." }
            )));
        }
        if !self.records.is_empty() {
            let counts: Vec<String> = self.records.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            self.extract.findings.push(
                codes::WARC_RECORDS
                    .found(format!("Records that carry no payload of their own: {}.", counts.join(", "))),
            );
        }
        if self.extract.members.is_empty() && self.records.is_empty() {
            self.extract.findings.push(codes::WARC_DAMAGED.found("No record of the WARC could be read."));
        }
    }
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
