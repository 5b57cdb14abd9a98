//! A running desk and people who visit it, over plain HTTP.

use super::TestCase;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A running desk; it ends with this value.
pub struct Desk {
    child: Child,
    /// Where it listens.
    address: String,
    /// `http`, or `https` behind a proxy.
    scheme: &'static str,
    /// What requests must name.
    pub host: String,
    pub token: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of the desk.
pub struct Answer {
    pub status: u16,
    /// Lower-case names.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The cookie that the answer sets, as a request sends it back.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
    }
}

impl Desk {
    pub fn start(case: &TestCase) -> Desk {
        Desk::of_folder(&case.path())
    }

    pub fn of_folder(case: &std::path::Path) -> Desk {
        let (child, line) = serving(case, &["--addr", "127.0.0.1:0"]);
        let (host, token) = line.strip_prefix("http://").and_then(with_token).expect("an address with a token");
        Desk { address: host.to_owned(), scheme: "http", host: host.to_owned(), token: token.to_owned(), child }
    }

    /// A desk that a proxy with TLS gives this host; requests reach it as the proxy passes them on.
    pub fn behind_proxy(case: &TestCase, host: &str) -> Desk {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("a free port").to_string();
        let (child, line) = serving(&case.path(), &["--addr", &address, "--behind-proxy", host]);
        let (said, token) = line.strip_prefix("https://").and_then(with_token).expect("an address with a token");
        assert_eq!(said, host);
        Desk { address, scheme: "https", host: host.to_owned(), token: token.to_owned(), child }
    }

    /// Sends a request as it is given.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        read_answer(&String::from_utf8_lossy(&self.sent(method, path, headers, body)))
    }

    /// Sends a request as it is given, and gives the answer's bytes.
    fn sent(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        answer
    }

    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "")
    }

    /// Sends a form of who is not signed in.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send("POST", path, &[("Origin", &self.origin())], &encoded(fields))
    }

    /// The operator: whoever has the address that was printed.
    pub fn operator(&self) -> Visitor<'_> {
        let cookie = self.get(&format!("/?token={}", self.token), &[]).cookie();
        Visitor { desk: self, cookie }
    }

    /// Somebody who was invited with this role, and came.
    pub fn somebody(&self, name: &str, role: &str) -> Visitor<'_> {
        let page = self.operator().post("/people", &[("name", name), ("role", role)]);
        let address = between(&page.body, "id=\"invitation\">", "<").expect("the invitation is shown").to_owned();
        let secret = address.split("secret=").nth(1).expect("a secret");
        let password = password_of(name);
        let fields = [("secret", secret), ("new_password", password.as_str())];
        let answer = self.form("/invitation", &fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
        Visitor { desk: self, cookie: answer.cookie() }
    }

    /// Somebody who came before, signed in again.
    pub fn signed_in(&self, name: &str) -> Visitor<'_> {
        let password = password_of(name);
        let fields = [("name", name), ("password", password.as_str())];
        let answer = self.form("/sign-in", &fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
        Visitor { desk: self, cookie: answer.cookie() }
    }

    /// Ends it as the system does at the end of the day.
    pub fn stop(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("a signal");
        assert!(asked.success());
        assert!(self.child.wait().expect("it ends").success());
    }

    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.host)
    }
}

/// Starts `serve` with these arguments, and gives the address that it prints.
fn serving(case: &std::path::Path, arguments: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .arg("serve")
        .arg(case)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the desk starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("the address is printed");
    (child, line.trim().to_owned())
}

fn with_token(rest: &str) -> Option<(&str, &str)> {
    rest.split_once("/?token=")
}

/// Somebody with a session.
pub struct Visitor<'d> {
    pub desk: &'d Desk,
    pub cookie: String,
}

impl Visitor<'_> {
    pub fn get(&self, path: &str) -> Answer {
        self.desk.get(path, &[("Cookie", &self.cookie)])
    }

    /// Status, media type and bytes of what is no text.
    pub fn bytes(&self, path: &str, headers: &[(&str, &str)]) -> (u16, String, Vec<u8>) {
        let headers: Vec<_> = headers.iter().copied().chain([("Cookie", self.cookie.as_str())]).collect();
        let answer = self.desk.sent("GET", path, &headers, "");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = read_answer(&String::from_utf8_lossy(&answer[..end + 4]));
        (head.status, head.header("content-type").to_owned(), answer[end + 4..].to_vec())
    }

    /// Sends a form as a browser does, with the secret of the session.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get("/settings");
        let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"").unwrap_or_default().to_owned();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf", csrf.as_str())]).collect();
        self.post_as_it_is(path, &fields)
    }

    pub fn post_as_it_is(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let headers =
            [("Cookie", self.cookie.as_str()), ("Origin", &self.desk.origin()), ("Sec-Fetch-Site", "same-origin")];
        self.desk.send("POST", path, &headers, &encoded(fields))
    }
}

fn password_of(name: &str) -> String {
    format!("{name} walks to the pier every day")
}

/// What stands between two texts.
pub fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(
                |byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") },
            )
            .collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}

fn read_answer(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap_or(0);
    let headers =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer { status, headers: headers.collect(), body: body.to_owned() }
}
