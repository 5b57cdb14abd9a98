//! Writes the sample: the pile of files, and beside it the table of what is known of them.

use crate::captures::{self, Known};
use crate::media::{self, QuayFootage};
use crate::sound::Soundtrack;
use crate::story::{Outlet, pages};
use crate::{Sample, SampleOptions, expectations, warc};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

const QUAY_RECORDING: &str = "phones/VID_20260917_195110.mp4";
const BRIDGE_RECORDING: &str = "phones/bridge-195115.mp4";
const NORTHLINE_CLIP: &str = "clips/nl-4471.mp4";
const LANTERN_CLIP: &str = "clips/port-blaze.mp4";
const PRESS_PHOTO: &str = "photos/port-fire-1600.jpg";
const SMALL_PHOTO: &str = "photos/blaze.jpg";
const MIRRORED_PHOTO: &str = "photos/fire.jpg";
const TOWN_PHOTO: &str = "photos/tolmarsh-ploshcha.jpg";
const DAMAGED_PHOTO: &str = "phones/IMG_20260917_200233.jpg";
const EMPTY_PHOTO: &str = "phones/IMG_20260917_200240.jpg";
const WEB_ARCHIVE: &str = "archives/northline-20260918.warc.gz";

/// Length of the event in seconds: the last camera stops before it.
const EVENT_SECONDS: f32 = 18.0;
/// The damaged photo is this share of a whole one.
const DAMAGED_SHARE: (usize, usize) = (2, 5);

/// The town in both scripts, and where in it the recordings were made.
const PLACES: &str = "name,latitude,longitude
# The town is invented, and so are these degrees: they lie in the open sea.
Tolmarsh,55.4,3.1
Толмарш,55.4,3.1
Saltgate,55.412,3.088
Old Bridge,55.408,3.112
";

const COLLECTOR: &str = "R. Venn, night desk";

/// Writes the sample into `folder`, which is made if it is not there.
///
/// # Errors
/// The folder already holds a sample, an option is out of its range, the disk refused, or ffmpeg is not installed.
pub fn write_sample(folder: &Path, options: &SampleOptions) -> Result<Sample> {
    check(options)?;
    let pile = folder.join("pile");
    let captures_csv = folder.join("captures.csv");
    ensure!(
        !pile.exists() && !captures_csv.exists(),
        "{} already holds a sample; choose an empty folder",
        folder.display()
    );
    let scratch = folder.join(".making");
    for inner in ["phones", "clips", "photos", "pages", "texts", "archives"] {
        make_folder(&pile.join(inner))?;
    }
    make_folder(&scratch)?;
    let made = make_files(&pile, &scratch, options);
    fs::remove_dir_all(&scratch).context("removing the folder of half-made files")?;
    if let Err(error) = made {
        // Half a sample would stand in the way of the next try, and everything in it was made a moment ago.
        fs::remove_dir_all(&pile).context("removing a half-made sample")?;
        return Err(error);
    }
    let rows = rows(options);
    fs::write(&captures_csv, captures::table(&rows)).context("writing captures.csv")?;
    let places_csv = folder.join("places.csv");
    fs::write(&places_csv, PLACES).context("writing places.csv")?;
    remove_empty_folders(&pile)?;
    let files = rows.into_iter().map(|(file, _)| file).collect();
    let expectations = expectations::of(options);
    Ok(Sample { folder: folder.to_owned(), pile, captures_csv, places_csv, files, expectations })
}

fn check(options: &SampleOptions) -> Result<()> {
    ensure!(options.figure >= 2, "the figure of the sample must be at least 2, got {}", options.figure);
    let width = options.width_px;
    ensure!(
        (64..=1920).contains(&width) && width.is_multiple_of(32),
        "the width must be a multiple of 32 in 64..=1920, got {width}"
    );
    if let Some(number) = options.drop_outlet {
        ensure!(number < Outlet::ALL.len(), "there are outlets 0 to {}, got {number}", Outlet::ALL.len() - 1);
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("making the folder {}", path.display()))
}

fn has(options: &SampleOptions, outlet: Outlet) -> bool {
    options.drop_outlet.is_none_or(|number| Outlet::ALL[number] != outlet)
}

