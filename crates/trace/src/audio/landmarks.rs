//! Finds where two sounds may agree: three points of the one that lie to each other as three points of the other do.
//!
//! What is compared of three points does not change when the sound is played faster or higher: the steps of pitch from
//! the first to the other two, and where in time the second lies between the first and the third (Six and Leman 2014,
//! "Panako"). How much faster and higher follows from the three themselves.

use super::points::{FRAMES_PER_S, SoundPoint};
use std::collections::BTreeMap;

/// The second point lies this many frames after the first, the third that many: 0.14 to 0.67 s, and up to 1.5 s.
const SECOND_FRAMES: std::ops::Range<u32> = 6..29;
const THIRD_FRAMES: std::ops::Range<u32> = 29..65;

/// The second and third are at most this many steps of pitch away from the first: 15 semitones.
const MOST_PITCHES: i32 = 60;

/// For each first point the loudest this many second points, and as many third points.
const MOST_PARTNERS: usize = 3;

/// Width of a cell of the index: steps of pitch from point to point, share of the time, and pitch of the first point.
const CELL_PITCHES: i32 = 5;
const CELLS_OF_RATIO: i32 = 8;
const CELL_FIRST: i32 = 24;

/// Most that the same three points differ from copy to copy.
const SLACK_PITCHES: i32 = 2;
const SLACK_FRAMES: f64 = 1.6;

/// Faster or slower, and higher or lower, by more than this is not looked for.
pub(crate) const MOST_SPEED: f64 = 1.42;
pub(crate) const MOST_SHIFT: i32 = 12;

/// Landmarks kept for each second of sound, the loudest: as many as the whole may hold, within these bounds. Comparing
/// grows with the square of their number.
const MOST_LANDMARKS: usize = 1_500_000;
const MOST_OF_A_SECOND: usize = 300;
const LEAST_OF_A_SECOND: usize = 24;

/// Three points.
#[derive(Clone, Copy)]
struct Landmark {
    sound: u32,
    frame: u32,
    pitch: i16,
    /// Steps of pitch and frames from the first point to the second and to the third.
    second: (i8, u8),
    third: (i8, u8),
    /// Level of the faintest of the three.
    level_db: u8,
}

impl Landmark {
    /// Where the second point lies in time, of the way from the first to the third.
    fn ratio(&self) -> f64 {
        f64::from(self.second.1) / f64::from(self.third.1)
    }
}

/// Three points of a query that agree with three of a reference.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Vote {
    /// Frame of the first point in both.
    pub(crate) query_frame: u32,
    pub(crate) reference_frame: u32,
    /// Steps of pitch that the reference is higher.
    pub(crate) shift: i32,
    /// Frames of the reference for each frame of the query, and by how much that may be wrong.
    pub(crate) speed: f64,
    pub(crate) speed_slack: f64,
}

/// The landmarks of many sounds by what is compared of them.
pub(crate) struct Landmarks {
    /// By sound; and by cell.
    of_sound: Vec<Vec<Landmark>>,
    by_cell: Vec<Landmark>,
    /// `starts[cell]..starts[cell + 1]` are those of a cell.
    starts: Vec<u32>,
}

impl Landmarks {
    pub(crate) fn of(sounds: &[&[SoundPoint]]) -> Landmarks {
        let n_seconds: f64 = sounds.iter().filter_map(|points| points.last()).map(seconds_until).sum();
        let of_a_second = MOST_LANDMARKS / (n_seconds as usize).max(1);
        let of_a_second = of_a_second.clamp(LEAST_OF_A_SECOND, MOST_OF_A_SECOND);
        let of_sound: Vec<Vec<Landmark>> = sounds
            .iter()
            .enumerate()
            .map(|(sound, points)| loudest(landmarks(sound as u32, points), of_a_second))
            .collect();
        let mut by_cell: Vec<Landmark> = of_sound.iter().flatten().copied().collect();
        by_cell.sort_by_key(|landmark| (cell_of(landmark), landmark.sound, landmark.frame));
        let mut starts = vec![0; N_CELLS + 1];
        by_cell.iter().for_each(|landmark| starts[cell_of(landmark) + 1] += 1);
        (1..starts.len()).for_each(|cell| starts[cell] += starts[cell - 1]);
        Landmarks { of_sound, by_cell, starts }
    }

    /// Where one sound, the query, agrees with those before it: votes by number of the reference.
    pub(crate) fn votes(&self, query: usize) -> BTreeMap<usize, Vec<Vote>> {
        let mut found: BTreeMap<usize, Vec<Vote>> = BTreeMap::new();
        for landmark in &self.of_sound[query] {
            for cell in cells_near(landmark) {
                let there = &self.by_cell[self.starts[cell] as usize..self.starts[cell + 1] as usize];
                let before = there.partition_point(|reference| (reference.sound as usize) < query);
                for reference in &there[..before] {
                    if let Some(vote) = agreement(landmark, reference) {
                        found.entry(reference.sound as usize).or_default().push(vote);
                    }
                }
            }
        }
        found
    }
}

fn seconds_until(point: &SoundPoint) -> f64 {
    f64::from(point.frame) / FRAMES_PER_S
}

/// Of each second the landmarks whose faintest point is loudest: louder ones outlast noise.
fn loudest(landmarks: Vec<Landmark>, of_a_second: usize) -> Vec<Landmark> {
    let second = |landmark: &Landmark| (f64::from(landmark.frame) / FRAMES_PER_S) as u32;
    let mut kept = Vec::with_capacity(landmarks.len());
    for of_second in landmarks.chunk_by(|a, b| second(a) == second(b)) {
        let mut of_second = of_second.to_vec();
        of_second.sort_by_key(|landmark| std::cmp::Reverse(landmark.level_db));
        of_second.truncate(of_a_second);
        kept.extend(of_second);
    }
    kept
}

