//! Our own small reader of QuickTime and MP4 boxes (ISO 14496-12; Apple, "QuickTime File Format"): the times and
//! places that a phone writes in two or three different boxes. Decoders show one of them; an investigator needs all,
//! because a file that was saved again later says so here.

use crate::codes;
use crate::limits;
use crate::source::{Bytes, ReadSeek};
use crate::times::{self, Zone};
use model::{ClaimedTime, Extract, MetadataField, TimeKind, escape_bytes};
use std::io::{self, Read, SeekFrom};

/// Reads times, places and texts into `extract`.
pub fn read(bytes: &Bytes, extract: &mut Extract) {
    let Ok(mut reader) = bytes.reader() else { return };
    let mut walk = Walk { reader: &mut *reader, extract, boxes: 0, keys: Vec::new(), damaged_at: None };
    let _ = walk.boxes_in(0, bytes.length(), 0, Place::Top);
    if let Some(offset) = walk.damaged_at {
        extract.findings.push(codes::BOX_DAMAGED.found(format!(
            "The box at byte {offset} does not fit its surroundings; times and places behind it were not read."
        )));
    }
}

/// Where in the tree the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    Movie,
    UserData,
    Meta,
    /// Items of a `meta` box.
    Items,
}

struct Walk<'w> {
    reader: &'w mut dyn ReadSeek,
    extract: &'w mut Extract,
    boxes: usize,
    /// Names of the `keys` box; items name them by number, counted from 1.
    keys: Vec<String>,
    damaged_at: Option<u64>,
}

/// A box: its name, and where its content starts and ends.
struct FoundBox {
    name: [u8; 4],
    start: u64,
    end: u64,
}

