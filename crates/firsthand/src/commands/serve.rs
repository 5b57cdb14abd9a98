use super::{Talk, open_case};
use crate::outcome::{Outcome, wrong_usage};
use crate::web;
use anyhow::Result;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Show the case in a browser, read-only: the report's pages, live.
///
/// Listens on this machine only and answers only requests that name the address it serves and carry the token that is
/// printed at the start. Stop it with Ctrl-C.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Serve {
    /// The case.
    case: PathBuf,
    /// Address to listen on; must be a loopback address in this version.
    #[arg(long, default_value = "127.0.0.1:8311", value_name = "HOST:PORT")]
    addr: SocketAddr,
}

impl Serve {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        if !self.addr.ip().is_loopback() {
            return Err(wrong_usage(format!(
                "{} is not a loopback address; this version has no accounts and serves this machine only",
                self.addr
            )));
        }
        open_case(&self.case)?;
        web::serve(&self.case, self.addr, talk.json)?;
        Ok(Outcome::Done)
    }
}
