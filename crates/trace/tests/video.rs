//! What a user may rely on when recordings are compared. All frames are made by formula.

mod common;

use common::{mixed, picture, scattered};
use model::{ItemId, Match, MatchKind, PixelFormat, Pixels, Tier};
use trace::image;
use trace::video::{VideoFingerprint, VideoFingerprinter, matches, matches_with_images};

const WIDTH: usize = 128;
const HEIGHT: usize = 72;

fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
}

/// What a camera sees at a moment: a scene that is cut every three seconds and moves in between.
fn scene(seed: u64, time_us: i64) -> Pixels {
    let (shot, moment) = (time_us / 3_000_000, (time_us % 3_000_000) as f64 / 3e6);
    let sample = |x: usize, y: usize| {
        let mut value = 128.0;
        for wave in 0..6 {
            let random =
                |n: u64| (mixed(scattered(seed * 8 + wave), [shot as u64, n, 0]) >> 40) as f64 / (1u64 << 24) as f64;
            let (across, down) = (1.0 + 5.0 * random(0), 1.0 + 5.0 * random(1));
            let phase = 6.3 * random(2) + 1.5 * moment * (random(3) - 0.5);
            value +=
                28.0 * (across * x as f64 * 6.3 / WIDTH as f64 + down * y as f64 * 6.3 / HEIGHT as f64 + phase).sin();
        }
        value.clamp(0.0, 255.0) as u8
    };
    let bytes = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| sample(x, y))).collect();
    Pixels { width_px: WIDTH, height_px: HEIGHT, format: PixelFormat::Gray8, bytes }
}

/// Frames at two a second from `start_us`, each changed.
fn recording(length_us: i64, frame: impl Fn(i64) -> Pixels) -> VideoFingerprint {
    let mut fingerprinter = VideoFingerprinter::new();
    (0..length_us / 500_000).for_each(|n| fingerprinter.push(n * 500_000, &frame(n * 500_000)));
    fingerprinter.finish()
}

fn recoded(pixels: Pixels, salt: u64) -> Pixels {
    let noise = |n: usize| (mixed(salt, [n as u64, 0, 0]) >> 40) as f64 / (1u64 << 24) as f64 * 16.0 - 8.0;
    let bytes =
        pixels.bytes.iter().enumerate().map(|(n, byte)| (f64::from(*byte) * 0.85 + noise(n)).clamp(0.0, 255.0) as u8);
    Pixels { bytes: bytes.collect(), ..pixels }
}

fn mirrored(pixels: Pixels) -> Pixels {
    let rows = pixels.bytes.chunks(pixels.width_px).flat_map(|row| row.iter().rev().copied());
    Pixels { bytes: rows.collect(), ..pixels }
}

fn confirmed(videos: &[(ItemId, VideoFingerprint)]) -> Vec<Match> {
    matches(videos).into_iter().filter(|found| found.tier == Tier::Confirmed).collect()
}

fn near(time_us: Option<i64>, expected_us: i64) -> bool {
    time_us.is_some_and(|time_us| (time_us - expected_us).abs() <= 1_000_000)
}

