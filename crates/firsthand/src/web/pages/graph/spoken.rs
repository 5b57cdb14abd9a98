//! What is said, between who says it and where it goes back to: around a claim, the statements of each item stand in the drawing
//! as one thing for each stance.

use super::super::claims::stance_key;
use super::{Drawing, Edge, Node};
use crate::desk::Part;
use crate::web::visit::Visit;
use anyhow::Result;
use model::{ItemId, Road, Stance, Statement, Strength};
use report::LocalHref;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Signs of a statement that its thing bears.
const SIGNS_SHOWN: usize = 90;

/// The statements of one item that take one stance, with their roads, in the claim's order.
struct Spoken<'p> {
    item: ItemId,
    stance: Stance,
    said: Vec<(&'p Statement, &'p Road)>,
}

/// Puts the statements of a claim between the items that make them and the origins that they go back to. The edges that told
/// of these at once go.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn weave(visit: &Visit, claim: &str, drawing: &mut Drawing) -> Result<()> {
    let Some(part) = Part::of_claim(&visit.lists()?, claim)? else { return Ok(()) };
    let spoken = spoken(&part);
    let drawn: HashMap<String, Node> = drawing.nodes.iter().map(|node| (node.id.clone(), node.clone())).collect();
    let mut replaced: HashSet<String> = HashSet::new();
    for (one, item) in spoken.iter().filter_map(|one| Some((one, drawn.get(&one.item.hex())?))) {
        let node = one.node(visit, claim, item);
        drawing.edges.push(one.stands_in(visit, &node));
        for (origin, (statement, road)) in one.origins().into_iter().filter(|(origin, _)| drawn.contains_key(*origin)) {
            drawing.edges.push(goes_back(claim, &node.id, origin, statement, road));
            replaced.insert(format!("{origin} {}", one.item.hex()));
        }
        drawing.nodes.push(node);
    }
    drawing.edges.retain(|edge| !replaced.contains(&edge.id));
    Ok(())
}

fn spoken(part: &Part) -> Vec<Spoken<'_>> {
    let statements: HashMap<&str, &Statement> =
        part.view.statements.iter().map(|statement| (statement.id.as_str(), statement)).collect();
    let mut spoken: BTreeMap<(ItemId, &'static str), Spoken> = BTreeMap::new();
    for road in part.view.claims.iter().flat_map(|claim| &claim.roads) {
        let Some(statement) = statements.get(road.statement.as_str()) else { continue };
        let one = spoken.entry((statement.item, stance_key(road.stance))).or_insert_with(|| Spoken {
            item: statement.item,
            stance: road.stance,
            said: Vec::new(),
        });
        one.said.push((statement, road));
    }
    spoken.into_values().collect()
}

impl<'p> Spoken<'p> {
    /// What copies say is one thing as long as the copies are one.
    fn node(&self, visit: &Visit, claim: &str, item: &Node) -> Node {
        let (first, _) = self.said[0];
        let key = stance_key(self.stance);
        let stance = visit.say(key);
        Node {
            id: format!("{} {}", first.id, self.item.hex()),
            kind: "statements",
            label: first.content.text.chars().take(SIGNS_SHOWN).collect(),
            note: Some(if self.said.len() > 1 { format!("{stance} ({})", self.said.len()) } else { stance.to_owned() }),
            time: item.time.clone(),
            time_text: item.time_text.clone(),
            copies_of: item.copies_of.as_ref().map(|root| format!("{key} {root}")),
            href: Some(road_of(claim, &first.id).as_str().to_owned()),
        }
    }

    /// The edge to the item that says it.
    fn stands_in(&self, visit: &Visit, node: &Node) -> Edge {
        let target = LocalHref::of_desk(&format!("items/{}", self.item.hex()), &[]);
        Edge {
            id: format!("{} in", node.id),
            from: node.id.clone(),
            to: self.item.hex(),
            kind: "says",
            reason: visit.say("graph.stands.in").to_owned(),
            strength: "strong",
            directed: true,
            decision: None,
            href: target.as_str().to_owned(),
            target,
        }
    }

    /// The origins that these statements go back to, each with the first that does.
    fn origins(&self) -> BTreeMap<&'p str, (&'p Statement, &'p Road)> {
        let mut origins = BTreeMap::new();
        for (statement, road) in &self.said {
            if let Some(origin) = &road.origin {
                origins.entry(origin.as_str()).or_insert((*statement, *road));
            }
        }
        origins
    }
}

fn goes_back(claim: &str, to: &str, origin: &str, statement: &Statement, road: &Road) -> Edge {
    let is_strong = road.steps.iter().all(|step| step.strength == Strength::Strong);
    let target = road_of(claim, &statement.id);
    Edge {
        id: format!("{origin} {to}"),
        from: origin.to_owned(),
        to: to.to_owned(),
        kind: "origin",
        reason: road.steps.last().map(|step| step.reason.clone()).unwrap_or_default(),
        strength: if is_strong { "strong" } else { "weak" },
        directed: true,
        decision: None,
        href: target.as_str().to_owned(),
        target,
    }
}

/// Where the way of a statement is told and decided.
fn road_of(claim: &str, statement: &str) -> LocalHref {
    LocalHref::of_desk(&format!("claims/{claim}"), &[]).at_part(statement)
}
