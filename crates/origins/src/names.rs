//! Names of sources as reports write them: who speaks for whom, what is a name and what only describes somebody.

use crate::vocabulary::{
    ADJECTIVES, ANONYMITY, ARTICLES, BODIES, BODY_OF_TITLE, DESCRIPTIONS, DOCUMENTS, HEADS, KINDS, LEADS, MANAGEMENT,
    NATIONS, OFFICERS, PARTS, PREPOSITIONS, PRONOUNS, REPORTERS, SECOND_LEVEL, SMALL, TITLES,
};
use std::collections::BTreeSet;

/// What the words for a source say.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Described {
    /// A body or person by name.
    Named(Name),
    /// Somebody without a name: "officials", "a resident".
    Unnamed(String),
    /// A pronoun or nothing: who it is was not found.
    Unknown,
}

/// A name with what its own words say about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) struct Name {
    /// As written, without articles, titles and appositions.
    pub display: String,
    /// The body that this person speaks for, as these words say.
    pub speaks_for: Option<String>,
    /// Where these words say the person belongs, a body or a place: "Ana Ruiz of Quayworks".
    pub belongs_to: Option<String>,
    /// Speaks for somebody, the words do not say for whom: "spokesperson Ana Ruiz", "its director".
    pub bare_speaker: bool,
    /// The office that these words give the person: "harbour master".
    pub office: Option<String>,
    /// The words name a report, statement or the like of it.
    pub of_document: bool,
}

/// Reads the words for a source. `role` is the role in the chain of attribution; an empty one says nothing.
pub(crate) fn read(text: &str, role: &str) -> Described {
    let text = text.trim().trim_matches(['"', '“', '”', '\'', '‘']).trim();
    let lower = text.to_lowercase();
    if lower.is_empty() || PRONOUNS.contains(&lower.as_str()) {
        return Described::Unknown;
    }
    if is_letter_to_somebody(&tokens(text)) {
        return Described::Unnamed(description(&tokens(text), text));
    }
    let anonymous = ANONYMITY.iter().any(|sign| lower.contains(sign));
    let with_body = || spoken_for(text).or_else(|| person_of(text)).or_else(|| officer_in_apposition(text));
    if let Some(name) = (!anonymous).then(with_body).flatten() {
        return Described::Named(name);
    }
    let head = text.split([',', '(', ';', '–', '—']).next().unwrap_or(text).trim();
    let head = head.split(" at the scene").next().unwrap_or(head);
    let head = head.split(" on the spot").next().unwrap_or(head);
    let head = head.strip_suffix(" there").or_else(|| head.strip_suffix(" here")).unwrap_or(head);
    let tokens = tokens(head);
    let (tokens, of_document) = without_document(&tokens);
    // "Election commission figures", "Orrin clinic": a body, whatever role the chain gives it.
    let ends_as_body = tokens.last().is_some_and(|word| BODIES.contains(word));
    // "The coastguard", "the organising unions": the one there is.
    let is_the_one = lower.starts_with("the ");
    let is_one_body = ends_as_body && (is_the_one || tokens.iter().any(|word| starts_upper(word)));
    let is_named_outlet = tokens.iter().any(|word| starts_upper(word)) && tokens.len() > 1;
    let is_body =
        of_document && (is_body_like(&tokens.join(" ")) || is_named_outlet) || role == "unnamed" && is_one_body;
    if is_body && !anonymous {
        return Described::Named(Name { display: tokens.join(" "), of_document, ..Name::default() });
    }
    if anonymous || role == "unnamed" || is_description(&tokens, role) {
        return Described::Unnamed(description(&tokens, head));
    }
    match named(&tokens, of_document, role) {
        Described::Named(name) => Described::Named(with_unsaid_body(name, text)),
        other => other,
    }
}

/// The form in which two spellings of one name are equal: letters and digits, lower case, no articles; a ministry or
/// department is named by its field first.
pub(crate) fn key(name: &str) -> String {
    let lower = name.to_lowercase().replace("’s", "").replace("'s", "");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let words: Vec<&str> = words.iter().copied().skip_while(|w| ARTICLES.contains(w)).collect();
    let words = field_first(&words);
    let end = words.len()
        - usize::from(
            words.len() > 1 && words.last().is_some_and(|w| matches!(*w, "agency" | "newspaper" | "website")),
        );
    let end = end - usize::from(end > 1 && end < words.len() && words[end - 1] == "news");
    words[..end].concat()
}