fn make_files(pile: &Path, scratch: &Path, options: &SampleOptions) -> Result<()> {
    write_texts(pile, options)?;
    let soundtrack = Soundtrack::new(EVENT_SECONDS);
    std::thread::scope(|scope| {
        let quay = scope.spawn(|| make_quay_footage(pile, scratch, options, &soundtrack));
        media::make_bridge_recording(options, scratch, &soundtrack, &pile.join(BRIDGE_RECORDING))?;
        make_photos(pile, scratch, options)?;
        quay.join().map_err(|_| anyhow::anyhow!("drawing the quay recording stopped"))?
    })
}

fn make_quay_footage(pile: &Path, scratch: &Path, options: &SampleOptions, soundtrack: &Soundtrack) -> Result<()> {
    let clip = |outlet, name| has(options, outlet).then(|| pile.join(name));
    let (lantern_clip, northline_clip): (Option<PathBuf>, Option<PathBuf>) =
        (clip(Outlet::Lantern, LANTERN_CLIP), clip(Outlet::Northline, NORTHLINE_CLIP));
    let places = QuayFootage {
        scratch,
        recording: &pile.join(QUAY_RECORDING),
        lantern_clip: lantern_clip.as_deref(),
        northline_clip: northline_clip.as_deref(),
    };
    media::make_quay_footage(options, &places, soundtrack)
}

fn make_photos(pile: &Path, scratch: &Path, options: &SampleOptions) -> Result<()> {
    let press = scratch.join("press-whole.jpg");
    media::make_press_photo(options, scratch, &press)?;
    if has(options, Outlet::Lantern) {
        media::make_small_copy(&press, &pile.join(SMALL_PHOTO))?;
    }
    if has(options, Outlet::QuayDiary) {
        media::make_mirrored_copy(&press, &pile.join(MIRRORED_PHOTO))?;
    }
    if has(options, Outlet::Courier) {
        fs::rename(&press, pile.join(PRESS_PHOTO)).context("putting the press photo in its place")?;
    }
    let town = pile.join(TOWN_PHOTO);
    media::make_town_photo(options, &town)?;
    let whole = fs::read(&town).context("reading the photo of the town back")?;
    let damaged = &whole[..whole.len() * DAMAGED_SHARE.0 / DAMAGED_SHARE.1];
    fs::write(pile.join(DAMAGED_PHOTO), damaged).context("writing the damaged photo")?;
    fs::write(pile.join(EMPTY_PHOTO), []).context("writing the empty photo")
}

fn write_texts(pile: &Path, options: &SampleOptions) -> Result<()> {
    let put = |name: &str, bytes: &[u8]| fs::write(pile.join(name), bytes).with_context(|| format!("writing {name}"));
    for outlet in Outlet::ALL.into_iter().filter(|outlet| has(options, *outlet)) {
        let page = pages::page(outlet, options.figure);
        match page_file(outlet) {
            Some(name) => put(name, page.as_bytes())?,
            None => put(WEB_ARCHIVE, &web_archive(outlet, &page)?)?,
        }
    }
    if has(options, Outlet::Lantern) {
        put("texts/lantern-copied.txt", pages::lantern_scrape(options.figure).as_bytes())?;
    }
    put("pages/portovyi-visnyk.html", pages::visnyk(options.figure).as_bytes())?;
    put("texts/press-note-118.txt", pages::fire_brigade_note(options.figure).as_bytes())
}

/// File of an outlet's page; the agency's is in the web archive.
fn page_file(outlet: Outlet) -> Option<&'static str> {
    match outlet {
        Outlet::Courier => Some("pages/tolmarsh-courier.html"),
        Outlet::Northline => None,
        Outlet::Lantern => Some("pages/daily-lantern.html"),
        Outlet::QuayDiary => Some("pages/quay-diary.html"),
        Outlet::Observer => Some("pages/river-observer.html"),
    }
}

fn web_archive(outlet: Outlet, page: &str) -> Result<Vec<u8>> {
    let visit = warc::Visit {
        url: pages::url(outlet),
        time: "2026-09-18T06:02:11Z",
        media_type: "text/html; charset=utf-8",
        body: page.as_bytes(),
    };
    warc::archive(&visit, "northline-20260918.warc.gz")
}

