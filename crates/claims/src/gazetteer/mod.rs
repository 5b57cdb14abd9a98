//! Places by name.

/// Names of places with their coordinates.
pub struct Gazetteer;

impl Gazetteer {
    /// The built-in one.
    pub fn builtin() -> &'static Gazetteer {
        &Gazetteer
    }
}
