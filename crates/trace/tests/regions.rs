//! Pictures of which one shows a part of the other.

mod common;

use common::{mixed, picture, scattered};
use model::{ItemId, Match, MatchKind, Pixels, Tier};
use trace::image::{ImageFingerprint, fingerprint, matches};

const WIDTH: usize = 360;
const HEIGHT: usize = 240;

fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
}

fn scene(seed: u64) -> Pixels {
    picture("scene", seed, WIDTH, HEIGHT)
}

/// A picture of this size whose value at (x, y) is that of `of` at `place(x, y)`, between pixels; black outside.
fn seen(of: &Pixels, (width, height): (usize, usize), place: impl Fn(f64, f64) -> (f64, f64)) -> Pixels {
    let mut bytes = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let (u, v) = place(x as f64, y as f64);
            bytes.extend((0..3).map(|channel| value(of, u, v, channel)));
        }
    }
    Pixels { width_px: width, height_px: height, bytes, ..of.clone() }
}

fn value(of: &Pixels, x: f64, y: f64, channel: usize) -> u8 {
    let (left, top) = (x.floor(), y.floor());
    let at = |x: f64, y: f64| {
        let inside = x >= 0.0 && y >= 0.0 && x < of.width_px as f64 && y < of.height_px as f64;
        if inside { f64::from(of.bytes[(y as usize * of.width_px + x as usize) * 3 + channel]) } else { 0.0 }
    };
    let (dx, dy) = (x - left, y - top);
    let above = at(left, top) * (1.0 - dx) + at(left + 1.0, top) * dx;
    let below = at(left, top + 1.0) * (1.0 - dx) + at(left + 1.0, top + 1.0) * dx;
    (above * (1.0 - dy) + below * dy).round() as u8
}

/// `small` at half its size in the lower left of `large`.
fn inset(small: &Pixels, large: &Pixels) -> Pixels {
    let mut both = large.clone();
    let half = seen(small, (WIDTH / 2, HEIGHT / 2), |x, y| (2.0 * x + 0.5, 2.0 * y + 0.5));
    for y in 0..HEIGHT / 2 {
        let to = ((y + HEIGHT / 2) * WIDTH) * 3;
        let from = y * WIDTH / 2 * 3;
        both.bytes[to..to + WIDTH / 2 * 3].copy_from_slice(&half.bytes[from..from + WIDTH / 2 * 3]);
    }
    both
}

fn prints(pictures: &[(&str, &Pixels)]) -> Vec<(ItemId, ImageFingerprint)> {
    pictures.iter().map(|(name, pixels)| (item(name), fingerprint(pixels))).collect()
}

fn confirmed(pictures: &[(&str, &Pixels)]) -> Vec<Match> {
    matches(&prints(pictures)).into_iter().filter(|found| found.tier == Tier::Confirmed).collect()
}

/// The one confirmed match of `whole` and `part`, and the regions of the two in it.
fn only(whole: &Pixels, part: &Pixels) -> (Match, [f64; 4], [f64; 4]) {
    let found = confirmed(&[("whole", whole), ("part", part), ("other", &scene(99))]);
    assert_eq!(found.len(), 1, "{found:?}");
    let region_of = |name: &str| {
        let side = [&found[0].query, &found[0].reference].into_iter().find(|side| side.item == item(name));
        side.expect("both are sides of the match").extent.region.expect("a region")
    };
    (found[0].clone(), region_of("whole"), region_of("part"))
}

fn near(region: [f64; 4], expected: [f64; 4]) -> bool {
    region.iter().zip(expected).all(|(edge, expected)| (edge - expected).abs() < 0.04)
}

#[test]
fn a_crop_is_found_with_the_part_that_it_shows() {
    let whole = scene(5);
    let crop = seen(&whole, (WIDTH / 2, HEIGHT / 2), |x, y| (x + 100.0, y + 30.0));
    let (found, of_whole, of_crop) = only(&whole, &crop);
    assert_eq!(found.kind, MatchKind::ImageRegion);
    assert!(near(of_whole, [100.0 / 360.0, 30.0 / 240.0, 280.0 / 360.0, 150.0 / 240.0]), "{of_whole:?}");
    assert!(near(of_crop, [0.0, 0.0, 1.0, 1.0]), "{of_crop:?}");
    assert!(found.transform.words.contains("25 %"), "{}", found.transform.words);
}

#[test]
fn a_mirrored_and_slightly_turned_crop_is_found_and_named() {
    let whole = scene(6);
    let turn = 7_f64.to_radians();
    let crop = seen(&whole, (260, 180), |x, y| {
        let (x, y) = (130.0 - x, y - 90.0);
        (180.0 + x * turn.cos() - y * turn.sin(), 120.0 + x * turn.sin() + y * turn.cos())
    });
    let (found, _, _) = only(&whole, &crop);
    assert_eq!(found.transform.mirrored, Some(true), "{}", found.transform.words);
    let degrees = found.transform.rotated_degrees.expect("a turn");
    assert!([7.0, 353.0].iter().any(|expected| (degrees - expected).abs() <= 1.0), "{degrees}");
}

