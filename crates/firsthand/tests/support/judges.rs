//! Programs of others that hold our output up to their own reading. One that is not installed fails its test.

use super::talk;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn change_a_byte(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    bytes[at] ^= 1;
    std::fs::write(path, bytes).expect("a changed file");
}

/// A judge from PyPI: `python` or a script in the folder that `scripts/setup.sh test` fills.
pub fn pypi(name: &str) -> Command {
    Command::new(installed(&format!("judges/bin/{name}"), "test"))
}

pub fn ran(command: &mut Command) -> Output {
    let shown = format!("{command:?}");
    command.output().unwrap_or_else(|error| panic!("{shown}: {error}; run: bash scripts/setup.sh test"))
}

pub fn accepted(command: &mut Command) -> String {
    let output = ran(command);
    assert!(output.status.success(), "{command:?}: {}", talk(&output));
    talk(&output)
}

pub fn refused(command: &mut Command) -> String {
    let output = ran(command);
    assert!(!output.status.success(), "{command:?} accepted: {}", talk(&output));
    talk(&output)
}

/// What `scripts/setup.sh KIND` put at `path` in the build folder.
pub fn installed(path: &str, kind: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the build folder");
    let place = target.join(path);
    assert!(place.exists(), "{} is not installed; run: bash scripts/setup.sh {kind}", place.display());
    place
}
