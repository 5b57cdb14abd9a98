//! Takes pages apart in this process, without the sandbox, and prints what each says: to measure main text, comments,
//! title, authors and dates against public collections. Foreign files belong into the sandbox.
//!
//! One `{"key", "path", "url"}` a line in (`url` may be missing), one record a line out:
//! `{"key", "title", "authors", "published", "times", "body", "posts", "captions", "comments"}`.
//!
//! `cargo run --release -p extract --example page_split LIST.jsonl PRED.jsonl`

use model::{BlockRole, CreditRole, Extract, TimeKind};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(list), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: page_split LIST.jsonl PRED.jsonl");
        return ExitCode::from(2);
    };
    match split_all(list.as_ref(), out.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn split_all(list: &std::path::Path, out: &std::path::Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(out)?);
    for line in BufReader::new(std::fs::File::open(list)?).lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let page = std::fs::read(asked["path"].as_str().unwrap_or_default())?;
        let extract = extract::text::read_page(&page, None, asked["url"].as_str());
        writeln!(out, "{}", record(&asked["key"], &extract))?;
    }
    out.flush()
}

/// The posts of a thread with what they quote, but for quotations of what already stands in the thread.
fn posts(extract: &Extract) -> String {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let (mut posts, mut said): (Vec<&str>, String) = (Vec::new(), String::new());
    for block in &extract.blocks {
        let in_post =
            |parent: u32| extract.blocks.get(parent as usize).is_some_and(|block| block.role == BlockRole::Message);
        let is_post = match block.role {
            BlockRole::Message => true,
            BlockRole::Quote => block.parent.is_some_and(in_post) && !said.contains(&letters(&block.text)),
            _ => false,
        };
        if is_post {
            posts.push(&block.text);
        }
        if !matches!(block.role, BlockRole::Quote | BlockRole::Boilerplate) {
            said.push_str(&letters(&block.text));
        }
    }
    posts.join("\n")
}

fn record(key: &Value, extract: &Extract) -> Value {
    let texts = |roles: &[BlockRole]| -> String {
        let blocks = extract.blocks.iter().filter(|block| roles.contains(&block.role));
        let own = blocks.filter(|block| block.role != BlockRole::Quote || block.parent.is_none());
        own.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let voices: Vec<Value> = extract
        .blocks
        .iter()
        .filter(|block| matches!(block.role, BlockRole::Comment | BlockRole::Message))
        .map(|block| {
            json!({"block": block.block, "role": block.role, "text": block.text, "author": block.author,
                "posted_at": block.posted_at, "likes": block.likes, "parent": block.parent, "reason": block.reason})
        })
        .collect();
    let credits: Vec<Value> = extract
        .credits
        .iter()
        .filter(|credit| credit.role == CreditRole::Author && !credit.of_picture)
        .map(|credit| json!({"name": credit.name, "evidence": "text"}))
        .collect();
    let first = extract.authors.first().map(|author| author.evidence.as_str());
    let authors: Vec<_> = extract.authors.iter().filter(|author| Some(author.evidence.as_str()) == first).collect();
    // Where a page says only when it was changed, that is the best date it has.
    let published = [TimeKind::Published, TimeKind::Updated]
        .into_iter()
        .find_map(|kind| extract.times.iter().find(|time| time.kind == kind));
    json!({
        "key": key,
        "title": extract.title,
        "title_evidence": extract.title_evidence,
        "authors": authors,
        "credited": credits,
        "published": published,
        "times": extract.times,
        "body": texts(&[BlockRole::Body, BlockRole::Quote]),
        "posts": posts(extract),
        "captions": texts(&[BlockRole::Caption]),
        "credits": texts(&[BlockRole::Byline, BlockRole::CreditLine]),
        "comments": voices,
    })
}
