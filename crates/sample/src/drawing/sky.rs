//! The evening sky, the hills, and how haze swallows what is far away.

use super::canvas::{Canvas, Light, mix, scaled};
use super::grain::{layered, step};
use super::lens::Lens;

/// Direction of the sun to the right of the z axis, radians; it stands just above the hills.
const SUN_TURN: f32 = 0.34;
const SUN_UP: f32 = 0.045;

/// Fills the canvas with sky and hills.
pub fn paint(canvas: &mut Canvas, lens: &Lens) {
    let width = canvas.width;
    for y in 0..canvas.height {
        for x in 0..width {
            let (turn, up) = lens.direction(x as f32 + 0.5, y as f32 + 0.5);
            canvas.light[y * width + x] = with_hills(sky_light(turn, up), turn, up, lens.focal);
        }
    }
}

/// The colour that distance fades to, in this direction.
pub fn haze(turn: f32) -> Light {
    let near_sun = (-(turn - SUN_TURN).powi(2) * 5.0).exp();
    mix([0.33, 0.20, 0.25], [0.95, 0.46, 0.20], near_sun)
}

/// What is left of a colour after `depth` metres of evening air.
pub fn faded(color: Light, depth: f32, turn: f32) -> Light {
    mix(color, haze(turn), 0.82 * (1.0 - (-depth / 1500.0).exp()))
}

fn sky_light(turn: f32, up: f32) -> Light {
    const STOPS: [(f32, Light); 5] = [
        (-0.05, [0.92, 0.42, 0.18]),
        (0.06, [0.80, 0.36, 0.22]),
        (0.17, [0.42, 0.21, 0.27]),
        (0.34, [0.17, 0.13, 0.27]),
        (0.75, [0.045, 0.055, 0.14]),
    ];
    let mut color = STOPS[0].1;
    for pair in STOPS.windows(2) {
        color = mix(color, pair[1].1, step(pair[0].0, pair[1].0, up));
    }
    let (dx, dy) = (turn - SUN_TURN, up - SUN_UP);
    let distance = (dx * dx + dy * dy).sqrt();
    let cool = mix(color, scaled(color, 0.62), step(0.1, 1.3, dx.abs()));
    let halo = 0.9 * (-distance * 5.5).exp();
    let lit = mix(cool, [1.45, 0.72, 0.26], halo.min(1.0) * 0.75);
    let disc = 1.0 - step(0.024, 0.029, distance);
    let with_disc = mix(lit, [3.2, 2.0, 0.95], disc * step(0.0, 0.02, up));
    with_clouds(with_disc, turn, up, distance)
}

fn with_clouds(color: Light, turn: f32, up: f32, from_sun: f32) -> Light {
    let stretch = 1.0 / (up.max(0.0) + 0.16);
    let bank = layered(turn * 3.4 + 5.0, up * 4.5 * stretch + 2.0, 5, 11);
    let wisps = layered(turn * 7.0 - 3.0, up * 26.0 + turn * 1.5, 4, 23);
    let cover = step(0.50, 0.74, bank * 0.72 + wisps * 0.28) * step(0.02, 0.10, up) * (1.0 - step(0.5, 0.8, up));
    let edge = step(0.46, 0.56, bank) - step(0.60, 0.72, bank);
    let dark = mix([0.20, 0.11, 0.17], [0.55, 0.22, 0.16], (-from_sun * 2.2).exp());
    let rim = mix([0.60, 0.28, 0.28], [1.5, 0.75, 0.32], (-from_sun * 2.0).exp());
    mix(mix(color, dark, cover * 0.78), rim, (edge * cover * 0.9).clamp(0.0, 1.0))
}

fn with_hills(sky: Light, turn: f32, up: f32, focal: f32) -> Light {
    let soft = 0.7 / focal;
    let far_ridge = 0.028 + 0.038 * layered(turn * 4.0 + 9.0, 0.5, 4, 31);
    let near_ridge = 0.006 + 0.034 * layered(turn * 7.0 + 3.0, 0.5, 4, 47);
    let far = mix(haze(turn), [0.16, 0.11, 0.19], 0.52);
    let near = mix(haze(turn), [0.07, 0.06, 0.10], 0.72);
    let with_far = mix(sky, far, 1.0 - step(far_ridge - soft, far_ridge + soft, up));
    mix(with_far, near, 1.0 - step(near_ridge - soft, near_ridge + soft, up))
}
