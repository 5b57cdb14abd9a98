//! Trusted time, end to end, with an authority of OpenSSL's on loopback, and two judges of others: `openssl ts -verify`
//! and rfc3161-client.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{TestCase, talk};
use testkit::authority::{LocalAuthority, ServedAuthority};

/// A case with one file, whose settings name this authority.
fn case_with(authority: &LocalAuthority, served: Option<&ServedAuthority>) -> TestCase {
    let case = TestCase::with_files(&[("a.txt", b"Seven boats were lost, the harbour master said.")]);
    std::fs::copy(authority.root_file(), case.path().join("local-root.pem")).unwrap();
    let address =
        served.map(|served| format!("url = \"{}\"\nrevocation = [\"{}\"]\n", served.url(), served.list_url()));
    settings(&case, &address.unwrap_or_default());
    case
}

fn settings(case: &TestCase, more: &str) {
    let text = format!("format = 1\n[[timestamp_authority]]\nname = \"local\"\nroot = \"local-root.pem\"\n{more}");
    std::fs::write(case.path().join("firsthand.toml"), text).unwrap();
}

fn stamp_folder(case: &TestCase, number: u64) -> PathBuf {
    case.path().join(format!("log/timestamps/{number:04}"))
}

fn check(case: &TestCase) -> Value {
    case.json_of("check", &[])
}

#[test]
fn a_stamp_is_asked_for_kept_shown_and_checked() {
    let authority = LocalAuthority::new("the road");
    let served = authority.serve();
    let case = case_with(&authority, Some(&served));
    assert_eq!(case.show("items")[0]["timestamped"], Value::Null);
    assert_eq!(check(&case)["entries_timestamped"], 0);
    let plain = case.run("check", &[]);
    assert!(String::from_utf8_lossy(&plain.stdout).contains("not yet timestamped"));

    let stamped = case.json_of("stamp", &[]);
    assert_eq!((&stamped["stamp"], &stamped["state"]), (&1.into(), &"stamped".into()), "{stamped}");
    assert_eq!(served.n_requests(), 2, "one question and one revocation list");
    let item = &case.show("items")[0];
    assert_eq!(item["timestamped"], stamped["time"]);
    let checked = check(&case);
    assert_eq!((&checked["passed"], &checked["stamps_checked"]), (&true.into(), &1.into()), "{checked}");
    assert_eq!(checked["entries_timestamped"], stamped["entries_covered"]);
    assert!(stamp_folder(&case, 1).join("revocation-1.der").exists());
    let custody = case.show("custody");
    let line = custody.iter().find(|line| line["what"] == "stamped").expect("a line of the stamp");
    assert_eq!(line["by"], "stamps of the road");
    assert!(line["text"].as_str().unwrap().ends_with(stamped["time"].as_str().unwrap()), "{line}");

    // Nothing was added, so nothing is sent; --renew stamps the record of the first stamp.
    let again = case.json_of("stamp", &[]);
    assert_eq!((&again["state"], served.n_requests()), (&"nothing_to_stamp".into(), 2));
    let renewed = case.json_of("stamp", &["--renew"]);
    assert_eq!(renewed["stamp"], 2);
    assert_eq!(renewed["entries_covered"].as_u64(), stamped["entries_covered"].as_u64().map(|covered| covered + 1));
    // The earliest stamp that covers an item is the one that counts.
    assert_eq!(case.show("items")[0]["timestamped"], stamped["time"]);

    // A changed byte of a stamp is found and the file named, and the item stands without its time again.
    for number in [1, 2] {
        let reply = stamp_folder(&case, number).join("reply.tsr");
        let mut bytes = std::fs::read(&reply).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(&reply, bytes).unwrap();
    }
    let failed = case.run("check", &[]);
    assert_eq!(failed.status.code(), Some(3));
    let text = String::from_utf8_lossy(&failed.stdout).into_owned();
    assert!(text.contains("log/timestamps/0001/reply.tsr: was changed"), "{text}");
    assert!(text.contains("not yet timestamped"), "{text}");
    assert_eq!(case.show("items")[0]["timestamped"], Value::Null);
}

