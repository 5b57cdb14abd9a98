//! `firsthand-verify`: for the recipient of a bundle. Does every check by name, offline, and says what the checks do not
//! prove. It reads; it writes nothing and asks nobody.

mod folder;
mod output;

use evidence::NoteVerifyingKey;
use evidence::bundle::{self, BundleReport, Earlier, Known};
use evidence::extension::CONSISTENCY_BYTES_MAX;
use evidence::signer::SignerKey;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
firsthand-verify BUNDLE [--key VKEY] [--signer KEY]… [--tsa-root FILE]…
                        [--since CHECKPOINT [--consistency PROOF]] [--all] [--json]

Checks a bundle that `firsthand export` made: the folder BUNDLE. Reads only; no network.

  --key VKEY   the key of the case (name+id+base64) as its makers gave it to you by another way
  --signer KEY           a person's public key (ssh-ed25519 AAAA… or minisign's RW…)
                         whose signature must be there; may be repeated
  --tsa-root FILE        the root certificate (PEM or DER) of a timestamping authority that you trust, as you got it from
                         the authority; may be given several times
  --since CHECKPOINT     a file with a checkpoint of the log that you kept: the log must go on from it
  --consistency PROOF    a file with the proof of that, for a bundle without the whole log; its makers make it with
                         firsthand proof CASE --since CHECKPOINT
  --all        print every check that passed, not only how many
  --json       print one JSON object

Exit codes: 0 everything checked holds; 3 something does not hold; 2 wrong usage; 4 the machine could not read it.
";

/// What was asked for.
struct Request {
    bundle: PathBuf,
    key: Option<NoteVerifyingKey>,
    since: Option<Earlier>,
    /// Certificates, DER.
    timestamp_roots: Vec<Vec<u8>>,
    signers: Vec<SignerKey>,
    all: bool,
    json: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return print(HELP, ExitCode::SUCCESS);
    }
    if arguments.iter().any(|argument| argument == "--version") {
        return print(&format!("firsthand-verify {}\n", env!("CARGO_PKG_VERSION")), ExitCode::SUCCESS);
    }
    match parse(arguments) {
        Err(reason) => {
            eprintln!("firsthand-verify: {reason}\n\n{HELP}");
            ExitCode::from(2)
        }
        Ok(request) => run(&request),
    }
}

fn parse(arguments: Vec<OsString>) -> Result<Request, String> {
    let mut request = Request {
        bundle: PathBuf::new(),
        key: None,
        since: None,
        timestamp_roots: Vec::new(),
        signers: Vec::new(),
        all: false,
        json: false,
    };
    let mut arguments = arguments.into_iter();
    let mut bundles = Vec::new();
    let (mut since, mut consistency) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => request.json = true,
            Some("--all") => request.all = true,
            Some("--key") => {
                let vkey = arguments.next().ok_or("--key needs a value")?;
                let vkey = vkey.to_str().ok_or("the key is not UTF-8")?;
                request.key = Some(NoteVerifyingKey::from_vkey(vkey).map_err(|error| format!("--key: {error}"))?);
            }
            Some("--signer") => {
                let key = arguments.next().ok_or("--signer needs a value")?;
                let key = key.to_str().ok_or("the signer's key is not UTF-8")?;
                let key = SignerKey::from_text(key).map_err(|error| format!("--signer: it {error}"))?;
                request.signers.push(key);
            }
            Some("--since") => since = Some(read_small(arguments.next(), "--since")?),
            Some("--consistency") => consistency = Some(read_small(arguments.next(), "--consistency")?),
            Some("--tsa-root") => {
                let file = read_small(arguments.next(), "--tsa-root")?;
                let roots =
                    evidence::timestamp::certificates_of(&file).map_err(|error| format!("--tsa-root: {error}"))?;
                request.timestamp_roots.extend(roots);
            }
            Some(option) if option.starts_with("--") => return Err(format!("there is no option {option}")),
            _ => bundles.push(argument),
        }
    }
    request.since = earlier(since, consistency)?;
    match <[OsString; 1]>::try_from(bundles) {
        Ok([bundle]) => request.bundle = PathBuf::from(bundle),
        Err(bundles) => return Err(format!("expected one BUNDLE, got {}", bundles.len())),
    }
    match std::fs::metadata(&request.bundle) {
        Ok(metadata) if metadata.is_dir() => Ok(request),
        Ok(_) => Err(format!("{:?} is not a folder; unpack it first", request.bundle)),
        Err(error) => Err(format!("{:?} cannot be opened: {error}", request.bundle)),
    }
}

fn earlier(since: Option<Vec<u8>>, consistency: Option<Vec<u8>>) -> Result<Option<Earlier>, String> {
    let consistency = consistency.map(String::from_utf8).transpose().map_err(|_| "--consistency: it is not UTF-8")?;
    match (since, consistency) {
        (None, Some(_)) => Err("--consistency needs --since".to_owned()),
        (since, consistency) => Ok(since.map(|checkpoint| Earlier { checkpoint, consistency })),
    }
}

/// The content of a file of at most [`CONSISTENCY_BYTES_MAX`] bytes.
fn read_small(path: Option<OsString>, option: &str) -> Result<Vec<u8>, String> {
    let path = PathBuf::from(path.ok_or(format!("{option} needs a file"))?);
    let mut bytes = Vec::new();
    let limit_bytes = CONSISTENCY_BYTES_MAX as u64;
    std::fs::File::open(&path)
        .and_then(|file| file.take(limit_bytes + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{option} {path:?} cannot be read: {error}"))?;
    if bytes.len() as u64 > limit_bytes { Err(format!("{option} {path:?} is too long")) } else { Ok(bytes) }
}

fn run(request: &Request) -> ExitCode {
    let files = folder::BundleFolder::new(&request.bundle);
    let known = Known {
        key: request.key.as_ref(),
        earlier: request.since.as_ref(),
        timestamp_roots: &request.timestamp_roots,
        signers: &request.signers,
    };
    let report = bundle::check_bundle_with(&files, &known);
    let text = if request.json { output::json(&report) } else { output::plain(&report, request.all) };
    print(&text, exit_code(&report))
}

fn exit_code(report: &BundleReport) -> ExitCode {
    match () {
        () if report.machine_failed() => ExitCode::from(4),
        () if report.passed() => ExitCode::SUCCESS,
        () => ExitCode::from(3),
    }
}

/// Writes to stdout. A reader that went away (a closed pipe) is no reason to change the verdict; a full disk is.
fn print(text: &str, code: ExitCode) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("firsthand-verify: writing the result: {error}");
            ExitCode::from(4)
        }
        _ => code,
    }
}
