//! Smaller pictures by area averaging: each pixel of the small picture is the mean of all it covers, so nothing is
//! invented and no fine pattern turns into a false one.

use image::RgbImage;

/// Width and height of `width` x `height` when the longer side is at most `side`; never larger, never 0.
pub fn fitted(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= side {
        return (width, height);
    }
    let scaled = |length: u32| {
        let rounded = (u64::from(length) * u64::from(side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(rounded).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}

/// `picture` with its longer side at most `side` pixels.
pub fn reduced(picture: &RgbImage, side: u32) -> RgbImage {
    let (width, height) = fitted(picture.width(), picture.height(), side);
    if (width, height) == picture.dimensions() {
        return picture.clone();
    }
    let columns = shares(picture.width() as usize, width as usize);
    let rows = shares(picture.height() as usize, height as usize);
    let row_bytes = picture.width() as usize * 3;
    let source = picture.as_raw();
    let mut bytes = Vec::with_capacity(width as usize * height as usize * 3);
    let mut narrow = vec![0f32; width as usize * 3];
    let mut sum = vec![0f32; width as usize * 3];
    for row in &rows {
        sum.fill(0.0);
        for (index, share) in row {
            narrow_row(&source[index * row_bytes..(index + 1) * row_bytes], &columns, &mut narrow);
            sum.iter_mut().zip(&narrow).for_each(|(sum, value)| *sum += share * value);
        }
        bytes.extend(sum.iter().map(|value| value.round().clamp(0.0, 255.0) as u8));
    }
    RgbImage::from_raw(width, height, bytes).unwrap_or_default()
}

/// For each of `to` places: which of `from` places it covers, and the share of each (they add up to 1).
fn shares(from: usize, to: usize) -> Vec<Vec<(usize, f32)>> {
    let step = from as f64 / to as f64;
    (0..to)
        .map(|place| {
            let (start, end) = (place as f64 * step, ((place + 1) as f64 * step).min(from as f64));
            let last = (end.ceil() as usize).min(from);
            (start as usize..last)
                .map(|index| {
                    let covered = end.min((index + 1) as f64) - start.max(index as f64);
                    (index, (covered / (end - start)) as f32)
                })
                .collect()
        })
        .collect()
}

fn narrow_row(row: &[u8], columns: &[Vec<(usize, f32)>], narrow: &mut [f32]) {
    for (place, covered) in narrow.chunks_exact_mut(3).zip(columns) {
        let mut sum = [0f32; 3];
        for (index, share) in covered {
            for (sum, value) in sum.iter_mut().zip(&row[index * 3..index * 3 + 3]) {
                *sum += share * f32::from(*value);
            }
        }
        place.copy_from_slice(&sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_small_pixel_is_the_mean_of_what_it_covers() {
        let picture = RgbImage::from_fn(6, 3, |x, _| image::Rgb([(x * 40) as u8, 10, 200]));
        let small = reduced(&picture, 2);
        assert_eq!(small.dimensions(), (2, 1));
        assert_eq!(small.get_pixel(0, 0).0, [40, 10, 200]);
        assert_eq!(small.get_pixel(1, 0).0, [160, 10, 200]);
    }

    #[test]
    fn a_long_thin_picture_keeps_one_pixel_of_its_short_side() {
        assert_eq!(fitted(100_000, 3, 1024), (1024, 1));
        assert_eq!(fitted(640, 480, 1024), (640, 480));
        assert_eq!(fitted(4032, 3024, 1024), (1024, 768));
    }
}
