//! What an item is: all that its bytes say of themselves and what was measured of them, the many fields of metadata folded.

use super::rest;
use crate::web::pages::items::{kind_key, kind_of, size_words};
use crate::web::visit::Visit;
use crate::web::{kinds, moments};
use model::{Extract, Item, MetadataField, NeededKind};
use report::{Element, Html, LocalHref, el, media_time};

/// Fields of metadata, and things that are named and not held, that are listed.
const LISTED: usize = 300;
/// Longer values are cut on the page; the report and the original have them whole.
const VALUE_SIGNS: usize = 1_000;

/// The section.
pub fn section(visit: &Visit, item: &Item, extract: &Extract) -> Element {
    let original = LocalHref::of_desk(&format!("items/{}/original", item.short_id.0), &[]);
    let kind = format!("{} · {}", visit.say(kind_key(kind_of(&item.media_type))), item.media_type);
    let facts = el("dl")
        .class("facts")
        .with(fact(visit.say("kind"), kind))
        .with(fact(visit.say("size"), size_words(item.size_bytes)))
        .with(fact("SHA-256", el("span").class("hash").with(item.sha256.hex())))
        .with_all(of_page(visit, extract))
        .with_all(of_media(visit, extract))
        .with_all(times(visit, extract))
        .with(fact(
            visit.say("original"),
            el("a").attr("download", "").href(&original).with(visit.say("original.save")),
        ));
    el("section")
        .with(el("h2").with(visit.say("about")))
        .with(facts)
        .with_all(metadata(visit, &extract.metadata))
        .with_all(named_elsewhere(visit, extract))
}

fn fact(name: &str, value: impl Into<Html>) -> Element {
    el("div").with(el("dt").with(name)).with(el("dd").with(value))
}

/// A value with where it stands.
fn with_evidence(value: &str, evidence: Option<&str>) -> Element {
    let evidence = evidence.map(|evidence| el("span").class("muted").with(" · ").with(kinds::english(evidence)));
    el("span").with(el("bdi").name(value)).with_all(evidence)
}

/// What a page says of itself.
fn of_page(visit: &Visit, extract: &Extract) -> Vec<Element> {
    let title = extract.title.as_deref().map(|title| with_evidence(title, extract.title_evidence.as_deref()));
    let authors = (!extract.authors.is_empty()).then(|| {
        let author =
            |author: &model::NamedAuthor| el("li").with(with_evidence(&author.name, Some(author.evidence.as_str())));
        el("ul").class("plain").with_all(extract.authors.iter().map(author))
    });
    let plain = |value: &Option<String>| value.as_deref().map(|value| with_evidence(value, None));
    let address = extract.canonical_url.as_deref().map(|url| el("span").class("url").name(url));
    let facts = [
        ("page.title", title),
        ("page.authors", authors),
        ("page.publisher", plain(&extract.publisher)),
        ("page.address", address),
        ("page.language", plain(&extract.language)),
    ];
    facts.into_iter().filter_map(|(key, value)| Some(fact(visit.say(key), value?))).collect()
}

/// What the decoder says, and with what it was made as far as the file tells.
fn of_media(visit: &Visit, extract: &Extract) -> Vec<Element> {
    let media = extract.media.clone().unwrap_or_default();
    let dimensions = media.width_px.zip(media.height_px).map(|(width, height)| format!("{width} × {height} px"));
    let rate = media.frames_per_second.map(|rate| format!("{rate:.2} / s"));
    let turned = media.rotation_degrees.filter(|degrees| *degrees != 0).map(|degrees| format!("{degrees}°"));
    let codecs = Some(media.codecs.join(", ")).filter(|codecs| !codecs.is_empty());
    let facts = [
        ("media.dimensions", dimensions),
        ("media.duration", media.duration_us.map(media_time)),
        ("media.rate", rate),
        ("media.rotation", turned),
        ("media.codecs", codecs),
        ("media.device", device(&extract.metadata)),
    ];
    let shown = facts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    shown.map(|(key, value)| fact(visit.say(key), el("bdi").name(&value))).collect()
}

