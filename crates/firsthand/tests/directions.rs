//! Which of two copies is nearer the source, and originals that are implied and not in the case: through the program.

mod support;

use model::Pixels;
use support::TestCase;
use testkit::media;

const WIDTH: usize = 480;
const HEIGHT: usize = 320;

/// Many discs over each other: edges run in all directions, as in a photo, and nowhere along a line.
fn landscape(seed: u64) -> Pixels {
    let mut state = seed;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    let mut picture = media::plain(WIDTH, HEIGHT, [90, 90, 90]);
    for _ in 0..500 {
        let (x, y) = (random() * WIDTH as f64, random() * HEIGHT as f64);
        let (radius, shade) = (4.0 + 36.0 * random() * random(), (40.0 + 180.0 * random()) as u8);
        for (n, pixel) in picture.bytes.chunks_exact_mut(3).enumerate() {
            if ((n % WIDTH) as f64 - x).hypot((n / WIDTH) as f64 - y) < radius {
                pixel.fill(shade);
            }
        }
    }
    picture
}

fn case_of(pictures: &[(&str, &Pixels)]) -> TestCase {
    let bytes: Vec<(&str, Vec<u8>)> =
        pictures.iter().map(|(name, picture)| (*name, media::png_bytes(picture))).collect();
    let files: Vec<(&str, &[u8])> = bytes.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    TestCase::with_files(&files)
}

fn missing_originals(case: &TestCase) -> usize {
    case.show("findings").iter().filter(|finding| finding["code"] == "common_source_missing").count()
}

#[test]
fn a_picture_of_which_another_shows_a_part_is_named_as_nearer_the_source() {
    let whole = landscape(7);
    let part = media::cropped(&whole, 100, 60, 280, 200);
    let case = case_of(&[("whole.png", &whole), ("part.png", &part)]);
    let matches = case.show("matches");
    assert_eq!(matches.len(), 1, "{matches:#?}");
    assert_eq!(matches[0]["direction"]["from"], case.item_id("whole.png"), "{matches:#?}");
    assert_eq!(missing_originals(&case), 0);
}

#[test]
fn two_crops_say_that_the_picture_of_both_is_missing_until_it_is_added() {
    let whole = landscape(8);
    let (left, right) =
        (media::cropped(&whole, 0, 0, 330, HEIGHT), media::cropped(&whole, 150, 0, WIDTH - 150, HEIGHT));
    let case = case_of(&[("left.png", &left), ("right.png", &right)]);
    let matches = case.show("matches");
    assert_eq!(matches.len(), 1, "{matches:#?}");
    assert!(matches[0]["direction"].is_null(), "{matches:#?}");
    assert_eq!(missing_originals(&case), 2, "one for each side: {:#?}", case.show("findings"));

    let pile = case.pile(&[("whole.png", &media::png_bytes(&whole))]);
    let added = case.run("add", &[pile.to_str().expect("a path in UTF-8")]);
    assert!(matches!(added.status.code(), Some(0 | 1)));
    assert_eq!(missing_originals(&case), 0, "{:#?}", case.show("matches"));
}
