//! Sources at risk: what would leave, what is left out, and the view that is safe to hand on.
//!
//! Every page is made of the [`Shareable`] view and of nothing else, so that no page can forget to leave something out.

mod authors;
mod classify;
mod leave_out;
mod people;
mod team;

use crate::view::{CaseView, ItemView, Redact, Sensitive};
use crate::visible::visible_name;
use crate::words;
use authors::{comment_blocks, covered, numbered_authors, silence};
use classify::{holds_a_machine_path, sensitive_kind, without_machine_paths};
pub use leave_out::{LeaveOut, leave_out};
use model::{Block, BlockRole, Capture, Claim, DecisionKind, ItemId, Statement};
use people::StandIns;
pub(crate) use people::is_web_address;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use team::{found_in_marks, people_around, without_team_marks};

/// One thing that a report could carry out of the house.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct LeavingEntry {
    /// Which switch rules it.
    pub kind: Sensitive,
    /// What it is, with its value: this list is for the operator, not for the report.
    pub what: String,
    /// Short id of the item, or `case`.
    pub where_found: String,
    /// Whether the report leaves it out.
    pub redacted: bool,
}

/// What would leave with a report made with the settings of `view`, each with whether it is left out. In the order of
/// the items, the case itself last.
pub fn would_leave(view: &CaseView) -> Vec<LeavingEntry> {
    let redact = view.settings.redact;
    let shown_authors = items_with_shown_authors(view);
    let mut entries = Vec::new();
    for item in &view.items {
        for found in found_in(item) {
            let stays_covered = found.kind == Sensitive::CommentAuthors && !shown_authors.contains(&item.id());
            entries.push(LeavingEntry {
                kind: found.kind,
                what: visible_name(&format!("{}: {}", found.field, found.value)),
                where_found: item.item.short_id.to_string(),
                redacted: redact.hides(found.kind) || stays_covered,
            });
        }
    }
    entries.extend(found_around(view).into_iter().map(|found| LeavingEntry {
        kind: found.kind,
        what: visible_name(&format!("{}: {}", found.field, found.value)),
        where_found: words::THE_CASE.to_owned(),
        redacted: redact.hides(found.kind),
    }));
    entries.extend(found_in_marks(view).into_iter().map(|(where_found, found)| LeavingEntry {
        kind: found.kind,
        what: visible_name(&format!("{}: {}", found.field, found.value)),
        where_found,
        redacted: redact.hides(found.kind),
    }));
    entries
}

/// The view of a case with everything left out that its settings leave out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shareable {
    /// The view to show.
    pub view: CaseView,
    /// For each item, what was left out: kind, and the names of the fields (never their values).
    pub left_out: BTreeMap<ItemId, BTreeMap<Sensitive, Vec<String>>>,
    /// For each item, the numbers of the blocks that readers wrote.
    pub comments: BTreeMap<ItemId, BTreeSet<u32>>,
}

/// Whether an event of custody is shown: who of the team looked at what is for the team, unless its switch is off.
pub fn shows_event(event: &model::CustodyEvent, redact: Redact) -> bool {
    !(redact.team_marks && team::is_look(event))
}

/// Whether a text of a log entry may be shown; `field` is its name as docs/formats/log.md has it.
pub fn shows_text_of_entry(field: &str, value: &str, redact: Redact) -> bool {
    let is_of_machine = !is_web_address(value) && (folder_of(value).is_some() || holds_a_machine_path(value));
    match field {
        "name" | "container_url" | "claimed.url" => !(redact.machine_paths && is_of_machine),
        "claimed.seen_at" => true,
        "claimed.note" => !redact.operator_notes,
        // Who collected, handed over and decided, and every sentence in which they may be named.
        _ => !redact.people,
    }
}

