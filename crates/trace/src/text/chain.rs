//! From shared runs of words to passages: runs that follow each other in both documents with small gaps are one
//! passage, so an edited passage is one and not seven. The best chain is looked for first (as in the alignment of
//! sequences: what agrees counts for it, every word of a gap against it), then the next best of what it left.

use super::document::Document;
use super::rarity;
use super::runs::Run;

/// A passage that two documents share: first and last word in both, and what agrees.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Passage {
    pub(crate) a: (usize, usize),
    pub(crate) b: (usize, usize),
    /// Words that agree.
    pub(crate) n_equal: usize,
    /// The same, signs of unspaced scripts counting half.
    pub(crate) n_words: f64,
    /// What these words say less what the gaps between them cost, bits.
    pub(crate) score: f64,
    /// What the longest run says, bits.
    bits_of_longest: f64,
    /// Words of the gaps, of the longer of each two.
    n_gap: usize,
    /// Words by which the two of each gap differ.
    n_drift: usize,
}

impl Passage {
    /// Words of the side that has more.
    pub(crate) fn n_longer(&self) -> usize {
        (self.a.1 - self.a.0).max(self.b.1 - self.b.0) + 1
    }

    /// Share of them that are equal.
    pub(crate) fn equal_share(&self) -> f64 {
        self.n_equal as f64 / self.n_longer() as f64
    }

    /// Whether one side is the other reworded, and not both tell of one thing by themselves: enough is equal, or what was put
    /// for the rest is as long as what it was put for.
    fn is_rewording(&self) -> bool {
        let share = self.equal_share();
        let keeps_length = self.n_drift as f64 <= MOST_REWORDED_DRIFT * self.n_gap as f64;
        share >= LEAST_REWORDED_SHARE || (keeps_length && share >= LEAST_SHARE_AT_LENGTH)
    }
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

/// Least share of equal words of a reworded passage. Two that tell of one event by themselves, in one order, with its names and
/// figures, had 0.20.
const LEAST_REWORDED_SHARE: f64 = 0.24;

/// The same where the gaps of both sides are about as long: rewording by words or clauses keeps their places (the two differ by 0.15 to
/// 0.45 of the longer), two tellings do not (0.6 and more, for the two named above and for texts that have nothing of each other).
const LEAST_SHARE_AT_LENGTH: f64 = 0.08;
const MOST_REWORDED_DRIFT: f64 = 0.45;

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

/// Most passages of one pair, and most runs that are looked at, those that say most.
const MOST_CHAINS: usize = 200;
const MOST_LINKS: usize = 20_000;

/// From this share of equal words on a chain may lie in the gap of another: a paragraph that was moved.
const DENSE_SHARE: f64 = 0.5;

/// A chain is parted at a gap of which other chains take this share, where the gap has so many words.
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

    fn place(&self) -> (usize, usize) {
        (self.run.a, self.run.b)
    }
}

/// The passages that two documents share, whose `runs` are ordered by their place in `a`; best first.
pub(crate) fn passages(runs: &[Run], a: &Document) -> Vec<Passage> {
    let found = chains(runs, a, &OF_STRANGERS);
    let is_reworded = !found.is_empty() && sum_of(found.iter()) - found[0].bits_of_longest >= LEAST_REWORDED_BITS;
    if is_reworded { widened(found, chains(runs, a, &OF_RELATED)) } else { found }
}

/// What several chains say together: of all but the best what is more than chance gives.
fn sum_of<'c>(chains: impl Iterator<Item = &'c Passage>) -> f64 {
    let mut scores = chains.map(|chain| chain.score);
    let Some(best) = scores.next() else { return 0.0 };
    best + scores.map(|score| (score - BITS_OF_CHANCE).max(0.0)).sum::<f64>()
}

/// Chains as far as they reach where one text is the other reworded. What each says is what the chains within it say that
/// were found among strangers.
fn widened(found: Vec<Passage>, wide: Vec<Passage>) -> Vec<Passage> {
    let within = |wide: &Passage, chain: &Passage| shares(wide.a, chain.a) && shares(wide.b, chain.b);
    let of_wide = |wide: &Passage| {
        let score = sum_of(found.iter().filter(|chain| within(wide, chain)));
        (score > 0.0).then(|| Passage { score, ..wide.clone() })
    };
    let wide: Vec<Passage> = wide.into_iter().filter(Passage::is_rewording).collect();
    let mut all: Vec<Passage> = wide.iter().filter_map(of_wide).collect();
    all.extend(found.iter().filter(|chain| !wide.iter().any(|wide| within(wide, chain))).cloned());
    ordered(all)
}

