//! What a reader of the report gets, and what never reaches them.

mod invented_case;

use invented_case::invented_case;
use model::*;
use report::{CaseView, Page, Redact, Report, StampView, pages, would_leave};

fn text_of(page: &Page) -> String {
    String::from_utf8(page.bytes.clone()).expect("the page is UTF-8")
}

fn html_pages(view: &CaseView) -> Vec<(String, String)> {
    let is_html = |page: &Page| page.path.ends_with(".html");
    pages(view).into_iter().filter(is_html).map(|page| (page.path.clone(), text_of(&page))).collect()
}

fn page_at(view: &CaseView, path: &str) -> String {
    text_of(&Report::new(view).page(path).unwrap_or_else(|| panic!("there is a page {path}")))
}

fn item_page(view: &CaseView, name: &str) -> String {
    let item = view.items.iter().find(|item| item.item.name == name).expect("the item is in the case");
    page_at(view, &format!("items/{}.html", item.item.short_id))
}

/// Everything outside of `<details class="fold">`, which stands folded.
fn without_folds(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<details class=\"fold\"") {
        kept.push_str(&rest[..start]);
        let mut depth = 0;
        let mut at = start;
        loop {
            let open = rest[at + 1..].find("<details").map(|found| at + 1 + found);
            let close = rest[at + 1..].find("</details>").map(|found| at + 1 + found).expect("details are closed");
            match open.filter(|open| *open < close) {
                Some(open) => (depth, at) = (depth + 1, open),
                None if depth > 0 => (depth, at) = (depth - 1, close),
                None => {
                    rest = &rest[close..];
                    break;
                }
            }
        }
    }
    kept + rest
}

#[test]
fn a_script_in_a_title_a_name_or_a_comment_is_inert() {
    for (path, html) in html_pages(&invented_case()) {
        assert!(!html.contains("<script"), "{path}");
        assert!(!html.contains("javascript:alert(1)\""), "{path}");
        assert!(!html.contains(" onload") && !html.contains(" onerror") && !html.contains(" style=\""), "{path}");
    }
    let titled = item_page(&invented_case(), "inbox/<script>alert('name')</script>.mp4");
    assert!(titled.contains("&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;"));
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let view = invented_case();
    for page in pages(&view).iter().filter(|page| page.path != "report.json" && !page.path.ends_with(".jpg")) {
        let text = text_of(page).to_lowercase();
        for loader in ["src=\"", "href=\"", "url("] {
            for (at, _) in text.match_indices(loader) {
                let target: String =
                    text[at + loader.len()..].chars().take_while(|sign| !matches!(sign, '"' | ')')).collect();
                assert!(!target.contains(':') && !target.starts_with("//"), "{}: {target}", page.path);
            }
        }
        assert!(!text.contains("@import"), "{}", page.path);
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let view = invented_case();
    let all: std::collections::BTreeMap<String, String> = pages(&view)
        .iter()
        .map(|page| (page.path.clone(), String::from_utf8_lossy(&page.bytes).into_owned()))
        .collect();
    for (path, html) in all.iter().filter(|(path, _)| path.ends_with(".html")) {
        for link in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
            let link = link.split('"').next().unwrap_or_default();
            let (target, part) = link.split_once('#').unwrap_or((link, ""));
            let target = match target.strip_prefix("../") {
                Some(target) => target.to_owned(),
                None => target.to_owned(),
            };
            let found = all.get(&target).unwrap_or_else(|| panic!("{path}: {link} leads nowhere"));
            assert!(part.is_empty() || found.contains(&format!("id=\"{part}\"")), "{path}: {link} has no such place");
        }
    }
}

#[test]
fn each_page_forbids_everything_but_its_own_style_and_pictures() {
    for (path, html) in html_pages(&invented_case()) {
        let policy = "http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;self&#39;; img-src &#39;self&#39; data:;";
        assert!(html.contains(policy), "{path}");
    }
}

#[test]
fn every_time_has_a_zone_and_a_kind() {
    for (path, html) in html_pages(&invented_case()) {
        for (at, _) in html.match_indices("<time") {
            let before = &html[..at];
            assert!(before.ends_with("<span class=\"when\">"), "{path}: a time stands alone");
            let after = &html[at..];
            let kind = after.find("<span class=\"kind\">").unwrap_or_else(|| panic!("{path}: no kind"));
            let zone = after.find("<span class=\"zone\">").unwrap_or_else(|| panic!("{path}: no zone"));
            assert!(zone < kind && !after[zone..].starts_with("<span class=\"zone\"><"), "{path}");
            assert!(!after[kind..].starts_with("<span class=\"kind\"></span>"), "{path}");
        }
    }
}