/// The key of an outlet given by name or by host: `www.example-times.org` and "The Example Times" are equal.
pub(crate) fn outlet_key(outlet: &str) -> String {
    let outlet = outlet.trim();
    let host = outlet.split("://").last().unwrap_or(outlet).split(['/', ':']).next().unwrap_or(outlet);
    if host.contains(' ') || !host.contains('.') {
        return key(outlet);
    }
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty() && *label != "www").collect();
    let suffix = if labels.len() > 2 && SECOND_LEVEL.contains(&labels[labels.len() - 2]) { 2 } else { 1 };
    labels.len().checked_sub(suffix + 1).map_or_else(|| key(outlet), |at| key(labels[at]))
}

/// Keys of the shorter forms of an outlet's name that leave its first words out: "Harbour Courier" gives `courier`.
pub(crate) fn key_endings(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..words.len()).map(|from| key(&words[from..].join(" "))).filter(|key| key.len() > 3).collect()
}

/// What kind of recording words speak of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Medium {
    /// "Footage", "a video", "the clip".
    Moving,
    /// "A photo", "the pictures".
    Still,
    /// "An audio recording".
    Sound,
}

impl Medium {
    /// Whether a file of this media type may be meant.
    pub fn holds(self, media_type: &str) -> bool {
        match self {
            Medium::Moving => media_type.starts_with("video/") || media_type == "image/gif",
            Medium::Still => media_type.starts_with("image/"),
            Medium::Sound => media_type.starts_with("audio/") || media_type.starts_with("video/"),
        }
    }
}

/// The kind of recording that the first fitting word of `text` names; "images" and "recording" may be of any kind.
pub(crate) fn medium(text: &str) -> Option<Medium> {
    text.split(|sign: char| !sign.is_alphanumeric()).find_map(|word| match word.to_lowercase().as_str() {
        "footage" | "video" | "videos" | "clip" | "clips" | "film" => Some(Medium::Moving),
        "photo" | "photos" | "photograph" | "photographs" | "picture" | "pictures" => Some(Medium::Still),
        "audio" | "voice" | "sound" => Some(Medium::Sound),
        _ => None,
    })
}

/// Whether the words name footage rather than somebody: "Footage", "a video filmed from the quay".
pub(crate) fn is_footage(text: &str) -> bool {
    let words = tokens(text);
    let words = without_articles(&words);
    let end = words.iter().position(|w| PREPOSITIONS.contains(w) || w.ends_with("ed") || *w == "taken");
    let head = words[..end.unwrap_or(words.len())].last().map(|word| word.to_lowercase()).unwrap_or_default();
    let nouns = [
        "footage",
        "video",
        "videos",
        "clip",
        "clips",
        "recording",
        "recordings",
        "film",
        "images",
        "photos",
        "photo",
        "pictures",
        "photographs",
        "camera",
        "dashcam",
    ];
    nouns.contains(&head.as_str())
}

/// Whether a sentence tells of something that was filmed: "footage shows", "filmed from above", "on the video".
pub(crate) fn tells_of_footage(sentence: &str) -> bool {
    const FILMED: [&str; 6] = ["filmed", "camera", "cameras", "dashcam", "recording", "recordings"];
    medium(sentence).is_some_and(|medium| medium != Medium::Still)
        || tokens(sentence).iter().any(|word| FILMED.contains(&word.to_lowercase().as_str()))
}

/// Whether a description names no people: "video circulating online", "over a balcony railing".
pub(crate) fn tells_of_nobody(description: &str) -> bool {
    let people = |word: &str| DESCRIPTIONS.contains(&word) || OFFICERS.contains(&word) || BODIES.contains(&word);
    !description.split(|c: char| !c.is_alphanumeric()).any(people) || is_footage(description)
}

/// Whether words for what somebody is fit too many people: "resident", "doctor".
pub(crate) fn describes_anybody(office: &str) -> bool {
    DESCRIPTIONS.contains(&office)
}

/// Whether a description is of people who hold an office: they are nobody who only saw it.
pub(crate) fn are_officials(description: &str) -> bool {
    description.split(' ').any(|word| matches!(word, "official" | "officials" | "authorities" | "officers"))
}

/// Whether a description is of a report, letter or register and says nobody's: "a report", "letter to staff".
pub(crate) fn is_document(description: &str) -> bool {
    let words: Vec<&str> = description.split(' ').collect();
    let head = words.iter().position(|word| PREPOSITIONS.contains(word) || *word == "by").unwrap_or(words.len());
    let is_document = head > 0 && DOCUMENTS.contains(&words[head - 1]);
    is_document && !words[head..].iter().any(|word| matches!(*word, "by" | "of" | "from"))
}

/// First letters of the words of `name`, small words left out: `World Health Organization` gives `who`.
pub(crate) fn initials(name: &str) -> Option<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let large: Vec<&str> =
        words.filter(|w| !matches!(w.to_lowercase().as_str(), "of" | "the" | "and" | "for" | "in")).collect();
    let initials: String = large.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    (large.len() >= 3 && large.iter().all(|w| starts_upper(w))).then_some(initials)
}

