//! Codes by what they hold in each of several stretches of sixteen bits (bands): those near a code agree with it wholly in
//! at least one band, but for few, so that a look into one bucket for each band finds them (multi-index hashing).
//!
//! A table is a run of 64-bit words, so that it can be written to a file and mapped again as it is:
//!
//! ```text
//! n_codes
//! codes        n_codes x WORDS
//! for each band of sixteen bits:
//!   starts     2^k + 1 numbers of 32 bits, two to a word, k growing with n_codes up to 16: where the entries begin whose
//!              value has these k highest bits
//!   entries    n_codes: number of the code in the lower half, its signature in the upper; by value, then by number
//! ```
//!
//! An entry carries 32 bits of its code, the signature, so that most of a bucket is passed over without a look at the code,
//! which lies elsewhere in memory.

/// Bits of a band.
const BAND_BITS: u32 = 16;

/// A code of so many words, the lowest first.
pub(super) type CodeWords<const WORDS: usize> = [u64; WORDS];

/// Bands of a code of so many words.
pub(super) const fn n_bands(words: usize) -> usize {
    words * 64 / BAND_BITS as usize
}

/// The value of one band of a code.
pub(super) fn band_of(code: &[u64], band: usize) -> u16 {
    (code[band / 4] >> (BAND_BITS as usize * (band % 4))) as u16
}

/// 32 bits of a code, as evenly from all of it as may be: the same places in every code.
pub(super) fn signature<const WORDS: usize>(code: &CodeWords<WORDS>) -> u32 {
    // One bit of each stretch of as many as are needed; the place within the stretch moves on from one to the next, for
    // neighbouring stretches of a histogram stand for one direction.
    let stretch = 2 * WORDS;
    (0..32).fold(0, |bits, n| {
        let place = n * stretch + (n / 2) % stretch;
        bits | ((code[place / 64] >> (place % 64) & 1) as u32) << n
    })
}

/// In how many bits two codes differ.
#[inline(always)]
pub(super) fn distance<const WORDS: usize>(one: &CodeWords<WORDS>, other: &CodeWords<WORDS>) -> u32 {
    one.iter().zip(other).map(|(a, b)| (a ^ b).count_ones()).sum()
}

/// A table of codes over words that lie somewhere.
#[derive(Clone, Copy)]
pub(super) struct Banded<'w, const WORDS: usize> {
    codes: &'w [CodeWords<WORDS>],
    /// The bands, one after the other.
    bands: &'w [u64],
    directory_bits: u32,
}

impl<'w, const WORDS: usize> Banded<'w, WORDS> {
    /// The table at the beginning of these words, and what comes after it; `None` where it does not end within them.
    pub(super) fn open(words: &'w [u64]) -> Option<(Banded<'w, WORDS>, &'w [u64])> {
        let (n_codes, rest) = words.split_first()?;
        let n_codes = usize::try_from(*n_codes).ok().filter(|n| *n <= rest.len())?;
        let (codes, rest) = rest.split_at_checked(n_codes * WORDS)?;
        let directory_bits = directory_bits(n_codes);
        let band_words = directory_words(directory_bits) + n_codes;
        let (bands, rest) = rest.split_at_checked(n_bands(WORDS) * band_words)?;
        let table = Banded { codes: bytemuck::cast_slice(codes), bands, directory_bits };
        Some((table, rest))
    }

    pub(super) fn codes(&self) -> &'w [CodeWords<WORDS>] {
        self.codes
    }

    /// The entries of all codes with this value in this band, by number of the code.
    pub(super) fn bucket(&self, band: usize, value: u16) -> &'w [u64] {
        let (starts, entries) = self.band(band);
        let shift = BAND_BITS - self.directory_bits;
        let slot = usize::from(value >> shift);
        let (Some(start), Some(end)) = (starts.get(slot), starts.get(slot + 1)) else { return &[] };
        let slot = entries.get(*start as usize..*end as usize).unwrap_or_default();
        if shift == 0 {
            return slot;
        }
        let value_of = |entry: &u64| self.codes.get(number_of(*entry)).map_or(0, |code| band_of(code, band));
        let first = slot.partition_point(|entry| value_of(entry) < value);
        let n = slot[first..].partition_point(|entry| value_of(entry) == value);
        &slot[first..first + n]
    }

    fn band(&self, band: usize) -> (&'w [u32], &'w [u64]) {
        let n_words = directory_words(self.directory_bits);
        let (starts, entries) = self.bands[band * (n_words + self.codes.len())..].split_at(n_words);
        (bytemuck::cast_slice(starts), &entries[..self.codes.len()])
    }
}

