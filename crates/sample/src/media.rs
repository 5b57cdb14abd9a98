//! Recordings, clips and photos of the sample.

use crate::drawing::cameras::Camera;
use crate::drawing::canvas::{Canvas, Grade};
use crate::drawing::{letters, town};
use crate::ffmpeg::{self, Raw};
use crate::sound::{self, Microphone, ON_THE_BRIDGE, ON_THE_QUAY, Soundtrack};
use crate::{SampleOptions, exif};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The part of the quay recording that the portal shows, seconds.
pub const LANTERN_RANGE: (f32, f32) = (3.0, 9.0);
/// The part of the quay recording that the agency shows, seconds.
pub const NORTHLINE_RANGE: (f32, f32) = (9.5, 14.0);
/// How much of the quay recording is left when it is cut: it then holds nothing of the agency's clip.
pub const CUT_SECONDS: f32 = 7.5;

const QUAY_TAGS: [&str; 10] = [
    "-movflags",
    "use_metadata_tags",
    "-metadata",
    "creation_time=2026-09-17T17:51:10Z",
    "-metadata",
    "com.android.manufacturer=Lumo",
    "-metadata",
    "com.android.model=Lumo P4",
    "-crf",
    "24",
];
const BRIDGE_TAGS: [&str; 6] =
    ["-metadata", "creation_time=2026-09-17T17:51:15Z", "-metadata", "comment=zoom 1.6", "-crf", "27"];

/// Makes the quay phone's recording and the two clips that outlets cut from it.
pub fn make_quay_footage(options: &SampleOptions, places: &QuayFootage, soundtrack: &Soundtrack) -> Result<()> {
    let whole = places.scratch.join("quay-whole.mp4");
    record(options, &Camera::on_the_quay(), &ON_THE_QUAY, soundtrack, &QUAY_TAGS, places.scratch, &whole)?;
    if let Some(clip) = places.lantern_clip {
        make_lantern_clip(options, &whole, clip)?;
    }
    if let Some(clip) = places.northline_clip {
        let side = clip_size(options);
        let filter = format!("crop=iw*0.86:ih*0.86:iw*0.08:ih*0.10,scale={}:{}", side.0, side.1);
        ffmpeg::clip(
            &whole,
            NORTHLINE_RANGE,
            None,
            &["-vf", &filter, "-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-c:a", "aac", "-b:a", "64k"],
            clip,
        )?;
    }
    if options.cut_clip {
        let tags: Vec<&str> =
            ["-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac"].iter().chain(&QUAY_TAGS).copied().collect();
        ffmpeg::clip(&whole, (0.0, CUT_SECONDS), None, &tags, places.recording)
    } else {
        fs::rename(&whole, places.recording).context("putting the quay recording in its place")
    }
}

/// Where the footage of the quay phone goes.
pub struct QuayFootage<'p> {
    /// Folder for what is thrown away afterwards.
    pub scratch: &'p Path,
    /// The phone's own recording.
    pub recording: &'p Path,
    /// The portal's clip, unless that outlet is dropped.
    pub lantern_clip: Option<&'p Path>,
    /// The agency's clip, unless that outlet is dropped.
    pub northline_clip: Option<&'p Path>,
}

/// Makes the bridge phone's recording.
pub fn make_bridge_recording(
    options: &SampleOptions,
    scratch: &Path,
    soundtrack: &Soundtrack,
    out: &Path,
) -> Result<()> {
    record(options, &Camera::on_the_bridge(), &ON_THE_BRIDGE, soundtrack, &BRIDGE_TAGS, scratch, out)
}

/// Makes the press photo, with its metadata.
pub fn make_press_photo(options: &SampleOptions, scratch: &Path, out: &Path) -> Result<()> {
    let (width, height) = photo_size(options);
    let bare = scratch.join("press.jpg");
    let picture = Camera::of_the_press().shot(width, height).frame(0);
    ffmpeg::photo(Raw { width, height, frames_per_second: 1 }, picture, 3, &bare)?;
    let jpeg = fs::read(&bare).context("reading the press photo back")?;
    fs::write(out, exif::with_press_metadata(&jpeg)).context("writing the press photo")
}

