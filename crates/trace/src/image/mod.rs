//! Pictures: one fingerprint each, and which of them show the same.
//!
//! A picture is hashed whole and, where it has plain borders (letterbox, pillarbox, the paper around a screenshot),
//! once more without them. Two pictures match when any view of the one is near any view of the other, laid down in
//! any of the eight ways. What was measured: `docs/methods/pdq.md`.

pub(crate) mod border;
mod downscale;
pub(crate) mod leads;
mod pdq;
mod regions;

pub use leads::of_image as leads_of;
pub use pdq::{Orientation, PdqHash, PdqHashes};

pub(crate) use downscale::{Luma, luma_of};
pub(crate) use leads::MOST_LAID;
pub(crate) use pdq::hashes_of;
pub(crate) use regions::CONFIRMED_FROM;

use crate::build::{Draft, in_order};
use crate::direction;
use crate::index::{Index, Lead, PictureKey, SegmentDraft};
use crate::local::{Amount, LocalFeatures, features_of};
use crate::parallel;
use model::{Direction, Extent, ItemId, Match, MatchKind, Pixels, Tier, Transform};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most bits that may differ in a confirmed match: the distance that PDQ's authors recommend for 256 bits.
pub const CONFIRMED_DISTANCE_BITS: u32 = 31;

/// Least quality of both views in a confirmed match: below it a picture is nearly featureless and its hash is noise
/// (PDQ's authors drop such hashes too).
pub const CONFIRMED_QUALITY_0_100: u8 = 50;

/// Most bits that may differ for a pair to be listed as weak. Unrelated photos differ in 128 ± 16 bits.
pub const WEAK_DISTANCE_BITS: u32 = 90;

/// Points and side of the small copy that are kept of a picture: what was measured.
pub(crate) const LOCAL_AMOUNT: Amount = Amount { n_points: 500, thumb_side_px: 96 };

/// Points of a picture that go into the index, of 80 bytes each: 100,000 pictures take 4 GB.
const INDEXED_POINTS: usize = 480;

/// A part of a picture that was hashed by itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ImageView {
    /// Left, top, right, bottom of the part, each 0..=1 of the picture.
    pub region: [f64; 4],
    /// Its hashes.
    pub hashes: PdqHashes,
}

/// What is compared of a picture.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ImageFingerprint {
    /// Width of the picture that was hashed, pixels.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
    /// The whole picture first; then, if it has plain borders, the part inside them.
    pub views: Vec<ImageView>,
    /// Its local features.
    pub local: LocalFeatures,
}

impl ImageFingerprint {
    /// The views that show anything, with their numbers: without any quality there is no picture to speak of, and its hash
    /// is all noise.
    fn usable_views(&self) -> impl Iterator<Item = (usize, &ImageView)> {
        self.views.iter().enumerate().filter(|(_, view)| view.hashes.quality_0_100 > 0)
    }

    /// Adds what is looked up of it to a segment of still pictures; `number` is that of its item.
    pub fn put_into(&self, segment: &mut SegmentDraft, number: u32) {
        let key = PictureKey { item: number, frame: 0 };
        let hashes = self.usable_views().map(|(_, view)| view.hashes.upright());
        segment.push(key, Some(&self.local), INDEXED_POINTS, hashes);
    }
}

/// The fingerprint of a picture. Where `pixels.bytes` is too short for the stated size the fingerprint has no views
/// and matches nothing.
pub fn fingerprint(pixels: &Pixels) -> ImageFingerprint {
    let (width_px, height_px) = (pixels.width_px as u32, pixels.height_px as u32);
    let Some(luma) = luma_of(pixels) else {
        return ImageFingerprint { width_px, height_px, ..ImageFingerprint::default() };
    };
    let inside = border::inside(&luma);
    let inner = inside.map(|inside| ImageView {
        region: inside.region(luma.width_px, luma.height_px),
        hashes: hashes_of(luma.part(inside.left, inside.top, inside.right, inside.bottom)),
    });
    let local = features_of(&luma, LOCAL_AMOUNT);
    let whole = ImageView { region: [0.0, 0.0, 1.0, 1.0], hashes: hashes_of(luma) };
    ImageFingerprint { width_px, height_px, views: std::iter::once(whole).chain(inner).collect(), local }
}

