//! Pictures for people: the contact sheet of a recording, the comparison of a match, a clip of both its sides. They are
//! derived state that is made when somebody asks for it, and kept.
//!
//! Nothing is decoded or drawn here: a worker for each item gives pixels, and one that can read no item draws of them.

use super::derived::{self, WHOLE_CASE};
use super::extracting::{self, source_of};
use super::fingerprints::Fingerprints;
use crate::terminal::visible;
use anyhow::Result;
use archive::Case;
use extract::{Drawing, DrawnSide, Extractor, Look, MediaSink, SheetShot};
use model::{Item, ItemId, Match, MatchKind, MatchSide, Pixels, SoundChunk, Transform, stable_id};
use trace::video::Shot;

/// Raised when the same input gives another picture.
const VERSION: u32 = 2;

const SHEET: &str = "contact-sheet";
const COMPARISON: &str = "comparison";
const CLIP: &str = "clip";

/// Longer side of one side of a comparison, pixels: two stand beside each other on a screen.
const SHOWN_SIDE_PX: u32 = 512;

/// Pictures on a contact sheet, and their longer side, pixels.
const SHOTS_ON_SHEET: usize = 24;
const SHOT_SIDE_PX: u32 = 288;

/// Longest clip, microseconds; its frames a second, and the pixels of one side. Both sides of sixty frames fit into one
/// message to the worker that draws.
const CLIP_LENGTH_US: i64 = 6_000_000;
const CLIP_FRAMES_PER_SECOND: u32 = 10;
const CLIP_AREA_PX: u32 = 480 * 320;
/// Sounds whose paces differ by more than this share do not stay together for a clip: it is then silent.
const SAME_PACE: f64 = 0.005;
/// A clip of less than this shows nothing that the picture does not.
const SHORTEST_CLIP_US: i64 = 500_000;

/// Frames of the reference around the matching moment among which the one most like the query's is looked for, and how far
/// they lie, microseconds: sampled frames are half a second apart, and so far off a match may be.
const MOMENTS: u32 = 37;
const REACH_US: i64 = 540_000;
/// Where the match knows its offset as well as this, microseconds, no frame is looked for: of two cameras the one most alike
/// would be another moment.
const EXACT_US: i64 = 100_000;
/// The same where a still picture is looked for in a stretch.
const MOMENTS_OF_STILL: u32 = 24;
/// Pixels of these frames: as large as they are shown, for one of them is.
const MOMENT_AREA_PX: u32 = SHOWN_SIDE_PX * SHOWN_SIDE_PX;

/// Least likeness with which one side is shown laid over the other by what the match says, where points of both agree on
/// nothing better: below it the difference would show that they do not lie right, and nothing else.
const LEAST_LIKENESS: f64 = 0.5;

/// A file for people, or why there is none.
pub enum Drawn {
    /// Its bytes.
    File(Vec<u8>),
    /// In words for a person.
    Nothing(String),
}

/// Whether a match may have a comparison: both sides are pictures or recordings. Texts are compared on the page.
pub fn is_of_pictures(found: &Match) -> bool {
    use MatchKind::{AudioCopy, ImageCopy, ImageRegion, SameMoment, VideoCopy, VideoExcerpt};
    matches!(found.kind, ImageCopy | ImageRegion | VideoCopy | VideoExcerpt | AudioCopy | SameMoment)
}

/// Makes and keeps pictures for people.
pub struct Looker<'c> {
    pub case: &'c Case,
    pub extractor: &'c Extractor,
}

