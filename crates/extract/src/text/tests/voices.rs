//! Comments under articles and posts of threads, one by one. All pages, people and systems' skins here are invented; the
//! names of classes are those that publishing systems use.

use super::{page, texts};
use model::{Block, BlockRole, Extract};

const ARTICLE: &str = "<article><h1>Ferry stops at high water</h1><p>The ferry between the two banks stopped on Tuesday evening, \
    when the water rose above the second step of the landing, the harbour office said.</p><p>About forty passengers waited on \
    the eastern side until a bus came at nine, and the office expects the first crossing on Thursday at six.</p></article>";

fn voices(extract: &Extract) -> Vec<&Block> {
    let is_voice = |block: &&Block| matches!(block.role, BlockRole::Comment | BlockRole::Message);
    extract.blocks.iter().filter(is_voice).collect()
}

/// Role, author, time and text of each voice.
fn check(markup: &str, expected: &[(BlockRole, &str, &str, &str)]) -> Extract {
    let extract = page(markup);
    let found: Vec<(BlockRole, &str, &str, &str)> = voices(&extract)
        .into_iter()
        .map(|block| {
            let known = |words: &'_ Option<String>| words.as_deref().unwrap_or("").to_owned();
            (block.role, known(&block.author), known(&block.posted_at), block.text.as_str())
        })
        .map(|(role, author, time, text)| (role, &*author.leak(), &*time.leak(), text))
        .collect();
    assert_eq!(found, expected, "{:#?}", extract.blocks);
    extract
}

#[test]
fn posts_of_a_bulletin_board_are_messages_without_the_panel_of_their_author() {
    let post = |number: u32, name: &str, text: &str| {
        format!(
            "<div id=p{number} class='post bg2'><dl class=postprofile><dt><a class=username href='./memberlist.php?u={number}'>\
             {name}</a></dt><dd>Posts: 31{number}</dd><dd>Joined: Mon Feb 04, 2013 9:40 pm</dd></dl><div class=postbody>\
             <p class=author>by <a class=username href='./memberlist.php?u={number}'>{name}</a> » Tue May 05, 2020 8:1{number} am</p>\
             <div class=content>{text}</div><div class=signature>Sails are for wind</div></div></div>"
        )
    };
    let page = format!(
        "<html><head><title>Ferry times on Sunday</title></head><body id=phpbb><h2>Ferry times on Sunday</h2>{}{}</body></html>",
        post(1, "Ann Bell", "Does anybody know whether the ferry goes on Sunday evening as well?"),
        post(2, "tomk", "It does, at eight and at nine, from the eastern landing.")
    );
    let extract = self::page(&page);
    let found: Vec<_> = voices(&extract).iter().map(|block| (block.author.as_deref(), block.text.as_str())).collect();
    assert_eq!(
        found,
        [
            (Some("Ann Bell"), "Does anybody know whether the ferry goes on Sunday evening as well?"),
            (Some("tomk"), "It does, at eight and at nine, from the eastern landing.")
        ]
    );
    assert!(voices(&extract).iter().all(|block| block.role == BlockRole::Message && block.posted_at.is_some()));
    assert!(texts(&extract, BlockRole::Body).is_empty(), "{:#?}", extract.blocks);
}

#[test]
fn what_a_post_quotes_is_a_quotation_in_it_and_not_said_by_its_author() {
    let post = |number: u32, name: &str, text: &str| {
        format!(
            "<article class='message message--post' data-author='{name}' id=js-post-{number}><div class=message-user>\
             <h4 class=message-name><a class=username href='/members/{name}.{number}/'>{name}</a></h4><h5>Member</h5></div>\
             <header class=message-attribution><time datetime='2020-05-0{number}T08:00:00+0200'>May {number}, 2020</time></header>\
             <div class=message-content><div class=bbWrapper>{text}</div></div><footer><a href=#>Reply</a></footer></article>"
        )
    };
    let markup = format!(
        "<html id=XF><body><h1>Ferry times</h1>{}{}</body></html>",
        post(1, "ann", "Does anybody know whether the ferry goes on Sunday evening?"),
        post(
            2,
            "tom",
            "<blockquote>Does anybody know whether the ferry goes on Sunday evening?</blockquote>It does, at eight."
        )
    );
    let extract = check(
        &markup,
        &[
            (
                BlockRole::Message,
                "ann",
                "2020-05-01T08:00:00+0200",
                "Does anybody know whether the ferry goes on Sunday evening?",
            ),
            (BlockRole::Message, "tom", "2020-05-02T08:00:00+0200", "It does, at eight."),
        ],
    );
    let quote = extract.blocks.iter().find(|block| block.role == BlockRole::Quote).expect("a quotation");
    let answer = voices(&extract)[1].block;
    assert_eq!(quote.parent, Some(answer));
}

