//! Figures: (modifier)(number)(unit) as intervals. Years, dates, times, ages and numbers of a list are no figures.
//!
//! How words become intervals is written down in `docs/methods/statements.md`; the numbers behind it stand here once.

use super::numbers::{self, Number};
use super::tokens::Passage;
use super::units::{self, Unit};
use super::word_tables::{Phrase, PhraseTable, WordList};
use model::Figure;
use std::ops::Range;

pub(crate) use super::numbers::{is_number, is_number_word};

/// "some", "about", "around" allow this share either way: newsrooms round to the nearest ten, fifty or hundred.
const APPROXIMATE_SHARE: f64 = 0.15;
/// "nearly" and "almost" allow this share below and nothing above.
const NEARLY_SHARE: f64 = 0.15;

/// A figure with the number as it was written, which "a far higher number" refers to.
struct Counted {
    figure: Figure,
    nominal: f64,
    token: usize,
    paragraph: u32,
}

/// What a modifier does to a number.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Bound {
    Approximate,
    Nearly,
    AtLeast,
    AtMost,
}

/// Modifiers, longest first, in the languages that are read; the word of the contract; what it does.
static MODIFIERS: PhraseTable<(&str, Bound)> = PhraseTable::new(&[
    ("no fewer than", ("at least", Bound::AtLeast)),
    ("not less than", ("at least", Bound::AtLeast)),
    ("no less than", ("at least", Bound::AtLeast)),
    ("no more than", ("up to", Bound::AtMost)),
    ("not more than", ("up to", Bound::AtMost)),
    ("as many as", ("up to", Bound::AtMost)),
    ("as few as", ("at least", Bound::AtLeast)),
    ("in excess of", ("more than", Bound::AtLeast)),
    ("at least", ("at least", Bound::AtLeast)),
    ("a minimum of", ("at least", Bound::AtLeast)),
    ("at most", ("up to", Bound::AtMost)),
    ("up to", ("up to", Bound::AtMost)),
    ("more than", ("more than", Bound::AtLeast)),
    ("upwards of", ("more than", Bound::AtLeast)),
    ("well over", ("more than", Bound::AtLeast)),
    ("just over", ("more than", Bound::AtLeast)),
    ("over", ("more than", Bound::AtLeast)),
    ("fewer than", ("fewer than", Bound::AtMost)),
    ("less than", ("fewer than", Bound::AtMost)),
    ("just under", ("fewer than", Bound::AtMost)),
    ("under", ("fewer than", Bound::AtMost)),
    ("close to", ("nearly", Bound::Nearly)),
    ("nearly", ("nearly", Bound::Nearly)),
    ("almost", ("nearly", Bound::Nearly)),
    ("an estimated", ("about", Bound::Approximate)),
    ("estimated", ("about", Bound::Approximate)),
    ("approximately", ("about", Bound::Approximate)),
    ("roughly", ("about", Bound::Approximate)),
    ("about", ("about", Bound::Approximate)),
    ("around", ("about", Bound::Approximate)),
    ("some", ("some", Bound::Approximate)),
    ("по меньшей мере", ("at least", Bound::AtLeast)),
    ("как минимум", ("at least", Bound::AtLeast)),
    ("не менее", ("at least", Bound::AtLeast)),
    ("не более", ("up to", Bound::AtMost)),
    ("более", ("more than", Bound::AtLeast)),
    ("больше", ("more than", Bound::AtLeast)),
    ("свыше", ("more than", Bound::AtLeast)),
    ("менее", ("fewer than", Bound::AtMost)),
    ("около", ("about", Bound::Approximate)),
    ("примерно", ("about", Bound::Approximate)),
    ("приблизительно", ("about", Bound::Approximate)),
    ("почти", ("nearly", Bound::Nearly)),
    ("до", ("up to", Bound::AtMost)),
    ("щонайменше", ("at least", Bound::AtLeast)),
    ("принаймні", ("at least", Bound::AtLeast)),
    ("не менше", ("at least", Bound::AtLeast)),
    ("не більше", ("up to", Bound::AtMost)),
    ("більше", ("more than", Bound::AtLeast)),
    ("понад", ("more than", Bound::AtLeast)),
    ("менше", ("fewer than", Bound::AtMost)),
    ("близько", ("about", Bound::Approximate)),
    ("приблизно", ("about", Bound::Approximate)),
    ("майже", ("nearly", Bound::Nearly)),
    ("ما لا يقل عن", ("at least", Bound::AtLeast)),
    ("ما يزيد على", ("more than", Bound::AtLeast)),
    ("ما يزيد عن", ("more than", Bound::AtLeast)),
    ("لا يقل عن", ("at least", Bound::AtLeast)),
    ("أكثر من", ("more than", Bound::AtLeast)),
    ("أقل من", ("fewer than", Bound::AtMost)),
    ("نحو", ("about", Bound::Approximate)),
    ("حوالي", ("about", Bound::Approximate)),
    ("قرابة", ("about", Bound::Approximate)),
]);

