//! The reviewed book: what a second look gives each indicator, with the reason.

use jiheng_model::sheet::{Sheet, Workbook};
use jiheng_model::text::Bilingual;
use jiheng_packs::review::ReviewColumns;
use serde::Deserialize;

/// Rows above the header that are looked through.
const HEADER_ROWS: usize = 20;
/// Entries of one review that are read.
const ENTRIES_MAX: usize = 2_000;

/// A review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its entries in order.
    pub entries: Vec<Entry>,
}

/// What a review gives one indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Id or name of the indicator; empty where the remark is about the report.
    #[serde(default)]
    pub indicator: String,
    /// The points, as written.
    #[serde(default)]
    pub points: String,
    /// Code of the reason.
    #[serde(default)]
    pub reason: String,
    /// The reviewer's own words.
    #[serde(default)]
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, rename = "entry")]
    entries: Vec<Entry>,
}

impl Book {
    /// Reads a review written as TOML, one `[[entry]]` each.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn parse(text: &str) -> Result<Self, Bilingual> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let why = error.message().to_owned();
            Bilingual::new(format!("复核表不能读取：{why}"), format!("the review cannot be read: {why}"))
        })?;
        Self::of(written.entries)
    }

    /// Reads a review from a sheet whose columns are called as the packs say.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn of_sheet(book: &Workbook, columns: &ReviewColumns) -> Result<Self, Bilingual> {
        let found = book.sheets.iter().find_map(|sheet| Some((sheet, header(sheet, columns)?)));
        let (sheet, header) = found.ok_or_else(|| {
            let names = [&columns.indicator, &columns.points, &columns.reason, &columns.words];
            let names: Vec<&str> = names.into_iter().filter_map(|list| list.first()).map(String::as_str).collect();
            Bilingual::new(
                format!("复核表要有这几列：{}", names.join("、")),
                format!("the review needs these columns: {}", names.join(", ")),
            )
        })?;
        let read = |row: usize, column: Option<usize>| {
            column.map(|column| sheet.cell(row, column).trim().to_owned()).unwrap_or_default()
        };
        let entries = (header.row + 1..sheet.rows()).take(ENTRIES_MAX + 1).map(|row| Entry {
            indicator: read(row, Some(header.indicator)),
            points: read(row, Some(header.points)),
            reason: read(row, header.reason),
            words: read(row, header.words),
        });
        Self::of(entries.filter(|entry| *entry != Entry::default()).collect())
    }

    fn of(entries: Vec<Entry>) -> Result<Self, Bilingual> {
        match entries.len() {
            0 => Err(Bilingual::new("复核表里没有一行", "the review has no entry")),
            1..=ENTRIES_MAX => Ok(Self { entries }),
            _ => Err(Bilingual::new(
                format!("复核表超过{ENTRIES_MAX}行"),
                format!("the review has more than {ENTRIES_MAX} entries"),
            )),
        }
    }
}

struct Header {
    row: usize,
    indicator: usize,
    points: usize,
    reason: Option<usize>,
    words: Option<usize>,
}

fn header(sheet: &Sheet, columns: &ReviewColumns) -> Option<Header> {
    (0..sheet.rows().min(HEADER_ROWS)).find_map(|row| {
        let column =
            |labels: &[String]| sheet.row(row).position(|cell| labels.iter().any(|label| label == cell.trim()));
        Some(Header {
            row,
            indicator: column(&columns.indicator)?,
            points: column(&columns.points)?,
            reason: column(&columns.reason),
            words: column(&columns.words),
        })
    })
}
