//! The same values for machines: `report.json`, with the same things left out.

use crate::redact::Shareable;
use crate::view::{CaseView, ItemView, Sensitive};
use model::{ClaimedTime, Finding, Item, Link, MediaFacts, MetadataField, Origin, Statement};
use serde::Serialize;
use std::collections::BTreeMap;

/// Name and version of the format of `report.json`; `docs/formats/report.md` describes it.
pub const FORMAT: &str = "firsthand-report/1";

#[derive(Serialize)]
struct MachineReport<'r> {
    format: &'static str,
    case_name: &'r str,
    made_at: &'r str,
    tool: &'r str,
    checkpoint: &'r crate::view::CheckpointView,
    settings: crate::view::ReportSettings,
    items: Vec<MachineItem<'r>>,
    matches: &'r [model::Match],
    statements: &'r [Statement],
    claims: &'r [model::Claim],
    origins: &'r [Origin],
    decisions: &'r [model::Decision],
    custody: &'r [model::CustodyEvent],
    rejections: Vec<Rejection<'r>>,
    findings: &'r [Finding],
}

#[derive(Serialize)]
struct MachineItem<'r> {
    #[serde(flatten)]
    item: &'r Item,
    title: Option<&'r str>,
    times: &'r [ClaimedTime],
    media: Option<&'r MediaFacts>,
    metadata: &'r [MetadataField],
    links: &'r [Link],
    /// Kind of risk to the names of the fields that were left out.
    left_out: BTreeMap<Sensitive, Vec<String>>,
}

#[derive(Serialize)]
struct Rejection<'r> {
    name: &'r str,
    reason: &'r str,
}

/// The bytes of `report.json`. Texts of items are not in it: the originals hold them.
pub fn report_json(shared: &Shareable) -> Vec<u8> {
    let view = &shared.view;
    let report = MachineReport {
        format: FORMAT,
        case_name: &view.case_name,
        made_at: &view.made_at,
        tool: &view.tool,
        checkpoint: &view.checkpoint,
        settings: view.settings,
        items: view.items.iter().map(|item| machine_item(shared, item)).collect(),
        matches: &view.matches,
        statements: &view.statements,
        claims: &view.claims,
        origins: &view.origins,
        decisions: &view.decisions,
        custody: &view.custody,
        rejections: rejections(view),
        findings: &view.findings,
    };
    let mut json = serde_json::to_vec_pretty(&report).expect("plain data with string keys is always JSON");
    json.push(b'\n');
    json
}

fn machine_item<'r>(shared: &Shareable, item: &'r ItemView) -> MachineItem<'r> {
    MachineItem {
        item: &item.item,
        title: item.extract.title.as_deref(),
        times: &item.extract.times,
        media: item.extract.media.as_ref(),
        metadata: &item.extract.metadata,
        links: &item.links,
        left_out: shared.left_out.get(&item.id()).cloned().unwrap_or_default(),
    }
}

fn rejections(view: &CaseView) -> Vec<Rejection<'_>> {
    view.rejections.iter().map(|(name, reason)| Rejection { name, reason }).collect()
}
