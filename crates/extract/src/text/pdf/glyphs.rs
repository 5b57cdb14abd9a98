//! Glyphs and pictures of one page as they are drawn, in the order in which the page draws them.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream, String as PdfString};
use hayro_interpret::kurbo::{BezPath, Point};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use std::collections::HashSet;
use std::ops::Range;

/// Glyphs of one page that are taken; a page of a newspaper has 30,000.
const MOST_GLYPHS: usize = 300_000;
/// Pictures of one page that are looked at.
const MOST_PICTURES: usize = 500;
/// Glyphs have 1000 units to the em (ISO 32000-1, 9.2.4).
const UNITS_PER_EM: f64 = 1000.0;

/// A glyph on the page; lengths in points, y downwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// Its letters; none for one that a replacement text stands for.
    pub(super) text: String,
    /// Start of its baseline.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Direction in which the text runs, length 1.
    pub(super) along: (f64, f64),
    /// How far the next glyph stands.
    pub(super) advance: f64,
    /// Height of its font.
    pub(super) size: f64,
    /// Whether the page calls it no part of its content: header, footer, number.
    pub(super) is_artifact: bool,
}

/// Takes what a page draws.
pub(super) struct Collector {
    pub(super) glyphs: Vec<Glyph>,
    /// Glyphs whose letters the file does not give.
    pub(super) unmapped: usize,
    /// Glyphs that are drawn invisibly: text over a scanned page.
    pub(super) invisible: usize,
    pub(super) has_picture: bool,
    /// Where JPEG files lie in the bytes of the document.
    pub(super) jpegs: Vec<Range<usize>>,
    pub(super) reached_limit: bool,
    /// Addresses of the document's bytes, by which a stream is found in it.
    content: Range<usize>,
    marks: Vec<Mark>,
    drawn: HashSet<(u64, i64, i64)>,
}

/// A stretch of marked content.
struct Mark {
    is_artifact: bool,
    /// The text that stands for all glyphs of the stretch; taken by the first.
    replacement: Option<String>,
    is_replaced: bool,
}

impl Collector {
    pub(super) fn new(content: &[u8]) -> Collector {
        let start = content.as_ptr() as usize;
        Collector {
            glyphs: Vec::new(),
            unmapped: 0,
            invisible: 0,
            has_picture: false,
            jpegs: Vec::new(),
            reached_limit: false,
            content: start..start + content.len(),
            marks: Vec::new(),
            drawn: HashSet::new(),
        }
    }

    fn letters(&mut self, glyph: &Drawn<'_>) -> String {
        if let Some(mark) = self.marks.iter_mut().rev().find(|mark| mark.is_replaced) {
            return mark.replacement.take().unwrap_or_default();
        }
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        }
    }

    fn take_stream(&mut self, stream: &Stream<'_>) {
        self.has_picture = true;
        if self.jpegs.len() >= MOST_PICTURES || stream.filters().as_slice() != [Filter::DctDecode] {
            return;
        }
        let data = stream.raw_data();
        let start = data.as_ptr() as usize;
        // One that was decrypted, or that lies in a packed stream, has no place in the file.
        if self.content.start <= start && start + data.len() <= self.content.end && data.starts_with(b"\xff\xd8") {
            let from = start - self.content.start;
            self.jpegs.push(from..from + data.len());
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let is_artifact = self.marks.iter().any(|mark| mark.is_artifact);
        for glyph in run.glyphs() {
            if self.glyphs.len() >= MOST_GLYPHS {
                self.reached_limit = true;
                return;
            }
            let width = match &**glyph {
                Drawn::Outline(outline) => outline.advance_width().map_or(500.0, f64::from),
                Drawn::Type3(drawn) => f64::from(drawn.advance_width().unwrap_or(500.0)),
            };
            let to_page = props.transform * glyph.transform();
            let origin = to_page * Point::ZERO;
            let (end, top) = (to_page * Point::new(width, 0.0), to_page * Point::new(0.0, UNITS_PER_EM));
            let (advance, size) = (origin.distance(end), origin.distance(top));
            // Vertical scripts run downwards, a height for each sign.
            let is_vertical = run.writing_mode() == WritingMode::Vertical;
            let em = to_page * if is_vertical { Point::new(0.0, -UNITS_PER_EM) } else { Point::new(UNITS_PER_EM, 0.0) };
            let length = origin.distance(em);
            let advance = if is_vertical { size } else { advance };
            if ![origin.x, origin.y, advance, size, length].iter().all(|number| number.is_finite()) || length <= 0.0 {
                continue;
            }
            let text = self.letters(glyph);
            // The same letter at the same place makes it bold, and counts once.
            let place = |at: f64| (at * 4.0).round() as i64;
            let letter = text.bytes().fold(0u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
            if !text.is_empty() && !self.drawn.insert((letter, place(origin.x), place(origin.y))) {
                continue;
            }
            self.invisible += usize::from(matches!(mode, DrawMode::Invisible));
            self.unmapped += usize::from(text.starts_with(char::REPLACEMENT_CHARACTER));
            self.glyphs.push(Glyph {
                text,
                x: origin.x,
                y: origin.y,
                along: ((em.x - origin.x) / length, (em.y - origin.y) / length),
                advance,
                size,
                is_artifact,
            });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        match &image {
            Image::Stencil(image) => self.take_stream(image.stream()),
            Image::Raster(image) => self.take_stream(image.stream()),
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        let replacement = text.map(|text| super::info::text(text.as_bytes()));
        let named = properties.and_then(|properties| properties.get::<Name<'_>>("Type"));
        let is_artifact = tag == b"Artifact" || named.is_some_and(|name| name.as_str() == "Pagination");
        self.marks.push(Mark { is_artifact, is_replaced: replacement.is_some(), replacement });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}
