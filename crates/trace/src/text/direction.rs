//! Which of two texts has a passage from the other: what credit lines, marks of quotation and times of publication say.

use super::TextDocument;
use super::document::Document;
use crate::direction::Evidence;
use model::{ClaimedTime, Moment, TimeKind};

/// Longest credit line that is told in full, signs.
const TOLD_SIGNS: usize = 120;

/// One of the two documents.
pub(crate) type Side<'a> = (&'a TextDocument<'a>, &'a Document);

/// What is known of a passage beside its words.
pub(crate) struct Circumstances {
    /// Whether the passages that both share are most of one of the texts.
    pub(crate) is_much: bool,
    /// Whether it is marked as quoted in each.
    pub(crate) quoted: (bool, bool),
    /// Whether it stands in a comment, which has a time of its own, in either.
    pub(crate) is_comment: bool,
}

/// What speaks for `a` (as the query) and for `b` (as the reference) being nearer the source.
pub(crate) fn evidence(a: Side, b: Side, passage: &Circumstances) -> Evidence {
    let mut evidence = Evidence::default();
    if passage.is_much {
        evidence.for_query.extend(credited(a, b));
        evidence.for_reference.extend(credited(b, a));
    }
    let quoting = || "the other text marks the passage as quoted".to_owned();
    match passage.quoted {
        (true, false) => evidence.for_reference.push(quoting()),
        (false, true) => evidence.for_query.push(quoting()),
        _ => {}
    }
    // Of two that name a third as their source the earlier need not be that of the later.
    let names_a_third = |one: Side, other: Side| !one.1.credits.is_empty() && credited(other, one).is_empty();
    if !passage.is_comment && !names_a_third(a, b) && !names_a_third(b, a) {
        evidence.for_query.extend(earlier(a.0, b.0));
        evidence.for_reference.extend(earlier(b.0, a.0));
    }
    evidence
}

/// What the credit lines of `other` say for `source`: that they name its site, or, where its site is not known and it
/// credits nobody itself, that there are any.
fn credited(source: Side, other: Side) -> Vec<String> {
    let told = |credit: &String| format!("the other text has a credit line: \"{}\"", shortened(credit));
    match source.0.site.filter(|site| !site.is_empty()) {
        Some(site) => {
            let names_it = |credit: &&String| credit.to_lowercase().contains(&site.to_lowercase());
            let credit = other.1.credits.iter().find(names_it);
            credit.map_or_else(Vec::new, |credit| vec![told(credit), format!("that line names {site}")])
        }
        None if source.1.credits.is_empty() => other.1.credits.first().map(told).into_iter().collect(),
        None => Vec::new(),
    }
}

/// That one was published before the other, as both say themselves, whatever zone an unstated one may be.
fn earlier(one: &TextDocument, other: &TextDocument) -> Option<String> {
    let ((first, told), (second, told_of_other)) = (published(one.times)?, published(other.times)?);
    first.is_before(&second).then(|| {
        format!(
            "it was published earlier, as both say: {} ({}) and {} ({})",
            told.time, told.evidence, told_of_other.time, told_of_other.evidence
        )
    })
}

/// When a text says it was published, all of its times together, and the first of them. `None` where one cannot be read.
fn published(times: &[ClaimedTime]) -> Option<(Moment, &ClaimedTime)> {
    let published = || times.iter().filter(|time| time.kind == TimeKind::Published);
    let moments: Vec<Moment> = published().map(|time| Moment::read(&time.time)).collect::<Option<_>>()?;
    let all = moments.into_iter().reduce(|all, one| Moment { from: all.from.min(one.from), to: all.to.max(one.to) })?;
    Some((all, published().next()?))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TOLD_SIGNS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_earlier(one: &str, other: &str) -> bool {
        let claimed = |time: &str| {
            let evidence = "JSON-LD datePublished".to_owned();
            vec![ClaimedTime { time: time.to_owned(), kind: TimeKind::Published, evidence, zone: String::new() }]
        };
        let (one, other) = (claimed(one), claimed(other));
        let document = |times| TextDocument { item: model::ItemId([0; 32]), text: "", blocks: &[], site: None, times };
        earlier(&document(&one), &document(&other)).is_some()
    }

    #[test]
    fn a_time_with_its_zone_is_before_another_by_a_minute() {
        assert!(is_earlier("2021-03-04T05:06:00+02:00", "2021-03-04T03:07:00Z"));
        assert!(!is_earlier("2021-03-04T05:06:00Z", "2021-03-04T05:06:00+02:00"));
    }

    #[test]
    fn where_no_zone_is_stated_any_may_be_meant() {
        assert!(!is_earlier("2021-03-04", "2021-03-05"));
        assert!(is_earlier("2021-03-04", "2021-03-07"));
        assert!(!is_earlier("2021-03-04T10:00:00", "2021-03-04T21:00:00Z"));
        assert!(is_earlier("2021-03-04T10:00:00", "2021-03-06T00:00:00Z"));
        assert!(!is_earlier("yesterday", "2021-03-05"));
    }
}
