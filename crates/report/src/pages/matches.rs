//! Matches with both sides beside each other: passages with their shared words, recordings as strips, pictures with
//! the region outlined.

use super::rows_of_page;
use crate::book::Report;
use crate::draw::{Strip, region_outline, strips};
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::{PER_PAGE, clip_path, comparison_path};
use crate::marked::shared_words;
use crate::{parts, words};
use model::{Match, MatchKind, MatchSide, TextSpan, Tier};

/// Bytes of a passage shown in a match; the item's page shows all of it.
const MOST_PASSAGE_BYTES: usize = 1500;

/// Page `page` of the list.
pub fn matches(report: &Report, path: &str, page: usize) -> Vec<u8> {
    let place = Place::of(path);
    let order = &report.lookups.match_order;
    let mut content = Html::from(el("h1").with(words::MATCHES)).and(parts::help(words::MATCHES_HELP));
    if order.is_empty() {
        content.push(parts::nothing(words::NO_MATCHES));
    }
    let shown = rows_of_page(order, page, PER_PAGE.matches);
    for &at in shown {
        content.push(card(report, place, &report.view().matches[at]));
    }
    content.push(parts::pager(place, "matches", page, order.len(), PER_PAGE.matches));
    framed(report, path, words::MATCHES, content)
}

fn card(report: &Report, place: Place, found: &Match) -> Element {
    let class = if found.tier == Tier::Weak { "card match weak" } else { "card match" };
    let detail = el("details")
        .with(el("summary").with(words::BOTH_SIDES))
        .with(both_sides(report, place, found))
        .with(reasons(report, found));
    el("article")
        .class(class)
        .attr("id", crate::html::safe_file_name(&found.id))
        .with(head(report, place, found))
        .with(detail)
}

fn head(report: &Report, place: Place, found: &Match) -> Html {
    let score = el("span").class("score").with(format!("{} {:.2}", words::SCORE, found.score_0_1));
    let mut heading = el("h2").with(words::match_kind(found.kind)).with(" ").with(score);
    if found.tier == Tier::Weak {
        heading = heading.with(" ").with(el("span").class("badge open").with(words::WEAK_MATCH));
    }
    match report.lookups.judged_matches.get(&found.id) {
        Some(true) => heading = heading.with(" ").with(el("span").class("badge").with(words::ACCEPTED_BY_PERSON)),
        Some(false) => heading = heading.with(" ").with(el("span").class("badge open").with(words::REJECTED_BY_PERSON)),
        None => {}
    }
    let arrow = match &found.direction {
        Some(direction) if direction.from == found.query.item => " → ",
        Some(_) => " ← ",
        None => " ↔ ",
    };
    let sides = el("p")
        .class("sides")
        .with(parts::item_ref(report, place, &found.query.item))
        .with(el("span").class("arrow").with(arrow))
        .with(parts::item_ref(report, place, &found.reference.item));
    let mut what = el("p").class("muted").attr("dir", "auto").name(&found.transform.words);
    if found.transform.mirrored == Some(true) && !found.transform.words.contains("mirror") {
        what = what.with(" · ").with(words::MIRRORED);
    }
    let mut html = Html::from(heading).and(sides).and(what);
    if found.kind == MatchKind::SameMoment {
        html.push(el("p").class("notice").with(words::SAME_MOMENT_TEXT));
    }
    html
}

fn both_sides(report: &Report, place: Place, found: &Match) -> Html {
    let extents = [&found.query.extent, &found.reference.extent];
    let mut html = Html::new();
    if extents.iter().all(|extent| extent.start_us.is_some() && extent.end_us.is_some()) {
        html.push(strips(&strip(report, &found.query), &strip(report, &found.reference)));
    }
    if extents.iter().all(|extent| extent.start_byte.is_some()) {
        html.push(passages(report, place, found));
    } else {
        html.push(pictures(report, place, found));
    }
    html
}

fn strip(report: &Report, side: &MatchSide) -> Strip {
    let item = report.item(&side.item);
    let media = item.and_then(|item| item.extract.media.as_ref());
    Strip {
        label: item.map(|item| item.item.short_id.to_string()).unwrap_or_default(),
        duration_us: media.and_then(|media| media.duration_us),
        start_us: side.extent.start_us.unwrap_or(0),
        end_us: side.extent.end_us.unwrap_or(0),
    }
}

