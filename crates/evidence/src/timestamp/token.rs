//! An authority's reply: TimeStampResp with its token (RFC 3161 section 2.4.2), which is CMS SignedData (RFC 5652) around a
//! TSTInfo, with one signer, whose certificate is named in the signed attributes (RFC 2634 section 5.4, RFC 5035).

use super::TimestampError;
use super::certificate::{Certificate, read_extension_list};
use super::der::{
    self, BOOLEAN, GENERALIZED_TIME, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, SET, UTF8_STRING,
    Value, context, context_primitive,
};
use super::oid;
use super::signature::{self, Algorithm, HashFunction};
use super::time::{self, UtcTime};
use sha1::Sha1;
use sha2::Digest;

const PART: &str = "reply";
/// Longest reply that is read, in bytes. Replies with their chain take 2 to 10 kB.
pub const REPLY_BYTES_MAX: usize = 256 << 10;
/// Certificates in a reply that are looked at.
pub(super) const CERTIFICATES_MAX: usize = 32;
/// Attributes that the authority may sign.
const ATTRIBUTES_MAX: usize = 32;
/// Texts in a refusal that are shown.
const STATUS_TEXTS_MAX: usize = 8;

/// What the authority says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Statement<'a> {
    pub(super) policy: String,
    pub(super) imprint_hash: HashFunction,
    pub(super) imprint: &'a [u8],
    /// Content of the number.
    pub(super) serial: &'a [u8],
    pub(super) time: UtcTime,
    pub(super) accuracy_us: Option<u64>,
    pub(super) nonce: Option<&'a [u8]>,
}

/// A token that was read; its signature is not checked yet.
pub(super) struct Token<'a> {
    pub(super) statement: Statement<'a>,
    /// Those that the reply carries.
    pub(super) certificates: Vec<&'a [u8]>,
    /// Revocation lists that the reply carries.
    pub(super) lists: Vec<&'a [u8]>,
    content: &'a [u8],
    signer: Signer<'a>,
}

/// The one signer.
struct Signer<'a> {
    name: SignerName<'a>,
    digest: HashFunction,
    /// Content of the set of signed attributes.
    attributes: &'a [u8],
    algorithm: Algorithm<'a>,
    signature: &'a [u8],
}

enum SignerName<'a> {
    IssuerAndSerial { issuer: &'a [u8], serial: &'a [u8] },
    KeyIdentifier(&'a [u8]),
}

impl<'a> Token<'a> {
    /// Reads a whole reply, which must have been granted.
    pub(super) fn read_reply(bytes: &'a [u8]) -> Result<Token<'a>, TimestampError> {
        if bytes.len() > REPLY_BYTES_MAX {
            return Err(TimestampError::TooLong { part: PART, limit_bytes: REPLY_BYTES_MAX });
        }
        let whole = der::only(bytes, SEQUENCE, PART)?;
        let mut inside = Reader::new(whole.content, PART);
        let mut status = inside.enter(SEQUENCE)?;
        let code = status.small()?;
        let texts = match status.optional(SEQUENCE)? {
            None => Vec::new(),
            Some(value) => status.inside(value).all(STATUS_TEXTS_MAX)?,
        };
        // 0 granted, 1 granted with modifications.
        if code > 1 {
            let text = |value: &Value<'_>| {
                (value.tag == UTF8_STRING).then(|| String::from_utf8_lossy(value.content).into_owned())
            };
            let texts: Vec<String> = texts.iter().filter_map(text).collect();
            return Err(TimestampError::Refused { status: code, text: texts.join("; ") });
        }
        let token = inside.take(SEQUENCE)?;
        inside.end()?;
        Token::read(inside.inside(token))
    }

