//! The outer shell of a bundle: bag declaration, signature, manifests, every file by its hash, nothing unlisted.

use super::{BundleFiles, BundleReport, ListedFile, TAG_FILE_BYTES_MAX, persons};
use crate::bag::{self, Manifest};
use crate::note::NoteVerifyingKey;
use crate::signer::SignerKey;
use model::ItemId;
use std::collections::{BTreeMap, BTreeSet};

/// Hash of every payload file that is listed and there, by path.
pub(super) type Payload = BTreeMap<String, ItemId>;

/// The files that the tag manifest must list, and no other.
const TAG_FILES: [&str; 3] = [bag::BAG_INFO_PATH, bag::BAGIT_PATH, bag::MANIFEST_PATH];

/// The tag manifest and what signs it: no list holds them, each is checked by itself.
const SIGNATURES: [&str; 5] = [
    bag::TAG_MANIFEST_PATH,
    bag::SIGNATURE_PATH,
    bag::SSH_SIGNATURE_PATH,
    bag::MINISIGN_SIGNATURE_PATH,
    bag::MINISIGN_KEY_PATH,
];

/// Checks everything but the meaning of the files. Gives the payload as it is on disk.
pub(super) fn check(
    files: &dyn BundleFiles,
    key: Option<&NoteVerifyingKey>,
    signers: &[SignerKey],
    report: &mut BundleReport,
) -> Payload {
    const LISTING: &str = "nothing unlisted";
    let listed =
        files.list().map_err(|problem| report.file_problem(LISTING, "the bundle", &problem)).unwrap_or_default();
    check_declaration(files, report);
    if let Some(tag_manifest) = report.read(files, "tag manifest", bag::TAG_MANIFEST_PATH, TAG_FILE_BYTES_MAX) {
        check_signature(files, &tag_manifest, key, report);
        check_tag_files(files, &tag_manifest, report);
        let present = listed.iter().filter(|file| file.oddity.is_none()).map(|file| file.path.clone()).collect();
        persons::check(files, &tag_manifest, signers, &present, report);
    }
    let manifest = read_manifest(files, report);
    let (payload, oxum) = check_payload(files, &manifest, report);
    check_oxum(files, &oxum, report);
    check_unlisted(&listed, &manifest, report);
    payload
}

fn check_declaration(files: &dyn BundleFiles, report: &mut BundleReport) {
    const NAME: &str = "bag declaration";
    if let Some(bytes) = report.read(files, NAME, bag::BAGIT_PATH, 4096) {
        if bytes == bag::BAGIT_TEXT.as_bytes() {
            report.pass(NAME, bag::BAGIT_PATH);
        } else {
            report.fail(NAME, bag::BAGIT_PATH, "does not declare BagIt 1.0 in UTF-8");
        }
    }
}

fn check_signature(
    files: &dyn BundleFiles,
    tag_manifest: &[u8],
    key: Option<&NoteVerifyingKey>,
    report: &mut BundleReport,
) {
    const NAME: &str = "bag signature";
    let path = bag::SIGNATURE_PATH;
    let Some(key) = key else { return report.fail(NAME, path, "there is no key to check it with") };
    let Some(note) = report.read(files, NAME, path, crate::note::NOTE_BYTES_MAX as u64) else { return };
    match key.open(&note) {
        Err(error) => report.fail(NAME, path, error.to_string()),
        // Lines by other keys would be bytes that nothing vouches for.
        Ok(opened) if opened.signatures_not_checked > 0 => report.fail(NAME, path, "has signatures by unknown keys"),
        Ok(opened) if opened.text != bag::signed_text(tag_manifest) => {
            report.fail(
                NAME,
                path,
                format!("was made for another {}: one of the two was changed", bag::TAG_MANIFEST_PATH),
            );
        }
        Ok(_) => report.pass(NAME, path),
    }
}

