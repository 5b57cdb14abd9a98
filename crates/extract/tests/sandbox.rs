//! What the walls around a worker hold back, and what becomes of an item whose worker is lost.

use extract::{Extractor, ItemSource, Limits, NoMedia};
use model::{Extract, Severity};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const WORKER: &str = env!("CARGO_BIN_EXE_extract_worker_for_tests");

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("extract-sandbox-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("scratch")).expect("a folder for the test");
        std::fs::write(path.join("item"), b"the item").expect("an item");
        std::fs::write(path.join("other"), b"another file").expect("another file");
        Folder(path)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Tries something inside the walls: true = it worked.
fn works_inside(folder: &Folder, attempt: &str, target: &Path) -> bool {
    let arguments = [folder.at("item"), folder.at("scratch"), PathBuf::from(attempt), target.to_owned()];
    let status = Command::new(WORKER).arg("escape").args(arguments).status().expect("starting the test program");
    match status.code() {
        Some(0) => true,
        Some(1) => false,
        other => panic!("the attempt could not be made: {other:?}"),
    }
}

fn extractor(worker: &[&str], limits: Limits, folder: &Folder) -> Extractor {
    Extractor::new(worker.iter().map(OsString::from).collect(), limits, folder.at("scratch"))
}

fn read(extractor: &Extractor, path: &Path) -> Extract {
    let source = ItemSource { path: path.to_owned(), ..ItemSource::default() };
    extractor.extract(&source, &mut NoMedia).expect("a worker that starts")
}

#[test]
fn only_the_item_can_be_read() {
    let folder = Folder::new("read");
    assert!(works_inside(&folder, "read", &folder.at("item")));
    assert!(!works_inside(&folder, "read", &folder.at("other")));
    assert!(!works_inside(&folder, "read", Path::new("/etc/passwd")));
    assert!(!works_inside(&folder, "read", Path::new("/proc/self/environ")));
    assert!(!works_inside(&folder, "list", &folder.0));
}

#[test]
fn only_the_scratch_folder_can_be_written_in() {
    let folder = Folder::new("write");
    assert!(works_inside(&folder, "write", &folder.at("scratch/new")));
    assert!(!works_inside(&folder, "write", &folder.at("new")));
    assert!(!works_inside(&folder, "write", &folder.at("item")));
    assert!(!works_inside(&folder, "remove", &folder.at("other")));
    assert!(!works_inside(&folder, "write", &std::env::temp_dir().join("extract-escaped")));
}

#[test]
fn what_a_file_is_called_owned_and_dated_cannot_be_changed_not_even_of_what_may_be_read() {
    let folder = Folder::new("attributes");
    for attempt in ["chmod", "chown", "touch", "tag"] {
        assert!(!works_inside(&folder, attempt, &folder.at("item")), "{attempt}");
        assert!(!works_inside(&folder, attempt, &folder.at("other")), "{attempt}");
    }
}

#[test]
fn without_landlock_or_without_seccomp_nothing_is_read_and_every_item_says_so() {
    let folder = Folder::new("lacking");
    std::fs::write(folder.at("large"), b"A long text. ".repeat(10_000)).expect("an item for a worker of its own");
    for worker in ["worker-without-landlock", "worker-without-seccomp"] {
        let extractor = extractor(&[WORKER, worker], Limits::default(), &folder);
        for item in ["item", "large"] {
            let extract = read(&extractor, &folder.at(item));
            let finding = &extract.findings[0];
            assert_eq!((finding.code.as_str(), finding.severity), ("sandbox_missing", Severity::Warn), "{worker}");
            assert_eq!((extract.text, extract.findings.len()), (None, 1), "{worker}: {item} was read all the same");
        }
    }
}

#[test]
fn under_an_older_landlock_items_are_read_and_each_says_what_is_not_held_back() {
    let folder = Folder::new("older");
    std::fs::write(folder.at("large"), b"A long text. ".repeat(10_000)).expect("an item for a worker of its own");
    for (worker, device_commands) in [("worker-with-first-landlock", true), ("worker-with-landlock-5", false)] {
        let extractor = extractor(&[WORKER, worker], Limits::default(), &folder);
        for item in ["item", "large"] {
            let extract = read(&extractor, &folder.at(item));
            assert!(extract.text.is_some(), "{worker}: {item} is read");
            let finding = extract.findings.last().expect("a finding");
            assert_eq!(finding.code, "sandbox_older_kernel", "{worker}");
            assert!(finding.text.contains("Not held back: signals to other programs"), "{}", finding.text);
            assert_eq!(finding.text.contains("device commands"), device_commands, "{}", finding.text);
        }
    }
    let whole = read(&extractor(&[WORKER, "worker"], Limits::default(), &folder), &folder.at("item"));
    assert!(whole.findings.is_empty(), "{:?}", whole.findings);
}

#[test]
fn the_first_landlock_and_the_filter_hold_back_files_programs_and_the_network() {
    let folder = Folder::new("first-landlock");
    let works = |attempt: &str, target: &Path| {
        let arguments = [folder.at("item"), folder.at("scratch"), PathBuf::from(attempt), target.to_owned()];
        let command = Command::new(WORKER).arg("escape").args(arguments).arg("first").status();
        command.expect("starting the test program").code()
    };
    assert_eq!(works("read", &folder.at("item")), Some(0));
    assert_eq!(works("write", &folder.at("scratch/new")), Some(0));
    for (attempt, target) in [
        ("read", folder.at("other")),
        ("read", PathBuf::from("/etc/passwd")),
        ("list", folder.0.clone()),
        ("write", folder.at("item")),
        ("write", folder.at("new")),
        ("remove", folder.at("other")),
        ("move", folder.at("other")),
        ("tcp", folder.at("item")),
        ("udp", folder.at("item")),
        ("unix", folder.at("scratch/socket")),
        ("program", PathBuf::from("/bin/sh")),
    ] {
        assert_eq!(works(attempt, &target), Some(1), "{attempt} {}", target.display());
    }
}

#[test]
fn the_danger_of_reading_without_landlock_shows_on_every_item() {
    let folder = Folder::new("danger");
    let limits = Limits { danger_decode_without_landlock: true, ..Limits::default() };
    let lacking = extractor(&[WORKER, "worker-without-landlock"], limits.clone(), &folder);
    let extract = read(&lacking, &folder.at("item"));
    assert_eq!(extract.text.as_deref(), Some("the item"));
    assert_eq!(extract.findings[0].code, "sandbox_danger");
    // Without the filter of system calls there is no such setting.
    let lacking = extractor(&[WORKER, "worker-without-seccomp"], limits, &folder);
    assert_eq!(read(&lacking, &folder.at("item")).findings[0].code, "sandbox_missing");
}

#[test]
fn no_socket_of_any_kind_can_be_opened() {
    let folder = Folder::new("socket");
    for kind in ["tcp", "udp", "unix"] {
        assert!(!works_inside(&folder, kind, &folder.at("scratch/socket")), "{kind}");
    }
}

#[test]
fn no_program_but_the_decoders_can_be_started_and_nobody_be_signalled() {
    let folder = Folder::new("program");
    assert!(!works_inside(&folder, "program", Path::new("/bin/sh")));
    assert!(!works_inside(&folder, "program", &folder.at("item")));
    assert!(!works_inside(&folder, "signal", Path::new(&std::process::id().to_string())));
}

#[test]
fn a_worker_that_hangs_is_ended_with_all_it_started() {
    let folder = Folder::new("hang");
    // The first mebibyte makes the item too large for a shared worker, so that only one worker is waited for.
    std::fs::write(folder.at("item"), vec![b'a'; 1 << 20]).expect("an item");
    let script = format!("sleep 600 & echo $! > {}; sleep 600", folder.at("grandchild").display());
    let limits = Limits { wall_time_base_ms: 700, wall_time_per_mib_ms: 0, ..Limits::default() };
    let extract = read(&extractor(&["/bin/sh", "-c", &script], limits, &folder), &folder.at("item"));
    assert_eq!(
        (extract.findings[0].code.as_str(), extract.findings[0].severity),
        ("worker_timed_out", Severity::Error)
    );
    assert!(!extract.media_type.is_empty());
    let grandchild = std::fs::read_to_string(folder.at("grandchild")).expect("the number of the grandchild");
    assert!(is_ended(grandchild.trim()), "the grandchild lives on");
    assert_eq!(std::fs::read_dir(folder.at("scratch")).expect("the scratch root").count(), 0, "scratch is left behind");
}

/// Whether a process that was sent its end is gone. A busy machine takes a moment to carry it out.
fn is_ended(process: &str) -> bool {
    let began = std::time::Instant::now();
    while began.elapsed() < std::time::Duration::from_secs(20) {
        let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let state = status.split(") ").nth(1).and_then(|rest| rest.chars().next());
        if matches!(state, None | Some('Z' | 'X')) {
            return true;
        }
        std::thread::yield_now();
    }
    false
}

#[test]
fn an_item_that_needs_too_much_memory_gives_a_finding() {
    let folder = Folder::new("memory");
    let large = image::GrayImage::new(9_000, 9_000);
    large.save_with_format(folder.at("large.png"), image::ImageFormat::Png).expect("a picture");
    let limits = Limits { data_bytes: 160 << 20, ..Limits::default() };
    let extractor = extractor(&[WORKER, "worker"], limits, &folder);
    let extract = read(&extractor, &folder.at("large.png"));
    assert_eq!(extract.media_type, "image/png", "the kind is known although the worker was lost");
    let lost = ["worker_died", "parser_failed", "picture_too_large"];
    assert!(lost.contains(&extract.findings[0].code.as_str()), "{:?}", extract.findings);
    let next = read(&extractor, &folder.at("item"));
    assert_eq!(next.text.as_deref(), Some("the item"), "the next item is read as if nothing had happened");
}

#[test]
fn a_worker_that_answers_nonsense_is_not_believed() {
    let folder = Folder::new("nonsense");
    std::fs::write(folder.at("item"), vec![b'a'; 1 << 20]).expect("an item");
    for (script, code) in [
        ("printf '\\377\\377\\377\\377\\377\\377\\377\\377'; cat > /dev/null", "worker_protocol"),
        ("printf '\\002\\000\\000\\000\\000\\000\\000\\000{}'; cat > /dev/null", "worker_protocol"),
        ("exit 7", "worker_died"),
    ] {
        let extract = read(&extractor(&["/bin/sh", "-c", script], Limits::default(), &folder), &folder.at("item"));
        assert_eq!(extract.findings[0].code, code, "{script}: {:?}", extract.findings);
    }
}

#[test]
fn what_is_no_regular_file_is_refused_before_it_is_opened() {
    let folder = Folder::new("kinds");
    let extractor = extractor(&[WORKER, "worker"], Limits::default(), &folder);
    for path in [folder.0.clone(), PathBuf::from("/dev/zero"), folder.at("missing")] {
        let source = ItemSource { path: path.clone(), ..ItemSource::default() };
        assert!(extractor.extract(&source, &mut NoMedia).is_err(), "{}", path.display());
    }
}
