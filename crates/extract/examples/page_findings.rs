//! Reads the pages of a folder in this process, without the sandbox, and prints those that have a finding: to measure how
//! often a rule speaks of ordinary pages. Foreign files belong into the sandbox; use this on public collections only.
//!
//! `cargo run --release -p extract --example page_findings hollow_capture FOLDER`

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(code), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: page_findings CODE FOLDER");
        return ExitCode::from(2);
    };
    match count(&code.to_string_lossy(), Path::new(&folder)) {
        Ok((found, all)) => {
            println!("{found} of {all} pages");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn count(code: &str, folder: &Path) -> std::io::Result<(usize, usize)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    paths.sort_by_key(std::fs::DirEntry::file_name);
    let (mut found, mut all) = (0, 0);
    for path in paths {
        let extract = extract::text::read_page(&std::fs::read(path.path())?, None, None);
        all += 1;
        if let Some(finding) = extract.findings.iter().find(|finding| finding.code == code) {
            found += 1;
            println!("{}: {}", path.file_name().to_string_lossy(), finding.text);
        }
    }
    Ok((found, all))
}
