//! ZIP (PKWARE APPNOTE 6.3.10, ZIP64 included), read from its directory. Names are only names.

use super::coding::{Bounded, Counted, is_over_limit};
use super::{Identity, Target, wacz};
use crate::codes;
use crate::limits;
use crate::source::Bytes;
use crate::text::office::{self, OfficeFormat};
use flate2::read::DeflateDecoder;
use model::{Extract, FindingDraft, MemberCoding, MemberRef, escape_bytes};
use std::collections::HashMap;
use std::io::{self, BufReader, Read, Write};

/// An entry of the directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    method: u16,
    encrypted: bool,
    crc: u32,
    packed_bytes: u64,
    unpacked_bytes: u64,
    offset: u64,
    is_link: bool,
    raw_name_bytes: u64,
}

/// Length of a local header without name and extra field.
const LOCAL_HEADER_BYTES: u64 = 30;
/// Length of the end record without its comment.
const END_BYTES: usize = 22;
/// A comment has at most 65535 bytes.
const END_SEARCH_BYTES: u64 = 65_535 + END_BYTES as u64 + 20;

/// Reads the members of a ZIP into `extract`; a WACZ is checked against its own list too.
pub(super) fn read(bytes: &Bytes, extract: &mut Extract) {
    let entries = match directory(bytes, &mut extract.findings) {
        Ok(entries) => entries,
        Err(why) => {
            extract.findings.push(codes::ZIP_DAMAGED.found(format!(
                "The directory of the ZIP cannot be read: {why}. The bytes are kept; repair a copy with another tool \
                 and add the result too."
            )));
            return;
        }
    };
    if let Some(document) = document_type(bytes, &entries) {
        extract.media_type = document.to_owned();
        if let Some(format) = office_format(document) {
            read_office(bytes, &entries, format, extract);
            return;
        }
        extract.findings.push(codes::KIND_NOT_READ.found(format!(
            "The content is {document}, which this version does not read. The bytes are kept; print it to text or \
             pictures and add these too."
        )));
        return;
    }
    let is_wacz = wacz::is_wacz(&entries);
    if is_wacz {
        extract.media_type = "application/wacz".to_owned();
    }
    take_entries(bytes, &entries, extract);
    if is_wacz {
        wacz::read(bytes, &entries, extract);
    }
}

/// Writes the payload of the entry in `stored` (local header and data) to `target`.
pub(super) fn copy_payload(stored: &Bytes, method: u16, target: &mut dyn Target) -> io::Result<()> {
    let content = content_of(stored)?;
    unpack(&content, method, target)
}

/// The data behind the local header.
pub(super) fn content_of(stored: &Bytes) -> io::Result<Bytes> {
    let header = stored.read_up_to(LOCAL_HEADER_BYTES)?;
    let start = local_header_bytes(&header).filter(|start| *start <= stored.length());
    start
        .and_then(|start| stored.stretch(start, stored.length() - start))
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "there is no ZIP entry"))
}

fn local_header_bytes(header: &[u8]) -> Option<u64> {
    let signed = header.starts_with(b"PK\x03\x04");
    let lengths = u64::from(short(header, 26)?) + u64::from(short(header, 28)?);
    signed.then_some(LOCAL_HEADER_BYTES + lengths)
}

fn unpack(content: &Bytes, method: u16, target: &mut dyn Write) -> io::Result<()> {
    let (packed, count) = Counted::new(BufReader::new(content.reader()?));
    match method {
        0 => io::copy(&mut BufReader::new(packed), target)?,
        8 => io::copy(&mut Bounded::new(DeflateDecoder::new(packed), count), target)?,
        other => return Err(io::Error::new(io::ErrorKind::Unsupported, format!("method {other} is not read"))),
    };
    Ok(())
}

