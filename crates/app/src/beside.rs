//! Files beside a report: registers, final accounts, last year's report, and proofs of single numbers.

use std::sync::Arc;

use jiheng_engine::Options;
use jiheng_evidence::Files;
use jiheng_evidence::accounts::AccountsFile;
use jiheng_evidence::previous::Previous;
use jiheng_evidence::register::{Export, Register};
use jiheng_model::document::Place;
use jiheng_model::text::Bilingual;
use jiheng_reports::digest;
use jiheng_store::{AuditEvent, ChangeAttachments, ChangeEvidence, EvidenceItem, RecordAudit};
use uuid::Uuid;

use crate::error::AppError;
use crate::take_in::object;
use crate::workbench::{Asking, Workbench, apart};
use crate::workshop::Workshop;

/// Longest note.
const NOTE_MAX: usize = 500;

/// What a file beside a report is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A register whose rows are counted and summed.
    Register,
    /// The final accounts.
    Accounts,
    /// The report of the year before.
    Previous,
    /// A proof of the number at a place; kept, not read.
    Proof(Place),
}

impl Kind {
    /// How the store names it.
    pub fn subject(&self) -> String {
        match self {
            Self::Register => "register".to_owned(),
            Self::Accounts => "accounts".to_owned(),
            Self::Previous => "previous".to_owned(),
            Self::Proof(place) => format!("place/{place}"),
        }
    }

    /// The kind that the store names so.
    pub fn parse(subject: &str) -> Option<Self> {
        match subject {
            "register" => Some(Self::Register),
            "accounts" => Some(Self::Accounts),
            "previous" => Some(Self::Previous),
            _ => subject.strip_prefix("place/").and_then(Place::parse).map(Self::Proof),
        }
    }
}

/// A file to be put beside a report. Without bytes it is secret: only where it lies is registered.
#[derive(Clone, Debug)]
pub struct Attached {
    /// What it is.
    pub kind: Kind,
    /// Its name, or the number of a secret document.
    pub name: String,
    /// Its bytes.
    pub bytes: Option<Vec<u8>>,
    /// Page or cell.
    pub page: Option<String>,
    /// What is noted; of a secret document its holder.
    pub note: String,
}