impl Walk<'_> {
    fn boxes_in(&mut self, start: u64, end: u64, depth: usize, place: Place) -> io::Result<()> {
        let mut at = start;
        while at + 8 <= end && self.boxes < limits::BOXES && depth < limits::BOX_DEPTH {
            self.boxes += 1;
            let Some(found) = self.box_at(at, end)? else {
                self.damaged_at.get_or_insert(at);
                return Ok(());
            };
            at = found.end;
            self.take(&found, depth, place)?;
        }
        Ok(())
    }

    /// The box at `at`; `None` when its length does not fit.
    fn box_at(&mut self, at: u64, end: u64) -> io::Result<Option<FoundBox>> {
        let mut head = [0u8; 16];
        self.reader.seek(SeekFrom::Start(at))?;
        self.reader.read_exact(&mut head[..8])?;
        let [a, b, c, d, name @ ..] = *head.first_chunk::<8>().unwrap_or(&[0; 8]);
        let (length, head_bytes) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (end - at, 8),
            1 => {
                self.reader.read_exact(&mut head[8..])?;
                (u64::from_be_bytes(*head.last_chunk::<8>().unwrap_or(&[0; 8])), 16)
            }
            short => (u64::from(short), 8),
        };
        let fits = length >= head_bytes && at.checked_add(length).is_some_and(|box_end| box_end <= end);
        // A zero where a name should be ends a QuickTime user data list.
        Ok((fits && name != [0; 4]).then_some(FoundBox { name, start: at + head_bytes, end: at + length }))
    }

    fn take(&mut self, found: &FoundBox, depth: usize, place: Place) -> io::Result<()> {
        match (place, &found.name) {
            (Place::Top, b"moov") => self.boxes_in(found.start, found.end, depth + 1, Place::Movie),
            (Place::Movie, b"mvhd") => self.take_movie_head(found),
            (Place::Movie, b"udta") => self.boxes_in(found.start, found.end, depth + 1, Place::UserData),
            (Place::Movie | Place::UserData, b"meta") => self.take_meta(found, depth),
            (Place::Meta, b"keys") => self.take_keys(found),
            (Place::Meta, b"ilst") => self.boxes_in(found.start, found.end, depth + 1, Place::Items),
            (Place::UserData, [0xa9, ..]) => self.take_user_text(found),
            (Place::Items, _) => self.take_item(found),
            _ => Ok(()),
        }
    }

    fn content(&mut self, found: &FoundBox) -> io::Result<Vec<u8>> {
        let length = (found.end - found.start).min(limits::BOX_BYTES);
        let mut content = Vec::new();
        self.reader.seek(SeekFrom::Start(found.start))?;
        Read::take(&mut *self.reader, length).read_to_end(&mut content)?;
        Ok(content)
    }

    fn take_movie_head(&mut self, found: &FoundBox) -> io::Result<()> {
        let content = self.content(found)?;
        let (created, modified) = match content.first() {
            Some(0) => (unsigned(&content, 4, 4), unsigned(&content, 8, 4)),
            Some(1) => (unsigned(&content, 4, 8), unsigned(&content, 12, 8)),
            _ => (None, None),
        };
        let all_ones = if content.first() == Some(&0) { u64::from(u32::MAX) } else { u64::MAX };
        self.take_seconds(created, all_ones, "QuickTime mvhd creation");
        if modified != created {
            self.take_seconds(modified, all_ones, "QuickTime mvhd modification");
        }
        Ok(())
    }

    fn take_seconds(&mut self, seconds: Option<u64>, all_ones: u64, evidence: &str) {
        let Some(seconds) = seconds else { return };
        if seconds == 0 || seconds == all_ones {
            self.extract.findings.push(
                codes::TIME_NOT_SET
                    .found(format!("{evidence} holds {seconds}, the value for 'not set'; it is not shown as a date.")),
            );
            return;
        }
        match times::of_seconds_since_1904(seconds) {
            Some(time) => self.claim(time, Zone::Utc, evidence),
            None => self.extract.findings.push(
                codes::TIME_ODD.found(format!("{evidence} holds {seconds} seconds since 1904, which is no date.")),
            ),
        }
    }

    fn claim(&mut self, time: String, zone: Zone, evidence: &str) {
        self.extract.times.push(ClaimedTime {
            time,
            kind: TimeKind::FileMetadata,
            evidence: evidence.to_owned(),
            zone: zone.words(),
        });
    }

    /// In QuickTime `meta` is a plain box, in MP4 it has four bytes of version and flags first.
    fn take_meta(&mut self, found: &FoundBox, depth: usize) -> io::Result<()> {
        let content =
            self.content(&FoundBox { name: found.name, start: found.start, end: found.end.min(found.start + 8) })?;
        let is_plain = content.get(4..8) == Some(b"hdlr");
        let start = if is_plain { found.start } else { found.start + 4 };
        if start > found.end {
            return Ok(());
        }
        self.keys.clear();
        self.boxes_in(start, found.end, depth + 1, Place::Meta)
    }

    fn take_keys(&mut self, found: &FoundBox) -> io::Result<()> {
        let content = self.content(found)?;
        let mut rest = content.get(8..).unwrap_or(&[]);
        while let Some(length) = unsigned(rest, 0, 4).and_then(|length| usize::try_from(length).ok()) {
            let Some(key) = rest.get(8..length) else { return Ok(()) };
            self.keys.push(escape_bytes(key));
            rest = &rest[length..];
            if self.keys.len() >= limits::METADATA_FIELDS {
                return Ok(());
            }
        }
        Ok(())
    }

    /// `©xyz` and its kin: length (2 bytes), language (2 bytes), text.
    fn take_user_text(&mut self, found: &FoundBox) -> io::Result<()> {
        let content = self.content(found)?;
        let length = unsigned(&content, 0, 2).and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        let text = content.get(4..4 + length).or(content.get(4..)).unwrap_or(&[]);
        let name = latin(&found.name);
        self.take_text(&name, &escape_bytes(text.trim_ascii()));
        Ok(())
    }

    /// An item holds a `data` box: type (4 bytes, 1 = UTF-8), locale (4 bytes), value.
    fn take_item(&mut self, found: &FoundBox) -> io::Result<()> {
        let content = self.content(found)?;
        if content.get(4..8) != Some(b"data") || unsigned(&content, 8, 4) != Some(1) {
            return Ok(());
        }
        let number = u32::from_be_bytes(found.name) as usize;
        let name = number.checked_sub(1).and_then(|index| self.keys.get(index)).cloned();
        let name = name.unwrap_or_else(|| latin(&found.name));
        let value = escape_bytes(content.get(16..).unwrap_or(&[]).trim_ascii());
        self.take_text(&name, &value);
        Ok(())
    }

    fn take_text(&mut self, name: &str, value: &str) {
        if value.is_empty() || self.extract.metadata.len() >= limits::METADATA_FIELDS {
            return;
        }
        let value: String = value.chars().take(limits::METADATA_VALUE_BYTES / 4).collect();
        if name == "©xyz" || name.ends_with("location.ISO6709") {
            self.take_position(name, &value);
        }
        if (name == "©day" || name.ends_with("creationdate"))
            && let Some((time, zone)) = times::of_iso(&value)
        {
            self.claim(time, zone, &format!("QuickTime {name}"));
        }
        self.extract.metadata.push(MetadataField { name: format!("QuickTime {name}"), value });
    }

    fn take_position(&mut self, name: &str, value: &str) {
        match position(value) {
            Some((latitude, longitude)) => self.extract.metadata.push(MetadataField {
                name: "QuickTime position (degrees north, east)".to_owned(),
                value: format!("{latitude:.6}, {longitude:.6}"),
            }),
            None => self.extract.findings.push(codes::PLACE_ODD.found(format!(
                "QuickTime {name} holds \"{}\", which is no place on the globe; it is listed verbatim and not used.",
                codes::quoted(value, 60)
            ))),
        }
    }
}

