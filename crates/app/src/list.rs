//! All reports.

use jiheng_store::{Report, Reports};

use crate::error::AppError;
use crate::workbench::{LOCAL, Workbench};

impl Workbench {
    /// All reports, the one written to last first.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn list(&self) -> Result<Vec<Report>, AppError> {
        Ok(self.store.read(LOCAL).await?.reports().await?)
    }
}
