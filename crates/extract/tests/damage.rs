//! Every reader of ours survives damage at every place of a file: a value or a finding comes out, never a panic.

use extract::kind::{self, PictureFormat};
use extract::source::{self, Bytes};
use extract::{MemberStep, NoMedia, container, picture};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{ItemId, Severity};
use std::io::{Cursor, Write};

/// Calls `read` with each byte changed in three ways and with the file cut at each length.
fn survives_all_damage(whole: &[u8], read: impl Fn(&[u8])) {
    for at in 0..whole.len() {
        let mut damaged = whole.to_vec();
        for change in [0x01, 0x80, 0xff] {
            damaged[at] = whole[at] ^ change;
            read(&damaged);
        }
        read(&whole[..at]);
    }
    read(whole);
}

fn read_picture(content: &[u8], format: PictureFormat) {
    let extract = picture::read_in_memory(content, format, &mut NoMedia);
    assert!(extract.media.is_some() || extract.findings.iter().any(|finding| finding.severity == Severity::Error));
}

fn read_any(content: &[u8]) {
    let kind = kind::of(content, content.len() as u64);
    assert!(!kind.media_type().is_empty());
    if matches!(
        kind,
        kind::Kind::Warc
            | kind::Kind::GzipWarc
            | kind::Kind::Arc
            | kind::Kind::GzipArc
            | kind::Kind::Zip
            | kind::Kind::Mime { .. }
            | kind::Kind::Mailbox
    ) {
        members_can_be_taken_out(&Bytes::Memory(content.to_vec()), kind);
    }
}

/// Every member that a reader tells of can be taken out, and is then what it was said to be.
fn members_can_be_taken_out(bytes: &Bytes, kind: kind::Kind) {
    for member in container::read(bytes, kind).members {
        let step = MemberStep { offset: member.offset, length: member.length, coding: member.coding };
        let taken = source::follow(bytes.clone(), std::slice::from_ref(&step), None);
        let payload = taken.map(|taken| taken.read_up_to(u64::MAX).expect("memory is read"));
        let payload = payload.unwrap_or_else(|error| panic!("{step:?} of {}: {error:?}", member.name));
        assert_eq!((ItemId::of(&payload), payload.len() as u64), (member.item, member.size_bytes), "{step:?}");
    }
}

fn record() -> Vec<u8> {
    let block =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n";
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2020-05-06T07:08:09Z\r\nContent-Type: application/http\r\n\
         WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("packing in memory");
    packed.finish().expect("packing in memory")
}

#[test]
fn pictures_of_every_format() {
    let picture = image::RgbImage::from_fn(17, 9, |x, y| image::Rgb([(x * 13) as u8, (y * 27) as u8, 77]));
    for (format, written) in [
        (PictureFormat::Jpeg, image::ImageFormat::Jpeg),
        (PictureFormat::Png, image::ImageFormat::Png),
        (PictureFormat::Gif, image::ImageFormat::Gif),
        (PictureFormat::Bmp, image::ImageFormat::Bmp),
        (PictureFormat::Tiff, image::ImageFormat::Tiff),
        (PictureFormat::Webp, image::ImageFormat::WebP),
    ] {
        let mut content = Cursor::new(Vec::new());
        picture.write_to(&mut content, written).expect("writing in memory");
        let content = content.into_inner();
        assert_eq!(kind::of(&content, content.len() as u64), kind::Kind::Picture(format));
        let whole = picture::read_in_memory(&content, format, &mut NoMedia);
        assert!(whole.findings.is_empty(), "{format:?}: {:?}", whole.findings);
        survives_all_damage(&content, |damaged| read_picture(damaged, format));
    }
}

