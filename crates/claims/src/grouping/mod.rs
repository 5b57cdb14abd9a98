//! Which statements speak of the same thing.
