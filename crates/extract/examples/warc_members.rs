//! Reads a WARC in this process, without the sandbox, and prints how many members and bytes came out, what was found,
//! and the CPU time it took: for `bench/warc.py`. Foreign files belong into the sandbox; use this on files of your own.
//!
//! `cargo run --release -p extract --example warc_members FILE`

use extract::container;
use extract::kind;
use extract::limits::KIND_HEAD_BYTES;
use extract::source::Bytes;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("usage: warc_members FILE");
        return ExitCode::from(2);
    };
    match read(Path::new(&path)) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    let bytes = Bytes::of_file(path)?;
    let head = bytes.read_up_to(KIND_HEAD_BYTES as u64)?;
    let extract = container::read(&bytes, kind::of(&head, bytes.length()));
    let payload_bytes: u64 = extract.members.iter().map(|member| member.size_bytes).sum();
    let findings: Vec<(String, &str, &str)> = extract
        .findings
        .iter()
        .map(|finding| (format!("{:?}", finding.severity).to_lowercase(), finding.code.as_str(), finding.text.as_str()))
        .collect();
    Ok(serde_json::json!({
        "kind": extract.media_type,
        "members": extract.members.len(),
        "payload_bytes": payload_bytes,
        "findings": findings,
    })
    .to_string())
}
