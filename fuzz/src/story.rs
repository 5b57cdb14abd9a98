//! Several texts in one input, as items of a case.

use extract::text::read_plain_text;
use model::{Extract, ItemId};

/// Stands between two texts.
const BETWEEN: char = '\u{1e}';
/// Texts of one input; more only take longer.
const TEXTS_MAX: usize = 5;
/// Bytes of one input that are read.
const BYTES_MAX: usize = 24 << 10;

/// One text of the input, read.
pub struct Told {
    /// Made of its number, so that equal texts are two items.
    pub item: ItemId,
    /// The text.
    pub text: String,
    /// Its blocks and credits.
    pub extract: Extract,
}

/// The texts of `input`, which the sign of U+001E separates.
pub fn texts(input: &[u8]) -> Vec<Told> {
    let all = String::from_utf8_lossy(&input[..input.len().min(BYTES_MAX)]);
    let texts = all.split(BETWEEN).take(TEXTS_MAX).enumerate();
    texts.map(|(number, text)| told(number, text)).collect()
}

fn told(number: usize, text: &str) -> Told {
    Told { item: ItemId::of(&[number as u8]), text: text.to_owned(), extract: read_plain_text(text.as_bytes()) }
}
