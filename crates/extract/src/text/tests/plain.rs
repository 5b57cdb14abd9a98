use super::{has_finding, offsets_hold, plain, texts};
use crate::text::{fold_for_search, read_plain_text};
use model::{BlockRole, CreditRole, LinkKind, TimeKind};

const BODY: &str = "The harbour of Port Almer was closed on Monday after a crane fell across the northern quay, the port authority said in a statement. Two ships were sent to anchor outside the breakwater.\n\
According to the harbour master Ilse Brandt, the crane had been inspected in March and was found to be in order. Officials said the cause would be examined by the ministry of transport.\n\
A spokesman of the operator, Almer Terminals, confirmed that 14 workers were on the quay and said that none of them was hurt. The company announced that ships would be unloaded at Dunmoor.\n\
The authority reported that the quay would stay closed until Friday, according to a notice to shipping that was published on Monday evening.\n";
const TALK: &str = "Is anybody surprised? I told you so years ago!!\n\
I worked there and you would not believe what I saw...\n\
lol they never inspect anything\n\
You have no idea what you are talking about, do you?\n\
THAT CRANE WAS OLD WHEN MY FATHER WORKED THERE!\n\
well I think you should read this http://almer.example/cranes/old-…\n\
Why do you always blame the workers? I don't get it.\n\
my brother saw it fall, he's fine :)\n";

#[test]
fn valid_utf8_is_kept_byte_for_byte() {
    let bytes = "\u{FEFF}First line \r\n\r\n\tsecond  line\r\n".as_bytes();
    let extract = read_plain_text(bytes);
    assert_eq!(extract.text.as_deref().map(str::as_bytes), Some(bytes));
    offsets_hold(&extract);
}

#[test]
fn other_encodings_are_decoded_and_say_so() {
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1251.encode("Порт был закрыт в понедельник после падения крана, сообщили власти города.");
    let extract = read_plain_text(&bytes);
    assert!(extract.text.as_deref().is_some_and(|text| text.contains("понедельник")));
    assert!(has_finding(&extract, "text_decoded"));
}

#[test]
fn utf16_with_and_without_mark_is_decoded() {
    for mark in ["\u{FEFF}", ""] {
        let bytes: Vec<u8> = format!("{mark}The quay is closed.").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_plain_text(&bytes).text.as_deref(), Some("The quay is closed."));
    }
}

#[test]
fn a_credit_line_is_taken_apart() {
    let extract = plain(&format!("Submitted by Nora Quist via Vale Courier,\n{BODY}"));
    assert_eq!(texts(&extract, BlockRole::CreditLine), ["Submitted by Nora Quist via Vale Courier,"]);
    let names: Vec<_> = extract.credits.iter().map(|credit| (credit.role, credit.name.as_str(), credit.step)).collect();
    assert_eq!(names, [(CreditRole::SubmittedBy, "Nora Quist", 0), (CreditRole::Via, "Vale Courier", 1)]);
}

#[test]
fn credit_lines_are_read_in_several_scripts() {
    for (line, name) in [
        ("Источник: Вестник Алмера", "Вестник Алмера"),
        ("Джерело: Алмерські новини", "Алмерські новини"),
        ("المصدر: صحيفة الميناء", "صحيفة الميناء"),
        ("Originally published at Dunmoor Gazette", "Dunmoor Gazette"),
    ] {
        let extract = plain(&format!("{line}\n{BODY}"));
        assert_eq!(
            extract.credits.first().map(|credit| (credit.role, credit.name.as_str())),
            Some((CreditRole::OriginallyPublished, name))
        );
    }
}

#[test]
fn a_caption_stands_apart_with_its_two_step_credit() {
    let extract =
        plain(&format!("{BODY}The crane on the quay, Monday. Image source: Harbour Press via Vale Courier\n{BODY}"));
    assert_eq!(texts(&extract, BlockRole::Caption).len(), 1);
    let names: Vec<_> = extract
        .credits
        .iter()
        .map(|credit| (credit.role, credit.name.as_str(), credit.step, credit.of_picture))
        .collect();
    assert_eq!(names, [(CreditRole::Picture, "Harbour Press", 0, true), (CreditRole::Via, "Vale Courier", 1, true)]);
}

