//! Where a text without markup stops being the article and becomes what readers wrote about it.
//!
//! Three ways: a heading that says so ("12 comments"), lines of author and time, or a change of style that holds to the
//! end of the text. In English the change is sought by [`english_comments`](super::english_comments), for which a truth
//! was at hand. In other languages it is a cumulative-sum change point over [`talk_score`](super::style::talk_score) with
//! a threshold on the gain and on the difference of both sides. Below these bounds the answer is "no comments found".

use super::comment_records::{author_lines, headers_stand_behind};
use super::english_comments::boundary;
use super::paragraphs::Paragraph;
use super::style::{style, talk_score};
use super::words::DATE_COMPANIONS;

/// Fewest characters before a boundary: an article, not a headline.
const SHORTEST_BODY_CHARS: usize = 300;
/// What both sides must reach.
struct Bounds {
    /// Mean talk score of the paragraphs behind the boundary, at the least.
    tail_mean: f64,
    /// Mean talk score, weighted by length, of the paragraphs before it, at the most.
    head_mean: f64,
    /// Difference of both at the least.
    difference: f64,
    /// Sum of the talk scores behind the boundary, at the least.
    gain: f64,
    /// Paragraphs behind the boundary, at the least.
    tail_paragraphs: usize,
}

/// For English, where the model is not sure: behind nothing but report a few calm comments suffice. On the training part
/// of dragnet (2012) no article without comments reaches this; at a mean of -1.0 before the boundary four of 641 do.
const AFTER_PLAIN_REPORT: [Bounds; 1] =
    [Bounds { tail_mean: 0.3, head_mean: -1.5, difference: 1.8, gain: 1.6, tail_paragraphs: 3 }];
/// For other languages: plain talk behind, or plain report before, so that milder talk suffices. No truth is at hand, so
/// that much is asked for.
const OTHER_LANGUAGES: [Bounds; 2] = [
    Bounds { tail_mean: 0.5, head_mean: 0.0, difference: 1.0, gain: 4.0, tail_paragraphs: 4 },
    Bounds { tail_mean: 0.25, head_mean: -0.5, difference: 1.2, gain: 6.0, tail_paragraphs: 4 },
];
/// Words that no English text does without and that stand together in no other language.
const ENGLISH_WORDS: &[&str] = &["the", "of", "and", "to", "that", "is", "was", "with"];
/// Share of these among all words of an English text; it is about a fifth.
const ENGLISH_WORDS_SHARE: f64 = 0.08;
/// Bounds of the measure between both styles.
const LOWEST_BALANCE: f64 = -1.0;
/// Upper bound of the same.
const HIGHEST_BALANCE: f64 = 0.5;
/// Style alone is never surer than this.
const MOST_CONFIDENCE: f64 = 0.95;
/// Gain at which the confidence stops growing.
const SURE_GAIN: f64 = 25.0;
/// Difference of both means at which the confidence stops growing.
const SURE_DIFFERENCE: f64 = 3.0;

/// Lines that name the author of comments, or a day and a clock, at the least.
const FEWEST_AUTHOR_LINES: usize = 2;
/// Share of such lines among all behind the first one.
const AUTHOR_LINES_SHARE: f64 = 0.1;

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
    at_heading(text, paragraphs).or_else(|| at_author_lines(text, paragraphs)).or_else(|| by_style(text, paragraphs))
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

/// Lines like "Ann says:", "Ann, 3 hours ago" or "4 May 2019 at 16:05" that come again and again to the end of the text.
fn at_author_lines(text: &str, paragraphs: &[Paragraph]) -> Option<Split> {
    let headers = author_lines(text, paragraphs);
    let mut body_chars = 0;
    let first = (0..paragraphs.len()).find(|index| {
        body_chars += if headers[*index].is_none() { paragraphs[*index].of(text).chars().count() } else { 0 };
        headers[*index].is_some() && body_chars >= SHORTEST_BODY_CHARS
    })?;
    let behind = &headers[first..];
    let lines = behind.iter().flatten().count();
    let marked = behind.iter().flatten().filter(|is_mark| **is_mark).count();
    let enough =
        lines >= FEWEST_AUTHOR_LINES && marked >= 2 && lines as f64 >= behind.len() as f64 * AUTHOR_LINES_SHARE;
    let comment_before = usize::from(first > 0 && headers_stand_behind(text, &paragraphs[first..]));
    enough.then_some(Split { first: first - comment_before, is_heading: false, confidence_0_1: 0.85 })
}

