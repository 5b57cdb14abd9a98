//! The only place that asks another machine for something: plain HTTP to an address that the settings of the case name,
//! and only when `firsthand stamp` was called. No redirect is followed, no cookie kept, no program named.

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
    let request = agent().post(url).header("Content-Type", content_type).header("Accept", accepted_type);
    read(url, request.send(body), limit_bytes)
}

/// Fetches what lies at an address, at most `limit_bytes`.
///
/// # Errors
/// As [`post`].
pub fn get(url: &str, limit_bytes: usize) -> Result<Vec<u8>> {
    check_address(url)?;
    read(url, agent().get(url).call(), limit_bytes)
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

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(AutoHeaderValue::None)
        .build();
    ureq::Agent::new_with_config(config)
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
