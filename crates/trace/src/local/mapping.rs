//! How the places of one picture lie in another: by turning and scaling, with stretching and slant, or as a flat screen
//! that is seen from the side.

use super::solve::solved;

/// Sends (x, y) to ((a·x + b·y + c) / w, (d·x + e·y + f) / w) with w = g·x + h·y + 1.
///
/// Kept as a, b, c, d, e, f, g, h.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Mapping([f64; 8]);

/// A place in the one picture and the same one in the other.
pub(crate) type PlacePair = ((f64, f64), (f64, f64));

impl Mapping {
    /// Turns by `radians`, scales, then moves.
    pub(crate) fn similarity(scale: f64, radians: f64, shift: (f64, f64)) -> Mapping {
        let (across, down) = (scale * radians.cos(), scale * radians.sin());
        Mapping([across, -down, shift.0, down, across, shift.1, 0.0, 0.0])
    }

    /// Stretches each side by its own factor and moves.
    pub(crate) fn stretch((x, y): (f64, f64), shift: (f64, f64)) -> Mapping {
        Mapping([x, 0.0, shift.0, 0.0, y, shift.1, 0.0, 0.0])
    }

    /// The best turning and scaling by least squares.
    pub(crate) fn fit_similarity(pairs: &[PlacePair]) -> Option<Mapping> {
        let n = pairs.len() as f64;
        let mean = |of: &dyn Fn(&PlacePair) -> f64| pairs.iter().map(of).sum::<f64>() / n;
        let (from_x, from_y) = (mean(&|pair| pair.0.0), mean(&|pair| pair.0.1));
        let (to_x, to_y) = (mean(&|pair| pair.1.0), mean(&|pair| pair.1.1));
        let (mut along, mut across, mut spread) = (0.0, 0.0, 0.0);
        for ((x, y), (u, v)) in pairs {
            let (x, y, u, v) = (x - from_x, y - from_y, u - to_x, v - to_y);
            along += x * u + y * v;
            across += x * v - y * u;
            spread += x * x + y * y;
        }
        if pairs.len() < 2 || spread <= 0.0 {
            return None;
        }
        let (a, d) = (along / spread, across / spread);
        Some(Mapping([a, -d, to_x - a * from_x + d * from_y, d, a, to_y - d * from_x - a * from_y, 0.0, 0.0]))
    }

    /// The best stretching, slant and turning by least squares.
    pub(crate) fn fit_affine(pairs: &[PlacePair]) -> Option<Mapping> {
        if pairs.len() < 3 {
            return None;
        }
        let mut normal = [[0.0; 3]; 3];
        let (mut right_x, mut right_y) = ([0.0; 3], [0.0; 3]);
        for ((x, y), (u, v)) in pairs {
            let row = [*x, *y, 1.0];
            add_outer(&mut normal, &row);
            for (n, value) in row.iter().enumerate() {
                right_x[n] += value * u;
                right_y[n] += value * v;
            }
        }
        let ([a, b, c], [d, e, f]) = (solved(normal, right_x)?, solved(normal, right_y)?);
        Some(Mapping([a, b, c, d, e, f, 0.0, 0.0]))
    }

    /// The best flat view by least squares on the equations multiplied out, on places moved to around 0 and scaled to
    /// around 1 (R. Hartley, "In defense of the eight-point algorithm", PAMI 19 (1997)).
    pub(crate) fn fit_flat_view(pairs: &[PlacePair]) -> Option<Mapping> {
        if pairs.len() < 5 {
            return None;
        }
        let (from, to) =
            (Centering::of(pairs.iter().map(|pair| pair.0)), Centering::of(pairs.iter().map(|pair| pair.1)));
        let mut normal = [[0.0; 8]; 8];
        let mut right = [0.0; 8];
        for (one, other) in pairs {
            let ((x, y), (u, v)) = (from.apply(*one), to.apply(*other));
            for (row, value) in
                [([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], u), ([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], v)]
            {
                add_outer(&mut normal, &row);
                right.iter_mut().zip(row).for_each(|(right, part)| *right += part * value);
            }
        }
        let centred = Mapping(solved(normal, right)?);
        to.back().after(&centred)?.after(&from.there())
    }

