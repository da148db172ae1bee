//! Pack files, given as (path, bytes), to typed and proven values.
//!
//! Law, thresholds, forms, vocabulary and rules are data under `packs/`. A pack set does not load unless it
//! proves itself: sources exist, codes are unique, grade bands cover 0–100 once, every rule has a firing and a
//! silent example. This crate evaluates nothing.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

pub mod accounts;
pub mod bands;
pub mod claim;
pub mod example;
pub mod expression;
pub mod form;
pub mod framework;
pub mod label;
pub mod layout;
pub mod lint;
pub mod publication;
pub mod register;
pub mod review;
pub mod rule;
pub mod set;
pub mod sheet;
pub mod source;
pub mod vocabulary;

pub use rule::{Check, Rule};
pub use set::{PackError, PackFile, PackSet};
pub use source::Source;
