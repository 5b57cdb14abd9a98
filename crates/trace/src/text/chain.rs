//! From shared runs of words to passages: runs that follow each other in both documents with small gaps are one
//! passage, so an edited passage is one and not seven. The best chain is looked for first (as in the alignment of
//! sequences: what agrees counts for it, every word of a gap against it), then the next best of what it left.

use super::document::Document;
use super::rarity;
use super::runs::Run;

/// A passage: first and last word in both documents, and what agrees.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Chain {
    pub(crate) a: (usize, usize),
    pub(crate) b: (usize, usize),
    /// Words that agree.
    pub(crate) n_equal: usize,
    /// What these words say, bits.
    pub(crate) bits: f64,
    /// The same less what the gaps between them cost.
    pub(crate) score: f64,
    /// What the longest run says, bits.
    pub(crate) bits_of_longest: f64,
}

/// What counts against a chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// Bits that every word of the longer of two gaps costs.
    gap_bits: f64,
    /// Bits that every word costs by which two gaps differ.
    drift_bits: f64,
    /// Least that a run must say to be a link, bits.
    least_bits_of_run: f64,
}

/// For two texts of which nothing is known.
pub(crate) const OF_STRANGERS: Terms = Terms { gap_bits: 0.5, drift_bits: 0.5, least_bits_of_run: 4.5 };

/// For two of which it is known that the one has much of the other: where they differ, one was reworded.
pub(crate) const OF_RELATED: Terms = Terms { gap_bits: 0.15, drift_bits: 0.1, least_bits_of_run: 3.0 };

/// What a passage must say beside its longest run, and less the gaps, for one text to be the other reworded: a quotation
/// alone says nothing of what is around it.
const LEAST_REWORDED_BITS: f64 = 30.0;

/// What chance gives a chain between two texts, bits, where many are looked at.
const BITS_OF_CHANCE: f64 = 14.0;

/// Longest gap between two runs of one passage, words: a paragraph.
const LONGEST_GAP: usize = 110;

/// Most that the two gaps may differ in length, words: a sentence or two put in or left out.
const MOST_DRIFT: usize = 60;

/// Words that two neighbouring runs may overlap, where a phrase repeats.
const MOST_OVERLAP: usize = 4;

/// How many runs back a run looks for the one before it.
const RUNS_BACK: usize = 80;

/// Least that a chain must say to be listed, bits.
const LEAST_BITS_OF_CHAIN: f64 = 10.0;

/// Most passages of one pair.
const MOST_CHAINS: usize = 200;

/// From this share of equal words on a chain may lie in the gap of another: a paragraph that was moved.
const DENSE_SHARE: f64 = 0.5;

/// A chain is parted at a gap of which another chain takes this share, where the gap has so many words.
const TAKEN_SHARE: f64 = 0.5;
const LEAST_PARTED_GAP: usize = 6;

/// A run that may be a link.
#[derive(Clone, Copy)]
struct Link {
    run: Run,
    bits: f64,
}

impl Link {
    fn end_a(&self) -> usize {
        self.run.a + self.run.n
    }

    fn end_b(&self) -> usize {
        self.run.b + self.run.n
    }
}

/// The passages that two documents share, whose `runs` are ordered by their place in `a`; best first.
pub(crate) fn passages(runs: &[Run], a: &Document) -> Vec<Chain> {
    let found = chains(runs, a, &OF_STRANGERS);
    let is_reworded = !found.is_empty() && sum_of(found.iter()) - found[0].bits_of_longest >= LEAST_REWORDED_BITS;
    if is_reworded { widened(found, chains(runs, a, &OF_RELATED)) } else { found }
}

/// What several chains say together: of all but the best what is more than chance gives.
fn sum_of<'c>(chains: impl Iterator<Item = &'c Chain>) -> f64 {
    let mut scores = chains.map(|chain| chain.score);
    let Some(best) = scores.next() else { return 0.0 };
    best + scores.map(|score| (score - BITS_OF_CHANCE).max(0.0)).sum::<f64>()
}