#[test]
fn a_recoded_copy_is_a_copy() {
    let original = recording(20_000_000, |time_us| scene(1, time_us));
    let copy = recording(20_000_000, |time_us| recoded(scene(1, time_us), time_us as u64));
    let other = recording(20_000_000, |time_us| scene(2, time_us));
    let found = confirmed(&[(item("a"), original), (item("b"), copy), (item("c"), other)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, MatchKind::VideoCopy);
    assert!(found[0].reasons[0].starts_with("40 of 40 sampled frames"), "{found:?}");
}

#[test]
fn an_excerpt_is_found_with_its_times_and_lies_in_the_longer_one() {
    let whole = recording(60_000_000, |time_us| scene(3, time_us));
    let part = recording(8_000_000, |time_us| recoded(scene(3, time_us + 31_250_000), 5));
    let found = confirmed(&[(item("whole"), whole), (item("part"), part)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, MatchKind::VideoExcerpt);
    assert_eq!(found[0].query.item, item("part"));
    assert!(near(found[0].query.extent.start_us, 0) && near(found[0].query.extent.end_us, 8_000_000), "{found:?}");
    assert!(near(found[0].reference.extent.start_us, 31_250_000), "{found:?}");
    assert!(near(found[0].reference.extent.end_us, 39_250_000), "{found:?}");
    assert!(near(found[0].transform.offset_us, 31_250_000));
}

#[test]
fn two_excerpts_joined_are_two_matches() {
    let whole = recording(60_000_000, |time_us| scene(4, time_us));
    let joined = recording(16_000_000, |time_us| {
        scene(4, if time_us < 8_000_000 { time_us + 40_000_000 } else { time_us - 8_000_000 + 6_000_000 })
    });
    let found = confirmed(&[(item("whole"), whole), (item("joined"), joined)]);
    assert_eq!(found.len(), 2, "{found:?}");
    let mut starts: Vec<Option<i64>> = found.iter().map(|found| found.reference.extent.start_us).collect();
    starts.sort();
    assert!(near(starts[0], 6_000_000) && near(starts[1], 40_000_000), "{found:?}");
}

#[test]
fn a_mirrored_copy_says_so() {
    let original = recording(15_000_000, |time_us| scene(5, time_us));
    let copy = recording(15_000_000, |time_us| mirrored(scene(5, time_us)));
    let found = confirmed(&[(item("a"), original), (item("b"), copy)]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].transform.words, "mirrored");
}

#[test]
fn a_faster_copy_is_found_with_its_speed() {
    let original = recording(40_000_000, |time_us| scene(6, time_us));
    let copy = recording(32_000_000, |time_us| scene(6, time_us * 5 / 4));
    let found = confirmed(&[(item("a"), original), (item("b"), copy)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let speed = found[0].transform.speed.expect("a speed");
    let expected = if found[0].query.item == item("b") { 1.25 } else { 0.8 };
    assert!((speed / expected - 1.0).abs() < 0.03, "{found:?}");
}

#[test]
fn black_frames_never_match() {
    let dark = |seed| {
        recording(20_000_000, move |time_us| {
            let noise = |n: usize| (mixed(scattered(seed), [time_us as u64, n as u64, 0]) >> 62) as u8;
            let bytes = (0..WIDTH * HEIGHT).map(noise).collect();
            Pixels { width_px: WIDTH, height_px: HEIGHT, format: PixelFormat::Gray8, bytes }
        })
    };
    assert!(matches(&[(item("a"), dark(1)), (item("b"), dark(2))]).is_empty());
}

#[test]
fn the_same_test_card_twice_is_not_confirmed() {
    let card = picture("blocks", 8, WIDTH, HEIGHT);
    let first = recording(20_000_000, |_| card.clone());
    let second = recording(30_000_000, |time_us| recoded(card.clone(), time_us as u64));
    assert!(confirmed(&[(item("a"), first), (item("b"), second)]).is_empty());
}

/// A still background with one bright thing that wanders over it.
fn fixed_camera(seed: u64, time_us: i64) -> Pixels {
    let mut pixels = scene(77, 0);
    let at = |n: u64| (mixed(scattered(seed), [time_us as u64 / 500_000, n, 0]) >> 40) as usize;
    let (left, top) = (at(0) % (WIDTH - 20), at(1) % (HEIGHT - 20));
    for y in top..top + 20 {
        pixels.bytes[y * WIDTH + left..y * WIDTH + left + 20].fill(250);
    }
    pixels
}

#[test]
fn a_fixed_camera_matches_its_copy_and_not_another_hour() {
    let original = recording(20_000_000, |time_us| fixed_camera(1, time_us));
    let copy = recording(20_000_000, |time_us| recoded(fixed_camera(1, time_us), time_us as u64));
    let another_hour = recording(20_000_000, |time_us| fixed_camera(2, time_us));
    let found = confirmed(&[(item("a"), original.clone()), (item("b"), copy)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, MatchKind::VideoCopy);
    assert!(confirmed(&[(item("a"), original), (item("c"), another_hour)]).is_empty());
}

/// Size of what a hand holds over a place.
const HELD: (usize, usize) = (320, 180);

fn gray(kind: &str, seed: u64, width: usize, height: usize) -> Vec<u8> {
    picture(kind, seed, width, height).bytes.into_iter().step_by(3).collect()
}

/// A camera that a hand moves over one place after another.
fn held(seed: u64, time_us: i64) -> Pixels {
    let (width, height) = HELD;
    let step = time_us as u64 / 500_000;
    let place = gray("scene", 100 * seed + step / 6, width + 80, height + 60);
    let at = |n: u64, most: u64| ((mixed(scattered(seed), [step, n, 0]) >> 40) % most) as usize;
    let (left, top) = (2 * step as usize + at(0, 32), at(1, 60));
    let rows = (top..top + height).map(|y| y * (width + 80) + left);
    let bytes = rows.flat_map(|start| place[start..start + width].to_vec()).collect();
    Pixels { width_px: width, height_px: height, format: PixelFormat::Gray8, bytes }
}

/// A frame under the bars and letters of a channel, which hide nearly half of it.
fn captioned(mut pixels: Pixels) -> Pixels {
    let (width, height) = HELD;
    let letters = gray("noise", 31, width / 5, height / 5);
    for y in (0..height * 18 / 100).chain(height * 74 / 100..height) {
        for x in 0..width {
            pixels.bytes[y * width + x] = letters[y / 5 * (width / 5) + x / 5];
        }
    }
    pixels
}

#[test]
fn a_recording_under_heavy_text_is_found() {
    let original = recording(12_000_000, |time_us| held(1, time_us));
    let under_text = recording(12_000_000, |time_us| recoded(captioned(held(1, time_us)), time_us as u64));
    let all = matches(&[(item("a"), original), (item("b"), under_text)]);
    let found: Vec<&Match> = all.iter().filter(|one| one.tier == Tier::Confirmed).collect();
    assert_eq!(found.len(), 1, "{all:#?}");
    let hidden = found[0].reasons.iter().any(|reason| reason.contains("taken for laid over"));
    assert!(hidden, "the reasons tell what was left out: {:?}", found[0].reasons);
}

#[test]
fn recordings_under_one_and_the_same_text_do_not_match() {
    let under_text = |seed: u64| recording(12_000_000, move |time_us| captioned(held(seed, time_us)));
    let videos: Vec<(ItemId, VideoFingerprint)> =
        (0..8).map(|seed| (item(&format!("v{seed}")), under_text(seed))).collect();
    let found = confirmed(&videos);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn different_recordings_never_match() {
    let videos: Vec<(ItemId, VideoFingerprint)> = (0..24)
        .map(|seed| (item(&format!("v{seed}")), recording(12_000_000, |time_us| scene(500 + 10 * seed, time_us))))
        .collect();
    assert!(confirmed(&videos).is_empty());
}

#[test]
fn a_photo_that_is_a_frame_is_found_at_its_time() {
    let video = recording(30_000_000, |time_us| scene(9, time_us));
    let photo = image::fingerprint(&recoded(scene(9, 13_500_000), 3));
    let other = image::fingerprint(&scene(10, 0));
    let found = matches_with_images(&[(item("video"), video)], &[(item("photo"), photo), (item("other"), other)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, MatchKind::ImageCopy);
    let extent = &found[0].reference.extent;
    assert_eq!((found[0].query.item, found[0].reference.item), (item("photo"), item("video")));
    assert!(extent.start_us <= Some(13_500_000) && extent.end_us >= Some(13_500_000), "{found:?}");
    assert!(extent.start_us >= Some(11_500_000) && extent.end_us <= Some(15_500_000), "{found:?}");
}

#[test]
fn the_order_of_the_recordings_does_not_matter() {
    let mut videos: Vec<(ItemId, VideoFingerprint)> = (0..4)
        .map(|n| (item(&format!("v{n}")), recording(12_000_000, |time_us| scene(20, time_us + n * 3_000_000))))
        .collect();
    let forward = matches(&videos);
    videos.reverse();
    assert_eq!(forward, matches(&videos));
    assert!(!forward.is_empty());
}

#[test]
fn a_stored_fingerprint_reads_back_equal() {
    let print = recording(3_000_000, |time_us| scene(30, time_us));
    let stored = serde_json::to_string(&print).expect("a fingerprint can be stored");
    assert_eq!(serde_json::from_str::<VideoFingerprint>(&stored).expect("and read"), print);
}

/// A scene with edges and corners through which a camera pans slowly, with one thing that wanders over it.
fn detailed(seed: u64, thing: u64, time_us: i64) -> Pixels {
    let (width, height) = (256, 144);
    let wide = picture("scene", seed, width + 64, height);
    let shift = (8.0 + 8.0 * (time_us as f64 / 2.3e6).sin()).round() as usize;
    let mut bytes: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (y, x)))
        .map(|(y, x)| wide.bytes[(y * (width + 64) + x + shift) * 3])
        .collect();
    let at = |n: u64| (mixed(scattered(thing), [time_us as u64 / 500_000, n, 0]) >> 40) as usize;
    let (left, top) = (at(0) % (width - 30), at(1) % (height - 60));
    for y in top..top + 30 {
        bytes[y * width + left..y * width + left + 30].fill(240);
    }
    Pixels { width_px: width, height_px: height, format: PixelFormat::Gray8, bytes }
}

/// Three quarters of the width and height, mirrored, with a banner.
fn cropped_under_a_banner(pixels: &Pixels) -> Pixels {
    let (width, height) = (pixels.width_px * 3 / 4, pixels.height_px * 3 / 4);
    let row = |y: usize| {
        let start = (y + 20) * pixels.width_px + 40;
        pixels.bytes[start..start + width].iter().rev().copied()
    };
    let mut bytes: Vec<u8> = (0..height).flat_map(row).collect();
    bytes[width * (height - 14)..].fill(60);
    Pixels { width_px: width, height_px: height, format: PixelFormat::Gray8, bytes }
}

#[test]
fn a_mirrored_crop_under_a_banner_is_found_at_its_time_though_the_scene_hardly_changes() {
    let whole = recording(20_000_000, |time_us| detailed(31, 31, time_us));
    let part =
        recording(6_000_000, |time_us| recoded(cropped_under_a_banner(&detailed(31, 31, time_us + 9_000_000)), 7));
    let other = recording(20_000_000, |time_us| detailed(32, 32, time_us));
    let found = confirmed(&[(item("whole"), whole), (item("part"), part), (item("other"), other)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (part, whole) = (&found[0].query, &found[0].reference);
    assert_eq!((part.item, whole.item, found[0].kind), (item("part"), item("whole"), MatchKind::VideoExcerpt));
    assert!(near(part.extent.start_us, 0) && near(part.extent.end_us, 6_000_000), "{found:?}");
    assert!(near(whole.extent.start_us, 9_000_000) && near(whole.extent.end_us, 15_000_000), "{found:?}");
    assert_eq!(found[0].transform.mirrored, Some(true));
    let region = whole.extent.region.expect("a region");
    let expected = [40.0 / 256.0, 20.0 / 144.0, 232.0 / 256.0, 128.0 / 144.0];
    assert!(region.iter().zip(expected).all(|(edge, expected)| (edge - expected).abs() < 0.05), "{region:?}");
}

#[test]
fn the_same_place_at_another_time_is_not_confirmed() {
    let one = recording(20_000_000, |time_us| detailed(33, 1, time_us));
    // The same wall and the same hand, but another thing passes.
    let other = recording(20_000_000, |time_us| cropped_under_a_banner(&detailed(33, 2, time_us)));
    assert_eq!(confirmed(&[(item("one"), one), (item("other"), other)]), []);
}

#[test]
fn a_longer_recording_that_goes_on_without_a_cut_is_nearer_the_source() {
    // The shots of the scene are three seconds long: the excerpt begins and ends within one.
    let whole = recording(30_000_000, |time_us| scene(31, time_us));
    let part = recording(12_000_000, |time_us| recoded(scene(31, time_us + 10_500_000), 5));
    let found = confirmed(&[(item("whole"), whole), (item("part"), part)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let direction = found[0].direction.as_ref().expect("a direction");
    assert_eq!(direction.from, item("whole"));
    assert!(direction.evidence[0].contains("without a cut"), "{direction:?}");
}

#[test]
fn a_clip_that_is_shown_in_a_report_is_not_derived_from_it() {
    let clip = recording(12_000_000, |time_us| scene(32, time_us));
    let report = recording(36_000_000, |time_us| match time_us {
        12_000_000..24_000_000 => recoded(scene(32, time_us - 12_000_000), 6),
        _ => scene(33, time_us),
    });
    let found = confirmed(&[(item("clip"), clip), (item("report"), report)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].direction.as_ref().is_none_or(|direction| direction.from == item("clip")), "{found:?}");
}

#[test]
fn two_excerpts_that_overlap_imply_a_longer_recording_until_it_is_there() {
    let part = |from_us: i64| recording(15_500_000, move |time_us| recoded(scene(34, time_us + from_us), 7));
    let (first, second) = (part(1_000_000), part(10_500_000));
    let found = confirmed(&[(item("first"), first.clone()), (item("second"), second.clone())]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].direction, None);
    assert_eq!(trace::direction::missing_common_sources(&found).len(), 1, "{found:?}");

    let whole = recording(40_000_000, |time_us| scene(34, time_us));
    let found = confirmed(&[(item("first"), first), (item("second"), second), (item("whole"), whole)]);
    assert!(trace::direction::missing_common_sources(&found).is_empty(), "{found:?}");
}
