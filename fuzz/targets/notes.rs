//! Signed notes, checkpoints, keys and key rotations, signatures of persons. What is read is written as it was, and what
//! holds under a key is what that key signed.

#![no_main]

use evidence::keys::{self, KeyHistory, KeyRotation};
use evidence::note::{NoteSigningKey, NoteVerifyingKey};
use evidence::signer::{self, SignerKey};
use evidence::{Checkpoint, tree};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<NoteSigningKey> =
    LazyLock::new(|| NoteSigningKey::from_seed("firsthand-case/00ff", &[9; 32]).expect("a sound name"));
/// All that the key ever signed: a checkpoint, and that another key takes its place.
static SIGNED: LazyLock<[String; 2]> = LazyLock::new(|| {
    let origin = KEY.verifying_key().name().to_owned();
    let new_key = NoteSigningKey::from_seed(&origin, &[10; 32]).expect("a sound name").verifying_key();
    let checkpoint = Checkpoint { origin, size: 0, root: tree::empty_root() };
    let rotation = KeyRotation::authorize(&KEY, 3, tree::empty_root(), &new_key).expect("one name");
    [checkpoint.sign(&KEY).expect("a sound origin"), rotation.note().to_owned()]
});

fuzz_target!(|input: &[u8]| {
    check_note(input);
    check_signatures(input);
    let Ok(text) = std::str::from_utf8(input) else { return };
    check_keys(text);
    if let Some(checkpoint) = Checkpoint::from_text(text) {
        assert_eq!(checkpoint.text(), text);
    }
});

fn check_note(note: &[u8]) {
    let _ = keys::unverified_signers(note);
    let unverified = Checkpoint::unverified(note);
    let key = KEY.verifying_key();
    if let Ok(opened) = key.open(note) {
        let mut signed = SIGNED.iter().filter_map(|note| note.split_once("\n\n"));
        assert!(signed.any(|(text, _)| format!("{text}\n") == opened.text), "this was never signed: {:?}", opened.text);
    }
    if let Ok(checkpoint) = Checkpoint::open(note, &key) {
        assert_eq!(unverified.as_ref(), Ok(&checkpoint));
        assert_eq!(KeyHistory::new(key).open_checkpoint(note), Ok(checkpoint));
    }
}

fn check_keys(text: &str) {
    if let Ok(key) = NoteVerifyingKey::from_vkey(text) {
        assert_eq!(key.vkey(), text);
    }
    if let Ok(key) = NoteSigningKey::from_skey(text) {
        assert_eq!(key.skey(), text);
    }
    if let Ok(history) = KeyHistory::from_text(KEY.verifying_key(), text) {
        assert!(text.ends_with(&history.text()), "rotations that were not there");
    }
    if let Ok(key) = SignerKey::from_text(text) {
        assert_eq!(SignerKey::from_text(&key.text()), Ok(key));
    }
}

fn check_signatures(file: &[u8]) {
    let message = b"firsthand-bundle/1\n";
    let _ = signer::ssh_signer(file, message);
    if let Ok(SignerKey::Minisign { number, key }) = signer::minisign_public_key(file) {
        let _ = signer::check_minisign(file, message, &number, &key);
    }
    let text = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    if let Ok(SignerKey::Minisign { number, key }) = SignerKey::from_text(text) {
        let _ = signer::check_minisign(file, message, &number, &key);
    }
}
