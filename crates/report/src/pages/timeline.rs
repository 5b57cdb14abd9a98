//! Appearances over time, each time with its kind and zone.

use super::rows_of_page;
use crate::book::Report;
use crate::draw::{TimelineMark, TimelineRow, timeline_picture};
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::{ItemTime, PER_PAGE};
use crate::{parts, words};
use model::TimeKind;
use std::collections::BTreeMap;

/// Items drawn in one picture; with more the list alone is readable.
const MOST_ROWS: usize = 80;

/// Page `page` of the list; the first page has the picture.
pub fn timeline(report: &Report, path: &str, page: usize) -> Vec<u8> {
    let place = Place::of(path);
    let times = &report.lookups.times;
    let mut content = Html::from(el("h1").with(words::TIMELINE)).and(parts::help(words::TIMELINE_HELP));
    if times.is_empty() {
        content.push(parts::nothing(words::NO_TIMES));
    } else {
        if page == 1 {
            content.push(picture(report));
        }
        let rows = rows_of_page(times, page, PER_PAGE.times).iter().map(|time| row(report, place, time));
        content.push(parts::table(&[words::TIME, words::ITEM, words::EVIDENCE], rows));
        content.push(parts::pager(place, "timeline", page, times.len(), PER_PAGE.times));
    }
    framed(report, path, words::TIMELINE, content)
}

fn picture(report: &Report) -> Html {
    let mut row_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rows: Vec<TimelineRow> = Vec::new();
    for time in &report.lookups.times {
        let Some(moment) = time.moment else { continue };
        let at = *row_of.entry(time.item_at).or_insert_with(|| {
            rows.push(TimelineRow { label: row_label(report, time.item_at), marks: Vec::new() });
            rows.len() - 1
        });
        if rows.len() > MOST_ROWS {
            return parts::nothing(words::TIMELINE_TOO_LONG).into();
        }
        rows[at].marks.push(TimelineMark { moment, kind: time.time.kind });
    }
    timeline_picture(&rows, words::TIMELINE, TimeKind::words).and(parts::help(words::TIMELINE_CAPTURES_APART))
}

fn row_label(report: &Report, item_at: usize) -> String {
    let item = &report.view().items[item_at];
    format!("{} {}", item.item.short_id, parts::label(item))
}

fn row(report: &Report, place: Place, time: &ItemTime) -> Element {
    let item = &report.view().items[time.item_at];
    parts::row([
        parts::claimed_time(&time.time).into(),
        parts::item_ref(report, place, &item.id()).into(),
        el("bdi").name(&time.time.evidence).into(),
    ])
}
