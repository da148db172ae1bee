//! Nouns only: what a document is, what a statement is, what a finding is.
//!
//! Every other crate imports this one and it imports none of them. Nothing here reads files, knows a
//! format, a rule or a law. All arithmetic is exact; there is no float anywhere (clippy forbids it).
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

pub mod anchor;
pub mod decimal;
pub mod document;
pub mod evaluation;
pub mod evidence;
pub mod exact;
pub mod finding;
pub mod indicator;
pub mod interval;
pub mod note;
pub mod relation;
pub mod repair;
pub mod scorecard;
pub mod sheet;
pub mod statement;
pub mod text;
pub mod unit;
