//! Evaluations as text, JSON, JSON lines and SARIF; the JSON schema.
//!
//! Every writer gets an [`InputReport`] and gives text back; writing it anywhere is the caller's business.
//! Nothing here decides what is right or wrong, and nothing here reads a file.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

pub mod catalogue;
pub mod digest;
pub mod input;
pub mod json;
pub mod sarif;
pub mod schema;
pub mod text;

mod coverage;
mod decimal_text;
mod names;
mod shape;

#[cfg(test)]
mod sample;

pub use catalogue::{Catalogue, FamilySummary, RuleSummary, SourceSummary};
pub use input::{InputReport, Refusal};
