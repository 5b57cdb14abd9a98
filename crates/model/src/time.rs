//! Times. A time is never shown without its kind and zone, and one kind never turns into another silently.

use serde::{Deserialize, Serialize};

/// What kind of time a time is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// When these bytes came to us or to the tool that captured them.
    Captured,
    /// When a publisher says it published.
    Published,
    /// When a publisher says it changed the page.
    Updated,
    /// When a comment or message says it was posted.
    Posted,
    /// When the operator says it was seen somewhere.
    ClaimedSeen,
    /// When somebody says the event took place.
    ClaimedEvent,
    /// What the file itself says: EXIF, QuickTime, container headers.
    FileMetadata,
    /// From a verified trusted timestamp over the log.
    Log,
}

impl TimeKind {
    /// The kind in plain words, for people.
    pub fn words(self) -> &'static str {
        match self {
            TimeKind::Captured => "captured",
            TimeKind::Published => "published (as the page says)",
            TimeKind::Updated => "updated (as the page says)",
            TimeKind::Posted => "posted (as the page says)",
            TimeKind::ClaimedSeen => "seen (as the operator says)",
            TimeKind::ClaimedEvent => "event (as somebody says)",
            TimeKind::FileMetadata => "file metadata",
            TimeKind::Log => "logged (trusted timestamp)",
        }
    }
}

/// A time that somebody or something claims. It is evidence of the claim, not of the time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ClaimedTime {
    /// RFC 3339 with the zone it was given in, as far as it was given: `2021-03-04T05:06:07+02:00`, `2021-03-04`,
    /// `2021-03-04T05:06:07` (zone not stated).
    pub time: String,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// Where it stands and who claims it: `JSON-LD datePublished`, `EXIF DateTimeOriginal`, `QuickTime mvhd`.
    pub evidence: String,
    /// The zone in words: `+02:00`, `UTC`, `not stated`.
    pub zone: String,
}

/// A time that a verified timestamp token proves. Only the log gives one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct LogTime(pub String);
