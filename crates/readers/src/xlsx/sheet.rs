//! One sheet as a stream of cells. Declared dimensions are not looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::address;
use super::strings::ItemText;
use super::styles::Styles;
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::ooxml::{Space, Tag, Token, Xml};

/// What cells refer to.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) strings: &'a [String],
    pub(crate) styles: &'a Styles,
    pub(crate) since_1904: bool,
    pub(crate) limits: &'a Limits,
}

/// A cell that is written or formatted.
#[derive(Debug)]
pub(crate) struct SheetCell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// What a reader saw; may be empty.
    pub(crate) text: String,
}

/// Merged cells, first and last row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// What one sheet holds.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) cells: Vec<SheetCell>,
    pub(crate) merges: Vec<Merge>,
    hidden_rows: BTreeSet<u32>,
    /// First to last hidden column.
    hidden_columns: BTreeMap<u32, u32>,
    formulas_without_value: u64,
    first_without_value: Option<(u32, u32)>,
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
    budget: &'a mut u64,
    sheet: Sheet,
    row: u32,
    /// Where cells without an address stand.
    next_row: u32,
    next_column: u32,
    draft: Option<Draft>,
    /// Elements open inside the draft's cell.
    depth: u32,
}

impl Sheet {
    /// Reads a sheet; `budget` is how many more cells the workbook may have.
    pub(crate) fn read(text: &str, part: &str, context: &Context<'_>, budget: &mut u64) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, part, context.limits);
        let sheet = Self::default();
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

    /// How many hidden rows and columns hold text.
    pub(crate) fn hidden_counts(&self) -> (usize, usize) {
        if self.hidden_rows.is_empty() && self.hidden_columns.is_empty() {
            return (0, 0);
        }
        let written = || self.cells.iter().filter(|cell| !cell.text.trim().is_empty());
        let rows: BTreeSet<u32> = written().map(|cell| cell.row).filter(|row| self.hidden_rows.contains(row)).collect();
        let columns: BTreeSet<u32> =
            written().map(|cell| cell.column).filter(|column| self.is_hidden_column(*column)).collect();
        (rows.len(), columns.len())
    }

    fn is_hidden_column(&self, column: u32) -> bool {
        self.hidden_columns.range(..=column).next_back().is_some_and(|(_, last)| *last >= column)
    }

    /// How many formulas have no stored result, and the address of the first.
    pub(crate) fn unfinished_formulas(&self) -> Option<(u64, String)> {
        let (row, column) = self.first_without_value?;
        Some((self.formulas_without_value, address::format(row, column)))
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
            Some(number) => address::row(number.trim().parse().unwrap_or(0))?,
            None => address::check(self.next_row, 0)?.0,
        };
        self.next_row = self.row + 1;
        self.next_column = 0;
        if is_true(tag, "hidden") {
            self.spend()?;
            self.sheet.hidden_rows.insert(self.row);
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        let (row, column) = match tag.attribute("r") {
            Some(place) => address::parse(place.trim())?,
            None => address::check(self.row, self.next_column)?,
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
        let (a, b) = (address::parse(first)?, address::parse(last)?);
        self.spend()?;
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
            self.sheet.formulas_without_value += 1;
            self.sheet.first_without_value.get_or_insert((draft.row, draft.column));
        }
        if text.is_empty() && draft.style.is_none() && !draft.has_formula {
            return Ok(());
        }
        self.spend()?;
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
            "e" | "d" => value.clone(),
            _ if value.trim().is_empty() => String::new(),
            _ => self.context.styles.show(draft.style, value.trim(), self.context.since_1904),
        }
    }

    fn spend(&mut self) -> Result<(), ReadError> {
        let limit = self.context.limits.sheet_cells;
        *self.budget = self.budget.checked_sub(1).ok_or(ReadError::TooLarge { what: Measure::Cells, limit })?;
        Ok(())
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
