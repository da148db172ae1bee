//! Workbooks: every sheet is a table of what a reader saw in it.

mod address;
mod date;
mod digits;
mod grid;
mod number_format;
mod sheet;
mod strings;
mod styles;

use std::sync::Arc;

use jiheng_model::document::DocumentBuilder;

use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::note;
use crate::ooxml::{self, Package, Space, Token, Xml};
use sheet::{Context, Sheet};
use styles::Styles;

/// What the workbook part lists.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Entry>,
    since_1904: bool,
}

#[derive(Debug)]
struct Entry {
    name: String,
    relation: String,
    hidden: bool,
}

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let part = ooxml::main_part(&mut package, "xl/workbook.xml")?;
    let text = package.text(&part)?.ok_or_else(|| ReadError::MissingPart { part: part.clone() })?;
    let workbook = read_workbook(&text, &part, limits)?;
    let relations = ooxml::relationships(&mut package, &part)?;
    let strings_part = relations.iter().find(|relation| relation.kind == "sharedStrings" && !relation.external);
    let strings = match strings_part {
        Some(relation) => strings::read(&mut package, &relation.target)?,
        None => Vec::new(),
    };
    let styles_part = relations.iter().find(|relation| relation.kind == "styles" && !relation.external);
    let styles = match styles_part {
        Some(relation) => Styles::read(&mut package, &relation.target)?,
        None => Styles::default(),
    };
    let context = Context { strings: &strings, styles: &styles, since_1904: workbook.since_1904, limits };
    let mut budget = limits.sheet_cells;
    for entry in &workbook.sheets {
        let target = relations.iter().find(|relation| relation.id == entry.relation && relation.kind == "worksheet");
        let Some(target) = target.filter(|relation| !relation.external) else { continue };
        let Some(text) = package.text(&target.target)? else {
            return Err(ReadError::MissingPart { part: target.target.clone() });
        };
        let sheet = Sheet::read(&text, &target.target, &context, &mut budget)?;
        add_sheet(entry, sheet, limits, builder);
    }
    ooxml::notes_on_package(&mut package, builder)
}

fn add_sheet(entry: &Entry, sheet: Sheet, limits: &Limits, builder: &mut DocumentBuilder) {
    let name = &entry.name;
    if entry.hidden && sheet.cells.iter().any(|cell| !cell.text.trim().is_empty()) {
        builder.note(note(
            "hidden-sheet",
            format!("工作表“{name}”是隐藏的，仍然读取并核对。"),
            format!("the sheet “{name}” is hidden; it was read and checked all the same"),
        ));
    }
    let (rows, columns) = sheet.hidden_counts();
    if rows + columns > 0 {
        builder.note(note(
            "hidden-cells",
            format!("工作表“{name}”有 {rows} 个隐藏行、{columns} 个隐藏列含有内容，仍然读取并核对。"),
            format!("the sheet “{name}” has {rows} hidden rows and {columns} hidden columns with content; they were read and checked all the same"),
        ));
    }
    if let Some((count, first)) = sheet.unfinished_formulas() {
        builder.note(note(
            "formula-without-value",
            format!("工作表“{name}”有 {count} 个公式没有保存结果（如 {first}），按空白处理；请用 Excel 或 WPS 打开并保存后再试。"),
            format!("the sheet “{name}” has {count} formulas without a stored result (e.g. {first}), read as blank; open and save it in Excel or WPS"),
        ));
    }
    grid::add_table(&Arc::from(name.as_str()), sheet, limits, builder);
}

fn read_workbook(text: &str, part: &str, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut xml = Xml::new(text, part, limits);
    let mut workbook = Workbook::default();
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                (Space::Main, "workbookPr") => {
                    workbook.since_1904 =
                        tag.attribute("date1904").is_some_and(|value| value == "1" || value == "true");
                }
                (Space::Main, "sheet") => {
                    let value = |local: &str| tag.attribute(local).unwrap_or_default().into_owned();
                    let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    workbook.sheets.push(Entry { name: value("name"), relation: value("id"), hidden });
                }
                _ => {}
            },
            Token::Close | Token::Text(_) => {}
            Token::End => break,
        }
    }
    if workbook.sheets.len() as u64 > limits.sheets {
        return Err(ReadError::TooLarge { what: Measure::Sheets, limit: limits.sheets });
    }
    Ok(workbook)
}

#[cfg(test)]
mod tests;
