//! Adding at the desk: what went wrong is named with what to do, a run is stopped and goes on, and all of it is still there after
//! the desk has ended.

mod support;

use serde_json::Value;
use std::time::{Duration, Instant};
use support::desk::{Desk, Visitor, between};
use support::{TestCase, talk, text};

/// Somebody with a run that takes files.
struct Sender<'d> {
    visitor: Visitor<'d>,
    run: String,
}

impl<'d> Sender<'d> {
    fn of(visitor: Visitor<'d>) -> Sender<'d> {
        assert_eq!(visitor.post("/add", &[]).status, 303);
        let page = visitor.get("/add").body;
        let run = between(&page, "data-drop=\"", "\"").expect("a run").to_owned();
        Sender { visitor, run }
    }

    fn send(&self, name: &str, content: &str) -> u16 {
        let page = self.visitor.get("/add").body;
        let csrf = between(&page, "name=\"csrf-token\" content=\"", "\"").expect("a secret");
        let origin = self.visitor.desk.origin();
        let headers = [("Cookie", self.visitor.cookie.as_str()), ("Origin", &origin), ("x-csrf-token", csrf)];
        self.visitor.desk.send("POST", &format!("/add/file?run={}&name={name}", self.run), &headers, content).status
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> u16 {
        self.visitor.post(path, &[&[("run", self.run.as_str())], fields].concat()).status
    }

    /// All that is told until the run is over.
    fn told(&self) -> Vec<Value> {
        let events = self.visitor.get(&format!("/add/{}/events", self.run)).body;
        let lines = events.lines().filter_map(|line| line.split_once("data: ").map(|(_, data)| data));
        lines.map(|data| serde_json::from_str(data).expect("JSON")).collect()
    }

    /// What the page says of the run.
    fn card(&self) -> String {
        let page = self.visitor.get("/add").body;
        between(&page, &format!("id=\"{}\"", self.run), "</section>").unwrap_or_default().to_owned()
    }
}

fn incoming(case: &TestCase, run: &str) -> std::path::PathBuf {
    case.path().join("desk/incoming").join(run)
}

#[test]
fn every_failure_is_named_with_what_to_do_also_after_the_desk_has_ended() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    assert_eq!(sender.send("good.txt", "The ferry left at noon, the harbour master said."), 200);
    assert_eq!(sender.send("pictures%2Fbroken.zip", "PK\u{3}\u{4} and then nothing of a ZIP"), 200);
    // What no browser sends and a disk can hold: a link where a file should be.
    std::os::unix::fs::symlink("/etc/passwd", incoming(&case, &sender.run).join("link.txt")).expect("a link");
    assert_eq!(sender.post("/add/start", &[("note", "from the quay")]), 303);
    let told = sender.told();
    assert_eq!(told.last().map(|last| text(last, "stage").to_owned()).as_deref(), Some("done"), "{told:?}");
    let first_card = sender.card();
    for part in ["good.txt", "pictures/broken.zip", "link.txt", "refused (1)", "Nothing of these was taken."] {
        assert!(first_card.contains(part), "{part}: {first_card}");
    }
    assert!(first_card.contains("not readable") || first_card.contains("with limits"), "{first_card}");
    assert!(!incoming(&case, &sender.run).exists(), "no second copy stays");
    let run = sender.run.clone();
    desk.stop();
    let again = Desk::start(&case);
    let later = Sender { visitor: again.signed_in("Ana"), run };
    assert_eq!(
        later.card(),
        first_card.replace(&csrf_of(&first_card), &csrf_of(&later.card())),
        "all is there as it was"
    );
    assert_eq!(later.post("/add/discard", &[]), 303);
    assert!(later.card().is_empty(), "and goes when somebody has seen it");
}

/// The secret of the forms in a card.
fn csrf_of(card: &str) -> String {
    between(card, "name=\"csrf\" value=\"", "\"").expect("a form").to_owned()
}

#[test]
fn a_run_that_the_end_of_the_desk_stopped_goes_on_with_the_words_that_were_said_and_logs_nothing_twice() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    for n in 0..40 {
        let content = format!("Sentence {n}: the ferry left at noon, the harbour master said to us.");
        assert_eq!(sender.send(&format!("note%20{n}.txt"), &content), 200);
    }
    let words = [("url", "https://port.example/notes"), ("received_from", "a reader"), ("note", "from the quay")];
    assert_eq!(sender.post("/add/start", &words), 303);
    assert_eq!(sender.post("/add/discard", &[]), 422, "what is at work is stopped first");
    let run = sender.run.clone();
    desk.stop();
    let again = Desk::start(&case);
    let later = Sender { visitor: again.signed_in("Ana"), run };
    let card = later.card();
    assert!(
        card.contains("stopped; what was acknowledged stays") && card.contains("Go on to take in the rest"),
        "{card}"
    );
    goes_on(&later);
    assert_eq!(
        later.told().last().map(|last| text(last, "stage").to_owned()).as_deref(),
        Some("done"),
        "{}",
        later.card()
    );
    let items = case.show("items");
    assert_eq!(items.len(), 40);
    for item in &items {
        let captures = item["captures"].as_array().expect("captures");
        assert_eq!((captures.len(), text(&captures[0], "from")), (1, "https://port.example/notes"), "{item}");
    }
    let checked = case.run("check", &[]);
    assert!(checked.status.success(), "{}", talk(&checked));
}

