//! A small bundle that holds, made in memory.

use evidence::bag::{self, FileDigest};
use evidence::bundle::{self, BundleFiles, FileProblem, ListedFile};
use evidence::note::NoteSigningKey;
use evidence::proof::TlogProof;
use evidence::tiles::LogEdge;
use evidence::tree::{self, Hash};
use evidence::{Checkpoint, leaf};
use model::{ItemId, LogEntry, OperatorClaims};
use std::collections::BTreeMap;

const ORIGIN: &str = "firsthand-case/00ff";
const ORIGINALS: [&[u8]; 3] = [b"first original", b"second", b"third, not exported"];

/// The files of a bundle by path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

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
        Ok(digest(bytes))
    }
}

/// The key of the case.
pub fn key() -> NoteSigningKey {
    NoteSigningKey::from_seed(ORIGIN, &[9; 32]).expect("a sound name")
}

/// The leaves of its log: the case was made, three items were added.
pub fn leaves() -> Vec<Vec<u8>> {
    let (time, tool) = ("2026-01-02T03:04:05Z".to_owned(), "firsthand 0.1.0".to_owned());
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
    [created].into_iter().chain(captured).map(|entry| leaf::encode(&entry).expect("a short entry")).collect()
}

/// The bundle: two originals of three, every proof, the whole log.
pub fn sound() -> Files {
    let leaves = leaves();
    let hashes: Vec<Hash> = leaves.iter().map(|leaf| tree::leaf_hash(leaf)).collect();
    let size = leaves.len() as u64;
    let Ok(root) = tree::root(hashes.as_slice(), size);
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size, root }.sign(&key()).expect("a sound origin");
    let mut files = BTreeMap::new();
    files.insert(bundle::KEY_PATH.to_owned(), format!("{}\n", key().verifying_key().vkey()).into_bytes());
    files.insert(bundle::CHECKPOINT_PATH.to_owned(), checkpoint.clone().into_bytes());
    for (log_index, bytes) in (1u64..).zip(ORIGINALS) {
        let item = ItemId::of(bytes);
        let Ok(hashes) = tree::inclusion_proof(hashes.as_slice(), log_index, size);
        let proof = TlogProof { index: log_index, hashes, checkpoint: checkpoint.clone(), extra: None };
        files.insert(bundle::proof_path(&item, log_index), proof.text().into_bytes());
        files.insert(bundle::leaf_path(&item, log_index), leaves[log_index as usize].clone());
        if log_index < 3 {
            files.insert(bundle::original_path(&item, "txt"), bytes.to_vec());
        }
    }
    let growth = LogEdge::default().append(leaves.iter().map(Vec::as_slice));
    files.extend(growth.writes.into_iter().map(|tile| (bundle::log_path(&tile.path), tile.bytes)));
    bagged(files)
}

/// The payload with the tag files that belong to it, signed.
pub fn bagged(mut files: BTreeMap<String, Vec<u8>>) -> Files {
    let digests = files.iter().map(|(path, bytes)| (path.clone(), digest(bytes))).collect();
    let tags = bag::tag_files(&digests, &[("Bagging-Date", "2026-01-02")]).expect("sound paths");
    let signature = key().sign(&tags.text_to_sign).expect("a sound text");
    files.extend(tags.files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    files.insert(bag::SIGNATURE_PATH.to_owned(), signature.into_bytes());
    Files(files)
}

fn digest(bytes: &[u8]) -> FileDigest {
    FileDigest { sha256: ItemId::of(bytes), size_bytes: bytes.len() as u64 }
}
