//! Places by name.

use super::tokens::Passage;
use crate::Gazetteer;
use model::PlaceMention;

/// The places of a passage in order.
pub(crate) fn places(_passage: &Passage<'_>, _gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    Vec::new()
}

/// Latitude of the first place that has one.
pub(crate) fn first_latitude(places: &[PlaceMention]) -> Option<f64> {
    places.iter().find_map(|place| place.lat)
}
