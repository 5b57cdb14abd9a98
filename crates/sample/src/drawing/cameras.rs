//! The cameras that saw the event: where each stood, when it ran, how it shook, what colours it gave.

use super::canvas::{Canvas, Grade};
use super::grain::{smooth, step};
use super::harbour;
use super::lens::Lens;
use super::quay::{self, Person, Pose};

/// One camera at one place.
pub struct Camera {
    /// World second of its first frame.
    pub start_seconds: f32,
    /// Length of its recording in seconds.
    pub length_seconds: f32,
    /// Frames per second.
    pub frames_per_second: u32,
    view: View,
    grade: Grade,
    shake: f32,
    near: Near,
    people: Vec<Person>,
}

/// Where a camera looks, for a picture of width 1.
struct View {
    place: [f32; 3],
    turn: f32,
    focal: f32,
    horizon: f32,
}

enum Near {
    Railing { z: f32, ground: f32 },
    Parapet,
    Edge,
}

/// The scene is drawn this much larger on every side, so that a shaking hand never shows an empty edge.
const MARGIN: f32 = 0.06;

/// A camera with the still part of its view already drawn.
pub struct Shot<'c> {
    camera: &'c Camera,
    lens: Lens,
    still: Canvas,
    width: usize,
    height: usize,
}

impl Camera {
    /// Phone held on the near quay, almost straight across the river.
    pub fn on_the_quay() -> Camera {
        let person = |x, z, height, pose, phase| Person { feet: [x, 0.6, z], height, pose, phase };
        Camera {
            start_seconds: 0.0,
            length_seconds: 15.0,
            frames_per_second: 16,
            view: View { place: [-6.0, 3.2, 0.0], turn: 0.02, focal: 1.12, horizon: 0.60 },
            grade: Grade { exposure: 1.18, tint: [1.0, 0.96, 0.95], lift: 0.012, grain: 3.0, vignette: 0.28 },
            shake: 0.006,
            near: Near::Railing { z: 9.0, ground: 0.6 },
            people: vec![
                person(-10.6, 10.5, 1.78, Pose::Filming, 0.3),
                person(-9.5, 10.8, 1.66, Pose::Standing, 1.9),
                person(-4.2, 10.2, 1.72, Pose::Pointing, 4.0),
                person(-2.9, 10.6, 1.32, Pose::Standing, 2.2),
                person(9.5, 11.4, 1.80, Pose::Walking(-0.95), 0.8),
            ],
        }
    }

    /// Phone on the bridge down the river, zoomed in, unsteady, started 4.2 seconds later.
    pub fn on_the_bridge() -> Camera {
        let person = |x, z, height, pose, phase| Person { feet: [x, 9.9, z], height, pose, phase };
        Camera {
            start_seconds: 4.2,
            length_seconds: 12.6,
            frames_per_second: 15,
            view: View { place: [118.0, 12.5, 30.0], turn: -0.62, focal: 1.06, horizon: 0.50 },
            grade: Grade { exposure: 1.02, tint: [0.90, 0.98, 1.22], lift: 0.045, grain: 5.5, vignette: 0.12 },
            shake: 0.022,
            near: Near::Parapet,
            people: vec![
                person(115.6, 36.2, 1.75, Pose::Filming, 1.0),
                person(116.6, 37.0, 1.70, Pose::Standing, 0.2),
                person(111.2, 35.2, 1.80, Pose::Standing, 3.0),
            ],
        }
    }

