//! A small rasteriser and the scenes that it draws.

pub mod cameras;
pub mod canvas;
pub mod grain;
pub mod harbour;
pub mod lens;
pub mod letters;
pub mod quay;
pub mod sky;
pub mod smoke;
pub mod town;
pub mod veil;
pub mod water;
