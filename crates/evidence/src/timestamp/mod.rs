//! Trusted time: an authority's signed statement that bytes existed (RFC 3161), read and checked as of the time that it
//! states, with the certificates and revocation data that are kept beside it. Foreign bytes: every length and count has a
//! limit, and nothing here panics on them.

mod certificate;
mod chain;
mod der;
mod oid;
mod pem;
mod request;
mod revocation;
mod signature;
mod stamp;
#[cfg(test)]
mod tests;
mod time;
mod token;

pub use pem::{certificates_of, certificates_to_pem, revocation_data_of};
pub use request::Request;
pub use revocation::REVOCATION_BYTES_MAX;
pub use stamp::{
    CHAIN_FILE, CHECKPOINT_FILE, REPLY_FILE, REQUEST_FILE, ROOT_FILE, STAMP_FILES_MAX, StampFiles, is_stamp_file,
    openssl_command, revocation_file, stamp_folder,
};
pub use time::UtcTime;
pub use token::REPLY_BYTES_MAX;

use certificate::Certificate;
use model::ItemId;
use serde::Serialize;
use signature::HashFunction;
use token::Token;

/// Certificates that may be given besides those in the reply.
const GIVEN_CERTIFICATES_MAX: usize = 32;

/// Why a timestamp does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// Not in the form that its standard asks for.
    #[error("the {part} cannot be read: it is damaged, or not in the form of its standard (DER)")]
    Malformed {
        /// Which.
        part: &'static str,
    },
    /// Longer than such a thing may be.
    #[error("the {part} is longer than {limit_bytes} bytes")]
    TooLong {
        /// Which.
        part: &'static str,
        /// The limit.
        limit_bytes: usize,
    },
    /// More of them than are read.
    #[error("the {part} has more than {limit} parts")]
    TooMany {
        /// Which.
        part: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The authority did not grant it.
    #[error("the authority refused (status {status}): {text:?}")]
    Refused {
        /// Its code, RFC 3161 section 2.4.2.
        status: u32,
        /// Its words.
        text: String,
    },
    /// A policy that is none.
    #[error("the policy {policy:?} is not an object identifier such as 1.2.3.4")]
    BadPolicy {
        /// As it was given.
        policy: String,
    },
    /// The token is for other bytes.
    #[error("the token was made for other bytes: its SHA-256 is {got}, that of the stamped file {expected}")]
    OtherBytes {
        /// Of the file.
        expected: ItemId,
        /// In the token.
        got: String,
    },
    /// The token answers another request.
    #[error("the token does not answer this request: its {what} is another")]
    OtherRequest {
        /// Nonce or policy.
        what: &'static str,
    },
    /// The request is for other bytes.
    #[error("the request was made for other bytes than the stamped file")]
    RequestForOtherBytes,
    /// A hash, signature algorithm or curve that is unknown or too weak.
    #[error("the algorithm {identifier} is unknown here, or too weak")]
    UnknownAlgorithm {
        /// Dotted.
        identifier: String,
    },
    /// An RSA key that is too short to rest on, or longer than is read.
    #[error("an RSA key of {bits} bits; 2048 to 4096 are read")]
    KeyLength {
        /// Its length.
        bits: usize,
    },
    /// A signature does not hold.
    #[error("the signature does not hold")]
    BadSignature,
    /// The certificate of the signer is not there.
    #[error("the certificate of the signer is neither in the reply nor beside it")]
    NoCertificate,
    /// The signed attributes name another certificate, or none.
    #[error("the token names another certificate than that of its signer")]
    OtherCertificate,
    /// RFC 3161 section 2.3.
    #[error("the certificate of {subject:?} is not for timestamps alone")]
    NotForTimestamps {
        /// Whose.
        subject: String,
    },
    /// An extension that must be understood and is not.
    #[error("{subject} has a critical extension that is not known here: {identifier}")]
    UnknownExtension {
        /// Whose.
        subject: String,
        /// Dotted.
        identifier: String,
    },
    /// Not within its validity at the time of the stamp.
    #[error("the certificate of {subject:?} is valid from {not_before} to {not_after}, the time is {time}")]
    NotValidThen {
        /// Whose.
        subject: String,
        /// First second.
        not_before: UtcTime,
        /// Last second.
        not_after: UtcTime,
        /// When it should have been.
        time: UtcTime,
    },
    /// Not a certificate authority, or not for so long a chain.
    #[error("the certificate of {subject:?} may not issue what was found under it")]
    MayNotIssue {
        /// Whose.
        subject: String,
    },
    /// No chain to a trusted root.
    #[error("no chain leads from the certificate of {subject:?} to the named root")]
    NoChain {
        /// Where it ends.
        subject: String,
    },
    /// Taken back.
    #[error("the certificate of {subject:?} was revoked at {at}, and the stamp says {time}")]
    Revoked {
        /// Whose.
        subject: String,
        /// Since when.
        at: UtcTime,
        /// Time of the stamp.
        time: UtcTime,
    },
    /// A file of the stamp is not there.
    #[error("the file {name} of the stamp is missing")]
    MissingFile {
        /// Which.
        name: &'static str,
    },
    /// An OCSP response that answers nothing.
    #[error("the OCSP response is an error message, not an answer")]
    NoAnswer,
    /// Revocation data that is about none of the certificates.
    #[error("the revocation data is about none of the certificates of the chain")]
    NotAboutTheChain,
}

