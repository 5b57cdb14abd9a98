//! The invented event as it was reported: who wrote what, after whom, and when.

pub mod comments;
pub mod pages;
pub mod texts;

/// The outlets, in the order of their first report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outlet {
    /// The local paper: its own reporter asked the fire brigade.
    Courier,
    /// The agency: rewrites the local paper.
    Northline,
    /// The portal: republishes the agency, trimmed.
    Lantern,
    /// The blog: quotes the portal and adds adjectives.
    QuayDiary,
    /// The independent report: its reporter asked the hospital.
    Observer,
}

impl Outlet {
    /// All of them; [`crate::SampleOptions::drop_outlet`] counts in this order.
    pub const ALL: [Outlet; 5] =
        [Outlet::Courier, Outlet::Northline, Outlet::Lantern, Outlet::QuayDiary, Outlet::Observer];
}

/// Replaces each `{{name}}` of a template.
pub fn filled(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}
