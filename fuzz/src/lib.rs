//! What the fuzz targets share. `targets` says what is done with an input; `mutate` bends inputs so that they still
//! pass their container; the program around them is in `xtask/src/fuzz.rs`.

pub mod mutate;
pub mod targets;
