//! What went wrong or is limited, and what was not taken.

use super::rows_of_page;
use crate::book::Report;
use crate::frame::framed;
use crate::html::{Element, Html, Place, el};
use crate::lookups::PER_PAGE;
use crate::{parts, words};
use model::{Finding, ItemId};

/// Page `page` of the list: inputs not taken first, then findings, the gravest first.
pub fn findings(report: &Report, path: &str, page: usize) -> Vec<u8> {
    let place = Place::of(path);
    let view = report.view();
    let mut sorted: Vec<&Finding> = view.findings.iter().collect();
    sorted.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    let mut content = Html::from(el("h1").with(words::FINDINGS)).and(parts::help(words::FINDINGS_HELP));
    let rejected = rows_of_page(&view.rejections, page, PER_PAGE.findings);
    if !rejected.is_empty() {
        let row = |(name, reason): &(String, String)| {
            parts::row([el("bdi").name(name).into(), el("span").attr("dir", "auto").name(reason).into()])
        };
        let table = parts::table(&[words::NAME, words::REASON], rejected.iter().map(row));
        content.push(parts::section(words::NOT_TAKEN, table));
    }
    let first = (page - 1) * PER_PAGE.findings;
    let from = first.saturating_sub(view.rejections.len()).min(sorted.len());
    let to = (first + PER_PAGE.findings).saturating_sub(view.rejections.len()).min(sorted.len());
    if sorted.is_empty() {
        content.push(parts::nothing(words::NO_FINDINGS));
    } else if from < to {
        let rows = sorted[from..to].iter().map(|finding| row(report, place, finding));
        content.push(parts::section(
            words::FINDINGS,
            parts::table(&[words::KIND, words::ABOUT, words::FINDING, words::STAGE], rows),
        ));
    }
    content.push(parts::pager(place, "findings", page, sorted.len() + view.rejections.len(), PER_PAGE.findings));
    framed(report, path, words::FINDINGS, content)
}

fn row(report: &Report, place: Place, finding: &Finding) -> Element {
    let about = match finding.about.parse::<ItemId>() {
        Ok(id) => parts::item_ref(report, place, &id).into(),
        Err(_) => Html::text(words::WHOLE_CASE),
    };
    let severity = format!("{} {}", words::severity_sign(finding.severity), words::severity(finding.severity));
    let text = el("span").attr("dir", "auto").with(finding.text.as_str());
    parts::row([
        el("span").class("severity").with(severity).into(),
        about,
        Html::from(text).and(" ").and(el("code").name(&finding.code)),
        Html::name(&finding.stage),
    ])
}
