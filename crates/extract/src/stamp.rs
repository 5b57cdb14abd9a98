//! Trusted timestamps that others obtained (RFC 3161): what they cover and which time they give. The signature is not
//! checked here; `openssl ts -verify` does it with the certificates that the reader of the finding trusts.

use crate::codes;
use crate::kind::TST_INFO;
use crate::source::Bytes;
use crate::times;
use model::{ClaimedTime, Extract, MetadataField, TimeKind};

/// Longest token that is looked at; with a long chain of certificates one takes 10 KB.
const STAMP_BYTES: u64 = 1 << 20;

/// Reads a token, or the reply that holds one.
pub(crate) fn read(bytes: &Bytes, reply: bool) -> Extract {
    let mut extract = Extract::default();
    let content = bytes.read_up_to(STAMP_BYTES).unwrap_or_default();
    let Some(covered) = covered(&content) else {
        extract.findings.push(codes::STAMP_DAMAGED.found(
            "The bytes begin like a trusted timestamp (RFC 3161), and what it covers cannot be read. They are kept.",
        ));
        return extract;
    };
    let option = if reply { "" } else { " -token_in" };
    extract.findings.push(codes::STAMP_UNVERIFIED.found(format!(
        "A trusted timestamp over the {} {} says {}. Its signature was not checked; do it with: openssl ts -verify \
         -digest {} -in FILE{option} -CAfile CERTIFICATES",
        covered.algorithm, covered.digest_hex, covered.time, covered.digest_hex
    )));
    let field = |name: &str, value: String| MetadataField { name: format!("timestamp {name}"), value };
    extract.metadata.push(field("covers", format!("{}:{}", covered.algorithm, covered.digest_hex)));
    extract.metadata.push(field("time", covered.time.clone()));
    extract.times.push(ClaimedTime {
        time: covered.time,
        kind: TimeKind::FileMetadata,
        evidence: "RFC 3161 token, signature not checked".to_owned(),
        zone: "UTC".to_owned(),
    });
    extract
}

/// What a token says.
struct Covered {
    algorithm: String,
    digest_hex: String,
    time: String,
}

/// TSTInfo ::= SEQUENCE { version INTEGER, policy OID, messageImprint SEQUENCE { algorithm SEQUENCE { OID … }, OCTET
/// STRING }, serialNumber INTEGER, genTime GeneralizedTime, … }. It stands behind its object identifier in
/// `[0] { OCTET STRING { TSTInfo } }`.
fn covered(content: &[u8]) -> Option<Covered> {
    let at = content.windows(TST_INFO.len()).position(|window| window == TST_INFO)? + TST_INFO.len();
    let (content, _) = value(content.get(at..)?, 0xa0)?;
    let (content, _) = value(content, 0x04)?;
    let (info, _) = value(content, 0x30)?;
    let (_, rest) = value(info, 0x02)?;
    let (_, rest) = value(rest, 0x06)?;
    let (imprint, rest) = value(rest, 0x30)?;
    let (_, rest) = value(rest, 0x02)?;
    let (time, _) = value(rest, 0x18)?;
    let (algorithm, digest) = value(imprint, 0x30)?;
    let (algorithm, _) = value(algorithm, 0x06)?;
    let (digest, _) = value(digest, 0x04)?;
    Some(Covered {
        algorithm: algorithm_name(algorithm),
        digest_hex: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        time: times::of_generalized(std::str::from_utf8(time).ok()?)?,
    })
}

fn algorithm_name(identifier: &[u8]) -> String {
    match identifier {
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 1] => "sha256".to_owned(),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 2] => "sha384".to_owned(),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 3] => "sha512".to_owned(),
        [0x2b, 0x0e, 0x03, 0x02, 0x1a] => "sha1".to_owned(),
        _ => "digest of an algorithm that is not known".to_owned(),
    }
}

/// The content of the DER value that begins here and has this tag, and what follows it (X.690, 8.1).
fn value(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (given, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0usize, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    (*given == tag).then(|| rest.split_at_checked(length))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{self, Kind};

    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let head = match length {
            0..=0x7f => vec![tag, length as u8],
            _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
        };
        [head, content.to_vec()].concat()
    }

    /// A token with everything but certificates and signature.
    fn token() -> Vec<u8> {
        let sha256 = der(0x30, &der(0x06, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 1]));
        let imprint = der(0x30, &[sha256, der(0x04, &[0xab; 32])].concat());
        let info = [der(2, &[1]), der(6, &[0x2a]), imprint, der(2, &[9]), der(0x18, b"20240506070809Z")].concat();
        let content = [TST_INFO.to_vec(), der(0xa0, &der(4, &der(0x30, &info)))].concat();
        let signed = der(0x30, &[der(2, &[3]), der(0x31, &[]), der(0x30, &content)].concat());
        let oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
        der(0x30, &[oid.to_vec(), der(0xa0, &signed)].concat())
    }

    #[test]
    fn a_bare_token_and_a_reply_are_told_apart_and_say_what_they_cover() {
        let reply = der(0x30, &[der(0x30, &der(2, &[0])), token()].concat());
        for (bytes, is_reply) in [(token(), false), (reply, true)] {
            let kind = kind::of(&bytes, bytes.len() as u64);
            assert_eq!(kind, Kind::Stamp { reply: is_reply });
            let extract = read(&Bytes::Memory(bytes), is_reply);
            assert_eq!(extract.times[0].time, "2024-05-06T07:08:09Z");
            assert_eq!(extract.metadata[0].value, format!("sha256:{}", "ab".repeat(32)));
            assert_eq!(extract.findings[0].text.contains("-token_in"), !is_reply);
        }
    }

    #[test]
    fn a_damaged_token_is_named_and_no_byte_of_it_panics() {
        let whole = token();
        for length in 0..whole.len() {
            read(&Bytes::Memory(whole[..length].to_vec()), false);
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            read(&Bytes::Memory(damaged), false);
        }
        assert_eq!(read(&Bytes::Memory(whole[..60].to_vec()), false).findings[0].code, "stamp_damaged");
    }
}
