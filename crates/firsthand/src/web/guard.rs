//! Who is let in. Every request passes here: it must name the address that is served (a foreign page that points its own name at
//! this machine does not), what changes anything must come from a page of ours and carry the session's secret, and the table of
//! routes says what role it takes.

use super::adding::multipart::parts;
use super::adding::{NotTaken, Run};
use super::answer::Answer;
use super::desk::Desk;
use super::frame::framed;
use super::pages::sign_in;
use super::people::{Person, Role};
use super::routes::{methods_of, route_of};
use super::speak::Language;
use super::visit::{Visit, Visitor, fields};
use super::{assets, people};
use crate::pipeline::looks::Drawn;
use anyhow::Result;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use futures_util::StreamExt;
use report::{LocalHref, el};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Longer forms are refused.
const FORM_BYTES_AT_MOST: usize = 1 << 20;
/// Files of a run are sent here, one by one: `?run=…&name=…`.
const UPLOAD_PATH: &str = "/add/file";
/// Where a form with files is sent, by a browser that runs no script.
const FILES_PATH: &str = "/add/files";
/// More at once is not taken so: it is held in memory.
const FILES_BYTES_AT_MOST: usize = 64 << 20;
/// Pieces of a file that wait for the disk.
const PIECES_WAITING: usize = 16;
/// Cookie of a session on a plain local address; `__Host-` needs TLS.
const LOCAL_COOKIE: &str = "firsthand-session";
const SECURE_COOKIE: &str = "__Host-firsthand-session";
/// Cookie of the language somebody chose; and behind TLS.
const LANGUAGE_COOKIE: &str = "firsthand-language";
const SECURE_LANGUAGE_COOKIE: &str = "__Host-firsthand-language";
/// How long a browser keeps the language: a year.
const LANGUAGE_COOKIE_S: u32 = 31_536_000;

