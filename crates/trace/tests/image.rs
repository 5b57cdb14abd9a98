//! What a user may rely on when pictures are compared.

mod common;

use common::{mixed, picture, scattered};
use model::{ItemId, Match, PixelFormat, Pixels, Tier};
use trace::image::{ImageFingerprint, ImageView, PdqHash, PdqHashes, fingerprint, matches};

fn item(name: &str) -> ItemId {
    ItemId::of(name.as_bytes())
}

/// Pixel `(x, y)` of the result is pixel `source(x, y)` of `pixels`.
fn remapped(pixels: &Pixels, width: usize, height: usize, source: impl Fn(usize, usize) -> (usize, usize)) -> Pixels {
    let mut bytes = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (from_x, from_y) = source(x, y);
            let at = (from_y * pixels.width_px + from_x) * 3;
            bytes.extend_from_slice(&pixels.bytes[at..at + 3]);
        }
    }
    Pixels { width_px: width, height_px: height, format: PixelFormat::Rgb8, bytes }
}

fn rotated_clockwise(pixels: &Pixels) -> Pixels {
    let height = pixels.height_px;
    remapped(pixels, height, pixels.width_px, |x, y| (y, height - 1 - x))
}

fn mirrored(pixels: &Pixels) -> Pixels {
    let width = pixels.width_px;
    remapped(pixels, width, pixels.height_px, |x, y| (width - 1 - x, y))
}

fn recoded(pixels: &Pixels, gain: f64, noise: f64) -> Pixels {
    let changed = |(n, byte): (usize, &u8)| {
        let random = (mixed(99, [n as u64, 0, 0]) >> 40) as f64 / (1u64 << 24) as f64 - 0.5;
        (f64::from(*byte) * gain + random * noise).clamp(0.0, 255.0) as u8
    };
    Pixels { bytes: pixels.bytes.iter().enumerate().map(changed).collect(), ..pixels.clone() }
}

fn letterboxed(pixels: &Pixels, border: usize) -> Pixels {
    let mut bytes = vec![4u8; pixels.width_px * 3 * border];
    bytes.extend_from_slice(&pixels.bytes);
    bytes.extend(vec![4u8; pixels.width_px * 3 * border]);
    Pixels { height_px: pixels.height_px + 2 * border, bytes, ..pixels.clone() }
}

fn prints(pictures: &[(&str, &Pixels)]) -> Vec<(ItemId, ImageFingerprint)> {
    pictures.iter().map(|(name, pixels)| (item(name), fingerprint(pixels))).collect()
}

fn confirmed(pictures: &[(&str, &Pixels)]) -> Vec<Match> {
    matches(&prints(pictures)).into_iter().filter(|found| found.tier == Tier::Confirmed).collect()
}

#[test]
fn hashes_and_quality_are_those_of_the_reference_implementation() {
    let vectors: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../specs/vectors/pdq.json")).expect("the vectors are JSON");
    assert!(vectors.len() >= 40);
    for vector in &vectors {
        let number = |name: &str| vector[name].as_u64().expect("a number") as usize;
        let kind = vector["kind"].as_str().expect("a kind");
        let pixels = picture(kind, number("seed") as u64, number("width_px"), number("height_px"));
        let hashes = &fingerprint(&pixels).views[0].hashes;
        assert_eq!(hashes.upright().hex(), vector["hash"], "{vector}");
        assert_eq!(usize::from(hashes.quality_0_100), number("quality_0_100"), "{vector}");
        // The reference counts turns the other way round, and names flips by axis.
        let names = ["orig", "rot270", "rot180", "rot90", "flipy", "minus1", "flipx", "plus1"];
        for (hash, name) in hashes.all.iter().zip(names) {
            assert_eq!(hash.hex(), vector["dihedral"][name], "{name} of {vector}");
        }
    }
}

#[test]
fn a_picture_made_darker_and_noisy_is_found() {
    let scene = picture("scene", 5, 320, 240);
    let found = confirmed(&[("a", &scene), ("b", &recoded(&scene, 0.7, 30.0)), ("c", &picture("scene", 6, 320, 240))]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].transform.words, "unchanged");
    assert!(found[0].score_0_1 > 0.75, "{found:?}");
    assert!(found[0].reasons[0].contains("of 256 bits"), "{found:?}");
}

#[test]
fn every_mirrored_and_turned_copy_is_found_and_named() {
    let scene = picture("scene", 17, 320, 240);
    for mirror in [false, true] {
        let mut copy = if mirror { mirrored(&scene) } else { scene.clone() };
        for turns in 0..4 {
            let found = confirmed(&[("a", &scene), ("b", &copy)]);
            assert_eq!(found.len(), 1, "mirrored {mirror}, {turns} turns");
            // The item with the greater id is the query; seen from the other side a plain turn goes the other way.
            let copy_is_query = item("b") > item("a");
            let forward = copy_is_query || mirror;
            let degrees = 90 * if forward { turns } else { (4 - turns) % 4 };
            assert_eq!(found[0].transform.mirrored, Some(mirror));
            assert_eq!(found[0].transform.rotated_degrees, Some(f64::from(degrees)), "{mirror} {turns}");
            copy = rotated_clockwise(&copy);
        }
    }
}

