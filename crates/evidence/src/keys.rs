//! The keys of a log: the first, and how each later one took its place.
//!
//! A rotation is a note that the key so far signs: it names the new key and the very state of the log that it takes over
//! from. It stands in the log as an entry, so checkpoints with fewer entries are the old key's and all later ones the new
//! key's. Whoever steals a replaced key can sign nothing that follows the rotation.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{self, NoteError, NoteSigningKey, NoteVerifyingKey};
use crate::tree::Hash;

/// Most rotations of one log. Their notes must fit into the `extra` line of a proof.
pub const ROTATIONS_MAX: usize = 100;
/// Longest text of rotations that is read, in bytes.
pub const ROTATIONS_BYTES_MAX: usize = 65_536;
/// First line of the note of a rotation. No checkpoint begins so, and the list of a bundle does not either.
pub const ROTATION_FIRST_LINE: &str = "firsthand-key-rotation/1";
/// Lines of such a note: five of text, the empty one, one signature.
const ROTATION_LINES: usize = 7;

/// Why keys do not follow from each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the form of a rotation.
    #[error("not a key rotation: {0}")]
    Malformed(&'static str),
    /// Its signature, or a key in it.
    #[error("a key rotation does not hold: {0}")]
    Note(#[from] NoteError),
    /// It is of another log.
    #[error("a key rotation is of log {got}, expected {expected}")]
    OtherLog {
        /// Name of the first key.
        expected: String,
        /// Name in the note.
        got: String,
    },
    /// Its place in the log cannot be.
    #[error("a key rotation says that it is entry {index}, which does not follow what was before")]
    OutOfOrder {
        /// Place in the note.
        index: u64,
    },
    /// The new key was in use before, or cannot be told from one that was.
    #[error("a key rotation names a key that was in use before")]
    KeyAgain,
    /// Too many.
    #[error("the log has {ROTATIONS_MAX} key rotations, no more are read; go on in a new case")]
    TooMany,
}

/// One key takes another's place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRotation {
    /// Index of its entry: the new key signs checkpoints of more entries than that.
    pub index: u64,
    /// Root over the entries before it.
    pub root: Hash,
    /// The key that signs from here on.
    pub new_key: NoteVerifyingKey,
    note: String,
}

impl KeyRotation {
    /// `old` says that from entry `index` on, which follows the log of this root, `new_key` signs.
    ///
    /// # Errors
    /// When the keys have different names.
    pub fn authorize(
        old: &NoteSigningKey,
        index: u64,
        root: Hash,
        new_key: &NoteVerifyingKey,
    ) -> Result<KeyRotation, KeyError> {
        let old_key = old.verifying_key();
        let note = old.sign(&rotation_text(old_key.name(), index, root, new_key))?;
        KeyRotation::open(&note, &old_key)
    }

    /// The signed note, verbatim.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What a note says, whoever signed it.
    fn parse(note: &str) -> Result<KeyRotation, KeyError> {
        let malformed = KeyError::Malformed;
        let (text, _) = note.split_once("\n\n").ok_or(malformed("no empty line before the signature"))?;
        let [ROTATION_FIRST_LINE, origin, index, root, new_key] = text.split('\n').collect::<Vec<_>>()[..] else {
            return Err(malformed("its text is not the five lines of one"));
        };
        let new_key = NoteVerifyingKey::from_vkey(new_key)?;
        let index = index.parse().map_err(|_| malformed("its place in the log is not a number"))?;
        let root = Hash::from_base64(root).ok_or(malformed("its root is not a hash"))?;
        if new_key.name() != origin {
            return Err(KeyError::OtherLog { expected: origin.to_owned(), got: new_key.name().to_owned() });
        }
        if rotation_text(origin, index, root, &new_key) != format!("{text}\n") {
            return Err(malformed("a number is spelled unusually"));
        }
        Ok(KeyRotation { index, root, new_key, note: note.to_owned() })
    }

    fn open(note: &str, old: &NoteVerifyingKey) -> Result<KeyRotation, KeyError> {
        let rotation = KeyRotation::parse(note)?;
        if rotation.new_key.name() != old.name() {
            let (expected, got) = (old.name().to_owned(), rotation.new_key.name().to_owned());
            return Err(KeyError::OtherLog { expected, got });
        }
        match old.open(note.as_bytes())?.signatures_not_checked {
            0 => Ok(rotation),
            _ => Err(KeyError::Malformed("it has signatures by unknown keys")),
        }
    }
}

fn rotation_text(origin: &str, index: u64, root: Hash, new_key: &NoteVerifyingKey) -> String {
    format!("{ROTATION_FIRST_LINE}\n{origin}\n{index}\n{root}\n{}\n", new_key.vkey())
}

/// A key that is trusted, and all that took its place since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyHistory {
    first: NoteVerifyingKey,
    rotations: Vec<KeyRotation>,
}

