//! What the desk shows of pictures and recordings: made anew of pixels and samples, never the bytes of an original. Which parts
//! there are follows from the item and its matches alone, so that nobody can fill the disk by asking for others.

use crate::desk::{Part, a_match};
use crate::pipeline::derived;
use crate::pipeline::looks::{Drawn, Looker};
use crate::pipeline::previews::{Still, Window};
use crate::web::answer::Answer;
use crate::web::kinds;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use model::{Item, Match, MatchSide, MediaFacts};
use report::{Element, ItemView, LocalHref, el};
use serde::Serialize;

/// Parts of a recording that are linked.
const PARTS_AT_MOST: u32 = 500;

/// An item with what its reader told of its pictures and sounds.
pub struct Shown {
    /// The item.
    pub item: Item,
    /// Facts of its media.
    pub media: MediaFacts,
    /// Whether somebody marked it as graphic.
    pub is_graphic: bool,
}

impl Shown {
    /// `None` where the item is not there, or is neither a picture nor a recording.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn of(visit: &Visit, id: &str) -> Result<Option<Shown>> {
        let case = visit.reading()?;
        let Some(item) = case.item(id)? else { return Ok(None) };
        let media = derived::extract(&case, &item.id)?.and_then(|extract| extract.media);
        let is_graphic = report::marks(&visit.decisions()?).get(&item.id).is_some_and(|marks| marks.graphic);
        Ok(media.filter(|media| media.has_picture || media.has_sound).map(|media| Shown { item, media, is_graphic }))
    }

    /// A picture without a length.
    pub fn is_still(&self) -> bool {
        self.media.duration_us.is_none()
    }

    /// Address of a part of it.
    pub fn address(&self, part: &str) -> LocalHref {
        LocalHref::of_desk(&format!("items/{}/{part}", self.item.short_id.0), &[])
    }
}

/// A still with its time, as the browser parts take it.
#[derive(Serialize)]
pub struct StillAddress {
    src: String,
    time_us: i64,
}

/// Stills of a recording, their times counted from where a film of it begins.
///
/// # Errors
/// When they cannot be made.
fn stills_of(visit: &Visit, shown: &Shown, window: Window) -> Result<Vec<StillAddress>> {
    let stills = visit.desk.look(&*visit.reading()?, |looker| looker.stills(&shown.item, &shown.media))?;
    let address = |(number, still): (usize, &Still)| StillAddress {
        src: shown.address(&format!("stills/{number}.jpg")).as_str().to_owned(),
        time_us: still.time_us - window.start_us,
    };
    let is_within = |still: &StillAddress| (0..window.length_us).contains(&still.time_us);
    Ok(stills.iter().enumerate().map(address).filter(is_within).collect())
}

/// The picture as large as a screen shows it.
pub fn picture(visit: &Visit) -> Result<Answer> {
    of_item(visit, "image/jpeg", |looker, shown| {
        if !shown.is_still() {
            return Ok(Drawn::Nothing("it is a recording".to_owned()));
        }
        looker.picture(&shown.item)
    })
}

/// One still of a recording.
pub fn still(visit: &Visit) -> Result<Answer> {
    let number = visit.value(1).strip_suffix(".jpg").and_then(|number| number.parse::<usize>().ok());
    of_item(visit, "image/jpeg", |looker, shown| {
        let mut stills = looker.stills(&shown.item, &shown.media)?;
        Ok(match number.filter(|number| *number < stills.len()) {
            Some(number) => Drawn::File(stills.swap_remove(number).jpeg),
            None => Drawn::Nothing("there are fewer stills of it".to_owned()),
        })
    })
}

/// One window of a recording.
pub fn film(visit: &Visit) -> Result<Answer> {
    let number = visit.value(1).strip_suffix(".webm").and_then(|number| number.parse::<u32>().ok());
    of_item(visit, "video/webm", |looker, shown| match number.and_then(|number| Window::nth(&shown.media, number)) {
        Some(window) => looker.film(&shown.item, &shown.media, window),
        None => Ok(Drawn::Nothing("it has no such part".to_owned())),
    })
}

fn of_item(
    visit: &Visit,
    media_type: &'static str,
    make: impl FnOnce(&Looker, &Shown) -> Result<Drawn>,
) -> Result<Answer> {
    match Shown::of(visit, visit.value(0))? {
        Some(shown) => shown_to(visit, &shown, media_type, |looker| make(looker, &shown)),
        None => Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.item").to_owned())),
    }
}

