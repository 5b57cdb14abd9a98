//! The example of docs/formats/log.md holds, as it stands there.

use evidence::extension::ConsistencyProof;
use evidence::keys::KeyHistory;
use evidence::proof::TlogProof;
use evidence::seal::{self, Opening};
use evidence::{Checkpoint, Hash, NoteSigningKey, NoteVerifyingKey};

const LOG_PAGE: &str = include_str!("../../../docs/formats/log.md");

/// The fenced text after a line that begins with `heading`.
fn example(heading: &str) -> &'static str {
    let after = &LOG_PAGE[LOG_PAGE.find(heading).unwrap_or_else(|| panic!("no {heading}"))..];
    let start = after.find("```").unwrap();
    let body = &after[start + after[start..].find('\n').unwrap() + 1..];
    &body[..body.find("```").unwrap()]
}

#[test]
fn the_documented_proof_leads_from_the_documented_entry_to_the_documented_checkpoint() {
    let key = NoteVerifyingKey::from_vkey(example("The public key").trim_end()).unwrap();
    let leaf = example("An entry of format 1").trim_end();
    evidence::leaf::decode(leaf.as_bytes()).unwrap();
    let proof = TlogProof::from_text(example("The proof")).unwrap();
    assert_eq!(proof.verify(leaf.as_bytes(), &key).unwrap().size, 3);
    assert_eq!(proof.checkpoint, example("`log/checkpoint`"));
}

#[test]
fn the_documented_opening_fits_the_documented_sealed_leaf() {
    let leaf = example("A sealed leaf").trim_end();
    let opening = Opening::from_text(example("Its opening").trim_end()).unwrap();
    let entry = seal::open(leaf.as_bytes(), &opening).unwrap();
    let plain = evidence::leaf::decode(example("An entry of format 1").trim_end().as_bytes()).unwrap();
    assert_eq!(entry, plain);
}

fn documented_keys() -> KeyHistory {
    let key = NoteVerifyingKey::from_vkey(example("The public key").trim_end()).unwrap();
    KeyHistory::from_text(key, example("A key rotation, by which")).unwrap()
}

#[test]
fn the_documented_rotation_follows_from_the_documented_key_and_state() {
    let keys = documented_keys();
    let rotation = &keys.rotations()[0];
    let checkpoint = keys.open_checkpoint(example("`log/checkpoint`").as_bytes()).unwrap();
    assert_eq!((rotation.index, rotation.root), (checkpoint.size, checkpoint.root));
    assert_eq!(keys.key_at(4), &rotation.new_key);
}

#[test]
fn the_documented_consistency_proof_leads_from_the_first_entry_to_the_documented_checkpoint() {
    let keys = documented_keys();
    let proof = ConsistencyProof::from_text(example("A consistency proof")).unwrap();
    let first = TlogProof::from_text(example("The proof")).unwrap().hashes[0];
    let earlier = |root: Hash| {
        // The secret half of the documented key.
        let key = NoteSigningKey::from_seed(keys.first().name(), &[9; 32]).unwrap();
        Checkpoint { origin: keys.first().name().to_owned(), size: 1, root }.sign(&key).unwrap()
    };
    assert_eq!(proof.verify(&keys, earlier(first).as_bytes()).unwrap().size, 3);
    assert!(proof.verify(&keys, earlier(evidence::tree::leaf_hash(b"another")).as_bytes()).is_err());
}

mod timestamps {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use evidence::timestamp::{StampFiles, openssl_command};
    use std::collections::BTreeMap;

    const PAGE: &str = include_str!("../../../docs/formats/timestamps.md");

    /// The fenced text after a line that begins with the file's name.
    fn example(name: &str) -> &'static str {
        let heading = format!("\n`{name}`");
        let after = &PAGE[PAGE.find(&heading).unwrap_or_else(|| panic!("no {heading}"))..];
        let start = after.find("```text\n").unwrap() + "```text\n".len();
        &after[start..start + after[start..].find("```").unwrap()]
    }

    #[test]
    fn the_documented_stamp_holds_and_states_the_documented_time() {
        let encoded = |name: &str| STANDARD.decode(example(name).replace('\n', "")).unwrap();
        let stamp = StampFiles(BTreeMap::from([
            ("checkpoint".to_owned(), example("checkpoint").as_bytes().to_vec()),
            ("request.tsq".to_owned(), encoded("request.tsq")),
            ("reply.tsr".to_owned(), encoded("reply.tsr")),
            ("root.pem".to_owned(), example("root.pem").as_bytes().to_vec()),
            ("chain.pem".to_owned(), example("chain.pem").as_bytes().to_vec()),
        ]));
        let found = stamp.verify().unwrap();
        assert!(PAGE.contains(&format!("it states {}:", found.time)), "{}", found.time);
        let command = openssl_command(".", &found).replace("./", "");
        assert!(PAGE.contains(&command), "{command}");
    }
}
