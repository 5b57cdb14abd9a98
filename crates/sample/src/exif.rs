//! The metadata that a press camera writes into a JPEG (EXIF 2.32, TIFF 6.0 little-endian), made by hand so that the
//! sample has a photo with a serial number and a position that somebody may want to leave out of an export.

/// One value of a directory.
enum Value {
    Text(&'static str),
    Long(u32),
    Fractions(&'static [(u32, u32)]),
}

const ASCII: u16 = 2;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

/// Bytes before the TIFF header in the segment: `Exif` and two zeros.
const PREFIX: &[u8] = b"Exif\0\0";

/// The JPEG with the press camera's metadata in it. The position lies in the open sea: the town is invented.
pub fn with_press_metadata(jpeg: &[u8]) -> Vec<u8> {
    let segment = segment();
    let mut file = Vec::with_capacity(jpeg.len() + segment.len() + 4);
    file.extend_from_slice(&jpeg[..2]);
    file.extend_from_slice(&[0xff, 0xe1]);
    file.extend_from_slice(&(segment.len() as u16 + 2).to_be_bytes());
    file.extend_from_slice(&segment);
    file.extend_from_slice(&jpeg[2..]);
    file
}

fn segment() -> Vec<u8> {
    const FIRST: u32 = 8;
    let camera = |exif: u32, gps: u32| {
        vec![
            (0x010f, Value::Text("Lumo")),
            (0x0110, Value::Text("Lumo R7")),
            (0x0132, Value::Text("2026:09:17 19:51:18")),
            (0x013b, Value::Text("Edda Brandt")),
            (0x8769, Value::Long(exif)),
            (0x8825, Value::Long(gps)),
        ]
    };
    let details = || {
        vec![
            (0x9003, Value::Text("2026:09:17 19:51:18")),
            (0x9011, Value::Text("+02:00")),
            (0xa431, Value::Text("LR7-0004711")),
        ]
    };
    let position = || {
        vec![
            (0x0001, Value::Text("S")),
            (0x0002, Value::Fractions(&[(47, 1), (12, 1), (36, 1)])),
            (0x0003, Value::Text("W")),
            (0x0004, Value::Fractions(&[(120, 1), (30, 1), (54, 1)])),
        ]
    };
    let exif_at = FIRST + directory(&camera(0, 0), FIRST).len() as u32;
    let gps_at = exif_at + directory(&details(), exif_at).len() as u32;
    let mut bytes = PREFIX.to_vec();
    bytes.extend_from_slice(b"II\x2a\0");
    bytes.extend_from_slice(&FIRST.to_le_bytes());
    bytes.extend(directory(&camera(exif_at, gps_at), FIRST));
    bytes.extend(directory(&details(), exif_at));
    bytes.extend(directory(&position(), gps_at));
    bytes
}

/// A directory at `start`, its long values behind it.
fn directory(entries: &[(u16, Value)], start: u32) -> Vec<u8> {
    let mut head = (entries.len() as u16).to_le_bytes().to_vec();
    let mut tail: Vec<u8> = Vec::new();
    let tail_start = start + 2 + 12 * entries.len() as u32 + 4;
    for (tag, value) in entries {
        let (kind, count, bytes) = encoded(value);
        head.extend_from_slice(&tag.to_le_bytes());
        head.extend_from_slice(&kind.to_le_bytes());
        head.extend_from_slice(&count.to_le_bytes());
        if bytes.len() <= 4 {
            head.extend(bytes.iter().copied().chain(std::iter::repeat(0)).take(4));
        } else {
            head.extend_from_slice(&(tail_start + tail.len() as u32).to_le_bytes());
            tail.extend_from_slice(&bytes);
            if tail.len() % 2 == 1 {
                tail.push(0);
            }
        }
    }
    head.extend_from_slice(&[0; 4]);
    head.extend(tail);
    head
}

fn encoded(value: &Value) -> (u16, u32, Vec<u8>) {
    match value {
        Value::Text(text) => (ASCII, text.len() as u32 + 1, [text.as_bytes(), &[0]].concat()),
        Value::Long(number) => (LONG, 1, number.to_le_bytes().to_vec()),
        Value::Fractions(fractions) => {
            let bytes = fractions.iter().flat_map(|(over, under)| [over.to_le_bytes(), under.to_le_bytes()].concat());
            (RATIONAL, fractions.len() as u32, bytes.collect())
        }
    }
}