/// Whether more than half of `part` lies in `whole`.
fn shares(whole: (usize, usize), part: (usize, usize)) -> bool {
    let shared = (whole.1.min(part.1) + 1).saturating_sub(whole.0.max(part.0));
    2 * shared > part.1 + 1 - part.0
}

fn ordered(mut chains: Vec<Passage>) -> Vec<Passage> {
    chains.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.a.cmp(&other.a)).then(one.b.cmp(&other.b)));
    chains
}

/// The chains of `runs`; best first.
fn chains(runs: &[Run], a: &Document, terms: &Terms) -> Vec<Passage> {
    let mut left = links(runs, a, terms);
    let mut found: Vec<Vec<Link>> = Vec::new();
    let mut taken = Taken::none(&left);
    while found.len() < MOST_CHAINS {
        let Some((score, chain)) = best(&left, &taken, terms) else { break };
        if score < LEAST_BITS_OF_CHAIN {
            break;
        }
        let chain: Vec<Link> = chain.iter().map(|n| left[*n]).collect();
        taken.add(&chain);
        left.retain(|link| 2 * taken.of_run(&link.run) <= link.run.n);
        found.push(chain);
    }
    let parted: Vec<Vec<Link>> = found.iter().flat_map(|chain| parted(chain, &taken)).collect();
    let mut chains: Vec<Passage> = parted.iter().map(|links| summed(links, a, terms)).collect();
    chains.retain(|chain| chain.score >= LEAST_BITS_OF_CHAIN);
    without_leftovers(ordered(chains))
}

/// Leaves out what was strung together of words that better chains left between them.
fn without_leftovers(chains: Vec<Passage>) -> Vec<Passage> {
    let mut kept: Vec<Passage> = Vec::new();
    for chain in chains {
        let is_dense = chain.n_equal as f64 >= DENSE_SHARE * (chain.a.1 + 1 - chain.a.0) as f64;
        let overlaps =
            |better: &Passage| shares(better.a, chain.a) || shares(better.b, chain.b) || shares(chain.a, better.a);
        if is_dense || !kept.iter().any(overlaps) {
            kept.push(chain);
        }
    }
    kept
}

/// Of the runs those that say enough to be links, in order of their place in `a`.
fn links(runs: &[Run], a: &Document, terms: &Terms) -> Vec<Link> {
    let links = runs.iter().map(|run| Link { run: *run, bits: rarity::bits(&a.words[run.a..run.a + run.n]) });
    let mut links: Vec<Link> = links.filter(|link| link.bits >= terms.least_bits_of_run).collect();
    if links.len() > MOST_LINKS {
        links.sort_by(|one, other| other.bits.total_cmp(&one.bits).then(one.place().cmp(&other.place())));
        links.truncate(MOST_LINKS);
        links.sort_unstable_by_key(Link::place);
    }
    links
}

/// How many of the first words of both documents stand in chains.
struct Taken {
    before_a: Vec<u32>,
    before_b: Vec<u32>,
}

impl Taken {
    fn none(links: &[Link]) -> Taken {
        let last = |end: fn(&Link) -> usize| links.iter().map(end).max().unwrap_or(0);
        Taken { before_a: vec![0; last(Link::end_a) + 1], before_b: vec![0; last(Link::end_b) + 1] }
    }

    fn add(&mut self, chain: &[Link]) {
        add_to(&mut self.before_a, chain.iter().map(|link| (link.run.a, link.end_a())));
        add_to(&mut self.before_b, chain.iter().map(|link| (link.run.b, link.end_b())));
    }

    fn in_a(&self, start: usize, end: usize) -> usize {
        (self.before_a[end] - self.before_a[start]) as usize
    }

    fn in_b(&self, start: usize, end: usize) -> usize {
        (self.before_b[end] - self.before_b[start]) as usize
    }

