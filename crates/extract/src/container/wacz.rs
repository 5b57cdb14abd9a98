//! WACZ (Webrecorder, "WACZ Format 1.1.1"): a ZIP with a list of its files and their digests, which is checked here.
//! The WARC files inside are members like any other and are read in jobs of their own.

use super::wacz_signature::{self, Checked};
use super::zip::{self, Entry};
use crate::codes;
use crate::limits;
use crate::source::Bytes;
use model::{Extract, FindingDraft, ItemId, Needed, NeededKind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

/// Whether a ZIP with these entries is a WACZ.
pub(super) fn is_wacz(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.name == PACKAGE)
}

/// Checks the files against the list. The members of `extract` are those of `entries`; those that only say how the
/// WACZ is put together (list, indexes, list of pages) are taken out afterwards.
pub(super) fn read(bytes: &Bytes, entries: &[Entry], extract: &mut Extract) {
    check(bytes, entries, extract);
    let members = extract.members.len();
    extract.members.retain(|member| !is_structure(&member.name));
    extract.findings.push(codes::WACZ_STRUCTURE.found(format!(
        "{} files of the WACZ say how it is put together; they were checked and are no items of their own.",
        members - extract.members.len()
    )));
}

fn is_structure(name: &str) -> bool {
    let page_list = name.starts_with("pages/") && name.ends_with(".jsonl");
    matches!(name, PACKAGE | PACKAGE_DIGEST) || name.starts_with("indexes/") || page_list
}

fn check(bytes: &Bytes, entries: &[Entry], extract: &mut Extract) {
    let package =
        match read_package(bytes, entries) {
            Ok(package) => package,
            Err(why) => {
                extract.findings.push(codes::WACZ_DAMAGED.found(format!(
                    "{PACKAGE} cannot be read: {why}. The members were taken; nothing vouches for them."
                )));
                return;
            }
        };
    let held: BTreeMap<&str, ItemId> =
        extract.members.iter().map(|member| (member.name.as_str(), member.item)).collect();
    let mut findings = Vec::new();
    let mut listed = BTreeSet::from([PACKAGE, PACKAGE_DIGEST]);
    for resource in package["resources"].as_array().map_or(&[][..], Vec::as_slice) {
        if let Some(path) = resource["path"].as_str() {
            listed.insert(path);
        }
        findings.extend(check_resource(resource, &held));
    }
    let unlisted = held.keys().filter(|name| !listed.contains(*name)).count();
    if unlisted > 0 {
        findings.push(
            codes::WACZ_UNLISTED.found(format!(
                "{unlisted} files of the WACZ are not listed in {PACKAGE}, so nothing vouches for them."
            )),
        );
    }
    findings.extend(check_package_digest(bytes, entries, &held));
    findings.extend(needs_others(&package, &mut extract.needs));
    findings.extend(signature(bytes, entries, &held));
    extract.findings.extend(findings);
}

fn read_package(bytes: &Bytes, entries: &[Entry]) -> Result<Value, String> {
    let package = read_json(bytes, entries, PACKAGE)?;
    if !package["resources"].is_array() {
        return Err("it lists no resources".to_owned());
    }
    Ok(package)
}

fn read_json(bytes: &Bytes, entries: &[Entry], name: &str) -> Result<Value, String> {
    let entry = entries.iter().find(|entry| entry.name == name).ok_or("it is missing")?;
    let content = zip::entry_content(bytes, entry, limits::DATAPACKAGE_BYTES)?;
    serde_json::from_slice(&content).map_err(|error| error.to_string())
}

fn check_resource(resource: &Value, held: &BTreeMap<&str, ItemId>) -> Option<FindingDraft> {
    let path = resource["path"].as_str().unwrap_or("");
    let shown = codes::quoted(path, 120);
    let Some(item) = held.get(path) else {
        return Some(codes::WACZ_RESOURCE.found(format!(
            "{PACKAGE} lists \"{shown}\", which is not in the WACZ or could not be read. Ask for a complete copy."
        )));
    };
    // Some writers give no digest; then there is nothing to check.
    let declared = resource["hash"].as_str()?;
    if declared.strip_prefix("sha256:").is_some_and(|hex| hex.eq_ignore_ascii_case(&item.hex())) {
        return None;
    }
    if declared.starts_with("sha256:") {
        return Some(codes::WACZ_DIGEST.found(format!(
            "The file \"{shown}\" has the SHA-256 {item}, where {PACKAGE} declares \"{}\": it was changed after it was \
             packed, or written wrongly. Compare with another copy.",
            codes::quoted(declared, 80)
        )));
    }
    Some(
        codes::WARC_DIGEST_UNREAD
            .found(format!("The digest \"{}\" of \"{shown}\" is not checked.", codes::quoted(declared, 80))),
    )
}

