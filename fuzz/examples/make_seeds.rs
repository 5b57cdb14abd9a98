//! Writes the seeds that are signed, packed or put together by code into `seeds/` beside this workspace:
//! `cargo run --manifest-path fuzz/Cargo.toml --example make_seeds`. Those that people can write stand there already.

use evidence::extension::ConsistencyProof;
use evidence::keys::KeyRotation;
use evidence::note::NoteSigningKey;
use evidence::proof::TlogProof;
use evidence::tree::{self, Hash};
use evidence::{Checkpoint, leaf, seal};
use extract::unconfined;
use fuzz::bundle;
use libfuzzer_sys as _;
use model::{Extract, ItemId, LogEntry};
use std::fs;
use std::io;
use std::path::Path;

type Seeds = Vec<(&'static str, Vec<u8>)>;

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    write(&folder.join("notes"), notes())?;
    write(&folder.join("log_files"), log_files())?;
    write(&folder.join("timestamp"), stamps()?)?;
    write(&folder.join("warc"), warcs())?;
    write(&folder.join("zip"), zips())?;
    write(&folder.join("media"), media())?;
    write(&folder.join("worker"), worker()?)
}

fn write(folder: &Path, seeds: Seeds) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    seeds.into_iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes))
}

/// The log of the bundle: its hashes, and its checkpoint at `size`.
fn log(size: usize) -> (Vec<Hash>, String) {
    let hashes: Vec<Hash> = bundle::leaves().iter().take(size).map(|leaf| tree::leaf_hash(leaf)).collect();
    let Ok(root) = tree::root(hashes.as_slice(), size as u64);
    let checkpoint = Checkpoint { origin: bundle::key().verifying_key().name().to_owned(), size: size as u64, root };
    (hashes, checkpoint.sign(&bundle::key()).expect("a sound origin"))
}

