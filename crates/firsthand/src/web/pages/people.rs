//! Who may use the desk: inviting, roles, taking an account away. For owners.

use crate::web::answer::Answer;
use crate::web::frame::{alert, choice, field, form, framed, hidden, role_key, scroll, send};
use crate::web::people::{Person, Role};
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use report::{Element, Html, LocalHref, el};

/// The page.
pub fn list(visit: &Visit) -> Result<Answer> {
    Ok(Answer::page(page(visit, None)))
}

fn page(visit: &Visit, news: Option<Element>) -> Html {
    let rows: Vec<Element> = visit.desk.people.all().into_iter().map(|person| row(visit, &person)).collect();
    let has_people = !rows.is_empty();
    let heads = ["name", "role", "state", "act"].map(|key| el("th").attr("scope", "col").with(visit.say(key)));
    let table = el("table").with(el("thead").with(el("tr").with_all(heads))).with(el("tbody").with_all(rows));
    let invite = form(visit, "people")
        .class("card")
        .with(el("h2").with(visit.say("invite")))
        .with(field(visit.say("name"), "text", "name", ""))
        .with(choice(visit.say("role"), "role", roles(visit), Role::Viewer.key()))
        .with(send(visit.say("invite")));
    let content = el("div")
        .with(el("h1").with(visit.say("nav.people")))
        .with(el("p").class("help").with(visit.say("people.help")))
        .with_all(news)
        .with_all(has_people.then(|| scroll(visit.say("nav.people"), table)))
        .with(invite);
    framed(visit, visit.say("nav.people"), content)
}

fn roles(visit: &Visit) -> Vec<(&'static str, String)> {
    Role::ALL.iter().map(|role| (role.key(), visit.say(role_key(*role)).to_owned())).collect()
}

fn row(visit: &Visit, person: &Person) -> Element {
    let state = visit.say(if person.has_come() { "state.here" } else { "state.invited" });
    let change = form(visit, "people/role")
        .class("inline")
        .with(hidden("name", &person.name))
        .with(choice(visit.say("role"), "role", roles(visit), person.role.key()))
        .with(send(visit.say("keep")));
    let remove =
        form(visit, "people/remove").class("inline").with(hidden("name", &person.name)).with(send(visit.say("remove")));
    el("tr")
        .with(el("th").attr("scope", "row").with(el("bdi").name(&person.name)))
        .with(el("td").with(visit.say(role_key(person.role))))
        .with(el("td").with(state))
        .with(el("td").with(change).with(remove))
}

fn wrong(visit: &Visit, error: &anyhow::Error) -> Answer {
    Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, page(visit, Some(alert(&format!("{error:#}")))))
}

fn role_in(visit: &Visit) -> Role {
    visit.filled("role").and_then(Role::of).unwrap_or(Role::Viewer)
}

/// Invites somebody and shows the address that sets their password, once.
pub fn invite(visit: &Visit) -> Result<Answer> {
    let name = visit.filled("name").unwrap_or_default();
    Ok(match visit.desk.people.invite(name, role_in(visit)) {
        Ok(secret) => {
            let path = LocalHref::of_desk("invitation", &[("secret", &secret)]);
            let host = visit.desk.address.hosts.first().map(String::as_str).unwrap_or_default();
            let address = format!("{}://{host}{}", visit.desk.address.scheme, path.as_str());
            let news = el("div")
                .class("card")
                .attr("role", "status")
                .with(el("p").with(visit.language.fill("invited", &[("name", name)])))
                .with(el("p").with(el("code").attr("id", "invitation").with(address)));
            Answer::page(page(visit, Some(news)))
        }
        Err(error) => wrong(visit, &error),
    })
}

/// Gives somebody another role.
pub fn change_role(visit: &Visit) -> Result<Answer> {
    let role = role_in(visit);
    done(visit, visit.desk.people.update(visit.filled("name").unwrap_or_default(), |person| person.role = role))
}

/// Takes an account away and ends its sessions.
pub fn remove(visit: &Visit) -> Result<Answer> {
    let name = visit.filled("name").unwrap_or_default();
    let removed = visit.desk.people.remove(name);
    if removed.is_ok() {
        visit.desk.sessions.end_all_of(name);
        visit.desk.searches.forget(name)?;
    }
    done(visit, removed)
}

fn done(visit: &Visit, outcome: Result<()>) -> Result<Answer> {
    Ok(match outcome {
        Ok(()) => Answer::SeeOther(LocalHref::of_desk("people", &[])),
        Err(error) => wrong(visit, &error),
    })
}