/// Leaves out what the settings of `view` say.
pub fn shareable(view: &CaseView) -> Shareable {
    let redact = view.settings.redact;
    let stand_ins = if redact.people { StandIns::of(view) } else { StandIns::default() };
    let shown_authors = items_with_shown_authors(view);
    let mut shared = Shareable { view: view.clone(), ..Shareable::default() };
    if redact.team_marks {
        without_team_marks(&mut shared.view);
    }
    let scrub = Scrub { redact, stand_ins: &stand_ins, folders: folders_of(view) };
    for item in &mut shared.view.items {
        let left_out = names_left_out(item, redact);
        if !left_out.is_empty() {
            shared.left_out.insert(item.id(), left_out);
        }
        shared.comments.insert(item.id(), comment_blocks(&item.extract.blocks));
        let authors_are_covered = redact.comment_authors || !shown_authors.contains(&item.id());
        scrub.item(item, authors_are_covered);
    }
    scrub.around(&mut shared.view);
    silence_comments(&mut shared);
    shared
}

/// One thing found that can put a person at risk.
struct Found {
    kind: Sensitive,
    field: String,
    value: String,
}

fn found_in(item: &ItemView) -> Vec<Found> {
    let found = |kind, field: &str, value: &str| Found { kind, field: field.to_owned(), value: value.to_owned() };
    let mut all: Vec<Found> = (item.extract.metadata.iter())
        .filter_map(|field| Some(found(sensitive_kind(field)?, &field.name, &field.value)))
        .collect();
    for capture in &item.item.captures {
        all.extend(found_in_capture(capture));
    }
    let addresses = item.extract.canonical_url.iter().chain(links_of(item).map(|link| &link.target_url));
    let local = addresses
        .filter(|url| holds_a_machine_path(url))
        .map(|url| found(Sensitive::MachinePaths, words::LOCAL_ADDRESS, url));
    all.extend(local);
    for (role, kind) in [(BlockRole::Comment, Sensitive::CommentAuthors), (BlockRole::Message, Sensitive::UserNames)] {
        let authors = numbered_authors(&item.extract.blocks, role);
        if !authors.is_empty() {
            all.push(found(kind, words::names_of_authors(role), &words::different_names(authors.len())));
        }
    }
    all
}

fn links_of(item: &ItemView) -> impl Iterator<Item = &model::Link> {
    item.links.iter().chain(&item.extract.links)
}

fn found_in_capture(capture: &Capture) -> Vec<Found> {
    let claimed = &capture.claimed;
    let handed_over = capture.from.as_ref().filter(|from| !is_web_address(from));
    let fields = [
        (Sensitive::MachinePaths, words::FOLDER_OF_INPUT, folder_of(&capture.name).map(|_| &capture.name)),
        (Sensitive::People, words::COLLECTED_BY, capture.by.as_ref()),
        (Sensitive::People, words::RECEIVED_FROM, handed_over),
        (
            Sensitive::People,
            words::COLLECTED_BY,
            claimed.collected_by.as_ref().filter(|by| Some(*by) != capture.by.as_ref()),
        ),
        (
            Sensitive::People,
            words::RECEIVED_FROM,
            claimed.received_from.as_ref().filter(|from| Some(*from) != handed_over),
        ),
        (Sensitive::OperatorNotes, words::OPERATOR_NOTE, claimed.note.as_ref()),
    ];
    let present = |(kind, field, value): (Sensitive, &str, Option<&String>)| {
        Some(Found { kind, field: field.to_owned(), value: value?.clone() })
    };
    fields.into_iter().filter_map(present).collect()
}

fn found_around(view: &CaseView) -> Vec<Found> {
    let people = people_around(view);
    let named =
        |name: &String| Found { kind: Sensitive::People, field: words::WORKED_ON_CASE.into(), value: name.clone() };
    let paths = view.findings.iter().filter(|finding| holds_a_machine_path(&finding.text));
    let path = |finding: &model::Finding| Found {
        kind: Sensitive::MachinePaths,
        field: words::PATH_IN_FINDING.into(),
        value: finding.text.clone(),
    };
    people.iter().filter(|name| !name.is_empty()).map(named).chain(paths.map(path)).collect()
}

