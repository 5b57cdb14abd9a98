//! All addresses of the desk with who may go there, in one table: the guard asks it, the description of the interface is made
//! of it, and a test walks through it with every role.

use super::answer::Answer;
use super::pages::{account, add, claims, decide, hand_over, items, people, previews, settings};
use super::people::Role;
use super::visit::Visit;
use super::{api, pages};
use anyhow::Result;

/// One address.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its path; `{…}` stands for one segment.
    pub path: &'static str,
    /// Who may go there.
    pub needs: Role,
    /// What it answers.
    pub answer: fn(&Visit) -> Result<Answer>,
    /// What it is for, in the description of the interface; empty = a page for people.
    pub about: &'static str,
}

const fn page(path: &'static str, needs: Role, answer: fn(&Visit) -> Result<Answer>) -> Route {
    Route { method: "GET", path, needs, answer, about: "" }
}

const fn form(path: &'static str, needs: Role, answer: fn(&Visit) -> Result<Answer>) -> Route {
    Route { method: "POST", path, needs, answer, about: "" }
}

const fn data(path: &'static str, answer: fn(&Visit) -> Result<Answer>, about: &'static str) -> Route {
    Route { method: "GET", path, needs: Role::Viewer, answer, about }
}

/// The table. The first route that fits answers.
pub const ROUTES: &[Route] = &[
    page("/", Role::Viewer, items::list),
    page("/items", Role::Viewer, items::list),
    page("/items.csv", Role::Viewer, items::csv),
    form("/items/searches", Role::Viewer, items::saved::keep),
    form("/items/searches/remove", Role::Viewer, items::saved::remove),
    page("/items/places.json", Role::Viewer, items::map::data),
    page("/items/{item}", Role::Viewer, pages::item::show),
    page("/items/{item}/original", Role::Viewer, pages::item::original),
    page("/items/{item}/receipt.zip", Role::Viewer, pages::item::receipt::save),
    page("/items/{item}/page", Role::Viewer, pages::saved_page::show),
    page("/items/{item}/picture.jpg", Role::Viewer, previews::picture),
    page("/items/{item}/stills/{still}", Role::Viewer, previews::still),
    page("/items/{item}/player/{part}", Role::Viewer, previews::player),
    page("/items/{item}/films/{film}", Role::Viewer, previews::film),
    page("/thumbnails/{item}", Role::Viewer, items::thumbnail),
    page("/claims", Role::Viewer, claims::list),
    page("/claims/places.json", Role::Viewer, claims::map::data),
    page("/claims/{claim}", Role::Viewer, pages::claim::show),
    page("/claims/{claim}/places.json", Role::Viewer, pages::claim::places),
    page("/matches/{match}", Role::Viewer, pages::matches::show),
    page("/matches/{match}/texts.json", Role::Viewer, pages::matches::texts),
    page("/matches/{match}/compare.json", Role::Viewer, previews::compared),
    page("/matches/{match}/{side}", Role::Viewer, previews::side_of_match),
    page("/moments/{item}", Role::Viewer, pages::moments::show),
    page("/moments/{item}/cameras.json", Role::Viewer, pages::moments::data),
    page("/graph", Role::Viewer, pages::graph::show),
    page("/graph.json", Role::Viewer, pages::graph::data),
    page("/decisions", Role::Viewer, decide::list),
    form("/decisions", Role::Reviewer, decide::record),
    form("/marks", Role::Contributor, pages::marks::record),
    form("/marks/many", Role::Contributor, pages::many::record),
    page("/marks/done", Role::Contributor, pages::many::done),
    form("/marks/take-back", Role::Contributor, pages::many::take_back),
    page("/add", Role::Contributor, add::show),
    form("/add", Role::Contributor, add::begin),
    form("/add/start", Role::Contributor, add::start),
    form("/add/stop", Role::Contributor, add::stop),
    form("/add/discard", Role::Contributor, add::discard),
    page("/add/{run}/events", Role::Contributor, add::events),
    page("/settings", Role::Viewer, settings::show),
    form("/settings", Role::Viewer, settings::change),
    page("/hand-over", Role::Owner, hand_over::show),
    form("/hand-over", Role::Owner, hand_over::make),
    page("/people", Role::Owner, people::list),
    form("/people", Role::Owner, people::invite),
    form("/people/role", Role::Owner, people::change_role),
    form("/people/remove", Role::Owner, people::remove),
    form("/tokens", Role::Viewer, account::new_token),
    form("/password", Role::Viewer, account::change_password),
    form("/sign-out", Role::Viewer, account::sign_out),
    data(
        "/api/v1/items",
        api::items,
        "The items of the case, a page at a time, as `show CASE items --json` prints them.",
    ),
    data("/api/v1/items/{item}", api::item, "One item, by its SHA-256 or its short id."),
    data("/api/v1/claims", api::claims, "The claims with their origins counted."),
    data("/api/v1/origins", api::origins, "The origins."),
    data("/api/v1/matches", api::matches, "The matches that reached the threshold."),
    data("/api/v1/statements", api::statements, "The statements, a page at a time."),
    data("/api/v1/decisions", api::decisions, "What people decided."),
    data("/api/v1/findings", api::findings, "What a reader must know."),
    data("/api/v1/openapi.json", api::description, "This description."),
];

/// The route of a request with the values of its `{…}` parts; `Err` tells whether only the method is wrong.
pub fn route_of(method: &str, path: &str) -> Result<(&'static Route, Vec<String>), bool> {
    let mut known = false;
    for route in ROUTES {
        if let Some(values) = fits(route.path, path) {
            if route.method == method {
                return Ok((route, values));
            }
            known = true;
        }
    }
    Err(known)
}

/// The methods that an address knows, as the header `Allow` lists them.
pub fn methods_of(path: &str) -> &'static str {
    let knows = |method: &str| route_of(method, path).is_ok();
    match (knows("GET"), knows("POST")) {
        (true, true) => "GET, HEAD, POST",
        (false, true) => "POST",
        _ => "GET, HEAD",
    }
}

fn fits(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    let mut values = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(values),
            (Some(wanted), Some(given)) if wanted.starts_with('{') && !given.is_empty() => {
                values.push(super::visit::decoded(&given.replace('+', "%2B")));
            }
            (Some(wanted), Some(given)) if wanted == given => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_its_route_and_values() {
        let (route, values) = route_of("GET", "/items/K7Q-03").map_err(|_| ()).unwrap();
        assert_eq!((route.path, values), ("/items/{item}", vec!["K7Q-03".to_owned()]));
        assert_eq!(route_of("DELETE", "/items/K7Q-03").map(|_| ()), Err(true));
        assert_eq!(route_of("GET", "/nothing/here").map(|_| ()), Err(false));
        assert_eq!(route_of("GET", "/items/").map(|_| ()), Err(false));
    }

    #[test]
    fn nothing_is_changed_by_get() {
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            let names = ["record", "invite", "remove", "change", "sign", "start", "stop", "discard"];
            assert!(!names.iter().any(|name| route.path.contains(name)), "{}", route.path);
        }
    }
}
