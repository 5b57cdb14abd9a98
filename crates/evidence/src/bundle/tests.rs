use super::*;
use crate::bag;
use crate::note::NoteSigningKey;
use crate::proof::TlogProof;
use crate::tiles::LogEdge;
use crate::tree::{self, Hash};
use model::{LogEntry, OperatorClaims};
use std::collections::BTreeMap;

/// A bundle in memory.
#[derive(Clone)]
struct Files(BTreeMap<String, Vec<u8>>);

impl BundleFiles for Files {
    fn list(&self) -> Result<Vec<ListedFile>, FileProblem> {
        Ok(self.0.keys().map(|path| ListedFile { path: path.clone(), oddity: None }).collect())
    }

    fn read(&self, path: &str, limit_bytes: u64) -> Result<Vec<u8>, FileProblem> {
        let bytes = self.0.get(path).ok_or(FileProblem::Missing)?;
        if bytes.len() as u64 > limit_bytes { Err(FileProblem::TooLong { limit_bytes }) } else { Ok(bytes.clone()) }
    }

    fn digest(&self, path: &str) -> Result<FileDigest, FileProblem> {
        let bytes = self.0.get(path).ok_or(FileProblem::Missing)?;
        Ok(FileDigest { sha256: ItemId::of(bytes), size_bytes: bytes.len() as u64 })
    }
}

type Payload = BTreeMap<String, Vec<u8>>;

const ORIGINALS: [&[u8]; 3] = [b"first original", b"second", b"third, not exported"];

fn key() -> NoteSigningKey {
    NoteSigningKey::from_seed("firsthand-case/00ff", &[9; 32]).unwrap()
}

fn leaves() -> Vec<Vec<u8>> {
    let time = "2026-01-02T03:04:05Z".to_owned();
    let tool = "firsthand 0.1.0".to_owned();
    let created =
        LogEntry::CaseCreated { format: 1, time: time.clone(), tool: tool.clone(), case_id: "00ff".to_owned() };
    let captured = ORIGINALS.iter().map(|bytes| LogEntry::Captured {
        item: ItemId::of(bytes),
        size_bytes: bytes.len() as u64,
        name: "a.txt".to_owned(),
        time: time.clone(),
        tool: tool.clone(),
        container: None,
        container_url: None,
        container_time: None,
        claimed: OperatorClaims::default(),
    });
    [created].into_iter().chain(captured).map(|entry| crate::leaf::encode(&entry).unwrap()).collect()
}

/// Payload of a small bundle: two originals of three, every proof, the whole log if asked for.
fn payload(with_log: bool) -> BTreeMap<String, Vec<u8>> {
    let leaves = leaves();
    let hashes: Vec<Hash> = leaves.iter().map(|leaf| tree::leaf_hash(leaf)).collect();
    let size = leaves.len() as u64;
    let Ok(root) = tree::root(hashes.as_slice(), size);
    let checkpoint = Checkpoint { origin: "firsthand-case/00ff".to_owned(), size, root }.sign(&key()).unwrap();
    let mut files = BTreeMap::new();
    files.insert(KEY_PATH.to_owned(), format!("{}\n", key().verifying_key().vkey()).into_bytes());
    files.insert(CHECKPOINT_PATH.to_owned(), checkpoint.clone().into_bytes());
    files.insert("data/report/index.html".to_owned(), b"<html></html>".to_vec());
    for (log_index, bytes) in (1u64..).zip(ORIGINALS) {
        let item = ItemId::of(bytes);
        let Ok(hashes) = tree::inclusion_proof(hashes.as_slice(), log_index, size);
        let proof = TlogProof { index: log_index, hashes, checkpoint: checkpoint.clone(), extra: None };
        files.insert(proof_path(&item, log_index), proof.text().into_bytes());
        files.insert(leaf_path(&item, log_index), leaves[log_index as usize].clone());
        if log_index < 3 {
            files.insert(original_path(&item, if log_index == 1 { "txt" } else { "" }), bytes.to_vec());
        }
    }
    if with_log {
        let growth = LogEdge::default().append(leaves.iter().map(Vec::as_slice));
        files.extend(growth.writes.into_iter().map(|tile| (log_path(&tile.path), tile.bytes)));
    }
    files
}

