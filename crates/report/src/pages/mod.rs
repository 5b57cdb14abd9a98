//! One file for each kind of page.

mod claim;
mod custody;
mod figures;
mod findings;
mod graph;
mod item;
mod items;
mod matches;
mod matrix;
mod methods;
mod origins;
mod overview;
mod provenance;
mod timeline;

pub use claim::claim;
pub use custody::custody;
pub use figures::{common_unit, figure_rows};
pub use findings::findings;
pub use item::item;
pub use items::items;
pub use matches::matches;
pub use matrix::claims;
pub use methods::methods;
pub use origins::origins;
pub use overview::overview;
pub use provenance::provenance;
pub use timeline::timeline;

/// The rows of page `page` (from 1) of a list.
fn rows_of_page<T>(rows: &[T], page: usize, per_page: usize) -> &[T] {
    let start = (page.saturating_sub(1) * per_page).min(rows.len());
    &rows[start..(start + per_page).min(rows.len())]
}
