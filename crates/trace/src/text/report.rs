//! From shared passages to matches: kind, score, direction and the reasons in words.

use super::chain::Passage;
use super::direction::{self, Side};
use super::document::Document;
use crate::build::Draft;
use crate::direction::Evidence;
use model::{Extent, Match, MatchKind, TextSpan, Tier, Transform};

/// Fewest equal words of a confirmed passage. Among unrelated documents runs of this many words are set phrases.
const LEAST_WORDS: f64 = 8.0;

/// Least that the equal words of a confirmed passage must say beyond what the gaps between them cost, bits (see the rarity
/// of words).
const LEAST_SCORE: f64 = 36.0;

/// The same where one side marks the passage as quoted, or a whole comment is repeated.
const LEAST_QUOTED_SCORE: f64 = 18.0;

/// A pair with a passage that says this much is related, and its smaller passages need less.
const RELATED_SCORE: f64 = 80.0;

/// Least score of a further passage of a related pair.
const LEAST_FURTHER_SCORE: f64 = 14.0;

/// Fewest equal words where one side marks the passage as quoted, or where a whole comment is repeated.
const LEAST_QUOTED_WORDS: f64 = 6.0;

/// Fewest equal words to be listed as weak.
const LEAST_LISTED_WORDS: f64 = 6.0;

/// Share of both texts that their common passages cover to be a copy and not an excerpt.
const COPY_SHARE: f64 = 0.8;

/// A passage of which less than this share of the words is equal is a paraphrase.
const REWORDED_SHARE: f64 = 0.45;

/// Share of one of the texts that is common from which a credit line speaks of it.
const MUCH_SHARE: f64 = 0.5;

/// Share of a comment that must be repeated to call it a repeated comment.
const WHOLE_COMMENT_SHARE: f64 = 0.9;

pub(crate) fn is_worth_listing(passage: &Passage) -> bool {
    passage.n_words >= LEAST_LISTED_WORDS
}

/// Matches of one pair; `a` has the smaller id.
pub(crate) fn report(a: Side, b: Side, passages: &[Passage]) -> Vec<Match> {
    let covered = |document: &Document, words: &dyn Fn(&Passage) -> (usize, usize)| {
        let own = |passage: &&Passage| {
            document.comment_at(words(passage).0).is_none() && passage.equal_share() >= REWORDED_SHARE
        };
        let n: usize = passages.iter().filter(own).map(|passage| words(passage).1 + 1 - words(passage).0).sum();
        n as f64 / document.n_own_words.max(1) as f64
    };
    let shares = (covered(a.1, &|passage| passage.a), covered(b.1, &|passage| passage.b));
    let related = passages.iter().any(|passage| passage.score >= RELATED_SCORE);
    passages.iter().map(|passage| Found::new(a, b, passage, shares, related).into_match(a, b)).collect()
}

fn is_confirmed(passage: &Passage, marked: bool, related: bool) -> bool {
    let (least_words, least_score) = match (marked, related) {
        (_, true) => (LEAST_LISTED_WORDS, LEAST_FURTHER_SCORE),
        (true, false) => (LEAST_QUOTED_WORDS, LEAST_QUOTED_SCORE),
        (false, false) => (LEAST_WORDS, LEAST_SCORE),
    };
    passage.n_words >= least_words && passage.score >= least_score
}

/// What was measured of one passage.
struct Found {
    spans: (TextSpan, TextSpan),
    kind: MatchKind,
    confirmed: bool,
    n_words: f64,
    n_equal: usize,
    n_longer: usize,
    shares: (f64, f64),
    quoted: (bool, bool),
    commented: (bool, bool),
    repeated_comment: bool,
}

