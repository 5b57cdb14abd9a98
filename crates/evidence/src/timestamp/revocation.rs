//! Whether a certificate was taken back: revocation lists (RFC 5280 section 5) and OCSP responses (RFC 6960), as they were
//! stored beside a stamp. What a revocation means for tokens that are already made is RFC 3161 section 4.

use super::TimestampError;
use super::certificate::{Certificate, Extension, read_extensions};
use super::chain::check_time;
use super::der::{
    self, ENUMERATED, GENERALIZED_TIME, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, Value, context,
};
use super::oid;
use super::signature::{self, Algorithm};
use super::time::{self, UtcTime};
use sha1::Sha1;
use sha2::Digest;

const PART: &str = "revocation data";
/// Longest revocation list or OCSP response that is read, in bytes.
pub const REVOCATION_BYTES_MAX: usize = 8 << 20;
/// Certificates in an OCSP response that are looked at, and answers in it.
const ANSWERS_MAX: usize = 64;

/// What a list or response says of one certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// Not taken back.
    Good,
    /// Taken back at this time; the reason where one is given.
    Revoked { at: UtcTime, reason: Option<u32> },
}

/// An answer about one certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Answer {
    pub(super) standing: Standing,
    /// Of when the answer is.
    pub(super) as_of: UtcTime,
    /// Until when it may be used.
    pub(super) until: Option<UtcTime>,
}