impl Looker<'_> {
    /// The contact sheet of a recording, a JPEG: one picture for each shot, with its time.
    ///
    /// # Errors
    /// When the case cannot be read or written, or no worker can be started.
    pub fn contact_sheet(&self, item: &Item) -> Result<Drawn> {
        // Of a long recording the shots are others once all of its frames are known.
        let frames = if derived::has_all_frames(self.case, &item.id)? { "all frames" } else { "as read" };
        let key = format!("v{VERSION} {} {frames}", extracting::key());
        self.kept(SHEET, &item.id.hex(), &key, || self.draw_sheet(item))
    }

    /// The comparison of both sides of a match, a PNG.
    ///
    /// # Errors
    /// As [`Looker::contact_sheet`].
    pub fn comparison(&self, found: &Match) -> Result<Drawn> {
        // Kept as of the whole case: when one side is disposed of, it goes with all that is derived of the whole case.
        self.kept(COMPARISON, WHOLE_CASE, &match_key(found)?, || self.draw_comparison(found))
    }

    /// A few seconds of both sides of a match, a WebM: where both have sound and pass at one pace, the query is heard on the
    /// left and the reference on the right.
    ///
    /// # Errors
    /// As [`Looker::contact_sheet`].
    pub fn clip(&self, found: &Match) -> Result<Drawn> {
        self.kept(CLIP, WHOLE_CASE, &match_key(found)?, || self.draw_clip(found))
    }

    /// What is kept, or what `make` gives, which is then kept if it can be. Where nothing could be made, it is tried again next time.
    pub(super) fn kept(
        &self,
        stage: &str,
        item: &str,
        key: &str,
        make: impl FnOnce() -> Result<Drawn>,
    ) -> Result<Drawn> {
        if let Some(file) = self.case.derived_get(stage, item, key)? {
            return Ok(Drawn::File(file));
        }
        let made = make()?;
        if let Drawn::File(file) = &made {
            // Where it cannot be kept (another program writes, the disk is full or read-only) it is still shown.
            let _ = self.case.keep_shown(stage, item, key, file);
        }
        Ok(made)
    }

    fn draw_sheet(&self, item: &Item) -> Result<Drawn> {
        let shots = self.shots(item, SHOTS_ON_SHEET)?;
        if shots.is_empty() {
            return Ok(Drawn::Nothing("it is no recording with pictures that were read".to_owned()));
        }
        let times_us = shots.iter().map(|shot| shot.best_us).collect();
        let frames = match self.look(&item.id, &Look::Stills { times_us, side_px: SHOT_SIDE_PX })? {
            Looked::Frames(frames) => frames,
            Looked::Nothing(why) => return Ok(Drawn::Nothing(why)),
        };
        let shot_of = |time_us: &Option<i64>| shots.iter().find(|shot| Some(shot.best_us) == *time_us);
        let (mut drawn, mut pictures) = (Vec::new(), Vec::new());
        for (time_us, pixels) in frames {
            let Some(shot) = shot_of(&time_us) else { continue };
            drawn.push(SheetShot { time_us: shot.best_us, length_us: shot.end_us - shot.start_us });
            pictures.push(pixels);
        }
        let n_shots = drawn.len();
        let heading = format!("{} · {n_shots} {}", item.short_id, if n_shots == 1 { "shot" } else { "shots" });
        self.draw(&Drawing::Sheet { heading, shots: drawn }, &pictures, &[])
    }

    /// Shots of a recording, at most so many, in order of time; none of what has no pictures.
    pub(super) fn shots(&self, item: &Item, most: usize) -> Result<Vec<Shot>> {
        let print = self.fingerprints(&item.id)?.video.filter(|print| !print.frames.is_empty());
        Ok(print.map(|print| trace::video::shots(&print, most)).unwrap_or_default())
    }

    fn draw_comparison(&self, found: &Match) -> Result<Drawn> {
        let sides = match self.sides(found)? {
            Ok(sides) => sides,
            Err(why) => return Ok(Drawn::Nothing(why)),
        };
        let side = |side: &Side, picture: &(Option<i64>, Pixels)| DrawnSide {
            label: side.label.clone(),
            time_us: picture.0,
            step_us: 0,
            region: side.region,
        };
        let drawing = Drawing::Comparison {
            query: side(&sides.query, &sides.query_picture),
            reference: side(&sides.reference, &sides.reference_picture),
            to_query: sides.to_query,
        };
        self.draw(&drawing, &[sides.query_picture.1, sides.reference_picture.1], &[])
    }

    fn draw_clip(&self, found: &Match) -> Result<Drawn> {
        let Some(line) = TimeLine::of(found) else {
            return Ok(Drawn::Nothing("one of its sides is a still picture, so there is no clip".to_owned()));
        };
        let sides = match self.sides(found)? {
            Ok(sides) => sides,
            Err(why) => return Ok(Drawn::Nothing(why)),
        };
        let (Some(query_us), Some(reference_us)) = (sides.query_picture.0, sides.reference_picture.0) else {
            return Ok(Drawn::Nothing("one of its sides is a still picture, so there is no clip".to_owned()));
        };
        let (start_us, length_us) = line.stretch_around(query_us);
        if length_us < SHORTEST_CLIP_US {
            return Ok(Drawn::Nothing("what matches is too short for a clip".to_owned()));
        }
        let reference_start_us = (reference_us + line.to_reference(start_us - query_us)).max(0);
        let n_frames = u32::try_from(length_us * i64::from(CLIP_FRAMES_PER_SECOND) / 1_000_000).unwrap_or(1).max(1);
        let stretch = |start_us, length_us| Look::Stretch { start_us, length_us, n_frames, area_px: CLIP_AREA_PX };
        let reference_length_us = line.to_reference(length_us);
        let query = self.look(&found.query.item, &stretch(start_us, length_us))?;
        let reference = self.look(&found.reference.item, &stretch(reference_start_us, reference_length_us))?;
        let (mut query, mut reference) = match (query, reference) {
            (Looked::Frames(query), Looked::Frames(reference)) => (query, reference),
            (Looked::Nothing(why), _) | (_, Looked::Nothing(why)) => return Ok(Drawn::Nothing(why)),
        };
        let n_both = query.len().min(reference.len());
        query.truncate(n_both);
        reference.truncate(n_both);
        let side = |side: &Side, start_us: i64, length_us: i64| DrawnSide {
            label: side.label.clone(),
            time_us: Some(start_us),
            step_us: length_us / i64::from(n_frames),
            region: side.region,
        };
        let drawing = Drawing::Clip {
            query: side(&sides.query, start_us, length_us),
            reference: side(&sides.reference, reference_start_us, reference_length_us),
            frames_per_second: CLIP_FRAMES_PER_SECOND,
        };
        let pictures: Vec<Pixels> = query.into_iter().chain(reference).map(|(_, pixels)| pixels).collect();
        let sounds = if (line.pace - 1.0).abs() <= SAME_PACE {
            let starts = [(&found.query.item, start_us), (&found.reference.item, reference_start_us)];
            self.both_sounds(starts, length_us)?
        } else {
            Vec::new()
        };
        self.draw(&drawing, &pictures, &sounds)
    }

    /// Both sides of a match at one moment; the inner error says in words why there is nothing to see.
    fn sides(&self, found: &Match) -> Result<std::result::Result<Sides, String>> {
        if !is_of_pictures(found) {
            return Ok(Err("it is a match of texts; both passages stand on the page of matches".to_owned()));
        }
        let prints = (self.fingerprints(&found.query.item)?, self.fingerprints(&found.reference.item)?);
        let query_us = moment_of(&found.query, &prints.0);
        let query_picture = match self.one(&found.query.item, query_us)? {
            Ok(picture) => picture,
            Err(why) => return Ok(Err(why)),
        };
        let mut candidates = match self.candidates(found, query_us, &prints.1)? {
            Looked::Frames(frames) => frames,
            Looked::Nothing(why) => return Ok(Err(why)),
        };
        let is_copy = found.kind != MatchKind::SameMoment;
        let by_match = is_copy.then(|| mapping_of(found)).flatten();
        let best = most_alike(&query_picture.1, &candidates, by_match.as_ref()).unwrap_or(candidates.len() / 2);
        let reference_picture = candidates.swap_remove(best);
        let (query, reference) = (&query_picture.1, &reference_picture.1);
        let to_query = is_copy.then(|| trace::laid_over(query, reference)).flatten().or_else(|| {
            by_match.filter(|way| trace::likeness(query, reference, way).is_some_and(|found| found >= LEAST_LIKENESS))
        });
        Ok(Ok(Sides {
            query: self.side(&found.query)?,
            reference: self.side(&found.reference)?,
            query_picture,
            reference_picture,
            to_query,
        }))
    }

    fn side(&self, side: &MatchSide) -> Result<Side> {
        let item = self.case.item(&side.item.hex())?;
        let label = item.map_or_else(|| side.item.hex()[..8].to_owned(), |item| item.short_id.to_string());
        Ok(Side { label, region: side.extent.region })
    }

    /// Frames of the reference among which the matching one is; the picture itself where it is a still one.
    fn candidates(&self, found: &Match, query_us: Option<i64>, print: &Fingerprints) -> Result<Looked> {
        let reference = &found.reference;
        let (Some(start_us), Some(end_us)) = (reference.extent.start_us, reference.extent.end_us) else {
            return self.look(&reference.item, &Look::Stills { times_us: Vec::new(), side_px: SHOWN_SIDE_PX });
        };
        let ends_us = print.video.as_ref().and_then(|print| print.frames.last()).map_or(end_us, |last| last.time_us);
        let (start_us, length_us, n_frames) = match query_us.zip(TimeLine::of(found)) {
            Some((query_us, line)) => {
                let middle_us = reference_time(found, &line, query_us).clamp(0, ends_us.max(0));
                if found.transform.offset_uncertainty_us.is_some_and(|uncertainty_us| uncertainty_us <= EXACT_US) {
                    return self.look(&reference.item, &exact(middle_us));
                }
                ((middle_us - REACH_US).max(0), 2 * REACH_US, MOMENTS)
            }
            None => (start_us.min(ends_us), (end_us - start_us).max(1), MOMENTS_OF_STILL),
        };
        self.look(&reference.item, &Look::Stretch { start_us, length_us, n_frames, area_px: MOMENT_AREA_PX })
    }

    /// One picture of an item in the size in which it is shown; the inner error says why there is none.
    fn one(&self, item: &ItemId, time_us: Option<i64>) -> Result<std::result::Result<(Option<i64>, Pixels), String>> {
        let look = Look::Stills { times_us: time_us.into_iter().collect(), side_px: SHOWN_SIDE_PX };
        Ok(match self.look(item, &look)? {
            Looked::Frames(mut frames) => frames.pop().ok_or_else(|| "it gave no picture".to_owned()),
            Looked::Nothing(why) => Err(why),
        })
    }

    pub(super) fn look(&self, item: &ItemId, look: &Look) -> Result<Looked> {
        let Some(source) = source_of(self.case, item)? else {
            return Ok(Looked::Nothing("its bytes are not held, or lie too deep in containers".to_owned()));
        };
        let mut frames = Frames::default();
        let extract = self.extractor.look(&source, look, &mut frames)?;
        if !frames.0.is_empty() {
            return Ok(Looked::Frames(frames.0));
        }
        let why = extract.findings.first().map_or("nothing came of it", |finding| &finding.text);
        Ok(Looked::Nothing(visible(why)))
    }

    /// The sounds of both sides; none where one has none.
    fn both_sounds(&self, starts: [(&ItemId, i64); 2], length_us: i64) -> Result<Vec<Vec<i16>>> {
        let mut sounds = Vec::new();
        for (item, start_us) in starts {
            let sound = self.sound(item, start_us, length_us)?;
            if sound.is_empty() {
                return Ok(Vec::new());
            }
            sounds.push(sound);
        }
        Ok(sounds)
    }

    pub(super) fn draw(&self, drawing: &Drawing, pictures: &[Pixels], sounds: &[Vec<i16>]) -> Result<Drawn> {
        drawn(self.extractor.draw(drawing, pictures, sounds))
    }

    /// Films one after another with a sound.
    pub(super) fn join(&self, films: &[Vec<u8>], sound: Option<&[i16]>) -> Result<Drawn> {
        drawn(self.extractor.join(films, sound))
    }

    /// The sound of a stretch; empty where it gives none.
    pub(super) fn sound(&self, item: &ItemId, start_us: i64, length_us: i64) -> Result<Vec<i16>> {
        let Some(source) = source_of(self.case, item)? else { return Ok(Vec::new()) };
        let mut heard = Frames::default();
        self.extractor.look(&source, &Look::Sound { start_us, length_us }, &mut heard)?;
        Ok(heard.1)
    }

    fn fingerprints(&self, item: &ItemId) -> Result<Fingerprints> {
        Ok(derived::fingerprints_of(self.case, item, true)?.unwrap_or_default().0)
    }
}

