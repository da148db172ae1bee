//! A finding is ignored with a reason, opened again, or spoken about.

use jiheng_store::{AuditEvent, ChangeDecisions, DecisionAction, RecordAudit};

use crate::error::AppError;
use crate::take_in::object;
use crate::workbench::{Asking, Workbench};

/// Longest reason.
const TEXT_MAX: usize = 2_000;

impl Workbench {
    /// Decides about a finding of a report. `action` is `ignore`, `comment` or `reopen`.
    ///
    /// # Errors
    /// When there is no such finding or action, or no reason.
    pub async fn decide(
        &self,
        asking: &Asking,
        id: &str,
        finding: &str,
        action: &str,
        text: &str,
    ) -> Result<(), AppError> {
        let opened = self.open(id).await?;
        let text = text.trim();
        let event = match action {
            "ignore" => ("finding.ignore", DecisionAction::Ignore),
            "comment" => ("finding.comment", DecisionAction::Comment),
            "reopen" => ("finding.reopen", DecisionAction::Reopen),
            _ => {
                return Err(AppError::refused(
                    "没有这种操作；请刷新页面后再试。",
                    "There is no such action; load the page again.",
                ));
            }
        };
        if text.is_empty() {
            return Err(AppError::refused("请写明理由，它会留在记录里。", "Say why; it is kept."));
        }
        if text.chars().count() > TEXT_MAX {
            return Err(AppError::refused(
                format!("理由太长，最多 {TEXT_MAX} 字。"),
                format!("The reason is too long; at most {TEXT_MAX} letters."),
            ));
        }
        if opened.evaluation.judgement.findings.iter().all(|known| known.id != finding) {
            return Err(AppError::not_found(
                "这个问题已经不在了，可能已经改好；请刷新页面。",
                "This finding is gone, it may be mended; load the page again.",
            ));
        }
        let request = self.request(asking, &["decide", id, finding, action, text]);
        let (id, finding, text) = (id.to_owned(), finding.to_owned(), text.to_owned());
        self.store
            .write(request, move |unit| {
                Box::pin(async move {
                    unit.add_decision(&id, &finding, event.1, &text).await?;
                    let event = AuditEvent {
                        reason: text,
                        ..AuditEvent::ok(event.0, format!("{}/finding/{finding}", object(&id)))
                    };
                    unit.record(event).await?;
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        Ok(())
    }
}
