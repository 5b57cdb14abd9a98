//! Small pieces that many pages share.

use crate::book::Report;
use crate::html::{Element, Html, Place, el};
use crate::lookups::{claim_path, item_path, list_path, thumbnail_path};
use crate::moment::{Moment, zone_of};
use crate::view::ItemView;
use crate::words;
use model::{Claim, ClaimedTime, Finding, ItemId, Severity, Stance};

/// A time with its zone and kind. There is no other way to show a time.
pub fn when(time: &str, kind: &str, zone: &str) -> Element {
    let shown = match time.trim() {
        "" => words::TIME_EMPTY.to_owned(),
        time => without_zone(time).replacen(['T', 't'], " ", 1),
    };
    let mark = el("time").name(&shown);
    let mark = if Moment::read(time).is_some() { mark.attr("datetime", time) } else { mark };
    let zone = if zone == words::ZONE_NOT_STATED { format!("{} {zone}", words::ZONE) } else { zone.to_owned() };
    let day_only = !time.contains([':']);
    let zone = if day_only && zone.ends_with(words::ZONE_NOT_STATED) { String::new() } else { zone };
    let stand_in = if day_only { words::DAY_ZONE_NOT_STATED } else { "" };
    let zone = if zone.is_empty() { stand_in.to_owned() } else { zone };
    el("span")
        .class("when")
        .with(mark)
        .with(" ")
        .with(el("span").class("zone").name(&zone))
        .with(" ")
        .with(el("span").class("kind").name(kind))
}

/// A claimed time.
pub fn claimed_time(time: &ClaimedTime) -> Element {
    when(&time.time, time.kind.words(), if time.zone.is_empty() { words::ZONE_NOT_STATED } else { &time.zone })
}

/// A time of this machine's clock, of something `done` ("made").
pub fn machine_time(time: &str, done: &str) -> Element {
    when(time, &format!("{done}, {}", words::MACHINE_CLOCK), &zone_of(time))
}

/// The time of a trusted timestamp, with whose it is.
pub fn stamp_time(stamp: &crate::view::StampView) -> Html {
    let time = &stamp.time.0;
    Html::from(when(time, words::LOG_TIME_KIND, &zone_of(time)))
        .and(" (")
        .and(el("bdi").name(&stamp.authority))
        .and(")")
}

fn without_zone(time: &str) -> &str {
    let Some(clock) = time.find(['T', 't', ' ']) else { return time };
    let end = time[clock..].rfind(['Z', 'z', '+', '-']).map_or(time.len(), |at| clock + at);
    &time[..end]
}

/// Short id of an item as a link to its page, with nothing else.
pub fn item_id(report: &Report, place: Place, id: &ItemId) -> Html {
    match report.item(id) {
        Some(item) => el("a").class("id").href(&place.to(&item_path(item))).name(&item.item.short_id.0).into(),
        None => el("span").class("id").with(id.hex()[..12].to_owned()).into(),
    }
}

/// Short id and label of an item, linked.
pub fn item_ref(report: &Report, place: Place, id: &ItemId) -> Element {
    let label = report.item(id).map(label).unwrap_or_default();
    el("span").class("item-ref").with(item_id(report, place, id)).with(" ").with(el("bdi").name(&label))
}

/// How people call an item: its title, else its name.
pub fn label(item: &ItemView) -> String {
    let title = item.extract.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let name = item.item.name.strip_prefix("…/").unwrap_or(&item.item.name);
    shortened(title.unwrap_or(name), 90)
}

/// The text cut at a character border after about `most` characters, with a sign that it goes on.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// An origin's label without the words "not in the case", for places that say so beside it.
pub fn origin_name(label: &str) -> &str {
    label.strip_suffix(words::NOT_IN_CASE).and_then(|name| name.strip_suffix(", ")).unwrap_or(label)
}

/// An origin's name, linked to its place in the list, and whether the case holds it.
pub fn origin_ref(report: &Report, place: Place, id: &str) -> Html {
    let in_case = report.origin(id).is_some_and(|origin| origin.in_case);
    let note = el("span").class("muted").with(if in_case { words::IN_CASE } else { words::NOT_IN_CASE });
    origin_link(report, place, id).and(" ").and(note)
}

/// An origin's name, linked to its place in the list. Whether the case holds it is for the caller to say.
pub fn origin_link(report: &Report, place: Place, id: &str) -> Html {
    let label = report.origin(id).map_or(id, |origin| origin_name(&origin.label));
    match report.lookups.origin_path(id) {
        Some(path) => el("a").class("origin").href(&place.to_part(&path, id)).with(el("bdi").name(label)).into(),
        None => el("bdi").name(label).into(),
    }
}

