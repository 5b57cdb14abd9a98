//! A page to its visible text and blocks.

use model::Extract;

/// Reads a page.
pub(super) fn read(bytes: &[u8], charset: Option<&str>, _url: Option<&str>) -> Extract {
    let decoded = super::decode::page(bytes, charset);
    Extract { media_type: "text/html".to_owned(), text: Some(decoded.text), ..Extract::default() }
}
