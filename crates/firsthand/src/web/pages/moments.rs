//! Cameras of one moment: every recording that is tied to one by the sound that they share, on a common clock, each with how well
//! its place is known. The list says all; a drawing and, with script, players on one clock show it.

use crate::desk::{Moment, Placed, judged_matches, ties};
use crate::pipeline::derived;
use crate::web::answer::Answer;
use crate::web::frame::{framed, scroll};
use crate::web::pages::previews::{Shown, Side, part_at};
use crate::web::visit::Visit;
use anyhow::Result;
use archive::Case;
use axum::http::StatusCode;
use model::{Decision, Item, ItemId, Match, MediaFacts};
use report::{ClockLane, Element, LocalHref, clock_lanes, clock_time, el, media_time};
use serde::Serialize;

/// A recording of the moment with what its reader told of it.
struct Camera {
    placed: Placed,
    item: Item,
    media: MediaFacts,
}

impl Camera {
    fn length_us(&self) -> Option<i64> {
        self.media.duration_us.filter(|length_us| *length_us > 0)
    }

    fn page(&self) -> LocalHref {
        LocalHref::of_desk(&format!("items/{}", self.item.short_id.0), &[])
    }
}

/// The moment of the item that the address names, with its recordings; `None` where no other recording is tied to it.
fn asked_for(visit: &Visit, case: &Case) -> Result<Option<(Moment, Vec<Camera>)>> {
    let Some(item) = case.item(visit.value(0))? else { return Ok(None) };
    let moment = Moment::of_item(&visit.lists()?, item.id, &visit.decisions()?)?;
    let mut cameras = Vec::new();
    for placed in &moment.recordings {
        let Some(item) = case.item(&placed.item.hex())? else { continue };
        let media = derived::extract(case, &item.id)?.and_then(|extract| extract.media).unwrap_or_default();
        cameras.push(Camera { placed: placed.clone(), item, media });
    }
    Ok((cameras.len() > 1).then_some((moment, cameras)))
}

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let Some((moment, cameras)) = asked_for(visit, &case)? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("moment.none").to_owned()));
    };
    let title = visit.say("moment");
    let content = el("article")
        .with(el("h1").with(title))
        .with(el("p").class("help").with(visit.say("moment.help")))
        .with(
            players(&cameras)
                .with(el("p").class("muted").with(clock_words(visit, &cameras)))
                .with(drawn(visit, &cameras)),
        )
        .with(scroll(visit.say("moment.list"), table(visit, &cameras)))
        .with_all(
            moment
                .is_cut
                .then(|| el("p").class("muted").with(visit.language.count("moment.cut", cameras.len() as u64))),
        )
        .with_all(apart(visit, &moment, &cameras));
    Ok(Answer::page(framed(visit, title, content)))
}

/// Where the common clock begins, in words.
fn clock_words(visit: &Visit, cameras: &[Camera]) -> String {
    let first = cameras.iter().find(|camera| camera.placed.by.is_none()).map(|camera| camera.item.short_id.0.as_str());
    visit.language.fill("moment.clock", &[("id", first.unwrap_or_default())])
}

/// Where the players go; what stands in it is there without script.
fn players(cameras: &[Camera]) -> Element {
    let first = cameras.iter().find(|camera| camera.placed.by.is_none()).map(|camera| camera.item.short_id.0.as_str());
    let data = LocalHref::of_desk(&format!("moments/{}/cameras.json", first.unwrap_or_default()), &[]);
    el("div").attr("data-island", "compare").attr("data-src", data.as_str())
}

/// What the browser part `compare` takes for many cameras.
#[derive(Serialize)]
struct Players {
    medium: &'static str,
    clock_note: String,
    at_us: i64,
    recordings: Vec<Player>,
}

#[derive(Serialize)]
struct Player {
    #[serde(flatten)]
    side: Side,
    /// Where on the common clock the shown part begins.
    start_us: i64,
    length_us: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncertainty_us: Option<i64>,
}

/// The recordings for the browser, each with the part of it that shows the first moment which most of them saw.
pub fn data(visit: &Visit) -> Result<Answer> {
    let Some((_, cameras)) = asked_for(visit, &*visit.reading()?)? else {
        return Ok(Answer::Wrong(StatusCode::NOT_FOUND, visit.say("moment.none").to_owned()));
    };
    let at_us = first_in_common(&cameras);
    let mut recordings = Vec::new();
    for Camera { placed, item, .. } in &cameras {
        let Some(shown) = Shown::of(visit, &item.id.hex())? else { continue };
        let Some((side, window)) = part_at(visit, &shown, at_us - placed.start_us)? else { continue };
        recordings.push(Player {
            side,
            start_us: placed.start_us + window.start_us,
            length_us: window.length_us,
            uncertainty_us: placed.uncertainty_us,
        });
    }
    Answer::json(&Players { medium: "cameras", clock_note: clock_words(visit, &cameras), at_us, recordings })
}