/// Number of the code of an entry.
#[inline(always)]
pub(super) fn number_of(entry: u64) -> usize {
    entry as u32 as usize
}

/// Signature of the code of an entry.
#[inline(always)]
pub(super) fn signature_of(entry: u64) -> u32 {
    (entry >> 32) as u32
}

/// Bits of a value by which a table of so many codes is divided.
fn directory_bits(n_codes: usize) -> u32 {
    n_codes.next_power_of_two().trailing_zeros().clamp(1, BAND_BITS)
}

/// Words of the starts of a directory.
fn directory_words(bits: u32) -> usize {
    (1_usize << bits).div_ceil(2) + 1
}

/// Gives a table over the codes of these tables, one after the other, to `sink`, piece by piece.
pub(super) fn write<const WORDS: usize, E>(
    parts: &[&[CodeWords<WORDS>]],
    sink: &mut impl FnMut(&[u64]) -> Result<(), E>,
) -> Result<(), E> {
    let n_codes: usize = parts.iter().map(|codes| codes.len()).sum();
    sink(&[n_codes as u64])?;
    for codes in parts {
        sink(bytemuck::cast_slice(codes))?;
    }
    let bits = directory_bits(n_codes);
    let shift = BAND_BITS - bits;
    for band in 0..n_bands(WORDS) {
        // By the whole value, however short the directory is.
        let mut starts = vec![0_u32; (1 << BAND_BITS) + 1];
        parts.iter().flat_map(|codes| codes.iter()).for_each(|code| starts[usize::from(band_of(code, band)) + 1] += 1);
        (1..starts.len()).for_each(|value| starts[value] += starts[value - 1]);
        let mut directory: Vec<u32> = starts.iter().step_by(1 << shift).copied().collect();
        directory.resize(2 * directory_words(bits), n_codes as u32);
        let mut entries = vec![0_u64; n_codes];
        let codes = parts.iter().flat_map(|codes| codes.iter());
        for (number, code) in codes.enumerate() {
            let place = &mut starts[usize::from(band_of(code, band))];
            entries[*place as usize] = number as u64 | u64::from(signature(code)) << 32;
            *place += 1;
        }
        sink(bytemuck::cast_slice(&directory))?;
        sink(&entries)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn drawn(n: usize, seed: u64) -> Vec<CodeWords<2>> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state ^ state >> 29
        };
        (0..n).map(|_| [next() & 0x0fff_00ff_f0f0_0f0f, next()]).collect()
    }

    fn table(parts: &[&[CodeWords<2>]]) -> Vec<u64> {
        let mut words = Vec::new();
        let Ok(()) = write(parts, &mut |piece: &[u64]| {
            words.extend_from_slice(piece);
            Ok::<(), Infallible>(())
        });
        words
    }

    #[test]
    fn a_bucket_holds_all_codes_of_its_value_and_no_other_however_large_the_table_is() {
        for n in [0, 1, 2, 3, 100, 5_000, 70_000] {
            let codes = drawn(n, 7);
            let words = table(&[&codes[..n / 3], &codes[n / 3..]]);
            let (opened, rest) = Banded::<2>::open(&words).expect("a whole table");
            assert!(rest.is_empty());
            for code in codes.iter().step_by(n / 20 + 1) {
                for band in 0..n_bands(2) {
                    let found: Vec<usize> =
                        opened.bucket(band, band_of(code, band)).iter().map(|entry| number_of(*entry)).collect();
                    let same = |other: &CodeWords<2>| band_of(other, band) == band_of(code, band);
                    let expected: Vec<usize> = (0..n).filter(|number| same(&codes[*number])).collect();
                    assert_eq!(found, expected, "{n} codes, band {band}");
                }
            }
        }
    }

    #[test]
    fn a_table_that_is_cut_short_is_refused() {
        let words = table(&[&drawn(50, 1)]);
        assert!((0..words.len()).all(|n| Banded::<2>::open(&words[..n]).is_none()));
    }

    #[test]
    fn a_signature_takes_thirty_two_places_of_a_code() {
        for place in 0..128 {
            let mut code = [0_u64; 2];
            code[place / 64] |= 1 << (place % 64);
            assert!(signature(&code).count_ones() <= 1);
        }
        assert_eq!(signature(&[u64::MAX; 2]), u32::MAX);
        assert_eq!(signature(&[u64::MAX; 4]), u32::MAX);
    }
}
