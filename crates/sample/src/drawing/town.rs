//! A photo of the same town on another day, with nothing of the fire in it.

use super::canvas::{Canvas, Light, Point, mix, scaled};
use super::grain::{Dice, layered, step};
use super::harbour::rectangle;

/// Draws the market square in afternoon light.
pub fn paint_square(canvas: &mut Canvas) {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    paint_sky(canvas, height * 0.62);
    let ground = height * 0.66;
    paint_houses(canvas, ground);
    paint_clock_tower(canvas, (width * 0.335, ground), height);
    paint_cobbles(canvas, ground);
    paint_tree(canvas, (width * 0.90, ground + height * 0.05), height * 0.30, 5);
    paint_tree(canvas, (width * 0.055, ground + height * 0.04), height * 0.26, 9);
    for stall in 0..4 {
        let x = width * (0.46 + 0.115 * stall as f32);
        paint_stall(canvas, (x, ground + height * (0.055 + 0.012 * (stall % 2) as f32)), height * 0.115, stall);
    }
}

fn paint_sky(canvas: &mut Canvas, horizon: f32) {
    let width = canvas.width;
    for y in 0..canvas.height {
        for x in 0..width {
            let up = 1.0 - y as f32 / horizon;
            let clear = mix([0.62, 0.66, 0.66], [0.14, 0.27, 0.50], step(0.0, 1.0, up));
            let (u, v) = (x as f32 / width as f32 * 5.0, y as f32 / horizon * 4.2);
            let cloud = step(0.5, 0.75, layered(u, v, 5, 301)) * 0.8;
            canvas.light[y * width + x] = mix(clear, [0.86, 0.83, 0.78], cloud);
        }
    }
}

fn paint_houses(canvas: &mut Canvas, ground: f32) {
    const PLASTER: [Light; 6] = [
        [0.52, 0.36, 0.20],
        [0.46, 0.44, 0.38],
        [0.44, 0.23, 0.17],
        [0.30, 0.37, 0.34],
        [0.58, 0.47, 0.26],
        [0.38, 0.36, 0.42],
    ];
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    let mut dice = Dice::new(909);
    let mut x = -width * 0.02;
    let mut index = 0;
    while x < width {
        let house = (dice.between(0.085, 0.125) * width, dice.between(0.27, 0.36) * height);
        paint_facade(canvas, (x, ground), house, PLASTER[index % PLASTER.len()], &mut dice);
        x += house.0;
        index += 1;
    }
}

fn paint_facade(canvas: &mut Canvas, foot: Point, size: (f32, f32), plaster: Light, dice: &mut Dice) {
    let ((x, ground), (width, tall)) = (foot, size);
    let eaves = ground - tall;
    canvas.fill_with(&rectangle(x, eaves, x + width, ground), 1.0, |px, py| {
        scaled(plaster, 0.82 + 0.3 * layered(px as f32 * 0.03, py as f32 * 0.03, 4, 71))
    });
    let roof = [(x - 2.0, eaves), (x + width * 0.5, eaves - width * dice.between(0.45, 0.7)), (x + width + 2.0, eaves)];
    canvas.fill(&roof, [0.27, 0.12, 0.085], 1.0);
    let (columns, rows) = (3, 3);
    for row in 0..rows {
        for column in 0..columns {
            let left = x + width * (0.14 + 0.27 * column as f32);
            let top = eaves + tall * (0.08 + 0.235 * row as f32);
            canvas.fill(
                &rectangle(left - 2.0, top - 2.0, left + width * 0.17 + 2.0, top + tall * 0.15 + 2.0),
                [0.72, 0.69, 0.62],
                1.0,
            );
            let pane = scaled([0.10, 0.14, 0.19], dice.between(0.6, 2.0));
            canvas.fill(&rectangle(left, top, left + width * 0.17, top + tall * 0.15), pane, 1.0);
        }
    }
    canvas.fill(&rectangle(x + width * 0.1, ground - tall * 0.20, x + width * 0.9, ground), [0.10, 0.085, 0.08], 0.85);
    canvas.fill(&rectangle(x, ground - tall * 0.235, x + width, ground - tall * 0.20), scaled(plaster, 0.45), 1.0);
    canvas.fill(&rectangle(x, eaves, x + width * 0.03, ground), scaled(plaster, 0.4), 0.7);
}