/// The first moment of the clock at which as many recordings run as ever do at once.
fn first_in_common(cameras: &[Camera]) -> i64 {
    let running = |at_us: i64| {
        let runs = |camera: &&Camera| {
            let length_us = camera.length_us().unwrap_or_default();
            (0..length_us).contains(&(at_us - camera.placed.start_us))
        };
        cameras.iter().filter(runs).count()
    };
    let starts = cameras.iter().map(|camera| camera.placed.start_us);
    starts.min_by_key(|at_us| (std::cmp::Reverse(running(*at_us)), *at_us)).unwrap_or_default()
}

fn drawn(visit: &Visit, cameras: &[Camera]) -> report::Html {
    let lane = |camera: &Camera| ClockLane {
        label: camera.item.short_id.0.clone(),
        start_us: camera.placed.start_us,
        length_us: camera.length_us(),
        uncertainty_us: camera.placed.uncertainty_us,
        target: camera.page(),
    };
    clock_lanes(visit.say("moment.list"), &cameras.iter().map(lane).collect::<Vec<_>>())
}

fn table(visit: &Visit, cameras: &[Camera]) -> Element {
    let head = |key: &'static str| el("th").attr("scope", "col").with(visit.say(key));
    let numbers = ["moment.begins", "moment.uncertainty", "media.duration"].map(|key| head(key).class("number-cell"));
    let heads = std::iter::once(head("item")).chain(numbers).chain([head("match")]);
    let rows = cameras.iter().map(|camera| row(visit, camera));
    el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows))
}

fn row(visit: &Visit, camera: &Camera) -> Element {
    let name = el("a").class("id").href(&camera.page()).with(el("bdi").name(&camera.item.short_id.0));
    let unknown = || visit.say("not.known").to_owned();
    let of_clock = |words: String| el("td").class("number-cell").with(el("bdi").attr("dir", "ltr").with(words));
    let by = match &camera.placed.by {
        Some(id) => match_link(id),
        None => el("span").class("muted").with(visit.say("moment.zero")),
    };
    let uncertainty = match camera.placed.uncertainty_us {
        Some(_) if camera.placed.by.is_none() => "–".to_owned(),
        Some(doubt_us) => seconds(visit, doubt_us),
        None => unknown(),
    };
    el("tr")
        .with(el("th").attr("scope", "row").with(name).with(" ").with(el("bdi").name(&camera.item.name)))
        .with(of_clock(clock_time(camera.placed.start_us)))
        .with(of_clock(uncertainty))
        .with(of_clock(camera.length_us().map_or_else(unknown, media_time)))
        .with(el("td").with(by))
}

/// `± 0.020 s`.
fn seconds(visit: &Visit, us: i64) -> String {
    visit.language.fill("moment.seconds", &[("n", &format!("{:.3}", us as f64 / 1e6))])
}

fn match_link(id: &str) -> Element {
    el("a").href(&LocalHref::of_desk(&format!("matches/{id}"), &[])).with(el("code").with(id))
}

/// Matches that put their two recordings elsewhere than the clock does.
fn apart(visit: &Visit, moment: &Moment, cameras: &[Camera]) -> Option<Element> {
    let short_id = |item: ItemId| {
        cameras.iter().find(|camera| camera.item.id == item).map(|camera| camera.item.short_id.0.as_str())
    };
    let lines = moment.apart.iter().filter_map(|apart| {
        let (one, other) = (short_id(apart.items[0])?, short_id(apart.items[1])?);
        let by = format!("{:.3}", apart.apart_us as f64 / 1e6);
        let words = visit.language.fill("moment.apart.by", &[("one", one), ("other", other), ("n", &by)]);
        Some(el("li").with(el("bdi").with(words)).with(" · ").with(match_link(&apart.by)))
    });
    let lines: Vec<Element> = lines.collect();
    (!lines.is_empty()).then(|| super::item::section(visit.say("moment.apart"), lines, "plain"))
}

/// The way from a recording to the cameras of its moment, where one of its matches says that there are any.
pub fn link<'m>(
    visit: &Visit,
    decisions: &[Decision],
    short_id: &str,
    matches: impl IntoIterator<Item = &'m Match>,
) -> Option<Element> {
    let judged = judged_matches(decisions);
    let target = LocalHref::of_desk(&format!("moments/{short_id}"), &[]);
    let is_of_moment = matches.into_iter().any(|found| ties(found, &judged));
    is_of_moment.then(|| el("p").with(el("a").class("button").href(&target).with(visit.say("moment"))))
}
