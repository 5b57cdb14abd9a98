//! The running desk, asked over HTTP by eight clients at a time: cold, from a desk that was just started over files that no
//! cache holds, and warm.

use super::{Draws, N_CLIENTS, media_type, text_of};
use archive::Case;
use archive::desk::MediaKind;
use model::ItemId;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Requests of each client that count as cold.
const COLD_REQUESTS: usize = 4;

type AnyError = Box<dyn Error + Send + Sync>;

/// What is asked for, by its name in the table.
type Question = (&'static str, fn(&mut Draws, usize) -> String);

const QUESTIONS: [Question; 15] = [
    ("items, a page anywhere", |draws, n_items| {
        let sort = ["newest", "added", "name", "most_matches"][draws.next(4)];
        format!("/items?sort={sort}&offset={}", draws.next(n_items))
    }),
    ("items, three facets", |draws, _| {
        let kind = MediaKind::of(media_type(draws.next(7))).name();
        format!("/items?kind={kind}&matches=yes&outlet=outlet{}.example&sort=newest", draws.next(12))
    }),
    ("items, a rare word", |draws, _| format!("/items?q=word{}&sort=relevance", 500 + draws.next(4_500))),
    ("items, a frequent word", |draws, _| format!("/items?q=word{}&sort=relevance", 20 + draws.next(200))),
    ("items, two words in nearly every text", |draws, _| {
        format!("/items?q=word{}+word{}&sort=newest", draws.next(8), draws.next(40))
    }),
    ("items, beginnings of words", |draws, _| format!("/items?q=word{}*&matches=yes", 100 + draws.next(400))),
    ("places of items, for the map", |draws, _| {
        format!("/items/places.json?kind={}", MediaKind::of(media_type(draws.next(7))).name())
    }),
    ("page of an item", |draws, n_items| {
        format!("/items/{}", ItemId::of(text_of(draws.next(n_items)).as_bytes()).hex())
    }),
    ("page of a match", |draws, n_items| format!("/matches/M-{}", 8 * draws.next(n_items / 8) + 1)),
    ("claims, any order, a page anywhere", |draws, n_items| {
        let sort = ["most_origins", "most_statements", "most_contested", "earliest"][draws.next(4)];
        format!("/claims?sort={sort}&offset={}", draws.next(n_items / 3))
    }),
    ("claims, contested, of one unit, with a word", |draws, _| {
        format!("/claims?unit=dead&contested=yes&q=word{}", draws.next(300))
    }),
    ("page of a claim", |draws, n_items| format!("/claims/C-{}", draws.next(n_items / 3))),
    ("places of claims, for the map", |draws, _| {
        format!("/claims/places.json?unit={}", ["dead", "wounded", "missing", "vehicle"][draws.next(4)])
    }),
    ("graph, the largest groups", |draws, _| {
        format!("/graph.json?edge={}", ["origins", "pictures", "recordings", "texts"][draws.next(4)])
    }),
    ("graph, two steps around an item", |draws, n_items| {
        format!("/graph.json?steps=2&item={}", ItemId::of(text_of(draws.next(n_items)).as_bytes()).hex())
    }),
];

/// Starts `program serve` over the case for each question and asks it, cold and then warm for `duration`.
pub fn ask(folder: &Path, program: &Path, duration: Duration) -> Result<(), Box<dyn Error>> {
    let n_items = Case::open(folder)?.n_items()? as usize;
    let started = Instant::now();
    drop(Desk::start(folder, program)?);
    println!("the desk's first start, with its lists gathered: {:.1} s", started.elapsed().as_secs_f64());
    println!(
        "{:<44} {:>8} {:>9} {:>9} {:>8} {:>8} {:>8} {:>7} {:>7}",
        "question", "start ms", "first ms", "cold p95", "p50 ms", "p95 ms", "CPU ms", "asked", "kB"
    );
    for (name, address) in QUESTIONS {
        forget(folder)?;
        let started = Instant::now();
        let desk = Desk::start(folder, program)?;
        let start_ms = ms(started.elapsed());
        let cold = asked_by_all(&desk, n_items, address, 1_000, &|asked, _| asked < COLD_REQUESTS)?;
        let (cpu_before, end) = (desk.cpu_ms(), Instant::now() + duration);
        let warm = asked_by_all(&desk, n_items, address, 1, &|_, now| now < end)?;
        let cpu = (desk.cpu_ms() - cpu_before) / warm.times.len() as f64;
        println!(
            "{name:<44} {start_ms:>8.0} {:>9.1} {:>9.1} {:>8.1} {:>8.1} {cpu:>8.1} {:>7} {:>7.1}",
            ms(cold.first),
            cold.at(0.95),
            warm.at(0.5),
            warm.at(0.95),
            warm.times.len(),
            warm.n_bytes as f64 / warm.times.len() as f64 / 1e3,
        );
    }
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// How long answers took.
#[derive(Default)]
struct Asked {
    /// The first of the first client.
    first: Duration,
    /// In order of their length.
    times: Vec<Duration>,
    n_bytes: u64,
}

impl Asked {
    fn at(&self, part: f64) -> f64 {
        self.times.get((self.times.len() as f64 * part) as usize).map_or(f64::NAN, |time| ms(*time))
    }
}

/// All clients ask other values each, until `goes_on` says no: it is told how many answers a client has, and the time.
fn asked_by_all(
    desk: &Desk,
    n_items: usize,
    address: fn(&mut Draws, usize) -> String,
    seed: u64,
    goes_on: &(dyn Fn(usize, Instant) -> bool + Sync),
) -> Result<Asked, Box<dyn Error>> {
    let all = Mutex::new(Asked::default());
    let client = |number: u64| -> Result<(), AnyError> {
        let mut connection = Connection::to(&desk.host, &desk.cookie)?;
        let (mut draws, mut times, mut n_bytes) = (Draws(seed + number), Vec::new(), 0);
        while goes_on(times.len(), Instant::now()) {
            let path = address(&mut draws, n_items);
            let started = Instant::now();
            n_bytes += connection.get(&path)?;
            times.push(started.elapsed());
        }
        let mut all = all.lock().map_err(|_| "another client failed")?;
        if number == 0 {
            all.first = times.first().copied().unwrap_or_default();
        }
        all.times.extend(times);
        all.n_bytes += n_bytes;
        Ok(())
    };
    let client = &client;
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..N_CLIENTS as u64).map(|number| scope.spawn(move || client(number))).collect();
        clients.into_iter().try_for_each(|client| client.join().unwrap_or_else(|_| Err("a client panicked".into())))
    })
    .map_err(text)?;
    let mut all = all.into_inner()?;
    all.times.sort();
    Ok(all)
}

