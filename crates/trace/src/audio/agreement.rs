//! How well two sounds agree along a line, and from where to where: which points of the one have a partner in the
//! other, against how many would by chance.
//!
//! Each point counts by the logarithm of how much likelier what was found is for a copy than for two sounds of the same
//! sort. Chance is measured where the partner is looked for, at its pitch and around its time: a hum, a hiss or a beat
//! has partners everywhere and proves little. The stretches are those where the sum grows.

use super::line::Line;
use super::points::{N_PITCHES, SoundPoint};

/// A point has a partner within these: frames (46 ms) and steps of pitch.
const PARTNER_FRAMES: f64 = 2.0;
const PARTNER_PITCHES: f64 = 2.0;

/// A partner at the very place lies within these: a copy keeps the place of a point, a second device's echoes move it.
const EXACT_FRAMES: f64 = 1.0;
const EXACT_PITCHES: f64 = 0.6;

/// Wider while the line is still rough.
const ROUGH_FRAMES: f64 = 6.0;
const ROUGH_PITCHES: f64 = 3.0;

/// Share of its points that a copy keeps under hard treatment. What keeps more is found all the more easily.
const KEPT_SHARE: f64 = 0.2;

/// Chance is measured over about so many frames before and after: 7 s.
const CHANCE_FRAMES: f64 = 300.0;

/// Chance is never taken to be less than this: few points around are no proof that none comes by chance.
const LEAST_CHANCE: f64 = 0.02;
const MOST_CHANCE: f64 = 0.95;

/// A stretch ends where the sum has fallen by so much from its highest.
const FALL_NATS: f64 = 9.0;

/// Weakest stretch worth keeping.
const LEAST_NATS: f64 = 12.0;

/// The two are compared from so long before a line was seen until so long after, frames: 30 s.
const AROUND_FRAMES: f64 = 1_300.0;

/// Two lines less than this apart mean the same place, frames: 0.35 s.
const SAME_PLACE_FRAMES: f64 = 15.0;

/// Times that the line is fitted to the points that agree.
const N_FITS: usize = 4;

/// A stretch along which two sounds agree.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Stretch {
    pub(crate) line: Line,
    /// First and last frame of the query that agree.
    pub(crate) query_frames: (f64, f64),
    /// Points of both sides within it, those with a partner, and how many would have one by chance.
    pub(crate) n_points: usize,
    pub(crate) n_partners: usize,
    pub(crate) n_by_chance: f64,
    /// Those whose partner lies at the very place.
    pub(crate) n_exact: usize,
    /// Moments at which points agree; one click gives many points and one moment.
    pub(crate) n_moments: usize,
    /// Logarithm of how much likelier this is for a copy.
    pub(crate) evidence_nats: f64,
    /// The same of the best place of the reference on which the query fits too: high where a sound repeats itself.
    pub(crate) elsewhere_nats: f64,
}

impl Stretch {
    /// First and last frame of the reference.
    pub(crate) fn reference_frames(&self) -> (f64, f64) {
        (self.line.at(self.query_frames.0), self.line.at(self.query_frames.1))
    }

    /// Takes notice of another stretch that explains the same part by another place, unless it is this one seen again.
    pub(crate) fn weigh_against(&mut self, other: &Stretch) {
        let middle = 0.5 * (other.query_frames.0 + other.query_frames.1);
        if (self.line.at(middle) - other.line.at(middle)).abs() > SAME_PLACE_FRAMES {
            self.elsewhere_nats = self.elsewhere_nats.max(other.evidence_nats);
        }
    }

    /// Whether half of another stretch lies within this one, on both sides: the same seen again, or the next beat of a
    /// sound that repeats itself. A clip that is shown twice is not: its two stretches share one side only.
    pub(crate) fn covers(&self, other: &Stretch) -> bool {
        let shared = |a: (f64, f64), b: (f64, f64)| 2.0 * (a.1.min(b.1) - a.0.max(b.0)) > b.1 - b.0;
        shared(self.query_frames, other.query_frames) && shared(self.reference_frames(), other.reference_frames())
    }
}

/// The points of a sound, and how often each pitch occurs in it around each time.
pub(crate) struct Sound<'a> {
    points: &'a [SoundPoint],
    /// Points before each block of frames by pitch: row `n` counts those of blocks before `n`.
    before: Vec<[u32; 1 + u8::MAX as usize]>,
}

const BLOCK_FRAMES: f64 = 64.0;