#[test]
fn without_an_authority_in_the_settings_nothing_is_sent() {
    let case = TestCase::with_files(&[("a.txt", b"text")]);
    let refused = case.run("stamp", &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(talk(&refused).contains("[[timestamp_authority]]"), "{}", talk(&refused));
    let authority = LocalAuthority::new("two of a kind");
    let case = case_with(&authority, None);
    let refused = case.run("stamp", &[]);
    assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
    assert!(talk(&refused).contains("has no url"), "{}", talk(&refused));
    settings(&case, "url = \"https://tsa.example.org/\"\n");
    let refused = case.run("stamp", &[]);
    assert!(talk(&refused).contains("http://"), "{}", talk(&refused));
    settings(
        &case,
        "url = \"http://127.0.0.1:9/\"\n[[timestamp_authority]]\nname = \"b\"\nroot = \"local-root.pem\"\n",
    );
    let refused = case.run("stamp", &[]);
    assert!(talk(&refused).contains("--authority local | b"), "{}", talk(&refused));
}

#[test]
fn a_request_that_nobody_answers_waits_and_is_sent_later() {
    let authority = LocalAuthority::new("later");
    let case = case_with(&authority, None);
    // A port that was bound and let go: nobody listens.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    settings(&case, &format!("url = \"http://127.0.0.1:{port}/\"\n"));
    let failed = case.run("stamp", &[]);
    assert_eq!(failed.status.code(), Some(4), "{}", talk(&failed));
    assert!(talk(&failed).contains("request 1 waits"), "{}", talk(&failed));
    let waiting = check(&case);
    assert_eq!((&waiting["passed"], &waiting["entries_timestamped"]), (&true.into(), &0.into()));
    assert!(waiting["notes"].to_string().contains("waits for its reply"), "{waiting}");
    let served = authority.serve();
    settings(&case, &format!("url = \"{}\"\n", served.url()));
    assert_eq!(case.json_of("stamp", &[])["stamp"], 1);
    assert_eq!(check(&case)["passed"], true);
}

#[test]
fn a_proxy_that_is_set_is_never_passed_by() {
    let authority = LocalAuthority::new("proxy");
    let served = authority.serve();
    let case = case_with(&authority, Some(&served));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for proxy in [format!("socks5://127.0.0.1:{port}"), format!("http://127.0.0.1:{port}"), "nonsense://".to_owned()] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firsthand"));
        command.arg("stamp").arg(case.path()).env("ALL_PROXY", &proxy).env("NO_PROXY", "");
        let failed = command.stdin(std::process::Stdio::null()).output().unwrap();
        assert_eq!(failed.status.code(), Some(4), "{proxy}: {}", talk(&failed));
        assert_eq!(served.n_requests(), 0, "{proxy}: {}", talk(&failed));
    }
}

