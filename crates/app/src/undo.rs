//! The last step is taken back, or done again.

use jiheng_store::{AuditEvent, ChangeEdits, Edit, RecordAudit};

use crate::error::AppError;
use crate::sign;
use crate::take_in::object;
use crate::workbench::{Asking, Workbench};

impl Workbench {
    /// Takes back the last step of whoever asks. Gives back how many texts changed; 0 when there is none.
    ///
    /// # Errors
    /// When there is no such report, or it could not be kept.
    pub async fn undo(&self, asking: &Asking, id: &str) -> Result<usize, AppError> {
        self.step(asking, id, true).await
    }

    /// Does the step again that was taken back last.
    ///
    /// # Errors
    /// As for [`Workbench::undo`].
    pub async fn redo(&self, asking: &Asking, id: &str) -> Result<usize, AppError> {
        self.step(asking, id, false).await
    }

    async fn step(&self, asking: &Asking, id: &str, is_undo: bool) -> Result<usize, AppError> {
        let opened = self.open(id).await?;
        let author = &asking.actor.name;
        if is_undo && opened.undoable(author).is_none() || !is_undo && !opened.is_redoable(author) {
            return Ok(0);
        }
        let event = if is_undo { "document.undo" } else { "document.redo" };
        let request = self.request(asking, &[event, id]);
        let id = id.to_owned();
        let outcome = self.store.write(request, move |unit| {
            Box::pin(async move {
                let edits: Vec<Edit> = if is_undo { unit.undo_edits(&id).await? } else { unit.redo_edits(&id).await? };
                if !edits.is_empty() {
                    sign::void(unit, &id, "content changed").await?;
                }
                unit.record(AuditEvent {
                    version: format!("{} texts", edits.len()),
                    ..AuditEvent::ok(event, object(&id))
                })
                .await?;
                Ok::<_, AppError>(edits.len())
            })
        });
        Ok(outcome.await?.value)
    }
}
