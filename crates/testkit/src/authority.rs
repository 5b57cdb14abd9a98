//! A timestamping authority on this machine, made with OpenSSL: a root, a certificate for timestamps alone, and, where a
//! test wants it, a server on loopback. It is what our own code is judged against, so a machine without `openssl` fails.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Longest request that the server reads, in bytes.
const HTTP_REQUEST_BYTES_MAX: usize = 1 << 20;

const CONFIGURATION: &str = "\
[ca]
default_ca = ours
[ours]
new_certs_dir = .
database = index.txt
serial = serial
crlnumber = crlnumber
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = local
[local]
serial = stamp-serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256,sha384,sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
";

/// The authority; its keys go with it.
pub struct LocalAuthority {
    folder: tempfile::TempDir,
}

impl LocalAuthority {
    /// A new authority with keys on P-256; `name` stands in its certificates.
    pub fn new(name: &str) -> LocalAuthority {
        let authority = LocalAuthority { folder: tempfile::tempdir().expect("a temporary folder") };
        let files = [
            ("conf", CONFIGURATION),
            ("index.txt", ""),
            ("serial", "1000"),
            ("crlnumber", "01"),
            ("stamp-serial", "01"),
        ];
        for (file, text) in files {
            std::fs::write(authority.path(file), text).expect("a file of the authority");
        }
        for part in ["root", "stamps"] {
            let (key, request, subject) =
                (format!("{part}.key"), format!("{part}.csr"), format!("/CN={part} of {name}"));
            authority.openssl(&["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", &key]);
            authority.openssl(&["req", "-new", "-key", &key, "-subj", &subject, "-out", &request]);
        }
        let sign = ["ca", "-batch", "-config", "conf", "-notext", "-days", "30", "-keyfile", "root.key"];
        let root = ["-selfsign", "-in", "root.csr", "-extensions", "root", "-out", "root.pem"];
        authority.openssl(&[&sign[..], &root].concat());
        let stamps = ["-cert", "root.pem", "-in", "stamps.csr", "-extensions", "stamps", "-out", "stamps.pem"];
        authority.openssl(&[&sign[..], &stamps].concat());
        authority
    }

    /// The root certificate's file, PEM.
    pub fn root_file(&self) -> PathBuf {
        self.path("root.pem")
    }

    /// The reply (`.tsr`) to a request (`.tsq`).
    pub fn answer(&self, request: &[u8]) -> Vec<u8> {
        answer(self.folder.path(), request)
    }

    /// A fresh revocation list, DER.
    pub fn revocation_list(&self) -> Vec<u8> {
        let list = ["ca", "-config", "conf", "-gencrl", "-keyfile", "root.key", "-cert", "root.pem", "-crldays", "30"];
        self.openssl(&[&list[..], &["-out", "list.pem"]].concat());
        self.openssl(&["crl", "-in", "list.pem", "-outform", "DER"])
    }

    /// Takes the certificate for timestamps back.
    pub fn revoke(&self, reason: &str) {
        let revoke = ["ca", "-config", "conf", "-keyfile", "root.key", "-cert", "root.pem", "-revoke", "stamps.pem"];
        self.openssl(&[&revoke[..], &["-crl_reason", reason]].concat());
    }

    /// Serves on a free port of loopback until the value is dropped: POST answers requests, GET gives the revocation list.
    pub fn serve(&self) -> ServedAuthority {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let address = listener.local_addr().expect("the port that was bound").to_string();
        let n_requests = Arc::new(AtomicUsize::new(0));
        let (folder, list, counter) = (self.folder.path().to_owned(), self.revocation_list(), Arc::clone(&n_requests));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                if !serve_one(stream, &folder, &list, &counter) {
                    break;
                }
            }
        });
        ServedAuthority { address, n_requests, thread: Some(thread) }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn openssl(&self, arguments: &[&str]) -> Vec<u8> {
        openssl(self.folder.path(), arguments)
    }
}

/// An authority that listens.
pub struct ServedAuthority {
    address: String,
    n_requests: Arc<AtomicUsize>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl ServedAuthority {
    /// Where requests go.
    pub fn url(&self) -> String {
        format!("http://{}/stamp", self.address)
    }

    /// Where the revocation list is.
    pub fn list_url(&self) -> String {
        format!("http://{}/list.crl", self.address)
    }

    /// Requests of any kind that came in.
    pub fn n_requests(&self) -> usize {
        self.n_requests.load(Ordering::SeqCst)
    }
}

impl Drop for ServedAuthority {
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(&self.address) {
            let _ = stream.write_all(b"STOP / HTTP/1.1\r\n\r\n");
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Answers one connection; `false` when it asks the server to stop.
fn serve_one(mut stream: TcpStream, folder: &Path, list: &[u8], counter: &AtomicUsize) -> bool {
    let Some((head, body)) = read_request(&mut stream) else { return true };
    if head.starts_with("STOP ") {
        return false;
    }
    counter.fetch_add(1, Ordering::SeqCst);
    let right_type = head.to_ascii_lowercase().contains("content-type: application/timestamp-query");
    let (status, kind, body) = match head.split(' ').next() {
        Some("POST") if right_type => ("200 OK", "application/timestamp-reply", answer(folder, &body)),
        Some("GET") => ("200 OK", "application/pkix-crl", list.to_vec()),
        _ => ("400 Bad Request", "text/plain", b"not a timestamp request".to_vec()),
    };
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    true
}

fn read_request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4);
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            let whole = end + length.unwrap_or(0);
            if bytes.len() >= whole {
                return Some((head, bytes[end..whole].to_vec()));
            }
        }
        let n_read = stream.read(&mut buffer).ok().filter(|n_read| *n_read > 0)?;
        bytes.extend_from_slice(&buffer[..n_read]);
        if bytes.len() > HTTP_REQUEST_BYTES_MAX {
            return None;
        }
    }
}

fn answer(folder: &Path, request: &[u8]) -> Vec<u8> {
    std::fs::write(folder.join("query.tsq"), request).expect("the request as a file");
    openssl(
        folder,
        &[
            "ts",
            "-reply",
            "-config",
            "conf",
            "-queryfile",
            "query.tsq",
            "-signer",
            "stamps.pem",
            "-inkey",
            "stamps.key",
        ],
    )
}

fn openssl(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new("openssl").args(arguments).current_dir(folder).stdin(Stdio::null()).output();
    let output = run.expect("openssl is needed for this test and cannot be started; run: bash scripts/setup.sh test");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments:?}: {talk}");
    output.stdout
}
