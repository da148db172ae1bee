//! A report against what lies beside it: registers, final accounts, last year's report.
//!
//! Reads no file and knows no format: cells and facts come in, comparisons and findings go out. A number is compared
//! only where topic, words, unit, year and body surely are the same; what was not compared is listed with its reason.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

pub mod accounts;
mod assurance;
mod beside;
mod cell;
mod label;
mod outcome;
pub mod previous;
pub mod register;
mod units;

pub use assurance::levels;
pub use beside::{Files, given, hold};
pub use outcome::{Beside, Outcome};
