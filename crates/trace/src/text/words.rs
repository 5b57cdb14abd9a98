//! Text to words that compare equal when a reader would call them equal: case, marks, ligatures, width, look-alike
//! letters and invisible signs do not count. Only these forms are normalised; offsets always count the text as it is.

use super::rarity;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_security::skeleton;

/// One word, or one sign of a script that is written without spaces.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Word {
    /// Hash of its normal form.
    pub(crate) hash: u64,
    /// First byte in the text.
    pub(crate) start_byte: u32,
    /// One past the last byte.
    pub(crate) end_byte: u32,
    /// A sign of an unspaced script counts half a word.
    pub(crate) halves: u8,
    /// How much it says that two texts share it, bits: by its length (see the rarity of words).
    pub(crate) bits: f32,
}

/// The words of `text` in order.
pub(crate) fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut start: Option<usize> = None;
    for (at, sign) in text.char_indices() {
        if is_unspaced(sign) {
            close(text, &mut start, at, &mut words);
            push(text, at, at + sign.len_utf8(), 1, &mut words);
        } else if sign.is_alphanumeric() {
            start.get_or_insert(at);
        } else if !(is_combining_mark(sign) || is_invisible(sign)) {
            close(text, &mut start, at, &mut words);
        }
    }
    close(text, &mut start, text.len(), &mut words);
    silence_long_names(text, &mut words);
    words
}

/// Words that are joined by single signs beyond the second say nothing more: an address of a page or a name of a file is copied
/// as one, and is no text.
fn silence_long_names(text: &str, words: &mut [Word]) {
    let mut n_joined = 0;
    for n in 1..words.len() {
        let between = &text[words[n - 1].end_byte as usize..words[n].start_byte as usize];
        let is_joined = matches!(between, "-" | "_" | "/" | "." | "=" | "&" | "?" | "%" | ":" | "+" | "#" | "@");
        n_joined = if is_joined { n_joined + 1 } else { 0 };
        if n_joined >= 2 {
            words[n].bits = 0.0;
        }
    }
}

fn close(text: &str, start: &mut Option<usize>, end: usize, words: &mut Vec<Word>) {
    if let Some(start) = start.take() {
        push(text, start, end, 2, words);
    }
}

fn push(text: &str, start: usize, end: usize, halves: u8, words: &mut Vec<Word>) {
    let end = start + text[start..end].trim_end_matches(is_invisible).len();
    let hash = hash_of(&text[start..end]);
    if let Some(hash) = hash {
        let bits = rarity::bits_by_length(&text[start..end], halves == 1);
        words.push(Word { hash, start_byte: start as u32, end_byte: end as u32, halves, bits });
    }
}

/// Han, kana, Thai, Lao, Khmer, Myanmar, Tibetan: written without spaces between words.
fn is_unspaced(sign: char) -> bool {
    matches!(sign, '\u{0E01}'..='\u{0EFF}' | '\u{0F40}'..='\u{0FBC}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}'
        | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        && !is_combining_mark(sign)
}

/// Signs that take no room: soft hyphen, zero-width signs, direction marks, tatweel, variation selectors.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{00AD}' | '\u{0640}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

/// Hash of the normal form; `None` when nothing is left of it.
fn hash_of(word: &str) -> Option<u64> {
    let mut hash = Fnv::new();
    if word.is_ascii() {
        word.bytes().for_each(|byte| hash.add(&ASCII_FORMS[usize::from(byte.to_ascii_lowercase())]));
    } else {
        hash.add(&normal_form(word));
    }
    hash.finish()
}

/// The normal form of a word that is not ASCII.
fn normal_form(word: &str) -> String {
    let visible = word.chars().filter(|sign| !is_invisible(*sign));
    let compatible: String = visible.nfkc().map(folded_arabic).collect();
    let mut form = String::new();
    for sign in compatible.nfd().filter(|sign| !is_combining_mark(*sign)) {
        if sign.is_ascii() {
            form.push_str(&ASCII_FORMS[(sign.to_ascii_lowercase()) as usize & 127]);
            continue;
        }
        let mut bytes = [0; 4];
        // The skeleton first: look-alikes are listed for capital letters as such.
        for like in skeleton(sign.encode_utf8(&mut bytes)).filter(|like| !is_combining_mark(*like)) {
            for lower in like.to_lowercase() {
                match lower.is_ascii() {
                    true => form.push_str(&ASCII_FORMS[lower as usize & 127]),
                    false => form.push(lower),
                }
            }
        }
    }
    form
}

/// Letters that Arabic and Persian keyboards and printers exchange freely.
fn folded_arabic(sign: char) -> char {
    match sign {
        '\u{0649}' | '\u{06CC}' => '\u{064A}',
        '\u{06A9}' => '\u{0643}',
        '\u{0629}' | '\u{06C1}' => '\u{0647}',
        '\u{0406}' | '\u{0456}' => 'i',
        other => other,
    }
}

/// Skeletons of lower-case ASCII signs by their code: `1` and `l` are one, `m` is `rn`.
static ASCII_FORMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0..128_u8)
        .map(|byte| {
            let lower = char::from(byte.to_ascii_lowercase()).to_string();
            skeleton(&lower).flat_map(char::to_lowercase).collect()
        })
        .collect()
});

struct Fnv(u64, bool);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xCBF2_9CE4_8422_2325, false)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            self.1 = true;
        }
    }

    fn finish(&self) -> Option<u64> {
        self.1.then(|| (self.0 ^ (self.0 >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let hashes = |text: &str| words_of(text).iter().map(|word| word.hash).collect::<Vec<u64>>();
        hashes(a) == hashes(b)
    }

    #[test]
    fn what_a_reader_calls_equal_is_equal() {
        assert!(same("The Harbour", "the HARBOUR"));
        assert!(same("na\u{ef}ve caf\u{e9}", "nai\u{308}ve cafe"));
        assert!(same("of\u{fb01}ce", "office"));
        assert!(same("\u{ff34}\u{ff48}\u{ff45} port", "The port"));
        assert!(same("p\u{200b}or\u{ad}t", "port"));
        assert!(same("\u{0440}\u{043e}rt \u{0421}\u{0430}pe", "port Cape"));
        assert!(same(
            "\u{0645}\u{064f}\u{062d}\u{0645}\u{0651}\u{062f}",
            "\u{0645}\u{062d}\u{0640}\u{0640}\u{0645}\u{062f}"
        ));
        assert!(!same("port", "part"));
    }

    #[test]
    fn offsets_count_the_text_as_it_is() {
        let text = "\u{ab}\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}, world\u{bb}";
        let found: Vec<&str> =
            words_of(text).iter().map(|word| &text[word.start_byte as usize..word.end_byte as usize]).collect();
        assert_eq!(found, ["\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}", "world"]);
    }

    #[test]
    fn every_sign_of_an_unspaced_script_is_half_a_word() {
        let words = words_of("\u{6771}\u{4eac}\u{3067}");
        assert_eq!(words.iter().map(|word| word.halves).collect::<Vec<u8>>(), [1, 1, 1]);
    }
}
