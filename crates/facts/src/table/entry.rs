//! Rows of a half by name: totals, parts of the row before, levels of numbering, account codes.

use super::column::{Column, Kind};
use super::grid::Band;
use super::half::Half;
use super::words::{Total, Words};
use crate::label::normal;

/// A row of a half that has a name or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Index of the row in the body.
    pub(crate) row: usize,
    /// Its name, normalised, without 其中.
    pub(crate) label: String,
    pub(crate) total: Option<Total>,
    /// 其中：…
    pub(crate) partial: bool,
    /// Depth of its numbering: 一、 is 1, （一） is 2, 1. is 3 …
    pub(crate) level: Option<u8>,
    /// Account code; empty where it has none.
    pub(crate) code: String,
    /// It has numbers in its half.
    pub(crate) filled: bool,
}

/// The rows of one half.
pub(crate) fn entries(half: &Half, columns: &[Column], body: &[Band], words: &Words) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(body.len());
    let mut class = Vec::new();
    for (row, band) in body.iter().enumerate() {
        // A name may be merged over the columns of the half before: 公用经费合计.
        let spot = |index: &usize| columns.get(*index).and_then(|column| band.over(column.at));
        let text = |index: &usize| spot(index).map_or("", |spot| if spot.value.is_some() { "" } else { spot.text });
        let numbers = |index: &usize| {
            columns.get(*index).and_then(|column| band.at(column.at)).is_some_and(|spot| spot.value.is_some())
        };
        let code = code(half, columns, band, &mut class);
        let labels: Vec<&str> = half.labels.iter().map(text).filter(|text| !text.is_empty()).collect();
        let coded: Vec<&str> = half.codes.iter().map(text).filter(|text| !text.is_empty()).collect();
        let main = half.main.as_ref().map(text).filter(|text| !text.is_empty());
        let total = labels
            .iter()
            .chain(&coded)
            .find(|text| matches!(words.total(&normal(text)), Some(Total::Grand | Total::Section)));
        // 总计 may stand in the column of running numbers.
        let numbered = half
            .main
            .and_then(|main| main.checked_sub(1))
            .filter(|before| columns.get(*before).is_some_and(|column| column.kind == Kind::Ordinal));
        let numbered = numbered.as_ref().map(text).filter(|text| words.total(&normal(text)) == Some(Total::Grand));
        let raw = total
            .copied()
            .or(numbered)
            .or(main)
            .or(labels.last().copied())
            .or(coded.first().copied())
            .unwrap_or_default();
        let (leading, name) = leading_code(raw);
        let mut label = normal(name);
        let partial = words.is_partial(&label);
        if partial {
            label = normal(label.trim_start_matches(['其', '中', '#', '：', ':']));
        }
        let filled = half.amounts.iter().chain(&half.others).any(numbers);
        if label.is_empty() && code.is_empty() && !filled {
            continue;
        }
        entries.push(Entry {
            row,
            total: words.total(&label),
            partial,
            level: level(raw),
            code: if code.is_empty() { leading.to_owned() } else { code },
            label,
            filled,
        });
    }
    entries
}

/// The account code of a row: in one column, or as 类, 款 and 项 in three.
fn code(half: &Half, columns: &[Column], band: &Band, class: &mut Vec<String>) -> String {
    let digits = |index: &usize| -> String {
        let spot = columns.get(*index).and_then(|column| band.at(column.at));
        let text = spot.map_or("", |spot| spot.text);
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit()) { text } else { String::new() }
    };
    let parts: Vec<String> = half.codes.iter().map(digits).collect();
    let filled: Vec<&String> = parts.iter().filter(|part| !part.is_empty()).collect();
    match filled.as_slice() {
        [] => String::new(),
        [one] if one.len() >= 3 => {
            *class = vec![(*one).clone()];
            (*one).clone()
        }
        [first, rest @ ..] if first.len() == 3 && rest.iter().all(|part| part.len() == 2) => {
            *class = filled.iter().map(|part| (*part).clone()).collect();
            class.concat()
        }
        // 类 is printed once and stands for the rows below.
        _ if filled.iter().all(|part| part.len() == 2) && !class.is_empty() && half.codes.len() == 3 => {
            let depth = parts.iter().position(|part| !part.is_empty()).unwrap_or(0);
            class.truncate(depth);
            class.extend(filled.iter().map(|part| (*part).clone()));
            class.concat()
        }
        _ => filled.iter().max_by_key(|part| part.len()).map(|part| (*part).clone()).unwrap_or_default(),
    }
}

/// `2010301 行政运行`: a code of 3, 5 or 7 digits before the name.
fn leading_code(text: &str) -> (&str, &str) {
    let body = text.trim_start_matches(['[', '【']);
    let end = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
    let (digits, rest) = body.split_at(end);
    let rest = rest.trim_start_matches([']', '】', '-', '—', ' ', '　', '\t', '\n']);
    let named = rest.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_ascii() && c != '年')
        && rest.chars().count() >= 3;
    if matches!(digits.len(), 3 | 5 | 7) && named { (digits, rest) } else { ("", text) }
}

/// Depth of the numbering at the start of a label.
pub(super) fn level(text: &str) -> Option<u8> {
    let chars: Vec<char> = text.trim_start().chars().take(8).collect();
    let open = chars.first().is_some_and(|c| "（(".contains(*c));
    let body = chars.get(usize::from(open)..)?;
    let chinese = body.iter().take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    let digits = body.iter().take_while(|c| c.is_ascii_digit()).count();
    let count = chinese.max(digits);
    let next = body.get(count).copied();
    let closed =
        if open { next.is_some_and(|c| "）)".contains(c)) } else { next.is_some_and(|c| "、.．".contains(c)) };
    if count > 0 && closed && digits <= 2 {
        // 1.5公里 is no number of an item.
        let decimal = body.get(count + 1).is_some_and(char::is_ascii_digit) && next == Some('.');
        return (!decimal).then_some(match (chinese > 0, open) {
            (true, false) => 1,
            (true, true) => 2,
            (false, false) => 3,
            (false, true) => 4,
        });
    }
    chars.first().filter(|c| ('①'..='⑳').contains(*c)).map(|_| 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_tells_the_level() {
        for (text, expected) in [
            ("一、基本支出", Some(1)),
            ("二十三、其他支出", Some(1)),
            ("（一）人员经费", Some(2)),
            ("1.办公费", Some(3)),
            ("(2)印刷费", Some(4)),
            ("③其他", Some(5)),
            ("1.5公里渠道", None),
            ("基本支出", None),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
    }

    #[test]
    fn a_code_may_stand_before_the_name() {
        assert_eq!(leading_code("2010301 行政运行"), ("2010301", "行政运行"));
        assert_eq!(leading_code("[201]一般公共服务支出"), ("201", "一般公共服务支出"));
        assert_eq!(leading_code("2021年支出"), ("", "2021年支出"));
        assert_eq!(leading_code("301户"), ("", "301户"));
    }
}
