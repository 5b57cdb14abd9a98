//! Pictures and sound into files, by the program ffmpeg. Every call asks for the same bytes on every run.

use anyhow::{Context, Result, bail};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Said when the program is not there.
const NOT_INSTALLED: &str = "ffmpeg is not installed; run `make demo` or install the package ffmpeg";

/// Size of pictures that are piped in, RGB, 3 bytes a pixel.
#[derive(Clone, Copy)]
pub struct Raw {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Frames per second; 1 for a photo.
    pub frames_per_second: u32,
}

/// Encodes a recording: frames through a pipe, sound from a WAV file.
///
/// # Errors
/// ffmpeg is not installed, or it refused; its last words are in the error.
pub fn record(
    raw: Raw,
    sound: &Path,
    frames: impl Iterator<Item = Vec<u8>>,
    arguments: &[&str],
    out: &Path,
) -> Result<()> {
    let mut command = program();
    raw_input(&mut command, raw);
    command.arg("-i").arg(sound);
    command.args(["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ar", "44100"]);
    command.args(arguments).args(STEADY).args(["-shortest", "-f", "mp4"]).arg(out);
    run(command, frames)
}

/// Encodes one picture as JPEG.
///
/// # Errors
/// As for [`record`].
pub fn photo(raw: Raw, picture: Vec<u8>, quality: u32, out: &Path) -> Result<()> {
    let mut command = program();
    raw_input(&mut command, raw);
    jpeg_output(&mut command, quality, out);
    run(command, std::iter::once(picture))
}

/// Makes a JPEG of another one through a filter.
///
/// # Errors
/// As for [`record`].
pub fn photo_copy(from: &Path, filter: &str, quality: u32, out: &Path) -> Result<()> {
    let mut command = program();
    command.arg("-i").arg(from).args(["-vf", filter]);
    jpeg_output(&mut command, quality, out);
    run(command, std::iter::empty())
}

/// Makes a clip of a recording: `arguments` are what stands between the input and the output. `overlay` is piped in as
/// a second input of one picture.
///
/// # Errors
/// As for [`record`].
pub fn clip(
    from: &Path,
    range: (f32, f32),
    overlay: Option<(Raw, Vec<u8>)>,
    arguments: &[&str],
    out: &Path,
) -> Result<()> {
    let mut command = program();
    command.args(["-ss", &range.0.to_string(), "-t", &(range.1 - range.0).to_string()]).arg("-i").arg(from);
    if let Some((raw, _)) = &overlay {
        raw_input(&mut command, *raw);
    }
    command.args(arguments).args(STEADY).args(["-map_metadata", "-1", "-f", "mp4"]).arg(out);
    run(command, overlay.into_iter().map(|(_, picture)| picture))
}

/// No version, no date and no thread count may show in the bytes.
const STEADY: [&str; 10] = [
    "-fflags",
    "+bitexact",
    "-flags:v",
    "+bitexact",
    "-flags:a",
    "+bitexact",
    "-threads",
    "1",
    "-x264-params",
    "threads=1",
];

fn program() -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-threads", "1", "-filter_threads", "1"]);
    command
}

fn raw_input(command: &mut Command, raw: Raw) {
    command.args(["-f", "rawvideo", "-pix_fmt", "rgb24", "-s"]).arg(format!("{}x{}", raw.width, raw.height));
    command.args(["-r", &raw.frames_per_second.to_string(), "-i", "pipe:0"]);
}

fn jpeg_output(command: &mut Command, quality: u32, out: &Path) {
    command.args(["-frames:v", "1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", &quality.to_string()]);
    command
        .args(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", "-f", "image2", "-update", "1"])
        .arg(out);
}

fn run(mut command: Command, frames: impl Iterator<Item = Vec<u8>>) -> Result<()> {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(NOT_INSTALLED),
        Err(error) => return Err(error).context("starting ffmpeg"),
    };
    let mut pipe = child.stdin.take().context("the pipe to ffmpeg")?;
    for frame in frames {
        // A closed pipe means that ffmpeg stopped; what it said is told below.
        if pipe.write_all(&frame).is_err() {
            break;
        }
    }
    drop(pipe);
    let done = child.wait_with_output().context("waiting for ffmpeg")?;
    if !done.status.success() {
        bail!("ffmpeg could not make a file of the sample: {}", String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_ffmpeg_is_named_with_what_to_do() {
        let error = run(Command::new("no-program-has-this-name"), std::iter::empty()).unwrap_err();
        assert_eq!(error.to_string(), NOT_INSTALLED);
    }
}