fn names_left_out(item: &ItemView, redact: Redact) -> BTreeMap<Sensitive, Vec<String>> {
    let mut names: BTreeMap<Sensitive, Vec<String>> = BTreeMap::new();
    for found in found_in(item).into_iter().filter(|found| redact.hides(found.kind)) {
        let fields = names.entry(found.kind).or_default();
        if !fields.contains(&found.field) {
            fields.push(found.field);
        }
    }
    names
}

/// Items whose comment authors a person decided to show, in a decision that was not undone.
fn items_with_shown_authors(view: &CaseView) -> BTreeSet<ItemId> {
    let shown = |decision: &model::Decision| match decision.what {
        DecisionKind::ShowAuthors { item } if decision.undone_by.is_none() => Some(item),
        _ => None,
    };
    view.decisions.iter().filter_map(shown).collect()
}

/// What has to be replaced, and by what.
struct Scrub<'s> {
    redact: Redact,
    stand_ins: &'s StandIns,
    /// Folders of inputs, the longest first.
    folders: Vec<String>,
}

impl Scrub<'_> {
    fn item(&self, item: &mut ItemView, authors_are_covered: bool) {
        item.item.name = self.input_name(&item.item.name);
        for capture in &mut item.item.captures {
            self.capture(capture);
        }
        let redact = self.redact;
        item.extract.metadata.retain(|field| !sensitive_kind(field).is_some_and(|kind| redact.hides(kind)));
        for finding in &mut item.extract.findings {
            finding.text = self.free_text(&finding.text);
        }
        for member in &mut item.extract.members {
            member.name = self.input_name(&member.name);
        }
        if redact.machine_paths {
            let links = item.links.iter_mut().chain(&mut item.extract.links).map(|link| &mut link.target_url);
            for url in item.extract.canonical_url.iter_mut().chain(links) {
                *url = without_machine_paths(url, words::PATH_LEFT_OUT);
            }
        }
        if authors_are_covered {
            cover_authors(item, BlockRole::Comment);
        }
        if redact.user_names {
            cover_authors(item, BlockRole::Message);
        }
        item.thumbnail_jpeg = item.thumbnail_jpeg.take().map(|jpeg| crate::thumbnail::without_metadata(&jpeg));
    }

    fn capture(&self, capture: &mut Capture) {
        capture.name = self.input_name(&capture.name);
        if self.redact.people {
            let claimed = &mut capture.claimed;
            for name in [&mut capture.by, &mut claimed.collected_by, &mut claimed.received_from].into_iter().flatten() {
                *name = self.stand_ins.for_name(name);
            }
            if let Some(from) = capture.from.as_mut().filter(|from| !is_web_address(from)) {
                *from = self.stand_ins.for_name(from);
            }
        }
        if self.redact.operator_notes {
            capture.claimed.note = None;
        }
    }

    fn around(&self, view: &mut CaseView) {
        for decision in &mut view.decisions {
            decision.by = self.stand_ins.for_name(&decision.by);
            decision.why = self.free_text(&decision.why);
            match &mut decision.what {
                DecisionKind::Assign { to, .. } => *to = self.stand_ins.for_name(to),
                DecisionKind::Tag { tag: text, .. } | DecisionKind::Note { text, .. } => *text = self.free_text(text),
                _ => {}
            }
        }
        for event in &mut view.custody {
            event.by = self.stand_ins.for_name(&event.by);
            event.text = self.free_text(&event.text);
        }
        for finding in &mut view.findings {
            finding.text = self.free_text(&finding.text);
        }
        for (name, reason) in &mut view.rejections {
            *name = self.input_name(name);
            *reason = self.free_text(reason);
        }
        for side in view.matches.iter_mut().flat_map(|found| [&mut found.query, &mut found.reference]) {
            side.name = self.input_name(&side.name);
        }
        self.roads(view);
    }

    fn roads(&self, view: &mut CaseView) {
        for step in view.claims.iter_mut().flat_map(|claim| &mut claim.roads).flat_map(|road| &mut road.steps) {
            for text in [&mut step.from, &mut step.to, &mut step.reason] {
                *text = self.free_text(text);
            }
        }
        for claim in &mut view.claims {
            for text in claim.unresolved.iter_mut().chain(&mut claim.would_change) {
                *text = self.free_text(text);
            }
        }
        for origin in &mut view.origins {
            origin.label = self.free_text(&origin.label);
            for reason in &mut origin.reasons {
                reason.text = self.free_text(&reason.text);
            }
        }
    }

    fn input_name(&self, name: &str) -> String {
        match folder_of(name) {
            Some(folder) if self.redact.machine_paths => format!("…/{}", &name[folder.len() + 1..]),
            _ => name.to_owned(),
        }
    }

    fn free_text(&self, text: &str) -> String {
        let mut kept = text.to_owned();
        if self.redact.machine_paths && text.contains(['/', '\\']) {
            for folder in self.folders.iter().filter(|folder| text.contains(folder.as_str())) {
                kept = without_folder(&kept, folder);
            }
            kept = without_machine_paths(&kept, words::PATH_LEFT_OUT);
        }
        self.stand_ins.in_text(&kept)
    }
}