/// Presses "Go on" until it is taken: the process of before may still be ending, and hold the case.
fn goes_on(sender: &Sender) {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        assert_eq!(sender.post("/add/start", &[]), 303, "{}", sender.card());
        let last = sender.told().pop().expect("something is told");
        if text(&last, "stage") != "failed" {
            return;
        }
        assert!(Instant::now() < until, "{}", sender.card());
    }
}

#[test]
fn a_run_is_stopped_and_taken_up_again() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    for n in 0..60 {
        assert_eq!(
            sender.send(&format!("{n}.txt"), &format!("Sentence {n}: the mill burned at night, she said.")),
            200
        );
    }
    assert_eq!(sender.post("/add/start", &[]), 303);
    assert_eq!(sender.post("/add/stop", &[]), 303);
    let card = sender.card();
    assert!(card.contains("stopped; what was acknowledged stays") && card.contains("action=\"/add/start\""), "{card}");
    goes_on(&sender);
    assert_eq!(
        sender.told().last().map(|last| text(last, "stage").to_owned()).as_deref(),
        Some("done"),
        "{}",
        sender.card()
    );
    assert_eq!(case.show("items").len(), 60);
}

#[test]
fn what_is_being_done_is_told_as_it_happens() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    for n in 0..30 {
        let content = format!("Sentence {n}: three people were hurt on the quay, the harbour master said.");
        assert_eq!(sender.send(&format!("{n}.txt"), &content), 200);
    }
    assert_eq!(sender.post("/add/start", &[]), 303);
    let told = sender.told();
    let steps: Vec<&str> = told.iter().map(|one| text(&one["at"], "step")).filter(|step| !step.is_empty()).collect();
    assert!(steps.len() > 1, "steps are named: {told:?}");
    let counts = text(told.last().expect("an end"), "counts").to_owned();
    assert!(counts.contains("kept: 30"), "{counts}");
}

#[test]
fn nobody_else_stops_discards_or_fills_somebodys_run_but_an_owner() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    assert_eq!(sender.send("a.txt", "The ferry left at noon."), 200);
    let others = Sender { visitor: desk.somebody("Bo", "contributor"), run: sender.run.clone() };
    assert_eq!(others.send("b.txt", "The ferry came back."), 403);
    for path in ["/add/start", "/add/stop", "/add/discard"] {
        assert_eq!(others.post(path, &[]), 403, "{path}");
    }
    let owner = Sender { visitor: desk.operator(), run: sender.run.clone() };
    assert_eq!(owner.post("/add/discard", &[]), 303);
    assert!(!incoming(&case, &sender.run).exists(), "no file of it stays");
}