fn take_entries(bytes: &Bytes, entries: &[Entry], extract: &mut Extract) {
    let overlapping = overlapping(bytes, entries);
    let mut unpacked_bytes = 0u64;
    let mut packed_covered = 0u64;
    for (entry, overlaps) in entries.iter().zip(overlapping) {
        extract.findings.extend(name_finding(entry));
        if entry.name.ends_with('/') && entry.unpacked_bytes == 0 {
            continue;
        }
        if overlaps {
            packed_covered += 1;
            continue;
        }
        if unpacked_bytes > limits::CONTAINER_BYTES || extract.members.len() >= limits::CONTAINER_MEMBERS {
            extract.findings.push(codes::CONTAINER_LIMIT.found(format!(
                "The ZIP holds more than the limits allow; {} members with {unpacked_bytes} bytes were taken. Split it \
                 and add the parts.",
                extract.members.len()
            )));
            break;
        }
        match take_entry(bytes, entry) {
            Ok((member, finding)) => {
                unpacked_bytes += member.size_bytes;
                extract.members.push(member);
                extract.findings.extend(finding);
            }
            Err(finding) => extract.findings.push(finding),
        }
    }
    if packed_covered > 0 {
        extract.findings.push(codes::ZIP_OVERLAP.found(format!(
            "{packed_covered} ZIP entries lie over data of others, as they do in decompression bombs; they were not read."
        )));
    }
}

fn take_entry(bytes: &Bytes, entry: &Entry) -> Result<(MemberRef, Option<FindingDraft>), FindingDraft> {
    let shown = codes::quoted(&entry.name, 120);
    let unreadable = |why: &str| {
        codes::ZIP_ENTRY.found(format!(
            "The entry \"{shown}\" at byte {} could not be read: {why}. It is kept inside the ZIP.",
            entry.offset
        ))
    };
    if entry.encrypted {
        return Err(unreadable("it is encrypted"));
    }
    let length = stored_length(bytes, entry).ok_or_else(|| unreadable("there is no local header, or it is cut off"))?;
    let stored = bytes.stretch(entry.offset, length).ok_or_else(|| unreadable("it lies outside the file"))?;
    let mut checked = Checked { identity: Identity::default(), crc: crc32fast::Hasher::new() };
    content_of(&stored).and_then(|content| unpack(&content, entry.method, &mut checked)).map_err(|error| {
        if is_over_limit(&error) {
            let text = format!("The entry \"{shown}\" at byte {} was left packed: {error}.", entry.offset);
            return codes::DECOMPRESSION_LIMIT.found(text);
        }
        unreadable(&codes::quoted(&error.to_string(), 120))
    })?;
    let crc = checked.crc.finalize();
    let (item, size_bytes) = checked.identity.finish();
    let mismatch = (crc != entry.crc || size_bytes != entry.unpacked_bytes).then(|| {
        codes::ZIP_MISMATCH.found(format!(
            "The entry \"{shown}\" does not fit the directory: {size_bytes} bytes with CRC {crc:08x}, where {} with \
             {:08x} are declared. What is there was used.",
            entry.unpacked_bytes, entry.crc
        ))
    });
    let member = MemberRef {
        item,
        size_bytes,
        name: entry.name.clone(),
        offset: entry.offset,
        length,
        coding: MemberCoding::ZipEntry { method: entry.method },
        url: None,
        captured_at: None,
        claimed_media_type: None,
        payload_digest: None,
    };
    Ok((member, mismatch))
}

/// Hashes and sums up at once.
struct Checked {
    identity: Identity,
    crc: crc32fast::Hasher,
}

impl Write for Checked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.crc.update(bytes);
        self.identity.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Length of local header and data.
fn stored_length(bytes: &Bytes, entry: &Entry) -> Option<u64> {
    let header = bytes.stretch(entry.offset, LOCAL_HEADER_BYTES)?.read_up_to(LOCAL_HEADER_BYTES).ok()?;
    local_header_bytes(&header)?.checked_add(entry.packed_bytes)
}

/// For each entry, whether its data lie over those of an entry that starts before it (or at the same place and stands
/// earlier in the directory). Only the least extent counts that an honest entry has: header, name, data.
fn overlapping(bytes: &Bytes, entries: &[Entry]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|index| (entries[*index].offset, *index));
    let mut overlaps = vec![false; entries.len()];
    let mut covered_to = 0u64;
    for index in order {
        let entry = &entries[index];
        let least = LOCAL_HEADER_BYTES + entry.raw_name_bytes;
        let end = entry.offset.saturating_add(least).saturating_add(entry.packed_bytes).min(bytes.length());
        overlaps[index] = entry.offset < covered_to;
        covered_to = covered_to.max(end);
    }
    overlaps
}

