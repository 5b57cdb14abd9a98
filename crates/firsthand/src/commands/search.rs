use super::{Talk, open_case, print_json, print_line};
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::derived;
use crate::search_words::SearchWords;
use crate::terminal::short;
use anyhow::Result;
use clap::Args;
use model::{Block, BlockRole};
use serde::Serialize;
use std::path::PathBuf;

/// Search the texts of a case, in any script: every word must occur; "words in quotation marks" must stand together.
///
/// A word with * behind it is the beginning of words. Upper and lower case, accents, Arabic diacritics and tatweel do
/// not matter. Comments are left out unless asked for.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Search {
    /// The case.
    case: PathBuf,
    /// What to look for.
    query: String,
    /// Search what readers wrote, too.
    #[arg(long)]
    comments: bool,
    /// At most this many hits.
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: u64,
}

#[derive(Serialize)]
struct Hit {
    item: model::ItemId,
    short_id: String,
    name: String,
    block: u32,
    role: BlockRole,
    start_byte: usize,
    end_byte: usize,
    text: String,
}

impl Search {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        let expression = match_expression(&self.query)
            .ok_or_else(|| wrong_usage(format!("{:?} holds no word to look for", self.query)))?;
        let hits = case.search(&expression, self.limit, self.comments)?;
        for hit in &hits {
            let Some(item) = case.item(&hit.item)? else { continue };
            let Some(block) = derived::block(&case, &item.id, hit.block)? else { continue };
            print_hit(talk, &hit_of(item, block))?;
        }
        if hits.is_empty() && !talk.json {
            print_line("nothing found")?;
        }
        Ok(Outcome::Done)
    }
}

fn hit_of(item: model::Item, block: Block) -> Hit {
    Hit {
        item: item.id,
        short_id: item.short_id.0,
        name: item.name,
        block: block.block,
        role: block.role,
        start_byte: block.start_byte,
        end_byte: block.end_byte,
        text: block.text,
    }
}

fn print_hit(talk: Talk, hit: &Hit) -> Result<()> {
    if talk.json {
        return print_json(hit);
    }
    print_line(format!(
        "{}  {}  {:?}, bytes {}–{}",
        hit.short_id,
        short(&hit.name, 50),
        hit.role,
        hit.start_byte,
        hit.end_byte
    ))?;
    print_line(format!("    {}", short(&hit.text, 160)))
}

/// The query as an FTS5 expression over folded tokens; `None` when no word is left.
pub fn match_expression(query: &str) -> Option<String> {
    SearchWords::of(query).map(|words| words.expression())
}
