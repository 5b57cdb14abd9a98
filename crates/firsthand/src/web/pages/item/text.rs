//! The text of an item, block by block, each with its role. What readers wrote is folded, and they are numbers.

use super::rest;
use crate::web::kinds;
use crate::web::moments::moment;
use crate::web::visit::Visit;
use model::{Block, BlockRole, Extract, TimeKind};
use report::{Element, el};

/// Longer texts of blocks are cut on the page; the item has them whole.
const BLOCK_SIGNS_AT_MOST: usize = 4_000;
/// Blocks of each kind that are shown; it tells how many more there are.
const BLOCKS_AT_MOST: usize = 400;

/// The section.
pub fn section(visit: &Visit, extract: &Extract) -> Element {
    let blocks = extract.blocks.iter().filter(|block| block.role != BlockRole::Boilerplate);
    let (readers, told): (Vec<&Block>, Vec<&Block>) = blocks.partition(|block| block.role == BlockRole::Comment);
    let folded = (!readers.is_empty()).then(|| {
        let summary = el("summary").with(visit.language.count("readers.n", readers.len() as u64));
        el("details").class("fold").with(summary).with(shown(visit, &readers))
    });
    let nothing = (told.is_empty() && readers.is_empty()).then(|| el("p").class("nothing").with(visit.say("nothing")));
    el("section").with(el("h2").with(visit.say("text"))).with_all(nothing).with(shown(visit, &told)).with_all(folded)
}

fn shown(visit: &Visit, blocks: &[&Block]) -> Element {
    let n_more = blocks.len().saturating_sub(BLOCKS_AT_MOST) as u64;
    let shown = blocks.iter().take(BLOCKS_AT_MOST).map(|block| shown_block(visit, block));
    el("div").with_all(shown).with_all(rest(visit, n_more))
}

fn shown_block(visit: &Visit, block: &Block) -> Element {
    let text: String = block.text.chars().take(BLOCK_SIGNS_AT_MOST).collect();
    let cut = if text.len() < block.text.len() { " …" } else { "" };
    let author = block.author.as_deref().map(|author| el("span").with(" · ").with(el("bdi").name(author)));
    let posted = block.posted_at.as_deref();
    let posted = posted.map(|time| el("span").with(" · ").with(moment(visit, time, TimeKind::Posted)));
    let role =
        el("p").class("eyebrow").with(visit.say(kinds::block_role(block.role))).with_all(author).with_all(posted);
    let text = el("p").class("block-text").attr("dir", "auto").with(text).with(cut);
    el("div").class("block").with(role).with(text)
}
