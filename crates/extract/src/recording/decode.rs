//! One run of ffmpeg over a recording: frames on its standard output, their times on its standard error, sound and
//! thumbnail in the scratch folder. One run, because decoding is nearly all of the cost.

use super::probe::{Probe, without_addresses};
use super::{Decoders, file_url};
use crate::limits::{self, FrameSampling, Limits};
use crate::picture::fitted;
use crate::program::{Ending, Running, bounds, words};
use crate::shell::MediaSink;
use crate::wire::samples_of;
use model::{PixelFormat, Pixels, SoundChunk};
use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// What is to be decoded.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    picture: Option<PicturePlan>,
    sound: Option<u64>,
    pub(super) sampling: FrameSampling,
    length_us: i64,
}

#[derive(Clone, Debug)]
struct PicturePlan {
    index: u64,
    frame_px: (u32, u32),
    thumbnail_px: (u32, u32),
    thumbnail_us: i64,
    /// Frames of a second in dense sampling.
    frames_per_second: u32,
    keyframe_gap_us: i64,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) frames: u64,
    pub(super) samples: u64,
    /// Media time of the last frame or sample, microseconds.
    pub(super) end_us: i64,
    pub(super) stopped: bool,
    /// Tracks of which nothing came.
    pub(super) missing: Vec<&'static str>,
    /// Errors in the decoder's words.
    pub(super) said: Vec<String>,
}

/// How a line of ffmpeg begins that tells of a frame.
const FRAME_LINE: &str = "[Parsed_showinfo_";
/// Share of the length at which the thumbnail is taken: the start is often black or a title.
const THUMBNAIL_SHARE: i64 = 3;
/// What is added to the length the container says, for tracks that are a little longer.
const LENGTH_SLACK_US: i64 = 2_000_000;

impl Plan {
    pub(super) fn of(probe: &Probe, sampling: FrameSampling, limits: &Limits) -> Plan {
        let duration_us = probe.duration_us.unwrap_or(0);
        let picture = probe.picture.as_ref().map(|track| {
            let (width, height) = track.displayed_px();
            PicturePlan {
                index: track.index,
                frame_px: fitted(width, height, limits::FRAME_SIDE_PX),
                thumbnail_px: fitted(width, height, limits::THUMBNAIL_SIDE_PX),
                thumbnail_us: duration_us / THUMBNAIL_SHARE,
                frames_per_second: limits.frames_per_second.clamp(1, 60),
                keyframe_gap_us: limits.keyframe_gap_us.max(0),
            }
        });
        let length_us = match probe.duration_us {
            Some(duration_us) => duration_us.saturating_add(LENGTH_SLACK_US).min(limits::RECORDING_MAX_US),
            None => limits::RECORDING_MAX_US,
        };
        Plan { picture, sound: probe.sound, sampling, length_us }
    }
}

impl Plan {
    /// All pictures of a recording whose keyframes and sound were decoded.
    pub(super) fn in_full(self) -> Plan {
        Plan { sampling: FrameSampling::Dense, sound: None, ..self }
    }
}

impl Decoded {
    /// What came of a first and of a second run.
    pub(super) fn and(mut self, second: Decoded) -> Decoded {
        self.frames += second.frames;
        self.samples += second.samples;
        self.end_us = self.end_us.max(second.end_us);
        self.stopped |= second.stopped;
        self.missing.extend(second.missing);
        self.said.extend(second.said);
        self
    }
}

/// Decodes as planned; a second run takes the sound alone where the pictures brought the first one down.
pub(super) fn run<S: MediaSink + ?Sized>(
    tools: &Decoders,
    file: &Path,
    plan: &Plan,
    until: Instant,
    sink: &mut S,
) -> Decoded {
    let mut decoded = Decoded::default();
    if let Some(picture) = &plan.picture {
        decode_pictures(tools, file, plan, picture, until, sink, &mut decoded);
        if decoded.frames == 0 {
            decoded.missing.push("picture track");
        }
    }
    if plan.sound.is_some() {
        if plan.picture.is_none() || (decoded.frames == 0 && decoded.samples == 0) {
            decode_sound_alone(tools, file, plan, until, sink, &mut decoded);
        }
        if decoded.samples == 0 {
            decoded.missing.push("sound track");
        }
    }
    decoded
}

