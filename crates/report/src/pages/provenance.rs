//! The provenance picture, or the list of groups where a picture could not be read.

use super::graph::{Connected, connected, picture_of};
use crate::book::Report;
use crate::draw::graph_picture;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::{parts, words};

/// Boxes in one picture; with more, lines cross too often to be followed.
const MOST_BOXES: usize = 60;
/// Groups listed.
const MOST_GROUPS: usize = 200;
/// Items listed of one box.
const MOST_LISTED: usize = 40;

/// The page.
pub fn provenance(report: &Report, path: &str) -> Vec<u8> {
    let place = Place::of(path);
    let connected = connected(report);
    let mut content = Html::from(el("h1").with(words::PROVENANCE)).and(parts::help(words::PROVENANCE_HELP));
    if connected.bundles.is_empty() {
        content.push(parts::nothing(words::NO_PROVENANCE));
    } else if connected.bundles.len() > MOST_BOXES {
        content.push(parts::help(words::PROVENANCE_TOO_LARGE));
        content.push(groups(report, place, &connected));
    } else {
        let ends = el("p").class("axis-ends").with(el("span").with(format!("← {}", words::EARLIER)));
        content.push(ends.with(el("span").with(format!("{} →", words::LATER))));
        content.push(graph_picture(&picture_of(report, place, &connected), words::PROVENANCE));
        content.push(parts::help(words::PROVENANCE_REDUCED));
        content.push(groups(report, place, &connected));
    }
    framed(report, path, words::PROVENANCE, content)
}

fn groups(report: &Report, place: Place, connected: &Connected) -> Element {
    let group_count = connected.groups.iter().max().map_or(0, |last| last + 1);
    let row = |group: usize| {
        let members =
            connected.bundles.iter().zip(&connected.groups).filter(|(_, of)| **of == group).map(|(bundle, _)| bundle);
        let (mut items, mut sources) = (Html::new(), Html::new());
        for bundle in members {
            for id in bundle.items.iter().take(MOST_LISTED) {
                items.push(el("p").with(parts::item_ref(report, place, id)));
            }
            items.push(parts::cut_note(MOST_LISTED, bundle.items.len()));
            if let Some((_, id)) = &bundle.outside {
                sources.push(el("p").with(parts::origin_link(report, place, id)));
            }
        }
        parts::row([Html::text(&(group + 1).to_string()), items, sources])
    };
    let headings = [words::GROUP, words::ITEMS, words::NOT_IN_CASE];
    let shown = parts::table(&headings, (0..group_count.min(MOST_GROUPS)).map(row));
    el("div").with(shown).with(parts::cut_note(MOST_GROUPS, group_count))
}
