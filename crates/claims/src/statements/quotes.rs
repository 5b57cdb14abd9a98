//! Pairs quotation marks of all scripts. Unbalanced marks are tolerated: an opening mark without its closing one ends
//! with its paragraph, a closing one without its opening one is passed over. No document is refused.

use super::tokens::{Passage, TokenKind};
use std::ops::Range;

/// How far, in tokens, the closing mark of a single quotation is looked for: longer ones use double marks, and an
/// apostrophe that stands alone must not cost more than this.
const SINGLE_QUOTE_REACH_TOKENS: usize = 120;
/// How many marks further on a quotation may close that is still open at the end of its paragraph.
const OPEN_PARAGRAPHS_AT_MOST: u32 = 6;

/// A quotation: its marks included in `outer`, without them in `inner` (token ranges).
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Quotation {
    pub outer: Range<usize>,
    pub inner: Range<usize>,
}

/// All outermost quotations in order.
pub(crate) fn quotations(passage: &Passage<'_>) -> Vec<Quotation> {
    quotations_in(passage, &(0..passage.tokens.len()))
}

/// The outermost quotations whose marks lie in `range`.
pub(crate) fn quotations_in(passage: &Passage<'_>, range: &Range<usize>) -> Vec<Quotation> {
    let marks: Vec<usize> = range.clone().filter(|&index| passage.tokens[index].kind == TokenKind::Quote).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < marks.len() {
        let open = marks[at];
        let closed = closing_mark(passage, &marks, at);
        match closed {
            Some(Closing { next_mark, outer_end, inner_end }) if inner_end > open + 1 => {
                let (outer_end, inner_end) = (outer_end.min(range.end), inner_end.min(range.end));
                found.push(Quotation { outer: open..outer_end, inner: open + 1..inner_end });
                at = next_mark;
            }
            _ => at += 1,
        }
    }
    found
}

struct Closing {
    next_mark: usize,
    outer_end: usize,
    inner_end: usize,
}

/// Which marks close a quotation that `open` opened; `None` = `open` opens nothing.
fn closers(open: char) -> Option<&'static [char]> {
    Some(match open {
        '“' | '‟' => &['”', '"', '“'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '"' | '＂' => &['"', '”', '＂'],
        '‘' | '‛' => &['’', '\''],
        '‚' => &['‘', '’'],
        '\'' => &['\'', '’'],
        _ => return None,
    })
}

fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '‛' | '‚' | '\'' | '’')
}

fn closing_mark(passage: &Passage<'_>, marks: &[usize], at: usize) -> Option<Closing> {
    let open = marks[at];
    let first = passage.tokens[open].first;
    let closers = closers(first)?;
    if !may_open(passage, open) {
        return None;
    }
    if is_single(first) {
        single_closing(passage, marks, at, closers)
    } else {
        double_closing(passage, marks, at, closers)
    }
}

/// A mark may open where what follows touches it and what stands before does not; typewriter marks and `”`-style
/// closers that touch the word before them are closing ones.
fn may_open(passage: &Passage<'_>, index: usize) -> bool {
    let token = &passage.tokens[index];
    let Some(next) = passage.token(index + 1) else { return false };
    let touches_next = !next.spaced;
    let touches_before = !token.spaced && index > 0 && passage.is_wordlike(index - 1);
    match token.first {
        '"' | '\'' | '»' | '＂' => touches_next && !touches_before,
        '‘' | '‚' | '‛' => touches_next && !touches_before,
        _ => true,
    }
}

/// A mark closes where it touches what stands before it and no word follows at once.
fn may_close(passage: &Passage<'_>, index: usize) -> bool {
    let token = &passage.tokens[index];
    let word_follows = passage.token(index + 1).is_some_and(|next| !next.spaced) && passage.is_wordlike(index + 1);
    !(word_follows || token.spaced && is_single(token.first))
}

fn single_closing(passage: &Passage<'_>, marks: &[usize], at: usize, closers: &[char]) -> Option<Closing> {
    let open = marks[at];
    let paragraph = passage.tokens[open].paragraph;
    let mut fallback = None;
    for (next, &mark) in marks.iter().enumerate().skip(at + 1) {
        if mark > open + SINGLE_QUOTE_REACH_TOKENS || passage.tokens[mark].paragraph != paragraph {
            break;
        }
        if !closers.contains(&passage.tokens[mark].first) || !may_close(passage, mark) {
            continue;
        }
        let closing = Closing { next_mark: next + 1, outer_end: mark + 1, inner_end: mark };
        let plural_possessive = passage.lower(mark - 1).ends_with('s') && passage.is_wordlike(mark + 1);
        if !plural_possessive {
            return Some(closing);
        }
        fallback = fallback.or(Some(closing));
    }
    fallback
}

