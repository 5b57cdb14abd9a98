//! Programs of others judge our bundles: each accepts one as it is, and refuses it after one changed byte. A judge that is
//! not installed fails its test; `scripts/setup.sh test` installs them.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use support::judges::{accepted, change_a_byte, pypi, ran, refused};
use support::{TestCase, talk};
use testkit::media;

const PAGE_URL: &str = "https://harbour.example/news/crane.html";
const PICTURE_URL: &str = "https://harbour.example/news/crane.png";
const SOURCE_NAME: &str = "Amina Ferreira";

fn page() -> String {
    "<!doctype html><html><head><title>Crane fell at Quay 4</title></head><body><article><h1>Crane fell at Quay 4</h1>\
     <p>The harbour master Ilse Brandt said that three cranes fell into the basin on Monday morning.</p>\
     <p>A second paragraph names the crane driver, Karl Voss, who was not hurt.</p>\
     <img src=\"crane.png\" alt=\"the crane\"></article></body></html>"
        .to_owned()
}

/// A case with a page, the picture in it, and a note that somebody handed over.
fn case() -> TestCase {
    let case = TestCase::new();
    let picture = media::png_bytes(&media::picture(160, 120, 7));
    let pile = case.pile(&[
        ("crane.html", page().as_bytes()),
        ("crane.png", &picture),
        ("note.txt", b"Seen from the north pier at nine.\n"),
    ]);
    let add = |name: &str, options: &[&str]| {
        let path = pile.join(name);
        let added = case.run("add", &[&[path.to_str().expect("UTF-8")], options, &["--json"]].concat());
        assert!(added.status.success(), "{}", talk(&added));
    };
    add("crane.png", &["--url", PICTURE_URL, "--seen-at", "2026-01-02T03:04:05Z"]);
    add("crane.html", &["--url", PAGE_URL, "--seen-at", "2026-01-02T03:04:05Z"]);
    add("note.txt", &["--received-from", SOURCE_NAME, "--note", "do not name her"]);
    case
}

struct Exported {
    _case: TestCase,
    bundle: PathBuf,
}

/// One bundle with all originals, made once; nobody changes it, tests copy it.
fn exported() -> &'static Exported {
    static EXPORTED: OnceLock<Exported> = OnceLock::new();
    EXPORTED.get_or_init(|| {
        let case = case();
        let bundle = export(&case, "bundle", &["--originals", "all"]);
        Exported { _case: case, bundle }
    })
}

fn export(case: &TestCase, name: &str, options: &[&str]) -> PathBuf {
    let bundle = case.folder.path().join(name);
    let made = case.run("export", &[&[bundle.to_str().expect("UTF-8")], options].concat());
    assert!(made.status.success(), "{}", talk(&made));
    bundle
}

/// A copy that may be damaged.
fn copy() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = folder.path().join("bundle");
    for (path, bytes) in support::files_below(&exported().bundle) {
        let place = bundle.join(path.strip_prefix(&exported().bundle).expect("below it"));
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        std::fs::write(place, bytes).expect("a copy");
    }
    (folder, bundle)
}

fn the_wacz(bundle: &Path) -> PathBuf {
    let mut found = support::files_below(&bundle.join("data/wacz")).into_iter().map(|(path, _)| path);
    let path = found.next().expect("the page as a web archive");
    assert!(found.next().is_none(), "one page, one web archive");
    path
}

#[test]
fn bagit_python_validates_a_bundle_and_refuses_a_changed_payload_file() {
    let (_folder, bundle) = copy();
    let judge = |bundle: &Path| {
        let mut command = pypi("bagit.py");
        command.arg("--validate").arg(bundle);
        command
    };
    accepted(&mut judge(&bundle));
    change_a_byte(&bundle.join("data/README.txt"), 10);
    refused(&mut judge(&bundle));
}

