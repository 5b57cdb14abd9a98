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
fn a_revisit_is_one_more_capture_of_the_payload_it_refers_to() {
    let folder = Folder::new("revisits");
    let digest = format!("WARC-Payload-Digest: sha256:{}\r\n", ItemId::of(PAGE));
    let first = record("response", &response(PAGE, ""), &digest);
    let again = String::from_utf8(record("revisit", &response(b"", ""), &digest)).expect("text");
    let again = again
        .replace("http://example.org/p", "http://example.org/q")
        .replace("2020-05-06T07:08:09Z", "2021-01-01T00:00:00Z");
    let again = again.into_bytes();
    for pack in [<[u8]>::to_vec as fn(&[u8]) -> Vec<u8>, gzip] {
        let extract = read(&folder, &[pack(&again), pack(&first)].concat());
        let [first, again] = &extract.members[..] else { panic!("{:?}", extract.findings) };
        assert_eq!((again.item, again.offset), (first.item, first.offset));
        assert_eq!(again.url.as_deref(), Some("http://example.org/q"));
        assert_eq!(again.captured_at.as_deref(), Some("2021-01-01T00:00:00Z"));
        assert_ne!(again.coding, first.coding);
        assert!(extract.needs.is_empty());
    }
}

#[test]
fn a_revisit_whose_payload_is_elsewhere_or_differs_is_said_to_be_so() {
    let folder = Folder::new("revisits-elsewhere");
    let revisit = |fields: &str| record("revisit", &response(b"", ""), fields);
    let sha1 = "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n";
    let extract = read(&folder, &revisit(&format!("{sha1}WARC-Refers-To-Target-URI: http://example.org/first\r\n")));
    assert_eq!(extract.needs[0].digest.as_deref(), Some("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"));
    assert_eq!(extract.needs[0].name, "http://example.org/first");
    let first =
        record("response", &response(PAGE, ""), &format!("WARC-Payload-Digest: sha256:{}\r\n", ItemId::of(PAGE)));
    let extract = read(&folder, &[first, revisit(&format!("{sha1}WARC-Refers-To: <urn:uuid:0>\r\n"))].concat());
    assert!(codes(&extract).contains(&"warc_digest"), "{:?}", extract.findings);
    assert_eq!(extract.members.len(), 1);
}

#[test]
fn segments_of_a_record_are_joined() {
    let folder = Folder::new("segments");
    let body = gzip(&PAGE.repeat(50));
    let block = response(&body, "Content-Encoding: gzip\r\n");
    let (one, rest) = block.split_at(block.len() / 3);
    let (two, three) = rest.split_at(rest.len() / 2);
    let of = |number: usize, block: &[u8], more: &str| {
        let kind = if number == 1 { "response" } else { "continuation" };
        let origin = if number == 1 { "" } else { "WARC-Segment-Origin-ID: <urn:uuid:0>\r\n" };
        record(kind, block, &format!("WARC-Segment-Number: {number}\r\n{origin}{more}"))
    };
    let total = format!("WARC-Segment-Total-Length: {}\r\n", block.len());
    let between = record("metadata", b"x: y", "");
    let records = [of(1, one, ""), between, of(3, three, &total), of(2, two, "")];
    for pack in [<[u8]>::to_vec as fn(&[u8]) -> Vec<u8>, gzip] {
        let packed: Vec<u8> = records.iter().flat_map(|record| pack(record)).collect();
        let extract = read(&folder, &packed);
        assert_eq!(extract.members.len(), 1, "{:?}", extract.findings);
        assert_eq!(extract.members[0].item, ItemId::of(&PAGE.repeat(50)));
        assert!(!codes(&extract).contains(&"warc_segment"), "{:?}", extract.findings);
        let extract = read(&folder, &packed[..packed.len() - pack(&records[3]).len()]);
        assert!(codes(&extract).contains(&"warc_segment"), "{:?}", extract.findings);
    }
}

