//! What belongs to what: made once, so that every page is made in the time of what it shows.

use crate::html::safe_file_name;
use crate::moment::Moment;
use crate::view::{CaseView, ItemView};
use model::{Claim, ClaimedTime, DecisionKind, Item, ItemId, Match, Tier};
use std::collections::{BTreeMap, BTreeSet};

/// Rows on one page of each list. A page of text then stays below about 200 kB, which opens at once on a phone.
pub struct PerPage {
    pub claims: usize,
    pub origins: usize,
    pub items: usize,
    pub matches: usize,
    pub times: usize,
    pub findings: usize,
}

/// See [`PerPage`].
pub const PER_PAGE: PerPage = PerPage { claims: 60, origins: 60, items: 200, matches: 40, times: 400, findings: 300 };

/// One time of one item, with the place it takes on the axis.
pub struct ItemTime {
    pub item_at: usize,
    pub time: ClaimedTime,
    pub moment: Option<Moment>,
}

/// See the module.
pub struct Lookups {
    pub item_at: BTreeMap<ItemId, usize>,
    pub statement_at: BTreeMap<String, usize>,
    pub origin_at: BTreeMap<String, usize>,
    pub claims_of_statement: BTreeMap<String, Vec<usize>>,
    pub claims_of_origin: BTreeMap<String, Vec<usize>>,
    pub statements_of_item: BTreeMap<ItemId, Vec<usize>>,
    pub matches_of_item: BTreeMap<ItemId, Vec<usize>>,
    /// Order in which matches are shown, confirmed first, and the place of each match id in that order.
    pub match_order: Vec<usize>,
    pub match_rank: BTreeMap<String, usize>,
    pub findings_about: BTreeMap<String, Vec<usize>>,
    /// Claims in the order in which they are shown: answers to one question stand together.
    pub questions: Vec<Vec<usize>>,
    /// All times of all items in order, those that cannot be read last.
    pub times: Vec<ItemTime>,
    /// Decisions in force about a match: `true` = holds.
    pub judged_matches: BTreeMap<String, bool>,
}

impl Lookups {
    /// Looks everything up.
    pub fn of(view: &CaseView) -> Lookups {
        let match_order = match_order(&view.matches);
        Lookups {
            item_at: view.items.iter().enumerate().map(|(at, item)| (item.id(), at)).collect(),
            statement_at: places(view.statements.iter().map(|statement| &statement.id)),
            origin_at: places(view.origins.iter().map(|origin| &origin.id)),
            claims_of_statement: grouped(view.claims.iter().map(|claim| claim.statements.clone())),
            claims_of_origin: grouped(view.claims.iter().map(origins_of_claim)),
            statements_of_item: grouped(view.statements.iter().map(|statement| vec![statement.item])),
            matches_of_item: grouped(view.matches.iter().map(items_of_match)),
            match_rank: match_order.iter().enumerate().map(|(rank, &at)| (view.matches[at].id.clone(), rank)).collect(),
            match_order,
            findings_about: grouped(view.findings.iter().map(|finding| vec![finding.about.clone()])),
            questions: questions(&view.claims),
            times: times(&view.items),
            judged_matches: judged_matches(view),
        }
    }

    /// Path of the list page that shows this match.
    pub fn match_path(&self, id: &str) -> Option<String> {
        self.match_rank.get(id).map(|rank| list_path("matches", rank / PER_PAGE.matches + 1))
    }

    /// Path of the list page that shows this origin.
    pub fn origin_path(&self, id: &str) -> Option<String> {
        self.origin_at.get(id).map(|at| list_path("origins", at / PER_PAGE.origins + 1))
    }
}

/// Path of page `page` (from 1) of a list.
pub fn list_path(stem: &str, page: usize) -> String {
    if page <= 1 { format!("{stem}.html") } else { format!("{stem}-{page}.html") }
}

/// Path of an item's page.
pub fn item_path(item: &ItemView) -> String {
    format!("items/{}.html", safe_file_name(&item.item.short_id.0))
}

/// Path of an item's thumbnail.
pub fn thumbnail_path(item: &ItemView) -> String {
    format!("thumbs/{}.jpg", safe_file_name(&item.item.short_id.0))
}

/// Path of a recording's contact sheet.
pub fn sheet_path(item: &Item) -> String {
    format!("sheets/{}.jpg", safe_file_name(&item.short_id.0))
}

/// Path of the comparison of a match.
pub fn comparison_path(match_id: &str) -> String {
    format!("comparisons/{}.png", safe_file_name(match_id))
}

/// Path of the clip of a match.
pub fn clip_path(match_id: &str) -> String {
    format!("comparisons/{}.webm", safe_file_name(match_id))
}