/// Full names with their acronyms in brackets: "World Health Organization (WHO)".
pub(crate) fn acronyms(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        let Some(inside) = text[at + 1..].split(')').next() else { continue };
        if !(2..=8).contains(&inside.chars().count()) || !inside.chars().all(|c| c.is_uppercase() || c == '-') {
            continue;
        }
        let before = text[..at].trim_end();
        let words: Vec<&str> = before.split_whitespace().collect();
        let first = inside.chars().next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
        let run = words
            .iter()
            .rev()
            .take(inside.chars().count() + 3)
            .take_while(|w| starts_upper(w) || SMALL.contains(w))
            .count();
        let run = &words[words.len() - run..];
        if let Some(start) = run.iter().position(|w| w.to_lowercase().starts_with(&first)) {
            found.push((run[start..].join(" "), inside.to_owned()));
        }
    }
    found
}

/// A person's last name, where the name has more than one word.
pub(crate) fn surname(display: &str) -> Option<String> {
    let words: Vec<&str> = display.split_whitespace().collect();
    (words.len() > 1).then(|| key(words[words.len() - 1]))
}

/// Whether a description is so wide that it may stand for any other unnamed source of the same outlet.
pub(crate) fn is_vague(description: &str) -> bool {
    let last = description.split(' ').next_back().unwrap_or_default();
    matches!(
        last,
        "source" | "sources" | "report" | "reports" | "people" | "some" | "others" | "media" | "it" | "accounts"
    )
}

/// Where `name` stands in `text` as whole words, in bytes; small letters of the name meet capitals in the text.
pub(crate) fn place_of(text: &str, name: &str) -> Option<usize> {
    let name: Vec<&str> = tokens(name);
    let (first, rest) = name.split_first()?;
    let same = |word: &str, wanted: &str| {
        word == wanted
            || !starts_upper(wanted) && word.chars().count() == wanted.chars().count() && word.to_lowercase() == wanted
    };
    let words = words_with_places(text);
    (0..words.len().saturating_sub(rest.len())).find_map(|at| {
        let follow = words[at + 1..].iter().map(|(_, word)| *word);
        (same(words[at].1, first) && rest.iter().zip(follow).all(|(wanted, word)| same(word, wanted)))
            .then_some(words[at].0)
    })
}

