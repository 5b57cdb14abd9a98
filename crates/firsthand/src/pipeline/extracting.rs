//! The extract stage: every item once, in the sandbox; members of containers become items and are read in turn.

use super::codes::{CONTAINER_DEPTH, NOT_READ};
use super::derived;
use super::fingerprints::FingerprintMaker;
use super::stages::EXTRACT;
use crate::operator::{TOOL, now};
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use extract::codes::Code;
use extract::{Extractor, ItemSource, MemberStep};
use model::{Capture, ContainerRef, Extract, ItemId, LogEntry, MemberCoding, MemberRef, OperatorClaims};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, mpsc};
use std::thread;

/// Containers nested deeper are kept and not opened.
const MAX_CONTAINER_DEPTH: usize = 6;

/// What came of one item.
struct Read {
    item: ItemId,
    extract: Extract,
    fingerprints: super::fingerprints::Fingerprints,
    thumbnail: Option<Vec<u8>>,
}

/// Items whose extract is missing or of an older version.
pub fn missing(case: &Case) -> Result<Vec<ItemId>> {
    let made = derived::extracted_items(case)?;
    Ok(case.items()?.into_iter().map(|item| item.id).filter(|item| !made.contains(item)).collect())
}

/// Reads these items and the members they hold; gives how many were read.
pub fn run(
    case: &Case,
    extractor: &Extractor,
    n_threads: usize,
    items: Vec<ItemId>,
    progress: &Progress,
) -> Result<usize> {
    let mut seen: BTreeSet<ItemId> = items.iter().copied().collect();
    let mut round = items;
    while !round.is_empty() {
        let mut types = ClaimedTypes::default();
        let mut sources = VecDeque::new();
        for item in round {
            sources.push_back((item, located(case, &item, &mut types)?));
        }
        let mut new_members = Vec::new();
        read_all(extractor, n_threads, sources, |read| {
            progress.step(&read.extract.media_type);
            new_members.extend(keep(case, read)?);
            Ok(())
        })?;
        let already = derived::extracted_items(case)?;
        round = new_members.into_iter().filter(|item| !already.contains(item) && seen.insert(*item)).collect();
    }
    Ok(seen.len())
}

/// Where the bytes of an item lie: the stored object, and the way into it for a member. `None` when the way is too
/// long.
///
/// # Errors
/// When the case cannot be read.
pub fn source_of(case: &Case, item: &ItemId) -> Result<Option<ItemSource>> {
    located(case, item, &mut ClaimedTypes::default())
}

fn located(case: &Case, item: &ItemId, types: &mut ClaimedTypes) -> Result<Option<ItemSource>> {
    let captures = case.captures_of(item)?;
    let url = captures.iter().find_map(|capture| capture.claimed.url.clone().or_else(|| member_url(capture)));
    let mut steps = Vec::new();
    let mut claimed_media_type = None;
    let mut at = *item;
    while case.object_path(&at).is_none() {
        let Some(place) = case.container_of(&at)? else { return Ok(None) };
        if steps.is_empty() {
            claimed_media_type = types.of_member(case, &place)?;
        }
        steps.push(MemberStep { offset: place.offset, length: place.length, coding: place.coding });
        at = place.container;
        if steps.len() > MAX_CONTAINER_DEPTH {
            return Ok(None);
        }
    }
    steps.reverse();
    let Some(path) = case.object_path(&at) else { return Ok(None) };
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

/// Reads the sources on `n_threads` threads and hands each result to `keep` on this one, in the order of completion.
fn read_all(
    extractor: &Extractor,
    n_threads: usize,
    sources: VecDeque<(ItemId, Option<ItemSource>)>,
    mut keep: impl FnMut(Read) -> Result<()>,
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
        received.iter().try_for_each(&mut keep)
    })
}

fn read_one(extractor: &Extractor, item: ItemId, source: Option<ItemSource>) -> Read {
    let mut maker = FingerprintMaker::default();
    let extract = match source {
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

/// Keeps what was read and gives the members that are to be read next.
fn keep(case: &Case, mut read: Read) -> Result<Vec<ItemId>> {
    for block in &mut read.extract.blocks {
        block.item = read.item;
    }
    for link in &mut read.extract.links {
        link.item = read.item;
    }
    let members: Vec<ItemId> = read.extract.members.iter().map(|member| member.item).collect();
    if !members.is_empty() {
        log_members(case, &read.item, &read.extract.members)?;
    }
    derived::put_extract(case, &read.item, &read.extract, &read.fingerprints, read.thumbnail.as_deref())?;
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
    let captures = case.captures()?.into_iter();
    let places = captures.filter_map(|(item, capture)| Some((item, capture.container?)));
    Ok(places
        .filter(|(_, place)| place.container == *container)
        .map(|(item, place)| (item, place.offset, place.coding))
        .collect())
}

/// Key of what this version of the stage makes.
pub fn key() -> String {
    format!("v{}", EXTRACT.version)
}
