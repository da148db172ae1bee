//! Bytes of an export to rows and columns: workbooks as they are, texts as separated values, and the tables of all
//! other documents.

use jiheng_model::document::{Block, Document, DocumentBuilder, Format, Table};
use jiheng_model::sheet::{Full, Merge, Sheet, Workbook};

use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::workbook::Numbers;
use crate::{compound, csv, encoding, sniff, xls, xlsx};

/// Reads a register or a workbook of accounts: numbers with all digits that are stored, not with those shown.
///
/// # Errors
///
/// When the file cannot be opened at all, is of another format, or exceeds a limit.
pub fn read_sheets(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let is_package = sniff::is_zip(bytes) || compound::is_compound(bytes);
    let cap = if is_package { limits.package_bytes } else { limits.text_bytes };
    if bytes.len() as u64 > cap {
        return Err(ReadError::TooLarge { what: Measure::FileBytes, limit: cap });
    }
    let format = sniff::sniff_within(bytes, limits)?;
    let mut builder = DocumentBuilder::new(format);
    let document = match format {
        Format::Txt => return text(bytes),
        Format::Xlsx => {
            xlsx::read(bytes, limits, Numbers::Stored, &mut builder)?;
            builder.finish()
        }
        Format::Xls => {
            xls::read(bytes, limits, Numbers::Stored, &mut builder)?;
            builder.finish()
        }
        Format::Doc | Format::Docx | Format::Odt | Format::Ods | Format::Html | Format::Pdf | Format::Json => {
            crate::read(bytes, limits)?
        }
    };
    let too_large = ReadError::TooLarge { what: Measure::Cells, limit: limits.sheet_cells };
    let sheets = sheets(&document).map_err(|_| too_large)?;
    Ok(Workbook { format: format.name().to_owned(), encoding: None, sheets, notes: document.notes })
}

fn text(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let (text, encoding) = encoding::decode_named(bytes)?;
    let sheet = csv::read(&text)?;
    let encoding = Some(encoding.to_owned());
    Ok(Workbook { format: "csv".to_owned(), encoding, sheets: vec![sheet], notes: Vec::new() })
}

/// Every table is a sheet; the paragraphs before it are its titles.
fn sheets(document: &Document) -> Result<Vec<Sheet>, Full> {
    let mut sheets = Vec::new();
    let mut titles: Vec<&str> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => titles.push(document.text(&paragraph.text)),
            Block::Table(table) => sheets.push(sheet(document, table, &std::mem::take(&mut titles))?),
        }
    }
    Ok(sheets)
}

/// A table on its grid. Rows without text are no rows; columns keep their letters.
fn sheet(document: &Document, table: &Table, titles: &[&str]) -> Result<Sheet, Full> {
    let mut sheet = Sheet::new(table.name.as_deref().unwrap_or_default());
    for title in titles {
        sheet.open_row(0)?;
        sheet.push(title)?;
    }
    let mut cells = table.cells.iter().peekable();
    while let Some(first) = cells.peek() {
        let row = first.row;
        let index = u32::try_from(sheet.rows()).map_err(|_| Full)?;
        sheet.open_row(row.saturating_add(1))?;
        let mut column = 0;
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            while column < cell.column {
                sheet.push("")?;
                column += 1;
            }
            sheet.push(document.text(&cell.text))?;
            column += 1;
            if cell.row_span > 1 || cell.column_span > 1 {
                let (rows, columns) = (cell.row_span, cell.column_span);
                sheet.merges.push(Merge { row: index, column: cell.column, rows, columns });
            }
        }
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    #[test]
    fn a_text_is_read_in_its_own_encoding_and_says_which() {
        let text = "宗地编号,面积（亩）\n甲-1,12.5\n";
        let gb = GB18030.encode(text).0.into_owned();
        for (bytes, encoding) in [(text.as_bytes(), "UTF-8"), (&gb, "gb18030")] {
            let book = read_sheets(bytes, &Limits::default()).unwrap();
            assert_eq!((book.format.as_str(), book.encoding.as_deref()), ("csv", Some(encoding)));
            assert_eq!((book.sheets[0].cell(0, 1), book.sheets[0].cell(1, 0)), ("面积（亩）", "甲-1"));
        }
    }

    #[test]
    fn tables_of_other_documents_keep_what_stands_above_them() {
        let page = "<html><body><p>单位：万元</p><table><tr><td>项目</td><td>金额</td></tr></table></body></html>";
        let book = read_sheets(page.as_bytes(), &Limits::default()).unwrap();
        let sheet = &book.sheets[0];
        assert_eq!((sheet.cell(0, 0), sheet.cell(1, 1), sheet.rows()), ("单位：万元", "金额", 2));
    }
}
