//! The river port on the far bank: town, warehouses, cranes, a moored barge, fire engines.

use super::canvas::{Canvas, Light, Point, mix, scaled};
use super::grain::{Dice, layered, step};
use super::lens::{Lens, Place};
use super::{letters, sky, smoke, water};

/// Depth of the far bank's quay wall, metres.
pub const BANK_Z: f32 = 150.0;

const QUAY_HEIGHT: f32 = 2.6;
const STONE: Light = [0.060, 0.052, 0.056];

/// Draws what does not move. It is drawn once per camera.
pub fn paint_still(canvas: &mut Canvas, lens: &Lens) {
    sky::paint(canvas, lens);
    paint_town(canvas, lens);
    paint_quay(canvas, lens);
    for (left, right, front, depth, height) in [(-150.0, -92.0, 168.0, 40.0, 11.0), (66.0, 128.0, 166.0, 42.0, 12.5)] {
        paint_shed(canvas, lens, Shed { left, right, front, depth, height, lit: 0.0 });
    }
}

/// Draws one moment of the port over the still part, and the river with its mirror image.
pub fn paint_moment(canvas: &mut Canvas, lens: &Lens, seconds: f32) {
    smoke::paint_smoke(canvas, lens, seconds);
    smoke::paint_flames(canvas, lens, seconds);
    let lit = 0.55 + 0.25 * layered(seconds * 4.0, 0.0, 2, 13) + 1.4 * smoke::flash(seconds);
    paint_shed(canvas, lens, Shed { left: -30.0, right: 38.0, front: 162.0, depth: 38.0, height: 12.0, lit });
    paint_crane(canvas, lens, -58.0, 0.9);
    paint_crane(canvas, lens, 84.0, -0.75);
    paint_engines(canvas, lens, seconds);
    paint_barge(canvas, lens, 20.0 + (seconds * 0.5).sin() * 0.15, seconds);
    water::paint(canvas, lens, BANK_Z, seconds);
}

struct Shed {
    left: f32,
    right: f32,
    front: f32,
    depth: f32,
    height: f32,
    lit: f32,
}

fn paint_shed(canvas: &mut Canvas, lens: &Lens, shed: Shed) {
    let Shed { left, right, front, depth, height, lit } = shed;
    let (back, base, ridge) = (front + depth, QUAY_HEIGHT, height + 5.5);
    let top = base + height;
    let middle = (front + back) / 2.0;
    let wall = tone(lens, [0.095, 0.062, 0.055], [left, 0.0, front]);
    let side = tone(lens, [0.055, 0.040, 0.044], [left, 0.0, middle]);
    let roof = tone(lens, mix([0.070, 0.058, 0.066], [0.42, 0.15, 0.06], lit.min(1.0) * 0.35), [left, 0.0, middle]);
    for x in [left, right] {
        let gable = [[x, base, front], [x, top, front], [x, base + ridge, middle], [x, top, back], [x, base, back]];
        canvas.fill(&lens.outline(&gable), side, 1.0);
    }
    let slope = [[left, top, front], [left, base + ridge, middle], [right, base + ridge, middle], [right, top, front]];
    canvas.fill(&lens.outline(&slope), roof, 1.0);
    let face = [[left, base, front], [left, top, front], [right, top, front], [right, base, front]];
    let grain_scale = 90.0 / lens.focal;
    canvas.fill_with(&lens.outline(&face), 1.0, |x, y| {
        scaled(wall, 0.75 + 0.5 * layered(x as f32 * grain_scale, y as f32 * grain_scale * 0.4, 3, 7))
    });
    paint_openings(canvas, lens, &shed);
}

