//! A veil of smoke: soft puffs laid over one another at half the size of the canvas, then all of them over the canvas.
//! Smoke has no fine detail, and a quarter of the pixels takes a quarter of the time.

use super::canvas::{Canvas, Light, Point};
use super::grain::{blend, lattice};
use std::sync::OnceLock;

/// How many canvas pixels one pixel of the veil is wide.
const COARSENESS: f32 = 2.0;

/// Light and cover (0..1) of each place, the light already weakened by the cover.
pub struct Veil {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl Veil {
    /// A veil without smoke for a canvas of this size.
    pub fn over(canvas: &Canvas) -> Veil {
        let half = |pixels: usize| (pixels as f32 / COARSENESS).ceil() as usize + 1;
        let (width, height) = (half(canvas.width), half(canvas.height));
        Veil { width, height, pixels: vec![[0.0; 4]; width * height] }
    }

    /// Lays a torn, soft puff over what is there; place and size in pixels of the canvas. `seed` gives its shape.
    pub fn puff(&mut self, center: Point, radius: f32, color: Light, cover: f32, seed: u32) {
        let (x0, y0, radius) = (center.0 / COARSENESS, center.1 / COARSENESS, radius / COARSENESS);
        let (shift_x, shift_y) = (seed.wrapping_mul(97) as f32 % 509.0, seed.wrapping_mul(31) as f32 % 491.0);
        let tears = tears();
        let columns = within(x0 - radius, x0 + radius, self.width);
        for y in within(y0 - radius, y0 + radius, self.height) {
            let dy = (y as f32 + 0.5 - y0) / radius;
            for x in columns.clone() {
                let dx = (x as f32 + 0.5 - x0) / radius;
                let near = 1.0 - (dx * dx + dy * dy);
                if near > 0.0 {
                    let torn = tears.at(dx * 84.0 + shift_x, dy * 84.0 + shift_y);
                    let share = (cover * near * near * (torn * 2.9 - 0.75)).clamp(0.0, 1.0);
                    let shade = 0.35 + 1.5 * (torn - 0.2) - 0.22 * dy;
                    lay(&mut self.pixels[y * self.width + x], color, shade, share);
                }
            }
        }
    }

    /// Lays the veil over the canvas.
    pub fn laid_over(&self, canvas: &mut Canvas) {
        for y in 0..canvas.height {
            let (upper, lower, v) = self.neighbours(y, self.height);
            for x in 0..canvas.width {
                let (left, right, u) = self.neighbours(x, self.width);
                let at = |row: usize, column: usize| &self.pixels[row * self.width + column];
                let corners = [at(upper, left), at(upper, right), at(lower, left), at(lower, right)];
                if corners.iter().all(|corner| corner[3] == 0.0) {
                    continue;
                }
                let value =
                    |i: usize| blend(blend(corners[0][i], corners[1][i], u), blend(corners[2][i], corners[3][i], u), v);
                let open = 1.0 - value(3);
                let pixel = &mut canvas.light[y * canvas.width + x];
                *pixel = [pixel[0] * open + value(0), pixel[1] * open + value(1), pixel[2] * open + value(2)];
            }
        }
    }

    fn neighbours(&self, index: usize, limit: usize) -> (usize, usize, f32) {
        let place = ((index as f32 + 0.5) / COARSENESS - 0.5).max(0.0);
        let first = (place as usize).min(limit - 1);
        (first, (first + 1).min(limit - 1), place - first as f32)
    }
}

fn lay(pixel: &mut [f32; 4], color: Light, shade: f32, share: f32) {
    let top = [color[0] * shade, color[1] * shade, color[2] * shade, 1.0];
    for (below, above) in pixel.iter_mut().zip(top) {
        *below = blend(*below, above, share);
    }
}

fn within(from: f32, to: f32, limit: usize) -> std::ops::Range<usize> {
    (from.max(0.0) as usize).min(limit)..(to.ceil().max(0.0) as usize).min(limit)
}

/// A tile of torn noise that repeats without a seam; computing it for each puff would take most of the time.
struct Tears {
    values: Vec<f32>,
}

const TEARS_SIDE: usize = 512;

fn tears() -> &'static Tears {
    static TEARS: OnceLock<Tears> = OnceLock::new();
    TEARS.get_or_init(|| {
        let place = |index: usize| ((index % TEARS_SIDE) as f32, (index / TEARS_SIDE) as f32);
        let value = |index: usize| {
            let (x, y) = place(index);
            [(16, 0.5), (32, 0.27), (64, 0.15), (128, 0.08)]
                .iter()
                .map(|&(cells, weight)| weight * tiled(x, y, cells))
                .sum()
        };
        Tears { values: (0..TEARS_SIDE * TEARS_SIDE).map(value).collect() }
    })
}

impl Tears {
    /// The value at a place not left of or above minus one tile.
    fn at(&self, x: f32, y: f32) -> f32 {
        const MASK: usize = TEARS_SIDE - 1;
        let (x, y) = (x + TEARS_SIDE as f32, y + TEARS_SIDE as f32);
        let (column, row) = (x as usize, y as usize);
        let (u, v) = (x - column as f32, y - row as f32);
        let (left, right) = (column & MASK, (column + 1) & MASK);
        let (upper, lower) = ((row & MASK) * TEARS_SIDE, ((row + 1) & MASK) * TEARS_SIDE);
        let top = blend(self.values[upper + left], self.values[upper + right], u);
        blend(top, blend(self.values[lower + left], self.values[lower + right], u), v)
    }
}

/// Smooth noise on a tile with this many cells a side.
fn tiled(x: f32, y: f32, cells: i32) -> f32 {
    let scale = cells as f32 / TEARS_SIDE as f32;
    let (x, y) = (x * scale, y * scale);
    let (i, j) = (x as i32, y as i32);
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - i as f32), ease(y - j as f32));
    let corner = |di: i32, dj: i32| lattice((i + di) % cells, (j + dj) % cells, 700 + cells as u32);
    blend(blend(corner(0, 0), corner(1, 0), u), blend(corner(0, 1), corner(1, 1), u), v)
}
