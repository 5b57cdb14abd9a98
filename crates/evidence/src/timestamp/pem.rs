//! Certificates and lists as text (RFC 7468) or as bytes.

use super::TimestampError;
use super::der;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Blocks of one file that are read.
const BLOCKS_MAX: usize = 32;
/// What stands around a certificate.
const CERTIFICATE: &str = "CERTIFICATE";

/// The certificates in a file: PEM with any text around them, or one in DER.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn certificates_of(file: &[u8]) -> Result<Vec<Vec<u8>>, TimestampError> {
    let found = if is_der(file) { vec![file.to_vec()] } else { blocks(file, &[CERTIFICATE])? };
    if found.is_empty() {
        return Err(TimestampError::Malformed { part: "certificate file" });
    }
    for certificate in &found {
        super::certificate::Certificate::read(certificate)?;
    }
    Ok(found)
}

/// A revocation list or OCSP response in a file, PEM or DER, as DER.
///
/// # Errors
/// When there is not exactly one.
pub fn revocation_data_of(file: &[u8]) -> Result<Vec<u8>, TimestampError> {
    if is_der(file) {
        return Ok(file.to_vec());
    }
    match <[Vec<u8>; 1]>::try_from(blocks(file, &["X509 CRL", "OCSP RESPONSE"])?) {
        Ok([only]) => Ok(only),
        Err(_) => Err(TimestampError::Malformed { part: "revocation data" }),
    }
}

/// Certificates as PEM, each with its subject before it.
pub fn certificates_to_pem(certificates: &[Vec<u8>]) -> String {
    let mut text = String::new();
    for certificate in certificates {
        if let Ok(read) = super::certificate::Certificate::read(certificate) {
            text.push_str(&format!("# {}\n", read.subject_text()));
        }
        text.push_str(&format!("-----BEGIN {CERTIFICATE}-----\n"));
        let encoded = STANDARD.encode(certificate);
        for start in (0..encoded.len()).step_by(64) {
            text.push_str(&encoded[start..encoded.len().min(start + 64)]);
            text.push('\n');
        }
        text.push_str(&format!("-----END {CERTIFICATE}-----\n"));
    }
    text
}

fn is_der(file: &[u8]) -> bool {
    file.first() == Some(&der::SEQUENCE)
}

fn blocks(file: &[u8], labels: &[&str]) -> Result<Vec<Vec<u8>>, TimestampError> {
    let malformed = || TimestampError::Malformed { part: "PEM text" };
    let text = std::str::from_utf8(file).map_err(|_| malformed())?;
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines().map(str::trim) {
        let begun = line.strip_prefix("-----BEGIN ").and_then(|rest| rest.strip_suffix("-----"));
        match (&mut open, begun) {
            (None, Some(label)) => open = Some((label.to_owned(), String::new())),
            (None, None) => {}
            (Some(_), Some(_)) => return Err(malformed()),
            (Some((label, body)), None) if line == format!("-----END {label}-----") => {
                if labels.contains(&label.as_str()) {
                    found.push(STANDARD.decode(&*body).map_err(|_| malformed())?);
                }
                open = None;
            }
            (Some((_, body)), None) => body.push_str(line),
        }
        if found.len() > BLOCKS_MAX {
            return Err(TimestampError::TooMany { part: "PEM text", limit: BLOCKS_MAX });
        }
    }
    if open.is_some() { Err(malformed()) } else { Ok(found) }
}