impl<'a> Sound<'a> {
    pub(crate) fn of(points: &'a [SoundPoint]) -> Sound<'a> {
        let block = |point: &SoundPoint| (f64::from(point.frame) / BLOCK_FRAMES) as usize;
        let mut before = vec![[0; 1 + u8::MAX as usize]];
        for point in points {
            while before.len() <= block(point) + 1 {
                before.push(before[before.len() - 1]);
            }
            before[block(point) + 1][usize::from(point.pitch)] += 1;
        }
        Sound { points, before }
    }

    /// Share of times around a place at which a point of this pitch would have a partner.
    fn chance(&self, at: f64, pitch: f64, (frames, pitches): (f64, f64)) -> f64 {
        let block = |frame: f64| ((frame / BLOCK_FRAMES).max(0.0) as usize).min(self.before.len() - 1);
        let (first, end) = (block(at - CHANCE_FRAMES), block(at + CHANCE_FRAMES + BLOCK_FRAMES));
        let low = (pitch - pitches).ceil().max(0.0) as usize;
        let high = ((pitch + pitches).floor() as usize).min(usize::from(u8::MAX));
        let n_alike: u32 = (low..=high).map(|pitch| self.before[end][pitch] - self.before[first][pitch]).sum();
        let n_frames = ((end - first) as f64 * BLOCK_FRAMES).max(CHANCE_FRAMES / 2.0);
        (f64::from(n_alike) * (2.0 * frames + 1.0) / n_frames).clamp(LEAST_CHANCE, MOST_CHANCE)
    }
}

/// The stretches that agree along a line or one close to it, best first.
pub(crate) fn stretches(query: &Sound, reference: &Sound, rough: Line) -> Vec<Stretch> {
    let mut line = rough;
    let mut found = Vec::new();
    for fit in 0..N_FITS {
        let slack = if fit == 0 { (ROUGH_FRAMES, ROUGH_PITCHES) } else { (PARTNER_FRAMES, PARTNER_PITCHES) };
        let seen = observations(query, reference, &line, slack);
        found = growing(&seen, &line);
        let Some(best) = found.first() else { return Vec::new() };
        if fit + 1 < N_FITS {
            line = fitted(&seen, best, &line);
        }
    }
    found
}

/// A point of either side, at its time in the query.
struct Observation {
    query_frame: f64,
    /// How far from the line its partner lies, in frames of the reference and in pitch.
    partner: Option<(f64, f64)>,
    chance: f64,
    /// Less than one where many points stand at one moment.
    weight: f64,
}

impl Observation {
    fn nats(&self) -> f64 {
        let kept = KEPT_SHARE + (1.0 - KEPT_SHARE) * self.chance;
        let nats = match self.partner {
            Some(_) => (kept / self.chance).ln(),
            None => ((1.0 - kept) / (1.0 - self.chance)).ln(),
        };
        // Both sides are asked about the same partners.
        0.5 * self.weight * nats
    }
}

fn observations(query: &Sound, reference: &Sound, line: &Line, slack: (f64, f64)) -> Vec<Observation> {
    let turned = line.turned();
    let mut seen = one_side(query, reference, line, slack);
    let back = one_side(reference, query, &turned, (slack.0 / line.speed, slack.1));
    seen.extend(back.into_iter().map(|mut one| {
        one.query_frame = turned.at(one.query_frame);
        one.partner = one.partner.map(|(frames, pitches)| (-frames * line.speed, -pitches));
        one
    }));
    seen.sort_by(|a, b| a.query_frame.total_cmp(&b.query_frame));
    seen
}

/// The points of one side, looked for in the other.
fn one_side(own: &Sound, other: &Sound, line: &Line, (frames, pitches): (f64, f64)) -> Vec<Observation> {
    let Some((first, last)) = other.points.first().zip(other.points.last()) else { return Vec::new() };
    let from = own.points.partition_point(|point| f64::from(point.frame) < line.seen.0 - AROUND_FRAMES);
    let end = own.points.partition_point(|point| f64::from(point.frame) <= line.seen.1 + AROUND_FRAMES);
    let mut seen = Vec::new();
    for (n, point) in own.points.iter().enumerate().take(end).skip(from) {
        let at = line.at(f64::from(point.frame));
        let pitch = f64::from(point.pitch) + line.shift;
        if at < f64::from(first.frame) - frames
            || at > f64::from(last.frame) + frames
            || !(0.0..N_PITCHES as f64).contains(&pitch)
        {
            continue;
        }
        let off = |there: &SoundPoint| (f64::from(there.frame) - at, f64::from(there.pitch) - pitch);
        let fits = |(off_frames, off_pitches): &(f64, f64)| off_frames.abs() <= frames && off_pitches.abs() <= pitches;
        let nearest = |a: &(f64, f64), b: &(f64, f64)| (a.0.abs() + a.1.abs()).total_cmp(&(b.0.abs() + b.1.abs()));
        seen.push(Observation {
            query_frame: f64::from(point.frame),
            partner: around(other.points, at, frames).iter().map(off).filter(fits).min_by(nearest),
            chance: other.chance(at, pitch, (frames, pitches)),
            weight: 1.0 / (together(own.points, n) as f64).sqrt(),
        });
    }
    seen
}

/// Points within so many frames of a place.
fn around(points: &[SoundPoint], at: f64, frames: f64) -> &[SoundPoint] {
    let first = points.partition_point(|point| f64::from(point.frame) < at - frames);
    let end = points.partition_point(|point| f64::from(point.frame) <= at + frames);
    &points[first..end.max(first)]
}

/// Points of the same moment, this one among them.
fn together(points: &[SoundPoint], n: usize) -> usize {
    let frame = points[n].frame;
    let before = points[..n].iter().rev().take_while(|point| point.frame + 1 >= frame).count();
    1 + before + points[n + 1..].iter().take_while(|point| point.frame <= frame + 1).count()
}

/// Stretches in which the sum of evidence grows.
fn growing(seen: &[Observation], line: &Line) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < seen.len() {
        let (mut sum, mut top, mut top_end, mut end) = (0.0, 0.0, start, seen.len());
        for (n, one) in seen.iter().enumerate().skip(start) {
            sum += one.nats();
            if sum > top {
                (top, top_end) = (sum, n + 1);
            }
            if sum <= 0.0 || sum < top - FALL_NATS {
                end = n + 1;
                break;
            }
        }
        if top >= LEAST_NATS {
            found.push(stretch_of(&seen[start..top_end], line));
            end = top_end;
        }
        start = end;
    }
    found.sort_by(|a, b| b.evidence_nats.total_cmp(&a.evidence_nats));
    found
}

