//! For tests of the other crates only: tiny pictures and sounds made in code, the bytes of the simplest files that hold
//! them, and a clock that stands still until it is told to move. Nothing here reads a file, a clock or a program.

pub mod clock;
pub mod media;
