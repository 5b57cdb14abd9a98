//! A canvas of light: filled shapes with smooth edges, soft blobs, glows, and the step from light to bytes.

use super::grain::{blend, lattice};

/// Red, green, blue light; 1.0 is a bright surface, more is a light source.
pub type Light = [f32; 3];

/// A point of the canvas in pixels, y downwards.
pub type Point = (f32, f32);

/// How many sub-rows one pixel row is cut into for the edges of shapes.
const SUB_ROWS: i32 = 4;

/// A picture in light, `height` rows of `width` pixels, top row first.
#[derive(Clone)]
pub struct Canvas {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Row-major, top row first.
    pub light: Vec<Light>,
}

/// The colours of one camera: how it turns light into bytes.
#[derive(Clone, Copy)]
pub struct Grade {
    /// Brightness.
    pub exposure: f32,
    /// Gain of each colour.
    pub tint: Light,
    /// How far blacks are lifted, 0..1.
    pub lift: f32,
    /// Strength of the grain, in steps of 255.
    pub grain: f32,
    /// How much darker the corners are, 0..1.
    pub vignette: f32,
}

/// Mixes two lights.
pub fn mix(a: Light, b: Light, share: f32) -> Light {
    [blend(a[0], b[0], share), blend(a[1], b[1], share), blend(a[2], b[2], share)]
}

/// A light made stronger or weaker.
pub fn scaled(a: Light, gain: f32) -> Light {
    [a[0] * gain, a[1] * gain, a[2] * gain]
}

impl Canvas {
    /// A black canvas.
    pub fn new(width: usize, height: usize) -> Canvas {
        Canvas { width, height, light: vec![[0.0; 3]; width * height] }
    }

    /// Fills a polygon (even-odd) with smooth edges.
    pub fn fill(&mut self, corners: &[Point], color: Light, cover: f32) {
        self.fill_with(corners, cover, |_, _| color);
    }

    /// Fills a polygon with a colour that depends on the pixel.
    pub fn fill_with(&mut self, corners: &[Point], cover: f32, color: impl Fn(usize, usize) -> Light) {
        let low = corners.iter().map(|c| c.1).fold(f32::INFINITY, f32::min).max(0.0);
        let high = corners.iter().map(|c| c.1).fold(f32::NEG_INFINITY, f32::max).min(self.height as f32);
        if low.partial_cmp(&high) != Some(std::cmp::Ordering::Less) {
            return;
        }
        let mut coverage = vec![0.0f32; self.width + 1];
        let mut crossings = Vec::new();
        for row in low as usize..(high.ceil() as usize).min(self.height) {
            coverage.fill(0.0);
            for sub_row in 0..SUB_ROWS {
                let y = row as f32 + (sub_row as f32 + 0.5) / SUB_ROWS as f32;
                row_crossings(corners, y, &mut crossings);
                for pair in crossings.chunks_exact(2) {
                    add_run(&mut coverage, pair[0], pair[1], self.width);
                }
            }
            for (x, share) in coverage[..self.width].iter().enumerate().filter(|(_, share)| **share > 0.0) {
                let pixel = &mut self.light[row * self.width + x];
                *pixel = mix(*pixel, color(x, row), cover * (share / SUB_ROWS as f32).min(1.0));
            }
        }
    }

