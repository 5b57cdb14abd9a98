//! Pictures and sounds made by formula, so that a test needs no file.

#![allow(dead_code)]

use model::{PixelFormat, Pixels};

/// 64 well mixed bits of `seed` and a place (splitmix64 over the parts).
pub fn mixed(seed: u64, parts: [u64; 3]) -> u64 {
    let mut state = seed;
    let mut out = 0;
    for part in parts {
        state = state.wrapping_add(part).wrapping_add(0x9E37_79B9_7F4A_7C15);
        out = state;
        out = (out ^ (out >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        out = (out ^ (out >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        out ^= out >> 31;
        state = out;
    }
    out
}

/// A seed that has nothing to do with its neighbours: [`mixed`] adds the seed to its first part, so that seed 1 at place
/// 5 were seed 2 at place 4.
pub fn scattered(seed: u64) -> u64 {
    mixed(!seed, [seed, seed.rotate_left(32), 1])
}

/// A picture by formula; `specs/vectors/README.md` states the same formulas in words.
pub fn picture(kind: &str, seed: u64, width_px: usize, height_px: usize) -> Pixels {
    let mut bytes = Vec::with_capacity(width_px * height_px * 3);
    for y in 0..height_px {
        for x in 0..width_px {
            for channel in 0..3 {
                bytes.push(sample(kind, seed, [x, y, channel], width_px, height_px));
            }
        }
    }
    Pixels { width_px, height_px, format: PixelFormat::Rgb8, bytes }
}

fn sample(kind: &str, seed: u64, [x, y, channel]: [usize; 3], width_px: usize, height_px: usize) -> u8 {
    let block = |n: usize| {
        let (across, down) = ((x * n / width_px) as u64, (y * n / height_px) as u64);
        mixed(seed.wrapping_add(n as u64), [across, down, channel as u64]) >> 56
    };
    match kind {
        "noise" => (mixed(seed, [x as u64, y as u64, channel as u64]) >> 56) as u8,
        "ramp" => (x * 3 + y * 2 + 40 * channel + seed as usize) as u8,
        "blocks" => block(7) as u8,
        "scene" => ((block(4) * 4 + block(9) * 2 + block(23) + block(61)) / 8) as u8,
        other => panic!("no formula named {other}"),
    }
}