/// What a timestamp is checked with. Certificates and revocation data are in DER.
#[derive(Clone, Copy, Debug)]
pub struct TimestampParts<'a> {
    /// The bytes that were stamped.
    pub stamped: &'a [u8],
    /// The `.tsq` file.
    pub request: &'a [u8],
    /// The `.tsr` file.
    pub reply: &'a [u8],
    /// Roots that are trusted.
    pub roots: &'a [Vec<u8>],
    /// Certificates that may stand between, besides those in the reply.
    pub others: &'a [Vec<u8>],
    /// Revocation lists and OCSP responses.
    pub revocation: &'a [Vec<u8>],
}

/// What a timestamp that holds says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Timestamp {
    /// The stamped bytes existed at this time.
    #[serde(serialize_with = "as_text")]
    pub time: UtcTime,
    /// By how much the authority may be wrong, where it says so.
    pub accuracy_us: Option<u64>,
    /// The authority's policy, dotted.
    pub policy: String,
    /// The authority's number for it, hex.
    pub serial: String,
    /// Whom the signing certificate names.
    pub authority: String,
    /// Until when that certificate is valid: a new stamp should be made before.
    #[serde(serialize_with = "as_text")]
    pub certificate_until: UtcTime,
    /// Whom the root names.
    pub root: String,
    /// SHA-256 of the root's certificate.
    pub root_sha256: ItemId,
    /// The chain in DER: the signing certificate first, the root last.
    #[serde(skip)]
    pub chain: Vec<Vec<u8>>,
    /// What the revocation data says, in plain words; one line for each certificate below the root.
    pub revocation: Vec<String>,
}

fn as_text<S: serde::Serializer>(time: &UtcTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

/// Checks a timestamp as of the time that it states: granted, for these bytes, in answer to this request, signed by a
/// certificate that it names and that is for timestamps alone, under one of `roots`, not revoked as far as the data says.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify(parts: &TimestampParts<'_>) -> Result<Timestamp, TimestampError> {
    let request = Request::read(parts.request)?;
    if request.sha256 != ItemId::of(parts.stamped) {
        return Err(TimestampError::RequestForOtherBytes);
    }
    let token = Token::read_reply(parts.reply)?;
    check_answer(&token, &request)?;
    let roots = read_all(parts.roots.iter().map(Vec::as_slice))?;
    // A reply may carry what we cannot read and do not need; what is given beside it must be readable.
    let carried = token.certificates.iter().filter_map(|bytes| Certificate::read(bytes).ok());
    let others: Vec<Certificate<'_>> = carried.chain(read_all(parts.others.iter().map(Vec::as_slice))?).collect();
    let named = others.iter().chain(&roots).find(|certificate| token.names(certificate));
    let signer = named.ok_or(TimestampError::NoCertificate)?;
    token.check_signature(signer)?;
    let chain = chain::build(signer, &others, &roots, token.statement.time)?;
    let given: Vec<&[u8]> = parts.revocation.iter().map(Vec::as_slice).collect();
    let revocation = check_revocation(&given, &token.lists, &chain, token.statement.time)?;
    Ok(timestamp(&token, &chain, revocation))
}