/// Makes a smaller, coarser copy of a photo.
pub fn make_small_copy(from: &Path, out: &Path) -> Result<()> {
    ffmpeg::photo_copy(from, "scale=iw*2/5:-2", 7, out)
}

/// Makes a mirrored copy of a photo, trimmed a little at its edges.
pub fn make_mirrored_copy(from: &Path, out: &Path) -> Result<()> {
    ffmpeg::photo_copy(from, "hflip,crop=iw*0.94:ih*0.92,scale=iw*11/20:-2", 5, out)
}

/// Makes the photo of the town on another day.
pub fn make_town_photo(options: &SampleOptions, out: &Path) -> Result<()> {
    let width = photo_size(options).0 * 4 / 5;
    let height = width * 2 / 3;
    let mut canvas = Canvas::new(width, height);
    town::paint_square(&mut canvas);
    let grade = Grade { exposure: 1.3, tint: [1.0; 3], lift: 0.0, grain: 1.5, vignette: 0.2 };
    ffmpeg::photo(Raw { width, height, frames_per_second: 1 }, canvas.developed(&grade, 1), 4, out)
}

fn record(
    options: &SampleOptions,
    camera: &Camera,
    microphone: &Microphone,
    soundtrack: &Soundtrack,
    arguments: &[&str],
    scratch: &Path,
    out: &Path,
) -> Result<()> {
    let (width, height) = (options.width_px, options.width_px * 9 / 16);
    let sound_file = scratch.join(format!("sound-{}.wav", microphone.seed));
    let samples = soundtrack.recorded(microphone, camera.start_seconds, camera.length_seconds);
    fs::write(&sound_file, sound::wav(&samples)).context("writing the sound of a recording")?;
    let shot = camera.shot(width, height);
    let raw = Raw { width, height, frames_per_second: camera.frames_per_second };
    ffmpeg::record(raw, &sound_file, (0..camera.frames()).map(|index| shot.frame(index)), arguments, out)
}

fn make_lantern_clip(options: &SampleOptions, from: &Path, out: &Path) -> Result<()> {
    let (width, height) = clip_size(options);
    let banner_height = (height / 7).next_multiple_of(2);
    let raw = Raw { width, height: banner_height, frames_per_second: 1 };
    let filter = format!("[0:v]hflip,scale={width}:{height}[turned];[turned][1:v]overlay=0:H-h[out]");
    let arguments = [
        "-filter_complex",
        &filter,
        "-map",
        "[out]",
        "-map",
        "0:a",
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "31",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "56k",
    ];
    ffmpeg::clip(from, LANTERN_RANGE, Some((raw, banner(width, banner_height))), &arguments, out)
}

/// The strip that the portal lays over the lower edge.
fn banner(width: usize, height: usize) -> Vec<u8> {
    let mut strip = Canvas::new(width, height);
    strip.light.fill([0.55, 0.030, 0.025]);
    let size = height as f32 * 0.42;
    let (name, line) = ("DAILY LANTERN", "PORT BLAZE");
    let top = (height as f32 - size) / 2.0;
    letters::paint(&mut strip, name, (size * 0.8, top), size, [1.8; 3]);
    let right = width as f32 - letters::width(line, size) - size * 0.4;
    letters::paint(&mut strip, line, (right, top), size, [1.6, 1.1, 0.3]);
    strip.developed(&Grade { exposure: 1.0, tint: [1.0; 3], lift: 0.0, grain: 0.0, vignette: 0.0 }, 1)
}

/// Size of the clips of the outlets: three quarters of the recordings, even.
fn clip_size(options: &SampleOptions) -> (usize, usize) {
    let width = (options.width_px * 3 / 4).next_multiple_of(2);
    (width, (width * 9 / 16).next_multiple_of(2))
}

/// Size of the press photo: two and a half times the recordings.
fn photo_size(options: &SampleOptions) -> (usize, usize) {
    (options.width_px * 5 / 2, options.width_px * 5 / 2 * 9 / 16)
}