/// What `data` says of `certificate`, which `issuer` issued; `None` when it speaks of others.
///
/// # Errors
/// When it cannot be read, or speaks of it and is not signed as it must be.
pub(super) fn ask(
    data: &[u8],
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<Option<Answer>, TimestampError> {
    if data.len() > REVOCATION_BYTES_MAX {
        return Err(TimestampError::TooLong { part: PART, limit_bytes: REVOCATION_BYTES_MAX });
    }
    let whole = der::only(data, SEQUENCE, PART)?;
    let inside = Reader::new(whole.content, PART);
    if inside.next_is(ENUMERATED) {
        ask_response(inside, certificate, issuer)
    } else {
        ask_list(inside, certificate, issuer)
    }
}

/// Whether a token made at `made_at` stands in spite of what `answer` says (RFC 3161 section 4): tokens made before the
/// revocation stay valid only when a reason is given that is not the loss of the key.
pub(super) fn stands(answer: &Answer, made_at: UtcTime) -> bool {
    match answer.standing {
        Standing::Good => true,
        // Unspecified, affiliation changed, superseded, cessation of operation.
        Standing::Revoked { at, reason } => made_at < at && matches!(reason, Some(0 | 3 | 4 | 5)),
    }
}

fn ask_list(
    mut outer: Reader<'_>,
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<Option<Answer>, TimestampError> {
    let signed = outer.take(SEQUENCE)?;
    let algorithm = Algorithm::take(&mut outer)?;
    let signature = outer.bit_string()?;
    outer.end()?;
    let mut inside = outer.inside(signed);
    inside.optional(INTEGER)?;
    if Algorithm::take(&mut inside)? != algorithm {
        return Err(inside.malformed());
    }
    if inside.take(SEQUENCE)?.raw != certificate.issuer {
        return Ok(None);
    }
    let as_of = time::take(&mut inside)?;
    let until = time::take_optional(&mut inside)?;
    let entries = inside.optional(SEQUENCE)?;
    let extensions = match inside.optional(context(0))? {
        None => Vec::new(),
        Some(value) => read_extensions(inside.inside(value))?,
    };
    inside.end()?;
    if !is_about(&extensions, certificate)? {
        return Ok(None);
    }
    if issuer.key_usage.is_some_and(|usage| !usage.sign_lists) {
        return Err(TimestampError::MayNotIssue { subject: issuer.subject_text() });
    }
    signature::verify(&algorithm, None, issuer.key_info, signed.raw, signature)?;
    let standing = match entries {
        None => Standing::Good,
        Some(entries) => find_entry(inside.inside(entries), certificate.serial)?,
    };
    Ok(Some(Answer { standing, as_of, until }))
}

/// Whether a list with these extensions speaks of certificates like this one, wholly.
fn is_about(extensions: &[Extension<'_>], certificate: &Certificate<'_>) -> Result<bool, TimestampError> {
    for extension in extensions.iter().filter(|extension| extension.critical) {
        if extension.identifier != oid::ISSUING_DISTRIBUTION_POINT {
            let (subject, identifier) = ("a revocation list".to_owned(), der::oid_to_text(extension.identifier));
            return Err(TimestampError::UnknownExtension { subject, identifier });
        }
        let point = Reader::new(extension.content, PART).enter(SEQUENCE)?;
        for part in point.all(8)? {
            let is_set = part.content != [0];
            let left_out = match part.tag {
                // Where the list is published.
                0xa0 => false,
                // Only certificates of users; only of authorities.
                0x81 => is_set && certificate.is_authority,
                0x82 => is_set && !certificate.is_authority,
                // Only some reasons; of other issuers too; only attribute certificates.
                _ => is_set,
            };
            if left_out {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn find_entry(mut entries: Reader<'_>, serial: &[u8]) -> Result<Standing, TimestampError> {
    while !entries.is_at_end() {
        let mut entry = entries.enter(SEQUENCE)?;
        if entry.take(INTEGER)?.content != serial {
            continue;
        }
        let at = time::take(&mut entry)?;
        let mut reason = None;
        if !entry.is_at_end() {
            for extension in read_extensions(entry)? {
                if extension.identifier == oid::CRL_REASON {
                    let content = der::only(extension.content, ENUMERATED, PART)?.content;
                    reason = der::small_number(content);
                } else if extension.critical {
                    let (subject, identifier) = ("a revocation".to_owned(), der::oid_to_text(extension.identifier));
                    return Err(TimestampError::UnknownExtension { subject, identifier });
                }
            }
        }
        return Ok(Standing::Revoked { at, reason });
    }
    Ok(Standing::Good)
}

/// OCSPResponse with a BasicOCSPResponse.
fn ask_response(
    mut outer: Reader<'_>,
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<Option<Answer>, TimestampError> {
    if outer.take(ENUMERATED)?.content != [0] {
        return Err(TimestampError::NoAnswer);
    }
    let mut typed = outer.enter(context(0))?.enter(SEQUENCE)?;
    outer.end()?;
    if typed.take(OBJECT_IDENTIFIER)?.content != oid::OCSP_BASIC {
        return Err(typed.malformed());
    }
    let basic = typed.take(OCTET_STRING)?.content;
    typed.end()?;
    let mut basic = Reader::new(der::only(basic, SEQUENCE, PART)?.content, PART);
    let signed = basic.take(SEQUENCE)?;
    let algorithm = Algorithm::take(&mut basic)?;
    let signature = basic.bit_string()?;
    let carried = match basic.optional(context(0))? {
        None => Vec::new(),
        Some(value) => basic.inside(value).enter(SEQUENCE)?.all(ANSWERS_MAX)?,
    };
    basic.end()?;
    let (made_at, answers) = read_answers(basic.inside(signed))?;
    for answer in answers {
        if let Some(answer) = read_answer(answer, certificate, issuer)? {
            let responder = Responder { algorithm, signature, signed: signed.raw, made_at };
            responder.check(&carried, issuer)?;
            return Ok(Some(answer));
        }
    }
    Ok(None)
}

/// ResponseData: when it was made, and its single responses.
fn read_answers(mut data: Reader<'_>) -> Result<(UtcTime, Vec<Reader<'_>>), TimestampError> {
    data.optional(context(0))?;
    if data.optional(context(1))?.is_none() {
        data.take(context(2))?;
    }
    let made_at = time::of_value(data.take(GENERALIZED_TIME)?).ok_or_else(|| data.malformed())?;
    let mut answers = data.enter(SEQUENCE)?;
    let mut readers = Vec::new();
    while !answers.is_at_end() && readers.len() < ANSWERS_MAX {
        readers.push(answers.enter(SEQUENCE)?);
    }
    answers.end()?;
    if let Some(value) = data.optional(context(1))? {
        refuse_critical(read_extensions(data.inside(value))?)?;
    }
    data.end()?;
    Ok((made_at, readers))
}

fn refuse_critical(extensions: Vec<Extension<'_>>) -> Result<(), TimestampError> {
    match extensions.into_iter().find(|extension| extension.critical) {
        None => Ok(()),
        Some(extension) => Err(TimestampError::UnknownExtension {
            subject: "an OCSP response".to_owned(),
            identifier: der::oid_to_text(extension.identifier),
        }),
    }
}

/// SingleResponse: `None` when it is about another certificate, or its status is "unknown".
fn read_answer(
    mut answer: Reader<'_>,
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<Option<Answer>, TimestampError> {
    let mut id = answer.enter(SEQUENCE)?;
    let hash = Algorithm::take(&mut id)?;
    let name_hash = id.take(OCTET_STRING)?.content;
    let key_hash = id.take(OCTET_STRING)?.content;
    let serial = id.take(INTEGER)?.content;
    id.end()?;
    let key_bits = issuer_key_bits(issuer)?;
    let is_issuer = name_hash == id_hash(&hash, certificate.issuer)? && key_hash == id_hash(&hash, key_bits)?;
    let status = answer.any()?;
    let as_of = time::of_value(answer.take(GENERALIZED_TIME)?).ok_or_else(|| answer.malformed())?;
    let until = match answer.optional(context(0))? {
        None => None,
        Some(value) => time::take_optional(&mut answer.inside(value))?,
    };
    if let Some(value) = answer.optional(context(1))? {
        refuse_critical(read_extensions(answer.inside(value))?)?;
    }
    answer.end()?;
    if !is_issuer || serial != certificate.serial {
        return Ok(None);
    }
    let standing = match status.tag {
        0x80 => Standing::Good,
        0xa1 => revoked(answer.inside(status))?,
        _ => return Ok(None),
    };
    Ok(Some(Answer { standing, as_of, until }))
}

fn revoked(mut info: Reader<'_>) -> Result<Standing, TimestampError> {
    let at = time::of_value(info.take(GENERALIZED_TIME)?).ok_or_else(|| info.malformed())?;
    let reason = match info.optional(context(0))? {
        None => None,
        Some(value) => der::small_number(info.inside(value).take(ENUMERATED)?.content),
    };
    info.end()?;
    Ok(Standing::Revoked { at, reason })
}

/// The hash by which certificate and issuer are named. SHA-1 is usual here, and harmless: it only names.
fn id_hash(algorithm: &Algorithm<'_>, bytes: &[u8]) -> Result<Vec<u8>, TimestampError> {
    if algorithm.identifier == oid::SHA1 {
        return Ok(Sha1::digest(bytes).to_vec());
    }
    Ok(algorithm.hash()?.digest(bytes))
}

/// The bits of the issuer's key without algorithm.
fn issuer_key_bits<'a>(issuer: &Certificate<'a>) -> Result<&'a [u8], TimestampError> {
    let mut inside = Reader::new(issuer.key_info.content, PART);
    inside.take(SEQUENCE)?;
    inside.bit_string()
}

/// Who signed an OCSP response.
struct Responder<'a> {
    algorithm: Algorithm<'a>,
    signature: &'a [u8],
    signed: &'a [u8],
    made_at: UtcTime,
}

impl Responder<'_> {
    /// The issuer itself, or one whom it named for that purpose (RFC 6960 section 4.2.2.2).
    fn check(&self, carried: &[Value<'_>], issuer: &Certificate<'_>) -> Result<(), TimestampError> {
        if self.is_signed_by(issuer) {
            return Ok(());
        }
        for value in carried {
            let delegate = Certificate::read(value.raw)?;
            let may = matches!(&delegate.purposes, Some((purposes, _)) if purposes.contains(&oid::OCSP_SIGNING));
            if may && delegate.issuer == issuer.subject && delegate.is_signed_by(issuer) && self.is_signed_by(&delegate)
            {
                return check_time(&delegate, self.made_at);
            }
        }
        Err(TimestampError::BadSignature)
    }

    fn is_signed_by(&self, certificate: &Certificate<'_>) -> bool {
        signature::verify(&self.algorithm, None, certificate.key_info, self.signed, self.signature).is_ok()
    }
}
