//! The claims on a map: the places that they name, as a list and for the browser part that draws them.

use super::asked::{Asked, View};
use super::{found_places, wrong};
use crate::web::answer::Answer;
use crate::web::frame::island;
use crate::web::pages::places::{Place, Places, place_list};
use crate::web::visit::Visit;
use anyhow::Result;
use archive::desk::{ClaimPlaceCount, ClaimQuery, MapPoint};
use report::{Element, el};

/// Places that are listed and drawn; those that most claims name.
pub const PLACES: usize = 500;

/// The map with its list.
///
/// # Errors
/// When the case cannot be read.
pub fn map(visit: &Visit, asked: &Asked) -> Result<Element> {
    let (found, n_without) = found_places(visit, asked)?;
    let places: Vec<Place> = found.into_iter().map(|count| place(asked, count)).collect();
    let drawn = (!places.is_empty()).then(|| {
        let data = asked.shown_as(View::Table).address_at("claims/places.json");
        island("map", &data, visit.say("needs.script"))
    });
    let cut = (places.len() == PLACES).then(|| visit.language.count("claims.places.most", PLACES as u64));
    let without = (n_without > 0).then(|| visit.language.count("claims.places.without", n_without));
    Ok(el("div")
        .with(el("p").class("help").with(visit.say("claims.places.help")))
        .with_all(drawn)
        .with(place_list(&places, |n_claims| visit.language.count("claims.found", n_claims)))
        .with_all([cut, without].into_iter().flatten().map(|words| el("p").class("muted").with(words))))
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
    let (found, n_without) = found_places(visit, &asked)?;
    let places = found.into_iter().map(|count| place(&asked, count)).collect();
    let words = visit.language.words_under("claims.map.");
    Answer::json(&Places { places, n_without, words })
}

/// A place, leading to the list of claims narrowed to it.
fn place(asked: &Asked, count: ClaimPlaceCount) -> Place {
    let point = MapPoint::of(count.place.lat, count.place.lon);
    let there = asked.with(ClaimQuery { at: point, ..asked.query.clone() }).shown_as(View::Table);
    Place::new(count.place, count.n_claims, &there.address())
}
