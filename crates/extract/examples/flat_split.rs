//! Writes for each flat text where its comments begin, to measure the split against a truth kept elsewhere.
//!
//! `cargo run --release -p extract --example flat_split DOCS.jsonl PRED.csv`
//!
//! `DOCS.jsonl` has one `{"id", "text"}` a line; `PRED.csv` gets `doc,boundary` in code points, the text's length where no
//! comments were found. Foreign files belong into the sandbox; use this on public collections only.

use model::BlockRole;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(documents), Some(boundaries)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: flat_split DOCS.jsonl PRED.csv");
        return ExitCode::from(2);
    };
    match write_boundaries(Path::new(&documents), Path::new(&boundaries)) {
        Ok(n_documents) => {
            println!("{n_documents} documents");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_boundaries(documents: &Path, boundaries: &Path) -> std::io::Result<usize> {
    let mut rows = String::from("doc,boundary\n");
    let mut n_documents = 0;
    for line in std::fs::read_to_string(documents)?.lines() {
        let document: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| document[name].as_str().unwrap_or_default();
        let text = field("text");
        let boundary = text[..first_comment_byte(text)].chars().count();
        let _ = writeln!(rows, "{},{boundary}", field("id"));
        n_documents += 1;
    }
    std::fs::write(boundaries, rows)?;
    Ok(n_documents)
}

/// Where the comments begin, a heading of theirs included.
fn first_comment_byte(text: &str) -> usize {
    let extract = extract::text::read_plain_text(text.as_bytes());
    let Some(first) = extract.blocks.iter().position(|block| block.role == BlockRole::Comment) else {
        return text.len();
    };
    let lead = extract.blocks[..first].iter().rev().take_while(|block| block.role == BlockRole::Boilerplate).count();
    extract.blocks[first - lead].start_byte
}
