//! One saved page with what it shows as a web archive: WARC 1.1 (ISO 28500) records, a CDXJ index, and the lists of a WACZ
//! 1.1.1. Bytes of records and texts of files; the shell streams the blocks and packs the ZIP (`archive/` stored, not
//! deflated: a player reads byte ranges out of it).
//!
//! Records are of the type `resource`: what we hold is the payload, and no HTTP head is invented for it.

use model::ItemId;
use serde::Serialize;
use serde_json::json;

/// Where the records stand in the WACZ.
pub const WARC_PATH: &str = "archive/data.warc";
/// Where the index stands.
pub const INDEX_PATH: &str = "indexes/index.cdx";
/// Where the list of pages stands.
pub const PAGES_PATH: &str = "pages/pages.jsonl";
/// Where the list of files stands.
pub const DATAPACKAGE_PATH: &str = "datapackage.json";
/// Where the hash of that list stands.
pub const DATAPACKAGE_DIGEST_PATH: &str = "datapackage-digest.json";
/// What ends a record.
pub const RECORD_END: &[u8] = b"\r\n\r\n";

/// One resource: an item as it stood at an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resource {
    /// The address.
    pub url: String,
    /// When it was captured, RFC 3339 UTC, to the second.
    pub time: String,
    /// Told from the content.
    pub media_type: String,
    /// The item; its id is the digest of the block.
    pub item: ItemId,
    /// Length of the block.
    pub size_bytes: u64,
}

/// A resource with where its record stands in the WARC.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The resource.
    pub resource: Resource,
    /// First byte of its record.
    pub offset: u64,
    /// Length of the record without what ends it.
    pub length: u64,
}

/// A file of the WACZ by its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackedFile {
    /// Path in the ZIP.
    pub path: String,
    /// SHA-256.
    pub sha256: ItemId,
    /// Length.
    pub size_bytes: u64,
}

/// The record that begins the WARC, whole.
pub fn warcinfo(tool: &str, time: &str, description: &str) -> Vec<u8> {
    let body = format!(
        "software: {}\r\nformat: WARC File Format 1.1\r\ndescription: {}\r\n",
        one_line(tool),
        one_line(description)
    );
    let digest = ItemId::of(body.as_bytes());
    let head = format!(
        "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: {}\r\nWARC-Date: {}\r\nWARC-Filename: data.warc\r\n\
         WARC-Block-Digest: {}\r\nContent-Type: application/warc-fields\r\nContent-Length: {}\r\n\r\n",
        record_id(&["warcinfo", time, &digest.hex()]),
        one_line(time),
        digest_label(&digest),
        body.len()
    );
    [head.as_bytes(), body.as_bytes(), RECORD_END].concat()
}

/// The head of the record of a resource; its block follows, then [`RECORD_END`].
pub fn record_head(resource: &Resource) -> Vec<u8> {
    let digest = digest_label(&resource.item);
    format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: {}\r\nWARC-Date: {}\r\nWARC-Target-URI: {}\r\n\
         WARC-Block-Digest: {digest}\r\nWARC-Payload-Digest: {digest}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        record_id(&["resource", &resource.time, &resource.url, &resource.item.hex()]),
        one_line(&resource.time),
        uri(&resource.url),
        one_line(&resource.media_type),
        resource.size_bytes
    )
    .into_bytes()
}

/// The index: one line for each record, sorted by key and time.
pub fn index(placed: &[Placed]) -> String {
    #[derive(Serialize)]
    struct Fields<'f> {
        url: String,
        mime: &'f str,
        status: &'f str,
        digest: String,
        length: String,
        offset: String,
        filename: &'f str,
    }
    let line = |one: &Placed| {
        let fields = Fields {
            url: uri(&one.resource.url),
            mime: &one.resource.media_type,
            status: "200",
            digest: digest_label(&one.resource.item),
            length: one.length.to_string(),
            offset: one.offset.to_string(),
            filename: "data.warc",
        };
        let json = serde_json::to_string(&fields).expect("texts are always JSON");
        format!("{} {} {json}\n", search_key(&one.resource.url), timestamp_14(&one.resource.time))
    };
    let mut lines: Vec<String> = placed.iter().map(line).collect();
    lines.sort();
    lines.concat()
}

