//! Text blocks to statements, statements to claims.

pub mod grouping;
pub mod statements;
