//! Workbooks: every sheet is a table of what a reader saw in it.

mod drawings;
mod sheet;
mod strings;
mod styles;

use jiheng_model::document::DocumentBuilder;

use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::ooxml::{self, Package, Space, Token, Xml};
use crate::workbook::{self, Budget, CellFormats, Numbers};
use sheet::Context;

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
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    numbers: Numbers,
    builder: &mut DocumentBuilder,
) -> Result<(), ReadError> {
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
    let mut formats = match styles_part {
        Some(relation) => styles::read(&mut package, &relation.target)?,
        None => CellFormats::default(),
    };
    formats.numbers = numbers;
    let context = Context { strings: &strings, formats: &formats, since_1904: workbook.since_1904, limits };
    let mut budget = Budget::new(limits);
    for entry in &workbook.sheets {
        let target = relations.iter().find(|relation| relation.id == entry.relation && relation.kind == "worksheet");
        let Some(target) = target.filter(|relation| !relation.external) else { continue };
        let Some(text) = package.text(&target.target)? else {
            return Err(ReadError::MissingPart { part: target.target.clone() });
        };
        let sheet = sheet::read(&text, &target.target, &context, &mut budget)?;
        workbook::add_sheet(&entry.name, entry.hidden, sheet, limits, builder);
    }
    drawings::note(&mut package, builder)?;
    ooxml::notes_on_package(&mut package, builder)
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
#[cfg(test)]
mod variations;
