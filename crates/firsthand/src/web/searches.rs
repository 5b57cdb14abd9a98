//! Searches that people keep: a name for what the list of items is asked. Like accounts they belong to the folder of the case
//! and to this machine: they are no evidence, and are in no log, bundle or report.

use super::own_file;
use super::people::secret;
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Signs of a name.
pub const NAME_SIGNS_AT_MOST: usize = 60;
/// Searches that one person keeps.
const SEARCHES_AT_MOST: usize = 100;

/// One search.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Search {
    /// By which it is removed.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Address of the list that is asked so, at this desk.
    pub address: String,
    /// Whose it is.
    pub by: String,
    /// Whether everybody at this desk sees it.
    pub shared: bool,
}

/// All searches of a case.
pub struct Searches {
    file: PathBuf,
    kept: Mutex<Vec<Search>>,
}

impl Searches {
    /// Those of the case in this folder.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn of_case(folder: &Path) -> Result<Searches> {
        let file = folder.join("desk").join("searches.json");
        let kept = own_file::read(&file)?;
        Ok(Searches { file, kept: Mutex::new(kept) })
    }

    /// What this person sees: their own and what others share, by name.
    pub fn seen_by(&self, person: &str) -> Vec<Search> {
        let seen = |search: &&Search| search.shared || search.by == person;
        let mut searches: Vec<Search> = self.lock().iter().filter(seen).cloned().collect();
        searches.sort_by(|a, b| (&a.name, &a.by).cmp(&(&b.name, &b.by)));
        searches
    }

    /// Keeps a search; another of the same person under the same name makes place for it.
    ///
    /// # Errors
    /// When the name is none, there are too many, or the file cannot be written.
    pub fn keep(&self, by: &str, name: &str, address: &str, shared: bool) -> Result<()> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_SIGNS_AT_MOST || name.chars().any(char::is_control) {
            bail!("the name of a search is one line of 1 to {NAME_SIGNS_AT_MOST} signs");
        }
        let (name, address, by) = (name.to_owned(), address.to_owned(), by.to_owned());
        let search = Search { id: secret()?, name, address, by, shared };
        self.change(|kept| {
            kept.retain(|other| (&other.by, &other.name) != (&search.by, &search.name));
            if kept.iter().filter(|other| other.by == search.by).count() >= SEARCHES_AT_MOST {
                bail!("{SEARCHES_AT_MOST} searches are kept for each person; remove one first");
            }
            kept.push(search);
            Ok(())
        })
    }

    /// Removes a search: one's own, and with `also_of_others` what somebody shares.
    ///
    /// # Errors
    /// When there is none that may be removed, or the file cannot be written.
    pub fn remove(&self, by: &str, id: &str, also_of_others: bool) -> Result<()> {
        self.change(|kept| {
            let before = kept.len();
            kept.retain(|search| search.id != id || !(search.by == by || also_of_others && search.shared));
            if kept.len() == before { bail!("there is no such search of yours") } else { Ok(()) }
        })
    }

    /// Forgets what somebody kept for themself; what they shared stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget(&self, person: &str) -> Result<()> {
        self.change(|kept| {
            kept.retain(|search| search.shared || search.by != person);
            Ok(())
        })
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Search>) -> Result<()>) -> Result<()> {
        let mut kept = self.lock();
        let mut changed = kept.clone();
        change(&mut changed)?;
        if changed != *kept {
            own_file::write(&self.file, &changed)?;
            *kept = changed;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Search>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(searches: &Searches, person: &str) -> Vec<String> {
        searches.seen_by(person).into_iter().map(|search| search.name).collect()
    }

    #[test]
    fn what_is_shared_everybody_sees_and_what_is_not_only_who_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let searches = Searches::of_case(folder.path()).unwrap();
        searches.keep("Ana", " clips ", "/items?kind=video", false).unwrap();
        searches.keep("Ana", "the quay", "/items?q=quay", true).unwrap();
        let again = Searches::of_case(folder.path()).unwrap();
        assert_eq!(names(&again, "Ana"), ["clips", "the quay"]);
        assert_eq!(names(&again, "Bo"), ["the quay"]);
        again.keep("Ana", "clips", "/items?kind=audio", false).unwrap();
        assert_eq!(again.seen_by("Ana")[0].address, "/items?kind=audio", "one name, one search");
        again.forget("Ana").unwrap();
        assert_eq!(names(&again, "Ana"), ["the quay"]);
    }

    #[test]
    fn nobody_removes_what_is_not_theirs_but_an_owner_what_is_shared() {
        let folder = tempfile::tempdir().unwrap();
        let searches = Searches::of_case(folder.path()).unwrap();
        searches.keep("Ana", "own", "/items?q=a", false).unwrap();
        searches.keep("Ana", "shared", "/items?q=b", true).unwrap();
        let ids: Vec<String> = searches.seen_by("Ana").into_iter().map(|search| search.id).collect();
        assert!(searches.remove("Bo", &ids[1], false).is_err());
        assert!(searches.remove("Bo", &ids[0], true).is_err(), "what is not shared is not an owner's either");
        searches.remove("Bo", &ids[1], true).unwrap();
        searches.remove("Ana", &ids[0], false).unwrap();
        assert!(names(&searches, "Ana").is_empty());
    }

    #[test]
    fn the_file_is_its_owners() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let searches = Searches::of_case(folder.path()).unwrap();
        for name in ["", " ", "two\nlines", "x".repeat(61).as_str()] {
            assert!(searches.keep("Ana", name, "", false).is_err(), "{name:?}");
        }
        searches.keep("Ana", "all", "/items", false).unwrap();
        let mode = std::fs::metadata(folder.path().join("desk/searches.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
