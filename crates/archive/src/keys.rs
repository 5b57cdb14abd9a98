//! The signing key: where it lies, who may read it, and how another takes its place.

use crate::case::new_signing_key;
use crate::storage::{Access, Storage, write_group};
use crate::{ArchiveError, Case, Result, settings};
use evidence::keys::{self, KeyRotation};
use evidence::{KeyHistory, NoteSigningKey};
use model::LogEntry;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the setting that says where the signing key lies.
const KEY_SETTING: &str = "signing_key";
/// Permission bits of a key that others than its owner have.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Where the signing key lies, and whether it can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyState {
    /// Where it is looked for.
    pub path: PathBuf,
    /// Why it cannot sign; `None` when it can.
    pub fault: Option<KeyFault>,
}

/// Why a signing key cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyFault {
    /// There is no file.
    Missing {
        /// Id of the key that signs now.
        key_id: String,
    },
    /// Others than the owner may read or write it.
    OpenToOthers {
        /// Its permission bits.
        mode: u32,
    },
    /// It cannot be read, or is another key.
    Unusable(String),
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyFault::Missing { key_id } => write!(
                f,
                "the signing key {key_id} is not there. Bring it back, or say where it is now: firsthand key CASE move PATH"
            ),
            KeyFault::OpenToOthers { mode } => write!(
                f,
                "others than you may read the signing key (mode {mode:04o}), so it is not used. Run chmod 600 on it; on a \
                 disk without such rights (FAT, exFAT) mount it with umask=077"
            ),
            KeyFault::Unusable(reason) => f.write_str(reason),
        }
    }
}

/// What a rotation did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RotatedKey {
    /// Index of its log entry.
    pub log_index: u64,
    /// The public key that signs from here on, `name+id+base64`.
    pub vkey: String,
    /// Where its secret half lies.
    pub path: PathBuf,
}

impl Case {
    /// The keys of the log, from the first to the one that signs now.
    ///
    /// # Errors
    /// When the log does not hold.
    pub fn key_history(&self) -> Result<KeyHistory> {
        let size = self.checkpoint()?.size;
        Ok(self.keys.history().up_to(size))
    }

    /// Where the signing key is looked for, and whether it can be used.
    ///
    /// # Errors
    /// When the settings of the case cannot be read.
    pub fn key_state(&self) -> Result<KeyState> {
        let path = self.key_path()?;
        let fault = self.read_key(&path).err();
        Ok(KeyState { path, fault })
    }

    /// Makes a new signing key and logs, signed by the old one, that it takes over. The old secret is removed: it can sign
    /// nothing that follows. When it fails, the old key signs as before.
    ///
    /// # Errors
    /// When the old key cannot be used, or the disk fails.
    pub fn rotate_key(&self, why: &str, by: &str, time: &str, tool: &str) -> Result<RotatedKey> {
        let mut writer = self.hold()?;
        let rotated = self.rotate_held(&mut writer, |authorization| LogEntry::KeyRotated {
            authorization,
            why: why.to_owned(),
            by: by.to_owned(),
            time: time.to_owned(),
            tool: tool.to_owned(),
        });
        self.release(&mut writer);
        rotated
    }

    fn rotate_held(
        &self,
        writer: &mut crate::case::Writer,
        entry: impl FnOnce(String) -> LogEntry,
    ) -> Result<RotatedKey> {
        let old = self.signing_key()?;
        let path = self.key_path()?;
        let mut history = self.keys.history();
        let wrong = |error: keys::KeyError| ArchiveError::Key { path: path.clone(), reason: error.to_string() };
        let new = new_key_beside(&history)?;
        let (log_index, root) = (writer.edge.size(), writer.edge.root());
        let rotation = KeyRotation::authorize(&old, log_index, root, &new.verifying_key()).map_err(wrong)?;
        history.push(rotation.note()).map_err(wrong)?;
        let next = next_path(&path);
        self.storage.remove(&next).map_err(ArchiveError::io("removing", &next))?;
        write_secret(self.storage.as_ref(), &next, &new)?;
        self.flush_key(&next)?;
        self.append_signed(writer, &[entry(rotation.note().to_owned())], &new)?;
        // From here on the new key signs; should the machine stop now, it is found where it waits.
        self.put_in_place(&new, &path)?;
        // Known now; other processes find it in the log.
        self.log().checkpoint()?;
        Ok(RotatedKey { log_index, vkey: new.verifying_key().vkey(), path })
    }

