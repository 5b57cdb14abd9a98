//! What readers wrote under two of the pages. One comment stands under both, word for word, under two names.

/// One comment.
pub struct Comment {
    /// Name the reader gave.
    pub author: &'static str,
    /// When, with its zone.
    pub time: &'static str,
    /// The same as the page shows it.
    pub shown_time: &'static str,
    /// What.
    pub text: &'static str,
    /// Index of the comment that it answers.
    pub answers: Option<usize>,
}

/// The comment that was pasted under both pages.
pub const PASTED: &str = "Strange that nobody asks who signed off the sprinkler test in that hall last spring. Look it up before you believe any of the numbers. Copy this and pass it on before it gets deleted.";

/// Under the local paper's report.
pub const AT_COURIER: [Comment; 4] = [
    comment(
        "saltgate_resident",
        "2026-09-17T21:31:00+02:00",
        "17 September, 9.31 p.m.",
        "The windows on our street shook twice. Is the school gym open for those who cannot go home tonight?",
        None,
    ),
    comment(
        "M. Perrin",
        "2026-09-17T21:40:00+02:00",
        "17 September, 9.40 p.m.",
        "Yes, the gym is open, tea and blankets there. Use the side door.",
        Some(0),
    ),
    comment("clearlight44", "2026-09-17T22:58:00+02:00", "17 September, 10.58 p.m.", PASTED, None),
    comment(
        "Old Ferryman",
        "2026-09-18T06:12:00+02:00",
        "18 September, 6.12 a.m.",
        "My nephew drives an ambulance and he thinks it was closer to forty. I would not swear to it.",
        None,
    ),
];

/// Under the portal's report.
pub const AT_LANTERN: [Comment; 4] = [
    comment(
        "Quaywatcher81",
        "2026-09-18T07:52:00+02:00",
        "September 18, 2026 at 7:52 am",
        "That video is mirrored, the number on the hall reads the wrong way round. Who turned it?",
        None,
    ),
    comment(
        "gullfeather",
        "2026-09-18T08:20:00+02:00",
        "September 18, 2026 at 8:20 am",
        "Well spotted. The crane with the long arm should be on the left.",
        Some(0),
    ),
    comment("valley_voice_7", "2026-09-18T08:41:00+02:00", "September 18, 2026 at 8:41 am", PASTED, None),
    comment(
        "Hanne",
        "2026-09-18T09:03:00+02:00",
        "September 18, 2026 at 9:03 am",
        "Thinking of the two families this morning. Thank you to the crews on the boat.",
        None,
    ),
];

const fn comment(
    author: &'static str,
    time: &'static str,
    shown_time: &'static str,
    text: &'static str,
    answers: Option<usize>,
) -> Comment {
    Comment { author, time, shown_time, text, answers }
}

/// As the local paper's page marks them: one `article` each, with the answered one named.
pub fn courier_markup() -> String {
    let one = |(index, comment): (usize, &Comment)| {
        let answers = comment.answers.map(|to| format!(" data-reply-to=\"comment-{to}\"")).unwrap_or_default();
        format!(
            "  <article class=\"comment\" id=\"comment-{index}\"{answers}>\n    <header><span class=\"comment-author\">{}</span> <time datetime=\"{}\">{}</time></header>\n    <div class=\"comment-body\"><p>{}</p></div>\n    <a class=\"reply\" href=\"#reply\">Reply</a>\n  </article>\n",
            comment.author, comment.time, comment.shown_time, comment.text
        )
    };
    AT_COURIER.iter().enumerate().map(one).collect()
}

/// As the portal's page marks them: a list with answers as lists inside.
pub fn lantern_markup() -> String {
    let answers_to = |parent: usize| {
        let inside: String = AT_LANTERN
            .iter()
            .enumerate()
            .filter(|(_, c)| c.answers == Some(parent))
            .map(|(i, c)| lantern_item(i, c, ""))
            .collect();
        if inside.is_empty() { inside } else { format!("<ol class=\"children\">\n{inside}</ol>\n") }
    };
    let top = AT_LANTERN.iter().enumerate().filter(|(_, comment)| comment.answers.is_none());
    top.map(|(index, comment)| lantern_item(index, comment, &answers_to(index))).collect()
}

fn lantern_item(index: usize, comment: &Comment, children: &str) -> String {
    let number = 311 + index;
    format!(
        "<li class=\"comment\" id=\"comment-{number}\"><div class=\"comment-author vcard\"><cite class=\"fn\">{}</cite> <span class=\"says\">says:</span></div>\n<div class=\"comment-meta commentmetadata\"><a href=\"#comment-{number}\"><time datetime=\"{}\">{}</time></a></div>\n<p>{}</p>\n<div class=\"reply\">Reply</div>\n{children}</li>\n",
        comment.author, comment.time, comment.shown_time, comment.text
    )
}

/// As somebody copies them out of the portal's page into a text file.
pub fn lantern_plain() -> String {
    let one =
        |comment: &Comment| format!("{} says:\n{}\n{}\nReply\n\n", comment.author, comment.shown_time, comment.text);
    AT_LANTERN.iter().map(one).collect()
}
