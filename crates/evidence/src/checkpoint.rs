//! The signed state of the log: C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint), three lines in a signed note.

use crate::note::{self, NoteError, NoteSigningKey, NoteVerifyingKey};
use crate::tree::Hash;

/// Origin, size and root of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Name of the log; the same as the name of its key.
    pub origin: String,
    /// Entries.
    pub size: u64,
    /// Root over all entries.
    pub root: Hash,
}

/// Why a checkpoint cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Its three lines.
    #[error("the signed text is not a checkpoint of three lines: origin, size, root")]
    Malformed,
    /// Another log.
    #[error("the checkpoint is of log {got}, expected {expected}")]
    OtherLog {
        /// Name of the key.
        expected: String,
        /// Origin found.
        got: String,
    },
    /// A key of this log, but not the one that signs at this size.
    #[error("a checkpoint of {size} entries is signed by key {expected} of this log; this one by key {got}")]
    ReplacedKey {
        /// Entries.
        size: u64,
        /// Id of the key that signs at this size.
        expected: String,
        /// Id of the key that signed.
        got: String,
    },
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root)
    }

    /// Reads exactly what [`Checkpoint::text`] writes; `None` for any other spelling.
    pub fn from_text(text: &str) -> Option<Checkpoint> {
        let mut lines = text.split('\n');
        let checkpoint = Checkpoint {
            origin: lines.next()?.to_owned(),
            size: lines.next()?.parse().ok()?,
            root: Hash::from_base64(lines.next()?)?,
        };
        (!checkpoint.origin.is_empty() && checkpoint.text() == text).then_some(checkpoint)
    }

    /// The checkpoint as a signed note.
    ///
    /// # Errors
    /// When the origin cannot stand in a note.
    pub fn sign(&self, key: &NoteSigningKey) -> Result<String, NoteError> {
        key.sign(&self.text())
    }

    /// What a note says, whoever signed it. To find the key that must have.
    ///
    /// # Errors
    /// When it is not a checkpoint.
    pub fn unverified(note: &[u8]) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::from_text(note::unverified_text(note)?).ok_or(CheckpointError::Malformed)
    }

    /// The checkpoint in `note` if `key` signed it and it is of the log that bears the key's name.
    ///
    /// # Errors
    /// When it is not such a note.
    pub fn open(note: &[u8], key: &NoteVerifyingKey) -> Result<Checkpoint, CheckpointError> {
        let opened = key.open(note)?;
        let checkpoint = Checkpoint::from_text(&opened.text).ok_or(CheckpointError::Malformed)?;
        if checkpoint.origin != key.name() {
            return Err(CheckpointError::OtherLog { expected: key.name().to_owned(), got: checkpoint.origin });
        }
        Ok(checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    #[test]
    fn a_checkpoint_is_three_lines_with_one_spelling() {
        let checkpoint = Checkpoint { origin: "example.org/log".to_owned(), size: 7, root: tree::empty_root() };
        let text = "example.org/log\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        assert_eq!(checkpoint.text(), text);
        assert_eq!(Checkpoint::from_text(text), Some(checkpoint));
        for other in [text.replace("\n7\n", "\n07\n"), text.replace("\n7\n", "\n+7\n"), format!("{text}more\n")] {
            assert_eq!(Checkpoint::from_text(&other), None, "{other}");
        }
    }

    #[test]
    fn a_checkpoint_of_another_log_is_refused() {
        let key = NoteSigningKey::from_seed("example.org/log", &[7; 32]).unwrap();
        let checkpoint = Checkpoint { origin: "example.org/else".to_owned(), size: 0, root: tree::empty_root() };
        let note = checkpoint.sign(&key).unwrap();
        let refused = Checkpoint::open(note.as_bytes(), &key.verifying_key());
        assert!(matches!(refused, Err(CheckpointError::OtherLog { .. })));
    }

    #[test]
    fn another_implementation_reads_our_checkpoint() {
        let checkpoint = Checkpoint { origin: "example.org/log".to_owned(), size: 7, root: tree::leaf_hash(b"x") };
        let theirs = tlog_tiles::Checkpoint::from_bytes(checkpoint.text().as_bytes()).unwrap();
        assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), ("example.org/log", 7, checkpoint.root.0));
    }
}