/// The payload with the tag files that belong to it.
fn bagged(files: BTreeMap<String, Vec<u8>>) -> Files {
    bagged_by(files, &key())
}

fn bagged_by(mut files: BTreeMap<String, Vec<u8>>, signer: &NoteSigningKey) -> Files {
    let digests = files
        .iter()
        .map(|(path, bytes)| (path.clone(), FileDigest { sha256: ItemId::of(bytes), size_bytes: bytes.len() as u64 }))
        .collect();
    let tags = bag::tag_files(&digests, &[("Bagging-Date", "2026-01-02")]).unwrap();
    let signature = signer.sign(&tags.text_to_sign).unwrap();
    files.extend(tags.files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    files.insert(bag::SIGNATURE_PATH.to_owned(), signature.into_bytes());
    Files(files)
}

fn failures(files: &Files) -> Vec<BundleCheck> {
    let report = check_bundle(files, Some(&key().verifying_key()));
    report.checks.into_iter().filter(|check| check.outcome == Outcome::Failed).collect()
}

#[test]
fn a_sound_bundle_passes_and_says_what_is_not_in_it_and_not_proved() {
    for with_log in [true, false] {
        let report = check_bundle(&bagged(payload(with_log)), None);
        let failed: Vec<_> = report.checks.iter().filter(|check| check.outcome == Outcome::Failed).collect();
        assert!(report.passed() && failed.is_empty(), "{failed:?}");
        assert_eq!(report.items.len(), 3);
        assert_eq!(report.log_size, Some(4));
        let left_out: Vec<_> = report.checks.iter().filter(|check| check.outcome == Outcome::NotInBundle).collect();
        assert!(left_out.iter().any(|check| check.about == ItemId::of(ORIGINALS[2]).hex()));
        assert_eq!(left_out.iter().any(|check| check.name == "log recomputed"), !with_log);
        assert!(report.does_not_prove[0].contains(&key().verifying_key().vkey()));
    }
}

#[test]
fn every_changed_byte_of_every_file_is_found_and_something_is_named() {
    let files = bagged(payload(true));
    for (path, bytes) in &files.0 {
        for at in 0..bytes.len() {
            for mask in [0x01, 0x20, 0x80] {
                let mut other = files.clone();
                other.0.get_mut(path).unwrap()[at] ^= mask;
                // Without an expected key too: a changed key must not pass as another key.
                let report = check_bundle(&other, None);
                let failed = report.checks.iter().find(|check| check.outcome == Outcome::Failed);
                assert!(failed.is_some_and(|check| !check.about.is_empty()), "{path} byte {at} mask {mask:#x}");
            }
        }
    }
}

#[test]
fn every_cut_removed_renamed_or_added_file_is_found() {
    let files = bagged(payload(true));
    for (path, bytes) in &files.0 {
        let mut removed = files.clone();
        removed.0.remove(path);
        assert!(!failures(&removed).is_empty(), "without {path}");
        let mut renamed = removed.clone();
        renamed.0.insert(format!("{path}x"), bytes.clone());
        assert!(!failures(&renamed).is_empty(), "renamed {path}");
        for cut in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut cut_short = files.clone();
            cut_short.0.get_mut(path).unwrap().truncate(cut);
            assert!(!failures(&cut_short).is_empty(), "{path} cut to {cut}");
        }
    }
    for extra in ["data/more", "more.txt", "data/log/tile/0/001"] {
        let mut added = files.clone();
        added.0.insert(extra.to_owned(), b"x".to_vec());
        assert_eq!(failures(&added)[0].about, extra);
    }
}

