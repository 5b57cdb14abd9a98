//! Habits in the source text itself.

use super::{Complaint, Workspace};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Longer files hold more than one concept.
const MAX_LINES: usize = 900;

/// Files that may be longer, each with its reason.
const LONGER: &[(&str, &str)] = &[];

/// Files that may hold a forbidden text, each with its reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("crates/archive/src/lock.rs", "sleep", "another process holds the lock, and nothing tells us when it lets go"),
    (
        "crates/extract/src/child.rs",
        "sleep",
        "a process is waited for with a time limit, which the standard library lacks",
    ),
    ("crates/extract/src/codes.rs", "FindingDraft", "the one place where a code of a table becomes a finding"),
];

/// Text that must not stand in a source file, and what to do instead. The pieces are joined here so that this file
/// does not trip over itself.
fn forbidden() -> Vec<(String, &'static str)> {
    vec![
        (["#[", "ignore"].concat(), "a test that is not run says nothing; delete it or make it run"),
        (["#[", "should_panic"].concat(), "test the error value instead"),
        (["thread::", "sleep"].concat(), "wait for the event itself, not for time"),
        (["FIX", "ME"].concat(), "fix it, or write it into the closing note"),
        (
            ["FindingDraft ", "{ code"].concat(),
            "make a finding from a code of a table, so that docs/formats/findings.md lists it",
        ),
        (["/", "root/"].concat(), "no machine path in the project"),
        (["/", "work/"].concat(), "no machine path in the project"),
    ]
}

/// Names every source file that breaks a habit.
pub fn check(workspace: &Workspace) -> Result<Vec<Complaint>> {
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "bench", "scripts", "fuzz"] {
        collect(&workspace.root.join(folder), &mut files)?;
    }
    files.sort();
    let mut complaints = Vec::new();
    for path in &files {
        let text = std::fs::read_to_string(path)?;
        let shown = path.strip_prefix(&workspace.root).unwrap_or(path).display().to_string();
        complaints.extend(check_file(&shown, &text));
    }
    Ok(complaints)
}

fn check_file(shown: &str, text: &str) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let n_lines = text.lines().count();
    if n_lines > MAX_LINES && !LONGER.iter().any(|(name, _)| *name == shown) {
        complaints.push(Complaint(format!("{shown} has {n_lines} lines (limit {MAX_LINES}); split it by concept")));
    }
    let excepted = |words: &str| EXCEPTIONS.iter().any(|(name, what, _)| *name == shown && words.contains(what));
    for (words, advice) in forbidden().into_iter().filter(|(words, _)| !excepted(words)) {
        if let Some(line) = text.lines().position(|line| line.contains(&words)) {
            complaints.push(Complaint(format!("{shown}:{} holds `{words}`: {advice}", line + 1)));
        }
    }
    complaints
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "sh" || extension == "py")
        {
            files.push(path);
        }
    }
    Ok(())
}
