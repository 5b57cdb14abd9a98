//! Takes out what belongs to the frame of a site: the same line at the edge of many pages that share nothing else.

use super::TextDocument;
use super::chain::Passage;
use super::document::Document;
use std::collections::BTreeMap;

/// A passage that begins or ends within this many words of the start or end of a document is at its edge.
const EDGE_WORDS: usize = 12;

/// A passage that is a larger share of a document is no frame of it; a short page may be framed by more than a long one.
const MOST_SHARE_OF_LONGER: f64 = 0.35;
const MOST_SHARE_OF_SHORTER: f64 = 0.65;

/// A page of which the passage is more than this is no page around which there is a frame: it is what others took.
const NEARLY_ALL: f64 = 0.9;

/// Other documents that share an edge passage and nothing else before it counts as frame, where the site is not known
/// to be one: with the document itself that makes four. The beginning of one article in two others is no frame.
const LEAST_PARTNERS: usize = 3;

/// Share of a passage that must lie in the frame to be taken out.
const FRAME_SHARE: f64 = 0.7;

/// A stretch at the edge of a document, as word numbers, and whether the other document is of the same site.
type Edge = ((usize, usize), bool);

type Pairs = BTreeMap<(u32, u32), Vec<Passage>>;

/// Removes passages that lie in the frames of both documents, or in that of one and at the same edge of the other: a page
/// may hold little else than its frame.
pub(crate) fn remove(pairs: &mut Pairs, documents: &[Document], given: &[&TextDocument]) {
    let frames = frames(pairs, documents, given);
    pairs.retain(|(a, b), passages| {
        let (of_a, of_b) = (&documents[*a as usize], &documents[*b as usize]);
        passages.retain(|passage| {
            let in_frame = |number: u32, words: (usize, usize)| {
                frames.get(&number).is_some_and(|frames| share_inside(frames, words) >= FRAME_SHARE)
            };
            let (in_a, in_b) = (in_frame(*a, passage.a), in_frame(*b, passage.b));
            let at_edge = || is_same_edge(of_a, of_b, passage) && larger_share(of_a, of_b, passage) < NEARLY_ALL;
            !((in_a && in_b) || ((in_a || in_b) && at_edge()))
        });
        !passages.is_empty()
    });
}

/// Frame stretches of each document, as word numbers.
fn frames(pairs: &Pairs, documents: &[Document], given: &[&TextDocument]) -> BTreeMap<u32, Vec<(usize, usize)>> {
    let mut edges: BTreeMap<u32, Vec<Edge>> = BTreeMap::new();
    for ((a, b), passages) in pairs {
        let [passage] = &passages[..] else { continue };
        let (of_a, of_b) = (&documents[*a as usize], &documents[*b as usize]);
        if is_small(of_a, of_b, passage) && is_same_edge(of_a, of_b, passage) {
            let same_site = given[*a as usize].site.is_some() && given[*a as usize].site == given[*b as usize].site;
            edges.entry(*a).or_default().push((passage.a, same_site));
            edges.entry(*b).or_default().push((passage.b, same_site));
        }
    }
    let is_frame = |stretch: &(usize, usize), all: &[Edge]| {
        let alike = all.iter().filter(|(other, _)| overlap(*other, *stretch) * 2 > stretch.1 + 1 - stretch.0);
        let (n, of_site) = alike.fold((0, false), |(n, site), (_, same)| (n + 1, site || *same));
        n >= LEAST_PARTNERS || of_site
    };
    let frame = |(number, all): (u32, Vec<Edge>)| {
        let frames = all.iter().map(|(stretch, _)| *stretch).filter(|stretch| is_frame(stretch, &all)).collect();
        (number, frames)
    };
    edges.into_iter().map(frame).collect()
}

/// Whether the passage stands at the start of both documents or at the end of both.
fn is_same_edge(a: &Document, b: &Document, passage: &Passage) -> bool {
    let at_start = |(first, _): (usize, usize)| first < EDGE_WORDS;
    let at_end = |document: &Document, (_, last): (usize, usize)| last + EDGE_WORDS >= document.words.len();
    (at_start(passage.a) && at_start(passage.b)) || (at_end(a, passage.a) && at_end(b, passage.b))
}

/// Share of the shorter document that the passage takes.
fn larger_share(a: &Document, b: &Document, passage: &Passage) -> f64 {
    let (of_a, of_b) = shares(a, b, passage);
    of_a.max(of_b)
}

fn is_small(a: &Document, b: &Document, passage: &Passage) -> bool {
    let (of_a, of_b) = shares(a, b, passage);
    of_a.min(of_b) < MOST_SHARE_OF_LONGER && of_a.max(of_b) < MOST_SHARE_OF_SHORTER
}

/// Shares of both documents that the passage takes.
fn shares(a: &Document, b: &Document, passage: &Passage) -> (f64, f64) {
    let share =
        |document: &Document, (first, last): (usize, usize)| (last + 1 - first) as f64 / document.words.len() as f64;
    (share(a, passage.a), share(b, passage.b))
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> usize {
    (a.1.min(b.1) + 1).saturating_sub(a.0.max(b.0))
}

fn share_inside(frames: &[(usize, usize)], words: (usize, usize)) -> f64 {
    let most = frames.iter().map(|frame| overlap(*frame, words)).max().unwrap_or(0);
    most as f64 / (words.1 + 1 - words.0) as f64
}
