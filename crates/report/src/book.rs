//! The report as a set of pages, each made when it is asked for.

use crate::custody::{CourtMinimum, court_minimum};
use crate::frame::style_css;
use crate::lookups::{Lookups, PER_PAGE};
use crate::redact::{Shareable, shareable};
use crate::view::{CaseView, ItemView};
use crate::{machine, pages as page};
use model::{Claim, Match, Origin, Statement};
use std::collections::BTreeMap;

/// One file of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Path in the folder, `/` between its parts.
    pub path: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Every file of the report of `view`, in order of their paths. Equal views give equal bytes.
pub fn pages(view: &CaseView) -> Vec<Page> {
    let report = Report::new(view);
    report.paths().filter_map(|path| report.page(path)).collect()
}

/// A report ready to give its pages. Holds only what may be shown.
pub struct Report {
    pub(crate) shared: Shareable,
    pub(crate) lookups: Lookups,
    pub(crate) court_minimum: BTreeMap<model::ItemId, CourtMinimum>,
    files: BTreeMap<String, File>,
}

/// What a path of the report gives. Numbers are places in the view, or page numbers from 1.
#[derive(Clone, Copy, Debug)]
enum File {
    Overview,
    Claims(usize),
    Claim(usize),
    Origins(usize),
    Items(usize),
    Item(usize),
    Matches(usize),
    Timeline(usize),
    Provenance,
    Findings(usize),
    Custody,
    Methods,
    Style,
    Machine,
    Thumbnail(usize),
}

impl Report {
    /// Leaves out what the settings of `view` leave out, and looks up what belongs together.
    pub fn new(view: &CaseView) -> Report {
        let shared = shareable(view);
        let lookups = Lookups::of(&shared.view);
        let files = files_of(&shared.view, &lookups);
        let court_minimum = court_minimum(&shared.view.items);
        Report { shared, lookups, court_minimum, files }
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The file at this path; `None` = the report has none there.
    pub fn page(&self, path: &str) -> Option<Page> {
        let (path, file) = self.files.get_key_value(path)?;
        let (media_type, bytes) = self.content(path, *file);
        Some(Page { path: path.clone(), media_type, bytes })
    }

    fn content(&self, path: &str, file: File) -> (&'static str, Vec<u8>) {
        const HTML: &str = "text/html; charset=utf-8";
        match file {
            File::Overview => (HTML, page::overview(self, path)),
            File::Claims(page) => (HTML, page::claims(self, path, page)),
            File::Claim(at) => (HTML, page::claim(self, path, &self.view().claims[at])),
            File::Origins(page) => (HTML, page::origins(self, path, page)),
            File::Items(page) => (HTML, page::items(self, path, page)),
            File::Item(at) => (HTML, page::item(self, path, &self.view().items[at])),
            File::Matches(page) => (HTML, page::matches(self, path, page)),
            File::Timeline(page) => (HTML, page::timeline(self, path, page)),
            File::Provenance => (HTML, page::provenance(self, path)),
            File::Findings(page) => (HTML, page::findings(self, path, page)),
            File::Custody => (HTML, page::custody(self, path)),
            File::Methods => (HTML, page::methods(self, path)),
            File::Style => ("text/css; charset=utf-8", style_css().into()),
            File::Machine => ("application/json", machine::report_json(&self.shared)),
            File::Thumbnail(at) => ("image/jpeg", self.view().items[at].thumbnail_jpeg.clone().unwrap_or_default()),
        }
    }

    /// What the report is of, without what its settings leave out.
    pub fn view(&self) -> &CaseView {
        &self.shared.view
    }

    pub(crate) fn item(&self, id: &model::ItemId) -> Option<&ItemView> {
        self.lookups.item_at.get(id).map(|&at| &self.view().items[at])
    }

    pub(crate) fn statement(&self, id: &str) -> Option<&Statement> {
        self.lookups.statement_at.get(id).map(|&at| &self.view().statements[at])
    }

    pub(crate) fn origin(&self, id: &str) -> Option<&Origin> {
        self.lookups.origin_at.get(id).map(|&at| &self.view().origins[at])
    }

    pub(crate) fn matches_of(&self, id: &model::ItemId) -> impl Iterator<Item = &Match> {
        self.lookups.matches_of_item.get(id).into_iter().flatten().map(|&at| &self.view().matches[at])
    }

    pub(crate) fn statements_of(&self, id: &model::ItemId) -> impl Iterator<Item = &Statement> {
        self.lookups.statements_of_item.get(id).into_iter().flatten().map(|&at| &self.view().statements[at])
    }

    pub(crate) fn claims_of_statement(&self, id: &str) -> impl Iterator<Item = &Claim> {
        self.lookups.claims_of_statement.get(id).into_iter().flatten().map(|&at| &self.view().claims[at])
    }

    /// Whether a match holds: what a person decided, else whether it reached the threshold.
    pub(crate) fn holds(&self, found: &Match) -> bool {
        match self.lookups.judged_matches.get(&found.id) {
            Some(holds) => *holds,
            None => found.tier == model::Tier::Confirmed,
        }
    }

    pub(crate) fn is_comment(&self, statement: &Statement) -> bool {
        self.shared.comments.get(&statement.item).is_some_and(|blocks| blocks.contains(&statement.block))
    }
}

fn files_of(view: &CaseView, lookups: &Lookups) -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    let single = [
        ("index.html", File::Overview),
        ("provenance.html", File::Provenance),
        ("custody.html", File::Custody),
        ("methods.html", File::Methods),
        ("style.css", File::Style),
        ("report.json", File::Machine),
    ];
    files.extend(single.map(|(path, file)| (path.to_owned(), file)));
    let mut list = |stem: &str, rows: usize, per_page: usize, file: fn(usize) -> File| {
        for page in 1..=rows.div_ceil(per_page).max(1) {
            files.insert(crate::lookups::list_path(stem, page), file(page));
        }
    };
    list("claims", view.claims.len(), PER_PAGE.claims, File::Claims);
    list("origins", view.origins.len(), PER_PAGE.origins, File::Origins);
    list("items", view.items.len(), PER_PAGE.items, File::Items);
    list("matches", view.matches.len(), PER_PAGE.matches, File::Matches);
    list("timeline", lookups.times.len(), PER_PAGE.times, File::Timeline);
    list("findings", view.findings.len() + view.rejections.len(), PER_PAGE.findings, File::Findings);
    for (at, item) in view.items.iter().enumerate() {
        files.insert(crate::lookups::item_path(item), File::Item(at));
        if item.thumbnail_jpeg.as_ref().is_some_and(|jpeg| !jpeg.is_empty()) {
            files.insert(crate::lookups::thumbnail_path(item), File::Thumbnail(at));
        }
    }
    for (at, claim) in view.claims.iter().enumerate() {
        files.insert(crate::lookups::claim_path(&claim.id), File::Claim(at));
    }
    files
}
