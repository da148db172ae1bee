//! Text whose digits are all gone, as fonts without a table of characters and careless filters leave it: 支出万元.

use jiheng_model::document::{Block, Document};

use crate::error::ReadError;

/// So many amounts without a number are no accident; a form that nobody filled in has fewer, or blanks to fill in.
const AMOUNTS_MIN: usize = 5;

/// Refuses a document without any digit whose amounts should have some.
pub(crate) fn check(document: &Document) -> Result<(), ReadError> {
    let mut amounts = 0;
    for block in &document.blocks {
        let texts: Vec<&str> = match block {
            Block::Paragraph(paragraph) => vec![document.text(&paragraph.text)],
            Block::Table(table) => table.cells.iter().map(|cell| document.text(&cell.text)).collect(),
        };
        for text in texts {
            if text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
                return Ok(());
            }
            amounts += bare_amounts(text);
        }
    }
    if amounts >= AMOUNTS_MIN { Err(ReadError::NumbersLost { amounts }) } else { Ok(()) }
}

/// 万元 and % right behind a word that is no numeral: 支出万元, 增长%.
fn bare_amounts(text: &str) -> usize {
    let is_numeral = |c: char| "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟".contains(c);
    let after_word = |at: usize| {
        let mut back = text.get(..at).unwrap_or_default().chars().rev();
        let (Some(last), before) = (back.next(), back.next()) else { return false };
        // 十余万元 has a number, 结余万元 has lost it.
        let last = if "余多几".contains(last) && before.is_some_and(is_numeral) { '十' } else { last };
        !last.is_ascii() && last.is_alphabetic() && !is_numeral(last) && last != '位'
    };
    let found = |unit: &str| text.match_indices(unit).filter(|(at, _)| after_word(*at)).count();
    found("万元") + found("%") + found("％")
}

#[cfg(test)]
mod tests {
    use crate::testing::{read_tree, tree_error};

    #[test]
    fn amounts_without_any_digit_are_refused() {
        let lost = "全年支出.万元，其中基本支出万元、项目支出万元，增长%，执行率%，结余万元。\n";
        assert_eq!(tree_error(lost.as_bytes()), "numbers-lost");
        // One digit left, or a form not filled in: it is read.
        for text in
            [format!("{lost}2021年"), "收入合计（万元） 支出合计（万元） 单位：万元 支出____万元 占比%".to_owned()]
        {
            assert!(read_tree(text.as_bytes()).starts_with("p "), "{text}");
        }
    }
}
