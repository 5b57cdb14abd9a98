//! Where links lead inside the case: by URL, to a part of the same saved page, or to a file that lies beside the page.

use super::facts::{claimed_url, host_of, url_of};
use model::{Capture, Extract, Item, ItemId, Link, LinkKind};
use std::collections::{BTreeMap, BTreeSet};

/// Folders of a page's own files are named after it, and hold folders of their own at most this deep.
const PLACE_SEGMENTS: usize = 4;

/// Which item of the case has which URL, or lies where.
#[derive(Default)]
pub struct ItemsByUrl {
    by_url: BTreeMap<String, Vec<ItemId>>,
    /// Members by container and name, where the name is a path, `cid:…` or `inline:…`; files that were added by `None`
    /// and path. With the log index of the capture.
    by_place: BTreeMap<(Option<ItemId>, String), Vec<Logged>>,
    /// Where each item lies itself.
    places: BTreeMap<ItemId, Vec<Place>>,
    own_urls: BTreeMap<ItemId, String>,
}

/// An item and the log index of one capture of it.
type Logged = (u64, ItemId);

struct Place {
    container: Option<ItemId>,
    name: String,
    log_index: u64,
}

impl ItemsByUrl {
    /// The URLs and places of these items: claimed ones and those that pages give for themselves.
    pub fn new(items: &[Item], extracts: &BTreeMap<ItemId, Extract>) -> ItemsByUrl {
        let mut all = ItemsByUrl::default();
        let nothing = Extract::default();
        for item in items {
            let extract = extracts.get(&item.id).unwrap_or(&nothing);
            for url in claimed_url(item).into_iter().chain(extract.canonical_url.clone()) {
                let known = all.by_url.entry(comparable(&url)).or_default();
                if !known.contains(&item.id) {
                    known.push(item.id);
                }
            }
            for capture in &item.captures {
                all.add_place(item.id, capture);
            }
            if !extract.links.is_empty() {
                all.own_urls.extend(url_of(item, extract).map(|url| (item.id, url)));
            }
        }
        all
    }

    fn add_place(&mut self, item: ItemId, capture: &Capture) {
        let place = Place {
            container: capture.container.as_ref().map(|place| place.container),
            name: capture.name.clone(),
            log_index: capture.log_index,
        };
        // A record of a WARC goes by its URL; no page lies beside it.
        if !place.name.contains("://") {
            let key = (place.container, place.name.clone());
            self.by_place.entry(key).or_default().push((place.log_index, item));
        }
        self.places.entry(item).or_default().push(place);
    }

    /// The links of an item with the items of the case they lead to.
    pub fn resolve(&self, item: &ItemId, extract: &Extract) -> Vec<Link> {
        let mut links = extract.links.clone();
        for link in links.iter_mut().filter(|link| !link.truncated) {
            link.target_item = self.target(item, link).filter(|target| target != item);
        }
        links
    }

    fn target(&self, item: &ItemId, link: &Link) -> Option<ItemId> {
        let url = link.target_url.as_str();
        if url.starts_with("inline:") {
            return self.at(Some(*item), url, 0);
        }
        let places = self.places.get(item).map_or(&[][..], Vec::as_slice);
        if url.starts_with("cid:") {
            // A mail's own parts, or those of the saved page of which this is a part.
            let own = self.at(Some(*item), url, 0);
            return own
                .or_else(|| places.iter().find_map(|place| self.at(Some(place.container?), url, place.log_index)));
        }
        let beside = || places.iter().find_map(|place| self.beside(item, place, url));
        let beside = if link.kind == LinkKind::Embeds { beside() } else { None };
        beside.or_else(|| self.by_url(places, url))
    }

    /// The item at a place; of several the one that was logged nearest.
    fn at(&self, container: Option<ItemId>, name: &str, log_index: u64) -> Option<ItemId> {
        let there = self.by_place.get(&(container, name.to_owned()))?;
        there.iter().min_by_key(|(logged, _)| logged.abs_diff(log_index)).map(|(_, item)| *item)
    }

    /// The item with this URL; one from the same container is the one that the page showed.
    fn by_url(&self, places: &[Place], url: &str) -> Option<ItemId> {
        let known = self.by_url.get(&comparable(url))?;
        let containers: BTreeSet<ItemId> = places.iter().filter_map(|place| place.container).collect();
        let is_near = |one: &&ItemId| {
            self.places.get(one).is_some_and(|places| {
                places.iter().any(|place| place.container.is_some_and(|container| containers.contains(&container)))
            })
        };
        known.iter().find(is_near).or_else(|| known.first()).copied()
    }

    /// A file in the folder that was saved with the page: `page.html` shows `page_files/a.jpg`. The link is written
    /// relative to the page, or was made absolute by the page's own URL.
    fn beside(&self, item: &ItemId, place: &Place, url: &str) -> Option<ItemId> {
        let path = match url.split_once("://") {
            Some((_, rest)) => {
                let own = self.own_urls.get(item)?;
                if host_of(own) != host_of(url) {
                    return None;
                }
                rest.split_once('/')?.1
            }
            None => url,
        };
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let segments: Vec<String> =
            path.split('/').filter(|segment| !matches!(*segment, "" | ".")).map(percent_decoded).collect();
        if segments.iter().any(|segment| segment == "..") {
            return None;
        }
        let folder = place.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let most = segments.len().min(PLACE_SEGMENTS);
        // A bare name means a file in the same folder only where it is written so, as exports of chats do; the last
        // part of an address means nothing.
        let least = if path == url && segments.len() == 1 && !url.starts_with('/') { 1 } else { 2 };
        (least..=most).rev().find_map(|count| {
            let tail = segments[segments.len() - count..].join("/");
            let name = if folder.is_empty() { tail } else { format!("{folder}/{tail}") };
            self.at(place.container, &name, place.log_index)
        })
    }
}

/// `%41` as `A`; what is no such escape stays.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// A URL without what does not change where it leads: scheme, `www.`, fragment, last slash.
fn comparable(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split('#').next().unwrap_or(rest).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_that_lead_to_the_same_place_compare_equal() {
        assert_eq!(comparable("http://www.example.org/a/#top"), comparable("https://example.org/a"));
        assert_ne!(comparable("https://example.org/a?page=2"), comparable("https://example.org/a"));
    }

    #[test]
    fn escapes_in_a_path_are_undone_and_others_stay() {
        assert_eq!(percent_decoded("a%20b%C3%A9"), "a b\u{e9}");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }
}