fn landmarks(sound: u32, points: &[SoundPoint]) -> Vec<Landmark> {
    let mut found = Vec::new();
    for (n, first) in points.iter().enumerate() {
        let later = &points[n + 1..];
        let seconds = loudest_in(later, first, SECOND_FRAMES);
        let thirds = loudest_in(later, first, THIRD_FRAMES);
        for second in &seconds {
            for third in &thirds {
                let level_db = first.level_db.min(second.level_db).min(third.level_db);
                let step = |point: &SoundPoint| {
                    ((i32::from(point.pitch) - i32::from(first.pitch)) as i8, (point.frame - first.frame) as u8)
                };
                found.push(Landmark {
                    sound,
                    frame: first.frame,
                    pitch: i16::from(first.pitch),
                    second: step(second),
                    third: step(third),
                    level_db,
                });
            }
        }
    }
    found
}

fn loudest_in(later: &[SoundPoint], first: &SoundPoint, frames: std::ops::Range<u32>) -> Vec<SoundPoint> {
    let age = |point: &SoundPoint| point.frame - first.frame;
    let near = |point: &&SoundPoint| {
        frames.contains(&age(point)) && (i32::from(point.pitch) - i32::from(first.pitch)).abs() <= MOST_PITCHES
    };
    let mut partners: Vec<SoundPoint> =
        later.iter().take_while(|point| age(point) < frames.end).filter(near).copied().collect();
    partners.sort_by_key(|point| (std::cmp::Reverse(point.level_db), point.frame, point.pitch));
    partners.truncate(MOST_PARTNERS);
    partners
}

/// Cells along each step of pitch, and along the pitch of the first point.
const CELLS_OF_STEP: i32 = 2 * MOST_PITCHES / CELL_PITCHES + 1;
const CELLS_OF_FIRST: i32 = 256 / CELL_FIRST + 1;
const N_CELLS: usize = (CELLS_OF_STEP * CELLS_OF_STEP * CELLS_OF_RATIO * CELLS_OF_FIRST) as usize;

fn cell_of(landmark: &Landmark) -> usize {
    let step = |step: i8| (i32::from(step) + MOST_PITCHES) / CELL_PITCHES;
    let ratio = (landmark.ratio() * f64::from(CELLS_OF_RATIO)) as i32;
    numbered(step(landmark.second.0), step(landmark.third.0), ratio, i32::from(landmark.pitch) / CELL_FIRST)
}

fn numbered(second: i32, third: i32, ratio: i32, first: i32) -> usize {
    (((second * CELLS_OF_STEP + third) * CELLS_OF_RATIO + ratio) * CELLS_OF_FIRST + first) as usize
}

/// The cells in which a landmark may stand that agrees with this one.
fn cells_near(landmark: &Landmark) -> impl Iterator<Item = usize> {
    let steps = |step: i8| {
        let low = (i32::from(step) + MOST_PITCHES - SLACK_PITCHES).max(0) / CELL_PITCHES;
        low..=((i32::from(step) + MOST_PITCHES + SLACK_PITCHES) / CELL_PITCHES).min(CELLS_OF_STEP - 1)
    };
    // The slack is that of a reference as short as it may be.
    let slack = SLACK_FRAMES / f64::from(THIRD_FRAMES.start).max(f64::from(landmark.third.1) / MOST_SPEED);
    let ratio = |ratio: f64| ((ratio * f64::from(CELLS_OF_RATIO)) as i32).clamp(0, CELLS_OF_RATIO - 1);
    let ratios = ratio(landmark.ratio() - slack)..=ratio(landmark.ratio() + slack);
    let firsts = (i32::from(landmark.pitch) - MOST_SHIFT).max(0) / CELL_FIRST
        ..=(i32::from(landmark.pitch) + MOST_SHIFT).min(255) / CELL_FIRST;
    let (seconds, thirds) = (steps(landmark.second.0), steps(landmark.third.0));
    seconds.flat_map(move |second| {
        let (ratios, firsts) = (ratios.clone(), firsts.clone());
        thirds.clone().flat_map(move |third| {
            let firsts = firsts.clone();
            ratios.clone().flat_map(move |ratio| firsts.clone().map(move |first| numbered(second, third, ratio, first)))
        })
    })
}

fn agreement(query: &Landmark, reference: &Landmark) -> Option<Vote> {
    let differs = |a: i8, b: i8| (i32::from(a) - i32::from(b)).abs() > SLACK_PITCHES;
    if differs(query.second.0, reference.second.0) || differs(query.third.0, reference.third.0) {
        return None;
    }
    let shift = i32::from(reference.pitch) - i32::from(query.pitch);
    let speed = f64::from(reference.third.1) / f64::from(query.third.1);
    if shift.abs() > MOST_SHIFT || !(1.0 / MOST_SPEED..=MOST_SPEED).contains(&speed) {
        return None;
    }
    let off = f64::from(reference.second.1) - f64::from(query.second.1) * speed;
    (off.abs() <= SLACK_FRAMES).then(|| Vote {
        query_frame: query.frame,
        reference_frame: reference.frame,
        shift,
        speed,
        speed_slack: SLACK_FRAMES * speed / f64::from(query.third.1),
    })
}
