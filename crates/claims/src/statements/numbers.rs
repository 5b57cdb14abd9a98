//! Numbers in digits and words, with scales: "3,500", "1.5 million", "twenty-three", "dozens", "сотни", "عشرات".

use super::tokens::{Passage, TokenKind};
use super::word_tables::{PhraseTable, WordTable};
use std::ops::Range;

/// A number as it stands: an interval where the word itself is one ("dozens"), whose `high` may be infinite.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Number {
    pub low: f64,
    pub high: f64,
    pub tokens: Range<usize>,
    /// The word that makes it an interval: "dozens", "hundreds", "between".
    pub word: Option<&'static str>,
    /// The scale it was multiplied with, 1 for none.
    pub scaled: f64,
    /// Token of a currency sign before it.
    pub currency: Option<usize>,
}

/// Words for a number.
static WORDS: WordTable<f64> = WordTable::new(&[
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("два", 2.0),
    ("две", 2.0),
    ("двое", 2.0),
    ("три", 3.0),
    ("трое", 3.0),
    ("четыре", 4.0),
    ("четверо", 4.0),
    ("пять", 5.0),
    ("пятеро", 5.0),
    ("шесть", 6.0),
    ("семь", 7.0),
    ("восемь", 8.0),
    ("девять", 9.0),
    ("десять", 10.0),
    ("двенадцать", 12.0),
    ("пятнадцать", 15.0),
    ("двадцать", 20.0),
    ("тридцать", 30.0),
    ("сорок", 40.0),
    ("пятьдесят", 50.0),
    ("сто", 100.0),
    ("двести", 200.0),
    ("дві", 2.0),
    ("двоє", 2.0),
    ("троє", 3.0),
    ("чотири", 4.0),
    ("четверо", 4.0),
    ("п'ять", 5.0),
    ("п’ять", 5.0),
    ("п'ятеро", 5.0),
    ("шість", 6.0),
    ("сім", 7.0),
    ("вісім", 8.0),
    ("дев'ять", 9.0),
    ("дев’ять", 9.0),
    ("десять", 10.0),
    ("дванадцять", 12.0),
    ("двадцять", 20.0),
    ("тридцять", 30.0),
    ("п'ятдесят", 50.0),
    ("п’ятдесят", 50.0),
    ("двісті", 200.0),
    ("ثلاثة", 3.0),
    ("ثلاث", 3.0),
    ("أربعة", 4.0),
    ("أربع", 4.0),
    ("خمسة", 5.0),
    ("خمس", 5.0),
    ("ستة", 6.0),
    ("ست", 6.0),
    ("سبعة", 7.0),
    ("سبع", 7.0),
    ("ثمانية", 8.0),
    ("تسعة", 9.0),
    ("تسع", 9.0),
    ("عشرة", 10.0),
    ("عشر", 10.0),
    ("عشرون", 20.0),
    ("عشرين", 20.0),
    ("ثلاثون", 30.0),
    ("ثلاثين", 30.0),
    ("أربعون", 40.0),
    ("أربعين", 40.0),
    ("خمسون", 50.0),
    ("خمسين", 50.0),
    ("مئة", 100.0),
    ("مائة", 100.0),
    ("مئتا", 200.0),
]);

/// Words that multiply.
static SCALES: WordTable<f64> = WordTable::new(&[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("dozen", 12.0),
    ("mn", 1e6),
    ("bn", 1e9),
    ("тысяч", 1e3),
    ("тысячи", 1e3),
    ("тысяча", 1e3),
    ("тыс", 1e3),
    ("миллион", 1e6),
    ("миллиона", 1e6),
    ("миллионов", 1e6),
    ("млн", 1e6),
    ("млрд", 1e9),
    ("тисяч", 1e3),
    ("тисячі", 1e3),
    ("тисяча", 1e3),
    ("тис", 1e3),
    ("мільйон", 1e6),
    ("мільйона", 1e6),
    ("мільйони", 1e6),
    ("мільйонів", 1e6),
    ("ألف", 1e3),
    ("آلاف", 1e3),
    ("الف", 1e3),
    ("مليون", 1e6),
    ("ملايين", 1e6),
    ("مليار", 1e9),
]);

