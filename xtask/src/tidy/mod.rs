//! Tidy is a test: import rules, purity fences, documentation of dependencies, the picture of the stages, and habits
//! that a compiler does not see. Every exception is listed here by name with its reason.

mod dependencies;
mod imports;
mod purity;
mod sources;
mod stages;
mod verifier;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// What is wrong and what to do about it.
pub struct Complaint(pub String);

/// The workspace as cargo sees it.
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// Our crates in order of their names.
    pub crates: Vec<Crate>,
}

/// One crate of ours.
pub struct Crate {
    /// Package name, which is also the folder's name under `crates/`.
    pub name: String,
    /// Names of its normal dependencies (not dev, not build).
    pub dependencies: Vec<String>,
    /// Names of all its dependencies of any kind.
    pub all_dependencies: Vec<String>,
}

/// Runs every check and fails if one of them complains.
pub fn run() -> Result<()> {
    let workspace = read_workspace()?;
    let mut complaints = Vec::new();
    complaints.extend(imports::check(&workspace));
    complaints.extend(purity::check(&workspace)?);
    complaints.extend(dependencies::check(&workspace)?);
    complaints.extend(sources::check(&workspace)?);
    complaints.extend(stages::check(&workspace)?);
    complaints.extend(verifier::check(&workspace)?);
    if complaints.is_empty() {
        println!("tidy: {} crates, nothing to complain about", workspace.crates.len());
        return Ok(());
    }
    for Complaint(text) in &complaints {
        eprintln!("tidy: {text}");
    }
    bail!("{} complaint(s)", complaints.len())
}

fn read_workspace() -> Result<Workspace> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .context("running cargo metadata")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("reading what cargo metadata printed")?;
    let root = metadata["workspace_root"].as_str().context("cargo metadata names no workspace root")?.into();
    let mut crates: Vec<Crate> = metadata["packages"].as_array().into_iter().flatten().map(read_crate).collect();
    crates.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Workspace { root, crates })
}

fn read_crate(package: &Value) -> Crate {
    let names = |only_normal: bool| -> Vec<String> {
        let all = package["dependencies"].as_array().into_iter().flatten();
        let wanted = all.filter(|dependency| !only_normal || dependency["kind"].is_null());
        wanted.filter_map(|dependency| dependency["name"].as_str()).map(str::to_owned).collect()
    };
    Crate {
        name: package["name"].as_str().unwrap_or_default().to_owned(),
        dependencies: names(true),
        all_dependencies: names(false),
    }
}