/// Maker and model as the file names them.
fn device(metadata: &[MetadataField]) -> Option<String> {
    let named = |endings: [&str; 2]| {
        let fits = |field: &&MetadataField| endings.iter().any(|ending| field.name.to_lowercase().ends_with(ending));
        metadata.iter().find(fits).map(|field| field.value.trim().to_owned())
    };
    let parts: Vec<String> = [named([" make", ".make"]), named([" model", ".model"])].into_iter().flatten().collect();
    Some(parts.join(" ")).filter(|device| !device.is_empty())
}

/// Every time that it claims, with kind, zone and where it stands.
fn times(visit: &Visit, extract: &Extract) -> Option<Element> {
    let line = |time: &model::ClaimedTime| {
        let evidence = el("span").class("muted").with(" · ").with(kinds::english(&time.evidence));
        el("li").with(moments::claimed(visit, &time.time, time.kind, &time.zone)).with(evidence)
    };
    let lines = el("ul").class("plain").with_all(extract.times.iter().map(line));
    (!extract.times.is_empty()).then(|| fact(visit.say("times"), lines))
}

/// All fields of metadata, verbatim, folded.
fn metadata(visit: &Visit, fields: &[MetadataField]) -> Option<Element> {
    let line = |field: &MetadataField| {
        let value: String = field.value.chars().take(VALUE_SIGNS).collect();
        let cut = if value.len() < field.value.len() { "…" } else { "" };
        let value = el("bdi").name(&value);
        el("div").with(el("dt").with(el("bdi").name(&field.name))).with(el("dd").with(value).with(cut))
    };
    let n_more = fields.len().saturating_sub(LISTED) as u64;
    (!fields.is_empty()).then(|| {
        el("details")
            .class("fold")
            .with(el("summary").with(visit.language.count("metadata.n", fields.len() as u64)))
            .with(el("dl").class("facts").with_all(fields.iter().take(LISTED).map(line)))
            .with_all(rest(visit, n_more))
    })
}

/// What a container names and does not hold, and what a table says of other files.
fn named_elsewhere(visit: &Visit, extract: &Extract) -> Vec<Element> {
    let needed = extract.needs.iter().map(|needed| {
        let what = match needed.what {
            NeededKind::Wacz => "WACZ",
            NeededKind::Payload => visit.say("needed.payload"),
        };
        el("li").with(el("span").class("muted").with(what).with(" · ")).with(el("bdi").name(&needed.name))
    });
    let told = extract.told.iter().map(|told| {
        let place = el("span").class("muted").with(el("bdi").name(&told.place)).with(" · ");
        el("li").with(place).with(el("bdi").name(&told.names.join(", ")))
    });
    let fold = |key: &str, n: usize, lines: Vec<Element>| {
        (n > 0).then(|| {
            let summary = el("summary").with(visit.language.count(key, n as u64));
            el("details").class("fold").with(summary).with(el("ul").class("plain").with_all(lines))
        })
    };
    let needed = fold("needed.n", extract.needs.len(), needed.take(LISTED).collect());
    let told = fold("told.n", extract.told.len(), told.take(LISTED).collect());
    needed.into_iter().chain(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_as_the_file_names_it() {
        let fields = |fields: &[(&str, &str)]| -> Vec<MetadataField> {
            let field = |(name, value): &(&str, &str)| MetadataField { name: (*name).into(), value: (*value).into() };
            fields.iter().map(field).collect()
        };
        assert_eq!(device(&fields(&[("EXIF Model", "P30 "), ("EXIF Make", "Huawei")])).as_deref(), Some("Huawei P30"));
        let apple =
            [("QuickTime com.apple.quicktime.make", "Apple"), ("QuickTime com.apple.quicktime.model", "iPhone 12")];
        assert_eq!(device(&fields(&apple)).as_deref(), Some("Apple iPhone 12"));
        assert_eq!(device(&fields(&[("EXIF LensModel", "50 mm"), ("HTML meta remake", "x")])), None);
    }
}
