//! Files of word processors: WordprocessingML (`.docx`, ECMA-376) and OpenDocument text (`.odt`, OASIS OpenDocument 1.3),
//! each a ZIP of XML. Paragraphs, tables, notes and comments become blocks, pictures members, changes that are kept a
//! finding.

mod changes;
mod docx;
mod odt;
mod xml;

use crate::text::document::Document;
use crate::text::findings::DOCUMENT_DAMAGED;
use crate::times::{self, Zone};
use model::{ClaimedTime, Extract, TimeKind};
use xml::Node;

/// Longest name or title, bytes.
const LONGEST_LINE_BYTES: usize = 1024;

/// Which format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum OfficeFormat {
    /// WordprocessingML.
    Docx,
    /// OpenDocument text.
    Odt,
}

impl OfficeFormat {
    /// Whether an entry of the ZIP is a picture or file that the document shows, not a part of its own text.
    pub(crate) fn is_embedded(self, name: &str) -> bool {
        let folders: &[&str] = match self {
            OfficeFormat::Docx => &["word/media/", "word/embeddings/"],
            OfficeFormat::Odt => &["Pictures/", "Media/"],
        };
        folders.iter().any(|folder| name.starts_with(folder) && name.len() > folder.len())
    }
}

/// Gives the content of a part, if the ZIP holds one of that name; `Err` says why it cannot be read.
pub(crate) type Parts<'p> = &'p dyn Fn(&str) -> Option<Result<Vec<u8>, String>>;

/// Ends the innermost open row, of which `rows` holds the cells, one list for each table around. A row of the outermost table
/// is a paragraph, its cells apart by tabs; one of a table within stays in its cell.
fn ended_row(rows: &mut [Vec<String>]) -> Option<String> {
    let cells = std::mem::take(rows.last_mut()?);
    if cells.is_empty() {
        return None;
    }
    let Some(outer) = rows.len().checked_sub(2) else { return Some(cells.join("\t")) };
    if let Some(cell) = rows[outer].last_mut() {
        cell.push_str(if cell.is_empty() { "" } else { " " });
        cell.push_str(&cells.join(" "));
    }
    None
}

/// Reads the text of a document into `extract`.
pub(crate) fn read(format: OfficeFormat, parts: Parts<'_>, extract: &mut Extract) {
    let mut document = Document::default();
    match format {
        OfficeFormat::Docx => docx::read(parts, &mut document, extract),
        OfficeFormat::Odt => odt::read(parts, &mut document, extract),
    }
    document.finish(extract);
}

/// Walks through a part; a part that is not there is walked through at once, what cannot be read is a finding.
fn walk(name: &str, parts: Parts<'_>, extract: &mut Extract, visit: &mut dyn FnMut(Node<'_>)) {
    let Some(content) = parts(name) else { return };
    if let Err(why) = content.and_then(|content| xml::walk(&content, visit)) {
        extract.findings.push(DOCUMENT_DAMAGED.found(format!(
            "The part \"{name}\" of the document cannot be read to its end: {}. What came before was used.",
            crate::codes::quoted(&why, 200)
        )));
    }
}

/// Fields of metadata and times from a part with one element for each: (element, name for people, kind of time).
type KnownField = (&'static str, &'static str, bool);

fn properties(
    name: &str,
    known: &[KnownField],
    parts: Parts<'_>,
    document: &mut Document,
    extract: &mut Extract,
) -> Option<String> {
    let mut values: Vec<(KnownField, String)> = Vec::new();
    let mut open: Option<KnownField> = None;
    walk(name, parts, extract, &mut |node| match node {
        Node::Open(element, _) => {
            open = known.iter().find(|(known, ..)| *known == element).copied();
            values.extend(open.map(|field| (field, String::new())));
        }
        Node::Text(text) if open.is_some() => {
            if let Some((_, value)) = values.last_mut() {
                value.push_str(super::cut(text, crate::limits::METADATA_VALUE_BYTES));
            }
        }
        Node::Text(_) => {}
        Node::Close(_) => open = None,
    });
    let mut title = None;
    for ((element, shown, is_time), value) in values {
        document.describe(&format!("document {shown}"), &value);
        if element == "dc:title" && !value.trim().is_empty() {
            title = Some(one_line(&value));
        }
        let time = if is_time { time(&value) } else { None };
        extract.times.extend(time.map(|(time, zone)| ClaimedTime {
            time,
            kind: TimeKind::FileMetadata,
            evidence: format!("document {shown}"),
            zone: zone.words(),
        }));
    }
    title
}

/// `2019-01-03T11:22:33Z`, `2019-01-03T11:22:33.123`, `2019-01-03T11:22:00`, `2019-01-03T11:22+01:00`.
fn time(written: &str) -> Option<(String, Zone)> {
    let written = written.trim();
    times::of_iso(written).or_else(|| {
        // Seconds may be left out (W3C, "Date and Time Formats").
        let (minutes, rest) = written.split_at_checked(16)?;
        times::of_iso(&format!("{minutes}:00{rest}"))
    })
}

/// The name of a member, under which the document's links name it too.
pub(crate) fn member_name(entry: &str) -> String {
    format!("inline:{entry}")
}

/// A name or title on one line, cut where it is longer than those are.
fn one_line(text: &str) -> String {
    super::cut(&super::one_line(text), LONGEST_LINE_BYTES).to_owned()
}

#[cfg(test)]
mod tests;
