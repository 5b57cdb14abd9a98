//! Pure crates have a fence: a `clippy.toml` that forbids files, clock, network, randomness and environment.

use super::{Complaint, Workspace};
use anyhow::Result;

const PURE: &[&str] = &["model", "evidence", "trace", "claims", "origins", "report"];

/// What each fence must at least name; each line is one thing, under the names by which it can be forbidden.
const FENCED: &[&[&str]] = &[
    &["\"std::fs::File::open\"", "\"std::fs::File\""],
    &["\"std::fs::read\""],
    &["\"std::env::var\""],
    &["\"std::time::SystemTime::now\""],
    &["\"std::process::Command::new\"", "\"std::process::Command\""],
];

/// Names every pure crate whose fence is missing or has a gap.
pub fn check(workspace: &Workspace) -> Result<Vec<Complaint>> {
    let mut complaints = Vec::new();
    for name in PURE {
        let path = workspace.root.join("crates").join(name).join("clippy.toml");
        let fence = std::fs::read_to_string(&path).unwrap_or_default();
        for names in FENCED.iter().filter(|names| !names.iter().any(|call| fence.contains(call))) {
            complaints.push(Complaint(format!(
                "crates/{name} is pure, but its clippy.toml does not forbid {}; copy the fence of crates/model",
                names[0]
            )));
        }
    }
    Ok(complaints)
}
