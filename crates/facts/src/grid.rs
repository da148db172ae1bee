//! Tables as rows of cells, and the header paths above their columns.

use std::cell::OnceCell;

use jiheng_model::document::{Cell, Document, Table};
use jiheng_packs::label::Labels;

use crate::label;

/// A row of a table: its cells in order, with their texts.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) cells: Vec<(&'a Cell, &'a str)>,
    /// The texts of the cells as labels, made when one is asked for.
    keys: OnceCell<Vec<String>>,
}

impl<'a> Row<'a> {
    /// A row of these cells.
    pub(crate) fn new(cells: Vec<(&'a Cell, &'a str)>) -> Self {
        Self { cells, keys: OnceCell::new() }
    }

    /// The comparable form of every cell's text, empty where it cannot be a label.
    pub(crate) fn keys(&self) -> &[String] {
        self.keys.get_or_init(|| self.cells.iter().map(|(_, text)| label::candidate(text)).collect())
    }

    /// Place of the first cell with one of these labels.
    pub(crate) fn position(&self, labels: &Labels) -> Option<usize> {
        self.keys().iter().position(|key| labels.hold(key))
    }

    /// True when a cell has one of these labels.
    pub(crate) fn shows(&self, labels: &Labels) -> bool {
        self.position(labels).is_some()
    }

    /// Cells with visible text.
    pub(crate) fn visible(&self) -> Vec<(&'a Cell, &'a str)> {
        self.cells.iter().copied().filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The only visible cell of the row, when it stands alone.
    pub(crate) fn alone(&self) -> Option<(&'a Cell, &'a str)> {
        match self.visible().as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The cell in the leftmost grid column, where the row has one of its own.
    pub(crate) fn first(&self) -> Option<(&'a Cell, &'a str)> {
        self.cells.first().copied().filter(|(cell, _)| cell.column == 0)
    }

    /// The cell that covers a grid column.
    pub(crate) fn at(&self, column: u32) -> Option<(&'a Cell, &'a str)> {
        self.cells.iter().copied().find(|(cell, _)| cell.column <= column && column < cell.column + cell.column_span)
    }
}

/// The rows of a table.
pub(crate) fn rows<'a>(document: &'a Document, table: &'a Table) -> Vec<Row<'a>> {
    let mut rows: Vec<Row> = (0..table.rows).map(|_| Row::new(Vec::new())).collect();
    for cell in &table.cells {
        if let Some(row) = rows.get_mut(cell.row as usize) {
            row.cells.push((cell, document.text(&cell.text)));
        }
    }
    rows
}

/// For every data column the labels above it, outermost first. The key is what a data cell carries as `column`.
pub(crate) fn header_paths(table: &Table, header: &[Row], columns: &[u32]) -> Vec<(u32, Vec<String>)> {
    if table.ragged {
        return ragged_paths(header, columns);
    }
    columns
        .iter()
        .map(|&column| {
            let path = header.iter().filter_map(|row| row.at(column)).map(|(_, text)| text.to_owned());
            (column, path.filter(|label| !label.is_empty()).collect())
        })
        .collect()
}

/// In a dump only ordinals are known. Rows are aligned bottom up: an empty cell is the continuation of a
/// vertical merge and takes one cell of the row above, a label may span several cells of the row below.
fn ragged_paths(header: &[Row], columns: &[u32]) -> Vec<(u32, Vec<String>)> {
    let width = columns.len();
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); width];
    // Number of leaf columns under each cell of the row below.
    let mut below: Vec<(String, usize)> = Vec::new();
    for row in header.iter().rev() {
        let labels: Vec<&str> = row.cells.iter().map(|(_, text)| *text).collect();
        let spans = if below.is_empty() { vec![1; labels.len()] } else { align(&labels, &below) };
        let mut leaf = 0;
        for (label, span) in labels.iter().zip(&spans) {
            for path in paths.iter_mut().skip(leaf).take(*span).filter(|_| !label.is_empty()) {
                path.insert(0, (*label).to_owned());
            }
            leaf += span;
        }
        below = labels.iter().map(|label| (*label).to_owned()).zip(spans).collect();
    }
    columns.iter().copied().zip(paths).collect()
}

