//! A sound bundle with files changed, removed, added, exchanged; and one whose payload was changed before it was signed,
//! so that every reader behind the signature gets bytes of ours. A bundle that differs from the signed one does not pass.

#![no_main]

use evidence::bundle::check_bundle;
use fuzz::bundle::{self, Files};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SOUND: LazyLock<Files> = LazyLock::new(|| {
    let sound = bundle::sound();
    assert!(check_bundle(&sound, Some(&bundle::key().verifying_key())).passed(), "the bundle to begin with holds");
    sound
});

/// One thing that somebody does to a bundle; a file is meant by its place in the list.
#[derive(Arbitrary, Debug)]
enum Edit {
    SetByte { file: u8, at: u16, byte: u8 },
    Insert { file: u8, at: u16, bytes: Vec<u8> },
    Cut { file: u8, length: u16 },
    Remove { file: u8 },
    Add { path: String, bytes: Vec<u8> },
    Replace { file: u8, bytes: Vec<u8> },
    Exchange { one: u8, other: u8 },
    Rename { file: u8, path: String },
}

#[derive(Arbitrary, Debug)]
struct Input {
    /// Whoever did it has the key and signed afterwards.
    signed_again: bool,
    edits: Vec<Edit>,
}

fuzz_target!(|input: Input| {
    let mut files = SOUND.clone();
    for edit in input.edits.into_iter().take(16) {
        apply(edit, &mut files);
    }
    let key = bundle::key().verifying_key();
    if input.signed_again {
        files.0.retain(|path, _| path.starts_with("data/") && evidence::bag::check_path(path).is_ok());
        check_bundle(&bundle::bagged(files.0), Some(&key));
        return;
    }
    let report = check_bundle(&files, Some(&key));
    assert_eq!(report.passed(), files == *SOUND, "{report:?}");
    check_bundle(&files, None);
});

fn apply(edit: Edit, files: &mut Files) {
    let name = |file: u8| files.0.keys().nth(usize::from(file) % files.0.len().max(1)).cloned().unwrap_or_default();
    let of = |at: u16, length: usize| usize::from(at) % (length + 1);
    match edit {
        Edit::SetByte { file, at, byte } => {
            let place = files.0.get_mut(&name(file)).and_then(|bytes| {
                let at = of(at, bytes.len().saturating_sub(1));
                bytes.get_mut(at)
            });
            place.into_iter().for_each(|place| *place = byte);
        }
        Edit::Insert { file, at, bytes: more } => {
            if let Some(bytes) = files.0.get_mut(&name(file)) {
                let at = of(at, bytes.len());
                bytes.splice(at..at, more);
            }
        }
        Edit::Cut { file, length } => {
            if let Some(bytes) = files.0.get_mut(&name(file)) {
                bytes.truncate(of(length, bytes.len()));
            }
        }
        Edit::Remove { file } => {
            files.0.remove(&name(file));
        }
        Edit::Add { path, bytes } => {
            files.0.insert(path, bytes);
        }
        Edit::Replace { file, bytes } => {
            files.0.insert(name(file), bytes);
        }
        Edit::Exchange { one, other } => {
            let (one, other) = (name(one), name(other));
            if let (Some(first), Some(second)) = (files.0.get(&one).cloned(), files.0.get(&other).cloned()) {
                files.0.insert(one, second);
                files.0.insert(other, first);
            }
        }
        Edit::Rename { file, path } => {
            if let Some(bytes) = files.0.remove(&name(file)) {
                files.0.insert(path, bytes);
            }
        }
    }
}
