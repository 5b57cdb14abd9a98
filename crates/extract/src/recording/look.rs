//! Frames of a recording for people to look at: in colour, upright, at chosen times. Each is sought by ffmpeg, which decodes
//! from the keyframe before it.

use super::probe::{self, PictureTrack};
use super::{Decoders, file_url};
use crate::codes;
use crate::job::Surroundings;
use crate::limits;
use crate::look::Look;
use crate::program::{Running, bounds, words};
use crate::shell::MediaSink;
use crate::source::Bytes;
use crate::wire::samples_of;
use model::{Extract, FindingDraft, PixelFormat, Pixels, SoundChunk};
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

/// A single frame is sought a little before its time, so that rounding does not give the one after it.
const SEEK_SLACK_US: i64 = 500;

/// Hands the wanted frames to `sink`, in their order.
pub(crate) fn look(
    bytes: &Bytes,
    look: &Look,
    surroundings: &Surroundings,
    until: Instant,
    sink: &mut dyn MediaSink,
) -> Result<(), FindingDraft> {
    let mut noted = Extract::default();
    let Some((tools, file)) = super::decoders(bytes, surroundings, &mut noted) else {
        return Err(noted.findings.pop().unwrap_or_else(nothing));
    };
    let probe = probe::read(&tools.ffprobe, &file, until)?;
    if let Look::Sound { start_us, length_us } = look {
        let track = probe.sound.ok_or_else(|| codes::RECORDING_EMPTY.found("The recording has no sound."))?;
        return sound(&tools, &file, track, (*start_us, *length_us), until, sink);
    }
    let track = probe.picture.as_ref().ok_or_else(|| codes::RECORDING_EMPTY.found("The recording has no pictures."))?;
    let (width, height) = track.displayed_px();
    let from = Source { tools: &tools, file: &file, track, size_px: look.fitted(width, height), until };
    let n_frames = match look {
        Look::Stills { times_us, .. } => {
            let wanted = times_us.iter().take(limits::LOOK_FRAMES);
            wanted.map(|time_us| from.take(time_us - SEEK_SLACK_US, "", 1, &mut |_| *time_us, sink)).sum::<usize>()
        }
        Look::Stretch { start_us, length_us, n_frames, .. } => {
            let (length_us, wanted) = ((*length_us).max(1), (*n_frames as usize).clamp(1, limits::LOOK_FRAMES));
            // A rational rate; rounding up makes frame n the one that is still shown n steps after the start.
            let rate = format!("fps=fps={wanted}000000/{length_us}:start_time=0:round=up,");
            let time_of = |n: usize| start_us + (n as i64) * length_us / wanted as i64;
            from.take(*start_us, &rate, wanted, &mut |n| time_of(n), sink)
        }
        Look::Sound { .. } => 0,
    };
    if n_frames > 0 { Ok(()) } else { Err(nothing()) }
}

fn nothing() -> FindingDraft {
    codes::DECODER_FAILED.found("ffmpeg gave no frame of the recording at the times that were asked for.")
}

/// Hands on the sound of a stretch in one piece.
fn sound(
    tools: &Decoders,
    file: &Path,
    track: u64,
    (start_us, length_us): (i64, i64),
    until: Instant,
    sink: &mut dyn MediaSink,
) -> Result<(), FindingDraft> {
    let (start_us, length_us) = (start_us.max(0), length_us.clamp(1, limits::LOOK_SOUND_US));
    let rate_hz = limits::LOOK_SOUND_RATE_HZ;
    let most_bytes = u64::from(rate_hz) * length_us.unsigned_abs() / 1_000_000 * 2;
    let mut arguments = seeking(start_us);
    arguments.push(file_url(file));
    arguments.extend(words(&format!(
        "-map 0:{track} -vn -sn -dn -t {} -ac 1 -ar {rate_hz} -af aresample={rate_hz}:async=1:first_pts=0 -f s16le pipe:1",
        seconds(length_us)
    )));
    let nothing =
        || codes::DECODER_FAILED.found("ffmpeg gave no sound of the recording at the time that was asked for.");
    let Ok(mut running) = Running::start(&tools.ffmpeg, &arguments, until, Box::new(|_| false)) else {
        return Err(nothing());
    };
    let mut bytes = Vec::new();
    let read = running.stdout.by_ref().take(most_bytes).read_to_end(&mut bytes);
    running.end(read.is_err() || bytes.len() as u64 == most_bytes);
    if bytes.len() < 2 {
        return Err(nothing());
    }
    let samples = samples_of(&bytes);
    sink.sound(SoundChunk { start_us, rate_hz, samples });
    Ok(())
}

/// What stands before the name of the file when it is opened at a time.
fn seeking(start_us: i64) -> Vec<OsString> {
    let mut arguments = words("-nostdin -hide_banner -nostats -loglevel level+error -threads 1");
    arguments.extend(bounds());
    arguments.extend(words(&format!("-ss {} -i", seconds(start_us.max(0)))));
    arguments
}

fn seconds(us: i64) -> String {
    format!("{}.{:06}", us / 1_000_000, us % 1_000_000)
}

struct Source<'s> {
    tools: &'s Decoders,
    file: &'s Path,
    track: &'s PictureTrack,
    size_px: (u32, u32),
    until: Instant,
}

impl Source<'_> {
    /// Hands on up to `most` frames from `start_us` on; gives how many came.
    fn take(
        &self,
        start_us: i64,
        choice: &str,
        most: usize,
        time_of: &mut dyn FnMut(usize) -> i64,
        sink: &mut dyn MediaSink,
    ) -> usize {
        let arguments = self.arguments(start_us, choice, most);
        let Ok(mut running) = Running::start(&self.tools.ffmpeg, &arguments, self.until, Box::new(|_| false)) else {
            return 0;
        };
        let (width_px, height_px) = (self.size_px.0 as usize, self.size_px.1 as usize);
        let mut n_taken = 0;
        while n_taken < most {
            let mut bytes = vec![0; width_px * height_px * 3];
            if running.stdout.read_exact(&mut bytes).is_err() {
                break;
            }
            sink.picture(Some(time_of(n_taken)), Pixels { width_px, height_px, format: PixelFormat::Rgb8, bytes });
            n_taken += 1;
        }
        running.end(n_taken == most);
        n_taken
    }

    fn arguments(&self, start_us: i64, choice: &str, most: usize) -> Vec<OsString> {
        let (width, height) = self.size_px;
        let after = format!(
            "-map 0:{} -an -sn -dn -vf {choice}scale={width}:{height}:flags=area+accurate_rnd+full_chroma_int,format=rgb24 \
             -frames:v {most} -fps_mode passthrough -f rawvideo pipe:1",
            self.track.index
        );
        seeking(start_us).into_iter().chain([file_url(self.file)]).chain(words(&after)).collect()
    }
}
