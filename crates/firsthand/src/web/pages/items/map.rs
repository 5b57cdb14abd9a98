//! The items on a map: the places that they name, as a list and for the browser part that draws them.

use super::asked::{Asked, View};
use super::wrong;
use crate::desk::{self, NoWord};
use crate::web::answer::Answer;
use crate::web::frame::island;
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{Facet, ItemQuery, MapPoint, PlaceCount};
use report::{Element, el};
use serde::Serialize;

/// Places that are listed and drawn; those that most items name.
const PLACES: usize = 500;

/// What the browser part is given.
#[derive(Serialize)]
struct Places {
    places: Vec<Place>,
    /// Items that were found and name no place with coordinates.
    n_without: u64,
}

#[derive(Serialize)]
struct Place {
    name: String,
    lat: f64,
    lon: f64,
    n_items: u64,
    href: String,
}

/// The map with its list.
///
/// # Errors
/// When the case cannot be read.
pub fn map(visit: &Visit, asked: &Asked) -> Result<Element> {
    let (places, n_without) = places_of(visit, asked)?;
    let drawn = island("map", &asked.shown_as(View::Table).address_at("items/places.json"), visit.say("needs.script"));
    let line = |place: &PlaceCount| {
        el("li")
            .with(el("a").href(&at(asked, place).address()).with(el("bdi").name(&place.place.name)))
            .with(el("span").class("muted").with(format!(" {:.4}, {:.4} · ", place.place.lat, place.place.lon)))
            .with(visit.language.count("items.n", place.n_items))
    };
    let without = (n_without > 0).then(|| {
        let mut query = asked.query.clone();
        query.facets.insert(Facet::Place, ["no".to_owned()].into());
        let target = Asked { query, view: View::Table }.first_page();
        el("p").with(el("a").href(&target.address()).with(visit.language.count("places.without", n_without)))
    });
    let is_cut = places.len() == PLACES;
    let cut = is_cut.then(|| el("p").class("muted").with(visit.language.count("places.most", PLACES as u64)));
    Ok(el("div")
        .with(el("p").class("help").with(visit.say("places.help")))
        .with_all((!places.is_empty()).then_some(drawn))
        .with(el("ul").class("plain places").with_all(places.iter().map(line)))
        .with_all(cut)
        .with_all(without))
}

/// The same places for the browser part.
///
/// # Errors
/// When the case cannot be read.
pub fn data(visit: &Visit) -> Result<Answer> {
    let asked = match Asked::of(visit) {
        Ok(asked) => asked,
        Err(error) => return Ok(wrong(visit, &error)),
    };
    let (places, n_without) = places_of(visit, &asked)?;
    let place = |count: PlaceCount| Place {
        href: at(&asked, &count).address().as_str().to_owned(),
        name: count.place.name,
        lat: count.place.lat,
        lon: count.place.lon,
        n_items: count.n_items,
    };
    Answer::json(&Places { places: places.into_iter().map(place).collect(), n_without })
}

/// Places of the items that the query finds; words that are none find nothing.
fn places_of(visit: &Visit, asked: &Asked) -> Result<(Vec<PlaceCount>, u64)> {
    match desk::places(&visit.lists()?, &asked.query, PLACES) {
        Err(error) if error.is::<NoWord>() => Ok((Vec::new(), 0)),
        found => found,
    }
}

/// The list of items narrowed to a place.
fn at(asked: &Asked, place: &PlaceCount) -> Asked {
    let point = MapPoint::of(place.place.lat, place.place.lon);
    Asked { query: ItemQuery { at: point, ..asked.query.clone() }, view: View::Table }.first_page()
}
