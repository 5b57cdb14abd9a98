//! A page to its visible text and blocks.
//!
//! Markup becomes a flat [`tree`], every node gets its [`zones`] and its place among comments ([`readers`]), the
//! visible text is laid out one paragraph a line ([`layout`]), [`main_text`] tells the article from what surrounds it,
//! and [`roles`] gives each paragraph its role. [`facts`] reads what the head says of the page.

mod article;
mod day_order;
mod facts;
mod hollow;
mod layout;
mod links;
mod main_text;
mod marks;
mod name_lines;
mod readers;
mod repeated;
mod roles;
mod shown;
mod structured;
pub(super) mod tree;
mod who_when;
mod zones;

use super::blocks::{BlockDraft, number};
use super::controls::control_characters;
use super::credits::NamedCredit;
use super::findings::{
    CANONICAL_DIFFERS, EMBEDDED_DATA, HIDDEN_TEXT, LIMIT_REACHED, MEDIA_MISSING, NO_PAGE_DATE, NO_TITLE, NO_URL,
    TIMES_DISAGREE,
};
use super::{decode, media_mentions};
use crate::container::inline;
use crate::limits;
use crate::shown_page::ShownPage;
use layout::PageLayout;
use model::{
    Block, BlockRole, ClaimedTime, Credit, CreditRole, Extract, FindingDraft, ItemId, Link, LinkKind, NamedAuthor,
    TimeKind,
};
use url::Url;

/// Hidden text shorter than this is a label for screen readers, not worth a finding.
const FEWEST_HIDDEN_CHARS: usize = 80;
/// Letters of an address that a finding shows.
const SHOWN_ADDRESS_CHARS: usize = 200;

/// A page's markup, told apart: what both its reading and its showing rest on.
struct Parsed {
    tree: tree::Tree,
    zones: Vec<zones::Zone>,
    readers: readers::Readers,
    layout: PageLayout,
    facts: facts::Facts,
    roles: roles::Roles,
}

impl Parsed {
    fn of(markup: &str, inline_names: &inline::Names<'_>) -> Parsed {
        let tree = tree::Tree::parse(markup, inline_names);
        let zones = zones::zones(&tree);
        let readers = readers::readers(&tree, &zones);
        let layout = layout::lay_out(&tree, &zones);
        let facts = facts::facts(&tree);
        let kept = article::kept(markup, &tree, &layout);
        let roles = roles::roles(&tree, &zones, &readers, &layout, &facts, kept);
        Parsed { tree, zones, readers, layout, facts, roles }
    }
}

