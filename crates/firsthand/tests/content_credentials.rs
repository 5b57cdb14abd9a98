//! Our reading of content credentials (C2PA) against that of c2pa-python, on files that the tests sign themselves with a
//! certificate of their own. `make judges` runs this, on a build with the feature `c2pa`; what it needs comes with
//! `scripts/setup.sh judges`, and a machine that lacks it fails the test.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::judges::{accepted, change_a_byte, installed, ran};
use support::{TestCase, items_with_metadata, json_lines, metadata, talk, text};
use testkit::media;

/// What an authority and a signer of the tests are made of. The signer's use is one that content credentials allow.
const EXTENSIONS: &str = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n\
    extendedKeyUsage=critical,emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
const MAKE_SIGNER: &str = "set -e
openssl ecparam -genkey -name prime256v1 -noout -out ca.key
openssl req -new -x509 -key ca.key -sha256 -days 3650 -subj '/O=Tests/CN=Root of the tests' -out ca.pem \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
openssl ecparam -genkey -name prime256v1 -noout | openssl pkcs8 -topk8 -nocrypt -out signer.key
openssl req -new -key signer.key -subj '/O=Harbour News/CN=Ilse Brandt' -out signer.csr
openssl x509 -req -in signer.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -sha256 -extfile extensions -out signer.pem
cat signer.pem ca.pem > chain.pem";
const ADDRESS: &str = "https://harbour.example/credentials/quay.c2pa";

struct Signed {
    folder: tempfile::TempDir,
}

