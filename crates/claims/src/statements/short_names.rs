//! Short names read in the light of the long ones of the same text: "Dorn" after "Ilka Dorn", "the brigade" after "the
//! Avonlea Fire Brigade". A short name is lengthened only when the text holds exactly one long name that ends with it.

use model::Statement;
use std::collections::{BTreeMap, BTreeSet};

/// Longer names are rather two names side by side.
const NAME_WORDS_AT_MOST: usize = 5;

/// Lengthens the speakers of `statements`, which all stand in `text`, where the text itself gives the long name.
pub(crate) fn lengthen(text: &str, statements: &mut [Statement]) {
    let short: BTreeSet<String> =
        statements.iter().filter_map(|one| one.speaker.as_deref()).filter_map(key_of).collect();
    if short.is_empty() {
        return;
    }
    let long = long_names(text, &short);
    let roles: BTreeMap<String, String> = statements.iter().filter_map(speaker_with_role).collect();
    for statement in statements {
        let Some(name) = statement.speaker.as_deref().and_then(key_of).and_then(|key| long.get(&key)) else { continue };
        if let Some(link) = statement.chain.last_mut().filter(|link| Some(&link.name) == statement.speaker.as_ref()) {
            link.name = name.clone();
            link.role = roles.get(name).cloned().unwrap_or_else(|| link.role.clone());
        }
        statement.speaker = Some(name.clone());
    }
}

/// A name of one word, lower-cased; `None` for longer ones, which say enough by themselves.
fn key_of(name: &str) -> Option<String> {
    let is_one_word = !name.is_empty() && name.chars().all(|sign| sign.is_alphabetic());
    is_one_word.then(|| name.to_lowercase())
}

fn speaker_with_role(statement: &Statement) -> Option<(String, String)> {
    let link = statement.chain.last()?;
    (Some(&link.name) == statement.speaker.as_ref()).then(|| (link.name.clone(), link.role.clone()))
}

/// For each short name the one long name in `text` that ends with it, in its first spelling; none where there are two.
fn long_names(text: &str, short: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut run: Vec<&str> = Vec::new();
    for word in text.split(' ') {
        let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let opens = word.starts_with(|sign: char| !sign.is_alphanumeric());
        let is_capital = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().all(|sign| sign.is_alphabetic() || sign == '-');
        if opens || !is_capital {
            run.clear();
        }
        if is_capital {
            run.push(bare);
            let key = bare.to_lowercase();
            let name = without_leading_article(&run);
            if short.contains(&key) && (2..=NAME_WORDS_AT_MOST).contains(&name.len()) {
                let name = name.join(" ");
                found.entry(key).or_default().entry(name.to_lowercase()).or_insert(name);
            }
        }
        if !word.ends_with(bare) || bare.is_empty() {
            run.clear();
        }
    }
    found.into_iter().filter_map(|(key, names)| only_one(names).map(|name| (key, name))).collect()
}

fn without_leading_article<'r, 't>(run: &'r [&'t str]) -> &'r [&'t str] {
    match run {
        ["The" | "A" | "An", rest @ ..] => rest,
        whole => whole,
    }
}

fn only_one(names: BTreeMap<String, String>) -> Option<String> {
    let mut names = names.into_values();
    names.next().filter(|_| names.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, short: &str, expected: Option<&str>) {
        let long = long_names(text, &BTreeSet::from([short.to_owned()]));
        assert_eq!(long.get(short).map(String::as_str), expected, "{text}");
    }

    #[test]
    fn a_surname_is_lengthened_by_the_full_name_of_the_same_text() {
        check("Marta Quill, a nurse, arrived. Quill said no.", "quill", Some("Marta Quill"));
        check("Marta Quill and Piet Quill arrived.", "quill", None);
        check("Quill said no.", "quill", None);
    }

    #[test]
    fn the_kind_of_a_body_is_lengthened_by_its_full_name() {
        check("The Avonlea Fire Brigade came. The brigade said so.", "brigade", Some("Avonlea Fire Brigade"));
        check("The Avonlea Fire Brigade and the Denholm Fire Brigade came.", "brigade", None);
    }

    #[test]
    fn a_name_ends_at_a_comma_or_a_quotation_mark() {
        check("On Monday, Quill came. “Marta” Quill said.", "quill", None);
    }
}
