use super::{Talk, open_case};
use crate::outcome::{Outcome, wrong_usage};
use crate::web;
use anyhow::Result;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Open the review desk: the case in a browser, to look through, compare and decide.
///
/// Listens on this machine only and answers only requests that name the address it serves. The address that is printed carries
/// a token: whoever opens it acts as you. Invite others on the page People; they sign in with a name and a password, and what
/// they decide is logged with their name. For others to reach it from their machines, put a proxy with TLS before it:
///
///   firsthand serve my-case
///   firsthand serve my-case --behind-proxy desk.example.org     (the proxy passes https://desk.example.org on to 127.0.0.1:8311)
///
/// Stop it with Ctrl-C.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Serve {
    /// The case.
    case: PathBuf,
    /// Address to listen on; a loopback address.
    #[arg(long, default_value = "127.0.0.1:8311", value_name = "HOST:PORT")]
    addr: SocketAddr,
    /// Host by which a proxy with TLS on this machine is reached; requests must name it, and cookies go over TLS only.
    #[arg(long, value_name = "HOST")]
    behind_proxy: Option<String>,
}

impl Serve {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        if !self.addr.ip().is_loopback() {
            return Err(wrong_usage(format!(
                "{} is not a loopback address; to let others in, put a proxy with TLS before the desk: --behind-proxy HOST",
                self.addr
            )));
        }
        if self.behind_proxy.as_deref().is_some_and(|host| host.is_empty() || host.contains(['/', ' ', '@'])) {
            return Err(wrong_usage("--behind-proxy takes a host name, with its port where that is not 443"));
        }
        open_case(&self.case)?;
        web::serve(&self.case, self.addr, self.behind_proxy.as_deref(), talk.json)?;
        Ok(Outcome::Done)
    }
}
