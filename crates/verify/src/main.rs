//! Checks a bundle.
fn main() {}
