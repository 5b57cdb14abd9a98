//! Names found across scripts: what is written Tolmarsh in one text stands as Толмарш in another, Kharkiv as خاركيف in a third.
//!
//! Beside its folded words the search index holds a key for every word that may be a name: one with a capital in Latin or
//! Cyrillic letters, any word in Arabic ones. A key is how the word sounds in Latin letters, coarsely: letters that systems of
//! transliteration spell in different ways are one, neighbours that are alike are one, and for Arabic script, which leaves
//! vowels out, only consonants count. A query finds its word as it is, and by keys words of the other scripts only: within one
//! script spelling counts. Names that differ between languages (Aleppo, حلب) have no common key.

use super::fold::fold_for_search;

/// Fewer sounds would be alike by chance. Consonants alone say less than a word with its vowels.
const FEWEST_SOUNDS: usize = 3;
const FEWEST_CONSONANTS: usize = 3;
/// Cyrillic names of this many sounds are found with any ending: cases hang on them.
const FEWEST_BEFORE_ENDING: usize = 5;

/// The script of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
}

/// A key that a query asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameKey {
    /// The key, a token of the search index.
    pub token: String,
    /// Keys that go on are meant, too.
    pub is_beginning: bool,
}

/// A text folded for the search index: its words as [`fold_for_search`] gives them, and the keys of what may be names.
///
/// ```
/// assert_eq!(extract::text::search_tokens("der Толмарш"), "der толмарш ~ktUlmArS ~ctlmrS");
/// ```
pub fn search_tokens(text: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let mut tokens = fold_for_search(text);
    for word in text.unicode_words() {
        for key in keys_of(word) {
            tokens.push(' ');
            tokens.push_str(&key);
        }
    }
    tokens
}

/// The keys under which the index holds a word; none where it can be no name.
pub fn keys_of(word: &str) -> Vec<String> {
    let Some(script) = script_of(word) else { return Vec::new() };
    let may_be_name = script == Script::Arabic || word.chars().next().is_some_and(char::is_uppercase);
    if !may_be_name {
        return Vec::new();
    }
    let sounds = sounds(word, script);
    let voiced = |mark: char| key(mark, &voiced(&sounds), FEWEST_SOUNDS);
    let bare = |mark: char| key(mark, &consonants(&sounds), FEWEST_CONSONANTS);
    let keys = match script {
        Script::Latin => vec![voiced('l'), bare('b')],
        Script::Cyrillic => vec![voiced('k'), bare('c')],
        Script::Arabic => vec![bare('a')],
    };
    keys.into_iter().flatten().collect()
}

/// The keys that lead from a word of a query to words of other scripts.
pub fn keys_asked_by(word: &str) -> Vec<NameKey> {
    let Some(script) = script_of(word) else { return Vec::new() };
    let sounds = sounds(word, script);
    let (voiced, bare) = (voiced(&sounds), consonants(&sounds));
    let with_vowels = |mark: char, has_endings: bool| {
        let is_beginning = has_endings && voiced.len() >= FEWEST_BEFORE_ENDING;
        key(mark, &voiced, FEWEST_SOUNDS).map(|token| NameKey { token, is_beginning })
    };
    let without = |mark: char| key(mark, &bare, FEWEST_CONSONANTS).map(|token| NameKey { token, is_beginning: false });
    let asked = match script {
        Script::Latin => [with_vowels('k', true), without('a')],
        Script::Cyrillic => [with_vowels('l', false), without('a')],
        Script::Arabic => [without('b'), without('c')],
    };
    asked.into_iter().flatten().collect()
}

fn key(mark: char, sounds: &str, fewest: usize) -> Option<String> {
    (sounds.len() >= fewest).then(|| format!("~{mark}{sounds}"))
}

/// The one script of a word's letters; `None` where it has others, or digits.
fn script_of(word: &str) -> Option<Script> {
    let mut script = None;
    for letter in word.chars().filter(|letter| !matches!(letter, '\'' | '’' | 'ʼ' | '-')) {
        let own = match letter {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => Script::Latin,
            '\u{400}'..='\u{52F}' => Script::Cyrillic,
            '\u{620}'..='\u{65F}' | '\u{670}'..='\u{6D3}' => Script::Arabic,
            _ => return None,
        };
        if *script.get_or_insert(own) != own {
            return None;
        }
    }
    script
}

/// How a word sounds: `A`, `I`, `U` for vowels, `w`, and other signs for consonants.
fn sounds(word: &str, script: Script) -> String {
    let mut sounds = String::new();
    match script {
        Script::Latin => latin(&fold_for_search(word), &mut sounds),
        Script::Cyrillic => {
            word.chars().flat_map(char::to_lowercase).for_each(|letter| sounds.push_str(cyrillic(letter)))
        }
        Script::Arabic => without_article(word).chars().for_each(|letter| sounds.push_str(arabic(letter))),
    }
    sounds
}

/// Letters that together are one sound, longest first.
const LATIN_GROUPS: &[(&str, &str)] = &[
    ("shch", "S"),
    ("tsch", "C"),
    ("sch", "S"),
    ("tch", "C"),
    ("sh", "S"),
    ("ch", "C"),
    ("zh", "Z"),
    ("kh", "g"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "c"),
    ("tz", "c"),
];

