//! The object identifiers that tokens, certificates and revocation lists are told apart by, as their content bytes. Each
//! has its dotted form beside it; a test compares the two.

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident = $dotted:literal: $bytes:expr;)+) => {
        $($(#[$doc])* pub(super) const $name: &[u8] = &$bytes;)+

        #[cfg(test)]
        const ALL: &[(&str, &[u8])] = &[$(($dotted, $name)),+];
    };
}

identifiers! {
    SHA1 = "1.3.14.3.2.26": [0x2b, 14, 3, 2, 26];
    SHA256 = "2.16.840.1.101.3.4.2.1": [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    SHA384 = "2.16.840.1.101.3.4.2.2": [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];
    SHA512 = "2.16.840.1.101.3.4.2.3": [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];
    RSA = "1.2.840.113549.1.1.1": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    MGF1 = "1.2.840.113549.1.1.8": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8];
    RSASSA_PSS = "1.2.840.113549.1.1.10": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
    SHA256_WITH_RSA = "1.2.840.113549.1.1.11": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
    SHA384_WITH_RSA = "1.2.840.113549.1.1.12": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12];
    SHA512_WITH_RSA = "1.2.840.113549.1.1.13": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13];
    EC_KEY = "1.2.840.10045.2.1": [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    P256 = "1.2.840.10045.3.1.7": [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    P384 = "1.3.132.0.34": [0x2b, 0x81, 4, 0, 34];
    ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2": [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
    ECDSA_WITH_SHA384 = "1.2.840.10045.4.3.3": [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3];
    ECDSA_WITH_SHA512 = "1.2.840.10045.4.3.4": [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4];
    SIGNED_DATA = "1.2.840.113549.1.7.2": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    TST_INFO = "1.2.840.113549.1.9.16.1.4": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
    CONTENT_TYPE = "1.2.840.113549.1.9.3": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 12];
    SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47": [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 47];
    SUBJECT_KEY_IDENTIFIER = "2.5.29.14": [0x55, 29, 14];
    KEY_USAGE = "2.5.29.15": [0x55, 29, 15];
    SUBJECT_ALT_NAME = "2.5.29.17": [0x55, 29, 17];
    BASIC_CONSTRAINTS = "2.5.29.19": [0x55, 29, 19];
    CRL_REASON = "2.5.29.21": [0x55, 29, 21];
    ISSUING_DISTRIBUTION_POINT = "2.5.29.28": [0x55, 29, 28];
    CERTIFICATE_POLICIES = "2.5.29.32": [0x55, 29, 32];
    EXTENDED_KEY_USAGE = "2.5.29.37": [0x55, 29, 37];
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8": [0x2b, 6, 1, 5, 5, 7, 3, 8];
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9": [0x2b, 6, 1, 5, 5, 7, 3, 9];
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1": [0x2b, 6, 1, 5, 5, 7, 48, 1, 1];
    COMMON_NAME = "2.5.4.3": [0x55, 4, 3];
    ORGANISATION = "2.5.4.10": [0x55, 4, 10];
}

#[cfg(test)]
mod tests {
    use crate::timestamp::der;

    #[test]
    fn each_identifier_is_its_dotted_form() {
        for (dotted, content) in super::ALL {
            assert_eq!(der::oid_from_text(dotted).as_deref(), Some(*content), "{dotted}");
        }
    }
}
