//! The number format of each cell.

use std::collections::BTreeMap;

use super::date::serial_of;
use super::number_format::NumberFormat;

/// Which digits of a number are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Those a reader saw: what a report asserts.
    #[default]
    Shown,
    /// All that are stored: what the rows of a register add up from.
    Stored,
}

/// Number formats by the index that cells carry.
#[derive(Debug, Default)]
pub(crate) struct CellFormats {
    /// Which digits are wanted.
    pub(crate) numbers: Numbers,
    formats: Vec<u32>,
    codes: BTreeMap<u32, NumberFormat>,
}

impl CellFormats {
    /// The next index carries the format of this number.
    pub(crate) fn push(&mut self, id: u32) {
        self.formats.push(id);
    }

    /// The code of a format that the workbook defines itself.
    pub(crate) fn define(&mut self, id: u32, code: &str) {
        self.codes.insert(id, NumberFormat::parse(code));
    }

    /// Fills in the built-in formats, once all codes are known.
    pub(crate) fn complete(&mut self) {
        for id in &self.formats {
            self.codes.entry(*id).or_insert_with(|| NumberFormat::built_in(*id));
        }
    }

    /// What a cell of this index shows for a number.
    pub(crate) fn show(&self, index: Option<u32>, stored: &str, since_1904: bool) -> String {
        let format = self.format(index);
        match self.numbers {
            Numbers::Stored if !format.is_special() => NumberFormat::all_digits(stored),
            _ => format.show(stored, since_1904),
        }
    }

    /// What a cell of this index shows for a day that is stored as one: `2021-12-31T00:00:00`.
    pub(crate) fn show_day(&self, index: Option<u32>, stored: &str) -> String {
        let day = || stored.split('T').next().unwrap_or_default().to_owned();
        match (self.format(index), serial_of(stored)) {
            (format @ NumberFormat::Date(_), Some(serial)) => format.show(&serial.to_string(), false),
            (_, Some(_)) => day(),
            (_, None) => stored.to_owned(),
        }
    }

    fn format(&self, index: Option<u32>) -> &NumberFormat {
        let index = index.and_then(|index| usize::try_from(index).ok()).unwrap_or(0);
        self.formats.get(index).and_then(|id| self.codes.get(id)).unwrap_or(&NumberFormat::General)
    }
}
