//! The verifier for recipients, `verify_proof.py`, shares no code with ours. It must accept our proofs and refuse each of
//! them after a changed byte. It runs `python3` and `openssl`; where one is absent, this fails.

mod shared;

use archive::Case;
use evidence::bundle::VERIFY_PROOF_PY;
use evidence::{Checkpoint, NoteSigningKey};
use shared::{TIME, TOOL, capture, new_case};
use std::fs;
use std::path::Path;
use std::process::Command;

struct Judged {
    accepted: bool,
    said: String,
}

/// What the verifier says of a proof and a leaf, and of an original where one is given.
fn judge(folder: &Path, vkey: &str, proof: &[u8], leaf: &[u8], original: Option<&[u8]>) -> Judged {
    fs::write(folder.join("verify_proof.py"), VERIFY_PROOF_PY).unwrap();
    fs::write(folder.join("proof"), proof).unwrap();
    fs::write(folder.join("leaf"), leaf).unwrap();
    fs::write(folder.join("original"), original.unwrap_or_default()).unwrap();
    let mut command = Command::new("python3");
    command.current_dir(folder).args(["verify_proof.py", vkey, "proof", "leaf"]);
    command.args(original.map(|_| "original"));
    let ran = command.output().expect("python3 is there");
    let said = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert_eq!(ran.status.success(), said.starts_with("OK: "), "{said}");
    Judged { accepted: ran.status.success(), said }
}

/// A case of seven entries, and with rotations of nine.
fn case_of(rotations: bool) -> (tempfile::TempDir, Case) {
    let (folder, case) = new_case();
    for number in 0..6u8 {
        case.put_object(&mut [number].as_slice()).unwrap();
        case.append(&[capture(&[number], "n")]).unwrap();
        if rotations && [2, 4].contains(&number) {
            case.rotate_key("a new laptop", "N. N.", TIME, TOOL).unwrap();
        }
    }
    (folder, case)
}

fn secret(case: &Case) -> NoteSigningKey {
    let text = fs::read_to_string(case.folder().join("keys/log.key")).unwrap();
    NoteSigningKey::from_skey(text.trim_end()).unwrap()
}

#[test]
fn it_accepts_the_proof_of_every_entry_by_any_of_the_keys() {
    let place = tempfile::tempdir().unwrap();
    for rotations in [false, true] {
        let (_folder, case) = case_of(rotations);
        let keys: Vec<String> = case.key_history().unwrap().keys().map(|key| key.vkey()).collect();
        assert_eq!(keys.len(), 1 + 2 * usize::from(rotations));
        for (index, leaf) in (0u64..).zip(case.leaves(0..99).unwrap()) {
            let proof = case.inclusion_proof(index).unwrap();
            let key = &keys[index as usize % keys.len()];
            let judged = judge(place.path(), key, proof.as_bytes(), &leaf, None);
            assert!(judged.accepted, "entry {index}: {}", judged.said);
        }
        let (proof, leaf) = (case.inclusion_proof(1).unwrap(), case.leaves(1..2).unwrap().remove(0));
        assert!(judge(place.path(), &keys[0], proof.as_bytes(), &leaf, Some(&[0])).accepted);
        let other = judge(place.path(), &keys[0], proof.as_bytes(), &leaf, Some(&[1]));
        assert!(!other.accepted && other.said.contains("not the item"), "{}", other.said);
    }
}

#[test]
fn it_refuses_a_changed_byte_of_proof_leaf_or_key() {
    let place = tempfile::tempdir().unwrap();
    let (_folder, case) = case_of(true);
    let vkey = case.public_key_vkey();
    let (proof, leaf) = (case.inclusion_proof(3).unwrap().into_bytes(), case.leaves(3..4).unwrap().remove(0));
    // Every byte would take minutes: one of every 61.
    for at in (0..proof.len()).step_by(61) {
        let mut other = proof.clone();
        other[at] ^= 1;
        assert!(!judge(place.path(), &vkey, &other, &leaf, None).accepted, "byte {at} of the proof");
    }
    for at in [0, leaf.len() / 2, leaf.len() - 1] {
        let mut other = leaf.clone();
        other[at] ^= 1;
        assert!(!judge(place.path(), &vkey, &proof, &other, None).accepted, "byte {at} of the leaf");
    }
    let stranger = NoteSigningKey::from_seed(&case.checkpoint().unwrap().origin, &[1; 32]).unwrap();
    assert!(!judge(place.path(), &stranger.verifying_key().vkey(), &proof, &leaf, None).accepted);
}

#[test]
fn it_refuses_a_checkpoint_that_a_stolen_replaced_key_signed() {
    let place = tempfile::tempdir().unwrap();
    let (_folder, case) = case_of(false);
    let (stolen, vkey) = (secret(&case), case.public_key_vkey());
    let current = case.rotate_key("stolen", "N. N.", TIME, TOOL).unwrap().vkey;
    let (proof, leaf) = (case.inclusion_proof(1).unwrap(), case.leaves(1..2).unwrap().remove(0));
    let (head, note) = proof.split_once("\n\n").unwrap();
    let forged = Checkpoint::unverified(note.as_bytes()).unwrap().sign(&stolen).unwrap();
    let forged = format!("{head}\n\n{forged}");
    for key in [&vkey, &current] {
        assert!(judge(place.path(), key, proof.as_bytes(), &leaf, None).accepted);
        let judged = judge(place.path(), key, forged.as_bytes(), &leaf, None);
        assert!(!judged.accepted && judged.said.contains("not signed by key"), "{}", judged.said);
    }
}
