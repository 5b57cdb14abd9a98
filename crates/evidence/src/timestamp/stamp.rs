//! One stamp as the files that are kept of it, `log/timestamps/<number>/`: what was stamped, request, reply, the root that
//! was trusted, the chain below it, and revocation data. docs/formats/timestamps.md is its page.

use super::{Timestamp, TimestampError, TimestampParts, certificates_of, verify};
use model::{ItemId, StampRecord};
use std::collections::BTreeMap;

/// The stamped bytes: `log/checkpoint` as it was then.
pub const CHECKPOINT_FILE: &str = "checkpoint";
/// TimeStampReq.
pub const REQUEST_FILE: &str = "request.tsq";
/// TimeStampResp.
pub const REPLY_FILE: &str = "reply.tsr";
/// The root that the one who stamped trusted, PEM.
pub const ROOT_FILE: &str = "root.pem";
/// The certificates below the root, the signer's first, PEM.
pub const CHAIN_FILE: &str = "chain.pem";
/// Revocation lists and OCSP responses of one stamp that are kept.
const REVOCATION_FILES_MAX: usize = 8;
/// Files of one stamp.
pub const STAMP_FILES_MAX: usize = 5 + REVOCATION_FILES_MAX;

/// Name of a revocation list or OCSP response (DER), numbered from 1.
pub fn revocation_file(number: usize) -> String {
    format!("revocation-{number}.der")
}

/// Whether a file of this name belongs to a stamp.
pub fn is_stamp_file(name: &str) -> bool {
    let fixed = [CHECKPOINT_FILE, REQUEST_FILE, REPLY_FILE, ROOT_FILE, CHAIN_FILE];
    fixed.contains(&name) || (1..=REVOCATION_FILES_MAX).any(|number| revocation_file(number) == name)
}

/// Name of the folder of a stamp: `0001`.
pub fn stamp_folder(number: u64) -> String {
    format!("{number:04}")
}

/// The files of one stamp by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StampFiles(pub BTreeMap<String, Vec<u8>>);

impl StampFiles {
    /// Checks the timestamp with what lies beside it; the root is the one that was trusted when it was made.
    ///
    /// # Errors
    /// The first thing that does not hold, a missing file among them.
    pub fn verify(&self) -> Result<Timestamp, TimestampError> {
        self.verify_under(&certificates_of(self.file(ROOT_FILE)?)?)
    }

    /// The same under other roots (DER): those that the reader of a stamp trusts.
    ///
    /// # Errors
    /// As [`StampFiles::verify`].
    pub fn verify_under(&self, roots: &[Vec<u8>]) -> Result<Timestamp, TimestampError> {
        // A trusted root may stand above the one that was trusted when it was stamped.
        let mut others = certificates_of(self.file(CHAIN_FILE)?)?;
        others.extend(certificates_of(self.file(ROOT_FILE)?)?);
        let revocation: Vec<Vec<u8>> =
            (1..=REVOCATION_FILES_MAX).map_while(|number| self.0.get(&revocation_file(number)).cloned()).collect();
        verify(&TimestampParts {
            stamped: self.file(CHECKPOINT_FILE)?,
            request: self.file(REQUEST_FILE)?,
            reply: self.file(REPLY_FILE)?,
            roots,
            others: &others,
            revocation: &revocation,
        })
    }

    /// Name and SHA-256 of every file, as they are logged.
    pub fn digests(&self) -> BTreeMap<String, ItemId> {
        self.0.iter().map(|(name, bytes)| (name.clone(), ItemId::of(bytes))).collect()
    }

    /// What differs from the logged record: name and, in plain words, how.
    pub fn differences(&self, record: &StampRecord) -> Vec<(String, String)> {
        let digests = self.digests();
        let mut differences = Vec::new();
        for (name, expected) in &record.files {
            match digests.get(name) {
                None => differences.push((name.clone(), "is missing".to_owned())),
                Some(found) if found != expected => differences
                    .push((name.clone(), format!("was changed: its SHA-256 is {found}, logged is {expected}"))),
                Some(_) => {}
            }
        }
        let surplus = digests.keys().filter(|name| !record.files.contains_key(*name));
        differences.extend(surplus.map(|name| (name.clone(), "is not named by the log".to_owned())));
        differences
    }

    fn file(&self, name: &'static str) -> Result<&[u8], TimestampError> {
        self.0.get(name).map(Vec::as_slice).ok_or(TimestampError::MissingFile { name })
    }
}

/// The command by which anybody checks the stamp in `folder` without our program. The time is named, since the
/// authority's certificate will be out of date one day and was not when it stamped.
pub fn openssl_command(folder: &str, timestamp: &Timestamp) -> String {
    let file = |name: &str| for_shell(&format!("{folder}/{name}"));
    format!(
        "openssl ts -verify -data {} -in {} -CAfile {} -untrusted {} -attime {}",
        file(CHECKPOINT_FILE),
        file(REPLY_FILE),
        file(ROOT_FILE),
        file(CHAIN_FILE),
        timestamp.time.unix_seconds
    )
}

/// A path as a shell takes it: in quotes where it has anything but letters, digits and the usual signs.
fn for_shell(path: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/._-+".contains(sign);
    if path.chars().all(plain) && !path.starts_with('-') {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}