#[test]
fn picture_credits_are_read_in_many_forms() {
    for (line, name) in [
        ("The fallen crane. (Photo by Jon Pell/Harbour Press)", "Jon Pell"),
        ("The fallen crane. (AB Photo/Jon Pell)", "Jon Pell"),
        ("The fallen crane on Monday. Jon Pell/Harbour Press", "Jon Pell"),
        ("The fallen crane on Monday. © Harbour Press", "Harbour Press"),
        ("Photo: Jon Pell", "Jon Pell"),
        ("Кран на причале. Фото: Иван Петренко", "Иван Петренко"),
        ("Кран на причалі. Світлина: Олена Коваль", "Олена Коваль"),
        ("الرافعة على الرصيف. تصوير: سامي حداد", "سامي حداد"),
    ] {
        let extract = plain(&format!("{BODY}{line}\n{BODY}"));
        assert_eq!(texts(&extract, BlockRole::Caption), [line]);
        assert_eq!(
            extract.credits.first().map(|credit| (credit.name.as_str(), credit.of_picture)),
            Some((name, true)),
            "{line}"
        );
    }
}

#[test]
fn a_sentence_about_a_photo_is_no_caption() {
    let extract = plain(&format!(
        "{BODY}He said the photo by the gate was taken on Sunday and showed the crane standing.\n{BODY}"
    ));
    assert!(texts(&extract, BlockRole::Caption).is_empty());
}

#[test]
fn comments_are_told_from_the_body_by_style() {
    let extract = plain(&format!("{BODY}{TALK}"));
    assert_eq!(texts(&extract, BlockRole::Body).len(), 4);
    assert_eq!(texts(&extract, BlockRole::Comment).len(), 8);
    assert!(has_finding(&extract, "comments_by_style"));
    assert!(extract.blocks.iter().all(|block| block.parent.is_none()));
}

#[test]
fn russian_comments_are_told_from_the_body_by_style() {
    let body = "Порт Алмера закрыли в понедельник после падения крана, сообщили в администрации порта. По словам начальника порта Ильзы Брандт, кран проверяли в марте.\n\
        Представитель оператора заявил, что на причале находились 14 рабочих, никто из них не пострадал. Суда направили в Данмур, сообщает администрация.\n\
        По данным министерства, причал останется закрытым до пятницы. Министерство заявило, что причину падения установит комиссия.\n";
    let talk = "Я так и знал!!! Кто-нибудь удивлён?\nа вы там были? я был...\nты вообще читал статью?\nну и что, мне всё равно\nя там работал, вы не поверите!\nда ладно вам...\n";
    let extract = plain(&format!("{body}{talk}"));
    assert_eq!(texts(&extract, BlockRole::Body).len(), 3);
    assert_eq!(texts(&extract, BlockRole::Comment).len(), 6);
}

#[test]
fn an_article_alone_has_no_comments() {
    let extract = plain(&format!("{BODY}{BODY}"));
    assert!(texts(&extract, BlockRole::Comment).is_empty());
    assert!(!has_finding(&extract, "comments_by_style"));
}

#[test]
fn an_article_with_lively_quotes_has_no_comments() {
    let quotes = "“I saw it fall! I ran, you know, I just ran!” said the welder Tom Arken, who stood at the gate on Monday.\n\
        “Would you have stayed? I would not!” said his colleague Mia Sorel, according to the Vale Courier.\n\
        “We told you, we told everybody!” the union's spokeswoman said on Tuesday in Almer.\n\
        “I want my crane inspected. You want yours inspected!” the deputy Olaf Rehn told reporters.\n";
    assert!(texts(&plain(&format!("{BODY}{quotes}")), BlockRole::Comment).is_empty());
}

#[test]
fn a_heading_begins_the_comments() {
    let extract = plain(&format!("{BODY}3 Comments\nThe quay was old.\nIt was not.\nPlease stop.\n"));
    assert_eq!(texts(&extract, BlockRole::Comment), ["The quay was old.", "It was not.", "Please stop."]);
    assert_eq!(texts(&extract, BlockRole::Boilerplate), ["3 Comments"]);
}