/// The words of a text with the byte at which each begins, without signs around them and without possessive endings.
fn words_with_places(text: &str) -> Vec<(usize, &str)> {
    let spaced = text.split_inclusive(char::is_whitespace).scan(0, |at, piece| {
        let start = *at;
        *at += piece.len();
        Some((start, piece))
    });
    let bare = spaced.map(|(start, piece)| {
        let word = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = start + piece.len() - word.len();
        (start, word.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s").trim_end_matches("’s"))
    });
    bare.filter(|(_, word)| !word.is_empty()).collect()
}

/// Whether a text that holds this name speaks of its bearer: "River Watch", "health office", "police"; not "company" or
/// "hospital".
pub(crate) fn is_telling(name: &str) -> bool {
    let words = tokens(name);
    let is_body = words.iter().any(|word| BODIES.contains(&word.to_lowercase().as_str()));
    let has_name = words.iter().any(|word| {
        let lower = word.to_lowercase();
        starts_upper(word)
            && !BODIES.contains(&lower.as_str())
            && !KINDS.contains(&lower.as_str())
            && !SMALL.contains(&lower.as_str())
    });
    let length = words.iter().map(|word| word.chars().count()).sum::<usize>();
    length > 3 && (has_name || is_body && (words.len() > 1 || name.eq_ignore_ascii_case("police")))
}

/// Whether words can be the name of a body: one that is called by its kind, or a name.
pub(crate) fn is_bodys_name(name: &str) -> bool {
    is_body_like(name) || starts_upper(name)
}

/// A body without the words that only say which part of it is meant: "district health office" gives "health office".
pub(crate) fn without_part(name: &str) -> Option<String> {
    let words = tokens(name);
    let parts = words.iter().take_while(|word| PARTS.contains(&word.to_lowercase().as_str())).count();
    (parts > 0 && parts < words.len()).then(|| words[parts..].join(" "))
}

// ---- who speaks for whom ----

/// "police spokesman", "a spokesman for the police", "Ana Ruiz, spokeswoman for the harbour office", "a police officer
/// speaking for …": the body, and the person where one is named.
fn spoken_for(text: &str) -> Option<Name> {
    let flat = text.replace(['(', ')', ';', '–', '—'], ",");
    let parts: Vec<Vec<&str>> = flat.split(',').map(tokens).filter(|part| !part.is_empty()).collect();
    let (at, spoken) = parts.iter().enumerate().find_map(|(at, part)| Some((at, Spoken::of(part)?)))?;
    let neighbour = |at: Option<usize>| {
        at.and_then(|at| parts.get(at)).filter(|part| is_person_like(part)).map(|part| part.join(" "))
    };
    let person = spoken.person.or_else(|| neighbour(at.checked_sub(1))).or_else(|| neighbour(Some(at + 1)));
    let display =
        person.as_deref().map_or_else(|| spoken.body.clone(), |person| without_titles(&tokens(person)).join(" "));
    let speaks_for = person.is_some().then(|| spoken.body.clone());
    Some(Name { display, speaks_for, ..Name::default() })
}

/// "its director, Ana Ruiz", "the spokeswoman, Ana Ruiz": a person with an office, of a body that stands elsewhere.
fn officer_in_apposition(text: &str) -> Option<Name> {
    let mut parts = text.split([',', '(', ';', '–', '—']).map(tokens);
    let (office, person) = (parts.next()?, parts.next()?);
    let last = office.last()?.to_lowercase();
    let is_office = office.len() <= 3 && (OFFICERS.contains(&last.as_str()) || last.starts_with("spokes"));
    let is_lower = office.iter().all(|word| !starts_upper(word) || ARTICLES.contains(&word.to_lowercase().as_str()));
    (is_office && is_lower && person.len() >= 2 && is_person_like(&person)).then(|| Name {
        display: without_titles(&person).join(" "),
        bare_speaker: true,
        ..Name::default()
    })
}

/// A person whose words give an office without its body: an inspector is of the police, a health officer of the health
/// office; for whom a "spokesperson" speaks must be told by what is around.
fn with_unsaid_body(name: Name, text: &str) -> Name {
    let lower: Vec<String> = tokens(text).iter().map(|word| word.to_lowercase()).collect();
    let has = |words: &[&str]| lower.iter().any(|word| words.contains(&word.as_str()));
    let person: BTreeSet<String> = tokens(&name.display).iter().map(|word| word.to_lowercase()).collect();
    if person.len() < 2 || lower.len() == person.len() {
        return name;
    }
    if let Some((_, body)) = BODY_OF_TITLE.iter().find(|(title, _)| has(&[title])) {
        return Name { speaks_for: Some((*body).to_owned()), ..name };
    }
    let field = lower.windows(2).find(|pair| pair[1] == "officer" && KINDS.contains(&pair[0].as_str()));
    if let Some(pair) = field {
        return Name { speaks_for: Some(format!("{} office", pair[0])), ..name };
    }
    let before_name: Vec<&String> = lower.iter().take_while(|word| !person.contains(*word)).collect();
    let officer =
        before_name.last().is_some_and(|w| matches!(w.as_str(), "chief" | "officer" | "commander" | "captain"));
    let speaks = officer
        || lower.iter().any(|word| word.starts_with("spokes"))
        || lower
            .windows(2)
            .any(|pair| matches!((pair[0].as_str(), pair[1].as_str()), ("duty", "officer") | ("officer", "in")))
        || lower.first().is_some_and(|first| matches!(first.as_str(), "its" | "their"))
            && has(&["director", "head", "chief", "chairman", "chairwoman", "manager", "president"]);
    Name { bare_speaker: speaks, ..name }
}

/// "Ana Ruiz of the harbour office", "Ana Ruiz of Quayworks": the person, and where she belongs.
fn person_of(text: &str) -> Option<Name> {
    let head = text.split([',', '(', ';', '–', '—']).next().unwrap_or(text).trim();
    let words = tokens(head);
    let at = words.iter().position(|word| matches!(*word, "of" | "from" | "at" | "with"))?;
    let person = without_titles(&words[..at]);
    let body = without_articles(&words[at + 1..]);
    if person.len() < 2 || body.is_empty() || !is_person_like(&words[..at]) {
        return None;
    }
    let body = body.join(" ");
    let (speaks_for, belongs_to) =
        if is_body_like(&body) { (Some(body), None) } else { (None, starts_upper(&body).then_some(body)) };
    Some(Name { display: person.join(" "), speaks_for, belongs_to, ..Name::default() })
}

struct Spoken {
    body: String,
    person: Option<String>,
}

impl Spoken {
    fn of(words: &[&str]) -> Option<Spoken> {
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        if let [who, leads, ..] = lower.as_slice()
            && who == "who"
            && LEADS.contains(&leads.as_str())
        {
            return body_from(&words[2..]).filter(|body| is_body_like(body)).map(|body| Spoken { body, person: None });
        }
        if let Some(at) = (0..words.len()).find(|at| speaking_for(&lower, *at)) {
            return body_from(&words[at + 2..]).map(|body| Spoken { body, person: None });
        }
        // "chief physician": the last word says who it is.
        let is_last = |end: &usize| lower.get(*end).is_none_or(|word| !OFFICERS.contains(&word.as_str()));
        let (start, end, speaker) =
            (0..words.len()).find_map(|at| speaker_word(&lower, at).filter(|(_, end, _)| is_last(end)))?;
        let after = &words[end..];
        let body_after = lower
            .get(end)
            .filter(|w| matches!(w.as_str(), "for" | "of" | "from" | "at" | "with"))
            .and_then(|_| body_from(&after[1..]));
        let before = without_articles(&words[..start]);
        let reporter = REPORTERS.contains(&lower[start].as_str());
        let management = MANAGEMENT.contains(&lower[start].as_str()) || HEADS.contains(&lower[start].as_str());
        let fits = |body: &str| {
            speaker == Speaker::Spokesperson || is_body_like(body) || (reporter || management) && starts_upper(body)
        };
        let minister = lower[start] == "minister";
        if let Some(body) = body_after.filter(|body| fits(body) || minister) {
            let person = is_person_like(&before).then(|| before.join(" "));
            return Some(Spoken { body: if minister { format!("{body} ministry") } else { body }, person });
        }
        let body = before.join(" ");
        let body = if minister && !matches!(body.to_lowercase().as_str(), "" | "prime") {
            format!("{body} ministry")
        } else {
            body
        };
        if body.is_empty() || !fits(&body) || NATIONS.contains(&body.as_str()) {
            return None;
        }
        let person = is_person_like(after).then(|| after.join(" "));
        Some(Spoken { body, person })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Spokesperson,
    Officer,
}

fn speaker_word(lower: &[String], at: usize) -> Option<(usize, usize, Speaker)> {
    let word = lower[at].as_str();
    let next = lower.get(at + 1).map(String::as_str).unwrap_or_default();
    if word.starts_with("spokes") {
        return Some((at, at + 1, Speaker::Spokesperson));
    }
    if matches!((word, next), ("press" | "media", "office" | "officer" | "secretary" | "team" | "service")) {
        return Some((at, at + 2, Speaker::Spokesperson));
    }
    OFFICERS.contains(&word).then_some((at, at + 1, Speaker::Officer))
}

fn speaking_for(lower: &[String], at: usize) -> bool {
    let pair = (lower[at].as_str(), lower.get(at + 1).map(String::as_str).unwrap_or_default());
    matches!(pair, ("speaking", "for") | ("behalf", "of"))
}

/// The body that these words begin with: up to a preposition of place or a verb.
fn body_from(words: &[&str]) -> Option<String> {
    let end = words.iter().position(|w| {
        matches!(w.to_lowercase().as_str(), "in" | "on" | "who" | "which" | "that" | "told" | "said" | "says")
    });
    let words = without_articles(&words[..end.unwrap_or(words.len())]);
    // "head of the control room of Voltanord": of Voltanord.
    let part = words
        .windows(2)
        .position(|pair| matches!(pair[0], "room" | "team" | "staff" | "board" | "unit" | "branch") && pair[1] == "of");
    if let Some(at) = part {
        return body_from(&words[at + 2..]);
    }
    // "of grid operator Voltanord": its name.
    let name = words.iter().rev().take_while(|word| starts_upper(word)).count();
    let named = name > 0
        && name < words.len()
        && words[..words.len() - name].iter().all(|word| !starts_upper(word) && !SMALL.contains(word));
    let words = if named && !is_body_like(&words[words.len() - name..].join(" ")) {
        words[words.len() - name..].to_vec()
    } else {
        words
    };
    (!words.is_empty() && !matches!(words[0], "staff" | "state" | "operations")).then(|| words.join(" "))
}

/// Words of the name of a body, without articles, prepositions and those that only say which part of it is meant.
pub(crate) fn words_of_body(name: &str) -> BTreeSet<String> {
    let words = tokens(name).into_iter().map(str::to_lowercase);
    let mut words: BTreeSet<String> =
        words.filter(|word| !PARTS.contains(&word.as_str()) && !SMALL.contains(&word.as_str())).collect();
    // "the governor's office" is the governor, and "prosecutors" are the prosecutor's office.
    if words.remove("prosecutors") {
        words.insert("prosecutor".to_owned());
    }
    if words.iter().any(|word| matches!(word.as_str(), "governor" | "mayor" | "prosecutor" | "coroner")) {
        words.remove("office");
    }
    // "the police department" and "the fire brigade" are the police and the fire service.
    if words.iter().any(|word| matches!(word.as_str(), "police" | "fire")) {
        words.retain(|word| !matches!(word.as_str(), "department" | "force" | "service" | "services" | "brigade"));
    }
    words
}

/// The words of the name of a body, taken apart: what kind of body it is, and which one of its kind.
pub(crate) fn kind_and_name(name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let names: BTreeSet<String> =
        tokens(name).iter().filter(|word| starts_upper(word)).map(|word| word.to_lowercase()).collect();
    let is_kind = |word: &String| BODIES.contains(&word.as_str()) || KINDS.contains(&word.as_str());
    words_of_body(name).into_iter().partition(|word| is_kind(word) || !names.contains(word))
}

/// All words of a name, small ones too, folded: "their office" may be "the prosecutor's office".
pub(crate) fn all_words(name: &str) -> BTreeSet<String> {
    tokens(name).into_iter().map(str::to_lowercase).collect()
}

/// Whether a name says no more than what kind of body it is: "police", "fire brigade"; not "Red Cross".
pub(crate) fn is_kind_of_body(name: &str) -> bool {
    let words = words_of_body(name);
    let is_kind = |word: &String| BODIES.contains(&word.as_str()) || KINDS.contains(&word.as_str());
    let is_name = tokens(name).iter().skip(1).any(|word| starts_upper(word));
    !is_name && holds_body(&words) && words.iter().all(is_kind)
}

/// "the company", "the operator": a firm whose name stands elsewhere.
pub(crate) fn is_some_company(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "company" | "firm" | "operator" | "manufacturer" | "employer" | "airline" | "factory"
    )
}

/// One word with a capital that is no kind of body: "Quayworks", not "Police".
pub(crate) fn may_be_a_firm(name: &str) -> bool {
    let words = tokens(name);
    words.len() == 1
        && starts_upper(words[0])
        && !is_body_like(name)
        && !DESCRIPTIONS.contains(&name.to_lowercase().as_str())
}

/// Whether a name is one of a body.
pub(crate) fn is_named_body(name: &str) -> bool {
    holds_body(&words_of_body(name))
}

/// Whether one of the words is one for a body.
pub(crate) fn holds_body(words: &BTreeSet<String>) -> bool {
    words.iter().any(|word| BODIES.contains(&word.as_str()))
}

fn is_body_like(body: &str) -> bool {
    let words: Vec<&str> = body.split_whitespace().collect();
    let noun = |word: &str| BODIES.contains(&word.to_lowercase().trim_end_matches("'s").trim_end_matches("’s"));
    let acronym =
        |word: &str| word.chars().count() >= 2 && word.chars().all(char::is_uppercase) && !NATIONS.contains(&word);
    words.iter().any(|word| noun(word) || acronym(word))
}

/// Whether an item's publisher is a body that speaks for itself rather than an outlet that reports on others.
pub(crate) fn is_issuer(name: &str) -> bool {
    const REPORTS: [&str; 24] = [
        "news",
        "press",
        "agency",
        "times",
        "post",
        "herald",
        "daily",
        "weekly",
        "radio",
        "tv",
        "television",
        "media",
        "courier",
        "tribune",
        "gazette",
        "chronicle",
        "journal",
        "magazine",
        "broadcasting",
        "observer",
        "telegraph",
        "echo",
        "wire",
        "bulletin",
    ];
    let reports = |word: &str| REPORTS.contains(&word.to_lowercase().as_str());
    let words = tokens(name);
    let body = words.iter().any(|word| BODIES.contains(&word.to_lowercase().as_str()));
    words.len() > 1 && body && !words.iter().any(|word| reports(word))
}

fn is_person_like(words: &[&str]) -> bool {
    let bare = without_titles(words);
    (1..=4).contains(&bare.len()) && bare.iter().all(|word| starts_upper(word)) && !is_body_like(&bare.join(" "))
}

// ---- names and descriptions ----

fn named(tokens: &[&str], of_document: bool, role: &str) -> Described {
    let run = tokens.iter().rev().take_while(|word| starts_upper(word)).count();
    let (lead, name) = tokens.split_at(tokens.len() - run);
    let describes = !lead.is_empty() && !name.is_empty() && lead.iter().all(|word| !starts_upper(word));
    let is_body = is_body_like(&tokens.join(" "));
    let placed = lead.iter().any(|word| PREPOSITIONS.contains(word) || SMALL.contains(word));
    if describes && is_body && !placed && role != "person" && !is_body_like(&name.join(" ")) && !is_kind_only(name) {
        // "grid operator Voltanord": what it is, then its name.
        return Described::Named(Name { display: name.join(" "), of_document, ..Name::default() });
    }
    let is_body = is_body && !(describes && role == "person");
    if describes && !is_body && !lead.iter().any(|word| SMALL.contains(word)) {
        let bare: Vec<&str> = lead
            .iter()
            .copied()
            .filter(|word| !ADJECTIVES.contains(word) && !matches!(*word, "named" | "called"))
            .collect();
        let generic = bare.last().is_none_or(|word| DESCRIPTIONS.contains(word) || TITLES.contains(word));
        let office = (!generic).then(|| bare.join(" "));
        return Described::Named(Name {
            display: without_titles(name).join(" "),
            speaks_for: None,
            belongs_to: None,
            bare_speaker: false,
            office,
            of_document,
        });
    }
    let bare = if role == "body" || role == "outlet" || is_body { tokens.to_vec() } else { without_titles(tokens) };
    Described::Named(Name { display: bare.join(" "), of_document, ..Name::default() })
}

fn is_kind_only(name: &[&str]) -> bool {
    name.iter().all(|word| TITLES.contains(&word.to_lowercase().as_str()))
}

/// Whether the words only describe somebody: their head is a common noun for people or reports.
fn is_description(tokens: &[&str], role: &str) -> bool {
    let head_end = tokens
        .iter()
        .skip(1)
        .position(|w| PREPOSITIONS.contains(&w.to_lowercase().as_str()))
        .map_or(tokens.len(), |at| at + 1);
    let Some(head) = tokens[..head_end].last() else { return true };
    let lower = head.to_lowercase();
    let described = DESCRIPTIONS.contains(&lower.as_str()) && (!starts_upper(head) || tokens.len() == 1);
    described || (role == "witness" && !tokens.iter().any(|word| starts_upper(word)))
}

fn description(tokens: &[&str], head: &str) -> String {
    let words: Vec<String> =
        tokens.iter().map(|word| word.to_lowercase()).filter(|w| !ADJECTIVES.contains(&w.as_str())).collect();
    if words.is_empty() { head.to_lowercase() } else { words.join(" ") }
}

/// "the BBC report", "a statement by the council", "BBC's investigation": whose document it is.
fn without_document<'t>(tokens: &[&'t str]) -> (Vec<&'t str>, bool) {
    let is_document = |word: &&str| DOCUMENTS.contains(&word.to_lowercase().as_str());
    if let Some(at) = tokens.iter().position(is_document) {
        let by =
            tokens.get(at + 1).is_some_and(|word| matches!(word.to_lowercase().as_str(), "by" | "from" | "of" | "in"));
        if by && tokens.len() > at + 2 {
            let rest = &tokens[at + 2..];
            let end = rest.iter().position(|word| matches!(*word, "that" | "which" | "who" | "citing" | "quoting"));
            return (without_articles(&rest[..end.unwrap_or(rest.len())]), true);
        }
        let owner = without_articles(&tokens[..at]);
        // "The Pier Dispatch" is a paper, "the Pier report" what a paper wrote.
        if at + 1 == tokens.len()
            && !starts_upper(tokens[at])
            && owner.iter().any(|word| starts_upper(word) || BODIES.contains(word))
        {
            return (owner, true);
        }
    }
    (without_articles(tokens), false)
}

