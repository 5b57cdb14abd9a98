//! A list of items as a table for other programs.

use super::answers::words_of;
use anyhow::Result;
use archive::desk::{DeskIndex, DeskItem, ItemQuery};
use std::io::Write;

/// Headings, in order.
const HEADINGS: [&str; 26] = [
    "short_id",
    "sha256",
    "name",
    "title",
    "kind",
    "media_type",
    "size_bytes",
    "outlet",
    "time",
    "time_kind",
    "time_zone",
    "added",
    "captures",
    "matches",
    "statements",
    "claims",
    "standing",
    "place",
    "latitude",
    "longitude",
    "errors",
    "warnings",
    "status",
    "assignee",
    "graphic",
    "tags",
];

/// Writes all items that fit, whatever page the query asks for, as CSV (RFC 4180) with headings.
///
/// A cell that a table program would take for a formula gets an apostrophe before it, as OWASP advises ("CSV Injection"):
/// those that begin with `=`, `+`, `-`, `@`, tab, carriage return or line feed, also in their full-width forms. Numbers of
/// our own stay as they are.
///
/// # Errors
/// When the query's text holds no word, the case cannot be read, or `out` cannot be written.
pub fn write_csv(index: &DeskIndex, query: &ItemQuery, out: impl Write) -> Result<()> {
    let words = words_of(&query.text)?;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(HEADINGS)?;
    let expression = words.map(|words| words.expression());
    index.each_item(query, expression.as_deref(), |item| -> Result<()> { Ok(table.write_record(cells(&item))?) })?;
    Ok(table.flush()?)
}

fn cells(item: &DeskItem) -> [String; HEADINGS.len()] {
    let (time, place) = (item.time.as_ref(), item.place.as_ref());
    let of = |text: &Option<String>| harmless(text.as_deref().unwrap_or_default());
    let tags: Vec<&str> = item.marks.tags.iter().map(String::as_str).collect();
    [
        harmless(&item.short_id.0),
        item.id.hex(),
        harmless(&item.name),
        of(&item.title),
        item.kind.name().to_owned(),
        harmless(&item.media_type),
        item.size_bytes.to_string(),
        of(&item.outlet),
        harmless(time.map_or("", |time| &time.time)),
        time.map_or("", |time| time.kind.words()).to_owned(),
        harmless(time.map_or("", |time| &time.zone)),
        harmless(&item.added),
        item.n_captures.to_string(),
        item.n_matches.to_string(),
        item.n_statements.to_string(),
        item.n_claims.to_string(),
        format!("{:?}", item.standing).to_lowercase(),
        harmless(place.map_or("", |place| &place.text)),
        place.map(|place| place.lat.to_string()).unwrap_or_default(),
        place.map(|place| place.lon.to_string()).unwrap_or_default(),
        item.findings.error.to_string(),
        item.findings.warn.to_string(),
        of(&item.marks.status),
        of(&item.marks.assignee),
        if item.marks.is_graphic { "yes" } else { "no" }.to_owned(),
        harmless(&tags.join("; ")),
    ]
}

/// The text so that no table program takes it for a formula.
fn harmless(text: &str) -> String {
    let begins_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_taken_for_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－2+3"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
    }
}
