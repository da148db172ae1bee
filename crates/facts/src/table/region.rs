//! One table may hold several, one below the other: each has its own header and body.

use jiheng_model::document::Table;

use super::grid::{self, Band, Spot};
use super::units;
use super::words::Words;
use crate::label::normal;
use crate::lexicon::Lexicon;

/// Header rows looked at above the first row of numbers.
const HEADER_MAX: usize = 6;
/// Rows above a header that can be its caption.
const CAPTION_ROWS: usize = 4;

/// A header with its body.
#[derive(Clone, Debug)]
pub(crate) struct Region<'a> {
    pub(crate) block: u32,
    pub(crate) table: &'a Table,
    /// Number of the table in the document, from 1.
    pub(crate) number: usize,
    /// Texts of the caption rows above, nearest last.
    pub(crate) captions: Vec<&'a str>,
    pub(crate) header: Vec<Band<'a>>,
    /// Rows that number the columns: 栏次 1 2 3.
    pub(crate) ordinals: Vec<Band<'a>>,
    pub(crate) body: Vec<Band<'a>>,
    /// Nothing visible stands above the body in its table.
    pub(crate) opens: bool,
    /// Nothing visible stands below it.
    pub(crate) closes: bool,
    /// Joined from two tables on the evidence of equal headers alone.
    pub(crate) assumed: bool,
}

/// What a row is, seen alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Empty,
    /// One text and no number.
    Alone,
    /// 编制单位：… 单位：万元.
    Caption,
    /// 栏次 1 2 3.
    Ordinals,
    Words,
    Numbers,
}

/// Splits a table.
pub(crate) fn split<'a>(
    table: &'a Table,
    number: usize,
    mut bands: Vec<Band<'a>>,
    words: &Words,
    lexicon: &Lexicon,
) -> Vec<Region<'a>> {
    let looks: Vec<Look> = bands.iter().map(|band| look(band, words, lexicon)).collect();
    let visible = |range: &[Look]| range.iter().any(|look| *look != Look::Empty);
    let mut regions: Vec<Region<'a>> = Vec::new();
    let mut at = 0;
    // Rows below `floor` belong to the region before.
    let mut floor = 0;
    while at < bands.len() {
        if looks.get(at) != Some(&Look::Numbers) {
            at += 1;
            continue;
        }
        let (from, body_from) = header(&bands, &looks, floor, at, words);
        let taken = body(&bands, &looks, (from, body_from), at, words);
        let mut region = Region {
            block: bands.get(at).map_or(0, |band| band.block),
            table,
            number,
            captions: captions(&bands, &looks, floor, from),
            header: Vec::new(),
            ordinals: Vec::new(),
            body: Vec::new(),
            opens: !visible(looks.get(..body_from).unwrap_or_default()),
            closes: !visible(looks.get(taken.end..).unwrap_or_default()),
            assumed: false,
        };
        for row in from..body_from {
            let Some(band) = take(&mut bands, row) else { continue };
            if looks.get(row) == Some(&Look::Ordinals) { region.ordinals.push(band) } else { region.header.push(band) }
        }
        region.ordinals.extend(taken.ordinals.iter().filter_map(|row| take(&mut bands, *row)));
        region.body.extend(taken.rows.iter().filter_map(|row| take(&mut bands, *row)));
        regions.push(region);
        at = taken.end.max(at + 1);
        floor = at;
    }
    regions
}

/// A row out of the table; what stays behind is empty.
fn take<'a>(bands: &mut [Band<'a>], row: usize) -> Option<Band<'a>> {
    let band = bands.get_mut(row)?;
    Some(Band { block: band.block, row: band.row, spots: std::mem::take(&mut band.spots) })
}

fn look(band: &Band, words: &Words, lexicon: &Lexicon) -> Look {
    let visible = band.visible().count();
    let numbers: Vec<_> = band.numbers().filter_map(|spot| spot.value.as_ref()).collect();
    if visible == 0 {
        return Look::Empty;
    }
    if is_ordinals(band, words) {
        return Look::Ordinals;
    }
    let years = numbers.iter().all(|value| grid::is_year(value) && value.unit.is_none());
    let only_years = years && visible > numbers.len();
    let unclear = || band.visible().any(|spot| spot.is_words() && crate::scan::is_unclear_text(spot.text));
    if !(numbers.is_empty() || only_years) || unclear() {
        return Look::Numbers;
    }
    if numbers.is_empty() && band.visible().any(|spot| units::named(spot.text, lexicon).is_some()) {
        return Look::Caption;
    }
    if visible == 1 { Look::Alone } else { Look::Words }
}

/// 栏次 | 1 | 2, or nothing but 1, 2, 3 …
fn is_ordinals(band: &Band, words: &Words) -> bool {
    let values: Vec<i128> = band
        .numbers()
        .filter_map(|spot| spot.value.as_ref()?.value)
        .filter(|value| value.scale() == 0)
        .map(jiheng_model::decimal::Decimal::mantissa)
        .collect();
    let numbers = band.numbers().count();
    let rising = values.len() == numbers && values.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1));
    let first = values.first().copied().unwrap_or(0);
    if numbers == 0 || !rising {
        return false;
    }
    let texts = || band.visible().filter(|spot| spot.value.is_none());
    // 1栏, 甲 and 乙 number columns as well.
    let short = texts().all(|spot| spot.text.chars().count() <= 2 || words.is_ordinal(&normal(spot.text)));
    let named = texts().any(|spot| normal(spot.text) == "栏次");
    named || (numbers >= 3 && short && (1..=2).contains(&first))
}