impl Workbench {
    /// Puts a file beside a report. One that is to be read is read first, so that nothing useless is kept.
    ///
    /// # Errors
    /// Why it cannot be used, or could not be kept.
    pub async fn attach(&self, asking: &Asking, id: &str, attached: Attached) -> Result<(), AppError> {
        let opened = self.open(id).await?;
        let Attached { kind, name, bytes, page, note } = attached;
        if note.chars().count() > NOTE_MAX || name.chars().count() > NOTE_MAX {
            return Err(AppError::refused(
                format!("名称和说明最多 {NOTE_MAX} 字。"),
                format!("Names and notes have at most {NOTE_MAX} letters."),
            ));
        }
        if bytes.is_none() && !matches!(kind, Kind::Proof(_)) {
            return Err(AppError::refused("没有选择文件，或者文件是空的。", "No file was chosen, or it is empty."));
        }
        if let Kind::Proof(place) = kind
            && opened.document.text_at(place).is_none()
        {
            return Err(AppError::not_found(
                "报告里没有这个位置；请刷新页面后再试。",
                "The report has no such place; load the page again.",
            ));
        }
        let mut item = EvidenceItem {
            id: Uuid::now_v7().to_string(),
            report: id.to_owned(),
            subject: kind.subject(),
            file_name: name.clone(),
            media_type: "application/octet-stream".to_owned(),
            size_bytes: bytes.as_ref().and_then(|bytes| i64::try_from(bytes.len()).ok()),
            page: page.filter(|page| !page.is_empty()),
            note,
            state: if bytes.is_some() { "kept" } else { "secret" }.to_owned(),
            ..EvidenceItem::default()
        };
        let mut stored = None;
        if let Some(bytes) = bytes {
            let workshop = Arc::clone(&self.workshop);
            let (name, asked, tried) = (name.clone(), kind.clone(), bytes.clone());
            apart(move || usable(&workshop, &asked, &name, &tried)).await?;
            let kept = self.store.put_attachment(bytes).await?;
            item.attachment = Some(kept.digest().to_owned());
            stored = Some(kept);
        }
        let about = [id, &item.subject, &name, item.attachment.as_deref().unwrap_or_default()];
        let request = self.request(asking, &about);
        let id = id.to_owned();
        self.store
            .write(request, move |unit| {
                Box::pin(async move {
                    if let Some(stored) = &stored {
                        unit.add_attachment(stored).await?;
                    }
                    unit.add_evidence(&item).await?;
                    let name = if stored.is_some() { "evidence.attach" } else { "evidence.secret.registered" };
                    let event = AuditEvent::ok(name, format!("{}/{}", object(&id), item.subject));
                    unit.record(AuditEvent { digest_after: item.attachment.unwrap_or_default(), ..event }).await?;
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        Ok(())
    }

    /// Takes a file off a report; it stays in the record.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn detach(&self, asking: &Asking, id: &str, item: &str) -> Result<(), AppError> {
        let request = self.request(asking, &["detach", id, item]);
        let (id, item) = (id.to_owned(), item.to_owned());
        self.store
            .write(request, move |unit| {
                Box::pin(async move {
                    unit.detach_evidence(&id, &item).await?;
                    unit.record(AuditEvent::ok("evidence.detach", format!("{}/evidence/{item}", object(&id)))).await?;
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        Ok(())
    }

    /// The bytes of a file beside a report, with its name.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn attachment(&self, id: &str, item: &str) -> Result<(String, Vec<u8>), AppError> {
        let opened = self.open(id).await?;
        let none = || AppError::not_found("没有这份材料；请刷新页面。", "There is no such file; load the page again.");
        let found = opened.beside.iter().find(|known| known.id == item).ok_or_else(none)?;
        let digest = found.attachment.as_ref().ok_or_else(none)?;
        Ok((found.file_name.clone(), self.store.get_attachment(digest).await?))
    }

    /// What is to be held against a report, from the files beside it.
    pub(crate) async fn files(&self, items: &[EvidenceItem]) -> Result<Arc<Files>, AppError> {
        let wanted = items.iter().filter(|item| item.detached_ms.is_none() && item.attachment.is_some());
        let wanted: Vec<(Kind, &EvidenceItem)> = wanted
            .filter_map(|item| Some((Kind::parse(&item.subject)?, item)))
            .filter(|(kind, _)| !matches!(kind, Kind::Proof(_)))
            .collect();
        let named = |(kind, item): &(Kind, &EvidenceItem)| {
            [kind.subject(), item.attachment.clone().unwrap_or_default()].join(" ")
        };
        let key = wanted.iter().map(named).collect::<Vec<_>>().join("\n");
        if let Some(known) = self.known_files(&key) {
            return Ok(known);
        }
        let mut read = Vec::new();
        for (kind, item) in wanted {
            let bytes = self.store.get_attachment(item.attachment.as_deref().unwrap_or_default()).await?;
            read.push((kind, item.file_name.clone(), bytes));
        }
        let workshop = Arc::clone(&self.workshop);
        let files = Arc::new(apart(move || all(&workshop, &read)).await?);
        self.remember_files(key, Arc::clone(&files));
        Ok(files)
    }
}

fn usable(workshop: &Workshop, kind: &Kind, name: &str, bytes: &[u8]) -> Result<(), Bilingual> {
    if matches!(kind, Kind::Proof(_)) {
        return Ok(());
    }
    add(workshop, kind, name, bytes, &mut Files::default())
}

fn all(workshop: &Workshop, read: &[(Kind, String, Vec<u8>)]) -> Result<Files, Bilingual> {
    let mut files = Files::default();
    for (kind, name, bytes) in read {
        add(workshop, kind, name, bytes, &mut files)?;
    }
    Ok(files)
}

fn add(workshop: &Workshop, kind: &Kind, name: &str, bytes: &[u8], files: &mut Files) -> Result<(), Bilingual> {
    let sha256 = digest::sha256_hex(bytes);
    let path = name.to_owned();
    let sheets = || workshop.reader().sheets(bytes).map_err(|failure| failure.message());
    match kind {
        Kind::Register => {
            let book = sheets()?;
            let export = Export { path: &path, sha256: &sha256, book: &book, contract: None };
            files.registers.push(Register::read(&export, workshop.packs()).map_err(|unfit| unfit.0)?);
        }
        Kind::Accounts => files.accounts.push(AccountsFile { path, sha256, book: sheets()? }),
        Kind::Previous => {
            let document = workshop.read(bytes)?;
            let facts = workshop.evaluate(&document, &sha256, &Options::default())?.facts;
            files.previous = Some(Previous { path, sha256, document, facts });
        }
        Kind::Proof(_) => {}
    }
    Ok(())
}
