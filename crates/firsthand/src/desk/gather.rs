//! Gathers the lines of all lists, and what pages show whole, from ground and derived state, in the order in which the maker
//! of the file wants them. What readers wrote is taken out here, so that no list and no page of the desk can quote it.

use super::claim_lines::{Heard, claim_line};
use crate::pipeline::derived;
use crate::pipeline::facts::{outlet_of, times_of};
use anyhow::Result;
use archive::Case;
use archive::desk::{
    ClaimPlace, ClaimTies, DeskEdge, DeskItem, DeskMaker, DeskOrigin, DeskPlace, DeskTime, FindingCounts, KeptList,
    Marks, MediaKind, Standing,
};
use extract::text::search_tokens;
use model::{
    Claim, Extract, Finding, Item, ItemId, Match, MatchKind, Origin, Severity, Statement, Strength, Tier, TimeKind,
};
use report::Moment;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Makes the lists of the case as it is now. `judged` says of matches whether a person accepted or rejected them.
///
/// # Errors
/// When the case cannot be read or the file cannot be written.
pub fn make(case: &Case, state: &str, judged: &BTreeMap<String, bool>) -> Result<()> {
    let mut maker = DeskMaker::begin(case)?;
    let mut known = Known::of(case, judged)?;
    let mut heard = Heard::default();
    for item in case.each_item() {
        let item = item?;
        let extract = derived::extract(case, &item.id)?.unwrap_or_default();
        known.silence_readers(&item.id, &extract);
        let line = known.line(case, &item, &extract)?;
        heard.times.extend(line.time.clone().map(|time| (item.id, time)));
        heard.outlets.extend(line.outlet.clone().map(|outlet| (item.id, outlet)));
        maker.item(&line, &search_tokens(&search_words(&line)))?;
    }
    known.silence_claims();
    for origin in &known.origins {
        heard.labels.insert(origin.id.clone(), origin.label.clone());
        maker.origin(&origin_line(origin))?;
    }
    for claim in &known.claims {
        let spoken = known.spoken(claim);
        let origins = claim.origins_for.origins.iter().chain(&claim.origins_against.origins);
        let ties = ClaimTies {
            items: known.items_of(claim),
            origins: origins.cloned().collect(),
            places: places_of(spoken.iter().map(|(statement, _)| *statement)),
        };
        let line = claim_line(claim, &ties.items, &spoken, &heard);
        maker.claim(&line, &search_tokens(&claim.text), &ties)?;
    }
    known.edges().iter().try_for_each(|edge| maker.edge(edge))?;
    known.keep(&mut maker)?;
    Ok(maker.finish(state)?)
}

/// A match that no person rejected, with its tier as people see it.
type Holding<'k> = (&'k Match, Tier);

/// What is known beside items and their extracts, by what it is looked up by.
struct Known {
    /// All matches, as they were found.
    matches: Vec<Match>,
    judged: BTreeMap<String, bool>,
    /// All statements, by item and place.
    statements: Vec<Statement>,
    statement_at: HashMap<String, usize>,
    statements_of: HashMap<ItemId, Range<usize>>,
    /// Statements of readers.
    readers: BTreeSet<String>,
    claims: Vec<Claim>,
    n_claims_of: BTreeMap<ItemId, u32>,
    origins: Vec<Origin>,
    findings: Vec<Finding>,
    n_findings: BTreeMap<String, FindingCounts>,
    matched: BTreeMap<ItemId, BTreeSet<ItemId>>,
    standing: BTreeMap<ItemId, Standing>,
    disposed: BTreeSet<ItemId>,
}

impl Known {
    fn of(case: &Case, judged: &BTreeMap<String, bool>) -> Result<Known> {
        let statements = derived::statements(case)?;
        let mut known = Known {
            matches: derived::matches(case)?,
            judged: judged.clone(),
            statement_at: statements.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect(),
            statements_of: HashMap::new(),
            statements,
            readers: BTreeSet::new(),
            claims: derived::claims(case)?,
            n_claims_of: BTreeMap::new(),
            origins: derived::origins(case)?,
            findings: derived::findings(case)?,
            n_findings: BTreeMap::new(),
            matched: BTreeMap::new(),
            standing: BTreeMap::new(),
            disposed: case.disposed()?.into_keys().collect(),
        };
        for (at, statement) in known.statements.iter().enumerate() {
            known.statements_of.entry(statement.item).or_insert(at..at).end = at + 1;
        }
        for claim in &known.claims {
            for item in known.items_of(claim) {
                *known.n_claims_of.entry(item).or_default() += 1;
            }
        }
        for finding in &known.findings {
            let counts = known.n_findings.entry(finding.about.clone()).or_default();
            match finding.severity {
                Severity::Note => counts.note += 1,
                Severity::Warn => counts.warn += 1,
                Severity::Error => counts.error += 1,
            }
        }
        known.note_matches();
        Ok(known)
    }