    /// Where a place lies in the other picture. Behind the horizon it is not a number.
    pub(crate) fn apply(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f, g, h] = self.0;
        let w = g * x + h * y + 1.0;
        if w <= 1e-6 {
            return (f64::NAN, f64::NAN);
        }
        ((a * x + b * y + c) / w, (d * x + e * y + f) / w)
    }

    /// First `inner`, then this.
    pub(crate) fn after(&self, inner: &Mapping) -> Option<Mapping> {
        let (m, n) = (self.rows(), inner.rows());
        let cell = |i: usize, j: usize| (0..3).map(|k| m[i][k] * n[k][j]).sum();
        Mapping::of_rows(std::array::from_fn(|i| std::array::from_fn(|j| cell(i, j))))
    }

    /// The way back.
    pub(crate) fn inverse(&self) -> Option<Mapping> {
        let m = self.rows();
        let minor = |i: usize, j: usize| {
            let (r, s) = ((i + 1) % 3, (i + 2) % 3);
            let (c, d) = ((j + 1) % 3, (j + 2) % 3);
            m[r][c] * m[s][d] - m[r][d] * m[s][c]
        };
        let determinant: f64 = (0..3).map(|j| m[0][j] * minor(0, j)).sum();
        if determinant.abs() < 1e-12 {
            return None;
        }
        Mapping::of_rows(std::array::from_fn(|i| std::array::from_fn(|j| minor(j, i) / determinant)))
    }

    /// Its three rows, row-major, applied to (x, y, 1).
    pub(crate) fn matrix(&self) -> [f64; 9] {
        let [a, b, c, d, e, f, g, h] = self.0;
        [a, b, c, d, e, f, g, h, 1.0]
    }

    fn rows(&self) -> [[f64; 3]; 3] {
        let [a, b, c, d, e, f, g, h] = self.0;
        [[a, b, c], [d, e, f], [g, h, 1.0]]
    }

    fn of_rows(rows: [[f64; 3]; 3]) -> Option<Mapping> {
        let last = rows[2][2];
        if last.abs() < 1e-9 {
            return None;
        }
        let [[a, b, c], [d, e, f], [g, h, _]] = rows.map(|row| row.map(|value| value / last));
        let values = [a, b, c, d, e, f, g, h];
        values.iter().all(|value| value.is_finite()).then_some(Mapping(values))
    }

    /// What it does to a small piece at a place: the four partial derivatives.
    fn derivative(&self, (x, y): (f64, f64)) -> [[f64; 2]; 2] {
        let [a, b, _, d, e, _, g, h] = self.0;
        let w = g * x + h * y + 1.0;
        let (u, v) = self.apply((x, y));
        [[(a - g * u) / w, (b - h * u) / w], [(d - g * v) / w, (e - h * v) / w]]
    }

    /// How much larger a small piece becomes at a place; negative when it is mirrored.
    fn area_factor(&self, place: (f64, f64)) -> f64 {
        let [[a, b], [c, d]] = self.derivative(place);
        a * d - b * c
    }

    /// How much longer a small piece becomes at a place, in the mean of all directions.
    pub(crate) fn scale_at(&self, place: (f64, f64)) -> f64 {
        self.area_factor(place).abs().sqrt()
    }

    /// Whether it mirrors.
    pub(crate) fn mirrors(&self, place: (f64, f64)) -> bool {
        self.area_factor(place) < 0.0
    }

    /// How far it turns at a place, degrees clockwise, -180..=180; of a mirroring one, after mirroring left and right.
    pub(crate) fn turn_degrees_at(&self, place: (f64, f64)) -> f64 {
        let [[a, b], [c, d]] = self.derivative(place);
        let (a, c) = if self.mirrors(place) { (-a, -c) } else { (a, c) };
        (c - b).atan2(a + d).to_degrees()
    }

    /// The larger of the two factors by which lengths change at a place, over the smaller.
    pub(crate) fn stretch_at(&self, place: (f64, f64)) -> f64 {
        let [[a, b], [c, d]] = self.derivative(place);
        let (sum, product) = (a * a + b * b + c * c + d * d, (a * d - b * c).abs());
        let root = (sum * sum - 4.0 * product * product).max(0.0).sqrt();
        ((sum + root) / (sum - root).max(1e-12)).sqrt()
    }
}

