//! How long a question to the index takes, and what it misses, as the index grows: real pictures among drawn ones.
//!
//! `index_scale pictures PRINTS.json N...` or `index_scale recordings PRINTS.json HOURS...`: fingerprints that the example
//! `media_pairs` kept (file names tell nothing here, so every second one is asked about and the rest is in the index). A drawn
//! recording is an hour of which a keyframe is known every five seconds and searched every ten. Drawn pictures have 500 points; every sixteen bits of
//! a drawn code or hash, a band of the index, are those of some real code there, so that buckets are as unevenly full as they
//! are with real pictures; bands are drawn independently.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use model::ItemId;
use std::collections::BTreeSet;
use std::time::Instant;
use trace::image::{self, ImageFingerprint, PdqHash};
use trace::index::{Index, Lead, SegmentDraft};
use trace::local::{Code, LocalFeatures};
use trace::video::{self, Frame, VideoFingerprint};

/// Pictures of one drawn segment.
const DRAWN_TOGETHER: usize = 20_000;

/// Pictures that are asked about.
const N_ASKED: usize = 200;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, path, sizes @ ..] = &arguments[..] else {
        panic!("usage: index_scale pictures|recordings PRINTS.json N...")
    };
    let text = std::fs::read_to_string(path).expect("fingerprints can be read");
    if kind == "recordings" { recordings(&text, sizes) } else { pictures(&text, sizes) }
}

fn recordings(text: &str, hours: &[String]) {
    let prints: Vec<(ItemId, VideoFingerprint)> = serde_json::from_str(text).expect("fingerprints");
    let frames = || prints.iter().flat_map(|(_, print)| &print.frames);
    let hashes = frames().flat_map(|frame| frame.views.iter().map(|view| view.hashes.upright().words())).collect();
    let points = frames().filter_map(|frame| frame.local.as_ref()).flat_map(|local| &local.points);
    let codes = points.map(|point| point.code.0).collect();
    let mut like = frames().find(|frame| frame.local.as_ref().is_some_and(|local| local.points.len() >= 120)).cloned();
    let like = like.as_mut().expect("a frame with 120 points");
    like.views.truncate(1);
    let draw = DrawFrom { codes, hashes };
    let (asked, kept): (Vec<_>, Vec<_>) = prints.iter().enumerate().partition(|(n, _)| n % 2 == 0);
    println!("{} real recordings in the index, {} others asked about", kept.len(), asked.len());
    println!("   hours   frames     codes     GB  index: median ms, 95 %, worst  leads to copies, to drawn ones");
    let mut confirmed: Option<BTreeSet<(usize, usize)>> = None;
    for hours in hours {
        let n: usize = hours.parse().expect("a number of hours");
        let mut random = Random(0x5eed);
        let mut segments = Vec::new();
        for first in (0..n).step_by(50) {
            let mut draft = SegmentDraft::default();
            for number in first..n.min(first + 50) {
                let frame =
                    |place: i64| Frame { time_us: 5_000_000 * place, ..draw.frame(like, place % 2 == 0, &mut random) };
                VideoFingerprint { frames: (0..720).map(frame).collect() }.put_into(&mut draft, number as u32);
            }
            segments.push(draft.words());
        }
        let mut draft = SegmentDraft::default();
        kept.iter().enumerate().for_each(|(number, (_, (_, print)))| print.put_into(&mut draft, (n + number) as u32));
        segments.push(draft.words());
        let segments = merged(segments);
        let index = Index::open(segments.iter().map(Vec::as_slice)).expect("whole segments");
        let (mut times_ms, mut n_known, mut n_drawn) = (Vec::new(), 0, 0);
        let is_first = confirmed.is_none();
        let confirmed = confirmed.get_or_insert_default();
        for (number, (_, (_, print))) in asked.iter().enumerate() {
            let begun = Instant::now();
            let leads = video::leads_of(print, u32::MAX, &index, &Index::default());
            times_ms.push(begun.elapsed().as_secs_f64() * 1e3);
            n_drawn += leads.iter().filter(|lead| (lead.item as usize) < n).count();
            for lead in leads.iter().filter(|lead| lead.item as usize >= n) {
                let real = lead.item as usize - n;
                if is_first && shows_the_same(&kept[real].1.1, print, lead) {
                    confirmed.insert((number, real));
                }
                n_known += usize::from(confirmed.contains(&(number, real)));
            }
        }
        let n_bytes: usize = segments.iter().map(|words| words.len() * 8).sum();
        let (n_frames, n_points, n_hashes) = index.n_entries();
        println!(
            "{n:8}  {n_frames:7}  {:8}  {:5.2}  {}  {n_known} of {} {n_drawn}",
            n_points + n_hashes,
            n_bytes as f64 / 1e9,
            spread(times_ms),
            confirmed.len()
        );
    }
}

