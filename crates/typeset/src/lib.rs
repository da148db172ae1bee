//! Pages set as PDF by typst: the official form and the working papers, archivable, tagged, with their fonts inside.
//!
//! `documents` says what stands where; a template per kind of page (`*.typ`) says how it looks. Everything a report says
//! goes to the template as values, never as markup, so that nothing in it can be taken for a command. The same page and
//! fonts give the same bytes.

mod compile;
mod error;
mod fonts;
mod form;
mod glyphs;
mod paper;
mod world;

pub use error::TypesetError;
pub use fonts::Fonts;
pub use form::form;
pub use paper::paper;