#[test]
fn the_commands_of_the_readme_hold_in_a_clean_folder_and_fail_after_a_changed_byte() {
    let (_folder, bundle) = copy();
    let readme = std::fs::read_to_string(bundle.join("data/README.txt")).expect("the README");
    let commands: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| ["sha256sum ", "openssl ", "python3 "].iter().any(|tool| line.starts_with(tool)))
        .collect();
    assert!((3..=5).contains(&commands.len()), "{commands:?}");
    let shell = |line: &str| {
        let mut command = Command::new("sh");
        // Nothing of ours is on the way: a clean environment with the usual places.
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").args(["-c", line]).current_dir(&bundle);
        command
    };
    let all_hold = || commands.iter().all(|line| ran(&mut shell(line)).status.success());
    for line in &commands {
        accepted(&mut shell(line));
    }
    let opened = support::files_below(&bundle.join("data/proofs")).into_iter().map(|(path, _)| path);
    let opened: Vec<PathBuf> = opened.filter(|path| path.to_string_lossy().ends_with(".opened.json")).collect();
    assert!(!opened.is_empty(), "texts that may be shown are opened");
    for path in [
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.note",
        "data/log/checkpoint",
        "data/found/claims.csv",
    ] {
        let place = bundle.join(path);
        let before = std::fs::read(&place).expect("a file");
        change_a_byte(&place, before.len() / 2);
        assert!(!all_hold(), "{path}");
        std::fs::write(&place, before).expect("as it was");
    }
    std::fs::write(bundle.join("data/more"), b"x").expect("a file from nowhere");
    assert!(!all_hold(), "a file that is not listed");
}

#[test]
fn an_opened_text_that_says_something_else_is_refused_by_the_script_alone() {
    let (_folder, bundle) = copy();
    let script = |bundle: &Path| {
        let mut command = Command::new("python3");
        command.arg("data/verify/verify_bundle.py").current_dir(bundle);
        command
    };
    accepted(&mut script(&bundle));
    let opened = support::files_below(&bundle.join("data/proofs")).into_iter();
    let (path, bytes) =
        opened.into_iter().find(|(path, _)| path.to_string_lossy().ends_with(".opened.json")).expect("an opened text");
    let text = String::from_utf8(bytes).expect("UTF-8").replace("crane", "crate").replace("note", "n0te");
    std::fs::write(path, text).expect("another text");
    let said = refused(&mut script(&bundle));
    assert!(said.contains("does not say what was sealed"), "{said}");
}

#[test]
fn warcio_checks_and_indexes_the_records_and_finds_a_changed_byte() {
    let (folder, bundle) = copy();
    let warc = folder.path().join("data.warc");
    let mut unpack = Command::new("python3");
    unpack.args([
        "-c",
        "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read('archive/data.warc'))",
    ]);
    let unpacked = ran(unpack.arg(the_wacz(&bundle)));
    assert!(unpacked.status.success(), "{}", talk(&unpacked));
    std::fs::write(&warc, &unpacked.stdout).expect("the records");
    let check = |path: &Path| {
        let mut command = pypi("warcio");
        command.args(["check", "-v"]).arg(path);
        command
    };
    let said = accepted(&mut check(&warc));
    assert!(said.contains("digest pass"), "{said}");
    let indexed = accepted(pypi("warcio").args(["index", "-f", "warc-type,warc-target-uri"]).arg(&warc));
    let records: Vec<Value> = indexed.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(records.len(), 3, "warcinfo, page, picture: {indexed}");
    assert!(records.iter().any(|record| record["warc-target-uri"] == PICTURE_URL), "{indexed}");

    let fast = |path: &Path| {
        let mut command = pypi("python");
        command.args(["-c", FASTWARC]).arg(path);
        command
    };
    assert!(accepted(&mut fast(&warc)).trim().ends_with("3 True"));
    let text = std::fs::read(&warc).expect("the records");
    let at = text.windows(12).position(|window| window == b"three cranes").expect("the page's words");
    change_a_byte(&warc, at);
    refused(&mut check(&warc));
    assert!(accepted(&mut fast(&warc)).trim().ends_with("3 False"));
}

/// Counts the records and says whether every block has its digest.
const FASTWARC: &str = "
import sys
from fastwarc.warc import ArchiveIterator
holds = [record.verify_block_digest() for record in ArchiveIterator(open(sys.argv[1], 'rb'), parse_http=False)]
print(len(holds), all(holds))
";

