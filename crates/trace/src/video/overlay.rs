//! What is laid over a whole recording: a text, a banner, a logo. It stands still and hides what lies below, so its
//! pieces never agree with the other recording however long one looks; those that are left say what is below it.

use crate::local::{Piece, Plane, places_of_pieces};

/// Fewest aligned frames from which something is taken for laid over.
const LEAST_FRAMES: usize = 6;

/// Most of these frames in which a piece of it may agree by chance.
const MOST_AGREEING_SHARE: f64 = 0.4;

/// Mean change of its pixels from frame to frame, at most, luma steps: what the codec does to letters that stand still.
const MOST_CHANGE: f32 = 4.0;

/// Mean change from frame to frame of a pixel that stands still, at most, and of one that moves, at least, luma steps.
const STILL: f32 = 3.0;
const MOVING: f32 = 6.0;

/// Luma steps by which a pixel of an overlay differs from what is below it, at least, and the share of the frames in which
/// it does.
const LEAST_DIFFERENCE: f32 = 12.0;
const NEARLY_ALWAYS: f64 = 0.7;

/// Least share of the compared pieces that must be left, and fewest of them.
const LEAST_LEFT_SHARE: f64 = 0.3;
const LEAST_LEFT: usize = 8;

/// What is laid over one of two recordings, in the pixels of the planes that were compared.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Hidden {
    pixels: Vec<bool>,
    /// Pieces with detail of which nothing is compared any more, and how many there were.
    pub(crate) n_pieces: usize,
    pub(crate) n_compared: usize,
}

impl Hidden {
    /// From aligned frames of both (reference, query laid over it); nothing where too little would be left to compare.
    pub(crate) fn of(aligned: &[(&Plane, &Plane)]) -> Hidden {
        let Some((first, _)) = aligned.first().filter(|_| aligned.len() >= LEAST_FRAMES) else {
            return Hidden::default();
        };
        let reference_changes = mean_changes(aligned.iter().map(|pair| pair.0));
        let query_changes = mean_changes(aligned.iter().map(|pair| pair.1));
        let pixels = still_over_moving(aligned, &reference_changes, &query_changes);
        let mut hidden = Hidden { pixels, ..Hidden::default() };
        let queries: Vec<Plane> = aligned.iter().map(|(_, query)| hidden.taken_out_of((*query).clone())).collect();
        let query_changes = hidden.taken_out_of(query_changes);
        for piece in places_of_pieces(first.width, first.height) {
            let before = aligned.iter().filter(|(reference, query)| piece.agrees(reference, query).is_some()).count();
            if before < LEAST_FRAMES {
                continue;
            }
            hidden.n_compared += 1;
            let pairs = || aligned.iter().map(|pair| pair.0).zip(&queries);
            let agreeing: Vec<bool> = pairs().filter_map(|(reference, query)| piece.agrees(reference, query)).collect();
            let n_agreeing = agreeing.iter().filter(|agrees| **agrees).count();
            let never_agrees = n_agreeing as f64 <= MOST_AGREEING_SHARE * agreeing.len() as f64;
            let stands_still =
                || mean_of(&piece, &reference_changes).min(mean_of(&piece, &query_changes)) <= MOST_CHANGE;
            if agreeing.len() < LEAST_FRAMES || (never_agrees && stands_still()) {
                hidden.n_pieces += 1;
                for y in piece.down.clone() {
                    hidden.pixels[y * first.width..][piece.across.clone()].fill(true);
                }
            }
        }
        let n_left = hidden.n_compared - hidden.n_pieces;
        let enough = n_left >= LEAST_LEFT && n_left as f64 >= LEAST_LEFT_SHARE * hidden.n_compared as f64;
        if enough { hidden } else { Hidden::default() }
    }

    /// A frame without it: nothing is compared there any more.
    pub(crate) fn taken_out_of(&self, mut plane: Plane) -> Plane {
        for (value, _) in plane.values.iter_mut().zip(&self.pixels).filter(|(_, hidden)| **hidden) {
            *value = f32::NAN;
        }
        plane
    }
}

/// Pixels that stand still in one recording while those of the other change, and that differ nearly all the time: letters,
/// bars, logos. Where something passes by in one of two views of a place the pixels differ now and then, and that it does
/// is evidence against a copy which must not be hidden.
fn still_over_moving(aligned: &[(&Plane, &Plane)], reference: &Plane, query: &Plane) -> Vec<bool> {
    let brighter = usual_difference(aligned);
    let differs_at = |n: usize| {
        let differs = |(reference, query): &&(&Plane, &Plane)| {
            (query.values[n] - reference.values[n] - brighter).abs() >= LEAST_DIFFERENCE
        };
        aligned.iter().filter(differs).count() as f64 >= NEARLY_ALWAYS * aligned.len() as f64
    };
    let is_hidden = |(n, (one, other)): (usize, (&f32, &f32))| {
        one.min(*other) <= STILL && one.max(*other) >= MOVING && differs_at(n)
    };
    reference.values.iter().zip(&query.values).enumerate().map(is_hidden).collect()
}

