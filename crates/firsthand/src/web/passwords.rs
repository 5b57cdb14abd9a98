//! Passwords: which are taken, and what is kept of them.
//!
//! OWASP ASVS 5.0: 6.2.1 (length), 6.2.4 (none of those that are tried first), 6.2.5 (no rule about kinds of signs), 6.2.9 (64
//! signs and more), 6.2.11 (no words of the place), 11.4.2 (how it is kept).

use super::people::random;
use anyhow::{Result, bail};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Shorter passwords are refused; 15 and more are advised on the page.
pub const SIGNS_AT_LEAST: usize = 10;
/// Longer ones are refused, so that hashing one costs no more than hashing another; 64 signs of any script fit.
const BYTES_AT_MOST: usize = 256;
/// Argon2id with 19 MiB and two passes, as the OWASP password storage cheat sheet gives it.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// What stands in the place of a password that nobody set: it is compared, too, and never right.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$Zmlyc3RoYW5kZmlyc3Q$0000000000000000000000000000000000000000000";

/// Words of which common passwords are made. The file is our own.
static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("common_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});
/// Ways over the keys, and rows that people know by heart; each also backwards.
const WALKS: [&str; 18] = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1qazxsw23edcvfr4",
    "zaq1xsw2cde3vfr4",
    "qawsedrftgyhujikolp",
    "azsxdcfvgbhnjmk",
    "qweasdzxc",
    "qpwoeiruty",
    "azertyuiop",
    "qwertzuiop",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
];
/// The same keys with Latin and with Cyrillic letters: a Russian word typed on Latin keys is tried first as well.
const LATIN_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
/// Signs that stand for letters, and the letters.
const STAND_INS: [(char, char); 11] = [
    ('0', 'o'),
    ('1', 'i'),
    ('3', 'e'),
    ('4', 'a'),
    ('5', 's'),
    ('7', 't'),
    ('9', 'g'),
    ('@', 'a'),
    ('$', 's'),
    ('!', 'i'),
    ('|', 'l'),
];
/// Of so few different signs no password is made.
const DIFFERENT_SIGNS_AT_LEAST: usize = 4;
/// Signs beside words, digits and walks that make nothing better.
const LOOSE_SIGNS: usize = 2;
/// Under so many signs three common words are no sentence yet; from there on two are not.
const SENTENCE_SIGNS: usize = 15;

/// What is kept of a password.
///
/// # Errors
/// When it is too short, too long or one of those that are tried first for somebody of this name, or the machine gives no
/// randomness.
pub fn hash_of(password: &str, name: &str) -> Result<String> {
    let signs = password.chars().count();
    if signs < SIGNS_AT_LEAST || password.len() > BYTES_AT_MOST {
        bail!("a password has {SIGNS_AT_LEAST} signs or more; a sentence is best");
    }
    if is_tried_first(password, name) {
        bail!("this password is one of those that are tried first");
    }
    let salt = SaltString::encode_b64(&random()?).map_err(|error| anyhow::anyhow!("making a salt: {error}"))?;
    let hash = hasher().hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(|error| anyhow::anyhow!("hashing the password: {error}"))?.to_string())
}

/// Whether it is the password of which `kept` was kept. Where there is none it takes as long and is not.
pub fn is_right(password: &str, kept: Option<&str>) -> bool {
    let known = PasswordHash::new(kept.unwrap_or(NOBODYS)).ok();
    known.is_some_and(|known| hasher().verify_password(password.as_bytes(), &known).is_ok()) && kept.is_some()
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Whether it is one of the passwords that are tried first: nothing but a common word or two, digits, walks over the keys and
/// a sign more, also with signs that stand for letters, typed on the keys of the other script, or one thing again and again.
///
/// A rule instead of a list: it makes millions where lists of leaked passwords hold thousands. Of the 1,090 passwords of ten
/// signs and more among the 30,000 most common ones of the zxcvbn project it refuses 661 (2026-11-26); what is left of those
/// are names and words of one person each.
fn is_tried_first(password: &str, name: &str) -> bool {
    let password = password.to_lowercase();
    let name = name.to_lowercase();
    let of_name: Vec<&str> = name.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let letters =
        |sign: char| STAND_INS.iter().find(|(stand_in, _)| *stand_in == sign).map_or(sign, |(_, letter)| *letter);
    let keys = |sign: char| {
        let key = LATIN_KEYS.chars().position(|key| key == sign);
        key.and_then(|key| CYRILLIC_KEYS.chars().nth(key)).unwrap_or(sign)
    };
    let signs: Vec<char> = password.chars().collect();
    let as_letters = signs.iter().copied().map(letters).collect::<Vec<char>>();
    let as_other_keys = signs.iter().copied().map(keys).collect::<Vec<char>>();
    [&signs, &as_letters, &as_other_keys].into_iter().any(|read| Read { signs: &signs, read }.is_common(&of_name))
}

/// A password with one way to read it, sign by sign.
#[derive(Clone, Copy)]
struct Read<'p> {
    /// As it is: digits and walks are looked for in it.
    signs: &'p [char],
    /// As it may be meant: words are looked for in it.
    read: &'p [char],
}

