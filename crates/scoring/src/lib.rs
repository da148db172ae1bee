//! Points that can be recomputed: a framework over the facts of a report, with the way to every point.
//!
//! `scorecard` is the whole of it: `line` turns an indicator of a framework into a line, `parts` the indicators of the
//! report itself, `review` holds a second look against the first, `alarm` and `cap` look at what came of it. What cannot
//! be computed says which input is missing, and is never 0. Law is in the packs; this crate only reckons.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod alarm;
mod attain;
mod book;
mod cap;
mod declared;
mod deviation;
mod inputs;
mod line;
mod material;
mod measure;
mod parts;
mod points;
mod review;
mod scorecard;
mod target;
mod verify;
mod way;

pub use book::{Book, Entry};
pub use material::Material;
pub use measure::{Measured, measure};
pub use points::{Points, found, points};
pub use scorecard::scorecard;
pub use verify::{VectorFailure, verify};
