//! The cell of an account table that a row label and column labels name.

use jiheng_model::decimal::Decimal;
use jiheng_model::sheet::Sheet;
use jiheng_model::text::Bilingual;
use jiheng_packs::accounts::{AccountPlace, AccountTable};
use jiheng_packs::vocabulary::Vocabulary;

use crate::cell::{self, Said, plain};
use crate::label;
use crate::units::{self, Measure};

/// Rows of titles above the header.
const TITLE_ROWS: usize = 6;
/// Account tables have no more rows, columns, rows of headers and merged cells than these.
const ROWS_MAX: usize = 2_000;
const COLUMNS_MAX: usize = 256;
const HEADER_ROWS: usize = 20;
const MERGES_MAX: usize = 5_000;

/// A number of an account table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// As printed.
    pub(crate) value: Decimal,
    /// Where it stands: `财决01!D12`.
    pub(crate) place: String,
    /// Its line, from 1.
    pub(crate) line: u32,
    /// Base units in one of its unit.
    pub(crate) factor: i128,
    /// Its unit.
    pub(crate) unit: String,
}

/// The sheets that are this table. A title may stand in the name of the sheet or in the first rows.
pub(crate) fn sheets<'s>(all: &'s [Sheet], table: &AccountTable) -> Vec<&'s Sheet> {
    let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(&plain(word)));
    let is_it = |sheet: &&Sheet| {
        let titles = (0..sheet.rows().min(TITLE_ROWS)).flat_map(|row| sheet.row(row)).map(plain);
        let mut titles = titles.chain([plain(&sheet.name)]).filter(|title| title.chars().count() <= 60);
        titles.any(|title| has(&title, &table.names) && !has(&title, &table.without))
    };
    all.iter().filter(is_it).collect()
}

/// Finds the number of a place.
///
/// # Errors
/// Why there is not surely one.
pub(crate) fn find(sheet: &Sheet, place: &AccountPlace, vocabulary: &Vocabulary) -> Result<Found, Bilingual> {
    let wanted: Vec<String> = place.rows.iter().map(|label| bare(label)).collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for row in 0..sheet.rows().min(ROWS_MAX) {
        if found.len() > 1 {
            break;
        }
        for (column, cell) in sheet.row(row).take(COLUMNS_MAX).enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if wanted.contains(&bare(cell)) {
                let is_number = |at: &usize| matches!(cell::number(sheet.cell(row, *at)), Said::Value(_) | Said::Nil);
                let column = column_of(sheet, place, row, column).filter(is_number);
                found.extend(column.map(|column| (row, column)));
            }
        }
    }
    found.dedup();
    let (row, column) = match found.as_slice() {
        [only] => *only,
        [] => {
            return Err(Bilingual::new(
                format!("没有找到“{}”这一栏", place.zh),
                format!("there is no cell for {}", place.en),
            ));
        }
        _ => {
            return Err(Bilingual::new(
                format!("不止一格可能是“{}”", place.zh),
                format!("more than one cell may be {}", place.en),
            ));
        }
    };
    let measure = if place.count { counted() } else { unit(sheet, vocabulary).ok_or_else(no_unit)? };
    let at = sheet.place(row, Some(column)).to_string();
    match cell::number(sheet.cell(row, column)) {
        Said::Value((value, behind)) if behind.is_empty() || place.count => {
            Ok(Found { value, place: at, line: sheet.line(row), factor: measure.factor, unit: measure.symbol })
        }
        Said::Nil => Ok(Found {
            value: Decimal::ZERO,
            place: at,
            line: sheet.line(row),
            factor: measure.factor,
            unit: measure.symbol,
        }),
        _ => Err(Bilingual::new(format!("{at}（{}）不是数", place.zh), format!("{at} ({}) is no number", place.en))),
    }
}

/// A label without its number: `一、` `（一）` `1.` `其中：`.
fn bare(label: &str) -> String {
    let text = plain(label).replace(':', "");
    let text = text.trim_start_matches("其中");
    let is_number = |number: &str| !number.is_empty() && number.chars().all(is_numbering);
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let pointed = text.split_once(['、', '.']);
    let stripped = bracketed.or(pointed).filter(|(number, _)| is_number(number)).map_or(text, |(_, rest)| rest);
    stripped.to_owned()
}

fn is_numbering(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// The first column to the right of a row label whose headers have all words.
fn column_of(sheet: &Sheet, place: &AccountPlace, row: usize, label: usize) -> Option<usize> {
    let width = sheet.width(row).min(COLUMNS_MAX);
    // In a table of one line for each class the label is on the left; then any column will do.
    (label + 1..width).find(|column| {
        let above = headers(sheet, row, *column);
        let matches = |word: &String| above.contains(&bare(word));
        place.columns.iter().all(|words| words.iter().any(matches))
    })
}

/// What stands above a cell, a merged header over every column that it reaches over.
fn headers(sheet: &Sheet, row: usize, column: usize) -> Vec<String> {
    let mut headers = Vec::new();
    for above in 0..row.min(HEADER_ROWS) {
        let own = sheet.cell(above, column);
        let text = if own.is_empty() { reaching(sheet, above, column) } else { own };
        let is_text = !text.is_empty() && !matches!(cell::number(text), Said::Value(_));
        if is_text {
            headers.push(bare(text));
        }
    }
    headers
}

/// The merged cell that covers a place.
fn reaching(sheet: &Sheet, row: usize, column: usize) -> &str {
    let covers = |merge: &&jiheng_model::sheet::Merge| {
        let (top, left) = (merge.row as usize, merge.column as usize);
        (top..top + merge.rows as usize).contains(&row) && (left..left + merge.columns as usize).contains(&column)
    };
    sheet
        .merges
        .iter()
        .take(MERGES_MAX)
        .find(covers)
        .map_or("", |merge| sheet.cell(merge.row as usize, merge.column as usize))
}

fn unit(sheet: &Sheet, vocabulary: &Vocabulary) -> Option<Measure> {
    let cells = (0..sheet.rows().min(TITLE_ROWS)).flat_map(|row| sheet.row(row));
    let mut units = cells.filter_map(label::unit_line).filter_map(|unit| units::measure(&unit, vocabulary));
    units.find(|unit| unit.dimension == jiheng_model::unit::Dimension::Money)
}

fn counted() -> Measure {
    Measure { symbol: "人".to_owned(), dimension: jiheng_model::unit::Dimension::Count, factor: 1 }
}

fn no_unit() -> Bilingual {
    Bilingual::new("表上没有写明金额单位（元或万元）", "the table does not say whether it is in 元 or 万元")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_without_their_numbers() {
        for (label, expected) in [
            ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款收入"),
            ("（一）支出合计", "支出合计"),
            ("  1．因公出国（境）费", "因公出国(境)费"),
            ("其中：公务接待费", "公务接待费"),
            ("301", "301"),
            ("合　计", "合计"),
        ] {
            assert_eq!(bare(label), expected, "{label}");
        }
    }
}