#[test]
fn an_arc_is_read_like_a_warc() {
    let folder = Folder::new("arc");
    let block = response(PAGE, "");
    let records = [
        b"filedesc://a.arc 0.0.0.0 20200102030405 text/plain 11\n1 0 Someone\n".to_vec(),
        [format!("http://example.org/ 192.0.2.1 20200506070809 text/html {}\n", block.len()).as_bytes(), &block, b"\n"]
            .concat(),
        b"dns:example.org 192.0.2.1 20200506070809 text/dns 4\nmore\n".to_vec(),
    ];
    for pack in [<[u8]>::to_vec as fn(&[u8]) -> Vec<u8>, gzip] {
        let packed: Vec<u8> = records.iter().flat_map(|record| pack(record)).collect();
        let extract = read(&folder, &packed);
        assert!(extract.media_type.starts_with("application/x-arc"));
        let [page, name] = &extract.members[..] else { panic!("{:?} {:?}", extract.members, extract.findings) };
        assert_eq!((page.item, page.captured_at.as_deref()), (ItemId::of(PAGE), Some("2020-05-06T07:08:09Z")));
        assert_eq!((name.item, name.claimed_media_type.as_deref()), (ItemId::of(b"more"), Some("text/dns")));
        assert_eq!(codes(&extract), ["warc_records"], "{:?}", extract.findings);
    }
    // Noise between two records is stepped over.
    let damaged = [&records[0][..], b"\x00\x01 noise\n", &records[1]].concat();
    let extract = read(&folder, &damaged);
    assert_eq!(extract.members.len(), 1, "{:?}", extract.findings);
}

