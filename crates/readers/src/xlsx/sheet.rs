//! One sheet as a stream of cells. Declared dimensions are not looked at.

use super::strings::ItemText;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::ooxml::{Space, Tag, Token, Xml};
use crate::workbook::{self, Budget, CellFormats, Merge, Sheet, SheetCell};

/// What cells refer to.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) strings: &'a [String],
    pub(crate) formats: &'a CellFormats,
    pub(crate) since_1904: bool,
    pub(crate) limits: &'a Limits,
}

/// What of a cell is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    None,
    Value,
    Inline,
}

/// The cell that is being read.
#[derive(Debug)]
struct Draft {
    row: u32,
    column: u32,
    style: Option<u32>,
    kind: String,
    value: String,
    inline: ItemText,
    has_formula: bool,
    part: Part,
}

struct Parser<'a> {
    context: &'a Context<'a>,
    budget: &'a mut Budget,
    sheet: Sheet,
    row: u32,
    /// Where cells without an address stand.
    next_row: u32,
    next_column: u32,
    draft: Option<Draft>,
    /// Elements open inside the draft's cell.
    depth: u32,
}

/// Reads a sheet; `budget` is how much more the workbook may have.
pub(crate) fn read(text: &str, part: &str, context: &Context<'_>, budget: &mut Budget) -> Result<Sheet, ReadError> {
    let mut xml = Xml::new(text, part, context.limits);
    let sheet = Sheet::default();
    let mut parser = Parser { context, budget, sheet, row: 0, next_row: 0, next_column: 0, draft: None, depth: 0 };
    loop {
        match xml.next()? {
            Token::Open(tag) => parser.open(&tag)?,
            Token::Text(text) => parser.text(&text),
            Token::Close => parser.close()?,
            Token::End => return Ok(parser.sheet),
        }
    }
}

impl Parser<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        if let Some(draft) = &mut self.draft {
            self.depth += 1;
            draft.open(tag);
            return Ok(());
        }
        match tag.name() {
            (Space::Main, "row") => self.open_row(tag),
            (Space::Main, "c") => self.open_cell(tag),
            (Space::Main, "mergeCell") => self.merge(tag),
            (Space::Main, "col") => {
                self.column_properties(tag);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open_row(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        self.row = match tag.attribute("r") {
            Some(number) => workbook::row_from_number(number.trim().parse().unwrap_or(0))?,
            None => workbook::check_address(self.next_row, 0)?.0,
        };
        self.next_row = self.row + 1;
        self.next_column = 0;
        if is_true(tag, "hidden") {
            self.budget.spend()?;
            self.sheet.hidden_rows.insert(self.row);
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        let (row, column) = match tag.attribute("r") {
            Some(place) => workbook::parse_address(place.trim())?,
            None => workbook::check_address(self.row, self.next_column)?,
        };
        self.next_column = column + 1;
        self.depth = 0;
        self.draft = Some(Draft {
            row,
            column,
            style: tag.number("s"),
            kind: tag.attribute("t").unwrap_or_default().into_owned(),
            value: String::new(),
            inline: ItemText::default(),
            has_formula: false,
            part: Part::None,
        });
        Ok(())
    }

    fn merge(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        let reference = tag.attribute("ref").unwrap_or_default();
        let (first, last) = reference.split_once(':').unwrap_or((&reference, &reference));
        let (a, b) = (workbook::parse_address(first)?, workbook::parse_address(last)?);
        self.budget.spend()?;
        self.sheet.merges.push(Merge {
            top: a.0.min(b.0),
            left: a.1.min(b.1),
            bottom: a.0.max(b.0),
            right: a.1.max(b.1),
        });
        Ok(())
    }

    fn column_properties(&mut self, tag: &Tag<'_>) {
        if let (true, Some(first), Some(last)) = (is_true(tag, "hidden"), tag.number("min"), tag.number("max")) {
            self.sheet.hidden_columns.insert(first.saturating_sub(1), last.saturating_sub(1));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(draft) = &mut self.draft {
            match draft.part {
                Part::Value => draft.value.push_str(text),
                Part::Inline => draft.inline.text(text),
                Part::None => {}
            }
        }
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let Some(draft) = &mut self.draft else { return Ok(()) };
        if self.depth > 0 {
            self.depth -= 1;
            draft.inline.close();
            if self.depth == 0 {
                draft.part = Part::None;
            }
            return Ok(());
        }
        match self.draft.take() {
            Some(draft) => self.finish_cell(draft),
            None => Ok(()),
        }
    }

    fn finish_cell(&mut self, mut draft: Draft) -> Result<(), ReadError> {
        let text = self.shown(&mut draft);
        if draft.has_formula && draft.value.is_empty() && text.is_empty() && draft.kind != "str" {
            self.sheet.formula_without_value(draft.row, draft.column);
        }
        if text.is_empty() && draft.style.is_none() && !draft.has_formula {
            return Ok(());
        }
        self.budget.spend()?;
        self.budget.spend_text(&text)?;
        self.sheet.cells.push(SheetCell { row: draft.row, column: draft.column, text });
        Ok(())
    }

    /// What a reader saw in the cell.
    fn shown(&self, draft: &mut Draft) -> String {
        let value = &draft.value;
        match draft.kind.as_str() {
            "s" => {
                let index: Option<usize> = value.trim().parse().ok();
                index.and_then(|index| self.context.strings.get(index)).cloned().unwrap_or_default()
            }
            "inlineStr" => draft.inline.take(),
            "str" => super::strings::unescape(value),
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "e" => value.clone(),
            "d" => self.context.formats.show_day(draft.style, value.trim()),
            _ if value.trim().is_empty() => String::new(),
            _ => self.context.formats.show(draft.style, value.trim(), self.context.since_1904),
        }
    }
}

impl Draft {
    fn open(&mut self, tag: &Tag<'_>) {
        match (self.part, tag.name()) {
            (Part::None, (Space::Main, "v")) => self.part = Part::Value,
            (Part::None, (Space::Main, "is")) => self.part = Part::Inline,
            (Part::None, (Space::Main, "f")) => self.has_formula = true,
            (Part::Inline, _) => self.inline.open(tag),
            _ => {}
        }
    }
}

fn is_true(tag: &Tag<'_>, local: &str) -> bool {
    tag.attribute(local).is_some_and(|value| value == "1" || value == "true")
}
