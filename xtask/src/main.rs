//! Chores of the workspace. `cargo xtask tidy` checks what we hold dear; each message says what to do.

mod tidy;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy::run(),
        other => bail!("unknown chore {other:?}; the chores are: tidy"),
    }
}
