//! One sheet as a stream of cell records. Declared dimensions are not looked at.

use super::double;
use super::globals::Globals;
use super::record::{BEGIN, END, Record, Records};
use super::text::{Segments, Writing, without_returns};
use crate::bytes::{u16_at, u32_at};
use crate::error::ReadError;
use crate::workbook::{Budget, Merge, Sheet, SheetCell};

const FORMULA: u16 = 0x0006;
const COLUMNS: u16 = 0x007D;
const PACKED_NUMBERS: u16 = 0x00BD;
const BLANKS: u16 = 0x00BE;
const RICH_LABEL: u16 = 0x00D6;
const MERGES: u16 = 0x00E5;
const SHARED_LABEL: u16 = 0x00FD;
const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOLEAN_OR_ERROR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const ROW: u16 = 0x0208;
const PACKED_NUMBER: u16 = 0x027E;

/// The last column there is; what claims to lie beyond it is damaged.
const LAST_COLUMN: u32 = 0xFF;
/// A row that is hidden or of no height.
const ROW_HIDDEN: u16 = 0x0020;
const COLUMN_HIDDEN: u16 = 0x0001;

/// What could be read of a sheet.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) sheet: Sheet,
    /// How far into its place the sheet reaches.
    pub(super) bytes: usize,
    pub(super) is_damaged: bool,
}

struct Parser<'a> {
    globals: &'a Globals,
    budget: &'a mut Budget,
    sheet: Sheet,
    /// A formula whose result is a text, which a record of its own brings.
    awaited: Option<(u32, u32)>,
    is_damaged: bool,
}

/// Reads the sheet that begins here.
pub(super) fn read(bytes: &[u8], globals: &Globals, budget: &mut Budget) -> Result<Reading, ReadError> {
    let mut parser = Parser { globals, budget, sheet: Sheet::default(), awaited: None, is_damaged: false };
    let mut records = Records::new(bytes);
    // Charts inside a sheet are streams inside its stream.
    let mut depth = 0_u32;
    let mut ended = false;
    for record in records.by_ref() {
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => {
                ended = depth == 1;
                break;
            }
            END => depth -= 1,
            _ if depth == 1 => parser.take(&record)?,
            _ if depth == 0 => break,
            _ => {}
        }
    }
    parser.settle_awaited()?;
    let is_damaged = parser.is_damaged || !ended;
    Ok(Reading { sheet: parser.sheet, bytes: records.at, is_damaged })
}