fn timestamp(token: &Token<'_>, chain: &[Certificate<'_>], revocation: Vec<String>) -> Timestamp {
    let (signer, root) = (&chain[0], &chain[chain.len() - 1]);
    Timestamp {
        time: token.statement.time,
        accuracy_us: token.statement.accuracy_us,
        policy: token.statement.policy.clone(),
        serial: token.statement.serial.iter().map(|byte| format!("{byte:02x}")).collect(),
        authority: signer.subject_text(),
        certificate_until: signer.not_after,
        root: root.subject_text(),
        root_sha256: ItemId::of(root.raw),
        chain: chain.iter().map(|certificate| certificate.raw.to_vec()).collect(),
        revocation,
    }
}

fn check_answer(token: &Token<'_>, request: &Request) -> Result<(), TimestampError> {
    let statement = &token.statement;
    if statement.imprint_hash != HashFunction::Sha256 || statement.imprint != request.sha256.0 {
        let got = statement.imprint.iter().map(|byte| format!("{byte:02x}")).collect();
        return Err(TimestampError::OtherBytes { expected: request.sha256, got });
    }
    if statement.nonce != Some(&request.nonce) {
        return Err(TimestampError::OtherRequest { what: "nonce" });
    }
    if request.policy.as_ref().is_some_and(|policy| *policy != statement.policy) {
        return Err(TimestampError::OtherRequest { what: "policy" });
    }
    Ok(())
}

fn read_all<'a>(all: impl ExactSizeIterator<Item = &'a [u8]>) -> Result<Vec<Certificate<'a>>, TimestampError> {
    if all.len() > GIVEN_CERTIFICATES_MAX {
        return Err(TimestampError::TooMany { part: "list of certificates", limit: GIVEN_CERTIFICATES_MAX });
    }
    all.map(Certificate::read).collect()
}

/// Asks all data about each certificate below the root. What was `given` must be about one of them.
fn check_revocation(
    given: &[&[u8]],
    carried: &[&[u8]],
    chain: &[Certificate<'_>],
    time: UtcTime,
) -> Result<Vec<String>, TimestampError> {
    let data: Vec<&[u8]> = given.iter().chain(carried).copied().collect();
    let mut was_used = vec![false; data.len()];
    let mut lines = Vec::new();
    for pair in chain.windows(2) {
        let [certificate, issuer] = pair else { continue };
        let subject = certificate.subject_text();
        let mut newest: Option<revocation::Answer> = None;
        for (data, was_used) in data.iter().zip(&mut was_used) {
            let Some(answer) = revocation::ask(data, certificate, issuer)? else { continue };
            *was_used = true;
            if !revocation::stands(&answer, time)
                && let revocation::Standing::Revoked { at, .. } = answer.standing
            {
                return Err(TimestampError::Revoked { subject, at, time });
            }
            if newest.is_none_or(|newest| newest.as_of < answer.as_of) {
                newest = Some(answer);
            }
        }
        lines.push(revocation_line(&subject, newest, time));
    }
    if was_used[..given.len()].contains(&false) {
        return Err(TimestampError::NotAboutTheChain);
    }
    Ok(lines)
}

fn revocation_line(subject: &str, answer: Option<revocation::Answer>, time: UtcTime) -> String {
    let Some(answer) = answer else { return format!("{subject}: whether it was revoked is not known") };
    let as_of = answer.as_of;
    match answer.standing {
        revocation::Standing::Revoked { at, .. } => {
            format!("{subject}: revoked at {at}, after the stamp, and not for the loss of its key (as of {as_of})")
        }
        revocation::Standing::Good if answer.until.is_some_and(|until| until < time) => {
            format!("{subject}: not revoked as of {as_of}, but that was out of date when the stamp was made")
        }
        revocation::Standing::Good => format!("{subject}: not revoked as of {as_of}"),
    }
}
