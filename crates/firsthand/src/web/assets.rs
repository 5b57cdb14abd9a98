//! The files that the pages load: one style, small scripts. They are part of the binary and hold nothing of any case.

use super::answer::Answer;
use axum::http::StatusCode;

/// The asset at this path.
pub fn of(path: &str) -> Option<Answer> {
    let name = path.strip_prefix("/assets/")?;
    let (media_type, bytes): (&'static str, &'static [u8]) = match name {
        "report.css" => ("text/css; charset=utf-8", report::style_css().as_bytes()),
        "desk.css" => ("text/css; charset=utf-8", include_bytes!("desk.css")),
        "desk.js" => ("text/javascript; charset=utf-8", include_bytes!("desk.js")),
        _ => return Some(Answer::Wrong(StatusCode::NOT_FOUND, "there is no such asset".to_owned())),
    };
    Some(Answer::Data(StatusCode::OK, media_type, bytes.to_vec()))
}