/// The folders of all inputs, the longest first.
fn folders_of(view: &CaseView) -> Vec<String> {
    let names = view.items.iter().flat_map(|item| {
        item.item.captures.iter().map(|capture| capture.name.as_str()).chain([item.item.name.as_str()])
    });
    let rejected = view.rejections.iter().map(|(name, _)| name.as_str());
    let folders: BTreeSet<&str> = names.chain(rejected).filter_map(folder_of).collect();
    let mut folders: Vec<String> = folders.into_iter().map(str::to_owned).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
    folders
}

/// `text` without `folder` wherever it stands as the beginning of a path. Inside of an address or a longer path the
/// same letters are no folder of an input.
fn without_folder(text: &str, folder: &str) -> String {
    let goes_on = |sign: char| sign.is_alphanumeric() || matches!(sign, '/' | '\\' | '.' | '-' | '_' | ':');
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(folder) {
        let (before, after) = (&rest[..at], &rest[at + folder.len()..]);
        let previous = before.chars().next_back().or_else(|| kept.chars().next_back());
        let begins = !previous.is_some_and(goes_on);
        kept.push_str(before);
        kept.push_str(if begins && after.starts_with(['/', '\\']) { "…" } else { folder });
        rest = after;
    }
    kept + rest
}

/// The folders of an input's name, unless the name is an address on the web.
fn folder_of(name: &str) -> Option<&str> {
    if is_web_address(name) {
        return None;
    }
    name.rfind(['/', '\\']).map(|end| &name[..end]).filter(|folder| !folder.is_empty())
}

/// Gives the authors of comments (or messages) of an item their numbers and covers their names in its text.
fn cover_authors(item: &mut ItemView, role: BlockRole) {
    let names = numbered_authors(&item.extract.blocks, role);
    if names.is_empty() {
        return;
    }
    let readers = comment_blocks(&item.extract.blocks);
    let open = published_stretches(&item.extract.blocks, &readers);
    if let Some(text) = &mut item.extract.text {
        *text = covered(text, &names, &open);
    }
    for block in &mut item.extract.blocks {
        let is_open = open.contains(&(block.start_byte, block.end_byte));
        if !is_open {
            block.text = covered(&block.text, &names, &[]);
        }
        if block.role == role {
            block.author = block
                .author
                .as_ref()
                .and_then(|name| names.get(name))
                .map(|number| words::author_number(role, *number));
        }
    }
}