    /// Takes the signing key to another place, or, where the very key lies there already, only notes that in the case's
    /// settings. Gives the place where it was, if a file is still there.
    ///
    /// # Errors
    /// When the key cannot be used, the place is taken by something else, or the disk fails.
    pub fn move_key(&self, to: &Path) -> Result<Option<PathBuf>> {
        let mut writer = self.hold()?;
        let moved = self.move_held(to);
        self.release(&mut writer);
        moved
    }

    fn move_held(&self, to: &Path) -> Result<Option<PathBuf>> {
        let to = std::path::absolute(to).map_err(ArchiveError::io("looking for", to))?;
        let from = self.key_path()?;
        let there = std::fs::symlink_metadata(&to).is_ok();
        if there {
            let fault = |fault: KeyFault| ArchiveError::Key { path: to.clone(), reason: fault.to_string() };
            self.read_key(&to).map_err(fault)?;
        } else {
            let key = self.signing_key()?;
            write_secret(self.storage.as_ref(), &to, &key)?;
            self.flush_key(&to)?;
        }
        self.set_key_path(&to)?;
        let same = from.canonicalize().ok() == to.canonicalize().ok();
        if !there && !same {
            self.storage.remove(&from).map_err(ArchiveError::io("removing", &from))?;
        }
        Ok((!same && self.storage.is_file(&from)).then_some(from))
    }

    fn set_key_path(&self, to: &Path) -> Result<()> {
        let Some(text) = to.to_str() else {
            let reason = "the path is not UTF-8 and cannot be noted in firsthand.toml".to_owned();
            return Err(ArchiveError::Key { path: to.to_owned(), reason });
        };
        let place = self.layout.settings();
        let settings = settings::with_text(&self.settings_text()?, KEY_SETTING, text);
        write_group(self.storage.as_ref(), &self.layout.incoming(), &[(place, settings.as_bytes())])
    }

    /// The secret key, read when it is needed and not kept.
    pub(crate) fn signing_key(&self) -> Result<NoteSigningKey> {
        let path = self.key_path()?;
        self.read_key(&path).map_err(|fault| ArchiveError::Key { path, reason: fault.to_string() })
    }

    /// The key at `path`; after a rotation that was cut short, the one that waits beside it, which is put in place.
    fn read_key(&self, path: &Path) -> std::result::Result<NoteSigningKey, KeyFault> {
        let found = self.read_secret(path);
        if matches!(&found, Ok(key) if key.verifying_key() == *self.keys.history().current()) {
            return found;
        }
        let next = next_path(path);
        let current = self.keys.history().current().clone();
        match self.read_secret(&next) {
            Ok(key) if key.verifying_key() == current => {
                // If it cannot be put in place, it signs from where it is.
                let _ = self.put_in_place(&key, path);
                Ok(key)
            }
            _ => found.and_then(|key| Err(KeyFault::Unusable(other_key(&key, &current.key_id_hex(), self)))),
        }
    }

