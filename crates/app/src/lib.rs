//! Use cases of the workbench, one file each: who does what to a report. The only writer of the audit log; knows no HTTP.

mod accept;
mod decide;
mod error;
mod export;
mod list;
mod opened;
mod take_in;
mod undo;
mod workbench;
mod workshop;
mod write_texts;

pub use error::AppError;
pub use export::{Export, Exported};
pub use jiheng_store::{Actor, Conflict, Decision, Edit, Report, StoreError};
pub use opened::{Opened, check_code};
pub use take_in::Taken;
pub use workbench::{Asking, Clock, LOCAL, Workbench};
pub use workshop::{Typesetter, Workshop};
pub use write_texts::{NewText, Written};
