//! Pictures and recordings that a page holds in itself as `data:` URLs (RFC 2397), as SingleFile and other tools save
//! them. They are looked for in the bytes of the page, in attributes and in style alike, so each has a place.

use super::{Identity, Target, base64};
use crate::codes;
use crate::kind::{self, Kind};
use crate::limits;
use crate::source::Bytes;
use model::{Extract, MemberCoding, MemberRef};
use std::collections::HashMap;
use std::io::{self, Write};

/// One `data:` URL with Base64 that is worth an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Inline {
    /// `inline:3.jpeg`: also the URL under which the page's links name it.
    pub(crate) name: String,
    /// First byte of the Base64 text.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Style variable that stands for it: SingleFile writes `--sf-img-3:url("data:…")` for a picture that is shown
    /// several times.
    pub(crate) variable: Option<String>,
    claimed_media_type: String,
}

/// Pictures and recordings in `page`, in order; and whether there are more than the limit.
pub(crate) fn find(page: &[u8]) -> (Vec<Inline>, bool) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = find_data(page, at) {
        at = next + 5;
        let Some((media_type, start)) = media_head(page, at) else { continue };
        let quoted = matches!(next.checked_sub(1).and_then(|before| page.get(before)), Some(b'"' | b'\''));
        let end = start + page[start..].iter().take_while(|byte| is_base64_text(**byte, quoted)).count();
        at = end;
        let decoded_bytes = (end - start) as u64 / 4 * 3;
        let Some(extension) = extension(&page[start..end]).filter(|_| decoded_bytes >= limits::INLINE_LEAST_BYTES)
        else {
            continue;
        };
        if found.len() >= limits::INLINE_MEMBERS {
            return (found, true);
        }
        found.push(Inline {
            name: format!("inline:{}.{extension}", found.len() + 1),
            start,
            end,
            variable: variable_before(&page[..next]),
            claimed_media_type: media_type,
        });
    }
    (found, false)
}

/// The names of what was found, by what stands in a page's attributes.
#[derive(Default)]
pub(crate) struct Names<'p> {
    by_text: HashMap<&'p [u8], String>,
    by_variable: HashMap<String, String>,
}

impl<'p> Names<'p> {
    /// Names of `found` in `page`; equal texts go by the name of the first.
    pub(crate) fn new(page: &'p [u8], found: &[Inline]) -> Names<'p> {
        let mut names = Names::default();
        for inline in found {
            let name = names.by_text.entry(&page[inline.start..inline.end]).or_insert_with(|| inline.name.clone());
            if let Some(variable) = &inline.variable {
                names.by_variable.entry(variable.clone()).or_insert_with(|| name.clone());
            }
        }
        names
    }

    /// The name of a `data:` URL.
    pub(crate) fn of_url(&self, url: &[u8]) -> Option<&str> {
        let comma = url.iter().take(LONGEST_HEAD).position(|byte| *byte == b',')?;
        self.by_text.get(&url[comma + 1..]).map(String::as_str)
    }

    /// The name of the picture that a `style` shows through a variable.
    pub(crate) fn of_style(&self, style: &str) -> Option<&str> {
        let after = style.split("var(").skip(1);
        let mut variables = after.map(|rest| rest.split([')', ',']).next().unwrap_or("").trim());
        variables.find_map(|variable| self.by_variable.get(variable).map(String::as_str))
    }
}

/// Longest text before the comma of a `data:` URL.
const LONGEST_HEAD: usize = 200;

/// Makes members of what was found. Equal pictures are listed once, at their first place.
pub(crate) fn take(page: &[u8], found: &[Inline], too_many: bool, extract: &mut Extract) {
    let mut held = HashMap::new();
    for inline in found {
        let text = &page[inline.start..inline.end];
        let mut identity = Identity::default();
        if base64::decode(&mut &text[..], &mut identity).is_err() {
            continue;
        }
        let (item, size_bytes) = identity.finish();
        if held.insert(item, ()).is_some() {
            continue;
        }
        extract.members.push(MemberRef {
            item,
            size_bytes,
            name: inline.name.clone(),
            offset: inline.start as u64,
            length: text.len() as u64,
            coding: MemberCoding::DataUrl,
            url: None,
            captured_at: None,
            claimed_media_type: Some(inline.claimed_media_type.clone()),
            payload_digest: None,
        });
    }
    if too_many {
        extract.findings.push(codes::INLINE_LIMIT.found(format!(
            "The page holds more than {} pictures in itself; the rest stays inside it.",
            limits::INLINE_MEMBERS
        )));
    }
}

/// Writes the payload of the Base64 text in `stored` to `target`.
pub(super) fn copy_payload(stored: &Bytes, target: &mut dyn Target) -> io::Result<()> {
    base64::decode(&mut stored.reader()?, target as &mut dyn Write).map(|_| ())
}

fn find_data(page: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let colon = at + page.get(at..)?.iter().position(|byte| *byte == b':')?;
        if colon >= 4 && page[colon - 4..colon].eq_ignore_ascii_case(b"data") {
            return Some(colon - 4);
        }
        at = colon + 1;
    }
}

