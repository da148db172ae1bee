//! A file becomes a report: an upload, the shipped sample, a blank form.

use std::sync::Arc;

use jiheng_documents::{Content, lay_out, write as write_page};
use jiheng_model::evaluation::{Evaluation, FactSet};
use jiheng_reports::digest;
use jiheng_store::{AuditEvent, ChangeAttachments, ChangeReports, RecordAudit, Report};
use uuid::Uuid;

use crate::error::AppError;
use crate::workbench::{Asking, LOCAL, Workbench, apart};

/// Letters of a title.
const TITLE_MAX: usize = 80;

/// A file that is to become a report.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its name, shown and never opened.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// True for the shipped sample.
    pub is_sample: bool,
}

impl Workbench {
    /// Takes a file in and gives back the id of its report. The same sample is taken in once.
    ///
    /// # Errors
    /// Why the file cannot be read, or why it could not be kept.
    pub async fn take_in(&self, asking: &Asking, taken: Taken) -> Result<String, AppError> {
        let sha256 = digest::sha256_hex(&taken.bytes);
        if taken.is_sample
            && let Some(known) = self.sample(&sha256).await?
        {
            return Ok(known);
        }
        let document = self.read(taken.bytes.clone()).await?;
        let (document, evaluation) = self.evaluated(document, sha256.clone(), Arc::default()).await?;
        let stored = self.store.put_attachment(taken.bytes).await?;
        let report = record(&taken.name, &sha256, &evaluation, taken.is_sample);
        self.remember(&sha256, Arc::new(document));
        let request = self.request(asking, &["take-in", &taken.name, &sha256]);
        let outcome = self.store.write(request, move |unit| {
            Box::pin(async move {
                unit.add_attachment(&stored).await?;
                unit.add_report(&report).await?;
                let event = AuditEvent::ok("document.import", object(&report.id));
                unit.record(AuditEvent { digest_after: report.source_digest.clone(), ..event }).await?;
                Ok::<_, AppError>(report.id)
            })
        });
        Ok(outcome.await?.value)
    }

    /// Starts a form from nothing.
    ///
    /// # Errors
    /// When there is no such form, or it could not be kept.
    pub async fn start_blank(&self, asking: &Asking, form: &str) -> Result<String, AppError> {
        let packs = self.workshop.packs();
        let form = packs.forms.iter().find(|known| known.id == form).ok_or_else(|| {
            AppError::not_found("没有这种表样；请从列表里选一种。", "There is no such form; choose one of the list.")
        })?;
        let title = form.title.clone();
        let bytes = apart(move || {
            let document = jiheng_model::document::DocumentBuilder::new(jiheng_model::document::Format::Txt).finish();
            let facts = FactSet::default();
            let fault = |why: String| {
                jiheng_model::text::Bilingual::new(
                    format!("这个表样不能排版：{why}"),
                    format!("this form cannot be laid out: {why}"),
                )
            };
            let page = lay_out(form, Content::new(&document, &facts, &packs.vocabulary))
                .map_err(|why| fault(why.to_string()))?;
            write_page(&page, jiheng_documents::Format::Docx).map_err(|why| fault(why.to_string()))
        })
        .await?;
        self.take_in(asking, Taken { name: format!("{title}.docx"), bytes, is_sample: false }).await
    }

    async fn sample(&self, sha256: &str) -> Result<Option<String>, AppError> {
        let known = self.list().await?;
        Ok(known.into_iter().find(|report| report.sample && report.source_digest == sha256).map(|report| report.id))
    }
}

fn record(name: &str, sha256: &str, evaluation: &Evaluation, is_sample: bool) -> Report {
    let identity = &evaluation.facts.report;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Report {
        region: LOCAL.to_owned(),
        id: Uuid::now_v7().to_string(),
        title: stem.chars().take(TITLE_MAX).collect(),
        entity: identity.entity.clone(),
        year: identity.year.map(i64::from),
        source_name: name.to_owned(),
        source_digest: sha256.to_owned(),
        format: evaluation.format.to_owned(),
        sample: is_sample,
        state: "draft".to_owned(),
        version: 1,
        created_ms: 0,
        updated_ms: 0,
    }
}

/// How the audit log names a report.
pub(crate) fn object(report: &str) -> String {
    format!("report/{report}")
}