    fn silence_readers(&mut self, item: &ItemId, extract: &Extract) {
        let own = self.statements_of.get(item).cloned().unwrap_or_default();
        self.readers.extend(report::silence_readers(&extract.blocks, &mut self.statements[own]));
    }

    fn silence_claims(&mut self) {
        let Known { claims, statements, statement_at, readers, .. } = self;
        let spoken = |id: &str| Some((&statements[*statement_at.get(id)?], readers.contains(id)));
        claims.iter_mut().for_each(|claim| report::silence_claim(claim, spoken));
    }

    /// What pages show whole.
    fn keep(&self, maker: &mut DeskMaker<'_>) -> Result<()> {
        for claim in &self.claims {
            maker.keep(KeptList::Claims, &claim.id, self.items_of(claim), claim)?;
        }
        for origin in &self.origins {
            maker.keep(KeptList::Origins, &origin.id, [], origin)?;
        }
        for found in &self.matches {
            let list = if found.tier == Tier::Confirmed { KeptList::Matches } else { KeptList::WeakMatches };
            maker.keep(list, &found.id, [found.query.item, found.reference.item], found)?;
        }
        for statement in &self.statements {
            let is_readers = self.readers.contains(&statement.id);
            let list = if is_readers { KeptList::ReadersStatements } else { KeptList::Statements };
            maker.keep(list, &statement.id, [statement.item], statement)?;
        }
        for finding in &self.findings {
            maker.keep(KeptList::Findings, &finding.id, finding.about.parse::<ItemId>().ok(), finding)?;
        }
        Ok(())
    }

    fn statement(&self, id: &str) -> Option<&Statement> {
        self.statement_at.get(id).map(|at| &self.statements[*at])
    }

