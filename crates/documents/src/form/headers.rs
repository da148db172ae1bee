//! Header rows of a table: 其中 above its columns, neighbours that share a header merged.

use crate::page::{Cell, Kind, Row};

/// A column below its headers.
pub(super) struct Head<'a> {
    /// Columns of the grid it covers.
    pub(super) span: u32,
    /// Headers from the top, its own label last.
    pub(super) path: Vec<&'a str>,
}

/// As many rows as the deepest column has headers; the others reach down to the figures.
pub(super) fn rows(heads: &[Head<'_>]) -> Vec<Row> {
    let depth = heads.iter().map(|head| head.path.len()).max().unwrap_or(0);
    (0..depth).map(|level| row(heads, level, depth).repeated()).collect()
}

fn row(heads: &[Head<'_>], level: usize, depth: usize) -> Row {
    let mut row = Row::default();
    let (mut column, mut at) = (0, 0);
    while let Some(head) = heads.get(at) {
        let Some(text) = head.path.get(level) else {
            column += head.span;
            at += 1;
            continue;
        };
        let last = head.path.len() == level + 1;
        // Only what is above a label of its own is shared.
        let shared = heads
            .iter()
            .skip(at)
            .take_while(|other| other.path.len() > level + 1 && other.path.get(..=level) == head.path.get(..=level));
        let members = if last { 1 } else { shared.count().max(1) };
        let span = heads.iter().skip(at).take(members).map(|head| head.span).sum();
        let row_span = if last { u32::try_from(depth - level).unwrap_or(1) } else { 1 };
        row.cells.push(Cell {
            column,
            column_span: span,
            row_span,
            kind: Kind::Label,
            text: (*text).to_owned(),
            number: None,
        });
        column += span;
        at += members;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(heads: &[Head<'_>]) -> Vec<String> {
        let cell = |cell: &Cell| format!("{}@{}+{}×{}", cell.text, cell.column, cell.column_span, cell.row_span);
        rows(heads).iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn neighbours_share_a_header_and_short_columns_reach_down() {
        let head = |span, path: &[&'static str]| Head { span, path: path.to_vec() };
        let heads = [
            head(4, &["机构"]),
            head(3, &["支出"]),
            head(3, &["其中：", "基本"]),
            head(2, &["其中：", "其中：", "人员"]),
            head(3, &["其中：", "其中：", "公用"]),
            head(3, &["其中：", "项目"]),
            head(3, &["结余", "当年"]),
        ];
        assert_eq!(
            printed(&heads),
            [
                "机构@0+4×3 支出@4+3×3 其中：@7+11×1 结余@18+3×1",
                "基本@7+3×2 其中：@10+5×1 项目@15+3×2 当年@18+3×2",
                "人员@10+2×1 公用@12+3×1",
            ]
        );
    }
}