/// The file, or in words why there is none.
fn drawn(made: std::result::Result<Vec<u8>, extract::ExtractError>) -> Result<Drawn> {
    Ok(match made {
        Ok(file) => Drawn::File(file),
        Err(error @ extract::ExtractError::Draw { .. }) => Drawn::Nothing(error.to_string()),
        Err(error) => return Err(error.into()),
    })
}

/// One frame.
fn exact(time_us: i64) -> Look {
    Look::Stretch { start_us: time_us, length_us: 1_000_000, n_frames: 1, area_px: MOMENT_AREA_PX }
}

/// One side of a match as it is labelled and outlined.
struct Side {
    label: String,
    region: Option<[f64; 4]>,
}

/// Both sides at one moment.
struct Sides {
    query: Side,
    reference: Side,
    query_picture: (Option<i64>, Pixels),
    reference_picture: (Option<i64>, Pixels),
    to_query: Option<[f64; 9]>,
}

/// What a worker gave.
pub(super) enum Looked {
    Frames(Vec<(Option<i64>, Pixels)>),
    Nothing(String),
}

/// Keeps the pictures with their times, and the sound.
#[derive(Default)]
struct Frames(Vec<(Option<i64>, Pixels)>, Vec<i16>);

impl MediaSink for Frames {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        self.0.push((time_us, pixels));
    }

    fn sound(&mut self, chunk: SoundChunk) {
        self.1.extend(chunk.samples);
    }

    fn thumbnail(&mut self, _jpeg: Vec<u8>) {}
}

