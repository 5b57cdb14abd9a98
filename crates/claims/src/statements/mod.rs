//! Who says what, according to whom.