/// Plural words that bound a number from below only: two of it or more. "Dozens" does not exclude 250.
static RANGES: PhraseTable<(&str, f64)> = PhraseTable::new(&[
    ("tens of thousands", ("tens of thousands", 2e4)),
    ("hundreds of thousands", ("hundreds of thousands", 2e5)),
    ("tens of millions", ("tens of millions", 2e7)),
    ("десятки тысяч", ("tens of thousands", 2e4)),
    ("десятки тисяч", ("tens of thousands", 2e4)),
    ("сотни тысяч", ("hundreds of thousands", 2e5)),
    ("сотні тисяч", ("hundreds of thousands", 2e5)),
    ("عشرات الآلاف", ("tens of thousands", 2e4)),
    ("مئات الآلاف", ("hundreds of thousands", 2e5)),
    ("dozens", ("dozens", 24.0)),
    ("scores", ("scores", 40.0)),
    ("hundreds", ("hundreds", 200.0)),
    ("thousands", ("thousands", 2e3)),
    ("millions", ("millions", 2e6)),
    ("several", ("several", 3.0)),
    ("десятки", ("tens", 20.0)),
    ("десятков", ("tens", 20.0)),
    ("десятків", ("tens", 20.0)),
    ("сотни", ("hundreds", 200.0)),
    ("сотен", ("hundreds", 200.0)),
    ("сотні", ("hundreds", 200.0)),
    ("сотень", ("hundreds", 200.0)),
    ("тысячи", ("thousands", 2e3)),
    ("тисячі", ("thousands", 2e3)),
    ("عشرات", ("tens", 20.0)),
    ("العشرات", ("tens", 20.0)),
    ("مئات", ("hundreds", 200.0)),
    ("المئات", ("hundreds", 200.0)),
    ("آلاف", ("thousands", 2e3)),
    ("الآلاف", ("thousands", 2e3)),
]);

/// Whether a number stands here, in digits or in words.
pub(crate) fn is_number(passage: &Passage<'_>, index: usize) -> bool {
    passage.token(index).is_some_and(|token| token.kind == TokenKind::Number) || is_number_word(passage.lower(index))
}

/// Whether the word is a number word.
pub(crate) fn is_number_word(lower: &str) -> bool {
    word_value(lower).is_some()
        || scale(lower).is_some()
        || RANGES.beginning_with(lower).iter().any(|phrase| phrase.len() == 1)
}

/// Whether a number or its currency sign may begin here.
pub(crate) fn may_begin(passage: &Passage<'_>, at: usize) -> bool {
    let Some(token) = passage.token(at) else { return false };
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Sign => matches!(token.first, '$' | '£' | '€' | '₴' | '₽'),
        TokenKind::Word => {
            let lower = passage.lower(at);
            is_number_word(lower) || !RANGES.beginning_with(lower).is_empty() || matches!(lower, "half" | "a" | "an")
        }
        _ => false,
    }
}

fn word_value(lower: &str) -> Option<f64> {
    if let Some((tens, ones)) = lower.split_once('-') {
        let tens = word_value(tens).filter(|tens| *tens >= 20.0 && *tens <= 90.0)?;
        return word_value(ones).filter(|ones| *ones < 10.0).map(|ones| tens + ones);
    }
    WORDS.get(lower)
}

fn scale(lower: &str) -> Option<f64> {
    SCALES.get(lower)
}

/// The number that begins at `at`.
pub(crate) fn number_at(passage: &Passage<'_>, at: usize) -> Option<Number> {
    let token = passage.token(at)?;
    if token.kind == TokenKind::Sign && matches!(token.first, '$' | '£' | '€' | '₴' | '₽') {
        let number = number_at(passage, at + 1).filter(|_| !passage.tokens[at + 1].spaced || token.first != '$')?;
        return Some(Number { currency: Some(at), ..number });
    }
    match token.kind {
        TokenKind::Number => digits_at(passage, at),
        TokenKind::Word => range_at(passage, at).or_else(|| words_at(passage, at)),
        _ => None,
    }
}

