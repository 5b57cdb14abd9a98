//! The browser's side: the report's pages, made from the case as it is now. Read-only.
//!
//! Only requests whose Host is the address served are answered (a foreign page that points its own name at this
//! machine is not), only those that carry the token, and only GET and HEAD.

use crate::case_view::{case_view, possible_looks};
use crate::pipeline::looks::{Drawn, Looker};
use crate::pipeline::stages::ORIGINS;
use crate::pipeline::{Pipeline, derived};
use crate::terminal::say;
use anyhow::{Context, Result};
use archive::Case;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use report::{Redact, Report, ReportSettings};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

/// Cookie that carries the token.
const TOKEN_COOKIE: &str = "firsthand-token";

/// Random bytes of a token.
const TOKEN_BYTES: usize = 24;

/// What every request needs.
struct Desk {
    case_folder: PathBuf,
    hosts: Vec<String>,
    token: String,
    live: Mutex<Option<Arc<LiveReport>>>,
    /// Makes larger pictures, one at a time, for each takes the processors for itself; there from the first one on.
    pipeline: Mutex<Option<Pipeline>>,
}

/// The report on one state of the case; its pages are made one by one as they are asked for.
struct LiveReport {
    state: Vec<(String, String)>,
    report: Report,
}

/// Serves the case at `addr` until Ctrl-C.
///
/// # Errors
/// When the address is taken or the case cannot be read.
pub fn serve(case_folder: &Path, addr: SocketAddr, json: bool) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting the server")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(addr)
            .await
            .with_context(|| format!("listening on {addr}; another program may use it: try --addr 127.0.0.1:0"))?;
        let addr = listener.local_addr().context("asking for the address")?;
        let desk = Arc::new(Desk::new(case_folder, addr)?);
        announce(&format!("http://{addr}/?token={}", desk.token), json)?;
        let router = Router::new().fallback(answer).with_state(desk);
        let until_interrupted = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        axum::serve(listener, router).with_graceful_shutdown(until_interrupted).await.context("serving")
    })
}

fn announce(url: &str, json: bool) -> Result<()> {
    let mut stdout = std::io::stdout();
    if json {
        writeln!(stdout, "{}", serde_json::json!({ "url": url }))?;
    } else {
        writeln!(stdout, "{url}")?;
        say("open this address in a browser on this machine; Ctrl-C ends");
    }
    Ok(stdout.flush()?)
}

impl Desk {
    fn new(case_folder: &Path, addr: SocketAddr) -> Result<Desk> {
        let mut random = [0u8; TOKEN_BYTES];
        getrandom::fill(&mut random).map_err(|error| anyhow::anyhow!("no randomness for the token: {error}"))?;
        let token = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let hosts = vec![addr.to_string(), format!("localhost:{}", addr.port())];
        let (live, pipeline) = (Mutex::new(None), Mutex::new(None));
        Ok(Desk { case_folder: case_folder.to_owned(), hosts, token, live, pipeline })
    }

    /// The report on the case as it is now; made again only when the log or the derived state has changed.
    fn live_report(&self) -> Result<Arc<LiveReport>> {
        let case = Case::open(&self.case_folder)?;
        let mut state = case.derived_keys(ORIGINS.name)?;
        state.push(("log".to_owned(), case.log_size()?.to_string()));
        let mut kept = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(live) = kept.as_ref().filter(|live| live.state == state) {
            return Ok(live.clone());
        }
        let redact = Redact { comment_authors: true, ..Redact::nothing() };
        let settings = ReportSettings { redact, ..ReportSettings::default() };
        let mut view = case_view(&case, &self.case_folder, settings)?;
        view.looks = possible_looks(&view, |_| true);
        let report = Report::new(&view);
        let live = Arc::new(LiveReport { state, report });
        *kept = Some(live.clone());
        Ok(live)
    }