/// Times of the query and of the reference that belong together.
#[derive(Clone, Copy)]
struct TimeLine {
    query_us: (i64, i64),
    /// Reference time passes so many times faster than query time.
    pace: f64,
}

impl TimeLine {
    /// `None` where a side has no time.
    fn of(found: &Match) -> Option<TimeLine> {
        let (query, reference) = (&found.query.extent, &found.reference.extent);
        let query_us = (query.start_us?, query.end_us?);
        reference.start_us.zip(reference.end_us)?;
        let pace = found.transform.speed.filter(|speed| (0.1..10.0).contains(speed)).unwrap_or(1.0);
        Some(TimeLine { query_us, pace })
    }

    fn to_reference(self, span_us: i64) -> i64 {
        (span_us as f64 * self.pace).round() as i64
    }

    /// Start and length of a stretch of the query around a moment, both within what matches.
    fn stretch_around(self, moment_us: i64) -> (i64, i64) {
        let (start_us, end_us) = self.query_us;
        let length_us = (end_us - start_us).clamp(0, CLIP_LENGTH_US);
        let latest_us = (end_us - length_us).max(start_us);
        ((moment_us - length_us / 2).clamp(start_us, latest_us).max(0), length_us)
    }
}

/// Where the reference stands when the query stands at `query_us`.
fn reference_time(found: &Match, line: &TimeLine, query_us: i64) -> i64 {
    let start_us = line.query_us.0;
    let by_extent = found.reference.extent.start_us.unwrap_or(0);
    let at_start_us = found.transform.offset_us.map_or(by_extent, |offset_us| start_us.saturating_add(offset_us));
    at_start_us.saturating_add(line.to_reference(query_us - start_us))
}

