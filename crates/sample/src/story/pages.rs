//! The pages of the outlets as a browser saved them, and two plain texts.

use super::comments::{self, AT_COURIER, AT_LANTERN};
use super::texts::{self, Article};
use super::{Outlet, filled};

/// Address of the local paper's photo.
pub const COURIER_PHOTO_URL: &str = "https://tolmarsh-courier.example/images/2026/09/port-fire-1600.jpg";
/// Address of the portal's copy of it.
pub const LANTERN_PHOTO_URL: &str = "https://daily-lantern.example/uploads/2026/09/blaze.jpg";
/// Address of the blog's copy of it.
pub const QUAY_DIARY_PHOTO_URL: &str = "https://quay-diary.example/pics/fire.jpg";
/// Address of the photo of the town.
pub const VISNYK_PHOTO_URL: &str = "https://portovyi-visnyk.example/img/tolmarsh-ploshcha.jpg";
/// Address of the agency's clip.
pub const NORTHLINE_CLIP_URL: &str = "https://video.northline.example/2026/09/17/nl-4471.mp4";
/// Address of the portal's clip.
pub const LANTERN_CLIP_URL: &str = "https://daily-lantern.example/uploads/2026/09/port-blaze.mp4";
/// Address of the recording that the independent report shows.
pub const OBSERVER_VIDEO_URL: &str = "https://river-observer.example/media/old-bridge.mp4";
/// Address of the page in Ukrainian.
pub const VISNYK_URL: &str = "https://portovyi-visnyk.example/2026/09/18/pozhezha";
/// Address of the fire brigade's note.
pub const NOTE_URL: &str = "https://tolmarsh-fire.example/press/118-2026.txt";

/// Address of an outlet's report.
pub fn url(outlet: Outlet) -> &'static str {
    match outlet {
        Outlet::Courier => "https://tolmarsh-courier.example/port/2026/09/17/fire-at-river-port",
        Outlet::Northline => "https://northline.example/story/NL-4471",
        Outlet::Lantern => "https://daily-lantern.example/2026/09/18/huge-port-blaze/",
        Outlet::QuayDiary => "https://quay-diary.example/2026/09/i-still-smell-the-smoke.html",
        Outlet::Observer => "https://river-observer.example/report/tolmarsh-port-fire-hospital-count",
    }
}

/// An outlet's report as a page.
pub fn page(outlet: Outlet, figure: u32) -> String {
    match outlet {
        Outlet::Courier => courier(&texts::courier(figure)),
        Outlet::Northline => northline(&texts::northline(figure)),
        Outlet::Lantern => lantern(&texts::lantern(figure)),
        Outlet::QuayDiary => quay_diary(&texts::quay_diary(figure)),
        Outlet::Observer => observer(&texts::observer(figure)),
    }
}

/// The short page in Ukrainian.
pub fn visnyk(figure: u32) -> String {
    let article = texts::visnyk(figure);
    let values = [
        ("title", &*article.title),
        ("url", VISNYK_URL),
        ("photo_url", VISNYK_PHOTO_URL),
        ("body", &markup(&article.paragraphs)),
    ];
    filled(include_str!("templates/visnyk.html"), &values)
}

/// The fire brigade's press note.
pub fn fire_brigade_note(figure: u32) -> String {
    filled(include_str!("templates/fire-brigade-note.txt"), &[("figure", &figure.to_string())])
}

/// The portal's page as somebody copied it into a text file, with all that stood around it.
pub fn lantern_scrape(figure: u32) -> String {
    let article = texts::lantern(figure);
    format!(
        "THE DAILY LANTERN\nHome\nAround the valley\nPeople\nMoney\nQuiz of the day\n\n{title}\nPosted on September 18, 2026 7:15 am by Lantern newsroom\nShare · Post · Send · Print\n\nThe fire at the port. Photo: Tolmarsh Courier\n\n{body}\n\nOriginally published at Northline. Shortened by the Lantern newsroom.\n\nYou may also like\nThe last lighthouse keeper of the valley tells all\nSeven ways to save on heating\n\n{count} thoughts on “{title}”\n\n{comments}Leave a reply. You must be logged in to post a comment.\n",
        title = article.title,
        body = article.paragraphs.join("\n\n"),
        count = AT_LANTERN.len(),
        comments = comments::lantern_plain(),
    )
}