#[test]
fn a_request_travels_on_a_stick_and_its_reply_comes_back() {
    let authority = LocalAuthority::new("the stick");
    let case = case_with(&authority, None);
    let stick = |name: &str| case.folder.path().join(name);
    let (request, reply, list) = (stick("request.tsq"), stick("reply.tsr"), stick("list.crl"));
    let prepared = case.json_of("stamp", &["--prepare", request.to_str().unwrap()]);
    assert_eq!(prepared["state"], "waiting");
    std::fs::write(&reply, authority.answer(&std::fs::read(&request).unwrap())).unwrap();
    std::fs::write(&list, authority.revocation_list()).unwrap();

    let other = LocalAuthority::new("somebody else");
    std::fs::write(stick("foreign.tsr"), other.answer(&std::fs::read(&request).unwrap())).unwrap();
    let refused = case.run("stamp", &["--import", stick("foreign.tsr").to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(talk(&refused).contains("no chain leads"), "{}", talk(&refused));

    let import = ["--import", reply.to_str().unwrap(), "--revocation", list.to_str().unwrap()];
    assert_eq!(case.json_of("stamp", &import)["state"], "stamped");
    assert!(stamp_folder(&case, 1).join("revocation-1.der").exists());
    let twice = case.run("stamp", &import);
    assert_eq!(twice.status.code(), Some(2));
    assert!(talk(&twice).contains("no request waits"), "{}", talk(&twice));
}

#[test]
fn replies_find_their_requests_in_any_order() {
    let authority = LocalAuthority::new("two sticks");
    let case = case_with(&authority, None);
    let stick = |name: &str| case.folder.path().join(name);
    let prepare = |name: &str| {
        let request = stick(name);
        let prepared = case.json_of("stamp", &["--prepare", request.to_str().unwrap()]);
        (prepared["stamp"].clone(), authority.answer(&std::fs::read(request).unwrap()))
    };
    let first = prepare("first.tsq");
    let more = case.pile(&[("more.txt", b"More came in meanwhile.")]);
    assert!(case.run("add", &[more.join("more.txt").to_str().unwrap()]).status.success());
    let second = prepare("second.tsq");
    assert_ne!(first.0, second.0);
    for (number, reply) in [second, first] {
        std::fs::write(stick("reply.tsr"), reply).unwrap();
        assert_eq!(case.json_of("stamp", &["--import", stick("reply.tsr").to_str().unwrap()])["stamp"], number);
    }
    assert_eq!(check(&case)["passed"], true);
}

/// Runs a printed command as the one who reads it would.
fn shell(command: &str) -> Output {
    Command::new("sh").args(["-c", command]).output().expect("a shell")
}

fn judged_by_openssl(command: &str) -> (bool, String) {
    let output = shell(command);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(!said.contains("not found"), "openssl is needed; run: bash scripts/setup.sh test\n{said}");
    (output.status.success() && said.contains("Verification: OK"), said)
}

/// rfc3161-client, of the Python package index, over the files of a stamp.
fn judged_by_rfc3161_client(folder: &Path) -> (bool, String) {
    const JUDGE: &str = r#"
import sys
from cryptography import x509
from rfc3161_client import VerifierBuilder, decode_timestamp_response
folder = sys.argv[1]
read = lambda name: open(f"{folder}/{name}", "rb").read()
builder = VerifierBuilder()
for root in x509.load_pem_x509_certificates(read("root.pem")):
    builder = builder.add_root_certificate(root)
for between in x509.load_pem_x509_certificates(read("chain.pem"))[1:]:
    builder = builder.add_intermediate_certificate(between)
print(builder.build().verify_message(decode_timestamp_response(read("reply.tsr")), read("checkpoint")))
"#;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the build folder");
    let python = target.join("judges/bin/python3");
    assert!(python.exists(), "the judges are not installed; run: bash scripts/setup.sh test");
    let output = Command::new(python).args(["-c", JUDGE]).arg(folder).output().expect("python");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(!said.contains("ModuleNotFoundError"), "run: bash scripts/setup.sh test\n{said}");
    (output.status.success() && said.trim_end().ends_with("True"), said)
}

#[test]
fn openssl_and_rfc3161_client_accept_our_stamp_and_refuse_a_changed_byte() {
    let authority = LocalAuthority::new("judges");
    let served = authority.serve();
    let case = case_with(&authority, Some(&served));
    let command = case.json_of("stamp", &[])["check_with"].as_str().unwrap().to_owned();
    let (accepted, said) = judged_by_openssl(&command);
    assert!(accepted, "{command}\n{said}");
    let folder = stamp_folder(&case, 1);
    let (accepted, said) = judged_by_rfc3161_client(&folder);
    assert!(accepted, "{said}");

    let checkpoint = folder.join("checkpoint");
    let mut bytes = std::fs::read(&checkpoint).unwrap();
    bytes[0] ^= 1;
    std::fs::write(&checkpoint, bytes).unwrap();
    let (accepted, said) = judged_by_openssl(&command);
    assert!(!accepted && said.contains("message imprint mismatch"), "{said}");
    let (accepted, said) = judged_by_rfc3161_client(&folder);
    assert!(!accepted && said.contains("Mismatch between messages"), "{said}");
}

/// Stamps of other authorities: their certificates are on RSA and on P-384; that of `short` was valid for a minute.
#[test]
fn the_printed_command_works_when_the_certificate_is_long_out_of_date() {
    let stamps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evidence/tests/stamps");
    for name in ["short", "rsa", "p384", "pss"] {
        let folder = stamps.join(name);
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
        };
        let files = evidence::timestamp::StampFiles(std::fs::read_dir(&folder).unwrap().map(read).collect());
        let found = files.verify().unwrap();
        let command = evidence::timestamp::openssl_command(folder.to_str().unwrap(), &found);
        let (accepted, said) = judged_by_openssl(&command);
        assert!(accepted, "{name}: {command}\n{said}");
        let (accepted, said) = judged_by_rfc3161_client(&folder);
        assert!(accepted, "{name}: {said}");
        if name == "short" {
            let (without_time, _) = command.split_once(" -attime").unwrap();
            let (accepted, said) = judged_by_openssl(without_time);
            assert!(!accepted && (said.contains("expired") || said.contains("not yet valid")), "{said}");
        }
    }
}

