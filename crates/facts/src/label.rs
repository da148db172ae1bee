//! Labels of forms and tables in a text.

use jiheng_packs::label::Labels;
pub(crate) use jiheng_packs::label::{key, normal, strip_number};

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
pub(crate) fn is_one_of(text: &str, labels: &Labels) -> bool {
    is_short(text) && labels.hold(&key(text))
}

/// The comparable form of a text that may be a label; empty when it is too long or a number.
pub(crate) fn candidate(text: &str) -> String {
    let number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'%'));
    if number || !is_short(text) { String::new() } else { key(text) }
}

/// The unit a caption or header carries: `（万元）`, `单位：万元`.
pub(crate) fn unit_in(text: &str) -> Option<&'static str> {
    const UNITS: [&str; 5] = ["亿元", "万元", "千元", "百元", "元"];
    if !text.contains('元') {
        return None;
    }
    let label = normal(text);
    // Where the unit may stand: after a bracket or comma and before a bracket, or after its own label.
    let closed = |unit: &str| {
        label.match_indices(unit).any(|(at, _)| {
            let head = label.get(..at).unwrap_or_default();
            let bracket = label.get(at + unit.len()..).is_some_and(|rest| rest.starts_with('）'));
            bracket && head.ends_with(['（', '，']) || head.ends_with("单位：") || head.ends_with("单位：人民币")
        })
    };
    UNITS.into_iter().find(|unit| closed(unit))
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
