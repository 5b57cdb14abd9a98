//! Signatures that a person makes over a file with tools of their own: `ssh-keygen -Y sign` and `minisign`, Ed25519 keys.
//!
//! Strict: one spelling of each file is accepted, so that no byte of a signature file can be changed unseen.
//!
//! Sources: OpenSSH `PROTOCOL.sshsig` and `PROTOCOL` (keys, RFC 4251 strings); minisign's format as its manual page gives
//! it. Deliberately absent: RSA, ECDSA and hardware keys; for those the recipient is told the command of OpenSSH.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest as _};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Sha256, Sha512};

/// The namespace that a signature over a bundle must be made for (`ssh-keygen -Y sign -n file`).
pub const SSH_NAMESPACE: &str = "file";
/// Longest signature or key file that is read, in bytes.
pub const SIGNER_FILE_BYTES_MAX: u64 = 8192;
/// Base64 digits in a line of an armoured SSH signature.
const ARMOUR_WIDTH: usize = 70;
const ARMOUR_BEGIN: &str = "-----BEGIN SSH SIGNATURE-----\n";
const ARMOUR_END: &str = "-----END SSH SIGNATURE-----\n";
const SSH_ED25519: &[u8] = b"ssh-ed25519";
/// Kinds of key that OpenSSH signs with and that are not checked here. Any other name is damage, not another kind.
const OTHER_SSH_KINDS: [&str; 6] = [
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];
const SSHSIG_MAGIC: &[u8] = b"SSHSIG";

/// The public key of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SignerKey {
    /// `ssh-ed25519 AAAA…`.
    Ssh(VerifyingKey),
    /// `RW…`, with the number that minisign gives each key.
    Minisign {
        /// Its number.
        number: [u8; 8],
        /// The key.
        key: VerifyingKey,
    },
}

/// Why a signature of a person does not hold, or cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// The file is not what it should be, or is spelled otherwise.
    #[error("is not {0}")]
    NotOne(&'static str),
    /// The signature was made over other bytes, or its bytes were changed.
    #[error("does not fit the file that it signs: one of the two was changed")]
    Wrong,
    /// It was made by another key.
    #[error("was made by another key than the one given")]
    OtherKey,
    /// A kind of key that we do not check.
    #[error("is by a key of the kind {0}, which is not checked here")]
    OtherKind(String),
}

impl SignerKey {
    /// Reads a key as a person hands it on: a line `ssh-ed25519 AAAA… [comment]`, a line `RW…`, or the two lines of
    /// a `minisign.pub`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn from_text(text: &str) -> Result<SignerKey, SignerError> {
        let line = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        match line.strip_prefix("ssh-ed25519 ") {
            Some(rest) => {
                let bytes = decode(rest.split_whitespace().next().unwrap_or_default());
                bytes.and_then(|bytes| ssh_key(&bytes)).map(SignerKey::Ssh)
            }
            None => decode(line).and_then(|bytes| minisign_key(&bytes)),
        }
        .ok_or(SignerError::NotOne("an Ed25519 key of ssh-keygen (ssh-ed25519 AAAA…) or of minisign (RW…)"))
    }

    /// The key in one line, as it is handed on.
    pub fn text(&self) -> String {
        match self {
            SignerKey::Ssh(key) => format!("ssh-ed25519 {}", STANDARD.encode(ssh_key_bytes(key))),
            SignerKey::Minisign { number, key } => STANDARD.encode([b"Ed".as_slice(), number, key.as_bytes()].concat()),
        }
    }
}

/// The key that made an SSH signature over `message`, once the signature holds.
///
/// # Errors
/// When the file is no such signature, or does not fit.
pub fn ssh_signer(signature_file: &[u8], message: &[u8]) -> Result<SignerKey, SignerError> {
    const WHAT: SignerError = SignerError::NotOne("a signature of ssh-keygen -Y sign as it writes it");
    let blob = unarmoured(signature_file).ok_or(WHAT)?;
    let mut rest =
        blob.strip_prefix(SSHSIG_MAGIC).and_then(|rest| rest.strip_prefix(&1u32.to_be_bytes())).ok_or(WHAT)?;
    let [public_key, namespace, reserved, hash_name, signature] = [(); 5].map(|()| ssh_string(&mut rest));
    let (Some(public_key), Some(namespace), Some(reserved), Some(hash_name), Some(mut signature)) =
        (public_key, namespace, reserved, hash_name, signature)
    else {
        return Err(WHAT);
    };
    if !rest.is_empty() || namespace != SSH_NAMESPACE.as_bytes() || !reserved.is_empty() {
        return Err(WHAT);
    }
    let kind = ssh_string(&mut &*public_key).unwrap_or_default();
    if let Some(other) = OTHER_SSH_KINDS.iter().find(|other| other.as_bytes() == kind) {
        return Err(SignerError::OtherKind((*other).to_owned()));
    }
    let key = ssh_key(public_key).ok_or(WHAT)?;
    let is_ed25519 = ssh_string(&mut signature) == Some(SSH_ED25519);
    let bytes = ssh_string(&mut signature).filter(|_| is_ed25519 && signature.is_empty()).ok_or(WHAT)?;
    let hash = match hash_name {
        b"sha512" => Sha512::digest(message).to_vec(),
        b"sha256" => Sha256::digest(message).to_vec(),
        _ => return Err(WHAT),
    };
    let mut signed = SSHSIG_MAGIC.to_vec();
    for part in [namespace, reserved, hash_name, &hash] {
        signed.extend(as_ssh_string(part));
    }
    check(&key, &signed, bytes)?;
    Ok(SignerKey::Ssh(key))
}

