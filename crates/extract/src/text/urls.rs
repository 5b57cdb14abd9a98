//! URLs that stand bare in a text.

/// Longest URL that is followed. Longer ones are cut there and marked as truncated.
const LONGEST_URL_BYTES: usize = 4096;

/// A URL in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct BareUrl {
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte of the URL, the mark of an ellipsis not included.
    pub end_byte: usize,
    /// The text shows it cut short.
    pub truncated: bool,
}

/// All URLs of the text in order.
pub(super) fn bare_urls(text: &str) -> Vec<BareUrl> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match scheme_bytes(bytes, at) {
            Some(scheme) => {
                let url = url_at(text, at);
                at = url.end_byte.max(at + scheme);
                if url.end_byte > url.start_byte + scheme {
                    found.push(url);
                }
            }
            None => at += 1,
        }
    }
    found
}

/// Length of the beginning that makes a URL, if one begins here at the start of a word.
fn scheme_bytes(bytes: &[u8], at: usize) -> Option<usize> {
    if !matches!(bytes[at], b'h' | b'H' | b'w' | b'W') || (at > 0 && bytes[at - 1].is_ascii_alphanumeric()) {
        return None;
    }
    let starts = |prefix: &str| {
        bytes.get(at..at + prefix.len()).is_some_and(|part| part.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    ["https://", "http://", "www."].iter().find(|prefix| starts(prefix)).map(|prefix| prefix.len())
}

fn url_at(text: &str, start: usize) -> BareUrl {
    let mut end = start;
    let mut too_long = false;
    for (offset, letter) in text[start..].char_indices() {
        if letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '،' | '。' | '、')
        {
            break;
        }
        if offset >= LONGEST_URL_BYTES {
            too_long = true;
            break;
        }
        end = start + offset + letter.len_utf8();
    }
    let written = &text[start..end];
    let cut = written.trim_end_matches([')', ']', '\'', '’', ',']);
    if let Some(prefix) = cut.strip_suffix('…').or_else(|| cut.strip_suffix("...")) {
        return BareUrl {
            start_byte: start,
            end_byte: start + prefix.trim_end_matches(['.', '…']).len(),
            truncated: true,
        };
    }
    BareUrl { start_byte: start, end_byte: start + without_closing_marks(written).len(), truncated: too_long }
}

/// The URL without the punctuation of the sentence around it. A closing bracket stays where the URL opened one.
fn without_closing_marks(written: &str) -> &str {
    let mut url = written;
    let mut opened = url.matches('(').count() as isize - url.matches(')').count() as isize;
    while let Some(last) = url.chars().next_back() {
        let goes = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '*' | '_' | ']' | '}' | '؟' | '؛' => true,
            ')' => opened < 0,
            _ => false,
        };
        if !goes {
            break;
        }
        opened += isize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    url
}
