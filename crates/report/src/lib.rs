//! Values in, pages out: the static report of a case.
//!
//! [`Report::new`] leaves out what the settings leave out and looks up what belongs together, once. [`Report::page`]
//! then gives any page by its path, so a server can show the very pages that [`pages`] gives as a folder. The folder
//! works from a file URL with no network and no script.
//!
//! What is deliberately absent: reading files, clocks, scripts, links to other places, and any verdict.

mod book;
mod custody;
mod draw;
mod frame;
mod html;
mod lookups;
mod machine;
mod marked;
mod marks;
mod moment;
mod pages;
mod parts;
mod redact;

mod thumbnail;
mod view;
mod visible;
pub mod web_archive;
/// Every word of ours that a reader of the report sees.
pub mod words;

pub use book::{Page, Report, pages};
pub use custody::{CourtMinimum, CustodyLine, addresses, court_minimum, custody_record};
pub use draw::{
    ClockLane, FigureRow, StripMark, TimelineMark, TimelineRow, clock_lanes, figure_axis, figure_spark, match_strip,
    timeline_picture,
};
pub use frame::{CONTENT_SECURITY_POLICY, framed, style_css};
pub use html::{Element, Html, LocalHref, Place, el, safe_file_name};
pub use lookups::{clip_path, comparison_path, sheet_path};
pub use machine::FORMAT;
pub use marks::{LastChange, Marks, UndoChains, is_mark, marked_item, marks, without_marks};
pub use moment::{Moment, written, zone_of};
pub use pages::{common_unit, figure_rows};
pub use parts::{clock_time, media_time};
pub use redact::{
    LeaveOut, LeavingEntry, Shareable, leave_out, shareable, shows_event, shows_text_of_entry, silence_claim,
    silence_readers, would_leave,
};
pub use view::{CaseView, CheckpointView, ItemView, LeftOut, LooksView, Redact, ReportSettings, Sensitive, StampView};
pub use visible::{visible_name, visible_text};
