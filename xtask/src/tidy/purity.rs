//! Pure crates have a fence: a `clippy.toml` that forbids files, clock, network, randomness and environment.

use super::{Complaint, Workspace};
use anyhow::Result;

const PURE: &[&str] = &["model", "evidence", "trace", "claims", "origins", "report"];

/// What each fence must at least name.
const FENCED: &[&str] = &[
    "std::fs::File::open",
    "std::fs::read",
    "std::env::var",
    "std::time::SystemTime::now",
    "std::process::Command::new",
];

/// Names every pure crate whose fence is missing or has a gap.
pub fn check(workspace: &Workspace) -> Result<Vec<Complaint>> {
    let mut complaints = Vec::new();
    for name in PURE {
        let path = workspace.root.join("crates").join(name).join("clippy.toml");
        let fence = std::fs::read_to_string(&path).unwrap_or_default();
        for call in FENCED.iter().filter(|call| !fence.contains(**call)) {
            complaints.push(Complaint(format!(
                "crates/{name} is pure, but its clippy.toml does not forbid {call}; copy the fence of crates/model"
            )));
        }
    }
    Ok(complaints)
}
