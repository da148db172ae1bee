//! Small writers of files that no library would write: every size, count and place can be a lie.

pub mod bytes;
pub mod compound;
pub mod excel97;
pub mod markup;
pub mod office;
pub mod packed;
pub mod pdf;
pub mod word97;
pub mod zip;

#[cfg(test)]
mod tests {
    use jiheng_readers::{Limits, read};

    use super::markup::SENTENCE;
    use super::{excel97, office, pdf, word97};

    /// Else every hostile file would be refused for the same dull reason.
    #[test]
    fn what_the_writers_write_without_a_lie_is_read_without_a_note() {
        let cells = format!("<sheetData><row>{}</row></sheetData>", office::text_cell("A1", SENTENCE));
        let table = format!(
            "<table:table><table:table-row><table:table-cell><text:p>{SENTENCE}</text:p></table:table-cell></table:table-row></table:table>"
        );
        let book = excel97::stream(&[], &excel97::sheet(&[excel97::label(0, 0, SENTENCE)]));
        for (format, bytes) in [
            ("docx", office::docx("")),
            ("xlsx", office::xlsx(&cells)),
            ("odt", office::odt("", Vec::new())),
            ("ods", office::ods(&table, Vec::new())),
            ("doc", word97::Word::of(&format!("{SENTENCE}\r")).bytes()),
            ("xls", excel97::workbook(&book)),
            ("pdf", pdf::Pdf::page(pdf::TEXT).bytes()),
        ] {
            let document = read(&bytes, &Limits::default()).unwrap_or_else(|error| panic!("{format}: {error}"));
            assert_eq!(document.format.name(), format);
            assert_eq!((document.blocks.len(), document.notes.len()), (1, 0), "{format}: {:?}", document.notes);
        }
    }
}
