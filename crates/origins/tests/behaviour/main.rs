//! Behaviour of the counting of origins, on invented events.

mod counts;
mod decided;
mod mentioned;
mod properties;
mod recordings;
mod roads;
mod world;
mod worlds;