/// Reads a page.
pub(super) fn read(bytes: &[u8], charset: Option<&str>, url: Option<&str>) -> Extract {
    let decoded = decode::page(bytes, charset);
    let (inlines, too_many_inlines) = inline::find(bytes);
    let inline_names = inline::Names::new(bytes, &inlines);
    let Parsed { tree, zones, readers, layout, mut facts, roles } = Parsed::of(&decoded.text, &inline_names);
    let base = base_url(&facts, url);
    let page_links = links::page_links(&tree, &zones, base.as_ref(), &inline_names);

    let mut extract = Extract { media_type: "text/html".to_owned(), findings: decoded.findings, ..Extract::default() };
    extract.title_evidence = match (&roles.headline, &facts.title) {
        (Some(_), _) => Some("headline in the page".to_owned()),
        (None, Some(_)) => Some(facts.title_evidence.to_owned()),
        (None, None) => None,
    };
    extract.title = roles.headline.clone().or(facts.title.clone());
    let own_word = facts.canonical_url.as_deref().and_then(|canonical| links::absolute(canonical, base.as_ref()));
    let saved_from = saved_url(&facts).or_else(|| url.map(str::to_owned));
    extract
        .findings
        .extend(own_word.as_deref().zip(saved_from.as_deref()).and_then(|(own, saved)| differs(own, saved)));
    extract.canonical_url = own_word.or_else(|| saved_url(&facts));
    extract.language = facts.language;
    extract.publisher = facts.publisher;
    let day_order = day_order::day_order(&layout.text, extract.language.as_deref());
    settle(&mut facts.times, day_order);
    let page = who_when::Page {
        tree: &tree,
        zones: &zones,
        readers: &readers,
        layout: &layout,
        top: roles.top,
        first_main: roles.first_main,
        last_main: roles.last_main,
        urls: url.map(str::to_owned).into_iter().chain(extract.canonical_url.clone()).collect(),
        day_order,
        title: facts.title.as_deref(),
    };
    let first_post = roles.drafts.iter().find(|draft| draft.role == BlockRole::Message && draft.parent.is_none());
    let poster = first_post
        .and_then(|post| post.author.clone())
        .map(|name| NamedAuthor { name, evidence: "author of the first post".to_owned() });
    let by_line = page.by_line().or_else(|| page.by_name_line());
    let visible = bylines(&layout.text, &roles);
    extract.authors = who_when::in_order(facts.authors, poster, page.authors(), &visible, by_line, &extract);
    extract.times = facts.times;
    extract.times.extend(roles.times.clone());
    let is_published = |time: &ClaimedTime| time.kind == TimeKind::Published && who_when::is_day(&time.time);
    let has_published = extract.times.iter().any(is_published);
    extract.times.extend(page.times(has_published, first_post.and_then(|post| post.posted_at.as_deref())));
    who_when::local_day_first(&mut extract.times);
    who_when::shown_date_first(&mut extract.times);
    if let Some(shown) = page.shown_day(&extract.times) {
        extract.times.insert(0, shown);
    }
    // What could not be read as a day is kept behind what could.
    extract.times.sort_by_key(|time| time.kind == TimeKind::Published && !who_when::is_day(&time.time));
    extract.metadata = facts.metadata;
    extract.credits = credits(&layout.text, roles.credits);
    let drafts = with_page_bytes(roles.drafts, decoded.same_bytes);
    extract.blocks = number(&layout.text, drafts);
    extract.links = links_with_blocks(&tree, &layout, &extract.blocks, page_links);
    extract.findings.extend(facts.findings);
    inline::take(bytes, &inlines, too_many_inlines, &mut extract);
    report(&mut extract, &tree, &layout);
    let hollow = hollow::finding(&decoded.text, &tree, &layout.text, &extract);
    extract.findings.extend(hollow);
    extract.text = Some(layout.text);
    extract
}

/// What a person may see of a page.
pub(super) fn shown(bytes: &[u8], charset: Option<&str>) -> ShownPage {
    let decoded = decode::page(bytes, charset);
    let (inlines, _) = inline::find(bytes);
    let Parsed { tree, zones, readers, layout, facts, roles } =
        Parsed::of(&decoded.text, &inline::Names::new(bytes, &inlines));
    let of_paragraphs = shown::roles_of_paragraphs(&layout, &roles.drafts);
    let known = shown::Known { tree: &tree, zones: &zones, readers: &readers, layout: &layout, roles: &of_paragraphs };
    let page = shown::shown(&known);
    ShownPage { title: roles.headline.or(facts.title), language: facts.language, ..page }
}

/// Dates like 02/10/2020 of the head, in the order that the page settles.
fn settle(times: &mut [ClaimedTime], order: Option<day_order::DayOrder>) {
    let Some(order) = order else { return };
    for time in times.iter_mut().filter(|time| !who_when::is_day(&time.time)) {
        if let Some(day) = day_order::day_in_order(&time.time, order) {
            time.evidence = format!("{}, {}", time.evidence, order.settled_by);
            time.time = day;
        }
    }
}

/// Names of authors in visible lines, pictures aside.
fn bylines(text: &str, roles: &roles::Roles) -> Vec<String> {
    let authors =
        roles.credits.iter().filter(|(_, name, _, of_picture)| name.role == CreditRole::Author && !of_picture);
    authors.map(|(_, name, _, _)| text[name.start_byte..name.end_byte].to_owned()).collect()
}

