//! What stands close to each camera: people as silhouettes, a railing, a parapet, a lamp.

use super::canvas::{Canvas, Light, Point};
use super::harbour::rectangle;
use super::lens::{Lens, Place};

const SILHOUETTE: Light = [0.012, 0.011, 0.016];

/// How a person stands.
#[derive(Clone, Copy)]
pub enum Pose {
    /// Arms down.
    Standing,
    /// Walking; the number is the speed in metres a second, negative to the left.
    Walking(f32),
    /// Holding a phone up with one arm.
    Filming,
    /// An arm stretched out.
    Pointing,
}

/// One person near the camera.
#[derive(Clone, Copy)]
pub struct Person {
    /// Where the feet are at world second 0.
    pub feet: Place,
    /// Height in metres.
    pub height: f32,
    /// How the person stands.
    pub pose: Pose,
    /// Shifts small movements, so that people do not move in step.
    pub phase: f32,
}

/// Draws a person at a moment.
pub fn paint_person(canvas: &mut Canvas, lens: &Lens, person: &Person, seconds: f32) {
    let speed = if let Pose::Walking(speed) = person.pose { speed } else { 0.0 };
    let feet = [person.feet[0] + speed * seconds, person.feet[1], person.feet[2]];
    let Some((foot, depth)) = lens.project(feet) else { return };
    let size = person.height * lens.focal / depth;
    let sway = ((seconds * 1.1 + person.phase).sin()) * 0.008;
    let stride = if speed == 0.0 { 0.055 } else { ((seconds * speed.abs() * 3.6 + person.phase).sin()) * 0.16 };
    let at = |side: f32, up: f32| (foot.0 + (side + sway * up) * size, foot.1 - up * size);
    for leg in [-stride, stride] {
        limb(canvas, at(leg, 0.0), at(leg * 0.15, 0.50), size * 0.085);
    }
    let torso =
        [at(-0.105, 0.46), at(-0.135, 0.80), at(-0.05, 0.855), at(0.05, 0.855), at(0.135, 0.80), at(0.105, 0.46)];
    canvas.fill(&torso, SILHOUETTE, 1.0);
    canvas.ellipse(at(0.012, 0.93), size * 0.060, size * 0.074, SILHOUETTE, 1.0);
    paint_arms(canvas, person.pose, stride, size, &at);
}

fn paint_arms(canvas: &mut Canvas, pose: Pose, stride: f32, size: f32, at: &impl Fn(f32, f32) -> Point) {
    let thick = size * 0.055;
    match pose {
        Pose::Standing | Pose::Walking(_) => {
            for (shoulder, swing) in [(-0.12, stride), (0.12, -stride)] {
                limb(canvas, at(shoulder, 0.79), at(shoulder * 1.35 + swing * 0.6, 0.45), thick);
            }
        }
        Pose::Filming => {
            limb(canvas, at(0.12, 0.79), at(0.22, 0.86), thick);
            limb(canvas, at(0.22, 0.86), at(0.15, 1.00), thick);
            limb(canvas, at(-0.12, 0.79), at(-0.17, 0.46), thick);
            let (x, y) = at(0.15, 1.03);
            canvas.fill(
                &rectangle(x - size * 0.022, y - size * 0.045, x + size * 0.022, y + size * 0.02),
                [0.32, 0.24, 0.20],
                1.0,
            );
        }
        Pose::Pointing => {
            limb(canvas, at(-0.12, 0.79), at(-0.40, 0.86), thick);
            limb(canvas, at(0.12, 0.79), at(0.17, 0.46), thick);
        }
    }
}

fn limb(canvas: &mut Canvas, from: Point, to: Point, thick: f32) {
    canvas.stroke(from, to, thick, SILHOUETTE);
    canvas.ellipse(to, thick / 2.0, thick / 2.0, SILHOUETTE, 1.0);
}

/// Iron railing on a stone edge, seen from the quay: camera A.
pub fn paint_railing(canvas: &mut Canvas, lens: &Lens, z: f32, ground: f32) {
    let row = |up: f32| lens.horizon - (up - lens.place[1]) * lens.focal / (z - lens.place[2]);
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    canvas.fill(&rectangle(0.0, row(ground + 0.14), width, height), [0.020, 0.018, 0.023], 1.0);
    let metre = lens.focal / (z - lens.place[2]);
    for (up, thick) in [(1.05, 0.06), (0.62, 0.035)] {
        canvas.fill(&rectangle(0.0, row(ground + up), width, row(ground + up - thick)), SILHOUETTE, 1.0);
    }
    for post in -9..=9 {
        if let Some((foot, _)) = lens.project([lens.place[0] + post as f32 * 1.7 + 0.4, ground, z]) {
            canvas.fill(
                &rectangle(foot.0 - 0.035 * metre, row(ground + 1.10), foot.0 + 0.035 * metre, foot.1),
                SILHOUETTE,
                1.0,
            );
        }
    }
}

/// Stone parapet and a street lamp, seen from the bridge: camera B. Both lie in the picture, not in the scene.
pub fn paint_parapet(canvas: &mut Canvas) {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    canvas.fill(
        &[(0.0, height * 0.885), (width, height * 0.925), (width, height), (0.0, height)],
        [0.045, 0.037, 0.042],
        1.0,
    );
    canvas.fill(
        &[(0.0, height * 0.87), (width, height * 0.912), (width, height * 0.93), (0.0, height * 0.89)],
        [0.13, 0.085, 0.072],
        1.0,
    );
    let (x, thick) = (width * 0.135, width * 0.0075);
    canvas.fill(&rectangle(x - thick, height * 0.16, x + thick, height * 0.9), SILHOUETTE, 1.0);
    canvas.fill(&rectangle(x - thick * 1.7, height * 0.6, x + thick * 1.7, height * 0.9), SILHOUETTE, 1.0);
    let lantern = [
        (x - thick * 3.2, height * 0.16),
        (x - thick * 2.2, height * 0.085),
        (x + thick * 2.2, height * 0.085),
        (x + thick * 3.2, height * 0.16),
    ];
    canvas.fill(&lantern, [1.6, 1.15, 0.62], 1.0);
    canvas.fill(
        &[(x - thick * 3.0, height * 0.085), (x, height * 0.05), (x + thick * 3.0, height * 0.085)],
        SILHOUETTE,
        1.0,
    );
    canvas.glow((x, height * 0.12), height * 0.17, [0.34, 0.22, 0.10]);
}

/// The stone edge of the near quay with two bollards, seen from above it: the press camera.
pub fn paint_edge(canvas: &mut Canvas) {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    let row = |x: f32| height * (0.845 + 0.05 * x / width);
    canvas.fill(&[(0.0, row(0.0)), (width, row(width)), (width, height), (0.0, height)], [0.040, 0.034, 0.040], 1.0);
    canvas.fill(
        &[(0.0, row(0.0)), (width, row(width)), (width, row(width) + height * 0.014), (0.0, row(0.0) + height * 0.014)],
        [0.20, 0.12, 0.090],
        1.0,
    );
    for share in [0.33, 0.58] {
        let (x, foot, size) = (width * share, row(width * share) + height * 0.03, height * 0.05);
        canvas.fill(&rectangle(x - size * 0.4, foot - size * 1.2, x + size * 0.4, foot), SILHOUETTE, 1.0);
        canvas.ellipse((x, foot - size * 1.2), size * 0.58, size * 0.2, SILHOUETTE, 1.0);
        canvas.ellipse((x, foot), size * 0.4, size * 0.1, SILHOUETTE, 1.0);
    }
}