fn range_at(passage: &Passage<'_>, at: usize) -> Option<Number> {
    let phrase = RANGES.beginning_with(passage.lower(at)).iter().find(|phrase| phrase.stands_at(passage, at))?;
    let (name, low) = phrase.meaning;
    Some(Number {
        low,
        high: f64::INFINITY,
        tokens: at..at + phrase.len(),
        word: Some(name),
        scaled: 1.0,
        currency: None,
    })
}

fn digits_at(passage: &Passage<'_>, at: usize) -> Option<Number> {
    let text = passage.word(at);
    let (digits, suffix) = split_suffix(text);
    let suffix_scale = match suffix.to_lowercase().as_str() {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "bn" | "b" => 1e9,
        _ => return None,
    };
    let (low, high) = match digits.split_once('-') {
        Some((low, high)) => (plain_number(low)?, plain_number(high)?),
        None => {
            let value = plain_number(digits)?;
            (value, value)
        }
    };
    if low > high {
        return None;
    }
    let (mut scaled, mut end) = (suffix_scale, at + 1);
    if let Some(grouped) = thousands_with_spaces(passage, at) {
        return Some(Number {
            low: grouped.0,
            high: grouped.0,
            tokens: at..grouped.1,
            word: None,
            scaled: 1.0,
            currency: None,
        });
    }
    if let Some(scale) = scale(passage.lower(end)).filter(|_| suffix_scale == 1.0) {
        scaled = scale;
        end += 1;
    }
    let word = (low < high).then_some("between");
    Some(Number { low: low * scaled, high: high * scaled, tokens: at..end, word, scaled, currency: None })
}

/// "3 500", as it is written in many languages: groups of three after a first group.
fn thousands_with_spaces(passage: &Passage<'_>, at: usize) -> Option<(f64, usize)> {
    let all_digits = |index: usize| passage.word(index).chars().all(|c| c.is_ascii_digit());
    if passage.word(at).len() > 3 || !all_digits(at) {
        return None;
    }
    let (mut value, mut end) = (plain_number(passage.word(at))?, at + 1);
    while passage.token(end).is_some_and(|token| token.kind == TokenKind::Number)
        && passage.word(end).len() == 3
        && all_digits(end)
        && end < at + 4
    {
        value = value * 1e3 + plain_number(passage.word(end))?;
        end += 1;
    }
    (end > at + 1).then_some((value, end))
}

fn split_suffix(text: &str) -> (&str, &str) {
    let cut = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    text.split_at(cut)
}

/// A number in digits with separators; `None` for times, dates and dotted lists.
fn plain_number(text: &str) -> Option<f64> {
    if text.is_empty() || text.contains([':', '/', '-']) {
        return None;
    }
    let western: String = text
        .chars()
        .filter_map(|c| match c {
            '٫' => Some('.'),
            '٬' => Some(','),
            _ => numeral(c),
        })
        .collect();
    let grouped = western.contains(',')
        && western.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|digits| digits.len() == 3));
    let decimal_comma =
        western.contains(',') && !grouped && western.matches(',').count() == 1 && !western.contains('.');
    let clean = if decimal_comma {
        western.replace(',', ".")
    } else if grouped || !western.contains(',') {
        western.replace(',', "")
    } else {
        return None;
    };
    if clean.matches('.').count() > 1 {
        return None;
    }
    clean.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Digits of other scripts as western ones.
fn numeral(character: char) -> Option<char> {
    match character {
        '\u{0660}'..='\u{0669}' => char::from_digit(character as u32 - 0x0660, 10),
        '\u{06F0}'..='\u{06F9}' => char::from_digit(character as u32 - 0x06F0, 10),
        '0'..='9' | '.' | ',' => Some(character),
        _ => Some('x'),
    }
}

