//! Pictures for people, drawn of pictures that were taken out of items: a contact sheet, a comparison, a clip of two
//! recordings side by side, a picture or a recording alone that a browser may show. The worker that draws is given pixels and opens no item.

mod canvas;
mod clip;
mod comparison;
mod film;
mod laid;
mod lettering;
mod sheet;
mod webm;

use crate::job::Surroundings;
use crate::limits;
use crate::wire::samples_of;
use image::RgbImage;
use serde::{Deserialize, Serialize};
use std::time::Instant;
use webm::Encoder;

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
    /// One picture as it is; a JPEG. It holds pixels and nothing that was written beside them.
    Picture,
    /// A stretch of one recording without its sound; a WebM. Pictures: its frames, all of one size.
    Film {
        /// How long each is shown, microseconds.
        frame_us: u32,
    },
    /// Films one after another with a sound; a WebM. Sounds: none or one. Parts: the films, which [`Drawing::Film`] made.
    Joined,
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

/// A drawing with the sizes of its pictures, sounds and parts, whose bytes come with the job one after another: RGB, then
/// samples of 16 bits, the lower byte first, then the parts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct DrawOrder {
    pub(crate) drawing: Drawing,
    pub(crate) sizes_px: Vec<(u32, u32)>,
    /// Samples of each sound.
    pub(crate) n_samples: Vec<u32>,
    /// Bytes of each part.
    pub(crate) n_bytes: Vec<u32>,
}

/// The file: JPEG, PNG or WebM.
pub(crate) fn draw(
    order: &DrawOrder,
    bytes: &[u8],
    surroundings: &Surroundings,
    until: Instant,
) -> Result<Vec<u8>, String> {
    let (pictures, rest) = pictures(&order.sizes_px, bytes)?;
    let (sounds, rest) = pieces(order.n_samples.iter().map(|n_samples| u64::from(*n_samples) * 2), rest)?;
    let (parts, rest) = pieces(order.n_bytes.iter().map(|n_bytes| u64::from(*n_bytes)), rest)?;
    if !rest.is_empty() {
        return Err(format!("{} bytes more than the drawing needs were given", rest.len()));
    }
    let encoder = || Encoder::of(surroundings, until);
    match (&order.drawing, pictures.as_slice()) {
        (Drawing::Joined, _) => film::join(&parts, sounds.first().copied(), &encoder()?),
        (_, []) => Err("there is no picture to draw of".to_owned()),
        (Drawing::Sheet { heading, shots }, pictures) => sheet::draw(heading, shots, pictures),
        (Drawing::Comparison { query, reference, to_query }, [query_picture, reference_picture]) => {
            comparison::draw((query, query_picture), (reference, reference_picture), to_query.as_ref())
        }
        (Drawing::Comparison { .. }, pictures) => {
            Err(format!("a comparison is of two pictures, not of {}", pictures.len()))
        }
        (Drawing::Clip { query, reference, frames_per_second }, pictures) => {
            let (queries, references) = pictures.split_at(pictures.len() / 2);
            let sounds: Vec<Vec<i16>> = sounds.into_iter().map(samples_of).collect();
            clip::draw((query, queries), (reference, references), &sounds, *frames_per_second, &encoder()?)
        }
        (Drawing::Picture, [picture, ..]) => jpeg(picture, limits::SHOWN_QUALITY),
        (Drawing::Film { frame_us }, pictures) => film::draw(pictures, *frame_us, &encoder()?),
    }
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, String> {
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality);
    picture.write_with_encoder(encoder).map_err(|error| error.to_string())?;
    Ok(jpeg)
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
    Ok((pictures, rest))
}

/// Pieces of these lengths, and the bytes after them.
fn pieces(lengths: impl Iterator<Item = u64>, bytes: &[u8]) -> Result<(Vec<&[u8]>, &[u8]), String> {
    let mut rest = bytes;
    let mut pieces = Vec::new();
    for length in lengths {
        let own = usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length));
        let (own, others) = own.ok_or_else(|| format!("a piece of {length} bytes does not fit what was given"))?;
        pieces.push(own);
        rest = others;
    }
    Ok((pieces, rest))
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
        assert!(pieces([u64::MAX].into_iter(), &[0; 6]).is_err());
        assert_eq!(pieces([1, 2].into_iter(), &[7, 8, 9, 1]), Ok((vec![&[7][..], &[8, 9]], &[1][..])));
        assert!(pictures(&[(0, 9)], &[]).is_err());
        assert!(pictures(&[(u32::MAX, u32::MAX)], &[0; 12]).is_err());
        assert_eq!(pictures(&[(2, 2), (1, 1)], &[7; 15]).map(|(made, rest)| made.len() + rest.len()), Ok(2));
    }
}