#[test]
fn comments_are_folded_under_their_heading_and_pseudonymous() {
    let view = invented_case();
    let page = item_page(&view, "pages/courier.html");
    assert!(page.contains("what readers wrote; may hold hate, threats, names"));
    assert!(page.contains("commenter 1") && page.contains("commenter 2"));
    for (path, html) in html_pages(&view) {
        assert!(!html.contains("quaydweller77") && !html.contains("Ozan B."), "{path} names a commenter");
        assert!(!without_folds(&html).contains("let it rot"), "{path} quotes a comment");
    }
    assert!(!page_at(&view, "report.json").contains("let it rot"));
}

#[test]
fn a_commenter_is_named_only_by_a_decision_with_the_switch_off() {
    let mut view = invented_case();
    let item = view.items.iter().find(|item| item.item.name == "pages/courier.html").expect("it is there").item.id;
    let what = DecisionKind::ShowAuthors { item };
    let decision = |undone_by| Decision {
        id: "D-9".into(),
        what: what.clone(),
        why: "w".into(),
        by: "x".into(),
        time: "2026-05-08T12:00:00Z".into(),
        undone_by,
        log_index: None,
    };
    let names = |view: &CaseView| item_page(view, "pages/courier.html").contains("quaydweller77");
    view.decisions.push(decision(None));
    assert!(!names(&view), "the switch still covers");
    view.settings.redact.comment_authors = false;
    assert!(names(&view));
    view.decisions.pop();
    assert!(!names(&view), "the switch alone does not show");
    view.decisions.push(decision(Some("D-10".into())));
    assert!(!names(&view), "an undone decision does not show");
}

#[test]
fn what_can_put_people_at_risk_is_left_out_by_default() {
    let view = invented_case();
    let secrets = [
        "+12.3456",
        "SN-77-1234",
        "Tamas Example",
        "Nora Example",
        "Ilse Varga",
        "lives by the quay",
        "asks not to be named",
        "from_t/",
        "/home/ilse",
        "EXIFSECRET",
    ];
    for page in pages(&view) {
        let text = String::from_utf8_lossy(&page.bytes).into_owned();
        for secret in secrets {
            assert!(!text.contains(secret), "{} holds {secret}", page.path);
        }
    }
    let page = item_page(&view, "from_t/phone/VID_0412.mp4");
    assert!(page.contains("Left out of this report") && page.contains("QuickTime location ISO6709"));
    assert!(page.contains(&view.items[0].item.id.hex()), "the hash of the original stays");
}

#[test]
fn an_address_on_a_machine_is_no_address_of_the_web() {
    let mut view = invented_case();
    view.items[7].item.captures[0].from = Some("file:///home/ilse/saved/courier.html".into());
    view.items[7].extract.canonical_url = Some("file:///C:/Users/ilse/courier.html".into());
    view.items[7].links[0].target_url = "file:///home/ilse/saved/a.jpg".into();
    for page in pages(&view) {
        assert!(!String::from_utf8_lossy(&page.bytes).contains("ilse/"), "{}", page.path);
    }
    assert!(would_leave(&view).iter().any(|entry| entry.what.contains("C:/Users/ilse") && entry.redacted));
}

#[test]
fn a_switch_shows_what_it_rules_and_nothing_else() {
    let mut view = invented_case();
    view.settings.redact.gps = false;
    let page = item_page(&view, "from_t/phone/VID_0412.mp4");
    assert!(page.contains("+12.3456") && !page.contains("SN-77-1234"));
    view.settings.redact = Redact::nothing();
    assert!(item_page(&view, "from_t/phone/VID_0412.mp4").contains("SN-77-1234"));
}

#[test]
fn the_list_of_what_would_leave_names_each_thing_and_its_state() {
    let mut view = invented_case();
    assert!(would_leave(&view).iter().all(|entry| entry.redacted));
    view.settings.redact.gps = false;
    let leaving: Vec<_> = would_leave(&view).into_iter().filter(|entry| !entry.redacted).collect();
    assert_eq!(leaving.len(), 1);
    assert!(leaving[0].what.contains("QuickTime location ISO6709"));
    assert_eq!(leaving[0].where_found, view.items[0].item.short_id.0);
}

fn first_entry(view: &CaseView) -> u64 {
    let item = view.items.iter().find(|item| item.item.name.ends_with("quay.jpg")).unwrap();
    item.item.captures.iter().map(|capture| capture.log_index).min().unwrap()
}

