//! Excel 97 workbooks: records one after the other.

use super::bytes::{u16_bytes, utf16};
use super::compound::compound;

/// Kinds of records.
pub const BEGIN: u16 = 0x0809;
/// The end of a part.
pub const END: u16 = 0x000A;
/// A sheet of the list.
pub const SHEET: u16 = 0x0085;
/// Texts that cells share.
pub const STRINGS: u16 = 0x00FC;
/// More of the record before.
pub const CONTINUE: u16 = 0x003C;
/// A password.
pub const PASSWORD: u16 = 0x002F;

/// One record.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &u16_bytes(data.len()), data].concat()
}

/// The record that begins a part: 5 the workbook, 0x10 a sheet.
pub fn begin(part: u16) -> Vec<u8> {
    let mut data = 0x0600_u16.to_le_bytes().to_vec();
    data.extend(part.to_le_bytes());
    data.extend([0; 12]);
    record(BEGIN, &data)
}

/// The record that ends a part.
pub fn end() -> Vec<u8> {
    record(END, &[])
}

/// A sheet of the list, said to begin at this place.
pub fn listed(place: u32, name: &str) -> Vec<u8> {
    let mut data = place.to_le_bytes().to_vec();
    data.extend([0, 0]);
    data.extend([name.encode_utf16().count().to_le_bytes()[0], 1]);
    data.extend(utf16(name));
    record(SHEET, &data)
}

/// A cell with a text.
pub fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let mut data = [row, column, 0].iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    data.extend(u16_bytes(text.encode_utf16().count()));
    data.push(1);
    data.extend(utf16(text));
    record(0x0204, &data)
}

/// A sheet with these cells.
pub fn sheet(cells: &[Vec<u8>]) -> Vec<u8> {
    [begin(0x10), cells.concat(), end()].concat()
}

/// A stream: records for all sheets, then one sheet. The place of the sheet is true.
pub fn stream(shared: &[u8], sheet: &[u8]) -> Vec<u8> {
    let head = begin(5);
    let length = head.len() + listed(0, "表一").len() + shared.len() + end().len();
    let place = u32::try_from(length).unwrap_or(u32::MAX);
    [head, listed(place, "表一"), shared.to_vec(), end(), sheet.to_vec()].concat()
}

/// The file around a stream.
pub fn workbook(stream: &[u8]) -> Vec<u8> {
    compound(&[("Workbook", stream)])
}