impl KeyHistory {
    /// One key, never replaced.
    pub fn new(first: NoteVerifyingKey) -> KeyHistory {
        KeyHistory { first, rotations: Vec::new() }
    }

    /// Reads what [`KeyHistory::text`] writes. `trusted` may be any key in it: what was before it is not needed.
    ///
    /// # Errors
    /// When a rotation does not follow from the key before it.
    pub fn from_text(trusted: NoteVerifyingKey, text: &str) -> Result<KeyHistory, KeyError> {
        let notes = split_notes(text)?;
        let leads_here = |note: &String| KeyRotation::parse(note).is_ok_and(|rotation| rotation.new_key == trusted);
        let start = notes.iter().rposition(leads_here).map_or(0, |position| position + 1);
        let mut history = KeyHistory::new(trusted);
        notes[start..].iter().try_for_each(|note| history.push(note))?;
        Ok(history)
    }

    /// The notes of all rotations, one after the other; empty when there was none.
    pub fn text(&self) -> String {
        self.rotations.iter().map(KeyRotation::note).collect()
    }

    /// Adds the next rotation.
    ///
    /// # Errors
    /// When it does not follow from the key so far.
    pub fn push(&mut self, note: &str) -> Result<(), KeyError> {
        if self.rotations.len() == ROTATIONS_MAX {
            return Err(KeyError::TooMany);
        }
        let rotation = KeyRotation::open(note, self.current())?;
        // Entry 0 says that the case was made.
        let after = self.rotations.last().map_or(0, |last| last.index);
        if rotation.index <= after {
            return Err(KeyError::OutOfOrder { index: rotation.index });
        }
        if self.keys().any(|key| key.key_id() == rotation.new_key.key_id()) {
            return Err(KeyError::KeyAgain);
        }
        self.rotations.push(rotation);
        Ok(())
    }

    /// The key that everything follows from.
    pub fn first(&self) -> &NoteVerifyingKey {
        &self.first
    }

    /// The key that signs now.
    pub fn current(&self) -> &NoteVerifyingKey {
        self.rotations.last().map_or(&self.first, |last| &last.new_key)
    }

    /// All keys, in the order of their time.
    pub fn keys(&self) -> impl Iterator<Item = &NoteVerifyingKey> {
        std::iter::once(&self.first).chain(self.rotations.iter().map(|rotation| &rotation.new_key))
    }

    /// The rotations, in order.
    pub fn rotations(&self) -> &[KeyRotation] {
        &self.rotations
    }

    /// The key that signs a checkpoint of `size` entries.
    pub fn key_at(&self, size: u64) -> &NoteVerifyingKey {
        let until = self.rotations.iter().rev().find(|rotation| rotation.index < size);
        until.map_or(&self.first, |rotation| &rotation.new_key)
    }

    /// What a log of `size` entries knows.
    pub fn up_to(&self, size: u64) -> KeyHistory {
        let rotations = self.rotations.iter().filter(|rotation| rotation.index < size).cloned().collect();
        KeyHistory { first: self.first.clone(), rotations }
    }

    /// The checkpoint in `note`, if it is signed by the key of its size.
    ///
    /// # Errors
    /// When it is not; [`CheckpointError::ReplacedKey`] when one of the other keys of this log signed it.
    pub fn open_checkpoint(&self, note: &[u8]) -> Result<Checkpoint, CheckpointError> {
        let size = Checkpoint::unverified(note)?.size;
        let due = self.key_at(size);
        let signed_with = |key: &NoteVerifyingKey| Checkpoint::open(note, key);
        signed_with(due).map_err(|error| match self.keys().find(|key| *key != due && signed_with(key).is_ok()) {
            None => error,
            Some(other) => CheckpointError::ReplacedKey { size, expected: due.key_id_hex(), got: other.key_id_hex() },
        })
    }
}

