//! A recording to be played by a browser: its frames as films of a few seconds each, joined with its sound.

use super::webm::{Care, Encoder, frames_input, pictures_as_vp8, sound_as_vorbis, sound_input};
use crate::limits;
use crate::program::words;
use image::RgbImage;
use image::imageops::crop_imm;

const SECOND_US: u32 = 1_000_000;

/// Frames of one size, `frame_us` microseconds each.
pub(super) fn draw(pictures: &[RgbImage], frame_us: u32, encoder: &Encoder) -> Result<Vec<u8>, String> {
    let size_px = pictures.first().map(RgbImage::dimensions).unwrap_or_default();
    if frame_us == 0 || pictures.iter().any(|picture| picture.dimensions() != size_px) {
        return Err("a film needs frames of one size that last".to_owned());
    }
    let (frames, size_px) = encoder.write_frames(pictures.iter().map(with_even_sides))?;
    let mut arguments = frames_input(&frames, size_px, &format!("{SECOND_US}/{frame_us}"));
    arguments.extend(pictures_as_vp8(Care::Little, limits::FILM_BITS_PER_SECOND));
    encoder.run(arguments)
}

/// The encoder wants even sides: an odd one loses its last line.
fn with_even_sides(picture: &RgbImage) -> RgbImage {
    let even = |side: u32| (side & !1).max(2);
    let (width, height) = (even(picture.width()), even(picture.height()));
    if picture.width() < 2 || picture.height() < 2 {
        return image::imageops::resize(picture, width, height, image::imageops::FilterType::Nearest);
    }
    crop_imm(picture, 0, 0, width, height).to_image()
}

/// Films of [`draw`] one after another, as they are, with a sound from the start on. Either may be missing, not both.
pub(super) fn join(films: &[&[u8]], sound: Option<&[u8]>, encoder: &Encoder) -> Result<Vec<u8>, String> {
    let mut arguments = Vec::new();
    if !films.is_empty() {
        let mut list = String::from("ffconcat version 1.0\n");
        for (number, film) in films.iter().enumerate() {
            let name = format!("part{number}.webm");
            std::fs::write(encoder.path(&name), film).map_err(|error| format!("writing a part: {error}"))?;
            list.push_str(&format!("file {name}\n"));
        }
        let path = encoder.path("parts");
        std::fs::write(&path, list).map_err(|error| format!("writing the list of parts: {error}"))?;
        arguments.extend(words("-protocol_whitelist file,pipe -f concat -i"));
        arguments.push(crate::recording::file_url(&path));
    }
    match sound {
        Some(samples) => {
            arguments.extend(sound_input(&encoder.write_sound(samples)?, 1));
            arguments.extend(sound_as_vorbis());
        }
        None if films.is_empty() => return Err("there is neither a film nor a sound".to_owned()),
        None => {}
    }
    if !films.is_empty() {
        arguments.extend(words("-c:v copy"));
    }
    encoder.run(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_even_and_nothing_is_moved() {
        let picture = RgbImage::from_fn(5, 3, |x, y| image::Rgb([x as u8, y as u8, 0]));
        let even = with_even_sides(&picture);
        assert_eq!((even.dimensions(), even.get_pixel(3, 1).0), ((4, 2), [3, 1, 0]));
        assert_eq!(with_even_sides(&RgbImage::new(1, 9)).dimensions(), (2, 8));
    }
}
