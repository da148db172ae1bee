//! A report as a file to take along.

use std::sync::Arc;

use jiheng_documents::page::Page;
use jiheng_documents::{Asked, Content, Entry, Format, Ledger, Reviewed, lay_out, letter, review, write};
use jiheng_engine::Options;
use jiheng_markup::{Edit, remarks, rewrite};
use jiheng_model::document;
use jiheng_model::text::{Bilingual, Language};
use jiheng_reports::{InputReport, json};

use crate::error::AppError;
use crate::opened::Opened;
use crate::workbench::{Workbench, apart};
use crate::workshop::Workshop;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The user's own Word file: changes tracked, findings as comments.
    Revised,
    /// The official form, in one of four formats.
    Form(Format),
    /// The official form as PDF.
    FormPdf,
    /// The findings as a workbook.
    Ledger,
    /// The letter of questions.
    Letter,
    /// Document and findings side by side.
    Review,
    /// The result for programs.
    Json,
    /// The file as it came.
    Original,
}

/// A file.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Export {
    /// All of them, by the last part of their address.
    pub const ALL: [(&'static str, Self); 10] = [
        ("revised", Self::Revised),
        ("form-docx", Self::Form(Format::Docx)),
        ("form-xlsx", Self::Form(Format::Xlsx)),
        ("form-html", Self::Form(Format::Html)),
        ("form-pdf", Self::FormPdf),
        ("ledger", Self::Ledger),
        ("letter", Self::Letter),
        ("review", Self::Review),
        ("json", Self::Json),
        ("original", Self::Original),
    ];

    /// Last part of its address.
    pub fn part(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, export)| *export == self).map_or("", |(part, _)| part)
    }

    /// The one with this last part of its address.
    pub fn parse(part: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == part).map(|(_, export)| export)
    }
}

impl Workbench {
    /// What a report can be written as.
    pub fn exports(&self, opened: &Opened) -> Vec<Export> {
        let has_form = opened.evaluation.facts.report.form.is_some();
        let can = |export: &Export| match export {
            Export::Revised => opened.original.format == document::Format::Docx,
            Export::Form(_) => has_form,
            Export::FormPdf => has_form && self.workshop.typesetter().is_some(),
            _ => true,
        };
        Export::ALL.into_iter().map(|(_, export)| export).filter(can).collect()
    }

    /// Writes a report as a file.
    ///
    /// # Errors
    /// Why it cannot be written so.
    pub async fn export(&self, id: &str, export: Export, language: Language) -> Result<Exported, AppError> {
        let opened = self.open(id).await?;
        if !self.exports(&opened).contains(&export) {
            return Err(AppError::refused(
                "这份报告不能导出成这种文件；请选别的格式。",
                "This report cannot be written as such a file; choose another.",
            ));
        }
        let source = self.store.get_attachment(&opened.report.source_digest).await?;
        let workshop = Arc::clone(&self.workshop);
        apart(move || written(&workshop, &opened, source, export, language)).await
    }
}

fn written(
    workshop: &Workshop,
    opened: &Opened,
    source: Vec<u8>,
    export: Export,
    language: Language,
) -> Result<Exported, Bilingual> {
    let name = &opened.report.source_name;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let file = |ending: &str, media_type, bytes| Exported { name: format!("{stem}{ending}"), media_type, bytes };
    let evaluation = &opened.evaluation;
    Ok(match export {
        Export::Revised => file(".checked.docx", DOCX, revised(workshop, opened, source, language)?),
        Export::Form(format) => {
            let bytes = write(&page(workshop, opened)?, format).map_err(|why| unwritten(&why))?;
            match format {
                Format::Docx => file(".form.docx", DOCX, bytes),
                Format::Xlsx => file(".form.xlsx", XLSX, bytes),
                Format::Html => file(".form.html", "text/html; charset=utf-8", bytes),
                Format::Json => file(".form.json", "application/json", bytes),
            }
        }
        Export::FormPdf => {
            let typesetter = workshop
                .typesetter()
                .ok_or_else(|| Bilingual::new("这个程序没有带 PDF。", "This program was built without PDF."))?;
            file(".form.pdf", "application/pdf", typesetter.form(&page(workshop, opened)?)?)
        }
        Export::Ledger => {
            let mut ledger = Ledger::new(language).map_err(|why| unwritten(&why))?;
            ledger.add(Entry { name, evaluation }).map_err(|why| unwritten(&why))?;
            file(".findings.xlsx", XLSX, ledger.finish().map_err(|why| unwritten(&why))?)
        }
        Export::Letter => {
            let page = letter(Asked { name, evaluation, packs: workshop.packs(), due: "", language });
            file(".letter.docx", DOCX, write(&page, Format::Docx).map_err(|why| unwritten(&why))?)
        }
        Export::Review => {
            let page = review(Reviewed { name, document: &opened.document, evaluation, language });
            file(".checked.html", "text/html; charset=utf-8", page.into_bytes())
        }
        Export::Json => {
            let report = InputReport {
                path: name.clone(),
                bytes: source.len() as u64,
                sha256: Some(opened.report.source_digest.clone()),
                outcome: Ok(evaluation.clone()),
            };
            file(".json", "application/json", json::check_line(&report).map_err(|why| unwritten(&why))?)
        }
        Export::Original => Exported { name: name.clone(), media_type: "application/octet-stream", bytes: source },
    })
}

/// The user's own file: first the changes as tracked ones, then comments beside what is still found in it.
fn revised(workshop: &Workshop, opened: &Opened, source: Vec<u8>, language: Language) -> Result<Vec<u8>, Bilingual> {
    let mark = |bytes: &[u8], comments, edits: Vec<Edit>| {
        workshop.reader().mark(bytes, comments, edits).map(|marked| marked.bytes).map_err(|failure| failure.message())
    };
    let texts = opened.texts();
    let edits: Vec<Edit> = texts
        .iter()
        .filter_map(|(place, edit)| rewrite(&opened.original, *place, edit.after.as_deref()?))
        .flatten()
        .collect();
    let tracked = if edits.is_empty() { source } else { mark(&source, Vec::new(), edits)? };
    let document = workshop.read(&tracked)?;
    let evaluation = workshop.evaluate(&document, &opened.report.source_digest, &Options::default())?;
    mark(&tracked, remarks(&document, &evaluation, language), Vec::new())
}

fn page(workshop: &Workshop, opened: &Opened) -> Result<Page, Bilingual> {
    let packs = workshop.packs();
    let facts = &opened.evaluation.facts;
    let form = packs.forms.iter().find(|form| facts.report.form.as_deref() == Some(form.id.as_str()));
    let form = form.ok_or_else(|| {
        Bilingual::new(
            "没有认出这份报告用的表样，不能重写。",
            "The report is of no known form and cannot be written anew.",
        )
    })?;
    let code = opened.check_code();
    lay_out(form, Content::new(&opened.document, facts, &packs.vocabulary).coded(&code)).map_err(|why| unwritten(&why))
}

fn unwritten(why: &dyn std::fmt::Display) -> Bilingual {
    Bilingual::new(format!("没有写成文件：{why}"), format!("The file could not be written: {why}"))
}
