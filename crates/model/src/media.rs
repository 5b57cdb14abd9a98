//! Pictures and sound as they come out of a decoder.

use serde::{Deserialize, Serialize};

/// How the bytes of [`Pixels`] are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PixelFormat {
    /// One byte a pixel: luma, full range 0..=255.
    Gray8,
    /// Three bytes a pixel: red, green, blue, sRGB.
    Rgb8,
}

impl PixelFormat {
    /// Bytes of one pixel.
    pub fn bytes_per_pixel(self) -> usize {
        match self {
            PixelFormat::Gray8 => 1,
            PixelFormat::Rgb8 => 3,
        }
    }
}

/// A decoded picture or video frame, upright as displayed. `bytes` is `height_px` rows of `width_px` pixels,
/// row-major, top row first, no padding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pixels {
    /// Width in pixels.
    pub width_px: usize,
    /// Height in pixels.
    pub height_px: usize,
    /// Layout.
    pub format: PixelFormat,
    /// Samples.
    pub bytes: Vec<u8>,
}

/// Mono sound: signed 16-bit samples at `rate_hz`, the first one at `start_us` of media time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SoundChunk {
    /// Media time of the first sample, microseconds.
    pub start_us: i64,
    /// Samples per second.
    pub rate_hz: u32,
    /// Samples.
    pub samples: Vec<i16>,
}

/// What a decoder says of a picture or recording.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MediaFacts {
    /// Width as displayed, pixels.
    pub width_px: Option<u32>,
    /// Height as displayed, pixels.
    pub height_px: Option<u32>,
    /// Length, microseconds.
    pub duration_us: Option<i64>,
    /// Frames per second, as the container says.
    pub frames_per_second: Option<f64>,
    /// Rotation that the file asks for, degrees clockwise.
    pub rotation_degrees: Option<i32>,
    /// Whether there is a picture track.
    pub has_picture: bool,
    /// Whether there is a sound track.
    pub has_sound: bool,
    /// Names of the codecs, picture first.
    pub codecs: Vec<String>,
}