/// What a number does that is not what it was.
static CHANGES: WordList = WordList::new(
    "rose risen rise rises rising climbed climbs climbing increased increases increase increasing grew grown grows jumped jumps raised raises revised \
    updated fell fallen falls falling dropped drops declined decreased lowered reduced up down went gone выросло возросло увеличилось зросла зросло \
    збільшилась збільшилося",
);

/// The figures of a passage, in order.
pub(crate) fn figures(passage: &Passage<'_>) -> Vec<Figure> {
    let mut found: Vec<Counted> = Vec::new();
    let mut at = 0;
    while at < passage.tokens.len() {
        let (counted, next) = match figure_at(passage, at, &found) {
            Some((counted, next)) => (Some(counted), next),
            None => (None, at + 1),
        };
        found.extend(counted);
        at = next.max(at + 1);
    }
    found.into_iter().map(|counted| counted.figure).collect()
}

/// "in 2013", "since 1998": a year, whatever is counted behind it.
fn is_year_behind_preposition(passage: &Passage<'_>, at: usize) -> bool {
    let preposition = at.checked_sub(1).map(|before| passage.lower(before));
    let dated = preposition.is_some_and(|word| {
        matches!(word, "in" | "since" | "of" | "during" | "until" | "by" | "from" | "before" | "after")
    });
    let word = passage.word(at);
    dated && word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year))
}

fn figure_at(passage: &Passage<'_>, at: usize, earlier: &[Counted]) -> Option<(Counted, usize)> {
    if is_year_behind_preposition(passage, at) {
        return None;
    }
    if !numbers::may_begin(passage, at) && !may_begin_modifier(passage.lower(at)) {
        return None;
    }
    if let Some(compared) = comparison(passage, at, earlier) {
        return Some(compared);
    }
    if let Some(between) = between(passage, at) {
        return finished(passage, at, between, None, earlier);
    }
    let modifier = modifier_at(passage, at);
    let number_start = modifier.map_or(at, |(_, _, length)| at + length);
    let number = numbers::number_at(passage, number_start)?;
    finished(passage, at, number, modifier.map(|(word, bound, _)| (word, bound)), earlier)
}

fn may_begin_modifier(lower: &str) -> bool {
    !MODIFIERS.beginning_with(lower).is_empty()
        || matches!(lower, "between" | "from" | "a" | "far" | "much" | "higher" | "lower" | "от" | "від" | "بين")
}

fn modifier_at(passage: &Passage<'_>, at: usize) -> Option<(&'static str, Bound, usize)> {
    let fits = |phrase: &&Phrase<(&'static str, Bound)>| {
        phrase.stands_at(passage, at) && numbers::number_at(passage, at + phrase.len()).is_some()
    };
    let phrase = MODIFIERS.beginning_with(passage.lower(at)).iter().find(fits)?;
    let (name, bound) = phrase.meaning;
    Some((name, bound, phrase.len()))
}

/// "between 10 and 15", "from 10 to 15".
fn between(passage: &Passage<'_>, at: usize) -> Option<Number> {
    let joiner = match passage.lower(at) {
        "between" => &["and"][..],
        "from" => &["to"][..],
        "от" | "від" => &["до"][..],
        _ => return None,
    };
    let low = numbers::number_at(passage, at + 1)?;
    if !joiner.contains(&passage.lower(low.tokens.end)) {
        return None;
    }
    let high = numbers::number_at(passage, low.tokens.end + 1)?;
    if passage.lower(at) != "between" && is_change(passage, at) {
        // "rose from 12 to 14": what is said to be so is 14.
        return Some(Number { tokens: at..high.tokens.end, ..high });
    }
    let scale = if low.scaled == high.scaled || high.scaled == 1.0 { 1.0 } else { high.scaled };
    let least = low.low * if low.low * scale <= high.high { scale } else { 1.0 };
    (least <= high.high).then_some(Number {
        low: least,
        high: high.high,
        tokens: at..high.tokens.end,
        word: Some("between"),
        ..high
    })
}

/// Whether what stands before "from" says that a number changed.
fn is_change(passage: &Passage<'_>, from: usize) -> bool {
    (from.saturating_sub(4)..from).any(|index| CHANGES.has(passage.lower(index)))
}

