//! MHTML, mails and mailboxes. Parts can be taken out again and are what they were said to be; messages lie in the text.

#![no_main]

use extract::kind::Kind;
use fuzz::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    reading::read(content, Kind::Mime { related: true });
    reading::read(content, Kind::Mailbox);
});