#[test]
fn an_item_without_a_timestamp_never_looks_like_one_with_it() {
    let mut view = invented_case();
    assert!(page_at(&view, "index.html").contains("not yet timestamped"));
    assert!(item_page(&view, "photos/quay.jpg").contains("not yet timestamped"));
    let stamp = |number, covers_entries, hour| StampView {
        number,
        time: LogTime(format!("2026-05-09T{hour}:00:00Z")),
        covers_entries,
        authority: "Stamps of <somewhere>".into(),
        root: "A root".into(),
        root_sha256: ItemId::of(b"root"),
    };
    view.checkpoint.timestamps = vec![stamp(1, 3, "08"), stamp(2, 19, "09")];
    let overview = page_at(&view, "index.html");
    assert!(!overview.contains("not yet timestamped") && overview.contains("09:00:00"), "{overview}");
    assert!(overview.contains("◆ timestamped: 19 log entries") && !overview.contains("<somewhere>"));
    // Each item has the earliest time that covers it.
    assert!(item_page(&view, "photos/quay.jpg").contains(if first_entry(&view) < 3 { "08:00:00" } else { "09:00:00" }));
    let custody = page_at(&view, "custody.html");
    assert!(custody.contains("08:00:00") && custody.contains(&ItemId::of(b"root").hex()));
    view.checkpoint.timestamps.pop();
    let overview = page_at(&view, "index.html");
    assert!(overview.contains("◆ timestamped: 3 log entries") && overview.contains("◇ not yet timestamped: "));
    view.checkpoint.size = 3;
    let late = item_page(&view, "photos/quay.jpg");
    assert!(late.contains("not yet in a signed checkpoint") && !late.contains("◆ timestamped"));
}

#[test]
fn a_name_that_turns_itself_around_is_spelled_out() {
    for (path, html) in html_pages(&invented_case()) {
        assert!(!html.contains('\u{202E}'), "{path}");
    }
    assert!(page_at(&invented_case(), "items.html").contains("photo⟨U+202E⟩gpj.exe"));
}

#[test]
fn the_matrix_shows_each_count_with_its_low_and_high() {
    let claims = page_at(&invented_case(), "claims.html");
    assert!(claims.contains(">1–2</span>"));
    assert!(claims.contains("for, 3 items") && claims.contains("against, 2 items"));
}

#[test]
fn a_claim_page_shows_the_way_with_its_reasons_and_the_match() {
    let page = page_at(&invented_case(), "claims/C-fourteen.html");
    assert!(page.contains("credit line: via The Quay Courier") && page.contains("see the match"));
    assert!(page.contains("weak: may hold or not") && page.contains("1 origin stands behind this; if not, 2."));
    assert!(page.contains("قالت فرقة الإطفاء"));
}

#[test]
fn two_devices_at_one_moment_are_never_called_a_copy() {
    let page = page_at(&invented_case(), "matches.html");
    assert!(page.contains("One moment from two devices: not a copy. These are two origins."));
}

#[test]
fn no_page_of_ours_passes_a_verdict() {
    let words = concat!(include_str!("../src/words.rs"), include_str!("../src/words/kinds.rs")).to_lowercase();
    let shown: String = words
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect::<Vec<_>>()
        .join(" ");
    let ours: Vec<&str> = shown.split(|sign: char| !sign.is_alphanumeric()).collect();
    for verdict in ["true", "false", "fake", "real", "confirmed", "authentic", "genuine", "hoax", "proven", "debunked"]
    {
        assert!(!ours.contains(&verdict), "the catalogue says {verdict}");
    }
}

#[test]
fn equal_views_give_equal_bytes_whatever_page_is_asked_first() {
    let view = invented_case();
    let all = pages(&view);
    assert_eq!(all, pages(&view));
    let report = Report::new(&view);
    for page in all.iter().rev() {
        assert_eq!(report.page(&page.path).as_ref(), Some(page));
    }
    assert_eq!(report.page("items/nowhere.html"), None);
}

#[test]
fn an_empty_case_renders() {
    let pages = html_pages(&CaseView::default());
    assert!(pages.len() >= 10);
    assert!(pages.iter().all(|(_, html)| html.starts_with("<!doctype html>") && html.ends_with("</html>\n")));
}

