//! Gathers the lines of all lists from ground and derived state, in the order in which the maker of the file wants them.

use crate::pipeline::derived;
use crate::pipeline::facts::{outlet_of, times_of};
use anyhow::Result;
use archive::Case;
use archive::desk::{
    DeskClaim, DeskEdge, DeskFigures, DeskItem, DeskMaker, DeskOrigin, DeskPlace, DeskTime, FindingCounts, Marks,
    MediaKind, OriginSpan, Standing,
};
use extract::text::fold_for_search;
use model::{
    BlockRole, Claim, Extract, Figure, Item, ItemId, Match, MatchKind, Origin, OriginCount, Severity, Stance,
    Statement, Strength, Tier, TimeKind,
};
use report::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// Makes the lists of the case as it is now. `judged` says of matches whether a person accepted or rejected them.
///
/// # Errors
/// When the case cannot be read or the file cannot be written.
pub fn make(case: &Case, state: &str, judged: &BTreeMap<String, bool>) -> Result<()> {
    let mut maker = DeskMaker::begin(case)?;
    let known = Known::of(case, judged)?;
    let mut times: BTreeMap<ItemId, DeskTime> = BTreeMap::new();
    for item in case.each_item() {
        let item = item?;
        let extract = derived::extract(case, &item.id)?.unwrap_or_default();
        let line = known.line(case, &item, &extract)?;
        times.extend(line.time.clone().map(|time| (item.id, time)));
        maker.item(&line, &fold_for_search(&search_words(&line)))?;
    }
    for origin in &known.origins {
        maker.origin(&origin_line(origin))?;
    }
    for claim in &known.claims {
        let items = known.items_of(claim);
        let origins = claim.origins_for.origins.iter().chain(&claim.origins_against.origins).cloned();
        let line = known.claim_line(claim, &items, &times);
        maker.claim(&line, &fold_for_search(&claim.text), items, origins)?;
    }
    known.edges().iter().try_for_each(|edge| maker.edge(edge))?;
    Ok(maker.finish(state)?)
}

/// What is known beside items and their extracts, by what it is looked up by.
struct Known {
    /// Matches that hold or are weak, without those that a person rejected; accepted ones are confirmed.
    matches: Vec<Match>,
    statements: BTreeMap<String, Statement>,
    statements_of: BTreeMap<ItemId, Vec<String>>,
    claims: Vec<Claim>,
    n_claims_of: BTreeMap<ItemId, u32>,
    origins: Vec<Origin>,
    findings: BTreeMap<String, FindingCounts>,
    matched: BTreeMap<ItemId, BTreeSet<ItemId>>,
    standing: BTreeMap<ItemId, Standing>,
    disposed: BTreeSet<ItemId>,
}

impl Known {
    fn of(case: &Case, judged: &BTreeMap<String, bool>) -> Result<Known> {
        let mut known = Known {
            matches: judged_by_people(derived::matches(case)?, judged),
            statements: derived::statements(case)?.into_iter().map(|one| (one.id.clone(), one)).collect(),
            statements_of: BTreeMap::new(),
            claims: derived::claims(case)?,
            n_claims_of: BTreeMap::new(),
            origins: derived::origins(case)?,
            findings: BTreeMap::new(),
            matched: BTreeMap::new(),
            standing: BTreeMap::new(),
            disposed: case.disposed()?.into_keys().collect(),
        };
        for statement in known.statements.values() {
            known.statements_of.entry(statement.item).or_default().push(statement.id.clone());
        }
        for claim in &known.claims {
            for item in known.items_of(claim) {
                *known.n_claims_of.entry(item).or_default() += 1;
            }
        }
        for finding in derived::findings(case)? {
            let counts = known.findings.entry(finding.about).or_default();
            match finding.severity {
                Severity::Note => counts.note += 1,
                Severity::Warn => counts.warn += 1,
                Severity::Error => counts.error += 1,
            }
        }
        known.note_matches();
        Ok(known)
    }

    fn note_matches(&mut self) {
        for found in self.matches.iter().filter(|found| found.tier == Tier::Confirmed) {
            let (query, reference) = (found.query.item, found.reference.item);
            if query == reference {
                continue;
            }
            self.matched.entry(query).or_default().insert(reference);
            self.matched.entry(reference).or_default().insert(query);
            let Some(direction) = &found.direction else { continue };
            let derived = if direction.from == query { reference } else { query };
            self.standing.insert(derived, Standing::Derived);
            self.standing.entry(direction.from).or_insert(Standing::Source);
        }
    }

