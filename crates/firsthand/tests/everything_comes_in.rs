//! What other tools saved comes in with its ties: a page with its folder, a saved page of parts, the tables of another
//! archiver, containers that need others.

mod support;

use serde_json::Value;
use std::io::Write;
use std::process::Command;
use support::{TestCase, text};

/// A PNG of one grey pixel, made by hand: signature, IHDR, IDAT, IEND.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

fn item_named<'v>(items: &'v [Value], name: &str) -> &'v Value {
    items.iter().find(|item| item["name"] == name).unwrap_or_else(|| panic!("no item {name}: {items:#?}"))
}

fn finding<'v>(findings: &'v [Value], code: &str) -> &'v str {
    let found = findings.iter().find(|finding| finding["code"] == code);
    text(found.unwrap_or_else(|| panic!("no finding {code}: {findings:#?}")), "text")
}

#[test]
fn a_page_embeds_the_files_in_the_folder_that_was_saved_with_it() {
    let page = |from: &str| {
        format!("<!DOCTYPE html>\n{from}<html><title>t</title><p>Water rose.</p><img src=\"./My%20page_files/a.png\">")
    };
    let saved_from = "<!-- saved from url=(0027)https://example.org/stories -->\n";
    let other = [PNG, b"other"].concat();
    let case = TestCase::with_files(&[
        ("one/My page.html", page("").as_bytes()),
        ("one/My page_files/a.png", PNG),
        ("two/My page.html", page(saved_from).as_bytes()),
        ("two/My page_files/a.png", &other),
    ]);
    let items = case.show("items");
    let links = case.show("links");
    for (page, picture) in
        [("one/My page.html", "one/My page_files/a.png"), ("two/My page.html", "two/My page_files/a.png")]
    {
        let (page, picture) = (item_named(&items, page), item_named(&items, picture));
        let link = links.iter().find(|link| link["item"] == page["id"]).expect("the page's link");
        assert_eq!((&link["kind"], &link["target_item"]), (&"embeds".into(), &picture["id"]), "{link}");
    }
}

#[test]
fn messages_of_a_chat_embed_the_files_that_lie_beside_its_export() {
    let telegram = r#"{"name": "Valley", "type": "private_group", "id": 1, "messages": [{"id": 1, "type": "message",
        "date": "2021-01-01T00:00:00", "from": "Ann", "photo": "photos/a.png", "text": "Water rose."}]}"#;
    let whatsapp = "31.12.20, 22:15 - Bo: IMG-20201231-WA0001.png (file attached)\n31.12.20, 22:16 - Ann: No water.\n";
    let other = [PNG, b"other"].concat();
    let case = TestCase::with_files(&[
        ("telegram/result.json", telegram.as_bytes()),
        ("telegram/photos/a.png", PNG),
        ("whatsapp/chat.txt", whatsapp.as_bytes()),
        ("whatsapp/IMG-20201231-WA0001.png", &other),
        ("other/IMG-20201231-WA0001.png", b"something else"),
    ]);
    let (items, links, blocks) = (case.show("items"), case.show("links"), case.show("blocks"));
    for (chat, picture) in
        [("telegram/result.json", "telegram/photos/a.png"), ("whatsapp/chat.txt", "whatsapp/IMG-20201231-WA0001.png")]
    {
        let (chat, picture) = (item_named(&items, chat), item_named(&items, picture));
        let link = links.iter().find(|link| link["item"] == chat["id"]).expect("the message's link");
        assert_eq!((&link["kind"], &link["target_item"]), (&"embeds".into(), &picture["id"]), "{link}");
        let own: Vec<&Value> = blocks.iter().filter(|block| block["item"] == chat["id"]).collect();
        let message = own.iter().find(|block| block["role"] == "message").expect("a message");
        assert!(message["author"].is_string() && message["posted_at"].is_string(), "{message}");
    }
}

