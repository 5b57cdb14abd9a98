//! Where a camera stands and what it projects where.

use super::canvas::Point;

/// A place of the scene in metres: x to the right along the far bank, y up from the water, z across the river.
pub type Place = [f32; 3];

/// A camera with an upright picture plane.
#[derive(Clone, Copy)]
pub struct Lens {
    /// Where it stands.
    pub place: Place,
    /// Turned to the right, radians.
    pub turn: f32,
    /// Focal length in pixels.
    pub focal: f32,
    /// Column of the optical axis.
    pub center_x: f32,
    /// Row of the horizon.
    pub horizon: f32,
}

/// Nothing nearer than this is projected, metres.
const NEAREST: f32 = 0.5;

impl Lens {
    /// Pixel and depth of a place; `None` = behind the camera.
    pub fn project(&self, place: Place) -> Option<(Point, f32)> {
        let (sin, cos) = self.turn.sin_cos();
        let (dx, dz) = (place[0] - self.place[0], place[2] - self.place[2]);
        let (right, depth) = (dx * cos - dz * sin, dx * sin + dz * cos);
        if depth < NEAREST {
            return None;
        }
        let scale = self.focal / depth;
        let point = (self.center_x + right * scale, self.horizon - (place[1] - self.place[1]) * scale);
        Some((point, depth))
    }

    /// The pixels of a shape; empty where a corner is behind the camera.
    pub fn outline(&self, places: &[Place]) -> Vec<Point> {
        let points: Option<Vec<Point>> = places.iter().map(|&place| Some(self.project(place)?.0)).collect();
        points.unwrap_or_default()
    }

    /// Direction of a pixel: to the right of the z axis and up, radians.
    pub fn direction(&self, x: f32, y: f32) -> (f32, f32) {
        let right = (x - self.center_x) / self.focal;
        let up = (self.horizon - y) / self.focal;
        (right.atan() + self.turn, (up / (1.0 + right * right).sqrt()).atan())
    }

    /// Row of the waterline of a bank that runs along x at depth `z`, in this column.
    pub fn waterline(&self, x: f32, z: f32) -> f32 {
        let (sin, cos) = self.turn.sin_cos();
        let right = (x - self.center_x) / self.focal;
        let across = (cos - right * sin).max(0.05);
        let depth = (z - self.place[2]) / across;
        self.horizon + self.place[1] * self.focal / depth
    }
}
