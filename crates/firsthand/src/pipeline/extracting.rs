//! The extract stage: every item once, in the sandbox; members of containers become items and are read in turn.

use super::codes::{CONTAINER_DEPTH, DISPOSED, NOT_READ};
use super::derived;
use super::fingerprints::FingerprintMaker;
use super::stages::EXTRACT;
use crate::operator::{TOOL, now};
use crate::terminal::{Progress, say};
use anyhow::Result;
use archive::Case;
use extract::codes::Code;
use extract::{Extractor, ItemSource, MemberStep};
use model::{Capture, ContainerRef, Extract, ItemId, LogEntry, MemberCoding, MemberRef, OperatorClaims};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Containers nested deeper are kept and not opened.
const MAX_CONTAINER_DEPTH: usize = 6;

/// Results that are kept in one transaction: at most so many …
const KEEP_TOGETHER: usize = 512;
/// … with so many bytes of text …
const KEEP_TOGETHER_BYTES: usize = 16 << 20;
/// … and none waits longer for others, so that an interruption costs little.
const KEEP_AFTER: Duration = Duration::from_millis(500);

/// What came of one item.
pub struct Read {
    /// The item.
    pub item: ItemId,
    /// What was read of it.
    pub extract: Extract,
    /// Fingerprints of its pictures and sound.
    pub fingerprints: super::fingerprints::Fingerprints,
    /// A small JPEG.
    pub thumbnail: Option<Vec<u8>>,
}

/// Items whose extract is missing or of an older version.
pub fn missing(case: &Case) -> Result<Vec<ItemId>> {
    let made = derived::extracted_items(case)?;
    Ok(case.item_ids()?.into_iter().filter(|item| !made.contains(item)).collect())
}

/// Reads these items and the members they hold; gives how many were read.
///
/// It goes in rounds. A member is read after its container, because the container's extract says what kind of content
/// the server claimed for it: whether a case is read for the first time or again, each item is read knowing the same.
pub fn run(
    case: &Case,
    extractor: &Extractor,
    n_threads: usize,
    items: Vec<ItemId>,
    progress: &Progress,
) -> Result<usize> {
    let mut seen: BTreeSet<ItemId> = items.iter().copied().collect();
    let mut waiting = keep_disposed(case, items)?;
    let mut is_told = false;
    while !waiting.is_empty() {
        let Round { sources, later } = next_round(case, waiting)?;
        waiting = later;
        read_all(extractor, n_threads, sources, progress, |reads| {
            is_told |= tell_of_older_kernel(&reads, is_told);
            for member in keep(case, reads)? {
                if !seen.contains(&member) && !derived::is_extracted(case, &member)? {
                    seen.insert(member);
                    progress.more(1);
                    waiting.push(member);
                }
            }
            Ok(())
        })?;
    }
    Ok(seen.len())
}

/// Says once, loudly, what every item's finding says: the walls of this kernel are older ones.
fn tell_of_older_kernel(reads: &[Read], is_told: bool) -> bool {
    let of_kernel = |finding: &&model::FindingDraft| finding.code == extract::codes::SANDBOX_OLDER.name;
    let found = reads.iter().flat_map(|read| &read.extract.findings).find(of_kernel);
    if let (Some(finding), false) = (found, is_told) {
        say(format!("  NOTE: {}", finding.text));
    }
    found.is_some()
}

/// Keeps of items that were disposed of that they were; gives the others.
fn keep_disposed(case: &Case, items: Vec<ItemId>) -> Result<Vec<ItemId>> {
    let disposed = case.disposed()?;
    let (gone, held): (Vec<ItemId>, Vec<ItemId>) = items.into_iter().partition(|item| disposed.contains_key(item));
    let words = |item: ItemId| {
        let text =
            format!("Its bytes were disposed of, as entry {} of the log says; hash and record stay.", disposed[&item]);
        Read { item, extract: failed(DISPOSED, text), fingerprints: Default::default(), thumbnail: None }
    };
    derived::put_extracts(case, &gone.into_iter().map(words).collect::<Vec<_>>())?;
    Ok(held)
}

/// What can be read now, and what waits for its container.
#[derive(Default)]
struct Round {
    sources: VecDeque<(ItemId, Option<ItemSource>)>,
    later: Vec<ItemId>,
}

