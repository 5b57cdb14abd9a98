//! From shared runs of words to passages: runs that follow each other in both documents with small gaps are one
//! passage, so an edited passage is one and not seven.

/// A run of equal words: `[a, a + n)` in the one document, `[b, b + n)` in the other, as positions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Run {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) n: u32,
}

/// A passage: first and last position in both documents, and how many words agree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Chain {
    pub(crate) a: (u32, u32),
    pub(crate) b: (u32, u32),
    pub(crate) n_equal: u32,
}

/// Longest gap between two runs of one passage, words: two rewritten sentences. A passage that is long already bridges
/// more, half its equal words again, up to a paragraph.
const LONGEST_GAP: u32 = 45;
const LONGEST_GAP_OF_LONG: u32 = 110;

/// Most that the two gaps may differ in length, words: one sentence put in or left out.
const MOST_DRIFT: u32 = 30;

/// Words that two neighbouring runs may overlap, where a phrase repeats.
const MOST_OVERLAP: u32 = 4;

/// How many chains back a run looks for one to join; runs come in order of `a`, so joinable chains are recent.
const CHAINS_BACK: usize = 40;

/// Joins places of seeds of `length` words to maximal runs. `hits` are (a, b), in any order.
pub(crate) fn runs(mut hits: Vec<(u32, u32)>, length: u32) -> Vec<Run> {
    hits.sort_unstable_by_key(|(a, b)| (i64::from(*b) - i64::from(*a), *a));
    hits.dedup();
    let mut runs: Vec<Run> = Vec::new();
    for (a, b) in hits {
        match runs.last_mut() {
            Some(run) if i64::from(run.b) - i64::from(run.a) == i64::from(b) - i64::from(a) && a <= run.a + run.n => {
                run.n = a + length - run.a;
            }
            _ => runs.push(Run { a, b, n: length }),
        }
    }
    runs.sort_unstable();
    runs
}

/// Joins runs to chains. Every run joins the chain whose end is nearest to it; chains that lie mostly within a stronger
/// one are left out (a phrase that repeats inside the passage).
pub(crate) fn chains(runs: &[Run]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for run in runs {
        let recent = chains.len().saturating_sub(CHAINS_BACK);
        let nearest = (recent..chains.len()).filter_map(|n| Some((gap_cost(&chains[n], run)?, n))).min();
        match nearest {
            Some((_, n)) => join(&mut chains[n], run),
            None => chains.push(Chain { a: (run.a, run.a + run.n - 1), b: (run.b, run.b + run.n - 1), n_equal: run.n }),
        }
    }
    without_covered(chains)
}

fn gap_cost(chain: &Chain, run: &Run) -> Option<u32> {
    let gap = |end: u32, start: u32| i64::from(start) - i64::from(end) - 1;
    let (gap_a, gap_b) = (gap(chain.a.1, run.a), gap(chain.b.1, run.b));
    let longest = (LONGEST_GAP + chain.n_equal / 2).min(LONGEST_GAP_OF_LONG);
    let allowed = -i64::from(MOST_OVERLAP)..=i64::from(longest);
    let drift = (gap_a - gap_b).unsigned_abs() as u32;
    let grows = run.a + run.n > chain.a.1 && run.b + run.n > chain.b.1;
    (allowed.contains(&gap_a) && allowed.contains(&gap_b) && drift <= MOST_DRIFT && grows)
        .then(|| 2 * drift + gap_a.max(gap_b).max(0) as u32)
}

fn join(chain: &mut Chain, run: &Run) {
    let overlap = (chain.a.1 + 1).saturating_sub(run.a).max((chain.b.1 + 1).saturating_sub(run.b));
    chain.n_equal += run.n.saturating_sub(overlap);
    chain.a.1 = run.a + run.n - 1;
    chain.b.1 = run.b + run.n - 1;
}

fn without_covered(mut chains: Vec<Chain>) -> Vec<Chain> {
    chains.sort_by_key(|chain| (std::cmp::Reverse(chain.n_equal), chain.a, chain.b));
    let mut kept: Vec<Chain> = Vec::new();
    for chain in chains {
        let mostly_in = |better: &Chain| shares(better.a, chain.a) || shares(better.b, chain.b);
        if !kept.iter().any(mostly_in) {
            kept.push(chain);
        }
    }
    kept.sort_unstable();
    kept
}

/// Whether more than half of `part` lies in `whole`.
fn shares(whole: (u32, u32), part: (u32, u32)) -> bool {
    let shared = (whole.1.min(part.1) + 1).saturating_sub(whole.0.max(part.0));
    2 * shared > part.1 + 1 - part.0
}
