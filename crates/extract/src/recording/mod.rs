//! Recordings: what the container says, frames that are sampled with their exact times, and sound.

pub mod boxes;
mod decode;
mod look;
mod probe;

use crate::codes;
use crate::job::Surroundings;
use crate::kind::Kind;
use crate::limits::{self, FrameSampling, Limits};
use crate::shell::MediaSink;
use crate::source::Bytes;
use crate::times;
use decode::{Decoded, Plan};
pub(crate) use look::look;
use model::{ClaimedTime, Extract, MediaFacts, MetadataField, TimeKind};
use probe::Probe;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Reads a recording: metadata into the extract; frames (gray, upright, longer side at most
/// [`limits::FRAME_SIDE_PX`], with their media time), sound (mono, [`limits::SOUND_RATE_HZ`]) and a thumbnail to `sink`.
pub fn read<S: MediaSink + ?Sized>(
    bytes: &Bytes,
    kind: Kind,
    surroundings: &Surroundings,
    until: Instant,
    sink: &mut S,
) -> Extract {
    let mut extract = Extract { media_type: kind.media_type().to_owned(), ..Extract::default() };
    let is_boxes = matches!(kind.media_type(), "video/quicktime" | "video/mp4" | "video/3gpp" | "audio/mp4");
    if is_boxes {
        boxes::read(bytes, &mut extract);
    }
    extract.findings.extend(riff_is_cut(bytes));
    let Some((tools, file)) = decoders(bytes, surroundings, &mut extract) else { return extract };
    let probe = match probe::read(&tools.ffprobe, &file, until) {
        Ok(probe) => probe,
        Err(finding) => {
            extract.findings.push(finding);
            return extract;
        }
    };
    note_facts(&probe, is_boxes, &mut extract);
    if probe.picture.is_none() && probe.sound.is_none() {
        extract.findings.push(codes::RECORDING_EMPTY.found(
            "The recording has neither a picture track nor a sound track that can be decoded. The bytes are kept.",
        ));
        return extract;
    }
    let mut plan = Plan::of(&probe, sampling(&probe, bytes.length(), &surroundings.limits), &surroundings.limits);
    let mut decoded = decode::run(&tools, &file, &plan, until, sink);
    if surroundings.limits.sampling.is_none() && has_few_keyframes(&plan, &probe, &decoded) {
        plan = plan.in_full();
        decoded = decoded.and(decode::run(&tools, &file, &plan, until, sink));
    }
    note_decoded(&plan, &probe, decoded, &mut extract);
    extract
}

/// What is planned after this answer of ffprobe and noted of this line of ffmpeg's talk: what foreign bytes can say
/// through the decoders.
pub(crate) fn after_decoder_talk(answer: &[u8], line: &str) -> (String, String, Option<i64>) {
    let probe = probe::from_json(&serde_json::from_slice(answer).unwrap_or_default());
    let plan = Plan::of(&probe, FrameSampling::Keyframes, &Limits::default());
    (format!("{plan:?}"), probe::without_addresses(line), decode::time_of_frame(line).flatten())
}

/// WAV and AVI say at the start how long they are. Zero and all ones are what a recorder writes that was never stopped.
fn riff_is_cut(bytes: &Bytes) -> Option<model::FindingDraft> {
    let head = bytes.read_up_to(8).ok()?;
    let length: [u8; 4] = head.strip_prefix(b"RIFF")?.try_into().ok()?;
    let declared = u64::from(u32::from_le_bytes(length)) + 8;
    let never_stopped = matches!(length, [0, 0, 0, 0] | [0xff, 0xff, 0xff, 0xff]);
    (declared > bytes.length() && !never_stopped).then(|| {
        codes::RECORDING_TRUNCATED.found(format!(
            "The recording declares {declared} bytes and has {}: it was cut off, or its head is wrong. What is there \
             was used; look for a complete copy.",
            bytes.length()
        ))
    })
}

/// The programs a recording needs, and the scratch folder.
pub(crate) struct Decoders {
    ffmpeg: PathBuf,
    ffprobe: PathBuf,
    scratch: PathBuf,
}

fn decoders(bytes: &Bytes, surroundings: &Surroundings, extract: &mut Extract) -> Option<(Decoders, PathBuf)> {
    let tools = &surroundings.tools;
    let (Some(ffmpeg), Some(ffprobe), Some(scratch)) = (&tools.ffmpeg, &tools.ffprobe, &surroundings.scratch) else {
        extract.findings.push(codes::DECODER_MISSING.found(
            "Recordings need the programs ffmpeg and ffprobe, which were not found (Debian: apt install ffmpeg). The \
             bytes are kept; run trace again once they are installed.",
        ));
        return None;
    };
    match bytes.as_file(scratch) {
        Ok(file) => Some((Decoders { ffmpeg: ffmpeg.path(), ffprobe: ffprobe.path(), scratch: scratch.clone() }, file)),
        Err(error) => {
            extract.findings.push(codes::MEMBER_UNREADABLE.found(format!("Reading the recording: {error}.")));
            None
        }
    }
}

/// Long recordings are sampled at their keyframes. Where the container does not say how long it is, its size decides:
/// phones write about 1 MiB a second.
fn sampling(probe: &Probe, size_bytes: u64, limits: &Limits) -> FrameSampling {
    let by_length = match probe.duration_us {
        Some(duration_us) => duration_us <= limits.dense_up_to_us,
        None => i64::try_from(size_bytes / limits::MIB).unwrap_or(i64::MAX) <= limits.dense_up_to_us / 1_000_000,
    };
    limits.sampling.unwrap_or(if by_length { FrameSampling::Dense } else { FrameSampling::Keyframes })
}

/// Recordings of a screen may have one keyframe in all their length: such a one is decoded in full after all.
fn has_few_keyframes(plan: &Plan, probe: &Probe, decoded: &Decoded) -> bool {
    let is_by_keyframes = plan.sampling == FrameSampling::Keyframes && decoded.frames > 0 && !decoded.stopped;
    let length_us = probe.duration_us.unwrap_or(decoded.end_us).min(limits::RECORDING_MAX_US);
    let apart_us = length_us / i64::try_from(decoded.frames).unwrap_or(i64::MAX).max(1);
    is_by_keyframes && apart_us > limits::KEYFRAMES_APART_US
}

fn note_facts(probe: &Probe, is_boxes: bool, extract: &mut Extract) {
    let picture = probe.picture.as_ref();
    let displayed = picture.map(|picture| picture.displayed_px());
    extract.media = Some(MediaFacts {
        width_px: displayed.map(|(width, _)| width),
        height_px: displayed.map(|(_, height)| height),
        duration_us: probe.duration_us,
        frames_per_second: picture.and_then(|picture| picture.frames_per_second),
        rotation_degrees: picture.map(|picture| picture.rotation_degrees).filter(|degrees| *degrees != 0),
        has_picture: picture.is_some(),
        has_sound: probe.sound.is_some(),
        codecs: picture.map(|picture| picture.codec.clone()).into_iter().chain(probe.sound_codec.clone()).collect(),
    });
    for (name, value) in probe.tags.iter().take(limits::METADATA_FIELDS) {
        let from_boxes =
            is_boxes && (name.starts_with("com.") || name.starts_with("location") || name == "creation_time");
        if !from_boxes {
            extract.metadata.push(MetadataField { name: format!("container {name}"), value: value.clone() });
        }
        if !is_boxes && name == "creation_time" {
            extract.times.extend(container_time(value));
        }
    }
}

fn container_time(value: &str) -> Option<ClaimedTime> {
    let (time, zone) = times::of_iso(value)?;
    let evidence = "container creation_time".to_owned();
    Some(ClaimedTime { time, kind: TimeKind::FileMetadata, evidence, zone: zone.words() })
}

fn note_decoded(plan: &Plan, probe: &Probe, decoded: Decoded, extract: &mut Extract) {
    if let Some(media) = &mut extract.media {
        media.duration_us = media.duration_us.or((decoded.end_us > 0).then_some(decoded.end_us));
    }
    if probe.duration_us.is_some_and(|duration_us| duration_us > limits::RECORDING_MAX_US) {
        extract.findings.push(codes::RECORDING_LONG.found(format!(
            "The recording is longer than {} h; the rest was not decoded. Cut it and add the parts too.",
            limits::RECORDING_MAX_US / 3_600_000_000
        )));
    }
    if plan.sampling == FrameSampling::Keyframes && decoded.frames > 0 {
        extract.findings.push(codes::RECORDING_KEYFRAMES.found(format!(
            "Only keyframes were decoded ({} of them), because of the length of the recording or the settings of the \
             case. Where they look like another recording, the whole of it is decoded and compared; an excerpt that \
             lies between two keyframes may be missed.",
            decoded.frames
        )));
    }
    if decoded.stopped {
        extract.findings.push(codes::DECODER_STOPPED.found(format!(
            "The decoder was stopped at the time limit after {:.1} s of the recording; what it gave until then was \
             used. Raise wall_time_base_ms in the settings of the case to go on longer.",
            decoded.end_us as f64 / 1e6
        )));
    }
    extract.findings.extend(complaint(&decoded));
}

/// What the decoder said, in one finding: an error when nothing came of a track, a warning otherwise.
fn complaint(decoded: &Decoded) -> Option<model::FindingDraft> {
    let first = decoded.said.first().map_or("it gave no reason", String::as_str);
    if decoded.frames == 0 && decoded.samples == 0 {
        return Some(codes::DECODER_FAILED.found(format!(
            "ffmpeg decoded nothing of the recording: {first}. The bytes are kept; another player may show a part."
        )));
    }
    if !decoded.missing.is_empty() {
        return Some(codes::DECODER_FAILED.found(format!(
            "ffmpeg decoded nothing of the {}: {first}. The rest was used.",
            decoded.missing.join(" and the ")
        )));
    }
    (!decoded.said.is_empty()).then(|| {
        codes::DECODER_COMPLAINED.found(format!(
            "ffmpeg read the recording and reported {} times that something is damaged, first: {first}. Times near \
             the damage may be off.",
            decoded.said.len()
        ))
    })
}

/// A path as ffmpeg takes it without reading a protocol or an option into it.
pub(crate) fn file_url(path: &Path) -> std::ffi::OsString {
    let mut url = std::ffi::OsString::from("file:");
    url.push(path);
    url
}
