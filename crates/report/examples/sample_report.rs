//! Writes the report of an invented case, to look at: `cargo run -p report --example sample_report OUT [JPEGS]`.
//! JPEGS is a folder of pictures that stand in for thumbnails. The library itself never touches a file.
#![allow(clippy::disallowed_methods, reason = "an example for people writes files; the library does not")]

#[path = "../tests/invented_case/mod.rs"]
mod invented_case;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: sample_report OUT [JPEGS]");
    let mut view = invented_case::invented_case();
    if let Some(folder) = arguments.next() {
        let mut pictures: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        pictures.sort();
        for (item, picture) in view.items.iter_mut().filter(|item| item.thumbnail_jpeg.is_some()).zip(pictures) {
            item.thumbnail_jpeg = Some(std::fs::read(picture)?);
        }
    }
    for entry in report::would_leave(&view) {
        let state = if entry.redacted { "left out" } else { "LEAVES" };
        eprintln!("{state}: {} ({})", entry.what, entry.where_found);
    }
    for page in report::pages(&view) {
        let path = Path::new(&out).join(&page.path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(&out)))?;
        std::fs::write(path, page.bytes)?;
    }
    Ok(())
}
