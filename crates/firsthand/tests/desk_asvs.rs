//! The desk against what the OWASP ASVS 5.0 asks for, item by item; the table in docs/design/0010 names these tests.

mod support;

use serde_json::Value;
use std::io::{ErrorKind, Write};
use std::net::TcpListener;
use std::process::Command;
use support::desk::{Answer, Desk, Visitor, between};
use support::judges::accepted;
use support::{TestCase, files_below, talk, text};

const SENTENCE: &[u8] = b"The ferry left at noon, the harbour master said.";

fn a_case() -> TestCase {
    TestCase::with_files(&[("a.txt", SENTENCE)])
}

/// A ZIP with these entries: name, content, whether it is a link.
fn zip(entries: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content, is_link) in entries {
        if *is_link {
            zip.add_symlink(*name, String::from_utf8_lossy(content), options).expect("an entry");
        } else {
            zip.start_file(*name, options).expect("an entry");
            zip.write_all(content).expect("an entry");
        }
    }
    zip.finish().expect("a ZIP").into_inner()
}

fn codes(case: &TestCase) -> Vec<String> {
    case.show("findings").iter().map(|finding| text(finding, "code").to_owned()).collect()
}

// V1: what foreign text becomes.

#[test]
fn asvs_1_2_10_no_cell_of_a_table_runs_in_a_spreadsheet() {
    let names = ["=cmd|' C calc'!A0.txt", "+1.txt", "-1.txt", "@SUM(A1).txt", "\tx.txt", "a \"b\", c.txt"];
    let contents: Vec<String> = (0..names.len()).map(|n| format!("Sentence {n} of a note.")).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&contents).map(|(name, content)| (*name, content.as_bytes())).collect();
    let case = TestCase::with_files(&files);
    let desk = Desk::start(&case);
    let table = desk.operator().get("/items.csv");
    assert!(table.header("content-disposition").starts_with("attachment"));
    let mut rows = csv::Reader::from_reader(table.body.as_bytes());
    let cells: Vec<String> =
        rows.records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    for name in &names[..5] {
        assert!(cells.contains(&format!("'{name}")) && !cells.contains(&(*name).to_owned()), "{name:?}: {cells:?}");
    }
    assert!(cells.contains(&names[5].to_owned()), "what is no formula stays as it is: {cells:?}");
}

#[test]
fn asvs_1_3_6_nothing_fetches_an_address_that_a_file_a_person_or_a_request_names() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a port that is asked");
    let address = format!("http://{}/secret", listener.local_addr().expect("its number"));
    let page = format!(
        "<html><head><link rel=stylesheet href=\"{address}\"><link rel=canonical href=\"{address}\"></head><body><article>\
         <p>The ferry left at noon, the harbour master said.</p><img src=\"{address}\"><iframe src=\"{address}\"></iframe>\
         <script src=\"{address}\"></script></article></body></html>"
    );
    let case = TestCase::new();
    let pile = case.pile(&[("page.html", page.as_bytes())]);
    let refused = case.run("add", &[&address]);
    assert_eq!(refused.status.code(), Some(2), "an address is no source: {}", talk(&refused));
    let added = case.run("add", &[pile.to_str().expect("UTF-8"), "--url", &address]);
    assert!(added.status.success(), "{}", talk(&added));
    let desk = Desk::start(&case);
    let operator = desk.operator();
    for path in ["/items", &format!("/items/{}", case.item_id("page.html")), "/report/index.html", "/hand-over"] {
        assert_eq!(operator.get(path).status, 200, "{path}");
    }
    operator.get(&format!("/items?q={address}"));
    operator.post("/items/searches", &[("search_name", "x"), ("back", &address)]);
    let nobody = listener.accept().map(|(_, from)| from).map_err(|error| error.kind());
    assert_eq!(nobody, Err(ErrorKind::WouldBlock), "somebody asked for it");
}

#[test]
fn asvs_1_5_1_no_entity_of_a_file_is_resolved() {
    let secret = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(secret.path(), "the secret of this machine").expect("a file");
    let document = format!(
        "<!DOCTYPE a [<!ENTITY own \"inner words\"><!ENTITY file SYSTEM \"file://{}\">]>\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
         <w:p><w:r><w:t>The ferry left at noon. &own; &file;</w:t></w:r></w:p></w:body></w:document>",
        secret.path().display()
    );
    let types = b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\
        \"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let docx = zip(&[("[Content_Types].xml", types, false), ("word/document.xml", document.as_bytes(), false)]);
    let case = TestCase::with_files(&[("note.docx", &docx)]);
    let told: String = case.of_item("blocks", "note.docx").iter().map(|block| text(block, "text").to_owned()).collect();
    assert!(told.contains("The ferry left at noon."), "{told}");
    assert!(!told.contains("secret") && !told.contains("inner words"), "{told}");
}

// V3: what a browser is told.

