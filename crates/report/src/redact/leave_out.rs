//! Leaving out what a person chose: whole items, and blocks of text. What is left out is stated with the hash of the
//! original, so that it can be asked for.

use super::authors;
use super::team::without_marks_on_gone;
use crate::view::{CaseView, ItemView, LeftOut};
use crate::words;
use model::{ItemId, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;

/// One thing to leave out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LeaveOut {
    /// The item.
    pub item: ItemId,
    /// One of its blocks, with all that lies in it; `None` = all of the item.
    pub block: Option<u32>,
}

/// Takes the chosen things out of `view`, with everything that was found in them, and notes them in `view.left_out`.
/// Counts of origins stay those of the whole case.
pub fn leave_out(view: &mut CaseView, chosen: &BTreeSet<LeaveOut>) {
    let whole: BTreeSet<ItemId> = chosen.iter().filter(|one| one.block.is_none()).map(|one| one.item).collect();
    let mut left_out = Vec::new();
    let mut silenced: BTreeSet<(ItemId, u32)> = BTreeSet::new();
    for one in chosen {
        let Some(item) = view.items.iter_mut().find(|item| item.id() == one.item) else { continue };
        match one.block {
            None => left_out.push(LeftOut::of(one.item, "item", item.item.size_bytes)),
            Some(_) if whole.contains(&one.item) => {}
            Some(block) => {
                left_out.extend(cover_block(item, block));
                silenced.extend(blocks_inside(item, block).into_iter().map(|inner| (one.item, inner)));
            }
        }
    }
    let names: Vec<String> = view
        .items
        .iter()
        .filter(|item| whole.contains(&item.id()))
        .flat_map(|item| item.item.captures.iter().map(|capture| capture.name.clone()))
        .collect();
    view.items.retain(|item| !whole.contains(&item.id()));
    let is_gone = |one: &Statement| whole.contains(&one.item) || silenced.contains(&(one.item, one.block));
    let gone: BTreeSet<String> = view.statements.iter().filter(|one| is_gone(one)).map(|one| one.id.clone()).collect();
    let words_gone: BTreeSet<String> =
        view.statements.iter().filter(|one| is_gone(one)).map(|one| one.content.text.clone()).collect();
    view.statements.retain(|one| !gone.contains(&one.id));
    without_items(view, &whole);
    without_statements(view, &gone, &words_gone);
    if !chosen.is_empty() {
        without_marks_on_gone(view);
    }
    without_names(view, &names);
    view.left_out.extend(left_out);
}

fn cover_block(item: &mut ItemView, number: u32) -> Option<LeftOut> {
    let block = item.extract.blocks.iter().find(|block| block.block == number)?;
    let (start, end) = (block.start_byte, block.end_byte);
    if let Some(text) = &mut item.extract.text
        && let Some(covered) = text.get(start..end).map(authors::cover_all)
    {
        text.replace_range(start..end, &covered);
    }
    let inside = blocks_inside(item, number);
    for block in item.extract.blocks.iter_mut().filter(|block| inside.contains(&block.block)) {
        block.text = authors::cover_all(&block.text);
        block.author = None;
    }
    // An outer block holds the same bytes.
    for block in &mut item.extract.blocks {
        let (from, to) = (start.max(block.start_byte), end.min(block.end_byte));
        if from < to && !inside.contains(&block.block) {
            let range = from - block.start_byte..to - block.start_byte;
            if let Some(covered) = block.text.get(range.clone()).map(authors::cover_all) {
                block.text.replace_range(range, &covered);
            }
        }
    }
    let mut left_out = LeftOut::of(item.id(), "block", item.item.size_bytes);
    left_out.block = Some(number);
    left_out.start_byte = Some(start);
    left_out.end_byte = Some(end);
    Some(left_out)
}

