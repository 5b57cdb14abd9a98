//! What every reader of foreign bytes promises, whatever the bytes: checked by the targets after each input.

pub mod bundle;
pub mod reading;
pub mod spans;
pub mod story;
