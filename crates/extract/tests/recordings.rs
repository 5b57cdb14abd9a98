//! Frames come with the time at which they were recorded, and sound starts where the pictures do.

use extract::{Extractor, FrameSampling, ItemSource, Limits, MediaSink};
use model::{Extract, PixelFormat, Pixels, SoundChunk};
use std::path::{Path, PathBuf};
use std::process::Command;

const WORKER: &str = env!("CARGO_BIN_EXE_extract_worker_for_tests");
/// How far a frame's time may be from the time at which it was recorded.
const TOLERANCE_US: i64 = 50_000;

#[derive(Default)]
struct Kept {
    frames: Vec<(i64, Pixels)>,
    sound: Vec<SoundChunk>,
    thumbnails: usize,
}

impl MediaSink for Kept {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        self.frames.push((time_us.expect("a video frame has a time"), pixels));
    }

    fn sound(&mut self, chunk: SoundChunk) {
        self.sound.push(chunk);
    }

    fn thumbnail(&mut self, _jpeg: Vec<u8>) {
        self.thumbnails += 1;
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("extract-recordings-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    /// Makes a recording with ffmpeg.
    fn recording(&self, name: &str, arguments: &str) -> PathBuf {
        let path = self.0.join(name);
        let status = Command::new("ffmpeg")
            .args(["-nostdin", "-v", "error", "-y"])
            .args(arguments.split(' '))
            .arg(&path)
            .status()
            .expect("these tests need ffmpeg");
        assert!(status.success(), "ffmpeg {arguments}");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn read(folder: &Folder, path: &Path, limits: Limits) -> (Extract, Kept) {
    let extractor = Extractor::new(vec![WORKER.into(), "worker".into()], limits, folder.0.join("scratch"));
    let mut kept = Kept::default();
    let source = ItemSource { path: path.to_owned(), ..ItemSource::default() };
    let extract = extractor.extract(&source, &mut kept).expect("a worker that starts");
    (extract, kept)
}

fn mean(pixels: &Pixels) -> f64 {
    pixels.bytes.iter().map(|value| f64::from(*value)).sum::<f64>() / pixels.bytes.len() as f64
}

/// A clip whose brightness grows by a fixed step from frame to frame, so that each frame tells its own number.
fn clock_clip(rate: &str) -> String {
    format!(
        "-f lavfi -i nullsrc=s=320x180:r={rate}:d=3,geq=lum=16+2*N:cb=128:cr=128 -pix_fmt yuv420p -c:v libx264 -qp 0 -g 12"
    )
}

/// The number that brightness tells, where limited range 16..235 was spread to 0..255.
fn frame_number(pixels: &Pixels) -> f64 {
    mean(pixels) * 219.0 / 255.0 / 2.0
}

#[test]
fn each_frame_has_the_time_at_which_it_was_recorded() {
    let folder = Folder::new("times");
    for (rate, per_second) in [("30", 30.0), ("30000/1001", 29.97), ("25", 25.0)] {
        let path = folder.recording("clock.mp4", &clock_clip(rate));
        let (extract, kept) = read(&folder, &path, Limits::default());
        assert!(
            extract.findings.iter().all(|finding| finding.severity == model::Severity::Note),
            "{:?}",
            extract.findings
        );
        assert_eq!(kept.frames.len(), 6, "two frames a second for three seconds at {rate}");
        for (time_us, pixels) in &kept.frames {
            let recorded_us = (frame_number(pixels) / per_second * 1e6) as i64;
            assert!((time_us - recorded_us).abs() < TOLERANCE_US, "{time_us} is not {recorded_us} at {rate}");
            assert_eq!((pixels.width_px, pixels.height_px, pixels.format), (320, 180, PixelFormat::Gray8));
        }
        assert_eq!(kept.thumbnails, 1);
    }
}

#[test]
fn time_starts_at_the_first_presented_sample() {
    let folder = Folder::new("offset");
    let clip = format!("{} -output_ts_offset 3.2 -f mpegts", clock_clip("30"));
    let (_, kept) = read(&folder, &folder.recording("late.ts", &clip), Limits::default());
    let (first_us, pixels) = &kept.frames[0];
    assert!(first_us.abs() < TOLERANCE_US && frame_number(pixels) < 1.0, "{first_us}");
}

#[test]
fn keyframe_sampling_gives_keyframes_with_their_times() {
    let folder = Folder::new("keyframes");
    let path = folder.recording("clock.mp4", &clock_clip("30"));
    let limits = Limits { sampling: Some(FrameSampling::Keyframes), keyframe_gap_us: 300_000, ..Limits::default() };
    let (extract, kept) = read(&folder, &path, limits);
    assert!(extract.findings.iter().any(|finding| finding.code == "recording_keyframes"));
    assert!(kept.frames.len() >= 7, "a keyframe every 0.4 s of three seconds, got {}", kept.frames.len());
    for (time_us, pixels) in &kept.frames {
        let recorded_us = (frame_number(pixels) / 30.0 * 1e6) as i64;
        assert!((time_us - recorded_us).abs() < TOLERANCE_US, "{time_us} is not {recorded_us}");
    }
}

#[test]
fn a_recording_that_was_held_sideways_comes_upright() {
    let folder = Folder::new("rotation");
    let wide = folder.recording("wide.mp4", "-f lavfi -i testsrc2=s=960x540:r=10:d=1 -pix_fmt yuv420p");
    let turned = format!("-i {} -c copy -metadata:s:v:0 rotate=90", wide.display());
    let (extract, kept) = read(&folder, &folder.recording("turned.mp4", &turned), Limits::default());
    let media = extract.media.expect("facts");
    assert_eq!((media.width_px, media.height_px), (Some(540), Some(960)));
    assert!(matches!(media.rotation_degrees, Some(90 | 270)));
    assert_eq!((kept.frames[0].1.width_px, kept.frames[0].1.height_px), (270, 480));
}

#[test]
fn sound_is_mono_and_starts_where_the_pictures_do() {
    let folder = Folder::new("sound");
    // The tone starts one second after the pictures.
    let clip = "-f lavfi -i testsrc2=s=64x48:r=10:d=3 -itsoffset 1 -f lavfi -i sine=f=440:d=2 -pix_fmt yuv420p -ac 2 -c:a pcm_s16le";
    let (_, kept) = read(&folder, &folder.recording("late-sound.mkv", clip), Limits::default());
    let rate = usize::try_from(kept.sound[0].rate_hz).expect("a small number");
    let samples: Vec<i16> = kept.sound.iter().flat_map(|chunk| chunk.samples.iter().copied()).collect();
    let first_loud = samples.iter().position(|sample| sample.unsigned_abs() > 500).expect("a tone");
    assert!(first_loud.abs_diff(rate) < rate / 20, "the tone starts at sample {first_loud}");
    assert!(samples.len().abs_diff(3 * rate) < rate / 10, "{} samples", samples.len());
    let starts_fit = kept.sound.iter().scan(0usize, |at, chunk| {
        let fits = chunk.start_us == i64::try_from(*at * 1_000_000 / rate).expect("small");
        *at += chunk.samples.len();
        Some(fits)
    });
    assert!(starts_fit.into_iter().all(|fits| fits));
}

#[test]
fn a_sound_without_pictures_and_a_noise_without_either_say_what_they_are() {
    let folder = Folder::new("kinds");
    for (name, codec, media_type) in [
        ("a.wav", "-c:a pcm_s16le", "audio/wav"),
        ("a.mp3", "-c:a libmp3lame -write_xing 0 -id3v2_version 0", "audio/mpeg"),
        ("a.aac", "-c:a aac", "audio/aac"),
        ("a.flac", "-c:a flac", "audio/flac"),
        ("a.ogg", "-c:a libvorbis", "application/ogg"),
        ("a.m4a", "-c:a aac", "audio/mp4"),
    ] {
        let path = folder.recording(name, &format!("-f lavfi -i sine=f=440:d=1 {codec}"));
        let (extract, kept) = read(&folder, &path, Limits::default());
        assert_eq!(extract.media_type, media_type, "{name}");
        assert!(kept.frames.is_empty() && !kept.sound.is_empty(), "{name}: {:?}", extract.findings);
    }
    for (name, media_type) in [("v.avi", "video/x-msvideo"), ("v.webm", "video/webm"), ("v.flv", "video/x-flv")] {
        let path = folder.recording(name, "-f lavfi -i testsrc2=s=64x48:r=10:d=1 -pix_fmt yuv420p");
        let (extract, kept) = read(&folder, &path, Limits::default());
        assert_eq!(extract.media_type, media_type, "{name}");
        assert!(!kept.frames.is_empty(), "{name}: {:?}", extract.findings);
    }
}