/// Mean change of each pixel from frame to frame; there is at least one frame.
fn mean_changes<'p>(mut frames: impl ExactSizeIterator<Item = &'p Plane> + Clone) -> Plane {
    let steps = (frames.len() - 1).max(1) as f32;
    let pairs = frames.clone().zip(frames.clone().skip(1));
    let (width, height) = frames.next().map_or((0, 0), |first| (first.width, first.height));
    let mut sums = Plane { width, height, values: vec![0.0; width * height] };
    for (before, now) in pairs {
        for (sum, (before, now)) in sums.values.iter_mut().zip(before.values.iter().zip(&now.values)) {
            *sum += (now - before).abs() / steps;
        }
    }
    sums
}

/// Mean of the values of a piece that are known.
fn mean_of(piece: &Piece, plane: &Plane) -> f32 {
    let values = piece.down.clone().flat_map(|y| &plane.row(y)[piece.across.clone()]).filter(|value| !value.is_nan());
    let (sum, n) = values.fold((0.0, 0.0_f32), |(sum, n), value| (sum + value, n + 1.0));
    sum / n.max(1.0)
}

/// How much brighter the query is at most places, luma steps.
fn usual_difference(aligned: &[(&Plane, &Plane)]) -> f32 {
    let all = aligned.iter().flat_map(|(reference, query)| query.values.iter().zip(&reference.values));
    let mut differences: Vec<f32> = all.map(|(query, reference)| query - reference).filter(|d| !d.is_nan()).collect();
    if differences.is_empty() {
        return 0.0;
    }
    let middle = differences.len() / 2;
    *differences.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// Of the pieces that change in either recording: in how many the changes agree, of how many that were compared, over all
/// aligned frames. The mean of each recording is taken away first, so that a text which stands still over two recordings
/// says nothing.
pub(crate) fn moving_pieces(aligned: &[(&Plane, &Plane)]) -> (usize, usize) {
    let Some((first, _)) = aligned.first() else { return (0, 0) };
    let references = changes(aligned.iter().map(|pair| pair.0));
    let queries = changes(aligned.iter().map(|pair| pair.1));
    let (mut n_agreeing, mut n_compared) = (0, 0);
    for piece in places_of_pieces(first.width, first.height) {
        for agrees in references.iter().zip(&queries).filter_map(|(reference, query)| piece.agrees(reference, query)) {
            n_compared += 1;
            n_agreeing += usize::from(agrees);
        }
    }
    (n_agreeing, n_compared)
}

/// Every frame without the mean of all.
fn changes<'p>(frames: impl ExactSizeIterator<Item = &'p Plane> + Clone) -> Vec<Plane> {
    let n_frames = frames.len() as f32;
    let mut means: Vec<f32> = Vec::new();
    for frame in frames.clone() {
        means.resize(frame.values.len(), 0.0);
        means.iter_mut().zip(&frame.values).for_each(|(mean, value)| *mean += value / n_frames);
    }
    let without = |frame: &Plane| {
        let values = frame.values.iter().zip(&means).map(|(value, mean)| value - mean).collect();
        Plane { width: frame.width, height: frame.height, values }
    };
    frames.map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scene of waves that move with the frame, with a still pattern over the rows from `covered` on.
    fn frame(number: usize, covered: usize) -> Plane {
        let value = |n: usize| {
            let (x, y) = ((n % 48) as f32, n / 48);
            let below = 128.0 + 60.0 * ((x * 0.9 + y as f32 * 0.4 + number as f32 * 0.8).sin());
            if y >= covered { 128.0 + 90.0 * ((n * 7_919 % 13) as f32 - 6.0) / 6.0 } else { below }
        };
        Plane { width: 48, height: 48, values: (0..48 * 48).map(value).collect() }
    }

    fn hidden(covered: usize, n_frames: usize) -> Hidden {
        let frames: Vec<(Plane, Plane)> = (0..n_frames).map(|n| (frame(n, 48), frame(n, covered))).collect();
        Hidden::of(&frames.iter().map(|(reference, query)| (reference, query)).collect::<Vec<_>>())
    }

    #[test]
    fn a_still_pattern_over_a_moving_scene_is_hidden_and_the_scene_is_not() {
        let hidden = hidden(27, 10);
        assert_eq!(hidden.n_pieces, 32, "four of eight rows of pieces, the first of them half covered");
        let left = hidden.taken_out_of(frame(0, 27));
        assert!(left.row(23).iter().all(|value| !value.is_nan()) && left.row(27).iter().all(|value| value.is_nan()));
    }

    #[test]
    fn where_nearly_all_is_covered_or_few_frames_are_known_nothing_is_taken_out() {
        assert_eq!(hidden(6, 10), Hidden::default());
        assert_eq!(hidden(30, 5), Hidden::default());
    }

    #[test]
    fn what_differs_and_moves_is_no_overlay() {
        let frames: Vec<(Plane, Plane)> = (0..10).map(|n| (frame(n, 48), frame(3 * n + 2, 48))).collect();
        let aligned: Vec<(&Plane, &Plane)> = frames.iter().map(|(reference, query)| (reference, query)).collect();
        assert_eq!(Hidden::of(&aligned).n_pieces, 0);
        let (n_agreeing, n_compared) = moving_pieces(&aligned);
        assert!(n_compared > 100 && 2 * n_agreeing < n_compared, "{n_agreeing} of {n_compared}");
    }
}
