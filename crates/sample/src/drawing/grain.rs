//! Seeded noise: every cloud, wave and spark of the sample comes from here, so that two runs draw the same.

/// A small seeded generator (SplitMix64; Steele, Lea and Flood 2014).
pub struct Dice {
    state: u64,
}

impl Dice {
    /// The same seed throws the same numbers.
    pub fn new(seed: u64) -> Dice {
        Dice { state: seed }
    }

    /// Next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    /// A number in 0..1.
    pub fn unit(&mut self) -> f32 {
        unit_of(self.bits())
    }

    /// A number in `low..high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }
}

/// Noise in 0..1 for a lattice point.
pub fn lattice(x: i32, y: i32, seed: u32) -> f32 {
    let key = (x as u32 as u64) | ((y as u32 as u64) << 32);
    unit_of(mix(key ^ (u64::from(seed) << 17).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// Smooth noise in 0..1.
pub fn smooth(x: f32, y: f32, seed: u32) -> f32 {
    let (x0, y0) = (x.floor(), y.floor());
    let (u, v) = (ease(x - x0), ease(y - y0));
    let (i, j) = (x0 as i32, y0 as i32);
    let top = blend(lattice(i, j, seed), lattice(i + 1, j, seed), u);
    let low = blend(lattice(i, j + 1, seed), lattice(i + 1, j + 1, seed), u);
    blend(top, low, v)
}

/// Several octaves of smooth noise, in 0..1.
pub fn layered(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..octaves {
        sum += weight * smooth(x * scale, y * scale, seed.wrapping_add(octave * 101));
        total += weight;
        weight *= 0.5;
        scale *= 2.03;
    }
    sum / total
}

/// `a` at 0, `b` at 1.
pub fn blend(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

/// 0 below `from`, 1 above `to`, smooth between.
pub fn step(from: f32, to: f32, value: f32) -> f32 {
    ease(((value - from) / (to - from)).clamp(0.0, 1.0))
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn unit_of(bits: u64) -> f32 {
    (bits >> 40) as f32 / (1u64 << 24) as f32
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