impl Signed {
    fn new() -> Signed {
        let signed = Signed { folder: tempfile::tempdir().expect("a folder") };
        std::fs::write(signed.at("extensions"), EXTENSIONS).expect("a file");
        std::fs::write(signed.at("quay.png"), media::png_bytes(&media::picture(320, 240, 5))).expect("a picture");
        accepted(Command::new("sh").args(["-c", MAKE_SIGNER]).current_dir(signed.folder.path()));
        signed.convert(&["-i", "quay.png", "-q:v", "3", "plain.jpg"]);
        signed.convert(&["-loop", "1", "-i", "quay.png", "-t", "1", "-pix_fmt", "yuv420p", "plain.mp4"]);
        signed
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn convert(&self, arguments: &[&str]) {
        let mut ffmpeg = Command::new("ffmpeg");
        accepted(ffmpeg.args(["-v", "error", "-y"]).args(arguments).current_dir(self.folder.path()));
    }

    fn sign(&self, kind: &str, from: &str, to: &str, address: &[&str]) {
        let mut command = python("sign.py");
        command.args(["chain.pem", "signer.key", kind, from, to]).args(address);
        accepted(command.current_dir(self.folder.path()));
    }

    /// A copy with one byte changed: the byte `beyond` bytes after the place where `words` stand last.
    fn change(&self, from: &str, to: &str, words: &[u8], beyond: usize) {
        let bytes = std::fs::read(self.at(from)).expect("a file");
        let at = bytes.windows(words.len()).rposition(|window| window == words).expect("the words are there");
        std::fs::copy(self.at(from), self.at(to)).expect("a copy");
        change_a_byte(&self.at(to), at + beyond);
    }

    fn judged(&self, kind: &str, name: &str) -> Value {
        let output = ran(python("state.py").arg(kind).arg(self.at(name)));
        assert!(output.status.success(), "{}", talk(&output));
        json_lines(&output.stdout).remove(0)
    }
}

fn python(script: &str) -> Command {
    let mut command = Command::new(installed("judges/c2pa/bin/python", "judges"));
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content_credentials").join(script));
    command
}

/// A case with these files, and what a report that leaves nothing out says of each.
fn read(signed: &Signed, names: &[&str]) -> (TestCase, Vec<Value>) {
    let case = TestCase::new();
    for name in names {
        let added = case.run("add", &[signed.at(name).to_str().expect("UTF-8"), "--json"]);
        assert!(added.status.success(), "{name}: {}", talk(&added));
    }
    let items = items_with_metadata(&case);
    (case, items)
}

fn codes(case: &TestCase, name: &str) -> Vec<String> {
    let found = case.of_item("findings", name);
    found.iter().map(|one| text(one, "code").to_owned()).filter(|code| code.starts_with("c2pa")).collect()
}

#[test]
fn every_state_is_the_one_that_c2pa_python_gives_before_and_after_a_changed_byte() {
    let signed = Signed::new();
    signed.sign("image/jpeg", "plain.jpg", "signed.jpg", &[]);
    signed.sign("video/mp4", "plain.mp4", "signed.mp4", &[]);
    signed.change("signed.jpg", "pixel.jpg", b"\xff\xda", 200);
    signed.change("signed.jpg", "claim.jpg", b"camera of the tests", 0);
    signed.change("signed.mp4", "frame.mp4", b"mdat", 900);
    let files = [
        ("plain.jpg", "none", "no manifest", ""),
        ("signed.jpg", "Valid", "signed, signer not on a trust list", "c2pa_signed"),
        ("pixel.jpg", "Invalid", "manifest present, hash does not match the file", "c2pa_mismatch"),
        ("claim.jpg", "Invalid", "manifest present, checks of its signature or its parts failed", "c2pa_invalid"),
        ("plain.mp4", "none", "no manifest", ""),
        ("signed.mp4", "Valid", "signed, signer not on a trust list", "c2pa_signed"),
        ("frame.mp4", "Invalid", "manifest present, hash does not match the file", "c2pa_mismatch"),
    ];
    let names: Vec<&str> = files.iter().map(|(name, ..)| *name).collect();
    let (case, items) = read(&signed, &names);
    for (name, theirs, ours, code) in files {
        let kind = if name.ends_with("mp4") { "video/mp4" } else { "image/jpeg" };
        let judged = signed.judged(kind, name);
        assert_eq!(judged["state"], theirs, "{name}: {judged}");
        assert_eq!(metadata(&items, name, "C2PA state"), ours, "{name}");
        let failed: Vec<&str> = judged["failed"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert_eq!(metadata(&items, name, "C2PA failed checks"), failed.join(", "), "{name}: {judged}");
        let expected: Vec<&str> = [code].into_iter().filter(|code| !code.is_empty()).collect();
        assert_eq!(codes(&case, name), expected, "{name}");
        if theirs == "Valid" {
            assert_eq!(judged["untrusted"], true, "{name}: {judged}");
        }
    }
    let signer = metadata(&items, "signed.jpg", "C2PA signer as written");
    assert_eq!(signer, "Ilse Brandt, Harbour News");
    assert!(signer.starts_with(text(&signed.judged("image/jpeg", "signed.jpg"), "signer")));
    assert_eq!(metadata(&items, "signed.jpg", "C2PA claim generator"), "camera of the tests 7");
    assert_eq!(metadata(&items, "signed.jpg", "C2PA actions"), "2: c2pa.created, c2pa.cropped");
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn a_manifest_at_an_address_is_named_and_nothing_is_fetched() {
    let signed = Signed::new();
    signed.sign("image/jpeg", "plain.jpg", "elsewhere.jpg", &[ADDRESS]);
    let (case, items) = read(&signed, &["elsewhere.jpg"]);
    assert_eq!(metadata(&items, "elsewhere.jpg", "C2PA state"), "manifest at an address, not fetched");
    assert_eq!(metadata(&items, "elsewhere.jpg", "C2PA manifest address"), ADDRESS);
    assert_eq!(codes(&case, "elsewhere.jpg"), ["c2pa_elsewhere"]);
}

#[test]
fn a_report_names_the_signer_only_when_it_is_asked_to() {
    let signed = Signed::new();
    signed.sign("image/jpeg", "plain.jpg", "signed.jpg", &[]);
    let (case, items) = read(&signed, &["signed.jpg"]);
    assert!(!metadata(&items, "signed.jpg", "C2PA signer as written").is_empty());
    let out = case.folder.path().join("redacted");
    let made = case.run("report", &[out.to_str().expect("UTF-8")]);
    assert!(made.status.success(), "{}", talk(&made));
    for (path, bytes) in support::files_below(&out) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Ilse Brandt"), "{}", path.display());
    }
    let json = std::fs::read_to_string(out.join("report.json")).expect("a report");
    assert!(json.contains("signed, signer not on a trust list"), "the state itself stays");
}
