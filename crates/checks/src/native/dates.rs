//! Dates that no calendar has. Rust: an expression knows no calendar.

use jiheng_model::statement::{Statement, WaiverClass};

use crate::outcome::{Context, Outcome};

/// Days of a month; `None` when the month does not exist. Without a year February has 29.
fn days(year: Option<u32>, month: u32) -> Option<u32> {
    let leap = |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(leap) => 29,
        2 => 28,
        _ => return None,
    })
}

/// Year, month and day of a date as written, with whichever of them stand there.
pub(crate) fn parts(statement: &Statement) -> Option<(Option<u32>, u32, Option<u32>)> {
    let before = |text: &str, mark: char| -> Option<u32> {
        let head = text.split_once(mark)?.0;
        let digits: String =
            head.chars().rev().take_while(|c| !"年月".contains(*c)).collect::<Vec<_>>().into_iter().rev().collect();
        digits.trim().parse().ok()
    };
    let text = statement.written.as_str();
    let month = before(text, '月')?;
    Some((before(text, '年'), month, before(text, '日')))
}

/// A span of years that ends before it begins: 2024—2022年.
pub(super) fn spans(context: &Context) -> Vec<Outcome> {
    let spans = context.facts.statements.iter().filter(|s| s.class == Some(WaiverClass::Period));
    spans
        .filter_map(|span| {
            let years: Vec<u32> = span
                .written
                .split(|c: char| !c.is_ascii_digit())
                .filter(|digits| digits.len() == 4)
                .filter_map(|digits| digits.parse().ok())
                .collect();
            let (&[from, to], written) = (years.as_slice(), span.written.clone()) else { return None };
            Some(if from <= to {
                Outcome::holds(vec![span.id], written)
            } else {
                Outcome::fails(vec![span.id], written)
            })
        })
        .collect()
}

/// One outcome for each date that says a day and does not exist.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let dates = context.facts.statements.iter().filter(|s| s.class == Some(WaiverClass::Date));
    dates
        .filter_map(|date| {
            let (year, month, day) = parts(date)?;
            let exists = days(year, month).is_some_and(|last| day.is_none_or(|day| (1..=last).contains(&day)));
            (!exists).then(|| Outcome::fails(vec![date.id], date.written.clone()))
        })
        .collect()
}
