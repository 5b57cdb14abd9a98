//! PDQ: 256 bits of a picture, bit for bit what the reference implementation gives, and the same for the picture
//! mirrored and turned, which costs only sign changes.
//!
//! SOURCE: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Meta 2019, and its reference
//! implementation (`pdq/cpp/hashing/pdqhashing.cpp`). Vectors: `specs/vectors/pdq.json`.

use super::downscale::{Luma, SIDE_PX, to_64x64};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::sync::LazyLock;

/// Smallest width and height that can be hashed, pixels; the reference's limit.
const SMALLEST_SIDE_PX: usize = 5;

/// Frequencies kept in each direction.
const BAND: usize = 16;

/// 256 bits. Bit `16 * i + j` says whether frequency (i + 1, j + 1) is above the median. Shown as 64 hex digits, bit
/// 255 first, as the reference tools print it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PdqHash {
    /// Bits 0..=63 first.
    words: [u64; 4],
}

impl PdqHash {
    /// Number of bits that differ, 0..=256.
    #[inline(always)]
    pub fn distance(&self, other: &PdqHash) -> u32 {
        self.words.iter().zip(&other.words).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// The bits as four integers: bit `n` of the hash is bit `n % 64` of integer `n / 64`, the lowest first.
    pub fn words(&self) -> [u64; 4] {
        self.words
    }

    /// 64 hex digits.
    pub fn hex(&self) -> String {
        self.words.iter().rev().map(|word| format!("{word:016x}")).collect()
    }

    /// Reads what [`PdqHash::hex`] gives.
    pub fn from_hex(text: &str) -> Option<PdqHash> {
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let word = |n: usize| u64::from_str_radix(&text[n * 16..n * 16 + 16], 16).ok();
        Some(PdqHash { words: [word(3)?, word(2)?, word(1)?, word(0)?] })
    }

    fn set(&mut self, bit: usize) {
        self.words[bit / 64] |= 1 << (bit % 64);
    }
}

impl fmt::Debug for PdqHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl Serialize for PdqHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for PdqHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PdqHash, D::Error> {
        let text = String::deserialize(deserializer)?;
        PdqHash::from_hex(&text).ok_or_else(|| D::Error::custom("expected 64 hex digits of a PDQ hash"))
    }
}

/// A way to lay a picture down: as it is, turned, mirrored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Orientation {
    /// Left and right exchanged, before turning.
    pub mirrored: bool,
    /// Then turned clockwise: 0, 90, 180, 270.
    pub rotated_degrees: u16,
}

impl Orientation {
    /// All eight, in the order of [`PdqHashes::all`].
    pub const ALL: [Orientation; 8] = [
        Orientation { mirrored: false, rotated_degrees: 0 },
        Orientation { mirrored: false, rotated_degrees: 90 },
        Orientation { mirrored: false, rotated_degrees: 180 },
        Orientation { mirrored: false, rotated_degrees: 270 },
        Orientation { mirrored: true, rotated_degrees: 0 },
        Orientation { mirrored: true, rotated_degrees: 90 },
        Orientation { mirrored: true, rotated_degrees: 180 },
        Orientation { mirrored: true, rotated_degrees: 270 },
    ];

    /// In plain words.
    pub fn words(self) -> String {
        match (self.mirrored, self.rotated_degrees) {
            (false, 0) => "unchanged".into(),
            (true, 0) => "mirrored".into(),
            (false, degrees) => format!("rotated {degrees}°"),
            (true, degrees) => format!("mirrored, rotated {degrees}°"),
        }
    }
}

/// The hashes of one picture laid down in all eight ways.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PdqHashes {
    /// In the order of [`Orientation::ALL`]; the first is the plain PDQ hash.
    pub all: [PdqHash; 8],
    /// How much there is to see, 0..=100; PDQ's gradient measure. Below 50 a hash says little.
    pub quality_0_100: u8,
}

impl PdqHashes {
    /// The plain PDQ hash.
    pub fn upright(&self) -> &PdqHash {
        &self.all[0]
    }
}