#[test]
fn mails_and_documents_give_their_text_and_what_is_in_them() {
    let picture: String = PNG.iter().map(|byte| format!("={byte:02X}")).collect();
    let mail = format!(
        "From: Ann <ann@valley.example>\nTo: bo@valley.example\nDate: Thu, 3 Jan 2019 11:22:33 +0100\nSubject: bridge\n\
         MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
         <p>It is gone.</p><img src=\"cid:one@x\">\n--b\nContent-Type: image/png\nContent-ID: <one@x>\n\
         Content-Transfer-Encoding: quoted-printable\n\n{picture}\n--b--\n"
    );
    let document = "<w:document><w:p><w:r><w:t>Water rose.</w:t><a:blip r:embed=\"r1\"/></w:r></w:p></w:document>";
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"media/image1.png\"/></Relationships>";
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let other = [PNG, b"other"].concat();
    for (path, content) in [
        ("[Content_Types].xml", "<Types/>".as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/image1.png", &other),
    ] {
        packed.start_file(path, zip::write::SimpleFileOptions::default()).expect("an entry");
        packed.write_all(content).expect("memory");
    }
    let docx = packed.finish().expect("a ZIP").into_inner();
    let case = TestCase::with_files(&[("one.eml", mail.as_bytes()), ("two.docx", &docx)]);
    let (items, links, blocks) = (case.show("items"), case.show("links"), case.show("blocks"));
    for (file, words, role, member) in [
        ("one.eml", "It is gone.", "message", "cid:one@x"),
        ("two.docx", "Water rose.", "body", "inline:word/media/image1.png"),
    ] {
        let (file, member) = (item_named(&items, file), item_named(&items, member));
        let block = blocks.iter().find(|block| block["item"] == file["id"] && block["text"] == words);
        assert_eq!(block.unwrap_or_else(|| panic!("no block {words}: {blocks:#?}"))["role"], role);
        let link = links.iter().find(|link| link["item"] == file["id"]).expect("a link");
        assert_eq!((&link["kind"], &link["target_item"]), (&"embeds".into(), &member["id"]), "{link}");
        assert_eq!(member["media_type"], "image/png");
    }
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn parts_of_a_saved_page_are_items_and_the_page_embeds_them() {
    let saved = format!(
        "Snapshot-Content-Location: https://example.org/story\nDate: Thu, 3 Jan 2019 11:22:33 -0000\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\
         Content-Location: https://example.org/story\n\n<html><title>t</title><p>Water rose.</p><img src=\"a.png\">\
         <img src=\"cid:two@x\"></html>\n--b\nContent-Location: https://example.org/a.png\n\
         Content-Transfer-Encoding: quoted-printable\n\n{}\n--b\nContent-ID: <two@x>\n\nsecond\n--b--\n",
        PNG.iter().map(|byte| format!("={byte:02X}")).collect::<String>()
    );
    let case = TestCase::with_files(&[("story.mht", saved.as_bytes())]);
    let items = case.show("items");
    let page = items.iter().find(|item| item["media_type"] == "text/html").expect("the page");
    assert_eq!(page["captures"][0]["time"], "2019-01-03T11:22:33Z");
    assert_eq!(page["captures"][0]["from"], "https://example.org/story");
    let picture = items.iter().find(|item| item["media_type"] == "image/png").expect("the picture");
    let other = item_named(&items, "cid:two@x");
    let targets: Vec<Value> = case.show("links").iter().map(|link| link["target_item"].clone()).collect();
    assert_eq!(targets, [picture["id"].clone(), other["id"].clone()]);
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn what_a_table_of_another_archiver_says_is_logged_as_claimed_once() {
    let hash = model::ItemId::of(PNG).hex();
    let media = format!(
        "[{{'filename': '/tmp/a/still.png', '_key': 'post/still.png', 'urls': [], 'properties': {{'hash': 'SHA-256:{hash}'}}}}, \
         {{'filename': 'clip.txt', 'urls': [], 'properties': {{'hash': 'SHA-256:{}'}}}}, {{'filename': 'gone.mp4', 'urls': []}}]",
        "0".repeat(64)
    );
    let table = format!(
        "status,metadata,media\nsite: success,\"{{'url': 'https://posts.example/1', '_processed_at': \
         datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc)}}\",\"{media}\"\n"
    );
    let case = TestCase::with_files(&[
        ("archive/post/renamed.png", PNG),
        ("archive/clip.txt", b"changed later"),
        ("archive/db.csv", table.as_bytes()),
        ("archive/hashes.txt", format!("{hash}\n{}", "1".repeat(64)).as_bytes()),
    ]);
    let check = || {
        let items = case.show("items");
        let captures =
            item_named(&items, "archive/post/renamed.png")["captures"].as_array().cloned().expect("captures");
        assert_eq!(captures.len(), 2, "{captures:#?}");
        assert_eq!(captures[1]["claimed"]["url"], "https://posts.example/1");
        assert_eq!(captures[1]["claimed"]["seen_at"], "2024-05-06T07:08:09Z");
        assert!(text(&captures[1]["claimed"], "note").contains("archive/db.csv"));
        assert_eq!(item_named(&items, "archive/clip.txt")["captures"].as_array().map(Vec::len), Some(1));
    };
    check();
    let findings = case.show("findings");
    assert!(finding(&findings, "told_hash_differs").contains("clip.txt"));
    let compared: Vec<&str> =
        findings.iter().filter(|finding| finding["code"] == "told_compared").map(|one| text(one, "text")).collect();
    assert!(compared.iter().any(|words| words.contains("gone.mp4")), "{compared:?}");
    assert!(compared.iter().any(|words| words.contains(&"1".repeat(64))), "{compared:?}");
    assert!(case.run("trace", &[]).status.success());
    check();
    assert!(case.run("check", &[]).status.success());
}

#[test]
fn a_revisit_of_another_warc_is_found_by_its_digest() {
    let digest = "WARC-Payload-Digest: sha1:2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\r\n";
    let record = |kind: &str, body: &str, date: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{body}");
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\nWARC-Date: {date}\r\n\
             WARC-Target-URI: https://example.org/{kind}\r\n{digest}Content-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    // The SHA-1 of "hello world".
    let (first, again) =
        (record("response", "hello world", "2020-01-01T00:00:00Z"), record("revisit", "", "2021-01-01T00:00:00Z"));
    let case = TestCase::with_files(&[("again.warc", again.as_bytes())]);
    assert!(finding(&case.show("findings"), "revisit_missing").contains("https://example.org/revisit"));
    let pile = case.pile(&[("first.warc", first.as_bytes())]);
    assert!(case.run("add", &[pile.to_str().expect("UTF-8")]).status.success());
    let findings = case.show("findings");
    assert!(finding(&findings, "revisit_elsewhere").contains("https://example.org/revisit"));
    assert!(!findings.iter().any(|finding| finding["code"] == "revisit_missing"));
}

/// A WACZ with one page; `package` is more of its list, `signed` what stands beside the hash of the list.
fn wacz(page: &str, package: &str, signed: impl Fn(&str) -> String) -> Vec<u8> {
    let warc = format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:{page}>\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n\
         WARC-Target-URI: https://example.org/{page}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{page}\
         \r\n\r\n",
        page.len()
    );
    let list = format!(
        "{{\"profile\":\"data-package\",\"wacz_version\":\"1.1.1\",\"resources\":[{{\"path\":\"archive/data.warc\",\
         \"hash\":\"sha256:{}\"}}]{package}}}",
        model::ItemId::of(warc.as_bytes())
    );
    let hash = format!("sha256:{}", model::ItemId::of(list.as_bytes()));
    let digest = format!("{{\"path\":\"datapackage.json\",\"hash\":\"{hash}\"{}}}", signed(&hash));
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, text) in
        [("archive/data.warc", &warc), ("datapackage.json", &list), ("datapackage-digest.json", &digest)]
    {
        packed.start_file(path, stored).expect("an entry");
        packed.write_all(text.as_bytes()).expect("memory");
    }
    packed.finish().expect("a ZIP").into_inner()
}

#[test]
fn a_crawl_that_depends_on_other_waczs_is_not_self_contained_until_they_are_there() {
    let first = wacz("first", "", |_| String::new());
    let (held, lacking) = (model::ItemId::of(&first).hex(), "7".repeat(64));
    let requires = format!(
        ",\"relation\":{{\"requires\":[{{\"filename\":\"first.wacz\",\"hash\":\"sha256:{held}\",\"size\":9}},\
         {{\"filename\":\"second.wacz\",\"hash\":\"{lacking}\",\"crawlId\":\"c2\"}}]}}"
    );
    let case = TestCase::with_files(&[("third.wacz", &wacz("third", &requires, |_| String::new()))]);
    let findings = case.show("findings");
    let told = finding(&findings, "wacz_needs_others");
    assert!(told.contains("not self-contained") && told.contains("first.wacz") && told.contains(&lacking), "{told}");
    let missing = finding(&findings, "wacz_missing");
    assert!(missing.contains("2 of the 2") && missing.contains(&held) && missing.contains(&lacking), "{missing}");

    let pile = case.pile(&[("first renamed.wacz", &first)]);
    assert!(case.run("add", &[pile.to_str().expect("UTF-8")]).status.success());
    let findings = case.show("findings");
    let missing = finding(&findings, "wacz_missing");
    assert!(missing.contains("1 of the 2") && missing.contains(&lacking), "{missing}");
    assert!(!missing.contains(&held), "found by its hash, whatever its name: {missing}");
    let items = case.show("items");
    for page in ["https://example.org/first", "https://example.org/third"] {
        assert_eq!(item_named(&items, page)["media_type"], "text/plain");
    }
}

/// Signs with a new key of OpenSSL's on this curve; gives key and signature (DER) in Base64.
fn signed_by_openssl(curve: &str, message: &str) -> [String; 2] {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("message"), message).expect("a file");
    let script = format!(
        "openssl ecparam -genkey -name {curve} -noout -out key && openssl ec -in key -pubout -outform DER 2>/dev/null | \
         base64 -w0 && echo && openssl dgst -sha256 -sign key message | base64 -w0"
    );
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("a shell");
    assert!(output.status.success(), "{}", support::talk(&output));
    let said = String::from_utf8(output.stdout).expect("Base64");
    let (key, signature) = said.split_once('\n').expect("two lines");
    [key.to_owned(), signature.to_owned()]
}

