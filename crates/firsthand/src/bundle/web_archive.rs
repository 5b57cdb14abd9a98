//! A saved page of the case as a WACZ in the bundle, with what it embeds as far as those originals go out, too.

use super::{BundleWriter, Hashed};
use crate::operator::TOOL;
use anyhow::{Context, Result};
use model::{ItemId, LinkKind};
use report::web_archive::{self as wacz, PackedFile, Placed, Resource};
use report::{CaseView, ItemView};
use std::collections::BTreeSet;
use std::io::{Seek, Write};

/// Writes the bytes of an item.
pub type CopyItem<'c> = dyn FnMut(&ItemId, &mut dyn Write) -> Result<()> + 'c;

/// Puts `data/wacz/<sha256>.wacz` for every page among `exported` that has an address. Gives how many.
pub fn put_pages(
    bundle: &mut BundleWriter,
    view: &CaseView,
    exported: &BTreeSet<ItemId>,
    copy: &mut CopyItem<'_>,
) -> Result<usize> {
    let mut n_pages = 0;
    for item in view.items.iter().filter(|item| exported.contains(&item.id()) && is_page(item)) {
        let Some(page) = resource_of(item, None) else { continue };
        let resources = with_embedded(view, item, page, exported);
        put_page(bundle, item, &resources, copy)?;
        n_pages += 1;
    }
    Ok(n_pages)
}

fn is_page(item: &ItemView) -> bool {
    matches!(item.item.media_type.as_str(), "text/html" | "application/xhtml+xml")
}

/// The page first, then each embedded item once for each address.
fn with_embedded(view: &CaseView, page: &ItemView, first: Resource, exported: &BTreeSet<ItemId>) -> Vec<Resource> {
    let mut seen = BTreeSet::from([first.url.clone()]);
    let mut resources = vec![first];
    for link in page.links.iter().filter(|link| link.kind == LinkKind::Embeds) {
        let target = link.target_item.filter(|target| exported.contains(target));
        let item = target.and_then(|target| view.items.iter().find(|item| item.id() == target));
        if let Some(resource) = item.and_then(|item| resource_of(item, Some(&link.target_url)))
            && seen.insert(resource.url.clone())
        {
            resources.push(resource);
        }
    }
    resources
}

/// The item as it stood at an address: the given one, or the one that it was captured from.
fn resource_of(item: &ItemView, url: Option<&str>) -> Option<Resource> {
    let of_web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
    let captures = &item.item.captures;
    let of_capture = |capture: &model::Capture| {
        let addresses = [capture.claimed.url.clone(), capture.from.clone()];
        let url = addresses.into_iter().flatten().find(|url| of_web(&url.as_str()))?;
        let seen_at = capture.claimed.seen_at.as_deref().and_then(to_the_second);
        Some((url, seen_at.or_else(|| to_the_second(&capture.time))?))
    };
    let captured = captures.iter().find_map(of_capture);
    let (url, time) = match (url.filter(of_web), captured) {
        (Some(url), Some((_, time))) => (url.to_owned(), time),
        (Some(url), None) => (url.to_owned(), captures.iter().find_map(|capture| to_the_second(&capture.time))?),
        (None, captured) => captured?,
    };
    Some(Resource {
        url,
        time,
        media_type: item.item.media_type.clone(),
        item: item.id(),
        size_bytes: item.item.size_bytes,
    })
}

/// A time as WARC and WACZ want it; `None` for one without a zone, which would be a guess.
fn to_the_second(time: &str) -> Option<String> {
    let time: jiff::Timestamp = time.parse().ok()?;
    Some(jiff::Timestamp::from_second(time.as_second()).ok()?.to_string())
}

fn put_page(bundle: &mut BundleWriter, item: &ItemView, resources: &[Resource], copy: &mut CopyItem<'_>) -> Result<()> {
    let page = resources.first().context("the page itself is a resource")?;
    let title = item.extract.title.clone().unwrap_or_else(|| page.url.clone());
    let mut packed = zip::ZipWriter::new(bundle.scratch()?);
    let mut files = vec![];
    let mut placed = vec![];
    files.push(pack(&mut packed, wacz::WARC_PATH, |out| {
        placed = write_warc(out, page, resources, copy)?;
        Ok(())
    })?);
    for (path, text) in [(wacz::INDEX_PATH, wacz::index(&placed)), (wacz::PAGES_PATH, wacz::pages(page, &title))] {
        files.push(pack(&mut packed, path, |out| Ok(out.write_all(text.as_bytes())?))?);
    }
    let (package, digest) = wacz::datapackage(&files, page, &title, TOOL, &page.time);
    for (path, text) in [(wacz::DATAPACKAGE_PATH, package), (wacz::DATAPACKAGE_DIGEST_PATH, digest)] {
        pack(&mut packed, path, |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    let mut file = packed.finish().context("packing a web archive")?;
    file.rewind()?;
    bundle.put_with(&format!("data/wacz/{}.wacz", item.id()), |out| {
        std::io::copy(&mut file, out)?;
        Ok(())
    })
}

/// Packs one file, stored: players read byte ranges out of the archive.
fn pack(
    packed: &mut zip::ZipWriter<std::fs::File>,
    path: &str,
    fill: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<PackedFile> {
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .large_file(true);
    packed.start_file(path, options).context("packing a web archive")?;
    let mut out = Hashed::new(packed);
    fill(&mut out)?;
    let digest = out.digest();
    Ok(PackedFile { path: path.to_owned(), sha256: digest.sha256, size_bytes: digest.size_bytes })
}

fn write_warc(
    out: &mut dyn Write,
    page: &Resource,
    resources: &[Resource],
    copy: &mut CopyItem<'_>,
) -> Result<Vec<Placed>> {
    let about = "Items of a case as resource records: the payload as it was preserved. The HTTP heads, where the case has \
                 them, are in the original web archive.";
    let info = wacz::warcinfo(TOOL, &page.time, about);
    out.write_all(&info)?;
    let mut offset = info.len() as u64;
    let mut placed = Vec::new();
    for resource in resources {
        let head = wacz::record_head(resource);
        out.write_all(&head)?;
        copy(&resource.item, out)?;
        out.write_all(wacz::RECORD_END)?;
        let length = head.len() as u64 + resource.size_bytes;
        placed.push(Placed { resource: resource.clone(), offset, length });
        offset += length + wacz::RECORD_END.len() as u64;
    }
    Ok(placed)
}
