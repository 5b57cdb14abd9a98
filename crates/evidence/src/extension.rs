//! Whether a log goes on from an earlier checkpoint of it: nothing taken back, no second log beside it.
//!
//! The proof as text is the body of `add-checkpoint` of C2SP tlog-witness (c2sp.org/tlog-witness): the same file convinces a
//! reader and asks a witness for its cosignature.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::keys::KeyHistory;
use crate::note::NOTE_BYTES_MAX;
use crate::tree::{self, Hash, ProofError};

/// Most hashes of a consistency proof: C2SP tlog-witness allows no more.
const HASHES_MAX: usize = 63;
/// Longest proof that is read, in bytes.
pub const CONSISTENCY_BYTES_MAX: usize = NOTE_BYTES_MAX + 4096;

/// That the log of a signed checkpoint begins with the log of `old_size` entries that somebody knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsistencyProof {
    /// Entries of the earlier log.
    pub old_size: u64,
    /// Hashes, RFC 9162 section 2.1.4.
    pub hashes: Vec<Hash>,
    /// The later signed checkpoint, verbatim.
    pub checkpoint: String,
}

/// Why a log is not shown to go on from an earlier checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionError {
    /// The earlier checkpoint is of something else.
    #[error("the earlier checkpoint is of another log: {got}, this one is {expected}")]
    OtherLog {
        /// Origin of this log.
        expected: String,
        /// Origin in the earlier checkpoint.
        got: String,
    },
    /// It cannot be read, or no key of this log signed it.
    #[error("the earlier checkpoint: {0}")]
    Earlier(#[source] CheckpointError),
    /// The later checkpoint in the proof.
    #[error("the later checkpoint: {0}")]
    Later(#[source] CheckpointError),
    /// Entries went.
    #[error(
        "this log has {now} entries, the earlier checkpoint has {earlier}: it was cut, set back to an older copy, or is \
         an older state"
    )]
    Shorter {
        /// Entries now.
        now: u64,
        /// Entries then.
        earlier: u64,
    },
    /// Two logs of one key.
    #[error(
        "the earlier checkpoint has {size} entries too, but others: this log and the one you knew are two (a fork); \
         root then {earlier}, now {now}"
    )]
    Fork {
        /// Entries of both.
        size: u64,
        /// Root then.
        earlier: Hash,
        /// Root now.
        now: Hash,
    },
    /// The first entries are others.
    #[error(
        "the first {earlier} of these {now} entries are not those of the earlier checkpoint: this log does not go on from \
         the one you knew ({reason})"
    )]
    NotExtension {
        /// Entries then.
        earlier: u64,
        /// Entries now.
        now: u64,
        /// What the proof leads to.
        reason: ProofError,
    },
    /// There is nothing to show it with.
    #[error("{0}")]
    NoProof(String),
    /// Not the form of a proof.
    #[error("not a consistency proof: {0}")]
    Malformed(&'static str),
}

/// The earlier checkpoint in `earlier_note`, if the log of `now` goes on from it. `keys` are those of the log now; `prove`
/// gives the hashes between the two sizes when they are needed.
///
/// # Errors
/// What does not fit.
pub fn check_extension(
    keys: &KeyHistory,
    now: &Checkpoint,
    earlier_note: &[u8],
    prove: impl FnOnce(u64, u64) -> Result<Vec<Hash>, String>,
) -> Result<Checkpoint, ExtensionError> {
    let said = Checkpoint::unverified(earlier_note).map_err(ExtensionError::Earlier)?;
    if said.origin != now.origin {
        return Err(ExtensionError::OtherLog { expected: now.origin.clone(), got: said.origin });
    }
    let earlier = match keys.up_to(now.size).open_checkpoint(earlier_note) {
        // A log that was set back may not know the key any more.
        Err(_) if said.size > now.size => {
            return Err(ExtensionError::Shorter { now: now.size, earlier: said.size });
        }
        opened => opened.map_err(ExtensionError::Earlier)?,
    };
    if earlier.size > now.size {
        return Err(ExtensionError::Shorter { now: now.size, earlier: earlier.size });
    }
    if earlier.size == now.size {
        let same = earlier.root == now.root;
        let fork = ExtensionError::Fork { size: now.size, earlier: earlier.root, now: now.root };
        return if same { Ok(earlier) } else { Err(fork) };
    }
    let proof = prove(earlier.size, now.size).map_err(ExtensionError::NoProof)?;
    tree::verify_consistency(earlier.size, earlier.root, now.size, now.root, &proof)
        .map_err(|reason| ExtensionError::NotExtension { earlier: earlier.size, now: now.size, reason })?;
    Ok(earlier)
}

