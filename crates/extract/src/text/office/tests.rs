//! What files of word processors give. All people and events in them are invented.

use super::*;
use crate::text::tests::offsets_hold;
use model::{BlockRole, LinkKind};

fn read(format: OfficeFormat, parts: &[(&str, &str)]) -> Extract {
    let find = |name: &str| {
        let part = parts.iter().find(|(part, _)| *part == name);
        part.map(|(_, content)| Ok(content.as_bytes().to_vec()))
    };
    let mut extract = Extract::default();
    super::read(format, &find, &mut extract);
    offsets_hold(&extract);
    extract
}

fn shown(extract: &Extract) -> Vec<(BlockRole, &str, Option<u32>)> {
    extract.blocks.iter().map(|block| (block.role, block.text.as_str(), block.parent)).collect()
}

fn finding<'e>(extract: &'e Extract, code: &str) -> &'e str {
    let found = extract.findings.iter().find(|finding| finding.code == code);
    &found.unwrap_or_else(|| panic!("no {code}: {:?}", extract.findings)).text
}

fn field<'e>(extract: &'e Extract, name: &str) -> Option<&'e str> {
    extract.metadata.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

fn docx(body: &str, more: &[(&str, &str)]) -> Extract {
    let document = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    let styles = "<w:styles><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
                  <w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style></w:styles>";
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"media/image1.png\"/>\
                     <Relationship Id=\"r2\" Target=\"https://valley.example/1\" TargetMode=\"External\"/></Relationships>";
    let mut parts = vec![
        ("word/document.xml", document.as_str()),
        ("word/styles.xml", styles),
        ("word/_rels/document.xml.rels", relations),
    ];
    parts.extend(more);
    read(OfficeFormat::Docx, &parts)
}

fn paragraph(style: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>{inside}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn paragraphs_tables_and_links_of_a_docx_are_read() {
    let body = [
        paragraph("berschrift1", &run("Мост &amp; вода")),
        paragraph("", &format!("{}<w:r><w:tab/></w:r><w:hyperlink r:id=\"r2\">{}</w:hyperlink>", run("It is gone,"), run("see"))),
        paragraph("Zitat", &run("Gone.")),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
            .to_owned(),
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><a:blip r:embed=\"r1\"/><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>\
         </w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>"
            .to_owned(),
    ];
    let extract = docx(&body.concat(), &[]);
    assert_eq!(
        shown(&extract),
        [
            (BlockRole::Title, "Мост & вода", None),
            (BlockRole::Body, "It is gone,\tsee", None),
            (BlockRole::Quote, "Gone.", None),
            (BlockRole::Body, "a b\tc", None),
            (BlockRole::Body, "box", None),
        ]
    );
    assert_eq!(extract.title.as_deref(), Some("Мост & вода"));
    let links: Vec<(LinkKind, &str, Option<u32>)> =
        extract.links.iter().map(|link| (link.kind, link.target_url.as_str(), link.block)).collect();
    assert_eq!(
        links,
        [
            (LinkKind::Links, "https://valley.example/1", Some(1)),
            (LinkKind::Embeds, "inline:word/media/image1.png", None)
        ]
    );
    assert_eq!(extract.findings, []);
}

#[test]
fn notes_and_comments_of_a_docx_name_the_paragraph_they_belong_to() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:p>{}<w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
        run("It is gone."),
        run("Nobody saw it.")
    );
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
                 <w:footnote w:id=\"2\"><w:p><w:r><w:t>Said Bo.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let comments = "<w:comments><w:comment w:id=\"0\" w:author=\"Ann Example\" w:date=\"2019-01-03T11:22:00Z\"><w:p w14:paraId=\"A1\">\
                    <w:r><w:t>Really?</w:t></w:r></w:p></w:comment><w:comment w:id=\"1\" w:author=\"Bo\" w:date=\"2019-01-03T12:22:00Z\" \
                    w16du:dateUtc=\"2019-01-03T11:22:00Z\"><w:p w14:paraId=\"B2\"><w:r><w:t>Yes.</w:t></w:r></w:p></w:comment></w:comments>";
    let threads = "<w15:commentsEx><w15:commentEx w15:paraId=\"B2\" w15:paraIdParent=\"A1\"/></w15:commentsEx>";
    let extract = docx(
        &body,
        &[("word/footnotes.xml", notes), ("word/comments.xml", comments), ("word/commentsExtended.xml", threads)],
    );
    assert_eq!(
        shown(&extract),
        [
            (BlockRole::Body, "It is gone.", None),
            (BlockRole::Body, "Nobody saw it.", None),
            (BlockRole::Body, "Said Bo.", Some(0)),
            (BlockRole::Comment, "Really?", Some(1)),
            (BlockRole::Comment, "Yes.", Some(3)),
        ]
    );
    let written: Vec<(Option<&str>, Option<&str>)> =
        extract.blocks[3..].iter().map(|block| (block.author.as_deref(), block.posted_at.as_deref())).collect();
    assert_eq!(
        written,
        [(Some("Ann Example"), Some("2019-01-03T11:22:00")), (Some("Bo"), Some("2019-01-03T11:22:00Z"))],
        "the Z behind a time of Word is no zone; its UTC is one"
    );
}