/// A claim's text, linked to its page.
pub fn claim_ref(place: Place, claim: &Claim) -> Element {
    el("a")
        .class("claim-text")
        .href(&place.to(&claim_path(&claim.id)))
        .attr("dir", "auto")
        .name(&shortened(&claim.text, 220))
}

/// Link to a match, where the report shows it.
pub fn match_ref(report: &Report, place: Place, id: &str) -> Html {
    match report.lookups.match_path(id) {
        Some(path) => el("a").href(&place.to_part(&path, id)).with(words::SEE_MATCH).into(),
        None => Html::new(),
    }
}

/// Sign and word of a stance.
pub fn stance(stance: Stance) -> Element {
    let class = stance_class(stance);
    el("span")
        .class(class)
        .with(el("span").attr("aria-hidden", "true").with(words::stance_sign(stance)))
        .with(" ")
        .with(words::stance(stance))
}

/// Class of a stance.
pub fn stance_class(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "stance for",
        Stance::Against => "stance against",
        Stance::Unresolved => "stance unresolved",
    }
}

/// A web address as text; never a link, so that no click leaves the report.
pub fn address(url: &str) -> Element {
    el("span").class("url").attr("dir", "ltr").name(url)
}

/// Pairs of a label and what it says; pairs that say nothing are left out.
pub fn facts(pairs: impl IntoIterator<Item = (&'static str, Html)>) -> Element {
    let shown = pairs.into_iter().filter(|(_, said)| !said.is_empty());
    el("dl")
        .class("facts")
        .with_all(shown.map(|(label, said)| el("div").with(el("dt").with(label)).with(el("dd").with(said))))
}

/// A heading and what stands under it.
pub fn section(heading: &str, content: impl Into<Html>) -> Element {
    el("section").with(el("h2").with(heading)).with(content)
}

/// A paragraph of ours that says how to read a page.
pub fn help(text: &str) -> Element {
    el("p").class("help").with(text)
}

/// A paragraph where there is nothing to show.
pub fn nothing(text: &str) -> Element {
    el("p").class("nothing").with(text)
}

/// Says that a list shows `most` of `all` rows; nothing where it shows all.
pub fn cut_note(most: usize, all: usize) -> Html {
    if all > most { help(&words::list_cut(most, all)).into() } else { Html::new() }
}

/// A table that scrolls by itself on a narrow screen.
pub fn table(headings: &[&str], rows: impl IntoIterator<Item = Element>) -> Element {
    let head = el("thead")
        .with(el("tr").with_all(headings.iter().map(|heading| el("th").attr("scope", "col").with(*heading))));
    el("div").class("scroll").attr("tabindex", "0").with(el("table").with(head).with(el("tbody").with_all(rows)))
}

/// A row of cells.
pub fn row(cells: impl IntoIterator<Item = Html>) -> Element {
    el("tr").with_all(cells.into_iter().map(|cell| el("td").with(cell)))
}

/// Links between the pages of a list; nothing where there is one page only.
pub fn pager(place: Place, stem: &str, page: usize, rows: usize, per_page: usize) -> Html {
    let last = rows.div_ceil(per_page).max(1);
    if last == 1 {
        return Html::new();
    }
    let link = |target: usize, text: &str| el("a").href(&place.to(&list_path(stem, target))).with(text);
    let mut pager = el("p").class("pager");
    if page > 1 {
        pager = pager.with(link(page - 1, words::PREVIOUS)).with(" · ");
    }
    pager = pager.with(format!("{} {page} / {last}", words::PAGE));
    if page < last {
        pager = pager.with(" · ").with(link(page + 1, words::NEXT));
    }
    pager.into()
}

/// A thumbnail, blurred and grey, with two switches that need no script: clear, and colour. `over` is drawn on it.
pub fn picture(report: &Report, place: Place, id: &ItemId, over: Html) -> Html {
    let Some(item) = report.item(id) else { return Html::new() };
    let Some(image) = thumbnail(place, item) else { return el("p").class("nothing").with(words::NO_THUMBNAIL).into() };
    veiled("picture", image, over)
}

/// A larger picture that stands beside the pages, blurred and grey with the same switches.
pub fn large_picture(place: Place, path: &str, description: &str) -> Html {
    let image =
        el("img").src(&place.to(path)).attr("alt", description).attr("loading", "lazy").attr("decoding", "async");
    veiled("picture large", image, Html::new())
}

/// A clip, muted, blurred and grey with the same switches; nothing of it is loaded before it is played.
pub fn clip(place: Place, path: &str, description: &str) -> Html {
    let video = el("video").src(&place.to(path)).attr("aria-label", description).attr("preload", "none");
    veiled("picture large clip", video.flag("controls").flag("muted").flag("loop").flag("playsinline"), Html::new())
}

fn veiled(class: &'static str, shown: Element, over: Html) -> Html {
    let switch = |class, words: &str| {
        let tick = el("input").attr("type", "checkbox").attr("autocomplete", "off").class(class);
        el("label").with(tick).with(" ").with(words)
    };
    el("figure")
        .class(class)
        .with(
            el("div")
                .class("switches")
                .with(switch("clear", words::SHOW_CLEAR))
                .with(switch("colour", words::SHOW_COLOUR)),
        )
        .with(el("div").class("veiled").with(shown).with(over))
        .with(el("figcaption").with(words::PICTURE_MAY_DISTRESS))
        .into()
}

/// The bare thumbnail, which the style blurs and greys.
pub fn thumbnail(place: Place, item: &ItemView) -> Option<Element> {
    item.thumbnail_jpeg.as_ref().filter(|jpeg| !jpeg.is_empty())?;
    let description = format!("{} {}", words::THUMBNAIL_OF, item.item.short_id);
    Some(
        el("img")
            .src(&place.to(&thumbnail_path(item)))
            .attr("alt", description)
            .attr("loading", "lazy")
            .attr("decoding", "async"),
    )
}

/// A finding as a row of a list.
pub fn finding(text: &str, severity: Severity, code: &str) -> Element {
    let class = match severity {
        Severity::Note => "finding note",
        Severity::Warn => "finding warn",
        Severity::Error => "finding error",
    };
    el("li")
        .class(class)
        .with(el("span").class("severity").with(format!(
            "{} {}",
            words::severity_sign(severity),
            words::severity(severity)
        )))
        .with(" ")
        .with(el("span").attr("dir", "auto").with(text))
        .with(" ")
        .with(el("code").name(code))
}

/// Findings in order of their weight.
pub fn findings<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Element {
    let mut sorted: Vec<&Finding> = findings.into_iter().collect();
    sorted.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    el("ul").class("findings").with_all(sorted.into_iter().map(|one| finding(&one.text, one.severity, &one.code)))
}

/// A size for people: `3.4 MB (3 400 123 bytes)`.
pub fn size(bytes: u64) -> String {
    let exact = grouped_digits(bytes);
    let scaled = |unit: f64| (bytes as f64 / unit * 10.0).round() / 10.0;
    match bytes {
        0..=999 => format!("{exact} bytes"),
        1_000..=999_999 => format!("{} kB ({exact} bytes)", scaled(1e3)),
        1_000_000..=999_999_999 => format!("{} MB ({exact} bytes)", scaled(1e6)),
        _ => format!("{} GB ({exact} bytes)", scaled(1e9)),
    }
}

/// Digits in groups of three.
pub fn grouped_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('\u{202F}');
        }
        shown.push(digit);
    }
    shown
}