/// The moment of the query that shows most, away from both ends of what matches; `None` for a still picture.
fn moment_of(side: &MatchSide, print: &Fingerprints) -> Option<i64> {
    let (start_us, end_us) = (side.extent.start_us?, side.extent.end_us?);
    let inset_us = (end_us - start_us) / 8;
    let best = print.video.as_ref().and_then(|print| {
        trace::video::best_frame(print, start_us + inset_us, end_us - inset_us)
            .or_else(|| trace::video::best_frame(print, start_us, end_us))
    });
    Some(best.unwrap_or(start_us + (end_us - start_us) / 2))
}

/// Number of the candidate that looks most like the query, the middle one of equal ones.
fn most_alike(query: &Pixels, candidates: &[(Option<i64>, Pixels)], by_match: Option<&[f64; 9]>) -> Option<usize> {
    let middle = candidates.len() / 2;
    let way = candidates.get(middle).and_then(|(_, pixels)| trace::laid_over(query, pixels));
    let way = way.as_ref().or(by_match)?;
    let alike = |n: &usize| trace::likeness(query, &candidates[*n].1, way).unwrap_or(-1.0);
    let by_likeness = |a: &usize, b: &usize| {
        let away = |n: usize| n.abs_diff(middle);
        alike(a).total_cmp(&alike(b)).then(away(*b).cmp(&away(*a))).then(b.cmp(a))
    };
    (0..candidates.len()).max_by(by_likeness)
}

