//! Places in a text.

/// `text` is exactly the bytes `start_byte..end_byte` of `whole`, which begin and end between characters.
pub fn check_slice(whole: &str, start_byte: usize, end_byte: usize, text: &str, what: &str) {
    let slice = whole.get(start_byte..end_byte);
    assert_eq!(slice, Some(text), "{what} at {start_byte}..{end_byte} of {} bytes", whole.len());
}

/// The bytes `start_byte..end_byte` of `whole` begin and end between characters.
pub fn check_place(whole: &str, start_byte: usize, end_byte: usize, what: &str) {
    let is_place = whole.get(start_byte..end_byte).is_some();
    assert!(is_place, "{what} at {start_byte}..{end_byte} of {} bytes", whole.len());
}
