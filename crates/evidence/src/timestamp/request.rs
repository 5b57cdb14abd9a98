//! What is sent to an authority: TimeStampReq (RFC 3161 section 2.4.1). It tells the authority a hash and nothing else.

use super::TimestampError;
use super::der::{self, BOOLEAN, INTEGER, NULL, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE};
use super::oid;
use super::signature::Algorithm;
use model::ItemId;

const PART: &str = "request";
/// Longest request that is read, in bytes.
const REQUEST_BYTES_MAX: usize = 4096;

/// A request for a timestamp.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// SHA-256 of what is to be stamped.
    pub sha256: ItemId,
    /// Random number that the reply must repeat, without leading zeros.
    pub nonce: Vec<u8>,
    /// Policy that the authority must follow, dotted; `None` leaves it to the authority.
    pub policy: Option<String>,
}

impl Request {
    /// A request for `bytes`; `nonce` comes from the system's randomness.
    pub fn for_bytes(bytes: &[u8], nonce: &[u8], policy: Option<&str>) -> Request {
        let nonce = nonce.iter().copied().skip_while(|byte| *byte == 0).collect();
        Request { sha256: ItemId::of(bytes), nonce, policy: policy.map(str::to_owned) }
    }

    /// The bytes of the `.tsq` file. The reply is asked to carry its certificate.
    ///
    /// # Errors
    /// When the policy is not an object identifier.
    pub fn encode(&self) -> Result<Vec<u8>, TimestampError> {
        let identifier = der::encode(OBJECT_IDENTIFIER, oid::SHA256);
        let algorithm = der::encode(SEQUENCE, &[identifier, vec![NULL, 0]].concat());
        let imprint = der::encode(SEQUENCE, &[algorithm, der::encode(OCTET_STRING, &self.sha256.0)].concat());
        let policy = match &self.policy {
            None => Vec::new(),
            Some(text) => {
                let content =
                    der::oid_from_text(text).ok_or_else(|| TimestampError::BadPolicy { policy: text.clone() })?;
                der::encode(OBJECT_IDENTIFIER, &content)
            }
        };
        let parts = [
            der::encode(INTEGER, &[1]),
            imprint,
            policy,
            der::encode_unsigned(&self.nonce),
            der::encode(BOOLEAN, &[0xff]),
        ];
        Ok(der::encode(SEQUENCE, &parts.concat()))
    }

    /// Reads what [`Request::encode`] writes, and nothing else.
    ///
    /// # Errors
    /// When it is any other request.
    pub fn read(bytes: &[u8]) -> Result<Request, TimestampError> {
        if bytes.len() > REQUEST_BYTES_MAX {
            return Err(TimestampError::TooLong { part: PART, limit_bytes: REQUEST_BYTES_MAX });
        }
        let whole = der::only(bytes, SEQUENCE, PART)?;
        let mut inside = Reader::new(whole.content, PART);
        let version = inside.small()?;
        let mut imprint = inside.enter(SEQUENCE)?;
        let algorithm = Algorithm::take(&mut imprint)?;
        let digest = imprint.take(OCTET_STRING)?.content;
        imprint.end()?;
        let policy = inside.optional(OBJECT_IDENTIFIER)?.map(|value| der::oid_to_text(value.content));
        let nonce = inside.unsigned()?.to_vec();
        let sha256 = digest.try_into().map(ItemId).map_err(|_| inside.malformed())?;
        let request = Request { sha256, nonce, policy };
        if version != 1 || algorithm.identifier != oid::SHA256 || request.encode()? != bytes {
            return Err(inside.malformed());
        }
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_comes_back_as_it_was_written_and_in_no_other_spelling() {
        for policy in [None, Some("1.2.3.4.1")] {
            let request = Request::for_bytes(b"checkpoint", &[0, 0, 0xfe, 1], policy);
            let bytes = request.encode().unwrap();
            assert_eq!(request.nonce, [0xfe, 1]);
            assert_eq!(Request::read(&bytes).unwrap(), request);
            for end in 0..bytes.len() {
                assert!(Request::read(&bytes[..end]).is_err());
            }
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                assert_ne!(Request::read(&changed).ok(), Some(request.clone()), "byte {at}");
            }
        }
        let bad = Request::for_bytes(b"", &[1], Some("not dotted"));
        assert!(matches!(bad.encode(), Err(TimestampError::BadPolicy { .. })));
    }
}
