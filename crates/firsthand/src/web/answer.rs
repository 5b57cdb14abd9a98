//! What the desk answers with, and the headers that guard every answer.

use super::pages::saved_page;
use axum::body::Body;
use axum::http::{Response, StatusCode, header};
use evidence::tree::Hash;
use report::{Html, LocalHref};
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::sync::LazyLock;
use tokio::sync::mpsc::Receiver;

/// Pages of the desk: its own scripts, styles and media, its own forms, frames of ours only, nothing from elsewhere, no inline script.
const PAGE_POLICY: &str = "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    media-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// Pages of the report, which bring inline styles and no script.
const REPORT_POLICY: &str = "default-src 'none'; object-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// A saved page as we made it anew: an origin of its own, no script, no address that is loaded, and the one style that is ours
/// (ASVS 5.0, 3.2.1). Only a page of the desk may frame it.
static SAVED_PAGE_POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = Hash(Sha256::digest(saved_page::STYLE).into());
    format!(
        "sandbox; default-src 'none'; object-src 'none'; style-src 'sha256-{style}'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )
});
/// Bytes that somebody else made: nothing in them may run or load (ASVS 5.0, 3.2.1).
const ORIGINAL_POLICY: &str = "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// An answer of the desk.
pub enum Answer {
    /// A page.
    Page(StatusCode, Html),
    /// Go on to this address of the desk, after a form.
    SeeOther(LocalHref),
    /// The same with a cookie.
    SeeOtherWithCookie(LocalHref, String),
    /// Data of a media type, made by us.
    Data(StatusCode, &'static str, Vec<u8>),
    /// A page or picture of the report.
    OfReport(&'static str, Vec<u8>),
    /// A saved page, made anew, in a frame of its own.
    SavedPage(Html),
    /// A picture or film that we made, and the range of it that was asked for.
    Media(&'static str, Vec<u8>, Option<String>),
    /// A table to be saved under this name.
    Table(String, Vec<u8>),
    /// Bytes of an original to be saved under this name, never shown.
    Original(String, Vec<u8>),
    /// Events that come as they happen (`text/event-stream`).
    Events(Receiver<String>),
    /// This address knows other methods (RFC 9110, 15.5.6).
    OtherMethods(&'static str),
    /// Words about what went wrong.
    Wrong(StatusCode, String),
}

impl Answer {
    /// A page that was found.
    pub fn page(content: Html) -> Answer {
        Answer::Page(StatusCode::OK, content)
    }

    /// JSON.
    pub fn json(value: &impl serde::Serialize) -> anyhow::Result<Answer> {
        Ok(Answer::Data(StatusCode::OK, "application/json", serde_json::to_vec(value)?))
    }

    /// The answer with its headers.
    pub fn guarded(self) -> Response<Body> {
        let made = match self {
            Answer::Page(status, content) => guarded(status, "text/html; charset=utf-8", PAGE_POLICY)
                .body(Body::from(format!("<!doctype html>\n{}\n", content.into_string()))),
            Answer::SeeOther(target) => guarded(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", PAGE_POLICY)
                .header(header::LOCATION, target.as_str())
                .body(Body::empty()),
            Answer::SeeOtherWithCookie(target, cookie) => {
                guarded(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", PAGE_POLICY)
                    .header(header::LOCATION, target.as_str())
                    .header(header::SET_COOKIE, cookie)
                    .body(Body::empty())
            }
            Answer::Data(status, media_type, bytes) => guarded(status, media_type, PAGE_POLICY).body(Body::from(bytes)),
            Answer::OfReport(media_type, bytes) => {
                guarded(StatusCode::OK, media_type, REPORT_POLICY).body(Body::from(bytes))
            }
            Answer::SavedPage(content) => guarded(StatusCode::OK, "text/html; charset=utf-8", &SAVED_PAGE_POLICY)
                .body(Body::from(format!("<!doctype html>\n{}\n", content.into_string()))),
            Answer::Media(media_type, bytes, range) => media(media_type, bytes, range.as_deref()),
            Answer::Table(name, bytes) => guarded(StatusCode::OK, "text/csv; charset=utf-8", ORIGINAL_POLICY)
                .header(header::CONTENT_DISPOSITION, attachment(&name))
                .body(Body::from(bytes)),
            Answer::Original(name, bytes) => guarded(StatusCode::OK, "application/octet-stream", ORIGINAL_POLICY)
                .header(header::CONTENT_DISPOSITION, attachment(&name))
                .body(Body::from(bytes)),
            Answer::Events(events) => {
                let event = |mut events: Receiver<String>| async move {
                    let data = events.recv().await?;
                    Some((Ok::<_, std::convert::Infallible>(format!("data: {data}\n\n")), events))
                };
                guarded(StatusCode::OK, "text/event-stream", PAGE_POLICY)
                    .body(Body::from_stream(futures_util::stream::unfold(events, event)))
            }
            Answer::OtherMethods(allowed) => {
                guarded(StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", PAGE_POLICY)
                    .header(header::ALLOW, allowed)
                    .body(Body::from("this address does not know that method\n"))
            }
            Answer::Wrong(status, words) => {
                guarded(status, "text/plain; charset=utf-8", PAGE_POLICY).body(Body::from(format!("{words}\n")))
            }
        };
        made.unwrap_or_default()
    }
}

/// All of it, or the one range that was asked for: a browser seeks in a film by ranges.
fn media(media_type: &str, bytes: Vec<u8>, range: Option<&str>) -> axum::http::Result<Response<Body>> {
    let length = bytes.len();
    match range.map(|range| bytes_asked_for(range, length)) {
        None | Some(Asked::All) => guarded(StatusCode::OK, media_type, PAGE_POLICY)
            .header(header::ACCEPT_RANGES, "bytes")
            .body(Body::from(bytes)),
        Some(Asked::Part(part)) => guarded(StatusCode::PARTIAL_CONTENT, media_type, PAGE_POLICY)
            .header(header::ACCEPT_RANGES, "bytes")
            .header(header::CONTENT_RANGE, format!("bytes {}-{}/{length}", part.start, part.end - 1))
            .body(Body::from(bytes[part].to_vec())),
        Some(Asked::Beyond) => guarded(StatusCode::RANGE_NOT_SATISFIABLE, "text/plain; charset=utf-8", PAGE_POLICY)
            .header(header::CONTENT_RANGE, format!("bytes */{length}"))
            .body(Body::empty()),
    }
}

#[derive(PartialEq, Eq, Debug)]
enum Asked {
    All,
    Part(Range<usize>),
    Beyond,
}

/// What a header `Range` asks for (RFC 9110, 14.1.2). What is not understood, and several ranges at once, ask for all.
fn bytes_asked_for(range: &str, length: usize) -> Asked {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Asked::All;
    };
    let number = |text: &str| text.trim().parse::<usize>();
    let part = match (number(first), number(last)) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..length,
        (Err(_), Ok(last)) if first.trim().is_empty() => length.saturating_sub(last)..length,
        _ => return Asked::All,
    };
    if part.start < part.end { Asked::Part(part) } else { Asked::Beyond }
}

/// A file to be saved, its name in signs that no header breaks on (RFC 6266).
fn attachment(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_') { sign } else { '_' })
        .collect();
    format!("attachment; filename=\"{safe}\"")
}

fn guarded(status: StatusCode, media_type: &str, policy: &'static str) -> axum::http::response::Builder {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CONTENT_SECURITY_POLICY, policy)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        // Not "no-referrer": a browser then hides the Origin of our own forms as well (Fetch, "append a request `Origin` header").
        .header(header::REFERRER_POLICY, "same-origin")
        .header(header::CACHE_CONTROL, "no-store")
        .header("cross-origin-opener-policy", "same-origin")
        .header("cross-origin-resource-policy", "same-origin")
        .header("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_is_saved_and_never_shown() {
        let answer = Answer::Original("a\"; x=\r\n.html".to_owned(), b"<script>".to_vec()).guarded();
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-disposition"), "attachment; filename=\"a___x___.html\"");
        assert_eq!(header("content-type"), "application/octet-stream");
        assert!(header("content-security-policy").starts_with("sandbox"));
        assert_eq!(header("x-content-type-options"), "nosniff");
    }

    #[test]
    fn a_film_is_given_in_the_ranges_that_are_asked_for() {
        assert_eq!(bytes_asked_for("bytes=0-", 10), Asked::Part(0..10));
        assert_eq!(bytes_asked_for("bytes=2-3", 10), Asked::Part(2..4));
        assert_eq!(bytes_asked_for("bytes=8-99", 10), Asked::Part(8..10));
        assert_eq!(bytes_asked_for("bytes=-4", 10), Asked::Part(6..10));
        assert_eq!(bytes_asked_for("bytes=10-", 10), Asked::Beyond);
        for all in ["bytes=3-2", "bytes=0-1,3-4", "lines=0-1", "bytes=-", "bytes=x-y"] {
            assert_eq!(bytes_asked_for(all, 10), Asked::All, "{all}");
        }
        let answer = Answer::Media("video/webm", vec![7; 10], Some("bytes=2-3".to_owned())).guarded();
        assert_eq!(answer.status(), 206);
        assert_eq!(answer.headers()["content-range"], "bytes 2-3/10");
    }

    #[test]
    fn a_page_runs_no_inline_script() {
        let answer = Answer::page(Html::new()).guarded();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"));
    }
}
