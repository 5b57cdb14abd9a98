//! What exports of chats give. All people, chats and events in them are invented.

use super::*;
use crate::kind::{self, Kind};
use crate::text::tests::offsets_hold;
use model::{Block, BlockRole, LinkKind};

/// The blocks of an export that is recognised by its content; offsets hold.
fn read(content: &str, expected: ChatFormat) -> Extract {
    let found = kind::of(content.as_bytes(), content.len() as u64);
    assert_eq!(found, Kind::Chat(expected), "{content}");
    let extract = super::read(content.as_bytes(), expected);
    offsets_hold(&extract);
    extract
}

/// Author, time, text, number of the block that is answered.
type Shown<'e> = (Option<&'e str>, Option<&'e str>, &'e str, Option<u32>);

fn messages(extract: &Extract) -> Vec<Shown<'_>> {
    let shown = |block: &'_ Block| -> bool { block.role == BlockRole::Message };
    let blocks = extract.blocks.iter().filter(|block| shown(block));
    blocks
        .map(|block| (block.author.as_deref(), block.posted_at.as_deref(), block.text.as_str(), block.parent))
        .collect()
}

fn with_role(extract: &Extract, role: BlockRole) -> Vec<(&str, Option<u32>)> {
    extract.blocks.iter().filter(|block| block.role == role).map(|block| (block.text.as_str(), block.parent)).collect()
}

fn finding<'e>(extract: &'e Extract, code: &str) -> Option<&'e str> {
    extract.findings.iter().find(|finding| finding.code == code).map(|finding| finding.text.as_str())
}

fn targets(extract: &Extract) -> Vec<(LinkKind, &str, Option<u32>)> {
    extract.links.iter().map(|link| (link.kind, link.target_url.as_str(), link.block)).collect()
}

const CHAT: &str = r##"{
 "name": "Valley watch",
 "type": "public_channel",
 "id": 1234567890,
 "messages": [
  {"id": 1, "type": "service", "date": "2021-01-01T00:00:00", "actor": "Ann", "action": "create_channel", "title": "Valley watch"},
  {"id": 2, "type": "message", "date": "2020-12-31T22:15:00", "date_unixtime": "1609445700", "edited": "2020-12-31T22:20:00",
   "from": "Ann Example", "from_id": "user5", "photo": "photos/photo_1@31-12-2020_22-15-00.jpg",
   "text": ["The bridge is ", {"type": "bold", "text": "gone"}, ", see ", {"type": "text_link", "text": "here", "href": "https://valley.example/1"},
    " and ", {"type": "link", "text": "https://valley.example/2"}, "."], "text_entities": [{"type": "plain", "text": "x"}]},
  {"id": 3, "type": "message", "date": "2020-12-31T22:16:00", "from": null, "from_id": "user9",
   "reply_to_message_id": 2, "text": "الجسر انهار", "forwarded_from": "Other  channel"},
  {"id": 4, "type": "message", "date": "2020-12-31T22:17:00", "edited": "1970-01-01T01:00:00", "from": "Ann Example",
   "reply_to_message_id": 99, "file": "(File not included. Change data exporting settings to download.)", "text": ""},
  {"id": 5, "type": "message", "date": "soon", "date_unixtime": "1609445760", "from": "Ann Example", "file": "video_files/a.mp4", "text": ""},
  {"id": 6, "type": "message", "date": "2020-12-31T22:19:00", "from": "Ann Example", "text": "",
   "poll": {"question": "Did you see it?", "closed": false, "total_voters": 2, "answers": [{"text": "Yes", "voters": 2, "chosen": true}, {"text": "No", "voters": 0, "chosen": false}]}}
 ]
}"##;