/// Makes it, and notes that somebody saw it where it is marked as graphic.
fn shown_to(
    visit: &Visit,
    shown: &Shown,
    media_type: &'static str,
    make: impl FnOnce(&Looker) -> Result<Drawn>,
) -> Result<Answer> {
    let drawn = visit.desk.look(&*visit.reading()?, make)?;
    visit.note_view(&shown.item.id)?;
    Ok(match drawn {
        Drawn::File(bytes) => Answer::Media(media_type, bytes, visit.range.clone()),
        Drawn::Nothing(why) => Answer::Wrong(StatusCode::NOT_FOUND, why),
    })
}

/// What an item's page shows of it: the picture, or the parts of the recording with a player for one of them. Nothing is loaded
/// before somebody opens or plays it.
pub fn section(visit: &Visit, shown: &Shown) -> Element {
    let section = el("section").attr("id", "shown").with(el("h2").with(visit.say("shown")));
    let warning = shown.is_graphic.then(|| el("p").class("open").with(visit.say("graphic.warning")));
    let help = el("p").class("muted").with(visit.say("shown.help"));
    if shown.is_still() {
        let picture = el("img").class("media").attr("alt", visit.say("picture")).attr("loading", "lazy");
        let picture = picture.src(&shown.address("picture.jpg"));
        let look = if shown.is_graphic {
            super::matches::folded(visit, "picture", picture, true)
        } else {
            super::matches::veiled(visit, picture, false)
        };
        return section.with_all(warning).with(look).with(help);
    }
    let n_parts = Window::count(&shown.media);
    let part =
        visit.asked("part").and_then(|part| part.parse::<u32>().ok()).filter(|part| *part < n_parts).unwrap_or(0);
    let Some(window) = Window::nth(&shown.media, part) else {
        return section.with(el("p").class("nothing").with(visit.say("shown.no.length")));
    };
    let film = el(if shown.media.has_picture { "video" } else { "audio" })
        .class("media")
        .flag("controls")
        .flag("muted")
        .attr("preload", "none")
        .attr("aria-label", &shown.item.name)
        .src(&shown.address(&format!("films/{part}.webm")));
    let player = el("div")
        .attr("data-island", "player")
        .attr("data-src", shown.address(&format!("player/{part}.json")).as_str())
        .with(super::matches::folded(visit, "shown.play", film, shown.is_graphic));
    section.with_all(warning).with(parts(visit, shown, part, n_parts)).with(player).with(rate(visit, window)).with(help)
}

/// Links to the parts of a long recording.
fn parts(visit: &Visit, shown: &Shown, here: u32, n_parts: u32) -> Element {
    let link = |part: u32| {
        let number = part.to_string();
        let target = LocalHref::of_desk(&format!("items/{}", shown.item.short_id.0), &[("part", &number)]);
        let from = Window::nth(&shown.media, part).map(|window| report::media_time(window.start_us));
        let link = el("a").href(&target).with(from.unwrap_or_default());
        el("li").with(if part == here { link.attr("aria-current", "true") } else { link })
    };
    let list = el("ol").class("parts").attr("dir", "ltr").with_all((0..n_parts.min(PARTS_AT_MOST)).map(link));
    let named = el("nav").attr("aria-label", visit.say("shown.parts"));
    if n_parts > 1 { named.with(el("p").with(visit.say("shown.parts"))).with(list) } else { el("div") }
}

/// How many frames a second are shown, which is less than the recording has where it is long or quick.
fn rate(visit: &Visit, window: Window) -> Element {
    if window.frame_us == 0 {
        return el("div");
    }
    let rate = format!("{:.0}", 1e6 / window.frame_us as f64);
    el("p").class("muted").with(visit.language.fill("shown.rate", &[("n", &rate)]))
}

/// What the browser part `player` takes.
#[derive(Serialize)]
struct Player {
    medium: &'static str,
    /// A small picture until it plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    poster: Option<String>,
    #[serde(flatten)]
    side: Side,
    length_us: i64,
    stretches: Vec<Stretch>,
}

#[derive(Serialize)]
struct Stretch {
    start_us: i64,
    end_us: i64,
    label: String,
    href: String,
}

/// One part of a recording for the browser, with what of it matches others.
pub fn player(visit: &Visit) -> Result<Answer> {
    let nothing = || Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned());
    let Some(shown) = Shown::of(visit, visit.value(0))? else { return Ok(nothing()) };
    let number = visit.value(1).strip_suffix(".json").and_then(|number| number.parse::<u32>().ok());
    let Some(window) = number.and_then(|number| Window::nth(&shown.media, number)) else { return Ok(nothing()) };
    let src = shown.address(&format!("films/{}.webm", number.unwrap_or_default())).as_str().to_owned();
    let side = recorded(visit, &shown, window, src)?;
    let poster = side.stills.first().map(|still| still.src.clone());
    let part = Part::of_item(&*visit.reading()?, &visit.lists()?, &shown.item.short_id.0)?;
    let view = part.map(|part| part.view).unwrap_or_default();
    Answer::json(&Player {
        medium: if shown.media.has_picture { "video" } else { "audio" },
        poster,
        side,
        length_us: window.length_us,
        stretches: view.matches.iter().filter_map(|found| stretch(visit, &shown, window, found, &view.items)).collect(),
    })
}

