//! The names of places with which a case is read: the built-in table, and the case's own one before it.

use crate::outcome::wrong_usage;
use anyhow::Result;
use archive::Case;
use claims::Gazetteer;
use model::ItemId;

/// Longest table of places that is taken, in bytes: some hundred thousand lines.
pub const TABLE_BYTES_MAX: usize = 8 << 20;

/// The names of places of one case.
pub struct Places {
    own: Option<OwnPlaces>,
}

/// A case's own table.
pub struct OwnPlaces {
    /// Its places before those of the built-in table.
    pub gazetteer: Gazetteer,
    /// SHA-256 of the file.
    pub digest: ItemId,
}

impl Places {
    /// What is set in this case.
    ///
    /// # Errors
    /// Wrong usage when somebody wrote into the table and it can no longer be read.
    pub fn of(case: &Case) -> Result<Places> {
        let Some(bytes) = case.places()? else { return Ok(Places { own: None }) };
        let own = OwnPlaces::read(&bytes).map_err(|reason| {
            let (path, folder) = (case.places_path(), case.folder().display());
            wrong_usage(format!("{}: {reason}\n  or set it anew: firsthand places {folder} FILE.csv", path.display()))
        })?;
        Ok(Places { own: Some(own) })
    }

    /// The case's own table, where it has one.
    pub fn own(&self) -> Option<&OwnPlaces> {
        self.own.as_ref()
    }

    /// The names that are looked up.
    pub fn gazetteer(&self) -> &Gazetteer {
        match &self.own {
            Some(own) => &own.gazetteer,
            None => Gazetteer::builtin(),
        }
    }

    /// What tells this table from another one in keys and records; empty where there is none.
    pub fn key_part(&self) -> String {
        self.own.as_ref().map_or_else(String::new, |own| format!(" places {}", own.digest))
    }
}

impl OwnPlaces {
    /// The table in these bytes.
    ///
    /// # Errors
    /// In words for the user: which line, and what to do.
    pub fn read(bytes: &[u8]) -> Result<OwnPlaces, String> {
        if bytes.len() > TABLE_BYTES_MAX {
            return Err(format!("it is {} bytes long, at most {TABLE_BYTES_MAX} are read", bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8; save it as CSV in UTF-8".to_owned())?;
        let gazetteer = Gazetteer::with_csv(text).map_err(|error| error.to_string())?;
        Ok(OwnPlaces { gazetteer, digest: ItemId::of(bytes) })
    }
}
