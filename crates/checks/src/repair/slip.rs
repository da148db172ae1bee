//! What kind of slip turns one number into another.

use jiheng_model::decimal::Decimal;
use jiheng_model::repair::Slip;

/// The slip of a key that leads from `right` to `wrong`; [`Slip::Other`] when it is none.
pub(crate) fn between(wrong: Decimal, right: Decimal) -> Slip {
    if wrong == right.negated() {
        return Slip::Sign;
    }
    if (wrong.mantissa() < 0) != (right.mantissa() < 0) && !wrong.is_zero() && !right.is_zero() {
        return Slip::Other;
    }
    let scale = wrong.scale().max(right.scale());
    if let (Some(wrong), Some(right)) = (digits(wrong, scale), digits(right, scale)) {
        let width = wrong.len().max(right.len());
        let (wrong, right) = (padded(&wrong, width), padded(&right, width));
        let slip = same_length(&wrong, &right);
        if slip != Slip::Other {
            return slip;
        }
    }
    if is_point_moved(wrong, right) {
        return Slip::Point;
    }
    let (wrong, right) = (printed(wrong), printed(right));
    if right.len() == wrong.len() + 1 && is_one_shorter(&right, &wrong) {
        Slip::Dropped
    } else if wrong.len() == right.len() + 1 && is_one_shorter(&wrong, &right) {
        Slip::Doubled
    } else {
        Slip::Other
    }
}

/// How far a slip is from what people do: the lower, the likelier.
pub(crate) fn distance(slip: Slip) -> u8 {
    match slip {
        Slip::Transposed | Slip::Digit | Slip::Point | Slip::Dropped | Slip::Doubled | Slip::Sign | Slip::Unit => 1,
        Slip::Moved | Slip::Stale => 2,
        Slip::Other => 3,
    }
}

/// All digits at this scale, the sign aside.
fn digits(value: Decimal, scale: u32) -> Option<String> {
    let raised = 10_u128.checked_pow(scale.checked_sub(value.scale())?)?;
    Some(value.mantissa().unsigned_abs().checked_mul(raised)?.to_string())
}

fn padded(digits: &str, width: usize) -> Vec<u8> {
    format!("{digits:0>width$}").into_bytes()
}

fn same_length(wrong: &[u8], right: &[u8]) -> Slip {
    let different: Vec<usize> = (0..right.len()).filter(|at| wrong.get(*at) != right.get(*at)).collect();
    match different.as_slice() {
        // 0612 for 5612 is a digit left out, not one written wrong.
        [0] if right.first() == Some(&b'0') || wrong.first() == Some(&b'0') => Slip::Other,
        [_] => Slip::Digit,
        [a, b] if *b == a + 1 && wrong.get(*a) == right.get(*b) && wrong.get(*b) == right.get(*a) => Slip::Transposed,
        _ => Slip::Other,
    }
}

/// The same digits with the point one to four places away.
fn is_point_moved(wrong: Decimal, right: Decimal) -> bool {
    let core = |value: Decimal| value.mantissa().unsigned_abs().to_string().trim_end_matches('0').to_owned();
    !wrong.is_zero() && wrong != right && core(wrong) == core(right) && core(wrong).len() > 1
}

fn printed(value: Decimal) -> Vec<u8> {
    value.to_string().trim_start_matches('-').as_bytes().to_vec()
}

/// `short` is `long` without one of its digits.
fn is_one_shorter(long: &[u8], short: &[u8]) -> bool {
    let shared = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    long.get(shared).is_some_and(u8::is_ascii_digit) && long.get(shared + 1..) == short.get(shared..)
}

/// Numbers from which one slip of a key leads to `wrong`: where a rounded rate leaves several values, these are tried.
pub(crate) fn neighbours(wrong: Decimal) -> Vec<Decimal> {
    let text = printed(wrong);
    let negative = wrong.mantissa() < 0;
    let mut found: Vec<Vec<u8>> = Vec::new();
    for at in 0..text.len() {
        if !text.get(at).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        found.extend((b'0'..=b'9').filter_map(|digit| {
            let mut other = text.clone();
            *other.get_mut(at)? = digit;
            (other != text).then_some(other)
        }));
        let mut swapped = text.clone();
        if at + 1 < text.len() && text.get(at + 1).is_some_and(u8::is_ascii_digit) {
            swapped.swap(at, at + 1);
            found.push(swapped);
        }
        let mut shorter = text.clone();
        shorter.remove(at);
        found.push(shorter);
        found.extend((b'0'..=b'9').map(|digit| {
            let mut longer = text.clone();
            longer.insert(at, digit);
            longer
        }));
    }
    let mut values: Vec<Decimal> = found
        .into_iter()
        .filter(|digits| digits.first() != Some(&b'0') || digits.get(1) == Some(&b'.') || digits.len() == 1)
        .filter_map(|digits| Decimal::parse(std::str::from_utf8(&digits).ok()?))
        .map(|value| if negative { value.negated() } else { value })
        .collect();
    for places in 1..=4_u32 {
        values.extend(wrong.scale().checked_sub(places).and_then(|scale| Decimal::new(wrong.mantissa(), scale)));
        values.extend(Decimal::new(wrong.mantissa(), wrong.scale() + places));
        if wrong.scale() < places {
            let raised = 10_i128.checked_pow(places - wrong.scale()).and_then(|by| wrong.mantissa().checked_mul(by));
            values.extend(raised.and_then(|mantissa| Decimal::new(mantissa, 0)));
        }
    }
    values.push(wrong.negated());
    values.sort_by_key(|value| (*value, value.scale()));
    values.dedup();
    values.retain(|value| *value != wrong);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_by_their_kind() {
        for (wrong, right, slip) in [
            ("1357.28", "1375.28", Slip::Transposed),
            ("2186.80", "2168.80", Slip::Transposed),
            ("612.25", "617.25", Slip::Digit),
            ("147.5", "147.1", Slip::Digit),
            ("71.97", "719.7", Slip::Point),
            ("719.70", "71.97", Slip::Point),
            ("7197000", "719.70", Slip::Point),
            ("162.13", "1612.13", Slip::Dropped),
            ("612.13", "1612.13", Slip::Dropped),
            ("1612.3", "1612.13", Slip::Dropped),
            ("16612.13", "1612.13", Slip::Doubled),
            ("89.57", "-89.57", Slip::Sign),
            ("721.85", "719.70", Slip::Other),
            ("5463.02", "5463.34", Slip::Other),
        ] {
            let (wrong_value, right_value) = (Decimal::parse(wrong).unwrap(), Decimal::parse(right).unwrap());
            assert_eq!(between(wrong_value, right_value), slip, "{wrong} {right}");
        }
    }

    #[test]
    fn neighbours_are_all_one_slip_away() {
        let wrong = Decimal::parse("719.70").unwrap();
        for right in ["791.70", "719.60", "19.70", "7197.0", "71.970", "-719.70", "7219.70"] {
            assert!(neighbours(wrong).contains(&Decimal::parse(right).unwrap()), "{right}");
        }
        assert!(neighbours(wrong).iter().all(|value| *value != wrong));
    }
}
