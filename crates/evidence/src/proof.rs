//! One file that proves one entry offline: `c2sp.org/tlog-proof@v1`.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::keys::{KeyError, KeyHistory, ROTATION_FIRST_LINE, ROTATIONS_BYTES_MAX};
use crate::note::{NOTE_BYTES_MAX, NoteVerifyingKey};
use crate::tree::{self, Hash, ProofError};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// First line of a proof.
const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// Most hashes a proof can need: one a level of a log of `u64` entries.
const HASHES_MAX: usize = 64;
/// Longest proof that is read, in bytes.
pub const PROOF_BYTES_MAX: usize = NOTE_BYTES_MAX + 2 * ROTATIONS_BYTES_MAX;

/// Inclusion of one entry under a signed checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TlogProof {
    /// Index of the entry, from 0.
    pub index: u64,
    /// Hashes from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
    /// Opaque data that nothing vouches for; in a log whose key was replaced the rotations, which vouch for themselves.
    pub extra: Option<Vec<u8>>,
}

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not the form of a proof.
    #[error("not a c2sp.org/tlog-proof@v1: {0}")]
    Malformed(&'static str),
    /// The checkpoint in it.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The key rotations in it.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The hashes in it.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl TlogProof {
    /// The proof as text.
    pub fn text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", STANDARD.encode(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.hashes {
            text.push_str(&format!("{hash}\n"));
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads exactly what [`TlogProof::text`] writes.
    ///
    /// # Errors
    /// For any other spelling.
    pub fn from_text(text: &str) -> Result<TlogProof, TlogProofError> {
        let malformed = TlogProofError::Malformed;
        if text.len() > PROOF_BYTES_MAX {
            return Err(malformed("it is too long"));
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(malformed("no empty line before the checkpoint"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(malformed("its first line is another"));
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            None => None,
            Some(line) => Some(STANDARD.decode(&line[6..]).map_err(|_| malformed("its extra line is not base64"))?),
        };
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).ok_or(malformed("no line `index N`"))?;
        let index = index.parse().map_err(|_| malformed("its index is not a number"))?;
        let mut hashes = Vec::new();
        for line in lines {
            hashes.push(Hash::from_base64(line).ok_or(malformed("a line is not a hash"))?);
            if hashes.len() > HASHES_MAX {
                return Err(malformed("it has too many hashes"));
            }
        }
        let proof = TlogProof { index, hashes, checkpoint: checkpoint.to_owned(), extra };
        if proof.text() != text { Err(malformed("a number is spelled unusually")) } else { Ok(proof) }
    }

    /// With the rotations of a log's keys as its extra data, so that whoever knows any of the keys can verify it.
    pub fn with_keys(self, keys: &KeyHistory) -> TlogProof {
        let text = keys.text();
        TlogProof { extra: (!text.is_empty()).then(|| text.into_bytes()), ..self }
    }

    /// The checkpoint under which `leaf` stands, if the proof leads there and it is signed by `key`, or by the key that
    /// took its place by the rotations in this proof.
    ///
    /// # Errors
    /// When signature, rotations or hashes do not hold.
    pub fn verify(&self, leaf: &[u8], key: &NoteVerifyingKey) -> Result<Checkpoint, TlogProofError> {
        let checkpoint = self.keys_since(key)?.open_checkpoint(self.checkpoint.as_bytes())?;
        let leaf = tree::leaf_hash(leaf);
        tree::verify_inclusion(leaf, self.index, checkpoint.size, &self.hashes, checkpoint.root)?;
        Ok(checkpoint)
    }

    /// `key` and what took its place, as far as this proof says.
    fn keys_since(&self, key: &NoteVerifyingKey) -> Result<KeyHistory, KeyError> {
        let extra = self.extra.as_deref().filter(|extra| extra.starts_with(ROTATION_FIRST_LINE.as_bytes()));
        let Some(extra) = extra else { return Ok(KeyHistory::new(key.clone())) };
        let text = std::str::from_utf8(extra).map_err(|_| KeyError::Malformed("it is not UTF-8"))?;
        KeyHistory::from_text(key.clone(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KeyRotation;
    use crate::note::NoteSigningKey;

    fn example() -> (TlogProof, NoteVerifyingKey) {
        let key = NoteSigningKey::from_seed("example.org/log", &[7; 32]).unwrap();
        let leaves: Vec<Hash> = [b"a", b"b", b"c"].iter().map(|leaf| tree::leaf_hash(*leaf)).collect();
        let Ok(root) = tree::root(leaves.as_slice(), 3);
        let checkpoint = Checkpoint { origin: "example.org/log".to_owned(), size: 3, root }.sign(&key).unwrap();
        let Ok(hashes) = tree::inclusion_proof(leaves.as_slice(), 1, 3);
        (TlogProof { index: 1, hashes, checkpoint, extra: None }, key.verifying_key())
    }

    #[test]
    fn a_proof_is_written_read_and_holds_for_its_leaf_only() {
        let (proof, key) = example();
        let text = proof.text();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 1\n"));
        assert_eq!(TlogProof::from_text(&text), Ok(proof.clone()));
        assert_eq!(proof.verify(b"b", &key).unwrap().size, 3);
        assert!(proof.verify(b"a", &key).is_err());
        let with_extra = TlogProof { extra: Some(b"note".to_vec()), ..proof };
        assert_eq!(TlogProof::from_text(&with_extra.text()), Ok(with_extra));
    }

    /// The example's log with another key since entry 2.
    fn rotated_example() -> (TlogProof, [NoteSigningKey; 2]) {
        let keys = [7, 8].map(|seed| NoteSigningKey::from_seed("example.org/log", &[seed; 32]).unwrap());
        let (proof, _) = example();
        let mut history = KeyHistory::new(keys[0].verifying_key());
        let rotation = KeyRotation::authorize(&keys[0], 2, tree::empty_root(), &keys[1].verifying_key()).unwrap();
        history.push(rotation.note()).unwrap();
        let checkpoint = Checkpoint::unverified(proof.checkpoint.as_bytes()).unwrap().sign(&keys[1]).unwrap();
        (TlogProof { checkpoint, ..proof }.with_keys(&history), keys)
    }

    #[test]
    fn a_proof_after_a_rotation_holds_for_whoever_knows_any_of_the_keys() {
        let (proof, keys) = rotated_example();
        for key in &keys {
            assert_eq!(proof.verify(b"b", &key.verifying_key()).unwrap().size, 3);
        }
        let without = TlogProof { extra: None, ..proof.clone() };
        assert!(without.verify(b"b", &keys[0].verifying_key()).is_err());
        // The stolen old key signs the same state again: its time is over.
        let stolen = Checkpoint::unverified(proof.checkpoint.as_bytes()).unwrap().sign(&keys[0]).unwrap();
        let stolen = TlogProof { checkpoint: stolen, ..proof };
        for key in &keys {
            assert!(stolen.verify(b"b", &key.verifying_key()).is_err());
        }
    }

    #[test]
    fn no_byte_of_a_proof_can_be_changed() {
        let (proof, key) = example();
        no_byte_can_be_changed(&proof, &key);
        let (proof, [first, _]) = rotated_example();
        no_byte_can_be_changed(&proof, &first.verifying_key());
    }

    fn no_byte_can_be_changed(proof: &TlogProof, key: &NoteVerifyingKey) {
        let text = proof.text().into_bytes();
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut other = text.clone();
                other[at] ^= 1 << bit;
                let held = String::from_utf8(other)
                    .ok()
                    .and_then(|other| TlogProof::from_text(&other).ok())
                    .and_then(|other| other.verify(b"b", key).ok());
                assert_eq!(held, None, "byte {at} bit {bit}");
            }
        }
    }
}
