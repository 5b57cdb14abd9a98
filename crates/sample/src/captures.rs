//! The table that a careful user keeps beside the files: where each was seen, from whom it came.

/// What is known of one file. Empty = nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Where it was published.
    pub url: &'static str,
    /// From whom it was received.
    pub received_from: &'static str,
    /// Who collected it.
    pub collected_by: &'static str,
    /// When it was seen at its place.
    pub seen_at: &'static str,
    /// Anything else.
    pub note: &'static str,
}

/// The first line.
pub const HEADER: &str = "file,url,received_from,collected_by,seen_at,note";

/// The table as CSV (RFC 4180), one line a file; `file` is relative to the folder that is added.
pub fn table(rows: &[(String, Known)]) -> String {
    let mut csv = format!("{HEADER}\r\n");
    for (file, known) in rows {
        let cells = [file, known.url, known.received_from, known.collected_by, known.seen_at, known.note];
        csv.push_str(&cells.map(cell).join(","));
        csv.push_str("\r\n");
    }
    csv
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