fn latin(folded: &str, sounds: &mut String) {
    let mut rest = folded;
    while let Some(letter) = rest.chars().next() {
        if let Some((group, sound)) = LATIN_GROUPS.iter().find(|(group, _)| rest.starts_with(group)) {
            sounds.push_str(sound);
            rest = &rest[group.len()..];
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        let is_soft = rest.starts_with(['e', 'i', 'y']);
        sounds.push_str(match letter {
            'a' => "A",
            'e' | 'i' | 'y' => "I",
            'o' | 'u' => "U",
            'c' if is_soft => "s",
            'c' | 'q' | 'k' => "k",
            'h' | 'g' => "g",
            'b' => "b",
            'd' => "d",
            'f' => "f",
            'j' => "J",
            'l' => "l",
            'm' => "m",
            'n' => "n",
            'p' => "p",
            'r' => "r",
            's' => "s",
            't' => "t",
            'v' => "v",
            'w' => "w",
            'x' => "ks",
            'z' => "z",
            _ => "",
        });
    }
}

/// Russian and Ukrainian letters (BGN/PCGN and the Ukrainian national system, brought to one).
fn cyrillic(letter: char) -> &'static str {
    match letter {
        'а' => "A",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'х' => "g",
        'д' => "d",
        'е' | 'є' | 'э' | 'и' | 'і' | 'ї' | 'й' | 'ы' => "I",
        'ё' => "IU",
        'ж' => "Z",
        'з' => "z",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'у' | 'ў' => "U",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ф' => "f",
        'ц' => "c",
        'ч' => "C",
        'ш' | 'щ' => "S",
        'ю' => "IU",
        'я' => "IA",
        'ј' => "J",
        _ => "",
    }
}

/// Consonants of Arabic script; long vowels and what carries them say nothing.
fn arabic(letter: char) -> &'static str {
    match letter {
        'ب' | 'پ' => "b",
        'ت' | 'ث' | 'ط' => "t",
        'ج' => "J",
        'ح' | 'خ' | 'غ' | 'ه' | 'گ' | 'ہ' => "g",
        'د' | 'ذ' | 'ض' => "d",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "Z",
        'س' | 'ص' => "s",
        'ش' => "S",
        'چ' => "C",
        'ف' | 'ڤ' => "f",
        'ق' | 'ك' | 'ک' => "k",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        _ => "",
    }
}

/// A word without the article and what is written together with it.
fn without_article(word: &str) -> &str {
    let bare = word.trim_start_matches(['و', 'ف']);
    let bare = bare.strip_prefix(['ب', 'ك']).unwrap_or(bare);
    bare.strip_prefix("ال").or_else(|| bare.strip_prefix("لل")).unwrap_or(word)
}

/// Neighbours that are alike are one.
fn merged(sounds: impl Iterator<Item = char>) -> String {
    let mut merged = String::new();
    sounds.for_each(|sound| {
        if !merged.ends_with(sound) {
            merged.push(sound);
        }
    });
    merged
}

/// For scripts with vowels.
fn voiced(sounds: &str) -> String {
    merged(sounds.chars().map(|sound| if sound == 'w' { 'v' } else { sound }))
}

/// For one without: Arabic has no p and no v.
fn consonants(sounds: &str) -> String {
    let is_heard = |sound: &char| !matches!(sound, 'A' | 'I' | 'U' | 'w');
    merged(sounds.chars().filter(is_heard).map(|sound| match sound {
        'p' => 'b',
        'v' => 'f',
        sound => sound,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a query for one word finds the other.
    fn finds(asked: &str, written: &str) -> bool {
        let keys = keys_of(written);
        let fits = |asked: &NameKey, key: &String| match asked.is_beginning {
            true => key.starts_with(&asked.token),
            false => *key == asked.token,
        };
        keys_asked_by(asked).iter().any(|asked| keys.iter().any(|key| fits(asked, key)))
    }

    #[test]
    fn names_are_found_in_the_other_scripts() {
        for (latin, others) in [
            ("Kharkiv", &["Харків", "خاركيف"][..]),
            ("Mariupol", &["Маріуполь", "Мариуполь", "ماريوبول"]),
            ("Zelensky", &["Зеленський", "Зеленский", "زيلينسكي"]),
            ("Zaporizhzhia", &["Запоріжжя"]),
            ("Donetsk", &["Донецьк", "Донецк"]),
            ("Luhansk", &["Луганськ", "Луганск"]),
            ("Odessa", &["Одеса", "Одесса"]),
            ("Mosul", &["الموصل", "Мосул"]),
            ("Idlib", &["إدلب", "Идлиб"]),
            ("Mohammed", &["محمد"]),
        ] {
            for other in others {
                assert!(finds(latin, other), "{latin} {other} {:?} {:?}", keys_asked_by(latin), keys_of(other));
                assert!(finds(other, latin), "{other} {latin} {:?} {:?}", keys_asked_by(other), keys_of(latin));
            }
        }
        assert!(finds("харків", "Kharkiv"), "a query is seldom written with capitals");
        assert!(finds("Tolmarsh", "Толмарша"), "with the ending of its case");
    }

    #[test]
    fn other_names_and_words_are_not() {
        for (asked, written) in
            [("Kharkiv", "Херсон"), ("Odesa", "Одещина"), ("Gaza", "غزل"), ("bridge", "міст"), ("Kherson", "خاركيف")]
        {
            assert!(!finds(asked, written), "{asked} {written}");
        }
        assert!(keys_of("port").is_empty(), "no name in Latin letters");
        assert!(keys_of("K7Q").is_empty() && keys_of("Vtб").is_empty(), "digits, and scripts in one word");
        assert!(!finds("Dina", "Dena"), "within a script spelling counts");
    }
}
