//! Pages and texts to blocks.

use model::Extract;

/// Reads a plain text. The extracted text is the file byte for byte when it is valid UTF-8; other encodings are
/// decoded to UTF-8 and nothing else.
pub fn read_plain_text(_bytes: &[u8]) -> Extract {
    Extract::default()
}

/// Reads an HTML page. `charset` is what the transport said (HTTP header), `url` where it was fetched from.
pub fn read_page(_bytes: &[u8], _charset: Option<&str>, _url: Option<&str>) -> Extract {
    Extract::default()
}