/// Numbers of a block and of all that lie in it.
fn blocks_inside(item: &ItemView, number: u32) -> BTreeSet<u32> {
    let Some(outer) = item.extract.blocks.iter().find(|block| block.block == number) else { return BTreeSet::new() };
    let lies_in = |block: &&model::Block| outer.start_byte <= block.start_byte && block.end_byte <= outer.end_byte;
    let inner = item.extract.blocks.iter().filter(lies_in).map(|block| block.block);
    inner.chain([number]).collect()
}

fn without_items(view: &mut CaseView, gone: &BTreeSet<ItemId>) {
    view.matches.retain(|found| !gone.contains(&found.query.item) && !gone.contains(&found.reference.item));
    let hexes: BTreeSet<String> = gone.iter().map(ItemId::hex).collect();
    view.findings.retain(|finding| !hexes.contains(&finding.about));
    let events = std::mem::take(&mut view.custody).into_iter();
    let indices = std::mem::take(&mut view.custody_log_indices).into_iter();
    for (mut event, log_index) in events.zip(indices) {
        // An event without items is about the whole case: one that loses all of its items goes with them.
        let was_about_items = !event.items.is_empty();
        event.items.retain(|item| !gone.contains(item));
        if !(was_about_items && event.items.is_empty()) {
            view.custody.push(event);
            view.custody_log_indices.push(log_index);
        }
    }
    for origin in &mut view.origins {
        origin.members.retain(|member| !hexes.contains(member));
        origin.first = origin.first.take().filter(|first| !gone.contains(&first.item));
    }
    for item in &mut view.items {
        for link in item.links.iter_mut().chain(&mut item.extract.links) {
            link.target_item = link.target_item.filter(|target| !gone.contains(target));
        }
        for capture in &mut item.item.captures {
            capture.container = capture.container.take().filter(|place| !gone.contains(&place.container));
        }
    }
}

fn without_statements(view: &mut CaseView, gone: &BTreeSet<String>, words_gone: &BTreeSet<String>) {
    for origin in &mut view.origins {
        origin.members.retain(|member| !gone.contains(member));
    }
    for claim in &mut view.claims {
        claim.statements.retain(|id| !gone.contains(id));
        claim.roads.retain(|road| !gone.contains(&road.statement));
        claim.disagreements.retain(|one| !one.statements.iter().any(|id| gone.contains(id)));
    }
    view.claims.retain(|claim| !claim.statements.is_empty());
    let texts: std::collections::BTreeMap<&str, &str> =
        view.statements.iter().map(|one| (one.id.as_str(), one.content.text.as_str())).collect();
    for claim in view.claims.iter_mut().filter(|claim| words_gone.contains(&claim.text)) {
        let other = claim.statements.iter().find_map(|id| texts.get(id.as_str()));
        claim.text = other.map_or(words::TEXT_LEFT_OUT, |text| text).to_owned();
    }
}

/// Names of items that are left out, cut out of every sentence about claims and origins.
fn without_names(view: &mut CaseView, names: &[String]) {
    /// A shorter name may be a part of any word.
    const NAME_SIGNS_MIN: usize = 4;
    let names: Vec<&String> = names.iter().filter(|name| name.chars().count() >= NAME_SIGNS_MIN).collect();
    if names.is_empty() {
        return;
    }
    let cut = |text: &mut String| {
        for name in &names {
            *text = text.replace(name.as_str(), words::TEXT_LEFT_OUT);
        }
    };
    replaced(&mut view.claims, &cut);
    replaced(&mut view.origins, &cut);
    replaced(&mut view.decisions, &cut);
}

fn replaced<T: Serialize + DeserializeOwned>(values: &mut Vec<T>, cut: &impl Fn(&mut String)) {
    if let Ok(mut value) = serde_json::to_value(&*values) {
        each_text(&mut value, cut);
        if let Ok(other) = serde_json::from_value(value) {
            *values = other;
        }
    }
}

fn each_text(value: &mut Value, cut: &impl Fn(&mut String)) {
    match value {
        Value::String(text) => cut(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each_text(value, cut)),
        Value::Object(fields) => fields.values_mut().for_each(|value| each_text(value, cut)),
        _ => {}
    }
}