#[test]
fn report_and_bundle_say_what_is_timestamped_and_what_is_not_yet() {
    let authority = LocalAuthority::new("handing on");
    let served = authority.serve();
    let case = case_with(&authority, Some(&served));
    let out = |name: &str| case.folder.path().join(name);
    let overview = |name: &str| {
        let made = case.run("report", &[out(name).to_str().unwrap()]);
        assert!(made.status.success(), "{}", talk(&made));
        std::fs::read_to_string(out(name).join("index.html")).unwrap()
    };
    assert!(overview("before").contains("◇ not yet timestamped: 1 item"));
    let stamped = case.json_of("stamp", &[]);
    let after = overview("after");
    assert!(after.contains("◆ timestamped") && !after.contains("not yet timestamped"), "{after}");

    let late = case.pile(&[("late.txt", b"Two more were found on Tuesday.")]);
    let added = case.run("add", &[late.join("late.txt").to_str().unwrap()]);
    assert!(added.status.success(), "{}", talk(&added));
    assert!(overview("later").contains("◇ not yet timestamped: 1 item"));
    let made = case.run("export", &[out("bundle").to_str().unwrap()]);
    assert!(made.status.success(), "{}", talk(&made));
    let stamp = out("bundle").join("data/log/timestamps/0001");
    for name in ["checkpoint", "reply.tsr", "entry.json", "entry.tlog-proof", "consistency"] {
        assert!(stamp.join(name).exists(), "{name}");
    }
    // As the recipient reads it; the command of the stamp runs in the bundle's folder.
    let report = support::bundle::checked_bundle(&out("bundle"), &authority.root_file());
    assert!(report.passed(), "{:?}", report.checks);
    assert_eq!((report.stamps.len(), report.stamps[0].root_is_named), (1, true));
    assert_eq!(stamped["time"], report.stamps[0].timestamp.time.to_string());
    let open: Vec<_> = report.checks.iter().filter(|check| check.name == "items timestamped").collect();
    assert_eq!(open[0].about, case.item_id("late.txt"));
    let in_bundle = format!("cd '{}' && {}", out("bundle").display(), report.stamps[0].check_with);
    let (accepted, said) = judged_by_openssl(&in_bundle);
    assert!(accepted, "{said}");
}
