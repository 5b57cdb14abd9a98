//! The completeness stage: what containers and tables name, against what the case holds. A WACZ that needs others, a
//! revisit record whose payload lies in another WARC, a table of another archiver that speaks of files. What a table
//! says of a file of the case is logged as one more capture of it, as claimed.

use super::codes::{REVISIT_ELSEWHERE, REVISIT_MISSING, TOLD_COMPARED, TOLD_HASH_DIFFERS, WACZ_MISSING};
use super::derived::{self, Named, WHOLE_CASE};
use super::stages::COMPLETENESS;
use crate::operator::{TOOL, now};
use anyhow::Result;
use archive::Case;
use extract::codes::quoted;
use model::{Capture, FindingDraft, Item, ItemId, LogEntry, Needed, NeededKind, OperatorClaims, ToldFile};
use std::collections::{BTreeMap, BTreeSet};

/// Names that are listed in one finding.
const NAMES_LISTED: usize = 20;

/// Runs the stage. It costs nothing where no container and no table names anything.
///
/// # Errors
/// When the case cannot be read or written.
pub fn run(case: &Case) -> Result<()> {
    let named = derived::named(case)?;
    let mut findings: Vec<(ItemId, FindingDraft)> = Vec::new();
    if !named.is_empty() {
        let holdings = Holdings::new(case, &named)?;
        let mut entries = Vec::new();
        for (item, named) in &named {
            findings.extend(holdings.needs(&named.needs).into_iter().map(|finding| (*item, finding)));
            let (said, claims) = holdings.told(item, &named.told);
            findings.extend(said.into_iter().map(|finding| (*item, finding)));
            entries.extend(claims);
        }
        if !entries.is_empty() {
            case.append(&entries)?;
        }
    }
    let key = format!("v{}", COMPLETENESS.version);
    derived::put(case, COMPLETENESS.name, WHOLE_CASE, &key, &findings)
}

/// What the case holds, by everything that a container or table may call it.
struct Holdings {
    items: BTreeMap<ItemId, Item>,
    /// Files that were added, and members of ZIP files, by the last part of their name.
    by_file_name: BTreeMap<String, Vec<ItemId>>,
    /// Payloads of WARC records by the digest that the record declares.
    by_digest: BTreeMap<String, ItemId>,
}

/// What was found of a file that a table names.
enum Found {
    WithHash(ItemId),
    ByName(ItemId),
    WithOtherHash(ItemId),
    Several,
    Missing,
}

impl Holdings {
    fn new(case: &Case, named: &BTreeMap<ItemId, Named>) -> Result<Holdings> {
        let items = case.items()?;
        let mut by_file_name: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
        for item in &items {
            let names: BTreeSet<&str> = item.captures.iter().filter_map(|capture| file_name(&capture.name)).collect();
            for name in names {
                by_file_name.entry(name.to_owned()).or_default().push(item.id);
            }
        }
        let wants_digests = named.values().any(|named| named.needs.iter().any(|one| one.what == NeededKind::Payload));
        let by_digest = if wants_digests { payload_digests(case, &items)? } else { BTreeMap::new() };
        Ok(Holdings { items: items.into_iter().map(|item| (item.id, item)).collect(), by_file_name, by_digest })
    }

    /// The findings about what a container needs.
    fn needs(&self, needs: &[Needed]) -> Vec<FindingDraft> {
        let of = |what: NeededKind| needs.iter().filter(move |needed| needed.what == what);
        let mut findings = Vec::new();
        let wacz: Vec<&Needed> = of(NeededKind::Wacz).collect();
        let absent: Vec<&Needed> = wacz.iter().copied().filter(|needed| self.held(needed).is_none()).collect();
        if !absent.is_empty() {
            findings.push(WACZ_MISSING.found(format!(
                "The WACZ is not self-contained: {} of the {} WACZ files that hold a part of it are not in the case: \
                 {}. Ask for them and add them.",
                absent.len(),
                wacz.len(),
                listed(absent.iter().map(|needed| spelled(needed)))
            )));
        }
        let (mut held, mut missing) = (Vec::new(), Vec::new());
        for needed in of(NeededKind::Payload) {
            match self.held(needed) {
                Some(item) => held.push((needed, item)),
                None => missing.push(needed),
            }
        }
        if !held.is_empty() {
            let words =
                held.iter().map(|(needed, item)| format!("{} is {}", quoted(&needed.name, 120), self.short(item)));
            findings.push(REVISIT_ELSEWHERE.found(format!(
                "Content of {} revisit records is held by other containers of the case, by its digest: {}.",
                held.len(),
                listed(words)
            )));
        }
        if !missing.is_empty() {
            findings.push(REVISIT_MISSING.found(format!(
                "Content of {} revisit records is nowhere in the case: {}. Add the WARC that holds it.",
                missing.len(),
                listed(missing.iter().map(|needed| spelled(needed)))
            )));
        }
        findings
    }

    fn held(&self, needed: &Needed) -> Option<ItemId> {
        let digest = needed.digest.as_deref()?;
        let by_hash = digest.strip_prefix("sha256:").and_then(|hex| hex.parse::<ItemId>().ok());
        by_hash.filter(|item| self.items.contains_key(item)).or_else(|| self.by_digest.get(digest).copied())
    }

    fn short(&self, item: &ItemId) -> String {
        self.items.get(item).map_or_else(|| item.hex(), |item| item.short_id.0.clone())
    }

