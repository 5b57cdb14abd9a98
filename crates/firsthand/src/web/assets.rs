//! The files that the pages load: one style, small scripts. They are part of the binary and hold nothing of any case.

use super::answer::Answer;
use axum::http::StatusCode;

/// The ring that stands before the name.
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"5.5\" fill=\"none\" \
    stroke=\"#1f5c73\" stroke-width=\"3\"/></svg>";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

macro_rules! parts {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("../../../../web/", $name)).as_slice())),*] };
}

/// The browser parts (`web/` at the top of the project).
const PARTS: &[(&str, &[u8])] = parts![
    "cameras.js",
    "compare.js",
    "compare_audio.js",
    "compare_image.js",
    "compare_parts.js",
    "compare_video.js",
    "eyes.js",
    "graph.js",
    "graph_layout.js",
    "islands.css",
    "islands.js",
    "keys.js",
    "land.js",
    "map.js",
    "map_view.js",
    "offsets.js",
    "overlay.js",
    "page.js",
    "player.js",
    "progress.js",
    "sync.js",
    "texts.js",
    "time_map.js",
    "waveform.js",
];

/// The asset at this path.
pub fn of(path: &str) -> Option<Answer> {
    if path == "/favicon.ico" {
        return Some(Answer::Data(StatusCode::OK, "image/svg+xml", ICON.as_bytes().to_vec()));
    }
    let name = path.strip_prefix("/assets/")?;
    let own: Option<&[u8]> = match name {
        "report.css" => Some(report::style_css().as_bytes()),
        "desk.css" => Some(include_bytes!("desk.css")),
        "desk.js" => Some(include_bytes!("desk.js")),
        "adding.js" => Some(include_bytes!("adding.js")),
        _ => PARTS.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes),
    };
    let media_type = if name.ends_with(".css") { STYLE } else { SCRIPT };
    Some(match own {
        Some(bytes) => Answer::Data(StatusCode::OK, media_type, bytes.to_vec()),
        None => Answer::Wrong(StatusCode::NOT_FOUND, "there is no such asset".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_browser_part_is_in_the_binary() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let wanted = name.ends_with(".js") || name.ends_with(".css");
            assert_eq!(wanted, PARTS.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
