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
    let input = bytes.as_file(scratch).map_err(|error| failed(error.to_string()))?;
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
