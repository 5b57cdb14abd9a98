//! Pictures: one fingerprint each, and which of them show the same.
//!
//! A picture is hashed whole and, where it has plain borders (letterbox, pillarbox, the paper around a screenshot),
//! once more without them. Two pictures match when any view of the one is near any view of the other, laid down in
//! any of the eight ways. What was measured: `docs/methods/pdq.md`.

pub(crate) mod border;
mod downscale;
mod index;
mod pdq;
mod regions;

pub use pdq::{Orientation, PdqHash, PdqHashes};

pub(crate) use downscale::{Luma, luma_of};
pub(crate) use index::HashIndex;
pub(crate) use pdq::hashes_of;

use crate::build::{Draft, in_order};
use crate::direction;
use crate::lanes::widest;
use crate::local::{Amount, LocalFeatures, features_of};
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

/// Up to this many views everything is compared with everything, which gives the weak pairs too; above it only the
/// index is asked, which finds every confirmed pair and no weaker one.
const MOST_VIEWS_FOR_ALL_PAIRS: usize = 6_000;

/// Points and side of the small copy that are kept of a picture: what was measured.
pub(crate) const LOCAL_AMOUNT: Amount = Amount { n_points: 500, thumb_side_px: 96 };

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
    let views: Vec<ViewOf> = views_of(images);
    let near = if views.len() <= MOST_VIEWS_FOR_ALL_PAIRS {
        widest(
            #[inline(always)]
            || compare_all(&views),
        )
    } else {
        compare_near(&views)
    };
    let mut best: BTreeMap<(ItemId, ItemId), Near> = BTreeMap::new();
    for (pair, found) in near {
        let entry = best.entry(pair).or_insert_with(|| found.clone());
        if found.rank() < entry.rank() {
            *entry = found;
        }
    }
    let by_hash: Vec<Match> = best.into_values().map(|found| found.into_match()).collect();
    let by_item = images.iter().map(|(item, print)| (*item, print)).collect();
    in_order(brought_together(by_hash, regions::matches(&by_item)))
}

/// One match for each pair: a confirmed one before a weak one, one by hash before one by local features, unless only the
/// latter tells the direction.
fn brought_together(by_hash: Vec<Match>, by_features: Vec<Match>) -> Vec<Match> {
    let mut best: BTreeMap<(ItemId, ItemId), Match> = BTreeMap::new();
    for found in by_hash.into_iter().chain(by_features) {
        let (a, b) = (found.query.item, found.reference.item);
        let pair = (a.min(b), a.max(b));
        let Some(known) = best.get_mut(&pair) else {
            best.insert(pair, found);
            continue;
        };
        if known.tier == Tier::Weak && found.tier == Tier::Confirmed {
            *known = found;
        } else if found.tier == Tier::Confirmed {
            match (&known.direction, &found.direction) {
                (None, Some(_)) => *known = found,
                (Some(one), Some(other)) if one.from != other.from => {
                    let disagreement = direction::disagreement(one, other);
                    // Without a direction the query is the item with the greater id; in one of the two it is.
                    if known.query.item < known.reference.item {
                        *known = found;
                    }
                    known.reasons.push(disagreement);
                    known.direction = None;
                }
                _ => {}
            }
        }
    }
    best.into_values().collect()
}

/// A view with the item it is of.
#[derive(Clone)]
struct ViewOf<'a> {
    item: ItemId,
    number: usize,
    view: &'a ImageView,
}

/// Two views that are near each other. `query` laid back by `orientation` is `reference`.
#[derive(Clone)]
struct Near<'a> {
    query: ViewOf<'a>,
    reference: ViewOf<'a>,
    orientation: usize,
    distance_bits: u32,
}

fn views_of(images: &[(ItemId, ImageFingerprint)]) -> Vec<ViewOf<'_>> {
    let by_item: BTreeMap<ItemId, &ImageFingerprint> = images.iter().map(|(item, print)| (*item, print)).collect();
    let views = by_item.into_iter().flat_map(|(item, print)| {
        print.views.iter().enumerate().map(move |(number, view)| ViewOf { item, number, view })
    });
    // Without any quality there is no picture to speak of, and its hash is all noise.
    views.filter(|view| view.view.hashes.quality_0_100 > 0).collect()
}

#[inline(always)]
fn compare_all<'a>(views: &[ViewOf<'a>]) -> Vec<((ItemId, ItemId), Near<'a>)> {
    let mut found = Vec::new();
    for (n, reference) in views.iter().enumerate() {
        for query in views[n + 1..].iter().filter(|query| query.item != reference.item) {
            let hashes = &reference.view.hashes.all;
            let distances = hashes.iter().map(|hash| hash.distance(query.view.hashes.upright()));
            let nearest = distances.enumerate().min_by_key(|(orientation, bits)| (*bits, *orientation));
            if let Some((orientation, distance_bits)) = nearest.filter(|(_, bits)| *bits <= WEAK_DISTANCE_BITS) {
                found.push(pair(query, reference, orientation, distance_bits));
            }
        }
    }
    found
}

fn compare_near<'a>(views: &[ViewOf<'a>]) -> Vec<((ItemId, ItemId), Near<'a>)> {
    let index = HashIndex::new(views.iter().map(|view| *view.view.hashes.upright()).collect());
    let mut found = Vec::new();
    for reference in views {
        for (orientation, hash) in reference.view.hashes.all.iter().enumerate() {
            for (owner, distance_bits) in index.near(hash) {
                let query = &views[owner as usize];
                // The other way round the same pair comes up with the reverse orientation.
                if query.item > reference.item {
                    found.push(pair(query, reference, orientation, distance_bits));
                }
            }
        }
    }
    found
}

fn pair<'a>(
    query: &ViewOf<'a>,
    reference: &ViewOf<'a>,
    orientation: usize,
    distance_bits: u32,
) -> ((ItemId, ItemId), Near<'a>) {
    let near = Near { query: query.clone(), reference: reference.clone(), orientation, distance_bits };
    ((reference.item, query.item), near)
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