#[test]
fn a_packed_record_that_is_cut_off_gives_what_is_there() {
    let folder = Folder::new("cut-off");
    let noise: Vec<u8> = (0..30_000u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let packed = gzip(&record("response", &response(&noise, ""), ""));
    let extract = read(&folder, &packed[..packed.len() / 2]);
    assert_eq!(extract.members.len(), 1, "{:?}", extract.findings);
    assert!(codes(&extract).contains(&"gzip_damaged"), "{:?}", extract.findings);
}

#[test]
fn digests_of_records_without_payload_are_checked_too() {
    let folder = Folder::new("request-digests");
    let block = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    let of_nothing = "WARC-Payload-Digest: sha1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=\r\n";
    let extract = read(&folder, &record("request", block, of_nothing));
    assert_eq!(codes(&extract), ["warc_records"], "{:?}", extract.findings);
    let wrong = "WARC-Payload-Digest: sha1:1112H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n";
    let extract = read(&folder, &record("request", block, wrong));
    assert!(codes(&extract).contains(&"warc_digest"), "{:?}", extract.findings);
}

#[test]
fn a_coding_that_the_crawler_removed_is_no_damage() {
    let folder = Folder::new("absent-coding");
    let extract = read(&folder, &record("response", &response(PAGE, "Content-Encoding: gzip\r\n"), ""));
    assert_eq!(extract.members[0].item, ItemId::of(PAGE));
    let severities: Vec<_> = extract.findings.iter().map(|finding| (finding.code.as_str(), finding.severity)).collect();
    assert_eq!(severities, [("http_coding", model::Severity::Note)]);
}

const MHTML: &str = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/story\r\n\
     Subject: =?utf-8?Q?Story?=\r\nDate: Thu, 3 Jan 2019 11:22:33 -0000\r\nMIME-Version: 1.0\r\n\
     Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Boundary--x\"\r\n\r\n\r\n\
     ------Boundary--x\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n\
     Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/story\r\n\r\n\
     <html><p>Twelve people came=2C officials said.</p><img src=3D\"https://example.org/a.png\"><iframe =\r\n\
     src=3D\"cid:frame-2@mhtml.blink\"></iframe></html>\r\n\
     ------Boundary--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\
     Content-Location: https://example.org/a.png\r\n\r\niVBORw0K\r\nGgo=\r\n\
     ------Boundary--x\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\n\
     Content-Transfer-Encoding: binary\r\n\r\n<p>inner\r\n------Boundary--x--\r\n";

#[test]
fn a_saved_page_gives_its_parts_with_their_place_and_time() {
    let folder = Folder::new("mhtml");
    let extract = read(&folder, MHTML.as_bytes());
    assert_eq!((extract.media_type.as_str(), codes(&extract)), ("multipart/related", vec![]));
    let [page, picture, frame] = &extract.members[..] else { panic!("{:?}", extract.members) };
    assert_eq!(page.url.as_deref(), Some("https://example.org/story"));
    assert_eq!(page.captured_at.as_deref(), Some("2019-01-03T11:22:33Z"));
    assert_eq!(picture.item, ItemId::of(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(
        (picture.name.as_str(), picture.url.as_deref()),
        ("https://example.org/a.png", Some("https://example.org/a.png"))
    );
    assert_eq!((frame.name.as_str(), frame.item), ("cid:frame-2@mhtml.blink", ItemId::of(b"<p>inner")));
    assert_eq!(extract.times[0].kind, model::TimeKind::Captured);
    let path = folder.file(MHTML.as_bytes());
    let page = folder.extractor().extract(&source(&path, vec![step(page)]), &mut NoMedia).expect("the page");
    assert!(page.text.is_some_and(|text| text.contains("Twelve people came, officials said.")));
    let targets: Vec<&str> = page.links.iter().map(|link| link.target_url.as_str()).collect();
    assert_eq!(targets, ["https://example.org/a.png", "cid:frame-2@mhtml.blink"]);
}

#[test]
fn a_saved_page_that_is_cut_off_or_gives_no_time_is_named() {
    let folder = Folder::new("mhtml-damaged");
    let extract = read(&folder, &MHTML.as_bytes()[..MHTML.len() - 30]);
    assert_eq!((codes(&extract), extract.members.len()), (vec!["mime_damaged"], 3));
    let extract = read(&folder, MHTML.replace("Date: Thu, 3 Jan 2019", "Date: Thu, 33 Jan 2019").as_bytes());
    assert_eq!(codes(&extract), ["mime_date"]);
    assert_eq!(extract.members[0].captured_at, None);
    let extract = read(&folder, MHTML.replace("base64", "x-base65").as_bytes());
    assert_eq!(codes(&extract), ["mime_coding"]);
    let nested = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n".to_owned()
        + &"--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(1000);
    assert!(codes(&read(&folder, nested.as_bytes())).contains(&"mime_damaged"));
}

#[test]
fn a_document_is_read_and_its_pictures_are_members() {
    let folder = Folder::new("document");
    let picture = b"\x89PNG\r\n\x1a\n";
    let document =
        b"<w:document><w:p><w:r><w:t>Twelve people came.</w:t><a:blip r:embed=\"r1\"/></w:r></w:p></w:document>";
    let relations = b"<Relationships><Relationship Id=\"r1\" Target=\"media/image1.png\"/></Relationships>";
    let types: &[u8] = b"<Types/>";
    let content = zip(&[
        ("[Content_Types].xml", types, 8),
        ("word/document.xml", document, 8),
        ("word/_rels/document.xml.rels", relations, 0),
        ("word/media/image1.png", picture, 8),
    ]);
    let extract = read(&folder, &content);
    assert_eq!(codes(&extract), [""; 0], "{:?}", extract.findings);
    assert_eq!(extract.text.as_deref(), Some("Twelve people came."));
    assert!(extract.media_type.ends_with("wordprocessingml.document"), "{}", extract.media_type);
    let [member] = &extract.members[..] else { panic!("{:?}", extract.members) };
    assert_eq!((member.item, &member.name), (ItemId::of(picture), &extract.links[0].target_url));
    // A part that unpacks to more than the limit.
    let bomb = vec![b' '; 65 << 20];
    let extract = read(&folder, &zip(&[("[Content_Types].xml", types, 0), ("word/document.xml", &bomb, 8)]));
    assert_eq!(codes(&extract), ["document_damaged"]);
}

#[test]
fn a_picture_inside_a_page_is_a_member_and_the_page_embeds_it() {
    let folder = Folder::new("inline");
    let picture = image::RgbImage::from_fn(64, 48, |x, y| {
        image::Rgb([(x * 7919 + y * 104_729).wrapping_mul(2_654_435_761), x * y, y * 5].map(|value| (value >> 3) as u8))
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("a PNG in memory");
    let png = png.into_inner();
    let text = base64(&png);
    let page = format!(
        "<html><title>t</title><figure><img src=\"data:image/png;base64,{text}\"><figcaption>A bridge.</figcaption></figure>"
    );
    let path = folder.file(page.as_bytes());
    let extractor = folder.extractor();
    let extract = extractor.extract(&source(&path, Vec::new()), &mut NoMedia).expect("the page");
    let [member] = &extract.members[..] else { panic!("{:?}", extract.members) };
    assert_eq!((member.item, member.name.as_str()), (ItemId::of(&png), "inline:1.png"));
    assert_eq!(extract.links[0].target_url, "inline:1.png");
    let inner = extractor.extract(&source(&path, vec![step(member)]), &mut NoMedia).expect("the picture");
    assert_eq!(inner.media.and_then(|media| media.width_px), Some(64));
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of = |chunk: &[u8]| {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..4)
            .map(move |at| if at > chunk.len() { '=' } else { SIGNS[(bits >> (18 - 6 * at) & 63) as usize] as char })
            .collect::<String>()
    };
    bytes.chunks(3).map(of).collect()
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

#[test]
fn a_member_that_needs_more_memory_than_its_worker_has_is_a_finding_and_the_others_are_read() {
    let folder = Folder::new("crash");
    let large = b"Twelve people came, officials said on Monday.\n".repeat(600_000);
    let (first, last) = (b"The first member.".as_slice(), b"The last member.".as_slice());
    let path = folder.file(&zip(&[("first.txt", first, 8), ("large.txt", &large, 8), ("last.txt", last, 8)]));
    let members = folder.extractor().extract(&source(&path, Vec::new()), &mut NoMedia).expect("a worker").members;
    assert!(members[1].length < extract::limits::SHARED_WORKER_MEMBER_BYTES, "small enough for a shared worker");
    // Enough for a worker and its stack, too little for the large member.
    let limits = Limits { data_bytes: 160 << 20, ..Limits::default() };
    let extractor = Extractor::new(vec![WORKER.into(), "worker".into()], limits, folder.0.join("scratch"));
    let read = |member: &MemberRef| {
        extractor.extract(&source(&path, vec![step(member)]), &mut NoMedia).expect("a worker that starts")
    };
    let read: Vec<Extract> = members.iter().map(read).collect();
    assert_eq!(read[0].text.as_deref(), Some("The first member."));
    let lost = ["worker_died", "parser_failed", "member_unreadable"];
    assert!(lost.contains(&codes(&read[1])[0]), "{:?}", codes(&read[1]));
    assert_eq!(read[2].text.as_deref(), Some("The last member."));
    assert!(read[0].findings.is_empty() && read[2].findings.is_empty());
}

#[test]
fn a_member_is_read_alike_whichever_members_its_worker_read_before() {
    let folder = Folder::new("alike");
    let odd: Vec<u8> = (0..=255).collect();
    let comments = br#"{"author":"a","text":"one"}"#.repeat(3);
    let files: [(&str, &[u8], u16); 5] = [
        ("page.html", PAGE, 8),
        ("plain.txt", b"On Monday 12 people came, the mayor said.\n\nPhoto: A. Person/Agency", 8),
        ("odd.bin", &odd, 8),
        ("comments.jsonl", &comments, 8),
        ("empty.txt", b"", 0),
    ];
    let path = folder.file(&zip(&files));
    let members = folder.extractor().extract(&source(&path, Vec::new()), &mut NoMedia).expect("a worker").members;
    let extractor = folder.extractor();
    let together = |member: &MemberRef| {
        extractor.extract(&source(&path, vec![step(member)]), &mut NoMedia).expect("a worker that starts")
    };
    let alone: Vec<Extract> = members
        .iter()
        .map(|member| folder.extractor().extract(&source(&path, vec![step(member)]), &mut NoMedia).expect("a worker"))
        .collect();
    let in_order: Vec<Extract> = members.iter().map(together).collect();
    let mut backwards: Vec<Extract> = members.iter().rev().map(together).collect();
    backwards.reverse();
    assert_eq!(in_order, alone);
    assert_eq!(backwards, alone);
}

/// A ZIP of (name, content, method).
/// Members are identified again, all at once, with so many workers.
fn identified(extractor: &Extractor, sources: &[ItemSource]) -> (Vec<Result<ItemId, String>>, u64) {
    let before = extractor.workers_started();
    let mut found = Vec::new();
    extractor.member_ids(sources, &mut |place, identity| {
        assert_eq!(place, found.len(), "in order, each once");
        found.push(identity.map(|(item, _size)| item).map_err(|error| error.to_string()));
    });
    (found, extractor.workers_started() - before)
}

#[test]
fn thousands_of_members_are_hashed_again_by_few_workers_and_a_changed_one_is_told() {
    let folder = Folder::new("thousands");
    let contents: Vec<(String, Vec<u8>)> =
        (0..2_500u32).map(|number| (format!("{number}.txt"), format!("Page {number}").into_bytes())).collect();
    let files: Vec<(&str, &[u8], u16)> =
        contents.iter().map(|(name, content)| (name.as_str(), content.as_slice(), 0)).collect();
    let packed = zip(&files);
    let path = folder.file(&packed);
    let extractor = folder.extractor();
    let outer = extractor.extract(&source(&path, Vec::new()), &mut NoMedia).expect("the ZIP");
    let sources: Vec<ItemSource> = outer.members.iter().map(|member| source(&path, vec![step(member)])).collect();
    let (found, n_workers) = identified(&extractor, &sources);
    let wanted: Vec<Result<ItemId, String>> = outer.members.iter().map(|member| Ok(member.item)).collect();
    assert_eq!((found == wanted, found.len()), (true, contents.len()));
    assert_eq!(n_workers, 3, "a thousand members to a worker");

    // One member is another now, and the entry of one more leads nowhere.
    let changed = packed.iter().enumerate().find_map(|(at, _)| packed[at..].starts_with(b"Page 777").then_some(at));
    let mut damaged = packed.clone();
    damaged[changed.expect("the member lies as it is") + 7] ^= 1;
    folder.file(&damaged);
    let mut sources = sources;
    sources[1_200].steps[0].offset = u64::MAX;
    let (found, n_workers) = identified(&extractor, &sources);
    let differ: Vec<usize> = (0..found.len()).filter(|at| found[*at] != wanted[*at]).collect();
    assert_eq!(differ, [777, 1_200]);
    assert!(found[1_200].is_err());
    assert_eq!(n_workers, 3, "what cannot be had costs no worker of its own");
}

#[test]
fn members_of_a_packed_container_inside_another_are_had_from_one_unpacking() {
    let folder = Folder::new("nested-again");
    let records = |count: u32| -> Vec<u8> {
        (0..count)
            .flat_map(|number| record("response", &response(format!("Page {number}").as_bytes(), ""), ""))
            .collect()
    };
    let (first, second) = (records(40), records(55));
    let path = folder.file(&zip(&[("first.warc", &first, 8), ("second.warc", &second, 8), ("a.txt", b"A text.", 8)]));
    let extractor = folder.extractor();
    let outer = extractor.extract(&source(&path, Vec::new()), &mut NoMedia).expect("the ZIP");
    let mut wanted = Vec::new();
    let mut sources = Vec::new();
    for warc in &outer.members[..2] {
        let inner = extractor.extract(&source(&path, vec![step(warc)]), &mut NoMedia).expect("a WARC");
        for member in &inner.members {
            sources.push(source(&path, vec![step(warc), step(member)]));
            wanted.push(Ok(member.item));
        }
    }
    assert_eq!(wanted.len(), 95);
    // In between one from outside, which must not be taken out of the wrong container, nor spoil it.
    sources.insert(20, source(&path, vec![step(&outer.members[2])]));
    wanted.insert(20, Ok(outer.members[2].item));
    assert_eq!(identified(&extractor, &sources), (wanted.clone(), 1));
    // In an order in which the container changes each time, too.
    let mut places: Vec<usize> = (0..sources.len()).collect();
    places.sort_by_key(|place| (place % 48, *place));
    let shuffled: Vec<ItemSource> = places.iter().map(|place| sources[*place].clone()).collect();
    let wanted: Vec<_> = places.iter().map(|place| wanted[*place].clone()).collect();
    assert_eq!(identified(&extractor, &shuffled), (wanted, 1));
}

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