#[test]
fn author_lines_give_comments_their_author_and_time() {
    let extract = plain(&format!(
        "{BODY}Comments\nAnn B says:\nThe quay was old.\nVery old.\nReply\nTom • 3 hours ago\n@Ann B no it was not\nReply\n"
    ));
    let comments: Vec<_> = extract.blocks.iter().filter(|block| block.role == BlockRole::Comment).collect();
    assert_eq!(comments.len(), 2);
    assert_eq!(
        (comments[0].text.as_str(), comments[0].author.as_deref()),
        ("The quay was old.\nVery old.", Some("Ann B"))
    );
    assert_eq!((comments[1].author.as_deref(), comments[1].posted_at.as_deref()), (Some("Tom"), Some("3 hours ago")));
    assert_eq!(comments[1].parent, Some(comments[0].block));
}

/// Author and time of each comment.
fn comment_headers(extract: &model::Extract) -> Vec<(&str, Option<&str>, Option<&str>)> {
    let comments = extract.blocks.iter().filter(|block| block.role == BlockRole::Comment);
    comments.map(|block| (block.text.as_str(), block.author.as_deref(), block.posted_at.as_deref())).collect()
}

#[test]
fn names_and_times_without_a_mark_between_begin_comments() {
    let extract = plain(&format!(
        "{BODY}Ann B October 25, 2012 at 10:47 pm\nThe quay was closed in March as well.\n\
         2 Tom Arken10/26/12 8:15 AM\nThe crane was made in Dunmoor.\n\
         Mia on October 27, 2012 at 9:09 am said:\nThe ministry closed the quay.\n"
    ));
    assert_eq!(
        comment_headers(&extract),
        [
            ("The quay was closed in March as well.", Some("Ann B"), Some("October 25, 2012 at 10:47 pm")),
            ("The crane was made in Dunmoor.", Some("Tom Arken"), Some("10/26/12 8:15 AM")),
            ("The ministry closed the quay.", Some("Mia"), Some("October 27, 2012 at 9:09 am")),
        ]
    );
    assert_eq!(texts(&extract, BlockRole::Body).len(), 4);
}

#[test]
fn a_line_that_ends_a_comment_names_the_author_of_what_stands_before_it() {
    let extract = plain(&format!(
        "{BODY}The quay was closed in March as well.\nPosted by: Ann at November 9, 2012 7:49 AM\n\
         The crane was made in Dunmoor.\nPosted by: Tom at November 9, 2012 8:01 AM\n"
    ));
    assert_eq!(
        comment_headers(&extract),
        [
            ("The quay was closed in March as well.", Some("Ann"), Some("November 9, 2012 7:49 AM")),
            ("The crane was made in Dunmoor.", Some("Tom"), Some("November 9, 2012 8:01 AM")),
        ]
    );
    assert_eq!(texts(&extract, BlockRole::Body).len(), 4);
}

#[test]
fn the_days_of_a_chronicle_are_no_comments() {
    let extract = plain(&format!("{BODY}4 May 2012\n{BODY}5 May 2012\n{BODY}6 May 2012\n{BODY}"));
    assert!(texts(&extract, BlockRole::Comment).is_empty());
}

#[test]
fn three_calm_comments_are_found_behind_an_english_report() {
    let talk = "I think my father worked there once.\nDid you see it fall?\nI would close the quay for good.\n";
    assert_eq!(texts(&plain(&format!("{BODY}{talk}")), BlockRole::Comment).len(), 3);
}

#[test]
fn where_the_language_is_another_calm_talk_is_not_called_comments() {
    let body = "Der Hafen von Almer wurde am Montag gesperrt, nachdem ein Kran auf den nördlichen Kai gestürzt war, teilte die Hafenverwaltung mit. Zwei Schiffe ankern vor der Mole.\n\
        Nach Angaben der Hafenmeisterin Ilse Brandt war der Kran im März geprüft worden. Ein Sprecher sagte, das Ministerium werde die Ursache untersuchen, der Betreiber bestätigte es.\n";
    let talk = "Ich glaube, mein Vater hat dort gearbeitet.\nHast du ihn fallen sehen?\nIch würde den Kai sperren.\n";
    assert!(texts(&plain(&format!("{body}{talk}")), BlockRole::Comment).is_empty());
}

