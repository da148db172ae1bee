//! How much of a stranger's file is read before it is refused.

use serde::{Deserialize, Serialize};

const MEGABYTE: u64 = 1 << 20;

/// Absolute caps for one document. They are counted while inflating and parsing, never taken from what a file
/// declares about itself. The defaults are those shown to users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of a docx, xlsx, xls, doc, odt or ods file.
    pub package_bytes: u64,
    /// Bytes of a txt or html file.
    pub text_bytes: u64,
    /// Entries of a zip package.
    pub entries: u64,
    /// Inflated bytes of one part of a package.
    pub part_bytes: u64,
    /// Inflated bytes of all parts that are read, and of the text in all cells of a workbook.
    pub total_bytes: u64,
    /// Inflated bytes per packed byte; refused only beyond [`Limits::ratio_floor_bytes`].
    pub ratio: u64,
    /// Below this many inflated bytes any ratio is fine: short XML packs very well.
    pub ratio_floor_bytes: u64,
    /// Entries of a zip of documents. More need the larger form of a zip, and are better kept in a folder.
    pub archive_entries: u64,
    /// Inflated bytes of all that a zip of documents holds; it is never in memory at once.
    pub archive_bytes: u64,
    /// Nested XML elements.
    pub xml_depth: u64,
    /// Attributes of one XML element.
    pub xml_attributes: u64,
    /// Bytes of one run of XML text.
    pub xml_text_bytes: u64,
    /// Cells of all tables of a docx, doc, odt or html document.
    pub table_cells: u64,
    /// Paragraphs of a doc document or lines of a text, where two bytes can be one; other formats spend far more on
    /// each.
    pub paragraphs: u64,
    /// Tables inside tables.
    pub nested_tables: u64,
    /// Sheets of a workbook.
    pub sheets: u64,
    /// Cells of a workbook that are kept.
    pub sheet_cells: u64,
    /// Nested HTML elements; browsers stop at the same depth.
    pub html_depth: u64,
    /// Nodes of a parsed HTML page.
    pub html_nodes: u64,
    /// Bytes of a PDF file.
    pub pdf_bytes: u64,
    /// Pages of a PDF.
    pub pdf_pages: u64,
    /// Objects of a PDF.
    pub pdf_objects: u64,
    /// Inflated bytes of all streams of a PDF that are no pictures.
    pub pdf_inflated_bytes: u64,
    /// Drawing operations of all pages, those of repeated drawings as often as they are repeated.
    pub pdf_operations: u64,
    /// Characters on all pages.
    pub pdf_characters: u64,
    /// Straight lines on all pages.
    pub pdf_lines: u64,
    /// Bytes of all text that a document shows; the longest reports have a tenth of it.
    pub document_bytes: u64,
    /// Numbers that a document shows: every one of them is held against others.
    pub numbers: u64,
}

impl Limits {
    /// Bytes of a file of any kind: what is larger need not be opened.
    pub fn file_bytes(&self) -> u64 {
        self.package_bytes.max(self.text_bytes).max(self.pdf_bytes)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            package_bytes: 20 * MEGABYTE,
            text_bytes: 20 * MEGABYTE,
            entries: 2_000,
            part_bytes: 64 * MEGABYTE,
            total_bytes: 200 * MEGABYTE,
            ratio: 100,
            ratio_floor_bytes: 16 * MEGABYTE,
            archive_entries: 60_000,
            archive_bytes: 16 * 1024 * MEGABYTE,
            xml_depth: 256,
            xml_attributes: 256,
            xml_text_bytes: 4 * MEGABYTE,
            table_cells: 200_000,
            paragraphs: 300_000,
            nested_tables: 8,
            sheets: 100,
            sheet_cells: 1_000_000,
            html_depth: 512,
            html_nodes: 2_000_000,
            pdf_bytes: 50 * MEGABYTE,
            pdf_pages: 500,
            pdf_objects: 200_000,
            pdf_inflated_bytes: 100 * MEGABYTE,
            pdf_operations: 3_000_000,
            pdf_characters: 2_000_000,
            pdf_lines: 500_000,
            document_bytes: 6 * MEGABYTE,
            numbers: 100_000,
        }
    }
}
