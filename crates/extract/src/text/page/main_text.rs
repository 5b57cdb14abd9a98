//! Which part of a page is its main text: the smallest element that holds nearly all running text outside
//! navigation and comments.

use super::layout::PageParagraph;
use super::tree::Tree;
use super::zones::{class_words, is_article_body};

/// A paragraph counts as running text from this length.
const RUNNING_TEXT_CHARS: usize = 60;
/// Share of its characters in links that running text may have.
const RUNNING_TEXT_LINK_SHARE: f64 = 0.35;
/// Share of the running text that an element must hold for the search to go down into it.
const DESCENT_SHARE: f64 = 0.8;
/// The same for an element that the page marks as the article.
const MARKED_SHARE: f64 = 0.7;
/// A short line with at least this share of links is a list of links, not text.
const LINK_LIST_SHARE: f64 = 0.7;

/// Weight of a paragraph as running text; 0 for headings, links and short lines.
pub(super) fn running_weight(paragraph: &PageParagraph) -> usize {
    let runs = paragraph.chars >= RUNNING_TEXT_CHARS && paragraph.link_share() <= RUNNING_TEXT_LINK_SHARE;
    if runs { paragraph.chars } else { 0 }
}

/// The element of the main text. `weights` has one number a paragraph: 0 where it cannot be main text.
pub(super) fn main_element(tree: &Tree, paragraphs: &[PageParagraph], weights: &[usize]) -> usize {
    let held = held_weight(tree, paragraphs, weights);
    if let Some(marked) = marked_article(tree, &held) {
        return marked;
    }
    let mut chosen = 0;
    loop {
        let enough = (held[chosen] as f64 * DESCENT_SHARE).max(1.0);
        let mut child = chosen + 1;
        let mut next = None;
        while child < tree.nodes[chosen].end {
            if held[child] as f64 >= enough {
                next = Some(child);
                break;
            }
            child = tree.nodes[child].end;
        }
        match next {
            Some(next) if !is_paragraph_like(tree, next) => chosen = next,
            _ => return chosen,
        }
    }
}

/// Whether a line is a list of links rather than text.
pub(super) fn is_link_list(paragraph: &PageParagraph) -> bool {
    paragraph.link_share() >= LINK_LIST_SHARE && paragraph.chars < 160
}

fn held_weight(tree: &Tree, paragraphs: &[PageParagraph], weights: &[usize]) -> Vec<usize> {
    let mut held = vec![0usize; tree.nodes.len()];
    for (paragraph, weight) in paragraphs.iter().zip(weights) {
        held[paragraph.block_node] += weight;
    }
    for node in (1..tree.nodes.len()).rev() {
        held[tree.nodes[node].parent] += held[node];
    }
    held
}

/// The element that the page marks as body of the article, when it holds most of the running text.
fn marked_article(tree: &Tree, held: &[usize]) -> Option<usize> {
    let enough = held[0] as f64 * MARKED_SHARE;
    let is_body = |node: usize| {
        tree.attribute(node, "itemprop").is_some_and(|value| value.eq_ignore_ascii_case("articlebody"))
            || class_words(tree, node).iter().any(|words| is_article_body(words))
    };
    // The marked body of an article before the article around it.
    let rank = |node: usize| u8::from(is_body(node)) * 2 + u8::from(tree.name(node) == "article");
    (1..tree.nodes.len())
        .filter(|node| held[*node] > 0 && held[*node] as f64 >= enough && rank(*node) > 0)
        .max_by_key(|node| (rank(*node).min(2), held[*node], *node))
}

fn is_paragraph_like(tree: &Tree, node: usize) -> bool {
    matches!(tree.name(node), "p" | "h1" | "h2" | "h3" | "pre" | "li" | "blockquote" | "td" | "figcaption")
}
