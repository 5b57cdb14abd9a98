//! What the recipient's program is built from fits a screen: docs/design/0006 says what is in it and why.

use super::{Complaint, Workspace};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::process::Command;

/// Crates, ours and those of others, that `firsthand-verify` is built from, each version once. A terminal shows about
/// sixty lines; whoever wants to know what the verifier rests on should see all of it at once.
const VERIFIER_CRATES_MAX: usize = 55;

/// Complains when the list has grown.
pub fn check(workspace: &Workspace) -> Result<Vec<Complaint>> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "verify", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(&workspace.root)
        .output()
        .context("running cargo tree")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(complaints(&String::from_utf8_lossy(&output.stdout)))
}

fn complaints(tree: &str) -> Vec<Complaint> {
    let name_and_version = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let crates: BTreeSet<String> = tree.lines().map(name_and_version).filter(|name| !name.is_empty()).collect();
    if crates.is_empty() {
        return vec![Complaint("cargo tree names no crate that firsthand-verify is built from".to_owned())];
    }
    if crates.len() <= VERIFIER_CRATES_MAX {
        return Vec::new();
    }
    vec![Complaint(format!(
        "firsthand-verify is built from {} crates, more than the {VERIFIER_CRATES_MAX} that docs/design/0006 argues for; take \
         the new one out, or argue there for it and raise the number in xtask/src/tidy/verifier.rs. See: cargo tree -p \
         verify -e normal --prefix none",
        crates.len()
    ))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_once_for_each_version_and_one_too_many_is_named() {
        let of = |count: usize| -> String {
            let line = |number: usize| format!("crate-{number} v1.0.0\ncrate-{number} v1.0.0 (*)\n");
            (0..count).map(line).collect()
        };
        assert!(complaints(&of(VERIFIER_CRATES_MAX)).is_empty());
        assert_eq!(complaints(&of(VERIFIER_CRATES_MAX + 1)).len(), 1);
        let twice = format!("{}crate-0 v2.0.0 (proc-macro)\n", of(VERIFIER_CRATES_MAX));
        assert_eq!(complaints(&twice).len(), 1, "two versions are two");
        assert_eq!(complaints("").len(), 1, "an empty list says nothing");
    }
}