#[test]
fn a_telegram_chat_gives_one_block_for_each_message() {
    let extract = read(CHAT, ChatFormat::TelegramJson);
    let (ann, own) = (Some("Ann Example"), |time| Some(time));
    assert_eq!(
        messages(&extract),
        [
            (ann, own("2020-12-31T22:15:00+02:00"), "The bridge is gone, see here and https://valley.example/2.", None),
            (Some("user9"), own("2020-12-31T22:16:00"), "الجسر انهار", Some(2)),
            (ann, own("2020-12-31T20:16:00Z"), "video_files/a.mp4", None),
            (ann, own("2020-12-31T22:19:00"), "Did you see it? Yes No", None),
        ]
    );
    assert_eq!(with_role(&extract, BlockRole::CreditLine), [("Other channel", Some(4))]);
    assert_eq!(with_role(&extract, BlockRole::Boilerplate), [("Ann create_channel Valley watch", None)]);
    assert_eq!(extract.title.as_deref(), Some("Valley watch"));
    assert_eq!(
        targets(&extract),
        [
            (LinkKind::Links, "https://valley.example/2", Some(2)),
            (LinkKind::Embeds, "photos/photo_1@31-12-2020_22-15-00.jpg", Some(2)),
            (LinkKind::Links, "https://valley.example/1", Some(2)),
            (LinkKind::Embeds, "video_files/a.mp4", Some(5)),
        ]
    );
    assert!(finding(&extract, "messages_edited").is_some_and(|text| text.starts_with("1 messages")));
    assert!(finding(&extract, "replies_elsewhere").is_none(), "the message that answers 99 says nothing itself");
    assert!(finding(&extract, "media_missing").is_some());
}

#[test]
fn a_telegram_account_keeps_its_chats_apart() {
    let chat = |name: &str, said: &str| {
        format!(
            r#"{{"name": "{name}", "type": "personal_chat", "id": 7, "messages": [
            {{"id": 1, "type": "message", "date": "2022-02-03T04:05:06", "from": "Bo", "text": "{said} first"}},
            {{"id": 2, "type": "message", "date": "2022-02-03T04:05:07", "from": "Cy", "text": "{said} second", "reply_to_message_id": 1}}]}}"#
        )
    };
    let account = format!(
        r#"{{"about": "Here is the data you requested.", "personal_information": {{"user_id": 1, "first_name": "Bo"}},
        "contacts": {{"about": "", "list": [{{"first_name": "Cy"}}]}},
        "chats": {{"about": "", "list": [{}, {}]}}, "left_chats": {{"about": "", "list": [{}]}}}}"#,
        chat("One", "a"),
        chat("Two", "b"),
        chat("Left", "c")
    );
    let extract = read(&account, ChatFormat::TelegramJson);
    let parents: Vec<Option<u32>> = messages(&extract).iter().map(|message| message.3).collect();
    assert_eq!(parents, [None, Some(1), None, Some(4), None, Some(7)]);
    assert_eq!(with_role(&extract, BlockRole::Title), [("One", None), ("Two", None), ("Left", None)]);
    assert_eq!(extract.title, None, "a file with several chats has no name of its own");
}

#[test]
fn a_telegram_export_that_breaks_off_gives_the_messages_before() {
    let cut = &CHAT[..CHAT.find("\"id\": 4").expect("the fourth")];
    let extract = read(cut, ChatFormat::TelegramJson);
    assert_eq!(messages(&extract).len(), 2);
    assert!(finding(&extract, "chat_damaged").is_some_and(|text| text.contains("2 messages before")));
}

#[test]
fn odd_values_in_a_telegram_export_are_stepped_over() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let odd = format!(
        r#"{{"name": null, "type": "private_group", "id": 1, "messages": [
        {{"id": {{"a": 1}}, "type": 7, "date": 5, "date_unixtime": 99999999999999, "from": ["A", {{"text": "B"}}], "text": {deep}, "file": "../../etc/a"}},
        {{"id": 1.5, "date": "2022-13-03T04:05:06", "date_unixtime": -4, "from": 3, "text": ["x", 1, null, true]}}]}}"#
    );
    let extract = read(&odd, ChatFormat::TelegramJson);
    assert_eq!(messages(&extract), [(Some("3"), None, "x1", None)]);
    assert_eq!(extract.links, []);
}

