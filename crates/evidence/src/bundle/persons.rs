//! Signatures by persons over the tag manifest, beside the signature by the case's key: made by hand in the folder, after
//! the export, with tools that people have.

use super::{BundleFiles, BundleReport, Outcome};
use crate::bag;
use crate::signer::{self, SIGNER_FILE_BYTES_MAX, SignerError, SignerKey};
use std::collections::BTreeSet;

/// Checks those that are there. `expected` are keys of persons as the recipient got them by another way; each must have
/// signed.
pub(super) fn check(
    files: &dyn BundleFiles,
    tag_manifest: &[u8],
    expected: &[SignerKey],
    present: &BTreeSet<String>,
    report: &mut BundleReport,
) {
    let mut found = Vec::new();
    if present.contains(bag::SSH_SIGNATURE_PATH) {
        found.extend(check_ssh(files, tag_manifest, report));
    }
    if present.contains(bag::MINISIGN_SIGNATURE_PATH) || present.contains(bag::MINISIGN_KEY_PATH) {
        found.extend(check_minisign(files, tag_manifest, expected, present, report));
    }
    for key in expected.iter().filter(|key| !found.contains(key)) {
        report.fail("signature of a person", key.text(), "this person's signature is not in the bundle");
    }
    report.signers = found.iter().map(SignerKey::text).collect();
}

fn check_ssh(files: &dyn BundleFiles, tag_manifest: &[u8], report: &mut BundleReport) -> Option<SignerKey> {
    const NAME: &str = "signature of a person";
    let path = bag::SSH_SIGNATURE_PATH;
    let file = report.read(files, NAME, path, SIGNER_FILE_BYTES_MAX)?;
    match signer::ssh_signer(&file, tag_manifest) {
        Ok(key) => {
            report.add(NAME, Outcome::Passed, path, format!("by {}", key.text()));
            Some(key)
        }
        Err(error @ SignerError::OtherKind(_)) => {
            let command = format!(
                "ssh-keygen -Y verify -f ALLOWED_SIGNERS -I NAME -n file -s {path} < {}",
                bag::TAG_MANIFEST_PATH
            );
            report.add(NAME, Outcome::NotChecked, path, format!("{error}; check it with: {command}"));
            None
        }
        Err(error) => {
            report.fail(NAME, path, error.to_string());
            None
        }
    }
}

fn check_minisign(
    files: &dyn BundleFiles,
    tag_manifest: &[u8],
    expected: &[SignerKey],
    present: &BTreeSet<String>,
    report: &mut BundleReport,
) -> Option<SignerKey> {
    const NAME: &str = "signature of a person";
    let (path, key_path) = (bag::MINISIGN_SIGNATURE_PATH, bag::MINISIGN_KEY_PATH);
    let file = report.read(files, NAME, path, SIGNER_FILE_BYTES_MAX)?;
    let in_bundle = match present.contains(key_path) {
        false => None,
        true => {
            let bytes = report.read(files, NAME, key_path, SIGNER_FILE_BYTES_MAX)?;
            let key = signer::minisign_public_key(&bytes);
            Some(key.map_err(|error| report.fail(NAME, key_path, error.to_string())).ok()?)
        }
    };
    let keys = in_bundle.iter().chain(expected).filter_map(|signer| match signer {
        SignerKey::Minisign { number, key } => Some((signer, number, key)),
        SignerKey::Ssh(_) => None,
    });
    let mut wrong = format!("there is no key to check it with; put the signer's minisign.pub here as {key_path}");
    for (signer, number, key) in keys {
        match signer::check_minisign(&file, tag_manifest, number, key) {
            Ok(()) => {
                report.add(NAME, Outcome::Passed, path, format!("by {}", signer.text()));
                return Some(signer.clone());
            }
            Err(error) => wrong = error.to_string(),
        }
    }
    report.fail(NAME, path, wrong);
    None
}
