//! Tiny pictures and sounds, and the bytes of the simplest files that hold them. The same arguments give the same
//! bytes on every machine: whole numbers only, but for tones.

use model::{PixelFormat, Pixels, SoundChunk};

/// A picture with much to recognise: a gradient, rectangles and discs at places that the seed chooses. Two seeds give
/// two pictures that have nothing in common.
pub fn picture(width_px: usize, height_px: usize, seed: u64) -> Pixels {
    let mut dice = Dice(seed);
    let base = [dice.below(96), dice.below(96), dice.below(96)];
    let mut canvas = plain(width_px, height_px, base.map(|value| value as u8));
    for (index, pixel) in canvas.bytes.chunks_exact_mut(3).enumerate() {
        let shade = (index / width_px * 80 / height_px + index % width_px * 60 / width_px) as u8;
        pixel.iter_mut().for_each(|value| *value = value.saturating_add(shade));
    }
    for shape in 0..36 {
        let color = [dice.below(256), dice.below(256), dice.below(256)].map(|value| value as u8);
        let (x, y) = (dice.below(width_px), dice.below(height_px));
        let (half_w, half_h) = (2 + dice.below(width_px / 8 + 1), 2 + dice.below(height_px / 8 + 1));
        paint(&mut canvas, (x, y), (half_w, half_h), shape % 2 == 0, color);
    }
    canvas
}

/// A picture of one colour.
pub fn plain(width_px: usize, height_px: usize, color: [u8; 3]) -> Pixels {
    Pixels { width_px, height_px, format: PixelFormat::Rgb8, bytes: color.repeat(width_px * height_px) }
}

/// The picture seen in a mirror: left and right change places.
pub fn mirrored(picture: &Pixels) -> Pixels {
    let size = picture.format.bytes_per_pixel();
    let rows = picture.bytes.chunks_exact(picture.width_px * size);
    let bytes = rows.flat_map(|row| row.chunks_exact(size).rev().flatten().copied().collect::<Vec<u8>>()).collect();
    Pixels { bytes, ..picture.clone() }
}

/// A part of the picture.
///
/// # Panics
/// The part does not lie in the picture.
pub fn cropped(picture: &Pixels, left: usize, top: usize, width_px: usize, height_px: usize) -> Pixels {
    assert!(
        left + width_px <= picture.width_px && top + height_px <= picture.height_px,
        "the part lies in the picture"
    );
    let size = picture.format.bytes_per_pixel();
    let rows = picture.bytes.chunks_exact(picture.width_px * size).skip(top).take(height_px);
    let bytes = rows.flat_map(|row| &row[left * size..(left + width_px) * size]).copied().collect();
    Pixels { width_px, height_px, format: picture.format, bytes }
}

/// The picture made larger or smaller: each new pixel is the mean of those that it covers, or the nearest one.
pub fn scaled(picture: &Pixels, width_px: usize, height_px: usize) -> Pixels {
    let size = picture.format.bytes_per_pixel();
    let covered = |index: usize, new: usize, old: usize| {
        let first = index * old / new;
        first..((index + 1) * old).div_ceil(new).clamp(first + 1, old)
    };
    let mut bytes = Vec::with_capacity(width_px * height_px * size);
    for y in 0..height_px {
        let rows = covered(y, height_px, picture.height_px);
        for x in 0..width_px {
            let columns = covered(x, width_px, picture.width_px);
            for channel in 0..size {
                let places = rows.clone().flat_map(|row| columns.clone().map(move |column| (row, column)));
                let (sum, count) = places.fold((0usize, 0usize), |(sum, count), (row, column)| {
                    (sum + usize::from(picture.bytes[(row * picture.width_px + column) * size + channel]), count + 1)
                });
                bytes.push((sum / count) as u8);
            }
        }
    }
    Pixels { width_px, height_px, format: picture.format, bytes }
}

/// The picture in shades of grey (ITU-R BT.601 luma).
pub fn gray(picture: &Pixels) -> Pixels {
    if picture.format == PixelFormat::Gray8 {
        return picture.clone();
    }
    let luma = |p: &[u8]| ((u32::from(p[0]) * 299 + u32::from(p[1]) * 587 + u32::from(p[2]) * 114) / 1000) as u8;
    let bytes = picture.bytes.chunks_exact(3).map(luma).collect();
    Pixels { format: PixelFormat::Gray8, bytes, ..picture.clone() }
}

/// A pure tone from media time 0.
pub fn tone(pitch_hz: f32, milliseconds: u32, rate_hz: u32) -> SoundChunk {
    let turn = std::f32::consts::TAU * pitch_hz / rate_hz as f32;
    let sample = |index: usize| ((index as f32 * turn).sin() * 12_000.0) as i16;
    SoundChunk { start_us: 0, rate_hz, samples: (0..n_samples(milliseconds, rate_hz)).map(sample).collect() }
}

/// A sound with much to recognise: short noises of changing loudness and colour. Two seeds have nothing in common.
pub fn sound(milliseconds: u32, rate_hz: u32, seed: u64) -> SoundChunk {
    let mut dice = Dice(seed);
    let (mut loudness, mut dullness, mut left, mut value) = (0i64, 1i64, 0usize, 0i64);
    let mut samples = Vec::with_capacity(n_samples(milliseconds, rate_hz));
    for _ in 0..n_samples(milliseconds, rate_hz) {
        if left == 0 {
            loudness = 500 + dice.below(12_000) as i64;
            dullness = 1 + dice.below(12) as i64;
            left = rate_hz as usize / 20 + dice.below(rate_hz as usize / 5 + 1);
        }
        left -= 1;
        let white = dice.below(2001) as i64 - 1000;
        value += (white - value) / dullness;
        samples.push((value * loudness / 1000) as i16);
    }
    SoundChunk { start_us: 0, rate_hz, samples }
}

