use super::{Talk, open_case, print_json, print_line};
use crate::operator::{TOOL, now, operator};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::Pipeline;
use crate::pipeline::places::{OwnPlaces, Places as PlacesOfCase, TABLE_BYTES_MAX};
use anyhow::{Context, Result};
use archive::Case;
use clap::Args;
use model::{CustodyEvent, CustodyKind, ItemId, LogEntry};
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Give a case places of its own: villages, camps, crossings, quarters that the built-in table does not know.
///
/// FILE.csv has one place a line: name, degrees north, degrees east, and the country's two letters where you know them.
/// Several spellings of one place are several lines. A name with a comma stands in double quotes. Lines with # are passed over.
///
///   name,latitude,longitude,country
///   Oldmere Weir,50.5,3.25,BE
///   Старая Плотина,50.5,3.25,BE
///   "Oldmere, upper lock",50.51,3.2402
///
///   firsthand places my-case FILE.csv     set the table, in place of an earlier one, and read all texts with it
///   firsthand places my-case              print what is set, and who set it when
///   firsthand places my-case --remove     take it away; the built-in table stays
///
/// A place of yours goes before one of its name in the built-in table, and is found wherever its name stands; an Arabic name
/// needs a preposition or a word like "village" before it. Nothing is set where a line cannot be read. The case keeps the file
/// as it is, as CASE/places.csv; the log says who set or removed it and when, with its SHA-256, and not what stands in it.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Places {
    /// The case.
    case: PathBuf,
    /// Table of places to set, CSV in UTF-8.
    #[arg(value_name = "FILE.csv")]
    file: Option<PathBuf>,
    /// Take the case's own table away.
    #[arg(long, conflicts_with = "file")]
    remove: bool,
}

/// What is set.
#[derive(Serialize)]
struct Shown {
    /// SHA-256 of the table; null where none is set.
    sha256: Option<ItemId>,
    /// Who set it; null where somebody wrote into the file instead.
    set_by: Option<String>,
    set_at: Option<String>,
    places: Vec<ShownPlace>,
}

#[derive(Serialize)]
struct ShownPlace {
    name: String,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<String>,
}

impl Places {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        match (&self.file, self.remove) {
            (Some(file), _) => self.set(&case, file, talk),
            (None, true) => self.take_away(&case, talk),
            (None, false) => self.print(&case, talk),
        }
    }

    fn set(&self, case: &Case, file: &Path, talk: Talk) -> Result<Outcome> {
        let bytes = read_table(file)?;
        let table = OwnPlaces::read(&bytes).map_err(|reason| wrong_usage(format!("{}: {reason}", file.display())))?;
        if case.places()?.as_deref() != Some(bytes.as_slice()) {
            let text = format!("{}{} places, SHA-256 {}", SET, table.gazetteer.added().count(), table.digest.hex());
            case.set_places(Some(&bytes), logged(text))?;
        }
        self.read_again(case, talk, &format!("set {} places; print them", table.gazetteer.added().count()))
    }

    fn take_away(&self, case: &Case, talk: Talk) -> Result<Outcome> {
        let Some(bytes) = case.places()? else {
            let folder = self.case.display();
            return Err(wrong_usage(format!(
                "this case has no places of its own to take away\n  set some: firsthand places {folder} FILE.csv"
            )));
        };
        let text = format!("the case's own places removed: SHA-256 {}", ItemId::of(&bytes).hex());
        case.set_places(None, logged(text))?;
        self.read_again(case, talk, "removed; to set them again, give the former file, and print what is set")
    }

    fn read_again(&self, case: &Case, talk: Talk, done: &str) -> Result<Outcome> {
        // An empty case has no text to be read again.
        if case.n_items()? > 0 {
            Pipeline::new(None)?.run(case, talk.json, false)?;
        }
        if talk.json {
            return self.print(case, talk);
        }
        print_line(format!("{done}: firsthand places {}", self.case.display()))?;
        Ok(Outcome::Done)
    }

    fn print(&self, case: &Case, talk: Talk) -> Result<Outcome> {
        let shown = shown(case)?;
        if talk.json {
            print_json(&shown)?;
            return Ok(Outcome::Done);
        }
        let Some(sha256) = shown.sha256 else {
            let folder = self.case.display();
            print_line(format!("no places of its own; set some: firsthand places {folder} FILE.csv"))?;
            return Ok(Outcome::Done);
        };
        for ShownPlace { name, lat, lon, country } in &shown.places {
            let degrees = |degrees: &Option<f64>| degrees.map_or_else(String::new, |degrees| format!("{degrees:.4}"));
            let country = country.as_deref().unwrap_or("");
            print_line(format!("{:>9} {:>10}  {country:2}  {name}", degrees(lat), degrees(lon)))?;
        }
        print_line(format!("{} places, {}, SHA-256 {}", shown.places.len(), who(&shown), sha256.hex()))?;
        Ok(Outcome::Done)
    }
}

/// What the words of the event begin with by which a table was set.
const SET: &str = "the case's own places set: ";

/// A custody event and no decision: it judges nothing that was found, it says with what the case is analysed. An entry of
/// a new kind would make the logs of these cases unreadable to every verifier that is in use.
fn logged(text: String) -> LogEntry {
    LogEntry::Custody(CustodyEvent {
        what: CustodyKind::Analysed,
        items: Vec::new(),
        text,
        by: operator(),
        time: now(),
        tool: TOOL.to_owned(),
    })
}

fn read_table(file: &Path) -> Result<Vec<u8>> {
    let shown = file.display();
    let opened = File::open(file);
    if opened.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Err(wrong_usage(format!("there is no file {shown}")));
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(TABLE_BYTES_MAX + 1).unwrap_or(u64::MAX);
    opened
        .and_then(|opened| opened.take(most).read_to_end(&mut bytes))
        .with_context(|| format!("reading the table of places {shown}"))?;
    Ok(bytes)
}

fn shown(case: &Case) -> Result<Shown> {
    let places = PlacesOfCase::of(case)?;
    let Some(own) = places.own() else {
        return Ok(Shown { sha256: None, set_by: None, set_at: None, places: Vec::new() });
    };
    let is_own = |event: &CustodyEvent| event.text.starts_with(SET) && event.text.ends_with(&own.digest.hex());
    let event = case.custody_entries()?.into_iter().rev().map(|(_, event)| event).find(is_own);
    let (set_by, set_at) = event.map(|event| (event.by, event.time)).unzip();
    let place = |place: claims::gazetteer::Place<'_>| ShownPlace {
        name: place.name.to_string(),
        lat: place.lat,
        lon: place.lon,
        country: Some(place.country.to_string()).filter(|country| !country.is_empty()),
    };
    Ok(Shown { sha256: Some(own.digest), set_by, set_at, places: own.gazetteer.added().map(place).collect() })
}

fn who(shown: &Shown) -> String {
    match (&shown.set_by, &shown.set_at) {
        (Some(by), Some(at)) => format!("set by {by}, {at}"),
        _ => "written into the file by hand, not logged by whom".to_owned(),
    }
}
