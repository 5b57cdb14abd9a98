//! Captions of pictures in a text: told by the credit of the picture at their end or beginning.

use super::credits::{NamedCredit, is_name, names_after, starts_with_words};
use model::CreditRole;

/// A caption is never longer than this.
const LONGEST_CAPTION_CHARS: usize = 600;
/// The credit itself is never longer than this.
const LONGEST_CREDIT_CHARS: usize = 120;

/// Openings of a picture credit, lower case, in the languages we look at first. A colon (or `©`, or "by") is part of
/// each, so that a sentence about a photo is none.
const PICTURE_OPENINGS: &[&str] = &[
    "image source:",
    "image sources:",
    "image credit:",
    "image credits:",
    "image courtesy of",
    "image courtesy:",
    "image via",
    "image by",
    "image from",
    "images:",
    "image:",
    "photo source:",
    "photo credit:",
    "photo credits:",
    "photo courtesy of",
    "photo courtesy:",
    "photo via",
    "photo by",
    "photos by",
    "photo:",
    "photos:",
    "picture source:",
    "picture credit:",
    "picture by",
    "picture:",
    "pictures:",
    "pic:",
    "photograph by",
    "photograph:",
    "photography:",
    "credit:",
    "credits:",
    "screenshot:",
    "screengrab:",
    "screenshot via",
    "video:",
    "video credit:",
    "video source:",
    "footage:",
    "illustration:",
    "graphic:",
    "map:",
    "file photo:",
    "handout via",
    "фото:",
    "фотография:",
    "фотографии:",
    "снимок:",
    "изображение:",
    "источник фото:",
    "источник изображения:",
    "источник фотографии:",
    "автор фото:",
    "скриншот:",
    "иллюстрация:",
    "видео:",
    "кадр из видео:",
    "фото с сайта",
    "фото ©",
    "світлина:",
    "світлини:",
    "зображення:",
    "джерело фото:",
    "джерело зображення:",
    "автор фото:",
    "скріншот:",
    "відео:",
    "ілюстрація:",
    "кадр з відео:",
    "صورة:",
    "الصورة:",
    "الصورة من:",
    "صور:",
    "تصوير:",
    "مصدر الصورة:",
    "مصدر الصور:",
    "عدسة:",
    "فيديو:",
    "المصور:",
    "لقطة شاشة:",
    "حقوق الصورة:",
    "foto:",
    "fotos:",
    "bild:",
    "quelle:",
    "crédit photo :",
    "crédit photo:",
    "photo :",
    "imagen:",
    "crédito:",
    "fotoğraf:",
    "kaynak:",
    "©",
];

/// Openings that also head other things ("Credit: 3 points", "Map: ..."): believed only at the end of a caption.
const ONLY_AT_END: &[&str] = &[
    "credit:",
    "credits:",
    "map:",
    "video:",
    "видео:",
    "відео:",
    "فيديو:",
    "graphic:",
    "footage:",
    "quelle:",
    "kaynak:",
    "©",
];

/// A caption, or a picture's credit alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Caption {
    /// The names, nearest to the maker first. Offsets count from the beginning of the paragraph.
    pub names: Vec<NamedCredit>,
    /// Which pattern told it.
    pub pattern: &'static str,
}

/// Reads a paragraph as a caption; `None` when no picture credit stands at its beginning or end.
pub(super) fn caption(paragraph: &str) -> Option<Caption> {
    if paragraph.chars().count() > LONGEST_CAPTION_CHARS || paragraph.contains('\n') {
        return None;
    }
    labelled(paragraph).or_else(|| bracketed(paragraph)).or_else(|| person_and_agency(paragraph))
}

/// "... Image source: A via B": the label at a sentence's beginning, names to the end of the paragraph.
fn labelled(paragraph: &str) -> Option<Caption> {
    for at in sentence_starts(paragraph) {
        let rest = &paragraph[at..];
        if rest.chars().count() > LONGEST_CREDIT_CHARS {
            continue;
        }
        let Some((words, bytes)) = PICTURE_OPENINGS
            .iter()
            .filter_map(|words| Some((words, starts_with_words(rest, words)?)))
            .max_by_key(|(_, bytes)| *bytes)
        else {
            continue;
        };
        if at == 0 && ONLY_AT_END.contains(words) {
            continue;
        }
        let names = picture_names(paragraph, at + bytes, paragraph.len());
        if are_names(paragraph, &names) {
            return Some(Caption { names, pattern: "picture credit" });
        }
    }
    None
}