    /// Words of a run that stand in chains, in the document where more do.
    fn of_run(&self, run: &Run) -> usize {
        self.in_a(run.a, run.a + run.n).max(self.in_b(run.b, run.b + run.n))
    }

    /// Whether chains take a good part of the gap between two links, in either document.
    fn is_between(&self, before: &Link, link: &Link) -> bool {
        let is_much = |start: usize, end: usize, n_taken: &dyn Fn(usize, usize) -> usize| {
            end >= start + LEAST_PARTED_GAP && n_taken(start, end) as f64 >= TAKEN_SHARE * (end - start) as f64
        };
        is_much(before.end_a(), link.run.a, &|start, end| self.in_a(start, end))
            || is_much(before.end_b(), link.run.b, &|start, end| self.in_b(start, end))
    }
}

fn add_to(before: &mut [u32], stretches: impl Iterator<Item = (usize, usize)>) {
    let mut is_taken: Vec<bool> = before.windows(2).map(|pair| pair[1] > pair[0]).collect();
    stretches.for_each(|(start, end)| is_taken[start..end].fill(true));
    for (n, is_taken) in is_taken.into_iter().enumerate() {
        before[n + 1] = before[n] + u32::from(is_taken);
    }
}

/// The chain with the best score, as numbers of links.
fn best(links: &[Link], taken: &Taken, terms: &Terms) -> Option<(f64, Vec<usize>)> {
    let mut scores: Vec<(f64, Option<usize>)> = Vec::with_capacity(links.len());
    for (n, link) in links.iter().enumerate() {
        let with = |before: usize| {
            let (cost, share) = step(&links[before], link, terms)?;
            (scores[before].0 > cost).then(|| (scores[before].0 - cost + link.bits * share, Some(before)))
        };
        let first = n.saturating_sub(RUNS_BACK);
        let longer = (first..n).filter_map(with).filter(|(score, before)| {
            *score > link.bits && before.is_none_or(|before| !taken.is_between(&links[before], link))
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
    let (gap_a, gap_b) = gaps(before, link);
    let drift = gap_a.abs_diff(gap_b);
    if gap_a.max(gap_b) > LONGEST_GAP || drift > MOST_DRIFT {
        return None;
    }
    let share = 1.0 - overlap as f64 / link.run.n as f64;
    Some((terms.gap_bits * gap_a.max(gap_b) as f64 + terms.drift_bits * drift as f64, share))
}

/// Words between two links, in either document.
fn gaps(before: &Link, link: &Link) -> (usize, usize) {
    (link.run.a.saturating_sub(before.end_a()), link.run.b.saturating_sub(before.end_b()))
}

/// A chain, parted where others lie in its gaps.
fn parted(chain: &[Link], taken: &Taken) -> Vec<Vec<Link>> {
    let goes_on = |before: &Link, link: &Link| !taken.is_between(before, link);
    chain.chunk_by(goes_on).map(<[Link]>::to_vec).collect()
}

fn summed(links: &[Link], a: &Document, terms: &Terms) -> Passage {
    let (first, last) = (links[0], links[links.len() - 1]);
    let mut passage = Passage {
        a: (first.run.a, last.end_a() - 1),
        b: (first.run.b, last.end_b() - 1),
        n_equal: first.run.n,
        n_words: 0.0,
        score: first.bits,
        bits_of_longest: links.iter().map(|link| link.bits).fold(0.0, f64::max),
        n_gap: 0,
        n_drift: 0,
    };
    for pair in links.windows(2) {
        let (cost, share) = step(&pair[0], &pair[1], terms).unwrap_or((0.0, 1.0));
        let (gap_a, gap_b) = gaps(&pair[0], &pair[1]);
        passage.n_gap += gap_a.max(gap_b);
        passage.n_drift += gap_a.abs_diff(gap_b);
        passage.n_equal += (pair[1].run.n as f64 * share).round() as usize;
        passage.score += pair[1].bits * share - cost;
    }
    let words = &a.words[first.run.a..last.end_a()];
    let halves: usize = words.iter().map(|word| usize::from(word.halves)).sum();
    passage.n_words = passage.n_equal as f64 / words.len() as f64 * halves as f64 / 2.0;
    passage
}