fn pictures(report: &Report, place: Place, found: &Match) -> Html {
    let side = |side: &MatchSide| {
        let picture = parts::picture(report, place, &side.item, region_outline(side.extent.region));
        el("div").with(side_heading(report, place, found, side)).with(picture)
    };
    let both = el("div").class("two").with(side(&found.query)).with(side(&found.reference));
    Html::from(both).and(larger(report, place, found))
}

/// The comparison and the clip, where there are any.
fn larger(report: &Report, place: Place, found: &Match) -> Html {
    let looks = &report.view().looks;
    let sides = [&found.query, &found.reference].map(|side| report.item(&side.item));
    let named = sides.map(|item| item.map(|item| item.item.short_id.to_string()).unwrap_or_default()).join(", ");
    let mut html = Html::new();
    if looks.comparisons.contains(&found.id) {
        let description = format!("{} {named}", words::COMPARISON_OF);
        html.push(parts::large_picture(place, &comparison_path(&found.id), &description));
        html.push(parts::help(words::COMPARISON_HELP));
    }
    if looks.clips.contains(&found.id) {
        html.push(parts::clip(place, &clip_path(&found.id), &format!("{} {named}", words::CLIP_OF)));
        html.push(parts::help(words::CLIP_HELP));
    }
    html
}

fn side_heading(report: &Report, place: Place, found: &Match, side: &MatchSide) -> Element {
    let part = match &found.direction {
        Some(direction) if direction.from == side.item => words::SOURCE_SIDE,
        Some(_) => words::DERIVED_SIDE,
        None => words::DIRECTION_UNKNOWN,
    };
    el("p").class("side").with(parts::item_id(report, place, &side.item)).with(" · ").with(part)
}

fn passages(report: &Report, place: Place, found: &Match) -> Html {
    let (query, reference) = (passage(report, &found.query), passage(report, &found.reference));
    let (left, right) = shared_words(query.unwrap_or(""), reference.unwrap_or(""));
    let column = |side: &MatchSide, text: Option<&str>, html: Html| {
        let shown = match text {
            Some(_) => el("blockquote").attr("dir", "auto").with(html),
            None => parts::nothing(words::PASSAGE_MISSING),
        };
        el("div").with(side_heading(report, place, found, side)).with(shown)
    };
    let two =
        el("div").class("two").with(column(&found.query, query, left)).with(column(&found.reference, reference, right));
    if [&found.query, &found.reference].into_iter().any(|side| lies_in_comments(report, side)) {
        let summary = format!("{}: {}", words::PASSAGE_IN_COMMENTS, words::COMMENTS_HEADING);
        return el("details").class("fold").with(el("summary").with(summary)).with(two).into();
    }
    Html::from(two).and(parts::help(words::SHARED_WORDS_MARKED))
}

fn span(side: &MatchSide) -> TextSpan {
    TextSpan::new(side.extent.start_byte.unwrap_or(0), side.extent.end_byte.unwrap_or(0))
}

fn passage<'r>(report: &'r Report, side: &MatchSide) -> Option<&'r str> {
    let text = report.item(&side.item)?.extract.text.as_deref()?;
    let span = span(side);
    let mut end = span.end_byte.min(span.start_byte.saturating_add(MOST_PASSAGE_BYTES)).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(span.start_byte..end)
}

fn lies_in_comments(report: &Report, side: &MatchSide) -> bool {
    let (Some(item), Some(comments)) = (report.item(&side.item), report.shared.comments.get(&side.item)) else {
        return false;
    };
    let span = span(side);
    item.extract.blocks.iter().any(|block| comments.contains(&block.block) && block.span().overlaps(&span))
}

fn reasons(report: &Report, found: &Match) -> Html {
    let mut html = Html::from(el("h3").with(words::REASONS));
    html.push(el("ul").with_all(found.reasons.iter().map(|reason| el("li").attr("dir", "auto").name(reason))));
    if let Some(direction) = &found.direction {
        let short_id = report.item(&direction.from).map(|item| item.item.short_id.to_string()).unwrap_or_default();
        html.push(el("p").with(format!("{} {short_id} {}", words::DIRECTION_BECAUSE, words::SOURCE_SIDE)));
        html.push(
            el("ul").with_all(direction.evidence.iter().map(|evidence| el("li").attr("dir", "auto").name(evidence))),
        );
    }
    html
}