fn base_url(facts: &facts::Facts, url: Option<&str>) -> Option<Url> {
    let own =
        url.and_then(|url| Url::parse(url).ok()).or_else(|| saved_url(facts).and_then(|saved| Url::parse(&saved).ok()));
    let own = own.or_else(|| facts.canonical_url.as_deref().and_then(|canonical| Url::parse(canonical).ok()));
    let Some(base) = facts.base.as_deref() else { return own };
    own.as_ref()
        .map_or_else(|| Url::parse(base), |own| own.join(base))
        .ok()
        .filter(|base| !base.cannot_be_a_base())
        .or(own)
}

/// A page that names another host or another path as its own than it was saved from. Scheme, `www.`, port, query, fragment
/// and a slash at the end make no difference.
fn differs(own: &str, saved: &str) -> Option<FindingDraft> {
    let place = |address: &str| {
        let url = Url::parse(address).ok()?;
        let host = url.host_str()?.trim_end_matches('.').to_lowercase();
        let path = url.path().trim_end_matches('/').to_owned();
        Some((host.strip_prefix("www.").unwrap_or(&host).to_owned(), path))
    };
    let ((own_host, own_path), (saved_host, saved_path)) = (place(own)?, place(saved)?);
    let what = match (own_host == saved_host, own_path == saved_path) {
        (true, true) => return None,
        (false, _) => "host",
        (true, false) => "path",
    };
    let short = |address: &str| address.chars().take(SHOWN_ADDRESS_CHARS).collect::<String>();
    Some(CANONICAL_DIFFERS.found(format!(
        "The page names {} as its own address; it was saved from {}, which has another {what}.",
        short(own),
        short(saved)
    )))
}

fn saved_url(facts: &facts::Facts) -> Option<String> {
    let is_saved = |name: &str| matches!(name, "SingleFile url" | "saved from url");
    facts.metadata.iter().find(|field| is_saved(&field.name)).map(|field| field.value.clone())
}

/// Places in the page hold only when the page was not decoded from another encoding.
fn with_page_bytes(mut drafts: Vec<BlockDraft>, same_bytes: bool) -> Vec<BlockDraft> {
    if !same_bytes {
        drafts.iter_mut().for_each(|draft| draft.page_bytes = None);
    }
    drafts
}

fn credits(text: &str, found: Vec<(usize, NamedCredit, u32, bool)>) -> Vec<Credit> {
    found
        .into_iter()
        .map(|(block, name, step, of_picture)| Credit {
            block: block as u32,
            role: name.role,
            name: text[name.start_byte..name.end_byte].to_owned(),
            start_byte: name.start_byte,
            end_byte: name.end_byte,
            step,
            of_picture,
        })
        .collect()
}

/// Gives each link the block of the first text below it; media without text get the block of their figure's caption.
fn links_with_blocks(
    tree: &tree::Tree,
    layout: &PageLayout,
    blocks: &[Block],
    links: Vec<links::PageLink>,
) -> Vec<Link> {
    let block_at = |paragraph: u32| {
        let start = layout.paragraphs[paragraph as usize].start_byte;
        let after = blocks.partition_point(|block| block.start_byte <= start);
        after.checked_sub(1).map(|index| &blocks[index]).filter(|block| start < block.end_byte)
    };
    let paragraph_below = |node: usize| {
        layout.paragraph_of_node[node..tree.nodes[node].end.min(node + 64)].iter().flatten().next().copied()
    };
    links
        .into_iter()
        .map(|link| {
            let inside = paragraph_below(link.node).and_then(block_at);
            let block = match link.kind {
                LinkKind::Embeds => figure_above(tree, link.node).and_then(paragraph_below).and_then(block_at),
                _ => inside,
            };
            let from_credit =
                link.kind == LinkKind::Links && block.is_some_and(|block| block.role == BlockRole::CreditLine);
            Link {
                item: ItemId::of(b""),
                block: block.map(|block| block.block),
                kind: if from_credit { LinkKind::Cites } else { link.kind },
                target_url: link.target_url,
                target_item: None,
                truncated: false,
            }
        })
        .collect()
}