#[test]
fn a_warc_plain_and_packed() {
    survives_all_damage(&[record(), record()].concat(), read_any);
    survives_all_damage(&[gzip(&record()), gzip(&record())].concat(), read_any);
    survives_all_damage(&gzip(&[record(), record()].concat()), read_any);
    let without_length = String::from_utf8(record()).expect("ASCII").replace("Content-Length", "Content-Size");
    let mut packed = gzip(without_length.as_bytes());
    survives_all_damage(&packed, read_any);
    let checksum_at = packed.len() - 8;
    packed[checksum_at] ^= 1;
    let told = container::read(&Bytes::Memory(packed), kind::Kind::GzipWarc);
    assert_eq!(told.members.len(), 1, "what came out before the damage is a member: {:?}", told.findings);
    let arc = b"filedesc://a 0.0.0.0 20200102030405 text/plain 2\n1\nhttp://a.example/ 192.0.2.1 20200506070809 text/html 5\nHTTP/\n";
    survives_all_damage(arc, read_any);
    survives_all_damage(&gzip(arc), read_any);
    let saved = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-ID: <a>\n\
        Content-Transfer-Encoding: quoted-printable\n\na=3D=\nb\n--b\nContent-Transfer-Encoding: base64\n\nZm9v\n--b--\n";
    survives_all_damage(saved, read_any);
    let mails = b"From a@b Thu Jan  3 11:22:33 2019\nFrom: =?utf-8?Q?A?= <a@b>\nDate: Thu, 3 Jan 2019 11:22:33 +0100\n\
        Subject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nNo.\n> Yes.\n--b\n\
        Content-Type: image/png; name*=utf-8''%41\n\nx\n--b--\n\nFrom a@b Thu Jan  3 11:22:33 2019\nFrom: b\n\nYes.\n";
    survives_all_damage(mails, read_any);
    survives_all_damage(&mails[34..], read_any);
}

#[test]
fn a_zip() {
    let shared = b"\0\0\0\0\0\0\x83\x16\xdc\x8c\x01\0\0\0\x01\0\0\0\x01\0";
    let local = [b"PK\x03\x04\x14\0\0\0", &shared[..], b"\0\0ax"].concat();
    let entry = [b"PK\x01\x02\x14\0\x14\0\0\0", &shared[..], &[0; 16], b"a"].concat();
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &[entry.len() as u8, 0, 0, 0, local.len() as u8, 0, 0, 0, 0, 0][..]]
        .concat();
    let whole = [local, entry, end].concat();
    let extract = container::read(&Bytes::Memory(whole.clone()), kind::Kind::Zip);
    assert_eq!(extract.members.len(), 1, "{:?}", extract.findings);
    survives_all_damage(&whole, read_any);
}

/// A JPEG whose EXIF gives time, zone, place and orientation.
fn jpeg_with_exif() -> Vec<u8> {
    let mut tiff: Vec<u8> = b"MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    // IFD at 8: 3 entries, 42 bytes; Exif IFD at 50: 2 entries, 30 bytes; GPS IFD at 80: 4 entries, 54 bytes; then data.
    let (exif_at, gps_at, data_at) = (50u32, 80u32, 134u32);
    tiff.extend(3u16.to_be_bytes());
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8769, 4, 1, exif_at.to_be_bytes()));
    tiff.extend(entry(0x8825, 4, 1, gps_at.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(2u16.to_be_bytes());
    tiff.extend(entry(0x9003, 2, 20, data_at.to_be_bytes()));
    tiff.extend(entry(0x9011, 2, 7, (data_at + 20).to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(4u16.to_be_bytes());
    tiff.extend(entry(1, 2, 2, *b"S\0\0\0"));
    tiff.extend(entry(2, 5, 3, (data_at + 27).to_be_bytes()));
    tiff.extend(entry(3, 2, 2, *b"E\0\0\0"));
    tiff.extend(entry(4, 5, 3, (data_at + 27).to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(b"2021:03:04 05:06:07\0+02:00\0");
    for (above, below) in [(30u32, 1u32), (30, 1), (0, 1)] {
        tiff.extend(above.to_be_bytes());
        tiff.extend(below.to_be_bytes());
    }
    let mut plain = Cursor::new(Vec::new());
    image::RgbImage::new(8, 4).write_to(&mut plain, image::ImageFormat::Jpeg).expect("writing in memory");
    let segment_bytes = u16::try_from(tiff.len() + 8).expect("short").to_be_bytes();
    [&plain.get_ref()[..2], b"\xff\xe1", &segment_bytes, b"Exif\0\0", &tiff, &plain.get_ref()[2..]].concat()
}

#[test]
fn exif_gives_time_with_zone_place_and_orientation() {
    let content = jpeg_with_exif();
    let extract = picture::read_in_memory(&content, PictureFormat::Jpeg, &mut NoMedia);
    let time = &extract.times[0];
    assert_eq!((time.time.as_str(), time.zone.as_str()), ("2021-03-04T05:06:07+02:00", "+02:00"));
    assert_eq!(time.evidence, "EXIF DateTimeOriginal");
    assert!(extract.metadata.iter().any(|field| field.value == "-30.500000, 30.500000"), "{:?}", extract.metadata);
    let media = extract.media.expect("facts");
    assert_eq!((media.width_px, media.height_px), (Some(4), Some(8)), "orientation 6 turns it upright");
    survives_all_damage(&content, |damaged| read_picture(damaged, PictureFormat::Jpeg));
}
