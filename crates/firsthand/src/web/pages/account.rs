//! What somebody does with the own account: signing out, tokens for programs.

use crate::web::answer::Answer;
use crate::web::frame::{alert, framed};
use crate::web::guard::{no_session_cookie, session_cookie};
use crate::web::people::NotChanged;
use crate::web::visit::Visit;
use anyhow::Result;
use axum::http::StatusCode;
use report::{LocalHref, el};

/// Ends all sessions of whoever asks.
pub fn sign_out(visit: &Visit) -> Result<Answer> {
    visit.desk.sessions.end_all_of(&visit.who.name);
    Ok(Answer::SeeOtherWithCookie(LocalHref::of_desk("sign-in", &[]), no_session_cookie(visit.desk)))
}

/// Makes a token by which a program acts for whoever asks, and shows it once.
pub fn new_token(visit: &Visit) -> Result<Answer> {
    let name = visit.filled("token_name").unwrap_or("program");
    let content = match visit.desk.people.add_token(&visit.who.name, name) {
        Ok(token) => el("section")
            .class("card narrow")
            .with(el("h1").with(visit.say("token.made")))
            .with(el("p").with(visit.say("token.once")))
            .with(el("p").with(el("code").attr("id", "token").with(token))),
        Err(_) => el("section").class("card narrow").with(alert(visit.say("token.needs.account"))),
    };
    Ok(Answer::Page(StatusCode::OK, framed(visit, visit.say("token.made"), content)))
}

/// Gives whoever asks another password; all other sessions of theirs end.
pub fn change_password(visit: &Visit) -> Result<Answer> {
    let (sessions, name) = (&visit.desk.sessions, visit.who.name.as_str());
    if let Some(wait) = sessions.must_wait(name) {
        let words = visit.language.count("sign.wait", wait.as_secs().div_ceil(60));
        return Ok(not_changed(visit, StatusCode::TOO_MANY_REQUESTS, &words));
    }
    let given =
        |field: &str| visit.form.iter().find(|(known, _)| known == field).map_or("", |(_, value)| value.as_str());
    match visit.desk.people.change_password(name, given("password"), given("new_password")) {
        Ok(()) => {
            sessions.end_all_of(name);
            let secret = sessions.begin(name, false)?;
            Ok(Answer::SeeOtherWithCookie(LocalHref::of_desk("settings", &[]), session_cookie(visit.desk, &secret)))
        }
        Err(NotChanged::WrongPassword) => {
            sessions.failed(name);
            Ok(not_changed(visit, StatusCode::UNPROCESSABLE_ENTITY, visit.say("password.wrong")))
        }
        Err(NotChanged::TooWeak) => {
            Ok(not_changed(visit, StatusCode::UNPROCESSABLE_ENTITY, visit.say("password.weak")))
        }
        Err(NotChanged::NotKept(error)) => Err(error),
    }
}

fn not_changed(visit: &Visit, status: StatusCode, words: &str) -> Answer {
    let content =
        el("section").class("card narrow").with(el("h1").with(visit.say("password.change"))).with(alert(words));
    Answer::Page(status, framed(visit, visit.say("password.change"), content))
}