#[test]
fn a_letterboxed_copy_is_found_and_is_the_derived_one() {
    let scene = picture("scene", 21, 320, 180);
    let found = confirmed(&[("plain", &scene), ("boxed", &letterboxed(&scene, 60))]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].query.item, item("boxed"));
    assert_eq!(found[0].direction.as_ref().map(|direction| direction.from), Some(item("plain")));
    assert_eq!(found[0].query.extent.region, Some([0.0, 0.2, 1.0, 0.8]));
}

#[test]
fn featureless_pictures_are_never_confirmed() {
    let flat =
        |value: u8| Pixels { width_px: 200, height_px: 100, format: PixelFormat::Gray8, bytes: vec![value; 20_000] };
    let dim = recoded(&picture("noise", 3, 200, 100), 0.04, 1.0);
    assert!(confirmed(&[("a", &flat(0)), ("b", &flat(0)), ("c", &flat(255)), ("d", &dim), ("e", &dim)]).is_empty());
}

#[test]
fn different_pictures_are_never_confirmed() {
    let pictures: Vec<(String, Pixels)> =
        (0..120).map(|seed| (format!("p{seed}"), picture("scene", 1000 + seed, 96, 72))).collect();
    let named: Vec<(&str, &Pixels)> = pictures.iter().map(|(name, pixels)| (name.as_str(), pixels)).collect();
    assert!(confirmed(&named).is_empty());
}

#[test]
fn the_order_of_the_pictures_does_not_matter() {
    let scene = picture("scene", 40, 200, 150);
    let copies = [scene.clone(), recoded(&scene, 0.8, 20.0), mirrored(&scene), letterboxed(&scene, 40)];
    let mut given: Vec<(ItemId, ImageFingerprint)> =
        copies.iter().enumerate().map(|(n, pixels)| (item(&n.to_string()), fingerprint(pixels))).collect();
    let forward = matches(&given);
    given.reverse();
    assert_eq!(forward, matches(&given));
    assert_eq!(forward.iter().filter(|found| found.tier == Tier::Confirmed).count(), 6);
}

#[test]
fn a_picture_whose_bytes_are_cut_short_matches_nothing() {
    let short = Pixels { width_px: 100, height_px: 100, format: PixelFormat::Rgb8, bytes: vec![7; 50] };
    assert!(fingerprint(&short).views.is_empty());
    assert!(matches(&prints(&[("a", &short), ("b", &short)])).is_empty());
}

#[test]
fn a_stored_fingerprint_reads_back_equal() {
    let print = fingerprint(&picture("scene", 2, 90, 60));
    let stored = serde_json::to_string(&print).expect("a fingerprint can be stored");
    assert_eq!(serde_json::from_str::<ImageFingerprint>(&stored).expect("and read"), print);
    let hash = print.views[0].hashes.upright();
    assert_eq!(PdqHash::from_hex(&hash.hex()).as_ref(), Some(hash));
    assert!(PdqHash::from_hex("zz").is_none());
}

/// A fingerprint with unrelated bits in each of its eight hashes.
fn made_up(seed: u64) -> ImageFingerprint {
    let hash = |n: u64| {
        let hex: String = (0..4).map(|word| format!("{:016x}", mixed(scattered(seed), [n, word, 0]))).collect();
        PdqHash::from_hex(&hex).expect("64 hex digits")
    };
    let hashes = PdqHashes { all: std::array::from_fn(|n| hash(n as u64)), quality_0_100: 100 };
    let views = vec![ImageView { region: [0.0, 0.0, 1.0, 1.0], hashes }];
    ImageFingerprint { width_px: 9, height_px: 9, views, ..ImageFingerprint::default() }
}

#[test]
fn copies_are_found_among_thousands_too() {
    let mut images: Vec<(ItemId, ImageFingerprint)> =
        (0..6_100).map(|seed| (item(&format!("p{seed}")), made_up(seed))).collect();
    let scene = picture("scene", 77, 160, 120);
    images.push((item("scene"), fingerprint(&scene)));
    images.push((item("copy"), fingerprint(&recoded(&scene, 0.8, 8.0))));
    images.push((item("mirrored"), fingerprint(&mirrored(&scene))));
    let mut found = matches(&images);
    found.retain(|found| found.tier == Tier::Confirmed);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found.iter().filter(|found| found.transform.words == "mirrored").count(), 2);
}
