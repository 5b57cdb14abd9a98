//! Where a file keeps its content credentials (C2PA specification 2.1, appendix A "Embedding manifests"), so that a build
//! which does not read them can say that they are there. Files of other kinds (TIFF, GIF, sound with ID3) are not looked
//! into here.
#![cfg_attr(feature = "c2pa", allow(dead_code, reason = "the reader itself says whether there is a manifest"))]

use crate::source::Bytes;
use std::io::{self, Read, Seek, SeekFrom};

/// Segments, chunks or boxes that are stepped over in search of a manifest. Ordinary files have a few dozen; a recording
/// in fragments may have thousands, and its manifest stands near the start.
const STEPS: usize = 4_096;
/// Extended type of the box that holds a manifest in files of the ISO base media format.
const BOX_TYPE: [u8; 16] =
    [0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81];
/// Bytes from the start of a JPEG segment in which its label stands: head of the segment, of a JUMBF superbox and of its
/// description box.
const LABEL_WITHIN: usize = 64;

/// Whether the file has a place that holds content credentials. A file that cannot be followed has none that we know of.
pub fn carries_a_manifest(bytes: &Bytes) -> bool {
    let searched = || -> io::Result<bool> {
        let mut reader = bytes.reader()?;
        let mut head = [0; 12];
        reader.read_exact(&mut head)?;
        match &head {
            [0xff, 0xd8, ..] => in_jpeg(&mut reader),
            [0x89, b'P', b'N', b'G', ..] => in_png(&mut reader),
            [b'R', b'I', b'F', b'F', ..] => in_riff(&mut reader),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => in_boxes(&mut reader),
            _ => Ok(false),
        }
    };
    searched().unwrap_or(false)
}

/// Segments up to the scan: APP11 with the identifier of JPEG systems ("JP") and a JUMBF superbox labelled `c2pa`.
fn in_jpeg<R: Read + Seek + ?Sized>(reader: &mut R) -> io::Result<bool> {
    let mut at = 2;
    for _ in 0..STEPS {
        let [mark, marker, high, low] = read_at::<4, R>(reader, at)?;
        if mark != 0xff || marker == 0xda {
            return Ok(false);
        }
        let length = u64::from(u16::from_be_bytes([high, low])).max(2);
        if marker == 0xeb {
            let start = up_to(reader, (length - 2).min(LABEL_WITHIN as u64))?;
            if start.starts_with(b"JP") && start.windows(5).any(|label| label == b"c2pa\0") {
                return Ok(true);
            }
        }
        at += 2 + length;
    }
    Ok(false)
}

/// Chunks: `caBX`.
fn in_png<R: Read + Seek + ?Sized>(reader: &mut R) -> io::Result<bool> {
    let mut at = 8;
    for _ in 0..STEPS {
        let [a, b, c, d, name @ ..] = read_at::<8, R>(reader, at)?;
        match &name {
            b"caBX" => return Ok(true),
            b"IEND" => return Ok(false),
            _ => at += 12 + u64::from(u32::from_be_bytes([a, b, c, d])),
        }
    }
    Ok(false)
}

/// Chunks of a RIFF file (WebP, WAV, AVI): `C2PA`.
fn in_riff<R: Read + Seek + ?Sized>(reader: &mut R) -> io::Result<bool> {
    let mut at = 12;
    for _ in 0..STEPS {
        let [name @ .., a, b, c, d] = read_at::<8, R>(reader, at)?;
        if &name == b"C2PA" {
            return Ok(true);
        }
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        at += 8 + length + length % 2;
    }
    Ok(false)
}

/// Boxes at the top of the file: `uuid` with the type of content credentials.
fn in_boxes<R: Read + Seek + ?Sized>(reader: &mut R) -> io::Result<bool> {
    let mut at = 0_u64;
    for _ in 0..STEPS {
        let [a, b, c, d, name @ ..] = read_at::<8, R>(reader, at)?;
        if &name == b"uuid" && up_to(reader, 16)? == BOX_TYPE {
            return Ok(true);
        }
        let length = match u32::from_be_bytes([a, b, c, d]) {
            0 => return Ok(false),
            1 => u64::from_be_bytes(read_at::<8, R>(reader, at + 8)?),
            length => u64::from(length),
        };
        at = match at.checked_add(length.max(8)) {
            Some(next) => next,
            None => return Ok(false),
        };
    }
    Ok(false)
}

fn read_at<const N: usize, R: Read + Seek + ?Sized>(reader: &mut R, at: u64) -> io::Result<[u8; N]> {
    reader.seek(SeekFrom::Start(at))?;
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn up_to<R: Read + ?Sized>(reader: &mut R, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &[&[u8]], expected: bool) {
        assert_eq!(carries_a_manifest(&Bytes::Memory(parts.concat())), expected, "{parts:?}");
    }

    /// A superbox as it stands in APP11: identifier, box instance, packet, box head, description box, label.
    const JUMBF: &[u8] =
        b"JP\0\x01\0\0\0\x01\0\0\0\x40jumb\0\0\0\x1ejumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0";

    #[test]
    fn a_manifest_is_seen_where_each_format_keeps_it() {
        let length = u16::try_from(JUMBF.len() + 2).unwrap().to_be_bytes();
        check(&[b"\xff\xd8\xff\xe0\0\x04ab\xff\xeb", &length, JUMBF, b"\xff\xda\0\x02"], true);
        check(&[b"\x89PNG\r\n\x1a\n\0\0\0\x01IHDR.....\0\0\0\0caBX...."], true);
        check(&[b"RIFF\0\0\0\0WEBPVP8 \x03\0\0\0...\0C2PA\0\0\0\0"], true);
        check(&[b"\0\0\0\x0cftypmp42\0\0\0\x20uuid", &BOX_TYPE, b"........"], true);
        check(&[b"\0\0\0\x0cftypmp42\0\0\0\x01free\0\0\0\0\0\0\0\x10\0\0\0\x20uuid", &BOX_TYPE, b"........"], true);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        check(&[b"\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x02 JP jumb c2pa\0 in the picture itself"], false);
        check(&[b"\xff\xd8\xff\xeb\0\x10HDR_RI ver=11 etc", b"\xff\xda\0\x02...."], false);
        check(&[b"\x89PNG\r\n\x1a\n\0\0\0\x04IHDRcaBX....\0\0\0\0IEND...."], false);
        check(&[b"\0\0\0\x0cftypmp42\0\0\0\x20uuid", &[7; 16], b"........\0\0\0\0mdat"], false);
        check(&[b"\0\0\0\x0cftypmp42\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff"], false);
        check(&[b""], false);
        check(&[b"plain text, no picture at all"], false);
    }
}
