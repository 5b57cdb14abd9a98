//! One item: how it came to us, what it claims, its text by roles, what it matches, what is limited.

use crate::book::Report;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::{item_path, sheet_path, times_of};
use crate::marked::{Mark, MarkKind, marked, marks_of};
use crate::view::ItemView;
use crate::{parts, words};
use model::{Block, BlockRole, Capture, Link, Match};

/// Bytes of text shown on an item's page. Longer texts (books, logs) are in the original.
const MOST_TEXT_BYTES: usize = 400_000;
/// Links, matches and metadata fields listed on an item's page.
const MOST_LISTED: usize = 200;

/// The page.
pub fn item(report: &Report, path: &str, item: &ItemView) -> Vec<u8> {
    let place = Place::of(path);
    let picture = match parts::thumbnail(place, item) {
        Some(_) => parts::picture(report, place, &item.id(), Html::new()),
        None => Html::new(),
    };
    let title = el("h1").attr("dir", "auto").name(&parts::label(item));
    let content = Html::new()
        .and(
            el("p")
                .class("eyebrow")
                .with(words::ITEM)
                .with(" ")
                .with(el("span").class("id").name(&item.item.short_id.0)),
        )
        .and(title)
        .and(el("div").class("beside").with(facts(report, item)).with(picture))
        .and(shots(report, place, item))
        .and(findings(report, item))
        .and(times(item))
        .and(captures(report, place, item))
        .and(matches(report, place, item))
        .and(text(report, item))
        .and(statements(report, place, item))
        .and(links(report, place, item))
        .and(metadata(item))
        .and(left_out(report, item));
    framed(report, path, &item.item.short_id.0, content)
}

/// The contact sheet of a recording.
fn shots(report: &Report, place: Place, item: &ItemView) -> Html {
    if !report.view().looks.sheets.contains(&item.id()) {
        return Html::new();
    }
    let description = format!("{} {}", words::SHEET_OF, item.item.short_id);
    let sheet = parts::large_picture(place, &sheet_path(&item.item), &description);
    parts::section(words::SHOTS, sheet).with(parts::help(words::SHOTS_HELP)).into()
}

fn facts(report: &Report, item: &ItemView) -> Element {
    let extract = &item.extract;
    let name = |text: &Option<String>| match text {
        Some(text) => el("bdi").name(text).into(),
        None => Html::new(),
    };
    let media = extract.media.clone().unwrap_or_default();
    let dimensions = match (media.width_px, media.height_px) {
        (Some(width), Some(height)) => Html::text(&format!("{width} × {height} px")),
        _ => Html::new(),
    };
    parts::facts([
        (words::NAME, el("bdi").name(&item.item.name).into()),
        (words::COURT_MINIMUM, court_minimum(report, item)),
        (words::KIND, el("code").name(&item.item.media_type).into()),
        (words::SIZE, Html::text(&parts::size(item.item.size_bytes))),
        (words::SHA256, el("code").class("hash").with(item.id().hex()).into()),
        (words::RECEIPT, receipt(report, item)),
        (words::PUBLISHER, name(&extract.publisher)),
        (words::PAGE_URL, extract.canonical_url.as_ref().map_or(Html::new(), |url| parts::address(url).into())),
        (words::LANGUAGE_OF_TEXT, name(&extract.language)),
        (words::DIMENSIONS, dimensions),
        (words::DURATION, media.duration_us.map_or(Html::new(), |us| Html::text(&parts::media_time(us)))),
        (words::CODECS, Html::name(&media.codecs.join(", "))),
    ])
}

/// Whether the log entries of this item are in a signed checkpoint and under a trusted timestamp.
/// How much of what a court asks for is held, and what is not; nothing for an item that never stood on the web.
fn court_minimum(report: &Report, item: &ItemView) -> Html {
    let Some(held) = report.court_minimum.get(&item.id()) else { return Html::new() };
    let lacking = held.lacking();
    let lacks = if lacking.is_empty() { String::new() } else { format!("; lacks {}", lacking.join(", ")) };
    Html::text(&format!("{}{lacks}", held.words())).and(el("p").class("muted").with(words::COURT_MINIMUM_MEANS))
}