/// Where a place of the reference lies in the query by what the match says: its regions, mirrored and turned by a quarter
/// or none. `None` for other turns.
fn mapping_of(found: &Match) -> Option<[f64; 9]> {
    let whole = [0.0, 0.0, 1.0, 1.0];
    let from = found.reference.extent.region.unwrap_or(whole);
    let to = found.query.extent.region.unwrap_or(whole);
    let [a, b, c, d, e, f] = turned(&found.transform)?;
    let (from_width, from_height) = (from[2] - from[0], from[3] - from[1]);
    let (to_width, to_height) = (to[2] - to[0], to[3] - to[1]);
    if [from_width, from_height, to_width, to_height].iter().any(|length| !length.is_finite() || *length <= 0.0) {
        return None;
    }
    // Into the region, turned there, out of the other region.
    let row = |x: f64, y: f64, shift: f64, start: f64, length: f64| {
        let (across, down) = (x / from_width, y / from_height);
        [across * length, down * length, start + length * (shift - across * from[0] - down * from[1])]
    };
    let ([m0, m1, m2], [m3, m4, m5]) = (row(a, b, c, to[0], to_width), row(d, e, f, to[1], to_height));
    Some([m0, m1, m2, m3, m4, m5, 0.0, 0.0, 1.0])
}

