//! Members of containers are found, hashed, and read back from where they lie.

use extract::{Extractor, ItemSource, Limits, MemberStep, NoMedia};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use model::{Extract, ItemId, MemberRef};
use std::io::Write;
use std::path::{Path, PathBuf};

const WORKER: &str = env!("CARGO_BIN_EXE_extract_worker_for_tests");
const PAGE: &[u8] = b"<!doctype html><title>t</title><p>Twelve people came, officials said.</p>";

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("extract-containers-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn extractor(&self) -> Extractor {
        Extractor::new(vec![WORKER.into(), "worker".into()], Limits::default(), self.0.join("scratch"))
    }

    fn file(&self, content: &[u8]) -> PathBuf {
        let path = self.0.join("container");
        std::fs::write(&path, content).expect("a container");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn record(kind: &str, block: &[u8], fields: &str) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2020-05-06T07:08:09Z\r\n\
         WARC-Target-URI: http://example.org/p\r\nContent-Type: application/http; msgtype=response\r\n{fields}\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(body: &[u8], fields: &str) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n").as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("packing in memory");
    packed.finish().expect("packing in memory")
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in bytes.chunks(20) {
        body.extend(format!("{:x};x=y\r\n", part.len()).bytes());
        body.extend_from_slice(part);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\n\r\n");
    body
}

fn step(member: &MemberRef) -> MemberStep {
    MemberStep { offset: member.offset, length: member.length, coding: member.coding.clone() }
}

fn source(path: &Path, steps: Vec<MemberStep>) -> ItemSource {
    ItemSource { path: path.to_owned(), steps, ..ItemSource::default() }
}

/// Reads a container and checks that each member can be had again from where it lies.
fn read(folder: &Folder, content: &[u8]) -> Extract {
    let path = folder.file(content);
    let extractor = folder.extractor();
    let extract = extractor.extract(&source(&path, Vec::new()), &mut NoMedia).expect("a worker that starts");
    for member in &extract.members {
        let source = source(&path, vec![step(member)]);
        let mut copy = Vec::new();
        let wanted = (member.item, member.size_bytes);
        assert_eq!(extractor.member_id(&source).expect("the member"), wanted);
        assert_eq!(extractor.copy_member(&source, &mut copy).expect("the member"), wanted);
        assert_eq!(ItemId::of(&copy), member.item);
    }
    extract
}

fn codes(extract: &Extract) -> Vec<&str> {
    extract.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn every_coding_of_a_response_is_removed() {
    let folder = Folder::new("codings");
    let packed = gzip(PAGE);
    let bodies = [
        response(PAGE, ""),
        response(&packed, "Content-Encoding: gzip\r\n"),
        response(&chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
        response(&chunked(&packed), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        response(&gzip(&packed), "Content-Encoding: gzip, gzip\r\n"),
        // A crawler that removed the transfer coding and kept its field.
        response(&packed, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    ];
    let plain: Vec<u8> = bodies.iter().flat_map(|body| record("response", body, "")).collect();
    let members: Vec<u8> = bodies.iter().flat_map(|body| gzip(&record("response", body, ""))).collect();
    for content in
        [plain, members, gzip(&bodies.iter().flat_map(|body| record("response", body, "")).collect::<Vec<u8>>())]
    {
        let extract = read(&folder, &content);
        assert_eq!(extract.members.len(), bodies.len(), "{:?}", extract.findings);
        assert!(extract.members.iter().all(|member| member.item == ItemId::of(PAGE)), "{:?}", extract.findings);
        let first = &extract.members[0];
        assert_eq!(first.captured_at.as_deref(), Some("2020-05-06T07:08:09Z"));
        assert_eq!(first.url.as_deref(), Some("http://example.org/p"));
        assert_eq!(first.claimed_media_type.as_deref(), Some("text/html; charset=utf-8"));
    }
}

#[test]
fn a_page_in_a_warc_in_a_zip_is_read_as_a_page() {
    let folder = Folder::new("nested");
    for method in [0, 8] {
        let path =
            folder.file(&zip(&[("a/page.warc.gz", &gzip(&record("response", &response(PAGE, ""), "")), method)]));
        let extractor = folder.extractor();
        let outer = extractor.extract(&source(&path, Vec::new()), &mut NoMedia).expect("the ZIP");
        let warc = source(&path, vec![step(&outer.members[0])]);
        let inner = extractor.extract(&warc, &mut NoMedia).expect("the WARC");
        assert_eq!(inner.media_type, "application/warc+gzip");
        let page = source(&path, vec![step(&outer.members[0]), step(&inner.members[0])]);
        let extract = extractor.extract(&page, &mut NoMedia).expect("the page");
        assert_eq!(extract.media_type, "text/html");
        assert!(extract.text.is_some_and(|text| text.contains("Twelve people came, officials said.")));
    }
}

#[test]
fn damage_is_named_with_its_byte_and_reading_goes_on_behind_it() {
    let folder = Folder::new("damage");
    let good = record("response", &response(PAGE, ""), "");
    let noise: Vec<u8> = (0..3000u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let extract = read(&folder, &[good.clone(), noise.clone(), good.clone()].concat());
    assert_eq!(extract.members.len(), 2);
    let finding = &extract.findings[0].text;
    assert!(finding.contains(&format!("byte {}", good.len())), "{finding}");
    assert!(finding.contains(&format!("byte {}", good.len() + noise.len())), "{finding}");

    let packed = gzip(&good);
    let mut damaged = [packed.clone(), packed.clone(), packed.clone()].concat();
    damaged[packed.len() + packed.len() / 2] ^= 0x55;
    let extract = read(&folder, &damaged);
    assert!(codes(&extract).contains(&"gzip_damaged"), "{:?}", extract.findings);
    assert!(extract.members.iter().filter(|member| member.item == ItemId::of(PAGE)).count() >= 2);
}

#[test]
fn digests_are_checked_before_and_after_the_codings() {
    let folder = Folder::new("digests");
    let body = chunked(PAGE);
    let block = response(&body, "Transfer-Encoding: chunked\r\n");
    for (fields, fits) in [
        (format!("WARC-Payload-Digest: sha256:{}\r\n", ItemId::of(PAGE)), true),
        (format!("WARC-Payload-Digest: sha256:{}\r\n", ItemId::of(&body)), true),
        (format!("WARC-Block-Digest: sha256:{}\r\n", ItemId::of(&block)), true),
        (format!("WARC-Block-Digest: sha256:{}\r\n", ItemId::of(PAGE)), false),
        (format!("WARC-Payload-Digest: sha256:{}\r\n", ItemId::of(b"other")), false),
    ] {
        let extract = read(&folder, &record("response", &block, &fields));
        assert_eq!(!codes(&extract).contains(&"warc_digest"), fits, "{fields} {:?}", extract.findings);
    }
}

#[test]
fn records_without_payload_are_counted_and_revisits_named() {
    let folder = Folder::new("records");
    let content = [
        record("warcinfo", b"software: x\r\n", ""),
        record("request", b"GET / HTTP/1.1\r\n\r\n", ""),
        record("revisit", &response(b"", ""), "WARC-Refers-To-Target-URI: http://example.org/first\r\n"),
        record("response", &response(b"", ""), ""),
    ]
    .concat();
    let extract = read(&folder, &content);
    assert!(extract.members.is_empty());
    let texts: Vec<&str> = extract.findings.iter().map(|finding| finding.text.as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("http://example.org/first")), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("1 request") && text.contains("1 warcinfo")), "{texts:?}");
}

#[test]
fn bombs_are_left_packed() {
    let folder = Folder::new("bombs");
    let zeros = vec![0u8; 200 << 20];
    let packed = gzip(&zeros);
    let extract = read(&folder, &record("response", &response(&packed, "Content-Encoding: gzip\r\n"), ""));
    assert!(codes(&extract).contains(&"decompression_limit"), "{:?}", extract.findings);
    assert_eq!(extract.members[0].item, ItemId::of(&packed));
    let extract = read(&folder, &zip(&[("zeros", &zeros, 8), ("page.html", PAGE, 8)]));
    assert!(codes(&extract).contains(&"decompression_limit"), "{:?}", extract.findings);
    assert_eq!(extract.members.len(), 1);
}

#[test]
fn a_wacz_is_checked_against_its_own_list() {
    let folder = Folder::new("wacz");
    let warc = gzip(&record("response", &response(PAGE, ""), ""));
    let pages = b"{\"format\":\"json-pages-1.0\"}\n";
    let package = |warc_hash: ItemId, more: &str| {
        format!(
            "{{\"profile\":\"data-package\",\"wacz_version\":\"1.1.1\",\"resources\":[{{\"path\":\"archive/d.warc.gz\",\
             \"hash\":\"sha256:{warc_hash}\"}},{{\"path\":\"pages/pages.jsonl\",\"hash\":\"sha256:{}\"}}{more}]}}",
            ItemId::of(pages)
        )
    };
    let wacz = |package: &str| {
        zip(&[
            ("archive/d.warc.gz", &warc, 0),
            ("pages/pages.jsonl", pages, 0),
            ("datapackage.json", package.as_bytes(), 0),
        ])
    };
    let whole = read(&folder, &wacz(&package(ItemId::of(&warc), "")));
    assert_eq!((whole.media_type.as_str(), codes(&whole)), ("application/wacz", vec!["wacz_structure"]));
    assert_eq!(whole.members.len(), 1);
    let changed = read(&folder, &wacz(&package(ItemId::of(b"other"), "")));
    assert!(codes(&changed).contains(&"wacz_digest"));
    let missing = read(&folder, &wacz(&package(ItemId::of(&warc), ",{\"path\":\"../outside\",\"hash\":\"sha256:0\"}")));
    assert!(codes(&missing).contains(&"wacz_resource"));
    let nonsense = read(&folder, &wacz(&"[".repeat(100_000)));
    assert!(codes(&nonsense).contains(&"wacz_damaged"));
}

#[test]
fn entries_that_lie_over_one_another_are_read_once() {
    let folder = Folder::new("overlap");
    let one = zip(&[("a.html", PAGE, 0)]);
    // The same directory entry twice: both point at one body.
    let directory_at = one.windows(4).position(|window| window == b"PK\x01\x02").expect("a directory");
    let end_at = one.windows(4).position(|window| window == b"PK\x05\x06").expect("an end record");
    let entry = &one[directory_at..end_at];
    let mut content = [&one[..end_at], entry].concat();
    content.extend_from_slice(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    content.extend_from_slice(&u32::try_from(entry.len() * 2).expect("small").to_le_bytes());
    content.extend_from_slice(&u32::try_from(directory_at).expect("small").to_le_bytes());
    content.extend_from_slice(&[0, 0]);
    let extract = read(&folder, &content);
    assert_eq!((extract.members.len(), codes(&extract)), (1, vec!["zip_overlap"]));
}

/// A ZIP of (name, content, method).
fn zip(files: &[(&str, &[u8], u16)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content, method) in files {
        let mut packed = content.to_vec();
        if *method == 8 {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(content).expect("packing in memory");
            packed = encoder.finish().expect("packing in memory");
        }
        let offset = u32::try_from(out.len()).expect("small");
        let long = |length: usize| u32::try_from(length).expect("small").to_le_bytes();
        let short = |length: usize| u16::try_from(length).expect("small").to_le_bytes();
        let crc = crc32fast::hash(content).to_le_bytes();
        let shared: Vec<u8> =
            [&method.to_le_bytes()[..], &[0; 4], &crc, &long(packed.len()), &long(content.len()), &short(name.len())]
                .concat();
        out.extend([b"PK\x03\x04\x14\0\0\0", &shared[..], &[0, 0], name.as_bytes(), &packed].concat());
        let place = [&[0; 12][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\0\x14\0\0\0", &shared[..], &place[..], name.as_bytes()].concat());
    }
    let at = u32::try_from(out.len()).expect("small").to_le_bytes();
    let count = u16::try_from(files.len()).expect("small").to_le_bytes();
    let length = u32::try_from(directory.len()).expect("small").to_le_bytes();
    [&out[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &length, &at, &[0, 0]].concat()
}
