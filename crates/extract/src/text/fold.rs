//! Text folded for full-text search: one form for the index and for the query.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// A word without a break longer than this (a data URI, a key) is cut into pieces of this length.
const LONGEST_TOKEN_CHARS: usize = 64;

/// A stream of tokens with one space between them: compatibility forms decomposed, marks and tatweel removed, lower
/// case, Arabic alef, yeh and teh marbuta in one form, Cyrillic `ё` as `е`. Scripts without spaces (Han, Kana, Thai
/// and others of South-East Asia) give one token a character, so that a phrase query finds any run of them.
///
/// ```
/// assert_eq!(extract::text::fold_for_search("Ёлка, ÉTÉ: 東京"), "елка ete 東 京");
/// ```
pub fn fold_for_search(text: &str) -> String {
    let bare = text.nfkd().filter_map(folded_letter).flat_map(char::to_lowercase).filter_map(folded_letter);
    let folded: String = bare.nfc().collect();
    let mut tokens = String::with_capacity(folded.len());
    for word in folded.unicode_words() {
        push_word(&mut tokens, word);
    }
    tokens
}

/// The words of a text in order, each with its byte range and its tokens as [`fold_for_search`] gives them for that word
/// alone: where in a text something stands that was found by its tokens.
///
/// ```
/// let words: Vec<_> = extract::text::searchable_words("Ein ÉTÉ").collect();
/// assert_eq!(words, [(0..3, "ein".to_owned()), (4..9, "ete".to_owned())]);
/// ```
pub fn searchable_words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    text.unicode_word_indices().map(|(start, word)| (start..start + word.len(), fold_for_search(word)))
}

fn push_word(tokens: &mut String, word: &str) {
    let mut length = 0;
    for letter in word.chars() {
        // A word may hold an apostrophe or a full stop (it's, 3.5): the parts stay together as one token.
        if !letter.is_alphanumeric() && !is_combining_mark(letter) {
            continue;
        }
        let alone = stands_alone(letter);
        if (length == 0 || alone || length >= LONGEST_TOKEN_CHARS) && !tokens.is_empty() && !tokens.ends_with(' ') {
            tokens.push(' ');
            length = 0;
        }
        tokens.push(letter);
        length = if alone { LONGEST_TOKEN_CHARS } else { length + 1 };
    }
}

/// The letter as it is searched; `None` where it falls away.
fn folded_letter(letter: char) -> Option<char> {
    match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => Some('ا'),
        'ى' | 'ی' | 'ئ' => Some('ي'),
        'ک' => Some('ك'),
        'ة' | 'ۀ' | 'ہ' | 'ھ' => Some('ه'),
        'ؤ' => Some('و'),
        'ё' => Some('е'),
        'Ё' => Some('Е'),
        'ı' => Some('i'),
        'ł' => Some('l'),
        'ø' => Some('o'),
        'đ' => Some('d'),
        'ſ' | 'ẞ' => Some('s'),
        '\u{640}' => None,
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{AD}'
        | '\u{61C}' => None,
        '’' | 'ʼ' | '‘' => Some('\''),
        '\u{3099}' | '\u{309A}' => None,
        mark if is_combining_mark(mark) && !carries_vowel(mark) => None,
        other => Some(other),
    }
}

/// Marks of Indic and South-East Asian scripts are vowels: without them words fall together.
fn carries_vowel(mark: char) -> bool {
    matches!(mark as u32, 0x0900..=0x0DFF | 0x0E00..=0x109F | 0x1780..=0x17FF)
}

/// Letters of scripts that put no space between words.
fn stands_alone(letter: char) -> bool {
    matches!(letter as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
