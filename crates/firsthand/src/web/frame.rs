//! The frame around every page of the desk, and the small parts that several pages share.

use super::part_words;
use super::people::Role;
use super::speak::Language;
use super::visit::Visit;
use report::{Element, Html, LocalHref, el};
use serde_json::{Value, json};

/// A page of the desk with its navigation.
pub fn framed(visit: &Visit, title: &str, content: impl Into<Html>) -> Html {
    let eyes = visit.who.eyes;
    let switches = [("eyes-gray", eyes.gray), ("eyes-blur", eyes.blur), ("eyes-mute", eyes.mute)];
    let classes: Vec<&str> = switches.iter().filter(|(_, on)| *on).map(|(class, _)| *class).collect();
    let body = el("body")
        .class("desk")
        .with(skip(visit.language))
        .with(head_of_page(visit))
        .with(el("main").attr("id", "content").attr("tabindex", "-1").with(content))
        .with(el("footer").with(el("p").with(visit.say("no.verdict"))).with(keys(visit)));
    whole(visit.language, title, &classes.join(" "), visit.who.csrf.as_deref(), body)
}

/// A page without navigation, for who is not signed in.
pub fn bare(language: Language, title: &str, content: impl Into<Html>) -> Html {
    let body = el("body")
        .class("desk bare")
        .with(skip(language))
        .with(el("header").class("top").with(brand(None)))
        .with(el("main").attr("id", "content").attr("tabindex", "-1").with(content));
    whole(language, title, "", None, body)
}

fn skip(language: Language) -> Element {
    // A fragment of the page itself; `href` takes addresses only.
    el("p")
        .class("skip-row")
        .with(el("button").class("skip").attr("type", "button").attr("data-skip", "content").with(language.say("skip")))
}