impl Found {
    fn new(a: Side, b: Side, passage: &Passage, shares: (f64, f64), related: bool) -> Found {
        let spans = (a.1.span(passage.a.0, passage.a.1), b.1.span(passage.b.0, passage.b.1));
        let comments = (a.1.comment_at(passage.a.0), b.1.comment_at(passage.b.0));
        let commented = (comments.0.is_some(), comments.1.is_some());
        let quoted = (a.1.is_quoted(spans.0), b.1.is_quoted(spans.1));
        let n_longer = passage.n_longer();
        let whole = |document: &Document, comment: Option<u32>, words: (usize, usize)| {
            comment.is_some_and(|block| {
                (words.1 + 1 - words.0) as f64 >= WHOLE_COMMENT_SHARE * document.comment_len(block) as f64
            })
        };
        let repeated_comment = whole(a.1, comments.0, passage.a) && whole(b.1, comments.1, passage.b);
        let n_words = passage.n_words;
        let is_copy = shares.0.min(shares.1) >= COPY_SHARE && commented == (false, false);
        let is_reworded = passage.equal_share() < REWORDED_SHARE;
        let kind = match (is_reworded, is_copy, quoted.0 || quoted.1) {
            (true, ..) => MatchKind::Paraphrase,
            (_, true, _) => MatchKind::TextCopy,
            (_, false, true) => MatchKind::Quote,
            (_, false, false) => MatchKind::TextExcerpt,
        };
        let marked = kind == MatchKind::Quote || repeated_comment;
        let confirmed = is_confirmed(passage, marked, related);
        let n_equal = passage.n_equal;
        Found { spans, kind, confirmed, n_words, n_equal, n_longer, shares, quoted, commented, repeated_comment }
    }

    fn into_match(self, a: Side, b: Side) -> Match {
        let (a_side, b_side) = ((a.0.item, extent(self.spans.0)), (b.0.item, extent(self.spans.1)));
        let evidence = self.evidence(a, b);
        let direction = evidence.direction(a.0.item, b.0.item);
        let a_is_derived = direction.as_ref().is_some_and(|direction| direction.from == b.0.item);
        let (query, reference) = if a_is_derived { (a_side, b_side) } else { (b_side, a_side) };
        let words = match self.kind {
            MatchKind::Paraphrase => "reworded",
            _ if self.n_equal == self.n_longer => "unchanged",
            _ => "edited",
        };
        Draft {
            kind: self.kind,
            query,
            reference,
            transform: Transform { words: words.to_owned(), ..Transform::default() },
            score_0_1: self.score(),
            tier: if self.confirmed { Tier::Confirmed } else { Tier::Weak },
            reasons: [self.reasons(), evidence.reasons(a.0.item, b.0.item)].concat(),
            direction,
        }
        .finish()
    }

    /// How many of the words agree and how many there are; weak ones stay below one half.
    fn score(&self) -> f64 {
        let share = (self.n_equal as f64 / self.n_longer as f64).min(1.0);
        let evidence = 1.0 - (-self.n_words / 20.0).exp();
        let score = share.sqrt() * evidence;
        if self.confirmed { 0.5 + score / 2.0 } else { score / 2.0 }
    }

    fn reasons(&self) -> Vec<String> {
        let percent = |share: f64| (share * 100.0).round().min(100.0);
        let mut reasons = vec![
            format!("{} of {} words are the same in the same order", self.n_equal, self.n_longer),
            format!(
                "the passages both texts share are {} % of the one and {} % of the other",
                percent(self.shares.0),
                percent(self.shares.1)
            ),
        ];
        match self.quoted {
            (true, true) => reasons.push("marked as quoted in both".to_owned()),
            (true, false) | (false, true) => reasons.push("marked as quoted on one side".to_owned()),
            (false, false) => {}
        }
        if self.repeated_comment {
            reasons.push("repeated comment: the same words under both pages".to_owned());
        } else if self.commented.0 || self.commented.1 {
            reasons.push("in a comment".to_owned());
        }
        reasons
    }

    fn evidence(&self, a: Side, b: Side) -> Evidence {
        if !self.confirmed {
            return Evidence::default();
        }
        let passage = direction::Circumstances {
            is_much: self.shares.0.max(self.shares.1) >= MUCH_SHARE,
            quoted: if self.kind == MatchKind::Quote { self.quoted } else { (false, false) },
            is_comment: self.commented.0 || self.commented.1,
        };
        direction::evidence(a, b, &passage)
    }
}

fn extent(span: TextSpan) -> Extent {
    Extent { start_byte: Some(span.start_byte), end_byte: Some(span.end_byte), ..Extent::default() }
}
