//! How somebody wants the desk: three separate switches for the eyes and ears, the language, tokens for programs.

use crate::web::answer::Answer;
use crate::web::frame::{choice, field, form, framed, send};
use crate::web::guard::language_cookie;
use crate::web::people::Eyes;
use crate::web::speak::Language;
use crate::web::visit::Visit;
use anyhow::Result;
use report::{Element, LocalHref, el};

/// The page.
pub fn show(visit: &Visit) -> Result<Answer> {
    let eyes = visit.who.eyes;
    let languages = Language::ALL.map(|language| (language.key(), language.own_name().to_owned()));
    let switches = el("fieldset")
        .with(el("legend").with(visit.say("eyes")))
        .with(el("p").class("help").with(visit.say("eyes.help")))
        .with(switch(visit.say("eyes.gray"), "gray", eyes.gray))
        .with(switch(visit.say("eyes.blur"), "blur", eyes.blur))
        .with(switch(visit.say("eyes.mute"), "mute", eyes.mute));
    let own = form(visit, "settings")
        .class("card")
        .with(switches)
        .with(choice(visit.say("language"), "language", languages, visit.language.key()))
        .with(send(visit.say("keep")));
    let account = visit.desk.people.named(&visit.who.name);
    let tokens = account.map(|person| {
        let known = person.token_names().map(|name| el("li").name(name)).collect::<Vec<Element>>();
        form(visit, "tokens")
            .class("card")
            .with(el("h2").with(visit.say("tokens")))
            .with(el("p").class("help").with(visit.say("tokens.help")))
            .with(el("ul").with_all(known))
            .with(field(visit.say("token.name"), "text", "token_name", ""))
            .with(send(visit.say("token.make")))
    });
    let has_password = visit.desk.people.named(&visit.who.name).is_some_and(|person| person.has_come());
    let password = has_password.then(|| {
        form(visit, "password")
            .class("card")
            .with(el("h2").with(visit.say("password.change")))
            .with(field(visit.say("password.current"), "password", "password", ""))
            .with(field(visit.say("password.new"), "password", "new_password", ""))
            .with(el("p").class("help").with(visit.say("password.help")))
            .with(send(visit.say("password.change")))
    });
    let content =
        el("div").with(el("h1").with(visit.say("nav.settings"))).with(own).with_all(password).with_all(tokens);
    Ok(Answer::page(framed(visit, visit.say("nav.settings"), content)))
}

fn switch(label: &str, name: &'static str, on: bool) -> Element {
    let input = el("input").attr("type", "checkbox").attr("name", name).attr("value", "on");
    let input = if on { input.flag("checked") } else { input };
    el("p").class("switch").with(el("label").with(input).with(" ").with(label))
}

/// Keeps what was chosen: with the account, or for the operator until the desk ends.
pub fn change(visit: &Visit) -> Result<Answer> {
    let on = |name: &str| visit.filled(name).is_some();
    let eyes = Eyes { gray: on("gray"), blur: on("blur"), mute: on("mute") };
    let language = visit.filled("language").and_then(Language::of).unwrap_or(visit.language);
    let keep = |person: &mut crate::web::people::Person| {
        person.eyes = eyes;
        person.language = Some(language.key().to_owned());
    };
    if visit.desk.people.named(&visit.who.name).is_some() {
        visit.desk.people.update(&visit.who.name, keep)?;
    } else {
        visit.desk.keep_for_operator(eyes, language.key());
    }
    Ok(Answer::SeeOtherWithCookie(LocalHref::of_desk("settings", &[]), language_cookie(visit.desk, language)))
}
