//! Capital letters, digits and a few signs, drawn as round strokes. What is written on a picture is a short id, a time and
//! words of ours, never a name that came with an item, so these signs are enough and no font needs to be read.

use super::canvas::{Canvas, Color};

/// Height of a capital in the units of [`strokes`].
const CAPITAL: f32 = 6.0;
/// Half of a stroke's thickness, as a share of the height of a capital.
const HALF_STROKE: f32 = 0.062;
/// Room between two letters.
const BETWEEN: f32 = 1.5;
/// Straight pieces of a curve.
const PIECES: usize = 8;

/// Width of `text` when its capitals are `height_px` high, pixels.
pub(super) fn width_px(text: &str, height_px: f32) -> f32 {
    let letters = text.chars().map(|sign| glyph(sign).0 + BETWEEN).sum::<f32>();
    (letters - BETWEEN).max(0.0) * height_px / CAPITAL
}

/// Writes `text` with the top left corner of its first capital at `at`. Small letters are written as capitals; a sign that
/// is not known becomes a gap.
pub(super) fn write(canvas: &mut Canvas, text: &str, at: (f32, f32), height_px: f32, color: Color) {
    let scale = height_px / CAPITAL;
    let mut left = at.0;
    for sign in text.chars() {
        let (width, path) = glyph(sign);
        for line in lines(path) {
            let placed: Vec<(f32, f32)> = line.iter().map(|(x, y)| (left + x * scale, at.1 + y * scale)).collect();
            canvas.stroke(&placed, height_px * HALF_STROKE, color);
        }
        left += (width + BETWEEN) * scale;
    }
}

/// A path of `M x y`, `L x y` and `C x y x y x y`, as in SVG, as lines of straight pieces.
fn lines(path: &str) -> Vec<Vec<(f32, f32)>> {
    let mut found: Vec<Vec<(f32, f32)>> = Vec::new();
    let starts: Vec<usize> = path.match_indices(['M', 'L', 'C']).map(|(at, _)| at).chain([path.len()]).collect();
    for step in starts.windows(2).map(|ends| &path[ends[0]..ends[1]]) {
        let (kind, rest) = step.split_at(1);
        let numbers: Vec<f32> = rest.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let places: Vec<(f32, f32)> = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        match (kind, places.as_slice(), found.last_mut()) {
            ("M", [start], _) => found.push(vec![*start]),
            ("L", [end], Some(line)) => line.push(*end),
            ("C", [a, b, end], Some(line)) => curve(line, *a, *b, *end),
            _ => {}
        }
    }
    found
}

fn curve(line: &mut Vec<(f32, f32)>, a: (f32, f32), b: (f32, f32), end: (f32, f32)) {
    let Some(start) = line.last().copied() else { return };
    for piece in 1..=PIECES {
        let t = piece as f32 / PIECES as f32;
        let u = 1.0 - t;
        let mixed =
            |s: f32, a: f32, b: f32, e: f32| u * u * u * s + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * e;
        line.push((mixed(start.0, a.0, b.0, end.0), mixed(start.1, a.1, b.1, end.1)));
    }
}

