//! Containers: their members, found, unpacked within limits and hashed. Each member becomes an item of its own that is
//! read in a job of its own; nothing here looks into a payload, and nothing is written under a member's name.

mod base64;
mod coding;
mod digest;
mod http;
pub(crate) mod inline;
pub(crate) mod mime;
mod payload;
mod record;
mod wacz;
mod wacz_signature;
mod warc;
mod zip;

use crate::kind::Kind;
use crate::source::Bytes;
use model::{Extract, ItemId, MemberCoding, MemberRef, TransferCoding};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::ops::Range;

pub use record::{Fields, RecordHead};

/// Reads a container: its members and what is wrong with it.
pub fn read(bytes: &Bytes, kind: Kind) -> Extract {
    let mut extract = Extract { media_type: kind.media_type().to_owned(), ..Extract::default() };
    match kind {
        Kind::Zip => zip::read(bytes, &mut extract),
        Kind::Mime { .. } => mime::read(bytes, &mut extract),
        Kind::Mailbox => mime::read_mailbox(bytes, &mut extract),
        _ => warc::read(bytes, matches!(kind, Kind::GzipWarc | Kind::GzipArc), &mut extract),
    }
    extract
}

/// Makes a member of a stretch of `content` that is a file of its own, such as a JPEG in a PDF.
pub(crate) fn take_stretch(content: &[u8], place: Range<usize>, name: &str, media_type: &str, extract: &mut Extract) {
    let Some(payload) = content.get(place.clone()) else { return };
    extract.members.push(MemberRef {
        item: ItemId::of(payload),
        size_bytes: payload.len() as u64,
        name: name.to_owned(),
        offset: place.start as u64,
        length: payload.len() as u64,
        coding: MemberCoding::Stretch,
        url: None,
        captured_at: None,
        claimed_media_type: Some(media_type.to_owned()),
        payload_digest: None,
    });
}

/// Whether a line heads an ARC record.
pub(crate) fn is_arc_line(line: &[u8]) -> bool {
    record::arc_fields(line.trim_ascii_end()).is_some()
}

/// Where a payload goes. A coding that turns out not to be what was declared makes it start over.
pub trait Target: Write {
    /// Forgets what was written.
    fn restart(&mut self) -> io::Result<()>;
}

/// The payload as a stretch of the stored bytes, where it needs no unpacking.
pub fn stored_as_is(stored: &Bytes, coding: &MemberCoding) -> io::Result<Option<Bytes>> {
    match coding {
        MemberCoding::ZipEntry { method: 0 } => zip::content_of(stored).map(Some),
        MemberCoding::Stretch | MemberCoding::MimePart { transfer: TransferCoding::Identity } => {
            Ok(Some(stored.clone()))
        }
        _ => Ok(None),
    }
}

/// Writes the payload of a member to `target`: the very bytes whose hash the container's reader gave.
pub fn copy_payload(stored: &Bytes, coding: &MemberCoding, target: &mut dyn Target) -> io::Result<()> {
    match coding {
        MemberCoding::WarcRecord { gzip, skip_bytes, .. } => {
            warc::payload_of_record(stored, *gzip, *skip_bytes, target)
        }
        MemberCoding::WarcSegments { gzip, pieces } => warc::payload_of_segments(stored, *gzip, pieces, target),
        MemberCoding::ZipEntry { method } => zip::copy_payload(stored, *method, target),
        MemberCoding::MimePart { transfer } => mime::copy_payload(stored, *transfer, target),
        MemberCoding::DataUrl => inline::copy_payload(stored, target),
        MemberCoding::Stretch => io::copy(&mut stored.reader()?, target).map(|_| ()),
    }
}

/// Identity and length of what is written to it.
#[derive(Default)]
struct Identity {
    hasher: Sha256,
    size_bytes: u64,
}

impl Identity {
    fn finish(self) -> (ItemId, u64) {
        (ItemId(self.hasher.finalize().into()), self.size_bytes)
    }
}

impl Write for Identity {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hasher.update(bytes);
        self.size_bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Target for Identity {
    fn restart(&mut self) -> io::Result<()> {
        *self = Identity::default();
        Ok(())
    }
}
