//! Where readers' comments begin in an English text that has lost its markup and the lines of author and time.
//!
//! Each paragraph has a talk score, positive where it is written as readers write. Each place between two paragraphs then
//! has a score from what stands on both sides of it: the talk behind, the report before, and how articles end and comments
//! open. All places compete with one more answer, "no comments", in one conditional logit (McFadden 1974), so that the
//! confidence is the probability that there are comments at all.
//!
//! The weights are rounded from two regressions over the training list of dragnet (2012, English articles; a few dozen
//! numbers, none of its text). Measured in five folds of that list and on its test list: `docs/methods/flat-text.md`.

use super::paragraphs::Paragraph;
use super::style::{Style, outside_quotes, style};
use super::words::{
    ANSWERS, CLOSING_OPENINGS, CLOSING_PHRASES, COMMENT_OPENINGS, FORMAL, HEDGES, INVITATIONS, PERSONS_OF_BYLINES,
    POINTERS, PRAISE, TIMES_OF_NEWS,
};

/// At most this much of a paragraph is looked at.
const LOOKED_AT_BYTES: usize = 4_000;
/// Marks are counted per so many words, so that long paragraphs do not gather them by length alone.
const WORDS_OF_A_SENTENCE: f64 = 15.0;
/// Talk of one paragraph, at the most and at the least: one odd paragraph must not decide.
const STRONGEST_TALK: f64 = 2.5;
/// A paragraph weighs by its length up to here.
const LONGEST_WEIGHED_CHARS: usize = 300;
/// Words from which on shares and means are formed.
const FEWEST_WORDS_OF_A_MEAN: usize = 5;
/// Days and months in shorter lines are those of a header, which are judged elsewhere.
const SHORTEST_DATED_CHARS: usize = 90;
/// Bounds of the middle between both styles.
const LOWEST_MIDDLE: f64 = -1.0;
/// Upper bound of the same.
const HIGHEST_MIDDLE: f64 = 0.5;
/// Probability of comments from which they are reported: about 3.5 % of articles without comments reach it in five folds
/// of the training list, where the truth does not mark some comments that are there.
const LEAST_PROBABILITY: f64 = 0.48;

/// The best boundary of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Boundary {
    /// Index of the first paragraph behind it.
    pub first: usize,
    /// Probability that there are comments, 0..=1.
    pub probability_0_1: f64,
}

/// The boundary, if comments are likely enough. `shortest_body_chars` must stand before it.
pub(super) fn boundary(text: &str, paragraphs: &[Paragraph], shortest_body_chars: usize) -> Option<Boundary> {
    let lines: Vec<Line> = paragraphs.iter().map(|paragraph| Line::of(paragraph.of(text))).collect();
    let sums = Sums::of(&lines);
    let scores: Vec<(usize, f64)> = (1..lines.len())
        .filter(|first| sums.chars[*first] >= shortest_body_chars as f64)
        .map(|first| (first, place_score(&lines, &sums, first)))
        .collect();
    let (first, best) = scores.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    // "No comments" has the score 0. The greatest is taken out of all exponents, so that none overflows.
    let greatest = best.max(0.0);
    let comments: f64 = scores.iter().map(|(_, score)| (score - greatest).exp()).sum();
    let probability_0_1 = comments / (comments + (-greatest).exp());
    let belongs = sums.chars[first - 1] >= shortest_body_chars as f64 && belongs_behind(&lines, &sums, first);
    let first = first - usize::from(belongs);
    (probability_0_1 >= LEAST_PROBABILITY).then_some(Boundary { first, probability_0_1 })
}

/// Whether the paragraph before the best place is nearer to the talk behind than to the report before. Once both are
/// known, their middle is a better measure of one paragraph than the general one.
fn belongs_behind(lines: &[Line], sums: &Sums, first: usize) -> bool {
    let middle = (sums.head_mean(first) + mean_talk(&lines[first..])) / 2.0;
    let last = &lines[first - 1];
    !last.closes && !last.invites && last.talk > middle.clamp(LOWEST_MIDDLE, HIGHEST_MIDDLE)
}

/// What is known of one paragraph.
struct Line {
    chars: f64,
    /// Length as it weighs in means.
    weight: f64,
    talk: f64,
    /// Words of praise and blame a sentence.
    praise: f64,
    /// Second person a sentence.
    second_person: f64,
    /// Few words and no mark at the end: a name, a signature.
    is_open: bool,
    ends_with_colon: bool,
    /// How articles end: a source, the author's trade, rights, a request to follow or share.
    closes: bool,
    /// A question or invitation to readers, with which many articles end.
    invites: bool,
}

impl Line {
    fn of(paragraph: &str) -> Line {
        let words = Words::of(paragraph);
        let style = style(paragraph);
        let chars = paragraph.chars().count();
        Line {
            chars: chars as f64,
            weight: chars.min(LONGEST_WEIGHED_CHARS) as f64,
            talk: talk(&style, &words),
            praise: words.said_rate(PRAISE),
            second_person: words.rate(&["you", "your", "yours", "you're", "you've", "you'll", "you'd"]),
            is_open: words.is_open(),
            ends_with_colon: words.lower.ends_with(':'),
            closes: closes(&words),
            invites: invites(&words),
        }
    }
}