/// Adds the products of each two parts of a row.
fn add_outer<const N: usize>(normal: &mut [[f64; N]; N], row: &[f64; N]) {
    for (sums, left) in normal.iter_mut().zip(row) {
        sums.iter_mut().zip(row).for_each(|(sum, right)| *sum += left * right);
    }
}

/// Moves places to around 0 and scales them to around 1.
struct Centering {
    middle: (f64, f64),
    scale: f64,
}

impl Centering {
    fn of(places: impl Iterator<Item = (f64, f64)> + Clone) -> Centering {
        let n = places.clone().count().max(1) as f64;
        let sum = places.clone().fold((0.0, 0.0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
        let middle = (sum.0 / n, sum.1 / n);
        let away = places.map(|(x, y)| (x - middle.0).hypot(y - middle.1)).sum::<f64>() / n;
        Centering { middle, scale: 1.0 / away.max(1e-9) }
    }

    fn apply(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.middle.0) * self.scale, (y - self.middle.1) * self.scale)
    }

    fn there(&self) -> Mapping {
        let shift = (-self.middle.0 * self.scale, -self.middle.1 * self.scale);
        Mapping::stretch((self.scale, self.scale), shift)
    }

    fn back(&self) -> Mapping {
        Mapping::stretch((1.0 / self.scale, 1.0 / self.scale), self.middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [(f64, f64); 7] =
        [(10.0, 20.0), (300.0, 15.0), (280.0, 210.0), (30.0, 190.0), (150.0, 100.0), (90.0, 40.0), (220.0, 160.0)];

    fn check(mapping: &Mapping, fit: impl Fn(&[PlacePair]) -> Option<Mapping>) {
        let pairs = PLACES.map(|place| (place, mapping.apply(place)));
        let found = fit(&pairs).expect("these places fix it");
        let back = found.inverse().expect("it has a way back");
        for place in [(0.0, 0.0), (320.0, 240.0), (77.0, 133.0)] {
            let (expected, given) = (mapping.apply(place), found.apply(place));
            assert!((expected.0 - given.0).hypot(expected.1 - given.1) < 1e-5, "{expected:?} {given:?}");
            let home = back.apply(given);
            assert!((home.0 - place.0).hypot(home.1 - place.1) < 1e-5, "{home:?} {place:?}");
        }
    }

    #[test]
    fn each_kind_of_mapping_is_found_from_its_places() {
        check(&Mapping::similarity(0.35, 2.0, (40.0, -12.0)), Mapping::fit_similarity);
        check(&Mapping([1.2, 0.1, 5.0, -0.2, 0.7, 9.0, 0.0, 0.0]), Mapping::fit_affine);
        check(&Mapping([1.1, 0.1, 5.0, -0.2, 0.9, 9.0, 4e-4, -3e-4]), Mapping::fit_flat_view);
    }

    #[test]
    fn what_a_mapping_does_is_told_in_numbers() {
        let place = (100.0, 80.0);
        let turned = Mapping::similarity(0.5, 30_f64.to_radians(), (3.0, 4.0));
        assert!((turned.scale_at(place) - 0.5).abs() < 1e-9);
        assert!((turned.turn_degrees_at(place) - 30.0).abs() < 1e-9);
        assert!(!turned.mirrors(place) && (turned.stretch_at(place) - 1.0).abs() < 1e-6);
        let mirrored = turned.after(&Mapping::stretch((-1.0, 1.0), (320.0, 0.0))).expect("flat");
        assert!(mirrored.mirrors(place));
        assert!((mirrored.turn_degrees_at(place) - 30.0).abs() < 1e-9, "{}", mirrored.turn_degrees_at(place));
        assert!((Mapping::stretch((3.0, 2.0), (0.0, 0.0)).stretch_at(place) - 1.5).abs() < 1e-9);
    }

    #[test]
    fn places_on_one_line_fix_no_slant() {
        let line: Vec<PlacePair> = (0..6).map(|n| ((f64::from(n), 2.0 * f64::from(n)), (f64::from(n), 0.0))).collect();
        assert_eq!(Mapping::fit_affine(&line), None);
        assert_eq!(Mapping::fit_similarity(&line[..1]), None);
    }
}
