//! Glyphs to lines and lines to paragraphs.
//!
//! A page says where each glyph stands and nothing of words. The order in which it draws them is nearly always the order
//! in which it is read, columns included, so that order is kept; only what stands on one baseline is put together.

use super::glyphs::Glyph;
use std::collections::HashMap;

/// A gap of so much of the font's height is a space: spaces of fonts have 0.2 to 0.33, kerning at most 0.1.
const SPACE_SHARE: f64 = 0.18;
/// A gap of so many heights is a cell's border, or the space between columns.
const COLUMN_HEIGHTS: f64 = 2.5;
/// A glyph may stand so much of its height above or below the line: footnote marks do.
const OFF_LINE_SHARE: f64 = 0.55;
/// So much may a glyph reach back over the one before it.
const OVERLAP_SHARE: f64 = 0.8;
/// Lines farther apart than this, in heights, never belong to one paragraph.
const FARTHEST_LINES: f64 = 2.0;
/// Lines so much farther apart than is usual on the page begin a paragraph.
const USUAL_FACTOR: f64 = 1.25;
/// A line of another height by so much is no line of the paragraph.
const HEIGHT_FACTOR: f64 = 1.2;
/// A line that begins so many heights farther in begins a paragraph.
const INDENT_HEIGHTS: f64 = 0.9;
/// A line that ends before this share of the width of its paragraph may be its last.
const SHORT_LINE_SHARE: f64 = 0.8;
/// Pages on which a line of one wording stands at one height are at least so many, and this share of all, where it is a
/// header or footer.
const FEWEST_REPEATS: usize = 3;
/// Share of all pages.
const REPEATS_SHARE: f64 = 0.4;

/// A line of a page.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    left: f64,
    right: f64,
    y: f64,
    pub(super) size: f64,
    /// Header, footer, number of the page.
    pub(super) is_artifact: bool,
    /// It does not run from left to right or right to left: a stamp, a label of an axis.
    is_aslant: bool,
    /// It stands on the line before it, farther right: the next cell of a row.
    goes_on: bool,
}

/// A paragraph of a page.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) size: f64,
    /// Height of its first line on the page, points from the top.
    pub(super) y: f64,
    pub(super) is_artifact: bool,
}

/// The lines of a page.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Vec<&Glyph> = Vec::new();
    let mut reach = Reach::default();
    for glyph in glyphs {
        if open.last().is_some_and(|last| !reach.holds(last, glyph)) {
            end_line(&mut open, &mut lines);
            reach = Reach::default();
        }
        reach.add(glyph);
        open.push(glyph);
    }
    end_line(&mut open, &mut lines);
    lines
}

/// How far a line reaches, measured along its text.
#[derive(Default)]
struct Reach {
    from: f64,
    to: f64,
    height: f64,
    is_begun: bool,
}

impl Reach {
    fn add(&mut self, glyph: &Glyph) {
        let (from, to) = extent(glyph);
        let blank = glyph.text.trim().is_empty();
        match self.is_begun {
            true => (self.from, self.to) = (self.from.min(from), self.to.max(to)),
            false => (self.from, self.to) = (from, to),
        }
        self.is_begun = true;
        self.height = if blank { self.height } else { self.height.max(glyph.size) };
    }

    fn holds(&self, last: &Glyph, glyph: &Glyph) -> bool {
        let turned = last.along.0 * glyph.along.0 + last.along.1 * glyph.along.1 < 0.98;
        let across = |one: &Glyph| one.y * one.along.0 - one.x * one.along.1;
        let height = self.height.max(glyph.size).max(0.1);
        let off = (across(last) - across(glyph)).abs();
        if turned || off > OFF_LINE_SHARE * height || last.is_artifact != glyph.is_artifact {
            return false;
        }
        let (from, to) = extent(glyph);
        let (right, left) = (from - self.to, self.from - to);
        let fits = |gap: f64| (-OVERLAP_SHARE * height..=COLUMN_HEIGHTS * height).contains(&gap);
        fits(right) || fits(left)
    }
}

fn extent(glyph: &Glyph) -> (f64, f64) {
    let from = glyph.x * glyph.along.0 + glyph.y * glyph.along.1;
    (from, from + glyph.advance)
}

fn end_line(open: &mut Vec<&Glyph>, lines: &mut Vec<Line>) {
    let glyphs = std::mem::take(open);
    let text = text_of(&glyphs);
    let visible: Vec<&&Glyph> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    // A line none of whose letters the file gives says nothing.
    let is_known = text.chars().any(|letter| letter != char::REPLACEMENT_CHARACTER && letter != ' ');
    let (Some(first), true) = (visible.first(), is_known) else { return };
    let mut sizes: Vec<f64> = visible.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes[sizes.len() / 2].max(0.1);
    let left = visible.iter().map(|glyph| extent(glyph).0).fold(f64::INFINITY, f64::min);
    let right = visible.iter().map(|glyph| extent(glyph).1).fold(f64::NEG_INFINITY, f64::max);
    let is_aslant = first.along.0 < 0.98;
    let goes_on = lines.last().is_some_and(|last: &Line| {
        let level = (last.y - first.y).abs() < 0.3 * size;
        level && !is_aslant && !last.is_aslant && last.is_artifact == first.is_artifact && left >= last.right
    });
    lines.push(Line { text, left, right, y: first.y, size, is_artifact: first.is_artifact, is_aslant, goes_on });
}

