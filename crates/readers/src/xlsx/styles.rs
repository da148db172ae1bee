//! The number format of each cell style.

use std::collections::BTreeMap;

use super::number_format::NumberFormat;
use crate::error::ReadError;
use crate::ooxml::{Package, Space, Token, Xml};

/// Number formats by the index that cells carry.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    formats: Vec<u32>,
    codes: BTreeMap<u32, NumberFormat>,
}

impl Styles {
    /// Reads the styles part.
    pub(crate) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, ReadError> {
        let limits = package.limits();
        let Some(text) = package.text(part)? else { return Ok(Self::default()) };
        let mut xml = Xml::new(&text, part, limits);
        let mut styles = Self::default();
        let mut in_cell_formats = false;
        let mut depth = 0_u32;
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    depth += 1;
                    match tag.name() {
                        (Space::Main, "cellXfs") if depth == 2 => in_cell_formats = true,
                        (Space::Main, "xf") if in_cell_formats && depth == 3 => {
                            styles.formats.push(tag.number("numFmtId").unwrap_or(0));
                        }
                        (Space::Main, "numFmt") if depth == 3 => {
                            if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                                styles.codes.insert(id, NumberFormat::parse(&code));
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
        for id in &styles.formats {
            styles.codes.entry(*id).or_insert_with(|| NumberFormat::built_in(*id));
        }
        Ok(styles)
    }

    /// What a cell of this style shows for a number.
    pub(crate) fn show(&self, style: Option<u32>, stored: &str, since_1904: bool) -> String {
        let index = style.and_then(|style| usize::try_from(style).ok()).unwrap_or(0);
        let format = self.formats.get(index).and_then(|id| self.codes.get(id));
        format.unwrap_or(&NumberFormat::General).show(stored, since_1904)
    }
}
