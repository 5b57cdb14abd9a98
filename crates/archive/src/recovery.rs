//! After a crash: what was acknowledged stays, what was not is cleared away, the catalog catches up.

use crate::storage::Storage;
use crate::{ArchiveError, Case, Result, lock};
use evidence::tiles::{self, LogEdge};
use model::{ItemId, LogEntry};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Brings catalog and folders to the state that the signed checkpoint acknowledges, and gives the format of the entries.
///
/// # Errors
/// [`ArchiveError::Damaged`] when the log does not hold, or is shorter than what was acknowledged before.
pub(crate) fn recover(case: &Case, repairs: &mut Vec<String>) -> Result<u32> {
    // The catalog first: another process may write meanwhile, and the log is never behind the catalog.
    let (known_size, known_root) = case.catalog.log_state()?;
    let edge = case.log().head()?;
    let entry_format = check_first_entry(case, edge.size())?;
    if known_size > edge.size() {
        let text = format!(
            "it has {} entries, but {known_size} were acknowledged: it was cut or replaced by an older one",
            edge.size()
        );
        return Err(case.log().damaged(text));
    }
    if known_size == edge.size() && known_root.is_some_and(|root| root != edge.root()) {
        return Err(case.log().damaged("it is not the log that the catalog was made from"));
    }
    let taken_over = case.catch_up(&edge)?;
    if taken_over > 0 && edge.size() > 1 {
        repairs.push(format!("the catalog was {taken_over} log entries behind and has caught up"));
    }
    match lock::take(&case.layout.lock()) {
        Ok(Some(_lock)) => clear_leftovers(case, &case.log().head()?, repairs)?,
        Ok(None) => {}
        // A case on a disk that may only be read can still be read.
        Err(ArchiveError::Io { source, .. })
            if matches!(source.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {}
        Err(error) => return Err(error),
    }
    Ok(entry_format)
}

/// Removes what no checkpoint acknowledges. Only with the lock held.
pub(crate) fn clear_leftovers(case: &Case, edge: &LogEdge, repairs: &mut Vec<String>) -> Result<()> {
    let storage = case.storage.as_ref();
    let mark = case.layout.unfinished_mark();
    let was_unfinished = storage.is_file(&mark);
    clear_surplus_tiles(case, edge.size(), repairs)?;
    clear_surplus_openings(case, edge.size(), repairs)?;
    if was_unfinished {
        clear_orphans(case, edge.size(), repairs)?;
    }
    let incoming = case.layout.incoming();
    for path in storage.list(&incoming).map_err(ArchiveError::io("looking into", &incoming))? {
        if path != mark {
            repairs.push(format!("{} was on its way in and not acknowledged; removed", shown(case, &path)));
        }
        storage.remove(&path).map_err(ArchiveError::io("removing", &path))?;
    }
    Ok(())
}

/// The log must be that of the key, in a format that we read.
fn check_first_entry(case: &Case, size: u64) -> Result<u32> {
    let first = case.log().leaves(0, 1.min(size), size)?;
    let entry = first.first().and_then(|leaf| evidence::leaf::decode(leaf).ok());
    match entry {
        Some(LogEntry::CaseCreated { format: format @ (1 | 2), case_id, .. })
            if case.first_key().name() == format!("firsthand-case/{case_id}") =>
        {
            Ok(format)
        }
        Some(LogEntry::CaseCreated { format, .. }) if !matches!(format, 1 | 2) => {
            Err(case.log().damaged(format!("its entries have format {format}, this program reads formats 1 and 2")))
        }
        _ => Err(case.log().damaged("its first entry does not name the case that the key belongs to")),
    }
}

fn clear_surplus_tiles(case: &Case, size: u64, repairs: &mut Vec<String>) -> Result<()> {
    let log = case.layout.log();
    for path in files_below(case.storage.as_ref(), &log.join("tile"))? {
        let inside = path.strip_prefix(&log).ok().and_then(Path::to_str);
        if !inside.is_some_and(|inside| tiles::is_log_path(inside, size)) {
            case.storage.remove(&path).map_err(ArchiveError::io("removing", &path))?;
            repairs.push(format!("{} belongs to no acknowledged state of the log; removed", shown(case, &path)));
        }
    }
    Ok(())
}

/// Openings of an append that no checkpoint acknowledges.
fn clear_surplus_openings(case: &Case, size: u64, repairs: &mut Vec<String>) -> Result<()> {
    for (first, path) in case.log().openings_files()? {
        if first.is_some_and(|first| first >= size) {
            case.storage.remove(&path).map_err(ArchiveError::io("removing", &path))?;
            repairs.push(format!("{} belongs to no acknowledged state of the log; removed", shown(case, &path)));
        }
    }
    Ok(())
}

/// Objects that were put in place for entries that were never logged. What is logged is read from the log itself: the
/// catalog is not asked before anything is removed.
fn clear_orphans(case: &Case, size: u64, repairs: &mut Vec<String>) -> Result<()> {
    let mut logged = BTreeSet::new();
    for leaf in case.log().leaves(0, size, size)? {
        if let Ok(LogEntry::Captured { item, .. }) = evidence::leaf::decode(&leaf) {
            logged.insert(item);
        }
    }
    for (path, item) in objects_on_disk(case)? {
        if item.is_some_and(|item| !logged.contains(&item)) {
            case.storage.remove(&path).map_err(ArchiveError::io("removing", &path))?;
            repairs.push(format!("{} was put and never logged; removed", shown(case, &path)));
        }
    }
    Ok(())
}

/// Everything below `objects/`, with the id that its place gives it; `None` for what does not belong there.
pub(crate) fn objects_on_disk(case: &Case) -> Result<Vec<(PathBuf, Option<ItemId>)>> {
    let files = files_below(case.storage.as_ref(), &case.layout.objects())?;
    let with_item = |path: PathBuf| {
        let inside = path.strip_prefix(case.layout.objects()).ok().and_then(Path::to_str);
        let item = inside.and_then(|inside| inside.replacen('/', "", 1).parse().ok());
        let item = item.filter(|item| case.layout.object(item) == path && case.storage.is_file(&path));
        (path, item)
    };
    Ok(files.into_iter().map(with_item).collect())
}

/// Everything below a folder that is not a folder, sorted. Links are listed, not followed.
pub(crate) fn files_below(storage: &dyn Storage, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in storage.list(&folder).map_err(ArchiveError::io("looking into", &folder))? {
            let is_folder = std::fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir());
            if is_folder { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

/// A path inside the case, for people.
pub(crate) fn shown(case: &Case, path: &Path) -> String {
    path.strip_prefix(&case.layout.root).unwrap_or(path).display().to_string()
}