/// The first header row and the first body row for numbers that begin at `at`.
fn header(bands: &[Band], looks: &[Look], floor: usize, at: usize, words: &Words) -> (usize, usize) {
    let look = |row: usize| looks.get(row).copied().unwrap_or(Look::Empty);
    // 一、基本支出 without a number may stand between the header and the first row of numbers.
    let mut body = at;
    while body > floor && at - body < 3 && look(body - 1) == Look::Alone && is_label_row(bands.get(body - 1)) {
        body -= 1;
    }
    let above = body.checked_sub(1).filter(|row| *row >= floor).map(look);
    if !matches!(above, Some(Look::Words | Look::Ordinals)) {
        body = at;
    }
    let mut from = body;
    while from > floor && body - from < HEADER_MAX && matches!(look(from - 1), Look::Words | Look::Ordinals) {
        if is_label_and_value(bands, from, at, words) {
            break;
        }
        from -= 1;
    }
    (from, body)
}

/// 主管部门 | 某局 | 实施单位 | 某所 above a header that names every column of numbers itself.
fn is_label_and_value(bands: &[Band], from: usize, at: usize, words: &Words) -> bool {
    let (Some(upper), Some(lower), Some(body)) = (bands.get(from - 1), bands.get(from), bands.get(at)) else {
        return false;
    };
    let named = |column: u32| lower.at(column).is_some_and(Spot::is_words);
    let complete = from < at && body.numbers().all(|spot| named(spot.column));
    let known = |text: &str| {
        let label = normal(text);
        words.is_header(&label) || words.total(&label).is_some()
    };
    let visible = upper.visible().count();
    complete && 2 * upper.visible().filter(|spot| known(spot.text)).count() <= visible
}

/// The text stands in the first of several narrow cells.
fn is_label_row(band: Option<&Band>) -> bool {
    let Some(band) = band else { return false };
    let first = band.spots.first();
    band.spots.len() >= 2 && first.is_some_and(|spot| !spot.text.is_empty() && spot.cell.column_span <= 2)
}

/// Caption rows just above a header: titles, units, 公开01表.
fn captions<'a>(bands: &[Band<'a>], looks: &[Look], floor: usize, header: usize) -> Vec<&'a str> {
    let rows = (floor..header).rev().take(CAPTION_ROWS);
    let caption = |row: &usize| matches!(looks.get(*row), Some(Look::Alone | Look::Caption | Look::Words));
    let mut texts: Vec<&str> = rows
        .take_while(caption)
        .filter_map(|row| bands.get(row))
        .flat_map(|band| band.spots.iter().rev().map(|spot| spot.text).filter(|text| !text.is_empty()))
        .collect();
    texts.reverse();
    texts
}

/// Rows of a body.
#[derive(Default)]
struct Taken {
    rows: Vec<usize>,
    ordinals: Vec<usize>,
    /// The row after the last.
    end: usize,
}

/// Rows from `at` on to the next header, caption or gap. Rows without numbers belong to it when numbers follow.
fn body(bands: &[Band], looks: &[Look], (from, start): (usize, usize), at: usize, words: &Words) -> Taken {
    let own: Vec<Vec<String>> = bands.get(from..start).unwrap_or_default().iter().map(labels).collect();
    let mut taken = Taken { rows: (start..at).collect(), ordinals: Vec::new(), end: at };
    let mut columns: Vec<u32> = Vec::new();
    let mut pending: Vec<usize> = Vec::new();
    let mut gap = 0;
    for (row, band) in bands.iter().enumerate().skip(at) {
        let look = looks.get(row).copied().unwrap_or(Look::Empty);
        gap = if look == Look::Empty { gap + 1 } else { 0 };
        match look {
            Look::Numbers => {
                taken.rows.append(&mut pending);
                taken.rows.push(row);
                taken.end = row + 1;
                columns.extend(band.numbers().map(|spot| spot.column));
                if taken.rows.len().is_power_of_two() {
                    columns.sort_unstable();
                    columns.dedup();
                }
            }
            Look::Ordinals => taken.ordinals.push(row),
            Look::Empty if gap < 2 => {}
            Look::Empty | Look::Caption => break,
            Look::Alone if !is_label_row(Some(band)) && pending.len() >= 2 => break,
            // The header again, on a new page.
            Look::Words if own.contains(&labels(band)) => {}
            Look::Words if is_new_header(band, &columns, words) => break,
            Look::Alone | Look::Words => pending.push(row),
        }
    }
    // Rows of labels with blanks to the end, such as items nobody has spent on.
    let full = |row: &usize| bands.get(*row).is_some_and(|band| is_label_row(Some(band)) && band.spots.len() >= 3);
    if taken.end + pending.len() == bands.len() && pending.iter().all(full) {
        taken.end = bands.len();
        taken.rows.append(&mut pending);
    }
    taken
}

fn labels(band: &Band) -> Vec<String> {
    band.visible().map(|spot| normal(spot.text)).collect()
}

/// Words where numbers stood, one of them as only headers have it.
fn is_new_header(band: &Band, columns: &[u32], words: &Words) -> bool {
    let over = band.spots.iter().filter(|spot| spot.is_words() && columns.contains(&spot.column)).count();
    let visible = band.visible().count();
    let known = band.spots.iter().any(|spot| spot.is_words() && words.is_header(&normal(spot.text)));
    over >= 1 && known && 2 * over + 2 >= visible
}