/// "twenty-three", "two hundred and fifty", "a dozen", "half a million".
fn words_at(passage: &Passage<'_>, at: usize) -> Option<Number> {
    let (mut total, mut current, mut index, mut seen, mut scaled) = (0.0, 0.0, at, false, 1.0);
    let first = passage.lower(at);
    if matches!(first, "a" | "an" | "half") {
        let after = at + 1 + usize::from(first == "half" && matches!(passage.lower(at + 1), "a" | "an"));
        let scale = scale(passage.lower(after))?;
        let value = scale * if first == "half" { 0.5 } else { 1.0 };
        return Some(Number {
            low: value,
            high: value,
            tokens: at..after + 1,
            word: None,
            scaled: scale,
            currency: None,
        });
    }
    while index < at + 8 {
        let lower = passage.lower(index);
        if let Some(value) = word_value(lower) {
            if seen && current % 10.0 != 0.0 && current != 0.0 {
                break;
            }
            current += value;
            seen = true;
        } else if let Some(scale) = scale(lower).filter(|_| seen) {
            current *= scale;
            scaled = scale;
            if scale >= 1e3 {
                total += current;
                current = 0.0;
            }
        } else if !(lower == "and" && seen && scaled >= 100.0 && word_value(passage.lower(index + 1)).is_some()) {
            break;
        }
        index += 1;
    }
    let value = total + current;
    (seen && index > at).then_some(Number {
        low: value,
        high: value,
        tokens: at..index,
        word: None,
        scaled,
        currency: None,
    })
}

/// Years, days of a month, ages, times, numbered things: digits that count nothing.
pub(crate) fn is_no_count(passage: &Passage<'_>, number: &Number) -> bool {
    let (first, after) = (number.tokens.start, number.tokens.end);
    if number.currency.is_some() {
        return false;
    }
    let text = passage.word(first);
    let before = first.checked_sub(1).map_or("", |before| passage.lower(before));
    let next = passage.lower(after);
    let year = number.tokens.len() == 1
        && text.len() == 4
        && text.chars().all(|c| c.is_ascii_digit())
        && (1900.0..2100.0).contains(&number.low);
    let month = super::dates::is_month(before) || super::dates::is_month(next);
    let compound = passage.is_dash(after) && passage.token(after).is_some_and(|dash| !dash.spaced);
    let numbered = first > 0
        && (passage.is_capital(first - 1)
            && !is_sentence_start(passage, first - 1)
            && passage.tokens[first].kind == TokenKind::Number
            && !super::units::is_event_word(before)
            || matches!(
                before,
                "no" | "number"
                    | "page"
                    | "article"
                    | "chapter"
                    | "section"
                    | "aged"
                    | "age"
                    | "no."
                    | "#"
                    | "resolution"
                    | "№"
            ));
    let enclosed_age = first > 0 && passage.is_comma(first - 1) && passage.is_comma(after) && number.low < 120.0;
    let phone = text.starts_with('0') && text.len() > 1
        || passage.is_sign(first.wrapping_sub(1), '+')
        || passage.is_sign(first.wrapping_sub(1), '#');
    let clock = matches!(next, "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m" | "gmt" | "utc" | "o'clock" | "o’clock");
    // "one of them", "one by one": a pronoun, no count; "two thirds": a share.
    let pronoun = number.tokens.len() == 1
        && before != "only"
        && text.eq_ignore_ascii_case("one")
        && matches!(next, "of" | "by" | "another" | "thing" | "day" | "way" | "side" | "hand");
    let share = matches!(
        next,
        "third" | "thirds" | "quarter" | "quarters" | "fifth" | "fifths" | "tenth" | "tenths" | "half" | "halves"
    );
    pronoun
        || share
        || year && !super::units::is_people(next)
        || month
        || compound
        || numbered
        || enclosed_age
        || phone
        || clock
}

fn is_sentence_start(passage: &Passage<'_>, index: usize) -> bool {
    index == 0
        || passage.is_sign(index - 1, '.')
        || passage.tokens[index].paragraph != passage.tokens[index - 1].paragraph
}
