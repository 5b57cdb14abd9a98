//! Every dependency has a line in `docs/dependencies.md` that says what for and what instead.

use super::{Complaint, Workspace};
use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// Names every direct dependency without a line, and every line without a dependency.
pub fn check(workspace: &Workspace) -> Result<Vec<Complaint>> {
    let page = std::fs::read_to_string(workspace.root.join("docs/dependencies.md")).context("docs/dependencies.md")?;
    let ours: BTreeSet<&str> = workspace.crates.iter().map(|ours| ours.name.as_str()).collect();
    let used: BTreeSet<&str> = workspace
        .crates
        .iter()
        .flat_map(|ours_here| ours_here.all_dependencies.iter().map(String::as_str))
        .filter(|name| !ours.contains(name))
        .collect();
    let documented: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split('`').next()).collect();
    let missing = used.difference(&documented).map(|name| {
        Complaint(format!("the dependency {name} has no line in docs/dependencies.md; say what for and what instead"))
    });
    let stale = documented.difference(&used).map(|name| {
        Complaint(format!("docs/dependencies.md has a line for {name}, which nothing uses; delete the line"))
    });
    Ok(missing.chain(stale).collect())
}