    /// A straight stroke.
    pub fn stroke(&mut self, from: Point, to: Point, thickness: f32, color: Light) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt().max(1e-3);
        let (nx, ny) = (-dy / length * thickness / 2.0, dx / length * thickness / 2.0);
        let corners =
            [(from.0 + nx, from.1 + ny), (to.0 + nx, to.1 + ny), (to.0 - nx, to.1 - ny), (from.0 - nx, from.1 - ny)];
        self.fill(&corners, color, 1.0);
    }

    /// A filled ellipse.
    pub fn ellipse(&mut self, center: Point, radius_x: f32, radius_y: f32, color: Light, cover: f32) {
        let corners: Vec<Point> = (0..28)
            .map(|i| {
                let (sin, cos) = (i as f32 / 28.0 * std::f32::consts::TAU).sin_cos();
                (center.0 + radius_x * cos, center.1 + radius_y * sin)
            })
            .collect();
        self.fill(&corners, color, cover);
    }

    /// Adds light around a point.
    pub fn glow(&mut self, center: Point, radius: f32, color: Light) {
        self.for_disc(center, radius, |_, _, falloff, pixel| {
            for (value, add) in pixel.iter_mut().zip(color) {
                *value += add * falloff;
            }
        });
    }

    fn for_disc(&mut self, center: Point, radius: f32, mut each: impl FnMut(f32, f32, f32, &mut Light)) {
        let rows = clipped(center.1 - radius, center.1 + radius, self.height);
        let columns = clipped(center.0 - radius, center.0 + radius, self.width);
        for y in rows {
            for x in columns.clone() {
                let (dx, dy) = ((x as f32 + 0.5 - center.0) / radius, (y as f32 + 0.5 - center.1) / radius);
                let near = 1.0 - (dx * dx + dy * dy);
                if near > 0.0 {
                    each(dx, dy, near * near, &mut self.light[y * self.width + x]);
                }
            }
        }
    }

    /// The light at a place between pixels; outside, that of the nearest edge.
    pub fn sample(&self, x: f32, y: f32) -> Light {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (x0, y0) = (x as usize, y as usize);
        let (x1, y1) = ((x0 + 1).min(self.width - 1), (y0 + 1).min(self.height - 1));
        let (u, v) = (x - x0 as f32, y - y0 as f32);
        let top = mix(self.light[y0 * self.width + x0], self.light[y0 * self.width + x1], u);
        let low = mix(self.light[y1 * self.width + x0], self.light[y1 * self.width + x1], u);
        mix(top, low, v)
    }

    /// The bytes that a camera with this grade records: `width * height * 3`, RGB, top row first.
    pub fn developed(&self, grade: &Grade, frame: u32) -> Vec<u8> {
        let curve = tone_curve(grade);
        let (half_w, half_h) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let mut bytes = Vec::with_capacity(self.light.len() * 3);
        for (index, light) in self.light.iter().enumerate() {
            let (x, y) = (index % self.width, index / self.width);
            let (dx, dy) = ((x as f32 - half_w) / half_w, (y as f32 - half_h) / half_h);
            let corner = 1.0 - grade.vignette * (dx * dx + dy * dy) * 0.5;
            let grain = (lattice(x as i32, y as i32, frame.wrapping_mul(2_654_435_761)) - 0.5) * 2.0 * grade.grain;
            for (channel, value) in light.iter().enumerate() {
                let exposed = (value * corner * grade.exposure * grade.tint[channel]).max(0.0);
                let toned = curve[((exposed * CURVE_PER_UNIT) as usize).min(curve.len() - 1)];
                bytes.push((toned + grain).clamp(0.0, 255.0) as u8);
            }
        }
        bytes
    }
}

/// Entries of the tone curve per unit of light.
const CURVE_PER_UNIT: f32 = 1024.0;

/// Light to byte value: a shoulder for bright light, then a gamma a little steeper than the eye's, for deep evening.
fn tone_curve(grade: &Grade) -> Vec<f32> {
    (0..4096)
        .map(|i| {
            let light = i as f32 / CURVE_PER_UNIT;
            let shoulder = (1.0 - (-light * 1.35).exp()).powf(1.0 / 1.62);
            255.0 * (grade.lift + (1.0 - grade.lift) * shoulder)
        })
        .collect()
}

fn clipped(from: f32, to: f32, limit: usize) -> std::ops::Range<usize> {
    (from.max(0.0) as usize).min(limit)..(to.ceil().max(0.0) as usize).min(limit)
}

fn row_crossings(corners: &[Point], y: f32, crossings: &mut Vec<f32>) {
    crossings.clear();
    for (index, &(x0, y0)) in corners.iter().enumerate() {
        let (x1, y1) = corners[(index + 1) % corners.len()];
        if (y0 <= y) != (y1 <= y) {
            crossings.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
        }
    }
    crossings.sort_by(f32::total_cmp);
}

fn add_run(coverage: &mut [f32], from: f32, to: f32, width: usize) {
    let (from, to) = (from.clamp(0.0, width as f32), to.clamp(0.0, width as f32));
    let (first, last) = (from as usize, to as usize);
    if first == last {
        coverage[first] += to - from;
        return;
    }
    coverage[first] += first as f32 + 1.0 - from;
    coverage[first + 1..last].iter_mut().for_each(|share| *share += 1.0);
    coverage[last] += to - last as f32;
}
