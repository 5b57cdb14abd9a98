//! Matches: two places in two items that show the same thing.

use crate::ItemId;
use serde::{Deserialize, Serialize};

/// In which way two places match.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// The whole picture.
    ImageCopy,
    /// A part of a picture.
    ImageRegion,
    /// The whole recording.
    VideoCopy,
    /// A stretch of a recording.
    VideoExcerpt,
    /// The same sound.
    AudioCopy,
    /// One moment from two devices: never a copy, two origins.
    SameMoment,
    /// The whole text or nearly.
    TextCopy,
    /// A passage.
    TextExcerpt,
    /// A passage that one side marks as quoted.
    Quote,
    /// The same content in other words.
    Paraphrase,
}

/// Whether a match is reported or only listed with `--all`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// At or above the reporting threshold.
    Confirmed,
    /// Compared and below it.
    Weak,
}

/// Where in an item a match lies. Times for recordings, region for pictures, bytes of the extracted text for text.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extent {
    /// Start, microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_us: Option<i64>,
    /// End, microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_us: Option<i64>,
    /// Left, top, right, bottom in 0..=1 of the picture as displayed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<[f64; 4]>,
    /// First byte of the extracted text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_byte: Option<usize>,
    /// One past the last byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_byte: Option<usize>,
}

/// One side of a match.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MatchSide {
    /// The item.
    pub item: ItemId,
    /// Its name; `trace` leaves it empty, the shell fills it.
    pub name: String,
    /// Where in it.
    #[serde(flatten)]
    pub extent: Extent,
}

/// What was done to the reference to come to the query, as far as it was measured.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Transform {
    /// In plain words: "mirrored, rotated 90°", "unchanged", "speed 1.25".
    pub words: String,
    /// Left and right exchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirrored: Option<bool>,
    /// Rotation of the query against the reference, degrees clockwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotated_degrees: Option<f64>,
    /// Query time passes this many times faster than reference time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    /// Reference time minus query time at the start of the query's extent, microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset_us: Option<i64>,
    /// Half-width of the interval in which the offset lies, microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset_uncertainty_us: Option<i64>,
    /// How much faster the query's clock runs than the reference's, parts per million.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift_ppm: Option<f64>,
}

/// Which of two items is nearer the source, and what says so.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Direction {
    /// The item nearer the source.
    pub from: ItemId,
    /// What says so, in plain words.
    pub evidence: Vec<String>,
}

/// Two places in two items that show the same thing. One object for each matching segment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Match {
    /// Stable id: made of kind, items and extents.
    pub id: String,
    /// In which way.
    pub kind: MatchKind,
    /// The side that looks derived where the direction is known; else the item with the greater id.
    pub query: MatchSide,
    /// The other side.
    pub reference: MatchSide,
    /// What was done to the reference to come to the query.
    pub transform: Transform,
    /// Comparable across the kinds of one medium.
    pub score_0_1: f64,
    /// Confirmed or weak.
    pub tier: Tier,
    /// What was compared, how, with which result.
    pub reasons: Vec<String>,
    /// Which side is nearer the source; `None` = direction unknown.
    #[serde(default)]
    pub direction: Option<Direction>,
}
