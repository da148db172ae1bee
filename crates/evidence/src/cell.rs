//! What one cell says: a number, a day, or one of the kinds of nothing.

use jiheng_model::decimal::Decimal;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said<T> {
    /// A value; 0 is one.
    Value(T),
    /// Nothing is written.
    Blank,
    /// 无, — or /: explicitly none.
    Nil,
    /// It cannot be read as what its column holds.
    Unreadable,
}

/// A day, a month (day 0) or a year (month and day 0), so that they sort: 20210305, 20210300, 20210000.
pub(crate) type Day = u32;

/// The year of a day.
pub(crate) fn year(day: Day) -> u32 {
    day / 10_000
}

/// True when the day itself is known.
pub(crate) fn is_whole(day: Day) -> bool {
    !day.is_multiple_of(100)
}

/// Full-width digits and marks as ASCII; blanks of every kind taken away.
pub(crate) fn plain(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_owned();
    }
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '。' => '.',
        '﹣' | '−' => '-',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}')).map(narrow).collect()
}

/// What is no value at all.
fn nothing<T>(plain: &str) -> Option<Said<T>> {
    match plain {
        "" => Some(Said::Blank),
        "无" | "没有" | "/" | "\\" | "-" | "--" | "—" | "——" | "–" | "― " | "―" | "∕" | "N/A" | "n/a" | "NULL"
        | "null" => Some(Said::Nil),
        _ => None,
    }
}

/// Words as they stand.
pub(crate) fn text(cell: &str) -> Said<&str> {
    match nothing::<()>(&plain(cell)) {
        Some(Said::Nil) => Said::Nil,
        Some(_) => Said::Blank,
        None => Said::Value(cell),
    }
}

/// A number, and what stands behind it: `1,187.00亩`.
pub(crate) fn number(cell: &str) -> Said<(Decimal, String)> {
    let plain = plain(cell);
    if let Some(nothing) = nothing(&plain) {
        return nothing;
    }
    let body = plain.trim_start_matches(['¥', '￥']);
    let end = body.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))).unwrap_or(body.len());
    let (digits, unit) = body.split_at_checked(end).unwrap_or((body, ""));
    match ungrouped(digits).as_deref().and_then(Decimal::parse) {
        Some(value) => Said::Value((value, unit.to_owned())),
        None => Said::Unreadable,
    }
}

/// Takes thousands marks away; `None` where they do not stand at thousands.
fn ungrouped(digits: &str) -> Option<String> {
    let (integer, fraction) = digits.split_once('.').map_or((digits, None), |(i, f)| (i, Some(f)));
    let mut groups = integer.split(',');
    let first = groups.next()?;
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.trim_start_matches('-').len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    if let Some(fraction) = fraction {
        joined.push('.');
        joined.push_str(fraction);
    }
    Some(joined)
}

/// Years that a register may speak of.
const YEARS: std::ops::RangeInclusive<u32> = 1949..=2199;
/// Day numbers of workbooks: 1954 to 2064.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=60_000;

/// A date in one of its spellings: 2021-03-05, 2021.3.5, 2021/3/5, 2021年3月5日, 20210305, 2021年3月, 2021年, the day
/// number of a workbook; a time of day behind it is left out.
pub(crate) fn date(cell: &str) -> Said<Day> {
    let day = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let plain = plain(day);
    if let Some(nothing) = nothing(&plain) {
        return nothing;
    }
    let parsed = if plain.bytes().all(|byte| byte.is_ascii_digit()) { digits_only(&plain) } else { separated(&plain) };
    parsed.map_or(Said::Unreadable, Said::Value)
}

fn digits_only(digits: &str) -> Option<Day> {
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        8 => checked(number / 10_000, number / 100 % 100, number % 100),
        6 => checked(number / 100, number % 100, 0),
        5 if SERIALS.contains(&number) => Some(of_serial(number)),
        4 => checked(number, 0, 0),
        _ => None,
    }
}

fn separated(text: &str) -> Option<Day> {
    let spelled = text.replace(['年', '月', '.', '/'], "-").replace(['日', '号', '度'], "");
    let parts: Vec<&str> = spelled.trim_end_matches('-').split('-').collect();
    let number = |part: &&str| part.parse::<u32>().ok();
    let parts: Option<Vec<u32>> = parts.iter().map(number).collect();
    match parts?.as_slice() {
        [year] => checked(*year, 0, 0),
        [year, month] => checked(*year, *month, 0),
        [year, month, day] => checked(*year, *month, *day),
        _ => None,
    }
}

fn checked(year: u32, month: u32, day: u32) -> Option<Day> {
    let fits = YEARS.contains(&year) && month <= 12 && day <= days_of(year, month) && (month > 0 || day == 0);
    fits.then_some(year * 10_000 + month * 100 + day)
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Workbooks count days from 1899-12-30.
fn of_serial(serial: u32) -> Day {
    let (mut year, mut left) = (1900, serial - 2);
    let days_of_year = |year| (1..=12).map(|month| days_of(year, month)).sum::<u32>();
    while left >= days_of_year(year) {
        left -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while left >= days_of(year, month) {
        left -= days_of(year, month);
        month += 1;
    }
    year * 10_000 + month * 100 + left + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_kinds_of_nothing_stay_apart() {
        let zero = Said::Value((Decimal::ZERO, String::new()));
        for (cell, expected) in [
            ("", Said::Blank),
            (" \u{3000}", Said::Blank),
            ("0", zero),
            ("—", Said::Nil),
            ("/", Said::Nil),
            ("无", Said::Nil),
            ("待定", Said::Unreadable),
        ] {
            assert_eq!(number(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn numbers_come_in_every_width() {
        for (cell, value, unit) in [
            ("1187", "1187", ""),
            ("１，１８７．００", "1187.00", ""),
            ("1,187.5亩", "1187.5", "亩"),
            ("¥ 3 200.00 元", "3200.00", "元"),
            ("-89.57", "-89.57", ""),
            ("3.2亿元", "3.2", "亿元"),
        ] {
            assert_eq!(number(cell), Said::Value((Decimal::parse(value).unwrap(), unit.to_owned())), "{cell}");
        }
        for cell in ["1,18", "12,34,567", "1.2.3", "约12", "..", "1-2"] {
            assert_eq!(number(cell), Said::Unreadable, "{cell}");
        }
    }

    #[test]
    fn one_day_has_many_spellings() {
        for cell in [
            "2021-03-05",
            "2021.3.5",
            "2021/3/5",
            "2021年3月5日",
            "20210305",
            "２０２１．３．５",
            "44260",
            "2021-3-5 10:22",
        ] {
            assert_eq!(date(cell), Said::Value(20_210_305), "{cell}");
        }
        assert_eq!(date("2021年3月"), Said::Value(20_210_300));
        assert_eq!(date("2021年度"), Said::Value(20_210_000));
        for cell in ["2021-02-30", "2021-13-01", "去年", "123", "9999-01-01"] {
            assert_eq!(date(cell), Said::Unreadable, "{cell}");
        }
    }
}
