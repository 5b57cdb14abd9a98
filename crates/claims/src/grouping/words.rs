//! Content words in a form in which "killed" meets "kills": folded to lower case, stop words left out, stemmed
//! lightly. A full stemmer is not needed here: a missed stem costs a little similarity, an over-eager one would make
//! two different things one.

/// A content word with what its spelling says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Folded and stemmed.
    pub stem: String,
    /// Written with a capital where no sentence begins: likely a name.
    pub name_like: bool,
}

/// Words of at least this many letters are stemmed; shorter ones change their meaning ("ring", "need").
const STEM_FROM_LETTERS: usize = 5;
/// Words of other scripts are cut to this many letters: most inflection of Russian and Ukrainian lies after it.
const OTHER_SCRIPT_LETTERS: usize = 5;

/// The content words of `text`, in order.
pub(super) fn content_words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut sentence_begins = true;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric()) {
        sentence_begins |= rest[..start].contains(['.', '!', '?', ':', '“', '"', '«']);
        rest = &rest[start..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).unwrap_or(rest.len());
        let token = &rest[..end];
        if let Some(stem) = stem_of(token) {
            let capital = token.chars().next().is_some_and(char::is_uppercase);
            words.push(Word { stem, name_like: capital && !sentence_begins });
        }
        sentence_begins = false;
        rest = &rest[end..];
    }
    words
}

/// Whether `text` negates what it says, by a word of its own.
pub(super) fn holds_negation(text: &str) -> bool {
    const NEGATIONS: [&str; 13] =
        ["not", "no", "never", "none", "nobody", "neither", "nor", "cannot", "не", "ни", "нет", "لا", "لم"];
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|token| token.to_lowercase().replace('’', "'"))
        .any(|token| token.ends_with("n't") || NEGATIONS.contains(&token.as_str()))
}

/// Whether `text` as a whole says that something is not so: "it is not true that …". What it holds is then what others say.
pub(super) fn refutes(text: &str) -> bool {
    const FORMULAS: [&str; 12] = [
        "it is not true that",
        "it's not true that",
        "it is untrue that",
        "it is false that",
        "it is simply not true that",
        "it is a lie that",
        "there is no truth in",
        "there is no truth to",
        "не соответствует действительности",
        "неправда, что",
        "неправда, що",
        "لا صحة",
    ];
    begins_with_one_of(text, &FORMULAS)
}

/// Whether `text` says that there was none of what it names.
pub(super) fn says_there_was_none(text: &str) -> bool {
    begins_with_one_of(text, &["there was no ", "there were no "])
}

fn begins_with_one_of(text: &str, formulas: &[&str]) -> bool {
    let begins = text.trim_start_matches(|sign: char| !sign.is_alphabetic()).to_lowercase().replace('’', "'");
    formulas.iter().any(|formula| begins.starts_with(formula))
}

fn stem_of(token: &str) -> Option<String> {
    let folded = token.to_lowercase().replace('’', "'");
    let folded = folded.trim_end_matches("'s").replace('\'', "");
    if folded.is_empty() || STOP_WORDS.contains(&folded.as_str()) {
        return None;
    }
    if folded.is_ascii() { Some(stem_english(&folded)) } else { Some(stem_other(&folded)) }
}

fn stem_other(word: &str) -> String {
    let word = word.strip_prefix("ال").unwrap_or(word);
    word.chars().take(OTHER_SCRIPT_LETTERS).collect()
}

fn stem_english(word: &str) -> String {
    if let Some((_, stem)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return (*stem).to_owned();
    }
    if word.len() < STEM_FROM_LETTERS || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.strip_suffix('s').filter(|w| w.len() > 2 && !w.ends_with('s')).unwrap_or(word).to_owned();
    }
    let word = without_plural(word);
    let stem = ["ingly", "edly", "ing", "ed", "ly"]
        .iter()
        .find_map(|suffix| word.strip_suffix(suffix))
        .filter(|stem| stem.len() >= 3 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
        .unwrap_or(&word);
    let stem = undoubled(stem);
    stem.strip_suffix('e').filter(|s| s.len() > 2).unwrap_or(stem).to_owned()
}

fn without_plural(word: &str) -> String {
    if let Some(base) = word.strip_suffix("ies") {
        return format!("{base}y");
    }
    for ending in ["ses", "xes", "ches", "shes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word.strip_suffix('s').filter(|w| !w.ends_with(['s', 'u', 'i'])).unwrap_or(word).to_owned()
}

fn undoubled(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if doubled && !stem.ends_with("ss") && !stem.ends_with("ll") { &stem[..stem.len() - 1] } else { stem }
}

/// Forms that no suffix rule brings together, among the words that reports of events are made of.
const IRREGULAR: [(&str, &str); 34] = [
    ("killed", "dead"),
    ("kills", "dead"),
    ("kill", "dead"),
    ("killing", "dead"),
    ("died", "dead"),
    ("die", "dead"),
    ("dies", "dead"),
    ("death", "dead"),
    ("deaths", "dead"),
    ("fatalities", "dead"),
    ("injured", "wound"),
    ("injures", "wound"),
    ("injuries", "wound"),
    ("hurt", "wound"),
    ("wounded", "wound"),
    ("left", "leave"),
    ("leaving", "leave"),
    ("fled", "flee"),
    ("flees", "flee"),
    ("shot", "shoot"),
    ("struck", "strike"),
    ("took", "take"),
    ("taken", "take"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("broke", "break"),
    ("broken", "break"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("children", "child"),
    ("women", "woman"),
    ("men", "man"),
    ("burnt", "burn"),
    ("held", "hold"),
];

/// English words that carry no content of their own, and the negations, which polarity tells apart.
const STOP_WORDS: [&str; 131] = [
    "a", "about", "after", "again", "all", "also", "an", "and", "any", "anyone", "are", "as", "at", "be", "because",
    "been", "before", "being", "but", "by", "can", "cannot", "could", "did", "do", "does", "during", "each", "few",
    "for", "from", "further", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "just", "least", "many", "may", "me", "might", "more", "most", "much", "must", "my", "neither",
    "never", "no", "nobody", "none", "nor", "not", "of", "off", "on", "one", "only", "or", "other", "our", "out",
    "over", "own", "people", "persons", "put", "said", "same", "say", "says", "she", "should", "since", "so", "some",
    "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "through", "to", "told", "too", "under", "until", "up", "us", "very", "was", "we", "were", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "without", "would", "yet", "you", "your", "yours", "didnt",
    "wasnt",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        content_words(text).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn inflected_forms_of_one_word_meet() {
        assert_eq!(stems("bridges collapsed"), stems("The bridge collapses"));
        assert_eq!(stems("twelve killed"), stems("twelve died"));
        assert_eq!(stems("running"), stems("runs"));
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_no_sign_of_a_name() {
        let words = content_words("Trucks left Kaltenau. Drivers slept");
        let name_like: Vec<&str> = words.iter().filter(|w| w.name_like).map(|w| w.stem.as_str()).collect();
        assert_eq!(name_like, ["kaltenau"]);
    }

    #[test]
    fn a_content_that_refutes_is_known_by_how_it_begins() {
        assert!(refutes("“It is not true that 12 people died"));
        assert!(refutes("There is no truth to the report that the dam broke"));
        assert!(!refutes("12 people did not come back"));
    }

    #[test]
    fn a_negation_is_found_as_a_word_of_its_own() {
        assert!(holds_negation("the dam didn’t break"));
        assert!(holds_negation("No house was hit"));
        assert!(!holds_negation("a notable knot"));
    }
}
