//! Side-by-side halves of a table (收入 | 支出), each with names of rows and columns of numbers.

use super::column::{Column, Kind};
use super::words::Words;

/// Columns that belong together, by index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Half {
    /// Columns of words that can name the rows.
    pub(crate) labels: Vec<usize>,
    /// The one that names them.
    pub(crate) main: Option<usize>,
    pub(crate) codes: Vec<usize>,
    /// Columns that can be added up.
    pub(crate) amounts: Vec<usize>,
    /// Shares, changes and other numbers.
    pub(crate) others: Vec<usize>,
    /// Label above all columns of the half: 收入, 支出.
    pub(crate) head: String,
}

/// Splits columns into halves. A new one begins where rows are named or coded again after numbers.
pub(crate) fn halves(columns: &[Column], words: &Words) -> Vec<Half> {
    let mut halves = vec![Half::default()];
    for (index, column) in columns.iter().enumerate() {
        let names = column.kind == Kind::Code || (column.kind == Kind::Words && words.is_label(column.leaf()));
        let more = columns.iter().skip(index + 1).any(|later| later.kind.is_additive());
        let full = halves.last().is_some_and(|half| !half.amounts.is_empty());
        if full && names && more {
            halves.push(Half::default());
        }
        let Some(half) = halves.last_mut() else { continue };
        match column.kind {
            // Words right of the numbers are remarks.
            Kind::Words if half.amounts.is_empty() => half.labels.push(index),
            // 类, 款 and 项 stand side by side; a second code after names is another classification.
            Kind::Code if half.codes.last().is_none_or(|last| last + 1 == index) => half.codes.push(index),
            Kind::Words | Kind::Code | Kind::Ordinal | Kind::Year => {}
            kind if kind.is_additive() => half.amounts.push(index),
            _ => half.others.push(index),
        }
    }
    halves.retain(|half| !half.amounts.is_empty() || !half.others.is_empty());
    for half in &mut halves {
        let leaf = |index: &usize| columns.get(*index).map_or("", Column::leaf);
        half.main = half.labels.iter().rev().find(|index| words.is_label(leaf(index))).or(half.labels.first()).copied();
        half.head = head(half, columns);
    }
    halves
}

/// The label that stands above every column of the half.
fn head(half: &Half, columns: &[Column]) -> String {
    let all = || half.labels.iter().chain(&half.codes).chain(&half.amounts);
    let first = |index: &usize| columns.get(*index).filter(|c| c.path.len() >= 2).and_then(|c| c.path.first());
    let Some(head) = all().next().and_then(first) else { return String::new() };
    if all().all(|index| first(index) == Some(head)) { head.clone() } else { String::new() }
}
