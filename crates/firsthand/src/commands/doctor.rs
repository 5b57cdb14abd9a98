use super::{Talk, print_json, print_line};
use crate::outcome::Outcome;
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::process::{Command, Stdio};

/// Look at this machine: which helper programs are here, and what works without them.
#[derive(Args)]
pub struct Doctor {}

#[derive(Serialize)]
struct Helper {
    program: &'static str,
    found: bool,
    version: Option<String>,
    without_it: &'static str,
}

impl Doctor {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let helpers = [
            look("ffmpeg", "-version", "video and sound are kept, not read (Debian package: ffmpeg)"),
            look("ffprobe", "-version", "video and sound are kept, not read (Debian package: ffmpeg)"),
            look(
                "heif-convert",
                "--version",
                "HEIC and AVIF photos are kept, not read (Debian package: libheif-examples)",
            ),
        ];
        for helper in &helpers {
            if talk.json {
                print_json(helper)?;
            } else if let Some(version) = &helper.version {
                print_line(format!("found    {:<13} {version}", helper.program))?;
            } else {
                print_line(format!("missing  {:<13} {}", helper.program, helper.without_it))?;
            }
        }
        Ok(Outcome::Done)
    }
}

fn look(program: &'static str, argument: &str, without_it: &'static str) -> Helper {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok();
    let version = output.map(|output| {
        let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
        String::from_utf8_lossy(&said).lines().next().unwrap_or_default().chars().take(60).collect()
    });
    Helper { program, found: version.is_some(), version, without_it }
}