fn paint_openings(canvas: &mut Canvas, lens: &Lens, shed: &Shed) {
    let bays = ((shed.right - shed.left) / 9.0) as usize;
    let bay_width = (shed.right - shed.left) / bays as f32;
    for bay in 0..bays {
        let x = shed.left + bay_width * (bay as f32 + 0.5);
        let mut dice = Dice::new((bay as u64 * 31).wrapping_add_signed(shed.right as i64));
        let glow = scaled([1.9, 0.62, 0.13], shed.lit * dice.between(0.35, 1.1));
        let dark = [0.022, 0.020, 0.026];
        let pane = if shed.lit > 0.0 { glow } else { dark };
        let front = shed.front - 0.2;
        for row in [7.6, 10.0] {
            canvas.fill(
                &lens.outline(&upright(x - 2.9, x + 2.9, QUAY_HEIGHT + row, QUAY_HEIGHT + row + 1.5, front)),
                pane,
                0.95,
            );
        }
        let door = if bay % 2 == 0 { mix(dark, glow, 0.5 * shed.lit.min(1.0)) } else { [0.045, 0.045, 0.058] };
        canvas.fill(&lens.outline(&upright(x - 2.4, x + 2.4, QUAY_HEIGHT, QUAY_HEIGHT + 5.4, front)), door, 1.0);
    }
    if shed.lit > 0.0 {
        let (x, y) = (shed.left + bay_width * 1.5, QUAY_HEIGHT + 3.0);
        let plate = upright(x - 2.0, x + 2.0, y - 2.4, y + 2.4, shed.front - 0.3);
        canvas.fill(&lens.outline(&plate), [0.34, 0.30, 0.26], 1.0);
        letters::paint_upright(canvas, lens, "6", [x - 1.1, y + 1.7, shed.front - 0.4], 3.4, [0.02, 0.02, 0.025]);
    }
}

fn paint_town(canvas: &mut Canvas, lens: &Lens) {
    for (row, z) in [620.0f32, 470.0, 360.0].into_iter().enumerate() {
        let mut dice = Dice::new(400 + row as u64);
        let mut x = -520.0;
        while x < 620.0 {
            let width = dice.between(9.0, 24.0);
            let height = dice.between(9.0, 24.0) + if dice.unit() > 0.93 { 20.0 } else { 0.0 };
            paint_house(canvas, lens, &mut dice, [x, 0.0, z], width, height);
            x += width + dice.between(-1.0, 3.0);
        }
    }
    paint_spire(canvas, lens, [-118.0, 0.0, 430.0]);
    paint_chimney(canvas, lens, [196.0, 0.0, 400.0]);
    paint_chimney(canvas, lens, [212.0, 0.0, 402.0]);
}

fn paint_house(canvas: &mut Canvas, lens: &Lens, dice: &mut Dice, corner: Place, width: f32, height: f32) {
    let [x, _, z] = corner;
    let shade = dice.between(0.6, 1.25);
    let wall = tone(lens, scaled([0.070, 0.055, 0.070], shade), corner);
    let gable = dice.unit() > 0.45;
    let mut shape = vec![[x, 0.0, z], [x, height, z]];
    if gable {
        shape.push([x + width / 2.0, height + width * 0.32, z]);
    }
    shape.extend([[x + width, height, z], [x + width, 0.0, z]]);
    canvas.fill(&lens.outline(&shape), wall, 1.0);
    let (columns, rows) = ((width / 3.4) as i32, (height / 3.6) as i32);
    for column in 0..columns {
        for row in 1..rows {
            let lit = dice.unit();
            if lit > 0.74 {
                let (left, low) = (x + 1.3 + column as f32 * 3.2, row as f32 * 3.5);
                let color = tone(lens, scaled([1.25, 0.80, 0.36], lit), corner);
                canvas.fill(&lens.outline(&upright(left, left + 1.3, low, low + 1.7, z)), color, 0.85);
            }
        }
    }
}