fn split_notes(text: &str) -> Result<Vec<String>, KeyError> {
    if text.len() > ROTATIONS_BYTES_MAX {
        return Err(KeyError::Malformed("the list is too long"));
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if !lines.len().is_multiple_of(ROTATION_LINES) || lines.last().is_some_and(|line| !line.ends_with('\n')) {
        return Err(KeyError::Malformed("the list is cut"));
    }
    Ok(lines.chunks(ROTATION_LINES).map(|note| note.concat()).collect())
}

/// Names and ids of the keys that signed a note, as the note says; no signature is checked.
///
/// # Errors
/// When it is not a note.
pub fn unverified_signers(note: &[u8]) -> Result<Vec<(String, String)>, NoteError> {
    let signers = note::signers(note)?;
    Ok(signers.into_iter().map(|(name, id)| (name, format!("{:08x}", u32::from_be_bytes(id)))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    const ORIGIN: &str = "firsthand-case/00ff";

    fn key(seed: u8) -> NoteSigningKey {
        NoteSigningKey::from_seed(ORIGIN, &[seed; 32]).unwrap()
    }

    fn rotated(from: u8, to: u8, index: u64) -> KeyRotation {
        KeyRotation::authorize(&key(from), index, tree::leaf_hash(b"x"), &key(to).verifying_key()).unwrap()
    }

    /// Keys 1, 2 (from entry 3) and 3 (from entry 7).
    fn history() -> KeyHistory {
        let mut history = KeyHistory::new(key(1).verifying_key());
        history.push(rotated(1, 2, 3).note()).unwrap();
        history.push(rotated(2, 3, 7).note()).unwrap();
        history
    }

    fn checkpoint(size: u64, signer: u8) -> String {
        Checkpoint { origin: ORIGIN.to_owned(), size, root: tree::leaf_hash(b"r") }.sign(&key(signer)).unwrap()
    }

    #[test]
    fn a_checkpoint_is_accepted_from_the_key_of_its_size_and_from_no_other() {
        for size in 1..10 {
            let due = 1 + u8::from(size > 3) + u8::from(size > 7);
            for signer in 1..=4 {
                let opened = history().open_checkpoint(checkpoint(size, signer).as_bytes());
                match signer {
                    _ if signer == due => assert_eq!(opened.unwrap().size, size),
                    4 => assert!(matches!(opened, Err(CheckpointError::Note(NoteError::NotSigned { .. })))),
                    _ => assert!(matches!(opened, Err(CheckpointError::ReplacedKey { .. })), "{size} by {signer}"),
                }
            }
        }
    }

    #[test]
    fn a_history_is_written_and_read_from_any_of_its_keys_on() {
        let text = history().text();
        let first = KeyHistory::from_text(key(1).verifying_key(), &text).unwrap();
        assert_eq!(first, history());
        let second = KeyHistory::from_text(key(2).verifying_key(), &text).unwrap();
        assert_eq!((second.rotations().len(), second.current()), (1, history().current()));
        let third = KeyHistory::from_text(key(3).verifying_key(), &text).unwrap();
        assert_eq!((third.rotations().len(), third.current()), (0, history().current()));
        assert!(KeyHistory::from_text(key(4).verifying_key(), &text).is_err());
        assert_eq!(history().up_to(7).rotations().len(), 1);
    }

    #[test]
    fn no_byte_of_a_history_can_be_changed_or_cut() {
        let text = history().text().into_bytes();
        let read = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).ok()?;
            KeyHistory::from_text(key(1).verifying_key(), &text).ok()
        };
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut other = text.clone();
                other[at] ^= 1 << bit;
                assert_eq!(read(other), None, "byte {at} bit {bit}");
            }
            // Cut at a border of notes it is an earlier history, and the checkpoint will tell.
            let border = at == 0 || read(text[..at].to_vec()).is_some_and(|cut| cut.rotations().len() == 1);
            assert!(border || read(text[..at].to_vec()).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn a_rotation_that_does_not_follow_is_refused() {
        let refused = |note: &str| history().push(note).unwrap_err();
        // By a replaced key, by a stranger, to an earlier place, to an earlier key, to another log.
        assert!(matches!(refused(rotated(1, 4, 9).note()), KeyError::Note(_)));
        assert!(matches!(refused(rotated(9, 4, 9).note()), KeyError::Note(_)));
        assert_eq!(refused(rotated(3, 4, 7).note()), KeyError::OutOfOrder { index: 7 });
        assert_eq!(refused(rotated(3, 1, 9).note()), KeyError::KeyAgain);
        let other = NoteSigningKey::from_seed("firsthand-case/11", &[4; 32]).unwrap();
        let elsewhere = KeyRotation::authorize(&key(3), 9, tree::empty_root(), &other.verifying_key());
        assert!(matches!(elsewhere, Err(KeyError::OtherLog { .. })));
        assert!(matches!(refused(&checkpoint(9, 3)), KeyError::Malformed(_)));
        let mut fresh = KeyHistory::new(key(1).verifying_key());
        assert_eq!(fresh.push(rotated(1, 2, 0).note()), Err(KeyError::OutOfOrder { index: 0 }));
    }

    #[test]
    fn rotations_have_a_limit_and_still_fit_a_proof() {
        let signer = |number: u16| {
            let mut seed = [0; 32];
            seed[..2].copy_from_slice(&number.to_be_bytes());
            NoteSigningKey::from_seed(ORIGIN, &seed).unwrap()
        };
        let mut history = KeyHistory::new(signer(0).verifying_key());
        let next = |number: u16| {
            let (old, new) = (signer(number - 1), signer(number).verifying_key());
            KeyRotation::authorize(&old, u64::from(number), tree::empty_root(), &new).unwrap()
        };
        let most = ROTATIONS_MAX as u16;
        (1..=most).for_each(|number| history.push(next(number).note()).unwrap());
        assert_eq!(history.push(next(most + 1).note()), Err(KeyError::TooMany));
        assert!(history.text().len() < ROTATIONS_BYTES_MAX);
        assert_eq!(KeyHistory::from_text(signer(0).verifying_key(), &history.text()), Ok(history));
    }
}
