//! The river: a rippled mirror of what stands behind it.

use super::canvas::{Canvas, Light, mix, scaled};
use super::grain::smooth;
use super::lens::Lens;

/// Paints the river from the far bank (at depth `bank_z`) towards the camera, mirroring what is already drawn.
pub fn paint(canvas: &mut Canvas, lens: &Lens, bank_z: f32, seconds: f32) {
    let mirror = canvas.clone();
    let waterlines: Vec<f32> = (0..canvas.width).map(|x| lens.waterline(x as f32 + 0.5, bank_z)).collect();
    let highest = waterlines.iter().copied().fold(f32::INFINITY, f32::min).ceil().max(0.0) as usize;
    for y in highest..canvas.height {
        let row = Row::new(lens, y as f32 + 0.5);
        for (x, waterline) in waterlines.iter().enumerate().filter(|(_, waterline)| row.y > **waterline) {
            canvas.light[y * canvas.width + x] = row.light(&mirror, lens, x as f32 + 0.5, *waterline, seconds);
        }
    }
}

/// What all pixels of one row of water have in common.
struct Row {
    y: f32,
    depth: f32,
    nearness: f32,
    spread: f32,
    grazing: f32,
}

impl Row {
    fn new(lens: &Lens, y: f32) -> Row {
        let below = (y - lens.horizon).max(0.5);
        let depth = lens.place[1] * lens.focal / below;
        let nearness = (18.0 / depth).clamp(0.02, 1.6);
        Row {
            y,
            depth,
            nearness,
            spread: lens.focal * 0.012 * nearness.sqrt(),
            grazing: (1.0 - (below / lens.focal).atan() * 1.15).clamp(0.25, 0.92),
        }
    }

    fn light(&self, mirror: &Canvas, lens: &Lens, x: f32, waterline: f32, seconds: f32) -> Light {
        const DEEP: Light = [0.018, 0.026, 0.040];
        let side = (x - lens.center_x) / lens.focal * self.depth + lens.place[0];
        let (wave_x, wave_y) = slope(side, self.depth, seconds);
        let height = self.y - waterline;
        let mirrored_y = waterline - height + wave_y * self.spread * 3.4 - height * 0.12 * wave_y.abs();
        let reflected = mirror.sample(x + wave_x * self.spread, mirrored_y.min(waterline - 0.5));
        let glitter = (wave_y - 0.62).max(0.0) * 1.4 * self.nearness.min(1.0);
        let water = mix(DEEP, scaled(reflected, 1.0 + 0.34 * wave_y), self.grazing * 0.86);
        mix(water, scaled(reflected, 1.5), glitter.min(0.6))
    }
}

/// Slope of the waves at a place of the river, about -1..1 each way.
fn slope(side: f32, depth: f32, seconds: f32) -> (f32, f32) {
    let long = (depth * 0.55 + side * 0.11 - seconds * 1.9).sin() * 0.38
        + (depth * 0.31 - side * 0.21 + seconds * 1.3).sin() * 0.26;
    let small = smooth(side * 0.55 + seconds * 0.5, depth * 1.3 - seconds * 1.6, 61) - 0.5;
    let fine = smooth(side * 1.7 - seconds * 0.8, depth * 3.1 + seconds * 1.9, 67) - 0.5;
    (small * 0.9 + long * 0.3, long + small * 0.9 + fine * 0.8)
}