fn paint_spire(canvas: &mut Canvas, lens: &Lens, foot: Place) {
    let [x, _, z] = foot;
    let color = tone(lens, [0.050, 0.042, 0.056], foot);
    canvas.fill(&lens.outline(&upright(x - 5.0, x + 5.0, 0.0, 38.0, z)), color, 1.0);
    canvas.fill(&lens.outline(&[[x - 6.0, 38.0, z], [x, 68.0, z], [x + 6.0, 38.0, z]]), color, 1.0);
    canvas.fill(&lens.outline(&upright(x - 1.2, x + 1.2, 29.0, 33.0, z)), tone(lens, [1.1, 0.7, 0.3], foot), 0.8);
}

fn paint_chimney(canvas: &mut Canvas, lens: &Lens, foot: Place) {
    let [x, _, z] = foot;
    let shape = [[x - 2.8, 0.0, z], [x - 1.7, 56.0, z], [x + 1.7, 56.0, z], [x + 2.8, 0.0, z]];
    canvas.fill(&lens.outline(&shape), tone(lens, [0.052, 0.040, 0.048], foot), 1.0);
}

fn paint_quay(canvas: &mut Canvas, lens: &Lens) {
    let ground = tone(lens, [0.085, 0.066, 0.062], [0.0, 0.0, 200.0]);
    let scale = 120.0 / lens.focal;
    // In strips, because a shape with one corner behind the camera is not drawn at all.
    for strip in -30..35 {
        let (left, right) = (strip as f32 * 20.0 - 0.1, strip as f32 * 20.0 + 20.1);
        let corner = |x, z| [x, QUAY_HEIGHT, z];
        let top = [corner(left, BANK_Z), corner(left, 900.0), corner(right, 900.0), corner(right, BANK_Z)];
        canvas.fill(&lens.outline(&top), ground, 1.0);
        canvas.fill_with(&lens.outline(&upright(left, right, -0.4, QUAY_HEIGHT, BANK_Z)), 1.0, |x, y| {
            scaled(STONE, 0.55 + 0.8 * layered(x as f32 * scale * 0.5, y as f32 * scale * 2.0, 3, 19))
        });
    }
    for post in -20..24 {
        let x = post as f32 * 15.0;
        canvas.fill(
            &lens.outline(&upright(x - 0.35, x + 0.35, QUAY_HEIGHT, QUAY_HEIGHT + 1.0, BANK_Z)),
            scaled(STONE, 0.4),
            1.0,
        );
        if post % 3 == 0 {
            paint_lamp(canvas, lens, x + 5.0);
        }
    }
}

fn paint_lamp(canvas: &mut Canvas, lens: &Lens, x: f32) {
    canvas.fill(&lens.outline(&upright(x - 0.12, x + 0.12, QUAY_HEIGHT, 11.0, 154.0)), scaled(STONE, 0.5), 1.0);
    if let Some((point, depth)) = lens.project([x, 11.0, 154.0]) {
        canvas.glow(point, 3.0 * lens.focal / depth, [0.9, 0.62, 0.30]);
        canvas.glow(point, 0.7 * lens.focal / depth, [2.0, 1.5, 0.9]);
    }
}

