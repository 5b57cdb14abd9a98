//! Reads and checks the manifest of a file with the crate `c2pa`, without any connection: a manifest at an address is not
//! fetched, nor is the state of a certificate. No trust list is loaded, so the best that is ever said is "signed, signer
//! not on a trust list".

use crate::codes;
use crate::limits;
use crate::source::Bytes;
use c2pa::settings::Settings;
use c2pa::{Context, Error, Manifest, Reader, ValidationState};
use model::{ClaimedTime, Extract, FindingDraft, MetadataField, TimeKind};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The failure that stands for "the certificate leads to no list that we have": expected always, as we have none.
const UNTRUSTED: &str = "signingCredential.untrusted";
/// Failures of the hash over the file itself (C2PA specification 2.1, section 15.12 "Validate the asset's content").
const FILE_DIFFERS: &[&str] = &[
    "assertion.dataHash.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
    "assertion.boxesHash.unknownBox",
    "assertion.collectionHash.mismatch",
];

/// Adds the state and the claims of the manifest to `extract`.
pub(super) fn read(bytes: &Bytes, extract: &mut Extract) {
    if bytes.length() > limits::CREDENTIALS_FILE_BYTES {
        if super::places::carries_a_manifest(bytes) {
            extract.findings.push(codes::C2PA_NOT_READ.found(format!(
                "The file carries content credentials (C2PA) and has {} bytes; the limit for reading them is {}.",
                bytes.length(),
                limits::CREDENTIALS_FILE_BYTES
            )));
        }
        return;
    }
    // The reader is of others; should it give up, the picture or recording itself may still be fine.
    let read = catch_unwind(AssertUnwindSafe(|| read_manifest(bytes, &extract.media_type)));
    match read {
        Ok(Ok(reader)) => note_manifest(&reader, extract),
        Ok(Err(Error::JumbfNotFound | Error::ProvenanceMissing)) => state(extract, "no manifest"),
        Ok(Err(Error::UnsupportedType | Error::XmpNotSupported)) => {}
        Ok(Err(Error::RemoteManifestUrl(address))) => note_address(&address, extract),
        Ok(Err(error)) => note_damage(bytes, &error.to_string(), extract),
        Err(_) => note_damage(bytes, "the reader gave up", extract),
    }
}

fn read_manifest(bytes: &Bytes, media_type: &str) -> Result<Reader, Error> {
    let mut settings = Settings::default();
    settings.verify.remote_manifest_fetch = false;
    settings.verify.ocsp_fetch = false;
    settings.core.allowed_network_hosts = Some(Vec::new());
    settings.core.decode_identity_assertions = false;
    settings.core.max_decompressed_manifest_size_in_mb = limits::CREDENTIALS_MIB;
    let context = Context::new().with_settings(settings)?;
    Reader::from_context(context).with_stream(media_type, bytes.reader()?)
}

fn note_manifest(reader: &Reader, extract: &mut Extract) {
    let failures = failures(reader);
    let (words, finding) = judged(reader.validation_state(), &failures);
    state(extract, words);
    extract.findings.push(finding);
    if !failures.is_empty() {
        field(extract, "C2PA failed checks", &failures.join(", "));
    }
    if let Some(manifest) = reader.active_manifest() {
        note_claims(manifest, extract);
    }
    field(extract, "C2PA manifests", &reader.manifests().len().to_string());
}

/// Codes of the checks that failed, of the active manifest and of what it was made from, each once; without
/// [`UNTRUSTED`].
fn failures(reader: &Reader) -> Vec<String> {
    let Some(results) = reader.validation_results() else { return Vec::new() };
    let active = results.active_manifest().into_iter();
    let ingredients = results.ingredient_deltas().into_iter().flatten().map(|delta| delta.validation_deltas());
    let failed = active.chain(ingredients).flat_map(|codes| codes.failure());
    let mut names: Vec<String> =
        failed.map(|status| status.code().to_owned()).filter(|code| code != UNTRUSTED).collect();
    names.sort();
    names.dedup();
    names
}

