//! The contact sheet: one picture for each shot, with its time below.

use super::canvas::{Canvas, INK, SOFT};
use super::lettering::{width_px, write};
use super::{SheetShot, jpeg, time_words};
use crate::limits;
use image::RgbImage;

/// Around everything.
const MARGIN: u32 = 24;
/// Between two pictures.
const GAP: u32 = 18;
/// Height of the words below a picture with the room above them, and of the heading with the room below it.
const BELOW: u32 = 30;
const ABOVE: u32 = 40;
const HEADING: f32 = 15.0;
const WORDS: f32 = 11.0;
/// Pictures beside each other: of wide ones, of tall ones.
const COLUMNS: (u32, u32) = (4, 6);
/// Least width, so that the heading has room above a single picture.
const LEAST_WIDTH: u32 = 480;

pub(super) fn draw(heading: &str, shots: &[SheetShot], pictures: &[RgbImage]) -> Result<Vec<u8>, String> {
    if shots.len() != pictures.len() {
        return Err(format!("{} times for {} pictures", shots.len(), pictures.len()));
    }
    let cell_width = pictures.iter().map(RgbImage::width).max().unwrap_or(1);
    let cell_height = pictures.iter().map(RgbImage::height).max().unwrap_or(1);
    let most = if cell_width >= cell_height { COLUMNS.0 } else { COLUMNS.1 };
    let n_pictures = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let columns = n_pictures.clamp(1, most);
    let rows = n_pictures.div_ceil(columns);
    let width = (2 * MARGIN + columns * (cell_width + GAP) - GAP).max(LEAST_WIDTH);
    let height = 2 * MARGIN + ABOVE + rows * (cell_height + BELOW + GAP) - GAP;
    let mut canvas = Canvas::new(width, height);
    write(&mut canvas, heading, (MARGIN as f32, MARGIN as f32), HEADING, INK);
    for ((number, shot), picture) in (0u32..).zip(shots).zip(pictures) {
        let left = MARGIN + number % columns * (cell_width + GAP);
        let top = MARGIN + ABOVE + number / columns * (cell_height + BELOW + GAP);
        canvas.set(picture, left, top);
        let baseline = (top + picture.height()) as f32 + 10.0;
        write(&mut canvas, &time_words(shot.time_us), (left as f32, baseline), WORDS, INK);
        let length = format!("{} s", tenths(shot.length_us));
        let right = (left + picture.width()) as f32 - width_px(&length, WORDS);
        write(&mut canvas, &length, (right, baseline), WORDS, SOFT);
    }
    jpeg(&canvas.into_image(), limits::SHEET_QUALITY)
}

fn tenths(us: i64) -> String {
    let tenths = us.max(0) / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}
