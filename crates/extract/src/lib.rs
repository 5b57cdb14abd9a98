//! Bytes of one item to extracts and findings. Everything that parses foreign bytes lives here and runs in a
//! sandboxed child process.

pub mod text;