/// "Letter to staff", "a note to shareholders": whose it is stands elsewhere.
fn is_letter_to_somebody(tokens: &[&str]) -> bool {
    let words: Vec<String> = without_articles(tokens).iter().map(|word| word.to_lowercase()).collect();
    matches!(words.as_slice(), [first, to, ..] if DOCUMENTS.contains(&first.as_str()) && to == "to")
}

fn tokens(text: &str) -> Vec<&str> {
    let trimmed = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    trimmed.map(|word| word.trim_end_matches("'s").trim_end_matches("’s")).filter(|word| !word.is_empty()).collect()
}

fn without_articles<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let leading = |word: &&&str| {
        let lower = word.to_lowercase();
        ARTICLES.contains(&lower.as_str()) || ADJECTIVES.contains(&lower.as_str())
    };
    words.iter().skip_while(leading).copied().collect()
}

fn without_titles<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let titles = words.iter().take_while(|word| TITLES.contains(&word.to_lowercase().as_str())).count();
    words[titles.min(words.len().saturating_sub(1))..].to_vec()
}

fn field_first<'t>(words: &[&'t str]) -> Vec<&'t str> {
    match words {
        [office @ ("ministry" | "department" | "office"), "of", field @ ..] if !field.is_empty() => {
            let field = field.iter().copied().filter(|word| *word != "the");
            field.chain([*office]).collect()
        }
        _ => words.to_vec(),
    }
}

