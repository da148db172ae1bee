//! Use cases of the workbench, one file each: who does what to a report. The only writer of the audit log; knows no HTTP.

mod accept;
mod beside;
mod compare;
mod decide;
mod error;
mod export;
mod keep;
mod list;
mod opened;
mod score;
mod sign;
mod take_in;
mod undo;
mod workbench;
mod workshop;
mod write_texts;

pub use beside::{Attached, Kind};
pub use compare::YearOnYear;
pub use error::AppError;
pub use export::{Export, Exported};
pub use jiheng_store::{
    Actor, AuditRecord, Check, CheckState, Conflict, Decision, Edit, EvidenceItem, Report, Signature, StoreError,
    Verification,
};
pub use opened::{Opened, check_code};
pub use sign::{Signing, SigningRole};
pub use take_in::Taken;
pub use workbench::{Asking, Clock, LOCAL, Workbench};
pub use workshop::{Typesetter, Workshop};
pub use write_texts::{NewText, Written};
