//! What is to be known of an item: what its bytes or a step gave to understand, and how much that matters.

use crate::web::kinds;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::Case;
use model::{Finding, ItemId, Severity};
use report::{CaseView, Element, Html, LocalHref, el};

/// Signs of an item's id.
const ID_SIGNS: usize = 64;

/// The section.
///
/// # Errors
/// When an item that a finding names cannot be looked up.
pub fn section(visit: &Visit, case: &Case, view: &CaseView, item: ItemId) -> Result<Element> {
    let id = item.hex();
    let own = view.findings.iter().filter(|finding| finding.about == id);
    let lines: Vec<Element> = own.map(|finding| line(visit, case, finding)).collect::<Result<_>>()?;
    Ok(super::section(visit.say("findings"), lines, "findings"))
}

fn line(visit: &Visit, case: &Case, finding: &Finding) -> Result<Element> {
    let class = match finding.severity {
        Severity::Error => "finding error",
        Severity::Warn => "finding warn",
        Severity::Note => "finding",
    };
    let severity = el("strong").with(visit.say(kinds::severity(finding.severity)));
    let meaning = kinds::finding(visit.language, &finding.code).unwrap_or_default();
    let measured = el("p").class("muted").attr("lang", "en").attr("dir", "auto").with(with_links(case, &finding.text)?);
    Ok(el("li").attr("class", class).with(severity).with(": ").with(meaning).with(measured))
}

/// The text of a finding; items that it names by their whole ids are linked by their short ones.
fn with_links(case: &Case, text: &str) -> Result<Html> {
    let mut parts = Vec::new();
    for word in text.split_inclusive([' ', ',', ';', ':', '(']) {
        let item = match word.get(..ID_SIGNS).and_then(|id| id.parse::<ItemId>().ok()) {
            Some(id) => case.item(&id.hex())?,
            None => None,
        };
        match item {
            Some(item) => {
                let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
                parts.push(el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0)).into());
                parts.push(Html::name(&word[ID_SIGNS..]));
            }
            None => parts.push(Html::name(word)),
        }
    }
    Ok(parts.into_iter().collect())
}
