//! What is known of an item from all sides, each side named: the page itself, its container, the operator. And the
//! origins stage, which needs all of it.

use super::derived::{self, CountedOrigins, WHOLE_CASE, is_fresh};
use super::leads::ItemsByUrl;
use super::stages::ORIGINS;
use crate::terminal::Progress;
use anyhow::Result;
use archive::Case;
use model::{ClaimedTime, Extract, Item, QuoteType, TimeKind, stable_id};
use origins::{ItemFacts, OriginsInput};

/// Who published an item: as the page's own markup names its publisher, else the body that the head of a press note
/// names, else the host of its URL.
pub fn outlet_of(item: &Item, extract: &Extract) -> Option<String> {
    let issuer = || extract.text.as_deref().and_then(claims::letterhead::issuer);
    extract.publisher.clone().or_else(issuer).or_else(|| url_of(item, extract).as_deref().and_then(host_of))
}

/// URL of an item: as the operator or its container says, else as the page gives for itself.
pub fn url_of(item: &Item, extract: &Extract) -> Option<String> {
    claimed_url(item).or_else(|| extract.canonical_url.clone())
}

/// When a page was published, as it says itself; updates do not count, for relative dates are written once.
pub fn published_of(_item: &Item, extract: &Extract) -> Option<String> {
    extract.times.iter().filter(|time| time.kind == TimeKind::Published).map(|time| time.time.clone()).min()
}

pub(super) fn claimed_url(item: &Item) -> Option<String> {
    let of_operator = item.captures.iter().find_map(|capture| capture.claimed.url.clone());
    let of_container = || item.captures.iter().find_map(|capture| capture.container.as_ref().and(capture.from.clone()));
    of_operator.or_else(of_container).filter(|url| url.contains("://"))
}

pub(super) fn host_of(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Every time that anybody claims for an item, each with its kind.
pub fn times_of(item: &Item, extract: &Extract) -> Vec<ClaimedTime> {
    let mut times = extract.times.clone();
    for capture in &item.captures {
        let evidence = if capture.container.is_some() {
            "the container's record"
        } else {
            "the clock of the machine that took it in"
        };
        times.push(claimed(&capture.time, capture.time_kind, evidence));
        if let Some(seen_at) = &capture.claimed.seen_at {
            times.push(claimed(seen_at, TimeKind::ClaimedSeen, "the operator"));
        }
    }
    times.sort();
    times.dedup();
    times
}

fn claimed(time: &str, kind: TimeKind, evidence: &str) -> ClaimedTime {
    let zone = match time.split_once('T') {
        Some((_, clock)) if clock.ends_with('Z') => "UTC".to_owned(),
        Some((_, clock)) => clock.find(['+', '-']).map_or("not stated".to_owned(), |at| clock[at..].to_owned()),
        None => "not stated".to_owned(),
    };
    ClaimedTime { time: time.to_owned(), kind, evidence: evidence.to_owned(), zone }
}

/// The origins stage.
pub fn count_origins(case: &Case, quiet: bool) -> Result<()> {
    let facts = item_facts(case)?;
    let (mut statements, groups, matches) =
        (derived::statements(case)?, derived::claim_groups(case)?, derived::matches(case)?);
    // No claim is made of what somebody wants or backs, so it goes back to nothing.
    statements.retain(|statement| statement.quote_type != QuoteType::Attitude);
    // What a team says among itself moves no origin, so it makes no count stale.
    let decisions = report::without_marks(case.decisions()?);
    let key = key(&[
        serde_json::to_vec(
            &facts.iter().map(|one| (&one.item, &one.outlet, &one.url, &one.times, &one.links)).collect::<Vec<_>>(),
        )?,
        serde_json::to_vec(&statements)?,
        serde_json::to_vec(&groups)?,
        serde_json::to_vec(&matches)?,
        serde_json::to_vec(&decisions)?,
    ]);
    if is_fresh(case, ORIGINS.name, WHOLE_CASE, &key)? {
        return Ok(());
    }
    let progress = Progress::start("what does it go back to", 1, quiet);
    let counted = origins::count(&OriginsInput {
        items: &facts,
        statements: &statements,
        groups: &groups,
        matches: &matches,
        decisions: &decisions,
    });
    progress.finish(&format!("{} origins", counted.origins.len()));
    let counted = CountedOrigins { origins: counted.origins, claims: counted.claims, unapplied: counted.unapplied };
    derived::put(case, ORIGINS.name, WHOLE_CASE, &key, &counted)
}

fn key(inputs: &[Vec<u8>]) -> String {
    let parts: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    format!("v{} {}", ORIGINS.version, stable_id("in", &parts))
}

fn item_facts(case: &Case) -> Result<Vec<ItemFacts>> {
    let items = case.items()?;
    let extracts = derived::extracts(case)?;
    let by_url = ItemsByUrl::new(&items, &extracts);
    let nothing = Extract::default();
    Ok(items
        .iter()
        .map(|item| {
            let extract = extracts.get(&item.id).unwrap_or(&nothing);
            ItemFacts {
                item: item.id,
                name: item.name.clone(),
                short_id: item.short_id.0.clone(),
                media_type: item.media_type.clone(),
                outlet: outlet_of(item, extract),
                url: url_of(item, extract),
                times: times_of(item, extract),
                credits: extract.credits.clone(),
                links: by_url.resolve(&item.id, extract),
                blocks: extract.blocks.clone(),
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_read_from_a_url_without_user_port_or_www() {
        assert_eq!(host_of("https://user@www.Example.org:8080/a?b").as_deref(), Some("example.org"));
        assert_eq!(host_of("mailto:somebody"), None);
    }
}
