//! The sheets of a spreadsheet, as one pass over its XML.
//!
//! A cell carries its text as it was shown; only where a program left that out is the stored value used. Rows and
//! cells may be repeated, up to the end of the largest sheet: what is blank then costs nothing.

use std::collections::BTreeSet;

use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::ooxml::{Tag, Walk, walk};
use crate::opendocument::{Line, is_never_text};
use crate::workbook::{self, Budget, Merge, Sheet, SheetCell, check_address};

/// Repeated blanks up to this many are cells of a form, more only fill a sheet.
const BLANKS_MAX: u32 = 64;

/// A sheet with its name.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) sheet: Sheet,
}

/// What an open element means for what is inside it and for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Plain,
    /// Nothing inside counts: former versions, comments, drawings, tables of linked documents.
    Muted,
    Style,
    Table,
    Row,
    Cell,
    /// A paragraph of a cell, or what carries its text.
    Text,
}

/// The row that is being read.
#[derive(Debug, Default)]
struct Row {
    repeated: u32,
    hidden: bool,
    column: u32,
    cells: Vec<(u32, String)>,
    merges: Vec<(u32, u32, u32)>,
    formulas: Vec<u32>,
}

/// The cell that is being read.
#[derive(Debug)]
struct Draft {
    text: String,
    line: Line,
    paragraphs: u32,
    /// What to show where no text is written.
    value: Option<String>,
    repeated: u32,
    spans: (u32, u32),
    has_style: bool,
    has_formula: bool,
}

struct Walker<'a> {
    budget: Budget,
    limits: &'a Limits,
    open: Vec<Open>,
    muted: u32,
    /// Styles of sheets that are not shown.
    hidden_styles: BTreeSet<String>,
    style: String,
    sheets: Vec<Entry>,
    next_column: u32,
    next_row: u32,
    row: Row,
    draft: Option<Draft>,
    comments: u32,
}

/// Reads all sheets; the number is that of the comments on their cells.
pub(super) fn read(text: &str, part: &str, limits: &Limits) -> Result<(Vec<Entry>, u32), ReadError> {
    let mut walker = Walker {
        budget: Budget::new(limits),
        limits,
        open: Vec::new(),
        muted: 0,
        hidden_styles: BTreeSet::new(),
        style: String::new(),
        sheets: Vec::new(),
        next_column: 0,
        next_row: 0,
        row: Row::default(),
        draft: None,
        comments: 0,
    };
    walk(text, part, limits, &mut walker)?;
    Ok((walker.sheets, walker.comments))
}

impl Walk for Walker<'_> {
    type Open = Open;

    fn open(&mut self) -> &mut Vec<Open> {
        &mut self.open
    }

    fn enter(&mut self, tag: &Tag<'_>) -> Result<Open, ReadError> {
        let open = self.element(tag)?;
        self.muted += u32::from(open == Open::Muted);
        Ok(open)
    }

    fn leave(&mut self, open: Open) -> Result<(), ReadError> {
        match open {
            Open::Muted => self.muted = self.muted.saturating_sub(1),
            Open::Cell => {
                if let Some(draft) = self.draft.take() {
                    return self.finish_cell(draft);
                }
            }
            Open::Row => return self.finish_row(),
            Open::Plain | Open::Style | Open::Table | Open::Text => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Open::Text)
            && let Some(draft) = &mut self.draft
        {
            let text = draft.line.text(text);
            draft.text.push_str(&text);
        }
    }
}

