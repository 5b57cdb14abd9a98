//! Pictures: what their file says of them, and their pixels, upright and reduced.

mod exif;
mod heif;
mod reduce;

use crate::codes;
use crate::job::Surroundings;
use crate::kind::PictureFormat;
use crate::limits;
use crate::look::Look;
use crate::shell::MediaSink;
use crate::source::Bytes;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, RgbImage};
use model::{Extract, FindingDraft, MediaFacts, PixelFormat, Pixels};
use std::io::Cursor;
use std::time::Instant;

pub(crate) use heif::primary_alone;
pub use reduce::{fitted, reduced};

/// Reads a picture: metadata into the extract, pixels (RGB, upright, longer side at most
/// [`limits::PICTURE_SIDE_PX`]) and a thumbnail to `sink`.
pub fn read<S: MediaSink + ?Sized>(
    bytes: &Bytes,
    format: PictureFormat,
    surroundings: &Surroundings,
    until: Instant,
    sink: &mut S,
) -> Extract {
    let mut extract = Extract { media_type: format.media_type().to_owned(), ..Extract::default() };
    if bytes.length() > limits::PICTURE_FILE_BYTES {
        extract.findings.push(codes::PICTURE_TOO_LARGE.found(format!(
            "The picture file has {} bytes; the limit is {}. Make a smaller copy and add it too.",
            bytes.length(),
            limits::PICTURE_FILE_BYTES
        )));
        return extract;
    }
    let content = match bytes.read_up_to(limits::PICTURE_FILE_BYTES) {
        Ok(content) => content,
        Err(error) => {
            extract.findings.push(codes::MEMBER_UNREADABLE.found(format!("Reading the picture: {error}.")));
            return extract;
        }
    };
    let written_orientation = exif::read(&content, format, &mut extract);
    let decoded = match format {
        PictureFormat::Heic | PictureFormat::Avif => heif::decode(bytes, surroundings, until),
        _ => decode(&content, format).map(|picture| (picture, written_orientation)),
    };
    match decoded {
        Ok((picture, orientation)) => show(picture, orientation, &mut extract, sink),
        Err(finding) => extract.findings.push(finding),
    }
    extract.findings.extend(shape_findings(&content, format));
    extract
}

/// Reads a picture that lies in memory, without the help of other programs: every format but HEIC and AVIF.
pub fn read_in_memory(content: &[u8], format: PictureFormat, sink: &mut dyn MediaSink) -> Extract {
    let surroundings = Surroundings::bare();
    read(&Bytes::Memory(content.to_vec()), format, &surroundings, Instant::now(), sink)
}

/// Hands the picture as people see it to `sink`, as small as `look` wants it.
pub(crate) fn look(
    bytes: &Bytes,
    format: PictureFormat,
    look: &Look,
    surroundings: &Surroundings,
    until: Instant,
    sink: &mut dyn MediaSink,
) -> Result<(), FindingDraft> {
    if matches!(look, Look::Sound { .. }) {
        return Err(codes::RECORDING_EMPTY.found("A picture has no sound."));
    }
    let content = bytes
        .read_up_to(limits::PICTURE_FILE_BYTES)
        .map_err(|error| codes::MEMBER_UNREADABLE.found(format!("Reading the picture: {error}.")))?;
    let written_orientation = exif::read(&content, format, &mut Extract::default());
    let (picture, orientation) = match format {
        PictureFormat::Heic | PictureFormat::Avif => heif::decode(bytes, surroundings, until)?,
        _ => (decode(&content, format)?, written_orientation),
    };
    let (width, height) = look.fitted(picture.width(), picture.height());
    let mut upright = DynamicImage::ImageRgb8(reduced(&over_white(picture), width.max(height)));
    upright.apply_orientation(orientation);
    sink.picture(None, pixels(upright.into_rgb8()));
    Ok(())
}

fn decode(content: &[u8], format: PictureFormat) -> Result<DynamicImage, FindingDraft> {
    let mut reader = ImageReader::with_format(Cursor::new(content), image_format(format));
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(limits::PICTURE_ALLOCATION_BYTES);
    reader.limits(bounds.clone());
    let mut decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, decoder.total_bytes())?;
    decoder.set_limits(bounds).map_err(|error| unreadable(&error))?;
    DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))
}

/// Refuses before anything is decoded.
fn check_size(width: u32, height: u32, total_bytes: u64) -> Result<(), FindingDraft> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(codes::PICTURE_UNREADABLE
            .found(format!("The picture declares {width} x {height} pixels: there is nothing to see. It is kept.")));
    }
    if pixels > limits::PICTURE_PIXELS || total_bytes > limits::PICTURE_ALLOCATION_BYTES {
        return Err(codes::PICTURE_TOO_LARGE.found(format!(
            "The picture declares {width} x {height} pixels, {total_bytes} bytes when decoded; the limits are {} \
             pixels and {} bytes. It was not decoded; make a smaller copy on a separate machine and add it too.",
            limits::PICTURE_PIXELS,
            limits::PICTURE_ALLOCATION_BYTES
        )));
    }
    Ok(())
}

