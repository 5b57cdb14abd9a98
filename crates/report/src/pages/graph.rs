//! The boxes and lines of the provenance picture: full copies share a box, connected boxes make a group, and within a
//! group a box stands to the right of every box that it is connected to and that is earlier.

use crate::book::Report;
use crate::draw::{Graph, GraphEdge, GraphNode};
use crate::html::Place;
use crate::lookups::{item_path, times_of};
use crate::moment::Moment;
use crate::{parts, words};
use model::{ItemId, MatchKind, TimeKind};
use std::collections::{BTreeMap, BTreeSet};

/// A box before it has a place.
pub struct Bundle {
    /// Its items, the earliest first; empty for a source that the case does not hold.
    pub items: Vec<ItemId>,
    /// Label of such a source, and its origin id.
    pub outside: Option<(String, String)>,
    earliest: Option<(Moment, String)>,
}

/// A line before it has a place: from the earlier box to the later.
pub struct Tie {
    from: usize,
    to: usize,
    kinds: BTreeMap<&'static str, usize>,
    has_direction: bool,
    is_dashed: bool,
}

/// Boxes, lines, and the group of each box.
pub struct Connected {
    /// Boxes in order of their group, then time.
    pub bundles: Vec<Bundle>,
    /// Lines between their places.
    pub ties: Vec<Tie>,
    /// Group of each box.
    pub groups: Vec<usize>,
}

/// What is connected to something else by a confirmed match or by naming it as its source.
pub fn connected(report: &Report) -> Connected {
    let mut bundles = bundles_of_copies(report);
    let bundle_of: BTreeMap<ItemId, usize> =
        bundles.iter().enumerate().flat_map(|(at, bundle)| bundle.items.iter().map(move |id| (*id, at))).collect();
    let mut ties = ties_of_matches(report, &bundles, &bundle_of);
    add_named_sources(report, &mut bundles, &mut ties, &bundle_of);
    let ties = without_shortcuts(ties.into_values().collect());
    let tied: BTreeSet<usize> = ties.iter().flat_map(|tie| [tie.from, tie.to]).collect();
    let kept: Vec<usize> = (0..bundles.len()).filter(|at| tied.contains(at) || bundles[*at].items.len() > 1).collect();
    in_groups(bundles, ties, &kept)
}

/// The picture of it.
pub fn picture_of(report: &Report, place: Place, connected: &Connected) -> Graph {
    let layers = layers(connected);
    let node = |(at, bundle): (usize, &Bundle)| node(report, place, bundle, layers[at], connected.groups[at]);
    let edge = |tie: &Tie| GraphEdge {
        from: tie.from,
        to: tie.to,
        text: tie_words(tie),
        has_direction: tie.has_direction,
        is_dashed: tie.is_dashed,
    };
    Graph {
        nodes: connected.bundles.iter().enumerate().map(node).collect(),
        edges: connected.ties.iter().map(edge).collect(),
    }
}

fn node(report: &Report, place: Place, bundle: &Bundle, layer: usize, group: usize) -> GraphNode {
    let time = match &bundle.earliest {
        Some((_, words)) => words.clone(),
        None => words::NO_TIME.to_owned(),
    };
    if let Some((label, id)) = &bundle.outside {
        let target = report.lookups.origin_path(id).map(|path| place.to_part(&path, id));
        let (first, rest) = two_lines(parts::origin_name(label), 25);
        return GraphNode {
            title: first,
            text: rest,
            time: words::NOT_IN_CASE.to_owned(),
            target,
            is_outside: true,
            layer,
            group,
        };
    }
    let first = bundle.items.first().and_then(|id| report.item(id));
    let more = bundle.items.len().saturating_sub(1);
    let short_id = first.map(|item| item.item.short_id.to_string()).unwrap_or_default();
    let title = if more > 0 { format!("{short_id} + {}", words::counted(more, words::COPY_NOUN)) } else { short_id };
    GraphNode {
        title,
        text: first.map(parts::label).unwrap_or_default(),
        time,
        target: first.map(|item| place.to(&item_path(item))),
        is_outside: false,
        layer,
        group,
    }
}

/// A label broken at a space, so that it fits a box.
fn two_lines(label: &str, most: usize) -> (String, String) {
    if label.chars().count() <= most {
        return (label.to_owned(), String::new());
    }
    let end = label.char_indices().nth(most).map_or(label.len(), |(end, _)| end);
    let cut = label[..end].rfind(' ').filter(|cut| *cut > 0).unwrap_or(end);
    (label[..cut].to_owned(), label[cut..].trim_start().to_owned())
}