/// Names that would lead outside when unpacked, and links.
fn name_finding(entry: &Entry) -> Option<FindingDraft> {
    let shown = codes::quoted(&entry.name, 120);
    let slashes = entry.name.replace('\\', "/");
    let leads_out = slashes.starts_with('/')
        || slashes.split('/').any(|part| part == "..")
        || slashes.get(1..3) == Some(":/")
        || entry.name.contains('\0');
    if leads_out {
        return Some(codes::ZIP_NAME.found(format!(
            "The entry \"{shown}\" has a name that would leave the folder when unpacked. Here it is only a name; be \
             careful with other tools."
        )));
    }
    entry.is_link.then(|| {
        codes::ZIP_LINK
            .found(format!("The entry \"{shown}\" is a symbolic link; its target is kept as text and not followed."))
    })
}

/// Office documents and e-books are ZIPs that are read as a whole, or not at all.
fn document_type(bytes: &Bytes, entries: &[Entry]) -> Option<&'static str> {
    let has = |start: &str| entries.iter().any(|entry| entry.name.starts_with(start));
    if has("[Content_Types].xml") {
        return Some(match () {
            () if has("word/") => DOCX,
            () if has("xl/") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            () if has("ppt/") => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            () => "application/vnd.openxmlformats-package",
        });
    }
    let first = entries.first().filter(|entry| entry.name == "mimetype" && entry.method == 0)?;
    let stored = bytes.stretch(first.offset, stored_length(bytes, first)?)?;
    let declared = content_of(&stored).ok()?.read_up_to(100).ok()?;
    match declared.as_slice() {
        b"application/epub+zip" => Some("application/epub+zip"),
        b"application/vnd.oasis.opendocument.text" => Some(ODT),
        b"application/vnd.oasis.opendocument.spreadsheet" => Some("application/vnd.oasis.opendocument.spreadsheet"),
        _ => None,
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const ODT: &str = "application/vnd.oasis.opendocument.text";

fn office_format(media_type: &str) -> Option<OfficeFormat> {
    match media_type {
        DOCX => Some(OfficeFormat::Docx),
        ODT => Some(OfficeFormat::Odt),
        _ => None,
    }
}

/// A word processor's file: its text, and as members the pictures and files in it.
fn read_office(bytes: &Bytes, entries: &[Entry], format: OfficeFormat, extract: &mut Extract) {
    let (embedded, own): (Vec<Entry>, Vec<Entry>) =
        entries.iter().cloned().partition(|entry| format.is_embedded(&entry.name));
    take_entries(bytes, &embedded, extract);
    for member in &mut extract.members {
        member.name = office::member_name(&member.name);
    }
    let by_name: HashMap<&str, &Entry> = own.iter().rev().map(|entry| (entry.name.as_str(), entry)).collect();
    let part = |name: &str| {
        let entry = by_name.get(name)?;
        Some(match entry.encrypted {
            true => Err("it is encrypted".to_owned()),
            false => entry_content(bytes, entry, limits::DOCUMENT_PART_BYTES),
        })
    };
    office::read(format, &part, extract);
}

/// Reads the directory; the text says why it cannot be read.
fn directory(bytes: &Bytes, findings: &mut Vec<FindingDraft>) -> Result<Vec<Entry>, String> {
    let (count, length, offset) = end_record(bytes)?;
    if length > limits::ZIP_DIRECTORY_BYTES || count > limits::CONTAINER_MEMBERS as u64 {
        return Err(format!(
            "it has {count} entries in {length} bytes; the limits are {} and {}",
            limits::CONTAINER_MEMBERS,
            limits::ZIP_DIRECTORY_BYTES
        ));
    }
    let stretch = bytes.stretch(offset, length).ok_or("it lies outside the file")?;
    let content = stretch.read_up_to(length).map_err(|error| error.to_string())?;
    let mut entries = Vec::new();
    let mut rest = content.as_slice();
    while let Some((entry, entry_bytes)) = entry(rest) {
        entries.push(entry);
        rest = &rest[entry_bytes..];
    }
    if entries.len() as u64 != count {
        findings.push(codes::ZIP_MISMATCH.found(format!(
            "The directory of the ZIP holds {} entries that can be read; {count} are declared.",
            entries.len()
        )));
    }
    Ok(entries)
}

/// Number of entries, length and offset of the directory.
fn end_record(bytes: &Bytes) -> Result<(u64, u64, u64), String> {
    let tail_bytes = END_SEARCH_BYTES.min(bytes.length());
    let tail_at = bytes.length() - tail_bytes;
    let tail = bytes
        .stretch(tail_at, tail_bytes)
        .ok_or("the file is too short")?
        .read_up_to(tail_bytes)
        .map_err(|error| error.to_string())?;
    let end = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")
        .ok_or("its end record is missing: the file was cut off or is no ZIP")?;
    let record = &tail[end..];
    let count = short(record, 10).map(u64::from).ok_or("its end record is cut off")?;
    let length = long(record, 12).map(u64::from).ok_or("its end record is cut off")?;
    let offset = long(record, 16).map(u64::from).ok_or("its end record is cut off")?;
    if count != 0xffff && length != 0xffff_ffff && offset != 0xffff_ffff {
        return Ok((count, length, offset));
    }
    Ok(end_record_64(bytes, &tail[..end]).unwrap_or((count, length, offset)))
}

/// The ZIP64 end record, found through the locator that stands right before the end record.
fn end_record_64(bytes: &Bytes, before: &[u8]) -> Option<(u64, u64, u64)> {
    let locator = before.get(before.len().checked_sub(20)?..)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return None;
    }
    let record = bytes.stretch(wide(locator, 8)?, 56)?.read_up_to(56).ok()?;
    record.starts_with(b"PK\x06\x06").then_some(())?;
    Some((wide(&record, 32)?, wide(&record, 40)?, wide(&record, 48)?))
}