#[test]
fn a_cut_url_is_marked_as_truncated() {
    let extract =
        plain(&format!("{BODY}{TALK}See https://almer.example/a(b)c, and http://almer.example/quay/long... now\n"));
    let links: Vec<_> =
        extract.links.iter().map(|link| (link.target_url.as_str(), link.truncated, link.kind)).collect();
    assert_eq!(
        links,
        [
            ("http://almer.example/cranes/old-", true, LinkKind::Links),
            ("https://almer.example/a(b)c", false, LinkKind::Links),
            ("http://almer.example/quay/long", true, LinkKind::Links)
        ]
    );
    assert!(extract.links.iter().all(|link| link.block.is_some()));
}

#[test]
fn what_is_absent_is_reported_and_not_made_up() {
    let extract = plain(BODY);
    assert!(extract.title.is_none() && extract.canonical_url.is_none() && extract.times.is_empty());
    for code in ["no_title", "no_page_date", "no_url"] {
        assert!(has_finding(&extract, code), "{code}");
    }
}

#[test]
fn missing_media_is_reported_with_its_place() {
    let extract = plain(&format!("{BODY}In the above clip, the crane can be seen falling onto the quay.\n"));
    let finding = extract.findings.iter().find(|finding| finding.code == "media_missing");
    assert!(finding.is_some_and(
        |finding| finding.text.contains("above clip") && finding.text.contains(&(BODY.len() + 7).to_string())
    ));
    assert!(!has_finding(
        &plain(&format!("{BODY}He took footage above the city for an hour, the pilot said.\n")),
        "media_missing"
    ));
}

#[test]
fn a_headline_apart_from_the_text_is_a_title() {
    let extract = plain(&format!("Crane falls across northern quay\n\nMonday, 4 May 2020\n\n{BODY}"));
    assert_eq!(extract.title.as_deref(), Some("Crane falls across northern quay"));
    assert_eq!(
        extract.times.iter().map(|time| (time.time.as_str(), time.kind)).collect::<Vec<_>>(),
        [("2020-05-04", TimeKind::Published)]
    );
}

#[test]
fn a_byline_and_a_dateline_agency_are_credits() {
    let extract = plain(&format!("By Nora Quist\nPORT ALMER, May 4 (Harbour Press) - {BODY}"));
    assert_eq!(texts(&extract, BlockRole::Byline), ["By Nora Quist"]);
    let roles: Vec<_> = extract.credits.iter().map(|credit| (credit.role, credit.name.as_str())).collect();
    assert_eq!(roles, [(CreditRole::Author, "Nora Quist"), (CreditRole::Agency, "Harbour Press")]);
}

#[test]
fn a_sentence_that_begins_with_by_is_no_byline() {
    let extract = plain(&format!("By Tuesday the quay was open again.\n{BODY}"));
    assert!(texts(&extract, BlockRole::Byline).is_empty());
}

#[test]
fn control_characters_are_a_finding() {
    assert!(has_finding(&plain("The file was named annual\u{202E}txt.exe by the sender."), "control_characters"));
    assert!(!has_finding(&plain("می‌خواهم 👩‍👩‍👧"), "control_characters"));
}

#[test]
fn code_tables_and_lists_are_not_cut_to_pieces() {
    for text in [
        "a,b,c\n1,2,3\n4,5,6\n7,8,9\n",
        "fn main() {\n    run();\n}\n",
        "milk\neggs\nbread\nsalt\n",
        "{\n\"a\": 1,\n\"b\": 2\n}\n",
        "one line",
    ] {
        let extract = plain(text);
        assert_eq!(extract.blocks.len(), 1, "{text}");
        assert_eq!(extract.blocks[0].role, BlockRole::Body);
        assert!(extract.findings.is_empty());
    }
}

#[test]
fn wrapped_text_is_split_at_blank_lines() {
    let extract = plain(
        "The quay was closed on Monday\nand stayed closed.\n\nThe crane fell in the night\nbefore the ships came.\n",
    );
    assert_eq!(extract.blocks.len(), 2);
}