/// The media type and the place of the Base64 text, where a `data:` URL of a picture or recording begins.
fn media_head(page: &[u8], at: usize) -> Option<(String, usize)> {
    let head = page.get(at..(at + LONGEST_HEAD).min(page.len()))?;
    let comma = head.iter().position(|byte| *byte == b',')?;
    let head = std::str::from_utf8(&head[..comma]).ok()?.trim().to_ascii_lowercase();
    let media_type = head.strip_suffix(";base64")?;
    let is_media = ["image/", "video/", "audio/"].iter().any(|kind| media_type.starts_with(kind));
    let plain = media_type.bytes().all(|byte| byte.is_ascii_graphic());
    (is_media && plain).then(|| (media_type.to_owned(), at + comma + 1))
}

/// White space belongs to the text only between quotes: an attribute without them ends there.
fn is_base64_text(byte: u8, quoted: bool) -> bool {
    let is_space = matches!(byte, b'\r' | b'\n' | b' ' | b'\t');
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || (quoted && is_space)
}

/// What the bytes turn out to be; `None` when they are no picture and no recording that is read.
fn extension(text: &[u8]) -> Option<&'static str> {
    let mut start = Vec::new();
    base64::Decoder::default().push(&text[..text.len().min(4096)], &mut start);
    match kind::of(&start, start.len() as u64) {
        Kind::Picture(format) => format.media_type().strip_prefix("image/"),
        Kind::Recording(media_type) => media_type.split('/').nth(1),
        _ => None,
    }
}

/// The name of the style variable whose value begins right behind `before`.
fn variable_before(before: &[u8]) -> Option<String> {
    const LONGEST: usize = 64;
    let tail = std::str::from_utf8(&before[before.len().saturating_sub(LONGEST)..]).ok()?;
    let tail = tail.trim_end_matches(['"', '\'', ' ']);
    let tail = tail.strip_suffix("url(")?.trim_end().strip_suffix(':')?.trim_end();
    let name = &tail[tail.rfind("--")?..];
    let plain = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture_text(length: usize) -> String {
        format!("/9j/4AAQSkZJRgABAQ{}", "A".repeat(length))
    }

    #[test]
    fn a_picture_is_found_in_an_attribute_and_in_a_style_variable() {
        let text = picture_text(4000);
        let page = format!(
            "<img src=\"data:image/jpeg;base64,{text}\"><style>:root{{--sf-img-7: url(\"DATA:image/png;base64,{text}\")}}"
        );
        let (found, too_many) = find(page.as_bytes());
        let names: Vec<(&str, Option<&str>)> =
            found.iter().map(|inline| (inline.name.as_str(), inline.variable.as_deref())).collect();
        assert_eq!(names, [("inline:1.jpeg", None), ("inline:2.jpeg", Some("--sf-img-7"))]);
        assert_eq!(&page[found[0].start..found[0].end], text);
        assert!(!too_many);
        let mut extract = Extract::default();
        take(page.as_bytes(), &found, too_many, &mut extract);
        assert_eq!(extract.members.len(), 1, "equal pictures are one member");
    }

    #[test]
    fn icons_fonts_vectors_and_prose_are_not_taken() {
        for page in [
            format!("<img src=\"data:image/jpeg;base64,{}\">", picture_text(100)),
            format!("<img src=\"data:font/woff;base64,{}\">", picture_text(4000)),
            format!("<img src=\"data:image/svg+xml;base64,{}\">", "PHN2Zz4g".repeat(1000)),
            "the data: image/jpeg;base64, was".to_owned(),
            "data:image/jpeg;base64,".to_owned(),
            "data:".to_owned(),
        ] {
            assert_eq!(find(page.as_bytes()).0, [], "{}", &page[..page.len().min(60)]);
        }
    }
}
