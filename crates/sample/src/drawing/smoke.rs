//! What burns: flames above the roof, rolling smoke, sparks, and the flashes of the bangs.

use super::canvas::{Canvas, Light, mix, scaled};
use super::grain::{Dice, layered, step};
use super::lens::{Lens, Place};
use super::veil::Veil;

/// World seconds at which something in the warehouse goes off; the soundtrack has its bangs there.
pub const BANGS: [f32; 3] = [1.6, 7.4, 12.1];

/// Middle of the burning roof.
pub const FIRE: Place = [4.0, 15.0, 178.0];

/// Strength of the flash of the bangs at a time, 0..1.
pub fn flash(seconds: f32) -> f32 {
    let one = |bang: &f32| if seconds < *bang { 0.0 } else { (-(seconds - bang) * 3.2).exp() };
    BANGS.iter().map(one).fold(0.0, f32::max)
}

/// Smoke that rises behind and above the roof.
pub fn paint_smoke(canvas: &mut Canvas, lens: &Lens, seconds: f32) {
    const PUFFS_PER_SECOND: f32 = 3.4;
    const LIFE_SECONDS: f32 = 34.0;
    let newest = (seconds * PUFFS_PER_SECOND).floor() as i32;
    let oldest = ((seconds - LIFE_SECONDS) * PUFFS_PER_SECOND).floor() as i32;
    let mut veil = Veil::over(canvas);
    for puff in oldest..=newest {
        let age = seconds - puff as f32 / PUFFS_PER_SECOND;
        if age > 0.0 {
            paint_puff(&mut veil, lens, puff, age, seconds);
        }
    }
    veil.laid_over(canvas);
}

fn paint_puff(veil: &mut Veil, lens: &Lens, puff: i32, age: f32, seconds: f32) {
    let mut dice = Dice::new(0x50ff ^ (puff as u32 as u64) << 8);
    let climb = 4.0 + 34.0 * (1.0 - (-age / 13.0).exp()) + age * 1.35;
    let drift = -0.055 * age * age - 0.9 * age + dice.between(-1.0, 1.0) * (5.0 + age * 0.5);
    let sway = (age * 0.7 + dice.unit() * 6.0).sin() * (1.0 + age * 0.12);
    let place =
        [FIRE[0] + dice.between(-13.0, 13.0) + drift + sway, FIRE[1] + climb, FIRE[2] + dice.between(-8.0, 8.0)];
    let Some((center, depth)) = lens.project(place) else { return };
    let radius = (4.5 + age * 0.85 + dice.between(0.0, 3.0)) * lens.focal / depth;
    let warm =
        (-climb / 8.5).exp() * (0.75 + 0.5 * flicker(seconds, puff)) + 0.8 * flash(seconds) * (-climb / 20.0).exp();
    let soot: Light = mix([0.030, 0.027, 0.032], [0.15, 0.105, 0.12], step(6.0, 30.0, age));
    let color = mix(soot, [1.25, 0.42, 0.10], (warm * 0.62).min(0.9));
    let cover = (0.88 * step(0.0, 1.2, age) * (1.0 - step(20.0, 34.0, age))).max(0.0);
    veil.puff(center, radius, color, cover, puff as u32);
}

/// Flames on the roof and their light on the surroundings.
pub fn paint_flames(canvas: &mut Canvas, lens: &Lens, seconds: f32) {
    let Some((base, depth)) = lens.project([FIRE[0], FIRE[1] - 1.0, FIRE[2]]) else { return };
    let metre = lens.focal / depth;
    let burst = flash(seconds);
    let pulse = 0.85 + 0.3 * flicker(seconds, 3);
    canvas.glow((base.0, base.1 - 8.0 * metre), 62.0 * metre, scaled([0.42, 0.13, 0.03], pulse + 2.2 * burst));
    let (half_width, height) = (19.0 * metre, (26.0 + 20.0 * burst) * metre);
    let rows = (base.1 - height).max(0.0) as usize..(base.1 + 2.0 * metre).clamp(0.0, canvas.height as f32) as usize;
    let columns =
        (base.0 - half_width).max(0.0) as usize..(base.0 + half_width).clamp(0.0, canvas.width as f32) as usize;
    for y in rows {
        for x in columns.clone() {
            let side = (x as f32 - base.0) / metre;
            let up = (base.1 - y as f32) / metre;
            let heat = flame_heat(side, up, seconds, 1.0 + burst);
            let pixel = &mut canvas.light[y * canvas.width + x];
            let fire = scaled([2.3, 0.42 + 0.95 * heat * heat, 0.05 + 0.42 * heat.powi(4)], 0.5 + 0.95 * heat);
            *pixel = mix(*pixel, fire, step(0.04, 0.5, heat));
        }
    }
    paint_sparks(canvas, lens, seconds);
}

/// How hot the flame is `side` metres beside and `up` metres above the roof, 0..1.
fn flame_heat(side: f32, up: f32, seconds: f32, vigour: f32) -> f32 {
    let lean = side + up * 0.28;
    let tongues = layered(lean * 0.16, up * 0.085 - seconds * 1.9, 4, 83);
    let reach = (9.0 + 13.0 * layered(side * 0.11 + 4.0, seconds * 0.9, 2, 89)) * vigour;
    let body = 1.0 - (up.max(0.0) / reach) - (lean.abs() / 15.0).powi(4);
    ((tongues - 0.42) * 2.3 + body * 0.78).clamp(0.0, 1.0) * step(0.0, 0.25, body)
}

fn paint_sparks(canvas: &mut Canvas, lens: &Lens, seconds: f32) {
    for spark in 0..70u64 {
        let mut dice = Dice::new(0x5a11 + spark);
        let period = dice.between(1.6, 3.6);
        let age = (seconds + dice.unit() * period) % period;
        let place = [
            FIRE[0] + dice.between(-11.0, 11.0) - age * dice.between(0.5, 4.0),
            FIRE[1] + age * dice.between(5.0, 12.0) - age * age * 0.8,
            FIRE[2],
        ];
        paint_spark(canvas, lens, place, 1.0 - age / period);
    }
    for (bang, start) in BANGS.iter().enumerate().filter(|(_, start)| (0.0..2.2).contains(&(seconds - **start))) {
        let age = seconds - start;
        for spark in 0..120u64 {
            let mut dice = Dice::new(0xba76 + spark + 1000 * bang as u64);
            let (turn, speed) = (dice.between(0.15, 3.0), dice.between(8.0, 36.0));
            let flown = speed * age * (-age * 0.5).exp();
            let place =
                [FIRE[0] + turn.cos() * flown, FIRE[1] + 2.0 + turn.sin() * flown - 4.9 * age * age, FIRE[2] - 4.0];
            paint_spark(canvas, lens, place, (1.0 - age / 2.2) * 1.2);
        }
    }
}

fn paint_spark(canvas: &mut Canvas, lens: &Lens, place: Place, strength: f32) {
    if let Some((point, depth)) = lens.project(place) {
        let radius = (0.55 * lens.focal / depth).max(0.9);
        canvas.glow(point, radius, scaled([2.4, 1.1, 0.35], strength.max(0.0)));
    }
}

fn flicker(seconds: f32, seed: i32) -> f32 {
    super::grain::smooth(seconds * 7.0, seed as f32 * 3.7, 97)
}
