//! What somebody does with the own account: signing out, tokens for programs.

use crate::web::answer::Answer;
use crate::web::frame::{alert, framed};
use crate::web::guard::no_session_cookie;
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
