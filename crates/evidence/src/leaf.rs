//! A log entry as the bytes that are hashed: compact JSON of [`model::LogEntry`] in the field order of its type, since
//! format 2 with its texts sealed ([`crate::seal`]).

use crate::seal::{self, Opening};
use model::LogEntry;

/// Longest leaf in bytes. C2SP tlog-tiles gives every entry a 16-bit length.
pub const LEAF_BYTES_MAX: usize = 65_535;

/// Why bytes are not a leaf, or an entry cannot become one.
#[derive(Debug, thiserror::Error)]
pub enum LeafError {
    /// The entry does not fit.
    #[error("the log entry takes {got_bytes} bytes, at most {LEAF_BYTES_MAX} fit; shorten its name or note")]
    TooLong {
        /// What it takes.
        got_bytes: usize,
    },
    /// Not an entry of a known kind.
    #[error("not a log entry of format 1 or 2: {0}")]
    NotAnEntry(#[from] serde_json::Error),
}

/// The leaf of `entry` with nothing sealed, as format 1 has it. The same entry gives the same bytes everywhere.
///
/// # Errors
/// [`LeafError::TooLong`] for more than [`LEAF_BYTES_MAX`] bytes.
pub fn encode(entry: &LogEntry) -> Result<Vec<u8>, LeafError> {
    let leaf = serde_json::to_vec(entry)?;
    if leaf.len() > LEAF_BYTES_MAX {
        return Err(LeafError::TooLong { got_bytes: leaf.len() });
    }
    Ok(leaf)
}

/// The entry that a leaf holds; sealed texts say [`crate::seal::NOT_SHOWN`].
///
/// # Errors
/// When the bytes are not JSON of a known entry.
pub fn decode(leaf: &[u8]) -> Result<LogEntry, LeafError> {
    match serde_json::from_slice(leaf) {
        Ok(entry) => Ok(entry),
        Err(error) => match seal::open(leaf, &Opening::default()) {
            Ok(entry) => Ok(entry),
            Err(_) => Err(error.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ItemId, OperatorClaims};

    fn captured(name: &str) -> LogEntry {
        LogEntry::Captured {
            item: ItemId::of(b"x"),
            size_bytes: 1,
            name: name.to_owned(),
            time: "2026-01-02T03:04:05Z".to_owned(),
            tool: "firsthand 0.1.0".to_owned(),
            container: None,
            container_url: None,
            container_time: None,
            claimed: OperatorClaims::default(),
        }
    }

    #[test]
    fn a_leaf_has_its_fields_in_a_fixed_order_and_comes_back_equal() {
        let leaf = encode(&captured("a.txt")).unwrap();
        let expected = "{\"entry\":\"captured\",\"item\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\",\
                        \"size_bytes\":1,\"name\":\"a.txt\",\"time\":\"2026-01-02T03:04:05Z\",\"tool\":\"firsthand 0.1.0\"}";
        assert_eq!(String::from_utf8(leaf.clone()).unwrap(), expected);
        assert_eq!(decode(&leaf).unwrap(), captured("a.txt"));
    }

    #[test]
    fn an_entry_that_does_not_fit_sixteen_bits_is_refused() {
        assert!(matches!(encode(&captured(&"n".repeat(LEAF_BYTES_MAX))), Err(LeafError::TooLong { .. })));
    }
}
