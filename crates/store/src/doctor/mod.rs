//! Whether all is well: a list of checks, each with what was found and what to do.

mod checks;

use jiheng_model::text::Bilingual;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::connect::DATABASE;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// As it should be.
    Good,
    /// Not yet a problem.
    Warning,
    /// A problem.
    Fault,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// A stable name.
    pub id: String,
    /// How it came out.
    pub state: CheckState,
    /// What was looked at.
    pub title: Bilingual,
    /// What was found.
    pub found: Bilingual,
    /// What to do; nothing where all is well.
    pub fix: Option<Bilingual>,
}

/// Opens the store and has it checked; where it does not open, that is the check. Creates nothing.
pub async fn doctor(address: &Address, now_ms: i64) -> Vec<Check> {
    match open(address).await {
        Ok(store) => {
            let checks = store.doctor(now_ms).await;
            store.close().await.ok();
            checks
        }
        Err(error) => vec![Check {
            id: "open".to_owned(),
            state: CheckState::Fault,
            title: Bilingual::new("打开数据", "Opening the data"),
            found: error.text(),
            fix: Some(Bilingual::new("按上面的提示处理后再检查一次。", "Do what it says, then check again.")),
        }],
    }
}

async fn open(address: &Address) -> Result<Store> {
    if let Address::Folder(folder) = address
        && !folder.join(DATABASE).exists()
    {
        return Err(StoreError::NotFound { what: "data", id: folder.display().to_string() });
    }
    Store::open(address).await
}

impl Store {
    /// Checks everything: versions, integrity, the audit logs, attachments, disk, clock and backups. Reads every
    /// attachment, so that it takes as long as that.
    pub async fn doctor(&self, now_ms: i64) -> Vec<Check> {
        vec![
            checks::version(self).await,
            checks::integrity(self).await,
            checks::audit(self).await,
            checks::attachments(self).await,
            checks::orphans(self).await,
            checks::disk(self),
            checks::clock(self, now_ms).await,
            checks::backups(self, now_ms).await,
            checks::lock(self),
        ]
    }
}
