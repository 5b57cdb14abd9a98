//! Who may import whom (design, section 4).

use super::{Complaint, Workspace};

/// Crate, and the crates of ours that it may import.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("evidence", &["model"]),
    ("extract", &["model"]),
    ("trace", &["model"]),
    ("claims", &["model"]),
    ("origins", &["model"]),
    ("archive", &["model", "evidence"]),
    ("report", &["model", "evidence"]),
    ("verify", &["model", "evidence"]),
    // The sample's maker writes files as a user would have them and knows nothing of how they are read.
    ("sample", &[]),
    ("testkit", &["model"]),
    ("firsthand", &["model", "evidence", "archive", "extract", "trace", "claims", "origins", "report", "sample"]),
    ("xtask", &[]),
];

/// Names every import between our crates that the table does not allow.
pub fn check(workspace: &Workspace) -> Vec<Complaint> {
    let ours: Vec<&str> = workspace.crates.iter().map(|ours| ours.name.as_str()).collect();
    let mut complaints = Vec::new();
    for ours_here in &workspace.crates {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == ours_here.name) else {
            complaints.push(Complaint(format!(
                "the crate {} is not in the import table; add it to xtask/src/tidy/imports.rs and ARCHITECTURE.md",
                ours_here.name
            )));
            continue;
        };
        for imported in ours_here.dependencies.iter().filter(|name| ours.contains(&name.as_str())) {
            if !allowed.contains(&imported.as_str()) {
                complaints.push(Complaint(format!(
                    "{} must not import {imported}; pass the value in from the shell, or argue a new rule in docs/design/",
                    ours_here.name
                )));
            }
        }
    }
    complaints
}
