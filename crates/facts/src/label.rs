//! Labels compared without blanks, brackets' width, numbering and trailing colons.

/// The comparable form of a label.
pub(crate) fn normal(text: &str) -> String {
    let folded: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            ':' => '：',
            other => other,
        })
        .collect();
    let trimmed = folded.trim_end_matches('：');
    strip_number(trimmed).to_owned()
}

/// The comparable form of a heading without a unit in brackets at its end.
pub(crate) fn normal_without_unit(text: &str) -> String {
    let label = normal(text);
    match label.rfind('（') {
        Some(at) if label.ends_with('）') && label.get(at..).is_some_and(|tail| tail.contains('元')) => {
            label.get(..at).unwrap_or_default().to_owned()
        }
        _ => label,
    }
}

/// Takes `一、`, `（一）`, `1、` and `1.` off the front.
pub(crate) fn strip_number(text: &str) -> &str {
    let numeral = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let rest = text.trim_start();
    let open = rest.strip_prefix('（').or_else(|| rest.strip_prefix('('));
    let body = open.unwrap_or(rest);
    let after = body.trim_start_matches(numeral);
    if after.len() == body.len() {
        return rest;
    }
    let closing: &[char] = if open.is_some() { &['）', ')'] } else { &['、', '.', '．', '，'] };
    match after.strip_prefix(closing) {
        Some(after) => after.trim_start(),
        None => rest,
    }
}

/// True when a line begins with a list number: 一、 （二） 3.
pub(crate) fn is_numbered(text: &str) -> bool {
    strip_number(text) != text.trim_start()
}

/// Longer texts, in bytes, are no labels.
const LABEL_MAX: usize = 240;

/// True when a text is short enough for a label.
pub(crate) fn is_short(text: &str) -> bool {
    text.len() <= LABEL_MAX
}

/// True when a label equals one of the known ones.
pub(crate) fn is_one_of(text: &str, labels: &[String]) -> bool {
    if !is_short(text) {
        return false;
    }
    let label = key(text);
    !label.is_empty() && labels.iter().any(|known| key(known) == label)
}

/// A label with 部门（单位）, 单位 and 部门 as one word: forms use them for each other.
pub(crate) fn key(text: &str) -> String {
    normal(text).replace("（单位）", "").replace("（部门）", "").replace("单位", "部门")
}

/// The unit a caption or header carries: `（万元）`, `单位：万元`.
pub(crate) fn unit_in(text: &str) -> Option<&'static str> {
    const UNITS: [&str; 5] = ["亿元", "万元", "千元", "百元", "元"];
    let label = normal(text);
    UNITS.into_iter().find(|unit| {
        label.contains(&format!("（{unit}）"))
            || label.contains(&format!("单位：{unit}"))
            || label.contains(&format!("单位：人民币{unit}"))
            || label.contains(&format!("，{unit}）"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_by_their_words() {
        for (text, label) in [
            ("公共财\n政拨款", "公共财政拨款"),
            ("一、部门（单位）概况", "部门（单位）概况"),
            ("部门(单位)意见：", "部门（单位）意见"),
            ("1、局机关", "局机关"),
            ("姓  名", "姓名"),
            ("（一）基本支出情况", "基本支出情况"),
            ("三公经费\n合计", "三公经费合计"),
            ("2021年情况", "2021年情况"),
        ] {
            assert_eq!(normal(text), label, "{text}");
        }
        assert_eq!(unit_in("年度收入情况（万元）"), Some("万元"));
        assert_eq!(unit_in("单位：元"), Some("元"));
        assert_eq!(unit_in("收入合计"), None);
    }
}