impl ConsistencyProof {
    /// The proof as text.
    pub fn text(&self) -> String {
        let mut text = format!("old {}\n", self.old_size);
        for hash in &self.hashes {
            text.push_str(&format!("{hash}\n"));
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads exactly what [`ConsistencyProof::text`] writes.
    ///
    /// # Errors
    /// For any other spelling.
    pub fn from_text(text: &str) -> Result<ConsistencyProof, ExtensionError> {
        let malformed = ExtensionError::Malformed;
        if text.len() > CONSISTENCY_BYTES_MAX {
            return Err(malformed("it is too long"));
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(malformed("no empty line before the checkpoint"))?;
        let mut lines = head.split('\n');
        let old_size = lines.next().and_then(|line| line.strip_prefix("old ")).ok_or(malformed("no line `old N`"))?;
        let old_size = old_size.parse().map_err(|_| malformed("its old size is not a number"))?;
        let hashes: Option<Vec<Hash>> = lines.map(Hash::from_base64).collect();
        let hashes = hashes.ok_or(malformed("a line is not a hash"))?;
        if hashes.len() > HASHES_MAX {
            return Err(malformed("it has too many hashes"));
        }
        let proof = ConsistencyProof { old_size, hashes, checkpoint: checkpoint.to_owned() };
        if proof.text() == text { Ok(proof) } else { Err(malformed("a number is spelled unusually")) }
    }

    /// The later checkpoint, if it is signed by the log's key and goes on from the earlier one.
    ///
    /// # Errors
    /// What does not fit.
    pub fn verify(&self, keys: &KeyHistory, earlier_note: &[u8]) -> Result<Checkpoint, ExtensionError> {
        let later = keys.open_checkpoint(self.checkpoint.as_bytes()).map_err(ExtensionError::Later)?;
        check_extension(keys, &later, earlier_note, |old_size, _| self.hashes_from(old_size))?;
        Ok(later)
    }

    /// The hashes, for a proof from this size on.
    ///
    /// # Errors
    /// When they are from another.
    pub fn hashes_from(&self, old_size: u64) -> Result<Vec<Hash>, String> {
        if self.old_size == old_size {
            return Ok(self.hashes.clone());
        }
        Err(format!("the consistency proof goes from {} entries, the earlier checkpoint has {old_size}", self.old_size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KeyRotation;
    use crate::note::NoteSigningKey;

    const ORIGIN: &str = "firsthand-case/00ff";

    fn key(seed: u8) -> NoteSigningKey {
        NoteSigningKey::from_seed(ORIGIN, &[seed; 32]).unwrap()
    }

    fn leaves(size: u64, salt: &str) -> Vec<Hash> {
        (0..size).map(|index| tree::leaf_hash(format!("{salt}{index}").as_bytes())).collect()
    }

    fn signed(size: u64, salt: &str, seed: u8) -> (Checkpoint, String) {
        let Ok(root) = tree::root(leaves(size, salt).as_slice(), size);
        let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size, root };
        let note = checkpoint.sign(&key(seed)).unwrap();
        (checkpoint, note)
    }

    fn keys() -> KeyHistory {
        KeyHistory::new(key(1).verifying_key())
    }

    fn proof(old_size: u64, size: u64) -> ConsistencyProof {
        let Ok(hashes) = tree::consistency_proof(leaves(size, "a").as_slice(), old_size, size);
        ConsistencyProof { old_size, hashes, checkpoint: signed(size, "a", 1).1 }
    }

    #[test]
    fn a_proof_between_any_two_sizes_is_written_read_and_holds() {
        for size in 1..20 {
            for old_size in 0..=size {
                let proof = proof(old_size, size);
                assert_eq!(ConsistencyProof::from_text(&proof.text()), Ok(proof.clone()));
                let earlier = signed(old_size, "a", 1).1;
                assert_eq!(proof.verify(&keys(), earlier.as_bytes()).unwrap().size, size, "from {old_size}");
                if (1..size).contains(&old_size) {
                    let other = signed(old_size, "b", 1).1;
                    let refused = proof.verify(&keys(), other.as_bytes());
                    assert!(matches!(refused, Err(ExtensionError::NotExtension { .. })), "{old_size} of {size}");
                }
            }
        }
    }

    #[test]
    fn shorter_forked_foreign_and_stolen_are_told_apart() {
        let (now, _) = signed(7, "a", 1);
        let refused = |note: &str| {
            let prove = |old_size, size| Ok(proof(old_size, size).hashes);
            check_extension(&keys(), &now, note.as_bytes(), prove).unwrap_err()
        };
        assert_eq!(refused(&signed(9, "a", 1).1), ExtensionError::Shorter { now: 7, earlier: 9 });
        assert_eq!(refused(&signed(9, "a", 2).1), ExtensionError::Shorter { now: 7, earlier: 9 });
        assert!(matches!(refused(&signed(7, "b", 1).1), ExtensionError::Fork { size: 7, .. }));
        assert!(matches!(refused(&signed(5, "b", 1).1), ExtensionError::NotExtension { earlier: 5, now: 7, .. }));
        assert!(matches!(refused(&signed(5, "a", 2).1), ExtensionError::Earlier(CheckpointError::Note(_))));
        let other = NoteSigningKey::from_seed("firsthand-case/11", &[1; 32]).unwrap();
        let foreign = Checkpoint { origin: "firsthand-case/11".to_owned(), ..now.clone() }.sign(&other).unwrap();
        assert!(matches!(refused(&foreign), ExtensionError::OtherLog { .. }));
        let no_proof = check_extension(&keys(), &now, signed(5, "a", 1).1.as_bytes(), |_, _| Err("none".to_owned()));
        assert_eq!(no_proof, Err(ExtensionError::NoProof("none".to_owned())));
    }

    #[test]
    fn a_checkpoint_by_a_replaced_key_is_extended_as_far_as_its_time_goes() {
        let mut keys = keys();
        let Ok(root) = tree::root(leaves(5, "a").as_slice(), 5);
        keys.push(KeyRotation::authorize(&key(1), 5, root, &key(2).verifying_key()).unwrap().note()).unwrap();
        let (now, _) = signed(8, "a", 2);
        let check = |note: &str| {
            check_extension(&keys, &now, note.as_bytes(), |old_size, size| Ok(proof(old_size, size).hashes))
        };
        assert!(check(&signed(5, "a", 1).1).is_ok());
        assert!(check(&signed(6, "a", 2).1).is_ok());
        let stolen = check(&signed(6, "a", 1).1);
        assert!(matches!(stolen, Err(ExtensionError::Earlier(CheckpointError::ReplacedKey { .. }))));
    }

    #[test]
    fn no_byte_of_a_consistency_proof_can_be_changed() {
        let (text, earlier) = (proof(5, 11).text().into_bytes(), signed(5, "a", 1).1);
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut other = text.clone();
                other[at] ^= 1 << bit;
                let read = String::from_utf8(other).ok().and_then(|other| ConsistencyProof::from_text(&other).ok());
                let held = read.and_then(|other| other.verify(&keys(), earlier.as_bytes()).ok());
                assert_eq!(held, None, "byte {at} bit {bit}");
            }
        }
    }
}
