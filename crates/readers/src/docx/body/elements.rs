//! What an element that opens means.

use super::Walker;
use super::open::Open;
use crate::error::ReadError;
use crate::left_out::LeftOut;
use crate::ooxml::Tag;

impl Walker<'_> {
    /// Formulas, and what a drawing holds.
    pub(super) fn enter_other(&mut self, name: &str) -> Open {
        match name {
            "oMath" => {
                LeftOut::count(&mut self.left_out.formulas);
                return Open::Muted;
            }
            "pic" | "imagedata" => LeftOut::count(&mut self.left_out.pictures),
            "chart" | "relIds" => LeftOut::count(&mut self.left_out.objects),
            _ => {}
        }
        Open::Plain
    }

    /// Elements of the word vocabulary other than paragraphs and runs, where structure counts.
    pub(super) fn enter_main(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Result<Open, ReadError> {
        Ok(match name {
            "t" => Open::Text,
            "tbl" => self.start_table(),
            "tblGrid" if parent == Open::Table => Open::Grid,
            "tr" => {
                self.start_row();
                Open::Row
            }
            "tc" => {
                self.start_cell()?;
                Open::Cell
            }
            "pPr" if parent == Open::Paragraph => Open::ParagraphProperties,
            "rPr" if parent == Open::Run => Open::RunProperties,
            "rPr" if parent == Open::ParagraphProperties => Open::ParagraphMark,
            "trPr" if parent == Open::Row => Open::RowProperties,
            "tcPr" if parent == Open::Cell => Open::CellProperties,
            "numPr" if parent == Open::ParagraphProperties => Open::Numbering,
            "sdt" => {
                self.prompts.push(false);
                Open::Control
            }
            "sdtPr" if parent == Open::Control => Open::ControlProperties,
            "sdtContent" if parent == Open::Control && self.prompts.last() == Some(&true) => {
                LeftOut::count(&mut self.left_out.placeholders);
                Open::Blind
            }
            "txbxContent" => self.start_box(),
            "object" => {
                LeftOut::count(&mut self.left_out.objects);
                Open::Muted
            }
            "rPrChange" | "pPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange" | "tblGridChange"
            | "sectPrChange" | "numberingChange" => Open::Muted,
            "ins" | "moveTo" | "del" | "moveFrom" => self.enter_change(name, parent),
            "rt" => Open::Blind,
            "altChunk" => {
                LeftOut::count(&mut self.left_out.alternate_chunks);
                Open::Plain
            }
            "ffData" if parent == Open::FieldMark => Open::FormField,
            "checkBox" if parent == Open::FormField => {
                self.fields.check_box();
                Open::CheckBox
            }
            "ddList" if parent == Open::FormField => {
                self.fields.list();
                Open::DropDown
            }
            _ => self.property(name, tag, parent),
        })
    }

    /// Tracked changes: what was inserted counts, what was deleted does not.
    pub(super) fn enter_change(&mut self, name: &str, parent: Open) -> Open {
        match (name, parent) {
            ("del" | "moveFrom", Open::ParagraphMark) => {
                self.paragraph_property(|frame| frame.joins_next = true);
            }
            ("del", Open::RowProperties) => {
                LeftOut::count(&mut self.left_out.deletions);
                self.table(|table| table.row_deleted = true);
            }
            ("del" | "moveFrom", _) => {
                LeftOut::count(&mut self.left_out.deletions);
                return Open::Blind;
            }
            (_, Open::ParagraphMark) => {}
            _ => LeftOut::count(&mut self.left_out.insertions),
        }
        Open::Plain
    }

    /// The first alternative stands for all of them.
    pub(super) fn alternate(&mut self) -> Open {
        match self.taken.last_mut() {
            Some(taken) if !*taken => {
                *taken = true;
                Open::Plain
            }
            _ => Open::Muted,
        }
    }
}