#[test]
fn a_chat_with_times_gives_messages() {
    let extract = plain("[12:03] Ann: is the quay open?\n[12:04] Tom: no\nnot before Friday\n[12:05] Ann: ok\n");
    let messages: Vec<_> = extract
        .blocks
        .iter()
        .map(|block| (block.author.as_deref(), block.posted_at.as_deref(), block.text.as_str()))
        .collect();
    assert_eq!(
        messages,
        [
            (Some("Ann"), Some("12:03"), "is the quay open?"),
            (Some("Tom"), Some("12:04"), "no\nnot before Friday"),
            (Some("Ann"), Some("12:05"), "ok")
        ]
    );
    assert!(extract.blocks.iter().all(|block| block.role == BlockRole::Message));
}

#[test]
fn an_arabic_chat_without_times_gives_messages() {
    let extract = plain("سامي: هل الميناء مفتوح؟\nليلى: لا\nسامي: متى يفتح؟\nليلى: يوم الجمعة\n");
    assert_eq!(texts(&extract, BlockRole::Message), ["هل الميناء مفتوح؟", "لا", "متى يفتح؟", "يوم الجمعة"]);
}

#[test]
fn keys_and_values_are_no_chat() {
    let extract = plain("name: quay\nlength: 300 m\nopened: 1931\nowner: city\n");
    assert!(texts(&extract, BlockRole::Message).is_empty());
}

#[test]
fn an_empty_text_has_no_blocks() {
    assert!(plain("").blocks.is_empty());
    assert!(plain(" \r\n\r\n\t").blocks.is_empty());
}

#[test]
fn searching_folds_letters_that_are_searched_alike() {
    for (left, right) in [
        ("Ёлка", "елка"),
        ("ÉTÉ", "ete"),
        ("الأَحَد", "الاحد"),
        ("مـــيناء", "ميناء"),
        ("ﬁle", "file"),
        ("Straße", "straße"),
        ("it’s", "IT'S"),
        ("한국", "한국"),
    ] {
        assert_eq!(fold_for_search(left), fold_for_search(right), "{left}");
    }
    assert_eq!(fold_for_search("東京, 3.5 km!"), "東 京 35 km");
    assert_eq!(fold_for_search(" \u{202E}…  "), "");
}

#[test]
fn reading_twice_gives_the_same() {
    let text = format!("{BODY}{TALK}");
    assert_eq!(plain(&text), plain(&text));
}

#[test]
fn comments_on_a_personal_text_are_told_by_what_readers_do() {
    let body = "We moved to Almer in spring, and I wanted to show you how the harbour looks from our roof. The quay is older than the town, and the crane on it was built by a firm from Dunmoor.\n\
        My neighbour Ilse told me that ships from the islands used to land here with wool. You can still see the rings in the wall, and the rooms behind it are let to a sail maker.\n\
        The photos were taken in the evening, after rain, when the stones shine. I used the long lens that my sister gave me.\n\
        What is your favourite harbour?\n";
    let talk = "Great post! I love the light in these.\n\
        Thanks for sharing this, it looks so beautiful. I really hope we can visit some day.\n\
        Wow, that crane is amazing.\n\
        My favourite is Dunmoor, I guess. But your photos make me wonder!\n";
    let extract = plain(&format!("{body}{talk}"));
    assert_eq!(texts(&extract, BlockRole::Body).len(), 4);
    assert_eq!(texts(&extract, BlockRole::Comment).len(), 4);
    assert!(has_finding(&extract, "comments_by_style"));
}

#[test]
fn a_personal_text_alone_has_no_comments() {
    let body = "We moved to Almer in spring, and I wanted to show you how the harbour looks from our roof. The quay is older than the town, and the crane on it was built by a firm from Dunmoor.\n\
        My neighbour Ilse told me that ships from the islands used to land here with wool. You can still see the rings in the wall, and the rooms behind it are let to a sail maker.\n\
        I love the place, I really do! The photos were taken in the evening, after rain, when the stones shine.\n\
        What is your favourite harbour?\n";
    assert!(texts(&plain(body), BlockRole::Comment).is_empty());
}
