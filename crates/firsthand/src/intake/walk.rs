//! Walking a source. Folders are opened one inside the other by descriptor, so a path may be longer than the system's
//! limit, and a link can never lead out: links are not followed at all, and what is opened is what was looked at.

use model::escape_bytes;
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fstat, openat, statat};
use std::ffi::{CStr, CString};
use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Folders nested deeper are refused: each level holds one descriptor open.
const MAX_DEPTH: usize = 800;

/// One input of a source.
pub enum Input {
    /// A regular file, opened.
    File {
        /// Path relative to the source; bytes that are not UTF-8 as `\xNN`.
        name: String,
        /// Its length when it was opened.
        size_bytes: u64,
        /// The file.
        file: File,
    },
    /// Something that is not taken.
    Refused {
        /// Path relative to the source.
        name: String,
        /// Why, and what to do.
        reason: String,
    },
}

/// Walks `source` (a file or a folder) in byte order of names and hands every input to `take`.
///
/// # Errors
/// Only what `take` returns: whatever cannot be read is an [`Input::Refused`].
pub fn walk<E>(source: &Path, take: &mut dyn FnMut(Input) -> Result<(), E>) -> Result<(), E> {
    let own_name = source.file_name().map_or(&b"."[..], |name| name.as_bytes());
    let Ok(path) = CString::new(source.as_os_str().as_bytes()) else {
        return take(refused(own_name, "the path holds a NUL byte"));
    };
    match kind_of(CWD, &path) {
        Ok(FileType::Directory) => match open_folder(CWD, &path) {
            Ok(folder) => walk_folder(&folder, b"", 0, take),
            Err(errno) => take(refused(own_name, &format!("the folder cannot be opened: {errno}"))),
        },
        Ok(kind) => take(open_input(CWD, &path, kind, own_name)),
        Err(errno) => take(refused(own_name, &format!("cannot be looked at: {errno}"))),
    }
}

fn walk_folder<E>(
    folder: &OwnedFd,
    prefix: &[u8],
    depth: usize,
    take: &mut dyn FnMut(Input) -> Result<(), E>,
) -> Result<(), E> {
    let names = match sorted_names(folder) {
        Ok(names) => names,
        Err(errno) => return take(refused(prefix, &format!("the folder cannot be listed: {errno}"))),
    };
    for name in names {
        let shown = [prefix, name.to_bytes()].concat();
        match kind_of(folder.as_fd(), &name) {
            Ok(FileType::Directory) if depth >= MAX_DEPTH => {
                take(refused(&shown, &format!("folders are nested deeper than {MAX_DEPTH}; add this one by itself")))?;
            }
            Ok(FileType::Directory) => match open_folder(folder.as_fd(), &name) {
                Ok(inner) => walk_folder(&inner, &[&shown[..], b"/"].concat(), depth + 1, take)?,
                Err(errno) => take(refused(&shown, &format!("the folder cannot be opened: {errno}")))?,
            },
            Ok(kind) => take(open_input(folder.as_fd(), &name, kind, &shown))?,
            Err(errno) => take(refused(&shown, &format!("cannot be looked at: {errno}")))?,
        }
    }
    Ok(())
}

fn sorted_names(folder: &OwnedFd) -> rustix::io::Result<Vec<CString>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let name: &CStr = entry.file_name();
        if name.to_bytes() != b"." && name.to_bytes() != b".." {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn kind_of(folder: BorrowedFd<'_>, name: &CStr) -> rustix::io::Result<FileType> {
    statat(folder, name, AtFlags::SYMLINK_NOFOLLOW).map(|facts| FileType::from_raw_mode(facts.st_mode))
}

fn open_folder(folder: BorrowedFd<'_>, name: &CStr) -> rustix::io::Result<OwnedFd> {
    openat(folder, name, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())
}

fn open_input(folder: BorrowedFd<'_>, name: &CStr, kind: FileType, shown: &[u8]) -> Input {
    let not_a_file = match kind {
        FileType::RegularFile => None,
        FileType::Symlink => Some("a symbolic link; links are not followed. Add what it points to by its own path"),
        FileType::Fifo => Some("a named pipe, not a file"),
        FileType::Socket => Some("a socket, not a file"),
        FileType::CharacterDevice | FileType::BlockDevice => Some("a device, not a file"),
        _ => Some("not a regular file"),
    };
    if let Some(reason) = not_a_file {
        return refused(shown, reason);
    }
    // Non-blocking: should the file have become a pipe in between, opening it must not hang.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened = openat(folder, name, flags, Mode::empty()).and_then(|fd| fstat(&fd).map(|facts| (fd, facts)));
    match opened {
        Ok((fd, facts)) if FileType::from_raw_mode(facts.st_mode) == FileType::RegularFile => Input::File {
            name: escape_bytes(shown),
            size_bytes: u64::try_from(facts.st_size).unwrap_or(0),
            file: File::from(fd),
        },
        Ok(_) => refused(shown, "it changed its kind while it was being opened"),
        Err(errno) => refused(shown, &format!("cannot be opened: {errno}; check its permissions")),
    }
}

fn refused(name: &[u8], reason: &str) -> Input {
    Input::Refused { name: escape_bytes(name), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn names(folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        let mut take = |input| {
            names.push(match input {
                Input::File { name, .. } => name,
                Input::Refused { name, reason } => format!("{name}: {}", reason.split(';').next().unwrap_or_default()),
            });
            Ok::<(), ()>(())
        };
        walk(folder, &mut take).expect("the taker does not fail");
        names
    }

    #[test]
    fn a_folder_is_walked_in_order_and_links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("b")).expect("a folder inside");
        std::fs::write(folder.path().join("b/two.txt"), "2").expect("a file");
        std::fs::write(folder.path().join("a.txt"), "1").expect("a file");
        symlink("/etc/passwd", folder.path().join("c")).expect("a link");
        symlink("..", folder.path().join("b/up")).expect("a link to the parent");
        assert_eq!(names(folder.path()), ["a.txt", "b/two.txt", "b/up: a symbolic link", "c: a symbolic link"]);
    }

    #[test]
    fn a_single_file_goes_by_its_own_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("page.html");
        std::fs::write(&path, "x").expect("a file");
        assert_eq!(names(&path), ["page.html"]);
    }
}