fn check_tag_files(files: &dyn BundleFiles, tag_manifest: &[u8], report: &mut BundleReport) {
    const NAME: &str = "tag manifest";
    let listed = match bag::parse_manifest(tag_manifest) {
        Ok(listed) => listed,
        Err(error) => return report.fail(NAME, bag::TAG_MANIFEST_PATH, error.to_string()),
    };
    if !listed.keys().map(String::as_str).eq(TAG_FILES) {
        return report.fail(NAME, bag::TAG_MANIFEST_PATH, format!("must list exactly {}", TAG_FILES.join(", ")));
    }
    report.pass(NAME, bag::TAG_MANIFEST_PATH);
    for (path, expected) in listed {
        check_file(files, "tag file", &path, &expected, report);
    }
}

fn read_manifest(files: &dyn BundleFiles, report: &mut BundleReport) -> Manifest {
    const NAME: &str = "payload manifest";
    let Some(bytes) = report.read(files, NAME, bag::MANIFEST_PATH, TAG_FILE_BYTES_MAX) else { return Manifest::new() };
    let parsed = bag::parse_manifest(&bytes).map_err(|error| error.to_string());
    let manifest = parsed.and_then(|manifest| match manifest.keys().find(|path| !path.starts_with("data/")) {
        Some(path) => Err(format!("lists {path:?}, which is not under data/")),
        None => Ok(manifest),
    });
    match manifest {
        Ok(manifest) => {
            report.pass(NAME, bag::MANIFEST_PATH);
            manifest
        }
        Err(reason) => {
            report.fail(NAME, bag::MANIFEST_PATH, reason);
            Manifest::new()
        }
    }
}

/// Hashes every listed file. Gives those that are there, and the size line that they lead to.
fn check_payload(files: &dyn BundleFiles, manifest: &Manifest, report: &mut BundleReport) -> (Payload, String) {
    let mut payload = Payload::new();
    let mut sizes_bytes = Vec::new();
    for (path, expected) in manifest {
        if let Some((sha256, size_bytes)) = check_file(files, "payload file", path, expected, report) {
            sizes_bytes.push(size_bytes);
            payload.insert(path.clone(), sha256);
        }
    }
    (payload, bag::payload_oxum(sizes_bytes))
}

fn check_file(
    files: &dyn BundleFiles,
    name: &'static str,
    path: &str,
    expected: &ItemId,
    report: &mut BundleReport,
) -> Option<(ItemId, u64)> {
    match files.digest(path) {
        Err(problem) => {
            report.file_problem(name, path, &problem);
            None
        }
        Ok(digest) => {
            if digest.sha256 == *expected {
                report.pass(name, path);
            } else {
                report.fail(name, path, format!("was changed: its SHA-256 is {}, listed is {expected}", digest.sha256));
            }
            Some((digest.sha256, digest.size_bytes))
        }
    }
}

fn check_oxum(files: &dyn BundleFiles, oxum: &str, report: &mut BundleReport) {
    const NAME: &str = "payload size";
    let path = bag::BAG_INFO_PATH;
    let Some(bytes) = report.read(files, NAME, path, TAG_FILE_BYTES_MAX) else { return };
    match bag::parse_bag_info(&bytes) {
        Err(error) => report.fail(NAME, path, error.to_string()),
        Ok(info) if bag::stated_oxum(&info) != Some(oxum) => {
            let stated = bag::stated_oxum(&info).unwrap_or("nothing, or more than one value");
            report.fail(NAME, path, format!("says Payload-Oxum {stated}, the files make {oxum}"));
        }
        Ok(_) => report.pass(NAME, path),
    }
}

fn check_unlisted(listed: &[ListedFile], manifest: &Manifest, report: &mut BundleReport) {
    const NAME: &str = "nothing unlisted";
    let tags: BTreeSet<&str> = TAG_FILES.into_iter().chain(SIGNATURES).collect();
    let mut clean = true;
    for file in listed {
        let text = match &file.oddity {
            Some(oddity) => oddity.as_str(),
            None if tags.contains(file.path.as_str()) || manifest.contains_key(&file.path) => continue,
            None => "is not listed in any manifest",
        };
        clean = false;
        report.fail(NAME, file.path.clone(), text);
    }
    if clean {
        report.pass(NAME, "the bundle");
    }
}