#[test]
fn a_forger_who_makes_the_bag_anew_with_another_key_is_found_by_the_expected_key() {
    let mut files = bagged(payload(false));
    let forger = NoteSigningKey::from_seed("firsthand-case/00ff", &[1; 32]).unwrap();
    files.0.insert(KEY_PATH.to_owned(), forger.verifying_key().vkey().into_bytes());
    assert!(failures(&files).iter().any(|check| check.name == "key"));
}

#[test]
fn a_consistent_bag_with_inconsistent_content_is_found_and_the_item_named() {
    let third = ItemId::of(ORIGINALS[2]);
    let change = |change: &dyn Fn(&mut Payload)| {
        let mut files = payload(true);
        change(&mut files);
        failures(&bagged(files))
    };
    let original = change(&|files| drop(files.insert(original_path(&third, ""), b"other bytes".to_vec())));
    assert_eq!((original[0].name, original[0].about.clone()), ("original", third.hex()));
    let stranger = ItemId::of(b"never logged");
    let unlogged = change(&|files| drop(files.insert(original_path(&stranger, ""), b"never logged".to_vec())));
    assert_eq!((unlogged[0].name, unlogged[0].about.clone()), ("original", stranger.hex()));
    let leaf = change(&|files| {
        let other = files[&leaf_path(&ItemId::of(ORIGINALS[0]), 1)].clone();
        files.insert(leaf_path(&third, 3), other);
    });
    assert_eq!((leaf[0].name, leaf[0].about.clone()), ("log entry", third.hex()));
    let no_leaf = change(&|files| drop(files.remove(&leaf_path(&third, 3))));
    assert_eq!(no_leaf[0].about, third.hex());
    let tile = change(&|files| drop(files.insert(log_path("tile/0/000.p/4"), vec![0; 128])));
    assert_eq!(tile[0].about, "data/log/tile/0/000.p/4");
    let entries = change(&|files| drop(files.remove(&log_path("tile/entries/000.p/4"))));
    assert!(entries.iter().any(|check| check.about.contains("tile/entries")));
}

#[test]
fn an_empty_folder_is_no_bundle() {
    let report = check_bundle(&Files(BTreeMap::new()), None);
    assert!(!report.passed());
}

/// The key that takes over at entry 4.
fn second_key() -> NoteSigningKey {
    NoteSigningKey::from_seed("firsthand-case/00ff", &[8; 32]).unwrap()
}

/// A bundle of the whole log, five entries, in which the second key takes over with the last; signed by `signer`.
fn rotated(signer: &NoteSigningKey, with_log: bool) -> Files {
    let mut leaves = leaves();
    let hashes: Vec<Hash> = leaves.iter().map(|leaf| tree::leaf_hash(leaf)).collect();
    let Ok(root) = tree::root(hashes.as_slice(), 4);
    let rotation = crate::keys::KeyRotation::authorize(&key(), 4, root, &second_key().verifying_key()).unwrap();
    let said = || "x".to_owned();
    let authorization = rotation.note().to_owned();
    let entry = LogEntry::KeyRotated { authorization, why: said(), by: said(), time: said(), tool: said() };
    leaves.push(crate::leaf::encode(&entry).unwrap());
    let mut edge = LogEdge::default();
    let growth = edge.append(leaves.iter().map(Vec::as_slice));
    let mut files = payload(false);
    files.retain(|path, _| !path.starts_with(PROOFS_START) && !path.starts_with(ORIGINALS_START));
    let checkpoint = Checkpoint { origin: "firsthand-case/00ff".to_owned(), size: 5, root: edge.root() };
    files.insert(CHECKPOINT_PATH.to_owned(), checkpoint.sign(signer).unwrap().into_bytes());
    files.insert(KEY_ROTATIONS_PATH.to_owned(), rotation.note().as_bytes().to_vec());
    if with_log {
        files.extend(growth.writes.into_iter().map(|tile| (log_path(&tile.path), tile.bytes)));
    }
    bagged_by(files, signer)
}

