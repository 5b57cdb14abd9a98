//! Compares media of a folder `queries/KIND` with those of `refs/KIND`, decoded by `ffmpeg` as the pipeline does, and
//! writes pairs as CSV: `query,reference,score,q_start,q_end,r_start,r_end,tier,reasons,nearer the source`.
//!
//! `media_pairs FOLDER image|video|audio|moment|recording OUT.csv`: `recording` settles picture and sound of `video`;
//! fingerprints are kept beside OUT.csv for the next run. Confirmed pairs of two queries, which a scorer of queries against
//! references does not see, stand in OUT.csv.queries.csv.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use model::{Extent, ItemId, Match, PixelFormat, Pixels, SoundChunk, Tier};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use trace::{audio, image, moment, video};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, kind, output] = &arguments[..] else { panic!("usage: media_pairs FOLDER KIND OUT.csv") };
    let files = files(
        Path::new(folder),
        match kind.as_str() {
            "moment" => "audio",
            "recording" => "video",
            same => same,
        },
    );
    let found = match kind.as_str() {
        "image" => image::matches(&prints(&files, output, |path| image::fingerprint(&decode_image(path)))),
        "video" => video::matches(&prints(&files, output, decode_video)),
        "audio" => audio::matches(&prints(&files, output, decode_audio)),
        "moment" => moment::matches(&prints(&files, output, decode_audio)),
        "recording" => recordings(&files, output),
        other => panic!("no kind named {other}"),
    };
    std::fs::write(output, csv(&found, &files)).expect("the result can be written");
    let among_queries = confirmed_among_queries(&found, &files);
    std::fs::write(format!("{output}.queries.csv"), among_queries).expect("the result can be written");
}

fn recordings(files: &BTreeMap<ItemId, (bool, PathBuf)>, output: &str) -> Vec<Match> {
    let videos = prints(files, &format!("{output}.video"), decode_video);
    let sounds = prints(files, &format!("{output}.audio"), decode_audio);
    let with_picture = videos.iter().map(|(item, _)| *item).collect();
    let mut copies = video::matches(&videos);
    copies.extend(audio::matches(&sounds));
    moment::settle(&sounds, &with_picture, copies, moment::matches(&sounds))
}

/// Files by item; the id is made of the name, so that equal bytes stay two.
fn files(folder: &Path, kind: &str) -> BTreeMap<ItemId, (bool, PathBuf)> {
    let mut files = BTreeMap::new();
    for (is_query, side) in [(true, "queries"), (false, "refs")] {
        for entry in std::fs::read_dir(folder.join(side).join(kind)).expect("the folder can be listed") {
            let path = entry.expect("an entry").path();
            files.insert(ItemId::of(path.to_string_lossy().as_bytes()), (is_query, path));
        }
    }
    files
}

fn prints<T: Serialize + DeserializeOwned + Clone>(
    files: &BTreeMap<ItemId, (bool, PathBuf)>,
    output: &str,
    make: impl Fn(&Path) -> T,
) -> Vec<(ItemId, T)> {
    let store = format!("{output}.prints.json");
    if let Ok(stored) = std::fs::read_to_string(&store) {
        return serde_json::from_str(&stored).expect("stored fingerprints can be read");
    }
    let prints: Vec<(ItemId, T)> = files.iter().map(|(item, (_, path))| (*item, make(path))).collect();
    std::fs::write(store, serde_json::to_string(&prints).expect("can be stored")).expect("can be written");
    prints
}

fn ffmpeg(path: &Path, options: &[&str]) -> Vec<u8> {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-threads", "1", "-i"])
        .arg(path)
        .args(options)
        .arg("-")
        .output();
    output.expect("ffmpeg can be started").stdout
}

/// As portable pixmap: header of three lines, then the samples. A file that is one already is read as it is.
fn decode_image(path: &Path) -> Pixels {
    if path.extension().is_some_and(|extension| extension == "ppm") {
        let bytes = std::fs::read(path).expect("the file can be read");
        return pixmaps(&bytes, PixelFormat::Rgb8).pop().expect("a picture");
    }
    let scale = "scale='min(1024,iw)':'min(1024,ih)':force_original_aspect_ratio=decrease:flags=area";
    let bytes = ffmpeg(path, &["-vf", scale, "-frames:v", "1", "-f", "image2pipe", "-c:v", "ppm", "-pix_fmt", "rgb24"]);
    pixmaps(&bytes, PixelFormat::Rgb8).pop().expect("a picture")
}