/// "... (Photo by X/Agency)", "... (X/Agency)", "... [X / Agency]" at the end.
fn bracketed(paragraph: &str) -> Option<Caption> {
    let body = paragraph.trim_end_matches(['.', ' ']);
    let (open, close) = match body.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let end = body.len() - close.len_utf8();
    let at = body[..end].rfind(open)? + open.len_utf8();
    let inside = &body[at..end];
    if inside.chars().count() > LONGEST_CREDIT_CHARS {
        return None;
    }
    let label = PICTURE_OPENINGS.iter().filter_map(|words| starts_with_words(inside, words)).max();
    let agency_photo = agency_photo(inside);
    if label.is_none() && agency_photo.is_none() && !is_person_slash_agency(inside) {
        return None;
    }
    let names = match agency_photo {
        Some(agency_bytes) => agency_photo_names(paragraph, at, agency_bytes, end),
        None => picture_names(paragraph, at + label.unwrap_or(0), end),
    };
    are_names(paragraph, &names).then_some(Caption { names, pattern: "picture credit in brackets" })
}

/// "(AP Photo/Jane Doe)": bytes of the agency's name.
fn agency_photo(inside: &str) -> Option<usize> {
    let (left, right) = inside.split_once('/')?;
    let agency = left.trim_end().strip_suffix("Photo").or_else(|| left.trim_end().strip_suffix("photo"))?.trim_end();
    (!agency.is_empty() && is_name(agency, CreditRole::Agency) && is_name(right.trim(), CreditRole::Picture))
        .then_some(agency.len())
}

fn agency_photo_names(paragraph: &str, at: usize, agency_bytes: usize, end: usize) -> Vec<NamedCredit> {
    let slash = at + paragraph[at..end].find('/').unwrap_or(0) + 1;
    let mut names = picture_names(paragraph, slash, end);
    names.push(NamedCredit { role: CreditRole::Agency, start_byte: at, end_byte: at + agency_bytes });
    names
}

/// "... Jane Doe/Agency" behind the last sentence, or alone in its paragraph.
fn person_and_agency(paragraph: &str) -> Option<Caption> {
    let at = *sentence_starts(paragraph).last()?;
    let tail = paragraph[at..].trim_end_matches('.');
    if !is_person_slash_agency(tail) || tail.contains(['(', '[', ':']) {
        return None;
    }
    let names = picture_names(paragraph, at, at + tail.len());
    are_names(paragraph, &names).then_some(Caption { names, pattern: "name/agency at the end" })
}

/// Capitalised words on both sides of one slash, at least two before it or a spelled-out space around it.
fn is_person_slash_agency(text: &str) -> bool {
    let Some((left, right)) = text.split_once('/') else { return false };
    let (left, right) = (left.trim(), right.trim());
    let capitalised = |side: &str| {
        side.split_whitespace().count() <= 5
            && side.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
            && side.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
    };
    let digits = text.chars().any(|letter| letter.is_ascii_digit());
    capitalised(left) && capitalised(right) && left.split_whitespace().count() >= 2 && !digits && !right.contains('.')
}

/// The names of a picture credit: connectors make steps, `/` and `,` put an agency behind a person.
fn picture_names(paragraph: &str, from_byte: usize, end: usize) -> Vec<NamedCredit> {
    let mut names = Vec::new();
    for chain in names_after(&paragraph[..end], from_byte, CreditRole::Picture) {
        let mut role = chain.role;
        for piece in paragraph[chain.start_byte..chain.end_byte].split('/') {
            let bare =
                piece.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '©' | ',' | '.' | '"'));
            let offset = bare.as_ptr() as usize - paragraph.as_ptr() as usize;
            if !bare.is_empty() {
                names.push(NamedCredit { role, start_byte: offset, end_byte: offset + bare.len() });
                role = if role == CreditRole::Picture { CreditRole::Agency } else { role };
            }
        }
    }
    names
}

fn are_names(paragraph: &str, names: &[NamedCredit]) -> bool {
    !names.is_empty()
        && names.iter().all(|name| {
            let words = &paragraph[name.start_byte..name.end_byte];
            is_name(words, name.role) && !is_rights_notice(words)
        })
        && names.iter().map(|name| name.end_byte).max().is_some_and(|end| rest_is_short(&paragraph[end..]))
}

/// "© 2021 Foo. All rights reserved" belongs to the page, not to a picture.
fn is_rights_notice(words: &str) -> bool {
    words.starts_with(|letter: char| letter.is_ascii_digit()) || words.to_lowercase().contains("rights reserved")
}

fn rest_is_short(rest: &str) -> bool {
    rest.chars().filter(|letter| letter.is_alphanumeric()).count() <= 4
}

/// Where sentences begin: the paragraph's start, behind a full stop and space, behind a bracket, bar or dash, before `©`.
fn sentence_starts(paragraph: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut ended = false;
    for (at, letter) in paragraph.char_indices() {
        let begins = ended && !letter.is_whitespace();
        if at > 0 && (begins || letter == '©') {
            starts.push(at);
        }
        ended = matches!(letter, '.' | '!' | '?' | '…' | '|' | '–' | '—' | '؟' | '。' | '”' | '"' | ')')
            || (ended && letter.is_whitespace());
    }
    starts
}
