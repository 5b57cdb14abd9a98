//! Puts a [`Match`] together in one way for all media: sides in a fixed order, a stable id, no names.

use model::{Direction, Extent, ItemId, Match, MatchKind, MatchSide, Tier, Transform, stable_id};

/// What a medium knows of a match before its sides are put in order.
pub(crate) struct Draft {
    pub(crate) kind: MatchKind,
    pub(crate) query: (ItemId, Extent),
    pub(crate) reference: (ItemId, Extent),
    pub(crate) transform: Transform,
    pub(crate) score_0_1: f64,
    pub(crate) tier: Tier,
    pub(crate) reasons: Vec<String>,
    pub(crate) direction: Option<Direction>,
}

impl Draft {
    pub(crate) fn finish(self) -> Match {
        let id = id_of(self.kind, &self.query, &self.reference);
        let side = |(item, extent): (ItemId, Extent)| MatchSide { item, name: String::new(), extent };
        Match {
            id,
            kind: self.kind,
            query: side(self.query),
            reference: side(self.reference),
            transform: self.transform,
            score_0_1: (self.score_0_1.clamp(0.0, 1.0) * 1e4).round() / 1e4,
            tier: self.tier,
            reasons: self.reasons,
            direction: self.direction,
        }
    }
}

/// The id of a match depends on kind, items and extents, and not on which side is called the query: a decision about
/// it must survive a later finding about the direction.
fn id_of(kind: MatchKind, query: &(ItemId, Extent), reference: &(ItemId, Extent)) -> String {
    let (first, second) = if query.0 <= reference.0 { (query, reference) } else { (reference, query) };
    let kind = format!("{kind:?}");
    let (first_extent, second_extent) = (format!("{:?}", first.1), format!("{:?}", second.1));
    let parts: [&[u8]; 5] =
        [kind.as_bytes(), &first.0.0, first_extent.as_bytes(), &second.0.0, second_extent.as_bytes()];
    stable_id("M", &parts)
}

/// An extent in time.
pub(crate) fn time_extent(start_us: i64, end_us: i64) -> Extent {
    Extent { start_us: Some(start_us), end_us: Some(end_us), ..Extent::default() }
}

/// Best first; equal scores by items, then by extents, so the order never depends on how the matches were found.
pub(crate) fn in_order(mut matches: Vec<Match>) -> Vec<Match> {
    matches.sort_by(|a, b| {
        b.score_0_1
            .total_cmp(&a.score_0_1)
            .then_with(|| (a.reference.item, a.query.item).cmp(&(b.reference.item, b.query.item)))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a.id.cmp(&b.id))
    });
    matches
}

fn place(found: &Match) -> (Option<i64>, Option<usize>, Option<i64>, Option<usize>) {
    let (query, reference) = (&found.query.extent, &found.reference.extent);
    (query.start_us, query.start_byte, reference.start_us, reference.start_byte)
}

/// Seconds with one decimal, for reasons.
pub(crate) fn seconds(time_us: i64) -> String {
    format!("{:.1} s", time_us as f64 / 1e6)
}
