//! Looks for personal data in a page before it is published.

use crate::page::{Page, Piece};

/// Words before a short number that make it a telephone.
const PHONE_WORDS: [&str; 7] = ["电话", "联系", "联络", "手机", "传真", "Tel", "tel"];
/// Words before a number that make it an account.
const ACCOUNT_WORDS: [&str; 4] = ["账号", "帐号", "账户", "卡号"];
/// Characters before a number in which such a word is looked for.
const BEFORE: usize = 12;

/// Something that must not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remains {
    /// What it is, in both languages.
    pub kind: &'static str,
    /// Where it stands.
    pub place: String,
    /// The words around it, so that it can be found.
    pub text: String,
}

/// All that is found, by its place.
pub(super) fn scan(page: &Page, names: &[String]) -> Vec<Remains> {
    let mut found = Vec::new();
    for piece in &page.pieces {
        for (place, text) in lines(piece) {
            let normal: Vec<char> = text.chars().map(narrow).collect();
            let plain: String = normal.iter().filter(|c| !c.is_whitespace()).collect();
            let mut add = |kind, at: usize| {
                let text = normal.iter().skip(at.saturating_sub(8)).take(28).collect();
                found.push(Remains { kind, place: place.clone(), text });
            };
            for (kind, at) in numbers(&normal) {
                add(kind, at);
            }
            for at in mails(&normal) {
                add("电子邮箱 / e-mail", at);
            }
            for name in names.iter().filter(|name| plain.contains(name.as_str())) {
                let first = normal.iter().position(|c| name.starts_with(*c)).unwrap_or_default();
                add("没有公开的人名 / name of a person", first);
            }
        }
    }
    found
}

/// The text of a piece, a row of a table as one line, each with its place.
fn lines(piece: &Piece) -> Vec<(String, String)> {
    let rows = |grid: &crate::page::Grid| -> Vec<(String, String)> {
        let row = |row: &crate::page::Row| {
            row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ").replace('\n', " ")
        };
        grid.rows.iter().map(|cells| (grid.name.clone(), row(cells))).collect()
    };
    match piece {
        Piece::Cover(cover) => {
            cover.lines.iter().map(|(label, value)| ("封面 / cover".to_owned(), format!("{label}：{value}"))).collect()
        }
        Piece::Grid(grid) | Piece::Inset(grid) => rows(grid),
        Piece::Annex(above, grid) => {
            let above = above.iter().map(|line| (grid.name.clone(), line.clone()));
            above.chain(rows(grid)).collect()
        }
        Piece::Line(line) => vec![("表下 / below the table".to_owned(), line.clone())],
        Piece::Narrative(paragraphs) | Piece::Prose(paragraphs) => {
            let mut heading = "综述 / narrative".to_owned();
            let mut lines = Vec::new();
            for paragraph in paragraphs {
                if paragraph.heading.is_some() {
                    heading.clone_from(&paragraph.text);
                }
                lines.push((heading.clone(), paragraph.text.clone()));
            }
            lines
        }
    }
}

/// Full-width digits and signs as plain ones.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '－' | '＠' | '．' => char::from_u32((c as u32).saturating_sub(0xFEE0)).unwrap_or(c),
        '—' | '–' | '−' => '-',
        _ => c,
    }
}

/// Runs of digits with what they are.
fn numbers(text: &[char]) -> Vec<(&'static str, usize)> {
    let mut found = Vec::new();
    let runs = runs(text);
    for (nth, (at, digits)) in runs.iter().enumerate() {
        let end = at + digits.len();
        let joined = |distance: usize| {
            let (next, more) = runs.get(nth + distance)?;
            let (before, last) = runs.get(nth + distance - 1)?;
            let gap = text.get(before + last.len()..*next)?;
            matches!(gap, ['-' | ' ']).then_some(more.len())
        };
        let before: String = text.get(at.saturating_sub(BEFORE)..*at).unwrap_or_default().iter().collect();
        let is_after = |words: &[&str]| words.iter().any(|word| before.contains(word));
        let is_fraction = text.get(end) == Some(&'.') && text.get(end + 1).is_some_and(char::is_ascii_digit);
        let is_mobile =
            digits.starts_with('1') && matches!(digits.get(1..2), Some("3" | "4" | "5" | "6" | "7" | "8" | "9"));
        let kind = match digits.len() {
            _ if is_fraction => None,
            11 if is_mobile => Some("手机号码 / mobile telephone"),
            3 if is_mobile && joined(1) == Some(4) && joined(2) == Some(4) => Some("手机号码 / mobile telephone"),
            3 | 4 if digits.starts_with('0') && matches!(joined(1), Some(7 | 8)) => Some("固定电话 / telephone"),
            10..=12 if digits.starts_with('0') => Some("固定电话 / telephone"),
            7 | 8 if is_after(&PHONE_WORDS) => Some("固定电话 / telephone"),
            18 => Some("身份证号码 / identity number"),
            17 if matches!(text.get(end), Some('X' | 'x')) => Some("身份证号码 / identity number"),
            16 | 17 | 19 => Some("银行账号 / bank account"),
            9.. if is_after(&ACCOUNT_WORDS) => Some("银行账号 / bank account"),
            _ => None,
        };
        found.extend(kind.map(|kind| (kind, *at)));
    }
    found
}

fn runs(text: &[char]) -> Vec<(usize, String)> {
    let mut runs: Vec<(usize, String)> = Vec::new();
    for (at, c) in text.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some((start, digits)) if *start + digits.len() == at => digits.push(*c),
            _ => runs.push((at, c.to_string())),
        }
    }
    runs
}

/// Places of an at sign between a name and a domain.
fn mails(text: &[char]) -> Vec<usize> {
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let is_mail = |at: &usize| {
        let domain: String = text.iter().skip(at + 1).take_while(|c| is_word(Some(c))).collect();
        text.get(*at) == Some(&'@') && *at > 0 && is_word(text.get(at - 1)) && domain.contains('.')
    };
    (0..text.len()).filter(is_mail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Paragraph;

    #[test]
    fn personal_data_is_found_and_amounts_are_not() {
        for (text, kinds) in [
            ("联系人手机13800000000", vec!["手机号码 / mobile telephone"]),
            ("138-0000-0000", vec!["手机号码 / mobile telephone"]),
            ("１３８００００００００", vec!["手机号码 / mobile telephone"]),
            ("0730-1234567", vec!["固定电话 / telephone"]),
            ("联系电话 | 1234567", vec!["固定电话 / telephone"]),
            ("110101190001010000", vec!["身份证号码 / identity number"]),
            ("11010119000101001X", vec!["身份证号码 / identity number"]),
            ("账号 6200000000000000000", vec!["银行账号 / bank account"]),
            ("someone@example.org", vec!["电子邮箱 / e-mail"]),
            ("由张某某填报", vec!["没有公开的人名 / name of a person"]),
            ("由张 某某填报", vec!["没有公开的人名 / name of a person"]),
            ("支出1234567元，面积3456700平方米", vec![]),
            ("支出13800000000.00元，2021年1-12月，〔2021〕24号", vec![]),
        ] {
            let pieces = vec![Piece::Narrative(vec![Paragraph { text: text.to_owned(), heading: None }])];
            let page = Page { title: String::new(), pieces, footer: String::new() };
            let found: Vec<&str> = scan(&page, &["张某某".to_owned()]).iter().map(|r| r.kind).collect();
            assert_eq!(found, kinds, "{text}");
        }
    }
}