fn failed_with(files: &Files, expected: &NoteSigningKey) -> Vec<BundleCheck> {
    let report = check_bundle(files, Some(&expected.verifying_key()));
    report.checks.into_iter().filter(|check| check.outcome == Outcome::Failed).collect()
}

#[test]
fn a_bundle_by_a_later_key_holds_for_whoever_expects_any_of_the_keys() {
    for with_log in [true, false] {
        let files = rotated(&second_key(), with_log);
        assert_eq!(failed_with(&files, &key()), []);
        assert_eq!(failed_with(&files, &second_key()), []);
        let report = check_bundle(&files, Some(&key().verifying_key()));
        assert_eq!(report.signed_by, Some(second_key().verifying_key().vkey()));
        assert!(report.does_not_prove[0].contains(&second_key().verifying_key().vkey()));
    }
    let stranger = NoteSigningKey::from_seed("firsthand-case/00ff", &[7; 32]).unwrap();
    assert_eq!(failed_with(&rotated(&second_key(), true), &stranger)[0].name, "key");
}

#[test]
fn a_replaced_key_signs_no_bundle_of_a_later_state_and_its_rotation_cannot_be_hidden() {
    for expected in [key(), second_key()] {
        let failed = failed_with(&rotated(&key(), true), &expected);
        assert!(failed.iter().any(|check| check.name == "checkpoint signature"), "{failed:?}");
    }
    // Without the list the entries still tell of the rotation, and the checkpoint is by an unknown key.
    let mut hidden = rotated(&second_key(), true).0;
    hidden.retain(|path, _| path.starts_with("data/") && path != KEY_ROTATIONS_PATH);
    assert!(!failed_with(&bagged_by(hidden.clone(), &second_key()), &key()).is_empty());
    let checkpoint = Checkpoint::unverified(&hidden[CHECKPOINT_PATH]).unwrap();
    hidden.insert(CHECKPOINT_PATH.to_owned(), checkpoint.sign(&key()).unwrap().into_bytes());
    let failed = failed_with(&bagged_by(hidden, &key()), &key());
    assert!(failed.iter().any(|check| check.about == "log entry 4"), "{failed:?}");
    // A rotation of a state that this bundle does not have is not believed.
    let mut later = payload(true);
    later.insert(KEY_ROTATIONS_PATH.to_owned(), rotated(&second_key(), false).0[KEY_ROTATIONS_PATH].clone());
    assert!(failed_with(&bagged(later), &key()).iter().any(|check| check.name == "key rotations"));
}

#[test]
fn a_bundle_goes_on_from_an_earlier_checkpoint_or_is_refused() {
    let hashes: Vec<Hash> = leaves().iter().map(|leaf| tree::leaf_hash(leaf)).collect();
    let note = |size: u64, hashes: &[Hash]| {
        let Ok(root) = tree::root(hashes, size);
        Checkpoint { origin: "firsthand-case/00ff".to_owned(), size, root }.sign(&key()).unwrap()
    };
    let refused = |files: &Files, checkpoint: String, consistency: Option<String>| {
        let earlier = Earlier { checkpoint: checkpoint.into_bytes(), consistency };
        let known = Known { key: Some(&key().verifying_key()), earlier: Some(&earlier), ..Known::default() };
        let report = check_bundle_with(files, &known);
        let failed = report.checks.into_iter().find(|check| check.outcome == Outcome::Failed);
        failed.map(|check| (check.name, check.text))
    };
    let (whole, chosen) = (bagged(payload(true)), bagged(payload(false)));
    assert_eq!(refused(&whole, note(2, &hashes), None), None);
    assert_eq!(refused(&chosen, note(4, &hashes), None), None);
    let (name, text) = refused(&chosen, note(2, &hashes), None).unwrap();
    assert!(name == "goes on from the checkpoint you know" && text.contains("--consistency"), "{text}");
    let Ok(proof) = tree::consistency_proof(hashes.as_slice(), 2, 4);
    let checkpoint = note(4, &hashes);
    let proof = crate::extension::ConsistencyProof { old_size: 2, hashes: proof, checkpoint };
    assert_eq!(refused(&chosen, note(2, &hashes), Some(proof.text())), None);
    let other: Vec<Hash> = hashes.iter().rev().copied().collect();
    for (size, word) in [(2, "does not go on"), (4, "a fork")] {
        let (_, text) = refused(&whole, note(size, &other), None).unwrap();
        assert!(text.contains(word), "{text}");
        assert!(refused(&chosen, note(size, &other), Some(proof.text())).is_some());
    }
    let longer = [hashes.clone(), hashes.clone()].concat();
    let (_, text) = refused(&whole, note(5, &longer), None).unwrap();
    assert!(text.contains("set back"), "{text}");
}