fn notes() -> Seeds {
    let (key, new_key) = (bundle::key(), NoteSigningKey::from_seed("firsthand-case/00ff", &[10; 32]).expect("a name"));
    let empty = Checkpoint { origin: "firsthand-case/00ff".to_owned(), size: 0, root: tree::empty_root() };
    let note = empty.sign(&key).expect("a sound origin");
    let cosigned = format!("{note}\u{2014} witness.example.org AAAAAAAA\n");
    let rotation = KeyRotation::authorize(&key, 3, tree::empty_root(), &new_key.verifying_key()).expect("one name");
    let texts = [
        ("note", note),
        ("cosigned", cosigned),
        ("checkpoint", empty.text()),
        ("key", key.verifying_key().vkey()),
        ("secret", key.skey()),
        ("rotation", rotation.note().to_owned()),
    ];
    texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

fn log_files() -> Seeds {
    let chosen = |choice: u8, content: &[u8]| [&[choice], content].concat();
    let (hashes, checkpoint) = log(4);
    let (_, earlier) = log(2);
    let Ok(path) = tree::inclusion_proof(hashes.as_slice(), 2, 4);
    let proof = TlogProof { index: 2, hashes: path, checkpoint: checkpoint.clone(), extra: Some(b"more".to_vec()) };
    let Ok(path) = tree::consistency_proof(hashes.as_slice(), 2, 4);
    let consistency = ConsistencyProof { old_size: 2, hashes: path, checkpoint };
    let leaves = bundle::leaves();
    let entries = evidence::tiles::encode_entries(leaves.iter().map(Vec::as_slice));
    let entry = LogEntry::CaseCreated {
        format: 2,
        time: "2026-01-02T03:04:05Z".to_owned(),
        tool: "firsthand 0.1.0".to_owned(),
        case_id: "00ff".to_owned(),
    };
    let captured = leaf::decode(&leaves[1]).expect("a leaf of ours");
    let sealed = seal::seal(&captured, || Ok::<_, leaf::LeafError>([7; seal::SALT_BYTES])).expect("a short entry");
    let files = bundle::sound().0;
    vec![
        ("proof", chosen(3, proof.text().as_bytes())),
        ("consistency", chosen(3, consistency.text().as_bytes())),
        ("earlier", chosen(3, earlier.as_bytes())),
        ("opening", chosen(3, sealed.opening.text().as_bytes())),
        ("entries", chosen(0, &entries)),
        ("hashes", chosen(0, &evidence::tiles::encode_hashes(&hashes))),
        ("path", chosen(0, b"\x00\x10\x00\x00tile/0/x000/015.p/12")),
        ("captured", chosen(1, &leaves[1])),
        ("sealed", chosen(1, &sealed.leaf)),
        ("created", chosen(1, &leaf::encode(&entry).expect("a short entry"))),
        ("manifest", chosen(2, &files[evidence::bag::MANIFEST_PATH])),
        ("bag-info", chosen(2, &files[evidence::bag::BAG_INFO_PATH])),
    ]
}

/// The files of two stamps, each in its own place: two bytes that choose stamp and file, then the file.
fn stamps() -> io::Result<Seeds> {
    const OF_P256: [&str; 7] =
        ["chain.pem", "checkpoint", "reply.tsr", "request.tsq", "revocation-1.der", "revocation-2.der", "root.pem"];
    const OF_RSA: [&str; 3] = ["chain.pem", "checkpoint", "reply.tsr"];
    let stamps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/evidence/tests/stamps");
    let mut seeds = vec![("time", b"\0\0".iter().chain(b"2026-01-02T03:04:05.25Z").copied().collect())];
    for (number, name) in (0u8..).zip(OF_P256) {
        seeds.push((name, [&[0, number], fs::read(stamps.join("p256").join(name))?.as_slice()].concat()));
    }
    for (number, name) in (0u8..).zip(OF_RSA) {
        let named = ["rsa-chain.pem", "rsa-checkpoint", "rsa-reply.tsr"][usize::from(number)];
        seeds.push((named, [&[1, number], fs::read(stamps.join("rsa").join(name))?.as_slice()].concat()));
    }
    Ok(seeds)
}

fn record(kind: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{:032x}>\r\nWARC-Date: 2026-03-04T05:06:07Z\r\n{more}\
         Content-Length: {}\r\n\r\n",
        block.len(),
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn warcs() -> Seeds {
    let http = "WARC-Target-URI: http://example.org/\r\nContent-Type: application/http; msgtype=response\r\n";
    let plain = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello, this is a page.</p>";
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n1;x=y\r\n!\r\n0\r\n\r\n";
    let gzip = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".as_slice(), &gzip_stored(b"packed page")].concat();
    let revisit = "WARC-Target-URI: http://example.org/2\r\nWARC-Refers-To-Target-URI: http://example.org/\r\n\
                   WARC-Refers-To-Date: 2026-03-04T05:06:07Z\r\nWARC-Profile: x\r\n";
    let first = "WARC-Target-URI: http://example.org/s\r\nWARC-Segment-Number: 1\r\nContent-Type: text/plain\r\n";
    let second = format!(
        "WARC-Segment-Number: 2\r\nWARC-Segment-Origin-ID: <urn:uuid:{:032x}>\r\nWARC-Segment-Total-Length: 11\r\n",
        6
    );
    let records = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: by hand\r\n"),
        record("response", http, plain),
        record("response", http, chunked),
        record("response", http, &gzip),
        record("revisit", revisit, b""),
        record("resource", first, b"first "),
        record("continuation", &second, b"other"),
    ];
    let unknown_length = record("resource", "", b"no length").to_vec();
    let unknown_length =
        String::from_utf8(unknown_length).expect("ASCII").replace("Content-Length: 9", "Content-Length: x");
    let damaged = {
        let mut packed = gzip_stored(unknown_length.as_bytes());
        let crc_at = packed.len() - 8;
        packed[crc_at] ^= 1;
        packed
    };
    let arc = b"filedesc://a.arc 0.0.0.0 20260304050607 text/plain 7\n1 0 by\n\n\
                http://example.org/ 192.0.2.1 20260304050607 text/html 39\nHTTP/1.0 200 OK\r\n\r\n<p>in an ARC</p>....\n";
    vec![
        ("records.warc", records.concat()),
        ("records.warc.gz", records.iter().flat_map(|record| gzip_stored(record)).collect()),
        ("together.warc.gz", gzip_stored(&records.concat())),
        ("unknown-length.warc", unknown_length.into_bytes()),
        ("damaged.warc.gz", damaged),
        ("two.arc", arc.to_vec()),
    ]
}

/// One gzip member that stores its content (RFC 1952, RFC 1951 section 3.2.4).
fn gzip_stored(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("short seeds");
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    let sum = crc32(content);
    [
        &head,
        &length.to_le_bytes()[..],
        &(!length).to_le_bytes(),
        content,
        &sum.to_le_bytes(),
        &u32::from(length).to_le_bytes(),
    ]
    .concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// A ZIP of stored entries (APPNOTE.TXT 4.3).
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let offset = file.len() as u32;
        let (size, name_bytes) = (content.len() as u32, name.len() as u16);
        let shared = |bytes: &mut Vec<u8>| {
            bytes.extend([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x58]);
            [crc32(content), size, size].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
            bytes.extend(name_bytes.to_le_bytes());
            bytes.extend([0, 0]);
        };
        file.extend(b"PK\x03\x04");
        shared(&mut file);
        file.extend(name.as_bytes());
        file.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x03");
        shared(&mut directory);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, count) = (file.len() as u32, directory.len() as u32, entries.len() as u16);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    file.extend([size.to_le_bytes(), at.to_le_bytes()].concat());
    file.extend([0, 0]);
    file
}

