//! The settings of a case, `firsthand.toml`.

use crate::outcome::wrong_usage;
use anyhow::{Context, Result};
use archive::Case;
use serde::Deserialize;
use std::path::PathBuf;

/// Longest settings file that is read, in bytes.
const SETTINGS_BYTES_MAX: u64 = 256 << 10;

/// What `firsthand.toml` says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Format of the file; this is 1.
    format: u32,
    /// Where the signing key lies, if not in the case. The archive reads and writes it; here it only must be a text.
    #[serde(default)]
    #[allow(dead_code, reason = "known, so that it is no mistake; read by the archive")]
    signing_key: Option<String>,
    /// Whom `stamp` may ask for a trusted timestamp.
    #[serde(default, rename = "timestamp_authority")]
    pub timestamp_authorities: Vec<AuthoritySettings>,
}

/// One timestamping authority.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthoritySettings {
    /// What it is called in this case.
    pub name: String,
    /// Where requests go; `None` where replies are always carried by hand.
    pub url: Option<String>,
    /// The root certificate that is trusted, PEM or DER; relative to the case.
    pub root: PathBuf,
    /// Certificates between, where the replies do not carry them; relative to the case.
    pub chain: Option<PathBuf>,
    /// The policy that the authority must follow, dotted.
    pub policy: Option<String>,
    /// Where revocation lists are fetched (`http://…`), or files of them or of OCSP responses, relative to the case.
    #[serde(default)]
    pub revocation: Vec<String>,
}

impl Settings {
    /// The settings of this case; a case without the file has none.
    ///
    /// # Errors
    /// When the file cannot be understood.
    pub fn of(case: &Case) -> Result<Settings> {
        let path = case.folder().join("firsthand.toml");
        let shown = path.display();
        let length = match path.metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
            metadata => metadata.with_context(|| format!("looking at {shown}"))?.len(),
        };
        if length > SETTINGS_BYTES_MAX {
            return Err(wrong_usage(format!("{shown} is longer than {SETTINGS_BYTES_MAX} bytes")));
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {shown}"))?;
        Settings::from_text(&text).map_err(|reason| wrong_usage(format!("{shown}: {reason}")))
    }

    fn from_text(text: &str) -> Result<Settings, String> {
        let settings: Settings = toml::from_str(text).map_err(|error| error.to_string())?;
        if settings.format != 1 {
            return Err(format!("has format {}, this program reads format 1", settings.format));
        }
        let names: std::collections::BTreeSet<&str> =
            settings.timestamp_authorities.iter().map(|authority| authority.name.as_str()).collect();
        if names.len() < settings.timestamp_authorities.len() {
            return Err("names two timestamp authorities alike".to_owned());
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_are_read_and_mistakes_are_named() {
        let text =
            "format = 1\n[[timestamp_authority]]\nname = \"a\"\nurl = \"http://tsa.example.org\"\nroot = \"a.pem\"\n";
        let settings = Settings::from_text(text).unwrap();
        assert_eq!(settings.timestamp_authorities[0].root, PathBuf::from("a.pem"));
        assert_eq!(Settings::from_text("# c\nformat = 1\n").unwrap().timestamp_authorities, []);
        assert!(Settings::from_text("format = 1\nsigning_key = \"/media/stick/case.key\"\n").is_ok());
        for (wrong, reason) in [
            ("format = 2\n", "format 2"),
            ("format = 1\nurll = \"x\"\n", "urll"),
            (&format!("{text}{}", &text["format = 1\n".len()..]), "alike"),
            (&text.replace("root = \"a.pem\"\n", ""), "root"),
        ] {
            let error = Settings::from_text(wrong).unwrap_err();
            assert!(error.contains(reason), "{wrong}: {error}");
        }
    }
}
