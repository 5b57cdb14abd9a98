//! Places as pages list them and as the browser part is given them that draws the map.

use archive::desk::DeskPlace;
use report::{Element, LocalHref, el};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the browser part is given.
#[derive(Serialize)]
pub struct Places {
    /// The places.
    pub places: Vec<Place>,
    /// How many of what was found name no place with coordinates.
    pub n_without: u64,
    /// Words for what is counted, where that is no items.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<&'static str, &'static str>,
}

/// A place with what is found there.
#[derive(Serialize)]
pub struct Place {
    name: String,
    lat: f64,
    lon: f64,
    /// Items, or what else the words say.
    n_items: u64,
    href: String,
    #[serde(skip)]
    target: LocalHref,
}

impl Place {
    /// A place with how much is found there, and where that is listed.
    pub fn new(place: DeskPlace, n_found: u64, target: &LocalHref) -> Place {
        let href = target.as_str().to_owned();
        Place { name: place.name, lat: place.lat, lon: place.lon, n_items: n_found, href, target: target.clone() }
    }
}

/// The places as a list; `counted` gives the words for a number.
pub fn place_list(places: &[Place], counted: impl Fn(u64) -> String) -> Element {
    let line = |place: &Place| {
        el("li")
            .with(el("a").href(&place.target).with(el("bdi").name(&place.name)))
            .with(el("span").class("muted").with(format!(" {:.4}, {:.4} · ", place.lat, place.lon)))
            .with(counted(place.n_items))
    };
    el("ul").class("plain places").with_all(places.iter().map(line))
}
