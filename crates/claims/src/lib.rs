//! Text blocks to statements, statements to claims.
//!
//! [`statements()`] reads the blocks of one item and gives who says what, according to whom, with figures, dates and
//! places; every decision names its rule. [`grouping`] brings statements of different items together. The crate is
//! pure: text in, values out. What is deliberately absent: a parser, a learned model, and any judgement whether what
//! somebody says holds.

pub mod gazetteer;
pub mod grouping;
pub mod letterhead;
pub mod statements;

pub use gazetteer::Gazetteer;
pub use statements::{Reading, Setting, TextInput, statements};
