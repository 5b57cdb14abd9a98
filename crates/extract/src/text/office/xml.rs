//! The XML of word processors' files as a stream of elements and texts. No entity but the five of XML is resolved, no
//! document type is read, nothing outside the file is asked for.

use crate::text::decode;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting of elements: tables within text boxes within tables reach some forty.
const DEEPEST: usize = 256;
/// Attributes of one element that are read.
const MOST_ATTRIBUTES: usize = 64;

/// One piece of the stream.
pub(super) enum Node<'n> {
    /// An element begins; its name as written, prefix included.
    Open(&'n str, &'n Attributes),
    /// An element ends.
    Close(&'n str),
    /// Text.
    Text(&'n str),
}

/// Attributes of an element, names as written.
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of an attribute; where `name` has no prefix, of any prefix.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let is_it = |given: &str| given == name || given.rsplit(':').next() == Some(name) && !name.contains(':');
        self.0.iter().find(|(given, _)| is_it(given)).map(|(_, value)| value.as_str())
    }
}

/// Hands every piece of `content` to `visit`, in order.
///
/// # Errors
/// The text says what ends the stream early; what came before was handed over.
pub(super) fn walk(content: &[u8], visit: &mut dyn FnMut(Node<'_>)) -> Result<(), String> {
    let decoded = decode::page(content, None).text;
    let mut reader = Reader::from_str(decoded.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(format!("elements are nested deeper than {DEEPEST}"));
                }
                let attributes = attributes(&start);
                visit(Node::Open(&String::from_utf8_lossy(start.name().as_ref()), &attributes));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(&String::from_utf8_lossy(end.name().as_ref())));
            }
            Event::Text(text) => visit(Node::Text(&text.decode().map_err(|error| error.to_string())?)),
            Event::CData(text) => visit(Node::Text(&text.decode().map_err(|error| error.to_string())?)),
            Event::GeneralRef(reference) => {
                if let Some(letter) = letter(&reference.decode().map_err(|error| error.to_string())?) {
                    visit(Node::Text(letter.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof if depth > 0 => return Err("it ends inside an element".to_owned()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> Attributes {
    let mut given = start.attributes();
    let read = given.with_checks(false).flatten().take(MOST_ATTRIBUTES).map(|attribute| {
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map(|value| value.into_owned()).unwrap_or(raw);
        (name, value)
    });
    Attributes(read.collect())
}

/// `amp`, `#38`, `#x26`.
fn letter(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        other => {
            let number = other.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