fn unreadable(error: &ImageError) -> FindingDraft {
    let why = codes::quoted(&error.to_string(), 200);
    if matches!(error, ImageError::Limits(_)) {
        return codes::PICTURE_TOO_LARGE
            .found(format!("Decoding the picture needs more memory than the limit ({why}). The bytes are kept."));
    }
    codes::PICTURE_UNREADABLE.found(format!(
        "The picture could not be decoded: {why}. The bytes are kept; another program may show a part of it."
    ))
}

fn image_format(format: PictureFormat) -> image::ImageFormat {
    match format {
        PictureFormat::Jpeg | PictureFormat::Heic | PictureFormat::Avif => image::ImageFormat::Jpeg,
        PictureFormat::Png => image::ImageFormat::Png,
        PictureFormat::Webp => image::ImageFormat::WebP,
        PictureFormat::Gif => image::ImageFormat::Gif,
        PictureFormat::Tiff => image::ImageFormat::Tiff,
        PictureFormat::Bmp => image::ImageFormat::Bmp,
    }
}

/// Hands on the pixels and a thumbnail, and notes the size as displayed.
fn show<S: MediaSink + ?Sized>(picture: DynamicImage, orientation: Orientation, extract: &mut Extract, sink: &mut S) {
    let (width, height) = (picture.width(), picture.height());
    let small = reduced(&over_white(picture), limits::PICTURE_SIDE_PX);
    let mut upright = DynamicImage::ImageRgb8(small);
    upright.apply_orientation(orientation);
    let upright = upright.into_rgb8();
    let turned = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if turned { (height, width) } else { (width, height) };
    extract.media = Some(MediaFacts {
        width_px: Some(width),
        height_px: Some(height),
        has_picture: true,
        codecs: vec![extract.media_type.trim_start_matches("image/").to_owned()],
        ..MediaFacts::default()
    });
    if let Some(jpeg) = thumbnail(&upright) {
        sink.thumbnail(jpeg);
    }
    sink.picture(None, pixels(upright));
}

/// What lies behind transparent pixels is not part of the picture; viewers show white.
fn over_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let with_alpha = picture.into_rgba8();
    let mut flat = RgbImage::new(with_alpha.width(), with_alpha.height());
    for (from, to) in with_alpha.pixels().zip(flat.pixels_mut()) {
        let alpha = u32::from(from.0[3]);
        for (channel, value) in to.0.iter_mut().zip(from.0) {
            let mixed = (u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255;
            *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    flat
}

/// A JPEG of `picture` with the longer side at most [`limits::THUMBNAIL_SIDE_PX`].
fn thumbnail(picture: &RgbImage) -> Option<Vec<u8>> {
    let small = reduced(picture, limits::THUMBNAIL_SIDE_PX);
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, limits::THUMBNAIL_QUALITY);
    small.write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

fn pixels(picture: RgbImage) -> Pixels {
    Pixels {
        width_px: picture.width() as usize,
        height_px: picture.height() as usize,
        format: PixelFormat::Rgb8,
        bytes: picture.into_raw(),
    }
}

/// What the decoder does not say: a missing end, more frames.
fn shape_findings(content: &[u8], format: PictureFormat) -> Option<FindingDraft> {
    match format {
        PictureFormat::Jpeg => jpeg_end_is_missing(content).then(|| {
            codes::PICTURE_TRUNCATED.found(format!(
                "The JPEG ends at byte {} without an end mark: it was cut off. What is missing is shown flat; look \
                 for a complete copy.",
                content.len()
            ))
        }),
        PictureFormat::Gif if gif_frames(content) > 1 => {
            Some(codes::PICTURE_ANIMATED.found("The GIF has more than one frame; the first was used."))
        }
        PictureFormat::Webp
            if content.get(12..16) == Some(b"VP8X") && content.get(20).is_some_and(|flags| flags & 2 != 0) =>
        {
            Some(codes::PICTURE_ANIMATED.found("The WebP is animated; its first frame was used."))
        }
        _ => None,
    }
}

/// Whether no end mark follows the start of the scan. Pictures inside metadata have end marks of their own, so the
/// segments before the scan are stepped over.
fn jpeg_end_is_missing(content: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = content.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        at += 2 + length.max(2);
        if *marker == 0xda {
            return !content.get(at..).unwrap_or(&[]).windows(2).any(|pair| pair == [0xff, 0xd9]);
        }
    }
    false
}

/// Frames of a GIF, counted to two: blocks are stepped over (GIF89a, appendix A).
fn gif_frames(content: &[u8]) -> usize {
    let table_bytes = |flags: u8| if flags & 0x80 != 0 { 3usize << ((flags & 7) + 1) } else { 0 };
    let Some(flags) = content.get(10) else { return 0 };
    let mut at = 13 + table_bytes(*flags);
    let mut frames = 0;
    while frames < 2 {
        at = match content.get(at) {
            Some(0x21) => after_sub_blocks(content, at + 2),
            Some(0x2c) => {
                frames += 1;
                let flags = content.get(at + 9).copied().unwrap_or(0);
                after_sub_blocks(content, at + 11 + table_bytes(flags))
            }
            _ => break,
        };
    }
    frames
}

fn after_sub_blocks(content: &[u8], mut at: usize) -> usize {
    while let Some(length) = content.get(at) {
        at += 1 + usize::from(*length);
        if *length == 0 {
            break;
        }
    }
    at
}
