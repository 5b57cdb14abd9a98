//! What a container holds, with links.

use super::rest;
use crate::web::pages::items::size_words;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::Case;
use model::{Extract, MemberRef};
use report::{Element, LocalHref, el};

/// Members that are listed.
const LISTED: usize = 200;

/// The section; nothing for what holds nothing.
///
/// # Errors
/// When a member cannot be looked up.
pub fn section(visit: &Visit, case: &Case, extract: &Extract) -> Result<Option<Element>> {
    let members = &extract.members;
    if members.is_empty() {
        return Ok(None);
    }
    let lines: Vec<Element> = members.iter().take(LISTED).map(|member| line(case, member)).collect::<Result<_>>()?;
    let n_more = members.len().saturating_sub(LISTED) as u64;
    let section = el("section")
        .with(el("h2").with(visit.say("members")))
        .with(el("p").class("muted").with(visit.language.count("items.n", members.len() as u64)))
        .with(el("ul").class("plain places").with_all(lines))
        .with_all(rest(visit, n_more));
    Ok(Some(section))
}

fn line(case: &Case, member: &MemberRef) -> Result<Element> {
    let link = case.item(&member.item.hex())?.map(|item| {
        let target = LocalHref::of_desk(&format!("items/{}", item.short_id.0), &[]);
        el("a").class("id").href(&target).with(el("bdi").name(&item.short_id.0))
    });
    Ok(el("li")
        .with_all(link)
        .with(" ")
        .with(el("bdi").name(&member.name))
        .with(el("span").class("muted").with(" · ").with(size_words(member.size_bytes))))
}
