//! Html that foreign strings cannot break. Tags and attribute names are written in this program (`&'static str`);
//! every text and every attribute value is escaped on its way in; a link can only be made of a [`LocalHref`], which
//! can only name a page of this report. There is no way to put a string in as it is.

use crate::visible::{visible_name, visible_text};
use std::fmt::Display;

/// Finished, escaped markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing.
    pub fn new() -> Html {
        Html::default()
    }

    /// Foreign text of one line, hidden signs spelled out.
    pub fn name(text: &str) -> Html {
        Html(escaped(&visible_name(text)))
    }

    /// Foreign text of one line between isolates (U+2068, U+2069), so that its direction is its own and the text around
    /// it stays in order. For SVG, which has no `<bdi>`.
    pub fn isolated_name(text: &str) -> Html {
        Html(format!("\u{2068}{}\u{2069}", escaped(&visible_name(text))))
    }

    /// Text of several lines, hidden signs spelled out but for line ends and joiners.
    pub fn text(text: &str) -> Html {
        Html(escaped(&visible_text(text)))
    }

    /// Data for the inside of `<script type="application/json">`. A browser takes that as it stands, up to `</script` and past
    /// `<!--`; so the signs that begin either, and those that end a line in older scripts, are written as JSON's escapes.
    pub fn json(value: &serde_json::Value) -> Html {
        let mut json = String::new();
        for sign in value.to_string().chars() {
            match sign {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => json.push_str(&format!("\\u{:04x}", u32::from(sign))),
                _ => json.push(sign),
            }
        }
        Html(json)
    }

    /// This markup with `more` behind it.
    pub fn and(mut self, more: impl Into<Html>) -> Html {
        self.0.push_str(&more.into().0);
        self
    }

    /// Adds `more` behind it.
    pub fn push(&mut self, more: impl Into<Html>) {
        self.0.push_str(&more.into().0);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup, to look something up in it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<Element> for Html {
    fn from(element: Element) -> Html {
        Html(element.finished())
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::text(&text)
    }
}

impl<H: Into<Html>> FromIterator<H> for Html {
    fn from_iter<I: IntoIterator<Item = H>>(parts: I) -> Html {
        parts.into_iter().fold(Html::new(), Html::and)
    }
}

/// One element on its way to become [`Html`].
#[derive(Clone, Debug)]
pub struct Element {
    tag: &'static str,
    attributes: String,
    children: Html,
}

/// A new element.
pub fn el(tag: &'static str) -> Element {
    Element { tag, attributes: String::new(), children: Html::new() }
}

impl Element {
    /// With a class.
    pub fn class(self, class: &'static str) -> Element {
        self.attr("class", class)
    }

    /// With an attribute; the value is escaped. Addresses go through [`Element::href`] and [`Element::src`].
    pub fn attr(mut self, name: &'static str, value: impl Display) -> Element {
        debug_assert!(!matches!(name, "href" | "src" | "style") && !name.starts_with("on"), "attribute {name}");
        self.put(name, &visible_name(&value.to_string()));
        self
    }

    /// Where a form of the desk sends what is filled in.
    pub fn action(mut self, target: &LocalHref) -> Element {
        self.put("action", &target.0);
        self
    }

    /// With an attribute that has no value.
    pub fn flag(mut self, name: &'static str) -> Element {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self
    }

    /// A link to a page of this report.
    pub fn href(mut self, target: &LocalHref) -> Element {
        self.put("href", &target.0);
        self
    }

    /// A picture of this report.
    pub fn src(mut self, target: &LocalHref) -> Element {
        self.put("src", &target.0);
        self
    }

    /// With this inside, behind what is there.
    pub fn with(mut self, child: impl Into<Html>) -> Element {
        self.children.push(child);
        self
    }

    /// With foreign text of one line inside.
    pub fn name(self, text: &str) -> Element {
        self.with(Html::name(text))
    }

    /// With all of these inside.
    pub fn with_all<H: Into<Html>>(mut self, children: impl IntoIterator<Item = H>) -> Element {
        for child in children {
            self.children.push(child);
        }
        self
    }

    fn put(&mut self, name: &'static str, value: &str) {
        self.attributes.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    }

    fn finished(self) -> String {
        let Element { tag, attributes, children: Html(children) } = self;
        match tag {
            "meta" | "link" | "img" | "input" | "br" | "col" => format!("<{tag}{attributes}>"),
            "path" | "rect" | "circle" | "line" if children.is_empty() => format!("<{tag}{attributes}/>"),
            _ => format!("<{tag}{attributes}>{children}</{tag}>"),
        }
    }
}

/// A link from one page of this report to another, always relative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalHref(String);

impl LocalHref {
    /// An address of the desk: from its root, with a query. Only safe signs stand in it, so it leads nowhere else.
    pub fn of_desk(path: &str, query: &[(&str, &str)]) -> LocalHref {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut address: String = segments.map(|segment| format!("/{}", percent_encoded(segment))).collect();
        if address.is_empty() {
            address.push('/');
        }
        for (place, (name, value)) in query.iter().enumerate() {
            let joint = if place == 0 { '?' } else { '&' };
            address.push_str(&format!("{joint}{}={}", percent_encoded(name), percent_encoded(value)));
        }
        LocalHref(address)
    }

    /// A part of the very page on which the link stands.
    pub fn of_part(fragment: &str) -> LocalHref {
        LocalHref(format!("#{}", safe_file_name(fragment)))
    }

    /// The same address, at the part of the page that has this id.
    #[must_use]
    pub fn at_part(self, id: &str) -> LocalHref {
        LocalHref(format!("{}#{}", self.0, percent_encoded(id)))
    }

    /// The address as it stands in a page or a header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// All but the unreserved signs of RFC 3986 as `%XX`; `.` and `..` do not stay a segment.
fn percent_encoded(text: &str) -> String {
    let dots = !text.is_empty() && text.bytes().all(|byte| byte == b'.');
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let stays = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') || byte == b'.' && !dots;
        if stays { encoded.push(char::from(byte)) } else { encoded.push_str(&format!("%{byte:02X}")) }
    }
    encoded
}

/// Where a page stands in the folder, so that links from it are relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    up: &'static str,
}

