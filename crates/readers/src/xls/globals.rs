//! What a workbook says for all of its sheets: their names, shared strings, number formats.

use super::record::{BEGIN, END, Record, Records};
use super::text::{Segments, Writing};
use crate::bytes::{u8_at, u16_at, u32_at};
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::workbook::CellFormats;

const FILE_PASSWORD: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const SHEET: u16 = 0x0085;
const CELL_FORMAT: u16 = 0x00E0;
const STRINGS: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

/// One sheet of the list.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    /// Where its records begin.
    pub(super) at: u32,
    pub(super) hidden: bool,
}

/// What cells refer to.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) sheets: Vec<Entry>,
    pub(super) strings: Vec<String>,
    pub(super) formats: CellFormats,
    pub(super) since_1904: bool,
    pub(super) writing: Writing,
    pub(super) is_damaged: bool,
}

impl Globals {
    /// Reads the first part of the stream.
    pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<Self, ReadError> {
        let damaged = || ReadError::DamagedCompound { part: "Workbook" };
        let mut records = Records::new(stream);
        let begin = records.next().filter(|record| record.kind & 0x00FF == BEGIN & 0x00FF).ok_or_else(damaged)?;
        let mut globals = Self::new(begin_writing(&begin).ok_or(ReadError::FormatNotSupported { name: "Excel 2–4" })?);
        let mut ended = false;
        for record in records.by_ref() {
            if record.kind == END {
                ended = true;
                break;
            }
            globals.take(&record, limits)?;
        }
        globals.is_damaged |= !ended;
        globals.formats.complete();
        if globals.sheets.is_empty() { Err(damaged()) } else { Ok(globals) }
    }

    fn new(writing: Writing) -> Self {
        Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: CellFormats::default(),
            since_1904: false,
            writing,
            is_damaged: false,
        }
    }

    fn take(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), ReadError> {
        match record.kind {
            FILE_PASSWORD => return Err(ReadError::Encrypted),
            CODE_PAGE if matches!(self.writing, Writing::Bytes(_)) => {
                self.writing = Writing::of_code_page(u16_at(record.data, 0).unwrap_or(0));
            }
            DATE_MODE => self.since_1904 = u16_at(record.data, 0) == Some(1),
            CELL_FORMAT => self.formats.push(u16_at(record.data, 2).map_or(0, u32::from)),
            FORMAT => self.format(record),
            SHEET => self.sheet(record, limits)?,
            STRINGS => self.strings(record, limits)?,
            _ => {}
        }
        Ok(())
    }

    fn format(&mut self, record: &Record<'_>) {
        let mut segments = Segments::of(record, 2);
        let code = match self.writing {
            Writing::Unicode => segments.string(self.writing),
            Writing::Bytes(_) => segments.byte().and_then(|length| segments.characters(length.into(), self.writing)),
        };
        if let (Some(id), Some(code)) = (u16_at(record.data, 0), code) {
            self.formats.define(u32::from(id), &code);
        }
    }

    /// Charts and macros have sheets of their own, without cells that anyone sees.
    fn sheet(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), ReadError> {
        let (Some(at), Some(state), Some(kind)) =
            (u32_at(record.data, 0), u8_at(record.data, 4), u8_at(record.data, 5))
        else {
            self.is_damaged = true;
            return Ok(());
        };
        if kind != 0 {
            return Ok(());
        }
        if self.sheets.len() as u64 >= limits.sheets {
            return Err(ReadError::TooLarge { what: Measure::Sheets, limit: limits.sheets });
        }
        let mut segments = Segments::of(record, 6);
        let name = segments.byte().and_then(|length| segments.characters(length.into(), self.writing));
        self.sheets.push(Entry { name: name.unwrap_or_default(), at, hidden: state & 3 != 0 });
        Ok(())
    }

    /// What the record declares about the number of strings is not looked at.
    fn strings(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), ReadError> {
        let mut segments = Segments::of(record, 8);
        while !segments.is_over() {
            let Some(text) = segments.string(self.writing) else {
                self.is_damaged = true;
                return Ok(());
            };
            self.strings.push(super::text::without_returns(text));
            if self.strings.len() as u64 > limits.sheet_cells {
                return Err(ReadError::TooLarge { what: Measure::Cells, limit: limits.sheet_cells });
            }
        }
        Ok(())
    }
}

/// How a stream that begins like this writes its strings; `None` for what is older than Excel 95.
fn begin_writing(begin: &Record<'_>) -> Option<Writing> {
    match (begin.kind, u16_at(begin.data, 0)) {
        (BEGIN, Some(0x0600)) => Some(Writing::Unicode),
        (BEGIN, Some(0x0500)) => Some(Writing::of_code_page(0)),
        _ => None,
    }
}
