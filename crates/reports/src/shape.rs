//! The members of the printed results, in the order they are printed. The JSON schema is generated from these types.

mod anchor;
mod evaluation;
mod evidence;
mod facts;
mod finding;
mod mentions;
mod repair;
mod score;
mod statement;

pub(crate) use anchor::AnchorShape;
pub(crate) use evaluation::{CheckLine, evaluation_line, refusal_line};
pub(crate) use facts::{FactsLine, facts_line};
pub(crate) use mentions::Printed;
pub(crate) use repair::RepairShape;
pub(crate) use score::ScoreDocument;