fn starts_upper(word: &str) -> bool {
    // A script without capitals gives no sign; there the role of the chain decides.
    word.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()) || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, role: &str) -> Name {
        match read(text, role) {
            Described::Named(name) => name,
            other => panic!("{text} is {other:?}"),
        }
    }

    fn body(text: &str) -> String {
        let name = name(text, "person");
        key(name.speaks_for.as_deref().unwrap_or(&name.display))
    }

    #[test]
    fn everyone_who_speaks_for_a_body_is_that_body() {
        for text in [
            "the police",
            "a police spokesman",
            "police spokeswoman Ana Ruiz",
            "Ana Ruiz, a spokeswoman for the police",
            "a police officer",
            "police chief Lena Orth",
            "a senior officer speaking for the police",
            "the police press office",
        ] {
            assert_eq!(body(text), "police", "{text}");
        }
        assert_eq!(body("Health Minister Ana Ruiz"), key("Ministry of Health"));
        assert_eq!(body("the health ministry"), key("the Ministry of Health"));
        assert_eq!(
            body("Col Ivo Darn, spokesman for Operation Clear Sky, the coalition in the north"),
            "operationclearsky"
        );
    }

    #[test]
    fn a_person_belongs_to_the_body_that_is_named_beside() {
        for text in [
            "Ana Ruiz of the election commission",
            "Ana Ruiz, who chairs the election commission",
            "the head of the election commission, Ana Ruiz",
            "Ana Ruiz, secretary of the election commission",
        ] {
            let name = name(text, "unnamed");
            assert_eq!(
                (name.display.as_str(), name.speaks_for.as_deref()),
                ("Ana Ruiz", Some("election commission")),
                "{text}"
            );
        }
        assert_eq!(name("Ana Ruiz of Quayworks", "unnamed").belongs_to.as_deref(), Some("Quayworks"));
        assert_eq!(body("the management of Quayworks"), "quayworks");
        assert_eq!(body("a Northwire correspondent on the spot"), "northwire");
        assert_eq!(body("Ana Ruiz, head of the control room of grid operator Quayworks"), "quayworks");
        assert_eq!(body("Ana Ruiz, chief physician of the Orrin hospital"), "orrinhospital");
        assert_eq!(body("prosecutor Ana Ruiz"), "prosecutoroffice");
        assert!(matches!(read("a resident of Orrin", "unnamed"), Described::Unnamed(_)));
    }

    #[test]
    fn an_office_without_its_body_says_what_it_can() {
        assert_eq!(body("inspector Ana Ruiz"), "police");
        assert_eq!(body("health officer Ana Ruiz"), "healthoffice");
        assert!(name("spokesperson Ana Ruiz", "person").bare_speaker);
        assert!(name("its director, Ana Ruiz", "person").bare_speaker);
        assert!(!name("Ana Ruiz, a baker", "person").bare_speaker);
    }

    #[test]
    fn somebody_without_a_name_stays_unnamed() {
        for text in
            ["officials", "a resident of Orrin", "other reports", "US officials", "Witnesses", "one of the fighters"]
        {
            assert!(matches!(read(text, "unnamed"), Described::Unnamed(_)), "{text}");
            assert!(matches!(read(text, ""), Described::Unnamed(_)), "{text}");
        }
        assert!(matches!(read("a police officer who asked not to be named", "person"), Described::Unnamed(_)));
        assert_eq!(read("he", "person"), Described::Unknown);
    }

    #[test]
    fn a_person_is_known_by_the_name_without_its_title() {
        assert_eq!(name("Col Ivo Darn", "person").display, "Ivo Darn");
        assert_eq!(name("harbour master Jon Weil", "person").office.as_deref(), Some("harbour master"));
        assert_eq!(name("a witness named Ali Karim", "witness").display, "Ali Karim");
    }

    #[test]
    fn a_report_belongs_to_who_made_it() {
        for text in ["the BBC report", "an investigative report by the BBC", "BBC’s report", "BBC"] {
            assert_eq!(key(&name(text, "body").display), "bbc", "{text}");
        }
    }

    #[test]
    fn an_outlet_is_known_by_name_and_by_host() {
        assert_eq!(outlet_key("https://www.harbour-courier.co.uk/x"), key("The Harbour Courier"));
        assert_eq!(outlet_key("Harbour Courier"), "harbourcourier");
    }

    #[test]
    fn an_acronym_in_brackets_is_another_name() {
        let found = acronyms("said the World Health Organization (WHO) on Monday");
        assert_eq!(found, [("World Health Organization".to_owned(), "WHO".to_owned())]);
        assert_eq!(initials("World Health Organization").as_deref(), Some("who"));
    }
}