/// Whether a minisign signature over `message` is by this key.
///
/// # Errors
/// When the file is no such signature, is by another key, or does not fit.
pub fn check_minisign(
    signature_file: &[u8],
    message: &[u8],
    number: &[u8; 8],
    key: &VerifyingKey,
) -> Result<(), SignerError> {
    const WHAT: SignerError = SignerError::NotOne("a signature of minisign with its own first line");
    let text = std::str::from_utf8(signature_file).ok().and_then(|text| text.strip_suffix('\n')).ok_or(WHAT)?;
    let lines: Vec<&str> = text.split('\n').collect();
    let [untrusted, signature, trusted, global] = lines[..] else { return Err(WHAT) };
    // Nothing signs the first line: only minisign's own wording is taken.
    if untrusted != "untrusted comment: signature from minisign secret key" {
        return Err(WHAT);
    }
    let trusted = trusted.strip_prefix("trusted comment: ").ok_or(WHAT)?;
    let (signature, global) = (decode(signature).ok_or(WHAT)?, decode(global).ok_or(WHAT)?);
    let (kind, rest) = signature.split_at_checked(2).ok_or(WHAT)?;
    let (signed_by, bytes) = rest.split_at_checked(8).ok_or(WHAT)?;
    if signed_by != number {
        return Err(SignerError::OtherKey);
    }
    match kind {
        b"ED" => check(key, &Blake2b512::digest(message), bytes)?,
        b"Ed" => check(key, message, bytes)?,
        _ => return Err(WHAT),
    }
    check(key, &[bytes, trusted.as_bytes()].concat(), &global)
}

/// The key of a `minisign.pub` as minisign writes it, comment and all.
///
/// # Errors
/// When a byte differs from what minisign writes.
pub fn minisign_public_key(file: &[u8]) -> Result<SignerKey, SignerError> {
    const WHAT: SignerError = SignerError::NotOne("a public key file as minisign writes it");
    let text = std::str::from_utf8(file).map_err(|_| WHAT)?;
    let key = SignerKey::from_text(text).map_err(|_| WHAT)?;
    let SignerKey::Minisign { number, .. } = &key else { return Err(WHAT) };
    let shown = u64::from_le_bytes(*number);
    // minisign leaves zeros at the front of the number out, other programs that write such files keep them.
    let spelled = |number: String| format!("untrusted comment: minisign public key {number}\n{}\n", key.text());
    let fits = [format!("{shown:X}"), format!("{shown:016X}")].into_iter().any(|number| spelled(number) == text);
    if fits { Ok(key) } else { Err(WHAT) }
}

fn check(key: &VerifyingKey, message: &[u8], signature: &[u8]) -> Result<(), SignerError> {
    let signature = Signature::from_slice(signature).map_err(|_| SignerError::Wrong)?;
    key.verify_strict(message, &signature).map_err(|_| SignerError::Wrong)
}

/// Base64 in its one spelling.
fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok().filter(|bytes| STANDARD.encode(bytes) == text)
}

fn unarmoured(file: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(file).ok()?;
    let body = text.strip_prefix(ARMOUR_BEGIN)?.strip_suffix(ARMOUR_END)?;
    let blob = decode(&body.replace('\n', ""))?;
    let digits = STANDARD.encode(&blob);
    let lines = digits.as_bytes().chunks(ARMOUR_WIDTH).map(|line| [line, b"\n"].concat());
    let spelled: Vec<u8> = lines.flatten().collect();
    (spelled == body.as_bytes()).then_some(blob)
}

/// Takes one length-prefixed string off the front (RFC 4251 section 5).
fn ssh_string<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (string, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    *rest = after;
    Some(string)
}