fn zips() -> Seeds {
    let page = b"<p>A page in an archive.</p>".as_slice();
    let archive = gzip_stored(&record("resource", "WARC-Target-URI: http://example.org/\r\n", page));
    let hash = |bytes: &[u8]| ItemId::of(bytes).hex();
    let package = format!(
        "{{\"profile\":\"data-package\",\"wacz_version\":\"1.1.1\",\"resources\":[{{\"name\":\"data.warc.gz\",\"path\":\
         \"archive/data.warc.gz\",\"hash\":\"sha256:{}\",\"bytes\":{}}}]}}",
        hash(&archive),
        archive.len()
    );
    let wacz = [
        ("datapackage.json", package.as_bytes()),
        ("archive/data.warc.gz", archive.as_slice()),
        ("pages/pages.jsonl", b"{\"format\":\"json-pages-1.0\"}\n{\"url\":\"http://example.org/\"}\n"),
        ("indexes/index.cdx", b"org,example)/ 20260304050607 {\"offset\":\"0\"}\n"),
    ];
    vec![
        ("two.zip", zip(&[("a.txt", b"A text."), ("b/../../c.html", page)])),
        ("inner.zip", zip(&[("inner.zip", &zip(&[("a.txt", b"A text.")]))])),
        ("page.wacz", zip(&wacz)),
    ]
}

/// A box of ISO 14496-12.
fn iso_box(kind: &[u8; 4], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    [&(content.len() as u32 + 8).to_be_bytes(), kind.as_slice(), &content].concat()
}

fn media() -> Seeds {
    // Byte order, one entry: tag Make, type ASCII, count 8 at offset 26; then none.
    let exif = b"II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\x08\0\0\0\x1a\0\0\0\0\0\0\0Camera1\0";
    let jpeg = [b"\xff\xd8\xff\xe1\0\x2aExif\0\0".as_slice(), exif, b"\xff\xd9"].concat();
    let infe = |item: u8| iso_box(b"infe", &[&[2, 0, 0, 0, 0, item, 0, 0], b"hvc1\0"]);
    let (pitm, hdlr) = (iso_box(b"pitm", &[&[0, 0, 0, 0, 0, 2]]), iso_box(b"hdlr", &[&[0; 8], b"pict", &[0; 13]]));
    let iinf = iso_box(b"iinf", &[&[0, 0, 0, 0, 0, 2], &infe(1), &infe(2)]);
    let heic = [
        iso_box(b"ftyp", &[b"heic", &[0; 4], b"mif1heic"]),
        iso_box(b"meta", &[&[0; 4], &hdlr, &pitm, &iinf]),
        iso_box(b"mdat", &[exif]),
    ];
    let mvhd = iso_box(b"mvhd", &[&[0; 4], &3_600_000_000u32.to_be_bytes(), &[0; 4], &600u32.to_be_bytes(), &[0; 84]]);
    let place = iso_box(b"\xa9xyz", &[&[0, 18, 0x15, 0xc7], b"+50.0755+014.4378/"]);
    let movie = iso_box(b"moov", &[&mvhd, &iso_box(b"udta", &[&place])]);
    let mp4 = [iso_box(b"ftyp", &[b"qt  ", &[0; 4], b"qt  "]), movie, iso_box(b"mdat", &[&[0; 8]])];
    let talk = b"[Parsed_showinfo_0 @ 0x55d0] n:   1 pts:  10 pts_time:0.4  [error] file:/x: no\n\
        {\"streams\":[{\"index\":0,\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":64,\"height\":48,\
        \"sample_aspect_ratio\":\"1:1\",\"avg_frame_rate\":\"30/1\",\"side_data_list\":[{\"rotation\":-90}]},{\"index\":1,\
        \"codec_type\":\"audio\",\"codec_name\":\"aac\"}],\"format\":{\"duration\":\"1.5\",\"tags\":{\"title\":\"a\"}}}";
    vec![
        ("picture.png", testkit::media::png_bytes(&testkit::media::picture(24, 16, 1))),
        ("sound.wav", testkit::media::wav_bytes(&testkit::media::tone(440.0, 20, 8_000))),
        ("exif.tiff", exif.to_vec()),
        ("exif.jpeg", jpeg),
        ("two.heic", heic.concat()),
        ("place.mov", mp4.concat()),
        ("talk", talk.to_vec()),
    ]
}

fn worker() -> io::Result<Seeds> {
    let extract = extract::text::read_plain_text(b"One.\n\nTwo, said three (Agency).\n");
    let picture = b"{\"picture\":{\"time_us\":null,\"width_px\":1,\"height_px\":1,\"format\":\"rgb8\"}}";
    let lengths = [(picture.len() as u32).to_le_bytes(), 3u32.to_le_bytes()].concat();
    Ok(vec![
        ("answer", unconfined::said(&extract)?),
        ("empty-answer", unconfined::said(&Extract { media_type: "text/plain".to_owned(), ..Extract::default() })?),
        ("picture-frame", [lengths.as_slice(), picture, b"rgb"].concat()),
        ("text", b"A text with no markup.\n".to_vec()),
        ("unknown", vec![0, 1, 2, 3, 250, 251]),
    ])
}