fn receipt(report: &Report, item: &ItemView) -> Html {
    let checkpoint = &report.view().checkpoint;
    let first = item.item.captures.iter().map(|capture| capture.log_index).min();
    match first.map(|index| (index, checkpoint.stamp_of(index))) {
        Some((index, _)) if index >= checkpoint.size => {
            el("strong").class("open").with(format!("◇ {}", words::NOT_IN_CHECKPOINT)).into()
        }
        Some((_, Some(stamp))) => Html::from(el("strong").class("done").with(format!("◆ {}", words::TIMESTAMPED)))
            .and(" ")
            .and(parts::stamp_time(stamp)),
        _ => el("strong").class("open").with(format!("◇ {}", words::NOT_TIMESTAMPED)).into(),
    }
}

fn findings(report: &Report, item: &ItemView) -> Html {
    let bound = report
        .lookups
        .findings_about
        .get(&item.id().hex())
        .into_iter()
        .flatten()
        .map(|&at| &report.view().findings[at]);
    let bound: Vec<_> = bound.collect();
    let is_bound = |draft: &&model::FindingDraft| {
        bound.iter().any(|finding| finding.code == draft.code && finding.text == draft.text)
    };
    let drafts: Html = (item.extract.findings.iter().filter(|draft| !is_bound(draft)))
        .map(|draft| parts::finding(&draft.text, draft.severity, &draft.code))
        .collect();
    if bound.is_empty() && drafts.is_empty() {
        return Html::new();
    }
    parts::section(words::FINDINGS, parts::findings(bound)).with(el("ul").class("findings").with(drafts)).into()
}

fn times(item: &ItemView) -> Html {
    let times = times_of(item);
    if times.is_empty() {
        return Html::new();
    }
    let row = |(_, time): &(_, model::ClaimedTime)| {
        parts::row([parts::claimed_time(time).into(), el("bdi").name(&time.evidence).into()])
    };
    parts::section(words::TIMES, parts::table(&[words::TIME, words::EVIDENCE], times.iter().map(row))).into()
}

fn captures(report: &Report, place: Place, item: &ItemView) -> Element {
    let cards = item.item.captures.iter().map(|capture| capture_card(report, place, capture));
    parts::section(words::CAPTURES, el("div").class("captures").with_all(cards))
}

fn capture_card(report: &Report, place: Place, capture: &Capture) -> Element {
    let name = |text: &Option<String>| text.as_ref().map_or(Html::new(), |text| el("bdi").name(text).into());
    let from = capture.from.as_ref().map_or(Html::new(), |from| parts::address(from).into());
    let container = capture
        .container
        .as_ref()
        .map_or(Html::new(), |container| parts::item_ref(report, place, &container.container).into());
    let claimed = &capture.claimed;
    let zone = crate::moment::zone_of(&capture.time);
    let seen = claimed.seen_at.as_ref().map_or(Html::new(), |time| {
        parts::when(time, model::TimeKind::ClaimedSeen.words(), &crate::moment::zone_of(time)).into()
    });
    el("div").class("card").with(parts::facts([
        (words::NAME, el("bdi").name(&capture.name).into()),
        (words::TIME, parts::when(&capture.time, capture.time_kind.words(), &zone).into()),
        (words::COLLECTED_BY, name(&capture.by)),
        (words::FROM, from),
        (words::IN_CONTAINER, container),
        (words::TAKEN_IN_WITH, el("bdi").name(&capture.tool).into()),
        (words::LOG_INDEX, Html::text(&capture.log_index.to_string())),
        (
            words::PUBLISHED_AT,
            claimed.url.as_ref().map_or(Html::new(), |url| {
                Html::from(parts::address(url))
                    .and(el("span").class("muted").with(format!(" · {}", words::OPERATOR_SAYS)))
            }),
        ),
        (words::SEEN_AT, seen),
        (words::RECEIVED_FROM, name(&claimed.received_from)),
        (
            words::OPERATOR_NOTE,
            claimed.note.as_ref().map_or(Html::new(), |note| el("span").attr("dir", "auto").with(note.as_str()).into()),
        ),
    ]))
}