fn shows_the_same(one: &VideoFingerprint, other: &VideoFingerprint, lead: &Lead) -> bool {
    let found = video::matches_of_pair((ItemId([0; 32]), one), (ItemId([1; 32]), other), lead);
    found.iter().any(|found| found.tier == model::Tier::Confirmed)
}

fn pictures(text: &str, sizes: &[String]) {
    let prints: Vec<(ItemId, ImageFingerprint)> = serde_json::from_str(text).expect("fingerprints");
    let pool = Pool::of(&prints);
    let (asked, kept): (Vec<_>, Vec<_>) = prints.iter().enumerate().partition(|(n, _)| n % 2 == 0);
    let asked: Vec<&ImageFingerprint> = asked.into_iter().map(|(_, (_, print))| print).collect();
    let kept: Vec<&ImageFingerprint> = kept.into_iter().map(|(_, (_, print))| print).collect();
    println!("{} real pictures in the index, {N_ASKED} others asked about", kept.len());
    println!(
        "pictures  codes      GB    median ms  95 % ms  worst ms  confirmed pairs found, of those found without drawn ones"
    );
    for size in sizes {
        let n: usize = size.parse().expect("a number of pictures");
        let segments = pool.segments(n, &kept);
        let index = Index::open(segments.iter().map(Vec::as_slice)).expect("whole segments");
        let (n_pictures, n_points, n_hashes) = index.n_entries();
        let (mut index_ms, mut all_ms) = (Vec::new(), Vec::new());
        let mut n_confirmed = 0;
        for print in asked.iter().step_by(asked.len() / N_ASKED).take(N_ASKED) {
            let begun = Instant::now();
            let leads = image::leads_of(print, u32::MAX, &index, &Index::default());
            index_ms.push(begun.elapsed().as_secs_f64() * 1e3);
            let first = n_pictures - kept.len();
            let pairs = leads.iter().filter(|lead| lead.item as usize >= first);
            let confirmed = |lead: &&Lead| is_confirmed(kept[lead.item as usize - first], print, lead);
            n_confirmed += pairs.filter(confirmed).count();
            all_ms.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let n_bytes: usize = segments.iter().map(|words| words.len() * 8).sum();
        println!(
            "{n_pictures:8}  {:9}  {:5.2}  {}  {}  {n_confirmed}",
            n_points + n_hashes,
            n_bytes as f64 / 1e9,
            spread(index_ms),
            spread(all_ms)
        );
    }
}

/// Median, 95th of a hundred, worst.
fn spread(mut times_ms: Vec<f64>) -> String {
    times_ms.sort_by(f64::total_cmp);
    let at = |share: f64| times_ms[((times_ms.len() - 1) as f64 * share) as usize];
    format!("{:8.1} {:8.1} {:8.1}", at(0.5), at(0.95), at(1.0))
}

fn is_confirmed(one: &ImageFingerprint, other: &ImageFingerprint, lead: &Lead) -> bool {
    let items = [ItemId([0; 32]), ItemId([1; 32])];
    let found = image::matches_of_pair((items[0], one), (items[1], other), lead);
    found.is_some_and(|found| found.tier == model::Tier::Confirmed)
}

/// What drawn pictures are made of.
struct Pool {
    from: DrawFrom,
    like: ImageFingerprint,
}

impl Pool {
    fn of(prints: &[(ItemId, ImageFingerprint)]) -> Pool {
        let codes = prints.iter().flat_map(|(_, print)| print.local.points.iter().map(|point| point.code.0)).collect();
        let hashes = prints.iter().flat_map(|(_, print)| print.views.iter().map(|view| view.hashes.upright().words()));
        let full = prints.iter().find(|(_, print)| print.local.points.len() == 500).expect("a picture with 500 points");
        Pool { from: DrawFrom { codes, hashes: hashes.collect() }, like: full.1.clone() }
    }

    /// `n` drawn pictures, and after them the real ones.
    fn segments(&self, n: usize, real: &[&ImageFingerprint]) -> Vec<Vec<u64>> {
        let mut random = Random(0x5eed);
        let mut segments = Vec::new();
        for first in (0..n).step_by(DRAWN_TOGETHER) {
            let mut draft = SegmentDraft::default();
            for number in first..n.min(first + DRAWN_TOGETHER) {
                self.drawn(&mut random).put_into(&mut draft, number as u32);
            }
            segments.push(draft.words());
        }
        let mut draft = SegmentDraft::default();
        real.iter().enumerate().for_each(|(number, print)| print.put_into(&mut draft, (n + number) as u32));
        segments.push(draft.words());
        merged(segments)
    }

    fn drawn(&self, random: &mut Random) -> ImageFingerprint {
        let mut print = self.like.clone();
        self.from.points(&mut print.local, random);
        print.views.iter_mut().for_each(|view| view.hashes.all = [self.from.hash(random); 8]);
        print
    }
}

/// As the program keeps them: merged where several are of about one size.
fn merged(segments: Vec<Vec<u64>>) -> Vec<Vec<u64>> {
    let mut merged: Vec<Vec<u64>> = Vec::new();
    for segment in segments {
        merged.push(segment);
        loop {
            let index = Index::open(merged.iter().map(Vec::as_slice)).expect("whole segments");
            let n = index.n_to_merge();
            if n == 0 {
                break;
            }
            let mut words = Vec::new();
            let sink = |piece: &[u64]| {
                words.extend_from_slice(piece);
                Ok::<(), std::convert::Infallible>(())
            };
            let Ok(()) = index.merge_last(n, sink);
            merged.truncate(merged.len() - n);
            merged.push(words);
        }
    }
    merged
}

/// Codes and hashes of real pictures, to draw from.
struct DrawFrom {
    codes: Vec<u128>,
    hashes: Vec<[u64; 4]>,
}

impl DrawFrom {
    fn points(&self, local: &mut LocalFeatures, random: &mut Random) {
        for point in &mut local.points {
            let band = |bits: u128, band: usize| {
                bits | (self.codes[random.below(self.codes.len())] >> (16 * band) & 0xffff) << (16 * band)
            };
            point.code = Code((0..8).fold(0, band));
        }
    }

    fn hash(&self, random: &mut Random) -> PdqHash {
        let mut words = [0_u64; 4];
        for band in 0..16 {
            let (word, shift) = (band / 4, 16 * (band % 4));
            words[word] |= (self.hashes[random.below(self.hashes.len())][word] >> shift & 0xffff) << shift;
        }
        let hex: String = words.iter().rev().map(|word| format!("{word:016x}")).collect();
        PdqHash::from_hex(&hex).expect("64 hex digits")
    }

    /// A frame like another, searched or not.
    fn frame(&self, like: &Frame, is_searched: bool, random: &mut Random) -> Frame {
        let mut frame = like.clone();
        frame.views.iter_mut().for_each(|view| view.hashes.all = [self.hash(random); 8]);
        match &mut frame.local {
            Some(local) if is_searched => self.points(local, random),
            local => *local = None,
        }
        frame
    }
}

/// A generator of numbers (SplitMix64), the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % n as u64) as usize
    }
}
