//! Firsthand traces what was published back to who saw it. The binary is the shell: it reads files and the clock,
//! hands bytes and time to the pure crates, and shows what comes back.

mod bundle;
mod case_view;
mod commands;
mod deciding;
mod desk;
mod fingerprint_tables;
mod intake;
mod network;
mod operator;
mod outcome;
mod pipeline;
mod search_words;
mod settings;
mod terminal;
mod trusted_time;
mod views;
mod web;

use clap::Parser;
use commands::Cli;
use std::process::ExitCode;

/// First argument of the sandboxed child that parses foreign bytes; not for people.
pub const WORKER_ARGUMENT: &str = "__extract-worker";

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == WORKER_ARGUMENT) {
        return extract::worker::run();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => {
            let _ = message.print();
            return if message.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match cli.run() {
        Ok(outcome) => outcome.exit_code(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(format!("error: {}", terminal::visible(&format!("{error:#}"))));
            outcome::exit_code_of(&error)
        }
    }
}

/// `firsthand show … | head` ends early: that is not a failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
