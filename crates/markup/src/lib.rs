//! The user's own Word document back with a comment at every place of every finding and, when asked for, corrections as
//! tracked changes; untouched otherwise.
//!
//! `remarks` says what is to be written where, from an evaluation, and `edit` what is to be written instead of a number.
//! `write` puts it into the bytes of the file: markers are inserted into the XML of the main part and nothing there is
//! taken away or written anew, deleted characters among it; every other part is copied as it is packed. Parsing happens on bytes of strangers, so that `write` belongs into a limited process.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod comments;
mod edit;
mod insert;
mod package;
mod place;
mod remark;
mod remarks;
mod revise;
mod rewrite;
mod runs;
mod settle;
mod write;

pub use edit::{Edit, edit, respelled};
pub use remark::{Remark, Spot};
pub use remarks::remarks;
pub use rewrite::rewrite;
pub use settle::{Settled, settle};
pub use write::{MarkError, Marked, write};
