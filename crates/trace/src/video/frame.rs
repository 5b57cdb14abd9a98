//! One sampled frame: its hashes and a coarse picture that tells movement.

use crate::image::{Luma, PdqHashes, border, hashes_of, luma_of};
use crate::local::{Amount, LocalFeatures, Thumb, features_of};
use model::Pixels;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A frame whose quality is below this is nearly featureless (black, a fade, a plain card) and is not compared; the
/// value is that of PDQ's authors for video.
pub const LEAST_FRAME_QUALITY_0_100: u8 = 50;

/// Longer side of a frame when it is hashed, pixels: a hash keeps far less.
const HASHED_SIDE_PX: usize = 256;

/// Longer side of the small copy that is kept of every frame, pixels.
const THUMB_SIDE_PX: usize = 64;

/// Points that are kept of a searched frame.
pub(super) const LOCAL_POINTS: usize = 300;

/// Cells along each side of a [`Grid`].
const GRID_SIDE: usize = 8;

/// Mean luma of 8 x 8 cells, row-major, top row first. Stored as 128 hex digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid(pub [u8; GRID_SIDE * GRID_SIDE]);

impl Serialize for Grid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.iter().map(|cell| format!("{cell:02x}")).collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Grid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Grid, D::Error> {
        let refused = || D::Error::custom("expected 128 hex digits of a grid");
        let text = String::deserialize(deserializer)?;
        if text.len() != 128 || !text.is_ascii() {
            return Err(refused());
        }
        let mut cells = [0; GRID_SIDE * GRID_SIDE];
        for (n, cell) in cells.iter_mut().enumerate() {
            *cell = u8::from_str_radix(&text[2 * n..2 * n + 2], 16).map_err(|_| refused())?;
        }
        Ok(Grid(cells))
    }
}

/// A part of a frame that was hashed by itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FrameView {
    /// Its hashes.
    pub hashes: PdqHashes,
    /// Its coarse picture.
    pub grid: Grid,
}

/// One sampled frame.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// When it is shown, microseconds of media time.
    pub time_us: i64,
    /// The whole frame first; then, if it has plain borders, the part inside them.
    pub views: Vec<FrameView>,
    /// A small copy.
    pub thumb: Thumb,
    /// Its local features, if it is one of the frames that stand for those around them.
    pub local: Option<LocalFeatures>,
}

impl Frame {
    /// The fingerprint of one frame, and its luma for what is made of some frames only; `None` when its bytes are too
    /// few.
    pub(crate) fn of(time_us: i64, pixels: &Pixels) -> Option<(Frame, Luma)> {
        let luma = luma_of(pixels)?;
        let small = luma.fitted(HASHED_SIDE_PX);
        let thumb = Thumb::of_luma(&small, THUMB_SIDE_PX);
        let inner = border::inside(&small).map(|part| small.part(part.left, part.top, part.right, part.bottom));
        let views = std::iter::once(small).chain(inner).map(|luma| {
            let grid = Grid(luma.cell_means::<{ GRID_SIDE * GRID_SIDE }>(GRID_SIDE));
            FrameView { hashes: hashes_of(luma), grid }
        });
        Some((Frame { time_us, views: views.collect(), thumb, local: None }, luma))
    }

    /// Adds the local features.
    pub(crate) fn search(&mut self, luma: &Luma) {
        let features = features_of(luma, Amount { n_points: LOCAL_POINTS, thumb_side_px: THUMB_SIDE_PX });
        self.local = (!features.points.is_empty()).then_some(features);
    }

    /// Whether there is enough in it to be compared.
    pub(crate) fn is_usable(&self) -> bool {
        self.usable_views().next().is_some()
    }

    pub(crate) fn usable_views(&self) -> impl Iterator<Item = &FrameView> {
        self.views.iter().filter(|view| view.hashes.quality_0_100 >= LEAST_FRAME_QUALITY_0_100)
    }

    /// Least distance of any view of this frame to any view of `reference` laid down by `orientation`.
    pub(crate) fn distance(&self, reference: &Frame, orientation: usize) -> Option<u32> {
        let pairs = self.usable_views().flat_map(|query| reference.usable_views().map(move |other| (query, other)));
        pairs.map(|(query, other)| query.hashes.upright().distance(&other.hashes.all[orientation])).min()
    }
}