impl Parser<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        match record.kind {
            ROW => self.row(record.data)?,
            COLUMNS => self.columns(record.data),
            MERGES => self.merges(record)?,
            STRING => self.string(record)?,
            BLANK | NUMBER | PACKED_NUMBER | LABEL | RICH_LABEL | SHARED_LABEL | BOOLEAN_OR_ERROR | FORMULA
            | PACKED_NUMBERS | BLANKS => {
                self.settle_awaited()?;
                if self.cells(record)?.is_none() {
                    self.is_damaged = true;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// One record of one or more cells; `None` when it is too short.
    fn cells(&mut self, record: &Record<'_>) -> Result<Option<()>, ReadError> {
        let data = record.data;
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { return Ok(None) };
        let (row, column) = (u32::from(row), u32::from(column));
        match record.kind {
            PACKED_NUMBERS => return self.packed_numbers(row, column, data),
            BLANKS => return self.blanks(row, column, data),
            FORMULA => return self.formula(row, column, data),
            _ => {}
        }
        let text = match record.kind {
            NUMBER => u64_at(data, 6).map(|bits| self.number(format_of(data, 4), double::decimal(bits))),
            PACKED_NUMBER => {
                u32_at(data, 6).map(|packed| self.number(format_of(data, 4), double::packed_decimal(packed)))
            }
            SHARED_LABEL => u32_at(data, 6).and_then(|index| self.shared(index)),
            LABEL | RICH_LABEL => Segments::of(record, 6).string(self.globals.writing).map(without_returns),
            BOOLEAN_OR_ERROR => u16_at(data, 6).map(|pair| {
                let [value, is_error] = pair.to_le_bytes();
                if is_error == 0 { truth(value) } else { error_name(value) }.to_owned()
            }),
            _ => Some(String::new()),
        };
        // A cell whose text is lost is still a cell.
        let found = text.is_some().then_some(());
        self.add(row, column, text.unwrap_or_default())?;
        Ok(found)
    }

    fn packed_numbers(&mut self, row: u32, first: u32, data: &[u8]) -> Result<Option<()>, ReadError> {
        // The last two bytes are the last column.
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (column, cell) in (first..).zip(cells.chunks_exact(6)) {
            let stored = u32_at(cell, 2).and_then(double::packed_decimal);
            let text = self.number(format_of(cell, 0), stored);
            self.add(row, column, text)?;
        }
        Ok(Some(()))
    }

    fn blanks(&mut self, row: u32, first: u32, data: &[u8]) -> Result<Option<()>, ReadError> {
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (column, _) in (first..).zip(cells.chunks_exact(2)) {
            self.add(row, column, String::new())?;
        }
        Ok(Some(()))
    }

    /// The result of a formula is a number, or, marked by two bytes no number has, something else.
    fn formula(&mut self, row: u32, column: u32, data: &[u8]) -> Result<Option<()>, ReadError> {
        let Some(bits) = u64_at(data, 6) else { return Ok(None) };
        let [kind, _, value, .., mark_low, mark_high] = bits.to_le_bytes();
        let text = match (mark_low, mark_high, kind) {
            (0xFF, 0xFF, 0) => {
                self.awaited = Some((row, column));
                return Ok(Some(()));
            }
            (0xFF, 0xFF, 1) => truth(value).to_owned(),
            (0xFF, 0xFF, 2) => error_name(value).to_owned(),
            (0xFF, 0xFF, _) => String::new(),
            _ => self.number(format_of(data, 4), double::decimal(bits)),
        };
        self.add(row, column, text)?;
        Ok(Some(()))
    }

    fn string(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        let Some((row, column)) = self.awaited.take() else { return Ok(()) };
        let text = Segments::of(record, 0).string(self.globals.writing);
        self.is_damaged |= text.is_none();
        self.add(row, column, text.map(without_returns).unwrap_or_default())
    }

    /// A text was announced and did not come.
    fn settle_awaited(&mut self) -> Result<(), ReadError> {
        if let Some((row, column)) = self.awaited.take() {
            self.sheet.formula_without_value(row, column);
            self.add(row, column, String::new())?;
        }
        Ok(())
    }

    /// What is shown for a number; bits that are none are shown as the error they stand for.
    fn number(&self, format: Option<u32>, stored: Option<String>) -> String {
        match stored {
            Some(stored) => self.globals.formats.show(format, &stored, self.globals.since_1904),
            None => "#NUM!".to_owned(),
        }
    }

    fn shared(&self, index: u32) -> Option<String> {
        self.globals.strings.get(usize::try_from(index).ok()?).cloned()
    }

    fn add(&mut self, row: u32, column: u32, text: String) -> Result<(), ReadError> {
        if column > LAST_COLUMN {
            self.is_damaged = true;
            return Ok(());
        }
        self.budget.spend()?;
        self.budget.spend_text(&text)?;
        self.sheet.cells.push(SheetCell { row, column, text });
        Ok(())
    }

    fn row(&mut self, data: &[u8]) -> Result<(), ReadError> {
        if let (Some(row), Some(flags)) = (u16_at(data, 0), u16_at(data, 12))
            && flags & ROW_HIDDEN != 0
        {
            self.budget.spend()?;
            self.sheet.hidden_rows.insert(u32::from(row));
        }
        Ok(())
    }

    fn columns(&mut self, data: &[u8]) {
        if let (Some(first), Some(last), Some(flags)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
            && flags & COLUMN_HIDDEN != 0
        {
            self.sheet.hidden_columns.insert(u32::from(first), u32::from(last));
        }
    }

    fn merges(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        if matches!(self.globals.writing, Writing::Bytes(_)) {
            return Ok(());
        }
        for region in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
            let at = |at| u16_at(region, at).map_or(0, u32::from);
            let (first, last, left, right) = (at(0), at(2), at(4), at(6));
            if left.max(right) > LAST_COLUMN {
                self.is_damaged = true;
                continue;
            }
            self.budget.spend()?;
            self.sheet.merges.push(Merge {
                top: first.min(last),
                left: left.min(right),
                bottom: first.max(last),
                right: left.max(right),
            });
        }
        Ok(())
    }
}

fn format_of(data: &[u8], at: usize) -> Option<u32> {
    u16_at(data, at).map(u32::from)
}

fn u64_at(data: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32_at(data, at)?) | u64::from(u32_at(data, at + 4)?) << 32)
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