/// "a far higher number": an open interval from the figure it refers to.
fn comparison(passage: &Passage<'_>, at: usize, earlier: &[Counted]) -> Option<(Counted, usize)> {
    let mut index = at;
    if matches!(passage.lower(index), "a") {
        index += 1;
    }
    while matches!(
        passage.lower(index),
        "far" | "much" | "significantly" | "considerably" | "slightly" | "even" | "somewhat"
    ) {
        index += 1;
    }
    let higher = match passage.lower(index) {
        "higher" | "greater" | "larger" | "bigger" => true,
        "lower" | "smaller" => false,
        _ => return None,
    };
    let noun = matches!(
        passage.lower(index + 1),
        "number" | "numbers" | "figure" | "figures" | "toll" | "count" | "total" | "estimate"
    );
    let alone = index > at
        && at > 0
        && matches!(passage.lower(at - 1), "at" | "is" | "was" | "be")
        && !passage.is_wordlike(index + 1);
    if !(noun || alone) {
        return None;
    }
    let paragraph = passage.tokens[at].paragraph;
    let referent = referent(passage, at, earlier, paragraph);
    let bound = referent.map(|referent| referent.nominal);
    let tokens = at..index + 1 + usize::from(noun);
    let (low, high) = if higher { (bound, None) } else { (None, bound) };
    let modifier = if higher { "higher than" } else { "lower than" };
    let figure =
        made(passage, &tokens, low, high, referent.and_then(|referent| referent.figure.unit.clone()), Some(modifier));
    let next = tokens.end;
    Some((Counted { figure, nominal: bound.unwrap_or(0.0), token: at, paragraph }, next))
}

/// The first figure of the same sentence, else the last of the paragraph.
fn referent<'c>(passage: &Passage<'_>, at: usize, earlier: &'c [Counted], paragraph: u32) -> Option<&'c Counted> {
    let sentence_start = (0..at)
        .rev()
        .take(120)
        .find(|&index| passage.is_sign(index, '.') && passage.tokens[index + 1].capital)
        .map_or(0, |stop| stop + 1);
    let near = earlier.iter().rev().take_while(|counted| counted.paragraph == paragraph).take(20);
    let in_sentence = near.clone().filter(|counted| counted.token >= sentence_start).last();
    in_sentence.or_else(|| near.into_iter().next())
}

fn made(
    passage: &Passage<'_>,
    tokens: &Range<usize>,
    low: Option<f64>,
    high: Option<f64>,
    unit: Option<String>,
    modifier: Option<&str>,
) -> Figure {
    let bytes = passage.bytes(tokens);
    Figure {
        text: passage.slice(tokens).to_owned(),
        start_byte: bytes.start,
        end_byte: bytes.end,
        low,
        high,
        unit,
        modifier: modifier.map(str::to_owned),
    }
}

fn finished(
    passage: &Passage<'_>,
    start: usize,
    number: Number,
    modifier: Option<(&'static str, Bound)>,
    earlier: &[Counted],
) -> Option<(Counted, usize)> {
    let bare = modifier.is_none();
    if bare && number.word.is_none() && numbers::is_no_count(passage, &number) {
        return None;
    }
    let paragraph = passage.tokens[start].paragraph;
    let previous = earlier
        .last()
        .filter(|last| last.paragraph == paragraph && start - last.token < 14)
        .and_then(|last| last.figure.unit.as_deref());
    let Unit { name, end } = units::unit_of(passage, start, &number, previous)?;
    if name.is_none() && bare {
        return None;
    }
    let (low, high) = interval(&number, modifier.map(|(_, bound)| bound));
    let after_least = at_least_after(passage, end);
    let (low, high, word) = match (modifier, after_least) {
        (None, true) => (low, None, Some("at least")),
        (modifier, _) => (low, high, modifier.map(|(word, _)| word).or(number.word)),
    };
    let first = number.currency.unwrap_or(start).min(start);
    let tokens = first..end.max(number.tokens.end);
    let increment = matches!(passage.lower(number.tokens.end), "more" | "further" | "additional" | "other" | "others")
        || matches!(
            number.tokens.start.checked_sub(1).map_or("", |at| passage.lower(at)),
            "another" | "further" | "additional"
        );
    let word = if increment && number.word.is_none() { Some(word.unwrap_or("further")) } else { word };
    let figure = made(passage, &tokens, low, high, name, word);
    Some((Counted { figure, nominal: number.low, token: start, paragraph }, tokens.end))
}

/// "على الأقل" stands behind what it bounds.
fn at_least_after(passage: &Passage<'_>, end: usize) -> bool {
    passage.lower(end) == "على" && matches!(passage.lower(end + 1), "الأقل" | "الاقل")
        || passage.lower(end) == "at" && passage.lower(end + 1) == "least"
}

fn interval(number: &Number, bound: Option<Bound>) -> (Option<f64>, Option<f64>) {
    let (low, high) = (number.low, number.high);
    let (low, high) = match bound {
        None => (Some(low), Some(high)),
        Some(Bound::Approximate) => {
            (Some((low * (1.0 - APPROXIMATE_SHARE)).floor()), Some((high * (1.0 + APPROXIMATE_SHARE)).ceil()))
        }
        Some(Bound::Nearly) => (Some((low * (1.0 - NEARLY_SHARE)).floor()), Some(high)),
        Some(Bound::AtLeast) => (Some(low), None),
        Some(Bound::AtMost) => (None, Some(high)),
    };
    (low, high.filter(|high| high.is_finite()))
}
