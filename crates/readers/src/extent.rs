//! How much a document may say in all: whoever checks it spends time and memory on every number.

use jiheng_model::document::{Block, Document};

use crate::error::{Measure, ReadError};
use crate::limits::Limits;

/// What a document says, counted.
#[derive(Debug, Default)]
struct Extent {
    bytes: u64,
    numbers: u64,
}

impl Extent {
    fn add(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len() as u64);
        let mut inside = false;
        for character in text.chars() {
            let is_digit = matches!(character, '0'..='9' | '０'..='９');
            self.numbers = self.numbers.saturating_add(u64::from(is_digit && !inside));
            inside = is_digit;
        }
    }
}

/// Refuses documents that say more than any report.
pub(crate) fn check(document: &Document, limits: &Limits) -> Result<(), ReadError> {
    let mut extent = Extent::default();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => extent.add(document.text(&paragraph.text)),
            Block::Table(table) => table.cells.iter().for_each(|cell| extent.add(document.text(&cell.text))),
        }
    }
    within(Measure::DocumentBytes, extent.bytes, limits.document_bytes)?;
    within(Measure::Numbers, extent.numbers, limits.numbers)
}

/// Refuses a text before it is taken apart: a cell or a line takes far more memory than the bytes it is written with.
pub(crate) fn check_plain(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let (mut cells, mut lines) = (0_u64, 0_u64);
    for byte in bytes {
        cells += u64::from(matches!(byte, b'\t' | b'|'));
        lines += u64::from(*byte == b'\n');
    }
    within(Measure::Cells, cells, limits.table_cells)?;
    within(Measure::Paragraphs, lines, limits.paragraphs)
}

fn within(what: Measure, count: u64, limit: u64) -> Result<(), ReadError> {
    if count > limit { Err(ReadError::TooLarge { what, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, read};

    #[test]
    fn a_document_that_says_too_much_is_refused() {
        let text = "支出12.5万元，其中3万元\n7\t8\n".as_bytes();
        for (limits, expected) in [
            (Limits { numbers: 5, ..Limits::default() }, None),
            (Limits { numbers: 4, ..Limits::default() }, Some("too-large")),
            (Limits { table_cells: 1, ..Limits::default() }, None),
            (Limits { table_cells: 0, ..Limits::default() }, Some("too-large")),
            (Limits { paragraphs: 1, ..Limits::default() }, Some("too-large")),
            (Limits { document_bytes: 30, ..Limits::default() }, Some("too-large")),
        ] {
            assert_eq!(read(text, &limits).err().map(|error| error.kind()), expected, "{limits:?}");
        }
    }
}