    /// A larger picture, made when it is asked for; `None` where the path is of no such picture.
    fn large_picture(&self, path: &str) -> Result<Option<(&'static str, Drawn)>> {
        let Some((folder, _)) = path.split_once('/').filter(|(folder, _)| matches!(*folder, "sheets" | "comparisons"))
        else {
            return Ok(None);
        };
        let case = Case::open(&self.case_folder)?;
        let mut kept = self.pipeline.lock().unwrap_or_else(PoisonError::into_inner);
        let pipeline = match kept.take() {
            Some(pipeline) => kept.insert(pipeline),
            None => kept.insert(Pipeline::new(None)?),
        };
        let looker = Looker { case: &case, extractor: pipeline.extractor() };
        if folder == "sheets" {
            for item in case.each_item() {
                let item = item?;
                if report::sheet_path(&item) == path {
                    return Ok(Some(("image/jpeg", looker.contact_sheet(&item)?)));
                }
            }
            return Ok(None);
        }
        for found in derived::matches(&case)? {
            if report::comparison_path(&found.id) == path {
                return Ok(Some(("image/png", looker.comparison(&found)?)));
            }
            if report::clip_path(&found.id) == path {
                return Ok(Some(("video/webm", looker.clip(&found)?)));
            }
        }
        Ok(None)
    }

    /// Whether the request is meant for this address and comes from its own pages.
    fn is_for_us(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let host_is_ours = text(header::HOST).is_some_and(|host| self.hosts.iter().any(|ours| ours == host));
        let origin_is_ours = match text(header::ORIGIN) {
            None => !headers.contains_key(header::ORIGIN),
            Some(origin) => self.hosts.iter().any(|ours| origin == format!("http://{ours}")),
        };
        host_is_ours && origin_is_ours
    }

    fn has_token(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == TOKEN_COOKIE && is_same_secret(value, &self.token))
    }
}

/// Compares without telling by its duration where the difference lies.
fn is_same_secret(given: &str, secret: &str) -> bool {
    let difference = given.bytes().zip(secret.bytes()).fold(0, |difference, (a, b)| difference | (a ^ b));
    given.len() == secret.len() && difference == 0
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response<Body> {
    if !desk.is_for_us(request.headers()) {
        return plain(StatusCode::FORBIDDEN, "this address does not answer to that Host or Origin");
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "the desk is read-only");
    }
    if let Some(given) = token_in(request.uri()) {
        return sign_in(&desk, &given);
    }
    if !desk.has_token(request.headers()) {
        return plain(StatusCode::UNAUTHORIZED, "open the address with the token that was printed at the start");
    }
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let shown = tokio::task::spawn_blocking(move || page(&desk, &path)).await;
    match shown {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error:#}")),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "making this page failed; the case is not changed"),
    }
}

fn page(desk: &Desk, path: &str) -> Result<Response<Body>> {
    let path = if path.is_empty() { "index.html" } else { path };
    if let Some((media_type, made)) = desk.large_picture(path)? {
        return match made {
            Drawn::File(bytes) => Ok(guarded(StatusCode::OK, media_type).body(Body::from(bytes))?),
            Drawn::Nothing(why) => Ok(plain(StatusCode::NOT_FOUND, &why)),
        };
    }
    let live = desk.live_report()?;
    let Some(page) = live.report.page(path) else { return Ok(plain(StatusCode::NOT_FOUND, "there is no such page")) };
    Ok(guarded(StatusCode::OK, page.media_type).body(Body::from(page.bytes))?)
}

fn token_in(uri: &Uri) -> Option<String> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("token=")).map(str::to_owned)
}

fn sign_in(desk: &Desk, given: &str) -> Response<Body> {
    if !is_same_secret(given, &desk.token) {
        return plain(StatusCode::UNAUTHORIZED, "this is not the token of the running desk");
    }
    let cookie = format!("{TOKEN_COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", desk.token);
    let answer = guarded(StatusCode::SEE_OTHER, "text/plain; charset=utf-8")
        .header(header::SET_COOKIE, cookie)
        .header(header::LOCATION, "/index.html")
        .body(Body::empty());
    answer.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "the cookie could not be set"))
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let answer = guarded(status, "text/plain; charset=utf-8").body(Body::from(format!("{text}\n")));
    answer.unwrap_or_default()
}

/// Headers that every answer carries: nothing from elsewhere, no script, no frame, no kept copy.
fn guarded(status: StatusCode, media_type: &str) -> axum::http::response::Builder {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header(header::CACHE_CONTROL, "no-store")
        .header("cross-origin-opener-policy", "same-origin")
        .header("cross-origin-resource-policy", "same-origin")
}