/// The state in words, and the finding.
fn judged(state: ValidationState, failures: &[String]) -> (&'static str, FindingDraft) {
    if failures.iter().any(|code| FILE_DIFFERS.contains(&code.as_str())) {
        let finding = codes::C2PA_MISMATCH.found(
            "Content credentials (C2PA) are present, and their hash does not match the file: it was changed after it was \
             signed, or its end is missing. Look for an earlier copy.",
        );
        return ("manifest present, hash does not match the file", finding);
    }
    if state == ValidationState::Invalid {
        let finding = codes::C2PA_INVALID.found(format!(
            "Content credentials (C2PA) are present, and these checks of them failed: {}. Readers differ on old \
             signatures: ask a second one, such as c2patool, before you lean on this.",
            codes::quoted(&failures.join(", "), 300)
        ));
        return ("manifest present, checks of its signature or its parts failed", finding);
    }
    let finding = codes::C2PA_SIGNED.found(
        "Content credentials (C2PA) are signed and fit the file. The signer is not on a trust list (none is loaded), so \
         who it is rests on the signer's own word, as does everything that is claimed.",
    );
    ("signed, signer not on a trust list", finding)
}

/// What the signer claims, as written.
fn note_claims(manifest: &Manifest, extract: &mut Extract) {
    if let Some(generator) = claim_generator(manifest) {
        field(extract, "C2PA claim generator", &generator);
    }
    let signer: Vec<String> = [manifest.common_name(), manifest.issuer()].into_iter().flatten().collect();
    if !signer.is_empty() {
        field(extract, "C2PA signer as written", &signer.join(", "));
    }
    if let Some(time) = manifest.time() {
        let zone = if time.ends_with('Z') || time.ends_with("+00:00") { "UTC" } else { "as given" };
        extract.times.push(ClaimedTime {
            time: shortened(&time),
            kind: TimeKind::FileMetadata,
            evidence: "C2PA time of signing, by its embedded timestamp; its authority is not on a trust list"
                .to_owned(),
            zone: zone.to_owned(),
        });
    }
    let actions = actions(manifest);
    if !actions.is_empty() {
        field(extract, "C2PA actions", &format!("{}: {}", actions.len(), actions.join(", ")));
    }
    if !manifest.ingredients().is_empty() {
        field(extract, "C2PA ingredients", &manifest.ingredients().len().to_string());
    }
}

/// Name and version of the program that made the claim; older manifests have one line instead.
fn claim_generator(manifest: &Manifest) -> Option<String> {
    let info = manifest.claim_generator_info.iter().flatten().next();
    let named = info.map(|info| format!("{} {}", info.name, info.version.as_deref().unwrap_or("")).trim().to_owned());
    named.or_else(|| manifest.claim_generator().map(str::to_owned)).filter(|name| !name.is_empty())
}

/// Names of the actions in the order in which they are given.
fn actions(manifest: &Manifest) -> Vec<String> {
    let of_actions = |label: &str| label == "c2pa.actions" || label.starts_with("c2pa.actions.");
    let assertions = manifest.assertions().iter().filter(|assertion| of_actions(assertion.label()));
    let listed = assertions.filter_map(|assertion| assertion.value().ok()?["actions"].as_array());
    let named = listed.flatten().filter_map(|action| action["action"].as_str());
    named.take(limits::CREDENTIALS_ACTIONS).map(str::to_owned).collect()
}

fn note_address(address: &str, extract: &mut Extract) {
    state(extract, "manifest at an address, not fetched");
    field(extract, "C2PA manifest address", address);
    extract.findings.push(codes::C2PA_ELSEWHERE.found(format!(
        "The file says that its content credentials (C2PA) lie at \"{}\". Nothing was fetched; what they would say is not \
         known.",
        codes::quoted(address, 200)
    )));
}

/// The reader gives up on a file that is damaged as a whole, too: then nobody knows of a manifest, and the finding of the
/// picture or recording itself says what is wrong.
fn note_damage(bytes: &Bytes, why: &str, extract: &mut Extract) {
    if !super::places::carries_a_manifest(bytes) {
        state(extract, "not known: the file cannot be followed to a manifest");
        return;
    }
    state(extract, "manifest present, cannot be followed");
    extract.findings.push(codes::C2PA_INVALID.found(format!(
        "Content credentials (C2PA) are present and cannot be followed ({}).",
        codes::quoted(why, 200)
    )));
}

fn state(extract: &mut Extract, words: &str) {
    field(extract, "C2PA state", words);
}

/// Adds a field. There are no more than a handful, so they count for nothing against the limit on metadata.
fn field(extract: &mut Extract, name: &str, value: &str) {
    extract.metadata.push(MetadataField { name: name.to_owned(), value: shortened(value) });
}

/// At most [`limits::METADATA_VALUE_BYTES`].
fn shortened(value: &str) -> String {
    let mut end = value.len().min(limits::METADATA_VALUE_BYTES);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    value[..end].to_owned()
}