/// Pairs of pictures that show the same, each pair once: confirmed within [`CONFIRMED_DISTANCE_BITS`] or by local
/// features ([`crate::local`]), weak up to [`WEAK_DISTANCE_BITS`]. The order of `images` does not matter.
pub fn matches(images: &[(ItemId, ImageFingerprint)]) -> Vec<Match> {
    let by_item: BTreeMap<ItemId, &ImageFingerprint> = images.iter().map(|(item, print)| (*item, print)).collect();
    let (items, prints): (Vec<ItemId>, Vec<&ImageFingerprint>) = by_item.into_iter().unzip();
    let mut draft = SegmentDraft::default();
    prints.iter().enumerate().for_each(|(number, print)| print.put_into(&mut draft, number as u32));
    let words = draft.words();
    let stills = Index::of_own(&words);
    let of_query = |query: usize| {
        let leads = leads::of_image(prints[query], query as u32, &stills, &Index::default());
        let one = (items[query], prints[query]);
        let of_lead = |lead: &Lead| {
            let other = lead.item as usize;
            matches_of_pair((items[other], prints[other]), one, lead)
        };
        leads.iter().flat_map(of_lead).collect::<Vec<_>>()
    };
    in_order(parallel::each(items.len(), of_query).into_iter().flatten().collect())
}

/// What the prints of two pictures say, of which the index says that they may be alike: no match or one. The order of the
/// two does not matter.
pub fn matches_of_pair(
    one: (ItemId, &ImageFingerprint),
    other: (ItemId, &ImageFingerprint),
    lead: &Lead,
) -> Option<Match> {
    let (reference, query) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    let by_hash = nearest(reference, query).map(Near::into_match);
    let by_parts = regions::match_of_pair(reference, query, lead);
    brought_together(by_hash.into_iter().chain(by_parts))
}

/// One match for a pair: a confirmed one before a weak one, one by hash before one by local features, unless only the
/// latter tells the direction.
fn brought_together(matches: impl Iterator<Item = Match>) -> Option<Match> {
    matches.reduce(|mut known, found| {
        if found.tier != Tier::Confirmed {
            return known;
        }
        if known.tier == Tier::Weak {
            return found;
        }
        match (&known.direction, &found.direction) {
            (None, Some(_)) => found,
            (Some(one), Some(other)) if one.from != other.from => {
                let disagreement = direction::disagreement(one, other);
                // Without a direction the query is the item with the greater id; in one of the two it is.
                if known.query.item < known.reference.item {
                    known = found;
                }
                known.reasons.push(disagreement);
                known.direction = None;
                known
            }
            _ => known,
        }
    })
}

/// A view with the item it is of.
#[derive(Clone, Copy)]
struct ViewOf<'a> {
    item: ItemId,
    number: usize,
    view: &'a ImageView,
}

/// Two views that are near each other. `query` laid back by `orientation` is `reference`.
#[derive(Clone, Copy)]
struct Near<'a> {
    query: ViewOf<'a>,
    reference: ViewOf<'a>,
    orientation: usize,
    distance_bits: u32,
}