    fn read_secret(&self, path: &Path) -> std::result::Result<NoteSigningKey, KeyFault> {
        let key_id = || self.keys.history().current().key_id_hex();
        let bytes = self.storage.read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => KeyFault::Missing { key_id: key_id() },
            _ => KeyFault::Unusable(error.to_string()),
        })?;
        #[cfg(unix)]
        if let Ok(metadata) = std::fs::metadata(path) {
            let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777;
            if mode & OTHERS != 0 {
                return Err(KeyFault::OpenToOthers { mode });
            }
        }
        // What the file holds is never told: it may be somebody's secret.
        let text = String::from_utf8(bytes).map_err(|_| KeyFault::Unusable("it is not a signing key".to_owned()))?;
        NoteSigningKey::from_skey(text.trim_end()).map_err(|error| KeyFault::Unusable(error.to_string()))
    }

    /// Where the signing key is looked for.
    fn key_path(&self) -> Result<PathBuf> {
        if let Some(path) = &self.other_key_path {
            return Ok(path.clone());
        }
        let set = settings::text(&self.settings_text()?, KEY_SETTING)
            .map_err(|error| ArchiveError::Settings { path: self.layout.settings(), reason: error.to_string() })?;
        Ok(set.map_or_else(|| self.layout.signing_key(), |path| self.layout.root.join(path)))
    }

    fn settings_text(&self) -> Result<String> {
        let path = self.layout.settings();
        match self.storage.read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(ArchiveError::io("reading", &path)(error)),
            Ok(bytes) => String::from_utf8(bytes)
                .map_err(|_| ArchiveError::Settings { path, reason: "it is not UTF-8".to_owned() }),
        }
    }

    /// Puts the key that waits beside `path` there. It is copied and not renamed: whatever order the disk writes in, one
    /// of the two places holds it at every moment.
    fn put_in_place(&self, key: &NoteSigningKey, path: &Path) -> Result<()> {
        let copy = with_ending(path, ".copy");
        self.storage.remove(&copy).map_err(ArchiveError::io("removing", &copy))?;
        write_secret(self.storage.as_ref(), &copy, key)?;
        self.flush_key(&copy)?;
        self.storage.rename(&copy, path).map_err(ArchiveError::io("putting in place", path))?;
        self.flush_key(path)?;
        let next = next_path(path);
        self.storage.remove(&next).map_err(ArchiveError::io("removing", &next))
    }

    fn flush_key(&self, path: &Path) -> Result<()> {
        let file = [path.to_owned()];
        self.storage.sync_files(&file).map_err(ArchiveError::io("flushing", path))?;
        let folder = path.parent().unwrap_or(path).to_owned();
        self.storage.sync_folders(std::slice::from_ref(&folder)).map_err(ArchiveError::io("flushing", &folder))
    }
}

/// Writes a key so that only its owner can read it. Not yet durable.
pub(crate) fn write_secret(storage: &dyn Storage, path: &Path, key: &NoteSigningKey) -> Result<()> {
    let secret = format!("{}\n", key.skey());
    let write = || storage.create(path, Access::OwnerOnly)?.write_all(secret.as_bytes());
    write().map_err(ArchiveError::io("writing", path))
}

/// A key whose id is not that of an earlier one, so that signatures can be told apart.
fn new_key_beside(history: &KeyHistory) -> Result<NoteSigningKey> {
    loop {
        let key = new_signing_key(history.first().name())?;
        if history.keys().all(|known| known.key_id() != key.verifying_key().key_id()) {
            return Ok(key);
        }
    }
}

/// Where a new key waits until the log names it.
fn next_path(path: &Path) -> PathBuf {
    with_ending(path, ".next")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut longer = path.as_os_str().to_owned();
    longer.push(ending);
    PathBuf::from(longer)
}

fn other_key(key: &NoteSigningKey, expected: &str, case: &Case) -> String {
    let (found, own) = (key.verifying_key(), case.first_key().name());
    if found.name() != own {
        return "it is the key of another case".to_owned();
    }
    let got = found.key_id_hex();
    if case.keys.history().keys().any(|earlier| *earlier == found) {
        return format!("key {got} was replaced; key {expected} signs now");
    }
    format!("it is not the key that signs now: expected {expected}, got {got}")
}
