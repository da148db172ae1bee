//! Digits that stand apart: 1 234.56, 2 8 5 5 . 5 3, 2 0 2 1年, 20 21 年.

use jiheng_model::decimal::{DIGITS_MAX, Decimal};

use super::{digit, is_digit};

/// A blank as wide as a letter, or one at which no line may end.
pub(crate) fn is_blank(text: &[char], at: usize) -> bool {
    text.get(at).is_some_and(|c| matches!(*c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'))
}

fn is_digit_at(text: &[char], at: usize) -> bool {
    text.get(at).copied().is_some_and(is_digit)
}

/// A number whose groups of three are divided by blanks, or each of whose digits stands alone; where it ends, and its
/// value. `None` for digits that stand together.
pub(crate) fn spaced(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    let (end, ascii) = threes(text, at).or_else(|| one_by_one(text, at))?;
    Decimal::parse(&ascii).filter(|_| ascii.len() <= DIGITS_MAX).map(|value| (end, value))
}

/// End of the digits from `at` on, which are added to `into`.
fn run(text: &[char], at: usize, into: &mut String) -> usize {
    let mut end = at;
    while let Some(d) = text.get(end).copied().and_then(digit) {
        into.push(d);
        end += 1;
    }
    end
}

/// The first of the two: digits that all stand alone may be a list.
pub(crate) fn by_threes(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    let (end, ascii) = threes(text, at)?;
    Decimal::parse(&ascii).filter(|_| ascii.len() <= DIGITS_MAX).map(|value| (end, value))
}

fn threes(text: &[char], at: usize) -> Option<(usize, String)> {
    let mut ascii = String::new();
    let mut end = run(text, at, &mut ascii);
    if !(1..=3).contains(&(end - at)) {
        return None;
    }
    let mut groups = 0;
    while is_blank(text, end) && is_digit_at(text, end + 1) {
        let next = run(text, end + 1, &mut ascii);
        if next - end != 4 {
            return None;
        }
        (end, groups) = (next, groups + 1);
    }
    if matches!(text.get(end), Some('.' | '．')) && is_digit_at(text, end + 1) {
        ascii.push('.');
        end = run(text, end + 1, &mut ascii);
    }
    (groups > 0).then_some((end, ascii))
}

fn one_by_one(text: &[char], at: usize) -> Option<(usize, String)> {
    let mut ascii = String::new();
    let (mut end, mut count) = (at, 0);
    let mut point = false;
    loop {
        ascii.push(text.get(end).copied().and_then(digit)?);
        (end, count) = (end + 1, count + 1);
        if is_digit_at(text, end) {
            return None;
        }
        let next = end + usize::from(is_blank(text, end));
        if !point && matches!(text.get(next), Some('.' | '．')) {
            let after = next + 1 + usize::from(is_blank(text, next + 1));
            if is_digit_at(text, after) {
                ascii.push('.');
                (end, point) = (after, true);
                continue;
            }
        }
        if next == end || !is_digit_at(text, next) {
            return (count >= 3).then_some((end, ascii));
        }
        end = next;
    }
}

/// A year with blanks between its digits or before 年: where its digits end, and the year.
pub(crate) fn year(text: &[char], at: usize) -> Option<(usize, u16)> {
    let before = at.checked_sub(1).and_then(|i| text.get(i)).copied().unwrap_or('年');
    if is_digit(before) || before == '.' {
        return None;
    }
    let mut ascii = String::new();
    let mut end = run(text, at, &mut ascii);
    let mut apart = false;
    while ascii.len() < 4 && is_blank(text, end) && is_digit_at(text, end + 1) {
        end = run(text, end + 1, &mut ascii);
        apart = true;
    }
    let sign = end + usize::from(is_blank(text, end));
    let year = ascii.parse().ok().filter(|year| ascii.len() == 4 && (1949..=2099).contains(year))?;
    ((apart || sign > end) && text.get(sign) == Some(&'年')).then_some((end, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_apart_are_one_number_where_nothing_else_is_possible() {
        for (text, expected) in [
            ("1 234.56万元", Some(("1234.56", 8))),
            ("12 345 678元", Some(("12345678", 10))),
            ("2 8 5 5 . 5 3万元", Some(("2855.53", 13))),
            ("2 8 5 5.5 3", Some(("2855.53", 11))),
            ("12 34.56", None),
            ("1 2345", None),
            ("1234.56", None),
            ("3 5", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found = spaced(&chars, 0).map(|(end, value)| (value.to_string(), end));
            let expected = expected.map(|(value, end): (&str, usize)| (value.to_owned(), end));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn years_keep_their_digits_together() {
        for (text, expected) in [
            ("2 0 2 1年", Some((7, 2021))),
            ("20 21 年度", Some((5, 2021))),
            ("202 1年", Some((5, 2021))),
            ("2021 年", Some((4, 2021))),
            ("2021年", None),
            ("20 211年", None),
            ("30 12年", None),
        ] {
            assert_eq!(year(&text.chars().collect::<Vec<_>>(), 0), expected, "{text}");
        }
    }
}
