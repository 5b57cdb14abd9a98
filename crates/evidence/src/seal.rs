//! Sealed fields: an entry of the log that can be proved without showing the names in it.
//!
//! In a sealed leaf every text that a person typed or a machine named stands as `{"sealed":"<commitment>"}`. The text and
//! its salt stand apart, in an [`Opening`]. Who gets leaf and proof learns that a field was filled and nothing of what it
//! says; who also gets the opening of that field can check it against the leaf. docs/design/0005 says why it is so.
//!
//! A commitment is SHA-256(salt ‖ field name ‖ 0x0A ‖ text). The salt has 128 random bits, so that a short list of
//! names cannot be tried out; the name of the field keeps one field's text from passing as another's.

use crate::leaf::{self, LEAF_BYTES_MAX, LeafError};
use model::{ItemId, LogEntry};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Length of a salt in bytes.
pub const SALT_BYTES: usize = 16;
/// What a field says whose opening is not at hand.
pub const NOT_SHOWN: &str = "(sealed, not shown)";
/// The key of the object that stands for a sealed text.
const SEALED: &str = "sealed";

/// The fields that are sealed, of each kind of entry: everything in words. A dot leads into an inner object.
const SEALED_FIELDS: &[(&str, &[&str])] = &[
    (
        "captured",
        &[
            "name",
            "container_url",
            "claimed.url",
            "claimed.received_from",
            "claimed.collected_by",
            "claimed.seen_at",
            "claimed.note",
        ],
    ),
    ("rejected", &["name", "reason"]),
    ("decided", &["what.to", "what.tag", "what.text", "why", "by"]),
    ("custody", &["text", "by"]),
    ("key_rotated", &["why", "by"]),
];

/// An entry in two halves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// What is hashed into the log.
    pub leaf: Vec<u8>,
    /// What was sealed; empty where the entry has nothing to seal.
    pub opening: Opening,
}

/// Texts of sealed fields with their salts, by field name; perhaps not of all fields.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Opening {
    /// By field name.
    pub fields: BTreeMap<String, OpenedField>,
}

/// One text and the salt that it was sealed with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedField {
    /// 32 lower-case hex digits.
    pub salt: String,
    /// The text.
    pub value: String,
}

/// Why an opening does not fit a leaf.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The leaf is none, or the entry is too long.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// The opening is no JSON of an opening, or is spelled otherwise than we write it.
    #[error("the opening is not in the one spelling that is read: {0}")]
    NotAnOpening(String),
    /// The text is not the one that was sealed.
    #[error("field {field} does not say what was sealed in the log entry")]
    Mismatch {
        /// Its name.
        field: String,
    },
    /// The leaf has no such sealed field.
    #[error("the log entry has no sealed field {field}")]
    NoSuchField {
        /// Its name.
        field: String,
    },
}