/// The views of two pictures that are nearest each other, where they are near.
fn nearest<'a>(reference: (ItemId, &'a ImageFingerprint), query: (ItemId, &'a ImageFingerprint)) -> Option<Near<'a>> {
    let views = |(item, print): (ItemId, &'a ImageFingerprint)| {
        print.usable_views().map(move |(number, view)| ViewOf { item, number, view })
    };
    let of_views = |(query, reference): (ViewOf<'a>, ViewOf<'a>)| {
        let distances = reference.view.hashes.all.iter().map(|hash| hash.distance(query.view.hashes.upright()));
        let nearest = distances.enumerate().min_by_key(|(orientation, bits)| (*bits, *orientation));
        let (orientation, distance_bits) = nearest.filter(|(_, bits)| *bits <= WEAK_DISTANCE_BITS)?;
        Some(Near { query, reference, orientation, distance_bits })
    };
    let pairs = views(reference).flat_map(|reference| views(query).map(move |query| (query, reference)));
    pairs.filter_map(of_views).min_by_key(Near::rank)
}

impl Near<'_> {
    /// Smaller is better. Whole views win over inner ones at equal distance, the upright over the turned.
    fn rank(&self) -> (bool, u32, usize, usize) {
        (!self.is_confirmed(), self.distance_bits, self.query.number + self.reference.number, self.orientation)
    }

    fn quality_0_100(&self) -> u8 {
        self.query.view.hashes.quality_0_100.min(self.reference.view.hashes.quality_0_100)
    }

    fn is_confirmed(&self) -> bool {
        self.distance_bits <= CONFIRMED_DISTANCE_BITS && self.quality_0_100() >= CONFIRMED_QUALITY_0_100
    }

    fn into_match(self) -> Match {
        let orientation = Orientation::ALL[self.orientation];
        let quality = self.quality_0_100();
        let featureless = quality < CONFIRMED_QUALITY_0_100;
        // A featureless pair is listed, but below every pair with something to see.
        let score = (1.0 - f64::from(self.distance_bits) / 128.0) * if featureless { 0.3 } else { 1.0 };
        let direction = self.direction();
        let reasons = self.reasons(orientation, quality);
        let tier = if self.is_confirmed() { Tier::Confirmed } else { Tier::Weak };
        let (mut query, mut reference) = (side(&self.query), side(&self.reference));
        let mut orientation = orientation;
        if direction.as_ref().is_some_and(|direction| direction.from == query.0) {
            std::mem::swap(&mut query, &mut reference);
            orientation = reversed(orientation);
        }
        let transform = transform_of(orientation);
        let kind = MatchKind::ImageCopy;
        Draft { kind, query, reference, transform, score_0_1: score, tier, reasons, direction }.finish()
    }

    fn reasons(&self, orientation: Orientation, quality: u8) -> Vec<String> {
        let mut reasons = vec![format!(
            "PDQ hashes differ in {} of 256 bits (limit {CONFIRMED_DISTANCE_BITS}), laid: {}",
            self.distance_bits,
            orientation.words()
        )];
        if self.query.number + self.reference.number > 0 {
            reasons.push("compared without the plain borders around the picture".to_owned());
        }
        if quality < CONFIRMED_QUALITY_0_100 {
            let limit = CONFIRMED_QUALITY_0_100;
            reasons.push(format!("little to see in the picture: quality {quality} of 100 (at least {limit} needed)"));
        }
        reasons
    }

    /// Borders are added, so the side that has them is the derived one, where the other has none.
    fn direction(&self) -> Option<Direction> {
        let from = match (self.query.number, self.reference.number) {
            (0, 1..) => self.query.item,
            (1.., 0) => self.reference.item,
            _ => return None,
        };
        let evidence = vec!["the other picture has plain borders around what both show".to_owned()];
        self.is_confirmed().then_some(Direction { from, evidence })
    }
}

fn side(of: &ViewOf) -> (ItemId, Extent) {
    (of.item, Extent { region: Some(of.view.region), ..Extent::default() })
}

/// What leads back: a mirrored picture is its own way back, a turned one is turned the other way.
pub(crate) fn reversed(orientation: Orientation) -> Orientation {
    let rotated_degrees =
        if orientation.mirrored { orientation.rotated_degrees } else { (360 - orientation.rotated_degrees) % 360 };
    Orientation { rotated_degrees, ..orientation }
}

pub(crate) fn transform_of(orientation: Orientation) -> Transform {
    Transform {
        words: orientation.words(),
        mirrored: Some(orientation.mirrored),
        rotated_degrees: Some(f64::from(orientation.rotated_degrees)),
        ..Transform::default()
    }
}
