//! When items were out, as far as anybody says.

use model::{ClaimedTime, Moment, TimeKind};

/// When an item was out, as far as its claimed times tell: published, posted or seen where that is given; else no
/// later than it was captured. `None` = no usable time. File metadata is used only where there is nothing else.
pub(crate) fn appearance(times: &[ClaimedTime]) -> Option<Moment> {
    let of = |kinds: &[TimeKind]| {
        let fitting = times.iter().filter(|time| kinds.contains(&time.kind));
        fitting.filter_map(|time| Moment::read(&time.time)).min_by_key(|moment| (moment.from, moment.to))
    };
    let until = |moment: Moment| Moment { from: i64::MIN, to: moment.to };
    of(&[TimeKind::Published, TimeKind::Posted, TimeKind::ClaimedSeen])
        .or_else(|| of(&[TimeKind::Updated]).map(until))
        .or_else(|| of(&[TimeKind::Captured]).map(until))
        .or_else(|| of(&[TimeKind::FileMetadata]))
}