impl Opening {
    /// The one spelling: compact JSON, fields in order of their names.
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("names and texts are always JSON")
    }

    /// Reads [`Opening::text`], and nothing that is spelled otherwise.
    ///
    /// # Errors
    /// [`SealError::NotAnOpening`].
    pub fn from_text(text: &str) -> Result<Opening, SealError> {
        let opening: Opening =
            serde_json::from_str(text).map_err(|error| SealError::NotAnOpening(error.to_string()))?;
        if opening.text() == text {
            Ok(opening)
        } else {
            Err(SealError::NotAnOpening("spaces, order or escapes differ".to_owned()))
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The opening of those fields only that `shows` says yes to.
    pub fn only(&self, shows: impl Fn(&str) -> bool) -> Opening {
        let fields = self.fields.iter().filter(|(name, _)| shows(name));
        Opening { fields: fields.map(|(name, field)| (name.clone(), field.clone())).collect() }
    }
}

/// Seals `entry`; `salt` gives fresh random bytes each time.
///
/// # Errors
/// When the entry, open or sealed, takes more than [`LEAF_BYTES_MAX`] bytes.
pub fn seal<E: From<LeafError>>(
    entry: &LogEntry,
    mut salt: impl FnMut() -> Result<[u8; SALT_BYTES], E>,
) -> Result<Sealed, E> {
    // The open form must fit, too: whoever opens an entry gets one that could have been logged.
    let mut value: Value = serde_json::from_slice(&leaf::encode(entry)?).map_err(LeafError::from)?;
    let mut opening = Opening::default();
    for name in sealed_fields(&value) {
        let Some(place) = field_mut(&mut value, name) else { continue };
        let Value::String(text) = place else { continue };
        let salt = hex(&salt()?);
        let text = std::mem::take(text);
        *place = sealed_value(&commitment(&salt, name, &text));
        opening.fields.insert((*name).to_owned(), OpenedField { salt, value: text });
    }
    let leaf = serde_json::to_vec(&value).map_err(LeafError::from)?;
    if leaf.len() > LEAF_BYTES_MAX {
        return Err(LeafError::TooLong { got_bytes: leaf.len() }.into());
    }
    Ok(Sealed { leaf, opening })
}

/// The entry of a leaf with the fields filled that `opening` has; each of them is checked. Fields without an opening
/// say [`NOT_SHOWN`].
///
/// # Errors
/// When the leaf is none or the opening does not fit it.
pub fn open(leaf: &[u8], opening: &Opening) -> Result<LogEntry, SealError> {
    let mut value: Value = serde_json::from_slice(leaf).map_err(LeafError::from)?;
    for (name, field) in &opening.fields {
        let is_field = sealed_fields(&value).contains(&name.as_str());
        let place = field_mut(&mut value, name).filter(|_| is_field);
        let place = place.filter(|place| sealed_commitment(place).is_some());
        let place = place.ok_or_else(|| SealError::NoSuchField { field: name.clone() })?;
        if sealed_commitment(place) != Some(commitment(&field.salt, name, &field.value).as_str()) {
            return Err(SealError::Mismatch { field: name.clone() });
        }
        *place = Value::String(field.value.clone());
    }
    hide_the_rest(&mut value);
    Ok(serde_json::from_value(value).map_err(LeafError::from)?)
}

/// Names of the fields of a leaf that are sealed, in the order of its kind. Empty for a leaf that shows everything.
///
/// # Errors
/// When the bytes are not JSON.
pub fn sealed_in(leaf: &[u8]) -> Result<Vec<&'static str>, LeafError> {
    let mut value: Value = serde_json::from_slice(leaf)?;
    let names = sealed_fields(&value).iter().copied();
    Ok(names
        .filter(|name| field_mut(&mut value, name).is_some_and(|place| sealed_commitment(place).is_some()))
        .collect())
}

/// The commitment to a text, 64 lower-case hex digits; a salt that is not 32 lower-case hex digits commits to nothing.
fn commitment(salt_hex: &str, name: &str, text: &str) -> String {
    let Some(salt) = unhex(salt_hex) else { return String::new() };
    ItemId::of(&[salt.as_slice(), name.as_bytes(), b"\n", text.as_bytes()].concat()).hex()
}

fn sealed_value(commitment: &str) -> Value {
    Value::Object(Map::from_iter([(SEALED.to_owned(), Value::String(commitment.to_owned()))]))
}

fn sealed_commitment(value: &Value) -> Option<&str> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get(SEALED)?.as_str()
}

fn sealed_fields(entry: &Value) -> &'static [&'static str] {
    let kind = entry.get("entry").and_then(Value::as_str).unwrap_or_default();
    SEALED_FIELDS.iter().find(|(of_kind, _)| *of_kind == kind).map_or(&[], |(_, fields)| fields)
}

fn field_mut<'v>(entry: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    name.split('.').try_fold(entry, |value, part| value.get_mut(part))
}