/// One paragraph in small letters with plain apostrophes, and its words without punctuation.
struct Words {
    lower: String,
    words: Vec<String>,
    /// The same without what stands in quotation marks: a person quoted in an article talks too.
    said: String,
    said_words: Vec<String>,
    /// Where a name before a colon opens the paragraph, as in interviews.
    has_label: bool,
    /// A lone small "i".
    has_small_i: bool,
}

impl Words {
    fn of(paragraph: &str) -> Words {
        let looked_at = paragraph.get(..LOOKED_AT_BYTES).unwrap_or_else(|| prefix(paragraph));
        let outside = outside_quotes(looked_at);
        let (lower, said) = (small(looked_at), small(&outside));
        Words {
            words: bare_words(&lower),
            said_words: bare_words(&said),
            has_label: has_label(looked_at),
            has_small_i: outside.split_whitespace().any(|word| bare_word(word) == "i"),
            lower,
            said,
        }
    }

    /// Known words a sentence.
    fn rate(&self, known: &[&str]) -> f64 {
        self.a_sentence(count(&self.words, known))
    }

    /// The same outside quotation marks.
    fn said_rate(&self, known: &[&str]) -> f64 {
        self.a_sentence(count(&self.said_words, known))
    }

    fn a_sentence(&self, count: usize) -> f64 {
        let sentences = (self.words.len() as f64 / WORDS_OF_A_SENTENCE).max(1.0);
        (count as f64 / sentences).min(1.5)
    }

    fn is_open(&self) -> bool {
        let ends = ['.', '!', '?', '"', '”', '’', '…', ')', ':', ';', '\''];
        self.words.len() < 8 && !self.lower.ends_with(ends)
    }
}

