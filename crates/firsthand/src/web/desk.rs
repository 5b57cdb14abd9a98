//! What a running desk holds: the case's folder, who is who, and the case as it was last read.

use super::adding::Adding;
use super::custody::KeptCustody;
use super::people::{Eyes, People, Person, Role};
use super::searches::Searches;
use super::sessions::Sessions;
use crate::case_view::{case_view, possible_looks};
use crate::desk::{DeskLists, a_match, marks_of};
use crate::operator::operator;
use crate::pipeline::looks::{Drawn, Looker};
use crate::pipeline::stages::ORIGINS;
use crate::pipeline::{Pipeline, source_of};
use crate::views::Views;
use anyhow::{Context, Result};
use archive::Case;
use model::Item;
use report::{Redact, Report, ReportSettings};
use std::io::Read;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How the desk is reached.
#[derive(Clone, PartialEq, Debug)]
pub struct Address {
    /// Hosts that a request may name, with their ports.
    pub hosts: Vec<String>,
    /// `http`, or `https` behind a proxy.
    pub scheme: &'static str,
}

impl Address {
    /// Of a desk that listens on this machine only.
    pub fn local(addr: SocketAddr) -> Address {
        Address { hosts: vec![addr.to_string(), format!("localhost:{}", addr.port())], scheme: "http" }
    }

    /// Of a desk behind a proxy that gives it this host over TLS.
    pub fn behind_proxy(host: &str) -> Address {
        Address { hosts: vec![host.to_owned()], scheme: "https" }
    }
}

/// A running desk.
pub struct Desk {
    /// The case.
    pub case_folder: PathBuf,
    /// How it is reached.
    pub address: Address,
    /// The token that the terminal printed.
    pub token: String,
    /// Accounts.
    pub people: People,
    /// Searches that people keep.
    pub searches: Searches,
    /// Who is signed in.
    pub sessions: Sessions,
    /// The lists of items, made anew when the case has changed.
    pub lists: DeskLists,
    /// Files that are being taken in.
    pub adding: Adding,
    /// Who looked at what is marked as graphic.
    pub views: Arc<Views>,
    /// What happened to the case and its items.
    pub custody: KeptCustody,
    /// How the operator, who has no account, wants the desk while it runs.
    operators_choice: Mutex<(Eyes, Option<String>)>,
    /// The case opened for reading, and which file its catalog was then.
    reading: Mutex<Option<(FileId, Arc<Case>)>>,
    live: Mutex<Option<Arc<Live>>>,
    /// Makes larger pictures and runs stages, one at a time; there from the first time on.
    pipeline: Mutex<Option<Pipeline>>,
    /// Makes what is shown of pictures and recordings, one at a time; apart, so that a film that takes long holds up nothing
    /// that is decided.
    previewer: Mutex<Option<Pipeline>>,
}

/// One state of the whole case, read for the pages of the report and for nothing else: are made one by one as they are asked for.
pub struct Live {
    state: Vec<(String, String)>,
    /// The report on it.
    pub report: Report,
}

impl Desk {
    /// A desk of the case in this folder.
    ///
    /// # Errors
    /// When the accounts, searches or runs of files cannot be read, or the machine gives no randomness.
    pub fn new(case_folder: &Path, address: Address) -> Result<Desk> {
        Ok(Desk {
            case_folder: case_folder.to_owned(),
            address,
            token: super::people::secret()?,
            people: People::of_case(case_folder)?,
            searches: Searches::of_case(case_folder)?,
            sessions: Sessions::default(),
            lists: DeskLists::default(),
            adding: Adding::to_case(case_folder)?,
            views: Arc::default(),
            custody: KeptCustody::default(),
            operators_choice: Mutex::default(),
            reading: Mutex::new(None),
            live: Mutex::new(None),
            pipeline: Mutex::new(None),
            previewer: Mutex::new(None),
        })
    }

    /// Who acts with the token of the terminal: whoever started the desk has the folder anyway.
    pub fn operator(&self) -> Person {
        let (eyes, language) = self.operators_choice.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let without = || {
            let mut person = Person::without_account(&operator(), Role::Owner);
            (person.eyes, person.language) = (eyes, language);
            person
        };
        let mut person = self.people.named(&operator()).unwrap_or_else(without);
        person.role = Role::Owner;
        person
    }

    /// Keeps how the operator wants the desk, until it ends.
    pub fn keep_for_operator(&self, eyes: Eyes, language: &str) {
        *self.operators_choice.lock().unwrap_or_else(PoisonError::into_inner) = (eyes, Some(language.to_owned()));
    }

    /// The case for reading, opened once and anew where its catalog has become another file. What others write is seen: the
    /// catalog is read in every answer.
    ///
    /// # Errors
    /// When the case cannot be opened.
    pub fn reading(&self) -> Result<Arc<Case>> {
        let mut kept = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let catalog = file_id(&self.case_folder.join("catalog.sqlite"));
        if let Some((_, case)) = kept.as_ref().filter(|(known, _)| Some(*known) == catalog) {
            return Ok(case.clone());
        }
        let case = Arc::new(Case::open(&self.case_folder)?);
        *kept = file_id(&self.case_folder.join("catalog.sqlite")).map(|id| (id, case.clone()));
        Ok(case)
    }