    fn line(&self, case: &Case, item: &Item, extract: &Extract) -> Result<DeskItem> {
        let statements = self.published_statements(item, extract);
        Ok(DeskItem {
            id: item.id,
            short_id: item.short_id.clone(),
            name: item.name.clone(),
            title: extract.title.clone(),
            kind: MediaKind::of(&item.media_type),
            media_type: item.media_type.clone(),
            size_bytes: item.size_bytes,
            duration_us: extract.media.as_ref().and_then(|media| media.duration_us),
            outlet: outlet_of(item, extract),
            time: best_time(item, extract),
            added: item.captures.first().map(|capture| capture.time.clone()).unwrap_or_default(),
            n_captures: count(item.captures.len()),
            n_matches: count(self.matched.get(&item.id).map_or(0, BTreeSet::len)),
            n_statements: count(statements.len()),
            n_claims: self.n_claims_of.get(&item.id).copied().unwrap_or_default(),
            standing: self.standing.get(&item.id).copied().unwrap_or_default(),
            place: place_of(&statements),
            findings: self.findings.get(&item.id.hex()).copied().unwrap_or_default(),
            has_thumbnail: derived::has_thumbnail(case, &item.id)?,
            is_disposed: self.disposed.contains(&item.id),
            marks: Marks::default(),
        })
    }

    /// Statements of the item but for what readers wrote.
    fn published_statements(&self, item: &Item, extract: &Extract) -> Vec<&Statement> {
        let comments: BTreeSet<u32> =
            extract.blocks.iter().filter(|block| block.role == BlockRole::Comment).map(|block| block.block).collect();
        let ids = self.statements_of.get(&item.id).into_iter().flatten();
        let statements = ids.filter_map(|id| self.statements.get(id));
        statements.filter(|statement| !comments.contains(&statement.block)).collect()
    }

    fn items_of(&self, claim: &Claim) -> BTreeSet<ItemId> {
        claim.statements.iter().filter_map(|id| self.statements.get(id)).map(|statement| statement.item).collect()
    }

    fn claim_line(&self, claim: &Claim, items: &BTreeSet<ItemId>, times: &BTreeMap<ItemId, DeskTime>) -> DeskClaim {
        let times = items.iter().filter_map(|item| times.get(item));
        let first = times.min_by_key(|time| (is_ours(time.kind), time.from_s, time.to_s));
        DeskClaim {
            id: claim.id.clone(),
            text: claim.text.clone(),
            origins_for: span(&claim.origins_for),
            origins_against: span(&claim.origins_against),
            n_unresolved: count(claim.unresolved.len()),
            n_statements: count(claim.statements.len()),
            n_items: count(items.len()),
            n_disagreements: count(claim.disagreements.len()),
            figures: self.figures_of(claim),
            first: first.cloned(),
        }
    }

    /// Figures of the statements for the claim, of the unit that most of them count.
    fn figures_of(&self, claim: &Claim) -> Option<DeskFigures> {
        let for_it = claim.roads.iter().filter(|road| road.stance == Stance::For);
        let statements = for_it.filter_map(|road| self.statements.get(&road.statement));
        let mut by_unit: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
        for figure in statements.flat_map(|statement| &statement.figures) {
            if let Some(unit) = &figure.unit {
                by_unit.entry(unit).or_default().push(figure);
            }
        }
        // Of several units with as many figures the first by its name.
        let (unit, figures) = by_unit.into_iter().rev().max_by_key(|(_, figures)| figures.len())?;
        let bound = |bounds: Vec<Option<f64>>, pick: fn(f64, f64) -> f64| -> Option<f64> {
            bounds.into_iter().collect::<Option<Vec<f64>>>()?.into_iter().reduce(pick)
        };
        Some(DeskFigures {
            unit: unit.to_owned(),
            low: bound(figures.iter().map(|figure| figure.low).collect(), f64::min),
            high: bound(figures.iter().map(|figure| figure.high).collect(), f64::max),
        })
    }

