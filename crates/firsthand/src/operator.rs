//! The clock and the person at the keyboard: the two things that the shell passes in.

use jiff::{Timestamp, Unit};

/// Program and version, as logged with everything it does.
pub const TOOL: &str = concat!("firsthand ", env!("CARGO_PKG_VERSION"));

/// Now, by this machine's clock, RFC 3339 UTC, to the second.
pub fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

/// Who acts: `FIRSTHAND_OPERATOR` where it is set, else `operator`. The login name of the machine is not taken: it
/// would travel with the case and may name a person who did not choose to be named.
pub fn operator() -> String {
    std::env::var("FIRSTHAND_OPERATOR").ok().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "operator".into())
}
