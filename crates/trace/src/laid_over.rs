//! One picture laid over another for people to look at: the same points and the same agreement of pixels as matches are
//! made of, on two pictures that are already known to match.

use crate::image::{LOCAL_AMOUNT, luma_of};
use crate::local::{Laying, Mapping, alike_of_pair, features_of};
use model::Pixels;

/// Fewest points that agree, and least share of the pieces that do. Below what makes a match, because that these two match
/// is known: what is asked is only how they lie.
const LEAST_POINTS: usize = 8;
const LEAST_SHARE: f64 = 0.3;

/// Where a place of `reference` lies in `query`, both 0..=1 across and down: a row-major matrix of three rows that is applied
/// to (x, y, 1). `None` where their points do not agree on one.
pub fn laid_over(query: &Pixels, reference: &Pixels) -> Option<[f64; 9]> {
    let features = |pixels: &Pixels| luma_of(pixels).map(|luma| features_of(&luma, LOCAL_AMOUNT));
    let (query, reference) = (features(query)?, features(reference)?);
    let laying = |mirrored: bool| {
        let alike = alike_of_pair(&query, &reference, mirrored);
        let laying = Laying::of(&query, &reference, &alike, mirrored)?;
        (laying.n_points >= LEAST_POINTS && laying.agreement.share() >= LEAST_SHARE).then_some(laying)
    };
    let best = [false, true]
        .into_iter()
        .filter_map(laying)
        .reduce(|best, other| if other.strength() > best.strength() { other } else { best })?;
    let to_pixels = shares_to_pixels(reference.width_px, reference.height_px);
    let to_shares = shares_to_pixels(query.width_px, query.height_px).inverse()?;
    Some(to_shares.after(&best.back)?.after(&to_pixels)?.matrix())
}

/// The first pixel of a searched picture has its middle at 0.
fn shares_to_pixels(width_px: u16, height_px: u16) -> Mapping {
    Mapping::stretch((f64::from(width_px), f64::from(height_px)), (-0.5, -0.5))
}

/// How much the two look alike where one is laid over the other: the correlation of their light, -1..=1. `None` where they
/// do not lie over each other or show nothing.
pub fn likeness(query: &Pixels, reference: &Pixels, to_query: &[f64; 9]) -> Option<f64> {
    const STEPS: usize = 64;
    let (query, reference) = (luma_of(query)?, luma_of(reference)?);
    let mut pairs = Vec::with_capacity(STEPS * STEPS);
    for row in 0..STEPS {
        for column in 0..STEPS {
            let (x, y) = ((column as f64 + 0.5) / STEPS as f64, (row as f64 + 0.5) / STEPS as f64);
            let [u, v, w] = [0, 3, 6].map(|at| to_query[at] * x + to_query[at + 1] * y + to_query[at + 2]);
            if let Some(pair) = light_at(&query, u / w, v / w).zip(light_at(&reference, x, y)) {
                pairs.push(pair);
            }
        }
    }
    correlation(&pairs)
}

/// Mean light of the pixel at a place and its neighbours; `None` outside.
fn light_at(luma: &crate::image::Luma, x: f64, y: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&x) || !(0.0..1.0).contains(&y) {
        return None;
    }
    let (column, row) = ((x * luma.width_px as f64) as usize, (y * luma.height_px as f64) as usize);
    let columns = column.saturating_sub(1)..(column + 2).min(luma.width_px);
    let rows = row.saturating_sub(1)..(row + 2).min(luma.height_px);
    let values = rows.flat_map(|row| columns.clone().map(move |column| luma.values[row * luma.width_px + column]));
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + f64::from(value), n + 1.0));
    Some(sum / n)
}

fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mean_a, mean_b) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / n, sum.1 + pair.1 / n));
    let (mut together, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        together += (a - mean_a) * (b - mean_b);
        of_a += (a - mean_a).powi(2);
        of_b += (b - mean_b).powi(2);
    }
    let spread = (of_a * of_b).sqrt();
    (spread > 0.0).then(|| together / spread)
}