/// Chains as far as they reach where one text is the other reworded. What each says is what the chains within it say that
/// were found among strangers.
fn widened(found: Vec<Chain>, wide: Vec<Chain>) -> Vec<Chain> {
    let within = |wide: &Chain, chain: &Chain| shares(wide.a, chain.a) && shares(wide.b, chain.b);
    let of_wide = |wide: &Chain| {
        let score = sum_of(found.iter().filter(|chain| within(wide, chain)));
        (score > 0.0).then(|| Chain { score, ..wide.clone() })
    };
    let mut all: Vec<Chain> = wide.iter().filter_map(of_wide).collect();
    all.extend(found.iter().filter(|chain| !wide.iter().any(|wide| within(wide, chain))).cloned());
    ordered(all)
}

/// Whether more than half of `part` lies in `whole`.
fn shares(whole: (usize, usize), part: (usize, usize)) -> bool {
    let shared = (whole.1.min(part.1) + 1).saturating_sub(whole.0.max(part.0));
    2 * shared > part.1 + 1 - part.0
}

fn ordered(mut chains: Vec<Chain>) -> Vec<Chain> {
    chains.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.a.cmp(&other.a)).then(one.b.cmp(&other.b)));
    chains
}

/// The chains of `runs`; best first.
fn chains(runs: &[Run], a: &Document, terms: &Terms) -> Vec<Chain> {
    let links = runs.iter().map(|run| Link { run: *run, bits: rarity::bits(&a.words[run.a..run.a + run.n]) });
    let mut left: Vec<Link> = links.filter(|link| link.bits >= terms.least_bits_of_run).collect();
    let mut found: Vec<Vec<Link>> = Vec::new();
    while found.len() < MOST_CHAINS {
        let Some((score, taken)) = best(&left, &found, terms) else { break };
        if score < LEAST_BITS_OF_CHAIN {
            break;
        }
        let chain: Vec<Link> = taken.iter().map(|n| left[*n]).collect();
        left.retain(|link| {
            let shared = chain.iter().map(|taken| shared_words(taken, link)).max().unwrap_or(0);
            2 * shared <= link.run.n
        });
        found.push(chain);
    }
    let parted: Vec<Vec<Link>> = (0..found.len()).flat_map(|n| parted(&found, n)).collect();
    let mut chains: Vec<Chain> = parted.iter().map(|links| summed(links, terms)).collect();
    chains.retain(|chain| chain.score >= LEAST_BITS_OF_CHAIN);
    without_leftovers(ordered(chains))
}

/// Leaves out what was strung together of words that better chains left between them.
fn without_leftovers(chains: Vec<Chain>) -> Vec<Chain> {
    let mut kept: Vec<Chain> = Vec::new();
    for chain in chains {
        let is_dense = chain.n_equal as f64 >= DENSE_SHARE * (chain.a.1 + 1 - chain.a.0) as f64;
        let overlaps =
            |better: &Chain| shares(better.a, chain.a) || shares(better.b, chain.b) || shares(chain.a, better.a);
        if is_dense || !kept.iter().any(overlaps) {
            kept.push(chain);
        }
    }
    kept
}

/// Words of a link that another takes, in the document where it takes more.
fn shared_words(taken: &Link, link: &Link) -> usize {
    let shared =
        |first: usize, end: usize, other: usize, other_end: usize| end.min(other_end).saturating_sub(first.max(other));
    shared(taken.run.a, taken.end_a(), link.run.a, link.end_a()).max(shared(
        taken.run.b,
        taken.end_b(),
        link.run.b,
        link.end_b(),
    ))
}

