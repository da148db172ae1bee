//! 五、评价报告综述: nine headings and what is written below each, tables included.

use super::{Sheet, copy, first, ordinal};
use crate::content::Written;
use crate::page::{Paragraph, Piece};

pub(super) fn pieces(sheet: &Sheet<'_>) -> Vec<Piece> {
    let headings = facts(sheet);
    let mut pieces = Vec::new();
    let mut frame = vec![Paragraph { text: sheet.part_heading("narrative"), heading: Some(1) }];
    for (at, section) in sheet.form.sections.iter().enumerate() {
        let text = format!("{}、{}", ordinal(at), first(&section.labels));
        frame.push(Paragraph { text, heading: Some(2) });
        for written in sheet.content.section(&section.fact, &headings) {
            match written {
                Written::Text(text) => frame.push(Paragraph { text, heading: None }),
                Written::Table(table) => {
                    pieces.push(Piece::Narrative(std::mem::take(&mut frame)));
                    pieces.push(Piece::Inset(copy::grid(sheet.content, table)));
                }
            }
        }
    }
    pieces.push(Piece::Narrative(frame));
    pieces
}

/// The facts that its headings are.
pub(super) fn facts<'a>(sheet: &Sheet<'a>) -> Vec<&'a str> {
    sheet.form.sections.iter().map(|section| section.fact.as_str()).collect()
}