    /// The press photographer's camera, further down the quay.
    pub fn of_the_press() -> Camera {
        let person = |x, z, height, pose, phase| Person { feet: [x, 0.6, z], height, pose, phase };
        Camera {
            start_seconds: 7.62,
            length_seconds: 0.1,
            frames_per_second: 10,
            view: View { place: [-96.0, 2.9, 26.0], turn: 0.60, focal: 1.02, horizon: 0.615 },
            grade: Grade { exposure: 1.1, tint: [1.03, 0.98, 0.95], lift: 0.0, grain: 1.6, vignette: 0.34 },
            shake: 0.0,
            near: Near::Edge,
            people: vec![
                person(-92.9, 37.4, 1.80, Pose::Standing, 0.0),
                person(-91.5, 37.6, 1.70, Pose::Pointing, 0.9),
                person(-85.0, 33.6, 1.75, Pose::Filming, 2.0),
                person(-84.2, 32.2, 1.45, Pose::Standing, 1.2),
            ],
        }
    }

    /// Number of frames of its recording.
    pub fn frames(&self) -> u32 {
        (self.length_seconds * self.frames_per_second as f32).round() as u32
    }

    /// Gets ready to take pictures of this size.
    pub fn shot(&self, width: usize, height: usize) -> Shot<'_> {
        let (margin_x, margin_y) = (width as f32 * MARGIN, height as f32 * MARGIN);
        let (wide, high) = (width + 2 * margin_x as usize, height + 2 * margin_y as usize);
        let lens = Lens {
            place: self.view.place,
            turn: self.view.turn,
            focal: self.view.focal * width as f32,
            center_x: wide as f32 / 2.0,
            horizon: margin_y + self.view.horizon * height as f32,
        };
        let mut still = Canvas::new(wide, high);
        harbour::paint_still(&mut still, &lens);
        Shot { camera: self, lens, still, width, height }
    }
}

impl Shot<'_> {
    /// The bytes of one frame: `width * height * 3`, RGB, top row first.
    pub fn frame(&self, index: u32) -> Vec<u8> {
        let seconds = self.camera.start_seconds + index as f32 / self.camera.frames_per_second as f32;
        let mut scene = self.still.clone();
        harbour::paint_moment(&mut scene, &self.lens, seconds);
        self.paint_near(&mut scene, seconds);
        self.held(&scene, seconds).developed(&self.camera.grade, index + 1)
    }

    fn paint_near(&self, scene: &mut Canvas, seconds: f32) {
        match self.camera.near {
            Near::Railing { z, ground } => {
                quay::paint_railing(scene, &self.lens, z, ground);
                self.camera.people.iter().for_each(|person| quay::paint_person(scene, &self.lens, person, seconds));
            }
            Near::Parapet => {
                self.camera.people.iter().for_each(|person| quay::paint_person(scene, &self.lens, person, seconds));
                quay::paint_parapet(scene);
            }
            Near::Edge => {
                quay::paint_edge(scene);
                self.camera.people.iter().for_each(|person| quay::paint_person(scene, &self.lens, person, seconds));
            }
        }
    }

    /// What the hand that holds the camera makes of the scene: shift, slow zoom, a start at each bang.
    fn held(&self, scene: &Canvas, seconds: f32) -> Canvas {
        let shake = self.camera.shake * self.width as f32;
        let start = 1.0 + 1.6 * super::smoke::flash(seconds - 0.35);
        let wobble = |seed: u32| {
            (smooth(seconds * 1.3, 0.5, seed) - 0.5) * 1.5 + (smooth(seconds * 5.2, 0.5, seed + 1) - 0.5) * 0.5 * start
        };
        let (shift_x, shift_y) = (shake * wobble(501), shake * 0.8 * wobble(511));
        let zoom = 1.0 + 14.0 * self.camera.shake * 0.35 * step(9.5, 12.0, seconds);
        let middle = (scene.width as f32 / 2.0, scene.height as f32 / 2.0);
        let mut picture = Canvas::new(self.width, self.height);
        for y in 0..self.height {
            for x in 0..self.width {
                let dx = (x as f32 + 0.5 - self.width as f32 / 2.0) / zoom + shift_x;
                let dy = (y as f32 + 0.5 - self.height as f32 / 2.0) / zoom + shift_y;
                picture.light[y * self.width + x] = scene.sample(middle.0 + dx, middle.1 + dy);
            }
        }
        picture
    }
}