    /// The whole case as it is now; read again only when the log or the derived state has changed.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn live(&self) -> Result<Arc<Live>> {
        let case = Case::open(&self.case_folder)?;
        let mut state = case.derived_keys(ORIGINS.name)?;
        state.push(("log".to_owned(), case.log_size()?.to_string()));
        let mut kept = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(live) = kept.as_ref().filter(|live| live.state == state) {
            return Ok(live.clone());
        }
        let redact = Redact { comment_authors: true, ..Redact::nothing() };
        let settings = ReportSettings { redact, ..ReportSettings::default() };
        let mut view = case_view(&case, &self.case_folder, settings)?;
        view.looks = possible_looks(&view, |_| true);
        let live = Arc::new(Live { state, report: Report::new(&view) });
        *kept = Some(live.clone());
        Ok(live)
    }

    /// Runs the stages that what was just logged makes stale.
    ///
    /// # Errors
    /// When a stage fails; what was logged stays.
    pub fn bring_up_to_date(&self, case: &Case) -> Result<()> {
        self.with_pipeline(|pipeline| pipeline.run(case, true, false).map(drop))?;
        // Whoever decided waits for the lists; everybody else reads the ones before meanwhile.
        self.lists.fresh(case, marks_of).map(drop)
    }

    fn with_pipeline<T>(&self, work: impl FnOnce(&mut Pipeline) -> Result<T>) -> Result<T> {
        with(&self.pipeline, work)
    }

    /// Makes something to be shown of an item, or takes what is kept of it.
    ///
    /// # Errors
    /// When the case cannot be read or no worker can be started.
    pub fn look<T>(&self, case: &Case, make: impl FnOnce(&Looker) -> Result<T>) -> Result<T> {
        with(&self.previewer, |pipeline| make(&Looker { case, extractor: pipeline.extractor() }))
    }

    /// The bytes of an item, wherever they lie.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn original(&self, case: &Case, item: &Item) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match case.object_path(&item.id) {
            Some(path) => drop(std::fs::File::open(path)?.read_to_end(&mut bytes)?),
            None => {
                let source = source_of(case, &item.id)?.context("its container is not in the case")?;
                self.with_pipeline(|pipeline| Ok(pipeline.extractor().copy_member(&source, &mut bytes).map(drop)?))?;
            }
        }
        Ok(bytes)
    }

    /// A larger picture, made when it is asked for; `None` where the path is of no such picture.
    ///
    /// # Errors
    /// When the case cannot be read or the picture cannot be made.
    pub fn large_picture(&self, path: &str) -> Result<Option<(&'static str, Drawn)>> {
        if !["sheets/", "comparisons/"].iter().any(|folder| path.starts_with(folder)) {
            return Ok(None);
        }
        let case = self.reading()?;
        let sheet_of = path.strip_prefix("sheets/").and_then(|name| name.strip_suffix(".jpg"));
        let item = sheet_of.map(|short_id| case.item(short_id)).transpose()?.flatten();
        if let Some(item) = item.filter(|item| report::sheet_path(item) == path) {
            return self.drawn(&case, "image/jpeg", |looker| looker.contact_sheet(&item));
        }
        let name = path.strip_prefix("comparisons/").and_then(|name| name.rsplit_once('.'));
        let lists = self.lists.fresh(&case, marks_of)?;
        let found = name.map(|(id, _)| a_match(&lists, id)).transpose()?.flatten();
        match found {
            Some(found) if report::comparison_path(&found.id) == path => {
                self.drawn(&case, "image/png", |looker| looker.comparison(&found))
            }
            Some(found) if report::clip_path(&found.id) == path => {
                self.drawn(&case, "video/webm", |looker| looker.clip(&found))
            }
            _ => Ok(None),
        }
    }

    fn drawn(
        &self,
        case: &Case,
        media_type: &'static str,
        draw: impl FnOnce(&Looker<'_>) -> Result<Drawn>,
    ) -> Result<Option<(&'static str, Drawn)>> {
        self.with_pipeline(|pipeline| {
            let looker = Looker { case, extractor: pipeline.extractor() };
            Ok(Some((media_type, draw(&looker)?)))
        })
    }
}

/// Which file lies at a place: device and number. `None` where none does.
type FileId = (u64, u64);

fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Lets somebody work with a pipeline, which is there from the first time on.
fn with<T>(kept: &Mutex<Option<Pipeline>>, work: impl FnOnce(&mut Pipeline) -> Result<T>) -> Result<T> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    match kept.as_mut() {
        Some(pipeline) => work(pipeline),
        None => work(kept.insert(Pipeline::new(None)?)),
    }
}
