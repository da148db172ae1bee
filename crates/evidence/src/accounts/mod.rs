//! Final accounts: every cell of the form against the table that it comes from.

mod compare;
mod locate;

use jiheng_model::evidence::{EvidenceFile, Mapped};
use jiheng_model::sheet::Workbook;
use jiheng_model::text::Bilingual;

pub(crate) use compare::{compare, given, is_narrow};

/// A workbook of final accounts as it was read.
#[derive(Clone, Debug, Default)]
pub struct AccountsFile {
    /// Path as shown.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Its sheets.
    pub book: Workbook,
}

impl AccountsFile {
    /// What an output says of it.
    fn told(&self, name: Bilingual, columns: Vec<Mapped>) -> EvidenceFile {
        let rows = self.book.sheets.iter().map(jiheng_model::sheet::Sheet::rows).sum();
        EvidenceFile {
            path: self.path.clone(),
            sha256: self.sha256.clone(),
            format: self.book.format.clone(),
            encoding: self.book.encoding.clone(),
            kind: "accounts".to_owned(),
            name,
            rows_read: rows,
            rows_used: rows,
            columns,
            left_out: Vec::new(),
        }
    }
}
