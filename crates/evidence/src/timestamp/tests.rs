//! Stamps that OpenSSL made (tests/stamps/make.sh): whole, with every byte changed, and with parts exchanged.

use super::certificate::Certificate;
use super::*;
use model::StampRecord;
use std::collections::BTreeMap;

macro_rules! stamp {
    ($folder:literal: $($name:literal),+) => {
        StampFiles(BTreeMap::from([
            $(($name.to_owned(), include_bytes!(concat!("../../tests/stamps/", $folder, "/", $name)).to_vec())),+
        ]))
    };
}

fn p256() -> StampFiles {
    stamp!("p256": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem", "revocation-1.der",
        "revocation-2.der")
}

fn rsa() -> StampFiles {
    stamp!("rsa": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem", "revocation-1.der")
}

fn p384() -> StampFiles {
    stamp!("p384": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem")
}

fn pss() -> StampFiles {
    stamp!("pss": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem")
}

fn short() -> StampFiles {
    stamp!("short": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem")
}

fn superseded() -> StampFiles {
    stamp!("superseded": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem", "revocation-1.der")
}

fn lost() -> StampFiles {
    stamp!("lost": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem", "revocation-1.der")
}

fn with(mut stamp: StampFiles, name: &str, other: &StampFiles) -> Result<Timestamp, TimestampError> {
    stamp.0.insert(name.to_owned(), other.0[name].clone());
    stamp.verify()
}

#[test]
fn a_stamp_of_each_kind_of_key_holds_at_the_time_that_it_states() {
    let found = p256().verify().unwrap();
    assert_eq!((found.authority.as_str(), found.root.as_str()), ("Stamps of p256", "Root of p256"));
    assert_eq!((found.policy.as_str(), found.accuracy_us, found.chain.len()), ("1.2.3.4.1", Some(1_500_000), 2));
    // The OCSP response is newer than the list.
    assert_eq!(found.revocation.len(), 1);
    assert!(found.revocation[0].starts_with("Stamps of p256: not revoked as of 20"), "{:?}", found.revocation);
    let found = rsa().verify().unwrap();
    assert!(found.time.nanoseconds > 0, "this authority states milliseconds: {}", found.time);
    assert_eq!(found.chain.len(), 3);
    assert!(found.revocation[0].starts_with("Stamps of rsa: not revoked as of 20"), "{:?}", found.revocation);
    assert_eq!(found.revocation[1], "Between of rsa: whether it was revoked is not known");
    assert_eq!(p384().verify().unwrap().chain.len(), 3);
    assert_eq!(pss().verify().unwrap().chain.len(), 3);
}

#[test]
fn no_byte_of_a_certificate_signed_by_pss_can_be_changed() {
    let (chain, root) = (certificates_of(&pss().0[CHAIN_FILE]).unwrap(), certificates_of(&pss().0[ROOT_FILE]).unwrap());
    let (between, root) = (&chain[1], Certificate::read(&root[0]).unwrap());
    assert!(Certificate::read(between).unwrap().is_signed_by(&root));
    for at in (0..between.len()).step_by(3) {
        let mut changed = between.clone();
        changed[at] ^= 1;
        assert!(!Certificate::read(&changed).is_ok_and(|changed| changed.is_signed_by(&root)), "byte {at}");
    }
}

#[test]
fn a_certificate_that_is_long_out_of_date_was_valid_when_it_stamped() {
    let found = short().verify().unwrap();
    assert!(found.certificate_until.unix_seconds - found.time.unix_seconds < 60);
}

#[test]
fn an_orderly_revocation_leaves_earlier_stamps_and_a_lost_key_leaves_none() {
    let found = superseded().verify().unwrap();
    assert!(found.revocation[0].contains("after the stamp, and not for the loss of its key"), "{:?}", found.revocation);
    assert!(matches!(lost().verify(), Err(TimestampError::Revoked { .. })));
    let unrelated = with(p256(), "revocation-1.der", &rsa());
    assert_eq!(unrelated, Err(TimestampError::NotAboutTheChain));
}

#[test]
fn parts_of_two_stamps_do_not_fit_each_other() {
    assert!(matches!(with(p256(), "root.pem", &rsa()), Err(TimestampError::NoChain { .. })));
    // The reply carries its certificates itself.
    assert!(with(p256(), "chain.pem", &rsa()).is_ok());
    assert!(matches!(with(p384(), "root.pem", &p256()), Err(TimestampError::NoChain { .. })));
    let mut other_bytes = p256();
    other_bytes.0.insert(CHECKPOINT_FILE.to_owned(), b"other".to_vec());
    assert_eq!(other_bytes.verify(), Err(TimestampError::RequestForOtherBytes));
    let request = |stamped: &[u8], nonce: &[u8], policy| Request::for_bytes(stamped, nonce, policy).encode().unwrap();
    other_bytes.0.insert(REQUEST_FILE.to_owned(), request(b"other", &[1], None));
    assert!(matches!(other_bytes.verify(), Err(TimestampError::OtherBytes { .. })));
    let mut other_request = p256();
    let stamped = other_request.0[CHECKPOINT_FILE].clone();
    other_request.0.insert(REQUEST_FILE.to_owned(), request(&stamped, &[1], None));
    assert_eq!(other_request.verify(), Err(TimestampError::OtherRequest { what: "nonce" }));
    let nonce = [0x7f, 0x3a, 0x91, 0xc0, 0x4b, 0xe2, 0xd5, 0x18];
    other_request.0.insert(REQUEST_FILE.to_owned(), request(&stamped, &nonce, Some("1.2.3.4.2")));
    assert_eq!(other_request.verify(), Err(TimestampError::OtherRequest { what: "policy" }));
    other_request.0.insert(REQUEST_FILE.to_owned(), request(&stamped, &nonce, Some("1.2.3.4.1")));
    assert!(other_request.verify().is_ok());
}

#[test]
fn a_certificate_that_is_not_for_timestamps_alone_is_refused() {
    let file = |bytes: &[u8]| certificates_of(bytes).unwrap();
    let roots = file(include_bytes!("../../tests/stamps/loose/root.pem"));
    let signers = file(include_bytes!("../../tests/stamps/loose/chain.pem"));
    let (signer, root) = (Certificate::read(&signers[0]).unwrap(), Certificate::read(&roots[0]).unwrap());
    let refused = chain::build(&signer, &[], std::slice::from_ref(&root), signer.not_before);
    assert!(matches!(refused, Err(TimestampError::NotForTimestamps { .. })), "{refused:?}");
}

#[test]
fn a_certificate_is_not_taken_outside_of_its_validity() {
    let stamp = p256();
    let roots = certificates_of(&stamp.0[ROOT_FILE]).unwrap();
    let signers = certificates_of(&stamp.0[CHAIN_FILE]).unwrap();
    let (signer, root) = (Certificate::read(&signers[0]).unwrap(), Certificate::read(&roots[0]).unwrap());
    let roots = [root];
    for (seconds, holds) in [(-1, false), (0, true)] {
        let mut before = signer.not_before;
        before.unix_seconds += seconds;
        assert_eq!(chain::build(&signer, &[], &roots, before).is_ok(), holds, "{seconds} s after its beginning");
        let mut after = signer.not_after;
        after.unix_seconds -= seconds;
        assert_eq!(chain::build(&signer, &[], &roots, after).is_ok(), holds, "{seconds} s before its end");
    }
    // A chain that does not begin with who may stamp, and one whose root is no authority.
    assert!(chain::build(&roots[0], &[], &roots, signer.not_before).is_err());
    let not_issuer = std::slice::from_ref(&signer);
    assert!(matches!(chain::build(&signer, &roots, &[], signer.not_before), Err(TimestampError::NoChain { .. })));
    assert!(chain::build(&signer, &[], not_issuer, signer.not_before).is_ok(), "the signer itself is trusted");
}

/// What is signed must not change what is found, and nothing may panic. Bytes that nobody signs are protected by the hash
/// in the log; that they do not change the verdict's time is what counts here.
#[test]
fn a_changed_byte_of_a_reply_gives_the_same_statement_or_none() {
    for (stamp, step) in [(p256(), 1), (rsa(), 5), (p384(), 5)] {
        let honest = stamp.verify().unwrap();
        let reply = stamp.0[REPLY_FILE].clone();
        let mut unnoticed = 0;
        for at in (0..reply.len()).step_by(step) {
            let mut changed = stamp.clone();
            changed.0.get_mut(REPLY_FILE).unwrap()[at] ^= 0x01;
            if let Ok(found) = changed.verify() {
                unnoticed += 1;
                assert_eq!((found.time, &found.serial), (honest.time, &honest.serial), "byte {at}");
                assert_eq!(found.root_sha256, honest.root_sha256);
            }
        }
        // The copy of the certificate in the reply (the same stands in chain.pem), and versions.
        assert!(unnoticed < reply.len() / step * 2 / 3, "{unnoticed} of {} bytes", reply.len() / step);
    }
}

#[test]
fn a_changed_byte_of_request_or_stamped_bytes_is_found() {
    let stamp = p256();
    for name in [CHECKPOINT_FILE, REQUEST_FILE] {
        for at in 0..stamp.0[name].len() {
            let mut changed = stamp.clone();
            changed.0.get_mut(name).unwrap()[at] ^= 0x01;
            assert!(changed.verify().is_err(), "byte {at} of {name}");
        }
    }
}

#[test]
fn a_changed_or_missing_byte_of_revocation_data_never_gives_another_answer() {
    for (stamp, data, issuer_file) in [
        (p256(), "revocation-1.der", ROOT_FILE),
        (p256(), "revocation-2.der", ROOT_FILE),
        (lost(), "revocation-1.der", ROOT_FILE),
    ] {
        let (chain, issuers) =
            (certificates_of(&stamp.0[CHAIN_FILE]).unwrap(), certificates_of(&stamp.0[issuer_file]).unwrap());
        let (certificate, issuer) = (Certificate::read(&chain[0]).unwrap(), Certificate::read(&issuers[0]).unwrap());
        let ask = |data: &[u8]| revocation::ask(data, &certificate, &issuer);
        let data = &stamp.0[data];
        let honest = ask(data).unwrap().expect("it is about this certificate");
        for at in 0..data.len() {
            let mut changed = data.clone();
            changed[at] ^= 0x01;
            // The certificate that a response carries is not looked at when the issuer signed it.
            assert!(!matches!(ask(&changed), Ok(Some(answer)) if answer != honest), "byte {at}");
            assert!(ask(&data[..at]).is_err(), "{at} bytes");
        }
    }
}

#[test]
fn a_cut_file_is_found_and_nothing_panics() {
    let stamp = p384();
    for name in [REQUEST_FILE, REPLY_FILE, ROOT_FILE] {
        for end in 0..stamp.0[name].len().saturating_sub(2) {
            let mut cut = stamp.clone();
            cut.0.get_mut(name).unwrap().truncate(end);
            assert!(cut.verify().is_err(), "{end} bytes of {name}");
        }
        let mut without = stamp.clone();
        without.0.remove(name);
        assert!(matches!(without.verify(), Err(TimestampError::MissingFile { .. })), "{name}");
    }
    let mut long = stamp.clone();
    long.0.insert(REPLY_FILE.to_owned(), vec![0x30; REPLY_BYTES_MAX + 1]);
    assert!(matches!(long.verify(), Err(TimestampError::TooLong { .. })));
}

/// Damage of many bytes at once, by a fixed series of numbers.
#[test]
fn nothing_panics_at_random_damage() {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (stamp, signers) = (rsa(), certificates_of(&rsa().0[CHAIN_FILE]).unwrap());
    let (signer, issuer) = (Certificate::read(&signers[0]).unwrap(), Certificate::read(&signers[1]).unwrap());
    for _ in 0..2_000 {
        let mut damaged = |bytes: &[u8]| {
            let mut damaged = bytes.to_vec();
            for _ in 0..1 + next(4) {
                let (at, byte) = (next(damaged.len()), [0, 1, 0x30, 0x7f, 0x80, 0x82, 0xa0, 0xff][next(8)]);
                match next(3) {
                    0 => damaged[at] = byte,
                    1 => damaged.insert(at, byte),
                    _ => drop(damaged.remove(at)),
                }
            }
            damaged
        };
        let _ = Token::read_reply(&damaged(&stamp.0[REPLY_FILE])).map(|token| token.statement.time);
        let _ = Certificate::read(&damaged(&signers[0])).map(|read| read.subject_text());
        let _ = Request::read(&damaged(&stamp.0[REQUEST_FILE]));
        let _ = revocation::ask(&damaged(&p256().0["revocation-2.der"]), &signer, &issuer);
        let _ = revocation::ask(&damaged(&stamp.0["revocation-1.der"]), &signer, &issuer);
        let _ = certificates_of(&damaged(&stamp.0[CHAIN_FILE]));
    }
}

#[test]
fn a_refusal_gives_the_words_of_the_authority() {
    // PKIStatusInfo { status 2 (rejection), statusString { "no" } }
    let reply = [0x30, 0x09, 0x30, 0x07, 2, 1, 2, 0x30, 2, 0x0c, 0];
    let mut refused = p256();
    refused.0.insert(REPLY_FILE.to_owned(), reply.to_vec());
    assert_eq!(refused.verify(), Err(TimestampError::Refused { status: 2, text: String::new() }));
    let reply = b"\x30\x0b\x30\x09\x02\x01\x02\x30\x04\x0c\x02no";
    refused.0.insert(REPLY_FILE.to_owned(), reply.to_vec());
    assert_eq!(refused.verify(), Err(TimestampError::Refused { status: 2, text: "no".to_owned() }));
}

#[test]
fn every_file_of_a_stamp_is_compared_with_its_record() {
    let stamp = p256();
    let record = StampRecord {
        stamp: 1,
        checkpoint_size: 3,
        authority: "p256".to_owned(),
        stamped_at: "2026-01-02T03:04:05Z".to_owned(),
        files: stamp.digests(),
        time: "2026-01-02T03:04:06Z".to_owned(),
        tool: "firsthand 0.1.0".to_owned(),
    };
    assert_eq!(stamp.differences(&record), []);
    let mut changed = stamp.clone();
    changed.0.get_mut(CHAIN_FILE).unwrap()[0] ^= 1;
    changed.0.remove(ROOT_FILE);
    changed.0.insert("more".to_owned(), Vec::new());
    let found: Vec<String> = changed.differences(&record).into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, ["chain.pem", "root.pem", "more"]);
}

#[test]
fn certificates_come_back_from_pem_and_der() {
    let file = &rsa().0[CHAIN_FILE];
    let certificates = certificates_of(file).unwrap();
    assert_eq!(certificates.len(), 2);
    let text = certificates_to_pem(&certificates);
    assert!(text.starts_with("# Stamps of rsa\n-----BEGIN CERTIFICATE-----\n"), "{text}");
    assert_eq!(certificates_of(text.as_bytes()).unwrap(), certificates);
    assert_eq!(certificates_of(&certificates[1]).unwrap(), certificates[1..]);
    assert!(certificates_of(b"nothing here").is_err());
    assert!(certificates_of(b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n").is_err());
}

#[test]
fn the_command_for_others_names_the_time_and_quotes_the_path() {
    let found = short().verify().unwrap();
    let command = openssl_command("a/b", &found);
    assert!(command.starts_with("openssl ts -verify -data a/b/checkpoint -in a/b/reply.tsr"), "{command}");
    assert!(command.ends_with(&format!("-attime {}", found.time.unix_seconds)), "{command}");
    let command = openssl_command("it's here", &found);
    assert!(command.contains("-data 'it'\\''s here/checkpoint'"), "{command}");
}

#[test]
fn a_stamps_files_have_their_names() {
    assert_eq!(stamp_folder(7), "0007");
    for name in [CHECKPOINT_FILE, REQUEST_FILE, REPLY_FILE, ROOT_FILE, CHAIN_FILE, "revocation-1.der"] {
        assert!(is_stamp_file(name), "{name}");
    }
    for name in ["revocation-0.der", "revocation-9.der", "notes.txt", ""] {
        assert!(!is_stamp_file(name), "{name}");
    }
}