/// Has the system forget what it holds of the files that the lists are answered from.
fn forget(folder: &Path) -> Result<(), Box<dyn Error>> {
    for file in files_of(folder)? {
        let mut dd = Command::new("dd");
        dd.arg(format!("if={}", file.display())).args(["iflag=nocache", "count=0", "status=none"]);
        if !dd.status()?.success() {
            return Err(format!("dd cannot drop {} from the cache", file.display()).into());
        }
    }
    Ok(())
}

/// The catalog, the log and what was derived; the originals are read by none of these pages.
fn files_of(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true if entry.file_name() != "objects" => folders.push(entry.path()),
                true => {}
                false => files.push(entry.path()),
            }
        }
    }
    Ok(files)
}

/// A running desk; it ends with this value.
struct Desk {
    child: Child,
    host: String,
    cookie: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Desk {
    /// A desk that has opened its lists.
    fn start(folder: &Path, program: &Path) -> Result<Desk, Box<dyn Error>> {
        let mut serve = Command::new(program);
        serve.arg("serve").arg(folder).args(["--addr", "127.0.0.1:0"]);
        let mut child = serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.split_once("/?token="));
        let (host, token) = address.ok_or_else(|| format!("no address: {line}"))?;
        let mut desk = Desk { child, host: host.to_owned(), cookie: String::new() };
        let entered =
            Connection::to(host, "").and_then(|mut entry| entry.ask(&format!("/?token={token}"))).map_err(text)?;
        let cookie = entered.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        desk.cookie = cookie.and_then(|cookie| cookie.split(';').next()).ok_or("no cookie")?.to_owned();
        Connection::to(host, &desk.cookie).and_then(|mut first| first.get("/decisions")).map_err(text)?;
        Ok(desk)
    }

    fn cpu_ms(&self) -> f64 {
        super::cpu_ms(&format!("/proc/{}/stat", self.child.id()))
    }
}

fn text(error: AnyError) -> Box<dyn Error> {
    error.to_string().into()
}

/// A connection that goes on after each answer.
struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

struct Answer {
    /// Status and headers.
    head: String,
    n_bytes: u64,
}

impl Connection {
    fn to(host: &str, cookie: &str) -> Result<Connection, AnyError> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream: BufReader::new(stream), host: host.to_owned(), cookie: cookie.to_owned() })
    }

    /// Asks for a page that is there; the bytes of its body.
    fn get(&mut self, path: &str) -> Result<u64, AnyError> {
        let answer = self.ask(path)?;
        match answer.head.starts_with("HTTP/1.1 200 ") {
            true => Ok(answer.n_bytes),
            false => Err(format!("{path}: {}", answer.head.lines().next().unwrap_or_default()).into()),
        }
    }

    fn ask(&mut self, path: &str) -> Result<Answer, AnyError> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.host, self.cookie);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(format!("{path}: the desk hung up").into());
            }
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let n_bytes: u64 = length.ok_or_else(|| format!("{path}: an answer without a length"))?.trim().parse()?;
        std::io::copy(&mut self.stream.by_ref().take(n_bytes), &mut std::io::sink())?;
        Ok(Answer { head, n_bytes })
    }
}
