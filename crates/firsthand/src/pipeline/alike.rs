//! The index on disk of what pictures and frames look like, and what each item leads to: earlier ones that it is worth
//! comparing with. An item that comes is added and asked about; what was there is neither made again nor changed.

use super::derived::{self, AlikeItem, WHOLE_CASE};
use super::pool;
use super::prints::Prints;
use super::stages::ALIKE;
use crate::terminal::Progress;
use anyhow::{Context, Result};
use archive::{Case, MappedWords};
use model::{Item, ItemId};
use serde::{Deserialize, Serialize};
use sha2::Digest;
use std::collections::BTreeSet;
use trace::index::{Index, Lead, SegmentDraft};
use trace::{image, video};

/// Items that are added together.
const ADDED_TOGETHER: usize = 512;

/// Where the segments lie under `derived/`.
const FOLDER: &str = "index";

/// What the index holds.
#[derive(Serialize, Deserialize, Default)]
struct Contents {
    /// How many items of the case, the first in order, and a digest of them.
    n_items: usize,
    items: String,
    /// Files of segments, in order.
    stills: Vec<String>,
    frames: Vec<String>,
    /// Number of the next file.
    next_file: u64,
}

/// The items that come into the index, in the order in which they came into the case.
pub struct Order {
    ids: Vec<ItemId>,
}

impl Order {
    /// Those of the case that were read.
    pub fn of(case: &Case, items: &[Item]) -> Result<Order> {
        let read = derived::items_with_fingerprints(case)?;
        Ok(Order { ids: items.iter().map(|item| item.id).filter(|id| read.contains(id)).collect() })
    }

    /// The items in order.
    pub fn ids(&self) -> impl Iterator<Item = ItemId> {
        self.ids.iter().copied()
    }

    /// The item of a number.
    pub fn id(&self, number: u32) -> Option<ItemId> {
        self.ids.get(number as usize).copied()
    }

    fn digest(&self, n_items: usize) -> String {
        derived::digest(|hasher| self.ids.iter().take(n_items).for_each(|id| hasher.update(id.0)))
    }
}

/// Brings the index up to the items of the case; what each new one leads to is kept.
///
/// # Errors
/// When the case cannot be read or written.
pub fn run(case: &Case, order: &Order, n_threads: usize, quiet: bool) -> Result<()> {
    let mut contents = match kept(case, order)? {
        Some(contents) => contents,
        None => {
            derived::drop_alike(case)?;
            Contents::default()
        }
    };
    case.derived_folder_keep(FOLDER, &contents.files())?;
    let n_new = order.ids.len() - contents.n_items;
    if n_new == 0 {
        return Ok(());
    }
    let progress = Progress::start("looking up what looks alike", n_new as u64, quiet);
    let prints = Prints::as_read(case);
    while contents.n_items < order.ids.len() {
        add_some(case, order, &prints, &mut contents, n_threads, &progress)?;
    }
    let maps = Maps::open(case, &contents)?.context("the index that was just written")?;
    let (stills, frames) = (maps.stills()?.n_entries(), maps.frames()?.n_entries());
    progress.finish(&format!("{} pictures and {} frames in the index", stills.0, frames.0));
    Ok(())
}

/// The index that is kept, where it is whole and of the first items of the case.
fn kept(case: &Case, order: &Order) -> Result<Option<Contents>> {
    let Some(body) = case.derived_get(ALIKE.name, WHOLE_CASE, &derived::alike_key())? else { return Ok(None) };
    let contents: Contents = serde_json::from_slice(&body).context("reading what the index holds")?;
    let is_of_case = contents.n_items <= order.ids.len() && order.digest(contents.n_items) == contents.items;
    let is_whole = || Ok::<_, anyhow::Error>(Maps::open(case, &contents)?.is_some_and(|maps| maps.are_whole()));
    Ok(if is_of_case && is_whole()? { Some(contents) } else { None })
}

impl Contents {
    fn files(&self) -> Vec<String> {
        self.stills.iter().chain(&self.frames).cloned().collect()
    }

    fn new_file(&mut self) -> String {
        self.next_file += 1;
        format!("{:08}.words", self.next_file)
    }
}

/// The segments of the index, mapped.
struct Maps {
    stills: Vec<MappedWords>,
    frames: Vec<MappedWords>,
}

impl Maps {
    /// `None` where a file is missing.
    fn open(case: &Case, contents: &Contents) -> Result<Option<Maps>> {
        let open = |files: &[String]| -> Result<Option<Vec<MappedWords>>> {
            files.iter().map(|file| Ok(case.derived_words(&format!("{FOLDER}/{file}"))?)).collect()
        };
        Ok(open(&contents.stills)?.zip(open(&contents.frames)?).map(|(stills, frames)| Maps { stills, frames }))
    }