/// The list itself has a digest in a file beside it, where the writer made one.
fn check_package_digest(bytes: &Bytes, entries: &[Entry], held: &BTreeMap<&str, ItemId>) -> Option<FindingDraft> {
    entries.iter().find(|entry| entry.name == PACKAGE_DIGEST)?;
    let declared = match read_json(bytes, entries, PACKAGE_DIGEST) {
        Ok(digest) => digest["hash"].as_str().unwrap_or("").to_owned(),
        Err(why) => return Some(codes::WACZ_DAMAGED.found(format!("{PACKAGE_DIGEST} cannot be read: {why}."))),
    };
    let actual = held.get(PACKAGE)?;
    (!is_hash_of(&declared, actual)).then(|| {
        codes::WACZ_DIGEST.found(format!(
            "{PACKAGE} has the SHA-256 {actual}, where {PACKAGE_DIGEST} declares \"{}\": the list was changed after it \
             was packed, or written wrongly.",
            codes::quoted(&declared, 80)
        ))
    })
}

/// A crawl that was deduplicated against others names the WACZ files that hold the rest.
fn needs_others(package: &Value, needs: &mut Vec<Needed>) -> Option<FindingDraft> {
    let others = package["relation"]["requires"].as_array().filter(|others| !others.is_empty())?;
    let named = |other: &Value| {
        let hash = other["hash"].as_str();
        let bare = hash.map(|hash| hash.strip_prefix("sha256:").unwrap_or(hash).to_ascii_lowercase());
        Needed {
            what: NeededKind::Wacz,
            digest: bare.map(|hex| format!("sha256:{hex}")),
            name: other["filename"].as_str().or(hash).unwrap_or("unnamed").to_owned(),
        }
    };
    let named: Vec<Needed> = others.iter().take(limits::NEEDED).map(named).collect();
    let names: Vec<String> = named
        .iter()
        .take(10)
        .map(|other| {
            format!(
                "{} ({})",
                codes::quoted(&other.name, 80),
                codes::quoted(other.digest.as_deref().unwrap_or("no hash given"), 80)
            )
        })
        .collect();
    needs.extend(named);
    Some(codes::WACZ_NEEDS_OTHERS.found(format!(
        "The WACZ is not self-contained: it holds a part of its content in {} other WACZ files: {}. Add them too.",
        others.len(),
        names.join(", ")
    )))
}

/// Whoever made the WACZ may have signed its list (Webrecorder, "WACZ Signing and Verification 0.1.0").
fn signature(bytes: &Bytes, entries: &[Entry], held: &BTreeMap<&str, ItemId>) -> Option<FindingDraft> {
    let digest = read_json(bytes, entries, PACKAGE_DIGEST).ok()?;
    let signed = [&digest["signedData"], &digest["signatureData"]].into_iter().find(|data| data.is_object())?;
    let text = |name: &str| signed[name].as_str().unwrap_or("");
    let field = |name: &str| codes::quoted(signed[name].as_str().unwrap_or("not given"), 120);
    let made = format!("made with {} at {} as it says", field("software"), field("created"));
    if signed["domain"].is_string() {
        return Some(codes::WACZ_SIGNED.found(format!(
            "The list of the WACZ carries a signature of the domain {}, {made}. It was not checked here.",
            field("domain")
        )));
    }
    let of_this_list = held.get(PACKAGE).is_some_and(|list| is_hash_of(text("hash"), list));
    let checked = wacz_signature::check(text("publicKey"), text("signature"), text("hash").as_bytes());
    Some(match checked {
        Checked::Fits if of_this_list => codes::WACZ_SIGNED.found(format!(
            "The list of the WACZ carries a signature, {made}. The signature matches; the signer is not identified: \
             anybody can make such a key."
        )),
        Checked::Fits => codes::WACZ_SIGNATURE_DIFFERS.found(format!(
            "The list of the WACZ carries a signature, {made}. It is over the hash \"{}\", which is not that of this \
             list: the list was changed after it was signed, or the signature is of another WACZ.",
            field("hash")
        )),
        Checked::Differs => codes::WACZ_SIGNATURE_DIFFERS.found(format!(
            "The list of the WACZ carries a signature, {made}. It does not match: hash, signature or key were changed \
             after signing, or written wrongly."
        )),
        Checked::Unread => codes::WACZ_SIGNED.found(format!(
            "The list of the WACZ carries a signature of a key without a name, {made}. Its kind is not checked here."
        )),
    })
}

fn is_hash_of(declared: &str, item: &ItemId) -> bool {
    declared.strip_prefix("sha256:").is_some_and(|hex| hex.eq_ignore_ascii_case(&item.hex()))
}