#[test]
fn a_question_has_answers_and_comments_on_them() {
    let person = |name: &str, day: u32| {
        format!(
            "<div class=user-info><time datetime=2020-05-0{day}>May {day}</time><div itemprop=author itemscope \
             itemtype=https://schema.org/Person><a href=/users/{day}/{name}><span itemprop=name>{name}</span></a> 1 gold badge</div></div>"
        )
    };
    let markup = format!(
        "<html itemscope itemtype=https://schema.org/QAPage><body><div itemprop=mainEntity itemscope itemtype=https://schema.org/Question>\
         <h1 itemprop=name>How is rope spliced?</h1><div class=question><div itemprop=text><p>How is a three-strand rope spliced so that it \
         holds as much as before?</p></div>{}</div><div class=answer itemprop=suggestedAnswer itemscope itemtype=https://schema.org/Answer>\
         <div class=js-vote-count itemprop=upvoteCount>12</div><div itemprop=text><p>Tuck each strand at least five times against the lay.</p>\
         </div>{}<ul class=comments-list><li class=comment id=comment-9><span class=comment-copy>Wax helps too.</span> <a class=comment-user \
         href=/users/9/lee>lee</a> <span class=comment-date>May 4, 2020</span></li></ul></div></div></body></html>",
        person("ann", 1),
        person("tom", 2)
    );
    let extract = check(
        &markup,
        &[
            (
                BlockRole::Message,
                "ann",
                "2020-05-01",
                "How is a three-strand rope spliced so that it holds as much as before?",
            ),
            (BlockRole::Message, "tom", "2020-05-02", "Tuck each strand at least five times against the lay."),
            (BlockRole::Comment, "lee", "May 4, 2020", "Wax helps too."),
        ],
    );
    let found = voices(&extract);
    assert_eq!((found[1].parent, found[2].parent), (Some(found[0].block), Some(found[1].block)));
    assert_eq!(found[1].likes, Some(12));
}

#[test]
fn frequent_questions_are_no_voices() {
    let questions = "<div itemscope itemtype=https://schema.org/FAQPage><div itemscope itemtype=https://schema.org/Question><h2 itemprop=name>\
        When does it go?</h2><div itemscope itemtype=https://schema.org/Answer><p itemprop=text>At eight and at nine, every day but Sunday, \
        from the eastern landing.</p></div></div></div>";
    check(&format!("<html><body>{ARTICLE}{questions}</body></html>"), &[]);
}

#[test]
fn alike_elements_with_author_and_time_under_an_unknown_skin_are_told_by_repetition() {
    let entry = |number: u32, text: &str| {
        format!(
            "<div class='x9 reply-box'><a href=/profile/p{number}>Reader {number}</a> <i>{number} hours ago</i><div class=q1><p>{text}</p>\
             </div><a href=/report?{number}>Report</a></div>"
        )
    };
    let markup = format!(
        "<html><body>{ARTICLE}<section class=comments>{}{}{}</section></body></html>",
        entry(2, "I stood at the landing and the water was at the third step already."),
        entry(3, "The bus came at half past nine, not at nine."),
        entry(4, "Same every spring, and nobody raises the landing.")
    );
    let extract = page(&markup);
    let found: Vec<_> = voices(&extract)
        .iter()
        .map(|block| (block.role, block.author.as_deref(), block.posted_at.as_deref()))
        .collect();
    let reader = |number: u32| format!("Reader {number}");
    let names = [reader(2), reader(3), reader(4)];
    assert_eq!(found.len(), 3, "{:#?}", extract.blocks);
    for (index, (role, author, time)) in found.into_iter().enumerate() {
        assert_eq!((role, author), (BlockRole::Comment, Some(names[index].as_str())));
        assert!(time.is_some_and(|time| time.ends_with("hours ago")), "{time:?}");
    }
    assert_eq!(texts(&extract, BlockRole::Body).len(), 2);
}