/// The part of a recording that a match covers, as far as the window shows it.
fn stretch(visit: &Visit, shown: &Shown, window: Window, found: &Match, items: &[ItemView]) -> Option<Stretch> {
    let is_query = found.query.item == shown.item.id;
    let (side, other) = if is_query { (&found.query, &found.reference) } else { (&found.reference, &found.query) };
    let other = &items.iter().find(|item| item.id() == other.item)?.item;
    let (start_us, end_us) = (side.extent.start_us? - window.start_us, side.extent.end_us? - window.start_us);
    (end_us > 0 && start_us < window.length_us).then(|| Stretch {
        start_us: start_us.max(0),
        end_us: end_us.min(window.length_us),
        label: format!("{} {}: {}", other.short_id.0, other.name, visit.say(kinds::match_kind(found.kind))),
        href: LocalHref::of_desk(&format!("matches/{}", found.id), &[]).as_str().to_owned(),
    })
}

/// One side of a match as a film of what matches, or as the picture at that moment.
pub fn side_of_match(visit: &Visit) -> Result<Answer> {
    let nothing = || Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned());
    let Some(found) = a_match(&visit.lists()?, visit.value(0))? else { return Ok(nothing()) };
    let (side, is_film) = match visit.value(1) {
        "query.webm" => (&found.query, true),
        "reference.webm" => (&found.reference, true),
        "query.jpg" => (&found.query, false),
        "reference.jpg" => (&found.reference, false),
        _ => return Ok(nothing()),
    };
    let Some(shown) = Shown::of(visit, &side.item.hex())? else { return Ok(nothing()) };
    if is_film {
        let Some(window) = Window::around(&shown.media, side) else { return Ok(nothing()) };
        return shown_to(visit, &shown, "video/webm", |looker| looker.film(&shown.item, &shown.media, window));
    }
    shown_to(visit, &shown, "image/jpeg", |looker| match middle_us(side) {
        Some(time_us) => looker.moment(&shown.item, time_us),
        None => looker.picture(&shown.item),
    })
}

/// The middle of what matches.
fn middle_us(side: &MatchSide) -> Option<i64> {
    side.extent.start_us.zip(side.extent.end_us).map(|(start_us, end_us)| start_us + (end_us - start_us) / 2)
}

/// What the browser part `compare` takes.
#[derive(Serialize)]
pub struct Comparison {
    medium: &'static str,
    query: Side,
    reference: Side,
    /// With times counted from where the films begin.
    matches: Vec<Match>,
    /// As the match says it, to be shown.
    transform: model::Transform,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_us: Option<i64>,
}

/// A recording or picture as the browser parts take it.
#[derive(Serialize)]
pub struct Side {
    name: String,
    short_id: String,
    href: String,
    src: String,
    graphic: bool,
    stills: Vec<StillAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frame_us: Option<i64>,
    /// Where in the recording its film begins.
    from_us: i64,
}

/// Both sides of a match for the browser, with the stretches that the films of both show.
pub fn compared(visit: &Visit) -> Result<Answer> {
    let nothing = || Answer::Wrong(StatusCode::NOT_FOUND, visit.say("no.page").to_owned());
    let lists = visit.lists()?;
    let Some(found) = a_match(&lists, visit.value(0))? else { return Ok(nothing()) };
    let sides = (Shown::of(visit, &found.query.item.hex())?, Shown::of(visit, &found.reference.item.hex())?);
    let (Some(query), Some(reference)) = sides else { return Ok(nothing()) };
    let Some(medium) = medium_of(&query, &reference) else { return Ok(nothing()) };
    let windows = (Window::around(&query.media, &found.query), Window::around(&reference.media, &found.reference));
    let address = |file: &str| LocalHref::of_desk(&format!("matches/{}/{file}", found.id), &[]).as_str().to_owned();
    let comparison = match windows {
        (Some(query_window), Some(reference_window)) if medium != "image" => {
            let windows = (query_window, reference_window);
            let part = Part::of_match(&*visit.reading()?, &lists, &found.id)?;
            let of_pair = part.map(|part| part.view.matches).unwrap_or_default();
            let of_pair = of_pair.iter().filter(|other| other.kind == found.kind);
            Comparison {
                medium,
                query: recorded(visit, &query, query_window, address("query.webm"))?,
                reference: recorded(visit, &reference, reference_window, address("reference.webm"))?,
                matches: of_pair.filter_map(|other| within(other, windows)).collect(),
                transform: found.transform.clone(),
                start_us: found.query.extent.start_us.map(|start_us| start_us - query_window.start_us),
            }
        }
        _ => Comparison {
            medium: "image",
            query: pictured(&query, address("query.jpg")),
            reference: pictured(&reference, address("reference.jpg")),
            matches: vec![found.clone()],
            transform: found.transform.clone(),
            start_us: None,
        },
    };
    Answer::json(&comparison)
}

