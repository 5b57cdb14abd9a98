//! A plain text to its paragraphs, and what kind of text it is.

/// A line longer than this is a paragraph of its own rather than a piece of a wrapped one: wrapped texts break at
/// 60 to 100 columns, e-mail at 76 to 78.
const LONGEST_WRAPPED_LINE_CHARS: usize = 120;
/// Share of the text that must stand in such long lines for line ends to be paragraph ends.
const LONG_LINES_SHARE: f64 = 0.3;
/// Lines from which tables and code are looked for.
const FEWEST_STRUCTURED_LINES: usize = 3;
/// Share of lines that must look like code, data or a table.
const STRUCTURED_SHARE: f64 = 0.7;
/// Paragraphs beyond this number stay together in the last one, so that a hostile file gives no endless list.
pub(super) const MOST_PARAGRAPHS: usize = 200_000;

/// A paragraph without the white space around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Paragraph {
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// A blank line stands behind it.
    pub blank_after: bool,
}

impl Paragraph {
    /// Its text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start_byte..self.end_byte]
    }
}

/// The paragraphs of a text.
pub(super) struct Layout {
    /// In order; none overlaps another.
    pub paragraphs: Vec<Paragraph>,
    /// Code, a table, a list of values: nothing to look for roles in.
    pub is_structured: bool,
    /// There were more than [`MOST_PARAGRAPHS`].
    pub reached_limit: bool,
}

/// Splits at line ends where lines are long, at blank lines otherwise.
pub(super) fn layout(text: &str) -> Layout {
    let lines = lines(text);
    let is_structured = is_structured(text, &lines);
    let paragraphs = if !is_structured && lines_are_long(text, &lines) { lines } else { joined_at_blank_lines(lines) };
    let (paragraphs, reached_limit) = limited(paragraphs);
    Layout { paragraphs, is_structured, reached_limit }
}

/// Lines that are not blank.
pub(super) fn lines(text: &str) -> Vec<Paragraph> {
    let mut lines: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let visible =
            line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}' || letter == '\0');
        if visible.is_empty() {
            // The line feed of CR LF makes an empty piece and is no blank line.
            let is_second_half = line == "\n" && text[..start].ends_with('\r');
            if let Some(last) = lines.last_mut().filter(|_| !is_second_half && line.ends_with(['\n', '\r'])) {
                last.blank_after = true;
            }
        } else {
            let offset = visible.as_ptr() as usize - text.as_ptr() as usize;
            lines.push(Paragraph { start_byte: offset, end_byte: offset + visible.len(), blank_after: false });
        }
        start += line.len();
    }
    lines
}

fn joined_at_blank_lines(lines: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        match paragraphs.last_mut().filter(|last| !last.blank_after) {
            Some(last) => {
                last.end_byte = line.end_byte;
                last.blank_after = line.blank_after;
            }
            None => paragraphs.push(line),
        }
    }
    paragraphs
}

fn limited(mut paragraphs: Vec<Paragraph>) -> (Vec<Paragraph>, bool) {
    let reached_limit = paragraphs.len() > MOST_PARAGRAPHS;
    if let (true, Some(end_byte)) = (reached_limit, paragraphs.last().map(|last| last.end_byte)) {
        paragraphs.truncate(MOST_PARAGRAPHS);
        if let Some(last) = paragraphs.last_mut() {
            last.end_byte = end_byte;
        }
    }
    (paragraphs, reached_limit)
}

fn lines_are_long(text: &str, lines: &[Paragraph]) -> bool {
    let (mut all, mut long) = (0usize, 0usize);
    for line in lines {
        let chars = line.of(text).chars().count();
        all += chars;
        long += if chars > LONGEST_WRAPPED_LINE_CHARS { chars } else { 0 };
    }
    long as f64 > all as f64 * LONG_LINES_SHARE
}

/// Most lines look like code or data, or have the same number of the same delimiter.
fn is_structured(text: &str, lines: &[Paragraph]) -> bool {
    if lines.len() < FEWEST_STRUCTURED_LINES {
        return false;
    }
    let enough = (lines.len() as f64 * STRUCTURED_SHARE).ceil() as usize;
    let code = lines.iter().filter(|line| looks_like_code(line.of(text))).count();
    code >= enough || [',', ';', '\t', '|'].into_iter().any(|mark| same_columns(text, lines, mark) >= enough)
}

fn looks_like_code(line: &str) -> bool {
    let ends =
        line.ends_with(['{', '}', ';', '\\']) || line.ends_with("],") || line.ends_with("},") || line.ends_with("\",");
    let begins =
        line.starts_with(['{', '}', '<', '#', '[', '\\', '$']) || line.starts_with("//") || line.starts_with("\"");
    let assigns = line.contains(" = ") || line.contains("();") || line.contains("->") || line.contains("::");
    ends && (begins || line.is_ascii()) || begins && line.ends_with(['>', ']', ',', ':']) || assigns
}

/// How many lines have the number of columns that most have; 0 when that is fewer than two delimiters a line.
fn same_columns(text: &str, lines: &[Paragraph], mark: char) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for line in lines {
        *counts.entry(line.of(text).matches(mark).count()).or_insert(0usize) += 1;
    }
    counts.into_iter().filter(|(columns, _)| *columns >= 2).map(|(_, lines)| lines).max().unwrap_or(0)
}
