//! What people sign, send and publish: the official form, laid out from its definition and written as a file; and the
//! page by which they work through the findings.
//!
//! `content` says what stands where, `form` lays it out as a `page`, and each format has one writer that knows nothing
//! but pages. The same page gives the same bytes.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod content;
mod docx;
mod form;
mod html;
mod json;
mod ledger;
mod letter;
mod package;
pub mod page;
mod public;
mod review;
mod workbook;
mod write;
mod xlsx;
mod xml;

pub use content::Content;
pub use form::{Unfit, fill, lay_out};
pub use ledger::{Entry, Ledger};
pub use letter::{Asked, letter};
pub use public::{COLUMNS, Remains, long_table, published, remains};
pub use review::{Reviewed, pane, review};
pub use write::{Format, WriteError, write};
