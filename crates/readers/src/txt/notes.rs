//! What is said about a text that was not read as it stands.

use jiheng_model::document::DocumentBuilder;

use crate::note;

/// Lines of page headers, footers and page numbers.
pub(super) fn furniture(lines: usize, builder: &mut DocumentBuilder) {
    if lines > 0 {
        builder.note(note(
            "page-furniture",
            format!("页眉、页脚和页码共 {lines} 行，未作正文。"),
            format!("{lines} lines of page headers, footers and page numbers were left out"),
        ));
    }
}

/// Rows that stand twice.
pub(super) fn doubled_rows(rows: usize, builder: &mut DocumentBuilder) {
    if rows > 0 {
        builder.note(note(
            "printed-twice",
            format!("有 {rows} 行表格与上一行完全相同，按重复打印处理，只计一次；如确为两笔，请分别写明。"),
            format!("{rows} rows of tables repeat the row above them and were counted once"),
        ));
    }
}

/// Figures each on a line of its own.
pub(super) fn lone_cells(unclear: bool, builder: &mut DocumentBuilder) {
    if unclear {
        builder.note(note(
            "cells-one-per-line",
            "表格的每一格单独成行，看不出行列的部分没有核对；请改用 docx、xlsx，或保留制表符的文本。",
            "every cell of a table stands on a line of its own; where rows and columns cannot be known, nothing was checked; use docx, xlsx or text with its tabs",
        ));
    }
}