/// Answers a request.
pub async fn answer(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response<Body> {
    if !is_for_us(&desk, request.headers()) {
        return wrong(StatusCode::FORBIDDEN, "this address does not answer to that Host or Origin");
    }
    let (parts, body) = request.into_parts();
    let changes = match parts.method {
        Method::GET | Method::HEAD => false,
        Method::POST => true,
        _ => return Answer::OtherMethods(methods_of(parts.uri.path())).guarded(),
    };
    if changes && !comes_from_our_page(&desk, &parts.headers) {
        return wrong(StatusCode::FORBIDDEN, "a form of the desk comes from a page of the desk");
    }
    let mut asked = Asked {
        method: if changes { "POST" } else { "GET" },
        path: parts.uri.path().to_owned(),
        raw_query: parts.uri.query().unwrap_or_default().to_owned(),
        query: fields(parts.uri.query().unwrap_or_default()),
        form: Vec::new(),
        headers: parts.headers,
    };
    if changes && asked.path == UPLOAD_PATH {
        return receive(&desk, &asked, body).await.guarded();
    }
    let is_with_files = changes && asked.path == FILES_PATH;
    let bytes_at_most = if is_with_files { FILES_BYTES_AT_MOST } else { FORM_BYTES_AT_MOST };
    let Ok(body) = to_bytes(body, bytes_at_most).await else {
        return wrong(StatusCode::PAYLOAD_TOO_LARGE, "this form is too long");
    };
    if is_with_files {
        let answered = tokio::task::spawn_blocking(move || receive_form(&desk, &asked, &body)).await;
        return answered
            .unwrap_or_else(|_| Answer::Wrong(StatusCode::INTERNAL_SERVER_ERROR, "nothing was taken".to_owned()))
            .guarded();
    }
    asked.form = fields(&String::from_utf8_lossy(&body));
    let answered = tokio::task::spawn_blocking(move || asked.answered(&desk)).await;
    match answered {
        Ok(Ok(answer)) => answer.guarded(),
        Ok(Err(error)) => wrong(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error:#}")),
        Err(_) => wrong(StatusCode::INTERNAL_SERVER_ERROR, "making this page failed; the case is not changed"),
    }
}

/// Takes one file of a run as it comes, without holding it in memory. Its form's secret comes in a header.
async fn receive(desk: &Arc<Desk>, asked: &Asked, body: Body) -> Answer {
    let refused = |status: StatusCode, words: &str| Answer::Wrong(status, words.to_owned());
    let Some((person, csrf)) = asked.visitor(desk) else {
        return refused(StatusCode::UNAUTHORIZED, "sign in first");
    };
    let given = text(&asked.headers, "x-csrf-token").unwrap_or_default();
    if person.role < Role::Contributor || csrf.is_some_and(|secret| !is_same_secret(given, &secret)) {
        return refused(StatusCode::FORBIDDEN, "your role or this form does not allow it");
    }
    let (run, name) = (field(&asked.query, "run").unwrap_or_default(), field(&asked.query, "name").unwrap_or_default());
    let is_theirs = |run: Run| run.by == person.name || person.role == Role::Owner;
    if !desk.adding.run(run).is_none_or(is_theirs) {
        return refused(StatusCode::FORBIDDEN, "this is somebody else's");
    }
    let coming = match desk.adding.coming(run, name) {
        Ok(coming) => coming,
        Err(NotTaken::CameAlready) => return refused(StatusCode::CONFLICT, &NotTaken::CameAlready.to_string()),
        Err(error) => return refused(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()),
    };
    match write_down(body, coming.part.clone()).await.and_then(|()| desk.adding.came(&coming)) {
        Ok(()) => Answer::Data(StatusCode::OK, "application/json", b"{}".to_vec()),
        Err(error) => {
            let _ = std::fs::remove_file(&coming.part);
            refused(StatusCode::INTERNAL_SERVER_ERROR, &format!("this file did not come whole: {error:#}"))
        }
    }
}

/// Takes the files of a form that was sent without script.
fn receive_form(desk: &Desk, asked: &Asked, body: &[u8]) -> Answer {
    let refused = |status: StatusCode, words: &str| Answer::Wrong(status, words.to_owned());
    let Some((person, csrf)) = asked.visitor(desk) else {
        return refused(StatusCode::UNAUTHORIZED, "sign in first");
    };
    let Some(parts) = text(&asked.headers, header::CONTENT_TYPE).and_then(|media_type| parts(media_type, body)) else {
        return refused(StatusCode::BAD_REQUEST, "this is no form with files");
    };
    let given = parts.iter().find(|part| part.name == "csrf").map(|part| String::from_utf8_lossy(part.content));
    let is_ours = csrf.is_none_or(|secret| given.is_some_and(|given| is_same_secret(&given, &secret)));
    if person.role < Role::Contributor || !is_ours {
        return refused(StatusCode::FORBIDDEN, "your role or this form does not allow it");
    }
    let run = match desk.adding.begin(&person.name) {
        Ok(run) => run,
        Err(error) => return refused(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error:#}")),
    };
    let files =
        parts.iter().filter_map(|part| Some((part.file_name.as_deref().filter(|name| !name.is_empty())?, part)));
    let taken = files.map(|(name, part)| (name, desk.adding.take(&run, name, part.content)));
    let problems: Vec<String> =
        taken.filter_map(|(name, taken)| taken.err().map(|error| format!("{name}: {error}"))).collect();
    match problems.is_empty() {
        true => Answer::SeeOther(LocalHref::of_desk("add", &[])),
        false => Answer::Wrong(StatusCode::UNPROCESSABLE_ENTITY, problems.join("\n")),
    }
}

/// Writes what comes into a new file. The disk is waited for on another thread.
async fn write_down(body: Body, place: PathBuf) -> Result<()> {
    let (sender, mut pieces) = mpsc::channel::<Vec<u8>>(PIECES_WAITING);
    let written = tokio::task::spawn_blocking(move || -> Result<()> {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(place)?;
        while let Some(piece) = pieces.blocking_recv() {
            file.write_all(&piece)?;
        }
        Ok(file.sync_all()?)
    });
    let mut stream = body.into_data_stream();
    let mut broken = None;
    while let Some(piece) = stream.next().await {
        match piece {
            Ok(piece) if sender.send(piece.to_vec()).await.is_ok() => {}
            Ok(_) => break,
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    drop(sender);
    written.await??;
    broken.map_or(Ok(()), |error| Err(error.into()))
}

fn wrong(status: StatusCode, words: &str) -> Response<Body> {
    Answer::Wrong(status, words.to_owned()).guarded()
}

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether the request is meant for this address and no foreign page makes it.
fn is_for_us(desk: &Desk, headers: &HeaderMap) -> bool {
    let host = text(headers, header::HOST).is_some_and(|host| desk.address.hosts.iter().any(|ours| ours == host));
    let origin = match text(headers, header::ORIGIN) {
        None => !headers.contains_key(header::ORIGIN),
        Some(origin) => is_our_origin(desk, origin),
    };
    host && origin
}

fn is_our_origin(desk: &Desk, origin: &str) -> bool {
    desk.address.hosts.iter().any(|host| origin == format!("{}://{host}", desk.address.scheme))
}

/// ASVS 5.0, 3.5.1: a browser says where a form comes from; programs with a token send no cookie and need not.
fn comes_from_our_page(desk: &Desk, headers: &HeaderMap) -> bool {
    let origin = text(headers, header::ORIGIN).is_some_and(|origin| is_our_origin(desk, origin));
    let fetched = text(headers, "sec-fetch-site").is_none_or(|site| site == "same-origin");
    let by_program = bearer(headers).is_some() && !headers.contains_key(header::COOKIE);
    origin && fetched || by_program
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    text(headers, header::AUTHORIZATION)?.strip_prefix("Bearer ")
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// What was asked for.
pub struct Asked {
    method: &'static str,
    pub path: String,
    raw_query: String,
    pub query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
    headers: HeaderMap,
}

impl Asked {
    fn answered(self, desk: &Desk) -> Result<Answer> {
        if let Some(given) = field(&self.query, "token") {
            return Ok(enter_with_token(desk, given));
        }
        if let Some(asset) = assets::of(&self.path) {
            return Ok(asset);
        }
        if let Some(answer) = sign_in::answer(desk, &self)? {
            return Ok(answer);
        }
        let Some((person, csrf)) = self.visitor(desk) else {
            return Ok(self.nobody(desk));
        };
        let who = Visitor { name: person.name.clone(), role: person.role, csrf, eyes: person.eyes };
        let language = self.language(person.language.as_deref());
        if let Some(path) = self.path.strip_prefix("/report/").filter(|_| self.method == "GET") {
            return of_report(desk, path);
        }
        let is_page = self.asks_for_page();
        let is_forged = self.method == "POST" && !self.carries(who.csrf.as_deref());
        let range = text(&self.headers, header::RANGE).map(str::to_owned);
        let Asked { method, path, raw_query, query, form, .. } = self;
        let mut visit = Visit { desk, who, language, path, values: Vec::new(), raw_query, query, range, form };
        Ok(match routed(&mut visit, method, is_forged)? {
            Answer::Wrong(status, words) if is_page => {
                Answer::Page(status, framed(&visit, &words, el("h1").attr("dir", "auto").with(words.as_str())))
            }
            answer => answer,
        })
    }

    /// Whether a browser asks for a page, to be read by a person.
    fn asks_for_page(&self) -> bool {
        text(&self.headers, header::ACCEPT).is_some_and(|accept| accept.contains("text/html"))
    }

    /// Whether the form carries the secret of its session; a program with a token has none.
    fn carries(&self, csrf: Option<&str>) -> bool {
        csrf.is_none_or(|secret| field(&self.form, "csrf").is_some_and(|given| is_same_secret(given, secret)))
    }

    /// The account that asks, with the secret of its forms.
    fn visitor(&self, desk: &Desk) -> Option<(Person, Option<String>)> {
        if let Some(token) = bearer(&self.headers) {
            return desk.people.by_token(token).map(|person| (person, None));
        }
        let session = desk.sessions.of(cookie(&self.headers, cookie_name(desk))?)?;
        let account = if session.by_terminal { Some(desk.operator()) } else { desk.people.named(&session.name) };
        account.map(|person| (person, Some(session.csrf)))
    }

    fn nobody(&self, desk: &Desk) -> Answer {
        if self.asks_for_page() && self.method == "GET" && desk.people.all().iter().any(Person::has_come) {
            return Answer::SeeOther(LocalHref::of_desk("sign-in", &[]));
        }
        let words = "open the address with the token that was printed at the start, or sign in at /sign-in";
        Answer::Wrong(StatusCode::UNAUTHORIZED, words.to_owned())
    }

    /// The language of the account, else of the cookie, else of the browser.
    pub fn language(&self, of_account: Option<&str>) -> Language {
        let chosen = of_account.and_then(Language::of);
        let names = [SECURE_LANGUAGE_COOKIE, LANGUAGE_COOKIE];
        let cookie = || names.iter().find_map(|name| cookie(&self.headers, name)).and_then(Language::of);
        let asked = || text(&self.headers, header::ACCEPT_LANGUAGE).and_then(Language::asked_for);
        chosen.or_else(cookie).or_else(asked).unwrap_or(Language::English)
    }

    /// Whether it is a form.
    pub fn is_form(&self) -> bool {
        self.method == "POST"
    }
}

/// What the route of the visit answers, where there is one and the visitor may go there.
fn routed(visit: &mut Visit, method: &str, is_forged: bool) -> Result<Answer> {
    let wrong = |status: StatusCode, key: &'static str| Ok(Answer::Wrong(status, visit.say(key).to_owned()));
    let (route, values) = match route_of(method, &visit.path) {
        Ok(found) => found,
        Err(true) => return Ok(Answer::OtherMethods(methods_of(&visit.path))),
        Err(false) => return wrong(StatusCode::NOT_FOUND, "no.page"),
    };
    if visit.who.role < route.needs {
        return wrong(StatusCode::FORBIDDEN, "no.right");
    }
    if is_forged {
        return wrong(StatusCode::FORBIDDEN, "no.csrf");
    }
    visit.values = values;
    (route.answer)(visit)
}

fn field<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn is_behind_tls(desk: &Desk) -> bool {
    desk.address.scheme == "https"
}

fn cookie_name(desk: &Desk) -> &'static str {
    if is_behind_tls(desk) { SECURE_COOKIE } else { LOCAL_COOKIE }
}

/// `Set-Cookie` of a new session.
pub fn session_cookie(desk: &Desk, secret: &str) -> String {
    set_cookie(desk, cookie_name(desk), secret)
}

/// `Set-Cookie` of a session that is over: the browser forgets it.
pub fn no_session_cookie(desk: &Desk) -> String {
    format!("{}; Max-Age=0", set_cookie(desk, cookie_name(desk), ""))
}

/// `Set-Cookie` of a language, for when nobody is signed in.
pub fn language_cookie(desk: &Desk, language: Language) -> String {
    let name = if is_behind_tls(desk) { SECURE_LANGUAGE_COOKIE } else { LANGUAGE_COOKIE };
    format!("{}; Max-Age={LANGUAGE_COOKIE_S}", set_cookie(desk, name, language.key()))
}

/// ASVS 5.0, 3.3.1 to 3.3.4: of this host alone, never read by script, never sent by pages of others, and over TLS only where
/// there is TLS.
fn set_cookie(desk: &Desk, name: &str, value: &str) -> String {
    let secure = if is_behind_tls(desk) { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}")
}

/// Whoever has what the terminal printed acts as the operator.
fn enter_with_token(desk: &Desk, given: &str) -> Answer {
    if !is_same_secret(given, &desk.token) {
        return Answer::Wrong(StatusCode::UNAUTHORIZED, "this is not the token of the running desk".to_owned());
    }
    match desk.sessions.begin(&desk.operator().name, true) {
        Ok(secret) => Answer::SeeOtherWithCookie(LocalHref::of_desk("items", &[]), session_cookie(desk, &secret)),
        Err(error) => Answer::Wrong(StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")),
    }
}

/// Compares without telling by its duration where the difference lies.
pub fn is_same_secret(given: &str, secret: &str) -> bool {
    people::digest(given) == people::digest(secret)
}

fn of_report(desk: &Desk, path: &str) -> Result<Answer> {
    let path = if path.is_empty() { "index.html" } else { path };
    if let Some((media_type, made)) = desk.large_picture(path)? {
        return Ok(match made {
            Drawn::File(bytes) => Answer::OfReport(media_type, bytes),
            Drawn::Nothing(why) => Answer::Wrong(StatusCode::NOT_FOUND, why),
        });
    }
    Ok(match desk.live()?.report.page(path) {
        Some(page) => Answer::OfReport(page.media_type, page.bytes),
        None => Answer::Wrong(StatusCode::NOT_FOUND, "there is no such page".to_owned()),
    })
}
