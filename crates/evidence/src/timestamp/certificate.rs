//! X.509 certificates (RFC 5280), as far as a chain to a timestamping authority needs them. What is signed is checked over
//! the bytes as they stand.

use super::TimestampError;
use super::der::{
    self, BIT_STRING, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, SET, Value, context,
    context_primitive,
};
use super::oid;
use super::signature::{self, Algorithm};
use super::time::{self, UtcTime};

const PART: &str = "certificate";
/// Longest certificate that is read, in bytes.
pub(super) const CERTIFICATE_BYTES_MAX: usize = 64 << 10;
/// Extensions of one certificate or list entry that are read.
const EXTENSIONS_MAX: usize = 64;
/// Parts of one name that are read.
const NAME_PARTS_MAX: usize = 64;

/// What is told of the key's purpose in extension `keyUsage` (RFC 5280 section 4.2.1.3), bit by bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct KeyUsage {
    pub(super) digital_signature: bool,
    pub(super) non_repudiation: bool,
    pub(super) sign_certificates: bool,
    pub(super) sign_lists: bool,
}

/// A certificate that was read; nothing of it is checked yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Certificate<'a> {
    /// All its bytes.
    pub(super) raw: &'a [u8],
    signed: &'a [u8],
    algorithm: Algorithm<'a>,
    signature: &'a [u8],
    pub(super) version_1: bool,
    /// Content of the number, as it stands.
    pub(super) serial: &'a [u8],
    /// With tag and length.
    pub(super) issuer: &'a [u8],
    pub(super) subject: &'a [u8],
    pub(super) not_before: UtcTime,
    pub(super) not_after: UtcTime,
    pub(super) key_info: Value<'a>,
    /// Present and true in those who may issue.
    pub(super) is_authority: bool,
    pub(super) path_length: Option<u32>,
    pub(super) key_usage: Option<KeyUsage>,
    /// Purposes, and whether the extension is critical.
    pub(super) purposes: Option<(Vec<&'a [u8]>, bool)>,
    pub(super) subject_key: Option<&'a [u8]>,
    /// A critical extension that we do not know: such a certificate must not be relied on.
    pub(super) unknown_critical: Option<String>,
}

/// One extension of a certificate, a list or a list's entry.
pub(super) struct Extension<'a> {
    pub(super) identifier: &'a [u8],
    pub(super) critical: bool,
    /// The DER inside its octet string.
    pub(super) content: &'a [u8],
}

impl<'a> Certificate<'a> {
    /// Reads one certificate and nothing after it.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Certificate<'a>, TimestampError> {
        if bytes.len() > CERTIFICATE_BYTES_MAX {
            return Err(TimestampError::TooLong { part: PART, limit_bytes: CERTIFICATE_BYTES_MAX });
        }
        let whole = der::only(bytes, SEQUENCE, PART)?;
        let mut outer = Reader::new(whole.content, PART);
        let signed = outer.take(SEQUENCE)?;
        let algorithm = Algorithm::take(&mut outer)?;
        let signature = outer.bit_string()?;
        outer.end()?;
        let mut certificate = read_signed(outer.inside(signed))?;
        if certificate.algorithm != algorithm {
            return Err(outer.malformed());
        }
        (certificate.raw, certificate.signed, certificate.signature) = (bytes, signed.raw, signature);
        Ok(certificate)
    }

    /// Whether the key of `issuer` signed this.
    pub(super) fn is_signed_by(&self, issuer: &Certificate<'_>) -> bool {
        signature::verify(&self.algorithm, None, issuer.key_info, self.signed, self.signature).is_ok()
    }

    /// Whether it is its own issuer by name.
    pub(super) fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// Whether `time` is within its validity.
    pub(super) fn is_valid_at(&self, time: UtcTime) -> bool {
        (self.not_before.unix_seconds..=self.not_after.unix_seconds).contains(&time.unix_seconds)
    }

    /// The subject for people: its common name, or its organisation, or nothing that can be said.
    pub(super) fn subject_text(&self) -> String {
        name_text(self.subject)
    }
}

fn read_signed<'a>(mut inside: Reader<'a>) -> Result<Certificate<'a>, TimestampError> {
    let version = match inside.optional(context(0))? {
        None => 0,
        Some(value) => inside.inside(value).small()?,
    };
    let serial = inside.take(INTEGER)?.content;
    let algorithm = Algorithm::take(&mut inside)?;
    let issuer = inside.take(SEQUENCE)?.raw;
    let mut validity = inside.enter(SEQUENCE)?;
    let (not_before, not_after) = (time::take(&mut validity)?, time::take(&mut validity)?);
    validity.end()?;
    let subject = inside.take(SEQUENCE)?.raw;
    let key_info = inside.take(SEQUENCE)?;
    inside.optional(context_primitive(1))?;
    inside.optional(context_primitive(2))?;
    let extensions = match inside.optional(context(3))? {
        Some(value) if version == 2 => read_extensions(inside.inside(value))?,
        Some(_) => return Err(inside.malformed()),
        None => Vec::new(),
    };
    inside.end()?;
    let mut certificate = Certificate {
        raw: &[],
        signed: &[],
        algorithm,
        signature: &[],
        version_1: version == 0,
        serial,
        issuer,
        subject,
        not_before,
        not_after,
        key_info,
        is_authority: false,
        path_length: None,
        key_usage: None,
        purposes: None,
        subject_key: None,
        unknown_critical: None,
    };
    for extension in &extensions {
        certificate.take_in(extension)?;
    }
    Ok(certificate)
}