/// The letters of a line in the order in which they are read, spaces where there are gaps.
fn text_of(glyphs: &[&Glyph]) -> String {
    let mut ordered: Vec<&Glyph> = glyphs.to_vec();
    let counts = ordered.iter().flat_map(|glyph| glyph.text.chars()).fold((0usize, 0usize), |(rtl, ltr), letter| {
        (
            rtl + usize::from(is_right_to_left(letter)),
            ltr + usize::from(letter.is_alphabetic() && !is_right_to_left(letter)),
        )
    });
    let is_right_to_left_line = counts.0 > counts.1;
    if is_right_to_left_line {
        // Programs draw such lines in either direction; where the letters stand tells.
        ordered.sort_by(|a, b| extent(b).0.total_cmp(&extent(a).0));
    }
    let mut pieces: Vec<&str> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in ordered {
        let gap = last.map_or(0.0, |last| {
            let ((from, to), (last_from, last_to)) = (extent(glyph), extent(last));
            (from - last_to).max(last_from - to)
        });
        if last.is_some_and(|last| gap > SPACE_SHARE * last.size.min(glyph.size)) {
            pieces.push(" ");
        }
        pieces.push(&glyph.text);
        last = Some(glyph);
    }
    if is_right_to_left_line {
        turn_runs(&mut pieces);
    }
    let mut text = String::new();
    for letter in pieces.into_iter().flat_map(str::chars) {
        match letter {
            letter if letter.is_whitespace() && (text.is_empty() || text.ends_with(' ')) => {}
            letter if letter.is_whitespace() => text.push(' '),
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    text.trim().to_owned()
}

/// Within a line that runs from right to left, numbers and words of other scripts run from left to right.
fn turn_runs(pieces: &mut [&str]) {
    let is_turned = |piece: &str| piece.chars().any(is_right_to_left);
    let runs_left_to_right = |piece: &str| piece.chars().any(char::is_alphanumeric) && !is_turned(piece);
    let mut at = 0;
    while at < pieces.len() {
        if !runs_left_to_right(pieces[at]) {
            at += 1;
            continue;
        }
        let behind = pieces[at..].iter().position(|piece| is_turned(piece)).map_or(pieces.len(), |end| at + end);
        let end = (at..behind).rev().find(|index| runs_left_to_right(pieces[*index])).map_or(at + 1, |last| last + 1);
        pieces[at..end].reverse();
        at = end;
    }
}

/// Hebrew, Arabic and their forms for presentation.
fn is_right_to_left(letter: char) -> bool {
    let is_digit = matches!(letter, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && !is_digit
}

/// Marks lines that stand on many pages at one height, but for their numbers, as headers and footers.
pub(super) fn mark_repeated(pages: &mut [Vec<Line>]) {
    let key = |line: &Line| {
        let words: String = line.text.chars().filter(|letter| !letter.is_numeric()).collect();
        (words, (line.y / 4.0).round() as i64)
    };
    let mut counts: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        let mut keys: Vec<_> = page.iter().map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let fewest = FEWEST_REPEATS.max((pages.len() as f64 * REPEATS_SHARE).ceil() as usize);
    for line in pages.iter_mut().flatten() {
        line.is_artifact |= counts.get(&key(line)).is_some_and(|count| *count >= fewest);
    }
}

/// The paragraphs of a page.
pub(super) fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let usual = usual_distance(lines);
    let mut paragraphs = Vec::new();
    let mut open: Vec<&Line> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        // A line that goes on is a row of cells, and a row is a paragraph of its own.
        let begins_row = !line.goes_on && lines.get(index + 1).is_some_and(|next| next.goes_on);
        if !open.is_empty() && (begins_row || !belongs(&open, line, usual)) {
            paragraphs.push(joined(&std::mem::take(&mut open)));
        }
        open.push(line);
    }
    if !open.is_empty() {
        paragraphs.push(joined(&open));
    }
    paragraphs
}

/// The distance of most lines of a page from the line before, in heights.
fn usual_distance(lines: &[Line]) -> f64 {
    let pairs = lines.windows(2).map(|pair| (pair[1].y - pair[0].y) / pair[0].size.max(pair[1].size));
    let mut distances: Vec<f64> = pairs.filter(|distance| (0.6..FARTHEST_LINES).contains(distance)).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 2).copied().unwrap_or(1.2)
}