    /// The findings about what a table says, and the claims that are not logged yet.
    fn told(&self, table: &ItemId, told: &[ToldFile]) -> (Vec<FindingDraft>, Vec<LogEntry>) {
        if told.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let (mut with_hash, mut by_name) = (0, 0);
        let (mut differing, mut several, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        let mut entries = Vec::new();
        for file in told {
            match self.find(table, file) {
                Found::WithHash(item) => {
                    with_hash += 1;
                    entries.extend(self.claim(table, &item, file));
                }
                Found::ByName(item) => {
                    by_name += 1;
                    entries.extend(self.claim(table, &item, file));
                }
                Found::WithOtherHash(item) => differing.push(format!("{} is {}", called(file), self.short(&item))),
                Found::Several => several.push(called(file)),
                Found::Missing => missing.push(called(file)),
            }
        }
        let mut text = format!(
            "Of {} files, {with_hash} are in the case with the hash that is given, {by_name} by their name alone.",
            told.len()
        );
        if !missing.is_empty() {
            text.push_str(&format!(" {} are not in the case: {}.", missing.len(), listed(missing.into_iter())));
        }
        if !several.is_empty() {
            text.push_str(&format!(
                " Of {} names the case holds several files, so nothing was claimed of them: {}.",
                several.len(),
                listed(several.into_iter())
            ));
        }
        let mut findings = vec![TOLD_COMPARED.found(text)];
        if !differing.is_empty() {
            findings.push(TOLD_HASH_DIFFERS.found(format!(
                "{} files have other bytes than are said to be theirs: {}. They were changed after the list was made, \
                 or are other files of the same name; nothing was claimed of them.",
                differing.len(),
                listed(differing.into_iter())
            )));
        }
        (findings, entries)
    }

    fn find(&self, table: &ItemId, file: &ToldFile) -> Found {
        if let Some(sha256) = file.sha256.filter(|sha256| self.items.contains_key(sha256)) {
            return Found::WithHash(sha256);
        }
        let mut best: (usize, BTreeSet<ItemId>) = (0, BTreeSet::new());
        for name in &file.names {
            for item in file_name(name).and_then(|name| self.by_file_name.get(name)).into_iter().flatten() {
                let common = self.common_segments(item, name);
                if item != table && common > best.0 {
                    best = (common, BTreeSet::from([*item]));
                } else if item != table && common == best.0 {
                    best.1.insert(*item);
                }
            }
        }
        match (best.1.first(), best.1.len()) {
            (Some(item), 1) if file.sha256.is_some() => Found::WithOtherHash(*item),
            (Some(item), 1) => Found::ByName(*item),
            (Some(_), _) => Found::Several,
            (None, _) => Found::Missing,
        }
    }

    /// How many parts of the path fit, from the end.
    fn common_segments(&self, item: &ItemId, name: &str) -> usize {
        let captures = self.items.get(item).map_or(&[][..], |item| &item.captures);
        let common = |capture: &Capture| {
            path(&capture.name).rsplit('/').zip(path(name).rsplit('/')).take_while(|(a, b)| a == b).count()
        };
        captures.iter().map(common).max().unwrap_or(0)
    }

    /// The entry that logs what a table says of a file, unless it is logged or says nothing.
    fn claim(&self, table: &ItemId, item: &ItemId, file: &ToldFile) -> Option<LogEntry> {
        let (item, table) = (self.items.get(item)?, self.items.get(table)?);
        if file.claims.is_empty() {
            return None;
        }
        let said = file.claims.note.as_deref().unwrap_or("nothing more");
        let note = format!("as the table \"{}\" ({}), {}, says: {said}", table.name, table.short_id.0, file.place);
        let claimed = OperatorClaims { note: Some(note), ..file.claims.clone() };
        if item.captures.iter().any(|capture| capture.claimed == claimed) {
            return None;
        }
        let name = file.names.first().and_then(|name| file_name(name)).unwrap_or(&item.name);
        Some(LogEntry::Captured {
            item: item.id,
            size_bytes: item.size_bytes,
            name: name.to_owned(),
            time: now(),
            tool: TOOL.to_owned(),
            container: None,
            container_url: None,
            container_time: None,
            claimed,
        })
    }
}

/// The digests that WARC records of the case declare for their payloads.
fn payload_digests(case: &Case, items: &[Item]) -> Result<BTreeMap<String, ItemId>> {
    let is_warc = |item: &&Item| item.media_type.starts_with("application/warc");
    let mut by_digest = BTreeMap::new();
    for item in items.iter().filter(is_warc) {
        for member in derived::extract(case, &item.id)?.map(|extract| extract.members).unwrap_or_default() {
            if let Some(digest) = member.payload_digest {
                by_digest.entry(digest).or_insert(member.item);
            }
        }
    }
    Ok(by_digest)
}

/// The path of a name that may be a URL, without query and fragment.
fn path(name: &str) -> &str {
    match name.split_once("://") {
        Some((_, rest)) => rest.split(['?', '#']).next().unwrap_or(rest),
        None => name,
    }
}

fn file_name(name: &str) -> Option<&str> {
    path(name).rsplit('/').next().filter(|name| !name.is_empty())
}

fn called(file: &ToldFile) -> String {
    match (file.names.first(), file.sha256) {
        (Some(name), _) => quoted(name, 120),
        (None, Some(sha256)) => sha256.hex(),
        (None, None) => file.place.clone(),
    }
}

fn spelled(needed: &Needed) -> String {
    let digest = needed.digest.as_deref().unwrap_or("no digest given");
    format!("{} ({})", quoted(&needed.name, 120), quoted(digest, 80))
}

fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let left_out = names.len().saturating_sub(NAMES_LISTED);
    let named: Vec<String> = names.take(NAMES_LISTED).collect();
    let more = if left_out > 0 { format!(" and {left_out} more") } else { String::new() };
    named.join(", ") + &more
}
