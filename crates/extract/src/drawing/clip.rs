//! Two recordings side by side as a short clip: our frames, encoded by ffmpeg.

use super::canvas::{Canvas, INK, SOFT};
use super::lettering::write;
use super::{DrawnSide, time_words};
use crate::job::Surroundings;
use crate::limits;
use crate::program;
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
/// Room between the label and the running time.
const AFTER_LABEL: f32 = 14.0;

pub(super) fn draw(
    query: (&DrawnSide, &[RgbImage]),
    reference: (&DrawnSide, &[RgbImage]),
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
    let arguments = arguments(&frames, size_px, frames_per_second, &clip);
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

/// VP8 in WebM: every browser of the last ten years plays it, and one thread without the writer's name gives the same
/// bytes each time.
fn arguments(frames: &Path, (width, height): (u32, u32), frames_per_second: u32, clip: &Path) -> Vec<OsString> {
    let before = format!(
        "-nostdin -hide_banner -nostats -loglevel level+error -protocol_whitelist file,pipe -f rawvideo -pixel_format rgb24 \
         -video_size {width}x{height} -framerate {frames_per_second} -i"
    );
    let after = format!(
        "-an -c:v libvpx -threads 1 -deadline good -cpu-used 3 -auto-alt-ref 0 -g 30 -crf 12 -b:v {} -pix_fmt yuv420p \
         -map_metadata -1 -fflags +bitexact -flags:v +bitexact -f webm -y",
        limits::CLIP_BITS_PER_SECOND
    );
    let words = |line: &str| line.split_whitespace().map(OsString::from).collect::<Vec<_>>();
    let file = |path: &Path| crate::recording::file_url(path);
    words(&before).into_iter().chain([file(frames)]).chain(words(&after)).chain([file(clip)]).collect()
}