#[test]
fn py_wacz_validates_a_page_and_refuses_a_changed_byte() {
    let (_folder, bundle) = copy();
    let wacz = the_wacz(&bundle);
    let judge = || {
        let mut command = pypi("wacz");
        command.arg("validate").arg("-f").arg(&wacz);
        command
    };
    let said = accepted(&mut judge());
    assert!(said.contains("Validation succeeded"), "{said}");
    let bytes = std::fs::read(&wacz).expect("the web archive");
    let at = bytes.windows(12).position(|window| window == b"three cranes").expect("stored, not deflated");
    change_a_byte(&wacz, at);
    let output = ran(&mut judge());
    assert!(!talk(&output).contains("Validation succeeded"), "{}", talk(&output));
}

#[test]
fn openssh_and_minisign_sign_a_bundle_that_stays_valid_and_refuse_a_changed_one() {
    let (folder, bundle) = copy();
    let keys = folder.path();
    let manifest = bundle.join("tagmanifest-sha256.txt");
    accepted(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(keys.join("ssh")));
    accepted(
        Command::new("ssh-keygen").args(["-q", "-Y", "sign", "-n", "file", "-f"]).arg(keys.join("ssh")).arg(&manifest),
    );
    let (public, secret) = (keys.join("minisign.pub"), keys.join("minisign.key"));
    accepted(Command::new("minisign").args(["-G", "-W", "-p"]).arg(&public).arg("-s").arg(&secret));
    accepted(Command::new("minisign").args(["-S", "-s"]).arg(&secret).arg("-m").arg(&manifest));
    std::fs::copy(&public, bundle.join("tagmanifest-sha256.txt.minisig.pub")).expect("the signer's key");

    let ssh_key = std::fs::read_to_string(keys.join("ssh.pub")).expect("a key");
    std::fs::write(keys.join("allowed"), format!("editor {ssh_key}")).expect("the allowed signers");
    let ssh = || {
        let mut command = Command::new("sh");
        command.args(["-c", "ssh-keygen -Y verify -f \"$1\" -I editor -n file -s \"$2.sig\" < \"$2\"", "-"]);
        command.arg(keys.join("allowed")).arg(&manifest);
        command
    };
    let minisign = || {
        let mut command = Command::new("minisign");
        command.args(["-V", "-p"]).arg(&public).arg("-m").arg(&manifest);
        command
    };
    accepted(&mut ssh());
    accepted(&mut minisign());
    accepted(pypi("bagit.py").arg("--validate").arg(&bundle));
    let expected = [ssh_key.trim(), std::fs::read_to_string(&public).expect("a key").lines().nth(1).expect("a line")]
        .map(|key| evidence::signer::SignerKey::from_text(key).expect("a key of ours, too"));
    let expected = evidence::bundle::Known { signers: &expected, ..Default::default() };
    let report = evidence::bundle::check_bundle_with(&support::BundleFolder(&bundle), &expected);
    assert!(
        report.passed(),
        "{:?}",
        report.checks.iter().filter(|one| one.outcome == evidence::bundle::Outcome::Failed).collect::<Vec<_>>()
    );
    assert_eq!(report.signers.len(), 2);
    change_a_byte(&manifest, 3);
    refused(&mut ssh());
    refused(&mut minisign());
    assert!(!evidence::bundle::check_bundle_with(&support::BundleFolder(&bundle), &expected).passed());
}