    /// ContentInfo, then SignedData.
    fn read(mut info: Reader<'a>) -> Result<Token<'a>, TimestampError> {
        if info.take(OBJECT_IDENTIFIER)?.content != oid::SIGNED_DATA {
            return Err(info.malformed());
        }
        let mut data = info.enter(context(0))?.enter(SEQUENCE)?;
        info.end()?;
        data.small()?;
        data.take(SET)?;
        let content = read_content(&mut data)?;
        let values = |value: Option<Value<'a>>, data: &Reader<'a>| match value {
            None => Ok(Vec::new()),
            Some(value) => data.inside(value).all(CERTIFICATES_MAX),
        };
        let certificates = data.optional(context(0))?;
        let certificates = values(certificates, &data)?;
        let lists = data.optional(context(1))?;
        let lists = values(lists, &data)?;
        let mut signers = data.enter(SET)?;
        data.end()?;
        let signer = read_signer(signers.enter(SEQUENCE)?)?;
        // Section 2.4.2: no other signature than the authority's.
        signers.end()?;
        let plain = |values: Vec<Value<'a>>| values.into_iter().filter(|value| value.tag == SEQUENCE);
        Ok(Token {
            statement: read_statement(content)?,
            certificates: plain(certificates).map(|value| value.raw).collect(),
            lists: plain(lists).map(|value| value.raw).collect(),
            content,
            signer,
        })
    }

    /// Whether `certificate` is the one that the signer is named by.
    pub(super) fn names(&self, certificate: &Certificate<'_>) -> bool {
        match self.signer.name {
            SignerName::IssuerAndSerial { issuer, serial } => {
                certificate.issuer == issuer && certificate.serial == serial
            }
            SignerName::KeyIdentifier(identifier) => certificate.subject_key == Some(identifier),
        }
    }

    /// Whether the key of `certificate` signed this, and the signed attributes name content and certificate.
    pub(super) fn check_signature(&self, certificate: &Certificate<'_>) -> Result<(), TimestampError> {
        let attributes = Reader::new(self.signer.attributes, PART);
        let mut content_type = attribute(attributes, oid::CONTENT_TYPE)?.ok_or(TimestampError::BadSignature)?;
        let mut digest = attribute(attributes, oid::MESSAGE_DIGEST)?.ok_or(TimestampError::BadSignature)?;
        let names_content = content_type.take(OBJECT_IDENTIFIER)?.content == oid::TST_INFO
            && digest.take(OCTET_STRING)?.content == self.signer.digest.digest(self.content);
        if !names_content {
            return Err(TimestampError::BadSignature);
        }
        check_named_certificate(attributes, certificate)?;
        // Section 5.4 of RFC 5652: signed is the set as such, with its own tag.
        let signed = der::encode(SET, self.signer.attributes);
        let named_hash = Some(self.signer.digest);
        signature::verify(&self.signer.algorithm, named_hash, certificate.key_info, &signed, self.signer.signature)
    }
}

/// EncapsulatedContentInfo: the bytes of the TSTInfo.
fn read_content<'a>(data: &mut Reader<'a>) -> Result<&'a [u8], TimestampError> {
    let mut around = data.enter(SEQUENCE)?;
    if around.take(OBJECT_IDENTIFIER)?.content != oid::TST_INFO {
        return Err(around.malformed());
    }
    let mut explicit = around.enter(context(0))?;
    around.end()?;
    let content = explicit.take(OCTET_STRING)?.content;
    explicit.end()?;
    Ok(content)
}

fn read_signer(mut signer: Reader<'_>) -> Result<Signer<'_>, TimestampError> {
    signer.small()?;
    let name = match signer.optional(context_primitive(0))? {
        Some(value) => SignerName::KeyIdentifier(value.content),
        None => {
            let mut pair = signer.enter(SEQUENCE)?;
            let name =
                SignerName::IssuerAndSerial { issuer: pair.take(SEQUENCE)?.raw, serial: pair.take(INTEGER)?.content };
            pair.end()?;
            name
        }
    };
    let digest = Algorithm::take(&mut signer)?.hash()?;
    let attributes = signer.take(context(0))?.content;
    let algorithm = Algorithm::take(&mut signer)?;
    let signature = signer.take(OCTET_STRING)?.content;
    signer.optional(context(1))?;
    signer.end()?;
    Ok(Signer { name, digest, attributes, algorithm, signature })
}

fn read_statement(content: &[u8]) -> Result<Statement<'_>, TimestampError> {
    let whole = der::only(content, SEQUENCE, PART)?;
    let mut inside = Reader::new(whole.content, PART);
    let version = inside.small()?;
    let policy = der::oid_to_text(inside.take(OBJECT_IDENTIFIER)?.content);
    let mut imprint = inside.enter(SEQUENCE)?;
    let imprint_hash = Algorithm::take(&mut imprint)?.hash()?;
    let digest = imprint.take(OCTET_STRING)?.content;
    imprint.end()?;
    let serial = inside.take(INTEGER)?.content;
    let time = inside.take(GENERALIZED_TIME)?;
    let time = time::of_value(time).ok_or_else(|| inside.malformed())?;
    let accuracy_us = match inside.optional(SEQUENCE)? {
        None => None,
        Some(value) => Some(read_accuracy(inside.inside(value))?),
    };
    // Whether tokens of this authority can be put in order by their times: not asked here.
    inside.optional(BOOLEAN)?;
    let nonce = match inside.optional(INTEGER)? {
        None => None,
        Some(value) => Some(der::unsigned_bytes(value.content).ok_or_else(|| inside.malformed())?),
    };
    inside.optional(context(0))?;
    if let Some(value) = inside.optional(context(1))?
        && let Some(unknown) =
            read_extension_list(inside.inside(value))?.into_iter().find(|extension| extension.critical)
    {
        let identifier = der::oid_to_text(unknown.identifier);
        return Err(TimestampError::UnknownExtension { subject: "the token".to_owned(), identifier });
    }
    inside.end()?;
    if version != 1 {
        return Err(inside.malformed());
    }
    Ok(Statement { policy, imprint_hash, imprint: digest, serial, time, accuracy_us, nonce })
}

