//! Trusted timestamps: requests, replies with token and certificates, revocation data. The first two bytes choose a stamp
//! and a file of it, the rest takes that file's place: what still holds says the same as before. The rest is also read
//! as each kind of file by itself: what is read is written as it was.

#![no_main]

use evidence::timestamp::{self, Request, StampFiles, Timestamp, UtcTime};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! stamp {
    ($folder:literal: $($name:literal),+) => {
        StampFiles(BTreeMap::from([
            $((
                $name.to_owned(),
                include_bytes!(concat!("../../crates/evidence/tests/stamps/", $folder, "/", $name)).to_vec(),
            )),+
        ]))
    };
}

/// A stamp that holds, what it says, and the roots that are trusted for it.
struct Sound {
    files: StampFiles,
    says: Timestamp,
    roots: Vec<Vec<u8>>,
}

static SOUND: LazyLock<Vec<Sound>> = LazyLock::new(|| {
    let stamps = [
        stamp!("p256": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem", "revocation-1.der",
            "revocation-2.der"),
        stamp!("rsa": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem", "revocation-1.der"),
        stamp!("p384": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem"),
        stamp!("pss": "checkpoint", "request.tsq", "reply.tsr", "root.pem", "chain.pem"),
    ];
    stamps.into_iter().map(sound).collect()
});

fn sound(files: StampFiles) -> Sound {
    let roots = timestamp::certificates_of(&files.0["root.pem"]).expect("a root that OpenSSL made");
    Sound { says: files.verify().expect("a stamp that OpenSSL made"), files, roots }
}

fuzz_target!(|input: &[u8]| {
    let Some((&[which, file], content)) = input.split_first_chunk::<2>() else { return };
    check_alone(content);
    let sound = &SOUND[usize::from(which) % SOUND.len()];
    let names: Vec<&String> = sound.files.0.keys().collect();
    let name = names[usize::from(file) % names.len()];
    let mut changed = sound.files.clone();
    changed.0.insert(name.clone(), content.to_vec());
    if let Ok(found) = changed.verify_under(&sound.roots) {
        let key = |stamp: &Timestamp| (stamp.time, stamp.policy.clone(), stamp.serial.clone(), stamp.authority.clone());
        assert_eq!(key(&found), key(&sound.says), "{name} was exchanged and the stamp says something else");
        assert!(name != "checkpoint" || content == sound.files.0["checkpoint"], "other bytes were stamped");
    }
});

fn check_alone(content: &[u8]) {
    if let Ok(request) = Request::read(content) {
        assert_eq!(request.encode().as_deref(), Ok(content));
    }
    if let Ok(certificates) = timestamp::certificates_of(content) {
        let pem = timestamp::certificates_to_pem(&certificates);
        assert_eq!(timestamp::certificates_of(pem.as_bytes()).as_ref(), Ok(&certificates), "{pem}");
    }
    let _ = timestamp::revocation_data_of(content);
    let time = std::str::from_utf8(content).ok().and_then(UtcTime::from_rfc3339);
    if let Some(time) = time {
        assert_eq!(UtcTime::from_rfc3339(&time.to_string()), Some(time));
    }
}
