//! For tests of the other crates only: tiny pictures and sounds made in code, the bytes of the simplest files that hold
//! them, a clock that stands still until it is told to move, and a timestamping authority made with OpenSSL.

pub mod authority;
pub mod clock;
pub mod media;
