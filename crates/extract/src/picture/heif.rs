//! HEIC and AVIF through `heif-convert`, which puts the tiles of a phone's picture together and turns it upright.

use super::{check_size, unreadable};
use crate::codes;
use crate::job::Surroundings;
use crate::limits;
use crate::program;
use crate::source::Bytes;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};
use model::FindingDraft;
use std::fs::File;
use std::io::BufReader;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// JPEG quality of the way from the decoder to us: what fingerprints see differs by less than a grey level.
const WAY_QUALITY: &str = "95";

/// The picture, already upright: the decoder turns it as the file's `irot` and `imir` boxes say, which count before
/// EXIF (ISO 23008-12, 6.5.10).
pub(super) fn decode(
    bytes: &Bytes,
    surroundings: &Surroundings,
    until: Instant,
) -> Result<(DynamicImage, Orientation), FindingDraft> {
    let (Some(program), Some(scratch)) = (&surroundings.tools.heif_convert, &surroundings.scratch) else {
        return Err(codes::DECODER_MISSING.found(
            "HEIC and AVIF pictures need the program heif-convert, which was not found (Debian: apt install \
             libheif-examples). The bytes are kept; run trace again once it is installed.",
        ));
    };
    let failed = |why: String| {
        codes::DECODER_FAILED.found(format!("heif-convert could not decode the picture: {why}. The bytes are kept."))
    };
    let input = match primary_alone(bytes) {
        Some(alone) => alone.as_file(scratch),
        None => bytes.as_file(scratch),
    };
    let input = input.map_err(|error| failed(error.to_string()))?;
    let output = scratch.join("picture.jpg");
    let arguments = ["-q".into(), WAY_QUALITY.into(), input.into_os_string(), output.as_os_str().to_owned()];
    let (_, ending) = program::run(&program.path(), &arguments, until, limits::DECODER_TALK_BYTES as u64)
        .map_err(|error| failed(error.to_string()))?;
    let Some(written) = first_output(scratch, &output) else {
        let why = if ending.stopped { "it took too long".to_owned() } else { ending.said.join("; ") };
        return Err(failed(codes::quoted(&why, 200)));
    };
    Ok((load(&written)?, Orientation::NoTransforms))
}

/// A copy of a file with several pictures in which all but the primary one are marked as hidden: the program writes every
/// picture that is not, in the order of their numbers, and tiles that a writer did not hide would come first. `None`
/// where there is nothing to hide.
pub(crate) fn primary_alone(bytes: &Bytes) -> Option<Bytes> {
    let mut content = bytes.read_up_to(limits::PICTURE_FILE_BYTES).ok()?;
    let meta = child(&content, 0..content.len(), b"meta")?;
    let inside = meta.start + 4..meta.end;
    let primary_at = child(&content, inside.clone(), b"pitm")?.start;
    let primary = number(&content, primary_at + 4, content.get(primary_at)? == &0)?;
    let infos = child(&content, inside, b"iinf")?;
    let entries_at = infos.start + if content.get(infos.start)? == &0 { 6 } else { 8 };
    let mut hidden = Vec::new();
    for (_, entry) in children(&content, entries_at..infos.end).filter(|(kind, _)| kind == b"infe") {
        let (version, flags_at) = (*content.get(entry.start)?, entry.start + 3);
        let item = number(&content, entry.start + 4, version <= 2)?;
        if version >= 2 && item != primary && content.get(flags_at)? & 1 == 0 {
            hidden.push(flags_at);
        }
    }
    (!hidden.is_empty()).then(|| {
        hidden.into_iter().for_each(|flags_at| content[flags_at] |= 1);
        Bytes::Memory(content)
    })
}

/// Contents of the boxes in `range`, with their kinds (ISO 14496-12, 4.2).
fn children(content: &[u8], range: Range<usize>) -> impl Iterator<Item = ([u8; 4], Range<usize>)> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let head = content.get(at..range.end.min(content.len()))?.get(..8)?;
        let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
        let kind: [u8; 4] = head[4..8].try_into().ok()?;
        // 0 is "to the end"; lengths of 64 bits stand before media data, which is behind what is looked for.
        let end = if length == 0 { range.end } else { at.checked_add(length.max(8))?.min(range.end) };
        let inside = at + 8..end;
        at = end;
        Some((kind, inside))
    })
    .take(limits::BOXES)
}

fn child(content: &[u8], range: Range<usize>, kind: &[u8; 4]) -> Option<Range<usize>> {
    children(content, range).find(|(given, _)| given == kind).map(|(_, inside)| inside)
}

/// A number of 16 or 32 bits.
fn number(content: &[u8], at: usize, short: bool) -> Option<u32> {
    let bytes = content.get(at..at + if short { 2 } else { 4 })?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// Of several pictures in one file the first counts; the program then adds a number to the name.
fn first_output(scratch: &Path, output: &Path) -> Option<PathBuf> {
    [output.to_owned(), scratch.join("picture-1.jpg")].into_iter().find(|path| path.is_file())
}

fn load(path: &Path) -> Result<DynamicImage, FindingDraft> {
    let file = File::open(path).map_err(|error| unreadable(&error.into()))?;
    let reader = ImageReader::with_format(BufReader::new(file), image::ImageFormat::Jpeg);
    let decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, decoder.total_bytes())?;
    DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))
}