fn decode_video(path: &Path) -> video::VideoFingerprint {
    let scale = "fps=2,scale='min(480,iw)':'min(480,ih)':force_original_aspect_ratio=decrease:flags=area,format=gray";
    let bytes = ffmpeg(path, &["-an", "-vf", scale, "-f", "image2pipe", "-c:v", "pgm"]);
    let mut fingerprinter = video::VideoFingerprinter::new();
    for (number, pixels) in pixmaps(&bytes, PixelFormat::Gray8).iter().enumerate() {
        fingerprinter.push(number as i64 * 500_000, pixels);
    }
    fingerprinter.finish()
}

fn pixmaps(mut bytes: &[u8], format: PixelFormat) -> Vec<Pixels> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let ends: Vec<usize> =
            bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(n, _)| n).take(3).collect();
        let header = std::str::from_utf8(&bytes[..ends[2]]).expect("a header");
        let numbers: Vec<usize> =
            header.split_whitespace().skip(1).map(|number| number.parse().expect("a number")).collect();
        let length = numbers[0] * numbers[1] * format.bytes_per_pixel();
        let samples = &bytes[ends[2] + 1..ends[2] + 1 + length];
        found.push(Pixels { width_px: numbers[0], height_px: numbers[1], format, bytes: samples.to_vec() });
        bytes = &bytes[ends[2] + 1 + length..];
    }
    found
}

fn decode_audio(path: &Path) -> audio::AudioFingerprint {
    let bytes = ffmpeg(path, &["-vn", "-ac", "1", "-ar", "11025", "-f", "s16le"]);
    let samples = bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    let mut fingerprinter = audio::AudioFingerprinter::new();
    fingerprinter.push(&SoundChunk { start_us: 0, rate_hz: audio::SAMPLE_RATE_HZ, samples });
    fingerprinter.finish()
}

fn confirmed_among_queries(found: &[Match], files: &BTreeMap<ItemId, (bool, PathBuf)>) -> String {
    let name = |item: &ItemId| files[item].1.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let both = |one: &&Match| files[&one.query.item].0 && files[&one.reference.item].0 && one.tier == Tier::Confirmed;
    let line = |one: &Match| {
        let reasons = one.reasons.join("; ").replace(',', ";");
        format!("{},{},{},{reasons}\n", name(&one.query.item), name(&one.reference.item), one.score_0_1)
    };
    found.iter().filter(both).map(line).collect()
}

fn csv(found: &[Match], files: &BTreeMap<ItemId, (bool, PathBuf)>) -> String {
    let mut csv = String::new();
    let name =
        |item: &ItemId| files[item].1.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut n_confirmed = 0;
    for found in found {
        n_confirmed += usize::from(found.tier == Tier::Confirmed);
        let (mut query, mut reference) = (&found.query, &found.reference);
        if !files[&query.item].0 {
            std::mem::swap(&mut query, &mut reference);
        }
        if !files[&query.item].0 || files[&reference.item].0 {
            continue;
        }
        let times = |extent: &Extent| match (extent.start_us, extent.end_us) {
            (Some(start), Some(end)) => format!("{},{}", start as f64 / 1e6, end as f64 / 1e6),
            _ => ",".to_owned(),
        };
        let (q, r) = (times(&query.extent), times(&reference.extent));
        let tier = if found.tier == Tier::Confirmed { "confirmed" } else { "weak" };
        let reasons = found.reasons.join("; ").replace(',', ";");
        let nearer = match found.direction.as_ref().map(|direction| direction.from) {
            None => "unknown",
            Some(from) if from == reference.item => "reference",
            Some(_) => "query",
        };
        let line = format!(
            "{},{},{},{q},{r},{tier},{:?}: {}; {reasons},{nearer}",
            name(&query.item),
            name(&reference.item),
            found.score_0_1,
            found.kind,
            found.transform.words.replace(',', ";")
        );
        writeln!(csv, "{line}").expect("writing to a String cannot fail");
    }
    eprintln!("{} matches, {n_confirmed} confirmed", found.len());
    csv
}