fn paint_crane(canvas: &mut Canvas, lens: &Lens, x: f32, lean: f32) {
    let z = 155.0;
    let color = tone(lens, [0.030, 0.026, 0.032], [x, 0.0, z]);
    let mut beam = |from: (f32, f32), to: (f32, f32), thick: f32| {
        let ends = lens.project([x + from.0, from.1, z]).zip(lens.project([x + to.0, to.1, z]));
        if let Some(((a, depth), (b, _))) = ends {
            canvas.stroke(a, b, (thick * lens.focal / depth).max(0.7), color);
        }
    };
    for leg in [-4.5, 4.5] {
        beam((leg, QUAY_HEIGHT), (leg * 0.55, 15.0), 0.9);
    }
    beam((-3.6, 9.0), (3.6, 9.0), 0.6);
    beam((-4.0, 15.0), (4.0, 15.0), 1.6);
    beam((-2.6, 18.0), (2.6, 18.0), 4.6);
    let (sin, cos) = lean.sin_cos();
    let reach = 30.0f32;
    let tip = (reach * sin, 19.0 + reach * cos);
    beam((-1.0, 19.0), (tip.0 - 0.5, tip.1), 0.5);
    beam((1.6, 19.0), (tip.0 + 0.5, tip.1), 0.5);
    for rung in 0..9 {
        let (near, far) = (rung as f32 / 9.0, (rung as f32 + 1.0) / 9.0);
        beam(
            (-1.0 + near * (tip.0 + 0.5), 19.0 + near * (tip.1 - 19.0)),
            (1.6 + far * (tip.0 - 1.1), 19.0 + far * (tip.1 - 19.0)),
            0.3,
        );
    }
    beam((0.0, 26.0), tip, 0.22);
    beam((0.0, 19.0), (0.0, 26.0), 0.6);
    beam(tip, (tip.0, tip.1 - 17.0), 0.18);
    beam((tip.0, tip.1 - 17.0), (tip.0, tip.1 - 19.0), 0.9);
}

fn paint_engines(canvas: &mut Canvas, lens: &Lens, seconds: f32) {
    let late = |arrive: f32| (seconds - arrive).clamp(-14.0, 0.0);
    let engines =
        [(-40.0, 1.0), (-8.0 + late(9.0) * 9.0, 2.3), (52.0 - late(6.0) * 8.0, 3.1), (112.0 - late(15.0) * 7.0, 4.4)];
    for (index, (x, phase)) in engines.into_iter().enumerate() {
        paint_engine(canvas, lens, x, seconds, phase, index % 2 == 1);
    }
    for jet in 0..2 {
        paint_jet(canvas, lens, [-36.0 + jet as f32 * 86.0, 5.0, 157.0], seconds);
    }
}

fn paint_engine(canvas: &mut Canvas, lens: &Lens, x: f32, seconds: f32, phase: f32, facing_left: bool) {
    let (z, low) = (156.5, QUAY_HEIGHT + 0.5);
    let front = if facing_left { -1.0 } else { 1.0 };
    let red = tone(lens, [0.40, 0.050, 0.036], [x, 0.0, z]);
    let place = |side: f32, up: f32| [x + side * front, low + up, z];
    let body: Vec<Place> = [(-4.2, 0.0), (-4.2, 2.9), (1.6, 2.9), (1.8, 2.6), (3.4, 2.6), (4.0, 1.3), (4.0, 0.0)]
        .map(|(s, u)| place(s, u))
        .to_vec();
    canvas.fill(&lens.outline(&body), red, 1.0);
    canvas.fill(
        &lens.outline(&[place(-4.2, 0.9), place(-4.2, 1.3), place(4.0, 1.3), place(4.0, 0.9)]),
        [0.62, 0.58, 0.50],
        0.8,
    );
    canvas.fill(
        &lens.outline(&[place(2.0, 1.5), place(2.0, 2.4), place(3.2, 2.4), place(3.6, 1.5)]),
        [0.10, 0.12, 0.17],
        1.0,
    );
    for wheel in [-2.8, 2.5] {
        if let Some((point, depth)) = lens.project(place(wheel, 0.0)) {
            let radius = 0.75 * lens.focal / depth;
            canvas.ellipse(point, radius, radius, [0.012, 0.012, 0.015], 1.0);
        }
    }
    for (side, beat) in [(-2.0, 0.0), (2.4, 0.5)] {
        let on = step(0.55, 0.9, ((seconds * 2.1 + phase + beat) * std::f32::consts::TAU).sin());
        if let Some((point, depth)) = lens.project(place(side, 3.2)) {
            let metre = lens.focal / depth;
            canvas.glow(point, 7.0 * metre, scaled([0.10, 0.26, 1.1], on));
            canvas.glow(point, 1.3 * metre, scaled([0.7, 1.2, 3.2], 0.25 + on));
        }
    }
}

