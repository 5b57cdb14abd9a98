//! The picture in ARCHITECTURE.md shows every derived stage of `pipeline/stages.rs` and no other, each with what it
//! gives, below what it needs.

use super::{Complaint, Workspace};
use anyhow::{Context, Result};

/// Where the table stands.
const TABLE: &str = "crates/firsthand/src/pipeline/stages.rs";

/// The line of the picture that stands above all stages.
const ABOVE: &str = "one item at a time, in a sandboxed child";

/// What stands before a stage that needs the lines above it.
const BRANCHES: [&str; 2] = ["├── ", "└── "];

#[derive(Clone, PartialEq, Eq, Debug)]
struct Stage {
    name: String,
    gives: String,
    needs: Vec<String>,
}

/// One stage as it is drawn; `below` is the line it hangs on.
#[derive(PartialEq, Eq, Debug)]
struct Drawn<'p> {
    name: &'p str,
    gives: &'p str,
    below: &'p str,
}

/// Names every stage that is not drawn, is drawn otherwise than the table says, or is drawn and not in the table.
pub fn check(workspace: &Workspace) -> Result<Vec<Complaint>> {
    let table = std::fs::read_to_string(workspace.root.join(TABLE)).context(TABLE)?;
    let page = std::fs::read_to_string(workspace.root.join("ARCHITECTURE.md")).context("ARCHITECTURE.md")?;
    Ok(compare(&stages(&table), &drawn(&page)).into_iter().map(Complaint).collect())
}

fn compare(stages: &[Stage], drawn: &[Drawn]) -> Vec<String> {
    let mut complaints = Vec::new();
    if stages.is_empty() {
        complaints.push(format!("no stage was found in {TABLE}; mend xtask/src/tidy/stages.rs, which reads it"));
    }
    for stage in stages {
        let Some(shown) = drawn.iter().find(|shown| shown.name == stage.name) else {
            complaints.push(format!("the picture in ARCHITECTURE.md lacks the stage {} of {TABLE}", stage.name));
            continue;
        };
        if shown.gives != stage.gives {
            complaints.push(format!("ARCHITECTURE.md must say that the stage {} gives: {}", stage.name, stage.gives));
        }
        for need in stage.needs.iter().filter(|need| !words(shown.below).any(|word| word == **need)) {
            complaints.push(format!("ARCHITECTURE.md must draw the stage {} below {need}, which it needs", stage.name));
        }
    }
    let unknown = drawn.iter().filter(|shown| !stages.iter().any(|stage| stage.name == shown.name));
    complaints.extend(unknown.map(|shown| format!("ARCHITECTURE.md draws a stage {} that {TABLE} lacks", shown.name)));
    complaints
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|sign: char| !(sign.is_alphanumeric() || sign == '-')).filter(|word| !word.is_empty())
}

/// The stages of the table's source, in order.
fn stages(table: &str) -> Vec<Stage> {
    let quoted = |line: &str| -> Vec<String> { line.split('"').skip(1).step_by(2).map(str::to_owned).collect() };
    let mut found: Vec<Stage> = Vec::new();
    for line in table.lines().map(str::trim) {
        if line.starts_with("name: \"") {
            found.push(Stage { name: quoted(line).concat(), gives: String::new(), needs: Vec::new() });
        }
        let Some(stage) = found.last_mut() else { continue };
        if line.starts_with("gives: \"") {
            stage.gives = quoted(line).concat();
        } else if line.starts_with("needs: &[") {
            stage.needs = quoted(line);
        }
    }
    found
}

/// The stages of the picture, in order.
fn drawn(page: &str) -> Vec<Drawn<'_>> {
    let picture = page.split("```").skip(1).step_by(2).find_map(|block| block.split_once(ABOVE));
    let lines: Vec<&str> = picture.map(|(_, lines)| lines.lines().skip(1).collect()).unwrap_or_default();
    let mut found = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let is_branch = BRANCHES.iter().any(|branch| line.contains(branch));
        // The first stage hangs on the originals and has no branch before it.
        let is_first = found.is_empty() && line.contains("  ") && line.trim_start().starts_with(char::is_alphabetic);
        if !is_branch && !is_first {
            continue;
        }
        let bare = line.trim_start_matches(|sign: char| !sign.is_alphanumeric());
        let (name, gives) = bare.split_once("  ").unwrap_or((bare, ""));
        let indent = column_of_name(line);
        let below = lines[..n].iter().rev().find(|above| !above.trim().is_empty() && column_of_name(above) < indent);
        found.push(Drawn { name: name.trim(), gives: gives.trim(), below: below.copied().unwrap_or_default() });
    }
    found
}

/// Where the first word of a line begins, in signs; far to the right for a line of nothing but strokes.
fn column_of_name(line: &str) -> usize {
    line.chars().position(char::is_alphanumeric).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE_SOURCE: &str = "name: \"read\",\nneeds: &[],\ngives: \"words, times\",\n\
        name: \"index\",\nneeds: &[\"read\"],\ngives: \"an index\",\n\
        name: \"count\",\nneeds: &[\"read\", \"index\"],\ngives: \"numbers\",\n";
    const PAGE: &str = "```text\n  one item at a time, in a sandboxed child\n    ▼\n  read   words, times\n    │\n    \
        └── index   an index\n  read, index, decisions\n    └── count   numbers\n    ▼\n   show\n```\n";

    fn complaints(table: &str, page: &str) -> Vec<String> {
        compare(&stages(table), &drawn(page))
    }

    #[test]
    fn a_picture_of_the_table_is_in_order() {
        assert_eq!(complaints(TABLE_SOURCE, PAGE), Vec::<String>::new());
    }

    #[test]
    fn a_stage_that_is_missing_described_otherwise_or_unknown_is_named() {
        let check = |page: String, expected: &str| {
            let complaints = complaints(TABLE_SOURCE, &page);
            assert!(complaints.iter().any(|text| text.contains(expected)), "{expected}: {complaints:?}");
        };
        check(PAGE.replace("    └── index   an index\n", ""), "lacks the stage index");
        check(PAGE.replace("an index", "two indexes"), "the stage index gives: an index");
        check(PAGE.replace("── count ", "── tally "), "draws a stage tally");
        check(PAGE.replace("  read, index, decisions", "  read, decisions"), "draw the stage count below index");
        check(String::new(), "lacks the stage read");
        assert!(!compare(&stages(""), &drawn(PAGE)).is_empty(), "a table that cannot be read is no clean table");
    }
}