fn courier(article: &Article) -> String {
    let count = AT_COURIER.len().to_string();
    let values = [
        ("title", &*article.title),
        ("url", url(Outlet::Courier)),
        ("photo_url", COURIER_PHOTO_URL),
        ("body", &markup(&article.paragraphs)),
        ("comment_count", &count),
        ("comments", &comments::courier_markup()),
    ];
    filled(include_str!("templates/courier.html"), &values)
}

fn northline(article: &Article) -> String {
    let values = [
        ("title", &*article.title),
        ("url", url(Outlet::Northline)),
        ("clip_url", NORTHLINE_CLIP_URL),
        ("body", &markup(&article.paragraphs)),
    ];
    filled(include_str!("templates/northline.html"), &values)
}

fn lantern(article: &Article) -> String {
    let count = AT_LANTERN.len().to_string();
    let values = [
        ("title", &*article.title),
        ("url", url(Outlet::Lantern)),
        ("photo_url", LANTERN_PHOTO_URL),
        ("clip_url", LANTERN_CLIP_URL),
        ("northline_url", url(Outlet::Northline)),
        ("body", &markup(&article.paragraphs)),
        ("comment_count", &count),
        ("comments", &comments::lantern_markup()),
    ];
    filled(include_str!("templates/lantern.html"), &values)
}

fn quay_diary(article: &Article) -> String {
    let link = format!("<a href=\"{}\">The Daily Lantern</a>", url(Outlet::Lantern));
    let body = markup(&article.paragraphs).replacen("The Daily Lantern", &link, 1);
    let values = [
        ("title", &*article.title),
        ("url", url(Outlet::QuayDiary)),
        ("clip_url", LANTERN_CLIP_URL),
        ("photo_url", QUAY_DIARY_PHOTO_URL),
        ("body", &body),
    ];
    filled(include_str!("templates/quay-diary.html"), &values)
}

fn observer(article: &Article) -> String {
    /// Paragraphs above the video.
    const ABOVE: usize = 3;
    let (above, below) = article.paragraphs.split_at(ABOVE);
    let values = [
        ("title", &*article.title),
        ("url", url(Outlet::Observer)),
        ("video_url", OBSERVER_VIDEO_URL),
        ("body_top", &markup(above)),
        ("body_rest", &markup(below)),
    ];
    filled(include_str!("templates/observer.html"), &values)
}

fn markup(paragraphs: &[String]) -> String {
    let one = |paragraph: &String| match paragraph.strip_prefix('>') {
        Some(quoted) => format!("<blockquote><p>{quoted}</p></blockquote>\n"),
        None => format!("<p>{paragraph}</p>\n"),
    };
    paragraphs.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_pages() -> Vec<String> {
        Outlet::ALL.into_iter().map(|outlet| page(outlet, 17)).chain([visnyk(17), lantern_scrape(17)]).collect()
    }

    #[test]
    fn one_comment_stands_word_for_word_under_two_pages_and_in_the_copied_text() {
        let with = all_pages().iter().filter(|page| page.matches(comments::PASTED).count() == 1).count();
        assert_eq!(with, 3);
    }

    #[test]
    fn no_page_has_a_place_that_was_not_filled() {
        for page in all_pages().into_iter().chain([fire_brigade_note(17)]) {
            assert!(!page.contains("{{"), "{page}");
        }
    }

    #[test]
    fn the_articles_have_the_length_of_articles() {
        let all =
            [texts::courier(17), texts::northline(17), texts::lantern(17), texts::quay_diary(17), texts::observer(17)];
        for article in all {
            let words: usize = article.paragraphs.iter().map(|text| text.split_whitespace().count()).sum();
            assert!((70..=350).contains(&words), "{}: {words}", article.title);
        }
    }

    #[test]
    fn the_portal_repeats_the_agency_word_for_word() {
        let (agency, portal) = (texts::northline(17).paragraphs, texts::lantern(17).paragraphs);
        assert!(agency[0].ends_with(&portal[0]) && agency[1] == portal[1]);
    }
}