fn paint_jet(canvas: &mut Canvas, lens: &Lens, nozzle: Place, seconds: f32) {
    let inward = (smoke::FIRE[0] - nozzle[0]).signum();
    for drop in 0..80 {
        let along = drop as f32 / 80.0;
        let mut dice = Dice::new(drop as u64 * 7 + (seconds * 15.0) as u64 * 977);
        let reach = along * 34.0;
        let spread = along * 1.6;
        let place = [
            nozzle[0] + inward * reach + dice.between(-spread, spread),
            nozzle[1] + 27.0 * along - 18.0 * along * along + dice.between(-spread, spread),
            nozzle[2] + along * 8.0,
        ];
        if let Some((point, depth)) = lens.project(place) {
            let radius = ((0.4 + along * 1.5) * lens.focal / depth).max(0.8);
            canvas.glow(point, radius, scaled([0.34, 0.27, 0.25], 0.62 * (1.0 - along * 0.72)));
        }
    }
}

fn paint_barge(canvas: &mut Canvas, lens: &Lens, x: f32, seconds: f32) {
    let z = 143.0;
    let lift = (seconds * 0.8).sin() * 0.08;
    let hull_color = tone(lens, [0.042, 0.036, 0.050], [x, 0.0, z]);
    let place = |side: f32, up: f32| [x + side, up + lift, z];
    let hull = [place(-24.0, 2.6), place(-22.5, -0.3), place(20.0, -0.3), place(24.5, 3.4), place(17.0, 2.2)];
    canvas.fill(&lens.outline(&hull), hull_color, 1.0);
    let stripe = [place(-23.8, 2.3), place(-23.7, 2.0), place(20.0, 1.7), place(20.5, 2.0)];
    canvas.fill(&lens.outline(&stripe), [0.24, 0.20, 0.19], 0.8);
    canvas.fill(
        &lens.outline(&[place(-20.0, 2.3), place(-20.0, 6.4), place(-11.5, 6.4), place(-11.0, 2.3)]),
        scaled(hull_color, 1.5),
        1.0,
    );
    for pane in 0..3 {
        let left = -19.0 + pane as f32 * 2.6;
        canvas.fill(
            &lens.outline(&[place(left, 4.2), place(left, 5.6), place(left + 1.6, 5.6), place(left + 1.6, 4.2)]),
            [1.05, 0.74, 0.38],
            0.9,
        );
    }
    for hatch in 0..4 {
        let left = -7.0 + hatch as f32 * 6.0;
        canvas.fill(
            &lens.outline(&[place(left, 2.2), place(left + 0.6, 3.6), place(left + 4.6, 3.6), place(left + 5.2, 2.2)]),
            scaled(hull_color, 0.8),
            1.0,
        );
    }
    if let Some(((foot, depth), (top, _))) = lens.project(place(-12.5, 6.4)).zip(lens.project(place(-12.5, 12.0))) {
        canvas.stroke(foot, top, (0.25 * lens.focal / depth).max(0.7), hull_color);
        canvas.glow(top, 1.4 * lens.focal / depth, [0.9, 0.9, 0.8]);
    }
}

fn upright(left: f32, right: f32, low: f32, high: f32, z: f32) -> [Place; 4] {
    [[left, low, z], [left, high, z], [right, high, z], [right, low, z]]
}

/// A colour as it looks from the camera at this place of the scene.
fn tone(lens: &Lens, color: Light, place: Place) -> Light {
    let (dx, dz) = (place[0] - lens.place[0], place[2] - lens.place[2]);
    sky::faded(color, (dx * dx + dz * dz).sqrt(), dx.atan2(dz))
}

/// Corners of a rectangle in pixels.
pub fn rectangle(left: f32, top: f32, right: f32, bottom: f32) -> [Point; 4] {
    [(left, top), (right, top), (right, bottom), (left, bottom)]
}
