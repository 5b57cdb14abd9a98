//! Our frames and our sound as a WebM that every browser plays, encoded by ffmpeg. What goes in are pixels and samples, so
//! nothing of how an item was written is left in what comes out.

use crate::job::Surroundings;
use crate::limits;
use crate::program::{self, words};
use crate::recording::file_url;
use image::RgbImage;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The encoder and the folder that it writes in.
pub(super) struct Encoder<'s> {
    ffmpeg: PathBuf,
    scratch: &'s Path,
    until: Instant,
}

/// How much care the encoder takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Care {
    /// A few seconds that are looked at closely.
    Much,
    /// Minutes, while somebody waits.
    Little,
}

impl Encoder<'_> {
    /// `Err` says in words what is missing.
    pub(super) fn of(surroundings: &Surroundings, until: Instant) -> Result<Encoder<'_>, String> {
        match (&surroundings.tools.ffmpeg, &surroundings.scratch) {
            (Some(ffmpeg), Some(scratch)) => Ok(Encoder { ffmpeg: ffmpeg.path(), scratch, until }),
            _ => Err("films need the program ffmpeg, which was not found (Debian: apt install ffmpeg)".to_owned()),
        }
    }

    /// A file in the scratch folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }

    /// Writes frames of one size as raw RGB.
    pub(super) fn write_frames<'f>(
        &self,
        frames: impl Iterator<Item = RgbImage> + 'f,
    ) -> Result<(PathBuf, (u32, u32)), String> {
        let path = self.path("frames");
        let write = || -> io::Result<(u32, u32)> {
            let mut out = BufWriter::new(File::create(&path)?);
            let mut size_px = (0, 0);
            for frame in frames {
                size_px = frame.dimensions();
                out.write_all(frame.as_raw())?;
            }
            out.flush()?;
            Ok(size_px)
        };
        let size_px = write().map_err(|error| format!("writing the frames: {error}"))?;
        Ok((path, size_px))
    }

    /// Writes samples, the lower byte first.
    pub(super) fn write_sound(&self, samples: &[u8]) -> Result<PathBuf, String> {
        let path = self.path("sound");
        std::fs::write(&path, samples).map_err(|error| format!("writing the sound: {error}"))?;
        Ok(path)
    }

    /// Runs ffmpeg with these inputs and choices, and gives the film.
    pub(super) fn run(&self, mut arguments: Vec<OsString>) -> Result<Vec<u8>, String> {
        let film = self.path("film.webm");
        let mut all = words("-nostdin -hide_banner -nostats -loglevel level+error");
        all.append(&mut arguments);
        all.extend(words("-map_metadata -1 -fflags +bitexact -f webm -y"));
        all.push(file_url(&film));
        let (_, ending) = program::run(&self.ffmpeg, &all, self.until, limits::DECODER_TALK_BYTES as u64)
            .map_err(|error| format!("starting ffmpeg: {error}"))?;
        let made = std::fs::read(&film).unwrap_or_default();
        if !ending.succeeded || made.is_empty() {
            let why = ending.said.first().map_or("it gave no reason", String::as_str);
            return Err(format!("ffmpeg made no film: {why}"));
        }
        Ok(made)
    }
}

/// An input of raw frames; `rate` as ffmpeg writes it, a number or a fraction.
pub(super) fn frames_input(frames: &Path, (width, height): (u32, u32), rate: &str) -> Vec<OsString> {
    let mut input = words(&format!(
        "-protocol_whitelist file,pipe -f rawvideo -pixel_format rgb24 -video_size {width}x{height} -framerate {rate} -i"
    ));
    input.push(file_url(frames));
    input
}

/// An input of raw sound.
pub(super) fn sound_input(sound: &Path, channels: u32) -> Vec<OsString> {
    let rate_hz = limits::LOOK_SOUND_RATE_HZ;
    let mut input = words(&format!("-protocol_whitelist file,pipe -f s16le -ar {rate_hz} -ac {channels} -i"));
    input.push(file_url(sound));
    input
}

/// VP8: every browser of the last ten years plays it, and one thread without the writer's name gives the same bytes each
/// time. Little care has a keyframe for each second at 25 a second, so that a browser finds a moment quickly.
pub(super) fn pictures_as_vp8(care: Care, bits_per_second: u32) -> Vec<OsString> {
    let how = match care {
        Care::Much => "-cpu-used 3 -g 30 -crf 12",
        Care::Little => "-cpu-used 5 -g 25 -crf 16",
    };
    words(&format!(
        "-c:v libvpx -threads 1 -deadline good -auto-alt-ref 0 {how} -b:v {bits_per_second} -pix_fmt yuv420p -flags:v +bitexact"
    ))
}

/// Vorbis.
pub(super) fn sound_as_vorbis() -> Vec<OsString> {
    words("-c:a libvorbis -q:a 3 -flags:a +bitexact")
}