#[test]
fn values_from_outside_that_make_no_sense_do_no_harm() {
    let mut view = invented_case();
    for found in &mut view.matches {
        found.score_0_1 = f64::NAN;
        found.query.extent = Extent {
            start_us: Some(i64::MAX),
            end_us: Some(i64::MIN),
            region: Some([f64::NAN, -9.0, f64::INFINITY, 2.0]),
            start_byte: Some(usize::MAX),
            end_byte: Some(1),
        };
        found.reference.item = ItemId::of(b"not in the case");
    }
    for statement in &mut view.statements {
        (statement.content.start_byte, statement.content.end_byte) = (1, usize::MAX);
        statement
            .figures
            .iter_mut()
            .for_each(|figure| (figure.low, figure.high) = (Some(f64::NEG_INFINITY), Some(1e300)));
    }
    for item in &mut view.items {
        item.item.short_id = ShortId("../../x".into());
        item.extract
            .blocks
            .iter_mut()
            .for_each(|block| (block.start_byte, block.parent) = (usize::MAX, Some(block.block)));
        item.item.captures.iter_mut().for_each(|capture| capture.time = "99999-99-99Té".into());
    }
    view.claims.iter_mut().flat_map(|claim| &mut claim.roads).for_each(|road| road.origin = Some("O-none".into()));
    assert!(pages(&view).iter().all(|page| !page.path.contains("..")));
}

#[test]
fn two_thousand_items_stay_readable() {
    let mut view = invented_case();
    let model = view.items[7].clone();
    for number in 0..2000u64 {
        let mut item = model.clone();
        item.item.id = ItemId::of(&number.to_be_bytes());
        item.item.short_id = ShortId::new(&item.item.id, number + 100);
        view.items.push(item);
    }
    let copies: Vec<Match> = (0..1999)
        .map(|at| {
            let mut found = view.matches[0].clone();
            found.id = format!("M-many-{at}");
            (found.query.item, found.reference.item) = (view.items[at + 15].item.id, view.items[at + 16].item.id);
            found
        })
        .collect();
    view.matches.extend(copies);
    let pages = pages(&view);
    let largest = pages
        .iter()
        .filter(|page| page.path.ends_with(".html"))
        .max_by_key(|page| page.bytes.len())
        .expect("there are pages");
    assert!(largest.bytes.len() < 600_000, "{} has {} bytes", largest.path, largest.bytes.len());
    assert!(pages.iter().any(|page| page.path == "items-11.html"));
}

#[test]
fn the_example_in_the_format_page_is_what_the_program_writes() {
    let format_page = include_str!("../../../docs/formats/report.md");
    let example = format_page
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("it begins with an example");
    let written = page_at(&invented_case::one_item_case(), "report.json");
    assert_eq!(example.trim(), written.trim());
}

#[test]
fn what_the_team_said_among_itself_stays_in_the_house_unless_asked_for() {
    let mut view = invented_case();
    let item = view.items[0].item.id;
    let marks = [
        DecisionKind::SetStatus { item, status: ItemStatus::HelpNeeded },
        DecisionKind::Assign { item, to: "zebrafinch".into() },
        DecisionKind::Tag { item, tag: "vermilion".into() },
        DecisionKind::Note { about: item.hex(), text: "@olena-k and @zebrafinch: seen it?".into() },
        DecisionKind::Undo { decision: "D-12".into() },
    ];
    for (at, what) in (10u64..).zip(marks) {
        view.decisions.push(Decision {
            id: format!("D-{at}"),
            what,
            why: String::new(),
            by: "marlin".into(),
            time: "2026-05-08T13:00:00Z".into(),
            undone_by: None,
            log_index: Some(at),
        });
    }
    view.decisions[0].why = "as zebrafinch says".into();
    view.custody.push(CustodyEvent {
        what: CustodyKind::Viewed,
        items: vec![item],
        text: "items looked at: 1".into(),
        by: "marlin".into(),
        time: "2026-05-08T13:00:00Z".into(),
        tool: "firsthand 0.1.0".into(),
    });
    view.custody_log_indices.push(20);
    let all = |view: &CaseView| pages(view).iter().map(text_of_any).collect::<String>();
    let shown = all(&view);
    for word in ["zebrafinch", "olena-k", "vermilion", "marlin", "help_needed", "help needed", "looked at: 1", "D-14"] {
        assert!(!shown.contains(word), "{word}");
    }
    let leaving = would_leave(&view);
    let listed: Vec<_> = leaving.iter().filter(|entry| entry.kind == report::Sensitive::TeamMarks).collect();
    assert_eq!(listed.len(), 5, "{listed:#?}");
    assert!(listed.iter().all(|entry| entry.redacted && entry.where_found == view.items[0].item.short_id.0));

    view.settings.redact.team_marks = false;
    let shown = all(&view);
    assert!(shown.contains("help needed") && shown.contains("vermilion") && shown.contains("looked at: 1"));
    for word in ["zebrafinch", "olena-k", "marlin"] {
        assert!(!shown.contains(word), "{word}: people have a switch of their own");
    }
    view.settings.redact.people = false;
    let shown = all(&view);
    assert!(["zebrafinch", "olena-k", "marlin"].iter().all(|word| shown.contains(word)));
}

fn text_of_any(page: &Page) -> String {
    String::from_utf8_lossy(&page.bytes).into_owned()
}