/// Stretches that the outlet itself published, in which a name that a commenter bears too stays as it is.
fn published_stretches(blocks: &[Block], readers: &BTreeSet<u32>) -> Vec<(usize, usize)> {
    use BlockRole::{Body, Byline, Caption, CreditLine, Quote, Title};
    let is_published = |block: &&Block| {
        matches!(block.role, Body | Byline | Caption | CreditLine | Quote | Title) && !readers.contains(&block.block)
    };
    blocks.iter().filter(is_published).map(|block| (block.start_byte, block.end_byte)).collect()
}

/// Comments are never quoted outside the folded part of their item's page.
fn silence_comments(shared: &mut Shareable) {
    let commenters: BTreeMap<(ItemId, u32), Option<String>> = (shared.view.items.iter())
        .flat_map(|item| item.extract.blocks.iter().map(|block| ((item.id(), block.block), block.author.clone())))
        .collect();
    let comments = &shared.comments;
    let is_comment =
        |statement: &Statement| comments.get(&statement.item).is_some_and(|blocks| blocks.contains(&statement.block));
    for statement in shared.view.statements.iter_mut().filter(|statement| is_comment(statement)) {
        let commenter = commenters.get(&(statement.item, statement.block)).cloned().flatten();
        silence(statement, commenter);
    }
    let spoken: BTreeMap<&str, &Statement> =
        shared.view.statements.iter().map(|statement| (statement.id.as_str(), statement)).collect();
    for claim in &mut shared.view.claims {
        silence_claim(claim, |id| spoken.get(id).map(|statement| (*statement, is_comment(statement))));
    }
}

/// Takes the words of readers out of the statements of one item and gives the ids of those statements. For lists that are
/// made of a case item by item; a whole view is silenced by [`shareable`].
pub fn silence_readers<'s>(
    blocks: &[Block],
    statements: impl IntoIterator<Item = &'s mut Statement>,
) -> BTreeSet<String> {
    let (readers, authors) = (comment_blocks(blocks), numbered_authors(blocks, BlockRole::Comment));
    let number_of = |number: u32| {
        let block = blocks.iter().find(|block| block.block == number)?;
        let author = authors.get(block.author.as_ref()?)?;
        Some(words::author_number(BlockRole::Comment, *author))
    };
    let mut silenced = BTreeSet::new();
    for statement in statements.into_iter().filter(|statement| readers.contains(&statement.block)) {
        silence(statement, number_of(statement.block));
        silenced.insert(statement.id.clone());
    }
    silenced
}

/// Takes what readers said out of a claim. `spoken` gives a statement by its id, silenced where a reader wrote it, and
/// whether that is so.
pub fn silence_claim<'s>(claim: &mut Claim, spoken: impl Fn(&str) -> Option<(&'s Statement, bool)>) {
    let of_outlets = |id: &String| spoken(id).filter(|(_, is_comment)| !is_comment).map(|(statement, _)| statement);
    let silenced = |id: &String| spoken(id).is_some_and(|(_, is_comment)| is_comment);
    let quotes_an_outlet =
        claim.statements.iter().filter_map(of_outlets).any(|statement| statement.content.text == claim.text);
    if claim.statements.iter().any(silenced) && !quotes_an_outlet {
        let replacement = claim.statements.iter().find_map(of_outlets);
        claim.text =
            replacement.map_or(words::CLAIM_OF_READERS_ONLY.to_owned(), |statement| statement.content.text.clone());
    }
    claim.disagreements.retain(|disagreement| !disagreement.statements.iter().any(silenced));
    for road in claim.roads.iter_mut().filter(|road| silenced(&road.statement)) {
        road.steps.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_cut_from_paths_and_not_from_addresses() {
        let check = |text: &str, expected: &str| assert_eq!(without_folder(text, "pages"), expected);
        check("text copy of pages/a.html", "text copy of …/a.html");
        check("“pages/a.html” and pages/b.html", "“…/a.html” and …/b.html");
        check(
            "https://a.example/pages/b.html, webpages/c, 12 pages",
            "https://a.example/pages/b.html, webpages/c, 12 pages",
        );
    }
}
