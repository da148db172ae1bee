//! M1 to M4: slips of the hand on the digits of any number.

use super::{Edit, visible};
use crate::document::{Document, Quantity, Style};
use crate::number::Printed;
use crate::random::Random;

/// Quantities whose digits can be changed one by one.
fn numbers(document: &Document) -> Vec<(usize, &Quantity)> {
    let all = visible(document).into_iter().map(|id| (id, &document.quantities[id]));
    all.filter(|(_, quantity)| quantity.high.is_none() && quantity.style != Style::Numeral).collect()
}

/// The number with one of its digits replaced; never the same, never with a leading 0.
pub(super) fn substitute(printed: Printed, random: &mut Random) -> Printed {
    let digits = printed.mantissa.unsigned_abs().to_string();
    let at = random.below(digits.len());
    let changed: String = digits
        .chars()
        .enumerate()
        .map(|(index, c)| if index == at { other_digit(c, index == 0 && digits.len() > 1, random) } else { c })
        .collect();
    with_digits(printed, &changed)
}

fn other_digit(c: char, leading: bool, random: &mut Random) -> char {
    let low = u32::from(leading);
    let choices: Vec<char> = (low..10).filter_map(|n| char::from_digit(n, 10)).filter(|other| *other != c).collect();
    random.pick(&choices).copied().unwrap_or(c)
}

fn with_digits(printed: Printed, digits: &str) -> Printed {
    let mantissa: i128 = digits.parse().unwrap_or(printed.mantissa);
    Printed { mantissa: if printed.mantissa < 0 { -mantissa } else { mantissa }, scale: printed.scale }
}

fn edit(id: usize, printed: Printed) -> Edit {
    Edit::Number(id, printed.mantissa, printed.scale)
}

/// M1
pub fn substituted(document: &Document, random: &mut Random) -> Vec<Edit> {
    numbers(document).into_iter().map(|(id, quantity)| edit(id, substitute(quantity.printed, random))).collect()
}

/// M2
pub fn transposed(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, quantity) in numbers(document) {
        let mut digits: Vec<char> = quantity.printed.mantissa.unsigned_abs().to_string().chars().collect();
        let places: Vec<usize> =
            (1..digits.len()).filter(|at| digits[at - 1] != digits[*at] && (*at > 1 || digits[1] != '0')).collect();
        if let Some(at) = random.pick(&places) {
            digits.swap(at - 1, *at);
            edits.push(edit(id, with_digits(quantity.printed, &digits.iter().collect::<String>())));
        }
    }
    edits
}

/// M3
pub fn shifted(document: &Document, random: &mut Random) -> Vec<Edit> {
    let shift = |printed: Printed, random: &mut Random| match printed.scale {
        0 => Printed { mantissa: printed.mantissa * 10, scale: 0 },
        scale if random.chance(50) => Printed { mantissa: printed.mantissa, scale: scale - 1 },
        scale => Printed { mantissa: printed.mantissa, scale: scale + 1 },
    };
    let numbers = numbers(document).into_iter().filter(|(_, quantity)| quantity.printed.mantissa != 0);
    numbers.map(|(id, quantity)| edit(id, shift(quantity.printed, random))).collect()
}

/// M4
pub fn dropped(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, quantity) in numbers(document) {
        let digits = quantity.printed.mantissa.unsigned_abs().to_string();
        // The digits before the point lose one, so that the places stay.
        let whole = digits.len().saturating_sub(quantity.printed.scale as usize);
        if whole < 2 {
            continue;
        }
        let at = random.below(whole);
        let rest: String = digits.chars().enumerate().filter(|(index, _)| *index != at).map(|(_, c)| c).collect();
        if !rest.starts_with('0') {
            edits.push(edit(id, with_digits(quantity.printed, &rest)));
        }
    }
    edits
}
