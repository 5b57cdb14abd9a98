//! The two sides of a match with the part that matches outlined; below them, where one can be laid over the other, both
//! laid over each other and their difference.

use super::canvas::{Canvas, INK, SOFT};
use super::laid::{DIFFERENCE_GAIN, ToQuery, laid};
use super::lettering::{width_px, write};
use super::{DrawnSide, time_words};
use image::RgbImage;
use std::io::Cursor;

const MARGIN: u32 = 24;
const GAP: u32 = 20;
/// Height of the words above a picture with the room below them.
const ABOVE: u32 = 30;
const WORDS: f32 = 13.0;
/// Least width of a column, so that its words have room.
const LEAST_WIDTH: u32 = 380;

/// A picture with the words above it: what it is, and more, which is softer.
struct Panel {
    words: String,
    more: String,
    picture: RgbImage,
    region: Option<[f64; 4]>,
}

pub(super) fn draw(
    (query, query_picture): (&DrawnSide, &RgbImage),
    (reference, reference_picture): (&DrawnSide, &RgbImage),
    to_query: Option<&ToQuery>,
) -> Result<Vec<u8>, String> {
    let side = |words: &str, side: &DrawnSide, picture: &RgbImage| Panel {
        words: format!("{words} {}", side.label),
        more: side.time_us.map(time_words).unwrap_or_default(),
        picture: picture.clone(),
        region: side.region,
    };
    let mut rows = vec![[side("query", query, query_picture), side("reference", reference, reference_picture)]];
    let over = to_query.map(|to_query| laid(query_picture, reference_picture, to_query));
    if let Some((over, mean)) = over.and_then(|over| over.mean_difference.map(|mean| (over, mean))) {
        let panel = |words: &str, more: String, picture| Panel { words: words.to_owned(), more, picture, region: None };
        let difference_words = format!("×{DIFFERENCE_GAIN} · mean {mean:.1} of 255");
        rows.push([
            panel("laid over each other", "half and half".to_owned(), over.mixed),
            panel("difference", difference_words, over.difference),
        ]);
    }
    let mut png = Vec::new();
    drawn(&rows).write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).map_err(|error| error.to_string())?;
    Ok(png)
}

fn drawn(rows: &[[Panel; 2]]) -> RgbImage {
    let widest = |column: usize| rows.iter().map(|row| row[column].picture.width()).max().unwrap_or(1).max(LEAST_WIDTH);
    let highest = |row: &[Panel; 2]| row.iter().map(|panel| panel.picture.height()).max().unwrap_or(1);
    let (left_column, right_column) = (widest(0), widest(1));
    let width = 2 * MARGIN + left_column + GAP + right_column;
    let height = 2 * MARGIN + rows.iter().map(|row| ABOVE + highest(row) + GAP).sum::<u32>() - GAP;
    let mut canvas = Canvas::new(width, height);
    let mut top = MARGIN;
    for row in rows {
        for (panel, (left, room)) in row.iter().zip([(MARGIN, left_column), (MARGIN + left_column + GAP, right_column)])
        {
            panel.put(&mut canvas, left, top, room);
        }
        top += ABOVE + highest(row) + GAP;
    }
    canvas.into_image()
}

impl Panel {
    fn put(&self, canvas: &mut Canvas, left: u32, top: u32, room: u32) {
        write(canvas, &self.words, (left as f32, top as f32), WORDS, INK);
        let after = left as f32 + width_px(&self.words, WORDS) + 14.0;
        let to_the_right = (left + room.min(self.picture.width())) as f32 - width_px(&self.more, WORDS);
        write(canvas, &self.more, (to_the_right.max(after), top as f32), WORDS, SOFT);
        canvas.set(&self.picture, left, top + ABOVE);
        if let Some(region) = self.region {
            canvas.outline(region, (left, top + ABOVE), self.picture.dimensions());
        }
    }
}
