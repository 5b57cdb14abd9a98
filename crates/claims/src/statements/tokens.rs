//! Words, numbers, quotation marks and punctuation of a stretch of text, in every script alike.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TokenKind {
    /// Letters, with hyphens, inner apostrophes and the dots of an abbreviation.
    Word,
    /// Starts with a digit: `3,500`, `2021-03-04`, `21:30`, `4th`.
    Number,
    /// `'s` or `’s` after a word, the mark alone after a plural: `doctors’ union`.
    Possessive,
    /// A quotation mark of any script.
    Quote,
    /// Any other sign.
    Sign,
}

/// One token. Offsets count bytes of the item's extracted text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
    /// First character of the token.
    pub first: char,
    /// Whether the first letter is an upper-case one.
    pub capital: bool,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
    /// Number of the paragraph, counted through the passage.
    pub paragraph: u32,
}

/// A stretch of text that is read as one: tokens with a lower-cased copy of the same length.
pub(crate) struct Passage<'t> {
    pub text: &'t str,
    lowered: String,
    offset: usize,
    pub tokens: Vec<Token>,
}

impl<'t> Passage<'t> {
    /// The tokens of `text[span]`; blocks of `breaks` (byte offsets) begin a new paragraph. A span that does not fit
    /// the text gives no tokens.
    pub fn new(text: &'t str, span: Range<usize>, breaks: &[usize]) -> Passage<'t> {
        let slice = text.get(span.clone()).unwrap_or("");
        let lowered = lower_same_length(slice);
        let tokens = tokenise(slice, span.start, breaks);
        Passage { text, lowered, offset: span.start, tokens }
    }

    /// The token's text, lower-cased.
    pub fn lower(&self, index: usize) -> &str {
        match self.tokens.get(index) {
            Some(token) => self.lowered.get(token.start - self.offset..token.end - self.offset).unwrap_or(""),
            None => "",
        }
    }

    /// The token's text as it stands.
    pub fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| self.text.get(token.start..token.end).unwrap_or(""))
    }

    /// The token at `index`, if there is one.
    pub fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// Whether the token is a word or number.
    pub fn is_wordlike(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), Some(t) if matches!(t.kind, TokenKind::Word | TokenKind::Number))
    }

    /// Whether the token is a word that begins with a capital.
    pub fn is_capital(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), Some(t) if t.capital && t.kind == TokenKind::Word)
    }

    /// Whether the token is exactly this sign.
    pub fn is_sign(&self, index: usize, sign: char) -> bool {
        matches!(self.tokens.get(index), Some(t) if t.kind == TokenKind::Sign && t.first == sign)
    }

    /// Whether the token is a comma of any script.
    pub fn is_comma(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), Some(t) if t.kind == TokenKind::Sign && matches!(t.first, ',' | '،' | '、' | '，'))
    }

    /// Whether the token is a dash that stands by itself.
    pub fn is_dash(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), Some(t) if t.kind == TokenKind::Sign && matches!(t.first, '-' | '–' | '—' | '―'))
    }

    /// First and last byte of a range of tokens.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The text of a range of tokens.
    pub fn slice(&self, range: &Range<usize>) -> &'t str {
        self.text.get(self.bytes(range)).unwrap_or("")
    }
}

/// Lower case without changing the length in bytes, so that one range fits both.
fn lower_same_length(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    for character in text.chars() {
        let mut lower = character.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) if one.len_utf8() == character.len_utf8() => lowered.push(one),
            _ => lowered.push(character),
        }
    }
    lowered
}

/// Whether the character is a quotation mark (double or single, any script).
pub(crate) fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

/// Signs of no width that may stand inside a word: they neither end nor begin one.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

fn is_word_character(character: char) -> bool {
    character.is_alphabetic() || character == '_' || is_mark(character)
}

/// Combining marks: Latin ones and Arabic vowel signs.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

struct Scanner<'s> {
    slice: &'s str,
    position: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.slice[self.position..].chars().next()
    }

    fn peek_second(&self) -> Option<char> {
        self.slice[self.position..].chars().nth(1)
    }

    /// Whether the mark just read and the next one are one double mark; the next one is read then. Of three at the end of a
    /// quotation the first closes an inner one.
    fn takes_second_mark(&mut self, opens: bool) -> bool {
        let mut ahead = self.slice[self.position..].chars();
        let second = ahead.next() == Some('\'');
        let third = ahead.next() == Some('\'');
        let takes = second && (opens || !third);
        if takes {
            self.advance();
        }
        takes
    }

    fn advance(&mut self) {
        if let Some(character) = self.peek() {
            self.position += character.len_utf8();
        }
    }
}

fn tokenise(slice: &str, offset: usize, breaks: &[usize]) -> Vec<Token> {
    let mut scanner = Scanner { slice, position: 0 };
    let mut tokens: Vec<Token> = Vec::with_capacity(slice.len() / 5);
    let (mut paragraph, mut spaced, mut newlines) = (0u32, true, 0u32);
    let mut next_break = 0;
    // A single mark that opened in this paragraph: the one behind a plural may close it and is no possessive.
    let mut single_open = false;
    while let Some(first) = scanner.peek() {
        if first.is_whitespace() || is_invisible(first) {
            newlines += u32::from(first == '\n' || first == '\u{2029}');
            spaced = spaced || first.is_whitespace();
            scanner.advance();
            continue;
        }
        let start = scanner.position;
        let mut new_block = false;
        while breaks.get(next_break).is_some_and(|&at| at <= start + offset) {
            next_break += 1;
            new_block = true;
        }
        if !tokens.is_empty() && (newlines > 0 || new_block) {
            paragraph += 1;
            single_open = false;
        }
        let follows_word = !spaced && matches!(tokens.last(), Some(t) if t.kind == TokenKind::Word);
        let plural = follows_word && is_apostrophe(first) && !single_open && is_plural_possessive(&scanner);
        let kind = if plural {
            scanner.advance();
            TokenKind::Possessive
        } else {
            scan_token(&mut scanner, first, follows_word)
        };
        // Two typewriter marks side by side are written for one double mark.
        let doubled = kind == TokenKind::Quote && first == '\'' && scanner.takes_second_mark(spaced);
        let first = if doubled { '"' } else { first };
        single_open |= kind == TokenKind::Quote && spaced && matches!(first, '\'' | '‘' | '‛' | '‚');
        let capital = first.is_uppercase();
        tokens.push(Token {
            start: start + offset,
            end: scanner.position + offset,
            kind,
            first,
            capital,
            spaced,
            paragraph,
        });
        (spaced, newlines) = (false, 0);
    }
    tokens
}

