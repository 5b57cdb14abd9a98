//! Exports of chats. Blocks lie in the text, answers lead to blocks, places lie in the page; what begins like an export
//! is read as one.

#![no_main]

use extract::kind::{self, ChatFormat, Kind};
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let kind = kind::of(content, content.len() as u64);
    if matches!(kind, Kind::Chat(_)) {
        reading::read(content, kind);
        return;
    }
    for format in [ChatFormat::TelegramJson, ChatFormat::TelegramPage, ChatFormat::WhatsApp] {
        reading::read(content, Kind::Chat(format));
    }
});
