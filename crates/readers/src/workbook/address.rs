//! Cell addresses: `XFD1048576` and nothing beyond.

use crate::error::{Measure, ReadError};

const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

fn beyond() -> ReadError {
    ReadError::TooLarge { what: Measure::Address, limit: u64::from(ROWS) }
}

/// A row number from 1 as a row from 0.
pub(crate) fn row(number: u32) -> Result<u32, ReadError> {
    number.checked_sub(1).and_then(within_rows).ok_or_else(beyond)
}

fn within_rows(row: u32) -> Option<u32> {
    (row < ROWS).then_some(row)
}

/// Refuses a position outside the largest sheet.
pub(crate) fn check(row: u32, column: u32) -> Result<(u32, u32), ReadError> {
    if row < ROWS && column < COLUMNS { Ok((row, column)) } else { Err(beyond()) }
}

/// `B3` as row 2, column 1. Dollar signs are borne.
pub(crate) fn parse(address: &str) -> Result<(u32, u32), ReadError> {
    let mut column: u32 = 0;
    let mut row: u32 = 0;
    let mut in_digits = false;
    for byte in address.bytes().filter(|byte| *byte != b'$') {
        let upper = byte.to_ascii_uppercase();
        if upper.is_ascii_uppercase() && !in_digits {
            column =
                column.checked_mul(26).and_then(|c| c.checked_add(u32::from(upper - b'A') + 1)).ok_or_else(beyond)?;
        } else if byte.is_ascii_digit() && column > 0 {
            in_digits = true;
            row = row.checked_mul(10).and_then(|r| r.checked_add(u32::from(byte - b'0'))).ok_or_else(beyond)?;
        } else {
            return Err(beyond());
        }
    }
    match (row.checked_sub(1), column.checked_sub(1)) {
        (Some(row), Some(column)) => check(row, column),
        _ => Err(beyond()),
    }
}

/// Row 2, column 1 as `B3`.
pub(crate) fn format(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for (address, place) in
            [("A1", (0, 0)), ("Z9", (8, 25)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383)), ("AZ2", (1, 51))]
        {
            assert_eq!(parse(address).unwrap(), place);
            assert_eq!(format(place.0, place.1), address);
        }
        assert_eq!(parse("$b$3").unwrap(), (2, 1));
        for bad in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZZZZZZZZ1", "A99999999999", "1A", "A1B"] {
            assert_eq!(parse(bad).unwrap_err().kind(), "too-large", "{bad}");
        }
    }
}