fn matches(report: &Report, place: Place, item: &ItemView) -> Html {
    let found: Vec<&Match> = report.matches_of(&item.id()).take(MOST_LISTED).collect();
    if found.is_empty() {
        return Html::new();
    }
    let row = |one: &&Match| {
        let other = if one.query.item == item.id() { &one.reference } else { &one.query };
        parts::row([
            match_words(report, one),
            parts::item_ref(report, place, &other.item).into(),
            Html::name(&one.transform.words),
            Html::text(&format!("{:.2}", one.score_0_1)),
            parts::match_ref(report, place, &one.id),
        ])
    };
    let headings = [words::KIND, words::ITEM, words::WHAT, words::SCORE, ""];
    let cut = parts::cut_note(MOST_LISTED, report.matches_of(&item.id()).count());
    parts::section(words::MATCHES_OF_ITEM, parts::table(&headings, found.iter().map(row))).with(cut).into()
}

fn match_words(report: &Report, found: &Match) -> Html {
    let kind = Html::text(words::match_kind(found.kind));
    let note = match report.lookups.judged_matches.get(&found.id) {
        Some(true) => words::ACCEPTED_BY_PERSON,
        Some(false) => words::REJECTED_BY_PERSON,
        None if found.tier == model::Tier::Weak => words::WEAK_MATCH,
        None => return kind,
    };
    kind.and(" ").and(el("span").class("muted").with(note))
}

fn text(report: &Report, item: &ItemView) -> Html {
    let blocks = &item.extract.blocks;
    if blocks.is_empty() && item.extract.text.as_deref().unwrap_or("").is_empty() {
        return Html::new();
    }
    let marks = all_marks(report, item);
    let mut shown = Html::from(legend());
    if blocks.is_empty() {
        let text = item.extract.text.as_deref().unwrap_or("");
        shown.push(el("div").class("block body").attr("dir", "auto").with(marked(
            cut(text, MOST_TEXT_BYTES),
            0,
            &marks,
        )));
    }
    shown.push(blocks_by_role(report, item, &marks));
    parts::section(words::TEXT, el("div").class("text").with(shown)).into()
}

/// Published text stands readable; comments and page furniture stand folded under their headings.
fn blocks_by_role(report: &Report, item: &ItemView, marks: &[Mark]) -> Html {
    let comments = report.shared.comments.get(&item.id()).cloned().unwrap_or_default();
    let mut html = Html::new();
    let mut left_bytes = MOST_TEXT_BYTES;
    let mut folded: (Vec<&Block>, Vec<&Block>) = (Vec::new(), Vec::new());
    for block in &item.extract.blocks {
        match block.role {
            _ if comments.contains(&block.block) => folded.0.push(block),
            BlockRole::Boilerplate => folded.1.push(block),
            _ if is_inside_shown_block(block, &item.extract.blocks) => {}
            _ => html.push(one_block(item, block, marks, &mut left_bytes)),
        }
    }
    if !folded.0.is_empty() {
        let is_open = !report.view().settings.fold_comments;
        html.push(fold(item, &folded.0, marks, words::COMMENTS_HEADING, is_open, &mut left_bytes));
    }
    if !folded.1.is_empty() {
        html.push(fold(item, &folded.1, marks, words::BOILERPLATE_HEADING, false, &mut left_bytes));
    }
    if left_bytes == 0 {
        html.push(parts::help(words::TEXT_CUT));
    }
    html
}