impl<'a> Certificate<'a> {
    fn take_in(&mut self, extension: &Extension<'a>) -> Result<(), TimestampError> {
        let mut inside = Reader::new(extension.content, PART);
        match extension.identifier {
            oid::BASIC_CONSTRAINTS => {
                let mut constraints = inside.enter(SEQUENCE)?;
                self.is_authority = constraints.boolean_or_false()?;
                if !constraints.is_at_end() {
                    self.path_length = Some(constraints.small()?);
                }
                constraints.end()?;
            }
            oid::KEY_USAGE => self.key_usage = Some(read_key_usage(&mut inside)?),
            oid::EXTENDED_KEY_USAGE => {
                let purposes = inside.enter(SEQUENCE)?.all(EXTENSIONS_MAX)?;
                if purposes.iter().any(|purpose| purpose.tag != OBJECT_IDENTIFIER) {
                    return Err(inside.malformed());
                }
                let purposes = purposes.into_iter().map(|purpose| purpose.content).collect();
                self.purposes = Some((purposes, extension.critical));
            }
            oid::SUBJECT_KEY_IDENTIFIER => self.subject_key = Some(inside.take(OCTET_STRING)?.content),
            // They limit nothing that is asked here: no policy is required and no host name is compared.
            oid::CERTIFICATE_POLICIES | oid::SUBJECT_ALT_NAME => return Ok(()),
            unknown if extension.critical => {
                self.unknown_critical.get_or_insert_with(|| der::oid_to_text(unknown));
                return Ok(());
            }
            _ => return Ok(()),
        }
        inside.end()
    }
}

/// The extensions in `SEQUENCE OF Extension`, none of them twice.
pub(super) fn read_extensions(mut around: Reader<'_>) -> Result<Vec<Extension<'_>>, TimestampError> {
    let list = around.enter(SEQUENCE)?;
    around.end()?;
    read_extension_list(list)
}

/// The extensions that are left in `list`, none of them twice.
pub(super) fn read_extension_list(list: Reader<'_>) -> Result<Vec<Extension<'_>>, TimestampError> {
    let mut extensions: Vec<Extension<'_>> = Vec::new();
    for value in list.all(EXTENSIONS_MAX)? {
        if value.tag != SEQUENCE {
            return Err(list.malformed());
        }
        let mut inside = list.inside(value);
        let identifier = inside.take(OBJECT_IDENTIFIER)?.content;
        let critical = inside.boolean_or_false()?;
        let content = inside.take(OCTET_STRING)?.content;
        inside.end()?;
        if extensions.iter().any(|known| known.identifier == identifier) {
            return Err(list.malformed());
        }
        extensions.push(Extension { identifier, critical, content });
    }
    Ok(extensions)
}

fn read_key_usage(inside: &mut Reader<'_>) -> Result<KeyUsage, TimestampError> {
    let bits = inside.take(BIT_STRING)?.content;
    let first = match bits {
        [0..=7, first, ..] => *first,
        [0] => 0,
        _ => return Err(inside.malformed()),
    };
    let bit = |number: u8| first & (0x80 >> number) != 0;
    Ok(KeyUsage { digital_signature: bit(0), non_repudiation: bit(1), sign_certificates: bit(5), sign_lists: bit(6) })
}

/// A name (`SEQUENCE OF SET OF { type, value }`) for people.
pub(super) fn name_text(name: &[u8]) -> String {
    read_name(name).ok().flatten().unwrap_or_else(|| "(a name that cannot be shown)".to_owned())
}

fn read_name(name: &[u8]) -> Result<Option<String>, TimestampError> {
    let (mut common_name, mut organisation) = (None, None);
    let parts = Reader::new(name, PART).enter(SEQUENCE)?;
    for set in parts.all(NAME_PARTS_MAX)? {
        if set.tag != SET {
            return Err(parts.malformed());
        }
        for pair in parts.inside(set).all(NAME_PARTS_MAX)? {
            let mut pair = parts.inside(pair);
            let kind = pair.take(OBJECT_IDENTIFIER)?.content;
            let text = shown_text(pair.any()?);
            match kind {
                oid::COMMON_NAME => common_name = text,
                oid::ORGANISATION => organisation = text,
                _ => {}
            }
        }
    }
    Ok(common_name.or(organisation))
}

fn shown_text(value: Value<'_>) -> Option<String> {
    use der::{IA5_STRING, PRINTABLE_STRING, TELETEX_STRING, UTF8_STRING};
    let text = match value.tag {
        UTF8_STRING | PRINTABLE_STRING | IA5_STRING | TELETEX_STRING => String::from_utf8_lossy(value.content),
        _ => return None,
    };
    Some(text.chars().filter(|sign| !sign.is_control()).collect())
}
