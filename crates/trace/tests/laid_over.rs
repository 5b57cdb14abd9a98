//! Two pictures that match are laid over each other so that the same place lies on the same place.

mod common;

use common::picture;
use model::{PixelFormat, Pixels};
use trace::{laid_over, likeness};

/// Where a place of the reference lies in the query, pixels of both.
fn place(way: &[f64; 9], (x, y): (f64, f64), reference: &Pixels, query: &Pixels) -> (f64, f64) {
    let (x, y) = (x / reference.width_px as f64, y / reference.height_px as f64);
    let [u, v, w] = [0, 3, 6].map(|at| way[at] * x + way[at + 1] * y + way[at + 2]);
    (u / w * query.width_px as f64, v / w * query.height_px as f64)
}

fn check(query: &Pixels, reference: &Pixels, at: (f64, f64), expected: (f64, f64)) {
    let way = laid_over(query, reference).expect("they lie over each other");
    let found = place(&way, at, reference, query);
    let away = (found.0 - expected.0).hypot(found.1 - expected.1);
    assert!(away < 2.0, "{found:?}, expected {expected:?}");
    let alike = likeness(query, reference, &way).expect("they overlap");
    assert!(alike > 0.9, "likeness {alike}");
}

/// A picture of this size whose pixel at (x, y) is that of `of` at `place(x, y)`.
fn taken(of: &Pixels, (width_px, height_px): (usize, usize), place: impl Fn(usize, usize) -> (usize, usize)) -> Pixels {
    let at = |x: usize, y: usize| {
        let (u, v) = place(x, y);
        let start = (v * of.width_px + u) * 3;
        of.bytes[start..start + 3].to_vec()
    };
    let bytes = (0..height_px).flat_map(|y| (0..width_px).flat_map(move |x| [(x, y)])).flat_map(|(x, y)| at(x, y));
    Pixels { width_px, height_px, format: PixelFormat::Rgb8, bytes: bytes.collect() }
}

fn cropped(of: &Pixels, left: usize, top: usize, width: usize, height: usize) -> Pixels {
    taken(of, (width, height), |x, y| (x + left, y + top))
}

fn mirrored(of: &Pixels) -> Pixels {
    taken(of, (of.width_px, of.height_px), |x, y| (of.width_px - 1 - x, y))
}

fn halved(of: &Pixels) -> Pixels {
    let mut small = taken(of, (of.width_px / 2, of.height_px / 2), |x, y| (2 * x, 2 * y));
    let others = taken(of, (of.width_px / 2, of.height_px / 2), |x, y| (2 * x + 1, 2 * y + 1));
    small.bytes.iter_mut().zip(&others.bytes).for_each(|(a, b)| *a = u8::midpoint(*a, *b));
    small
}

fn plain() -> Pixels {
    Pixels { width_px: 400, height_px: 300, format: PixelFormat::Rgb8, bytes: vec![90; 400 * 300 * 3] }
}

#[test]
fn crops_mirrored_and_smaller_copies_lie_where_they_were_taken_from() {
    let whole = picture("scene", 5, 400, 300);
    check(&whole, &whole, (123.0, 45.0), (123.0, 45.0));
    let crop = cropped(&whole, 40, 30, 300, 220);
    check(&crop, &whole, (190.0, 140.0), (150.0, 110.0));
    check(&mirrored(&crop), &whole, (190.0, 140.0), (150.0, 110.0));
    check(&mirrored(&crop), &whole, (60.0, 60.0), (280.0, 30.0));
    check(&halved(&crop), &whole, (190.0, 140.0), (75.0, 55.0));
    check(&whole, &crop, (150.0, 110.0), (190.0, 140.0));
}

#[test]
fn unrelated_and_plain_pictures_lie_nowhere() {
    let one = picture("scene", 5, 400, 300);
    assert_eq!(laid_over(&one, &picture("scene", 77, 400, 300)), None);
    assert_eq!(laid_over(&one, &plain()), None);
    let cut_short = Pixels { bytes: one.bytes[..100].to_vec(), ..one.clone() };
    assert_eq!(laid_over(&one, &cut_short), None);
}

#[test]
fn likeness_tells_the_right_way_from_a_wrong_one_and_knows_when_it_cannot() {
    let one = picture("scene", 5, 400, 300);
    let same = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    let turned = [-1.0, 0.0, 1.0, 0.0, -1.0, 1.0, 0.0, 0.0, 1.0];
    assert!(likeness(&one, &one, &same).expect("alike") > 0.999);
    assert!(likeness(&one, &one, &turned).expect("overlapping") < 0.8);
    let outside = [1.0, 0.0, 5.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    assert_eq!(likeness(&one, &one, &outside), None);
    assert_eq!(likeness(&one, &one, &[f64::NAN; 9]), None);
    let plain = plain();
    assert_eq!(likeness(&one, &plain, &same), None);
}