fn paint_clock_tower(canvas: &mut Canvas, foot: Point, height: f32) {
    let (x, ground) = foot;
    let (half, top) = (height * 0.052, ground - height * 0.46);
    canvas.fill_with(&rectangle(x - half, top, x + half, ground), 1.0, |px, py| {
        let shade = if (px as f32) < x { 1.0 } else { 0.72 };
        scaled([0.46, 0.40, 0.32], shade * (0.85 + 0.25 * layered(px as f32 * 0.06, py as f32 * 0.06, 3, 55)))
    });
    canvas.fill(&[(x - half * 1.2, top), (x, top - height * 0.13), (x + half * 1.2, top)], [0.13, 0.23, 0.20], 1.0);
    let dial = (x, top + height * 0.07);
    canvas.ellipse(dial, half * 0.68, half * 0.68, [0.82, 0.79, 0.70], 1.0);
    canvas.stroke(dial, (x + half * 0.34, dial.1 + half * 0.16), half * 0.09, [0.03, 0.03, 0.04]);
    canvas.stroke(dial, (x - half * 0.08, dial.1 - half * 0.52), half * 0.07, [0.03, 0.03, 0.04]);
    canvas.fill(&rectangle(x - half * 0.32, ground - height * 0.09, x + half * 0.32, ground), [0.05, 0.04, 0.04], 1.0);
}

fn paint_cobbles(canvas: &mut Canvas, ground: f32) {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    canvas.fill_with(&rectangle(0.0, ground, width, height), 1.0, |x, y| {
        let depth = (y as f32 - ground + 6.0) / (height - ground);
        let (u, v) = ((x as f32 - width / 2.0) / (depth * width) * 60.0, 26.0 / depth.sqrt());
        let stone = layered(u, v * 3.0, 2, 121);
        let sun = step(0.0, 0.5, depth) * 0.25;
        scaled([0.30, 0.27, 0.24], 0.62 + 0.5 * stone + sun)
    });
    let shadow = [(width * 0.30, ground), (width * 0.37, ground), (width * 0.62, height), (width * 0.40, height)];
    canvas.fill(&shadow, [0.05, 0.055, 0.075], 0.45);
}

fn paint_tree(canvas: &mut Canvas, foot: Point, tall: f32, seed: u64) {
    canvas.stroke(foot, (foot.0, foot.1 - tall * 0.6), tall * 0.06, [0.07, 0.05, 0.04]);
    let mut dice = Dice::new(seed);
    for leaf in 0..260 {
        let (turn, out) = (dice.unit() * std::f32::consts::TAU, dice.unit().sqrt());
        let center = (foot.0 + turn.cos() * out * tall * 0.33, foot.1 - tall * 0.72 + turn.sin() * out * tall * 0.30);
        let sunny = step(-0.6, 0.8, -turn.sin() * out + turn.cos() * -0.4);
        let green = mix([0.055, 0.085, 0.035], [0.22, 0.26, 0.08], sunny * dice.unit());
        canvas.ellipse(center, tall * 0.05, tall * 0.038, green, 0.9 - (leaf % 3) as f32 * 0.1);
    }
}

fn paint_stall(canvas: &mut Canvas, foot: Point, tall: f32, index: usize) {
    const CLOTH: [Light; 4] = [[0.62, 0.10, 0.09], [0.10, 0.30, 0.46], [0.60, 0.44, 0.10], [0.14, 0.36, 0.20]];
    let ((x, ground), half) = (foot, tall * 0.62);
    canvas.fill(&rectangle(x - half, ground - tall * 0.42, x + half, ground), [0.16, 0.11, 0.075], 1.0);
    for fruit in 0..9 {
        let center = (x - half * 0.86 + fruit as f32 * half * 0.215, ground - tall * 0.45);
        let color = if fruit % 2 == index % 2 { [0.66, 0.22, 0.06] } else { [0.46, 0.50, 0.10] };
        canvas.ellipse(center, half * 0.11, half * 0.10, color, 1.0);
    }
    for stripe in 0..8 {
        let (left, right) =
            (x - half * 1.1 + stripe as f32 * half * 0.275, x - half * 1.1 + (stripe + 1) as f32 * half * 0.275);
        let (top_left, top_right) = (x + (left - x) * 0.84, x + (right - x) * 0.84);
        let color = if stripe % 2 == 0 { CLOTH[index % 4] } else { [0.78, 0.75, 0.68] };
        let cloth = [
            (top_left, ground - tall * 1.25),
            (top_right, ground - tall * 1.25),
            (right, ground - tall * 0.92),
            (left, ground - tall * 0.92),
        ];
        canvas.fill(&cloth, color, 1.0);
    }
    for pole in [-0.98, 0.98] {
        canvas.stroke((x + half * pole, ground), (x + half * pole, ground - tall), half * 0.05, [0.08, 0.07, 0.06]);
    }
    for buyer in 0..2 {
        let (px, py) = (x - half * 0.5 + buyer as f32 * half * 1.1, ground + tall * (0.42 + 0.1 * buyer as f32));
        canvas.fill(
            &rectangle(px - tall * 0.09, py - tall * 0.62, px + tall * 0.09, py),
            scaled([0.10, 0.10, 0.14], 1.0 + buyer as f32),
            1.0,
        );
        canvas.ellipse((px, py - tall * 0.71), tall * 0.065, tall * 0.08, [0.30, 0.19, 0.13], 1.0);
    }
}