/// All eight hashes and the quality of `luma`. A picture under 5 x 5 pixels gives zeros.
pub(crate) fn hashes_of(luma: Luma) -> PdqHashes {
    if luma.width_px < SMALLEST_SIDE_PX || luma.height_px < SMALLEST_SIDE_PX {
        return PdqHashes::default();
    }
    let small = to_64x64(luma);
    let frequencies = low_frequencies(&small);
    let all = Orientation::ALL.map(|orientation| bits_above_median(&laid(&frequencies, orientation)));
    PdqHashes { all, quality_0_100: quality(&small) }
}

/// Sum of the gradients that are strong enough to count, scaled as the reference does.
fn quality(small: &[f32]) -> u8 {
    let at = |row: usize, column: usize| small[row * SIDE_PX + column];
    // Truncation to whole steps is the point: many tiny gradients must not add up.
    let steps = |u: f32, v: f32| (((u - v) * 100.0) / 255.0) as i32;
    let mut sum = 0_i32;
    for row in 0..SIDE_PX {
        for column in 0..SIDE_PX {
            if row + 1 < SIDE_PX {
                sum += steps(at(row, column), at(row + 1, column)).abs();
            }
            if column + 1 < SIDE_PX {
                sum += steps(at(row, column), at(row, column + 1)).abs();
            }
        }
    }
    (sum / 90).min(100) as u8
}

type Frequencies = [[f32; BAND]; BAND];

/// Cosine basis, 16 x 64, row-major.
static COSINES: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let scale = f64::from((2.0 / SIDE_PX as f64).sqrt() as f32);
    let angle = std::f64::consts::PI / 2.0 / SIDE_PX as f64;
    let value = |i: usize, j: usize| (scale * (angle * (i + 1) as f64 * (2 * j + 1) as f64).cos()) as f32;
    (0..BAND).flat_map(|i| (0..SIDE_PX).map(move |j| value(i, j))).collect()
});

/// Frequencies 1..=16 in both directions: D A Dt, the sums in the reference's order.
fn low_frequencies(small: &[f32]) -> Frequencies {
    let cosines = &*COSINES;
    let mut rows = [[0.0_f32; SIDE_PX]; BAND];
    for (i, row) in rows.iter_mut().enumerate() {
        for k in 0..SIDE_PX {
            let cosine = cosines[i * SIDE_PX + k];
            for (sum, value) in row.iter_mut().zip(&small[k * SIDE_PX..(k + 1) * SIDE_PX]) {
                *sum += cosine * value;
            }
        }
    }
    let mut frequencies = [[0.0_f32; BAND]; BAND];
    for (i, row) in rows.iter().enumerate() {
        for (j, sum) in frequencies[i].iter_mut().enumerate() {
            for (value, cosine) in row.iter().zip(&cosines[j * SIDE_PX..(j + 1) * SIDE_PX]) {
                *sum += value * cosine;
            }
        }
    }
    frequencies
}

/// The frequencies of the picture mirrored and turned. Mirroring negates the odd frequencies of its direction; a
/// quarter turn exchanges the directions too. Index 0 is frequency 1, so even indexes are odd frequencies.
fn laid(frequencies: &Frequencies, orientation: Orientation) -> Frequencies {
    let mut out = *frequencies;
    if orientation.mirrored {
        out = flipped_left_right(&out);
    }
    for _ in 0..orientation.rotated_degrees / 90 {
        out = flipped_left_right(&transposed(&out));
    }
    out
}

fn flipped_left_right(frequencies: &Frequencies) -> Frequencies {
    let mut out = *frequencies;
    for row in &mut out {
        row.iter_mut().step_by(2).for_each(|value| *value = -*value);
    }
    out
}

fn transposed(frequencies: &Frequencies) -> Frequencies {
    let mut out = *frequencies;
    for (i, row) in frequencies.iter().enumerate() {
        for (j, value) in row.iter().enumerate() {
            out[j][i] = *value;
        }
    }
    out
}

fn bits_above_median(frequencies: &Frequencies) -> PdqHash {
    let mut sorted = *frequencies.as_flattened().first_chunk::<{ BAND * BAND }>().expect("16 x 16 values");
    sorted.sort_by(f32::total_cmp);
    // The reference takes the lower one of the two middle values.
    let median = sorted[BAND * BAND / 2 - 1];
    let mut hash = PdqHash::default();
    for (bit, value) in frequencies.as_flattened().iter().enumerate() {
        if *value > median {
            hash.set(bit);
        }
    }
    hash
}
