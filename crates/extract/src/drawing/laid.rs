//! The query laid over the reference: both mixed, and how far each pixel differs.

use image::{Rgb, RgbImage};

/// How many times brighter than it is a difference is shown: half of full white is enough to look at.
pub(super) const DIFFERENCE_GAIN: u16 = 2;

/// Share of the light that is left of the reference where the query does not lie.
const OUTSIDE_LIGHT: f32 = 0.3;

/// Sends a place of the reference to the one of the query, both 0..=1 across and down: three rows of three, row-major.
pub(super) type ToQuery = [f64; 9];

/// Both laid over each other.
pub(super) struct Laid {
    /// The mean of both where they lie over each other, the reference darkened elsewhere.
    pub(super) mixed: RgbImage,
    /// The difference, [`DIFFERENCE_GAIN`] times; hatched where the query does not lie.
    pub(super) difference: RgbImage,
    /// Mean difference of a channel, 0..=255; `None` where nothing lies over each other.
    pub(super) mean_difference: Option<f64>,
}

/// Lays `query` over `reference`.
pub(super) fn laid(query: &RgbImage, reference: &RgbImage, to_query: &ToQuery) -> Laid {
    let (width, height) = reference.dimensions();
    let (mut mixed, mut difference) = (RgbImage::new(width, height), RgbImage::new(width, height));
    let (mut sum, mut n_values) = (0u64, 0u64);
    for (x, y, pixel) in reference.enumerate_pixels() {
        let place = ((f64::from(x) + 0.5) / f64::from(width), (f64::from(y) + 0.5) / f64::from(height));
        match applied(to_query, place).and_then(|place| sampled(query, place)) {
            Some(over) => {
                let apart: [u8; 3] = std::array::from_fn(|channel| pixel.0[channel].abs_diff(over[channel]));
                sum += apart.iter().map(|value| u64::from(*value)).sum::<u64>();
                n_values += 3;
                let half = |channel: usize| u8::midpoint(pixel.0[channel], over[channel]);
                mixed.put_pixel(x, y, Rgb(std::array::from_fn(half)));
                difference.put_pixel(x, y, Rgb(apart.map(gained)));
            }
            None => {
                mixed.put_pixel(x, y, Rgb(pixel.0.map(|value| (f32::from(value) * OUTSIDE_LIGHT) as u8)));
                difference.put_pixel(x, y, Rgb([if (x + y) % 12 < 2 { 0x40 } else { 0x22 }; 3]));
            }
        }
    }
    let mean_difference = (n_values > 0).then(|| sum as f64 / n_values as f64);
    Laid { mixed, difference, mean_difference }
}

fn gained(value: u8) -> u8 {
    u8::try_from(u16::from(value) * DIFFERENCE_GAIN).unwrap_or(u8::MAX)
}

fn applied(m: &ToQuery, (x, y): (f64, f64)) -> Option<(f64, f64)> {
    let w = m[6] * x + m[7] * y + m[8];
    if w.abs() < 1e-9 {
        return None;
    }
    Some(((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w))
}

/// The colour at a place, between the four pixels around it; `None` outside.
fn sampled(picture: &RgbImage, (across, down): (f64, f64)) -> Option<[u8; 3]> {
    if !(0.0..1.0).contains(&across) || !(0.0..1.0).contains(&down) {
        return None;
    }
    let (width, height) = picture.dimensions();
    let x = (across * f64::from(width) - 0.5).clamp(0.0, f64::from(width - 1));
    let y = (down * f64::from(height) - 0.5).clamp(0.0, f64::from(height - 1));
    let (left, top) = (x as u32, y as u32);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (share_x, share_y) = (x - f64::from(left), y - f64::from(top));
    let at = |x: u32, y: u32, channel: usize| f64::from(picture.get_pixel(x, y).0[channel]);
    let mixed = |channel: usize| {
        let above = at(left, top, channel) * (1.0 - share_x) + at(right, top, channel) * share_x;
        let below = at(left, bottom, channel) * (1.0 - share_x) + at(right, bottom, channel) * share_x;
        (above * (1.0 - share_y) + below * share_y).round() as u8
    };
    Some(std::array::from_fn(mixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> RgbImage {
        RgbImage::from_fn(40, 30, |x, y| Rgb([(x * 6) as u8, (y * 8) as u8, 90]))
    }

    #[test]
    fn a_picture_laid_over_itself_differs_nowhere() {
        let same = laid(&picture(), &picture(), &[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
        assert_eq!(same.mean_difference, Some(0.0));
        assert_eq!(same.mixed, picture());
    }

    #[test]
    fn a_mirrored_copy_is_laid_back_and_a_spot_on_it_shows() {
        let mut copy = image::imageops::flip_horizontal(&picture());
        copy.put_pixel(5, 7, Rgb([255, 255, 255]));
        let back = laid(&copy, &picture(), &[-1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
        let bright =
            back.difference.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[2] > 200).map(|(x, y, _)| (x, y));
        assert_eq!(bright.collect::<Vec<_>>(), [(34, 7)]);
    }

    #[test]
    fn what_lies_outside_is_told_apart_and_a_mapping_without_end_breaks_nothing() {
        let corner = laid(&picture(), &picture(), &[2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 1.0]);
        assert!(corner.mean_difference.is_some());
        assert!(corner.difference.get_pixel(39, 29).0[0] >= 0x22);
        let nowhere = laid(&picture(), &picture(), &[f64::NAN; 9]);
        assert_eq!(nowhere.mean_difference, None);
        assert_eq!(laid(&picture(), &picture(), &[0.0; 9]).mean_difference, None);
    }
}