fn is_exact((frames, pitches): (f64, f64)) -> bool {
    frames.abs() <= EXACT_FRAMES && pitches.abs() <= EXACT_PITCHES
}

fn stretch_of(seen: &[Observation], line: &Line) -> Stretch {
    let agreeing: Vec<&Observation> = seen.iter().filter(|one| one.partner.is_some()).collect();
    let mut n_moments = 0;
    let mut moment_end = f64::NEG_INFINITY;
    for one in &agreeing {
        if one.query_frame > moment_end {
            n_moments += 1;
            moment_end = one.query_frame + 4.0;
        }
    }
    let ends = agreeing.first().zip(agreeing.last()).map(|(first, last)| (first.query_frame, last.query_frame));
    Stretch {
        line: *line,
        query_frames: ends.unwrap_or_default(),
        n_points: seen.len(),
        n_partners: agreeing.len(),
        n_by_chance: seen.iter().map(|one| one.chance).sum(),
        n_exact: agreeing.iter().filter(|one| one.partner.is_some_and(is_exact)).count(),
        n_moments,
        evidence_nats: seen.iter().map(Observation::nats).sum(),
        elsewhere_nats: 0.0,
    }
}

/// The line through the partners found in a stretch, by least squares.
fn fitted(seen: &[Observation], stretch: &Stretch, line: &Line) -> Line {
    let (first, last) = stretch.query_frames;
    let partners: Vec<(f64, f64, f64)> = seen
        .iter()
        .filter(|one| (first..=last).contains(&one.query_frame))
        .filter_map(|one| one.partner.map(|(frames, pitches)| (one.query_frame, frames, pitches)))
        .collect();
    let n = partners.len() as f64;
    let mean = |value: &dyn Fn(&(f64, f64, f64)) -> f64| partners.iter().map(value).sum::<f64>() / n;
    let (at, frames, pitches) = (mean(&|one| one.0), mean(&|one| one.1), mean(&|one| one.2));
    let spread = mean(&|one| (one.0 - at).powi(2));
    let slope = if spread > 1.0 { mean(&|one| (one.0 - at) * (one.1 - frames)) / spread } else { 0.0 };
    let speed = line.speed + slope;
    Line { speed, offset: line.at(at) + frames - speed * at, shift: line.shift + pitches, seen: stretch.query_frames }
}