fn fold(
    item: &ItemView,
    blocks: &[&Block],
    marks: &[Mark],
    heading: &str,
    is_open: bool,
    left_bytes: &mut usize,
) -> Element {
    let count = format!(" ({})", blocks.len());
    let summary = el("summary").with(heading).with(el("span").class("muted").with(count));
    let details = el("details").class("fold").with(summary);
    let details = if is_open { details.flag("open") } else { details };
    details.with_all(blocks.iter().map(|block| one_block(item, block, marks, left_bytes)))
}

/// A caption or quote that lies within the body is shown where it stands, by its words, not a second time.
fn is_inside_shown_block(block: &Block, blocks: &[Block]) -> bool {
    let covers = |outer: &Block| {
        outer.block != block.block
            && !matches!(outer.role, BlockRole::Boilerplate | BlockRole::Comment)
            && outer.span().contains(&block.span())
            && outer.span() != block.span()
    };
    block.parent.and_then(|parent| numbered(blocks, parent)).is_some_and(covers)
}

/// The block with this number, which nearly always is its place.
fn numbered(blocks: &[Block], number: u32) -> Option<&Block> {
    let at_its_place = usize::try_from(number).ok().and_then(|at| blocks.get(at)).filter(|block| block.block == number);
    at_its_place.or_else(|| blocks.iter().find(|block| block.block == number))
}

fn one_block(item: &ItemView, block: &Block, marks: &[Mark], left_bytes: &mut usize) -> Element {
    let class = match block.role {
        BlockRole::Title => "block title",
        BlockRole::Byline | BlockRole::CreditLine => "block byline",
        BlockRole::Caption => "block caption",
        BlockRole::Quote => "block quote",
        BlockRole::Comment => "block comment",
        BlockRole::Message => "block message",
        BlockRole::Boilerplate => "block boilerplate",
        BlockRole::Body => "block body",
    };
    let text = cut(&block.text, *left_bytes);
    *left_bytes -= text.len();
    let own: Vec<Mark> = marks
        .iter()
        .filter(|mark| mark.start_byte < block.end_byte && block.start_byte < mark.end_byte)
        .cloned()
        .collect();
    let words = el("div").class("words").attr("dir", "auto").with(marked(text, block.start_byte, &own));
    el("div").class(class).with(role_line(item, block)).with(words)
}

fn role_line(item: &ItemView, block: &Block) -> Element {
    let mut line = el("p").class("role").attr("title", &block.reason).with(words::block_role(block.role));
    if matches!(block.role, BlockRole::Comment | BlockRole::Message) {
        let nobody = if block.role == BlockRole::Comment { words::COMMENTER_UNKNOWN } else { words::AUTHOR_UNKNOWN };
        line = line.with(" · ").with(el("bdi").name(block.author.as_deref().unwrap_or(nobody)));
        let parent = block.parent.and_then(|parent| numbered(&item.extract.blocks, parent));
        if let Some(answered) =
            parent.filter(|parent| parent.role == block.role).and_then(|parent| parent.author.as_ref())
        {
            line = line.with(" → ").with(el("bdi").name(answered));
        }
    }
    if let Some(time) = &block.posted_at {
        line = line.with(" · ").with(parts::when(time, model::TimeKind::Posted.words(), &crate::moment::zone_of(time)));
    }
    line
}

fn all_marks(report: &Report, item: &ItemView) -> Vec<Mark> {
    let mut marks: Vec<Mark> = report.statements_of(&item.id()).flat_map(marks_of).collect();
    for found in report.matches_of(&item.id()).filter(|found| report.holds(found)) {
        for side in [&found.query, &found.reference].into_iter().filter(|side| side.item == item.id()) {
            let (Some(start_byte), Some(end_byte)) = (side.extent.start_byte, side.extent.end_byte) else { continue };
            marks.push(Mark { start_byte, end_byte, kind: MarkKind::Copy, anchor: Some(found.id.clone()) });
        }
    }
    marks
}