/// Every file of the pile with what is known of it, in order of the names.
fn rows(options: &SampleOptions) -> Vec<(String, Known)> {
    let web = |url, seen_at| Known { url, seen_at, collected_by: COLLECTOR, ..Known::default() };
    let mut rows = vec![
        (
            QUAY_RECORDING,
            Known {
                received_from: "resident of Saltgate, by messenger",
                collected_by: COLLECTOR,
                seen_at: "2026-09-17T23:20:00+02:00",
                note: "says she filmed it herself from the quay",
                ..Known::default()
            },
        ),
        (
            BRIDGE_RECORDING,
            Known {
                url: pages::OBSERVER_VIDEO_URL,
                received_from: "River Observer newsroom",
                collected_by: COLLECTOR,
                seen_at: "2026-09-18T19:05:00+02:00",
                note: "the file as the newsroom got it",
            },
        ),
        (
            DAMAGED_PHOTO,
            Known { received_from: "resident of Saltgate, by messenger", note: "does not open", ..Known::default() },
        ),
        (EMPTY_PHOTO, Known { received_from: "resident of Saltgate, by messenger", ..Known::default() }),
        (TOWN_PHOTO, web(pages::VISNYK_PHOTO_URL, "2026-09-18T13:10:00+02:00")),
        ("pages/portovyi-visnyk.html", web(pages::VISNYK_URL, "2026-09-18T13:10:00+02:00")),
        ("texts/press-note-118.txt", web(pages::NOTE_URL, "2026-09-17T22:41:00+02:00")),
    ];
    for outlet in Outlet::ALL.into_iter().filter(|outlet| has(options, *outlet)) {
        rows.extend(outlet_rows(outlet, &web));
    }
    rows.sort_by_key(|(file, _)| *file);
    rows.into_iter().map(|(file, known)| (file.to_owned(), known)).collect()
}

fn outlet_rows(outlet: Outlet, web: &impl Fn(&'static str, &'static str) -> Known) -> Vec<(&'static str, Known)> {
    let page = |seen_at| page_file(outlet).map(|name| (name, web(pages::url(outlet), seen_at)));
    let mut rows: Vec<(&'static str, Known)> = Vec::new();
    match outlet {
        Outlet::Courier => {
            rows.extend(page("2026-09-18T06:30:00+02:00"));
            rows.push((PRESS_PHOTO, web(pages::COURIER_PHOTO_URL, "2026-09-18T06:31:00+02:00")));
        }
        Outlet::Northline => {
            rows.push((
                WEB_ARCHIVE,
                Known { collected_by: COLLECTOR, note: "made by the crawler of the desk", ..Known::default() },
            ));
            rows.push((NORTHLINE_CLIP, web(pages::NORTHLINE_CLIP_URL, "2026-09-18T08:03:00+02:00")));
        }
        Outlet::Lantern => {
            rows.extend(page("2026-09-18T09:30:00+02:00"));
            rows.push((LANTERN_CLIP, web(pages::LANTERN_CLIP_URL, "2026-09-18T09:32:00+02:00")));
            rows.push((SMALL_PHOTO, web(pages::LANTERN_PHOTO_URL, "2026-09-18T09:31:00+02:00")));
            rows.push((
                "texts/lantern-copied.txt",
                Known {
                    received_from: "a reader, by mail",
                    note: "copied from the Daily Lantern, comments too",
                    ..Known::default()
                },
            ));
        }
        Outlet::QuayDiary => {
            rows.extend(page("2026-09-18T12:15:00+02:00"));
            rows.push((MIRRORED_PHOTO, web(pages::QUAY_DIARY_PHOTO_URL, "2026-09-18T12:16:00+02:00")));
        }
        Outlet::Observer => rows.extend(page("2026-09-18T19:00:00+02:00")),
    }
    rows
}

fn remove_empty_folders(pile: &Path) -> Result<()> {
    for entry in fs::read_dir(pile).context("reading the pile")? {
        let path = entry.context("reading the pile")?.path();
        if path.is_dir() && fs::read_dir(&path).context("reading a folder of the pile")?.next().is_none() {
            fs::remove_dir(&path).context("removing an empty folder")?;
        }
    }
    Ok(())
}
