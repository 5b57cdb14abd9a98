//! What ffprobe says of a recording's tracks.

use super::file_url;
use crate::codes;
use crate::limits;
use crate::program::{self, bounds, words};
use model::FindingDraft;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// The tracks that count, and what the container says of itself.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Probe {
    pub(super) picture: Option<PictureTrack>,
    /// Index of the sound track.
    pub(super) sound: Option<u64>,
    pub(super) sound_codec: Option<String>,
    pub(super) duration_us: Option<i64>,
    /// Tags of the container, verbatim.
    pub(super) tags: BTreeMap<String, String>,
}

/// The first picture track that is not a cover.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct PictureTrack {
    pub(super) index: u64,
    pub(super) codec: String,
    pub(super) width_px: u32,
    pub(super) height_px: u32,
    /// Width of a pixel divided by its height.
    pub(super) pixel_aspect: f64,
    /// Degrees clockwise, 0..360.
    pub(super) rotation_degrees: i32,
    pub(super) frames_per_second: Option<f64>,
}

impl PictureTrack {
    /// Width and height as displayed: pixels made square, rotation done.
    pub(super) fn displayed_px(&self) -> (u32, u32) {
        let width = (f64::from(self.width_px) * self.pixel_aspect).round().clamp(1.0, 65_535.0) as u32;
        if self.rotation_degrees % 180 == 90 { (self.height_px, width) } else { (width, self.height_px) }
    }
}

/// Asks ffprobe.
pub(super) fn read(ffprobe: &Path, file: &Path, until: Instant) -> Result<Probe, FindingDraft> {
    let mut arguments = bounds();
    arguments.extend(words("-v error -of json -show_format -show_streams -i"));
    arguments.push(file_url(file));
    let failed = |why: &str| {
        codes::DECODER_FAILED.found(format!(
            "ffprobe could not read the recording: {}. The bytes are kept; another player may show a part.",
            codes::quoted(&without_addresses(why), 200)
        ))
    };
    let (written, ending) = program::run(ffprobe, &arguments, until, limits::PROBE_BYTES)
        .map_err(|error| failed(&format!("it could not be started ({error})")))?;
    if ending.stopped {
        return Err(failed("it took too long or said too much"));
    }
    let answer: Value = serde_json::from_slice(&written).unwrap_or(Value::Null);
    let probe = from_json(&answer);
    if !ending.succeeded && probe.picture.is_none() && probe.sound.is_none() {
        return Err(failed(ending.said.first().map_or("it gave no reason", String::as_str)));
    }
    Ok(probe)
}

/// `[mov,mp4 @ 0x55d0c8] x` without the address, which differs from run to run.
pub(super) fn without_addresses(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(" @ 0x") {
        text.push_str(&rest[..at]);
        let tail = &rest[at + 5..];
        rest = &tail[tail.find(|sign: char| !sign.is_ascii_hexdigit()).unwrap_or(tail.len())..];
    }
    text.push_str(rest);
    // ffmpeg names the file it was given, which is a path of this machine.
    match text.find("file:/") {
        Some(at) => {
            let end = text[at..].find(": ").map_or(text.len(), |length| at + length + 2);
            format!("{}{}", &text[..at], &text[end..])
        }
        None => text,
    }
}

pub(super) fn from_json(answer: &Value) -> Probe {
    let streams = answer["streams"].as_array().map_or(&[][..], Vec::as_slice);
    let of_type = |stream: &&Value, name: &str| stream["codec_type"] == name;
    let picture = streams
        .iter()
        .filter(|stream| of_type(stream, "video") && stream["disposition"]["attached_pic"] != 1)
        .find_map(picture_track);
    let sound = streams.iter().find(|stream| of_type(stream, "audio") && stream["codec_name"].is_string());
    let tags = answer["format"]["tags"].as_object().into_iter().flatten();
    Probe {
        picture,
        sound: sound.and_then(|stream| stream["index"].as_u64()),
        sound_codec: sound.and_then(|stream| stream["codec_name"].as_str()).map(str::to_owned),
        duration_us: microseconds(&answer["format"]["duration"]),
        tags: tags.filter_map(|(name, value)| tag(name, value.as_str()?)).collect(),
    }
}

fn tag(name: &str, value: &str) -> Option<(String, String)> {
    let short = value.chars().take(limits::METADATA_VALUE_BYTES / 4).collect();
    (!name.is_empty() && !value.is_empty()).then(|| (codes::quoted(name, 80), short))
}

fn picture_track(stream: &Value) -> Option<PictureTrack> {
    let size = |name: &str| u32::try_from(stream[name].as_u64()?).ok().filter(|size| *size > 0);
    Some(PictureTrack {
        index: stream["index"].as_u64()?,
        codec: stream["codec_name"].as_str()?.to_owned(),
        width_px: size("width")?,
        height_px: size("height")?,
        pixel_aspect: ratio(&stream["sample_aspect_ratio"], ':')
            .filter(|ratio| (0.1..10.0).contains(ratio))
            .unwrap_or(1.0),
        rotation_degrees: rotation(stream),
        frames_per_second: ratio(&stream["avg_frame_rate"], '/').filter(|rate| *rate > 0.0),
    })
}

/// ffprobe counts against the clock (`side_data_list`) or, in old versions, with it (tag `rotate`).
fn rotation(stream: &Value) -> i32 {
    let matrices = stream["side_data_list"].as_array().map_or(&[][..], Vec::as_slice);
    let against = matrices.iter().find_map(|data| data["rotation"].as_f64());
    let with = stream["tags"]["rotate"].as_str().and_then(|text| text.parse::<f64>().ok());
    let degrees = against.map(|degrees| -degrees).or(with).unwrap_or(0.0);
    if degrees.is_finite() { (degrees.round() as i32).rem_euclid(360) } else { 0 }
}

fn ratio(value: &Value, separator: char) -> Option<f64> {
    let (above, below) = value.as_str()?.split_once(separator)?;
    let ratio = above.parse::<f64>().ok()? / below.parse::<f64>().ok()?;
    ratio.is_finite().then_some(ratio)
}

fn microseconds(value: &Value) -> Option<i64> {
    let seconds = value.as_str()?.parse::<f64>().ok()?;
    // Ten years: what says more has a damaged length.
    (seconds > 0.0 && seconds < 3.2e8).then(|| (seconds * 1e6).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_no_picture_track_and_rotation_counts_with_the_clock() {
        let answer = serde_json::json!({
            "streams": [
                {"index": 0, "codec_type": "video", "codec_name": "mjpeg", "width": 5, "height": 5, "disposition": {"attached_pic": 1}},
                {"index": 1, "codec_type": "video", "codec_name": "h264", "width": 1920, "height": 1080,
                 "sample_aspect_ratio": "1:1", "avg_frame_rate": "30000/1001", "side_data_list": [{"rotation": -90}]},
                {"index": 2, "codec_type": "audio", "codec_name": "aac"}
            ],
            "format": {"duration": "2.5", "tags": {"title": "x"}}
        });
        let probe = from_json(&answer);
        let picture = probe.picture.expect("a picture track");
        assert_eq!((picture.index, picture.rotation_degrees, picture.displayed_px()), (1, 90, (1080, 1920)));
        assert_eq!((probe.sound, probe.duration_us), (Some(2), Some(2_500_000)));
    }

    #[test]
    fn what_a_decoder_says_names_neither_address_nor_path() {
        let line = "[mov,mp4 @ 0x55d0c8ab] moov atom not found; file:/a/b/c: Invalid data";
        assert_eq!(without_addresses(line), "[mov,mp4] moov atom not found; Invalid data");
    }
}
