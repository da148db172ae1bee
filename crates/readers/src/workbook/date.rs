//! Days of a workbook: a serial number shown by a calendar format.

use super::digits::Digits;

/// 9999-12-31.
const SERIAL_MAX: i64 = 2_958_465;
/// Days from the start of one calendar to that of the other.
const DAYS_1904: i64 = 1462;

/// A calendar format, as far as days go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateFormat {
    /// Empty where the format also shows a time or names of months; such days are shown as 2021-12-31.
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Year { short: bool },
    Month { padded: bool },
    Day { padded: bool },
    Literal(String),
}

impl DateFormat {
    /// The format, if this code is one of a calendar.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        let mut parts: Vec<Part> = Vec::new();
        let mut plain = true;
        let mut chars = code.chars().peekable();
        while let Some(char) = chars.next() {
            let lower = char.to_ascii_lowercase();
            match lower {
                '"' => parts.push(Part::Literal(chars.by_ref().take_while(|next| *next != '"').collect())),
                '\\' => parts.extend(chars.next().map(|next| Part::Literal(next.to_string()))),
                '_' | '*' => drop(chars.next()),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|next| *next != ']').collect();
                    plain &= !matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                }
                ';' => break,
                'y' | 'm' | 'd' => {
                    let mut length = 1;
                    while chars.next_if(|next| next.eq_ignore_ascii_case(&char)).is_some() {
                        length += 1;
                    }
                    plain &= length <= 2 || lower == 'y';
                    parts.push(match lower {
                        'y' => Part::Year { short: length <= 2 },
                        'm' => Part::Month { padded: length == 2 },
                        _ => Part::Day { padded: length == 2 },
                    });
                }
                'h' | 's' | 'a' | 'p' => plain = false,
                '0' | '#' | '?' | '@' | '%' | 'g' | 'e' => return None,
                _ => parts.push(Part::Literal(char.to_string())),
            }
        }
        let calendar = parts.iter().any(|part| matches!(part, Part::Year { .. } | Part::Day { .. }));
        calendar.then(|| Self { parts: if plain { parts } else { Vec::new() } })
    }

    /// The day, `None` when the number is none.
    pub(crate) fn show(&self, number: &Digits, since_1904: bool) -> Option<String> {
        if number.is_negative() || number.scale() > 20 {
            return None;
        }
        let serial: i64 = number.integer().parse().ok()?;
        let serial = if since_1904 { serial + DAYS_1904 } else { serial };
        let (year, month, day) = calendar_day(serial).filter(|_| serial <= SERIAL_MAX)?;
        if self.parts.is_empty() {
            return Some(format!("{year:04}-{month:02}-{day:02}"));
        }
        let mut shown = String::new();
        for part in &self.parts {
            let width = if matches!(part, Part::Month { padded: true } | Part::Day { padded: true }) { 2 } else { 1 };
            let number = match part {
                Part::Literal(text) => {
                    shown.push_str(text);
                    continue;
                }
                Part::Year { short: true } => format!("{:02}", year % 100),
                Part::Year { short: false } => format!("{year:04}"),
                Part::Month { .. } => format!("{month:0width$}"),
                Part::Day { .. } => format!("{day:0width$}"),
            };
            shown.push_str(&number);
        }
        Some(shown.trim().to_owned())
    }
}

/// The serial number of a day written as `2021-12-31`, with or without a time after it.
pub(crate) fn serial_of(day: &str) -> Option<i64> {
    let mut parts = day.trim().split('T').next()?.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let is_day = (1900..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    // Counting on from 1900-03-01 leaves out the day that never was.
    let serial = days_from_civil(year, month, day) + 25_569;
    (is_day && serial > 60).then_some(serial)
}

/// Days since 1970-01-01 (Howard Hinnant's algorithm, the other way round).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a serial. Day 60 is 1900-02-29, which never was but which every workbook counts.
fn calendar_day(serial: i64) -> Option<(i64, i64, i64)> {
    match serial {
        ..1 | 3_000_000.. => None,
        60 => Some((1900, 2, 29)),
        1..60 => Some(civil_from_days(serial - 25_568)),
        _ => Some(civil_from_days(serial - 25_569)),
    }
}

/// Days since 1970-01-01 to year, month, day in the Gregorian calendar (Howard Hinnant's algorithm).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_serials_go_both_ways() {
        for (day, serial) in
            [("2021-12-31", 44_561), ("1999-01-05T08:00:00", 36_165), ("1900-03-01", 61), ("2064-04-08", 60_000)]
        {
            assert_eq!(serial_of(day), Some(serial), "{day}");
            let (year, month, day_of_month) = calendar_day(serial).unwrap();
            assert_eq!(format!("{year:04}-{month:02}-{day_of_month:02}"), day.get(..10).unwrap());
        }
        for none in ["", "2021", "2021-13-01", "12:30:00", "1899-12-31", "x-y-z"] {
            assert_eq!(serial_of(none), None, "{none}");
        }
    }
}
