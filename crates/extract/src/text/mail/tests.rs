//! What mails and mailboxes give. All people and events in them are invented.

use super::*;
use crate::container;
use crate::kind::{self, Kind};
use crate::source::Bytes;
use crate::text::tests::offsets_hold;
use model::Block;

fn read(content: &[u8], expected: Kind) -> Extract {
    assert_eq!(kind::of(content, content.len() as u64), expected, "{}", String::from_utf8_lossy(content));
    let extract = container::read(&Bytes::Memory(content.to_vec()), expected);
    offsets_hold(&extract);
    extract
}

fn mail(content: &str) -> Extract {
    read(content.replace('\n', "\r\n").as_bytes(), Kind::Mime { related: false })
}

fn shown(extract: &Extract) -> Vec<(BlockRole, &str, Option<u32>)> {
    extract.blocks.iter().map(|block| (block.role, block.text.as_str(), block.parent)).collect()
}

fn message(extract: &Extract) -> &Block {
    extract.blocks.iter().find(|block| block.role == BlockRole::Message).expect("a message")
}

#[test]
fn a_mail_is_a_message_with_author_time_and_what_it_quotes() {
    let extract = mail(
        "Received: from a\n by b; Thu, 3 Jan 2019 11:22:34 +0100\nFrom: =?utf-8?Q?Ann_Ex=C3=A4mple?= <ann@valley.example>\n\
         To: bo@valley.example\nSubject: =?koi8-r?B?7c/T1A==?=\nDate: Thu, 3 Jan 2019 11:22:33 +0100\nMessage-ID: <1@valley.example>\n\n\
         It is gone.\n\nOn Wed, 2 Jan 2019, Bo wrote:\n> Is it?\n\nSee https://valley.example/1\n",
    );
    assert_eq!(
        shown(&extract),
        [
            (BlockRole::Title, "Мост", Some(1)),
            (BlockRole::Message, "It is gone.", None),
            (BlockRole::Quote, "On Wed, 2 Jan 2019, Bo wrote:\n> Is it?", Some(1)),
            (BlockRole::Message, "See https://valley.example/1", Some(2)),
        ]
    );
    let first = message(&extract);
    assert_eq!(first.author.as_deref(), Some("Ann Exämple <ann@valley.example>"));
    assert_eq!(first.posted_at.as_deref(), Some("2019-01-03T11:22:33+01:00"));
    assert_eq!(extract.title.as_deref(), Some("Мост"));
    assert_eq!(extract.links[0].target_url, "https://valley.example/1");
    assert_eq!(extract.times[0].kind, model::TimeKind::FileMetadata);
    let field = |name: &str| extract.metadata.iter().find(|field| field.name == name).map(|field| field.value.as_str());
    assert_eq!(field("message From"), Some("Ann Exämple <ann@valley.example>"));
    assert_eq!(field("message Message-ID"), Some("1@valley.example"));
}

#[test]
fn what_is_attached_to_a_mail_becomes_a_member_and_its_text_does_not() {
    let extract = mail(
        "From: Ann <ann@valley.example>\nDate: Thu, 3 Jan 2019 11:22:33 -0000\nSubject: files\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n\
         --i\nContent-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable\n\n=CC=EE=F1=F2\n\
         --i\nContent-Type: text/html; charset=utf-8\n\n<p>Мост <a href=\"https://valley.example/2\">here</a></p>\n--i--\n\
         --o\nContent-Type: image/png; name*=utf-8''%D0%BC.png\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n\
         --o\nContent-Type: message/rfc822\n\nFrom: Bo <bo@valley.example>\nDate: Thu, 3 Jan 2019 10:00:00 +0000\nSubject: inner\n\nText\n--o--\n",
    );
    assert_eq!(shown(&extract), [(BlockRole::Title, "files", Some(1)), (BlockRole::Message, "Мост", None)]);
    let names: Vec<(&str, u64)> =
        extract.members.iter().map(|member| (member.name.as_str(), member.size_bytes)).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(names[0], ("м.png", 8));
    assert_eq!(extract.links[0].target_url, "https://valley.example/2");
    assert_eq!(extract.findings, []);
}