/// Mirroring and turning within the unit square: (x, y) to (a x + b y + c, d x + e y + f).
fn turned(transform: &Transform) -> Option<[f64; 6]> {
    let degrees = transform.rotated_degrees.unwrap_or(0.0).rem_euclid(360.0);
    let quarter = (degrees / 90.0).round();
    if (degrees - quarter * 90.0).abs() > 1.0 {
        return None;
    }
    let [a, b, c, d, e, f] = match quarter as u8 % 4 {
        0 => [1.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        1 => [0.0, -1.0, 1.0, 1.0, 0.0, 0.0],
        2 => [-1.0, 0.0, 1.0, 0.0, -1.0, 1.0],
        _ => [0.0, 1.0, 0.0, -1.0, 0.0, 1.0],
    };
    // Mirrored first: x becomes 1 - x.
    Some(if transform.mirrored == Some(true) { [-a, b, c + a, -d, e, f + d] } else { [a, b, c, d, e, f] })
}

/// The key of what is made of a match: all that it says may change the picture.
fn match_key(found: &Match) -> Result<String> {
    let said = serde_json::to_vec(found)?;
    Ok(format!("v{VERSION} {} {}", found.id, stable_id("of", &[&said])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(m: [f64; 9], (x, y): (f64, f64)) -> (f64, f64) {
        (m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5])
    }

    fn found(transform: Transform, query: [f64; 4], reference: [f64; 4]) -> Match {
        let side = |region| MatchSide {
            item: ItemId([1; 32]),
            name: String::new(),
            extent: model::Extent { region: Some(region), ..model::Extent::default() },
        };
        Match {
            id: "M-1".into(),
            kind: MatchKind::ImageRegion,
            query: side(query),
            reference: side(reference),
            transform,
            score_0_1: 1.0,
            tier: model::Tier::Confirmed,
            reasons: Vec::new(),
            direction: None,
        }
    }

    fn check(transform: Transform, place: (f64, f64), expected: (f64, f64)) {
        let whole = [0.0, 0.0, 1.0, 1.0];
        let way = mapping_of(&found(transform.clone(), whole, whole)).expect("a way");
        let given = applied(way, place);
        assert!((given.0 - expected.0).hypot(given.1 - expected.1) < 1e-9, "{transform:?}: {given:?}");
    }

    #[test]
    fn a_place_lies_where_mirroring_and_then_turning_by_the_clock_puts_it() {
        let turned = |mirrored, degrees: f64| Transform {
            mirrored: Some(mirrored),
            rotated_degrees: Some(degrees),
            ..Transform::default()
        };
        // The top left corner, a little inside.
        let corner = (0.1, 0.2);
        check(turned(false, 0.0), corner, (0.1, 0.2));
        check(turned(false, 90.0), corner, (0.8, 0.1));
        check(turned(false, 180.0), corner, (0.9, 0.8));
        check(turned(false, 270.0), corner, (0.2, 0.9));
        check(turned(true, 0.0), corner, (0.9, 0.2));
        check(turned(true, 90.0), corner, (0.8, 0.9));
        assert_eq!(mapping_of(&found(turned(false, 13.0), [0.0; 4], [0.0; 4])), None);
    }

    #[test]
    fn the_middle_of_one_region_lies_in_the_middle_of_the_other() {
        let way = mapping_of(&found(Transform::default(), [0.5, 0.0, 1.0, 0.5], [0.2, 0.2, 0.8, 0.6])).expect("a way");
        let (x, y) = applied(way, (0.5, 0.4));
        assert!((x - 0.75).abs() < 1e-9 && (y - 0.25).abs() < 1e-9, "{x} {y}");
        assert_eq!(mapping_of(&found(Transform::default(), [0.5, 0.5, 0.5, 0.5], [0.0, 0.0, 1.0, 1.0])), None);
    }

    #[test]
    fn a_clip_stays_within_what_matches() {
        let line = TimeLine { query_us: (2_000_000, 30_000_000), pace: 1.25 };
        assert_eq!(line.stretch_around(10_000_000), (7_000_000, 6_000_000));
        assert_eq!(line.stretch_around(2_500_000), (2_000_000, 6_000_000));
        assert_eq!(line.stretch_around(29_900_000), (24_000_000, 6_000_000));
        assert_eq!(line.to_reference(4_000_000), 5_000_000);
        let short = TimeLine { query_us: (0, 900_000), pace: 1.0 };
        assert_eq!(short.stretch_around(500_000), (0, 900_000));
    }
}