/// A bundle that a person signed, with the signature as ssh-keygen writes it.
fn signed_by_a_person() -> (Files, SignerKey) {
    use base64::Engine;
    use ed25519_dalek::Signer;
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let mut files = bagged(payload(false));
    let person = ed25519_dalek::SigningKey::from_bytes(&[5; 32]);
    let hash = <sha2::Sha512 as sha2::Digest>::digest(&files.0[bag::TAG_MANIFEST_PATH]);
    let head = [string(b"file"), string(b""), string(b"sha512")].concat();
    let signature = person.sign(&[b"SSHSIG".as_slice(), &head, &string(&hash)].concat());
    let key = [string(b"ssh-ed25519"), string(person.verifying_key().as_bytes())].concat();
    let signature = [string(b"ssh-ed25519"), string(&signature.to_bytes())].concat();
    let blob = [b"SSHSIG".as_slice(), &1u32.to_be_bytes(), &string(&key), &head, &string(&signature)].concat();
    let digits = base64::engine::general_purpose::STANDARD.encode(blob);
    let lines = digits.as_bytes().chunks(70).map(|line| format!("{}\n", String::from_utf8_lossy(line)));
    let body: String = lines.collect();
    let text = format!("-----BEGIN SSH SIGNATURE-----\n{body}-----END SSH SIGNATURE-----\n");
    files.0.insert(bag::SSH_SIGNATURE_PATH.to_owned(), text.into_bytes());
    (files, SignerKey::Ssh(person.verifying_key()))
}

#[test]
fn a_persons_signature_stands_beside_the_cases_and_no_byte_of_it_can_be_changed() {
    let (files, person) = signed_by_a_person();
    let report = check_bundle(&files, None);
    assert!(report.passed(), "{:?}", report.checks);
    assert_eq!(report.signers, [person.text()]);
    assert!(report.does_not_prove.iter().any(|line| line.contains(&person.text())));
    let bytes = &files.0[bag::SSH_SIGNATURE_PATH];
    for at in 0..bytes.len() {
        let mut other = files.clone();
        other.0.get_mut(bag::SSH_SIGNATURE_PATH).unwrap()[at] ^= 1;
        assert!(!check_bundle(&other, None).passed(), "byte {at}");
    }
    let mut other = files.clone();
    other.0.insert(bag::MINISIGN_SIGNATURE_PATH.to_owned(), b"x".to_vec());
    assert!(!check_bundle(&other, None).passed());
    let mut other = files;
    other.0.insert(bag::MINISIGN_KEY_PATH.to_owned(), b"x".to_vec());
    assert!(!check_bundle(&other, None).passed());
}

#[test]
fn a_person_who_must_have_signed_and_did_not_is_named() {
    let (files, person) = signed_by_a_person();
    let signers = [person.clone()];
    let known = Known { signers: &signers, ..Known::default() };
    assert!(check_bundle_with(&files, &known).passed());
    let unsigned = bagged(payload(false));
    let report = check_bundle_with(&unsigned, &known);
    let failed: Vec<_> = report.checks.iter().filter(|check| check.outcome == Outcome::Failed).collect();
    assert_eq!((failed.len(), failed[0].about.clone()), (1, person.text()));
}
