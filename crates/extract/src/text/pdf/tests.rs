//! What PDF files give. All people and events in them are invented; the files are made here.

use super::*;
use crate::kind::{self, Kind};
use crate::text::tests::offsets_hold;
use model::MemberCoding;

/// A PDF of these objects, numbered from 1; the first is the catalog, the last the document information.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table_at = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let count = objects.len();
    let trailer =
        format!("trailer\n<< /Size {} /Root 1 0 R /Info {count} 0 R >>\nstartxref\n{table_at}\n%%EOF\n", count + 1);
    out.extend(trailer.bytes());
    out
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {dict} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A PDF with one page for each content; `more` stands in each page, `objects` follow from number 4 + 2 * pages.
fn document(pages: &[&str], more: &str, objects: &[Vec<u8>], info: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut all = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (index, content) in pages.iter().enumerate() {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources << /Font << /F 3 0 R >> /XObject << /P {} 0 R >> >> {more} >>",
            5 + 2 * index,
            4 + 2 * pages.len()
        );
        all.push(page.into_bytes());
        all.push(stream("", content.as_bytes()));
    }
    all.extend(objects.iter().cloned());
    all.push(format!("<< {info} >>").into_bytes());
    pdf(&all)
}

fn read(content: Vec<u8>) -> Extract {
    assert_eq!(kind::of(&content, content.len() as u64), Kind::Pdf);
    let mut extract = Extract::default();
    let until = Instant::now() + std::time::Duration::from_secs(60);
    super::read(&Bytes::Memory(content), until, &mut extract);
    offsets_hold(&extract);
    extract
}

fn shown(extract: &Extract) -> Vec<(BlockRole, &str)> {
    extract.blocks.iter().map(|block| (block.role, block.text.as_str())).collect()
}

fn codes(extract: &Extract) -> Vec<&str> {
    extract.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn finding<'e>(extract: &'e Extract, code: &str) -> &'e str {
    let found = extract.findings.iter().find(|finding| finding.code == code);
    &found.unwrap_or_else(|| panic!("no {code}: {:?}", extract.findings)).text
}

const TEXT: &str = "BT /F 24 Tf 50 700 Td (Bridge gone) Tj /F 10 Tf 0 -40 Td (The bridge over the river was there at noon, said) Tj \
    0 -12 Td [(two who) -250 (crossed it, and gone at one.)] TJ 0 -30 Td (Nobody was hurt.) Tj ET";

#[test]
fn a_page_gives_its_paragraphs_in_the_order_in_which_it_is_read() {
    let info = "/Title (Old name) /Author (Ann Example) /CreationDate (D:20190103112233+01'00') /ModDate (D:20190104) \
                /Producer (maker)";
    let extract = read(document(&[TEXT], "", &[], info));
    assert_eq!(
        shown(&extract),
        [
            (BlockRole::Title, "Bridge gone"),
            (BlockRole::Body, "The bridge over the river was there at noon, said two who crossed it, and gone at one."),
            (BlockRole::Body, "Nobody was hurt."),
        ]
    );
    assert_eq!(extract.title.as_deref(), Some("Bridge gone"));
    assert_eq!(codes(&extract), [""; 0]);
    let times: Vec<(&str, &str, &str)> =
        extract.times.iter().map(|time| (time.time.as_str(), time.evidence.as_str(), time.zone.as_str())).collect();
    assert_eq!(
        times,
        [("2019-01-03T11:22:33+01:00", "PDF CreationDate", "+01:00"), ("2019-01-04", "PDF ModDate", "not stated"),]
    );
    let fields: Vec<(&str, &str)> =
        extract.metadata.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert!(
        fields.contains(&("document author", "Ann Example")) && fields.contains(&("document pages", "1")),
        "{fields:?}"
    );
}

#[test]
fn headers_that_are_marked_or_stand_on_every_page_are_boilerplate() {
    let page = |number: usize| {
        format!(
            "/Artifact BMC BT /F 8 Tf 50 780 Td (Valley watch {0}) Tj ET EMC BT /F 10 Tf 50 700 Td (Text of page {0}{1}.) Tj ET \
             BT /F 8 Tf 50 20 Td (page {0} of 3) Tj ET",
            number,
            ["", ", more", " and others"][number - 1]
        )
    };
    let pages = [page(1), page(2), page(3)];
    let extract = read(document(&[&pages[0], &pages[1], &pages[2]], "", &[], ""));
    let roles: Vec<BlockRole> = extract.blocks.iter().map(|block| block.role).collect();
    let one = [BlockRole::Boilerplate, BlockRole::Body, BlockRole::Boilerplate];
    assert_eq!(roles, [one, one, one].concat(), "{:?}", shown(&extract));
}

