//! Places where a text speaks of a picture, clip or sound that stands beside it.

/// Things that are shown or played, lower case.
const MEDIA: &[&str] = &[
    "clip",
    "clips",
    "video",
    "videos",
    "footage",
    "photo",
    "photos",
    "photograph",
    "photographs",
    "image",
    "images",
    "picture",
    "pictures",
    "graphic",
    "map",
    "gallery",
    "slideshow",
    "recording",
    "audio",
    "screenshot",
    "видео",
    "видеозапись",
    "ролик",
    "ролике",
    "фото",
    "фотография",
    "фотографии",
    "снимке",
    "снимок",
    "видеоролик",
    "кадрах",
    "відео",
    "відеозапис",
    "світлина",
    "світлині",
    "знімку",
    "الفيديو",
    "فيديو",
    "المقطع",
    "مقطع",
    "الصورة",
    "الصور",
    "التسجيل",
];
/// Where it stands, lower case, before the thing: "the above clip".
const BEFORE: &[&str] = &[
    "above",
    "below",
    "following",
    "embedded",
    "accompanying",
    "вышеприведённом",
    "следующем",
    "наступному",
    "приложенном",
];
/// Where it stands, behind the thing: "video below".
const BEHIND: &[&str] =
    &["above", "below", "выше", "ниже", "вище", "нижче", "أعلاه", "أدناه", "التالي", "التالية", "المرفق", "المرفقة"];
/// "watch the video", in words of the imperative.
const WATCH: &[&str] = &["watch", "смотрите", "дивіться", "شاهد", "شاهدوا"];
/// Words that follow "video above" when it speaks of the page and not of a place.
const GOES_ON: &[&str] = &[
    "shows", "show", "showing", "is", "was", "are", "were", "has", "have", "and", "or", "by", "from", "to", "for",
    "that", "which",
];

/// A mention: the words and where they begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct MediaMention {
    /// First byte.
    pub start_byte: usize,
    /// The words.
    pub words: String,
}

/// All mentions of a stretch of text; offsets count from its beginning.
pub(super) fn media_mentions(text: &str) -> Vec<MediaMention> {
    let words = lower_words(text);
    let mut mentions = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1);
        let Some(next) = next.filter(|next| is_near(text, word, next)) else { continue };
        let is_medium = |word: &Word| MEDIA.contains(&word.lower.as_str());
        let points = BEFORE.contains(&word.lower.as_str()) && is_medium(next)
            || is_medium(word) && BEHIND.contains(&next.lower.as_str()) && ends_there(text, next, words.get(index + 2));
        let watches = WATCH.contains(&word.lower.as_str()) && words[index + 1..].iter().take(2).any(is_medium);
        if points || watches {
            let end = if watches {
                words[index + 1..].iter().take(2).find(|word| is_medium(word)).unwrap_or(next).end
            } else {
                next.end
            };
            mentions.push(MediaMention { start_byte: word.start, words: text[word.start..end].to_owned() });
        }
    }
    mentions
}

struct Word {
    start: usize,
    end: usize,
    lower: String,
}

fn lower_words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                words.push(Word { start: begin, end: at, lower: text[begin..at].to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Only a space stands between two words.
fn is_near(text: &str, first: &Word, second: &Word) -> bool {
    text[first.end..second.start].chars().all(char::is_whitespace)
}

/// "the video above." and "the video above shows", but not "footage above the city".
fn ends_there(text: &str, position: &Word, after: Option<&Word>) -> bool {
    match after.filter(|after| is_near(text, position, after)) {
        Some(after) => GOES_ON.contains(&after.lower.as_str()) || !position.lower.is_ascii(),
        None => true,
    }
}
