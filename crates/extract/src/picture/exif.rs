//! EXIF: when, where and with what a picture says it was taken. All of it is what the file claims.

use crate::codes;
use crate::kind::PictureFormat;
use crate::limits;
use crate::times::{self, Zone};
use exif::{Error, Exif, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;
use model::{ClaimedTime, Extract, MetadataField, TimeKind, escape_bytes};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Fields that say nothing a person could use, or only where the rest stands.
const LEFT_OUT: &[Tag] = &[
    Tag::MakerNote,
    Tag::ExifVersion,
    Tag::FlashpixVersion,
    Tag::ComponentsConfiguration,
    Tag::YCbCrPositioning,
    Tag::JPEGInterchangeFormat,
    Tag::JPEGInterchangeFormatLength,
    Tag::StripOffsets,
    Tag::StripByteCounts,
    Tag::TileOffsets,
    Tag::TileByteCounts,
];

/// Reads EXIF into `extract` and gives how the picture must be turned.
pub(super) fn read(content: &[u8], format: PictureFormat, extract: &mut Extract) -> Orientation {
    if matches!(format, PictureFormat::Gif | PictureFormat::Bmp) {
        return Orientation::NoTransforms;
    }
    // The reader is of others; should it give up on a damaged block, the picture itself may still be fine.
    let read = catch_unwind(AssertUnwindSafe(|| read_block(content)));
    let (exif, damage) = match read {
        Ok(Ok(Some(found))) => found,
        Ok(Ok(None)) => return Orientation::NoTransforms,
        Ok(Err(why)) => {
            extract.findings.push(damaged(&why));
            return Orientation::NoTransforms;
        }
        Err(_) => {
            extract.findings.push(damaged("its structure cannot be followed"));
            return Orientation::NoTransforms;
        }
    };
    if let Some(why) = damage {
        extract.findings.push(damaged(&why));
    }
    take_fields(&exif, extract);
    take_times(&exif, extract);
    take_position(&exif, extract);
    orientation(&exif)
}

type Found = (Exif, Option<String>);

fn read_block(content: &[u8]) -> Result<Option<Found>, String> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    match reader.read_from_container(&mut Cursor::new(content)) {
        Ok(exif) => Ok(Some((exif, None))),
        Err(Error::PartialResult(partial)) => {
            let (exif, errors) = partial.into_inner();
            let why = errors.first().map_or_else(|| "a part is missing".to_owned(), ToString::to_string);
            Ok(Some((exif, Some(why))))
        }
        Err(Error::NotFound(_)) => Ok(None),
        // A file that is damaged before any EXIF is the picture decoder's to report.
        Err(Error::Io(_)) => Ok(None),
        Err(Error::InvalidFormat(why)) if !why.contains("JPEG") && !why.contains("PNG") => Err(why.to_owned()),
        Err(_) => Ok(None),
    }
}

fn damaged(why: &str) -> model::FindingDraft {
    let why = codes::quoted(why, 120);
    codes::METADATA_DAMAGED.found(format!("The EXIF block is damaged ({why}); what could be read of it was used."))
}

fn take_fields(exif: &Exif, extract: &mut Extract) {
    let fields = exif.fields().filter(|field| field.ifd_num == In::PRIMARY && !LEFT_OUT.contains(&field.tag));
    for (index, field) in fields.enumerate() {
        if index == limits::METADATA_FIELDS {
            extract.findings.push(codes::METADATA_CUT.found(format!(
                "The EXIF block has more than {} fields; the rest was left out.",
                limits::METADATA_FIELDS
            )));
            return;
        }
        if let Some(value) = verbatim(field) {
            extract.metadata.push(MetadataField { name: format!("EXIF {}", field.tag), value });
        }
    }
}

/// The value as text; `None` for an empty one.
fn verbatim(field: &Field) -> Option<String> {
    let mut value = match &field.value {
        Value::Ascii(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| escape_bytes(trimmed(text))).collect();
            texts.join("; ")
        }
        Value::Undefined(bytes, _) => escape_bytes(bytes.get(..bytes.len().min(limits::METADATA_VALUE_BYTES))?),
        Value::Unknown(..) => return None,
        other if count(other) > 64 => format!("{} values", count(other)),
        _ => field.display_value().to_string(),
    };
    let mut end = value.len().min(limits::METADATA_VALUE_BYTES);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    value.truncate(end);
    (!value.is_empty()).then_some(value)
}