#[test]
fn a_small_picture_within_another_is_found_where_it_lies() {
    let small = scene(7);
    let (found, of_small, of_both) = only(&small, &inset(&small, &scene(8)));
    assert_eq!(found.kind, MatchKind::ImageRegion);
    assert!(near(of_small, [0.0, 0.0, 1.0, 1.0]), "{of_small:?}");
    assert!(near(of_both, [0.0, 0.5, 0.5, 1.0]), "{of_both:?}");
}

#[test]
fn a_picture_on_a_screen_that_is_seen_from_the_side_is_found() {
    let whole = scene(9);
    let from_the_side = seen(&whole, (WIDTH, HEIGHT), |x, y| {
        let w = 1.0 - 0.0009 * x + 0.0003 * y;
        ((1.05 * x + 0.02 * y - 20.0) / w * 0.8, (0.03 * x + y - 10.0) / w * 0.8)
    });
    let (found, _, _) = only(&whole, &from_the_side);
    assert!(found.score_0_1 > 0.8, "{found:?}");
}

#[test]
fn the_same_banner_on_two_pictures_is_no_match() {
    let banner = picture("blocks", 3, WIDTH, 60);
    // The squares of the formula lie in the same places of every scene, which no two photos do: one is scaled.
    let under = |seed: u64, scale: f64| {
        let mut pixels = seen(&scene(seed), (WIDTH, HEIGHT), |x, y| (x * scale, y * scale));
        let from = (HEIGHT - 60) * WIDTH * 3;
        pixels.bytes[from..].copy_from_slice(&banner.bytes);
        pixels
    };
    assert_eq!(confirmed(&[("one", &under(20, 1.0)), ("other", &under(21, 0.73))]), []);
}

#[test]
fn what_is_found_does_not_depend_on_the_order() {
    let (small, large) = (scene(7), scene(8));
    let both = inset(&small, &large);
    let one = confirmed(&[("small", &small), ("large", &large), ("both", &both)]);
    let other = confirmed(&[("both", &both), ("large", &large), ("small", &small)]);
    assert_eq!(one, other);
    assert_eq!(one.len(), 2, "{one:?}");
}

/// Many discs over each other: edges run in all directions, as in a photo, and nowhere along a line.
fn landscape(seed: u64) -> Pixels {
    let random = |n: u64, m: u64| (mixed(scattered(seed), [n, m, 5]) >> 40) as f64 / (1u64 << 24) as f64;
    let mut values = vec![0.0; WIDTH * HEIGHT];
    for disc in 0..500 {
        let (x, y) = (random(disc, 0) * WIDTH as f64, random(disc, 1) * HEIGHT as f64);
        let (radius, shade) = (4.0 + 30.0 * random(disc, 2).powi(2), 40.0 + 180.0 * random(disc, 3));
        for (n, value) in values.iter_mut().enumerate() {
            let far = ((n % WIDTH) as f64 - x).hypot((n / WIDTH) as f64 - y);
            let cover = (radius - far).clamp(0.0, 1.0);
            *value += cover * (shade - *value);
        }
    }
    let bytes = values.iter().flat_map(|value| [*value as u8; 3]).collect();
    Pixels { bytes, ..scene(0) }
}

fn nearer_the_source(found: &Match) -> Option<ItemId> {
    found.direction.as_ref().map(|direction| direction.from)
}

#[test]
fn a_picture_that_goes_on_beyond_a_crop_is_nearer_the_source() {
    for seed in 40..44 {
        let whole = landscape(seed);
        let part = seen(&whole, (200, 140), |x, y| (x + 70.0, y + 50.0));
        let (found, ..) = only(&whole, &part);
        assert_eq!(nearer_the_source(&found), Some(item("whole")), "{found:?}");
        assert_eq!(found.query.item, item("part"), "{found:?}");
        assert!(found.direction.expect("a direction").evidence[0].contains("without a seam"));
    }
}

#[test]
fn a_picture_with_something_put_around_it_is_nearer_the_source() {
    for seed in 50..54 {
        let small = landscape(seed);
        // The same geometry as of a crop: the small one is a part of the other.
        let page = Pixels { bytes: vec![238; WIDTH * HEIGHT * 3], ..small.clone() };
        let large = inset(&small, &page);
        let found = confirmed(&[("small", &small), ("large", &large)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(nearer_the_source(&found[0]), Some(item("small")), "{found:?}");
        assert_eq!(found[0].query.item, item("large"), "{found:?}");
    }
}

#[test]
fn two_crops_of_one_picture_imply_a_larger_one_until_it_is_there() {
    let whole = landscape(60);
    let left = seen(&whole, (240, 240), |x, y| (x, y));
    let right = seen(&whole, (240, 240), |x, y| (x + 120.0, y));
    let found = confirmed(&[("left", &left), ("right", &right)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(nearer_the_source(&found[0]), None);
    assert_eq!(trace::direction::missing_common_sources(&found).len(), 1, "{found:?}");

    let found = confirmed(&[("left", &left), ("right", &right), ("whole", &whole)]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(trace::direction::missing_common_sources(&found).is_empty(), "{found:?}");
}

#[test]
fn the_direction_of_a_plain_copy_is_unknown() {
    let original = landscape(61);
    let copy = seen(&original, (WIDTH, HEIGHT), |x, y| (x + 0.3, y));
    let found = confirmed(&[("a", &original), ("b", &copy)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(nearer_the_source(&found[0]), None, "{found:?}");
    assert!(trace::direction::missing_common_sources(&found).is_empty(), "{found:?}");
}