/// Width and strokes of a sign; the top of a capital is 0, its foot 6.
fn glyph(sign: char) -> (f32, &'static str) {
    match sign.to_ascii_uppercase() {
        'A' => (4.4, "M0 6 L2.2 0 L4.4 6 M0.8 4 L3.6 4"),
        'B' => (3.8, "M0 0 L0 6 L2.2 6 C4.4 6 4.4 2.9 2.2 2.9 L0 2.9 M2.2 2.9 C4 2.9 4 0 2 0 L0 0"),
        'C' => (4.2, "M4.2 1.2 C3.8 0.4 3 0 2.3 0 C0.8 0 0 1.4 0 3 C0 4.6 0.8 6 2.3 6 C3 6 3.8 5.6 4.2 4.8"),
        'D' => (4.2, "M0 0 L0 6 L1.6 6 C3.4 6 4.2 4.7 4.2 3 C4.2 1.3 3.4 0 1.6 0 L0 0"),
        'E' => (3.4, "M3.4 0 L0 0 L0 6 L3.4 6 M0 2.9 L2.9 2.9"),
        'F' => (3.3, "M3.3 0 L0 0 L0 6 M0 2.9 L2.8 2.9"),
        'G' => (4.4, "M4.2 1.2 C3.8 0.4 3 0 2.3 0 C0.8 0 0 1.4 0 3 C0 4.6 0.8 6 2.3 6 C3.7 6 4.4 5 4.4 3.3 L2.5 3.3"),
        'H' => (4.0, "M0 0 L0 6 M4 0 L4 6 M0 2.9 L4 2.9"),
        'I' => (0.2, "M0.1 0 L0.1 6"),
        'J' => (2.9, "M2.9 0 L2.9 4.3 C2.9 6.5 0 6.5 0 4.4"),
        'K' => (3.9, "M0 0 L0 6 M3.7 0 L0 3.6 M1.4 2.4 L3.9 6"),
        'L' => (3.2, "M0 0 L0 6 L3.2 6"),
        'M' => (5.0, "M0 6 L0 0 L2.5 4 L5 0 L5 6"),
        'N' => (4.1, "M0 6 L0 0 L4.1 6 L4.1 0"),
        'O' => (4.8, "M2.4 0 C4 0 4.8 1.4 4.8 3 C4.8 4.6 4 6 2.4 6 C0.8 6 0 4.6 0 3 C0 1.4 0.8 0 2.4 0"),
        'P' => (3.7, "M0 6 L0 0 L2 0 C4.3 0 4.3 3.3 2 3.3 L0 3.3"),
        'Q' => {
            (4.8, "M2.4 0 C4 0 4.8 1.4 4.8 3 C4.8 4.6 4 6 2.4 6 C0.8 6 0 4.6 0 3 C0 1.4 0.8 0 2.4 0 M2.9 4.5 L4.6 6.5")
        }
        'R' => (3.9, "M0 6 L0 0 L2 0 C4.3 0 4.3 3.2 2 3.2 L0 3.2 M2 3.2 L3.9 6"),
        'S' => (3.6, "M3.4 1.1 C2.9 -0.3 0.2 -0.4 0.2 1.5 C0.2 3.4 3.6 2.6 3.6 4.5 C3.6 6.4 0.6 6.4 0 4.7"),
        'T' => (4.0, "M0 0 L4 0 M2 0 L2 6"),
        'U' => (4.0, "M0 0 L0 3.9 C0 6.7 4 6.7 4 3.9 L4 0"),
        'V' => (4.3, "M0 0 L2.15 6 L4.3 0"),
        'W' => (6.0, "M0 0 L1.5 6 L3 1 L4.5 6 L6 0"),
        'X' => (4.0, "M0 0 L4 6 M4 0 L0 6"),
        'Y' => (4.2, "M0 0 L2.1 3.1 L4.2 0 M2.1 3.1 L2.1 6"),
        'Z' => (3.8, "M0 0 L3.8 0 L0 6 L3.8 6"),
        '0' => (3.6, "M1.8 0 C3 0 3.6 1.4 3.6 3 C3.6 4.6 3 6 1.8 6 C0.6 6 0 4.6 0 3 C0 1.4 0.6 0 1.8 0"),
        // As wide as the others, so that a running time does not jump.
        '1' => (3.6, "M0.9 1.2 L2.2 0 L2.2 6"),
        '2' => (3.6, "M0.1 1.5 C0.1 -0.5 3.5 -0.5 3.4 1.7 C3.3 3.2 1 4.4 0 6 L3.6 6"),
        '3' => (
            3.6,
            "M0.2 1.1 C0.8 -0.4 3.3 -0.3 3.3 1.4 C3.3 2.6 2.3 2.8 1.4 2.8 C2.5 2.8 3.6 3.2 3.6 4.4 C3.6 6.5 0.5 6.5 0 4.8",
        ),
        '4' => (3.6, "M2.7 6 L2.7 0 L0 4.2 L3.6 4.2"),
        '5' => (3.6, "M3.3 0 L0.5 0 L0.3 2.7 C1.4 1.9 3.6 2.1 3.6 4 C3.6 6.4 0.7 6.5 0 4.9"),
        '6' => (3.6, "M3.2 0.8 C2.2 -0.6 0 0 0 3.6 C0 6.8 3.6 6.8 3.6 4.1 C3.6 1.8 0.5 1.8 0 3.9"),
        '7' => (3.6, "M0 0 L3.6 0 L1.3 6"),
        '8' => {
            (3.6, "M1.8 2.8 C0.3 2.8 -0.2 0 1.8 0 C3.8 0 3.3 2.8 1.8 2.8 C-0.5 2.8 -0.7 6 1.8 6 C4.3 6 4.1 2.8 1.8 2.8")
        }
        '9' => (3.6, "M0.4 5.2 C1.4 6.6 3.6 6 3.6 2.4 C3.6 -0.8 0 -0.8 0 1.9 C0 4.2 3.1 4.2 3.6 2.1"),
        '-' => (2.2, "M0 3.4 L2.2 3.4"),
        '–' => (3.4, "M0 3.4 L3.4 3.4"),
        '+' => (3.2, "M0 3.3 L3.2 3.3 M1.6 1.7 L1.6 4.9"),
        '.' => (0.3, "M0.15 5.9 L0.15 5.95"),
        ',' => (0.5, "M0.4 5.8 L0 7"),
        ':' => (0.3, "M0.15 1.9 L0.15 1.95 M0.15 5.3 L0.15 5.35"),
        '·' => (0.3, "M0.15 3.3 L0.15 3.35"),
        '/' => (2.8, "M0 6.4 L2.8 -0.4"),
        '(' => (1.2, "M1.2 -0.5 C-0.4 1.2 -0.4 4.8 1.2 6.5"),
        ')' => (1.2, "M0 -0.5 C1.6 1.2 1.6 4.8 0 6.5"),
        '×' => (2.6, "M0 2 L2.6 4.6 M2.6 2 L0 4.6"),
        '%' => (
            4.6,
            "M0.4 6 L4.2 0 M1 0 C2 0 2 2.2 1 2.2 C0 2.2 0 0 1 0 M3.6 3.8 C4.6 3.8 4.6 6 3.6 6 C2.6 6 2.6 3.8 3.6 3.8",
        ),
        _ => (1.8, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_that_labels_use_has_strokes_within_its_width() {
        for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-–+.,:·/()×%".chars() {
            let (width, path) = glyph(sign);
            let drawn = lines(path);
            assert!(!drawn.is_empty() && drawn.iter().all(|line| line.len() > 1), "{sign} has no strokes");
            for (x, y) in drawn.concat() {
                assert!((-0.7..=width + 0.7).contains(&x) && (-1.0..=7.2).contains(&y), "{sign} at {x} {y}");
            }
        }
    }

    #[test]
    fn digits_are_equally_wide() {
        assert_eq!(width_px("0:11.1", 12.0), width_px("0:48.7", 12.0));
        assert!(width_px("K7Q-03", 12.0) > 40.0);
    }
}
