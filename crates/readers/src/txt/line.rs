//! Lines of a text file, with what the steps of reading have found out about them.

use jiheng_model::anchor::SourceRef;

use crate::piece::{Piece, to_u32};

/// Longer lines are no headings, headers or cells.
pub(super) const SHORT: usize = 40;

/// A line of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// From 1.
    pub(super) number: u32,
    /// Where its text begins, from 1: a form feed may stand before it.
    pub(super) column: u32,
    pub(super) text: &'a str,
    /// What follows the tab that opens a cell, and its column from 1.
    pub(super) cell: Option<(&'a str, u32)>,
    /// A form feed stands before it.
    pub(super) opens_page: bool,
    /// A page number or header was taken out before it.
    pub(super) after_border: bool,
    /// It goes on where the line before it was broken off.
    pub(super) continues: bool,
}

impl<'a> Line<'a> {
    fn new(number: u32, column: u32, text: &'a str) -> Self {
        let unindented = text.trim_start_matches(' ');
        let spaces = to_u32(text.len() - unindented.len());
        let cell = unindented.strip_prefix('\t');
        let cell = cell.map(|rest| (rest, column.saturating_add(spaces).saturating_add(1)));
        Self { number, column, text, cell, opens_page: false, after_border: false, continues: false }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cell.is_none() && self.text.trim().is_empty()
    }

    /// The text of its cell, or of the line.
    pub(super) fn body(&self) -> &'a str {
        self.cell.map_or(self.text, |(text, _)| text)
    }

    /// A tab stands between cells of one line.
    pub(super) fn has_inner_tab(&self) -> bool {
        self.body().trim_end().contains('\t')
    }

    pub(super) fn piece(&self) -> Piece {
        let (text, column) = self.cell.unwrap_or((self.text, self.column));
        Piece::from(text, SourceRef::Text { line: self.number, column })
    }

    /// Adds the line to a piece that was begun before it.
    pub(super) fn append_to(&self, piece: &mut Piece) {
        if !self.continues {
            piece.push("\n");
        }
        piece.mark(SourceRef::Text { line: self.number, column: self.column });
        piece.push(self.text);
    }
}

/// The lines of a text whose line ends are line feeds; a form feed begins a page.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut feeds = false;
    for (index, whole) in text.split('\n').enumerate() {
        let number = to_u32(index).saturating_add(1);
        let mut column: u32 = 1;
        for (order, part) in whole.split('\u{c}').enumerate() {
            let mut line = Line::new(number, column, part);
            column = column.saturating_add(to_u32(part.chars().count())).saturating_add(1);
            feeds |= order > 0;
            // Nothing beside a form feed is no blank line.
            if part.len() == whole.len() || !part.trim().is_empty() {
                line.opens_page = std::mem::take(&mut feeds);
                lines.push(line);
            }
        }
    }
    lines
}

/// True when a text begins like a paragraph of its own: indented, or with the number or mark of an item.
pub(super) fn opens_paragraph(text: &str) -> bool {
    if text.starts_with(|c: char| c.is_whitespace()) {
        return true;
    }
    let first = text.chars().next().unwrap_or(' ');
    let counted = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十：".contains(c));
    let words = ["目标", "任务", "指标", "附件", "附表"];
    let marked = ["附：", "注：", "备注："].iter().any(|word| text.starts_with(word));
    marked
        || words.iter().any(|word| text.strip_prefix(word).is_some_and(counted))
        || ('①'..='⑳').contains(&first)
        || is_numbered(text)
}

/// 一、 （一） 1. 1、 (1) 1）, but not 1.5 and not （2021）.
fn is_numbered(text: &str) -> bool {
    let open = text.strip_prefix(['（', '(']);
    let body = open.unwrap_or(text);
    let chinese = body.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let rest = if chinese.len() < body.len() { chinese } else { body.trim_start_matches(|c: char| c.is_ascii_digit()) };
    let length = body.len() - rest.len();
    if length == 0 || length > 9 || (chinese.len() == body.len() && length > 2) {
        return false;
    }
    if open.is_some() {
        return rest.starts_with(['）', ')']);
    }
    let mut after = rest.chars();
    match after.next() {
        Some('、' | '．' | '）' | ')') => true,
        Some('.') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_open_paragraphs_and_numbers_do_not() {
        for text in [
            "一、概况",
            "（二）支出",
            "1.办公费",
            "2、印刷费",
            "(3)其他",
            "4）",
            "①甲",
            "　　全年",
            "目标1：甲",
            "任务三",
        ] {
            assert!(opens_paragraph(text), "{text}");
        }
        for text in [
            "1.5公里",
            "（2021）24号",
            "53万元",
            "其中基本支出",
            "2021年",
            "（含结转）",
            "一次办好",
            "目标任务",
            "第三次",
        ] {
            assert!(!opens_paragraph(text), "{text}");
        }
    }
}