    /// Matches of two items in one way as one edge each, and what statements go back to.
    fn edges(&self) -> Vec<DeskEdge> {
        let mut matched: BTreeMap<(ItemId, ItemId, MatchKind), Vec<&Match>> = BTreeMap::new();
        for found in &self.matches {
            let (a, b) = (found.query.item.min(found.reference.item), found.query.item.max(found.reference.item));
            if a != b {
                matched.entry((a, b, found.kind)).or_default().push(found);
            }
        }
        let mut edges: Vec<DeskEdge> = matched.into_values().filter_map(|found| match_edge(&found)).collect();
        let mut roads: BTreeMap<(ItemId, &str), (BTreeSet<&str>, bool)> = BTreeMap::new();
        for road in self.claims.iter().flat_map(|claim| &claim.roads) {
            let (Some(origin), Some(statement)) = (&road.origin, self.statements.get(&road.statement)) else {
                continue;
            };
            let (statements, is_strong) =
                roads.entry((statement.item, origin)).or_insert_with(|| (BTreeSet::new(), true));
            statements.insert(&road.statement);
            *is_strong &= road.steps.iter().all(|step| step.strength == Strength::Strong);
        }
        edges.extend(roads.into_iter().map(|((item, origin), (statements, is_strong))| DeskEdge::GoesBackTo {
            item,
            origin: origin.to_owned(),
            n_statements: count(statements.len()),
            is_strong,
        }));
        edges
    }
}

/// Without the matches that people rejected; those that they accepted count as confirmed.
fn judged_by_people(matches: Vec<Match>, judged: &BTreeMap<String, bool>) -> Vec<Match> {
    let kept = matches.into_iter().filter(|found| judged.get(&found.id) != Some(&false));
    kept.map(|found| match judged.get(&found.id) {
        Some(true) => Match { tier: Tier::Confirmed, ..found },
        _ => found,
    })
    .collect()
}

fn match_edge(found: &[&Match]) -> Option<DeskEdge> {
    let best = found
        .iter()
        .copied()
        .min_by(|a, b| a.tier.cmp(&b.tier).then(b.score_0_1.total_cmp(&a.score_0_1)).then_with(|| a.id.cmp(&b.id)))?;
    let (a, b) = (best.query.item.min(best.reference.item), best.query.item.max(best.reference.item));
    let from = found.iter().find_map(|found| found.direction.as_ref()).map(|direction| direction.from);
    let (from, to, is_directed) = match from {
        Some(from) if from == b => (b, a, true),
        Some(_) => (a, b, true),
        None => (a, b, false),
    };
    Some(DeskEdge::Matches {
        from,
        to,
        kind: best.kind,
        tier: best.tier,
        is_directed,
        n_segments: count(found.len()),
        score_0_1: best.score_0_1,
        match_id: best.id.clone(),
    })
}

/// The earliest time that is claimed for an item; our own capture only where nothing else is.
fn best_time(item: &Item, extract: &Extract) -> Option<DeskTime> {
    let readable = times_of(item, extract).into_iter().filter_map(|time| Some((Moment::read(&time.time)?, time)));
    let best = readable.min_by_key(|(moment, time)| (is_ours(time.kind), moment.middle_s(), time.clone()));
    best.map(|(moment, time)| DeskTime {
        time: time.time,
        kind: time.kind,
        zone: time.zone,
        from_s: moment.from_s,
        to_s: moment.to_s,
    })
}

/// Whether a time is of our own doing rather than of the thing itself.
fn is_ours(kind: TimeKind) -> bool {
    matches!(kind, TimeKind::Captured | TimeKind::Log)
}

/// The place with coordinates that most statements name; of several the one named first.
fn place_of(statements: &[&Statement]) -> Option<DeskPlace> {
    let mut named: Vec<(DeskPlace, usize)> = Vec::new();
    for place in statements.iter().flat_map(|statement| &statement.places) {
        let (Some(lat), Some(lon)) = (place.lat, place.lon) else { continue };
        match named.iter_mut().find(|(known, _)| (known.lat, known.lon) == (lat, lon)) {
            Some((_, times)) => *times += 1,
            None => named.push((DeskPlace { text: place.text.clone(), name: place.name.clone(), lat, lon }, 1)),
        }
    }
    let most = named.iter().map(|(_, times)| *times).max()?;
    named.into_iter().find(|(_, times)| *times == most).map(|(place, _)| place)
}

fn origin_line(origin: &Origin) -> DeskOrigin {
    let first = origin.first.as_ref().and_then(|first| {
        let moment = Moment::read(&first.time)?;
        let zone = report::zone_of(&first.time);
        Some(DeskTime {
            time: first.time.clone(),
            kind: first.time_kind,
            zone,
            from_s: moment.from_s,
            to_s: moment.to_s,
        })
    });
    DeskOrigin { id: origin.id.clone(), label: origin.label.clone(), in_case: origin.in_case, first }
}

/// By what an item is found beside its text.
fn search_words(line: &DeskItem) -> String {
    let outlet = line.outlet.as_deref().unwrap_or_default();
    format!("{} {} {outlet}", line.short_id, line.name)
}

fn span(count: &OriginCount) -> OriginSpan {
    OriginSpan { low: count.low, high: count.high }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
