//! Two recordings side by side as a short clip: our frames, encoded by ffmpeg.

use super::canvas::{Canvas, INK, SOFT};
use super::lettering::write;
use super::{DrawnSide, time_words};
use crate::job::Surroundings;
use crate::limits;
use crate::program::{self, words};
use image::RgbImage;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

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
    surroundings: &Surroundings,
    until: Instant,
) -> Result<Vec<u8>, String> {
    let (Some(ffmpeg), Some(scratch)) = (&surroundings.tools.ffmpeg, &surroundings.scratch) else {
        return Err("clips need the program ffmpeg, which was not found (Debian: apt install ffmpeg)".to_owned());
    };
    if query.1.len() != reference.1.len() || query.1.is_empty() {
        return Err("the two sides of a clip need as many frames each".to_owned());
    }
    let (frames, clip) = (scratch.join("frames"), scratch.join("clip.webm"));
    let size_px = write_frames(query, reference, &frames).map_err(|error| format!("writing the frames: {error}"))?;
    let sound = match sounds {
        [left, right] => {
            let path = scratch.join("sound");
            let n_samples = query.1.len() * limits::LOOK_SOUND_RATE_HZ as usize / frames_per_second.max(1) as usize;
            std::fs::write(&path, both_ears(left, right, n_samples))
                .map_err(|error| format!("writing the sound: {error}"))?;
            Some(path)
        }
        _ => None,
    };
    let arguments = arguments(&frames, size_px, frames_per_second, sound.as_deref(), &clip);
    let (_, ending) = program::run(&ffmpeg.path(), &arguments, until, limits::DECODER_TALK_BYTES as u64)
        .map_err(|error| format!("starting ffmpeg: {error}"))?;
    let made = std::fs::read(&clip).unwrap_or_default();
    if !ending.succeeded || made.is_empty() {
        let why = ending.said.first().map_or("it gave no reason", String::as_str);
        return Err(format!("ffmpeg made no clip: {why}"));
    }
    Ok(made)
}

/// Writes all frames as raw RGB and gives their size, which is even, as the encoder wants it.
fn write_frames(
    query: (&DrawnSide, &[RgbImage]),
    reference: (&DrawnSide, &[RgbImage]),
    path: &Path,
) -> std::io::Result<(u32, u32)> {
    let widest = |pictures: &[RgbImage]| pictures.iter().map(RgbImage::width).max().unwrap_or(1);
    let highest = query.1.iter().chain(reference.1).map(RgbImage::height).max().unwrap_or(1);
    let second = MARGIN + widest(query.1) + GAP;
    let width = (second + widest(reference.1) + MARGIN).next_multiple_of(2);
    let height = (2 * MARGIN + ABOVE + highest).next_multiple_of(2);
    let mut out = BufWriter::new(File::create(path)?);
    for (number, (left, right)) in (0i64..).zip(query.1.iter().zip(reference.1)) {
        let mut canvas = Canvas::new(width, height);
        put(&mut canvas, query.0, left, number, (MARGIN, highest));
        put(&mut canvas, reference.0, right, number, (second, highest));
        out.write_all(canvas.into_image().as_raw())?;
    }
    out.flush()?;
    Ok((width, height))
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

/// VP8 and Vorbis in WebM: every browser of the last ten years plays them, and one thread without the writer's name gives
/// the same bytes each time.
fn arguments(
    frames: &Path,
    (width, height): (u32, u32),
    frames_per_second: u32,
    sound: Option<&Path>,
    clip: &Path,
) -> Vec<OsString> {
    let file = |path: &Path| crate::recording::file_url(path);
    let mut arguments = words(&format!(
        "-nostdin -hide_banner -nostats -loglevel level+error -protocol_whitelist file,pipe -f rawvideo -pixel_format rgb24 \
         -video_size {width}x{height} -framerate {frames_per_second} -i"
    ));
    arguments.push(file(frames));
    if let Some(sound) = sound {
        let rate_hz = limits::LOOK_SOUND_RATE_HZ;
        arguments.extend(words(&format!("-protocol_whitelist file,pipe -f s16le -ar {rate_hz} -ac 2 -i")));
        arguments.push(file(sound));
        arguments.extend(words("-map 0:v -map 1:a -c:a libvorbis -q:a 3 -flags:a +bitexact"));
    }
    arguments.extend(words(&format!(
        "-c:v libvpx -threads 1 -deadline good -cpu-used 3 -auto-alt-ref 0 -g 30 -crf 12 -b:v {} -pix_fmt yuv420p \
         -map_metadata -1 -fflags +bitexact -flags:v +bitexact -f webm -y",
        limits::CLIP_BITS_PER_SECOND
    )));
    arguments.push(file(clip));
    arguments
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
