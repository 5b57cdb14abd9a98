//! A case in a temporary folder, driven through the binary as a person or a program would.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod bundle;
pub mod judges;

pub mod desk;

use evidence::bag::FileDigest;
use evidence::bundle::{BundleFiles, FileProblem, ListedFile};
use model::ItemId;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub struct TestCase {
    pub folder: tempfile::TempDir,
}

impl TestCase {
    /// A new, empty case.
    pub fn new() -> TestCase {
        let case = TestCase { folder: tempfile::tempdir().expect("a temporary folder") };
        let made = firsthand(&["init".as_ref(), case.path().as_os_str()]);
        assert!(made.status.success(), "{}", talk(&made));
        case
    }

    /// A case with these files added.
    pub fn with_files(files: &[(&str, &[u8])]) -> TestCase {
        let case = TestCase::new();
        let pile = case.pile(files);
        let added = case.run("add", &[pile.to_str().expect("a path in UTF-8"), "--json"]);
        assert!(matches!(added.status.code(), Some(0 | 1)), "{}", talk(&added));
        case
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("case")
    }

    /// A folder with these files.
    pub fn pile(&self, files: &[(&str, &[u8])]) -> PathBuf {
        let pile = self.folder.path().join("pile");
        for (name, bytes) in files {
            let path = pile.join(name);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        pile
    }

    /// Runs `firsthand COMMAND CASE ARGUMENTS…`.
    pub fn run(&self, command: &str, arguments: &[&str]) -> Output {
        let path = self.path();
        let mut all = vec![command.as_ref(), path.as_os_str()];
        all.extend(arguments.iter().map(|argument| std::ffi::OsStr::new(*argument)));
        firsthand(&all)
    }

    /// Runs a command that must succeed, and gives what it printed as JSON Lines.
    pub fn json(&self, command: &str, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(command, &[arguments, &["--json"]].concat());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{command} {arguments:?}: {}", talk(&output));
        json_lines(&output.stdout)
    }

    /// Runs a command that must succeed and print one line of JSON.
    pub fn json_of(&self, command: &str, arguments: &[&str]) -> Value {
        let mut lines = self.json(command, arguments);
        assert_eq!(lines.len(), 1, "{command} {arguments:?}");
        lines.remove(0)
    }

    pub fn show(&self, what: &str) -> Vec<Value> {
        self.json("show", &[what])
    }

    /// The item that was captured under this name.
    pub fn item(&self, name: &str) -> Value {
        let items = self.show("items");
        let found = items.iter().find(|item| item["name"] == name);
        found.unwrap_or_else(|| panic!("no item {name}; there are {items:#?}")).clone()
    }

    pub fn item_id(&self, name: &str) -> String {
        self.item(name)["id"].as_str().expect("an id").to_owned()
    }

    /// What `show WHAT` lists of one item.
    pub fn of_item(&self, what: &str, name: &str) -> Vec<Value> {
        let id = self.item_id(name);
        self.json("show", &[what, &id])
    }
}

/// The items as a report tells them that leaves no metadata out.
pub fn items_with_metadata(case: &TestCase) -> Vec<Value> {
    let out = case.folder.path().join("report with all metadata");
    let with = "gps,device-serials,file-authors,user-names,machine-paths,other-metadata";
    let made = case.run("report", &[out.to_str().expect("UTF-8"), "--with", with]);
    assert!(made.status.success(), "{}", talk(&made));
    let json = std::fs::read(out.join("report.json")).expect("a report for programs");
    let report: Value = serde_json::from_slice(&json).expect("JSON");
    report["items"].as_array().expect("items").clone()
}

/// A metadata field of the item of this name, or nothing.
pub fn metadata<'v>(items: &'v [Value], name: &str, field: &str) -> &'v str {
    let item = items.iter().find(|item| item["name"] == name).unwrap_or_else(|| panic!("no item {name}: {items:#?}"));
    let fields = item["metadata"].as_array().expect("metadata");
    fields.iter().find(|one| one["name"] == field).map_or("", |one| text(one, "value"))
}

pub fn firsthand(arguments: &[&std::ffi::OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(arguments)
        // The authority of the tests is on loopback, whatever proxy this machine has.
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::null())
        .output()
        .expect("the binary starts")
}

pub fn json_lines(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("JSON Lines are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"))).collect()
}

pub fn talk(output: &Output) -> String {
    format!(
        "{:?}\n{}{}",
        output.status.code(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// The text of a field, or nothing.
pub fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// Every file below a folder with its bytes, in order of names.
pub fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), std::fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

/// A bundle on disk, for the checks of firsthand-verify.
pub struct BundleFolder<'b>(pub &'b Path);

impl BundleFiles for BundleFolder<'_> {
    fn list(&self) -> Result<Vec<ListedFile>, FileProblem> {
        let files = files_below(self.0).into_iter();
        Ok(files
            .map(|(path, _)| {
                let path = path.strip_prefix(self.0).expect("below the bundle");
                ListedFile { path: path.to_str().expect("UTF-8").to_owned(), oddity: None }
            })
            .collect())
    }

    fn read(&self, path: &str, _limit_bytes: u64) -> Result<Vec<u8>, FileProblem> {
        std::fs::read(self.0.join(path)).map_err(|_| FileProblem::Missing)
    }

    fn digest(&self, path: &str) -> Result<FileDigest, FileProblem> {
        let bytes = self.read(path, u64::MAX)?;
        Ok(FileDigest { sha256: ItemId::of(&bytes), size_bytes: bytes.len() as u64 })
    }
}
