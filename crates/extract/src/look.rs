//! What is taken out of an item for people to look at: pictures in colour, upright, small; and sound to hear with them.

use crate::job::Surroundings;
use crate::kind::{self, Kind};
use crate::limits;
use crate::shell::MediaSink;
use crate::source::Bytes;
use crate::{codes, picture, recording};
use model::{Extract, FindingDraft};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What is wanted of an item. Of a still picture it is always the picture, once and without a time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// The frames that are shown at these times, microseconds, their longer side at most `side_px` pixels. A time at which
    /// there is none is left out.
    Stills {
        /// The times.
        times_us: Vec<i64>,
        /// Longer side, pixels.
        side_px: u32,
    },
    /// `n_frames` frames, evenly spread over `length_us` from `start_us`; each has at most `area_px` pixels. Where the
    /// recording ends early there are fewer.
    Stretch {
        /// Start, microseconds.
        start_us: i64,
        /// Length, microseconds.
        length_us: i64,
        /// How many.
        n_frames: u32,
        /// Pixels of a frame.
        area_px: u32,
    },
    /// The sound of a stretch, mono, [`limits::LOOK_SOUND_RATE_HZ`] samples a second; what is missing is silence.
    Sound {
        /// Start, microseconds.
        start_us: i64,
        /// Length, microseconds; at most [`limits::LOOK_SOUND_US`] is given.
        length_us: i64,
    },
}

impl Look {
    /// Width and height for a picture of this size: never larger than it, never more than a worker hands on.
    pub(crate) fn fitted(&self, width: u32, height: u32) -> (u32, u32) {
        match self {
            Look::Stills { side_px, .. } => picture::fitted(width, height, (*side_px).clamp(1, limits::LOOK_SIDE_PX)),
            Look::Sound { .. } => (1, 1),
            Look::Stretch { area_px, .. } => {
                let area = u64::from(width) * u64::from(height);
                let share = (f64::from(*area_px) / area.max(1) as f64).sqrt().min(1.0);
                let side = (f64::from(width.max(height)) * share).floor().clamp(1.0, f64::from(limits::LOOK_SIDE_PX));
                picture::fitted(width, height, side as u32)
            }
        }
    }
}

/// Takes it out and hands it to `sink`; the extract holds the kind and, where something went wrong, the finding.
pub(crate) fn look(
    bytes: &Bytes,
    look: &Look,
    surroundings: &Surroundings,
    until: Instant,
    sink: &mut dyn MediaSink,
) -> Extract {
    let head = match bytes.read_up_to(limits::KIND_HEAD_BYTES as u64) {
        Ok(head) => head,
        Err(error) => return with_finding("", codes::MEMBER_UNREADABLE.found(format!("Reading the item: {error}."))),
    };
    let kind = kind::of(&head, bytes.length());
    let done =
        match kind {
            Kind::Picture(format) => picture::look(bytes, format, look, surroundings, until, sink),
            Kind::Recording(_) => recording::look(bytes, look, surroundings, until, sink),
            _ => Err(codes::KIND_NOT_READ
                .found("The item is neither a picture nor a recording: there is nothing to look at.")),
        };
    match done {
        Ok(()) => Extract { media_type: kind.media_type().to_owned(), ..Extract::default() },
        Err(finding) => with_finding(kind.media_type(), finding),
    }
}

fn with_finding(media_type: &str, finding: FindingDraft) -> Extract {
    let media_type = if media_type.is_empty() { crate::shell::UNKNOWN_MEDIA_TYPE } else { media_type };
    Extract { media_type: media_type.to_owned(), findings: vec![finding], ..Extract::default() }
}
