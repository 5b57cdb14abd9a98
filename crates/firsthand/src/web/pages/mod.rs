//! The pages of the desk, a module each.

pub mod account;
pub mod add;
pub mod claim;
pub mod claims;
pub mod decide;
pub mod graph;
pub mod hand_over;
pub mod item;
pub mod items;
pub mod many;
pub mod marks;
pub mod matches;
pub mod moments;
pub mod people;
pub mod places;
pub mod previews;
pub mod saved_page;
pub mod settings;
pub mod sign_in;
