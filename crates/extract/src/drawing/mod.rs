//! Pictures for people, drawn of pictures that were taken out of items: a contact sheet, a comparison, a clip of two
//! recordings side by side. The worker that draws is given pixels and opens no item.

mod canvas;
mod clip;
mod comparison;
mod laid;
mod lettering;
mod sheet;

use crate::job::Surroundings;
use crate::limits;
use crate::wire::samples_of;
use image::RgbImage;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What is to be drawn.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawing {
    /// One picture for each shot of a recording, in order of time; a JPEG.
    Sheet {
        /// Stands above.
        heading: String,
        /// For each picture, its time and how long its shot is, microseconds.
        shots: Vec<SheetShot>,
    },
    /// The two sides of a match, and one laid over the other; a PNG. Pictures: query, reference.
    Comparison {
        /// The query.
        query: DrawnSide,
        /// The reference.
        reference: DrawnSide,
        /// Where a place of the reference lies in the query, both 0..=1 across and down: a row-major matrix of three rows
        /// that is applied to (x, y, 1). `None`: nothing is laid over the other.
        to_query: Option<[f64; 9]>,
    },
    /// Two recordings side by side; a WebM. Pictures: all frames of the query, then as many of the reference. Sounds: none,
    /// or that of the query, which is heard on the left, and that of the reference, on the right, both made equally loud.
    Clip {
        /// The query.
        query: DrawnSide,
        /// The reference.
        reference: DrawnSide,
        /// Frames of a second.
        frames_per_second: u32,
    },
}

/// A shot on a contact sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SheetShot {
    /// Time of the picture, microseconds.
    pub time_us: i64,
    /// Length of the shot, microseconds.
    pub length_us: i64,
}

/// One side of a comparison or a clip.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct DrawnSide {
    /// Short id of the item.
    pub label: String,
    /// Time of the (first) picture, microseconds; `None` for a still picture.
    pub time_us: Option<i64>,
    /// From one frame of a clip to the next, microseconds.
    pub step_us: i64,
    /// The part that matches, outlined: left, top, right, bottom, 0..=1.
    pub region: Option<[f64; 4]>,
}

/// A drawing with the sizes of its pictures and sounds, whose bytes come with the job one after another: RGB, then samples of
/// 16 bits, the lower byte first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct DrawOrder {
    pub(crate) drawing: Drawing,
    pub(crate) sizes_px: Vec<(u32, u32)>,
    /// Samples of each sound.
    pub(crate) n_samples: Vec<u32>,
}

/// The file: JPEG, PNG or WebM.
pub(crate) fn draw(
    order: &DrawOrder,
    bytes: &[u8],
    surroundings: &Surroundings,
    until: Instant,
) -> Result<Vec<u8>, String> {
    let (pictures, rest) = pictures(&order.sizes_px, bytes)?;
    let sounds = sounds(&order.n_samples, rest)?;
    match &order.drawing {
        Drawing::Sheet { heading, shots } => sheet::draw(heading, shots, &pictures),
        Drawing::Comparison { query, reference, to_query } => match pictures.as_slice() {
            [query_picture, reference_picture] => {
                comparison::draw((query, query_picture), (reference, reference_picture), to_query.as_ref())
            }
            _ => Err(format!("a comparison is of two pictures, not of {}", pictures.len())),
        },
        Drawing::Clip { query, reference, frames_per_second } => {
            let (queries, references) = pictures.split_at(pictures.len() / 2);
            clip::draw((query, queries), (reference, references), &sounds, *frames_per_second, surroundings, until)
        }
    }
}

/// The pictures, and the bytes after them.
fn pictures<'b>(sizes_px: &[(u32, u32)], bytes: &'b [u8]) -> Result<(Vec<RgbImage>, &'b [u8]), String> {
    let mut pictures = Vec::with_capacity(sizes_px.len().min(limits::LOOK_FRAMES));
    let mut rest = bytes;
    for (width, height) in sizes_px {
        let fits = (1..=limits::LOOK_SIDE_PX).contains(width) && (1..=limits::LOOK_SIDE_PX).contains(height);
        let length = u64::from(*width).saturating_mul(u64::from(*height)).saturating_mul(3);
        if !fits || (rest.len() as u64) < length {
            return Err(format!("a picture of {width} x {height} does not fit what was given"));
        }
        let (own, others) = rest.split_at(length as usize);
        pictures.extend(RgbImage::from_raw(*width, *height, Vec::from(own)));
        rest = others;
    }
    if pictures.is_empty() {
        return Err("there is no picture to draw of".to_owned());
    }
    Ok((pictures, rest))
}

fn sounds(n_samples: &[u32], bytes: &[u8]) -> Result<Vec<Vec<i16>>, String> {
    let mut rest = bytes;
    let mut sounds = Vec::new();
    for n_samples in n_samples.iter().map(|n_samples| *n_samples as usize) {
        let own = n_samples.checked_mul(2).and_then(|length| rest.split_at_checked(length));
        let (own, others) = own.ok_or_else(|| format!("a sound of {n_samples} samples does not fit what was given"))?;
        sounds.push(samples_of(own));
        rest = others;
    }
    if !rest.is_empty() {
        return Err(format!("{} bytes more than the drawing needs were given", rest.len()));
    }
    Ok(sounds)
}

/// A time in a recording: `0:03.2`, `1:02:03.4`.
fn time_words(us: i64) -> String {
    let tenths = us.max(0) / 100_000;
    let (hours, minutes, rest) = (tenths / 36_000, tenths / 600 % 60, tenths % 600);
    let seconds = format!("{:02}.{}", rest / 10, rest % 10);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds}") } else { format!("{minutes}:{seconds}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_on_a_clock() {
        assert_eq!(time_words(3_249_000), "0:03.2");
        assert_eq!(time_words(3_723_400_000), "1:02:03.4");
    }

    #[test]
    fn pictures_that_are_not_there_are_refused() {
        assert!(pictures(&[(2, 2)], &[0; 11]).is_err());
        assert!(sounds(&[], &[0; 1]).is_err() && sounds(&[u32::MAX], &[0; 6]).is_err());
        assert_eq!(sounds(&[1, 2], &[1, 0, 2, 0, 255, 255]), Ok(vec![vec![1], vec![2, -1]]));
        assert!(pictures(&[(0, 9)], &[]).is_err());
        assert!(pictures(&[(u32::MAX, u32::MAX)], &[0; 12]).is_err());
        assert_eq!(pictures(&[(2, 2), (1, 1)], &[7; 15]).map(|(made, rest)| made.len() + rest.len()), Ok(2));
    }
}
