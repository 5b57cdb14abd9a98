//! A form with files as a browser sends it without any script (`multipart/form-data`, RFC 7578), taken apart in memory.

/// Parts of one form that are read.
const PARTS_AT_MOST: usize = 1_000;
/// Longest head of a part.
const HEAD_BYTES_AT_MOST: usize = 8 << 10;

/// One field of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<'b> {
    /// What the field is called.
    pub name: String,
    /// What the file is called, where it is one; foreign text.
    pub file_name: Option<String>,
    /// Its content.
    pub content: &'b [u8],
}

/// The parts of a body of this media type, in order; `None` where it is no such form or is cut off.
pub fn parts<'b>(media_type: &str, body: &'b [u8]) -> Option<Vec<Part<'b>>> {
    let (kind, parameters) = media_type.split_once(';')?;
    let boundary = parameters.trim().strip_prefix("boundary=")?.trim_matches('"');
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") || boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let between = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(&between.as_bytes()[2..])?;
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let head_end = position(&part[..part.len().min(HEAD_BYTES_AT_MOST)], b"\r\n\r\n")?;
        let content = &part[head_end + 4..];
        let length = position(content, between.as_bytes())?;
        if parts.len() == PARTS_AT_MOST {
            return None;
        }
        parts.push(part_of(&part[..head_end], &content[..length])?);
        rest = &content[length + between.len()..];
    }
    rest.starts_with(b"--").then_some(parts)
}

fn part_of<'b>(head: &[u8], content: &'b [u8]) -> Option<Part<'b>> {
    let head = String::from_utf8_lossy(head).into_owned();
    let is_disposition = |line: &&str| {
        line.split_once(':').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"))
    };
    let disposition = head.split("\r\n").find(is_disposition)?;
    let name = quoted(disposition, "; name=\"")?;
    Some(Part { name, file_name: quoted(disposition, "; filename=\""), content })
}

/// A quoted value; browsers write the quotation mark and line ends in it as `%22`, `%0D` and `%0A` (HTML, "multipart form data").
fn quoted(line: &str, before: &str) -> Option<String> {
    let value = line.split_once(before)?.1.split_once('"')?.0;
    Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----cut7";
    const BODY: &str = "------cut7\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n00ff\r\n------cut7\r\n\
        Content-Disposition: form-data; name=\"files\"; filename=\"причал %22a%22.txt\"\r\nContent-Type: text/plain\r\n\r\n\
        Three\r\ncranes --\r\n\r\n------cut7--\r\n";

    #[test]
    fn a_form_is_taken_apart_byte_for_byte() {
        let parts = parts(TYPE, BODY.as_bytes()).expect("a form");
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].name.as_str(), parts[0].content), ("csrf", b"00ff".as_slice()));
        assert_eq!(parts[1].file_name.as_deref(), Some("причал \"a\".txt"));
        assert_eq!(parts[1].content, b"Three\r\ncranes --\r\n");
    }

    #[test]
    fn what_is_cut_off_anywhere_is_no_form() {
        let whole = BODY.trim_end().len();
        for length in 0..whole {
            assert!(parts(TYPE, &BODY.as_bytes()[..length]).is_none(), "{length} bytes");
        }
        for other in [
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/mixed; boundary=----cut7",
        ] {
            assert!(parts(other, BODY.as_bytes()).is_none(), "{other}");
        }
    }
}