#[test]
fn json_of_other_kinds_is_no_chat() {
    for other in [
        r#"{"name": "x", "type": "personal_chat", "id": 4}"#,
        r#"{"name": "x", "type": "book", "id": 4, "messages": []}"#,
        r#"{"a": {"type": "personal_chat", "id": 1, "messages": []}}"#,
        r#"{"about": "us", "chats": {}}"#,
    ] {
        assert_eq!(kind::of(other.as_bytes(), other.len() as u64), Kind::NotRead("application/json"), "{other}");
    }
}

const PAGE: &str = r##"<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title></head><body onload="CheckLocation();">
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
Valley watch
 </div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">31 December 2020</div></div>
<div class="message default clearfix" id="message5">
 <div class="pull_left userpic_wrap"><div class="userpic userpic1"><div class="initials">A</div></div></div>
 <div class="body"><div class="pull_right date details" title="31.12.2020 22:15:00 UTC+01:00">22:15</div>
 <div class="from_name">
Ann Example
 </div>
 <div class="text">
The bridge<br>is <strong>gone</strong> <a href="https://valley.example/1">here</a> <a href="https://valley.example/2">https://valley.example/2</a>
 </div></div></div>
<div class="message default clearfix joined" id="message6"><div class="body">
 <div class="pull_right date details" title="31.12.2020 22:16:00">22:16</div>
 <div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/photo_1.jpg"><img class="photo" src="photos/photo_1_thumb.jpg"/></a></div>
</div></div>
<div class="message default clearfix" id="message7"><div class="body">
 <div class="pull_right date details" title="31.12.2020 22:17:00 UTC+01:00">22:17</div>
 <div class="from_name">Bo</div>
 <div class="reply_to details">In reply to <a href="#go_to_message5" onclick="return GoToMessage(5)">this message</a></div>
 <div class="pull_left forwarded userpic_wrap"><div class="userpic"><div class="initials">O</div></div></div>
 <div class="forwarded body"><div class="from_name">Other channel <span class="date details" title="30.12.2020 10:00:00"> 30.12.2020 10:00:00</span></div>
 <div class="text">Water rose.</div></div>
</div></div>
<div class="message default clearfix joined" id="message8"><div class="body">
 <div class="pull_right date details" title="32.12.2020 22:17:00">22:17</div>
 <div class="reply_to details">In reply to <a href="messages2.html#go_to_message99">this message</a></div>
 <div class="media_wrap clearfix"><div class="media clearfix pull_left media_photo"><div class="fill pull_left"></div><div class="body"><div class="title bold">Photo</div><div class="description">Not included, change data exporting settings to download.</div></div></div></div>
</div></div>
</div></div></div></body></html>"##;

#[test]
fn a_telegram_page_gives_one_block_for_each_message() {
    let extract = read(PAGE, ChatFormat::TelegramPage);
    assert_eq!(
        messages(&extract),
        [
            (
                Some("Ann Example"),
                Some("2020-12-31T22:15:00+01:00"),
                "The bridge\nis gone here https://valley.example/2",
                None
            ),
            (Some("Ann Example"), Some("2020-12-31T22:16:00"), "photos/photo_1.jpg", None),
            (Some("Bo"), Some("2020-12-31T22:17:00+01:00"), "Water rose.", Some(2)),
            (Some("Bo"), None, "Photo\nNot included, change data exporting settings to download.", None),
        ]
    );
    assert_eq!(with_role(&extract, BlockRole::CreditLine), [("Other channel", Some(5))]);
    assert_eq!(with_role(&extract, BlockRole::Title), [("Valley watch", None)]);
    assert_eq!(with_role(&extract, BlockRole::Boilerplate), [("31 December 2020", None)]);
    assert_eq!(
        targets(&extract),
        [
            (LinkKind::Links, "https://valley.example/2", Some(2)),
            (LinkKind::Links, "https://valley.example/1", Some(2)),
            (LinkKind::Embeds, "photos/photo_1.jpg", Some(3)),
        ]
    );
    assert!(finding(&extract, "replies_elsewhere").is_some_and(|text| text.starts_with("1 messages")));
    assert!(finding(&extract, "media_missing").is_some_and(|text| text.starts_with("1 pictures")));
    let water = extract.blocks.iter().find(|block| block.text == "Water rose.").expect("the message");
    let place = water.page_start_byte.zip(water.page_end_byte).expect("a place in the page");
    assert!(PAGE[place.0..place.1].contains("Water rose."));
}

