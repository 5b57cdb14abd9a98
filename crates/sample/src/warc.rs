//! A web archive of one page: WARC 1.1 (ISO 28500), each record a gzip member of its own.

use anyhow::Result;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::io::Write;

/// What was fetched, and when.
pub struct Visit<'v> {
    /// Address.
    pub url: &'v str,
    /// Time of the visit, RFC 3339 in UTC.
    pub time: &'v str,
    /// Media type that the server gave.
    pub media_type: &'v str,
    /// The page.
    pub body: &'v [u8],
}

/// The archive: a `warcinfo` record, then a `request` and a `response` for the visit.
///
/// # Errors
/// Compressing failed, which needs memory only.
pub fn archive(visit: &Visit, name: &str) -> Result<Vec<u8>> {
    let info = b"software: Firsthand sample maker\r\nformat: WARC File Format 1.1\r\n";
    let host = visit.url.split('/').nth(2).unwrap_or_default();
    let path = visit.url.splitn(4, '/').nth(3).unwrap_or_default();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\nServer: desk\r\n\r\n",
        visit.media_type,
        visit.body.len()
    );
    let response = [head.as_bytes(), visit.body].concat();
    let target = format!("WARC-Target-URI: {}\r\n", visit.url);
    let payload = format!("{target}WARC-Payload-Digest: {}\r\n", digest(visit.body));
    let records = [
        record("warcinfo", visit.time, &format!("WARC-Filename: {name}\r\n"), "application/warc-fields", info),
        record("request", visit.time, &target, "application/http; msgtype=request", request.as_bytes()),
        record("response", visit.time, &payload, "application/http; msgtype=response", &response),
    ];
    let mut file = Vec::new();
    for bytes in records {
        file.extend(member(&bytes)?);
    }
    Ok(file)
}

fn record(kind: &str, time: &str, fields: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: {time}\r\n{fields}WARC-Block-Digest: {}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        record_id(kind, block),
        digest(block),
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A UUID made of the content, so that two runs write the same bytes (RFC 9562, version 8).
fn record_id(kind: &str, block: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(kind.as_bytes());
    hasher.update(block);
    let hash = hex(&hasher.finalize());
    format!("{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32])
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn member(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::MultiGzDecoder;
    use std::io::Read;

    #[test]
    fn the_records_hold_the_page_and_its_digest() {
        let body = "<p>ä page</p>".as_bytes();
        let visit = Visit { url: "https://a.example/b/c", time: "2026-01-02T03:04:05Z", media_type: "text/html", body };
        let packed = archive(&visit, "a.warc.gz").expect("an archive");
        let mut bytes = Vec::new();
        MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("gzip members");
        let records = String::from_utf8(bytes).expect("text");
        assert_eq!(records.matches("WARC/1.1\r\n").count(), 3);
        assert!(records.contains("GET /b/c HTTP/1.1\r\nHost: a.example\r\n"));
        assert!(records.contains(&format!("WARC-Payload-Digest: {}\r\n", digest(body))));
        assert!(records.ends_with("Server: desk\r\n\r\n<p>ä page</p>\r\n\r\n"));
    }

    #[test]
    fn each_record_is_a_gzip_member_of_its_own() {
        let visit =
            Visit { url: "https://a.example/", time: "2026-01-02T03:04:05Z", media_type: "text/html", body: b"x" };
        let packed = archive(&visit, "a.warc.gz").expect("an archive");
        assert_eq!(packed.windows(4).filter(|four| *four == [0x1f, 0x8b, 8, 0]).count(), 3);
    }
}
