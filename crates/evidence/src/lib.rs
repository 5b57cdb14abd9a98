//! Evidence: what makes a change visible. Bytes and values in, values out; the shell brings files, time and keys.
//!
//! The story, in the order of the modules: an entry of the log becomes a [`leaf`], its texts under [`seal`]; leaves form a Merkle [`tree`];
//! the tree is kept as static [`tiles`]; its root is signed as a [`checkpoint`] in a [`note`]; a [`proof`] shows that
//! one leaf is under that root; [`keys`] take each other's place by rotations that are entries themselves; an [`extension`]
//! shows that nothing was taken back since an earlier checkpoint; a [`bag`] lists the files of an export, and [`bundle`] checks all of it at once.
//!
//! Deliberately absent: files, clock, network, randomness, and any judgement of what an item shows.

pub mod bag;
pub mod bundle;
pub mod checkpoint;
pub mod extension;
pub mod keys;
pub mod leaf;
pub mod note;
pub mod proof;
pub mod seal;
pub mod signer;
pub mod tiles;
pub mod timestamp;
pub mod tree;

pub use checkpoint::Checkpoint;
pub use keys::KeyHistory;
pub use note::{NoteSigningKey, NoteVerifyingKey};
pub use tree::Hash;
