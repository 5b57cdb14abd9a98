//! How a command ends: exit codes, and errors sorted by whose turn it is.

use archive::ErrorKind;
use std::process::ExitCode;

/// How a command ended when it ran to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1: done, and some inputs were rejected, each named.
    DoneWithRejections,
    /// Exit code 3: the case or bundle failed a check.
    CheckFailed,
}

impl Outcome {
    /// The exit code, as documented in `firsthand --help`.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::DoneWithRejections => ExitCode::from(1),
            Outcome::CheckFailed => ExitCode::from(3),
        }
    }
}

/// The command was called in a way that cannot work (exit code 2). The text says what to do instead.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(pub String);

/// A [`WrongUsage`] as the error of a command.
pub fn wrong_usage(text: impl Into<String>) -> anyhow::Error {
    WrongUsage(text.into()).into()
}

/// Exit code of an error: 2 wrong usage, 3 the case is not as it should be, 4 the machine failed.
pub fn exit_code_of(error: &anyhow::Error) -> ExitCode {
    if error.downcast_ref::<WrongUsage>().is_some() {
        return ExitCode::from(2);
    }
    let of_archive = error.chain().find_map(|cause| cause.downcast_ref::<archive::ArchiveError>());
    if let Some(of_archive) = of_archive {
        return ExitCode::from(match of_archive.kind() {
            ErrorKind::Machine => 4,
            ErrorKind::BadCase => 3,
            ErrorKind::Usage | ErrorKind::Input => 2,
        });
    }
    ExitCode::from(4)
}