/// Path of a claim's page.
pub fn claim_path(id: &str) -> String {
    format!("claims/{}.html", safe_file_name(id))
}

/// The item's own times and those of its captures, in order.
pub fn times_of(item: &ItemView) -> Vec<(Option<Moment>, ClaimedTime)> {
    let captured = item.item.captures.iter().filter(|capture| !capture.time.is_empty()).map(|capture| ClaimedTime {
        time: capture.time.clone(),
        kind: capture.time_kind,
        evidence: capture.tool.clone(),
        zone: crate::moment::zone_of(&capture.time),
    });
    let seen =
        item.item.captures.iter().filter_map(|capture| capture.claimed.seen_at.as_ref()).map(|time| ClaimedTime {
            time: time.clone(),
            kind: model::TimeKind::ClaimedSeen,
            evidence: crate::words::OPERATOR_SAYS.to_owned(),
            zone: crate::moment::zone_of(time),
        });
    let mut times: Vec<_> = (item.extract.times.iter().cloned().chain(seen).chain(captured))
        .map(|time| (Moment::read(&time.time), time))
        .collect();
    times.sort_by_key(|(moment, time)| (moment.is_none(), moment.map(|moment| moment.middle_s()), time.clone()));
    times.dedup();
    times
}

fn places<'i>(ids: impl Iterator<Item = &'i String>) -> BTreeMap<String, usize> {
    ids.enumerate().map(|(at, id)| (id.clone(), at)).collect()
}

fn grouped<K: Ord>(keys: impl Iterator<Item = Vec<K>>) -> BTreeMap<K, Vec<usize>> {
    let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (at, keys) in keys.enumerate() {
        for key in keys {
            let group = groups.entry(key).or_default();
            if group.last() != Some(&at) {
                group.push(at);
            }
        }
    }
    groups
}

fn origins_of_claim(claim: &Claim) -> Vec<String> {
    let counted = claim.origins_for.origins.iter().chain(&claim.origins_against.origins);
    let led_to = claim.roads.iter().filter_map(|road| road.origin.as_ref());
    counted.chain(led_to).cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

fn items_of_match(found: &Match) -> Vec<ItemId> {
    vec![found.query.item, found.reference.item]
}

fn match_order(matches: &[Match]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| (matches[at].tier == Tier::Weak, matches[at].kind);
        let scores = matches[b].score_0_1.total_cmp(&matches[a].score_0_1);
        key(a).cmp(&key(b)).then(scores).then_with(|| matches[a].id.cmp(&matches[b].id))
    });
    order
}

/// Claims that share a statement (one lists it as for, the other as against) answer one question.
fn questions(claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut first_claim_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut leader: Vec<usize> = (0..claims.len()).collect();
    for (at, claim) in claims.iter().enumerate() {
        for statement in claim.roads.iter().map(|road| &road.statement).chain(&claim.statements) {
            let other = *first_claim_of.entry(statement).or_insert(at);
            let (a, b) = (led_by(&leader, at), led_by(&leader, other));
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..claims.len() {
        groups.entry(led_by(&leader, at)).or_default().push(at);
    }
    let weight = |at: &usize| (claims[*at].origins_for.high, claims[*at].statements.len());
    let mut questions: Vec<Vec<usize>> = groups.into_values().collect();
    for group in &mut questions {
        group.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| claims[*a].id.cmp(&claims[*b].id)));
    }
    let statements = |group: &Vec<usize>| group.iter().map(|at| claims[*at].statements.len()).sum::<usize>();
    questions.sort_by(|a, b| {
        let contested = |group: &Vec<usize>| group.len() > 1;
        contested(b)
            .cmp(&contested(a))
            .then(statements(b).cmp(&statements(a)))
            .then_with(|| claims[a[0]].id.cmp(&claims[b[0]].id))
    });
    questions
}

fn led_by(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

fn times(items: &[ItemView]) -> Vec<ItemTime> {
    let of_item = |(item_at, item): (usize, &ItemView)| {
        times_of(item).into_iter().map(move |(moment, time)| ItemTime { item_at, time, moment })
    };
    let mut times: Vec<ItemTime> = items.iter().enumerate().flat_map(of_item).collect();
    times.sort_by_key(|time| (time.moment.is_none(), time.moment.map(|moment| moment.middle_s()), time.item_at));
    times
}

fn judged_matches(view: &CaseView) -> BTreeMap<String, bool> {
    let in_force = view.decisions.iter().filter(|decision| decision.undone_by.is_none());
    in_force
        .filter_map(|decision| match &decision.what {
            DecisionKind::RejectMatch { match_id } => Some((match_id.clone(), false)),
            DecisionKind::AcceptMatch { match_id } => Some((match_id.clone(), true)),
            _ => None,
        })
        .collect()
}