/// A time in a recording: `1:02.500`.
pub fn media_time(us: i64) -> String {
    let milliseconds = us.max(0) / 1000;
    let (minutes, rest) = (milliseconds / 60_000, milliseconds % 60_000);
    format!("{minutes}:{:02}.{:03}", rest / 1000, rest % 1000)
}

/// The same on a clock that may run before 0: `−0:04.200`.
pub fn clock_time(us: i64) -> String {
    let sign = if us < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", media_time(us.saturating_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_media_times_read_well() {
        assert_eq!(size(12), "12 bytes");
        assert_eq!(size(3_400_123), "3.4 MB (3\u{202F}400\u{202F}123 bytes)");
        assert_eq!(media_time(62_500_000), "1:02.500");
        assert_eq!(clock_time(-62_500_000), "\u{2212}1:02.500");
    }

    #[test]
    fn a_time_always_has_its_zone_and_kind() {
        let shown = Html::from(when("2021-03-04T05:06:07+02:00", "captured", "+02:00")).into_string();
        assert!(shown.contains(">2021-03-04 05:06:07<") && shown.contains(">+02:00<") && shown.contains(">captured<"));
        let shown = Html::from(when("2021-03-04T05:06:07", "posted", "not stated")).into_string();
        assert!(shown.contains(">zone not stated<"), "{shown}");
        let shown = Html::from(when("2021-03-04", "posted", "not stated")).into_string();
        assert!(shown.contains("zone not stated"), "{shown}");
    }
}