impl Place {
    /// The place of the page with this path: at the top, or one folder down.
    pub fn of(path: &str) -> Place {
        Place { up: if path.contains('/') { "../" } else { "" } }
    }

    /// Link to the page at `path`.
    pub fn to(self, path: &str) -> LocalHref {
        LocalHref(format!("{}{}", self.up, path_of_safe_signs(path)))
    }

    /// Link to the part `fragment` of the page at `path`.
    pub fn to_part(self, path: &str, fragment: &str) -> LocalHref {
        LocalHref(format!("{}{}#{}", self.up, path_of_safe_signs(path), safe_file_name(fragment)))
    }
}

/// `id` as a file name or fragment: letters, digits, `-`, `_` and `.` stay, all else becomes `_`, and a hash keeps
/// two different ids apart.
pub fn safe_file_name(id: &str) -> String {
    let is_safe = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.');
    if !id.is_empty() && id.len() <= 100 && !id.starts_with('.') && id.chars().all(is_safe) {
        return id.to_owned();
    }
    let kept: String = id.chars().take(40).map(|sign| if is_safe(sign) { sign } else { '_' }).collect();
    model::stable_id(&kept.replace('.', "_"), &[id.as_bytes()])
}

fn path_of_safe_signs(path: &str) -> String {
    path.split('/').map(safe_file_name).collect::<Vec<_>>().join("/")
}

fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + text.len() / 16);
    for sign in text.chars() {
        match sign {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            _ => markup.push(sign),
        }
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(element: Element, expected: &str) {
        assert_eq!(Html::from(element).into_string(), expected);
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        check(el("p").with("<script>alert('1')</script>"), "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</p>");
        check(el("p").attr("title", "\"><img onerror=x>"), "<p title=\"&quot;&gt;&lt;img onerror=x&gt;\"></p>");
    }

    #[test]
    fn data_for_a_script_neither_ends_its_element_nor_begins_a_comment() {
        let hostile = "</script><script>alert(1)</script><!-- <script> & \u{2028} \"";
        let data = serde_json::json!({ "name": hostile });
        let Html(markup) = Html::json(&data);
        assert!(!markup.contains(['<', '>', '&', '\u{2028}']), "{markup}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&markup).unwrap(), data);
    }

    #[test]
    fn a_link_stays_inside_the_report() {
        let place = Place::of("items/K7Q-03.html");
        check(el("a").href(&place.to("claims/C-1.html")).with("x"), "<a href=\"../claims/C-1.html\">x</a>");
        for hostile in ["javascript:alert(1)", "//elsewhere.example/x", "../../etc/passwd", "http://elsewhere.example/"]
        {
            let Html(markup) = el("a").href(&Place::of("index.html").to(hostile)).into();
            assert!(!markup.contains(':') && !markup.contains("..") && !markup.contains("\"/"), "{markup}");
        }
    }

    #[test]
    fn an_address_of_the_desk_stays_at_the_desk() {
        assert_eq!(LocalHref::of_desk("items/K7Q-03", &[("q", "a b&c")]).as_str(), "/items/K7Q-03?q=a%20b%26c");
        assert_eq!(LocalHref::of_desk("//evil.example/../x", &[]).as_str(), "/evil.example/%2E%2E/x");
        assert_eq!(LocalHref::of_desk("javascript:alert(1)", &[]).as_str(), "/javascript%3Aalert%281%29");
    }

    #[test]
    fn two_ids_never_share_a_file_name() {
        assert_eq!(safe_file_name("K7Q-03"), "K7Q-03");
        assert_ne!(safe_file_name("a b"), safe_file_name("a_b"));
        assert_ne!(safe_file_name("a b"), safe_file_name("a?b"));
        assert_ne!(safe_file_name(""), "");
    }
}
