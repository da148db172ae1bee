//! `evaluate(bytes, packs, options) -> Evaluation`: the stages put together.
//!
//! Deterministic: same bytes and same packs give the same evaluation, on any number of threads. Bounds steps, never
//! time; knows no database and no clock.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod correct;
mod digest;
mod evaluate;
mod register;
mod several;
mod verify;

pub use correct::{Choice, Correction, NotChosen, Wanted};
pub use evaluate::{Engine, Options, Refused, evaluate};
pub use verify::{ExampleFailure, verify};
