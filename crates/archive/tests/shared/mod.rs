//! What several tests of the archive need.
#![allow(dead_code)]

use archive::{Case, MemberPlace};
use model::{ItemId, LogEntry, OperatorClaims};
use tempfile::TempDir;

pub const TIME: &str = "2026-01-02T03:04:05Z";
pub const TOOL: &str = "firsthand 0.1.0";

/// A new case in a folder that goes with the first value.
pub fn new_case() -> (TempDir, Case) {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::init(&folder.path().join("case"), TIME, TOOL).unwrap();
    (folder, case)
}

/// The entry that these bytes came to us.
pub fn capture(bytes: &[u8], name: &str) -> LogEntry {
    LogEntry::Captured {
        item: ItemId::of(bytes),
        size_bytes: bytes.len() as u64,
        name: name.to_owned(),
        time: TIME.to_owned(),
        tool: TOOL.to_owned(),
        container: None,
        container_url: None,
        container_time: None,
        claimed: OperatorClaims::default(),
    }
}

/// For cases without containers.
pub fn no_members(_: &MemberPlace) -> Result<ItemId, String> {
    Err("no containers here".to_owned())
}