fn unsigned(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(width)?)?;
    Some(bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// A four-byte name, of which `©` is one byte in the file.
fn latin(name: &[u8; 4]) -> String {
    name.iter().map(|byte| if byte.is_ascii_graphic() || *byte >= 0xa1 { *byte as char } else { '?' }).collect()
}

/// ISO 6709 in decimal degrees: `+27.1281+100.2508+2409.3/`.
fn position(text: &str) -> Option<(f64, f64)> {
    let rest = text.get(1..)?;
    let second = 1 + rest.find(['+', '-'])?;
    let after = &text[second + 1..];
    let end = second + 1 + after.find(['+', '-', '/', 'C']).unwrap_or(after.len());
    let latitude: f64 = text[..second].parse().ok()?;
    let longitude: f64 = text[second..end].parse().ok()?;
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).expect("a small box");
        [&length.to_be_bytes()[..], name, content].concat()
    }

    fn movie_head(created: u32, modified: u32) -> Vec<u8> {
        boxed(b"mvhd", &[&[0; 4][..], &created.to_be_bytes(), &modified.to_be_bytes(), &[0; 88]].concat())
    }

    fn extract_of(movie: &[Vec<u8>]) -> Extract {
        let mut extract = Extract::default();
        read(&Bytes::Memory(boxed(b"moov", &movie.concat())), &mut extract);
        extract
    }

    #[test]
    fn a_file_that_was_saved_again_shows_both_its_dates() {
        let key = b"com.apple.quicktime.creationdate";
        let key_length = u32::try_from(key.len() + 8).expect("short").to_be_bytes();
        let keys = boxed(b"keys", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &key_length, b"mdta", key].concat());
        let data = boxed(b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0][..], b"2019-02-12T15:27:12+0800"].concat());
        let items = boxed(b"ilst", &boxed(&[0, 0, 0, 1], &data));
        let meta = boxed(b"meta", &[boxed(b"hdlr", &[0; 24]), keys, items].concat());
        let extract = extract_of(&[movie_head(3_600_000_000, 3_600_000_000), meta]);
        let times: Vec<(&str, &str)> =
            extract.times.iter().map(|time| (time.time.as_str(), time.evidence.as_str())).collect();
        assert_eq!(
            times,
            [
                ("2018-01-28T16:00:00Z", "QuickTime mvhd creation"),
                ("2019-02-12T15:27:12+08:00", "QuickTime com.apple.quicktime.creationdate"),
            ]
        );
    }

    #[test]
    fn the_year_1904_is_unknown_and_not_shown() {
        let extract = extract_of(&[movie_head(0, 0)]);
        assert!(extract.times.is_empty());
        assert_eq!(extract.findings[0].code, "time_not_set");
    }

    #[test]
    fn a_place_is_read_and_nonsense_is_only_listed() {
        let xyz = |text: &[u8]| {
            let length = u16::try_from(text.len()).expect("short").to_be_bytes();
            boxed(b"udta", &boxed(b"\xa9xyz", &[&length[..], &[0x15, 0xc7], text].concat()))
        };
        let extract = extract_of(&[xyz(b"+27.1281+100.2508/")]);
        assert!(extract.metadata.iter().any(|field| field.value == "27.128100, 100.250800"));
        let extract = extract_of(&[xyz(b"+999.9+999.9<script>")]);
        assert_eq!(extract.findings[0].code, "place_odd");
        assert!(!extract.metadata.iter().any(|field| field.name.contains("degrees")));
    }

    #[test]
    fn any_damage_is_survived() {
        let whole =
            boxed(b"moov", &[movie_head(5, 6), boxed(b"udta", &boxed(b"\xa9xyz", b"\0\x05\0\0+1+2/"))].concat());
        for at in 0..whole.len() {
            for value in [0, 1, 7, 0x7f, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] = value;
                read(&Bytes::Memory(damaged), &mut Extract::default());
            }
            read(&Bytes::Memory(whole[..at].to_vec()), &mut Extract::default());
        }
    }
}