fn decode_pictures<S: MediaSink + ?Sized>(
    tools: &Decoders,
    file: &Path,
    plan: &Plan,
    picture: &PicturePlan,
    until: Instant,
    sink: &mut S,
    decoded: &mut Decoded,
) {
    let sound_file = tools.scratch.join("sound");
    let thumbnail_file = tools.scratch.join("thumbnail.jpg");
    let mut arguments = input_arguments(plan, file, true);
    arguments.extend(picture_arguments(plan, picture, &thumbnail_file));
    if let Some(index) = plan.sound {
        arguments.extend(sound_arguments(plan, index, sound_file.as_os_str().to_owned()));
    }
    let times = Arc::new(Mutex::new(VecDeque::new()));
    let listener_times = Arc::clone(&times);
    let take_line = Box::new(move |line: &str| note_line(line, &listener_times));
    let Ok(mut running) = Running::start(&tools.ffmpeg, &arguments, until, take_line) else { return };
    let mut frames = Frames { size_px: picture.frame_px, times, waiting: VecDeque::new(), sink, decoded };
    let stopped = frames.take_all(&mut running.stdout);
    note_ending(running.end(stopped), decoded_of(&mut frames));
    frames.flush();
    let Frames { sink, decoded, .. } = frames;
    if let Ok(jpeg) = std::fs::read(&thumbnail_file)
        && !jpeg.is_empty()
    {
        sink.thumbnail(jpeg);
    }
    if let Ok(sound) = File::open(&sound_file) {
        let _ = stream_sound(&mut BufReader::new(sound), sink, decoded);
        let _ = std::fs::remove_file(&sound_file);
    }
}

fn decoded_of<'f, S: MediaSink + ?Sized>(frames: &'f mut Frames<'_, S>) -> &'f mut Decoded {
    frames.decoded
}

fn decode_sound_alone<S: MediaSink + ?Sized>(
    tools: &Decoders,
    file: &Path,
    plan: &Plan,
    until: Instant,
    sink: &mut S,
    decoded: &mut Decoded,
) {
    let Some(index) = plan.sound else { return };
    let mut arguments = input_arguments(plan, file, false);
    arguments.extend(sound_arguments(plan, index, "pipe:1".into()));
    let take_line = Box::new(|line: &str| is_error(line));
    let Ok(mut running) = Running::start(&tools.ffmpeg, &arguments, until, take_line) else { return };
    let stopped = stream_sound(&mut running.stdout, sink, decoded).is_err();
    note_ending(running.end(stopped), decoded);
}

fn note_ending(ending: Ending, decoded: &mut Decoded) {
    decoded.stopped |= ending.stopped;
    decoded.said.extend(ending.said.iter().map(|line| without_addresses(line)));
    if !ending.succeeded && !ending.stopped && decoded.said.is_empty() {
        decoded.said.push("it ended with an error and gave no reason".to_owned());
    }
}

fn input_arguments(plan: &Plan, file: &Path, with_pictures: bool) -> Vec<OsString> {
    let mut arguments =
        words("-nostdin -hide_banner -nostats -loglevel level+info -filter_complex_threads 1 -threads 1");
    arguments.extend(bounds());
    if with_pictures && plan.sampling == FrameSampling::Keyframes {
        arguments.extend(words("-skip_frame nokey"));
    }
    arguments.push("-i".into());
    arguments.push(file_url(file));
    arguments
}

/// Two ways out of one decode: sampled gray frames to standard output, and one frame in colour as a thumbnail. The
/// frame that is taken is one that was recorded, with its own time: no filter that makes frames at round times, which
/// would be off by up to half a sampling step.
fn picture_arguments(plan: &Plan, picture: &PicturePlan, thumbnail_file: &Path) -> Vec<OsString> {
    let (width, height) = picture.frame_px;
    let (small_width, small_height) = picture.thumbnail_px;
    let choice = match plan.sampling {
        FrameSampling::Dense => {
            let rate = picture.frames_per_second;
            format!("isnan(prev_selected_t)+gt(floor(t*{rate}+0.001),floor(prev_selected_t*{rate}+0.001))")
        }
        FrameSampling::Keyframes => {
            format!("isnan(prev_selected_t)+gte(t-prev_selected_t,{})", picture.keyframe_gap_us as f64 / 1e6)
        }
    };
    let thumbnail_time = picture.thumbnail_us as f64 / 1e6;
    let graph = format!(
        "[0:{index}]split=2[all][one];\
         [all]select='{choice}',scale={width}:{height}:flags=area,format=gray,showinfo=checksum=0[frames];\
         [one]select='gte(t,{thumbnail_time})',scale={small_width}:{small_height}:flags=area,format=yuvj420p[thumbnail]",
        index = picture.index,
    );
    let mut arguments = vec!["-filter_complex".into(), graph.into()];
    arguments.extend(words(&format!("-map [frames] -t {} -fps_mode passthrough -f rawvideo pipe:1", seconds(plan))));
    arguments.extend(words("-map [thumbnail] -frames:v 1 -q:v 4 -c:v mjpeg -flags +bitexact -update 1 -f image2"));
    arguments.push(thumbnail_file.into());
    arguments
}