fn all_text_below(folder: &Path) -> String {
    support::files_below(folder).into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn a_bundle_names_no_source_and_still_proves_every_item() {
    let case = case();
    let bundle = export(&case, "redacted", &[]);
    let text = all_text_below(&bundle);
    assert!(!text.contains("Amina") && !text.contains("do not name her"));
    let left_out = std::fs::read_to_string(bundle.join("data/left-out.jsonl")).expect("the list");
    assert!(left_out.contains("claimed.received_from") && left_out.contains("claimed.note"), "{left_out}");
    let note = case.item_id("note.txt");
    let report = evidence::bundle::check_bundle(&support::BundleFolder(&bundle), None);
    assert!(report.passed(), "{:?}", report.checks);
    assert!(report.items.iter().any(|item| item.hex() == note));
    assert!(report.checks.iter().any(|check| check.name == "sealed text" && check.text.contains("claimed.note")));

    let open = export(&case, "open", &["--with", "people,operator-notes"]);
    assert!(all_text_below(&open).contains(SOURCE_NAME));
    assert!(evidence::bundle::check_bundle(&support::BundleFolder(&open), None).passed());
    let whole = export(&case, "whole", &["--whole-log"]);
    assert!(!all_text_below(&whole).contains("Amina"));
    assert!(evidence::bundle::check_bundle(&support::BundleFolder(&whole), None).passed());
}

#[test]
fn items_and_blocks_are_left_out_with_the_hash_of_the_original() {
    let case = case();
    let (page, note) = (case.item_id("crane.html"), case.item_id("note.txt"));
    let blocks = case.of_item("blocks", "crane.html");
    let named = blocks
        .iter()
        .find(|block| block["text"].as_str().is_some_and(|text| text.contains("Karl Voss")) && block["role"] == "body");
    let number = named.expect("the paragraph is in a block")["block"].to_string();
    let chosen = format!("{note},{page}:{number}");
    let bundle = export(&case, "less", &["--originals", "all", "--leave-out", &chosen]);
    let text = all_text_below(&bundle);
    assert!(!text.contains("Karl Voss"), "the block is covered everywhere");
    assert!(!text.contains("north pier"));
    let lines = std::fs::read_to_string(bundle.join("data/left-out.jsonl")).expect("the list");
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(rows.iter().any(|row| row["what"] == "item" && row["original_sha256"] == note.as_str()), "{lines}");
    assert!(rows.iter().any(|row| row["what"] == "block" && row["original_sha256"] == page.as_str()), "{lines}");
    assert!(!bundle.join(format!("data/originals/{page}")).exists(), "its original would show the block");
    assert!(!bundle.join("data/wacz").exists());
    assert!(evidence::bundle::check_bundle(&support::BundleFolder(&bundle), None).passed());
    let refused = case.run("export", &["x", "--originals", &page, "--leave-out", &format!("{page}:{number}")]);
    assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
}

#[test]
fn tables_are_there_twice_and_no_cell_is_a_formula() {
    let found = exported().bundle.join("data/found");
    for name in ["items", "captures", "matches", "statements", "claims", "origins", "findings", "decisions", "custody"]
    {
        let lines = std::fs::read_to_string(found.join(format!("{name}.jsonl"))).expect("JSON Lines");
        let csv = std::fs::read_to_string(found.join(format!("{name}.csv"))).expect("CSV");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), lines.lines().count(), "{name}");
        let is_formula = |cell: &str| cell.starts_with(['=', '+', '@', '\t', '\r']);
        assert!(!rows.iter().flat_map(|row| row.iter()).any(is_formula), "{name}");
    }
}