/// The bytes of a mono 16-bit WAV file.
pub fn wav_bytes(sound: &SoundChunk) -> Vec<u8> {
    let data_bytes = sound.samples.len() as u32 * 2;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + data_bytes).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(sound.rate_hz.to_le_bytes());
    file.extend((sound.rate_hz * 2).to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(data_bytes.to_le_bytes());
    file.extend(sound.samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

/// The bytes of a PNG file, not compressed (PNG third edition; stored blocks of RFC 1951).
pub fn png_bytes(picture: &Pixels) -> Vec<u8> {
    let color_kind = if picture.format == PixelFormat::Gray8 { 0 } else { 2 };
    let mut header = (picture.width_px as u32).to_be_bytes().to_vec();
    header.extend((picture.height_px as u32).to_be_bytes());
    header.extend([8, color_kind, 0, 0, 0]);
    let row_bytes = picture.width_px * picture.format.bytes_per_pixel();
    let rows: Vec<u8> = picture.bytes.chunks_exact(row_bytes).flat_map(|row| [&[0], row].concat()).collect();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", stored_zlib(&rows)), (b"IEND", Vec::new())] {
        file.extend((data.len() as u32).to_be_bytes());
        let checked = [&kind[..], &data].concat();
        file.extend(&checked);
        file.extend(crc32(&checked).to_be_bytes());
    }
    file
}

/// A zlib stream that stores the bytes as they are.
fn stored_zlib(bytes: &[u8]) -> Vec<u8> {
    const LONGEST_BLOCK: usize = 65_535;
    let mut stream = vec![0x78, 0x01];
    let n_blocks = bytes.len().div_ceil(LONGEST_BLOCK);
    for (index, block) in bytes.chunks(LONGEST_BLOCK).enumerate() {
        stream.push(u8::from(index + 1 == n_blocks));
        stream.extend((block.len() as u16).to_le_bytes());
        stream.extend((!(block.len() as u16)).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(bytes).to_be_bytes());
    stream
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

fn n_samples(milliseconds: u32, rate_hz: u32) -> usize {
    (u64::from(milliseconds) * u64::from(rate_hz) / 1000) as usize
}

fn paint(canvas: &mut Pixels, center: (usize, usize), half: (usize, usize), round: bool, color: [u8; 3]) {
    let (left, top) = (center.0.saturating_sub(half.0), center.1.saturating_sub(half.1));
    for y in top..(center.1 + half.1).min(canvas.height_px) {
        for x in left..(center.0 + half.0).min(canvas.width_px) {
            let (dx, dy) = (x.abs_diff(center.0) * half.1, y.abs_diff(center.1) * half.0);
            if !round || dx * dx + dy * dy <= (half.0 * half.1).pow(2) {
                let at = (y * canvas.width_px + x) * 3;
                canvas.bytes[at..at + 3].copy_from_slice(&color);
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % limit.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_picture_and_another_seed_another() {
        assert_eq!(picture(64, 48, 1), picture(64, 48, 1));
        let (one, two) = (picture(64, 48, 1), picture(64, 48, 2));
        let equal = one.bytes.iter().zip(&two.bytes).filter(|(a, b)| a == b).count();
        assert!(equal * 10 < one.bytes.len(), "{equal}");
    }

    #[test]
    fn a_mirror_of_a_mirror_is_the_picture() {
        let one = picture(31, 17, 3);
        assert_ne!(mirrored(&one), one);
        assert_eq!(mirrored(&mirrored(&one)), one);
    }

    #[test]
    fn parts_and_sizes_are_as_asked() {
        let one = picture(40, 30, 4);
        let part = cropped(&one, 10, 5, 20, 12);
        assert_eq!(&part.bytes[..3], &one.bytes[(5 * 40 + 10) * 3..][..3]);
        assert_eq!(part.bytes.len(), 20 * 12 * 3);
        assert_eq!(scaled(&one, 40, 30), one);
        assert_eq!(scaled(&plain(8, 8, [9, 8, 7]), 3, 5), plain(3, 5, [9, 8, 7]));
        assert_eq!(gray(&plain(2, 2, [255; 3])).bytes, [255; 4]);
    }

    #[test]
    fn sounds_have_the_asked_length_and_are_heard() {
        let (noise, pure) = (sound(500, 8000, 5), tone(440.0, 500, 8000));
        assert_eq!((noise.samples.len(), pure.samples.len()), (4000, 4000));
        assert_ne!(sound(500, 8000, 6), noise);
        assert!(noise.samples.iter().any(|sample| sample.unsigned_abs() > 2000));
    }

    #[test]
    fn checksums_agree_with_their_published_examples() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn files_begin_as_their_formats_ask() {
        let png = png_bytes(&picture(300, 200, 7));
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[12..16], b"IHDR");
        assert!(png.ends_with(b"IEND\xae\x42\x60\x82"));
        let wav = wav_bytes(&tone(440.0, 10, 8000));
        assert_eq!(wav.len(), 44 + 160);
        assert_eq!(&wav[8..16], b"WAVEfmt ");
    }
}