fn is_full_copy(kind: MatchKind) -> bool {
    matches!(kind, MatchKind::ImageCopy | MatchKind::VideoCopy | MatchKind::TextCopy)
}

fn bundles_of_copies(report: &Report) -> Vec<Bundle> {
    let view = report.view();
    let mut leader: Vec<usize> = (0..view.items.len()).collect();
    let at = |id: &ItemId| report.lookups.item_at.get(id).copied();
    for found in matches_in_force(report).filter(|found| is_full_copy(found.kind)) {
        let (Some(a), Some(b)) = (at(&found.query.item), at(&found.reference.item)) else { continue };
        let (a, b) = (led_by(&leader, a), led_by(&leader, b));
        leader[a.max(b)] = a.min(b);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for item in 0..view.items.len() {
        members.entry(led_by(&leader, item)).or_default().push(item);
    }
    members.into_values().map(|items| bundle(report, items)).collect()
}

fn matches_in_force(report: &Report) -> impl Iterator<Item = &model::Match> {
    report.view().matches.iter().filter(|found| report.holds(found))
}

fn led_by(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

fn bundle(report: &Report, items: Vec<usize>) -> Bundle {
    let mut dated: Vec<_> = items.into_iter().map(|at| (earliest(report, at), at)).collect();
    dated.sort_by_key(|(time, at)| (time.is_none(), time.as_ref().map(|(moment, _)| moment.middle_s()), *at));
    let earliest = dated.first().and_then(|(time, _)| time.clone());
    Bundle { items: dated.into_iter().map(|(_, at)| report.view().items[at].id()).collect(), outside: None, earliest }
}

/// The earliest time that the item claims; our own capture only where it claims none.
fn earliest(report: &Report, item_at: usize) -> Option<(Moment, String)> {
    let times = times_of(&report.view().items[item_at]);
    let readable = || times.iter().filter_map(|(moment, time)| Some(((*moment)?, time)));
    let chosen = readable()
        .find(|(_, time)| !matches!(time.kind, TimeKind::Captured | TimeKind::Log))
        .or_else(|| readable().next())?;
    let (moment, time) = chosen;
    let kind = time.kind.words().split(" (").next().unwrap_or_default();
    let clock = time.time.split_once(['T', ' ']).map(|(_, clock)| clock.get(..5).unwrap_or(clock)).unwrap_or_default();
    let zone = if time.zone == words::ZONE_NOT_STATED { words::ZONE_UNKNOWN_SHORT } else { &time.zone };
    Some((moment, format!("{kind} {} {clock} {zone}", time.time.get(..10).unwrap_or(&time.time))))
}

type Ties = BTreeMap<(usize, usize), Tie>;

fn ties_of_matches(report: &Report, bundles: &[Bundle], bundle_of: &BTreeMap<ItemId, usize>) -> Ties {
    let mut ties = Ties::new();
    for found in matches_in_force(report) {
        let (Some(&query), Some(&reference)) = (bundle_of.get(&found.query.item), bundle_of.get(&found.reference.item))
        else {
            continue;
        };
        if query == reference {
            continue;
        }
        let known = found.direction.as_ref().and_then(|direction| bundle_of.get(&direction.from)).copied();
        let from = known.unwrap_or_else(|| earlier(bundles, query, reference));
        let to = if from == query { reference } else { query };
        let tie = ties.entry((from, to)).or_insert_with(|| Tie {
            from,
            to,
            kinds: BTreeMap::new(),
            has_direction: false,
            is_dashed: true,
        });
        *tie.kinds.entry(words::match_kind_short(found.kind)).or_default() += 1;
        tie.has_direction |= known.is_some();
        tie.is_dashed &= found.kind == MatchKind::SameMoment;
    }
    ties
}

fn earlier(bundles: &[Bundle], a: usize, b: usize) -> usize {
    let key = |at: usize| {
        (bundles[at].earliest.is_none(), bundles[at].earliest.as_ref().map(|(moment, _)| moment.middle_s()), at)
    };
    if key(a) <= key(b) { a } else { b }
}

/// Sources that roads lead to: their own item where the case holds it, else a box of their own; each tied to the items
/// that name them.
fn add_named_sources(report: &Report, bundles: &mut Vec<Bundle>, ties: &mut Ties, bundle_of: &BTreeMap<ItemId, usize>) {
    let mut box_of: BTreeMap<String, usize> = BTreeMap::new();
    for road in report.view().claims.iter().flat_map(|claim| &claim.roads) {
        let Some(origin) = road.origin.as_deref().and_then(|id| report.origin(id)) else { continue };
        let Some(statement) = report.statement(&road.statement) else { continue };
        let Some(&to) = bundle_of.get(&statement.item).filter(|_| !report.is_comment(statement)) else { continue };
        let own_item = own_item(origin).and_then(|id| bundle_of.get(&id)).copied();
        let from = own_item.unwrap_or_else(|| {
            *box_of.entry(origin.id.clone()).or_insert_with(|| {
                let outside = Some((origin.label.clone(), origin.id.clone()));
                bundles.push(Bundle { items: Vec::new(), outside, earliest: None });
                bundles.len() - 1
            })
        });
        if from == to || ties.contains_key(&(to, from)) {
            continue;
        }
        let named = || Tie { from, to, kinds: BTreeMap::new(), has_direction: true, is_dashed: true };
        ties.entry((from, to)).or_insert_with(named);
    }
}

/// The item that is the origin's own, where the case holds it.
fn own_item(origin: &model::Origin) -> Option<ItemId> {
    let first = origin.first.as_ref().map(|first| first.item);
    first.or_else(|| origin.members.iter().find_map(|member| member.parse().ok())).filter(|_| origin.in_case)
}

/// Leaves out a line where a chain of two others goes the same way.
fn without_shortcuts(ties: Vec<Tie>) -> Vec<Tie> {
    let next: BTreeMap<usize, BTreeSet<usize>> = ties.iter().fold(BTreeMap::new(), |mut next, tie| {
        next.entry(tie.from).or_insert_with(BTreeSet::new).insert(tie.to);
        next
    });
    let leads_on = |from: usize, to: usize| next.get(&from).is_some_and(|ends| ends.contains(&to));
    let is_shortcut = |tie: &Tie| {
        next[&tie.from].iter().any(|&middle| middle != tie.to && leads_on(middle, tie.to) && !leads_on(tie.to, middle))
    };
    let kept: Vec<bool> = ties.iter().map(|tie| !is_shortcut(tie)).collect();
    ties.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(tie, _)| tie).collect()
}

/// Boxes in order of their group (the largest first), then time; lines with their new places.
fn in_groups(bundles: Vec<Bundle>, ties: Vec<Tie>, kept: &[usize]) -> Connected {
    let mut leader: Vec<usize> = (0..bundles.len()).collect();
    for tie in &ties {
        let (a, b) = (led_by(&leader, tie.from), led_by(&leader, tie.to));
        leader[a.max(b)] = a.min(b);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &at in kept {
        members.entry(led_by(&leader, at)).or_default().push(at);
    }
    let mut sorted: Vec<Vec<usize>> = members.into_values().collect();
    sorted.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let key = |at: usize| {
        (
            bundles[at].outside.is_none(),
            bundles[at].earliest.is_none(),
            bundles[at].earliest.as_ref().map(|(moment, _)| moment.middle_s()),
            at,
        )
    };
    sorted.iter_mut().for_each(|group| group.sort_by_key(|&at| key(at)));
    let order: Vec<(usize, usize)> =
        sorted.iter().enumerate().flat_map(|(group, members)| members.iter().map(move |&at| (group, at))).collect();
    let place_of: BTreeMap<usize, usize> = order.iter().enumerate().map(|(place, &(_, at))| (at, place)).collect();
    let mut taken: Vec<Option<Bundle>> = bundles.into_iter().map(Some).collect();
    let groups = order.iter().map(|&(group, _)| group).collect();
    let bundles = order.iter().filter_map(|&(_, at)| taken[at].take()).collect();
    let moved = |tie: Tie| Some(Tie { from: *place_of.get(&tie.from)?, to: *place_of.get(&tie.to)?, ..tie });
    Connected { bundles, ties: ties.into_iter().filter_map(moved).collect(), groups }
}

/// Column of each box: one more than the rightmost box that leads to it. A ring of lines is cut after as many rounds
/// as there are boxes.
fn layers(connected: &Connected) -> Vec<usize> {
    let most = connected.bundles.len();
    let mut layers = vec![0usize; most];
    for _ in 0..most {
        let mut moved = false;
        for tie in &connected.ties {
            let wanted = (layers[tie.from] + 1).min(MOST_COLUMNS - 1);
            if layers[tie.to] < wanted {
                layers[tie.to] = wanted;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    layers
}

/// Columns of the picture; longer chains share the last one.
const MOST_COLUMNS: usize = 8;

fn tie_words(tie: &Tie) -> String {
    let one = |(kind, count): (&&'static str, &usize)| {
        if *count > 1 { format!("{kind} ×{count}") } else { (*kind).to_owned() }
    };
    tie.kinds.iter().map(one).collect::<Vec<_>>().join(", ")
}