#[test]
fn pictures_of_the_report_carry_no_metadata_that_exiftool_could_read() {
    let case = TestCase::new();
    let picture = case.pile(&[("photo.png", &media::png_bytes(&media::picture(320, 240, 3)))]).join("photo.png");
    let tags = [
        "-GPSLatitude=48.5",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=2.5",
        "-GPSLongitudeRef=E",
        "-Artist=Karl Voss",
        "-BodySerialNumber=0815",
        "-overwrite_original",
    ];
    accepted(Command::new("exiftool").args(tags).arg(&picture));
    let added = case.run("add", &[picture.to_str().expect("UTF-8"), "--json"]);
    assert!(added.status.success(), "{}", talk(&added));
    let bundle = export(&case, "bundle", &[]);
    let read = |place: &Path| {
        let output = ran(Command::new("exiftool").args(["-json", "-r", "-ext", "jpg", "-ext", "png"]).arg(place));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(
        read(&picture).contains("Karl Voss") && read(&picture).contains("GPSLatitude"),
        "the judge reads the original"
    );
    let pictures = read(&bundle.join("data/report"));
    for word in ["GPS", "Karl", "0815", "Serial", "Artist"] {
        assert!(!pictures.contains(word), "{word}: {pictures}");
    }
    assert!(!all_text_below(&bundle).contains("Karl Voss"));
}

#[test]
fn custody_is_one_record_and_disposing_removes_the_bytes_and_keeps_the_proof() {
    let case = case();
    let note = case.item_id("note.txt");
    let said = case.run("custody", &["transferred", "--note", "disk 3, to the registry", "--items", &note]);
    assert!(said.status.success(), "{}", talk(&said));
    let said = case.run("custody", &["disposed", "--note", "consent withdrawn", "--items", &note]);
    assert!(said.status.success(), "{}", talk(&said));
    assert!(case.run("trace", &[]).status.success());
    let items = case.show("items");
    let gone = items.iter().find(|item| item["id"] == note.as_str()).expect("its record stays");
    assert!(gone["disposed"].is_u64() && gone["captures"][0]["name"] == "(sealed, not shown)", "{gone}");
    assert_eq!(items.iter().filter(|item| item["disposed"].is_null()).count(), items.len() - 1);
    let findings = case.json("show", &["findings", &note]);
    assert_eq!(findings.iter().map(|it| it["code"].as_str()).collect::<Vec<_>>(), [Some("disposed")]);
    for name in ["openings", "catalog.sqlite"] {
        let below = case.path().join(name);
        let files = if below.is_dir() {
            support::files_below(&below)
        } else {
            vec![(below.clone(), std::fs::read(&below).expect("it"))]
        };
        let holds = |bytes: &[u8]| bytes.windows(8).any(|window| window == b"note.txt");
        assert!(files.iter().all(|(_, bytes)| !holds(bytes)), "{name} still has its name");
    }
    let record = case.json("show", &["custody", &note]);
    let kinds: Vec<&str> = record.iter().filter_map(|line| line["what"].as_str()).collect();
    assert_eq!(kinds, ["received", "analysed", "transferred", "disposed"], "and not what came after it was gone");
    for line in &record {
        for field in ["time", "tool", "text", "log_index"] {
            assert!(!line[field].is_null(), "{field}: {line}");
        }
    }
    let checked = case.run("check", &["--json"]);
    assert!(checked.status.success(), "{}", talk(&checked));
    let bundle = export(&case, "after", &[]);
    let verified = evidence::bundle::check_bundle(&support::BundleFolder(&bundle), None);
    assert!(verified.passed());
    assert!(format!("{verified:?}").contains("was disposed of, as the log says"), "{verified:?}");
    let none = case.run("custody", &["disposed", "--note", "all of it"]);
    assert_eq!(none.status.code(), Some(2), "{}", talk(&none));
}

#[test]
fn the_court_minimum_counts_what_is_held_at_one_address() {
    let case = case();
    let screenshot = media::png_bytes(&media::picture(400, 900, 11));
    let pile = case.pile(&[("shot.png", &screenshot)]);
    let before = case.item("crane.html");
    assert_eq!(before["court_minimum"]["n_held"], 2, "{before}");
    assert_eq!(before["court_minimum"]["full_page_capture"], false);
    assert_eq!(case.item("note.txt")["court_minimum"], Value::Null, "it never stood on the web");
    let path = pile.join("shot.png");
    let added = case.run("add", &[path.to_str().expect("UTF-8"), "--url", PAGE_URL, "--json"]);
    assert!(added.status.success(), "{}", talk(&added));
    assert_eq!(case.item("crane.html")["court_minimum"]["n_held"], 3);
}

/// Runs a line of shell as the guide prints it, in a folder, with these words as `$1`, `$2`, …
fn shell(line: &str, folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", line, "-"]).args(words).current_dir(folder);
    command.output().expect("a shell starts")
}

#[test]
fn a_bundle_that_was_encrypted_with_age_comes_out_as_it_went_in_and_only_for_its_recipient() {
    let guide = include_str!("../../../docs/guide/handing-over.md");
    let (pack, unpack) =
        ("tar -c bundle | age -r age1… -o bundle.tar.age", "age -d -i key.txt bundle.tar.age | tar -x");
    assert!(guide.contains(pack) && guide.contains(unpack), "the guide prints the very commands that are tried here");
    let (folder, bundle) = copy();
    for key in ["key.txt", "other.txt"] {
        let made = shell("age-keygen -o \"$1\"", folder.path(), &[key]);
        assert!(made.status.success(), "age is not installed; run: bash scripts/setup.sh test\n{}", talk(&made));
    }
    let recipient = shell("age-keygen -y key.txt", folder.path(), &[]).stdout;
    let recipient = String::from_utf8(recipient).expect("a key is text");
    let packed = shell(&pack.replace("age1…", "\"$1\""), folder.path(), &[recipient.trim()]);
    assert!(packed.status.success(), "{}", talk(&packed));
    let encrypted = std::fs::read(folder.path().join("bundle.tar.age")).expect("the encrypted bundle");
    assert!(!encrypted.windows(12).any(|bytes| bytes == b"BagIt-Version"[..12].as_ref()), "nothing of it stands open");
    std::fs::remove_dir_all(&bundle).expect("the bundle goes");

    let wrong = shell("age -d -i other.txt bundle.tar.age", folder.path(), &[]);
    assert!(!wrong.status.success() && wrong.stdout.is_empty(), "another key opens it: {}", talk(&wrong));
    let opened = shell(unpack, folder.path(), &[]);
    assert!(opened.status.success(), "{}", talk(&opened));
    let report = evidence::bundle::check_bundle(&support::BundleFolder(&bundle), None);
    assert!(report.passed(), "{:?}", report.checks);
    change_a_byte(&folder.path().join("bundle.tar.age"), encrypted.len() - 20);
    let changed = shell("age -d -i key.txt bundle.tar.age > out.tar", folder.path(), &[]);
    assert!(!changed.status.success(), "a changed byte is not found: {}", talk(&changed));
}

/// `text` with every time of the clock as the page of the format has it.
fn with_documented_times(text: &str) -> String {
    let is_time = |at: usize| {
        let wanted = b"dddd-dd-ddTdd:dd:ddZ";
        let bytes = text.as_bytes().get(at..at + wanted.len());
        bytes.is_some_and(|bytes| {
            bytes
                .iter()
                .zip(wanted)
                .all(|(byte, wanted)| if *wanted == b'd' { byte.is_ascii_digit() } else { byte == wanted })
        })
    };
    let (mut out, mut at) = (String::new(), 0);
    while let Some(sign) = text[at..].chars().next() {
        let step = if is_time(at) { 20 } else { sign.len_utf8() };
        out.push_str(if step == 20 { "2026-01-02T03:04:05Z" } else { &text[at..at + step] });
        at += step;
    }
    out
}

#[test]
fn tables_and_the_list_of_what_is_left_out_are_as_the_page_of_the_format_shows_them() {
    let case = TestCase::new();
    let pile = case.pile(&[
        ("=quay.txt", b"Three cranes fell, the harbour master said.\n\nA second paragraph names the driver.\n"),
        ("note.txt", b"Seen from the north pier at nine.\n"),
    ]);
    let pile = pile.to_str().expect("UTF-8");
    case.json("add", &[pile, "--received-from", SOURCE_NAME, "--note", "do not name her"]);
    let (quay, note) = (case.item_id("=quay.txt"), case.item_id("note.txt"));
    let bundle = export(&case, "bundle", &["--leave-out", &format!("{note},{quay}:1")]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/bundle.md");
    let mut page = std::fs::read_to_string(path).expect("the page");
    for name in ["data/left-out.jsonl", "data/found/items.csv", "data/found/captures.csv"] {
        let made = std::fs::read_to_string(bundle.join(name)).expect(name);
        let made = with_documented_times(&made).replace("\r\n", "\n");
        let begin = format!("`{name}` of such a bundle:\n\n```text\n");
        let start = page.find(&begin).unwrap_or_else(|| panic!("the page has no example of {name}")) + begin.len();
        let end = start + page[start..].find("```").expect("the example ends");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            page.replace_range(start..end, &made);
            std::fs::write(path, &page).expect("writing the page");
        } else {
            assert_eq!(page[start..end], made, "run with UPDATE_DOCS=1, {name}");
        }
    }
}