/// The list of pages: this one.
pub fn pages(page: &Resource, title: &str) -> String {
    let head = json!({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"});
    let row = json!({"id": page.item.hex(), "url": uri(&page.url), "ts": page.time, "title": title});
    format!("{head}\n{row}\n")
}

/// The list of files, and the file that holds its hash.
pub fn datapackage(files: &[PackedFile], page: &Resource, title: &str, tool: &str, time: &str) -> (String, String) {
    let resource = |file: &PackedFile| {
        json!({
            "name": file.path.rsplit('/').next(),
            "path": file.path,
            "hash": format!("sha256:{}", file.sha256),
            "bytes": file.size_bytes,
        })
    };
    let package = json!({
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": tool,
        "created": time,
        "title": title,
        "mainPageUrl": uri(&page.url),
        "mainPageDate": page.time,
        "resources": files.iter().map(resource).collect::<Vec<_>>(),
    });
    let package = format!("{package:#}\n");
    let hash = format!("sha256:{}", ItemId::of(package.as_bytes()));
    let digest = format!("{}\n", json!({"path": DATAPACKAGE_PATH, "hash": hash}));
    (package, digest)
}

/// A digest as WARC writes it: SHA-256 in Base32 (RFC 4648).
fn digest_label(item: &ItemId) -> String {
    format!("sha256:{}", base32(&item.0))
}

fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut block = [0; 8];
        block[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(block);
        for position in 0..8 {
            let digit = DIGITS[(bits >> (35 - 5 * position) & 31) as usize];
            text.push(if position * 5 < chunk.len() * 8 { digit as char } else { '=' });
        }
    }
    text
}

/// An id that is equal for equal records: RFC 9562 version 8, from a hash of what identifies the record.
fn record_id(parts: &[&str]) -> String {
    let mut hash = ItemId::of(parts.join("\n").as_bytes()).0;
    hash[6] = hash[6] & 0x0f | 0x80;
    hash[8] = hash[8] & 0x3f | 0x80;
    let hex = ItemId(hash).hex();
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
}

/// The address with everything that may not stand in a header line percent-encoded.
fn uri(url: &str) -> String {
    let encoded = |sign: char| {
        let mut buffer = [0; 4];
        let bytes = sign.encode_utf8(&mut buffer).bytes();
        match sign {
            '<' | '>' | '"' | ' ' | '\u{0}'..='\u{1f}' | '\u{7f}'.. => {
                bytes.map(|byte| format!("%{byte:02X}")).collect()
            }
            _ => sign.to_string(),
        }
    };
    url.trim().chars().map(encoded).collect()
}

fn one_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// `YYYYMMDDhhmmss` of an RFC 3339 time.
fn timestamp_14(time: &str) -> String {
    let digits: String = time.chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{digits:0<14}")
}

/// The address as an index sorts it: host turned round, then the path; all in lower case (SURT).
fn search_key(url: &str) -> String {
    let url = uri(url).to_ascii_lowercase();
    let without_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let without_fragment = without_scheme.split('#').next().unwrap_or_default();
    let end = without_fragment.find(['/', '?']).unwrap_or(without_fragment.len());
    let (authority, path) = without_fragment.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.trim_end_matches(":80").trim_end_matches(":443");
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let name = name.strip_prefix("www.").unwrap_or(name);
    let turned: Vec<&str> = name.split('.').rev().collect();
    let port = if port.is_empty() { String::new() } else { format!(":{port}") };
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    format!("{}{port}){path}", turned.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(url: &str) -> Resource {
        Resource {
            url: url.to_owned(),
            time: "2026-01-02T03:04:05Z".to_owned(),
            media_type: "text/html".to_owned(),
            item: ItemId::of(b"x"),
            size_bytes: 1,
        }
    }

    #[test]
    fn digests_are_the_base32_of_the_standard() {
        // RFC 4648 section 10.
        for (bytes, text) in [("", ""), ("f", "MY======"), ("foob", "MZXW6YQ="), ("foobar", "MZXW6YTBOI======")] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn an_address_sorts_by_its_host_turned_round() {
        let check = |url: &str, key: &str| assert_eq!(search_key(url), key);
        check("https://www.Harbour.example/News?a=B#c", "example,harbour)/news?a=b");
        check("http://a.example:80", "example,a)/");
        check("http://a.example:8080/x", "example,a:8080)/x");
        check("https://a.example?q", "example,a)/?q");
    }

    #[test]
    fn no_address_can_break_out_of_its_header_line() {
        let head =
            String::from_utf8(record_head(&resource("https://a.example/x\r\nWARC-Type: response\r\n\r\n<"))).unwrap();
        assert_eq!(head.matches("\r\n\r\n").count(), 1);
        assert_eq!(head.matches("\r\nWARC-Type: ").count(), 1);
        assert!(head.contains("https://a.example/x%0D%0AWARC-Type:%20response"), "{head}");
    }

    #[test]
    fn equal_records_have_equal_ids_and_others_do_not() {
        assert_eq!(record_head(&resource("https://a.example/")), record_head(&resource("https://a.example/")));
        assert_ne!(record_head(&resource("https://a.example/")), record_head(&resource("https://b.example/")));
    }
}
