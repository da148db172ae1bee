//! The styles part, as far as it says how numbers are shown.

use crate::error::ReadError;
use crate::ooxml::{Package, Space, Token, Xml};
use crate::workbook::CellFormats;

/// Reads the styles part.
pub(crate) fn read(package: &mut Package<'_>, part: &str) -> Result<CellFormats, ReadError> {
    let limits = package.limits();
    let mut formats = CellFormats::default();
    let Some(text) = package.text(part)? else { return Ok(formats) };
    let mut xml = Xml::new(&text, part, limits);
    let mut in_cell_formats = false;
    let mut depth = 0_u32;
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                depth += 1;
                match tag.name() {
                    (Space::Main, "cellXfs") if depth == 2 => in_cell_formats = true,
                    (Space::Main, "xf") if in_cell_formats && depth == 3 => {
                        formats.push(tag.number("numFmtId").unwrap_or(0));
                    }
                    (Space::Main, "numFmt") if depth == 3 => {
                        if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                            formats.define(id, &code);
                        }
                    }
                    _ => {}
                }
            }
            Token::Close => {
                if depth == 2 {
                    in_cell_formats = false;
                }
                depth = depth.saturating_sub(1);
            }
            Token::Text(_) => {}
            Token::End => break,
        }
    }
    formats.complete();
    Ok(formats)
}
