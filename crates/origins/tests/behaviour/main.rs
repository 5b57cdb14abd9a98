//! Behaviour of the counting of origins, on invented events.

mod counts;
mod decided;
mod properties;
mod recordings;
mod roads;
mod world;
mod worlds;
