//! Headers as labels: without blanks, width, numbering and unit.

use crate::cell::plain;

/// A header taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// What the column is called.
    pub(crate) label: String,
    /// What stands in brackets or behind a stroke: mostly a unit.
    pub(crate) remark: String,
}

/// Takes a header apart: `3.面积（亩）*` is 面积 in 亩.
pub(crate) fn header(cell: &str) -> Header {
    let text = plain(cell).replace(['*', ':', '：', '、'], "");
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let (label, remark) = match text.split_once('(').or_else(|| text.split_once('[')) {
        Some((label, rest)) => {
            let (inner, behind) = rest.split_once([')', ']']).unwrap_or((rest, ""));
            (format!("{label}{behind}"), inner.to_owned())
        }
        None => match text.split_once('/') {
            Some((label, unit)) => (label.to_owned(), unit.to_owned()),
            None => (text.to_owned(), String::new()),
        },
    };
    let remark = remark.trim_start_matches("单位").to_owned();
    Header { label, remark }
}

/// The unit that a line above a table gives for all of it: `单位：万元`.
pub(crate) fn unit_line(cell: &str) -> Option<String> {
    let text = plain(cell);
    // 填报单位 is a body and stands first.
    let (_, behind) = text.rsplit_once("单位:").or_else(|| text.rsplit_once("单位："))?;
    let unit: String = behind.chars().take_while(|c| !matches!(c, ',' | '，' | ')' | ';' | '、')).collect();
    let unit = unit.trim_start_matches("人民币").to_owned();
    (!unit.is_empty() && unit.chars().count() <= 6).then_some(unit)
}

/// Words by which a row is a total of others.
const TOTALS: [&str; 6] = ["合计", "总计", "共计", "小计", "本页小计", "累计"];

/// Longest cell that is a total, blanks between its characters included.
const TOTAL_BYTES: usize = 40;

/// True for the first words of a row of totals.
pub(crate) fn is_total(cell: &str) -> bool {
    // Nearly every cell is none, and a register has a million of them.
    if cell.len() > TOTAL_BYTES || !cell.contains('计') {
        return false;
    }
    let text = plain(cell);
    TOTALS.contains(&text.trim_end_matches([':', '：']))
}

/// True for a total of some rows only.
pub(crate) fn is_partial_total(cell: &str) -> bool {
    plain(cell).contains("小计")
}

/// True for what stands below a table: 制表人, 注, 填报日期.
pub(crate) fn is_footer(cell: &str) -> bool {
    let text = plain(cell);
    ["制表", "填表", "填报", "审核", "复核", "负责人", "注:", "注：", "备注:", "说明:", "说明：", "导出", "打印"]
        .iter()
        .any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_a_label_and_a_unit() {
        for (cell, label, remark) in [
            ("面积（亩）", "面积", "亩"),
            ("面 积(单位：亩)", "面积", "亩"),
            ("面积/亩", "面积", "亩"),
            ("3.宗地编号*", "宗地编号", ""),
            ("销号\n日期", "销号日期", ""),
            ("实收（万元）金额", "实收金额", "万元"),
        ] {
            let expected = Header { label: label.to_owned(), remark: remark.to_owned() };
            assert_eq!(header(cell), expected, "{cell}");
        }
    }

    #[test]
    fn lines_around_a_table_are_known() {
        assert_eq!(unit_line("填报单位：某局        单位：万元").as_deref(), Some("万元"));
        assert_eq!(unit_line("单位：万元").as_deref(), Some("万元"));
        assert_eq!(unit_line("金额单位：人民币元").as_deref(), Some("元"));
        assert!(is_total("合　计") && is_total("总计：") && !is_total("合计数量说明"));
        assert!(is_footer("制表人：甲") && !is_footer("注册地"));
    }
}