#[test]
fn teasers_with_author_and_date_are_no_voices() {
    let teaser = |number: u32| {
        format!(
            "<div class=post><h3><a href=/news/{number}>The market moves to the northern bank, part {number}</a></h3><span class=author>\
             Nora Quist</span> <time datetime=2020-05-0{number}>{number} May</time><p>Traders are to set up their stalls on the other side.</p></div>"
        )
    };
    check(&format!("<html><body>{ARTICLE}{}{}{}</body></html>", teaser(1), teaser(2), teaser(3)), &[]);
}

#[test]
fn an_answer_that_names_its_comment_has_it_as_parent() {
    let comment = |id: u32, parent: &str, text: &str| {
        format!(
            "<div class=comment id=comment-{id} {parent}><b class=author>R{id}</b><div class=comment-text>{text}</div></div>"
        )
    };
    let markup = format!(
        "<html><body>{ARTICLE}<div class=comments>{}{}</div></body></html>",
        comment(7, "", "Was anybody hurt?"),
        comment(8, "data-parent-id=7", "No, nobody.")
    );
    let extract = check(
        &markup,
        &[(BlockRole::Comment, "R7", "", "Was anybody hurt?"), (BlockRole::Comment, "R8", "", "No, nobody.")],
    );
    assert_eq!(voices(&extract)[1].parent, Some(voices(&extract)[0].block));
}

#[test]
fn a_comment_of_structured_data_keeps_all_its_paragraphs() {
    let head = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"comment\":[{\"@type\":\"Comment\",\"text\":\"<p>I stood at the \
        landing.</p><p>It was wet.</p>\",\"author\":{\"name\":\"Ann\"},\"dateCreated\":\"2020-05-05\",\"upvoteCount\":3}]}</script>";
    let markup = format!(
        "<html><head>{head}</head><body>{ARTICLE}<div class=zz><p>I stood at the landing.</p><p>It was wet.</p></div></body></html>"
    );
    let extract = check(&markup, &[(BlockRole::Comment, "Ann", "2020-05-05", "I stood at the landing.\nIt was wet.")]);
    assert_eq!(voices(&extract)[0].likes, Some(3));
}

#[test]
fn a_thread_that_stands_in_noscript_is_read_with_its_place() {
    let post = |name: &str, text: &str| {
        format!(
            "<div class=crawler-post itemprop=comment itemscope itemtype=http://schema.org/Comment><span itemprop=author>{name}</span>\
             <time itemprop=datePublished datetime=2020-05-05T08:00:00Z>May 5</time><div class=post itemprop=text><p>{text}</p></div></div>"
        )
    };
    let long = "The crossing takes eleven minutes in still water and up to twenty when the river is high, as everybody knows. ".repeat(4);
    let markup = format!(
        "<html><head><meta name=generator content='Discourse 3'></head><body><noscript><div itemscope \
         itemtype=http://schema.org/DiscussionForumPosting><h1>Ferry times</h1>{}{}</div></noscript><script>x()</script></body></html>",
        post("ann", long.trim()),
        post("tom", "It is quicker by the bridge.")
    );
    let extract = page(&markup);
    let found = voices(&extract);
    assert_eq!(
        found.iter().map(|block| (block.role, block.author.as_deref())).collect::<Vec<_>>(),
        [(BlockRole::Message, Some("ann")), (BlockRole::Message, Some("tom"))]
    );
    let place = (found[1].page_start_byte.unwrap_or(0), found[1].page_end_byte.unwrap_or(0));
    assert_eq!(markup.get(place.0..place.1), Some("It is quicker by the bridge."));
}

#[test]
fn a_comment_with_preformatted_lines_is_read() {
    let comment = "<div class=comment><b class=author>Ann</b><div class=comment-text><p>Try this:</p><pre>first line\nsecond line\nthird \
        <b>line</b>\n</pre>done</div></div>";
    let markup = format!("<html><body>{ARTICLE}<div class=comments>{comment}{comment}</div></body></html>");
    let text = "Try this:\nfirst line\nsecond line\nthird line\ndone";
    check(&markup, &[(BlockRole::Comment, "Ann", "", text), (BlockRole::Comment, "Ann", "", text)]);
}

#[test]
fn a_picture_for_readers_without_script_does_not_open_noscript() {
    let extract = page(&format!(
        "<html><body>{ARTICLE}<noscript><img src=/count.gif>Please turn scripts on.</noscript></body></html>"
    ));
    assert!(!extract.text.as_deref().unwrap_or("").contains("scripts on"));
}