fn as_ssh_string(bytes: &[u8]) -> Vec<u8> {
    // Every string of ours is a hash or a short name.
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

fn ssh_key(blob: &[u8]) -> Option<VerifyingKey> {
    let mut rest = blob;
    let kind = ssh_string(&mut rest)?;
    let key: &[u8; 32] = ssh_string(&mut rest)?.try_into().ok()?;
    (kind == SSH_ED25519 && rest.is_empty()).then(|| VerifyingKey::from_bytes(key).ok())?
}

fn ssh_key_bytes(key: &VerifyingKey) -> Vec<u8> {
    [as_ssh_string(SSH_ED25519), as_ssh_string(key.as_bytes())].concat()
}

fn minisign_key(bytes: &[u8]) -> Option<SignerKey> {
    let (number, key) = bytes.strip_prefix(b"Ed")?.split_first_chunk::<8>()?;
    let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
    Some(SignerKey::Minisign { number: *number, key })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made with ssh-keygen of OpenSSH 9.2 and minisign 0.10 over "hello\n"; the secret keys were thrown away.
    const SSH_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBF8PuP8Y1Y/dIvoMSN6usxHuC141Hl0CwS18G1pUAM7 person";
    const SSH_SIGNATURE: &str = "\
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgEXw+4/xjVj90i+gxI3q6zEe4LX
jUeXQLBLXwbWlQAzsAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx
OQAAAEB7mDMzW8sK/Sj47lRlRG4RyezwbfyAavm3IEufKVOpn8o9IEJ0lQ0mqXNYEHvT/b
Ths3/AN5LT3UPHELV19zYP
-----END SSH SIGNATURE-----
";
    const MINISIGN_KEY: &str = "\
untrusted comment: minisign public key 9A8A14D3B8367B92
RWSSeza40xSKmpiS+khUIMrIoPOnYh/pGd57AIbAWES1gltY9QBFBE8J
";
    const MINISIGN_SIGNATURE: &str = "\
untrusted comment: signature from minisign secret key
RUSSeza40xSKmkvewbL6mQ4u2CwHkxYO+RM0vAIMWLfC8GAAcbmfnN/e7ONXMAHjsLhyp7DE7uLgoKKs2inqhVEByecEVR6FXQQ=
trusted comment: timestamp:1795626028\tfile:tagmanifest-sha256.txt\thashed
I6jlfIkJ2iTG5UPbpvFn3x9L2M8fw4ZGJy1gRIerxl/STUTbpWuZaBGkmfshX1U5cs7j/nfl5bqLUyWWCyPkBA==
";
    const MESSAGE: &[u8] = b"hello\n";

    fn minisign(file: &[u8], key_file: &[u8]) -> Result<(), SignerError> {
        let SignerKey::Minisign { number, key } = minisign_public_key(key_file)? else { unreachable!() };
        check_minisign(file, MESSAGE, &number, &key)
    }

    fn every_flip(bytes: &[u8], mut holds: impl FnMut(&[u8]) -> bool) {
        assert!(holds(bytes));
        for at in 0..bytes.len() {
            for mask in [0x01, 0x20, 0x80] {
                let mut other = bytes.to_vec();
                other[at] ^= mask;
                assert!(!holds(&other), "byte {at} mask {mask:#x}");
            }
        }
        assert!(!holds(&bytes[..bytes.len() - 1]));
        assert!(!holds(&[bytes, b"\n"].concat()));
    }

    #[test]
    fn an_ssh_signature_gives_its_key_and_no_byte_of_it_can_be_changed() {
        let key = SignerKey::from_text(SSH_KEY).unwrap();
        assert_eq!(format!("{} person", key.text()), SSH_KEY);
        every_flip(SSH_SIGNATURE.as_bytes(), |file| ssh_signer(file, MESSAGE).is_ok_and(|signer| signer == key));
        assert_eq!(ssh_signer(SSH_SIGNATURE.as_bytes(), b"Hello\n"), Err(SignerError::Wrong));
    }

    #[test]
    fn a_minisign_key_whose_number_begins_with_a_zero_is_read_as_minisign_writes_it() {
        let file = |number: &str| {
            let key = "RWRMfEU8bwdjBqz+EQstJBsAOY/xJs0hb402TIFWRp0xvcs3uIeP72x5";
            minisign_public_key(format!("untrusted comment: minisign public key {number}\n{key}\n").as_bytes())
        };
        assert!(file("663076F3C457C4C").is_ok() && file("0663076F3C457C4C").is_ok());
        assert!(file("00663076F3C457C4C").is_err() && file("763076F3C457C4C").is_err());
    }

    #[test]
    fn a_minisign_signature_holds_and_no_byte_of_it_or_its_key_file_can_be_changed() {
        every_flip(MINISIGN_SIGNATURE.as_bytes(), |file| minisign(file, MINISIGN_KEY.as_bytes()).is_ok());
        every_flip(MINISIGN_KEY.as_bytes(), |key| minisign(MINISIGN_SIGNATURE.as_bytes(), key).is_ok());
        let SignerKey::Minisign { number, key } = SignerKey::from_text(MINISIGN_KEY).unwrap() else { unreachable!() };
        let other = check_minisign(MINISIGN_SIGNATURE.as_bytes(), b"Hello\n", &number, &key);
        assert_eq!(other, Err(SignerError::Wrong));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "RWSS", "ssh-ed25519", "\n\n"] {
            assert!(SignerKey::from_text(text).is_err(), "{text:?}");
        }
    }
}