fn next_round(case: &Case, items: Vec<ItemId>) -> Result<Round> {
    let waiting: BTreeSet<ItemId> = items.iter().copied().collect();
    let mut types = ClaimedTypes::default();
    let mut round = Round::default();
    for item in items {
        let place = way_to(case, &item)?;
        match place.steps.first() {
            Some(step) if waiting.contains(&step.container) => round.later.push(item),
            _ => round.sources.push_back((item, located(case, place, &mut types)?)),
        }
    }
    Ok(round)
}

/// Where the bytes of an item lie: the stored object, and the way into it for a member. `None` when the way is too
/// long.
///
/// # Errors
/// When the case cannot be read.
pub fn source_of(case: &Case, item: &ItemId) -> Result<Option<ItemSource>> {
    located(case, way_to(case, item)?, &mut ClaimedTypes::default())
}

/// The way to an item's bytes.
struct Way {
    /// The stored object that it starts from; `None` when it is too long or breaks off.
    object: Option<PathBuf>,
    /// From the innermost container outwards.
    steps: Vec<ContainerRef>,
    url: Option<String>,
}

fn way_to(case: &Case, item: &ItemId) -> Result<Way> {
    let mut captures = case.captures_of(item)?;
    let url = captures.iter().find_map(|capture| capture.claimed.url.clone().or_else(|| member_url(capture)));
    let mut way = Way { object: case.object_path(item), steps: Vec::new(), url };
    while way.object.is_none() && way.steps.len() <= MAX_CONTAINER_DEPTH {
        let Some(place) = captures.into_iter().find_map(|capture| capture.container) else { break };
        way.object = case.object_path(&place.container);
        captures = if way.object.is_some() { Vec::new() } else { case.captures_of(&place.container)? };
        way.steps.push(place);
    }
    Ok(way)
}

fn located(case: &Case, way: Way, types: &mut ClaimedTypes) -> Result<Option<ItemSource>> {
    let Way { object: Some(path), steps: places, url } = way else { return Ok(None) };
    if places.len() > MAX_CONTAINER_DEPTH {
        return Ok(None);
    }
    let claimed_media_type = match places.first() {
        Some(place) => types.of_member(case, place)?,
        None => None,
    };
    let step = |place: ContainerRef| MemberStep { offset: place.offset, length: place.length, coding: place.coding };
    let steps = places.into_iter().rev().map(step).collect();
    Ok(Some(ItemSource { path, steps, claimed_media_type, url, charset: None }))
}

fn member_url(capture: &Capture) -> Option<String> {
    capture.container.as_ref()?;
    capture.from.clone().filter(|from| from.contains("://"))
}

/// The content types that containers claim for their members, each container looked up once.
#[derive(Default)]
struct ClaimedTypes {
    by_container: BTreeMap<ItemId, BTreeMap<(u64, MemberCoding), Option<String>>>,
}

impl ClaimedTypes {
    fn of_member(&mut self, case: &Case, place: &ContainerRef) -> Result<Option<String>> {
        if let Entry::Vacant(vacant) = self.by_container.entry(place.container) {
            let members = derived::extract(case, &place.container)?.map(|extract| extract.members).unwrap_or_default();
            let types = members.into_iter().map(|member| ((member.offset, member.coding), member.claimed_media_type));
            vacant.insert(types.collect());
        }
        let types = self.by_container.get(&place.container);
        Ok(types.and_then(|types| types.get(&(place.offset, place.coding.clone()))).cloned().flatten())
    }
}

