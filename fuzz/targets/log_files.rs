//! Files of the log and of a bundle: proofs, consistency proofs, tiles, leaves, openings, manifests. What is read is
//! written as it was; a proof that holds is for the leaf that is in the log; a path is one of the log or is not.

#![no_main]

use evidence::bag::{self, FileDigest};
use evidence::extension::ConsistencyProof;
use evidence::proof::TlogProof;
use evidence::seal::Opening;
use evidence::{leaf, seal, tiles, tree};
use fuzz::bundle;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

/// Logs whose list of files is made in full.
const LOG_SIZE_MAX: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let Some((choice, content)) = input.split_first() else { return };
    match choice % 4 {
        0 => check_tiles(content),
        1 => check_leaf(content),
        2 => check_bag(content),
        _ => {
            let Ok(text) = std::str::from_utf8(content) else { return };
            check_proofs(text);
        }
    }
});

fn check_proofs(text: &str) {
    if let Ok(proof) = TlogProof::from_text(text) {
        assert_eq!(proof.text(), text);
        let leaves = bundle::leaves();
        for (index, leaf) in leaves.iter().enumerate() {
            let holds = proof.verify(leaf, &bundle::key().verifying_key());
            assert!(holds.is_err() || proof.index == index as u64, "a proof of another entry holds");
        }
        assert!(proof.verify(b"{}", &bundle::key().verifying_key()).is_err(), "a leaf that is in no log");
    }
    if let Ok(proof) = ConsistencyProof::from_text(text) {
        assert_eq!(proof.text(), text);
        let _ = proof.hashes_from(proof.old_size);
    }
    if let Ok(opening) = Opening::from_text(text) {
        assert_eq!(opening.text(), text);
        for leaf in bundle::leaves() {
            assert!(opening.is_empty() || seal::open(&leaf, &opening).is_err(), "nothing is sealed there");
        }
    }
}

fn check_tiles(content: &[u8]) {
    let width = u64::from(content.first().copied().unwrap_or(0)) + 1;
    if let Ok(leaves) = tiles::decode_entries("tile/entries/000", content, width) {
        assert_eq!(tiles::encode_entries(leaves), content);
    }
    if let Ok(hashes) = tiles::decode_hashes("tile/0/000", content, content.len() as u64 / 32) {
        assert_eq!(tiles::encode_hashes(&hashes), content);
        let size = hashes.len() as u64;
        let Ok(root) = tree::root(hashes.as_slice(), size);
        for index in (0..size).take(4) {
            let Ok(proof) = tree::inclusion_proof(hashes.as_slice(), index, size);
            tree::verify_inclusion(hashes[index as usize], index, size, &proof, root).expect("a proof of our own");
        }
    }
    let Some((size, path)) = content.split_first_chunk::<4>() else { return };
    let Ok(path) = std::str::from_utf8(path) else { return };
    let size = u64::from(u32::from_le_bytes(*size)) % LOG_SIZE_MAX;
    if tiles::is_log_path(path, size) {
        assert!(tiles::log_paths(size).iter().any(|listed| listed == path), "{path} is in no log of {size}");
    }
}

fn check_leaf(content: &[u8]) {
    let Ok(entry) = leaf::decode(content) else { return };
    if let Ok(encoded) = leaf::encode(&entry) {
        assert_eq!(leaf::decode(&encoded).ok(), Some(entry.clone()), "an entry changed on its way");
        let sealed = seal::seal(&entry, || Ok::<_, leaf::LeafError>([7; seal::SALT_BYTES]));
        if let Ok(sealed) = sealed {
            assert_eq!(seal::open(&sealed.leaf, &sealed.opening).ok(), Some(entry), "sealed and opened");
        }
    }
    let _ = seal::sealed_in(content);
}

fn check_bag(content: &[u8]) {
    if let Ok(manifest) = bag::parse_manifest(content) {
        let digest = |sha256| FileDigest { sha256, size_bytes: 1 };
        let payload: BTreeMap<String, FileDigest> =
            manifest.iter().map(|(path, sha256)| (path.clone(), digest(*sha256))).collect();
        if let Ok(tags) = bag::tag_files(&payload, &[]) {
            let written = tags.files.iter().find(|(path, _)| *path == bag::MANIFEST_PATH).expect("a manifest");
            assert_eq!(bag::parse_manifest(written.1.as_bytes()), Ok(manifest), "a manifest changed on its way");
        }
    }
    if let Ok(info) = bag::parse_bag_info(content) {
        let lines: String = info.iter().map(|(label, value)| format!("{label}: {value}\n")).collect();
        assert_eq!(lines.as_bytes(), content);
        bag::stated_oxum(&info);
    }
}
