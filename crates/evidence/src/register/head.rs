//! Where the header of a sheet stands, and which column means what.

use std::collections::BTreeMap;

use jiheng_model::sheet::Sheet;
use jiheng_packs::register::RegisterKind;

use super::contract::Contract;
use crate::label::{self, Header};

/// Rows that a header may be found in; above it stand titles.
const ROWS_LOOKED_AT: usize = 15;
/// Columns that are looked at; no register has more.
const COLUMNS_LOOKED_AT: usize = 256;

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Index of its last row.
    pub(crate) row: usize,
    /// Index of its first row.
    pub(crate) first: usize,
    /// Where each column of the kind stands, by its id.
    pub(crate) columns: BTreeMap<String, usize>,
    /// Columns of the kind that stand twice, with their headers.
    pub(crate) doubtful: BTreeMap<String, Vec<String>>,
    /// The headers, by column of the sheet.
    pub(crate) headers: Vec<Header>,
}

/// The header with the most columns of this kind; `None` when no row has all required ones.
pub(crate) fn find(sheet: &Sheet, kind: &RegisterKind, contract: Option<&Contract>) -> Option<Head> {
    let asked = contract.and_then(|contract| contract.header_row);
    let mut best: Option<Head> = None;
    for row in 0..sheet.rows().min(ROWS_LOOKED_AT) {
        if asked.is_some_and(|line| line != sheet.line(row)) {
            continue;
        }
        for first in [row, row.saturating_sub(1)] {
            let head = at(sheet, first, row, kind, contract);
            let is_better = best.as_ref().is_none_or(|best| head.columns.len() > best.columns.len());
            if has_required(&head, kind) && is_better {
                best = Some(head);
            }
        }
    }
    best
}

fn has_required(head: &Head, kind: &RegisterKind) -> bool {
    kind.columns.iter().filter(|column| column.required).all(|column| head.columns.contains_key(&column.id))
}

/// Reads the rows `first` to `row` as a header.
fn at(sheet: &Sheet, first: usize, row: usize, kind: &RegisterKind, contract: Option<&Contract>) -> Head {
    let (headers, groups) = headers(sheet, first, row);
    let mut head = Head { row, first, columns: BTreeMap::new(), doubtful: BTreeMap::new(), headers };
    for column in &kind.columns {
        let said = contract.and_then(|contract| contract.columns.get(&column.id));
        let places: Vec<usize> = if let Some(said) = said {
            let wanted = label::header(said.header()).label;
            places(&head.headers, &groups, |label| label == wanted)
        } else {
            let known: Vec<String> = column.all_labels().map(|label| label::header(label).label).collect();
            places(&head.headers, &groups, |label| {
                let bare = bare(label, kind);
                known.iter().any(|known| known == label || known == bare)
            })
        };
        match places.as_slice() {
            [] => {}
            [only] => {
                head.columns.insert(column.id.clone(), *only);
            }
            many => {
                let named = |at: &usize| head.headers.get(*at).map(|header| header.label.clone()).unwrap_or_default();
                head.doubtful.insert(column.id.clone(), many.iter().map(named).collect());
            }
        }
    }
    head
}

/// A label without the subject of the register: 闲置土地面积 is 面积.
fn bare<'l>(label: &'l str, kind: &RegisterKind) -> &'l str {
    let stripped = kind.topics.iter().find_map(|topic| label.strip_prefix(topic.as_str()));
    stripped.filter(|rest| !rest.is_empty()).unwrap_or(label)
}

/// Columns whose label fits; the label alone goes before that with its group: 处置情况 · 日期 is 日期, 处置情况日期 and 处置日期.
fn places(headers: &[Header], groups: &[String], fits: impl Fn(&str) -> bool) -> Vec<usize> {
    let alone: Vec<usize> =
        headers.iter().enumerate().filter(|(_, header)| fits(&header.label)).map(|(at, _)| at).collect();
    if alone.len() == 1 {
        return alone;
    }
    let grouped = |(at, header): (usize, &Header)| {
        let group = groups.get(at).filter(|group| !group.is_empty())?;
        let stem = group.trim_end_matches("情况").trim_end_matches("信息");
        let together = |group: &str| fits(&format!("{group}{}", header.label));
        (together(group) || together(stem)).then_some(at)
    };
    let together: Vec<usize> = headers.iter().enumerate().filter_map(grouped).collect();
    if together.is_empty() { alone } else { together }
}

/// The labels of the last row, and those of the row above that reach over several columns.
fn headers(sheet: &Sheet, first: usize, row: usize) -> (Vec<Header>, Vec<String>) {
    let width = (first..=row).map(|row| sheet.width(row)).max().unwrap_or(0).min(COLUMNS_LOOKED_AT);
    let mut groups = Vec::with_capacity(width);
    let mut group = String::new();
    let mut headers = Vec::with_capacity(width);
    for column in 0..width {
        let own = label::header(sheet.cell(row, column));
        if first == row {
            groups.push(String::new());
            headers.push(own);
            continue;
        }
        let above = label::header(sheet.cell(first, column));
        if !above.label.is_empty() {
            group.clone_from(&above.label);
        }
        if own.label.is_empty() {
            // A cell that reaches down over both rows.
            groups.push(String::new());
            headers.push(above);
        } else {
            groups.push(group.clone());
            headers.push(own);
        }
    }
    (headers, groups)
}
