use super::report::refuse_existing;
use super::{Talk, open_case, print_json, print_line};
use crate::operator::operator;
use crate::outcome::{Outcome, wrong_usage};
use crate::pipeline::looks::{Drawn, Looker, is_of_pictures};
use crate::pipeline::{Pipeline, derived};
use crate::terminal::say;
use crate::views::Views;
use anyhow::{Context, Result};
use archive::Case;
use clap::Args;
use model::{Item, ItemId, Match};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Make pictures of an item or a match for people to look at. They are not blurred.
///
/// Of an item: thumbnail.jpg, and for a recording contact-sheet.jpg, one picture for each shot with its time. Of a match:
/// comparison.png, both sides with the matching part outlined, one laid over the other, and their difference; for two
/// recordings clip.webm, a few seconds of both side by side, with the sound of each on its side. Everything is decoded and
/// drawn in the sandbox, and free of metadata; short ids and times stand on the pictures, no names. That somebody looked at
/// items that are marked as graphic is logged.
///
///   firsthand look my-case K7Q-03 quay
///   firsthand look my-case M-0c41d2a97f30 both-sides
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Look {
    /// The case.
    case: PathBuf,
    /// An item (SHA-256, its beginning, or the short id) or the id of a match.
    id: String,
    /// Folder to make; refused where it exists and is not empty.
    out: PathBuf,
}

#[derive(Serialize)]
struct Shown {
    files: Vec<ShownFile>,
    /// What could not be made, and why.
    not_made: Vec<NotMade>,
}

#[derive(Serialize)]
struct ShownFile {
    name: &'static str,
    path: String,
    size_bytes: u64,
}

#[derive(Serialize)]
struct NotMade {
    name: &'static str,
    why: String,
}

impl Look {
    pub fn run(self, talk: Talk) -> Result<Outcome> {
        let case = open_case(&self.case)?;
        refuse_existing(&self.out)?;
        let pipeline = Pipeline::new(None)?;
        let looker = Looker { case: &case, extractor: pipeline.extractor() };
        let (made, seen) = match case.item(&self.id)? {
            Some(item) => (of_item(&looker, &item)?, vec![item.id]),
            None => {
                let found = self.the_match(&looker)?;
                (of_match(&looker, &found)?, vec![found.query.item, found.reference.item])
            }
        };
        let shown = write(made, &self.out)?;
        if !shown.files.is_empty() {
            log_view(&case, &seen)?;
        }
        if talk.json {
            print_json(&shown)?;
        } else {
            shown.files.iter().try_for_each(|file| print_line(&file.path))?;
            shown.not_made.iter().for_each(|one| say(format!("no {}: {}", one.name, one.why)));
        }
        Ok(if shown.files.is_empty() { Outcome::DoneWithRejections } else { Outcome::Done })
    }

    fn the_match(&self, looker: &Looker<'_>) -> Result<Match> {
        let found = derived::matches(looker.case)?.into_iter().find(|one| one.id == self.id);
        let found = found.ok_or_else(|| {
            wrong_usage(format!(
                "there is no item and no match {:?} in this case\n  list them: firsthand show CASE items, firsthand show \
                 CASE matches --json",
                self.id
            ))
        })?;
        if !is_of_pictures(&found) {
            return Err(wrong_usage(format!(
                "{} is a match of texts: there is no picture of it\n  show both passages: firsthand show CASE matches {} --json",
                self.id, self.id
            )));
        }
        Ok(found)
    }
}

/// Logs who saw those of the items that are marked as graphic. A case that cannot be written can be looked at all the same:
/// then it is said that this look is not logged.
fn log_view(case: &Case, seen: &[ItemId]) -> Result<()> {
    let marks = report::marks(&case.decisions()?);
    let views = Views::default();
    let graphic = seen.iter().filter(|item| marks.get(item).is_some_and(|marks| marks.graphic));
    let noted = graphic.into_iter().try_for_each(|item| views.record_view(case, &operator(), *item));
    if let Err(error) = noted.and_then(|()| views.log_waiting(case)) {
        say(format!("this look is not in the custody record: {error}"));
    }
    Ok(())
}

fn of_item(looker: &Looker<'_>, item: &Item) -> Result<Vec<(&'static str, Drawn)>> {
    let thumbnail = match derived::thumbnail(looker.case, &item.id)? {
        Some(jpeg) => Drawn::File(jpeg),
        None => Drawn::Nothing(format!("{} is no picture, or could not be decoded", item.short_id)),
    };
    let mut made = vec![("thumbnail.jpg", thumbnail)];
    if derived::fingerprints_of(looker.case, &item.id, true)?.is_some_and(|(print, _)| print.video.is_some()) {
        made.push(("contact-sheet.jpg", looker.contact_sheet(item)?));
    }
    Ok(made)
}

fn of_match(looker: &Looker<'_>, found: &Match) -> Result<Vec<(&'static str, Drawn)>> {
    let mut made = vec![("comparison.png", looker.comparison(found)?)];
    let has_times = [&found.query, &found.reference].iter().all(|side| side.extent.start_us.is_some());
    if has_times {
        made.push(("clip.webm", looker.clip(found)?));
    }
    Ok(made)
}

fn write(made: Vec<(&'static str, Drawn)>, out: &Path) -> Result<Shown> {
    let mut shown = Shown { files: Vec::new(), not_made: Vec::new() };
    for (name, made) in made {
        match made {
            Drawn::Nothing(why) => shown.not_made.push(NotMade { name, why }),
            Drawn::File(bytes) => {
                std::fs::create_dir_all(out).with_context(|| format!("making the folder {}", out.display()))?;
                let path = out.join(name);
                std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
                let size_bytes = bytes.len() as u64;
                shown.files.push(ShownFile { name, path: path.display().to_string(), size_bytes });
            }
        }
    }
    Ok(shown)
}
