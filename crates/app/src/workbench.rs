//! The workbench: the store, the workshop, and reports that are open in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiheng_engine::Options;
use jiheng_evidence::{Files, levels};
use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::text::Bilingual;
use jiheng_reports::digest;
use jiheng_store::{Actor, Decisions, Edits, Evidence, Reading, Report, Reports, Signatures, Store, WriteRequest};

use crate::error::AppError;
use crate::opened::{Opened, live};
use crate::workshop::Workshop;

/// Reports that are kept open; more than one person works on at a time.
const OPEN_MAX: usize = 64;

/// The region of a workbench on one machine.
pub const LOCAL: &str = "local";

/// Tells the time, in milliseconds since 1970.
pub type Clock = fn() -> i64;

/// Who asks, and under which key.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Who asks.
    pub actor: Actor,
    /// The key that the page made for this change.
    pub key: Option<String>,
}

/// Everything that use cases need.
#[derive(Clone, Debug)]
pub struct Workbench {
    pub(crate) store: Store,
    pub(crate) workshop: Arc<Workshop>,
    pub(crate) clock: Clock,
    open: Arc<Mutex<Open>>,
}

/// What is kept in memory; everything of it can be had again from the store.
#[derive(Debug, Default)]
struct Open {
    /// Documents as read, by the digest of their file.
    documents: BTreeMap<String, Arc<Document>>,
    /// Reports by id, each at the version it has.
    reports: BTreeMap<String, Arc<Opened>>,
    /// Files beside reports as read, by what they are and the digests of their bytes.
    files: BTreeMap<String, Arc<Files>>,
}

impl Workbench {
    /// A workbench over an open store.
    pub fn new(store: Store, workshop: Arc<Workshop>, clock: Clock) -> Self {
        Self { store, workshop, clock, open: Arc::default() }
    }

    /// The store, to close it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The engine and what stands around it.
    pub fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    /// A report as it stands.
    ///
    /// # Errors
    /// When there is none of this id, or its file cannot be read any more.
    pub async fn open(&self, id: &str) -> Result<Arc<Opened>, AppError> {
        let mut reading = self.store.read(LOCAL).await?;
        let report = reading.report(id).await?.ok_or_else(no_report)?;
        let kept = self.memory().reports.get(id).cloned();
        if let Some(kept) = kept.filter(|kept| kept.report == report) {
            return Ok(kept);
        }
        let opened = Arc::new(self.opened(&mut reading, report).await?);
        let mut memory = self.memory();
        if memory.reports.len() >= OPEN_MAX {
            memory.reports.clear();
            memory.documents.clear();
            memory.files.clear();
        }
        memory.reports.insert(id.to_owned(), Arc::clone(&opened));
        Ok(opened)
    }

    async fn opened(&self, reading: &mut Reading, report: Report) -> Result<Opened, AppError> {
        let edits = reading.edits_after(&report.id, 0).await?;
        let decisions = reading.decisions(&report.id).await?;
        let beside = reading.evidence(&report.id).await?;
        let signatures = reading.signatures(&report.id).await?;
        let files = self.files(&beside).await?;
        let original = self.document(&report.source_digest).await?;
        let texts: Vec<_> =
            live(&edits).into_iter().map(|(place, edit)| (place, edit.after.clone().unwrap_or_default())).collect();
        let document = original.rewritten(texts.iter().map(|(place, text)| (*place, text.as_str())));
        let (document, evaluation) = self.evaluated(document, report.source_digest.clone(), Arc::clone(&files)).await?;
        let assurance = match &evaluation.evidence {
            Some(evidence) => evidence.assurance.clone(),
            None => levels(&evaluation.facts, self.workshop.packs(), &evaluation.judgement, &[]),
        };
        Ok(Opened { report, original, document, evaluation, edits, decisions, beside, files, assurance, signatures })
    }

    /// Evaluates off the threads that answer requests.
    pub(crate) async fn evaluated(
        &self,
        document: Document,
        sha256: String,
        files: Arc<Files>,
    ) -> Result<(Document, Evaluation), AppError> {
        let workshop = Arc::clone(&self.workshop);
        apart(move || {
            let evaluation = workshop.evaluate(&document, &sha256, &Options { beside: files, ..Options::default() })?;
            Ok((document, evaluation))
        })
        .await
    }

    /// The document of a file that is kept.
    async fn document(&self, sha256: &str) -> Result<Arc<Document>, AppError> {
        if let Some(document) = self.memory().documents.get(sha256) {
            return Ok(Arc::clone(document));
        }
        let bytes = self.store.get_attachment(sha256).await?;
        let document = Arc::new(self.read(bytes).await?);
        self.remember(sha256, Arc::clone(&document));
        Ok(document)
    }

    /// Reads a file in a limited process, off the threads that answer requests.
    pub(crate) async fn read(&self, bytes: Vec<u8>) -> Result<Document, AppError> {
        let workshop = Arc::clone(&self.workshop);
        apart(move || workshop.read(&bytes)).await
    }

    pub(crate) fn remember(&self, sha256: &str, document: Arc<Document>) {
        self.memory().documents.insert(sha256.to_owned(), document);
    }

    pub(crate) fn known_files(&self, key: &str) -> Option<Arc<Files>> {
        self.memory().files.get(key).cloned()
    }

    pub(crate) fn remember_files(&self, key: String, files: Arc<Files>) {
        self.memory().files.insert(key, files);
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A change that somebody asks for. `about` is what is asked for, so that a key cannot be used for something else.
    pub(crate) fn request(&self, asking: &Asking, about: &[&str]) -> WriteRequest {
        WriteRequest {
            region: LOCAL.to_owned(),
            actor: asking.actor.clone(),
            key: asking.key.clone(),
            digest: digest::sha256_hex(about.join("\n").as_bytes()),
            at_ms: (self.clock)(),
        }
    }
}

/// Does something that takes long off the threads that answer requests.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Bilingual> + Send + 'static,
) -> Result<T, AppError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome.map_err(AppError::Refused),
        Err(_) => Err(AppError::refused(
            "程序在这一步出了错，没有改动任何内容；请报告这个问题。",
            "The program failed at this step and changed nothing; please report it.",
        )),
    }
}

pub(crate) fn no_report() -> AppError {
    AppError::not_found(
        "没有这份报告，可能已经删除；请回到首页。",
        "There is no such report, it may have been removed; go back to the first page.",
    )
}