    fn are_whole(&self) -> bool {
        self.stills().is_ok() && self.frames().is_ok()
    }

    fn stills(&self) -> Result<Index<'_>> {
        index_of(&self.stills)
    }

    fn frames(&self) -> Result<Index<'_>> {
        index_of(&self.frames)
    }
}

fn index_of(maps: &[MappedWords]) -> Result<Index<'_>> {
    Index::open(maps.iter().map(MappedWords::words)).context("the index on disk is damaged: run `trace --again`")
}

/// Adds the next items and asks about each of them.
fn add_some(
    case: &Case,
    order: &Order,
    prints: &Prints<'_>,
    contents: &mut Contents,
    n_threads: usize,
    progress: &Progress,
) -> Result<()> {
    let first = contents.n_items;
    let end = order.ids.len().min(first + ADDED_TOGETHER);
    let (mut stills, mut frames) = (SegmentDraft::default(), SegmentDraft::default());
    let mut asked: Vec<u32> = Vec::new();
    for number in first..end {
        let made = prints.of(&order.ids[number])?;
        let number = number as u32;
        if let Some(image) = &made.image {
            image.put_into(&mut stills, number);
        }
        if let Some(video) = &made.video {
            video.put_into(&mut frames, number);
        }
        if made.image.is_some() || made.video.is_some() {
            asked.push(number);
        }
    }
    for (draft, is_still) in [(stills, true), (frames, false)] {
        if !draft.is_empty() {
            let file = contents.new_file();
            let words = draft.words();
            case.derived_words_put(&format!("{FOLDER}/{file}"), |sink| sink(&words))?;
            if is_still { contents.stills.push(file) } else { contents.frames.push(file) }
        }
    }
    let maps = Maps::open(case, contents)?.context("the index that was just written")?;
    let (stills, frames) = (maps.stills()?, maps.frames()?);
    (0..(end - first) - asked.len()).for_each(|_| progress.step("no picture"));
    let mut found: Vec<(ItemId, AlikeItem)> = Vec::new();
    let ask = |number: u32| Ok((order.ids[number as usize], leads_of(order, prints, number, &stills, &frames)?));
    pool::each(asked, n_threads, ask, |alike| {
        progress.step("picture");
        found.push(alike);
        Ok(())
    })?;
    merge(case, contents, &stills, true)?;
    merge(case, contents, &frames, false)?;
    contents.n_items = end;
    contents.items = order.digest(end);
    derived::put_alike(case, &found, &*contents)?;
    Ok(case.derived_folder_keep(FOLDER, &contents.files())?)
}

/// What one item leads to.
fn leads_of(
    order: &Order,
    prints: &Prints<'_>,
    number: u32,
    stills: &Index<'_>,
    frames: &Index<'_>,
) -> Result<AlikeItem> {
    let own = order.ids[number as usize];
    let made = prints.of(&own)?;
    let mut leads: Vec<Lead> = Vec::new();
    if let Some(image) = &made.image {
        leads.extend(image::leads_of(image, number, stills, frames));
    }
    let mut worth_all_frames = BTreeSet::new();
    if let Some(video) = &made.video {
        let of_video = video::leads_of(video, number, frames, stills);
        for lead in &of_video {
            let Some(other) = order.id(lead.item) else { continue };
            // Asked of what was first read, which never changes, so the answer may be kept.
            let made = prints.of(&other)?;
            let Some(other_video) = &made.video else { continue };
            if video::look_alike(other_video, video, lead) {
                let both = [(other, other_video), (own, video)];
                worth_all_frames.extend(both.iter().filter(|(_, video)| video.is_sparse()).map(|(item, _)| *item));
            }
        }
        leads.extend(of_video);
    }
    let leads = leads.into_iter().filter_map(|lead| Some((order.id(lead.item)?, lead))).collect();
    Ok(AlikeItem { leads, worth_all_frames })
}

/// Makes one of the last segments where there are several of about the same size.
fn merge(case: &Case, contents: &mut Contents, index: &Index<'_>, is_still: bool) -> Result<()> {
    let n = index.n_to_merge();
    if n == 0 {
        return Ok(());
    }
    let file = contents.new_file();
    case.derived_words_put(&format!("{FOLDER}/{file}"), |sink| index.merge_last(n, sink))?;
    let files = if is_still { &mut contents.stills } else { &mut contents.frames };
    files.truncate(files.len() - n);
    files.push(file);
    Ok(())
}
