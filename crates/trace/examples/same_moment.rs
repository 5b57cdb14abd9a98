//! Compares the recordings of every folder in FOLDER with each other, as the pipeline does, and writes what was found as
//! CSV; `bench/moment.py` makes such folders and measures it. `same_moment FOLDER FOUND.csv`
//!
//! The fingerprints are kept in FOLDER/PLACE.prints.json for the next run.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use model::{ItemId, Match, SoundChunk, Tier};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use trace::audio::{self, AudioFingerprint};
use trace::moment;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, output] = &arguments[..] else { panic!("usage: same_moment FOLDER FOUND.csv") };
    let mut csv =
        String::from("place,query,reference,kind,tier,score,offset_s,uncertainty_s,drift_ppm,q_start,q_end,reasons\n");
    for place in entries(Path::new(folder)).iter().filter(|path| path.is_dir()) {
        let number = place.to_string_lossy().rsplit("place").next().unwrap_or_default().to_owned();
        let (names, prints) = prints_of(place);
        for found in moment::settle(&prints, &BTreeSet::new(), audio::matches(&prints), moment::matches(&prints)) {
            csv.push_str(&line(&number, &found, &names));
        }
    }
    std::fs::write(output, csv).expect("the result can be written");
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn prints_of(place: &Path) -> (BTreeMap<ItemId, String>, Vec<(ItemId, AudioFingerprint)>) {
    let store = place.with_extension("prints.json");
    if let Ok(stored) = std::fs::read_to_string(&store) {
        return serde_json::from_str(&stored).expect("stored fingerprints can be read");
    }
    let (mut names, mut prints) = (BTreeMap::new(), Vec::new());
    for path in entries(place) {
        let item = ItemId::of(path.to_string_lossy().as_bytes());
        names.insert(item, path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        prints.push((item, decode(&path)));
    }
    let both = (names, prints);
    std::fs::write(store, serde_json::to_string(&both).expect("can be stored")).expect("can be written");
    both
}

fn decode(path: &Path) -> AudioFingerprint {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-threads", "1", "-i"])
        .arg(path)
        .args(["-vn", "-ac", "1", "-ar", "11025", "-f", "s16le", "-"])
        .output();
    let bytes = output.expect("ffmpeg can be started").stdout;
    let samples = bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    let mut fingerprinter = audio::AudioFingerprinter::new();
    fingerprinter.push(&SoundChunk { start_us: 0, rate_hz: audio::SAMPLE_RATE_HZ, samples });
    fingerprinter.finish()
}

fn line(place: &str, found: &Match, names: &BTreeMap<ItemId, String>) -> String {
    let seconds =
        |time_us: Option<i64>| time_us.map_or(String::new(), |time_us| format!("{:.4}", time_us as f64 / 1e6));
    let kind = serde_json::to_string(&found.kind).expect("a word");
    let tier = if found.tier == Tier::Confirmed { "confirmed" } else { "weak" };
    let mut line = String::new();
    let written = writeln!(
        line,
        "{place},{},{},{},{tier},{:.4},{},{},{},{},{},{}",
        names[&found.query.item],
        names[&found.reference.item],
        kind.trim_matches('"'),
        found.score_0_1,
        seconds(found.transform.offset_us),
        seconds(found.transform.offset_uncertainty_us),
        found.transform.drift_ppm.map_or(String::new(), |ppm| ppm.to_string()),
        seconds(found.query.extent.start_us),
        seconds(found.query.extent.end_us),
        found.reasons.join("; ").replace(',', ";").replace('"', "'")
    );
    written.expect("a string takes all");
    line
}