fn read_accuracy(mut inside: Reader<'_>) -> Result<u64, TimestampError> {
    let seconds = match inside.optional(INTEGER)? {
        None => 0,
        Some(value) => small(&inside, value)?,
    };
    let mut accuracy_us = u64::from(seconds) * 1_000_000;
    for (tag, unit_us) in [(context_primitive(0), 1000), (context_primitive(1), 1)] {
        if let Some(value) = inside.optional(tag)? {
            accuracy_us += u64::from(small(&inside, value)?) * unit_us;
        }
    }
    inside.end()?;
    Ok(accuracy_us)
}

fn small(reader: &Reader<'_>, value: Value<'_>) -> Result<u32, TimestampError> {
    der::unsigned_bytes(value.content).and_then(der::small_number).ok_or_else(|| reader.malformed())
}

/// The one value of the one attribute of this kind; `None` when there is none.
fn attribute<'a>(attributes: Reader<'a>, identifier: &[u8]) -> Result<Option<Reader<'a>>, TimestampError> {
    let mut found = None;
    for value in attributes.all(ATTRIBUTES_MAX)? {
        let mut pair = attributes.inside(value);
        if pair.take(OBJECT_IDENTIFIER)?.content != identifier {
            continue;
        }
        let values = pair.enter(SET)?;
        pair.end()?;
        let mut after = values;
        after.any()?;
        after.end()?;
        if found.replace(values).is_some() {
            return Err(attributes.malformed());
        }
    }
    Ok(found)
}

/// The signed attributes must name the certificate, lest another one with the same key is put in its place.
fn check_named_certificate(attributes: Reader<'_>, certificate: &Certificate<'_>) -> Result<(), TimestampError> {
    let first = |attribute: Reader<'_>| -> Result<Vec<u8>, TimestampError> {
        let mut identifiers = { attribute }.enter(SEQUENCE)?.enter(SEQUENCE)?;
        Ok(identifiers.take(SEQUENCE)?.content.to_vec())
    };
    let second_version = attribute(attributes, oid::SIGNING_CERTIFICATE_V2)?;
    let first_version = attribute(attributes, oid::SIGNING_CERTIFICATE)?;
    let mut named = false;
    if let Some(attribute) = second_version {
        let content = first(attribute)?;
        let mut identifier = Reader::new(&content, PART);
        let hash = match identifier.next_is(SEQUENCE) {
            true => Algorithm::take(&mut identifier)?.hash()?,
            false => HashFunction::Sha256,
        };
        if identifier.take(OCTET_STRING)?.content != hash.digest(certificate.raw) {
            return Err(TimestampError::OtherCertificate);
        }
        named = true;
    }
    if let Some(attribute) = first_version {
        let content = first(attribute)?;
        // SHA-1 is what this attribute is defined with. What vouches for the certificate is the signature.
        if Reader::new(&content, PART).take(OCTET_STRING)?.content != Sha1::digest(certificate.raw).as_slice() {
            return Err(TimestampError::OtherCertificate);
        }
        named = true;
    }
    if named { Ok(()) } else { Err(TimestampError::OtherCertificate) }
}
