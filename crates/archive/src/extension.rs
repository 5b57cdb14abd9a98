//! Whether the log goes on from what somebody knew of it, and the proof of that; and going on in another case.

use crate::{ArchiveError, Case, Result};
use evidence::extension::{self, ConsistencyProof, ExtensionError};
use evidence::keys::unverified_signers;
use evidence::{Checkpoint, KeyHistory, NoteVerifyingKey};
use model::LogEntry;

impl Case {
    /// Whether the log as it is now goes on from an earlier checkpoint of it, which somebody kept: that checkpoint if so,
    /// else what does not fit.
    ///
    /// # Errors
    /// When the log as it is now does not hold.
    pub fn check_extends(&self, earlier_note: &[u8]) -> Result<std::result::Result<Checkpoint, ExtensionError>> {
        let (_, now) = self.log().checkpoint()?;
        self.extends(&now, earlier_note, now.size)
    }

    /// Proof that the log of a later checkpoint (`None` = the newest) goes on from an earlier one. Both are checked first.
    ///
    /// # Errors
    /// [`ArchiveError::NotExtended`] when they are not of this log as it is now.
    pub fn consistency_proof(&self, earlier_note: &[u8], later_note: Option<&[u8]>) -> Result<ConsistencyProof> {
        let not_extended = |error: ExtensionError| ArchiveError::NotExtended { reason: error.to_string() };
        let (newest, now) = self.log().checkpoint()?;
        let (later, checkpoint) = match later_note {
            None => (now.clone(), newest),
            Some(note) => {
                let later = self.extends(&now, note, now.size)?.map_err(not_extended)?;
                (later, String::from_utf8_lossy(note).into_owned())
            }
        };
        let earlier = self.extends(&later, earlier_note, now.size)?.map_err(not_extended)?;
        let hashes = self.log().consistency(earlier.size, later.size, now.size)?;
        Ok(ConsistencyProof { old_size: earlier.size, hashes, checkpoint })
    }

    /// Others that signed the newest checkpoint too, name and key id: witnesses. Their signatures are not checked.
    ///
    /// # Errors
    /// When the log does not hold.
    pub fn cosigners(&self) -> Result<Vec<(String, String)>> {
        let (note, checkpoint) = self.log().checkpoint()?;
        let signers = unverified_signers(note.as_bytes()).map_err(|error| self.log().damaged(error.to_string()))?;
        let own = self.keys.history();
        let is_own = |id: &str| own.keys().any(|key| key.key_id_hex() == id);
        Ok(signers.into_iter().filter(|(name, id)| *name != checkpoint.origin || !is_own(id)).collect())
    }

    /// The entry by which another case says that it goes on from this one.
    ///
    /// # Errors
    /// When the log does not hold.
    pub fn continuation(&self, why: &str, by: &str, time: &str, tool: &str) -> Result<LogEntry> {
        let (checkpoint, signed) = self.log().checkpoint()?;
        let keys = self.keys.history().up_to(signed.size);
        Ok(LogEntry::Continues {
            key: keys.first().vkey(),
            key_rotations: keys.text(),
            checkpoint,
            why: why.to_owned(),
            by: by.to_owned(),
            time: time.to_owned(),
            tool: tool.to_owned(),
        })
    }

    fn extends(
        &self,
        now: &Checkpoint,
        earlier_note: &[u8],
        size: u64,
    ) -> Result<std::result::Result<Checkpoint, ExtensionError>> {
        let mut damage = None;
        let keys = self.keys.history();
        let checked = extension::check_extension(&keys, now, earlier_note, |old_size, new_size| {
            self.log().consistency(old_size, new_size, size).map_err(|error| {
                let reason = error.to_string();
                damage = Some(error);
                reason
            })
        });
        damage.map_or(Ok(checked), Err)
    }
}

/// The last checkpoint of the log that an entry `continues` goes on from, if its signature holds.
pub(crate) fn continued(key: &str, key_rotations: &str, checkpoint: &str) -> std::result::Result<Checkpoint, String> {
    let key = NoteVerifyingKey::from_vkey(key).map_err(|error| error.to_string())?;
    let keys = KeyHistory::from_text(key, key_rotations).map_err(|error| error.to_string())?;
    keys.open_checkpoint(checkpoint.as_bytes()).map_err(|error| error.to_string())
}
