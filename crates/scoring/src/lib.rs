//! Points that can be recomputed: a framework over the facts of a report, with the way to every point.
//!
//! `measure` turns facts into a rate, `points` turns a rate into points, `score` does it for a whole framework. What
//! cannot be computed says which input is missing, and is never 0. Law is in the packs; this crate only reckons.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod inputs;
mod measure;
mod points;
mod score;
mod verify;
mod way;

pub use measure::{Measured, measure};
pub use points::points;
pub use score::score;
pub use verify::{VectorFailure, verify};