#[test]
fn a_page_about_messages_is_a_page() {
    let page = "<!DOCTYPE html><title>t</title><div class=\"message\">The class=&quot;page_wrap is mine.</div>";
    assert_eq!(kind::of(page.as_bytes(), page.len() as u64), Kind::Page);
}

/// The times of the messages of a WhatsApp export.
fn whatsapp_times(lines: &[&str]) -> Vec<Option<String>> {
    let extract = read(&lines.join("\n"), ChatFormat::WhatsApp);
    extract.blocks.into_iter().map(|block| block.posted_at).collect()
}

#[test]
fn a_whatsapp_export_of_an_iphone_gives_one_block_for_each_message() {
    let content = "\u{feff}[12/31/20, 10:15:00\u{202f}PM] Valley: \u{200e}Messages are end-to-end encrypted.\r\n\
        [12/31/20, 10:16:07\u{202f}PM] Ann Example: The bridge is gone.\r\nI saw it:\r\n\r\n[not a date] really\r\n\
        \u{200e}[1/1/21, 12:05:00\u{202f}AM] \u{202a}+1 555 010\u{202c}: \u{200e}<attached: 0012-PHOTO-2021-01-01-00-05-00.jpg>\r\n\
        [1/1/21, 12:06:00\u{202f}AM] Ann Example: \u{200e}image omitted\r\n\
        [1/1/21, 12:07:00\u{202f}AM] Ann Example: see https://valley.example/1 \u{200e}<This message was edited>\r\n";
    let extract = read(content, ChatFormat::WhatsApp);
    assert_eq!(extract.text.as_deref(), Some(content), "the text is the file");
    assert_eq!(
        messages(&extract)[1..],
        [
            (
                Some("Ann Example"),
                Some("2020-12-31T22:16:07"),
                "The bridge is gone.\r\nI saw it:\r\n\r\n[not a date] really",
                None
            ),
            (Some("+1 555 010"), Some("2021-01-01T00:05:00"), "<attached: 0012-PHOTO-2021-01-01-00-05-00.jpg>", None),
            (Some("Ann Example"), Some("2021-01-01T00:06:00"), "image omitted", None),
            (
                Some("Ann Example"),
                Some("2021-01-01T00:07:00"),
                "see https://valley.example/1 \u{200e}<This message was edited>",
                None
            ),
        ]
    );
    assert_eq!(
        targets(&extract),
        [
            (LinkKind::Links, "https://valley.example/1", Some(4)),
            (LinkKind::Embeds, "0012-PHOTO-2021-01-01-00-05-00.jpg", Some(2)),
        ]
    );
    assert!(finding(&extract, "messages_edited").is_some_and(|text| text.starts_with("1 messages")));
    assert!(finding(&extract, "chat_times_unclear").is_none());
}

#[test]
fn a_whatsapp_export_of_android_tells_its_own_lines_from_messages() {
    let content = "31.12.20, 22:15 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.\n\
        31.12.20, 22:16 - Ann änderte den Betreff zu „Plan: morgen“\n\
        31.12.20, 22:17 - Bo: IMG-20201231-WA0001.jpg (Datei angehängt)\nWasser\n\
        01.01.21, 00:01 - Ann: <Medien ausgeschlossen>\n01.01.21, 00:02 - Ann: 2 - 1 = 1 (mehr nicht)\n";
    let extract = read(content, ChatFormat::WhatsApp);
    assert_eq!(
        messages(&extract),
        [
            (Some("Bo"), Some("2020-12-31T22:17:00"), "IMG-20201231-WA0001.jpg (Datei angehängt)\nWasser", None),
            (Some("Ann"), Some("2021-01-01T00:01:00"), "<Medien ausgeschlossen>", None),
            (Some("Ann"), Some("2021-01-01T00:02:00"), "2 - 1 = 1 (mehr nicht)", None),
        ]
    );
    assert_eq!(with_role(&extract, BlockRole::Boilerplate).len(), 2);
    assert_eq!(targets(&extract), [(LinkKind::Embeds, "IMG-20201231-WA0001.jpg", Some(2))]);
    assert!(finding(&extract, "media_missing").is_some_and(|text| text.starts_with("1 pictures")));
}

