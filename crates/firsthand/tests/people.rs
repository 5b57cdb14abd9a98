//! Firsthand never identifies people. The features that would do it must stay absent, from our words and from what we
//! depend on.

use std::path::Path;

/// Beginnings of words in names of libraries that recognise faces, voices or gaits, or keep profiles of people.
const FORBIDDEN_DEPENDENCIES: &[&str] = &[
    "face",
    "facenet",
    "insightface",
    "dlib",
    "rustface",
    "speaker",
    "diariz",
    "voiceprint",
    "gait",
    "reid",
    "biometric",
];

/// Parts of names that such a feature would have in our own code.
const FORBIDDEN_NAMES: &[&str] = &[
    "face_recogn",
    "recognise_face",
    "recognize_face",
    "face_embedding",
    "FaceEmbedding",
    "voice_print",
    "VoicePrint",
    "speaker_id",
    "SpeakerId",
    "identify_person",
    "identify_speaker",
    "gait_",
    "person_score",
    "PersonScore",
    "suspicion_score",
    "user_profile",
    "UserProfile",
    "link_accounts",
    "LinkAccounts",
];

#[test]
fn no_dependency_recognises_people() {
    let lock = std::fs::read_to_string(workspace().join("Cargo.lock")).expect("Cargo.lock");
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")).map(|name| name.trim_end_matches('"'));
    for name in names {
        for part in name.split(['-', '_']) {
            let forbidden = FORBIDDEN_DEPENDENCIES.iter().any(|forbidden| part.starts_with(forbidden));
            assert!(!forbidden, "the dependency {name} looks like it recognises people: see SECURITY.md");
        }
    }
}

#[test]
fn no_code_of_ours_is_named_after_recognising_people() {
    let mut folders = vec![workspace().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests/people.rs")
            {
                let source = std::fs::read_to_string(&path).expect("a source file");
                for forbidden in FORBIDDEN_NAMES {
                    assert!(!source.contains(forbidden), "{} holds `{forbidden}`: see SECURITY.md", path.display());
                }
            }
        }
    }
}

fn workspace() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