fn whole(language: Language, title: &str, eyes: &str, csrf: Option<&str>, body: Element) -> Html {
    let body = Html::from(body);
    let words = part_words::of(language, body.as_str());
    // Data, not a script: the policy of the page lets it pass, and nothing in it is run.
    let words = (!words.is_empty()).then(|| {
        el("script").attr("type", "application/json").attr("id", "words").with(Html::json(&Value::Object(words)))
    });
    let head = el("head")
        .with(el("meta").attr("charset", "utf-8"))
        .with(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .with(el("meta").attr("name", "referrer").attr("content", "same-origin"))
        .with(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .with_all(csrf.map(|secret| el("meta").attr("name", "csrf-token").attr("content", secret)))
        .with(el("title").name(&format!("{title} · Firsthand")))
        .with(el("link").attr("rel", "stylesheet").href(&LocalHref::of_desk("assets/report.css", &[])))
        .with(el("link").attr("rel", "stylesheet").href(&LocalHref::of_desk("assets/islands.css", &[])))
        .with(el("link").attr("rel", "stylesheet").href(&LocalHref::of_desk("assets/desk.css", &[])))
        .with_all(words)
        .with(el("script").attr("type", "module").src(&LocalHref::of_desk("assets/islands.js", &[])))
        .with(el("script").attr("type", "module").src(&LocalHref::of_desk("assets/desk.js", &[])));
    let html = el("html").attr("lang", language.key()).attr("dir", language.direction()).attr("class", eyes);
    html.with(head).with(body).into()
}

fn brand(case: Option<&str>) -> Element {
    let brand = el("p")
        .class("brand")
        .with(el("span").class("mark").attr("aria-hidden", "true"))
        .with(el("span").with("Firsthand"));
    match case {
        Some(case) => brand.with(el("span").class("case").with(el("bdi").name(case))),
        None => brand,
    }
}

/// A page of the navigation.
#[derive(Clone, Copy)]
struct NavigatedPage {
    path: &'static str,
    /// Key of its name.
    words: &'static str,
    /// The letter that goes there after `g`.
    letter: char,
    needs: Role,
}

impl NavigatedPage {
    fn address(self) -> LocalHref {
        LocalHref::of_desk(self.path, &[])
    }
}

const fn navigated_page(path: &'static str, words: &'static str, letter: char, needs: Role) -> NavigatedPage {
    NavigatedPage { path, words, letter, needs }
}

const NAVIGATION: [NavigatedPage; 8] = [
    navigated_page("add", "nav.add", 'a', Role::Contributor),
    navigated_page("items", "nav.items", 'i', Role::Viewer),
    navigated_page("claims", "nav.claims", 'c', Role::Viewer),
    navigated_page("graph", "nav.graph", 'g', Role::Viewer),
    navigated_page("decisions", "nav.decisions", 'd', Role::Viewer),
    navigated_page("hand-over", "nav.hand.over", 'h', Role::Owner),
    navigated_page("people", "nav.people", 'p', Role::Owner),
    navigated_page("settings", "nav.settings", 's', Role::Viewer),
];

/// The pages that whoever asks may see.
fn navigated(visit: &Visit) -> impl Iterator<Item = NavigatedPage> {
    NAVIGATION.into_iter().filter(|page| visit.may(page.needs))
}

/// The keys of every page, with their help; a browser part, so there are none without script.
fn keys(visit: &Visit) -> Element {
    let go = navigated(visit).map(|page| {
        let keys = format!("g {}", page.letter);
        json!({ "group": visit.say("keys.go"), "keys": keys, "label": visit.say(page.words), "href": page.address().as_str() })
    });
    let find = ["/", "Ctrl+k"].map(
        |keys| json!({ "group": visit.say("keys.find"), "keys": keys, "label": visit.say("find"), "focus": "#find" }),
    );
    let rows = [("j", "keys.row.next", "next"), ("k", "keys.row.before", "previous"), ("o", "keys.row.open", "open")];
    let rows = rows.into_iter().chain([("x", "keys.row.tick", "select")]);
    let rows = rows.map(|(keys, words, way)| {
        json!({ "group": visit.say("keys.rows"), "keys": keys, "label": visit.say(words), "rows": way })
    });
    let keys: Vec<Value> = go.chain(find).chain(rows).collect();
    let data = el("script").attr("type", "application/json").with(Html::json(&json!({ "keys": keys })));
    el("div").attr("data-island", "keys").with(data)
}

fn head_of_page(visit: &Visit) -> Element {
    let case = visit.desk.case_folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let here = visit.path.trim_start_matches('/').split(['/', '.']).next().unwrap_or_default();
    let here = if here.is_empty() { "items" } else { here };
    let link = |page: NavigatedPage| {
        let link = el("a").href(&page.address()).with(visit.say(page.words));
        if page.path == here { link.attr("aria-current", "page") } else { link }
    };
    let report = el("a").href(&LocalHref::of_desk("report/index.html", &[])).with(visit.say("nav.report"));
    let find = el("form")
        .class("find")
        .attr("role", "search")
        .attr("method", "get")
        .action(&LocalHref::of_desk("items", &[]))
        .with(el("label").class("hear").attr("for", "find").with(visit.say("find")))
        .with(
            el("input")
                .attr("id", "find")
                .attr("type", "search")
                .attr("name", "q")
                .attr("value", visit.asked("q").filter(|_| here == "items").unwrap_or_default())
                .attr("placeholder", visit.say("find"))
                .attr("aria-keyshortcuts", "Control+K"),
        );
    el("header")
        .class("top")
        .with(brand(Some(&case)))
        .with(find)
        .with(whoami(visit))
        .with(el("nav").attr("aria-label", visit.say("nav")).with_all(navigated(visit).map(link)).with(report))
}

fn whoami(visit: &Visit) -> Element {
    let role = visit.say(role_key(visit.who.role));
    el("div").class("whoami").with(el("span").with(el("bdi").name(&visit.who.name)).with(" · ").with(role)).with(
        form(visit, "sign-out").with(el("button").class("plain").attr("type", "submit").with(visit.say("sign.out"))),
    )
}

/// Key of the words for a role.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Viewer => "role.viewer",
        Role::Contributor => "role.contributor",
        Role::Reviewer => "role.reviewer",
        Role::Owner => "role.owner",
    }
}

/// Where a browser part of this name goes, with the address of its data. The words inside stay where no script runs.
pub fn island(name: &str, data: &LocalHref, without_script: &str) -> Element {
    el("div")
        .attr("data-island", name)
        .attr("data-src", data.as_str())
        .with(el("p").class("muted").with(without_script))
}