/// Reads the sources on `n_threads` threads and hands the results to `keep` on this one, those of about the same time
/// together, in the order of completion.
fn read_all(
    extractor: &Extractor,
    n_threads: usize,
    sources: VecDeque<(ItemId, Option<ItemSource>)>,
    progress: &Progress,
    mut keep: impl FnMut(Vec<Read>) -> Result<()>,
) -> Result<()> {
    let queue = Mutex::new(sources);
    let next = || queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop_front();
    let (results, received) = mpsc::sync_channel::<Read>(n_threads * 2);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let results = results.clone();
            scope.spawn(move || {
                while let Some((item, source)) = next() {
                    if results.send(read_one(extractor, item, source)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        // Given up when `keep` fails, so that no thread waits to be listened to.
        let received = received;
        while let Ok(first) = received.recv() {
            keep(together(first, &received, progress))?;
        }
        Ok(())
    })
}

/// `first` and what comes soon after it.
fn together(first: Read, received: &mpsc::Receiver<Read>, progress: &Progress) -> Vec<Read> {
    let until = Instant::now() + KEEP_AFTER;
    let text_bytes = |read: &Read| read.extract.text.as_ref().map_or(0, String::len);
    let mut size_bytes = text_bytes(&first);
    progress.step(&first.extract.media_type);
    let mut reads = vec![first];
    while reads.len() < KEEP_TOGETHER && size_bytes < KEEP_TOGETHER_BYTES {
        let Ok(read) = received.recv_timeout(until.saturating_duration_since(Instant::now())) else { break };
        progress.step(&read.extract.media_type);
        size_bytes += text_bytes(&read);
        reads.push(read);
    }
    reads
}

fn read_one(extractor: &Extractor, item: ItemId, source: Option<ItemSource>) -> Read {
    let mut maker = FingerprintMaker::default();
    let mut extract = match source {
        None => failed(
            CONTAINER_DEPTH,
            format!(
                "the way to its bytes is longer than {MAX_CONTAINER_DEPTH} containers; unpack the outer ones and add the inner one by itself"
            ),
        ),
        Some(source) => extractor
            .extract(&source, &mut maker)
            .unwrap_or_else(|error| failed(NOT_READ, format!("{error}; the original is preserved"))),
    };
    extract.blocks.iter_mut().for_each(|block| block.item = item);
    extract.links.iter_mut().for_each(|link| link.item = item);
    let (fingerprints, thumbnail) = maker.finish();
    Read { item, extract, fingerprints, thumbnail }
}

fn failed(code: Code, text: String) -> Extract {
    Extract {
        media_type: "application/octet-stream".to_owned(),
        findings: vec![code.found(text)],
        ..Extract::default()
    }
}

/// Keeps what was read and gives the members that were found. The members are logged first: an extract that names
/// members which are not items could never be kept.
fn keep(case: &Case, reads: Vec<Read>) -> Result<Vec<ItemId>> {
    let mut members = Vec::new();
    for read in reads.iter().filter(|read| !read.extract.members.is_empty()) {
        log_members(case, &read.item, &read.extract.members)?;
        members.extend(read.extract.members.iter().map(|member| member.item));
    }
    derived::put_extracts(case, &reads)?;
    Ok(members)
}

/// Logs the members of a container that are not logged yet: a member is an item with a capture of its own.
fn log_members(case: &Case, container: &ItemId, members: &[MemberRef]) -> Result<()> {
    let logged = members_logged(case, container)?;
    let time = now();
    let new = members.iter().filter(|member| !logged.contains(&(member.item, member.offset, member.coding.clone())));
    let entries: Vec<LogEntry> = new
        .map(|member| LogEntry::Captured {
            item: member.item,
            size_bytes: member.size_bytes,
            name: member.name.clone(),
            time: time.clone(),
            tool: TOOL.to_owned(),
            container: Some(ContainerRef {
                container: *container,
                offset: member.offset,
                length: member.length,
                coding: member.coding.clone(),
            }),
            container_url: member.url.clone(),
            container_time: member.captured_at.clone(),
            claimed: OperatorClaims::default(),
        })
        .collect();
    if !entries.is_empty() {
        case.append(&entries)?;
    }
    Ok(())
}

/// Items with their places; one payload has several when a WARC says that it was seen again.
fn members_logged(case: &Case, container: &ItemId) -> Result<BTreeSet<(ItemId, u64, MemberCoding)>> {
    let captures = case.captures_in_container(container)?.into_iter();
    let places = captures.filter_map(|(item, capture)| Some((item, capture.container?)));
    Ok(places.map(|(item, place)| (item, place.offset, place.coding)).collect())
}

/// Key of what this version of the stage makes. A build that reads content credentials finds more, so it reads again what
/// one without them has read.
pub fn key() -> String {
    let more = if cfg!(feature = "c2pa") { "+c2pa" } else { "" };
    format!("v{}{more}", EXTRACT.version)
}