#[test]
fn words_that_mean_nothing_are_mended_before_anything_is_taken_in() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    assert_eq!(sender.post("/add/start", &[]), 422, "nothing has come");
    assert_eq!(sender.send("a.txt", "The ferry left at noon."), 200);
    let wrong = sender.visitor.post("/add/start", &[("run", &sender.run), ("seen_at", "yesterday")]);
    assert!(wrong.status == 422 && wrong.body.contains("write it as 2021-03-04"), "{}", wrong.body);
    assert!(case.show("items").is_empty());
    assert_eq!(sender.post("/add/start", &[("seen_at", "2026-03-01")]), 303);
    assert_eq!(sender.told().last().map(|last| text(last, "stage").to_owned()).as_deref(), Some("done"));
}

#[test]
fn the_name_of_what_was_disposed_of_is_not_remembered_either() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let sender = Sender::of(desk.somebody("Ana", "contributor"));
    assert_eq!(sender.send("zebrawood.txt", "The ferry left at noon."), 200);
    assert_eq!(sender.post("/add/start", &[("note", "from the informant")]), 303);
    assert_eq!(sender.told().last().map(|last| text(last, "stage").to_owned()).as_deref(), Some("done"));
    assert!(sender.card().contains("zebrawood.txt"));
    let id = case.item_id("zebrawood.txt");
    let gone = case.run("custody", &["disposed", "--note", "consent withdrawn", "--items", &id]);
    assert!(gone.status.success(), "{}", talk(&gone));
    assert!(sender.card().is_empty(), "{}", sender.card());
    desk.stop();
    for (path, bytes) in support::files_below(&case.path().join("desk")) {
        let kept = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!kept.contains("zebrawood") && !kept.contains("informant"), "{}", path.display());
    }
}

#[test]
fn without_script_files_are_sent_with_a_form() {
    let case = TestCase::new();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "contributor");
    let page = ana.get("/add").body;
    assert!(
        between(&page, "<noscript>", "</noscript>").is_some_and(|form| form.contains("action=\"/add/files\"")),
        "{page}"
    );
    let csrf = csrf_of(&page);
    let origin = desk.origin();
    let send = |visitor: &Visitor, csrf: &str, names: &[&str]| {
        let file = |name: &&str| {
            format!(
                "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\nThree cranes stood at {name}.\r\n"
            )
        };
        let files: String = names.iter().map(file).collect();
        let body =
            format!("--cut\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n{files}--cut--\r\n");
        let headers = [
            ("Cookie", visitor.cookie.as_str()),
            ("Origin", origin.as_str()),
            ("Content-Type", "multipart/form-data; boundary=cut"),
        ];
        desk.send("POST", "/add/files", &headers, &body)
    };
    assert_eq!(send(&ana, "00", &["quay.txt"]).status, 403, "the secret of the session is asked for here, too");
    assert_eq!(send(&desk.somebody("Bo", "viewer"), &csrf, &["quay.txt"]).status, 403);
    let odd = send(&ana, &csrf, &["../../escaped.txt"]);
    assert!(odd.status == 422 && odd.body.contains("this is no name of a file"), "{}", odd.body);
    assert_eq!(send(&ana, &csrf, &["quay.txt", "the ferry.txt"]).header("location"), "/add");
    let page = ana.get("/add").body;
    assert!(page.contains("2 files received"), "{page}");
    let run = between(&page, "data-drop=\"", "\"").expect("a run").to_owned();
    let sender = Sender { visitor: ana, run };
    assert_eq!(sender.post("/add/start", &[]), 303);
    assert_eq!(sender.told().last().map(|last| text(last, "stage").to_owned()).as_deref(), Some("done"));
    assert_eq!(text(&case.item("the ferry.txt")["captures"][0], "by"), "Ana");
}
