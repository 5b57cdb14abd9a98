//! The report for people and for programs.

use evidence::bundle::{BundleCheck, BundleReport, Outcome};
use std::collections::BTreeMap;

/// One JSON object and a newline.
pub fn json(report: &BundleReport) -> String {
    let object = serde_json::json!({
        "passed": report.passed(),
        "log_origin": report.log_origin,
        "log_size": report.log_size,
        "key": report.key,
        "signed_by": report.signed_by,
        "signers": report.signers,
        "items": report.items,
        "entries_timestamped": report.entries_timestamped(),
        "stamps": report.stamps,
        "checks": report.checks,
        "does_not_prove": report.does_not_prove,
    });
    format!("{object}\n")
}

/// Every check by name: failures one by one, the others counted unless `all` is asked for.
pub fn plain(report: &BundleReport, all: bool) -> String {
    let mut text = String::new();
    let mut by_name: BTreeMap<&str, Vec<&BundleCheck>> = BTreeMap::new();
    let mut names = Vec::new();
    for check in &report.checks {
        if !by_name.contains_key(check.name) {
            names.push(check.name);
        }
        by_name.entry(check.name).or_default().push(check);
    }
    for name in names {
        text.push_str(&one_name(name, &by_name[name], all));
    }
    text.push_str(&format!("\n{}\n\n", verdict(report)));
    text.push_str(&stamps(report));
    text.push_str("What this does not prove:\n");
    for line in &report.does_not_prove {
        text.push_str(&format!("- {}\n", shown(line)));
    }
    text
}

/// Each trusted timestamp with the command by which it is checked without us.
fn stamps(report: &BundleReport) -> String {
    if report.stamps.is_empty() {
        return "Trusted timestamps: none that holds; nothing here is timestamped yet.\n\n".to_owned();
    }
    let mut text = "Trusted timestamps:\n".to_owned();
    for stamp in &report.stamps {
        let timestamp = &stamp.timestamp;
        let accuracy = timestamp.accuracy_us.map_or(String::new(), |us| format!(" (± {} s)", us as f64 / 1e6));
        let root = if stamp.root_is_named { "a root that you named" } else { "a root that you did not name" };
        text.push_str(&format!(
            "- {}: the first {} log entries existed at {}{accuracy}, by the clock of {}, under {root}: {}\n",
            stamp.number,
            stamp.covers_entries,
            timestamp.time,
            shown(&timestamp.authority),
            shown(&timestamp.root)
        ));
        if let Some(later) = stamp.renewed_by {
            text.push_str(&format!("  renewed by {later}\n"));
        }
        for line in &timestamp.revocation {
            text.push_str(&format!("  {}\n", shown(line)));
        }
        text.push_str(&format!("  {}\n", shown(&stamp.check_with)));
    }
    text.push('\n');
    text
}

fn one_name(name: &str, checks: &[&BundleCheck], all: bool) -> String {
    let mut text = String::new();
    for (outcome, word) in [
        (Outcome::Failed, "FAILED"),
        (Outcome::Unreadable, "NOT READ"),
        (Outcome::NotChecked, "not checked"),
        (Outcome::NotInBundle, "not in this bundle"),
        (Outcome::Passed, "holds"),
    ] {
        let those: Vec<_> = checks.iter().filter(|check| check.outcome == outcome).collect();
        let one_by_one = all || outcome != Outcome::Passed || those.len() == 1;
        if one_by_one {
            for check in those {
                let reason = if check.text.is_empty() { String::new() } else { format!(" ({})", shown(&check.text)) };
                text.push_str(&format!("{word:<18} {name}: {}{reason}\n", shown(&check.about)));
            }
        } else if !those.is_empty() {
            text.push_str(&format!("{word:<18} {name}: {} of {}\n", those.len(), checks.len()));
        }
    }
    text
}

fn verdict(report: &BundleReport) -> String {
    let count = |outcome| report.checks.iter().filter(|check| check.outcome == outcome).count();
    match (count(Outcome::Failed), count(Outcome::Unreadable)) {
        (0, 0) if count(Outcome::NotChecked) > 0 => format!(
            "Every check that was made holds ({}); {} could not be made here.",
            report.checks.len() - count(Outcome::NotChecked),
            count(Outcome::NotChecked)
        ),
        (0, 0) => format!("Every check holds ({}).", report.checks.len()),
        (failed, 0) => {
            format!("{failed} of {} checks failed: this bundle is not as it was exported.", report.checks.len())
        }
        (failed, unread) => format!("{unread} files could not be read by this machine, {failed} checks failed."),
    }
}

/// Foreign text without anything that could steer a terminal.
fn shown(text: &str) -> String {
    let steers = |sign: char| {
        sign.is_control() || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let plain = |sign: char| if steers(sign) { sign.escape_unicode().to_string() } else { sign.to_string() };
    text.chars().map(plain).collect()
}
