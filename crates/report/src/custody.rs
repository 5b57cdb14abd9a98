//! The chronological record of custody, and how much of what a court asks for is held of an item.

use crate::redact::is_web_address;
use crate::view::{CaseView, ItemView};
use model::{CustodyKind, Item, ItemId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One line of the record: who did what to which items when, with which program.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CustodyLine {
    /// What.
    pub what: CustodyKind,
    /// The items; empty = the whole case.
    pub items: Vec<ItemId>,
    /// In words.
    pub text: String,
    /// Who; empty = not stated.
    pub by: String,
    /// When it was logged, RFC 3339 UTC, by the clock of the machine that logged.
    pub time: String,
    /// Program and version.
    pub tool: String,
    /// Index of its entry in the log.
    pub log_index: u64,
}

/// What the Berkeley Protocol (2022, paragraph 155 a to c) calls the minimum for an online item in court, as far as it is
/// held, by content: a page that turned out hollow does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CourtMinimum {
    /// The address that it was captured from.
    pub target_url: bool,
    /// The source of the page at that address.
    pub html_source: bool,
    /// A picture or print of the whole page at that address, with date and time.
    pub full_page_capture: bool,
}

impl CourtMinimum {
    /// How many of the three are held.
    pub fn n_held(&self) -> u8 {
        u8::from(self.target_url) + u8::from(self.html_source) + u8::from(self.full_page_capture)
    }

    /// `2 of 3`.
    pub fn words(&self) -> String {
        format!("{} of 3", self.n_held())
    }

    /// What is not held, in plain words.
    pub fn lacking(&self) -> Vec<&'static str> {
        let all = [
            (self.target_url, "the address"),
            (self.html_source, "the source of the page"),
            (self.full_page_capture, "a capture of the whole page with date and time"),
        ];
        all.into_iter().filter(|(held, _)| !held).map(|(_, what)| what).collect()
    }
}

/// Captures, and everything that was logged as custody, by log index: collected, received, copied, analysed, exported,
/// transferred, disposed.
pub fn custody_record(view: &CaseView) -> Vec<CustodyLine> {
    let captures = view.items.iter().flat_map(|item| item.item.captures.iter().map(move |capture| (item, capture)));
    let mut lines: Vec<CustodyLine> = captures
        .filter(|(_, capture)| capture.container.is_none())
        .map(|(item, capture)| {
            let from = capture.claimed.received_from.as_ref();
            let at = capture.claimed.url.as_ref();
            let words = match (from, at) {
                (Some(from), _) => format!("{}: from {from}", capture.name),
                (None, Some(url)) => format!("{}: {url}", capture.name),
                (None, None) => capture.name.clone(),
            };
            CustodyLine {
                what: if from.is_some() { CustodyKind::Received } else { CustodyKind::Collected },
                items: vec![item.id()],
                text: words,
                by: capture.by.clone().unwrap_or_default(),
                time: capture.time.clone(),
                tool: capture.tool.clone(),
                log_index: capture.log_index,
            }
        })
        .collect();
    lines.extend(view.custody.iter().zip(&view.custody_log_indices).map(|(event, log_index)| CustodyLine {
        what: event.what,
        items: event.items.clone(),
        text: event.text.clone(),
        by: event.by.clone(),
        time: event.time.clone(),
        tool: event.tool.clone(),
        log_index: *log_index,
    }));
    lines.sort_by_key(|line| line.log_index);
    lines
}

/// The court minimum of every item that came from an address, and of every page. An item that never stood on the web (a
/// file that somebody handed over) has none.
pub fn court_minimum(items: &[ItemView]) -> BTreeMap<ItemId, CourtMinimum> {
    let mut at_address: BTreeMap<&str, CourtMinimum> = BTreeMap::new();
    for item in items {
        for url in addresses_of(item) {
            let held = at_address.entry(url).or_default();
            held.target_url = true;
            held.html_source |= is_page(item) && !is_hollow(item);
            held.full_page_capture |= is_picture_of_page(item);
        }
    }
    let of_item = |item: &ItemView| {
        let held = addresses_of(item).filter_map(|url| at_address.get(url)).max_by_key(|held| held.n_held()).copied();
        match held {
            Some(held) => Some((item.id(), held)),
            None if is_page(item) => {
                Some((item.id(), CourtMinimum { html_source: !is_hollow(item), ..CourtMinimum::default() }))
            }
            None => None,
        }
    };
    items.iter().filter_map(of_item).collect()
}

fn addresses_of(item: &ItemView) -> impl Iterator<Item = &str> {
    addresses(&item.item)
}

/// The addresses that an item was captured from, one for each capture that names one or more.
pub fn addresses(item: &Item) -> impl Iterator<Item = &str> {
    item.captures.iter().flat_map(|capture| {
        let claimed = capture.claimed.url.as_deref();
        claimed.into_iter().chain(capture.from.as_deref().filter(|from| is_web_address(from)))
    })
}

fn is_page(item: &ItemView) -> bool {
    matches!(item.item.media_type.as_str(), "text/html" | "application/xhtml+xml")
}

/// Whether a finding says that the page shows a wall, a shell or nothing.
fn is_hollow(item: &ItemView) -> bool {
    item.extract.findings.iter().any(|finding| finding.code.starts_with("hollow"))
}

/// A picture or a print that was taken at the very address. A picture that the page merely shows has an address of its own.
fn is_picture_of_page(item: &ItemView) -> bool {
    let is_picture =
        matches!(item.item.media_type.as_str(), "image/png" | "image/jpeg" | "image/webp" | "application/pdf");
    let has_time = item.item.captures.iter().any(|capture| {
        capture.claimed.url.is_some() && (capture.claimed.seen_at.is_some() || !capture.time.is_empty())
    });
    is_picture && has_time
}
