//! What a person may see of a saved page: its words in the shapes that its markup gave them, and nothing that could act.
//! There is no place in it for script, style, address that would be followed, or byte of a picture.

use model::BlockRole;
use serde::{Deserialize, Serialize};

/// A page to be looked at.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ShownPage {
    /// Its title.
    pub title: Option<String>,
    /// Its language, as it says.
    pub language: Option<String>,
    /// What stands in it, in reading order.
    pub content: Vec<Shown>,
    /// How many comments and posts of readers are left out: who wrote them is nobody's business here.
    pub n_left_out: usize,
    /// It is longer than what is shown.
    pub is_cut: bool,
}

/// A part of a page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Words, with the role of the block that they lie in; `None` where they lie in none.
    Text(String, Option<BlockRole>),
    /// A new line.
    Break,
    /// Where a picture or recording stands: its words and its address, both as the page says.
    Medium {
        /// Words that the page gives in its place.
        words: String,
        /// Address.
        address: String,
    },
    /// Parts in a shape.
    In(Shape, Vec<Shown>),
}

/// What markup says of a part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A heading, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list; `true`: numbered.
    List(bool),
    /// A part of a list.
    Entry,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell; `true`: a head.
    Cell(bool),
    /// A quotation.
    Quote,
    /// A picture with its caption.
    Figure,
    /// A caption.
    Caption,
    /// Text with its own lines.
    Preformatted,
    /// Stressed.
    Emphasis,
    /// Important.
    Strong,
    /// A link, to be read and not followed: its address as the page says.
    Link(String),
}

impl Shape {
    /// Whether it stands in a line of text.
    pub fn is_inline(&self) -> bool {
        matches!(self, Shape::Emphasis | Shape::Strong | Shape::Link(_))
    }
}