fn belongs(open: &[&Line], line: &Line, usual: f64) -> bool {
    let Some(last) = open.last() else { return true };
    if line.is_artifact != last.is_artifact || line.is_aslant || last.is_aslant {
        return false;
    }
    if line.goes_on {
        return true;
    }
    let size = last.size.max(line.size);
    let distance = (line.y - last.y) / size;
    let same_height = size / last.size.min(line.size) <= HEIGHT_FACTOR;
    let is_row = last.goes_on;
    let overlaps = line.left < last.right && last.left < line.right;
    if is_row || !same_height || !(0.3..FARTHEST_LINES.min(usual * USUAL_FACTOR)).contains(&distance) || !overlaps {
        return false;
    }
    let left = open.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = open.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let is_indented = open.len() > 1 && line.left > left + INDENT_HEIGHTS * size && line.left > last.left;
    let ends = last.text.ends_with(['.', '!', '?', ':', '…', '"', '”', '»', '؟', '۔', '。']);
    let is_short = last.right - left < SHORT_LINE_SHARE * (right.max(line.right) - left);
    let begins_item = line.text.starts_with(['•', '▪', '◦', '–', '—', '‣']);
    !(is_indented || ends && is_short || begins_item)
}

fn joined(lines: &[&Line]) -> Paragraph {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            // Whether a hyphen at a line's end belongs to the word, the page does not say: line and hyphen stay.
            let is_broken = text.ends_with('-') && line.text.starts_with(char::is_lowercase);
            text.push(if line.goes_on {
                '\t'
            } else if is_broken {
                '\n'
            } else {
                ' '
            });
        }
        match text.strip_suffix("\u{ad} ") {
            Some(word) => text = format!("{word}{}", line.text),
            None => text.push_str(&line.text),
        }
    }
    let first = lines[0];
    let size = lines.iter().map(|line| line.size).fold(0.0, f64::max);
    Paragraph { text, size, y: first.y, is_artifact: first.is_artifact }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of text of 10 points that begins at a place; each letter is 5 points wide.
    fn line(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let glyph = |(index, letter): (usize, char)| Glyph {
            text: letter.to_string(),
            x: x + 5.0 * index as f64,
            y,
            along: (1.0, 0.0),
            advance: 5.0,
            size: 10.0,
            is_artifact: false,
        };
        text.chars().enumerate().filter(|(_, letter)| *letter != '_').map(glyph).collect()
    }

    fn check(glyphs: Vec<Vec<Glyph>>, expected: &[&str]) {
        let found = paragraphs(&lines(&glyphs.concat()));
        let texts: Vec<&str> = found.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn gaps_are_spaces_and_farther_lines_are_paragraphs() {
        check(
            vec![line("It_is gone", 0.0, 0.0), line("for good.", 0.0, 12.0), line("Nobody", 0.0, 40.0)],
            &["It is gone for good.", "Nobody"],
        );
    }

    #[test]
    fn columns_are_read_one_after_the_other_and_cells_of_a_row_together() {
        let columns = vec![line("left one", 0.0, 0.0), line("left two", 0.0, 12.0), line("right", 100.0, 0.0)];
        check(columns, &["left one left two", "right"]);
        let rows = vec![line("a", 0.0, 0.0), line("b", 100.0, 0.0), line("c", 0.0, 12.0), line("d", 100.0, 12.0)];
        check(rows, &["a\tb", "c\td"]);
    }

    #[test]
    fn a_line_from_right_to_left_is_read_so_in_whichever_order_it_is_drawn() {
        // As it stands on the page, read from left to right.
        let mut drawn = line("2019 \u{5dd}\u{5d5}\u{5dc}\u{5e9}", 0.0, 0.0);
        check(vec![drawn.clone()], &["\u{5e9}\u{5dc}\u{5d5}\u{5dd} 2019"]);
        drawn.reverse();
        check(vec![drawn], &["\u{5e9}\u{5dc}\u{5d5}\u{5dd} 2019"]);
    }

    #[test]
    fn short_last_lines_and_indents_end_paragraphs() {
        let glyphs = vec![
            line("The bridge over the river", 0.0, 0.0),
            line("is gone.", 0.0, 12.0),
            line("It was old and nobody saw", 0.0, 24.0),
            line("it fall, they say, at all", 0.0, 36.0),
            line("Others did, and said so.", 12.0, 48.0),
        ];
        check(
            glyphs,
            &[
                "The bridge over the river is gone.",
                "It was old and nobody saw it fall, they say, at all",
                "Others did, and said so.",
            ],
        );
    }

    #[test]
    fn what_stands_on_every_page_but_for_its_number_is_a_footer() {
        let page = |number: usize| {
            [
                lines(&line(&format!("text {}", "x".repeat(number)), 0.0, 0.0)),
                lines(&line(&format!("page {number}"), 0.0, 700.0)),
            ]
            .concat()
        };
        let mut pages: Vec<Vec<Line>> = (1..=4).map(page).collect();
        mark_repeated(&mut pages);
        assert!(pages.iter().all(|page| !page[0].is_artifact && page[1].is_artifact));
    }
}