fn hide_the_rest(entry: &mut Value) {
    for name in sealed_fields(entry) {
        if let Some(place) = field_mut(entry, name).filter(|place| sealed_commitment(place).is_some()) {
            *place = Value::String(NOT_SHOWN.to_owned());
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |sign: u8| match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'a'..=b'f' => Some(sign - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != SALT_BYTES || !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{CustodyEvent, CustodyKind, OperatorClaims};

    fn captured() -> LogEntry {
        LogEntry::Captured {
            item: ItemId::of(b"x"),
            size_bytes: 1,
            name: "folder/a.txt".to_owned(),
            time: "2026-01-02T03:04:05Z".to_owned(),
            tool: "firsthand 0.1.0".to_owned(),
            container: None,
            container_url: None,
            container_time: None,
            claimed: OperatorClaims { received_from: Some("Amina".to_owned()), ..OperatorClaims::default() },
        }
    }

    fn sealed(entry: &LogEntry) -> Sealed {
        let mut count = 0;
        seal(entry, || -> Result<_, LeafError> {
            count += 1;
            Ok([count; SALT_BYTES])
        })
        .unwrap()
    }

    #[test]
    fn a_sealed_leaf_shows_no_text_and_comes_back_with_its_opening() {
        let sealed = sealed(&captured());
        let leaf = String::from_utf8(sealed.leaf.clone()).unwrap();
        assert!(!leaf.contains("Amina") && !leaf.contains("a.txt") && leaf.contains("2026-01-02T03:04:05Z"), "{leaf}");
        assert_eq!(open(&sealed.leaf, &sealed.opening).unwrap(), captured());
        assert_eq!(sealed_in(&sealed.leaf).unwrap(), ["name", "claimed.received_from"]);
        let text = sealed.opening.text();
        assert_eq!(Opening::from_text(&text).unwrap(), sealed.opening);
        assert!(Opening::from_text(&format!(" {text}")).is_err());
    }

    #[test]
    fn one_field_can_be_shown_and_the_other_stays_sealed() {
        let sealed = sealed(&captured());
        let shown = sealed.opening.only(|name| name == "name");
        let LogEntry::Captured { name, claimed, item, .. } = open(&sealed.leaf, &shown).unwrap() else { panic!() };
        assert_eq!((name.as_str(), claimed.received_from.as_deref()), ("folder/a.txt", Some(NOT_SHOWN)));
        assert_eq!(item, ItemId::of(b"x"));
        assert!(matches!(leaf::decode(&sealed.leaf).unwrap(), LogEntry::Captured { name, .. } if name == NOT_SHOWN));
    }

    #[test]
    fn another_text_another_salt_or_another_field_is_found() {
        let sealed = sealed(&captured());
        let changed = |change: &dyn Fn(&mut Opening)| {
            let mut opening = sealed.opening.clone();
            change(&mut opening);
            open(&sealed.leaf, &opening)
        };
        let field = |opening: &mut Opening, change: &dyn Fn(&mut OpenedField)| {
            change(opening.fields.get_mut("claimed.received_from").unwrap());
        };
        assert!(changed(&|opening| field(opening, &|one| one.value.push('h'))).is_err());
        assert!(changed(&|opening| field(opening, &|one| one.salt = "02".repeat(15) + "03")).is_err());
        assert!(changed(&|opening| field(opening, &|one| one.salt = one.salt.to_uppercase() + "g")).is_err());
        assert!(
            changed(&|opening| {
                let name = opening.fields["name"].clone();
                opening.fields.insert("claimed.received_from".to_owned(), name);
            })
            .is_err()
        );
        for field in ["claimed.note", "time", "item", "nonsense", "claimed"] {
            let added = changed(&|opening| {
                let name = opening.fields["name"].clone();
                opening.fields.insert(field.to_owned(), name);
            });
            assert!(matches!(added, Err(SealError::NoSuchField { .. })), "{field}");
        }
    }

    #[test]
    fn equal_texts_have_different_commitments_and_an_entry_of_format_1_has_none() {
        let event = LogEntry::Custody(CustodyEvent {
            what: CustodyKind::Transferred,
            items: vec![ItemId::of(b"x")],
            text: "same".to_owned(),
            by: "same".to_owned(),
            time: "2026-01-02T03:04:05Z".to_owned(),
            tool: "firsthand 0.1.0".to_owned(),
        });
        let sealed = sealed(&event);
        let value: Value = serde_json::from_slice(&sealed.leaf).unwrap();
        assert_ne!(value["text"], value["by"]);
        let plain = leaf::encode(&captured()).unwrap();
        assert!(sealed_in(&plain).unwrap().is_empty());
        assert_eq!(open(&plain, &Opening::default()).unwrap(), captured());
    }
}
