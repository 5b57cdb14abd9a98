//! Archive: bytes to disk and back. The only crate that opens originals for writing.
//!
//! A [`Case`] is a folder. Bytes go in through a [`Batch`] (or [`Case::put_object`] for one), what is known of them
//! is logged by [`Case::append`] as [`model::LogEntry`]s, and only when that returns is anything acknowledged:
//! temp file, fsync, rename, fsync folder, tiles, signed checkpoint, catalog. Every write of ground state goes
//! through one [`Storage`]. The catalog is an index: it is rebuilt from objects and log when it is missing or behind.
//!
//! Deliberately absent: any parsing of foreign bytes (a member of a container is resolved by a function that the
//! caller passes in), the clock (time is an argument), and the network.

mod batch;
mod case;
mod catalog;
mod check;
pub mod desk;
mod disposal;
mod error;
mod extension;
mod keys;
mod layout;
mod lock;
mod log;
mod mapped;
mod objects;
mod openings;
mod places;
mod read;
mod recovery;
mod settings;
mod stamps;
mod storage;

pub use batch::Batch;
pub use case::{Case, EachDerived};
pub use catalog::{CatalogTransaction, DerivedRow, SearchHit, search_token};
pub use check::{CheckHelper, CheckPart, CheckReport, FoundMember, MemberPlace, Problem};
pub use error::{ArchiveError, ErrorKind, Result};
pub use keys::{KeyFault, KeyState, RotatedKey};
pub use mapped::MappedWords;
pub use objects::StoredObject;
pub use read::{EachItem, NewestEntries, Rejection};
pub use stamps::{Stamp, StampProblem, StampReply, VerifiedStamp};
pub use storage::{Access, DiskStorage, Storage, StorageFile};