#[test]
fn comments_and_links_of_a_page_are_read() {
    let annotations = "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Really?) /T (Bo) /M (D:20190103120000Z) >> \
                       << /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://valley.example/1) >> >>]";
    let extract = read(document(&[TEXT], annotations, &[], ""));
    let comment = extract.blocks.last().expect("a block");
    assert_eq!((comment.role, comment.text.as_str()), (BlockRole::Comment, "Really?"));
    assert_eq!((comment.author.as_deref(), comment.posted_at.as_deref()), (Some("Bo"), Some("2019-01-03T12:00:00Z")));
    assert_eq!(extract.links[0].target_url, "https://valley.example/1");
}

/// A page that shows a JPEG, with text over it or not.
fn with_picture(content: &str) -> (Extract, Vec<u8>) {
    let jpeg =
        [b"\xff\xd8\xff\xe0".to_vec(), (0..3000).map(|byte| byte as u8).collect(), b"\xff\xd9".to_vec()].concat();
    let dict = "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    let bytes = document(&[content, content], "", &[stream(dict, &jpeg)], "");
    let extract = read(bytes.clone());
    assert_eq!(extract.members.len(), 1, "shown on two pages, a member once");
    let member = &extract.members[0];
    let (start, length) = (member.offset as usize, member.length as usize);
    assert_eq!((&bytes[start..start + length], &member.coding), (&jpeg[..], &MemberCoding::Stretch));
    assert_eq!(extract.links[0].target_url, member.name);
    (extract, bytes)
}

#[test]
fn a_scanned_page_says_so_and_its_picture_is_a_member() {
    let (extract, _) = with_picture("q 600 0 0 800 0 0 cm /P Do Q");
    assert!(finding(&extract, "text_in_pictures").contains("2 of 2 pages"));
    assert_eq!(extract.text.as_deref(), Some(""));
    let (extract, _) = with_picture("q 600 0 0 800 0 0 cm /P Do Q BT 3 Tr /F 10 Tf 50 700 Td (Water rose.) Tj ET");
    assert_eq!(extract.blocks[0].text, "Water rose.");
    assert_eq!(codes(&extract), ["pdf_recognized_text"]);
}

#[test]
fn a_document_that_was_saved_on_top_of_itself_says_so() {
    let first = document(&[TEXT], "", &[], "");
    let end = first.len();
    let object_at = end;
    let update = format!(
        "5 0 obj\n<< /Length 45 >>\nstream\nBT /F 10 Tf 50 700 Td (It is still there) Tj ET\nendstream\nendobj\nxref\n5 1\n{object_at:010} 00000 n \n\
         trailer\n<< /Size 7 /Root 1 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n",
        first.windows(5).rposition(|window| window == b"xref\n").expect("a table"),
        object_at
            + "5 0 obj\n<< /Length 45 >>\nstream\nBT /F 10 Tf 50 700 Td (It is still there) Tj ET\nendstream\nendobj\n"
                .len()
    );
    let extract = read([first, update.into_bytes()].concat());
    assert_eq!(shown(&extract), [(BlockRole::Body, "It is still there")]);
    let told = finding(&extract, "pdf_updated");
    assert!(told.contains("1 times") && told.contains(&(end - 1).to_string()), "{told} {end}");
}

#[test]
fn a_document_with_a_password_or_without_its_table_is_named() {
    let locked = String::from_utf8_lossy(&document(&[TEXT], "", &[], "")).replace(
        "/Root 1 0 R",
        "/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 \
         /O <0000000000000000000000000000000000000000000000000000000000000000> \
         /U <0000000000000000000000000000000000000000000000000000000000000000> >>",
    );
    let extract = read(locked.into_bytes());
    assert_eq!(codes(&extract), ["document_locked"], "{:?}", extract.findings);
    let extract = read(b"%PDF-1.7\nnothing".to_vec());
    assert_eq!(codes(&extract), ["document_damaged"]);
}

#[test]
fn letters_that_the_file_does_not_name_are_counted() {
    // A font drawn by the page itself whose glyphs have made-up names.
    let page = TEXT.replace("/F 24 Tf", "/F 10 Tf");
    let bytes = String::from_utf8_lossy(&document(&[&page], "", &[], "")).replace(
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding",
        "/Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 32 /LastChar 122 \
         /Widths [500] /CharProcs << >> /Encoding << /Differences [32 /zq1 /zq2] >>",
    );
    let extract = read(bytes.into_bytes());
    assert!(extract.text.as_deref().is_some_and(|text| !text.contains("bridge")), "{:?}", extract.text);
}
