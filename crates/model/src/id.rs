//! Identities: an item is its SHA-256, everything derived has a stable id made of what it is about.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The identity of an item: the SHA-256 of its bytes, shown as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub [u8; 32]);

/// Why a text is not an [`ItemId`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemIdError {
    /// What was given.
    pub got: String,
}

impl fmt::Display for ItemIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected 64 lower-case hex digits of a SHA-256, got {:?}", self.got)
    }
}

impl std::error::Error for ItemIdError {}

impl ItemId {
    /// The identity of these bytes.
    pub fn of(bytes: &[u8]) -> ItemId {
        ItemId(Sha256::digest(bytes).into())
    }

    /// 64 lower-case hex digits.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemId({})", &self.hex()[..12])
    }
}

impl FromStr for ItemId {
    type Err = ItemIdError;

    /// Accepts one spelling only: 64 lower-case hex digits.
    fn from_str(text: &str) -> Result<ItemId, ItemIdError> {
        let refused = || ItemIdError { got: text.to_owned() };
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|d| matches!(d, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(refused());
        }
        let mut bytes = [0u8; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| refused())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| refused())?;
        }
        Ok(ItemId(bytes))
    }
}

impl Serialize for ItemId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for ItemId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ItemId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A short id that people can say aloud, such as `K7Q-03`: three letters or digits that cannot be mistaken for one
/// another, then two or more digits. It names an item inside one case only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ShortId(pub String);

impl ShortId {
    /// The short id of the `ordinal`-th item of a case (counted from 1), with three signs drawn from its hash.
    pub fn new(item: &ItemId, ordinal: u64) -> ShortId {
        // No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: over a bad phone line these pairs are one sound or one shape.
        const SIGNS: &[u8; 22] = b"34679ACDEFGHJKMNPQRTWX";
        let sign = |byte: u8| SIGNS[usize::from(byte) % SIGNS.len()] as char;
        let [a, b, c, ..] = item.0;
        ShortId(format!("{}{}{}-{ordinal:02}", sign(a), sign(b), sign(c)))
    }
}

impl fmt::Display for ShortId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An id for something derived: `prefix-` and 12 hex digits of the SHA-256 over the length-prefixed parts. The same
/// parts give the same id on every machine and in every run, so a decision can name it and survive a re-run.
pub fn stable_id(prefix: &str, parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    format!("{prefix}-{}", &hex(&digest)[..12])
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_id_has_one_spelling_only() {
        let id = ItemId::of(b"");
        assert_eq!(id.hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(id.hex().parse::<ItemId>(), Ok(id));
        assert!(id.hex().to_uppercase().parse::<ItemId>().is_err());
        assert!("e3b0".parse::<ItemId>().is_err());
    }

    #[test]
    fn a_stable_id_knows_where_its_parts_end() {
        assert_ne!(stable_id("M", &[b"ab", b"c"]), stable_id("M", &[b"a", b"bc"]));
        assert_eq!(stable_id("M", &[b"ab"]), stable_id("M", &[b"ab"]));
    }
}
