//! The read-only desk answers only those it is meant for.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use support::TestCase;

struct Desk {
    child: Child,
    host: String,
    token: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Desk {
    fn start(case: &TestCase) -> Desk {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
            .args(["serve".as_ref(), case.path().as_os_str(), "--addr".as_ref(), "127.0.0.1:0".as_ref()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the desk starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("the address is printed");
        let (host, token) = line
            .trim()
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once("/?token="))
            .expect("an address with a token");
        Desk { host: host.to_owned(), token: token.to_owned(), child }
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> String {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        let has_host = headers.iter().any(|(name, _)| *name == "Host");
        let mut request = format!("GET {path} HTTP/1.1\r\nConnection: close\r\n");
        if !has_host {
            request.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(format!("{request}\r\n").as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn cookie(&self) -> String {
        format!("firsthand-token={}", self.token)
    }
}

#[test]
fn a_page_is_shown_to_who_has_the_token_and_to_nobody_else() {
    let case = TestCase::with_files(&[("a.txt", b"The ferry left at noon, the harbour master said.")]);
    let desk = Desk::start(&case);
    assert!(desk.get("/index.html", &[]).starts_with("HTTP/1.1 401"));
    assert!(desk.get("/index.html", &[("Cookie", "firsthand-token=0000")]).starts_with("HTTP/1.1 401"));
    assert!(desk.get(&format!("/?token={}", desk.token), &[]).starts_with("HTTP/1.1 303"));
    let page = desk.get("/index.html", &[("Cookie", &desk.cookie())]);
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.to_lowercase().contains("content-security-policy: default-src 'none'"));
}

#[test]
fn a_foreign_host_or_origin_gets_nothing_even_with_the_token() {
    let case = TestCase::with_files(&[("a.txt", b"x")]);
    let desk = Desk::start(&case);
    let cookie = desk.cookie();
    let rebound = desk.get("/index.html", &[("Host", "evil.example"), ("Cookie", &cookie)]);
    assert!(rebound.starts_with("HTTP/1.1 403"), "{rebound}");
    let foreign = desk.get("/index.html", &[("Origin", "http://evil.example"), ("Cookie", &cookie)]);
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let case = TestCase::new();
    let output = case.run("serve", &["--addr", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn larger_pictures_are_made_when_they_are_asked_for() {
    let picture = testkit::media::picture(400, 300, 5);
    let cut = testkit::media::mirrored(&testkit::media::cropped(&picture, 30, 20, 340, 250));
    let case = TestCase::with_files(&[
        ("quay.png", &testkit::media::png_bytes(&picture)),
        ("quay cut.png", &testkit::media::png_bytes(&cut)),
    ]);
    let found = case.show("matches")[0]["id"].as_str().expect("a match").to_owned();
    let desk = Desk::start(&case);
    let cookie = desk.cookie();
    let get = |path: &str| desk.get(path, &[("Cookie", &cookie)]);
    let path = format!("comparisons/{found}.png");
    assert!(get("/matches.html").contains(&path));
    let answer = get(&format!("/{path}"));
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("content-type: image/png"), "{:.300}", answer);
    assert!(answer.contains("media-src 'self'") && answer.contains("\u{fffd}PNG\r\n"), "{:.300}", answer);
    for missing in ["/comparisons/M-0.png", "/comparisons/../catalog.sqlite", "/sheets/nothing.jpg"] {
        assert!(get(missing).starts_with("HTTP/1.1 404"), "{missing}");
    }
    let clip = get(&format!("/comparisons/{found}.webm"));
    assert!(clip.starts_with("HTTP/1.1 404") && clip.contains("still picture"), "{:.600}", clip);
    assert!(desk.get(&format!("/{path}"), &[]).starts_with("HTTP/1.1 401"), "the token is asked for here, too");
}
