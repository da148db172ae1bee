//! Properties of what is open, and the characters that are elements of their own.

use super::Walker;
use super::open::Open;
use crate::docx::symbols;
use crate::headings::outline_level;
use crate::left_out::LeftOut;
use crate::ooxml::Tag;
use crate::rows::{Container, Merge};
use crate::scripts::Script;

impl Walker<'_> {
    /// What matters depends on where it stands.
    pub(super) fn property(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Open {
        match parent {
            Open::Run => self.in_run(name, tag),
            Open::RunProperties => self.run_property(name, tag),
            Open::ParagraphProperties | Open::Numbering => self.in_paragraph_properties(name, tag, parent),
            _ => self.in_other(name, tag, parent),
        }
    }

    /// Characters, fields and references.
    fn in_run(&mut self, name: &str, tag: &Tag<'_>) -> Open {
        match name {
            "tab" | "ptab" => self.text_of_run("\t"),
            "br" | "cr" => {
                if tag.attribute("type").is_some_and(|kind| kind == "page") {
                    self.cell(Container::pass_page_break);
                }
                self.text_of_run("\n");
            }
            "lastRenderedPageBreak" => {
                self.cell(Container::pass_page_break);
            }
            "noBreakHyphen" => self.text_of_run("-"),
            "sym" => {
                let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = tag.attribute("font").unwrap_or_default();
                if let Some(char) = code.and_then(|code| symbols::look(&font, code)) {
                    self.text_of_run(char.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => return self.field_mark(&tag.attribute("fldCharType").unwrap_or_default()),
            "footnoteReference" | "endnoteReference" => self.count_shown(|left_out| &mut left_out.notes),
            "commentReference" => self.count_shown(|left_out| &mut left_out.comments),
            _ => {}
        }
        Open::Plain
    }

    fn in_paragraph_properties(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Open {
        let value = || tag.attribute("val").map(std::borrow::Cow::into_owned);
        match (parent, name) {
            (Open::ParagraphProperties, "sectPr") => self.cell(Container::pass_page_break),
            (Open::ParagraphProperties, "pageBreakBefore") if tag.is_on() => self.cell(Container::pass_page_break),
            (Open::ParagraphProperties, "pStyle") => return self.paragraph_property(|frame| frame.style = value()),
            (Open::ParagraphProperties, "outlineLvl") => {
                return self.paragraph_property(|frame| frame.outline = outline_level(tag.number("val")));
            }
            (Open::Numbering, "numId") => {
                return self.paragraph_property(|frame| frame.list = Some(tag.number("val").unwrap_or(0)));
            }
            (Open::Numbering, "ilvl") => {
                return self.paragraph_property(|frame| frame.level = tag.number("val"));
            }
            _ => {}
        }
        Open::Plain
    }

    fn in_other(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Open {
        let value = || tag.attribute("val").map(std::borrow::Cow::into_owned);
        match (parent, name) {
            (Open::CheckBox, "checked" | "default") => self.fields.tick(tag.is_on()),
            (Open::DropDown, "result" | "default") => self.fields.choose(tag.number("val")),
            (Open::DropDown, "listEntry") => self.fields.entry(&value().unwrap_or_default()),
            (Open::Grid, "gridCol") => {
                self.table(|table| table.declare_column(tag.number("w").unwrap_or(0)));
            }
            (Open::RowProperties, "hidden") if tag.is_on() => {
                LeftOut::count(&mut self.left_out.hidden_runs);
                self.table(|table| table.row_deleted = true);
            }
            (Open::CellProperties, "cellDel") => {
                LeftOut::count(&mut self.left_out.deletions);
                self.cell(|cell| cell.deleted = true);
            }
            (Open::RowProperties, "gridBefore") => {
                self.table(|table| table.skip_columns(tag.number("val").unwrap_or(0)));
            }
            (Open::CellProperties, "gridSpan") => {
                self.cell(|cell| cell.column_span = tag.number("val").unwrap_or(1));
            }
            (Open::CellProperties, "vMerge") => {
                self.cell(|cell| cell.vertical = Merge::from_value(value().as_deref()));
            }
            (Open::CellProperties, "hMerge") => {
                self.cell(|cell| cell.horizontal = Merge::from_value(value().as_deref()));
            }
            (Open::ControlProperties, "showingPlcHdr") => {
                if let Some(prompt) = self.prompts.last_mut() {
                    *prompt = tag.is_on();
                }
            }
            _ => {}
        }
        Open::Plain
    }

    fn run_property(&mut self, name: &str, tag: &Tag<'_>) -> Open {
        match name {
            "vanish" => self.run.hidden = Some(tag.is_on()),
            "rStyle" => self.run.style = tag.attribute("val").map(std::borrow::Cow::into_owned),
            "strike" | "dstrike" => self.run.struck = tag.is_on(),
            "vertAlign" => {
                self.run.script = match tag.attribute("val").as_deref() {
                    Some("superscript") => Script::Raised,
                    Some("subscript") => Script::Lowered,
                    _ => Script::Plain,
                };
            }
            _ => {}
        }
        Open::Plain
    }
}
