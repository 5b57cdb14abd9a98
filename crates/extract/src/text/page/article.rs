//! Which paragraphs the `trafilatura` crate takes for the article: its text is found again in ours, so that every
//! paragraph keeps its place in the page. Measured against other extractors: see `docs/methods/pages.md`.

use super::layout::PageLayout;
use super::main_text::running_weight;
use super::tree::Tree;
use std::collections::{HashMap, HashSet};
use trafilatura::{HtmlDateMode, Options};
use unicode_segmentation::UnicodeSegmentation;

/// Pages longer than this are not given to the crate; our own rule decides.
const LONGEST_PAGE_BYTES: usize = 8 * 1024 * 1024;
/// The same for pages with more nodes: the crate walks some lists of siblings more than once.
const MOST_NODES: usize = 120_000;
/// The same for deeper pages: parts of the crate walk by recursion.
const DEEPEST_NODE: usize = 240;
/// Words of one shingle.
const SHINGLE_WORDS: usize = 4;
/// Share of its words that are found again in the crate's text, for a paragraph that it keeps.
const KEPT_SHARE: f64 = 0.6;

/// Paragraphs on each side that are looked at to choose among equal lines.
const COMPANY_PARAGRAPHS: usize = 3;

/// For each paragraph, whether the crate keeps it. `None` where the page is too large or the crate finds no article.
pub(super) fn kept(page: &str, tree: &Tree, layout: &PageLayout) -> Option<Vec<bool>> {
    if page.len() > LONGEST_PAGE_BYTES || tree.nodes.len() > MOST_NODES || depth(tree) > DEEPEST_NODE {
        return None;
    }
    let options = Options::default().with_fallback(true).with_html_date_mode(HtmlDateMode::Disabled);
    let article = std::panic::catch_unwind(|| trafilatura::extract(page, &options)).ok()?.ok()?.content_text;
    let mut kept = found_again(&article, layout);
    drop_repeated(&article, layout, &mut kept);
    kept.contains(&true).then_some(kept)
}

/// A word of the page is kept when it stands in a row of words that the crate's text has too; rows go over the ends of
/// paragraphs, so that short ones are judged with their neighbours. A paragraph is kept when most of its words are.
fn found_again(article: &str, layout: &PageLayout) -> Vec<bool> {
    let shingles: HashSet<u64> = word_keys(article).windows(SHINGLE_WORDS).map(key_of).collect();
    let lines: HashSet<u64> = article.lines().map(|line| key_of(&word_keys(line))).collect();
    let mut words = Vec::new();
    let mut ends = Vec::with_capacity(layout.paragraphs.len());
    for paragraph in &layout.paragraphs {
        words.extend(word_keys(&layout.text[paragraph.start_byte..paragraph.end_byte]));
        ends.push(words.len());
    }
    let mut is_found = vec![false; words.len()];
    for (at, row) in words.windows(SHINGLE_WORDS).enumerate() {
        if shingles.contains(&key_of(row)) {
            is_found[at..at + SHINGLE_WORDS].fill(true);
        }
    }
    let mut start = 0;
    ends.into_iter()
        .map(|end| {
            let range = std::mem::replace(&mut start, end)..end;
            let found = is_found[range.clone()].iter().filter(|found| **found).count();
            !range.is_empty()
                && (found as f64 >= range.len() as f64 * KEPT_SHARE || lines.contains(&key_of(&words[range])))
        })
        .collect()
}

/// Lines that the page has more often than the crate's text (a table of contents beside its headings): those are kept
/// that have the most running text around them.
fn drop_repeated(article: &str, layout: &PageLayout, kept: &mut [bool]) {
    let mut left: HashMap<u64, usize> = HashMap::new();
    for line in article.lines() {
        *left.entry(key_of(&word_keys(line))).or_default() += 1;
    }
    let company = |at: usize| -> usize {
        let around = at.saturating_sub(COMPANY_PARAGRAPHS)..(at + COMPANY_PARAGRAPHS + 1).min(kept.len());
        around.filter(|other| *other != at && kept[*other]).map(|other| running_weight(&layout.paragraphs[other])).sum()
    };
    let mut places: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (at, paragraph) in layout.paragraphs.iter().enumerate().filter(|(at, _)| kept[*at]) {
        let key = key_of(&word_keys(&layout.text[paragraph.start_byte..paragraph.end_byte]));
        places.entry(key).or_default().push((company(at), at));
    }
    for (key, mut places) in places {
        // Where the crate has no such line it has joined it with others, and its number is not known.
        let most = left.get(&key).copied().unwrap_or(usize::MAX);
        places.sort_by_key(|(company, at)| (std::cmp::Reverse(*company), *at));
        places.iter().skip(most).for_each(|(_, at)| kept[*at] = false);
    }
}

fn depth(tree: &Tree) -> usize {
    let mut depths = vec![0usize; tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate().skip(1) {
        depths[index] = depths[node.parent] + 1;
    }
    depths.into_iter().max().unwrap_or(0)
}

fn word_keys(text: &str) -> Vec<u64> {
    text.unicode_words().map(|word| hash(word.bytes())).collect()
}

fn key_of(words: &[u64]) -> u64 {
    hash(words.iter().flat_map(|word| word.to_le_bytes()))
}

/// FNV-1a: the same on every machine.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
