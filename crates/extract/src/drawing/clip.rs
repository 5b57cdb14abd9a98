//! Two recordings side by side as a short clip: our frames, encoded by ffmpeg.

use super::canvas::{Canvas, INK, SOFT};
use super::lettering::write;
use super::webm::{Care, Encoder, frames_input, pictures_as_vp8, sound_as_vorbis, sound_input};
use super::{DrawnSide, time_words};
use crate::limits;
use crate::program::words;
use image::RgbImage;

const MARGIN: u32 = 16;
const GAP: u32 = 14;
const ABOVE: u32 = 26;
const WORDS: f32 = 12.0;
/// Loudest sample of a sound, and how much louder a quiet one is made at most: what is nearly silent stays so.
const LOUDEST: f32 = 24_000.0;
const MOST_GAIN: f32 = 12.0;
/// Room between the label and the running time.
const AFTER_LABEL: f32 = 14.0;

pub(super) fn draw(
    query: (&DrawnSide, &[RgbImage]),
    reference: (&DrawnSide, &[RgbImage]),
    sounds: &[Vec<i16>],
    frames_per_second: u32,
    encoder: &Encoder,
) -> Result<Vec<u8>, String> {
    if query.1.len() != reference.1.len() || query.1.is_empty() {
        return Err("the two sides of a clip need as many frames each".to_owned());
    }
    let (frames, size_px) = encoder.write_frames(side_by_side(query, reference))?;
    let mut arguments = frames_input(&frames, size_px, &frames_per_second.to_string());
    if let [left, right] = sounds {
        let n_samples = query.1.len() * limits::LOOK_SOUND_RATE_HZ as usize / frames_per_second.max(1) as usize;
        let sound = encoder.write_sound(&both_ears(left, right, n_samples))?;
        arguments.extend(sound_input(&sound, 2));
        arguments.extend(words("-map 0:v -map 1:a"));
        arguments.extend(sound_as_vorbis());
    }
    arguments.extend(pictures_as_vp8(Care::Much, limits::CLIP_BITS_PER_SECOND));
    encoder.run(arguments)
}

/// The frames of both, in pairs; their size is even, as the encoder wants it.
fn side_by_side<'f>(
    query: (&'f DrawnSide, &'f [RgbImage]),
    reference: (&'f DrawnSide, &'f [RgbImage]),
) -> impl Iterator<Item = RgbImage> + 'f {
    let widest = |pictures: &[RgbImage]| pictures.iter().map(RgbImage::width).max().unwrap_or(1);
    let highest = query.1.iter().chain(reference.1).map(RgbImage::height).max().unwrap_or(1);
    let second = MARGIN + widest(query.1) + GAP;
    let width = (second + widest(reference.1) + MARGIN).next_multiple_of(2);
    let height = (2 * MARGIN + ABOVE + highest).next_multiple_of(2);
    (0i64..).zip(query.1.iter().zip(reference.1)).map(move |(number, (left, right))| {
        let mut canvas = Canvas::new(width, height);
        put(&mut canvas, query.0, left, number, (MARGIN, highest));
        put(&mut canvas, reference.0, right, number, (second, highest));
        canvas.into_image()
    })
}

fn put(canvas: &mut Canvas, side: &DrawnSide, picture: &RgbImage, number: i64, (left, highest): (u32, u32)) {
    let top = MARGIN + ABOVE + (highest - picture.height().min(highest)) / 2;
    let baseline = MARGIN as f32;
    write(canvas, &side.label, (left as f32, baseline), WORDS, INK);
    if let Some(start_us) = side.time_us {
        let after = left as f32 + super::lettering::width_px(&side.label, WORDS) + AFTER_LABEL;
        write(canvas, &time_words(start_us + number * side.step_us), (after, baseline), WORDS, SOFT);
    }
    canvas.set(picture, left, top);
    if let Some(region) = side.region {
        canvas.outline(region, (left, top), picture.dimensions());
    }
}

/// Left and right in turn, `n_samples` of each, both as loud as [`LOUDEST`] at their loudest.
fn both_ears(left: &[i16], right: &[i16], n_samples: usize) -> Vec<u8> {
    let (left_gain, right_gain) = (gain(left), gain(right));
    let at = |sound: &[i16], gain: f32, n: usize| {
        let sample = f32::from(sound.get(n).copied().unwrap_or(0)) * gain;
        (sample.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16).to_le_bytes()
    };
    (0..n_samples).flat_map(|n| [at(left, left_gain, n), at(right, right_gain, n)]).flatten().collect()
}

fn gain(sound: &[i16]) -> f32 {
    let loudest = sound.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
    (LOUDEST / f32::from(loudest.max(1))).min(MOST_GAIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::samples_of;

    #[test]
    fn each_sound_has_an_ear_and_both_are_as_loud() {
        let ears = both_ears(&[8_000, -4_000], &[12_000, 0, 1], 3);
        assert_eq!(samples_of(&ears), [24_000, 24_000, -12_000, 0, 0, 2]);
        assert_eq!(gain(&[0, 10]), MOST_GAIN);
        assert_eq!(gain(&[i16::MIN]), LOUDEST / 32_768.0);
    }
}
