//! What a simple script does: take every number with a unit, add up runs of neighbours, and be alarmed when a sum
//! comes close to another number but not within a half. No cues, no tables, no rounding.

use crate::expression::decimal;
use crate::number::{Exact, exact};
use crate::render::{Place, Printed};

#[derive(Clone, Debug)]
struct Number {
    value: Exact,
    unit: String,
    chars: (u32, u32),
}

/// Places of numbers that nearly, but not quite, are the sum of the numbers behind them.
pub fn alarms(printed: &Printed) -> Vec<Place> {
    let mut places = Vec::new();
    for (block, cell, text) in &printed.texts {
        let numbers = numbers(text);
        for (at, total) in numbers.iter().enumerate() {
            if is_alarming(total, &numbers[at + 1..]) {
                places.push(Place { block: *block, cell: *cell, chars: total.chars });
            }
        }
    }
    places
}

/// True when the fault brings an alarm that was not there, in a text that it concerns.
pub fn detects(clean: &Printed, faulty: &Printed, concerned: &[Place]) -> bool {
    let before: Vec<(u32, Option<(u32, u32)>)> = alarms(clean).iter().map(|place| (place.block, place.cell)).collect();
    alarms(faulty).iter().any(|place| {
        let here = (place.block, place.cell);
        !before.contains(&here) && concerned.iter().any(|other| (other.block, other.cell) == here)
    })
}

/// A run of at least two like numbers that comes within a tenth of the total and misses it by more than a half.
fn is_alarming(total: &Number, rest: &[Number]) -> bool {
    let like: Vec<&Number> = rest.iter().take_while(|number| number.unit == total.unit).collect();
    let mut sum = exact(0, 1);
    let mut close = false;
    for (count, number) in (1..).zip(like) {
        sum += number.value;
        let gap = if sum > total.value { sum - total.value } else { total.value - sum };
        if count >= 2 && gap <= exact(1, 2) {
            return false;
        }
        close |= count >= 2 && gap <= total.value / exact(10, 1);
    }
    close
}

fn numbers(text: &str) -> Vec<Number> {
    let chars: Vec<char> = text.chars().collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len() && (chars[at].is_ascii_digit() || chars[at] == '.') {
            at += 1;
        }
        let digits: String = chars[start..at].iter().collect();
        let unit: String = chars[at..].iter().take_while(|c| c.is_alphabetic() || **c == '%').take(2).collect();
        if let Some(value) = decimal(&digits).filter(|_| digits.len() < 16) {
            let span = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            numbers.push(Number { value, unit, chars: (span(start), span(at)) });
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_alarm_and_hits_do_not() {
        let alarmed = |text: &str| {
            let printed = Printed { bytes: Vec::new(), places: Vec::new(), texts: vec![(0, None, text.to_owned())] };
            alarms(&printed).len()
        };
        assert_eq!(alarmed("共300万元，其中甲100万元、乙200万元"), 0);
        assert_eq!(alarmed("共303万元，其中甲100万元、乙200万元"), 1);
    }
}