#[test]
fn digits_and_halves_of_the_day_of_other_scripts_are_read() {
    let times = whatsapp_times(&[
        "٣١\u{200f}/١٢\u{200f}/٢٠٢٠، ١٠:١٥ م - آن: الجسر انهار",
        "١\u{200f}/١\u{200f}/٢٠٢١، ١٢:٠٥ ص - بو: نعم",
    ]);
    assert_eq!(times, [Some("2020-12-31T22:15:00".to_owned()), Some("2021-01-01T00:05:00".to_owned())]);
    let times = whatsapp_times(&["[2020/12/31, 下午10:15:00] 安: 桥", "[2020/12/31, 凌晨1:15:00] 安: 桥"]);
    assert_eq!(times, [Some("2020-12-31T22:15:00".to_owned()), Some("2020-12-31".to_owned())]);
}

#[test]
fn the_order_of_a_date_is_taken_only_where_the_file_settles_it() {
    let day = |time: &Option<String>| time.as_deref().map(|time| time[..10].to_owned());
    let days = |lines: &[&str]| -> Vec<Option<String>> { whatsapp_times(lines).iter().map(day).collect() };
    let some = |day: &str| Some(day.to_owned());
    assert_eq!(days(&["5/6/20, 1:00 - A: x", "13/6/20, 1:00 - A: x"]), [some("2020-06-05"), some("2020-06-13")]);
    assert_eq!(days(&["5/6/20, 1:00 - A: x", "6/13/20, 1:00 - A: x"]), [some("2020-05-06"), some("2020-06-13")]);
    // Only as day, month, year do they follow one another.
    assert_eq!(days(&["12/1/20, 1:00 - A: x", "1/2/20, 1:00 - A: x"]), [some("2020-01-12"), some("2020-02-01")]);
    // Open, but for a day that is the same in both orders.
    let open = ["1/12/20, 1:00 - A: x", "12/12/20, 1:00 - A: x"];
    assert_eq!(days(&open), [None, some("2020-12-12")]);
    let extract = read(&open.join("\n"), ChatFormat::WhatsApp);
    assert!(finding(&extract, "chat_times_unclear").is_some_and(|text| text.contains("1 of 2 dates")));
    // Both orders at once, and years of another calendar.
    assert_eq!(days(&["13/6/20, 1:00 - A: x", "6/13/20, 1:00 - A: x"]), [None, None]);
    assert_eq!(days(&["13/6/1399, 1:00 - A: x", "14/6/1399, 1:00 - A: x"]), [None, None]);
}

#[test]
fn logs_and_prose_are_no_whatsapp_export() {
    for other in [
        "[2020-12-31 22:15:00] WARNING: disk full\n[2020-12-31 22:16:00] WARNING: disk full\n",
        "2020-12-31 22:15:00 - server - started: yes\n2020-12-31 22:15:01 - server - done: yes\n",
        "2020-12-31 22:15 - Ann: hi\n2020-12-31 22:16 - Bo: hi\n",
        "[12:03] Ann: hi\n[12:04] Bo: hi\n[12:05] Ann: so\n",
        "On 31.12.20, 22:15 - it rained: all day.\nOn 1.1.21, 22:15 - it rained: all day.\n",
        "31.12.20, 22:15 - Ann: alone\n",
    ] {
        assert!(matches!(kind::of(other.as_bytes(), other.len() as u64), Kind::Text(_)), "{other}");
    }
}