fn figure_above(tree: &tree::Tree, node: usize) -> Option<usize> {
    let mut above = tree.nodes[node].parent;
    for _ in 0..8 {
        if tree.name(above) == "figure" {
            return Some(above);
        }
        above = tree.nodes[above].parent;
    }
    None
}

fn report(extract: &mut Extract, tree: &tree::Tree, layout: &PageLayout) {
    let findings = &mut extract.findings;
    findings.extend(control_characters(&layout.text));
    if tree.reached_limit
        || layout.paragraphs.len() > super::paragraphs::MOST_PARAGRAPHS
        || extract.links.len() >= links::MOST_LINKS
    {
        findings.push(LIMIT_REACHED.found(
            "The page is deeper or larger than is looked at: parts of its structure were not read, its text was.",
        ));
    }
    if layout.hidden_chars >= FEWEST_HIDDEN_CHARS {
        let words = format!(
            "The page hides {} characters of text, which were left out. They begin: {}",
            layout.hidden_chars,
            layout.hidden_sample.trim()
        );
        findings.push(HIDDEN_TEXT.found(words));
    }
    if tree.data_uris > 0 {
        findings.push(EMBEDDED_DATA.found(format!(
            "{} pictures or other data are stored inside the page; {} of them are pictures or recordings of at least \
             {} bytes, each an item of its own.",
            tree.data_uris,
            extract.members.len(),
            limits::INLINE_LEAST_BYTES
        )));
    }
    if let Some(words) = disagreement(&extract.times) {
        findings.push(TIMES_DISAGREE.found(words));
    }
    report_absent(extract);
    report_missing_media(extract, &layout.text);
}

fn report_absent(extract: &mut Extract) {
    if extract.title.is_none() {
        extract.findings.push(NO_TITLE.found("The page gives no title. None was made up."));
    }
    if !extract.times.iter().any(|time| time.kind == TimeKind::Published) {
        extract.findings.push(NO_PAGE_DATE.found("The page gives no date of publication. None was made up."));
    }
    if extract.canonical_url.is_none() {
        extract.findings.push(NO_URL.found("The page gives no URL for itself."));
    }
}

/// A page that embeds nothing and speaks of "the video above" has lost something.
fn report_missing_media(extract: &mut Extract, text: &str) {
    let embeds = extract.links.iter().any(|link| link.kind == LinkKind::Embeds)
        || extract.findings.iter().any(|finding| finding.code == EMBEDDED_DATA.name);
    if embeds {
        return;
    }
    for block in extract.blocks.iter().filter(|block| block.role == BlockRole::Body) {
        for mention in media_mentions::media_mentions(&text[block.start_byte..block.end_byte]).into_iter().take(3) {
            let at = block.start_byte + mention.start_byte;
            let words = format!(
                "The text at byte {at} speaks of \"{}\"; the page embeds no media. Look for it at the source.",
                mention.words
            );
            extract.findings.push(MEDIA_MISSING.found(words));
        }
    }
}

/// Times of publication that name different days.
fn disagreement(times: &[ClaimedTime]) -> Option<String> {
    let published: Vec<&ClaimedTime> = times.iter().filter(|time| time.kind == TimeKind::Published).collect();
    let day = |time: &ClaimedTime| time.time.get(..10).map(str::to_owned);
    let first = day(published.first()?);
    let other = published.iter().find(|time| day(time) != first)?;
    let first = published.first()?;
    Some(format!(
        "The page gives different dates of publication: {} ({}) and {} ({}). All are kept.",
        first.time, first.evidence, other.time, other.evidence
    ))
}