fn by_style(text: &str, paragraphs: &[Paragraph]) -> Option<Split> {
    if !is_english(text) {
        return by_talk(text, paragraphs, &OTHER_LANGUAGES);
    }
    let modelled = boundary(text, paragraphs, SHORTEST_BODY_CHARS).map(|found| Split {
        first: found.first,
        is_heading: false,
        confidence_0_1: found.probability_0_1.min(MOST_CONFIDENCE),
    });
    modelled.or_else(|| by_talk(text, paragraphs, &AFTER_PLAIN_REPORT))
}

fn by_talk(text: &str, paragraphs: &[Paragraph], bounds: &[Bounds]) -> Option<Split> {
    let scored: Vec<Scored> = paragraphs.iter().map(|paragraph| scored(paragraph.of(text))).collect();
    let sides = Sides::at(&scored, best_boundary(&scored, 0.0)?);
    if !sides.are_two_styles(bounds) {
        return None;
    }
    // Once both styles are known, what lies between them is a better measure of one paragraph than the general one.
    let balance = ((sides.head_mean + sides.tail_mean) / 2.0).clamp(LOWEST_BALANCE, HIGHEST_BALANCE);
    let first = best_boundary(&scored, balance).unwrap_or(sides.first);
    Some(Split { first, is_heading: false, confidence_0_1: sides.confidence() })
}

fn is_english(text: &str) -> bool {
    let (mut all, mut english) = (0usize, 0usize);
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        all += 1;
        english += usize::from(ENGLISH_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    english as f64 >= all as f64 * ENGLISH_WORDS_SHARE
}

/// Both sides of a boundary, measured.
struct Sides {
    first: usize,
    head_chars: usize,
    head_mean: f64,
    tail_paragraphs: usize,
    tail_mean: f64,
    gain: f64,
}

impl Sides {
    fn at(scored: &[Scored], first: usize) -> Sides {
        let (head, tail) = scored.split_at(first);
        let gain: f64 = tail.iter().map(|paragraph| paragraph.talk).sum();
        Sides {
            first,
            head_chars: head.iter().map(|paragraph| paragraph.chars).sum(),
            head_mean: mean_by_length(head),
            tail_paragraphs: tail.len(),
            tail_mean: gain / tail.len().max(1) as f64,
            gain,
        }
    }

    fn are_two_styles(&self, bounds: &[Bounds]) -> bool {
        let holds = |bounds: &Bounds| {
            self.tail_mean >= bounds.tail_mean
                && self.head_mean <= bounds.head_mean
                && self.tail_mean - self.head_mean >= bounds.difference
                && self.gain >= bounds.gain
                && self.tail_paragraphs >= bounds.tail_paragraphs
        };
        self.head_chars >= SHORTEST_BODY_CHARS && bounds.iter().any(holds)
    }

    fn confidence(&self) -> f64 {
        let by_gain = (self.gain / SURE_GAIN).min(1.0);
        let by_difference = ((self.tail_mean - self.head_mean) / SURE_DIFFERENCE).min(1.0);
        (0.4 + 0.3 * by_gain + 0.25 * by_difference).min(MOST_CONFIDENCE)
    }
}

struct Scored {
    talk: f64,
    chars: usize,
}

fn scored(paragraph: &str) -> Scored {
    Scored { talk: talk_score(&style(paragraph)), chars: paragraph.chars().count() }
}

/// The boundary that puts the most talk behind it and the most report before it; `balance` lies between the two.
fn best_boundary(scored: &[Scored], balance: f64) -> Option<usize> {
    let mut sum = 0.0;
    let mut best: Option<(f64, usize)> = None;
    for (index, paragraph) in scored.iter().enumerate().rev() {
        sum += paragraph.talk - balance;
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