/// A form of the desk that carries the secret of its session.
pub fn form(visit: &Visit, path: &str) -> Element {
    let form = el("form").attr("method", "post").action(&LocalHref::of_desk(path, &[]));
    match &visit.who.csrf {
        Some(secret) => form.with(hidden("csrf", secret)),
        None => form,
    }
}

/// A field of a form that nobody sees.
pub fn hidden(name: &'static str, value: &str) -> Element {
    el("input").attr("type", "hidden").attr("name", name).attr("value", value)
}

/// A labelled field of one line.
pub fn field(label: &str, kind: &'static str, name: &'static str, value: &str) -> Element {
    el("p").class("field").with(el("label").with(el("span").with(label)).with(
        el("input").attr("type", kind).attr("name", name).attr("value", value).attr("autocomplete", autocomplete(name)),
    ))
}

fn autocomplete(name: &str) -> &'static str {
    match name {
        "name" => "username",
        "password" => "current-password",
        "new_password" => "new-password",
        _ => "off",
    }
}

/// A labelled choice.
pub fn choice<'o>(
    label: &str,
    name: &'static str,
    options: impl IntoIterator<Item = (&'o str, String)>,
    chosen: &str,
) -> Element {
    let option = |(value, words): (&str, String)| {
        let option = el("option").attr("value", value).with(words);
        if value == chosen { option.flag("selected") } else { option }
    };
    el("p").class("field").with(
        el("label")
            .with(el("span").with(label))
            .with(el("select").attr("name", name).with_all(options.into_iter().map(option))),
    )
}

/// A labelled box that asks for this value.
pub fn check(label: &str, name: &'static str, value: &'static str, is_on: bool) -> Element {
    let input = el("input").attr("type", "checkbox").attr("name", name).attr("value", value);
    el("label").class("check").with(if is_on { input.flag("checked") } else { input }).with(" ").with(label)
}

/// Links to other views of what is shown: key of the words, address, whether it is the one that is shown.
pub fn views(visit: &Visit, views: impl IntoIterator<Item = (&'static str, LocalHref, bool)>) -> Element {
    let link = |(key, address, is_shown): (&'static str, LocalHref, bool)| {
        let link = el("a").href(&address).with(visit.say(key));
        if is_shown { link.attr("aria-current", "true") } else { link }
    };
    el("nav").class("views").attr("aria-label", visit.say("view")).with_all(views.into_iter().map(link))
}

/// By what a list is narrowed, with the link to the list without it.
pub fn chip(visit: &Visit, name: &str, value: &str, without: &LocalHref) -> Element {
    let words = el("span").with(format!("{name}: ")).with(el("bdi").name(value));
    let link = el("a").class("chip").href(without);
    let link = link.with(el("span").class("hear").with(visit.say("remove")).with(" ")).with(words);
    el("li").with(link.with(el("span").attr("aria-hidden", "true").with(" ×")))
}

/// A table that may be wider than the screen: a region of its own, so that keys can move it.
pub fn scroll(label: &str, table: Element) -> Element {
    el("div").class("scroll").attr("role", "region").attr("tabindex", "0").attr("aria-label", label).with(table)
}

/// Links to the pages before and after page `page` (from 1) of `last`.
pub fn paging(visit: &Visit, page: u64, last: u64, address_of: impl Fn(u64) -> LocalHref) -> Element {
    let to = |page: u64, key: &'static str, rel: &'static str| {
        el("a").class("button").attr("rel", rel).href(&address_of(page)).with(visit.say(key))
    };
    let before = (page > 1).then(|| to(page - 1, "page.before", "prev"));
    let after = (page < last).then(|| to(page + 1, "page.after", "next"));
    let here = visit.language.fill("page.n", &[("n", &page.to_string()), ("of", &last.to_string())]);
    el("nav")
        .class("paging")
        .attr("aria-label", visit.say("pages"))
        .with_all(before)
        .with(el("span").with(here))
        .with_all(after)
}

/// The button that sends a form.
pub fn send(words: &str) -> Element {
    el("button").attr("type", "submit").with(words)
}

/// Words about what went wrong, read out at once.
pub fn alert(words: &str) -> Element {
    el("p").class("alert").attr("role", "alert").with(words)
}