fn count(value: &Value) -> usize {
    match value {
        Value::Byte(values) => values.len(),
        Value::Short(values) => values.len(),
        Value::Long(values) => values.len(),
        Value::Rational(values) => values.len(),
        Value::SByte(values) => values.len(),
        Value::SShort(values) => values.len(),
        Value::SLong(values) => values.len(),
        Value::SRational(values) => values.len(),
        Value::Float(values) => values.len(),
        Value::Double(values) => values.len(),
        _ => 0,
    }
}

fn trimmed(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|byte| !matches!(byte, 0 | b' ')).map_or(0, |last| last + 1);
    &text[..end]
}

fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => Some(escape_bytes(trimmed(texts.first()?))).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The three times of EXIF, each with the tag that gives its zone.
const TIMES: &[(Tag, Tag)] = &[
    (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal),
    (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized),
    (Tag::DateTime, Tag::OffsetTime),
];

fn take_times(exif: &Exif, extract: &mut Extract) {
    for (tag, zone_tag) in TIMES {
        let Some(written) = ascii(exif, *tag) else { continue };
        let evidence = format!("EXIF {tag}");
        let zone = ascii(exif, *zone_tag).map_or(Zone::NotStated, |zone| Zone::parse(&zone));
        match times::of_exif(&written, zone) {
            Some(time) => {
                extract.times.push(ClaimedTime { time, kind: TimeKind::FileMetadata, evidence, zone: zone.words() })
            }
            None if times::is_not_set(&written) => extract
                .findings
                .push(codes::TIME_NOT_SET.found(format!("{evidence} holds no time ({written}); it is not shown."))),
            None => extract.findings.push(codes::TIME_ODD.found(format!(
                "{evidence} holds \"{}\", which is not a time; it is only listed under metadata.",
                codes::quoted(&written, 40)
            ))),
        }
    }
    extract.times.extend(satellite_time(exif));
}

/// Date and time that the satellites gave, always in UTC.
fn satellite_time(exif: &Exif) -> Option<ClaimedTime> {
    let date = ascii(exif, Tag::GPSDateStamp)?;
    let [hour, minute, second] = rationals(exif, Tag::GPSTimeStamp)?;
    let written = format!("{date} {hour:02.0}:{minute:02.0}:{:02.0}", second.floor());
    Some(ClaimedTime {
        time: times::of_exif(&written, Zone::Utc)?,
        kind: TimeKind::FileMetadata,
        evidence: "EXIF GPSDateStamp and GPSTimeStamp".to_owned(),
        zone: Zone::Utc.words(),
    })
}

fn rationals(exif: &Exif, tag: Tag) -> Option<[f64; 3]> {
    let Value::Rational(values) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [first, second, third] = values.get(..3)? else { return None };
    Some([first.to_f64(), second.to_f64(), third.to_f64()])
}

fn take_position(exif: &Exif, extract: &mut Extract) {
    let degrees = |tag: Tag, side: Tag, negative: &str| {
        let [degrees, minutes, seconds] = rationals(exif, tag)?;
        let sign = if ascii(exif, side)?.eq_ignore_ascii_case(negative) { -1.0 } else { 1.0 };
        Some(sign * (degrees + minutes / 60.0 + seconds / 3600.0))
    };
    let latitude = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S");
    let longitude = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W");
    let (Some(latitude), Some(longitude)) = (latitude, longitude) else { return };
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        let value = format!("{latitude:.6}, {longitude:.6}");
        extract.metadata.push(MetadataField { name: "EXIF position (degrees north, east)".to_owned(), value });
    } else {
        extract.findings.push(codes::PLACE_ODD.found(
            "The EXIF coordinates are outside the globe or not numbers; they are listed verbatim and not used.",
        ));
    }
}

fn orientation(exif: &Exif) -> Orientation {
    let written = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    written
        .and_then(|value| u8::try_from(value).ok())
        .and_then(Orientation::from_exif)
        .unwrap_or(Orientation::NoTransforms)
}