fn signed_data(hash: &str, key: &str, signature: &str) -> String {
    format!(
        ",\"signedData\":{{\"hash\":\"{hash}\",\"created\":\"2026-01-02T03:04:05Z\",\"software\":\"crawler 3\",\
         \"version\":\"0.1.0\",\"signature\":\"{signature}\",\"publicKey\":\"{key}\"}}"
    )
}

/// Code and text of what is found about the signature of this WACZ, the only one in its case.
fn about_signature(wacz: &[u8]) -> (String, String) {
    let case = TestCase::with_files(&[("signed.wacz", wacz)]);
    let found = case.show("findings");
    let signature = found.iter().find(|one| text(one, "code").starts_with("wacz_sign"));
    let signature = signature.unwrap_or_else(|| panic!("nothing about a signature: {found:#?}"));
    (text(signature, "code").to_owned(), text(signature, "text").to_owned())
}

#[test]
fn the_signature_of_a_wacz_is_compared_and_its_signer_is_not_called_known() {
    for curve in ["secp384r1", "prime256v1"] {
        let whole = wacz("page", "", |hash| {
            let [key, signature] = signed_by_openssl(curve, hash);
            signed_data(hash, &key, &signature)
        });
        let (code, said) = about_signature(&whole);
        assert_eq!(code, "wacz_signed", "{said}");
        assert!(said.contains("signature matches") && said.contains("signer is not identified"), "{said}");
        assert!(said.contains("crawler 3"), "{said}");
    }
    let of_another_key = wacz("page", "", |hash| {
        let [[key, _], [_, signature]] = [signed_by_openssl("secp384r1", hash), signed_by_openssl("secp384r1", hash)];
        signed_data(hash, &key, &signature)
    });
    assert_eq!(about_signature(&of_another_key).0, "wacz_signature_differs");
    let of_another_list = wacz("page", "", |_| {
        let other = format!("sha256:{}", "7".repeat(64));
        let [key, signature] = signed_by_openssl("secp384r1", &other);
        signed_data(&other, &key, &signature)
    });
    let (code, said) = about_signature(&of_another_list);
    assert_eq!(code, "wacz_signature_differs");
    assert!(said.contains("not that of this list"), "{said}");
}

#[test]
fn a_signature_that_is_not_checked_is_noted_as_such() {
    let of_a_domain = wacz("page", "", |hash| {
        format!(
            ",\"signedData\":{{\"hash\":\"{hash}\",\"created\":\"2026-01-02T03:04:05Z\",\"software\":\"authsign\",\
             \"signature\":\"MEUCIQ==\",\"domain\":\"signer.example\",\"domainCert\":\"-----BEGIN\"}}"
        )
    });
    let (code, said) = about_signature(&of_a_domain);
    assert_eq!(code, "wacz_signed");
    assert!(said.contains("domain signer.example") && said.contains("not checked"), "{said}");
    let of_an_unknown_kind = wacz("page", "", |hash| signed_data(hash, "MCowBQYDK2VwAyEA", "AAAA"));
    let (code, said) = about_signature(&of_an_unknown_kind);
    assert_eq!(code, "wacz_signed");
    assert!(said.contains("kind is not checked"), "{said}");
}