/// The part of a recording that shows one of its moments; the first part for a moment outside. `None` where its length is not
/// known.
///
/// # Errors
/// When its stills cannot be made.
pub fn part_at(visit: &Visit, shown: &Shown, time_us: i64) -> Result<Option<(Side, Window)>> {
    let windows = (0..Window::count(&shown.media)).filter_map(|part| Some((part, Window::nth(&shown.media, part)?)));
    let shows = |window: &Window| (window.start_us..window.start_us + window.length_us).contains(&time_us);
    let Some((part, window)) = windows.clone().find(|(_, window)| shows(window)).or_else(|| windows.clone().next())
    else {
        return Ok(None);
    };
    let src = shown.address(&format!("films/{part}.webm")).as_str().to_owned();
    Ok(Some((recorded(visit, shown, window, src)?, window)))
}

/// How both are compared; a still picture with a recording as pictures.
fn medium_of(query: &Shown, reference: &Shown) -> Option<&'static str> {
    let both = |has: fn(&Shown) -> bool| has(query) && has(reference);
    if both(|side| side.media.has_picture && !side.is_still()) {
        Some("video")
    } else if both(|side| side.media.has_picture) {
        Some("image")
    } else {
        both(|side| side.media.has_sound).then_some("audio")
    }
}

fn recorded(visit: &Visit, shown: &Shown, window: Window, src: String) -> Result<Side> {
    let side = Side {
        stills: if shown.media.has_picture { stills_of(visit, shown, window)? } else { Vec::new() },
        frame_us: (window.frame_us > 0).then_some(window.frame_us),
        from_us: window.start_us,
        ..pictured(shown, src)
    };
    Ok(side)
}

fn pictured(shown: &Shown, src: String) -> Side {
    Side {
        name: shown.item.name.clone(),
        short_id: shown.item.short_id.0.clone(),
        href: LocalHref::of_desk(&format!("items/{}", shown.item.short_id.0), &[]).as_str().to_owned(),
        src,
        graphic: shown.is_graphic,
        stills: Vec::new(),
        frame_us: None,
        from_us: 0,
    }
}

/// A match with its times counted from where both films begin; `None` where the films do not show it.
fn within(found: &Match, (query, reference): (Window, Window)) -> Option<Match> {
    let mut moved = found.clone();
    for (side, window) in [(&mut moved.query, query), (&mut moved.reference, reference)] {
        let (start_us, end_us) = (side.extent.start_us? - window.start_us, side.extent.end_us? - window.start_us);
        if end_us <= 0 || start_us >= window.length_us {
            return None;
        }
        (side.extent.start_us, side.extent.end_us) = (Some(start_us), Some(end_us));
    }
    moved.transform.offset_us =
        found.transform.offset_us.map(|offset_us| offset_us + query.start_us - reference.start_us);
    Some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Extent, ItemId, MatchKind, Tier, Transform};

    #[test]
    fn moments_that_belong_together_still_do_in_the_films() {
        let side = |start_us, end_us| MatchSide {
            item: ItemId([1; 32]),
            name: String::new(),
            extent: Extent { start_us: Some(start_us), end_us: Some(end_us), ..Extent::default() },
        };
        let found = Match {
            id: "M-1".into(),
            kind: MatchKind::VideoExcerpt,
            query: side(10_000_000, 14_000_000),
            reference: side(110_000_000, 114_000_000),
            transform: Transform { offset_us: Some(100_000_000), ..Transform::default() },
            score_0_1: 1.0,
            tier: Tier::Confirmed,
            reasons: Vec::new(),
            direction: None,
        };
        let window = |start_us| Window { start_us, length_us: 20_000_000, frame_us: 40_000 };
        let moved = within(&found, (window(5_000_000), window(105_000_000))).expect("both films show it");
        assert_eq!((moved.query.extent.start_us, moved.reference.extent.end_us), (Some(5_000_000), Some(9_000_000)));
        // Of the query's film the moment 5 s lies at 5 s of the other film, as 10 s lay at 110 s.
        assert_eq!(moved.transform.offset_us, Some(0));
        assert!(within(&found, (window(5_000_000), window(0))).is_none());
    }
}