/// Silence fills what is missing at the start and in gaps, so that sample n lies at n / rate.
fn sound_arguments(plan: &Plan, index: u64, target: OsString) -> Vec<OsString> {
    let rate = limits::SOUND_RATE_HZ;
    let mut arguments = words(&format!(
        "-map 0:{index} -t {} -ac 1 -ar {rate} -af aresample={rate}:async=1:first_pts=0 -f s16le -y",
        seconds(plan)
    ));
    arguments.push(target);
    arguments
}

fn seconds(plan: &Plan) -> f64 {
    plan.length_us as f64 / 1e6
}

/// Notes the time of a frame; says whether the line is an error to keep.
fn note_line(line: &str, times: &Mutex<VecDeque<Option<i64>>>) -> bool {
    if !line.starts_with(FRAME_LINE) {
        return is_error(line);
    }
    if let (Some(time_us), Ok(mut times)) = (time_of_frame(line), times.lock()) {
        times.push_back(time_us);
    }
    false
}

/// The media time of the frame that the line is about, which may have none; `None` for any other line.
pub(super) fn time_of_frame(line: &str) -> Option<Option<i64>> {
    let (_, rest) = line.split_once("pts_time:").filter(|_| line.starts_with(FRAME_LINE) && line.contains(" n:"))?;
    let seconds = rest.split_whitespace().next().and_then(|time| time.parse::<f64>().ok());
    Some(seconds.map(|seconds| (seconds * 1e6).round() as i64))
}

fn is_error(line: &str) -> bool {
    line.contains("[error]") || line.contains("[fatal]") || line.contains("[panic]")
}

/// Puts frames and their times together; they come by two ways, so one may wait for the other.
struct Frames<'s, S: MediaSink + ?Sized> {
    size_px: (u32, u32),
    times: Arc<Mutex<VecDeque<Option<i64>>>>,
    waiting: VecDeque<Vec<u8>>,
    sink: &'s mut S,
    decoded: &'s mut Decoded,
}

impl<S: MediaSink + ?Sized> Frames<'_, S> {
    /// Takes frames to the end; true when it had to be stopped.
    fn take_all(&mut self, stdout: &mut impl Read) -> bool {
        let bytes = self.size_px.0 as usize * self.size_px.1 as usize;
        loop {
            let mut frame = vec![0u8; bytes];
            match stdout.read_exact(&mut frame) {
                Ok(()) => self.waiting.push_back(frame),
                Err(error) => return error.kind() == io::ErrorKind::TimedOut,
            }
            self.flush();
            if self.decoded.frames >= limits::FRAMES_PER_JOB {
                return true;
            }
        }
    }

    fn flush(&mut self) {
        let Ok(mut times) = self.times.lock() else { return };
        while let Some(bytes) = self.waiting.pop_front() {
            let Some(time_us) = times.pop_front() else {
                self.waiting.push_front(bytes);
                return;
            };
            // A frame without a time cannot be placed; the decoder gives one only for damaged streams.
            let Some(time_us) = time_us else { continue };
            self.decoded.frames += 1;
            self.decoded.end_us = self.decoded.end_us.max(time_us);
            let (width_px, height_px) = (self.size_px.0 as usize, self.size_px.1 as usize);
            self.sink.picture(Some(time_us), Pixels { width_px, height_px, format: PixelFormat::Gray8, bytes });
        }
    }
}

/// Hands on sound in chunks; an error is a time-out or a broken file.
fn stream_sound<S: MediaSink + ?Sized>(input: &mut impl Read, sink: &mut S, decoded: &mut Decoded) -> io::Result<()> {
    let rate = u64::from(limits::SOUND_RATE_HZ);
    loop {
        let mut bytes = Vec::with_capacity(limits::SOUND_CHUNK_SAMPLES * 2);
        let read = input.take(limits::SOUND_CHUNK_SAMPLES as u64 * 2).read_to_end(&mut bytes);
        let samples = samples_of(&bytes);
        if !samples.is_empty() {
            let start_us = i64::try_from(decoded.samples * 1_000_000 / rate).unwrap_or(i64::MAX);
            decoded.samples += samples.len() as u64;
            let end_us = i64::try_from(decoded.samples * 1_000_000 / rate).unwrap_or(i64::MAX);
            decoded.end_us = decoded.end_us.max(end_us);
            sink.sound(SoundChunk { start_us, rate_hz: limits::SOUND_RATE_HZ, samples });
        }
        if read? == 0 {
            return Ok(());
        }
    }
}
