//! The only place that asks another machine for something: plain HTTP to an address that the settings of the case name,
//! and only when `firsthand stamp` was called. No redirect is followed, no cookie kept, no program named. Where a proxy is
//! set (`ALL_PROXY`, `HTTP_PROXY`; SOCKS too) it is used, and one that cannot be is an error: whoever set it may not want
//! this machine to be seen.

use anyhow::{Context, Result, bail, ensure};
use std::time::Duration;
use ureq::config::AutoHeaderValue;

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends `body` and gives what comes back, at most `limit_bytes`.
///
/// # Errors
/// When the address cannot be reached, or answers with anything but success.
pub fn post(url: &str, body: &[u8], content_type: &str, accepted_type: &str, limit_bytes: usize) -> Result<Vec<u8>> {
    check_address(url)?;
    let request = agent()?.post(url).header("Content-Type", content_type).header("Accept", accepted_type);
    read(url, request.send(body), limit_bytes)
}

/// Fetches what lies at an address, at most `limit_bytes`.
///
/// # Errors
/// As [`post`].
pub fn get(url: &str, limit_bytes: usize) -> Result<Vec<u8>> {
    check_address(url)?;
    read(url, agent()?.get(url).call(), limit_bytes)
}

/// Whether this is an address to fetch from, not a file.
pub fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// What is sent is a hash and what comes back is signed: TLS would add nothing to the evidence, and much to the program.
fn check_address(url: &str) -> Result<()> {
    if url.starts_with("http://") {
        return Ok(());
    }
    bail!(
        "{url} is not an http:// address, the only kind that this program speaks\n  most authorities answer at one; or \
         carry the request yourself: firsthand stamp CASE --prepare request.tsq, then --import reply.tsr"
    )
}

/// The variables that a proxy is taken from.
const PROXY_VARIABLES: [&str; 6] = ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

fn agent() -> Result<ureq::Agent> {
    let proxy = ureq::Proxy::try_from_env();
    let is_set = |name: &&&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if let (None, Some(name)) = (&proxy, PROXY_VARIABLES.iter().find(is_set)) {
        bail!("{name} is set to something that is no proxy; nothing was sent\n  mend it, or unset it");
    }
    let config = ureq::Agent::config_builder()
        .proxy(proxy)
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(AutoHeaderValue::None)
        .build();
    Ok(ureq::Agent::new_with_config(config))
}

fn read(
    url: &str,
    response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    limit_bytes: usize,
) -> Result<Vec<u8>> {
    let mut response = response.with_context(|| format!("asking {url}"))?;
    ensure!(response.status().is_success(), "asking {url}: it answers {}", response.status());
    let body = response.body_mut().with_config().limit(limit_bytes as u64).read_to_vec();
    body.with_context(|| format!("reading the answer of {url} (at most {limit_bytes} bytes)"))
}
