//! Findings of many reports as a workbook: one sheet of findings, a row for each place; one of what was recomputed, with
//! live formulas; one of the reports.

mod formula;
mod recomputed;
mod rows;

use jiheng_model::decimal::Decimal;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::text::{Language, plain};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::workbook;

/// One report with its findings.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Name of the file, as shown.
    pub name: &'a str,
    /// What was found and what holds.
    pub evaluation: &'a Evaluation,
}

/// A workbook that grows report by report.
pub struct Ledger {
    language: Language,
    findings: Table,
    recomputed: Table,
    reports: Table,
}

impl Ledger {
    /// A workbook without reports.
    ///
    /// # Errors
    /// When a sheet cannot be made, which would be a fault of ours.
    pub fn new(language: Language) -> Result<Self, XlsxError> {
        Ok(Self {
            language,
            findings: rows::findings(language)?,
            recomputed: recomputed::sheet(language)?,
            reports: rows::reports(language)?,
        })
    }

    /// Adds a report.
    ///
    /// # Errors
    /// When a sheet has more rows than a workbook can hold.
    pub fn add(&mut self, entry: Entry<'_>) -> Result<(), XlsxError> {
        rows::add_findings(&mut self.findings, entry, self.language)?;
        recomputed::add(&mut self.recomputed, entry, self.language)?;
        rows::add_report(&mut self.reports, entry)
    }

    /// The file.
    ///
    /// # Errors
    /// When it cannot be written to memory.
    pub fn finish(self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = workbook::titled(self.language.pick("绩衡核对结果", "Jiheng findings"))?;
        for table in [self.findings, self.recomputed, self.reports] {
            workbook.push_worksheet(table.finish()?);
        }
        workbook.save_to_buffer()
    }
}

/// A sheet with a head that stays in view and a filter over its rows.
struct Table {
    sheet: Worksheet,
    row: u32,
    columns: u16,
    text: Format,
}

/// Width of a column in digits, and its head.
type Head<'a> = (u16, &'a str);

impl Table {
    fn new(name: &str, heads: &[Head<'_>]) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold().set_text_wrap();
        for (column, (width, head)) in (0_u16..).zip(heads) {
            sheet.set_column_width_pixels(column, u32::from(*width) * 7)?;
            sheet.write_string_with_format(0, column, *head, &bold)?;
        }
        let text = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
        Ok(Self { sheet, row: 1, columns: u16::try_from(heads.len()).unwrap_or(u16::MAX), text })
    }

    /// Text, never a formula, whatever it begins with.
    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let kept: String = plain(text).chars().take(CELL_CHARS_MAX).collect();
            self.sheet.write_string_with_format(self.row, column, kept, &self.text)?;
        }
        Ok(())
    }

    /// A printed number as a number, with its decimals as format; other text as text.
    fn number(&mut self, column: u16, printed: &str) -> Result<(), XlsxError> {
        match Decimal::parse(printed) {
            Some(number) => workbook::put_number(&mut self.sheet, (self.row, column), number, &self.text),
            None => self.text(column, printed),
        }
    }

    fn finish(mut self) -> Result<Worksheet, XlsxError> {
        self.sheet.autofilter(0, 0, self.row.saturating_sub(1).max(1), self.columns.saturating_sub(1))?;
        Ok(self.sheet)
    }
}

/// Most characters that a cell of a workbook holds.
const CELL_CHARS_MAX: usize = 32_000;