fn double_closing(passage: &Passage<'_>, marks: &[usize], at: usize, closers: &[char]) -> Option<Closing> {
    let open = marks[at];
    let first = passage.tokens[open].first;
    let mut paragraph = passage.tokens[open].paragraph;
    let first_paragraph = paragraph;
    let mut depth = 0usize;
    for (next, &mark) in marks.iter().enumerate().skip(at + 1) {
        let token = &passage.tokens[mark];
        if is_single(token.first) {
            continue;
        }
        if token.paragraph != paragraph {
            let begins_paragraph = mark == 0 || passage.tokens[mark - 1].paragraph != token.paragraph;
            let same_mark_again = token.first == first || first == '«' && token.first == '»';
            let next_paragraph = token.paragraph == paragraph + 1;
            if begins_paragraph && same_mark_again && next_paragraph && may_open(passage, mark) {
                paragraph = token.paragraph;
                continue;
            }
            let near = token.paragraph - first_paragraph <= OPEN_PARAGRAPHS_AT_MOST;
            if !(near && closes_only(passage, mark, first)) {
                return Some(at_paragraph_end(passage, marks, at, paragraph));
            }
            paragraph = token.paragraph;
        }
        if token.first == first && first != '"' && may_open(passage, mark) && opens_by_shape(first) {
            depth += 1;
        } else if closers.contains(&token.first) && (first != '"' && token.first != '"' || may_close(passage, mark)) {
            if depth == 0 {
                return Some(Closing { next_mark: next + 1, outer_end: mark + 1, inner_end: mark });
            }
            depth -= 1;
        }
    }
    Some(at_paragraph_end(passage, marks, at, paragraph))
}

/// Marks whose shape says that they open.
fn opens_by_shape(mark: char) -> bool {
    matches!(mark, '“' | '„' | '«' | '‹' | '「' | '『')
}

/// Whether a mark in a later paragraph can only be the end of a quotation that is still open.
fn closes_only(passage: &Passage<'_>, mark: usize, opened_by: char) -> bool {
    let token = &passage.tokens[mark];
    match opened_by {
        '“' | '„' => token.first == '”',
        '«' => token.first == '»',
        '"' => token.first == '"' && !token.spaced && may_close(passage, mark),
        _ => false,
    }
}

/// An unbalanced quotation ends with the paragraph it has reached.
fn at_paragraph_end(passage: &Passage<'_>, marks: &[usize], at: usize, paragraph: u32) -> Closing {
    let end = passage.tokens.partition_point(|token| token.paragraph <= paragraph);
    Closing { next_mark: marks.partition_point(|&mark| mark < end).max(at + 1), outer_end: end, inner_end: end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let passage = Passage::new(text, 0..text.len(), &[]);
        quotations(&passage).iter().map(|quotation| passage.slice(&quotation.inner)).collect()
    }

    #[test]
    fn marks_of_all_scripts_are_paired() {
        for text in [
            "“one two”",
            "«one two»",
            "„one two“",
            "„one two”",
            "‘one two’",
            "\"one two\"",
            "'one two'",
            "‹one two›",
            "「one two」",
            "»one two«",
        ] {
            assert_eq!(quoted(text), ["one two"], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        assert!(quoted("The dam's owners didn’t hear the workers' calls or the engineers’ warning.").is_empty());
    }

    #[test]
    fn a_quotation_of_several_paragraphs_is_one() {
        assert_eq!(
            quoted("“One is gone.\n\n“Two is gone,” she said. “Three.”"),
            ["One is gone.\n\n“Two is gone,", "Three."]
        );
        assert_eq!(quoted("\"One is gone.\n\nTwo is gone,\" she said."), ["One is gone.\n\nTwo is gone,"]);
    }

    #[test]
    fn an_unbalanced_mark_ends_with_its_paragraph() {
        assert_eq!(
            quoted("He said: “The bridge fell.\n\nThe river rose. “It is over,” he said."),
            ["The bridge fell.", "It is over,"]
        );
        assert_eq!(quoted("The river rose\" and fell."), Vec::<&str>::new());
    }

    #[test]
    fn nested_marks_give_the_outer_quotation() {
        assert_eq!(quoted("«Мы видели «Волну» утром», — сказал он."), ["Мы видели «Волну» утром"]);
        assert_eq!(quoted("“They cried ‘run’ twice,” he said."), ["They cried ‘run’ twice,"]);
    }

    #[test]
    fn a_plural_possessive_inside_single_marks_does_not_end_them() {
        assert_eq!(quoted("‘the farmers’ fields are under water,’ he said"), ["the farmers’ fields are under water,"]);
    }
}
