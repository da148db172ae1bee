//! Fact set and rules to findings and holds. Knows neither documents nor formats.
//!
//! A finding is raised only when no value inside the intervals of the printed numbers can satisfy the relation.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod basis;
mod cause;
mod claims;
mod compare;
mod dependants;
mod expression;
mod figure;
mod graph;
mod index;
mod judge;
mod native;
mod outcome;
mod relation;
mod render;
mod repair;
mod words;

pub use dependants::{changed, dependants};
pub use judge::judge;
pub use native::names as native_names;
