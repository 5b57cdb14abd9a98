//! Coming in: with a name and its password, or for the first time with an invitation.

use crate::web::answer::Answer;
use crate::web::desk::Desk;
use crate::web::frame::{alert, bare, field, hidden, send};
use crate::web::guard::{Asked, session_cookie};
use crate::web::speak::Language;
use anyhow::Result;
use axum::http::StatusCode;
use report::{Element, Html, LocalHref, el};

/// The answer to somebody who is not signed in, where the address is one of these.
pub fn answer(desk: &Desk, asked: &Asked) -> Result<Option<Answer>> {
    let language = asked.language(None);
    let field = |name: &str| {
        let fields = if asked.is_form() { &asked.form } else { &asked.query };
        fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Ok(match (asked.path.as_str(), asked.is_form()) {
        ("/sign-in", false) => Some(Answer::page(sign_in_page(language, "", None))),
        ("/sign-in", true) => Some(sign_in(desk, language, field("name").trim(), &field("password"))?),
        ("/invitation", false) => Some(invitation(desk, language, &field("secret"), None)),
        ("/invitation", true) => Some(accept(desk, language, &field("secret"), &field("new_password"))?),
        _ => None,
    })
}

fn sign_in(desk: &Desk, language: Language, name: &str, password: &str) -> Result<Answer> {
    if let Some(wait) = desk.sessions.must_wait(name) {
        let minutes = wait.as_secs().div_ceil(60);
        let words = language.count("sign.wait", minutes);
        return Ok(Answer::Page(StatusCode::TOO_MANY_REQUESTS, sign_in_page(language, name, Some(&words))));
    }
    match desk.people.signed_in(name, password) {
        Some(person) => {
            desk.sessions.succeeded(name);
            let secret = desk.sessions.begin(&person.name, false)?;
            Ok(Answer::SeeOtherWithCookie(LocalHref::of_desk("items", &[]), session_cookie(desk, &secret)))
        }
        None => {
            desk.sessions.failed(name);
            let page = sign_in_page(language, name, Some(language.say("sign.wrong")));
            Ok(Answer::Page(StatusCode::UNAUTHORIZED, page))
        }
    }
}

fn sign_in_page(language: Language, name: &str, problem: Option<&str>) -> Html {
    let form = el("form")
        .class("card narrow")
        .attr("method", "post")
        .action(&LocalHref::of_desk("sign-in", &[]))
        .with(el("h1").with(language.say("sign.in")))
        .with_all(problem.map(alert))
        .with(field(language.say("name"), "text", "name", name))
        .with(field(language.say("password"), "password", "password", ""))
        .with(send(language.say("sign.in")))
        .with(el("p").class("help").with(language.say("sign.help")));
    bare(language, language.say("sign.in"), form)
}

fn invitation(desk: &Desk, language: Language, secret: &str, problem: Option<&str>) -> Answer {
    let Some(person) = desk.people.invited_with(secret) else {
        let page =
            bare(language, language.say("invitation"), narrow(language).with(alert(language.say("invitation.used"))));
        return Answer::Page(StatusCode::NOT_FOUND, page);
    };
    let form = el("form")
        .class("card narrow")
        .attr("method", "post")
        .action(&LocalHref::of_desk("invitation", &[]))
        .with(el("h1").with(language.fill("invitation.for", &[("name", &person.name)])))
        .with_all(problem.map(alert))
        .with(hidden("secret", secret))
        .with(field(language.say("password.new"), "password", "new_password", ""))
        .with(el("p").class("help").with(language.say("password.help")))
        .with(send(language.say("come.in")));
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Answer::Page(status, bare(language, language.say("invitation"), form))
}

fn narrow(language: Language) -> Element {
    el("section").class("card narrow").with(el("h1").with(language.say("invitation")))
}

fn accept(desk: &Desk, language: Language, secret: &str, password: &str) -> Result<Answer> {
    match desk.people.accept(secret, password) {
        Ok(person) => {
            let secret = desk.sessions.begin(&person.name, false)?;
            Ok(Answer::SeeOtherWithCookie(LocalHref::of_desk("items", &[]), session_cookie(desk, &secret)))
        }
        Err(_) => Ok(invitation(desk, language, secret, Some(language.say("password.weak")))),
    }
}
