//! How a paragraph is written: marks of talk against marks of report. No topics and no insults: only length,
//! punctuation, capitals, closed classes of words, bare URLs.

use super::words::{FIRST_PERSON, REPORTING, SECOND_PERSON, TALK};

/// At most this much of a paragraph is looked at.
const LOOKED_AT_BYTES: usize = 4_000;
/// Marks are counted per so many words, so that long paragraphs do not gather them by length alone.
const WORDS_OF_A_SENTENCE: f64 = 15.0;

/// What was counted in one paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    /// Words.
    pub words: usize,
    /// Sentences outside quotation marks that ask or exclaim.
    pub asks_or_exclaims: usize,
    /// "!!", "?!", "...", "…", "--", "=": punctuation of talk.
    pub loose_punctuation: usize,
    /// Begins with a small letter (only scripts that have capitals).
    pub begins_small: bool,
    /// Words of four capitals and more that stand in a run of two, or fill most of the paragraph.
    pub shouted_words: usize,
    /// First person singular outside quotation marks.
    pub first_person: usize,
    /// Second person outside quotation marks.
    pub second_person: usize,
    /// Greetings, laughter, yes and no at the beginning.
    pub talk: bool,
    /// Bare URLs.
    pub urls: usize,
    /// Emoji, emoticons, a leading `@name`.
    pub signs: usize,
    /// Short forms with an apostrophe outside quotation marks.
    pub short_forms: usize,
    /// Words that report what was said.
    pub reporting: usize,
    /// Numbers.
    pub numbers: usize,
    /// Capitalised words inside sentences.
    pub names: usize,
}

/// Counts the style of one paragraph.
pub(super) fn style(paragraph: &str) -> Style {
    let looked_at = prefix(paragraph, LOOKED_AT_BYTES);
    let outside = outside_quotes(looked_at);
    let mut style = Style { begins_small: begins_small(looked_at), ..Style::default() };
    count_words(looked_at, &outside, &mut style);
    count_punctuation(&outside, &mut style);
    style
}

/// The mark of talk in the style as log-odds, in -2.5..=2.5; positive is talk. The weights are rounded and were
/// checked by hand, after a logistic regression over paragraphs of public English articles and comments (dragnet,
/// 2012, its training part), because the counts alone do not say how much each is worth.
pub(super) fn talk_score(style: &Style) -> f64 {
    let words = style.words.max(1) as f64;
    let sentences = (words / WORDS_OF_A_SENTENCE).max(1.0);
    let rate = |count: usize| (count as f64 / sentences).min(1.5);
    let few = |count: usize, most: f64| (count as f64).min(most) / sentences.sqrt();
    let once = |holds: bool| f64::from(u8::from(holds));
    let score = -1.3 + 1.2 * words.ln() - 0.3 * words.ln().powi(2)
        + 1.0 * rate(style.asks_or_exclaims)
        + 1.5 * few(style.loose_punctuation, 2.0)
        + 1.3 * once(style.begins_small)
        + 1.2 * few(style.shouted_words, 3.0)
        + 1.5 * rate(style.first_person)
        + 0.7 * rate(style.second_person)
        + 1.5 * once(style.talk)
        + 1.8 * once(style.urls > 0)
        + 2.0 * once(style.signs > 0)
        + 0.3 * rate(style.short_forms)
        - 0.9 * (style.reporting as f64).min(2.0)
        - 0.8 * rate(style.numbers)
        - 3.0 * (style.names as f64 / words).min(0.4);
    score.clamp(-2.5, 2.5)
}

fn prefix(text: &str, most_bytes: usize) -> &str {
    let mut end = text.len().min(most_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The paragraph with what stands in quotation marks blanked out. An unclosed quotation blanks nothing.
pub(super) fn outside_quotes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut quoted = String::new();
    let mut closing: Option<char> = None;
    for letter in text.chars() {
        match closing {
            Some(close) if letter == close || (close == '”' && letter == '"') => {
                closing = None;
                quoted.clear();
                kept.push(' ');
            }
            Some(_) => quoted.push(letter),
            None => match closing_mark(letter) {
                Some(close) => closing = Some(close),
                None => kept.push(letter),
            },
        }
    }
    kept.push_str(&quoted);
    kept
}

fn closing_mark(letter: char) -> Option<char> {
    match letter {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        '「' => Some('」'),
        _ => None,
    }
}

fn begins_small(text: &str) -> bool {
    let first_word = text.split_whitespace().next().unwrap_or("");
    !first_word.contains("://")
        && !first_word.starts_with("www.")
        && first_word.chars().next().is_some_and(char::is_lowercase)
}

fn count_words(all: &str, outside: &str, style: &mut Style) {
    style.words = all.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    style.urls = super::urls::bare_urls(all).len();
    for word in all.split_whitespace() {
        let bare = bare_word(word).to_lowercase();
        style.reporting += usize::from(REPORTING.contains(&bare.as_str()));
        style.numbers += usize::from(bare.starts_with(char::is_numeric));
    }
    let mut run = 0;
    let mut sentence_begins = true;
    for (index, word) in outside.split_whitespace().enumerate() {
        let bare = bare_word(word);
        let lower = bare.to_lowercase().replace('’', "'");
        style.first_person += usize::from(FIRST_PERSON.contains(&lower.as_str()));
        style.second_person += usize::from(SECOND_PERSON.contains(&lower.as_str()));
        style.talk |= index == 0 && TALK.contains(&lower.as_str());
        style.short_forms += usize::from(is_short_form(&lower));
        let shouts = bare.chars().count() >= 4 && bare.chars().all(char::is_uppercase);
        run = if shouts { run + 1 } else { 0 };
        style.shouted_words += usize::from(run >= 2);
        let capital = bare.chars().next().is_some_and(char::is_uppercase) && bare.chars().count() > 1;
        style.names += usize::from(capital && !sentence_begins);
        sentence_begins = word.ends_with(['.', '!', '?', ':']);
    }
    style.signs = outside.chars().filter(|letter| is_emoji(*letter)).count()
        + usize::from(outside.starts_with('@'))
        + [":)", ";)", ":(", ":-)", ";-)", ":D", "<3"].iter().filter(|sign| outside.contains(**sign)).count();
}

fn count_punctuation(outside: &str, style: &mut Style) {
    let mut previous = ' ';
    for letter in outside.chars() {
        let ends = |letter: char| matches!(letter, '!' | '?' | '؟' | '！' | '？');
        if ends(letter) {
            style.asks_or_exclaims += usize::from(!ends(previous));
            style.loose_punctuation += usize::from(ends(previous));
        }
        style.loose_punctuation +=
            usize::from(letter == '…' || (letter == '.' && previous == '.') || (letter == '-' && previous == '-'));
        previous = letter;
    }
    style.loose_punctuation += usize::from(outside.contains(" = ")) + usize::from(outside.contains(" @ "));
}

fn bare_word(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn is_short_form(lower: &str) -> bool {
    ["n't", "'re", "'ve", "'ll", "'d", "'m"].iter().any(|end| lower.ends_with(end))
        || matches!(
            lower,
            "it's"
                | "that's"
                | "there's"
                | "what's"
                | "let's"
                | "he's"
                | "she's"
                | "dont"
                | "cant"
                | "im"
                | "thats"
                | "gonna"
                | "wanna"
        )
}

fn is_emoji(letter: char) -> bool {
    matches!(letter as u32, 0x1F300..=0x1FAFF | 0x2600..=0x27BF)
}