fn prefix(text: &str) -> &str {
    let end = (0..=LOOKED_AT_BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

fn small(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

fn bare_words(text: &str) -> Vec<String> {
    text.split_whitespace().map(bare_word).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn contains_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase))
}

fn count(words: &[String], known: &[&str]) -> usize {
    words.iter().filter(|word| known.contains(&word.as_str())).count()
}

fn bare_word(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn has_label(paragraph: &str) -> bool {
    let Some((label, _)) = paragraph.split_once(": ") else { return false };
    let words = label.split_whitespace();
    label.chars().count() <= 40
        && (1..=3).contains(&words.clone().count())
        && words.into_iter().all(|word| word.starts_with(char::is_uppercase))
}

fn closes(words: &Words) -> bool {
    let opening = words.lower.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let opens = CLOSING_OPENINGS
        .iter()
        .any(|known| opening.strip_prefix(known).is_some_and(|behind| !behind.starts_with(char::is_alphabetic)));
    let trade =
        contains_any(&words.lower, &[" is a ", " is an ", " is the "]) && count(&words.words, PERSONS_OF_BYLINES) > 0;
    opens || contains_any(&words.lower, CLOSING_PHRASES) || trade
}

fn invites(words: &Words) -> bool {
    contains_any(&words.lower, INVITATIONS) || words.lower.ends_with('?') && count(&words.words, &["you", "your"]) > 0
}

/// Log-odds of talk against report for one paragraph.
fn talk(style: &Style, words: &Words) -> f64 {
    let n_words = words.words.len().max(1) as f64;
    let rate = |count: usize| words.a_sentence(count);
    let sentences = (n_words / WORDS_OF_A_SENTENCE).max(1.0);
    let few = |count: usize, most: f64| (count as f64).min(most) / sentences.sqrt();
    let once = |holds: bool| f64::from(u8::from(holds));
    let first = words.said_words.first().map_or("", String::as_str);
    let is_long = words.lower.chars().count() > SHORTEST_DATED_CHARS;
    let score = -2.57
        // Very short lines are names and headings, very long ones are prose.
        + 1.72 * n_words.ln() - 0.32 * n_words.ln().powi(2)
        // Talk is loose in its punctuation and capitals.
        + 0.65 * rate(style.asks_or_exclaims)
        + 1.39 * few(style.loose_punctuation, 2.0)
        + 0.99 * once(style.begins_small)
        + 1.08 * few(style.shouted_words, 3.0)
        + 0.67 * once(words.has_small_i)
        + 2.25 * once(style.signs > 0)
        + 2.42 * once(style.urls > 0)
        // Readers speak of themselves, judge and answer.
        + 0.81 * rate(style.first_person)
        + 1.12 * words.said_rate(PRAISE)
        + 0.85 * words.said_rate(HEDGES)
        + 0.92 * once(contains_any(&words.said, ANSWERS))
        + 0.64 * once(COMMENT_OPENINGS.contains(&first))
        // Reports name sources, figures, people and days; authors point at what stands on their page.
        - 0.63 * (style.reporting as f64).min(2.0)
        - 0.73 * rate(style.numbers)
        - 2.26 * (style.names as f64 / n_words).min(0.4)
        - 1.42 * if is_long { words.rate(TIMES_OF_NEWS) } else { 0.0 }
        - 0.32 * once(contains_any(&words.lower, POINTERS))
        - 1.29 * once(words.has_label)
        - 0.73 * once(words.lower.ends_with(':'))
        // Written style has longer words and more articles and prepositions.
        - 0.67 * formality(words) - 0.34 * long_words(words)
        // A name or signature stands between comments more often than in an article.
        + 1.15 * once(words.words.len() <= 4)
        - 0.31 * once(words.is_open());
    score.clamp(-STRONGEST_TALK, STRONGEST_TALK)
}

/// Share of [`FORMAL`] words over that of average prose; 0 where there are too few words to tell.
fn formality(words: &Words) -> f64 {
    let n_words = words.words.len();
    if n_words <= FEWEST_WORDS_OF_A_MEAN {
        return 0.0;
    }
    (count(&words.words, FORMAL) as f64 / n_words as f64).min(0.3) - 0.12
}

/// Mean length of a word over that of average prose, in letters; 0 where there are too few words to tell.
fn long_words(words: &Words) -> f64 {
    let n_words = words.words.len();
    if n_words <= FEWEST_WORDS_OF_A_MEAN {
        return 0.0;
    }
    let letters: usize = words.words.iter().map(|word| word.chars().count()).sum();
    (letters as f64 / n_words as f64).clamp(3.0, 7.0) - 4.6
}

/// Sums over all paragraphs before each index, so that each place costs the same.
struct Sums {
    chars: Vec<f64>,
    weight: Vec<f64>,
    talk: Vec<f64>,
    weighted_talk: Vec<f64>,
    praise: Vec<f64>,
    second_person: Vec<f64>,
    closes: Vec<f64>,
    /// Greatest sum of talk behind any place.
    most_talk_behind: f64,
}

impl Sums {
    fn of(lines: &[Line]) -> Sums {
        let talk = running(lines, |line| line.talk);
        let all_talk = talk[lines.len()];
        let most_talk_behind =
            talk[1..lines.len().max(1)].iter().map(|before| all_talk - before).fold(f64::MIN, f64::max);
        Sums {
            chars: running(lines, |line| line.chars),
            weight: running(lines, |line| line.weight),
            weighted_talk: running(lines, |line| line.talk * line.weight),
            praise: running(lines, |line| line.praise),
            second_person: running(lines, |line| line.second_person),
            closes: running(lines, |line| f64::from(u8::from(line.closes))),
            talk,
            most_talk_behind,
        }
    }

    /// Mean talk of what stands before a place, weighed by length.
    fn head_mean(&self, first: usize) -> f64 {
        self.weighted_talk[first] / self.weight[first].max(1.0)
    }
}

/// The sum of what is measured before each index and, as the last, of all.
fn running(lines: &[Line], measured: impl Fn(&Line) -> f64) -> Vec<f64> {
    let mut sum = 0.0;
    let sums = lines.iter().map(|line| {
        sum += measured(line);
        sum
    });
    std::iter::once(0.0).chain(sums).collect()
}

fn behind(sums: &[f64], first: usize) -> f64 {
    sums[sums.len() - 1] - sums[first]
}

fn mean_talk(lines: &[Line]) -> f64 {
    lines.iter().map(|line| line.talk).sum::<f64>() / lines.len().max(1) as f64
}

/// Log-odds that the comments begin with the paragraph `first`, against "no comments".
fn place_score(lines: &[Line], sums: &Sums, first: usize) -> f64 {
    let once = |holds: bool| f64::from(u8::from(holds));
    let n_behind = (lines.len() - first) as f64;
    let talk_behind = behind(&sums.talk, first);
    let weight_behind = behind(&sums.weight, first);
    let (last, opens) = (&lines[first - 1], &lines[first]);
    let near = &lines[first.saturating_sub(4)..first - 1];
    -12.50
        // Talk behind, its growth slowed for many paragraphs, and report before.
        + 0.99 * talk_behind / n_behind.sqrt()
        - 1.06 * sums.head_mean(first)
        + 0.38 * (talk_behind - sums.most_talk_behind).max(-3.0)
        // More text behind is more evidence, but most of a text is rarely comments.
        - 0.25 * n_behind.ln()
        + 1.28 * (weight_behind + 1.0).ln()
        - 0.54 * n_behind / lines.len() as f64
        // The place itself: talk from here on, report up to here.
        + 0.39 * opens.talk
        + 0.45 * mean_talk(&lines[first..lines.len().min(first + 3)])
        - 0.28 * mean_talk(&lines[first.saturating_sub(3)..first])
        // Articles end with a source, a note on the author, a question to readers; comments do not.
        + 2.55 * once(last.closes)
        + 0.88 * once(last.invites)
        + 0.92 * once(near.iter().any(|line| line.invites))
        - 0.68 * once(opens.closes)
        - 1.54 * behind(&sums.closes, first) / n_behind
        + 0.73 * once(opens.is_open)
        - 0.80 * once(last.ends_with_colon)
        // Readers praise; guides and advertisements say "you".
        + 1.97 * behind(&sums.praise, first) / (n_behind + 1.0)
        - 1.57 * behind(&sums.second_person, first) / (n_behind + 1.0)
}
