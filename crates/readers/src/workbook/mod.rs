//! What workbooks of every format share: sheets as tables of what a reader saw in them.

mod address;
mod date;
mod digits;
mod formats;
mod grid;
mod number_format;
mod sheet;

pub(crate) use address::{check as check_address, parse as parse_address, row as row_from_number};
pub(crate) use formats::{CellFormats, Numbers};
pub(crate) use number_format::plain as plain_number;
pub(crate) use sheet::{Budget, Merge, Sheet, SheetCell, add_sheet};

#[cfg(test)]
mod tests;