/// Leaf columns under each label of `upper`, given the row below it. Prefers a label over children that repeat it
/// (结余 over 当年结余 and 累计结余).
fn align(upper: &[&str], below: &[(String, usize)]) -> Vec<usize> {
    let (n, m) = (upper.len(), below.len());
    if let Some(spans) = repeated(upper, below) {
        return spans;
    }
    // best[i][j]: score of giving the first j lower cells to the first i labels, and the size of the last group.
    let mut best: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; m + 1]; n + 1];
    if let Some(start) = best.first_mut().and_then(|row| row.first_mut()) {
        *start = Some((0, 0));
    }
    for (i, label) in upper.iter().enumerate() {
        for j in 1..=m {
            let choice = (1..=j)
                .filter_map(|size| {
                    let (score, _) = best.get(i)?.get(j - size).copied().flatten()?;
                    Some((score + group_score(label, below.get(j - size..j)?)?, size))
                })
                .max_by_key(|(score, _)| *score);
            if let Some(slot) = best.get_mut(i + 1).and_then(|row| row.get_mut(j)) {
                *slot = choice;
            }
        }
    }
    let mut spans = vec![1; n];
    let mut j = m;
    for i in (0..n).rev() {
        let Some((_, size)) = best.get(i + 1).and_then(|row| row.get(j)).copied().flatten() else { return spans };
        let leaves = below.get(j - size..j).unwrap_or_default().iter().map(|(_, leaves)| leaves).sum();
        if let Some(slot) = spans.get_mut(i) {
            *slot = leaves;
        }
        j -= size;
    }
    spans
}

/// 预算数 and 决算数 over the same columns twice: each takes its half.
fn repeated(upper: &[&str], below: &[(String, usize)]) -> Option<Vec<usize>> {
    let size = below.len().checked_div(upper.len()).filter(|size| *size >= 2 && size * upper.len() == below.len())?;
    let first = below.get(..size)?;
    let same = |group: &[(String, usize)]| group.iter().zip(first).all(|(a, b)| a.0 == b.0);
    let named = upper.len() >= 2 && upper.iter().all(|label| !label.is_empty());
    (named && below.chunks(size).all(same))
        .then(|| below.chunks(size).map(|group| group.iter().map(|(_, leaves)| leaves).sum()).collect())
}

/// How well a label sits over a group of cells; `None` when it cannot.
fn group_score(label: &str, group: &[(String, usize)]) -> Option<i64> {
    let blanks = group.iter().filter(|(text, _)| text.is_empty()).count();
    if group.len() > 1 && (blanks > 0 || label.is_empty()) {
        return None;
    }
    if blanks == 1 {
        return Some(1);
    }
    let parent = label::normal(label);
    if parent.is_empty() {
        return Some(-3);
    }
    let generic = parent.contains("其中");
    let repeated = group.iter().filter(|(text, _)| label::normal(text).contains(&parent)).count();
    let foreign = group.len() - repeated;
    let score = if generic {
        i64::try_from(group.len()).unwrap_or(0)
    } else {
        2 * i64::try_from(repeated).unwrap_or(0) - i64::try_from(foreign).unwrap_or(0)
    };
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_header_finds_its_merges_again() {
        let below = |labels: &[&str]| labels.iter().map(|l| ((*l).to_owned(), 1)).collect::<Vec<_>>();
        let third = below(&["", "", "", "人员支出", "公用支出", "", "", ""]);
        let second = ["", "", "基本支出", "其中：", "项目支出", "当年结余", "累计结余"];
        let spans = align(&second, &third);
        assert_eq!(spans, [1, 1, 1, 2, 1, 1, 1]);
        let lower: Vec<(String, usize)> = second.iter().map(|l| (*l).to_owned()).zip(spans).collect();
        assert_eq!(align(&["机构名称", "支出合计", "其中：", "结余"], &lower), [1, 1, 4, 2]);
        let halves = below(&["合计", "小计", "合计", "小计"]);
        assert_eq!(align(&["预算数", "决算数"], &halves), [2, 2]);
        let assets = below(&["", "", "在用固定资产", "出租固定资产", ""]);
        assert_eq!(align(&["机构名称", "固定资产合计", "其中：", "其他"], &assets), [1, 1, 2, 1]);
    }
}
