//! The audit log: who did what, in an order that nobody can change without being noticed.
//!
//! Each record holds the digest of the one before it. That shows every change inside the log, but neither a tail that
//! was cut off nor a log that was written anew from its first record; a checkpoint that is kept elsewhere shows both.

mod chain;
mod checkpoint;
mod event;
mod merkle;
mod record;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointAudit, Checkpoints};
pub use event::{Actor, AuditEvent};
pub use record::{Audit, AuditFilter, AuditRecord, RecordAudit};
pub use verify::{AuditFault, Verification, Verifier, VerifyAudit};

pub(crate) use chain::Head;
