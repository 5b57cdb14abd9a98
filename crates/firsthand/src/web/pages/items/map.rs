//! The items on a map: the places that they name, as a list and for the browser part that draws them.

use super::asked::{Asked, View};
use super::wrong;
use crate::desk::{self, NoWord};
use crate::web::answer::Answer;
use crate::web::frame::island;
use crate::web::pages::places::{Place, Places, place_list};
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{Facet, ItemQuery, MapPoint, PlaceCount};
use report::{Element, el};
use std::collections::BTreeMap;

/// Places that are listed and drawn; those that most items name.
const PLACES: usize = 500;

/// The map with its list.
///
/// # Errors
/// When the case cannot be read.
pub fn map(visit: &Visit, asked: &Asked) -> Result<Element> {
    let (found, n_without) = places_of(visit, asked)?;
    let places: Vec<Place> = found.into_iter().map(|count| at(asked, count)).collect();
    let drawn = island("map", &asked.shown_as(View::Table).address_at("items/places.json"), visit.say("needs.script"));
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
        .with(place_list(&places, |n_items| visit.language.count("items.n", n_items)))
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
    let (found, n_without) = places_of(visit, &asked)?;
    let places = found.into_iter().map(|count| at(&asked, count)).collect();
    Answer::json(&Places { places, n_without, words: BTreeMap::new() })
}

/// Places of the items that the query finds; words that are none find nothing.
fn places_of(visit: &Visit, asked: &Asked) -> Result<(Vec<PlaceCount>, u64)> {
    match desk::places(&visit.lists()?, &asked.query, PLACES) {
        Err(error) if error.is::<NoWord>() => Ok((Vec::new(), 0)),
        found => found,
    }
}

/// A place, leading to the list of items narrowed to it.
fn at(asked: &Asked, count: PlaceCount) -> Place {
    let point = MapPoint::of(count.place.lat, count.place.lon);
    let there = Asked { query: ItemQuery { at: point, ..asked.query.clone() }, view: View::Table }.first_page();
    Place::new(count.place, count.n_items, &there.address())
}