fn legend() -> Element {
    let kinds = [
        ("m-source", words::MARK_SOURCE),
        ("m-cue", words::MARK_CUE),
        ("m-content", words::MARK_CONTENT),
        ("m-copy", words::MARK_COPY),
    ];
    let entry = |(class, words): (&'static str, &str)| Html::from(" ").and(el("mark").class(class).with(words));
    el("p").class("legend").with(words::MARKS_LEGEND).with_all(kinds.map(entry))
}

fn cut(text: &str, most_bytes: usize) -> &str {
    let mut end = most_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn statements(report: &Report, place: Place, item: &ItemView) -> Html {
    let id = item.id();
    let spoken = report.statements_of(&id).filter(|statement| !report.is_comment(statement));
    let rows: Vec<Element> = spoken
        .take(MOST_LISTED)
        .map(|statement| {
            let claims: Html = report
                .claims_of_statement(&statement.id)
                .map(|claim| el("p").with(parts::claim_ref(place, claim)))
                .collect();
            let jump = el("a").href(&place.to_part(&item_path(item), &statement.id)).with(words::SEE_PASSAGE);
            let speaker = statement
                .speaker
                .clone()
                .or_else(|| statement.chain.last().map(|link| link.name.clone()))
                .unwrap_or_default();
            let content = el("span").attr("dir", "auto").name(&parts::shortened(&statement.content.text, 200));
            parts::row([
                el("bdi").name(&speaker).into(),
                content.into(),
                Html::text(words::quote_type(statement.quote_type)),
                jump.into(),
                claims,
            ])
        })
        .collect();
    if rows.is_empty() {
        return Html::new();
    }
    let headings = [words::WHO, words::WHAT, words::KIND, "", words::CLAIM];
    let all = report.statements_of(&id).filter(|statement| !report.is_comment(statement)).count();
    parts::section(words::STATEMENTS, parts::table(&headings, rows)).with(parts::cut_note(MOST_LISTED, all)).into()
}

fn links(report: &Report, place: Place, item: &ItemView) -> Html {
    let all = if item.links.is_empty() { &item.extract.links } else { &item.links };
    if all.is_empty() {
        return Html::new();
    }
    let one = |link: &Link| {
        let mut line = el("li").with(words::link_kind(link.kind)).with(" ").with(parts::address(&link.target_url));
        if link.truncated {
            line = line.with(format!(" ({})", words::TRUNCATED));
        }
        match &link.target_item {
            Some(id) => line.with(" = ").with(parts::item_ref(report, place, id)),
            None => line,
        }
    };
    let list = el("ul").class("plain").with_all(all.iter().take(MOST_LISTED).map(one));
    let summary = el("summary").with(words::counted(all.len(), words::ADDRESS_NOUN));
    let cut = parts::cut_note(MOST_LISTED, all.len());
    parts::section(words::LINKS, el("details").with(summary).with(list).with(cut)).into()
}

fn metadata(item: &ItemView) -> Html {
    if item.extract.metadata.is_empty() {
        return Html::new();
    }
    let row = |field: &model::MetadataField| {
        parts::row([Html::name(&field.name), el("bdi").name(&parts::shortened(&field.value, 400)).into()])
    };
    let rows = item.extract.metadata.iter().take(MOST_LISTED).map(row);
    let cut = parts::cut_note(MOST_LISTED, item.extract.metadata.len());
    parts::section(words::METADATA, parts::table(&[words::FIELD, words::VALUE], rows)).with(cut).into()
}

fn left_out(report: &Report, item: &ItemView) -> Html {
    let Some(left_out) = report.shared.left_out.get(&item.id()) else { return Html::new() };
    let line = |(kind, fields): (&crate::view::Sensitive, &Vec<String>)| {
        let shown = fields.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
        el("li").with(el("b").with(words::sensitive(*kind))).with(": ").with(el("bdi").name(&shown))
    };
    let list = el("ul").class("plain").with_all(left_out.iter().map(line));
    let hash = el("p").with(words::SHA256).with(": ").with(el("code").class("hash").with(item.id().hex()));
    parts::section(words::LEFT_OUT, parts::help(words::LEFT_OUT_TEXT)).with(list).with(hash).into()
}