impl Walker<'_> {
    fn element(&mut self, tag: &Tag<'_>) -> Result<Open, ReadError> {
        if self.muted > 0 {
            return Ok(Open::Plain);
        }
        let name = tag.full_name();
        self.comments = self.comments.saturating_add(u32::from(name == "office:annotation"));
        let parent = self.open.last().copied().unwrap_or(Open::Plain);
        Ok(match name {
            _ if is_never_text(name) || name.starts_with("draw:") => Open::Muted,
            "table:shapes" | "table:dde-links" | "table:covered-table-cell" => {
                if name == "table:covered-table-cell" {
                    self.row.skip(repeated(tag, "number-columns-repeated"));
                }
                Open::Muted
            }
            "style:style" => {
                self.style = tag.attribute("name").unwrap_or_default().into_owned();
                Open::Style
            }
            "style:table-properties" if parent == Open::Style => {
                if tag.attribute("display").is_some_and(|display| display == "false") {
                    self.hidden_styles.insert(std::mem::take(&mut self.style));
                }
                Open::Plain
            }
            "table:table" => self.start_sheet(tag)?,
            "table:table-column" => {
                self.columns(tag);
                Open::Plain
            }
            "table:table-row" if !self.sheets.is_empty() => {
                self.row =
                    Row { repeated: repeated(tag, "number-rows-repeated"), hidden: is_hidden(tag), ..Row::default() };
                Open::Row
            }
            "table:table-cell" if parent == Open::Row => {
                self.draft = Some(Draft::new(tag));
                Open::Cell
            }
            "text:p" | "text:h" if parent != Open::Text => self.start_paragraph(),
            _ if parent == Open::Text => self.inside_paragraph(tag),
            _ => Open::Plain,
        })
    }

    fn start_sheet(&mut self, tag: &Tag<'_>) -> Result<Open, ReadError> {
        // A sheet stands in no other; a table inside one belongs to something drawn.
        if self.open.contains(&Open::Table) {
            return Ok(Open::Muted);
        }
        if self.sheets.len() as u64 >= self.limits.sheets {
            return Err(ReadError::TooLarge { what: Measure::Sheets, limit: self.limits.sheets });
        }
        let value = |local: &str| tag.attribute(local).unwrap_or_default().into_owned();
        let hidden = self.hidden_styles.contains(&value("style-name"));
        self.sheets.push(Entry { name: value("name"), hidden, sheet: Sheet::default() });
        (self.next_column, self.next_row) = (0, 0);
        Ok(Open::Table)
    }

    fn columns(&mut self, tag: &Tag<'_>) {
        let first = self.next_column;
        self.next_column = first.saturating_add(repeated(tag, "number-columns-repeated"));
        if let Some(entry) = self.sheets.last_mut().filter(|_| is_hidden(tag)) {
            entry.sheet.hidden_columns.insert(first, self.next_column.saturating_sub(1));
        }
    }

    /// Paragraphs of a cell are its lines.
    fn start_paragraph(&mut self) -> Open {
        let Some(draft) = &mut self.draft else { return Open::Muted };
        if draft.paragraphs > 0 {
            draft.text.push('\n');
        }
        draft.paragraphs = draft.paragraphs.saturating_add(1);
        draft.line = Line::of_cell();
        Open::Text
    }

    fn inside_paragraph(&mut self, tag: &Tag<'_>) -> Open {
        if let Some(draft) = &mut self.draft
            && let Some(text) = draft.line.character(tag)
        {
            draft.text.push_str(&text);
            return Open::Plain;
        }
        Open::Text
    }

    fn finish_cell(&mut self, draft: Draft) -> Result<(), ReadError> {
        let row = &mut self.row;
        let column = row.column;
        row.skip(draft.repeated);
        if draft.has_formula && draft.paragraphs == 0 && draft.value.is_none() {
            row.formulas.push(column);
        }
        let text = if draft.paragraphs > 0 { draft.text } else { draft.value.unwrap_or_default() };
        if draft.spans != (1, 1) {
            row.merges.push((column, draft.spans.0, draft.spans.1));
        }
        let is_filler = draft.repeated > BLANKS_MAX || !(draft.has_style || draft.has_formula);
        if text.trim().is_empty() && is_filler {
            return Ok(());
        }
        for nth in 0..draft.repeated {
            self.budget.spend()?;
            self.budget.spend_text(&text)?;
            row.cells.push((check_address(0, column.saturating_add(nth))?.1, text.clone()));
        }
        Ok(())
    }

    fn finish_row(&mut self) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        let first = self.next_row;
        self.next_row = first.saturating_add(row.repeated);
        let Some(entry) = self.sheets.last_mut() else { return Ok(()) };
        let is_blank = row.cells.iter().all(|(_, text)| text.trim().is_empty());
        if is_blank && row.repeated > BLANKS_MAX {
            return Ok(());
        }
        for nth in 0..row.repeated {
            let number = first.saturating_add(nth);
            for (column, text) in &row.cells {
                let (row, column) = check_address(number, *column)?;
                // The first of them was paid for when it was read.
                if nth > 0 {
                    self.budget.spend()?;
                    self.budget.spend_text(text)?;
                }
                entry.sheet.cells.push(SheetCell { row, column, text: text.clone() });
            }
            if row.hidden && !is_blank {
                entry.sheet.hidden_rows.insert(number);
            }
        }
        row.formulas.iter().for_each(|column| entry.sheet.formula_without_value(first, *column));
        for (column, rows, columns) in row.merges {
            let (top, left) = check_address(first, column)?;
            let (bottom, right) = check_address(first.saturating_add(rows - 1), column.saturating_add(columns - 1))?;
            self.budget.spend()?;
            entry.sheet.merges.push(Merge { top, left, bottom, right });
        }
        Ok(())
    }
}

impl Row {
    fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }
}

impl Draft {
    fn new(tag: &Tag<'_>) -> Self {
        Self {
            text: String::new(),
            line: Line::of_cell(),
            paragraphs: 0,
            value: stored_value(tag),
            repeated: repeated(tag, "number-columns-repeated"),
            spans: (repeated(tag, "number-rows-spanned"), repeated(tag, "number-columns-spanned")),
            has_style: tag.attribute("style-name").is_some(),
            has_formula: tag.attribute("formula").is_some(),
        }
    }
}

/// A count that is missing or absurd is one.
fn repeated(tag: &Tag<'_>, local: &str) -> u32 {
    tag.number(local).unwrap_or(1).max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("visibility").is_some_and(|visibility| visibility != "visible")
}

/// The value of a cell whose text was not written down.
fn stored_value(tag: &Tag<'_>) -> Option<String> {
    let value = |local: &str| tag.attribute(local).map(std::borrow::Cow::into_owned);
    let kind = value("value-type")?;
    Some(match kind.as_str() {
        "float" | "currency" => workbook::plain_number(&value("value")?, false),
        "percentage" => workbook::plain_number(&value("value")?, true),
        "date" => value("date-value")?.split('T').next().unwrap_or_default().to_owned(),
        "time" => value("time-value")?,
        "boolean" => value("boolean-value")?.to_uppercase(),
        _ => value("string-value").unwrap_or_default(),
    })
}