impl Read<'_> {
    fn is_common(self, of_name: &[&str]) -> bool {
        let signs = self.signs;
        let n_different = signs.iter().collect::<BTreeSet<_>>().len();
        let again_and_again = (1..=signs.len() / 2)
            .filter(|length| signs.chunks(*length).all(|part| part == &signs[..*length]))
            .any(|length| length <= DIFFERENT_SIGNS_AT_LEAST || self.first(length).is_made_of_common(of_name));
        n_different < DIFFERENT_SIGNS_AT_LEAST
            || again_and_again
            || self.is_made_of_common(of_name)
            || (0..2).all(|first| is_row(&signs.iter().skip(first).step_by(2).collect::<String>()))
    }

    fn first(self, n_signs: usize) -> Self {
        Read { signs: &self.signs[..n_signs], read: &self.read[..n_signs] }
    }

    /// Whether it is common words, digits and walks one after the other, with few loose signs between.
    fn is_made_of_common(self, of_name: &[&str]) -> bool {
        let n_signs = self.signs.len();
        let words_at_most = if n_signs < SENTENCE_SIGNS { 3 } else { 2 };
        // Ways to reach each place: words and loose signs used on it.
        let mut ways: Vec<BTreeSet<(usize, usize)>> = vec![BTreeSet::new(); n_signs + 1];
        ways[0].insert((0, 0));
        for from in 0..n_signs {
            let (until_here, behind) = ways.split_at_mut(from + 1);
            let here = std::mem::take(&mut until_here[from]);
            if here.is_empty() {
                continue;
            }
            for (length, way) in (1..).zip(behind.iter_mut()) {
                let part: String = self.signs[from..from + length].iter().collect();
                if is_digits(&part) || is_walk(&part) {
                    way.extend(&here);
                }
                let word: String = self.read[from..from + length].iter().collect();
                if WORDS.contains(word.as_str()) || of_name.contains(&word.as_str()) {
                    let further = here.iter().filter(|(words, _)| *words < words_at_most);
                    way.extend(further.map(|(words, loose)| (words + 1, *loose)));
                }
            }
            let further = here.iter().filter(|(_, loose)| *loose < LOOSE_SIGNS);
            behind[0].extend(further.map(|(words, loose)| (*words, loose + 1)));
        }
        !ways[n_signs].is_empty()
    }
}

/// Digits, one sign again and again, or a walk.
fn is_row(text: &str) -> bool {
    let mut signs = text.chars();
    let first = signs.next();
    is_digits(text) || signs.all(|sign| Some(sign) == first) || is_walk(text)
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_digit())
}

fn is_walk(text: &str) -> bool {
    let backwards: String = text.chars().rev().collect();
    text.chars().count() >= 3 && WALKS.iter().any(|walk| walk.contains(text) || walk.contains(&backwards))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_that_are_tried_first_are_refused() {
        for common in [
            "password123",
            "Passw0rd2024!",
            "P@ssword12",
            "1234567890",
            "qwertyuiop",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "zaq1xsw2cde3",
            "iloveyou123",
            "letmein1234",
            "Administrator",
            "welcome2026",
            "Summer2026!",
            "aaaaaaaaaa",
            "abcabcabcabc",
            "qwerty12345",
            "dragonmonkey",
            "manchester1",
            "liverpool99",
            "superman007",
            "0987654321q",
            "asdfghjkl123",
            "q1q1q1q1q1",
            "gfhjkmgfhjkm",
            "ghbdtn12345",
            "пароль12345",
            "солнышко2020",
            "azertyuiop",
            "changeme2026",
            "firsthand1",
            "evidence2026",
            "112233445566",
            "trustnoone1",
            "realmadrid1",
            "мамамамама1",
            "ukraine2022",
            "palestine2023",
            "habibi12345",
        ] {
            assert!(is_tried_first(common, ""), "{common}");
        }
    }

    #[test]
    fn one_word_list_makes_more_than_the_three_thousand_that_are_asked_for() {
        let endings = ["1234", "2024", "2025", "2026!", "12345", "123456"];
        let words: Vec<&&str> = WORDS.iter().filter(|word| word.chars().count() >= 6).collect();
        let made = words.iter().flat_map(|word| endings.map(|ending| format!("{word}{ending}")));
        let refused: BTreeSet<String> = made.filter(|one| hash_of(one, "").is_err()).collect();
        assert!(refused.len() > 3_000, "{}", refused.len());
    }

    #[test]
    fn a_sentence_and_a_random_password_are_taken() {
        for own in [
            "the ferry left at noon",
            "correct horse battery staple",
            "xk7#pQ92mL",
            "kqzjxvbnwtrm",
            "river-lamp-quartz",
            "Паром ушёл в полдень",
            "العبارة غادرت ظهرا",
        ] {
            assert!(hash_of(own, "Ana Ruiz").is_ok(), "{own}");
        }
    }

    #[test]
    fn the_own_name_with_digits_is_refused_for_its_owner() {
        assert!(hash_of("tamsinvale77", "Tamsin Vale").is_err());
        assert!(hash_of("tamsinvale77", "Bo").is_ok());
    }

    #[test]
    fn any_signs_will_do_from_ten_to_at_least_sixty_four() {
        assert!(hash_of("xk7#pQ92m", "").is_err(), "nine");
        for (sign, other) in [('k', 'v'), ('ф', 'щ'), ('ع', 'ق'), ('🌊', '🪁')] {
            let long: String =
                (0..64).map(|n| if (n * n / 3) % 2 == 0 { sign } else { other }).chain(['x', 'й', '7']).collect();
            let long: String = long.chars().skip(3).collect();
            assert_eq!(long.chars().count(), 64);
            let fits = hash_of(&long, "");
            assert!(fits.is_ok() || long.chars().collect::<BTreeSet<_>>().len() < DIFFERENT_SIGNS_AT_LEAST, "{long}");
            assert!(is_right(&long, Some(&fits.expect("it is taken"))));
        }
        assert!(hash_of(&"kv qx".repeat(60), "").is_err(), "longer than is hashed");
    }
}
