//! A picture that is drawn on: pictures set into it, round strokes, outlines.

use image::{Rgb, RgbImage};

/// Red, green, blue.
pub(super) type Color = [u8; 3];

/// Behind everything: dark and without a tint, so that it does not change how the pictures look.
pub(super) const GROUND: Color = [0x17, 0x19, 0x1c];
/// Words.
pub(super) const INK: Color = [0xf1, 0xee, 0xe6];
/// Words that are less.
pub(super) const SOFT: Color = [0x9b, 0xa1, 0xa8];
/// The outline of a region, as in the report, over black, so that it is seen on any picture.
pub(super) const OUTLINE: Color = [0xff, 0xd7, 0x5e];

/// What is drawn on.
pub(super) struct Canvas {
    image: RgbImage,
}

impl Canvas {
    /// A ground of this size.
    pub(super) fn new(width_px: u32, height_px: u32) -> Canvas {
        Canvas { image: RgbImage::from_pixel(width_px, height_px, Rgb(GROUND)) }
    }

    pub(super) fn into_image(self) -> RgbImage {
        self.image
    }

    /// Sets a picture with its top left corner at a place; what does not fit is cut off.
    pub(super) fn set(&mut self, picture: &RgbImage, left: u32, top: u32) {
        image::imageops::replace(&mut self.image, picture, i64::from(left), i64::from(top));
    }

    /// A line through these places, round at its ends, `half` pixels to each side.
    pub(super) fn stroke(&mut self, line: &[(f32, f32)], half: f32, color: Color) {
        let reach = half + 1.0;
        let of_x = line.iter().map(|place| place.0);
        let of_y = line.iter().map(|place| place.1);
        let columns = span(of_x, reach, self.image.width());
        let rows = span(of_y, reach, self.image.height());
        for y in rows {
            for x in columns.clone() {
                let place = (x as f32 + 0.5, y as f32 + 0.5);
                let away = line.windows(2).map(|piece| distance(place, piece[0], piece[1])).fold(f32::MAX, f32::min);
                let cover = (half + 0.5 - away).clamp(0.0, 1.0);
                self.cover(x, y, color, cover);
            }
        }
    }

    /// The outline of a region (left, top, right, bottom, 0..=1) of the picture that lies in this box, over black.
    pub(super) fn outline(&mut self, region: [f64; 4], at: (u32, u32), size_px: (u32, u32)) {
        let edge = |share: f64, start: u32, length: u32| {
            // Half a line inside, so that the outline of the whole picture is seen too.
            (start as f32 + (share.clamp(0.0, 1.0) as f32) * length as f32)
                .clamp(start as f32 + 1.5, (start + length) as f32 - 1.5)
        };
        let [left, right] = [region[0], region[2]].map(|share| edge(share, at.0, size_px.0));
        let [top, bottom] = [region[1], region[3]].map(|share| edge(share, at.1, size_px.1));
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        for (half, color) in [(2.4, [0; 3]), (1.1, OUTLINE)] {
            corners.windows(2).for_each(|side| self.stroke(side, half, color));
        }
    }

    fn cover(&mut self, x: u32, y: u32, color: Color, cover: f32) {
        if cover > 0.0 {
            let pixel = &mut self.image.get_pixel_mut(x, y).0;
            for (under, over) in pixel.iter_mut().zip(color) {
                *under = (f32::from(*under) * (1.0 - cover) + f32::from(over) * cover).round() as u8;
            }
        }
    }
}

/// Pixels from the least to the largest value, `reach` around them, within 0..`length`.
fn span(values: impl Iterator<Item = f32> + Clone, reach: f32, length: u32) -> std::ops::Range<u32> {
    let least = values.clone().fold(f32::MAX, f32::min) - reach;
    let most = values.fold(f32::MIN, f32::max) + reach;
    let end = (most.ceil().max(0.0) as u32).min(length);
    (least.floor().max(0.0) as u32).min(end)..end
}

/// Distance of a place from a straight piece.
fn distance(place: (f32, f32), a: (f32, f32), b: (f32, f32)) -> f32 {
    let (along_x, along_y) = (b.0 - a.0, b.1 - a.1);
    let length = along_x * along_x + along_y * along_y;
    let share = if length > 0.0 {
        (((place.0 - a.0) * along_x + (place.1 - a.1) * along_y) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (place.0 - a.0 - share * along_x).hypot(place.1 - a.1 - share * along_y)
}
