//! Firsthand.
fn main() {}