#[test]
fn changes_that_a_docx_keeps_are_a_finding_that_names_nobody() {
    let change = |kind: &str, inside: &str| {
        format!("<w:{kind} w:author=\"Ann Example\" w:date=\"2019-01-03T11:22:00Z\">{inside}</w:{kind}>")
    };
    let deleted = change("del", "<w:r><w:delText>twelve</w:delText></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden words</w:t></w:r></w:p>",
        run("There were "),
        deleted,
        change("ins", &run("nine")),
        change("moveFrom", &run("moved"))
    );
    let extract = docx(&body, &[]);
    assert_eq!(shown(&extract), [(BlockRole::Body, "There were nine", None)]);
    let told = finding(&extract, "tracked_changes");
    assert!(told.contains("1 insertions, 1 deletions and 1 moves by 1 authors"), "{told}");
    assert!(!told.contains("Ann") && !told.contains("twelve"), "{told}");
    assert_eq!(field(&extract, "tracked changes deleted text"), Some("twelvemoved"));
    assert_eq!(
        field(&extract, "tracked changes author"),
        Some("Ann Example: 3 changes, 2019-01-03T11:22:00 to 2019-01-03T11:22:00")
    );
    assert!(finding(&extract, "hidden_text").ends_with("hidden words"));
}

#[test]
fn properties_of_a_docx_are_metadata_and_times_of_the_file() {
    let core = "<cp:coreProperties><dc:title>Old name</dc:title><dc:creator>Ann Example</dc:creator>\
                <cp:lastModifiedBy>Bo</cp:lastModifiedBy><dcterms:created xsi:type=\"dcterms:W3CDTF\">2019-01-03T11:22:00Z</dcterms:created>\
                <dcterms:modified>2019-01-04T10:00+01:00</dcterms:modified></cp:coreProperties>";
    let extract = docx(&paragraph("", &run("Text.")), &[("docProps/core.xml", core)]);
    assert_eq!(field(&extract, "document creator (author)"), Some("Ann Example"));
    assert_eq!(field(&extract, "document lastModifiedBy"), Some("Bo"));
    assert_eq!(extract.title.as_deref(), Some("Old name"));
    let times: Vec<(&str, TimeKind, &str, &str)> = extract
        .times
        .iter()
        .map(|time| (time.time.as_str(), time.kind, time.evidence.as_str(), time.zone.as_str()))
        .collect();
    assert_eq!(
        times,
        [
            ("2019-01-03T11:22:00Z", TimeKind::FileMetadata, "document created", "UTC"),
            ("2019-01-04T10:00:00+01:00", TimeKind::FileMetadata, "document modified", "+01:00"),
        ]
    );
}

#[test]
fn a_document_that_breaks_off_or_is_nested_without_end_gives_what_came_before() {
    let extract = read(
        OfficeFormat::Docx,
        &[("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two")],
    );
    assert_eq!(shown(&extract), [(BlockRole::Body, "one", None), (BlockRole::Body, "two", None)]);
    assert!(finding(&extract, "document_damaged").contains("word/document.xml"));
    let deep = format!("<w:p><w:r><w:t>one</w:t></w:r></w:p>{}", "<w:p>".repeat(100_000));
    let extract = docx(&deep, &[]);
    assert_eq!(extract.blocks[0].text, "one");
    assert!(finding(&extract, "document_damaged").contains("nested deeper than"));
    let bomb =
        "<!DOCTYPE a [<!ENTITY b \"cccc\">]><w:document><w:p><w:r><w:t>x&b;y&#65;</w:t></w:r></w:p></w:document>";
    let extract = read(OfficeFormat::Docx, &[("word/document.xml", bomb)]);
    assert_eq!(extract.blocks[0].text, "xyA", "entities of the file are not resolved");
}

#[test]
fn an_odt_gives_the_same() {
    let content = "<office:document-content><office:automatic-styles><style:style style:name=\"P1\" style:parent-style-name=\"Title\"/>\
        </office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion>\
        <office:change-info><dc:creator>Ann Example</dc:creator><dc:date>2019-01-03T11:22:33.4</dc:date></office:change-info>\
        <text:p>twelve</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p text:style-name=\"P1\">Bridge</text:p>\n<text:p>It  is\n gone<text:s text:c=\"2\"/>now<text:note><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>Said Bo.</text:p></text:note-body></text:note>.<office:annotation><dc:creator>Bo</dc:creator>\
        <dc:date>2019-01-03T12:00:00</dc:date><text:p>Really?</text:p></office:annotation>\
        <draw:frame><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame> <text:a xlink:href=\"https://valley.example/1\">see</text:a></text:p>\
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>\
        </table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>";
    let meta = "<office:document-meta><office:meta><meta:initial-creator>Ann Example</meta:initial-creator>\
        <meta:creation-date>2019-01-03T11:22:33.123456</meta:creation-date></office:meta></office:document-meta>";
    let extract = read(OfficeFormat::Odt, &[("content.xml", content), ("meta.xml", meta)]);
    assert_eq!(
        shown(&extract),
        [
            (BlockRole::Title, "Bridge", None),
            (BlockRole::Body, "It is gone  now. see", None),
            (BlockRole::Body, "a\tb", None),
            (BlockRole::Body, "Said Bo.", Some(1)),
            (BlockRole::Comment, "Really?", Some(1)),
        ]
    );
    assert_eq!(extract.blocks[4].author.as_deref(), Some("Bo"));
    assert_eq!(extract.blocks[4].posted_at.as_deref(), Some("2019-01-03T12:00:00"));
    let links: Vec<&str> = extract.links.iter().map(|link| link.target_url.as_str()).collect();
    assert_eq!(links, ["inline:Pictures/a.png", "https://valley.example/1"]);
    assert!(finding(&extract, "tracked_changes").contains("1 deletions"));
    assert_eq!(
        field(&extract, "tracked changes author").map(|value| value.starts_with("Ann Example: 1 changes")),
        Some(true)
    );
    assert_eq!((extract.times[0].time.as_str(), extract.times[0].zone.as_str()), ("2019-01-03T11:22:33", "not stated"));
}