/// The chain with the best score, as numbers of links.
fn best(links: &[Link], found: &[Vec<Link>], terms: &Terms) -> Option<(f64, Vec<usize>)> {
    let mut scores: Vec<(f64, Option<usize>)> = Vec::with_capacity(links.len());
    for (n, link) in links.iter().enumerate() {
        let with = |before: usize| {
            let (cost, share) = step(&links[before], link, terms)?;
            (scores[before].0 > cost).then(|| (scores[before].0 - cost + link.bits * share, Some(before)))
        };
        let first = n.saturating_sub(RUNS_BACK);
        let longer = (first..n).filter_map(with).filter(|(score, before)| {
            *score > link.bits && before.is_none_or(|before| !crosses(&links[before], link, found))
        });
        let alone = (link.bits, None);
        scores.push(longer.reduce(|best, other| if other.0 > best.0 { other } else { best }).unwrap_or(alone));
    }
    let last = (0..links.len()).reduce(|best, other| if scores[other].0 > scores[best].0 { other } else { best })?;
    let mut chain = vec![last];
    while let Some(before) = scores[chain[chain.len() - 1]].1 {
        chain.push(before);
    }
    chain.reverse();
    Some((scores[last].0, chain))
}

/// What the gap from one link to the next costs, bits, and which share of the next is not overlapped.
fn step(before: &Link, link: &Link, terms: &Terms) -> Option<(f64, f64)> {
    let overlap = before.end_a().saturating_sub(link.run.a).max(before.end_b().saturating_sub(link.run.b));
    let grows = link.end_a() > before.end_a() && link.end_b() > before.end_b() && link.run.b > before.run.b;
    if overlap > MOST_OVERLAP || overlap >= link.run.n || !grows || link.run.a <= before.run.a {
        return None;
    }
    let gap_a = link.run.a.saturating_sub(before.end_a());
    let gap_b = link.run.b.saturating_sub(before.end_b());
    let drift = gap_a.abs_diff(gap_b);
    if gap_a.max(gap_b) > LONGEST_GAP || drift > MOST_DRIFT {
        return None;
    }
    let share = 1.0 - overlap as f64 / link.run.n as f64;
    Some((terms.gap_bits * gap_a.max(gap_b) as f64 + terms.drift_bits * drift as f64, share))
}

/// Whether a chain that is already there lies between two links.
fn crosses(before: &Link, link: &Link, found: &[Vec<Link>]) -> bool {
    found.iter().any(|other| is_taken(before, link, other))
}

/// Whether a good part of the gap between two links, in either document, is taken by another chain.
fn is_taken(before: &Link, link: &Link, other: &[Link]) -> bool {
    let taken = |start: usize, end: usize, place: &dyn Fn(&Link) -> (usize, usize)| {
        if end < start + LEAST_PARTED_GAP {
            return false;
        }
        let inside = other.iter().map(|it| {
            let (first, last) = place(it);
            last.min(end).saturating_sub(first.max(start))
        });
        inside.sum::<usize>() as f64 >= TAKEN_SHARE * (end - start) as f64
    };
    taken(before.end_a(), link.run.a, &|it| (it.run.a, it.end_a()))
        || taken(before.end_b(), link.run.b, &|it| (it.run.b, it.end_b()))
}

/// A chain, parted where others lie in its gaps.
fn parted(all: &[Vec<Link>], n: usize) -> Vec<Vec<Link>> {
    let mut parts: Vec<Vec<Link>> = Vec::new();
    for link in &all[n] {
        let goes_on = parts.last().and_then(|part| part.last()).is_some_and(|before| {
            let mut others = all.iter().enumerate().filter(|(other, _)| *other != n);
            !others.any(|(_, other)| is_taken(before, link, other))
        });
        match parts.last_mut() {
            Some(part) if goes_on => part.push(*link),
            _ => parts.push(vec![*link]),
        }
    }
    parts
}

fn summed(links: &[Link], terms: &Terms) -> Chain {
    let (first, last) = (links[0], links[links.len() - 1]);
    let mut chain = Chain {
        a: (first.run.a, last.end_a() - 1),
        b: (first.run.b, last.end_b() - 1),
        n_equal: first.run.n,
        bits: first.bits,
        score: first.bits,
        bits_of_longest: links.iter().map(|link| link.bits).fold(0.0, f64::max),
    };
    for pair in links.windows(2) {
        let (cost, share) = step(&pair[0], &pair[1], terms).unwrap_or((0.0, 1.0));
        chain.n_equal += (pair[1].run.n as f64 * share).round() as usize;
        chain.bits += pair[1].bits * share;
        chain.score += pair[1].bits * share - cost;
    }
    chain
}