fn scan_token(scanner: &mut Scanner<'_>, first: char, follows_word: bool) -> TokenKind {
    if first.is_numeric() {
        scan_number(scanner);
        return TokenKind::Number;
    }
    if is_word_character(first) {
        scan_word(scanner);
        return TokenKind::Word;
    }
    if follows_word && is_apostrophe(first) && is_possessive(scanner) {
        scanner.advance();
        scanner.advance();
        return TokenKind::Possessive;
    }
    scanner.advance();
    if is_quotation_mark(first) { TokenKind::Quote } else { TokenKind::Sign }
}

fn is_possessive(scanner: &Scanner<'_>) -> bool {
    let mut following = scanner.slice[scanner.position..].chars().skip(1);
    matches!(following.next(), Some('s' | 'S')) && !following.next().is_some_and(char::is_alphanumeric)
}

/// Whether the mark here stands between a plural and the noun that it owns: "the doctors' union".
fn is_plural_possessive(scanner: &Scanner<'_>) -> bool {
    let after_s = scanner.slice[..scanner.position].ends_with(['s', 'S']);
    let mut following = scanner.slice[scanner.position..].chars().skip(1);
    after_s && following.next() == Some(' ') && following.next().is_some_and(char::is_alphabetic)
}

/// Digits with inner separators and a short tail: `3,500`, `1.5`, `12:30`, `4th`, `5-10`, `2021/03/04`.
fn scan_number(scanner: &mut Scanner<'_>) {
    while let Some(character) = scanner.peek() {
        let separator = matches!(character, ',' | '.' | ':' | '/' | '-' | '٫' | '٬');
        let goes_on = separator && scanner.peek_second().is_some_and(char::is_numeric);
        if character.is_alphanumeric() || goes_on || is_invisible(character) {
            scanner.advance();
        } else {
            break;
        }
    }
}

/// Letters and digits; hyphens and apostrophes between letters; the dots of `U.S.` and `D.C.`.
fn scan_word(scanner: &mut Scanner<'_>) {
    let start = scanner.position;
    while let Some(character) = scanner.peek() {
        let second = scanner.peek_second();
        let joins = match character {
            '-' | '‑' | '&' | '‐' => second.is_some_and(char::is_alphanumeric),
            c if is_apostrophe(c) => second.is_some_and(char::is_alphabetic) && !is_possessive(scanner),
            '.' => is_dotted_abbreviation(&scanner.slice[start..scanner.position], second),
            c => is_word_character(c) || c.is_numeric() || is_invisible(c),
        };
        if !joins {
            break;
        }
        scanner.advance();
    }
}

/// Whether a dot after `so_far` belongs to an abbreviation of single letters: `U` + `.`, `U.S` + `.`
fn is_dotted_abbreviation(so_far: &str, second: Option<char>) -> bool {
    let last_piece = so_far.rsplit(['.', '-']).next().unwrap_or("");
    let single_letter = last_piece.chars().count() == 1 && last_piece.chars().all(char::is_alphabetic);
    let joined_to_letter = second.is_some_and(char::is_alphabetic);
    single_letter && (joined_to_letter || so_far.contains('.') || so_far.chars().all(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let passage = Passage::new(text, 0..text.len(), &[]);
        (0..passage.tokens.len()).map(|index| passage.word(index)).collect()
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(words("3,500 of 1.5, on 2021-03-04."), ["3,500", "of", "1.5", ",", "on", "2021-03-04", "."]);
    }

    #[test]
    fn abbreviations_keep_their_dots() {
        assert_eq!(words("The U.S. army in D.C. fell."), ["The", "U.S.", "army", "in", "D.C.", "fell", "."]);
    }

    #[test]
    fn a_possessive_is_a_token_and_a_contraction_is_not() {
        assert_eq!(words("Ina's don’t"), ["Ina", "'s", "don’t"]);
    }

    #[test]
    fn the_mark_of_a_plural_is_a_possessive_unless_it_closes_a_quotation() {
        let kinds = |text: &str| {
            let passage = Passage::new(text, 0..text.len(), &[]);
            passage.tokens.iter().filter(|token| is_apostrophe(token.first)).map(|token| token.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("The doctors' union"), [TokenKind::Possessive]);
        assert_eq!(kinds("The doctors’ union"), [TokenKind::Possessive]);
        assert_eq!(kinds("They are 'liars' or worse"), [TokenKind::Quote, TokenKind::Quote]);
        assert_eq!(kinds("It fed the doctors'."), [TokenKind::Quote]);
    }

    #[test]
    fn invisible_signs_do_not_split_a_word() {
        assert_eq!(words("dam\u{200B}age").len(), 1);
    }

    #[test]
    fn a_span_that_does_not_fit_gives_nothing() {
        assert!(Passage::new("é", 1..2, &[]).tokens.is_empty());
        assert!(Passage::new("abc", 2..9, &[]).tokens.is_empty());
    }
}
