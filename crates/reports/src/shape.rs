//! The members of the printed results, in the order they are printed. The JSON schema is generated from these types.

mod anchor;
mod evaluation;
mod facts;
mod finding;
mod repair;
mod statement;

pub(crate) use anchor::AnchorShape;
pub(crate) use evaluation::{CheckLine, check_line};
pub(crate) use facts::{FactsLine, facts_line};
pub(crate) use repair::RepairShape;
