//! The head of a WARC record (ISO 28500; IIPC, "The WARC Format 1.1", sections 4 and 5).

use crate::limits;
use std::io::{BufRead, Read};

/// Named fields in order; names in lower case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields(Vec<(String, Vec<u8>)>);

impl Fields {
    /// The first value of this name as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| model::escape_bytes(value))
    }

    /// All values of this name.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(given, _)| given == name).map(|(_, value)| model::escape_bytes(value)).collect()
    }
}

/// The head of one record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordHead {
    /// `WARC/1.0`, `WARC/1.1`, or what stands there.
    pub(super) version: String,
    /// Its fields.
    pub(super) fields: Fields,
    /// Length of the head in bytes, the empty line included.
    pub(super) bytes: u64,
}

impl RecordHead {
    /// Reads a head; the text says why there is none.
    ///
    /// # Errors
    /// When the bytes do not start like a record, end inside the head, or the head is over the limits.
    pub fn read(input: &mut dyn BufRead) -> Result<RecordHead, String> {
        let (start, fields, bytes) = read_fields(input)?;
        if !start.starts_with(b"WARC/") {
            return Err("it does not start with WARC/".to_owned());
        }
        Ok(RecordHead { version: model::escape_bytes(&start), fields, bytes })
    }

    /// The length of the block; the text says why it cannot be told.
    pub(super) fn content_length(&self) -> Result<u64, String> {
        let mut given = self.fields.texts("content-length");
        given.dedup();
        match given.as_slice() {
            [] => Err("there is no Content-Length".to_owned()),
            [one] => {
                let digits = !one.is_empty() && one.bytes().all(|digit| digit.is_ascii_digit());
                let length = one.parse::<u64>().ok().filter(|_| digits);
                length.ok_or_else(|| format!("Content-Length is \"{}\"", crate::codes::quoted(one, 40)))
            }
            [first, second, ..] => Err(format!(
                "there are two lengths, \"{}\" and \"{}\"",
                crate::codes::quoted(first, 40),
                crate::codes::quoted(second, 40)
            )),
        }
    }

    /// The type in lower case.
    pub(super) fn kind(&self) -> String {
        self.fields.text("warc-type").unwrap_or_default().to_ascii_lowercase()
    }
}

/// A start line, fields, and the bytes they take; to the empty line. Both line ends are read, and folded lines.
pub(super) fn read_fields(input: &mut dyn BufRead) -> Result<(Vec<u8>, Fields, u64), String> {
    let mut bytes = 0;
    let start = line(input, &mut bytes)?;
    let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
    loop {
        let line = line(input, &mut bytes)?;
        if line.is_empty() {
            return Ok((start, Fields(fields), bytes));
        }
        if fields.len() >= limits::WARC_HEAD_LINES {
            return Err(format!("its head has more than {} lines", limits::WARC_HEAD_LINES));
        }
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        match (folded, fields.last_mut(), line.iter().position(|byte| *byte == b':')) {
            (true, Some((_, value)), _) => {
                value.push(b' ');
                value.extend_from_slice(line.trim_ascii());
            }
            (false, _, Some(colon)) => {
                let name = model::escape_bytes(line[..colon].trim_ascii()).to_ascii_lowercase();
                fields.push((name, line[colon + 1..].trim_ascii().to_vec()));
            }
            // A line without a colon says nothing; the rest of the head may still be fine.
            _ => fields.push((String::new(), line)),
        }
    }
}

/// One line without its end.
fn line(input: &mut dyn BufRead, bytes: &mut u64) -> Result<Vec<u8>, String> {
    let left = limits::WARC_HEAD_BYTES.saturating_sub(*bytes);
    let mut line = Vec::new();
    let got = Read::take(&mut *input, left).read_until(b'\n', &mut line).map_err(|error| error.to_string())?;
    *bytes += got as u64;
    if line.pop() != Some(b'\n') {
        let over = *bytes >= limits::WARC_HEAD_BYTES;
        return Err(if over {
            format!("its head is longer than {} bytes", limits::WARC_HEAD_BYTES)
        } else {
            "the bytes end inside its head".to_owned()
        });
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(line)
}