/// An answer of every kind: pages, data, files, pictures, refusals.
fn answers(desk: &Desk, case: &TestCase) -> Vec<(String, Answer)> {
    let item = case.item_id("quay.png");
    let operator = desk.operator();
    let mut paths: Vec<String> = [
        "/items",
        "/items.csv",
        "/api/v1/items",
        "/report/index.html",
        "/assets/desk.css",
        "/assets/desk.js",
        "/nothing",
        "/sign-in",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend(["", "/original", "/receipt.zip"].map(|part| format!("/items/{item}{part}")));
    paths.push(format!("/thumbnails/{item}"));
    paths.push(format!("/items/{}/page", case.item_id("page.html")));
    let mut answers: Vec<(String, Answer)> =
        paths.into_iter().map(|path| (path.clone(), operator.get(&path))).collect();
    answers.push(("nobody".to_owned(), desk.get("/items", &[])));
    answers.push(("another host".to_owned(), desk.get("/items", &[("Host", "evil.example")])));
    answers.push(("another method".to_owned(), desk.send("DELETE", "/items", &[], "")));
    answers.push(("a form without its secret".to_owned(), operator.post_as_it_is("/people", &[("name", "x")])));
    answers.push(("a form".to_owned(), operator.post("/settings", &[("blur", "on")])));
    answers
}

fn with_a_picture() -> TestCase {
    let picture = testkit::media::png_bytes(&testkit::media::picture(200, 150, 5));
    TestCase::with_files(&[("quay.png", &picture), ("page.html", THREAD.as_bytes())])
}

#[test]
fn asvs_3_2_1_bytes_of_others_are_saved_and_can_do_nothing_where_they_are_opened() {
    let page: &[u8] = b"<html><body><script>alert(1)</script><p>The ferry left at noon.</p></body></html>";
    let case = TestCase::with_files(&[
        ("page.html", page),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ]);
    let desk = Desk::start(&case);
    for name in ["page.html", "drawing.svg"] {
        let original = desk.operator().get(&format!("/items/{}/original", case.item_id(name)));
        assert_eq!(original.header("content-type"), "application/octet-stream", "{name}");
        assert!(original.header("content-disposition").starts_with("attachment;"), "{name}");
        assert!(original.header("content-security-policy").starts_with("sandbox; default-src 'none'"), "{name}");
    }
    let data = desk.operator().get("/api/v1/items");
    assert_eq!(data.header("content-type"), "application/json");
    assert!(data.header("content-security-policy").contains("default-src 'none'"));
}

#[test]
fn asvs_3_4_3_every_answer_has_a_policy_that_runs_no_inline_script() {
    let case = with_a_picture();
    let desk = Desk::start(&case);
    for (asked, answer) in answers(&desk, &case) {
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{asked}: {policy}");
        }
        assert!(
            !policy.contains("unsafe-eval")
                && !between(policy, "script-src", ";").unwrap_or_default().contains("unsafe"),
            "{asked}: {policy}"
        );
        if answer.header("content-type").starts_with("text/html") {
            assert!(!answer.body.contains("<script>") && !answer.body.contains(" onclick="), "{asked}");
        }
    }
}

#[test]
fn asvs_3_4_4_no_answer_is_sniffed() {
    let case = with_a_picture();
    let desk = Desk::start(&case);
    for (asked, answer) in answers(&desk, &case) {
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{asked}");
    }
}

#[test]
fn asvs_3_4_6_no_answer_can_be_framed_by_others() {
    let case = with_a_picture();
    let desk = Desk::start(&case);
    for (asked, answer) in answers(&desk, &case) {
        // A saved page stands in a sandboxed frame of its item's page.
        let by = if asked.ends_with("/page") { "'self'" } else { "'none'" };
        let policy = answer.header("content-security-policy");
        assert!(policy.contains(&format!("frame-ancestors {by}")), "{asked}: {policy}");
        assert!(by == "'none'" || policy.starts_with("sandbox;"), "{asked}: {policy}");
    }
}

const HOST: &str = "desk.example.org";

/// The cookies that a desk behind a proxy with TLS sets: of a session and of a language.
fn cookies_behind_tls(desk: &Desk) -> Vec<String> {
    let entered = desk.get(&format!("/?token={}", desk.token), &[]);
    assert_eq!(entered.status, 303, "{}", entered.body);
    let operator = desk.operator();
    assert_eq!(operator.get("/items").status, 200);
    let invited = desk.somebody("Ana", "viewer");
    assert!(invited.cookie.starts_with("__Host-firsthand-session="), "{}", invited.cookie);
    let chosen = operator.post("/settings", &[("language", "uk")]);
    [entered, chosen].iter().map(|answer| answer.header("set-cookie").to_owned()).collect()
}

#[test]
fn asvs_3_3_1_cookies_go_over_tls_only() {
    let case = a_case();
    let desk = Desk::behind_proxy(&case, HOST);
    for cookie in cookies_behind_tls(&desk) {
        assert!(cookie.ends_with("; Secure") || cookie.contains("; Secure;"), "{cookie}");
    }
    let local = Desk::start(&case);
    let entered = local.get(&format!("/?token={}", local.token), &[]);
    let cookie = entered.header("set-cookie");
    assert!(
        !cookie.contains("Secure") && !cookie.contains("__Host-"),
        "without TLS a browser would not keep it: {cookie}"
    );
}