/// One entry of the directory, and its length there.
fn entry(bytes: &[u8]) -> Option<(Entry, usize)> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let field = |at| short(bytes, at).map(usize::from);
    let (name_bytes, extra_bytes, comment_bytes) = (field(28)?, field(30)?, field(32)?);
    let name = bytes.get(46..46 + name_bytes)?;
    let extra = bytes.get(46 + name_bytes..46 + name_bytes + extra_bytes)?;
    let attributes = long(bytes, 38)?;
    let mut entry = Entry {
        name: escape_bytes(name),
        method: short(bytes, 10)?,
        encrypted: short(bytes, 8)? & 1 != 0,
        crc: long(bytes, 16)?,
        packed_bytes: u64::from(long(bytes, 20)?),
        unpacked_bytes: u64::from(long(bytes, 24)?),
        offset: u64::from(long(bytes, 42)?),
        is_link: attributes >> 16 & 0o170_000 == 0o120_000,
        raw_name_bytes: name_bytes as u64,
    };
    widen(&mut entry, extra);
    let length = 46 + name_bytes + extra_bytes + comment_bytes;
    (length <= bytes.len()).then_some((entry, length))
}

/// ZIP64: fields that are all ones stand in the extra field, in this order.
fn widen(entry: &mut Entry, mut extra: &[u8]) {
    while let (Some(id), Some(length)) = (short(extra, 0), short(extra, 2)) {
        let Some(content) = extra.get(4..4 + usize::from(length)) else { return };
        extra = &extra[4 + usize::from(length)..];
        if id != 1 {
            continue;
        }
        let mut at = 0;
        for field in [&mut entry.unpacked_bytes, &mut entry.packed_bytes, &mut entry.offset] {
            if *field == 0xffff_ffff
                && let Some(value) = wide(content, at)
            {
                *field = value;
                at += 8;
            }
        }
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn wide(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// The content of an entry, up to `limit` bytes; `None` when it is longer or cannot be read.
pub(super) fn entry_content(bytes: &Bytes, entry: &Entry, limit: u64) -> Result<Vec<u8>, String> {
    let length = stored_length(bytes, entry).ok_or("it has no local header")?;
    let stored = bytes.stretch(entry.offset, length).ok_or("it lies outside the file")?;
    let content = content_of(&stored).map_err(|error| error.to_string())?;
    let (packed, count) = Counted::new(BufReader::new(content.reader().map_err(|error| error.to_string())?));
    let mut unpacked = Vec::new();
    let read = match entry.method {
        0 => packed.take(limit + 1).read_to_end(&mut unpacked),
        8 => Bounded::new(DeflateDecoder::new(packed), count).take(limit + 1).read_to_end(&mut unpacked),
        other => return Err(format!("its method {other} is not read")),
    };
    read.map_err(|error| error.to_string())?;
    if unpacked.len() as u64 > limit {
        return Err(format!("it is longer than the limit of {limit} bytes"));
    }
    Ok(unpacked)
}
