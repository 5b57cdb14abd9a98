//! The head of a WARC record (ISO 28500; IIPC, "The WARC Format 1.1", sections 4 and 5), and of a record of the older
//! ARC format (Internet Archive, "Arc File Format", 1996), which is read into the same fields.

use crate::limits;
use std::io::{BufRead, Read};
use std::net::IpAddr;

/// Named fields in order; names in lower case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields(Vec<(String, Vec<u8>)>);

impl Fields {
    /// The first value of this name as text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
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
    /// `WARC/1.0`, `WARC/1.1`, [`ARC_VERSION`], or what stands there.
    pub(super) version: String,
    /// Its fields.
    pub(super) fields: Fields,
    /// Length of the head in bytes, the empty line included.
    pub(super) bytes: u64,
}

/// What stands for the version of an ARC record.
pub(super) const ARC_VERSION: &str = "ARC";

impl RecordHead {
    /// Reads a head; the text says why there is none.
    ///
    /// # Errors
    /// When the bytes do not start like a record, end inside the head, or the head is over the limits.
    pub fn read(input: &mut dyn BufRead) -> Result<RecordHead, String> {
        let mut bytes = 0;
        let start = line(input, &mut bytes)?;
        if start.starts_with(b"WARC/") {
            let fields = named_fields(input, &mut bytes)?;
            return Ok(RecordHead { version: model::escape_bytes(&start), fields, bytes });
        }
        let fields = arc_fields(&start).ok_or("it does not start with WARC/")?;
        Ok(RecordHead { version: ARC_VERSION.to_owned(), fields, bytes })
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

    /// A field that holds a URL or an id, without the angle brackets that some writers put around it.
    pub(super) fn bare(&self, name: &str) -> Option<String> {
        let text = self.fields.text(name)?;
        let bare = text.trim_matches(['<', '>']);
        (!bare.is_empty()).then(|| bare.to_owned())
    }
}

/// A start line, fields, and the bytes they take; to the empty line. Both line ends are read, and folded lines.
pub(super) fn read_fields(input: &mut dyn BufRead) -> Result<(Vec<u8>, Fields, u64), String> {
    let mut bytes = 0;
    let start = line(input, &mut bytes)?;
    let fields = named_fields(input, &mut bytes)?;
    Ok((start, fields, bytes))
}

/// Fields to the empty line, and the bytes they take.
pub(super) fn read_named_fields(input: &mut dyn BufRead) -> Result<(Fields, u64), String> {
    let mut bytes = 0;
    let fields = named_fields(input, &mut bytes)?;
    Ok((fields, bytes))
}

fn named_fields(input: &mut dyn BufRead, bytes: &mut u64) -> Result<Fields, String> {
    let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
    loop {
        let line = line(input, bytes)?;
        if line.is_empty() {
            return Ok(Fields(fields));
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
    // One is the rule; files that went through a text editor have two.
    while line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(line)
}

/// The one line that heads an ARC record: URL, address, date (14 digits), content type, in version 2 five more, and the
/// length. A URL may hold spaces, so the address and the date behind it are looked for.
pub(super) fn arc_fields(line: &[u8]) -> Option<Fields> {
    let text = std::str::from_utf8(line).ok()?;
    let words: Vec<&str> = text.split(' ').collect();
    let is_date = |word: &str| (12..=17).contains(&word.len()) && word.bytes().all(|digit| digit.is_ascii_digit());
    let at = (1..words.len())
        .find(|at| words[*at].parse::<IpAddr>().is_ok() && words.get(at + 1).is_some_and(|date| is_date(date)))?;
    let url = words[..at].join(" ");
    let (scheme, _) = url.split_once(':')?;
    let length = words.last()?;
    let content_type = words.get(at + 2..words.len() - 1).filter(|between| !between.is_empty())?[0];
    let (kind, content_type) = match scheme {
        "filedesc" => ("warcinfo", content_type),
        "http" | "https" => ("response", "application/http; msgtype=response"),
        _ => ("resource", content_type),
    };
    let field = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    Some(Fields(vec![
        field("warc-type", kind),
        field("warc-target-uri", &url),
        field("warc-date", &arc_date(words[at + 1])),
        field("content-type", content_type),
        field("content-length", length),
    ]))
}

/// `20000102030405` as `2000-01-02T03:04:05Z`; what is not so long stays, and is then no time.
fn arc_date(digits: &str) -> String {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
    if digits.len() < 14 {
        return digits.to_owned();
    }
    let (date, clock) = ([part(0, 4), part(4, 6), part(6, 8)], [part(8, 10), part(10, 12), part(12, 14)]);
    format!("{}T{}Z", date.join("-"), clock.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arc_line_is_read_into_the_fields_of_a_record() {
        let line = b"http://example.org/a b 192.0.2.1 20140216012908 text/html 1656\nHTTP/1.1 200 OK";
        let head = RecordHead::read(&mut &line[..]).expect("a head");
        assert_eq!(head.bare("warc-target-uri").as_deref(), Some("http://example.org/a b"));
        assert_eq!(head.fields.text("warc-date").as_deref(), Some("2014-02-16T01:29:08Z"));
        assert_eq!((head.content_length(), head.kind().as_str(), head.bytes), (Ok(1656), "response", 63));
    }

    #[test]
    fn the_second_version_of_arc_has_more_words() {
        let line = b"http://a.example/ 2001:db8::1 20140216012908 text/html 200 ABC - 17 x.arc 30\n";
        let head = RecordHead::read(&mut &line[..]).expect("a head");
        assert_eq!(head.content_length(), Ok(30));
    }

    #[test]
    fn a_line_of_prose_is_no_head() {
        assert!(RecordHead::read(&mut &b"seen at 10.0.0.1 by 20140216012908 people of 3\n"[..]).is_err());
        assert!(RecordHead::read(&mut &b"http://example.org/ 1\n"[..]).is_err());
    }
}