#[test]
fn a_mail_in_html_alone_is_read_and_a_stand_in_for_it_is_not() {
    let page = format!("<p>{}</p><blockquote>Old words</blockquote>", "The bridge is gone. ".repeat(20));
    let html = format!(
        "From: Ann <ann@valley.example>\nDate: Thu, 3 Jan 2019 11:22:33 -0000\nSubject: s\nMIME-Version: 1.0\n\
         Content-Type: text/html\n\n{page}\n"
    );
    let extract = mail(&html);
    assert!(message(&extract).text.starts_with("The bridge is gone."));
    assert!(shown(&extract).contains(&(BlockRole::Quote, "Old words", Some(1))), "{:?}", shown(&extract));
    let both = format!(
        "From: Ann <ann@valley.example>\nDate: Thu, 3 Jan 2019 11:22:33 -0000\nSubject: s\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=i\n\n--i\n\nOpen this in a browser.\n--i\nContent-Type: text/html\n\n{page}\n--i--\n"
    );
    let extract = mail(&both);
    assert!(message(&extract).text.starts_with("The bridge is gone."));
    assert!(extract.findings.iter().any(|finding| finding.code == "mail_forms_differ"));
}

#[test]
fn a_mail_with_pictures_in_its_text_is_no_saved_page() {
    let content = "From: Ann <ann@valley.example>\nTo: bo@valley.example\nDate: Thu, 3 Jan 2019 11:22:33 +0100\n\
        MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
        <p>Gone.</p><img src=\"cid:a@b\">\n--b\nContent-Type: image/png\nContent-ID: <a@b>\n\nx\n--b--\n";
    let extract = read(content.as_bytes(), Kind::Mime { related: true });
    assert_eq!(extract.media_type, "message/rfc822");
    assert_eq!(extract.times[0].kind, model::TimeKind::FileMetadata, "{:?}", extract.times);
    assert_eq!(extract.links[0].target_url, extract.members[0].name);
}

const MAILBOX: &str = "From ann@valley.example Thu Jan  3 11:22:33 2019\nFrom: Ann <ann@valley.example>\n\
    Date: Thu, 3 Jan 2019 11:22:33 +0100\nSubject: bridge\nMessage-ID: <1@valley.example>\n\nIt is gone.\n>From afar I saw it.\n\n\
    From bo@valley.example Thu Jan  3 12:00:00 +0000 2019\nFrom: Bo <bo@valley.example>\nDate: Thu, 3 Jan 2019 12:00:00 +0100\n\
    Subject: Re: bridge\nMessage-ID: <2@valley.example>\nIn-Reply-To: <1@valley.example>\nMIME-Version: 1.0\n\
    Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSince when?\n--b\nContent-Type: application/octet-stream; name=a.bin\n\nbytes\n--b--\n\n\
    From the hill at 12:00 in 2019 nothing was seen.\n\n\
    From cy@valley.example Thu Jan  3 13:00:00 2019\nFrom: Cy <cy@valley.example>\nSubject: Re: bridge\nDate: never\n\
    References: <0@valley.example> <2@valley.example>\n\nI do not know.\n\n\
    From dee@valley.example Thu Jan  3 13:00:00 2019\nFrom: Dee <dee@valley.example>\nSubject: only a subject\nIn-Reply-To: <9@elsewhere.example>\n\n";

#[test]
fn a_mailbox_is_a_thread_of_messages() {
    let extract = read(MAILBOX.as_bytes(), Kind::Mailbox);
    type Shown<'e> = (&'e str, Option<&'e str>, Option<&'e str>, Option<u32>);
    let messages: Vec<Shown<'_>> = extract
        .blocks
        .iter()
        .filter(|block| block.role == BlockRole::Message)
        .map(|block| (block.text.as_str(), block.author.as_deref(), block.posted_at.as_deref(), block.parent))
        .collect();
    assert_eq!(
        messages,
        [
            (
                "It is gone.\nFrom afar I saw it.",
                Some("Ann <ann@valley.example>"),
                Some("2019-01-03T11:22:33+01:00"),
                None
            ),
            ("Since when?", Some("Bo <bo@valley.example>"), Some("2019-01-03T12:00:00+01:00"), Some(1)),
            ("I do not know.", Some("Cy <cy@valley.example>"), None, Some(3)),
            ("only a subject", Some("Dee <dee@valley.example>"), None, None),
        ]
    );
    assert_eq!(extract.members.len(), 1);
    let member = &extract.members[0];
    assert_eq!(&MAILBOX.as_bytes()[member.offset as usize..][..member.length as usize], b"bytes");
    assert_eq!(member.name, "a.bin");
    assert!(extract.findings.iter().any(|finding| finding.code == "replies_elsewhere"));
}
