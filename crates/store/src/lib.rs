//! Keeps what people enter: reports, edits, decisions, evidence, revisions, signatures, settings, and the audit log.
//!
//! One SQL text serves SQLite (one machine, one file) and PostgreSQL (a bureau). Everything is written through
//! [`Store::write`]: one unit of work, with its audit events, in one transaction, acknowledged after it is on disk.
//! Times and ids come from the caller; there is no clock and no chance in here.
//!
//! The repositories are traits, one file each with its record: what reads is there on [`Reading`] and [`Unit`], what
//! changes is there on [`Unit`] alone. Both see one region, so that no query can forget it.

mod address;
mod attachments;
mod audit;
mod backup;
mod connect;
mod decisions;
mod digest;
mod doctor;
mod edits;
mod error;
mod evidence;
mod folder;
mod reading;
mod reports;
mod requests;
mod revisions;
mod rows;
mod schema;
mod settings;
mod signatures;
mod store;
mod unit;
mod writer;

pub use address::{Address, Limits};
pub use attachments::{Attachment, Attachments, ChangeAttachments, StoredAttachment};
pub use audit::{
    Actor, Audit, AuditEvent, AuditFault, AuditFilter, AuditRecord, Checkpoint, CheckpointAudit, Checkpoints,
    RecordAudit, Verification, Verifier, VerifyAudit,
};
pub use backup::{BackupSummary, LogEnd, restore};
pub use decisions::{ChangeDecisions, Decision, DecisionAction, Decisions};
pub use doctor::{Check, CheckState, doctor};
pub use edits::{ChangeEdits, Conflict, Edit, EditGroup, Edits, NewEdit};
pub use error::{Result, StoreError};
pub use evidence::{ChangeEvidence, Evidence, EvidenceItem};
pub use reading::Reading;
pub use reports::{ChangeReports, Report, Reports};
pub use requests::ChangeRequests;
pub use revisions::{ChangeRevisions, Revision, Revisions};
pub use settings::{ChangeSettings, Setting, Settings};
pub use signatures::{ChangeSignatures, Signature, Signatures};
pub use store::Store;
pub use unit::{Outcome, Unit, Work, WriteRequest};
