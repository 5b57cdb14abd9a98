//! A small alphabet of squares, for signs in the scene and for the banner that an outlet lays over a clip.

use super::canvas::{Canvas, Light, Point};
use super::lens::{Lens, Place};

/// Rows of a letter.
pub const ROWS: usize = 7;
/// Columns of a letter, the gap to the next one not counted.
pub const COLUMNS: usize = 5;

/// Each letter as seven rows of five bits, the highest bit on the left.
const SHAPES: [(char, [u8; ROWS]); 28] = [
    ('A', [14, 17, 17, 31, 17, 17, 17]),
    ('B', [30, 17, 17, 30, 17, 17, 30]),
    ('C', [14, 17, 16, 16, 16, 17, 14]),
    ('D', [30, 17, 17, 17, 17, 17, 30]),
    ('E', [31, 16, 16, 30, 16, 16, 31]),
    ('F', [31, 16, 16, 30, 16, 16, 16]),
    ('G', [14, 17, 16, 23, 17, 17, 14]),
    ('H', [17, 17, 17, 31, 17, 17, 17]),
    ('I', [14, 4, 4, 4, 4, 4, 14]),
    ('J', [7, 2, 2, 2, 2, 18, 12]),
    ('K', [17, 18, 20, 24, 20, 18, 17]),
    ('L', [16, 16, 16, 16, 16, 16, 31]),
    ('M', [17, 27, 21, 21, 17, 17, 17]),
    ('N', [17, 25, 21, 19, 17, 17, 17]),
    ('O', [14, 17, 17, 17, 17, 17, 14]),
    ('P', [30, 17, 17, 30, 16, 16, 16]),
    ('Q', [14, 17, 17, 17, 21, 18, 13]),
    ('R', [30, 17, 17, 30, 20, 18, 17]),
    ('S', [15, 16, 16, 14, 1, 1, 30]),
    ('T', [31, 4, 4, 4, 4, 4, 4]),
    ('U', [17, 17, 17, 17, 17, 17, 14]),
    ('V', [17, 17, 17, 17, 17, 10, 4]),
    ('W', [17, 17, 17, 21, 21, 27, 17]),
    ('X', [17, 17, 10, 4, 10, 17, 17]),
    ('Y', [17, 17, 10, 4, 4, 4, 4]),
    ('Z', [31, 1, 2, 4, 8, 16, 31]),
    ('6', [6, 8, 16, 30, 17, 17, 14]),
    ('-', [0, 0, 0, 31, 0, 0, 0]),
];

/// Writes a line on the canvas, its upper left corner at `at`, letters `height` pixels high.
pub fn paint(canvas: &mut Canvas, text: &str, at: Point, height: f32, color: Light) {
    let square = height / ROWS as f32;
    for (column, row) in squares(text) {
        let (x, y) = (at.0 + column as f32 * square, at.1 + row as f32 * square);
        canvas.fill(&[(x, y), (x + square, y), (x + square, y + square), (x, y + square)], color, 1.0);
    }
}

/// Writes a line on a wall of the scene that faces the river.
pub fn paint_upright(canvas: &mut Canvas, lens: &Lens, text: &str, at: Place, height: f32, color: Light) {
    let square = height / ROWS as f32;
    for (column, row) in squares(text) {
        let (x, y, z) = (at[0] + column as f32 * square, at[1] - row as f32 * square, at[2]);
        let corners = [[x, y, z], [x + square, y, z], [x + square, y - square, z], [x, y - square, z]];
        canvas.fill(&lens.outline(&corners), color, 1.0);
    }
}

/// Width of a line in pixels at this height of letters.
pub fn width(text: &str, height: f32) -> f32 {
    (text.chars().count() * (COLUMNS + 1)) as f32 * height / ROWS as f32
}

fn squares(text: &str) -> Vec<(usize, usize)> {
    let mut filled = Vec::new();
    for (index, letter) in text.chars().enumerate() {
        let Some((_, rows)) = SHAPES.iter().find(|(shape, _)| *shape == letter) else { continue };
        for (row, bits) in rows.iter().enumerate() {
            let columns = (0..COLUMNS).filter(|column| bits & (16 >> column) != 0);
            filled.extend(columns.map(|column| (index * (COLUMNS + 1) + column, row)));
        }
    }
    filled
}
