//! Where a text without markup stops being the article and becomes what readers wrote about it.
//!
//! Two ways: a heading that says so ("12 comments"), or a change of style that holds to the end of the text. The
//! second is a cumulative-sum change point over [`talk_score`](super::style::talk_score) with a threshold on the gain
//! and on the difference of both sides; below it the answer is "no comments found".

use super::paragraphs::Paragraph;
use super::style::{style, talk_score};
use super::words::DATE_COMPANIONS;

/// Fewest paragraphs behind a boundary that style alone may set.
const FEWEST_COMMENTS: usize = 4;
/// Fewest characters before a boundary: an article, not a headline.
const SHORTEST_BODY_CHARS: usize = 300;
/// Mean talk score that the paragraphs behind a boundary must reach.
const TAIL_MEAN: f64 = 0.62;
/// Mean talk score, weighted by length, that the paragraphs before it may have at most.
const HEAD_MEAN: f64 = 0.25;
/// Difference of both means at the least.
const MEAN_DIFFERENCE: f64 = 0.85;
/// Talk score between the two styles: above it a paragraph speaks for comments.
const BALANCE: f64 = 0.3;
/// Sum of what speaks for comments behind the boundary, at the least.
const GAIN: f64 = 4.0;
/// Gain at which the confidence stops growing.
const SURE_GAIN: f64 = 25.0;

/// Headings of comment sections, lower case, numbers and punctuation removed.
const HEADINGS: &[&str] = &[
    "comment",
    "comments",
    "reader comments",
    "readers comments",
    "user comments",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "discussion",
    "join the discussion",
    "responses",
    "replies",
    "reader responses",
    "view comments",
    "all comments",
    "show comments",
    "комментарии",
    "комментариев",
    "комментария",
    "комментарий",
    "комментарии читателей",
    "обсуждение",
    "коментарі",
    "коментарів",
    "коментар",
    "обговорення",
    "تعليقات",
    "التعليقات",
    "تعليق",
    "تعليقات القراء",
    "آراء القراء",
    "kommentare",
    "commentaires",
    "comentarios",
    "yorumlar",
];

/// Where the comments begin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Split {
    /// Index of the first paragraph that is no longer the article.
    pub first: usize,
    /// That paragraph is a heading and no comment.
    pub is_heading: bool,
    /// How sure, 0..=1.
    pub confidence_0_1: f64,
}

/// The boundary between article and comments, or `None`: no comments found.
pub(super) fn split(text: &str, paragraphs: &[Paragraph]) -> Option<Split> {
    at_heading(text, paragraphs).or_else(|| by_style(text, paragraphs))
}

/// Whether a paragraph is the heading of a comment section.
pub(super) fn is_heading(paragraph: &str) -> bool {
    if paragraph.len() > 80 {
        return false;
    }
    let words: Vec<String> = paragraph
        .split(|letter: char| !letter.is_alphabetic() && letter != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    HEADINGS.contains(&words.join(" ").as_str()) && !words.iter().all(|word| DATE_COMPANIONS.contains(&word.as_str()))
}

fn at_heading(text: &str, paragraphs: &[Paragraph]) -> Option<Split> {
    let mut body_chars = 0;
    let mut found = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let words = paragraph.of(text);
        // A link "Comments" at the top of a page stands before the article: enough article must stand before.
        if body_chars >= SHORTEST_BODY_CHARS && index + 1 < paragraphs.len() && is_heading(words) {
            found = Some(index);
            break;
        }
        body_chars += words.chars().count();
    }
    found.map(|first| Split { first, is_heading: true, confidence_0_1: 0.9 })
}

fn by_style(text: &str, paragraphs: &[Paragraph]) -> Option<Split> {
    let scored: Vec<Scored> = paragraphs.iter().map(|paragraph| scored(paragraph.of(text))).collect();
    let first = best_boundary(&scored)?;
    let (head, tail) = scored.split_at(first);
    let gain: f64 = tail.iter().map(|paragraph| paragraph.talk - BALANCE).sum();
    let tail_mean = tail.iter().map(|paragraph| paragraph.talk).sum::<f64>() / tail.len() as f64;
    let head_mean = mean_by_length(head);
    let holds = tail.len() >= FEWEST_COMMENTS
        && head.iter().map(|paragraph| paragraph.chars).sum::<usize>() >= SHORTEST_BODY_CHARS
        && tail_mean >= TAIL_MEAN
        && head_mean <= HEAD_MEAN
        && tail_mean - head_mean >= MEAN_DIFFERENCE
        && gain >= GAIN;
    holds.then(|| Split { first, is_heading: false, confidence_0_1: confidence(gain, tail_mean - head_mean) })
}

struct Scored {
    talk: f64,
    chars: usize,
}

fn scored(paragraph: &str) -> Scored {
    Scored { talk: talk_score(&style(paragraph)), chars: paragraph.chars().count() }
}

/// The boundary that puts the most talk behind it and the most report before it.
fn best_boundary(scored: &[Scored]) -> Option<usize> {
    let mut sum = 0.0;
    let mut best: Option<(f64, usize)> = None;
    for (index, paragraph) in scored.iter().enumerate().rev() {
        sum += paragraph.talk - BALANCE;
        if index > 0 && best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, index));
        }
    }
    best.map(|(_, index)| index)
}

fn mean_by_length(paragraphs: &[Scored]) -> f64 {
    let chars: usize = paragraphs.iter().map(|paragraph| paragraph.chars).sum();
    paragraphs.iter().map(|paragraph| paragraph.talk * paragraph.chars as f64).sum::<f64>() / chars.max(1) as f64
}

fn confidence(gain: f64, difference: f64) -> f64 {
    let by_gain = (gain / SURE_GAIN).min(1.0);
    let by_difference = (difference / 2.0).min(1.0);
    (0.4 + 0.3 * by_gain + 0.25 * by_difference).min(0.95)
}