#[test]
fn asvs_3_3_2_cookies_are_not_sent_by_pages_of_others() {
    let case = a_case();
    let desk = Desk::behind_proxy(&case, HOST);
    for cookie in cookies_behind_tls(&desk) {
        assert!(cookie.contains("; SameSite=Strict"), "{cookie}");
    }
}

#[test]
fn asvs_3_3_3_cookies_belong_to_this_host_alone() {
    let case = a_case();
    let desk = Desk::behind_proxy(&case, HOST);
    for cookie in cookies_behind_tls(&desk) {
        assert!(
            cookie.starts_with("__Host-") && cookie.contains("; Path=/;") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
    let plain = desk.operator().cookie.replace("__Host-", "");
    assert_eq!(desk.get("/items", &[("Cookie", &plain)]).status, 401, "the same secret under another name is none");
}

#[test]
fn asvs_3_3_4_no_script_reads_a_session() {
    let case = a_case();
    let desk = Desk::behind_proxy(&case, HOST);
    for cookie in cookies_behind_tls(&desk) {
        assert!(cookie.contains("; HttpOnly"), "{cookie}");
    }
    let operator = desk.operator();
    let secret = operator.cookie.split('=').nth(1).expect("a secret").to_owned();
    assert!(!operator.get("/settings").body.contains(&secret), "it stands in no page either");
    let out = operator.post("/sign-out", &[]);
    assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
    assert_eq!(operator.get("/items").status, 401);
}

#[test]
fn asvs_3_5_1_a_form_carries_the_secret_of_its_session_and_comes_from_a_page_of_ours() {
    let case = a_case();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let fields = [("name", "Ana"), ("role", "owner")];
    assert_eq!(operator.post_as_it_is("/people", &fields).status, 403, "no secret");
    let page = desk.operator().get("/settings").body;
    let of_another = between(&page, "name=\"csrf\" value=\"", "\"").expect("a secret").to_owned();
    assert_eq!(operator.post_as_it_is("/people", &[fields[0], fields[1], ("csrf", &of_another)]).status, 403);
    let own = operator.get("/settings").body;
    let own = between(&own, "name=\"csrf\" value=\"", "\"").expect("a secret").to_owned();
    let body = format!("name=Ana&role=owner&csrf={own}");
    let cookie = ("Cookie", operator.cookie.as_str());
    for foreign in ["http://evil.example", "null", "https://127.0.0.1"] {
        let sent = desk.send("POST", "/people", &[cookie, ("Origin", foreign)], &body);
        assert_eq!(sent.status, 403, "{foreign}");
    }
    let origin = desk.origin();
    let cross_site = [cookie, ("Origin", origin.as_str()), ("Sec-Fetch-Site", "cross-site")];
    assert_eq!(desk.send("POST", "/people", &cross_site, &body).status, 403);
    assert!(!operator.get("/people").body.contains("Ana"));
    assert_eq!(desk.send("POST", "/people", &[cookie, ("Origin", &origin)], &body).status, 200);
}

#[test]
fn asvs_3_5_2_nothing_rests_on_a_question_that_a_browser_asks_before() {
    let case = a_case();
    let desk = Desk::start(&case);
    let cookie = desk.operator().cookie;
    let asked = desk.send(
        "OPTIONS",
        "/people",
        &[("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST")],
        "",
    );
    assert!(asked.status >= 400 && asked.header("access-control-allow-origin").is_empty(), "{}", asked.status);
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        for path in ["/people", "/marks", "/add/file?run=x&name=y"] {
            let sent = desk.send("POST", path, &[("Cookie", &cookie), ("Content-Type", media_type)], "name=Ana");
            assert_eq!(sent.status, 403, "{path} as {media_type} without an Origin");
        }
    }
    let read = desk.get("/api/v1/items", &[("Cookie", &cookie)]);
    assert!(read.header("access-control-allow-origin").is_empty(), "no other origin reads an answer");
}

/// All routes of the desk as its table has them: method, path, the least role.
fn routes() -> Vec<(&'static str, String, String)> {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/routes.rs")).expect("the table");
    let table = between(&source, "pub const ROUTES: &[Route] = &[", "\n];").expect("the table").replace('\n', " ");
    let mut routes = Vec::new();
    for part in table.split("),").map(str::trim) {
        let method = if part.starts_with("form(") { "POST" } else { "GET" };
        let Some(path) = between(part, "\"", "\"") else { continue };
        let role = between(part, "Role::", ",").unwrap_or("Viewer").to_lowercase();
        let path = path.split('/').map(|part| if part.starts_with('{') { "none" } else { part });
        routes.push((method, path.collect::<Vec<_>>().join("/"), role));
    }
    assert!(routes.len() > 40 && routes.iter().any(|(_, path, _)| path == "/api/v1/openapi.json"), "{routes:?}");
    routes
}

#[test]
fn asvs_3_5_3_what_changes_something_is_never_done_by_get_or_head() {
    let case = a_case();
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let posts: Vec<String> = routes().into_iter().filter(|route| route.0 == "POST").map(|route| route.1).collect();
    let before = case.show("decisions").len() + case.show("custody").len();
    for path in &posts {
        for method in ["GET", "HEAD"] {
            let query = "?name=Ana&role=owner&kind=status&status=completed&originals=none";
            let answer = desk.send(method, &format!("{path}{query}"), &[("Cookie", &operator.cookie)], "");
            assert!(matches!(answer.status, 200 | 404 | 405), "{method} {path}: {}", answer.status);
        }
    }
    assert_eq!(case.show("decisions").len() + case.show("custody").len(), before);
    assert!(!operator.get("/people").body.contains("Ana"));
}

#[test]
fn asvs_3_5_8_no_page_of_others_embeds_what_needs_a_session() {
    let case = with_a_picture();
    let desk = Desk::start(&case);
    for (asked, answer) in answers(&desk, &case) {
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{asked}");
    }
    let item = case.item_id("quay.png");
    for path in [format!("/thumbnails/{item}"), format!("/items/{item}/original"), "/api/v1/items".to_owned()] {
        assert_eq!(desk.get(&path, &[]).status, 401, "{path}");
    }
}

// V5: files. ASVS says "reject" where we keep the bytes and refuse to decode: an unreadable file is evidence, too.

#[test]
fn asvs_5_2_2_what_a_file_is_its_content_says_and_not_its_name() {
    let page: &[u8] =
        b"<html><body><article><p>The ferry left at noon, the harbour master said.</p></article></body></html>";
    let case =
        TestCase::with_files(&[("holiday.jpg", page), ("clip.mp4", b"MZ\x90\0\x03\0\0\0 This program cannot be run")]);
    assert_eq!(case.item("holiday.jpg")["media_type"], "text/html");
    assert!(codes(&case).iter().any(|code| code.starts_with("kind_")), "{:?}", codes(&case));
    let desk = Desk::start(&case);
    let item = case.item_id("holiday.jpg");
    assert_eq!(desk.operator().get(&format!("/thumbnails/{item}")).status, 404, "no picture is made of what is none");
    assert_eq!(
        desk.operator().get(&format!("/items/{item}/original")).header("content-type"),
        "application/octet-stream"
    );
}

#[test]
fn asvs_5_2_3_packed_bytes_unpack_to_a_limit_and_no_further() {
    const BOMB: &str = "import sys,zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:\n z.writestr('zeros', bytes(300 << 20))";
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("bomb.zip");
    accepted(Command::new("python3").args(["-c", BOMB]).arg(&place));
    let bomb = std::fs::read(place).expect("a ZIP");
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    let case = TestCase::with_files(&[("bomb.zip", &bomb), ("a.txt", SENTENCE)]);
    assert!(codes(&case).contains(&"decompression_limit".to_owned()), "{:?}", codes(&case));
    let items = case.show("items");
    assert_eq!(items.len(), 2, "the bytes are kept, what they would unpack to is not: {items:?}");
}

#[test]
fn asvs_5_2_5_a_link_in_an_archive_is_not_followed() {
    let linked = zip(&[("passwords", b"/etc/passwd", true), ("a.txt", SENTENCE, false)]);
    let case = TestCase::with_files(&[("linked.zip", &linked)]);
    assert!(codes(&case).contains(&"zip_link".to_owned()), "{:?}", codes(&case));
    for item in case.show("items") {
        let told = case.run("show", &["text", text(&item, "id")]);
        assert!(!String::from_utf8_lossy(&told.stdout).contains("root:"), "{item}");
    }
}

#[test]
fn asvs_5_2_6_a_picture_of_too_many_pixels_is_not_decoded() {
    let mut flood = testkit::media::png_bytes(&testkit::media::picture(20, 20, 5));
    // Width and height of the IHDR chunk, and its checksum.
    flood[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let checksum = crc32(&flood[12..29]);
    flood[29..33].copy_from_slice(&checksum.to_be_bytes());
    let case = TestCase::with_files(&[("flood.png", &flood)]);
    assert_eq!(codes(&case), ["picture_too_large"]);
    assert_eq!(case.item("flood.png")["size_bytes"], flood.len(), "the bytes are kept");
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// Somebody who adds files, with a run that takes them.
struct Sender<'d> {
    visitor: Visitor<'d>,
    run: String,
    csrf: String,
}

impl<'d> Sender<'d> {
    fn at(desk: &'d Desk) -> Sender<'d> {
        let visitor = desk.somebody("Ana", "contributor");
        visitor.post("/add", &[]);
        let page = visitor.get("/add").body;
        let run = between(&page, "data-drop=\"", "\"").expect("a run").to_owned();
        let csrf = between(&page, "name=\"csrf-token\" content=\"", "\"").expect("a secret").to_owned();
        Sender { visitor, run, csrf }
    }

    fn send(&self, name: &str) -> u16 {
        let origin = self.visitor.desk.origin();
        let headers = [
            ("Cookie", self.visitor.cookie.as_str()),
            ("Origin", origin.as_str()),
            ("x-csrf-token", self.csrf.as_str()),
        ];
        let path = format!("/add/file?run={}&name={name}", self.run);
        self.visitor.desk.send("POST", &path, &headers, "Three cranes stood on the quay.").status
    }
}

#[test]
fn asvs_5_3_2_no_name_that_somebody_sends_becomes_a_path_outside_its_place() {
    let case = a_case();
    let desk = Desk::start(&case);
    let sender = Sender::at(&desk);
    let before = files_below(&case.path()).len();
    for hostile in ["..%2Fescaped.txt", "%2Fetc%2Fescaped", "a%2F..%2F..%2Fescaped", ".%2F..%2Fescaped", "x%00y", ""] {
        assert_eq!(sender.send(hostile), 422, "{hostile}");
    }
    assert_eq!(files_below(&case.path()).len(), before, "nothing was written");
    assert_eq!(sender.send("album%2Fquay.txt"), 200);
    assert_eq!(sender.visitor.post("/add/start", &[("run", &sender.run)]).status, 303);
    let told = sender.visitor.get(&format!("/add/{}/events", sender.run));
    assert!(told.body.contains("\"stage\":\"done\""), "{}", told.body);
    let id = case.item_id("album/quay.txt");
    let object = case.path().join("objects").join(&id[..2]).join(&id[2..]);
    assert!(object.exists(), "it lies under its hash: {}", object.display());
}

#[test]
fn asvs_5_3_3_no_name_in_an_archive_becomes_a_path() {
    let slip =
        zip(&[("../../../../escaped.txt", SENTENCE, false), ("/tmp/escaped-from-zip.txt", b"Two people came.", false)]);
    let case = TestCase::with_files(&[("slip.zip", &slip)]);
    assert!(codes(&case).contains(&"zip_name".to_owned()), "{:?}", codes(&case));
    assert!(
        !case.folder.path().join("escaped.txt").exists() && !std::path::Path::new("/tmp/escaped-from-zip.txt").exists()
    );
    let escaped = |(path, _): &(std::path::PathBuf, Vec<u8>)| path.to_string_lossy().contains("escaped");
    assert!(!files_below(case.folder.path()).iter().any(escaped));
    assert_eq!(case.show("items").len(), 3, "what lay in it is there all the same");
}

#[test]
fn asvs_5_4_1_a_file_is_saved_under_a_name_of_ours() {
    let case = TestCase::with_files(&[("invoice\u{202e}gpj.html", SENTENCE)]);
    let desk = Desk::start(&case);
    let short_id = text(&case.show("items")[0], "short_id").to_owned();
    let saved = desk.operator().get(&format!("/items/{short_id}/original?filename=evil.exe"));
    assert_eq!(saved.header("content-disposition"), format!("attachment; filename=\"{short_id}.html\""));
    assert_eq!(desk.operator().get("/items/..%2F..%2Fkeys%2Flog.key/original").status, 404);
}

#[test]
fn asvs_5_4_2_no_name_breaks_out_of_a_header() {
    let case = TestCase::with_files(&[("a.x\";q\r\n", SENTENCE)]);
    let desk = Desk::start(&case);
    let saved = desk.operator().get(&format!("/items/{}/original", text(&case.show("items")[0], "short_id")));
    let name =
        between(saved.header("content-disposition"), "attachment; filename=\"", "\"").expect("a name").to_owned();
    assert!(name.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_')), "{name}");
    assert!(saved.header("content-disposition").ends_with(&format!("{name}\"")), "nothing stands behind it");
}

// V6 and V11: passwords.

/// Whether an invitation takes this password.
fn is_taken(desk: &Desk, name: &str, password: &str) -> bool {
    let page = desk.operator().post("/people", &[("name", name), ("role", "viewer")]).body;
    let secret = between(&page, "secret=", "<").expect("an invitation").to_owned();
    let sent = desk.form("/invitation", &[("secret", &secret), ("new_password", password)]);
    assert!(matches!(sent.status, 303 | 422), "{}: {}", sent.status, sent.body);
    sent.status == 303
}

#[test]
fn asvs_6_2_1_a_password_has_ten_signs_or_more_and_fifteen_are_advised() {
    let case = a_case();
    let desk = Desk::start(&case);
    assert!(!is_taken(&desk, "Ana", "xk7#pQ92m"));
    assert!(is_taken(&desk, "Bo", "xk7#pQ92mL"));
    let page = desk.operator().post("/people", &[("name", "Cy"), ("role", "viewer")]).body;
    let secret = between(&page, "secret=", "<").expect("an invitation");
    assert!(desk.get(&format!("/invitation?secret={secret}"), &[]).body.contains("fifteen are better"));
}

#[test]
fn asvs_6_2_2_and_6_2_3_a_password_is_changed_by_who_knows_it_and_other_sessions_end() {
    let case = a_case();
    let desk = Desk::start(&case);
    let (ana, elsewhere) = (desk.somebody("Ana", "viewer"), desk.signed_in("Ana"));
    let old = "Ana walks to the pier every day";
    let change = |current: &str, new: &str| ana.post("/password", &[("password", current), ("new_password", new)]);
    assert_eq!(change("wrong", "the ferry left at noon").status, 422);
    assert_eq!(change(old, "password123").status, 422);
    assert_eq!(elsewhere.get("/items").status, 200);
    let changed = change(old, "the ferry left at noon");
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert_eq!(elsewhere.get("/items").status, 401);
    assert_eq!(desk.get("/items", &[("Cookie", &changed.cookie())]).status, 200);
    let sign_in = |password: &str| desk.form("/sign-in", &[("name", "Ana"), ("password", password)]).status;
    assert_eq!((sign_in(old), sign_in("the ferry left at noon")), (401, 303));
}

#[test]
fn asvs_6_2_4_passwords_that_are_tried_first_are_refused() {
    let case = a_case();
    let desk = Desk::start(&case);
    for (n, common) in
        ["password123", "Qwerty12345", "1q2w3e4r5t", "iloveyou2024", "Welcome2026!", "gfhjkm123456", "firsthand2026"]
            .into_iter()
            .enumerate()
    {
        assert!(!is_taken(&desk, &format!("Person {n}"), common), "{common}");
    }
    assert!(!is_taken(&desk, "Tamsin Vale", "tamsinvale77"), "one's own name is tried first, too");
    assert!(is_taken(&desk, "Dee", "the ferry left at noon"));
}

#[test]
fn asvs_6_2_9_sixty_four_signs_of_any_script_are_a_password_and_none_of_them_is_cut() {
    let case = a_case();
    let desk = Desk::start(&case);
    for (name, signs) in [("Ana", "kv qx"), ("Bo", "паром"), ("Cy", "عبارة"), ("Dee", "🌊⛴🪁🐟")] {
        let long: String = signs.chars().cycle().take(60).chain("7xй?".chars()).collect();
        assert_eq!(long.chars().count(), 64);
        assert!(is_taken(&desk, name, &long), "{long}");
        let sign_in = |password: &str| desk.form("/sign-in", &[("name", name), ("password", password)]).status;
        assert_eq!(sign_in(&long), 303);
        let shorter: String = long.chars().take(63).collect();
        assert_eq!(sign_in(&shorter), 401, "the last sign counts: {long}");
    }
}

#[test]
fn asvs_6_3_1_after_five_wrong_passwords_a_name_has_to_wait_and_others_need_not() {
    let case = a_case();
    let desk = Desk::start(&case);
    desk.somebody("Ana", "viewer");
    let try_with = |name: &str, password: &str| desk.form("/sign-in", &[("name", name), ("password", password)]);
    for _ in 0..5 {
        assert_eq!(try_with("Ana", "wrong").status, 401);
    }
    let right = try_with("Ana", "Ana walks to the pier every day");
    assert!(right.status == 429 && right.header("set-cookie").is_empty(), "{}", right.status);
    assert_eq!(try_with("Bo", "wrong").status, 401);
    let (known, unknown) = (try_with("Bo", "wrong").body, try_with("Cy", "wrong").body);
    assert_eq!(known.replace("Bo", ""), unknown.replace("Cy", ""), "nobody learns who has an account");
}

#[test]
fn asvs_11_4_2_a_password_is_kept_as_argon2id() {
    let case = a_case();
    let desk = Desk::start(&case);
    desk.somebody("Ana", "viewer");
    let kept = std::fs::read_to_string(case.path().join("desk/people.json")).expect("the accounts");
    assert!(kept.contains("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    assert!(!kept.contains("pier"), "{kept}");
}

// V8: who may what.

#[test]
fn asvs_8_2_1_every_address_asks_for_its_role() {
    let case = a_case();
    let desk = Desk::start(&case);
    let roles = ["viewer", "contributor", "reviewer", "owner"];
    let people: Vec<Visitor> = roles.iter().map(|role| desk.somebody(&format!("The {role}"), role)).collect();
    for (method, path, least) in routes() {
        let least = roles.iter().position(|role| *role == least).expect("a role");
        let nobody = desk.send(method, &path, &[("Origin", &desk.origin())], "");
        assert_eq!(nobody.status, 401, "{method} {path} for nobody");
        for (rank, visitor) in people.iter().enumerate() {
            let may = rank >= least;
            let status = match (method, may) {
                ("GET", _) => visitor.get(&path).status,
                (_, false) => visitor.post(&path, &[]).status,
                // What a role may is done in the tests of what it is for.
                (_, true) => continue,
            };
            assert_eq!(status == 403, !may, "{method} {path} for the {}: {status}", roles[rank]);
        }
    }
}

#[test]
fn asvs_8_3_1_what_a_page_does_not_offer_the_server_does_not_do() {
    let case = a_case();
    let desk = Desk::start(&case);
    let bo = desk.somebody("Bo", "viewer");
    let item = case.item_id("a.txt");
    assert!(!bo.get(&format!("/items/{item}")).body.contains("action=\"/marks\""));
    let smuggled =
        bo.post("/marks", &[("kind", "status"), ("status", "completed"), ("item", &item), ("role", "owner")]);
    assert_eq!(smuggled.status, 403);
    assert!(case.show("decisions").is_empty());
}

#[test]
fn asvs_8_3_2_a_changed_role_and_a_removed_account_count_at_the_next_request() {
    let case = a_case();
    let desk = Desk::start(&case);
    let (owner, bo) = (desk.somebody("Ana", "owner"), desk.somebody("Bo", "reviewer"));
    let token = bo.post("/tokens", &[("token_name", "script")]).body;
    let bearer = format!("Bearer {}", between(&token, "id=\"token\">", "<").expect("a token"));
    assert_eq!(bo.get("/add").status, 200);
    assert_eq!(owner.post("/people/role", &[("name", "Bo"), ("role", "viewer")]).status, 303);
    assert_eq!(bo.get("/add").status, 403);
    assert_eq!(owner.post("/people/remove", &[("name", "Bo")]).status, 303);
    assert_eq!(bo.get("/items").status, 401);
    assert_eq!(desk.get("/api/v1/items", &[("Authorization", &bearer)]).status, 401, "its tokens went with it");
}

// V15 and V16: parsers apart, and what is written down.

#[test]
fn asvs_15_2_5_a_reader_that_dies_of_a_file_takes_nothing_with_it() {
    let nested = format!("{}{}", "[".repeat(2_000_000), "]".repeat(2_000_000));
    let deep = format!("<html><body>{}The end.</body></html>", "<div>".repeat(300_000));
    let case = a_case();
    let desk = Desk::start(&case);
    let pile = case.pile(&[
        ("nested.json", nested.as_bytes()),
        ("deep.html", deep.as_bytes()),
        ("b.txt", b"Two people came, she said."),
    ]);
    let added = case.run("add", &[pile.to_str().expect("UTF-8"), "--json"]);
    assert!(matches!(added.status.code(), Some(0 | 1)), "{}", talk(&added));
    let lines = support::json_lines(&added.stdout);
    assert!(lines.iter().all(|line: &Value| line["sha256"].is_string()), "all are kept: {lines:?}");
    let page = desk.operator().get("/items").body;
    assert!(page.contains("b.txt") && page.contains("deep.html") && page.contains("nested.json"), "{page}");
    for name in ["deep.html", "nested.json"] {
        assert_eq!(desk.operator().get(&format!("/items/{}", case.item_id(name))).status, 200, "{name}");
    }
}

#[test]
fn asvs_16_3_2_who_looked_at_a_marked_item_is_an_entry_of_the_signed_log() {
    let case = a_case();
    let item = case.item_id("a.txt");
    let desk = Desk::start(&case);
    desk.operator().post("/marks", &[("kind", "graphic"), ("graphic", "yes"), ("item", &item)]);
    let ways = [("Bo", ""), ("Cy", "/original")];
    for (name, way) in ways {
        assert_eq!(desk.somebody(name, "viewer").get(&format!("/items/{item}{way}")).status, 200);
    }
    desk.somebody("Dee", "viewer").get("/items");
    desk.stop();
    let viewed: Vec<Value> = case.show("custody").into_iter().filter(|line| line["what"] == "viewed").collect();
    let mut by: Vec<&str> = viewed.iter().map(|line| text(line, "by")).collect();
    by.sort_unstable();
    assert_eq!(by, ["Bo", "Cy"], "a list shows nothing of it: {viewed:?}");
    assert!(viewed.iter().all(|line| line["items"][0] == item.as_str()), "{viewed:?}");
    assert!(viewed.iter().all(|line| text(line, "time").ends_with('Z')), "in UTC: {viewed:?}");
    let checked = case.run("check", &[]);
    assert!(checked.status.success(), "{}", talk(&checked));
}

// The invariants of the design that a desk must show.

/// All pages of the desk that a newcomer may open.
fn pages(desk: &Desk) -> Vec<(String, String)> {
    let operator = desk.operator();
    let plain = routes().into_iter().filter(|(method, path, _)| *method == "GET" && !path.contains("none"));
    plain.map(|(_, path, _)| (path.clone(), operator.get(&path).body)).collect()
}

#[test]
fn invariant_11_nothing_in_the_desk_offers_to_find_out_who_somebody_is() {
    let case = with_a_picture();
    let desk = Desk::start(&case);
    let item = desk.operator().get(&format!("/items/{}", case.item_id("quay.png"))).body;
    for (path, page) in pages(&desk).into_iter().chain([("an item".to_owned(), item)]) {
        let page = page.to_lowercase();
        for word in
            ["face recogn", "facial", "same person", "voiceprint", "speaker id", "suspect", "risk score", "profile of"]
        {
            assert!(!page.contains(word), "{path} says {word:?}");
        }
    }
}

const THREAD: &str = "<html><head><title>Mill valley</title></head><body><article><h1>Mill valley</h1>\
    <p>The water rose within an hour on Tuesday, the council said in the evening.</p>\
    <p>Two roads stay closed until the weekend while divers look at the piers.</p></article>\
    <div id=\"comments\"><ol class=\"commentlist\"><li class=\"comment\"><cite class=\"fn\">Ingrid Vale</cite> \
    <time datetime=\"2024-05-02T10:00:00Z\">May 2</time><p>Everybody who lives by the old mill knows that the siren never \
    sounded before the water came, the mayor told us.</p></li></ol></div></body></html>";

#[test]
fn invariant_12_what_readers_wrote_is_folded_and_nameless_wherever_it_could_show() {
    let case = TestCase::with_files(&[("page.html", THREAD.as_bytes())]);
    let desk = Desk::start(&case);
    let operator = desk.operator();
    let id = case.item_id("page.html");
    let item = operator.get(&format!("/items/{id}")).body;
    let folded = item.split("<details class=\"fold\">").find(|part| part.contains("siren")).expect("a fold");
    assert!(folded.contains("may hold hate, threats, names") && folded.contains("commenter 1"), "{folded}");
    assert_eq!(item.matches("the siren never").count(), 1, "nowhere else on the page");
    for (path, page) in pages(&desk).into_iter().chain([("the item".to_owned(), item)]) {
        assert!(!page.contains("Ingrid"), "{path}");
        assert!(path == "the item" || !page.contains("the siren never"), "{path}");
    }
    let hint = operator.get("/items?q=siren").body;
    assert!(!hint.contains("never sounded"), "no search hint quotes a reader: {hint}");
}

#[test]
fn invariant_13_what_would_leave_is_listed_before_anything_leaves() {
    let case = a_case();
    let desk = Desk::start(&case);
    let ana = desk.somebody("Ana", "owner");
    ana.post("/marks", &[("kind", "note"), ("text", "ask the pilot"), ("item", &case.item_id("a.txt"))]);
    let page = ana.get("/hand-over").body;
    assert!(page.contains("value=\"team-marks\"") && !page.contains("checked"), "{page}");
    let bundle = ana.post("/hand-over", &[("originals", "none")]);
    assert!(bundle.status == 200 && !bundle.body.contains("ask the pilot"), "left out unless it is asked for");
}

#[test]
fn invariant_14_the_desk_answers_to_its_own_address_and_asks_for_the_token_on_loopback_too() {
    let case = a_case();
    let desk = Desk::start(&case);
    let cookie = desk.operator().cookie;
    assert_eq!(desk.get("/items", &[]).status, 401);
    let port = desk.host.split(':').nth(1).expect("a port").to_owned();
    let named = format!("localhost:{port}");
    assert_eq!(desk.get("/items", &[("Host", &named), ("Cookie", &cookie)]).status, 200);
    for foreign in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "localhost", "", "127.0.0.1:1"] {
        assert_eq!(desk.get("/items", &[("Host", foreign), ("Cookie", &cookie)]).status, 403, "{foreign:?}");
    }
    for foreign in ["http://evil.example", "null", &format!("https://{}", desk.host)] {
        assert_eq!(desk.get("/items", &[("Origin", foreign), ("Cookie", &cookie)]).status, 403, "{foreign}");
    }
}

// TLS is a proxy's.

#[test]
fn behind_a_proxy_the_desk_trusts_the_host_and_origin_alone_and_no_other_word_of_the_proxy() {
    let case = a_case();
    let desk = Desk::behind_proxy(&case, HOST);
    let operator = desk.operator();
    assert_eq!(operator.get("/items").status, 200);
    let cookie = ("Cookie", operator.cookie.as_str());
    let forwarded = [("Host", "evil.example"), ("X-Forwarded-Host", HOST), ("X-Forwarded-Proto", "https"), cookie];
    assert_eq!(desk.get("/items", &forwarded).status, 403, "a forwarded host is not believed");
    let invited = operator.post("/people", &[("name", "Ana"), ("role", "viewer")]).body;
    assert!(invited.contains("https://desk.example.org/invitation?secret="), "{invited}");
    let plain = format!("http://{HOST}");
    let sent = desk.send("POST", "/people", &[cookie, ("Origin", &plain)], "name=Bo");
    assert_eq!(sent.status, 403, "a form comes over TLS");
    let someone = [("X-Forwarded-User", "Ana"), ("X-Remote-User", "Ana"), ("Remote-User", "Ana")];
    assert_eq!(desk.get("/items", &someone).status, 401, "who somebody is the proxy does not say");
}