    /// The statements of a claim but for those of readers, each with its way.
    fn spoken<'k>(&'k self, claim: &'k Claim) -> Vec<(&'k Statement, &'k model::Road)> {
        let told = claim.roads.iter().filter(|road| !self.readers.contains(&road.statement));
        told.filter_map(|road| Some((self.statement(&road.statement)?, road))).collect()
    }

    /// Matches without those that a person rejected; accepted ones are confirmed.
    fn holding(&self) -> impl Iterator<Item = Holding<'_>> {
        self.matches.iter().filter_map(|found| match self.judged.get(&found.id) {
            Some(false) => None,
            Some(true) => Some((found, Tier::Confirmed)),
            None => Some((found, found.tier)),
        })
    }

    fn note_matches(&mut self) {
        let (mut matched, mut standing) = (BTreeMap::<ItemId, BTreeSet<ItemId>>::new(), BTreeMap::new());
        for (found, _) in self.holding().filter(|(_, tier)| *tier == Tier::Confirmed) {
            let (query, reference) = (found.query.item, found.reference.item);
            if query == reference {
                continue;
            }
            matched.entry(query).or_default().insert(reference);
            matched.entry(reference).or_default().insert(query);
            let Some(direction) = &found.direction else { continue };
            let derived = if direction.from == query { reference } else { query };
            standing.insert(derived, Standing::Derived);
            standing.entry(direction.from).or_insert(Standing::Source);
        }
        (self.matched, self.standing) = (matched, standing);
    }

    fn line(&self, case: &Case, item: &Item, extract: &Extract) -> Result<DeskItem> {
        let statements = self.published_statements(item);
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
            findings: self.n_findings.get(&item.id.hex()).copied().unwrap_or_default(),
            has_thumbnail: derived::has_thumbnail(case, &item.id)?,
            is_disposed: self.disposed.contains(&item.id),
            marks: Marks::default(),
        })
    }

    /// Statements of the item but for what readers wrote.
    fn published_statements(&self, item: &Item) -> Vec<&Statement> {
        let own = self.statements_of.get(&item.id).cloned().unwrap_or_default();
        self.statements[own].iter().filter(|statement| !self.readers.contains(&statement.id)).collect()
    }

    fn items_of(&self, claim: &Claim) -> BTreeSet<ItemId> {
        claim.statements.iter().filter_map(|id| self.statement(id)).map(|statement| statement.item).collect()
    }

    /// Matches of two items in one way as one edge each, and what statements go back to.
    fn edges(&self) -> Vec<DeskEdge> {
        let mut matched: BTreeMap<(ItemId, ItemId, MatchKind), Vec<Holding<'_>>> = BTreeMap::new();
        for (found, tier) in self.holding() {
            let (a, b) = (found.query.item.min(found.reference.item), found.query.item.max(found.reference.item));
            if a != b {
                matched.entry((a, b, found.kind)).or_default().push((found, tier));
            }
        }
        let mut edges: Vec<DeskEdge> = matched.into_values().filter_map(|found| self.match_edge(&found)).collect();
        let mut ways: BTreeMap<(ItemId, &str), Way<'_>> = BTreeMap::new();
        for claim in &self.claims {
            for (statement, road) in self.spoken(claim) {
                let Some(origin) = &road.origin else { continue };
                let way = ways.entry((statement.item, origin)).or_insert_with(|| Way::new(claim, road));
                way.statements.insert(&statement.id);
                way.is_strong &= road.steps.iter().all(|step| step.strength == Strength::Strong);
            }
        }
        edges.extend(ways.into_iter().map(|((item, origin), way)| way.edge(item, origin)));
        edges
    }

    fn match_edge(&self, found: &[Holding<'_>]) -> Option<DeskEdge> {
        let (best, tier) = found.iter().copied().min_by(|(a, tier_a), (b, tier_b)| {
            tier_a.cmp(tier_b).then(b.score_0_1.total_cmp(&a.score_0_1)).then_with(|| a.id.cmp(&b.id))
        })?;
        let (a, b) = (best.query.item.min(best.reference.item), best.query.item.max(best.reference.item));
        let from = found.iter().find_map(|(found, _)| found.direction.as_ref()).map(|direction| direction.from);
        let (from, to, is_directed) = match from {
            Some(from) if from == b => (b, a, true),
            Some(_) => (a, b, true),
            None => (a, b, false),
        };
        Some(DeskEdge::Matches {
            from,
            to,
            kind: best.kind,
            tier,
            is_directed,
            n_segments: count(found.len()),
            score_0_1: best.score_0_1,
            match_id: best.id.clone(),
            reason: best.reasons.first().cloned().unwrap_or_default(),
            is_accepted: found.iter().any(|(found, _)| self.judged.get(&found.id) == Some(&true)),
        })
    }
}

/// How statements of one item go back to one origin.
struct Way<'k> {
    claim: &'k Claim,
    first: &'k model::Road,
    statements: BTreeSet<&'k str>,
    is_strong: bool,
}

impl<'k> Way<'k> {
    fn new(claim: &'k Claim, first: &'k model::Road) -> Way<'k> {
        Way { claim, first, statements: BTreeSet::new(), is_strong: true }
    }

    fn edge(self, item: ItemId, origin: &str) -> DeskEdge {
        DeskEdge::GoesBackTo {
            item,
            origin: origin.to_owned(),
            n_statements: count(self.statements.len()),
            is_strong: self.is_strong,
            claim: self.claim.id.clone(),
            statement: self.first.statement.clone(),
            reason: self.first.steps.last().map(|step| step.reason.clone()).unwrap_or_default(),
        }
    }
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
pub(super) fn is_ours(kind: TimeKind) -> bool {
    matches!(kind, TimeKind::Captured | TimeKind::Log)
}

/// The places with coordinates that these statements name, each once, the first named first.
fn places_of<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Vec<ClaimPlace> {
    let mut named: Vec<(DeskPlace, BTreeSet<ItemId>)> = Vec::new();
    for statement in statements {
        for place in &statement.places {
            let (Some(lat), Some(lon)) = (place.lat, place.lon) else { continue };
            let is_same = |known: &DeskPlace| (known.lat, known.lon) == (lat, lon) && known.name == place.name;
            match named.iter_mut().find(|(known, _)| is_same(known)) {
                Some((_, items)) => drop(items.insert(statement.item)),
                None => {
                    let place = DeskPlace { text: place.text.clone(), name: place.name.clone(), lat, lon };
                    named.push((place, BTreeSet::from([statement.item])));
                }
            }
        }
    }
    named.into_iter().map(|(place, items)| ClaimPlace { place, n_items: count(items.len()) }).collect()
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

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
