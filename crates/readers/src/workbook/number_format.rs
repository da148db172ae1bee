//! Number formats: from what a cell holds to what a reader saw.

use super::date::DateFormat;
use super::digits::Digits;

/// Placeholders beyond this are no format anyone wrote.
const PLACES_MAX: usize = 40;

/// How a number is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// As many digits as there are.
    General,
    /// Sections for positive, negative and zero.
    Sections(Vec<Section>),
    /// A day.
    Date(DateFormat),
}

/// One section: literal text around digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    before: String,
    after: String,
    digits: Option<Places>,
    /// The digits are those of General.
    general: bool,
    percents: u32,
    /// For which numbers the section is, where it says so.
    condition: Option<Condition>,
}

/// What a number must be to be shown by a section.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    sign: String,
    bound: Digits,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Places {
    integer_min: usize,
    fraction_min: usize,
    fraction_max: usize,
    has_point: bool,
    grouped: bool,
    /// Trailing commas: each divides by a thousand.
    thousands: u32,
    /// Placeholders before the point, of any kind.
    integer_all: usize,
    /// Literals among them, each after so many placeholders: 万 as `0!.0000`.
    inserts: Vec<(usize, String)>,
}

/// The built-in formats, as they look in Chinese: negative numbers carry a minus, not brackets.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 54 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        _ => return None,
    })
}

impl NumberFormat {
    /// A format by its built-in number; unknown ones are General.
    pub(crate) fn built_in(id: u32) -> Self {
        built_in(id).map_or(Self::General, Self::parse)
    }

    /// A format by its code. What is not understood (fractions, scientific) is General.
    pub(crate) fn parse(code: &str) -> Self {
        if let Some(date) = DateFormat::parse(code) {
            return Self::Date(date);
        }
        let parts = split_sections(code);
        let sections: Option<Vec<Section>> = parts.iter().take(3).map(|part| Section::parse(part)).collect();
        match sections {
            Some(sections) if sections.iter().any(|section| section.digits.is_some() || section.general) => {
                Self::Sections(sections)
            }
            _ => Self::General,
        }
    }

    /// What is shown for the number that a cell holds. Text that is no number is shown as it is.
    pub(crate) fn show(&self, stored: &str, since_1904: bool) -> String {
        let Some(number) = Digits::parse(stored) else { return stored.to_owned() };
        match self {
            Self::General => number.general(),
            Self::Date(date) => date.show(&number, since_1904).unwrap_or_else(|| number.general()),
            Self::Sections(sections) => show_sections(sections, &number),
        }
    }
}

impl NumberFormat {
    /// Shows something else than the number itself: a day, a percentage, thousands, words instead of digits.
    pub(crate) fn is_special(&self) -> bool {
        let plain = |section: &Section| {
            section.percents == 0
                && section.condition.is_none()
                && (section.general || section.digits.as_ref().is_some_and(|places| places.thousands == 0))
        };
        match self {
            Self::General => false,
            Self::Date(_) => true,
            Self::Sections(sections) => !sections.first().is_some_and(plain),
        }
    }

    /// A number with all of its digits; text that is no number is as it is.
    pub(crate) fn all_digits(stored: &str) -> String {
        Digits::parse(stored).map_or_else(|| stored.to_owned(), |number| number.exact())
    }
}

/// A number as it is where nothing says how to show it, or as a percentage.
pub(crate) fn plain(stored: &str, is_percentage: bool) -> String {
    let Some(mut number) = Digits::parse(stored) else { return stored.to_owned() };
    if is_percentage {
        number.shift(2);
        return format!("{}%", number.general());
    }
    number.general()
}

/// Sections are separated by `;` outside of quotes and escapes.
fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut quoted = false;
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        if char == ';' && !quoted {
            sections.push(String::new());
            continue;
        }
        quoted ^= char == '"';
        if let Some(section) = sections.last_mut() {
            section.push(char);
            if char == '\\' && !quoted {
                section.extend(chars.next());
            }
        }
    }
    sections
}

fn show_sections(sections: &[Section], number: &Digits) -> String {
    let zero = number.is_zero();
    let negative = number.is_negative() && !zero;
    if sections.iter().any(|section| section.condition.is_some()) {
        let holds = |section: &&Section| section.condition.as_ref().is_none_or(|condition| condition.holds(number));
        let Some(section) = sections.iter().find(holds) else { return number.general() };
        let sign = if negative { "-" } else { "" };
        return format!("{sign}{}", section.show(number)).trim().to_owned();
    }
    let (section, own_sign) = match sections {
        [_, _, third] if zero => (Some(third), true),
        [_, second, ..] if negative => (Some(second), true),
        _ => (sections.first(), false),
    };
    let sign = if negative && !own_sign { "-" } else { "" };
    section.map_or_else(String::new, |section| format!("{sign}{}", section.show(number)).trim().to_owned())
}

impl Section {
    fn parse(code: &str) -> Option<Self> {
        let mut section = Self::default();
        let mut chars = code.chars().peekable();
        while let Some(char) = chars.next() {
            match char {
                '"' => {
                    let text: String = chars.by_ref().take_while(|next| *next != '"').collect();
                    section.literal(&text);
                }
                '\\' | '!' => section.literal(&chars.next()?.to_string()),
                '_' => {
                    chars.next();
                    section.literal(" ");
                }
                '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|next| *next != ']').collect();
                    match Condition::parse(&inside) {
                        Some(condition) => section.condition = Some(condition),
                        None => section.literal(bracket(&inside)?),
                    }
                }
                '0' | '#' | '?' | '.' | ',' => section.place(char)?,
                '%' => {
                    section.percents += 1;
                    section.literal("%");
                }
                'G' | 'g' => {
                    let rest: String = chars.clone().collect();
                    let name = ["eneral", "/通用格式"].into_iter().find(|name| starts_without_case(&rest, name))?;
                    chars.by_ref().take(name.chars().count()).for_each(drop);
                    section.general = true;
                }
                // Fractions, scientific notation, text and other letters need more than places.
                '/' | '@' => return None,
                letter if letter.is_ascii_alphabetic() => return None,
                other => section.literal(other.encode_utf8(&mut [0; 4])),
            }
        }
        section.finish();
        Some(section)
    }

    fn literal(&mut self, text: &str) {
        if self.digits.is_some() || self.general {
            self.after.push_str(text);
        } else {
            self.before.push_str(text);
        }
    }

    /// A placeholder. Literals after the point are beyond this reader.
    fn place(&mut self, char: char) -> Option<()> {
        if self.general {
            return None;
        }
        let places = self.digits.get_or_insert_default();
        if !self.after.is_empty() {
            let text = std::mem::take(&mut self.after);
            if places.has_point || places.thousands > 0 || char == '.' || char == ',' || self.percents > 0 {
                return None;
            }
            places.inserts.push((places.integer_all, text));
        }
        match char {
            '.' if places.has_point => return None,
            '.' => places.has_point = true,
            ',' => places.thousands += 1,
            _ if places.has_point => {
                places.fraction_max += 1;
                if char == '0' {
                    places.fraction_min = places.fraction_max;
                }
            }
            _ => {
                // A comma between places groups; only those after the last place divide.
                places.grouped |= std::mem::take(&mut places.thousands) > 0;
                places.integer_all += 1;
                if char == '0' || places.integer_min > 0 {
                    places.integer_min += 1;
                }
            }
        }
        (places.integer_all <= PLACES_MAX && places.fraction_max <= PLACES_MAX && places.thousands <= 4).then_some(())
    }

    /// `#,##0` without the comma's use: a section of `?` alone (`"-"??`) shows no digits for zero.
    fn finish(&mut self) {
        if self.digits.as_ref().is_some_and(|places| *places == Places::default()) && !self.before.is_empty() {
            self.digits = None;
        }
    }

    fn show(&self, number: &Digits) -> String {
        let mut number = number.without_noise();
        if self.percents > 0 {
            number.shift(2_i32.saturating_mul(i32::try_from(self.percents).unwrap_or(1)).min(20));
        }
        let digits = if self.general {
            number.general().trim_start_matches('-').to_owned()
        } else {
            self.digits.as_ref().map(|places| places.show(number)).unwrap_or_default()
        };
        format!("{}{digits}{}", self.before, self.after)
    }
}

impl Condition {
    fn parse(inside: &str) -> Option<Self> {
        let bound = inside.trim_start_matches(['<', '>', '=']);
        let sign = inside.get(..inside.len() - bound.len()).filter(|sign| !sign.is_empty())?;
        Some(Self { sign: sign.to_owned(), bound: Digits::parse(bound)? })
    }

    fn holds(&self, number: &Digits) -> bool {
        let order = number.compare(&self.bound);
        match self.sign.as_str() {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<>" => order.is_ne(),
            _ => order.is_eq(),
        }
    }
}

impl Places {
    fn show(&self, mut number: Digits) -> String {
        number.shift(-3 * i32::try_from(self.thousands).unwrap_or(0));
        let rounded = number.rounded(self.fraction_max);
        let integer = rounded.integer();
        let integer = if self.integer_min == 0 { integer.trim_start_matches('0') } else { integer.as_str() };
        let padded = format!("{integer:0>width$}", width = self.integer_min);
        let fraction = rounded.fraction();
        let idle = fraction.len() - fraction.trim_end_matches('0').len();
        let kept = fraction.len() - idle.min(self.fraction_max - self.fraction_min);
        let shown = fraction.get(..kept).unwrap_or_default();
        let point = if self.has_point { "." } else { "" };
        let integer = match self.inserts.first() {
            Some(_) => self.with_inserts(&padded),
            None if self.grouped => group(&padded),
            None => padded,
        };
        format!("{integer}{point}{shown}")
    }

    /// Digits beyond the first placeholder stand in front of it.
    fn with_inserts(&self, digits: &str) -> String {
        let mut shown = String::with_capacity(digits.len() + 4);
        let mut from = 0;
        for (after, text) in &self.inserts {
            let at = digits.len().saturating_sub(self.integer_all.saturating_sub(*after)).max(from);
            shown.push_str(digits.get(from..at).unwrap_or_default());
            if at > 0 || self.integer_min > 0 {
                shown.push_str(text);
            }
            from = at;
        }
        shown.push_str(digits.get(from..).unwrap_or_default());
        shown
    }
}

/// Commas every three digits.
fn group(digits: &str) -> String {
    let count = digits.len();
    let mut grouped = String::with_capacity(count + count / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// What a bracket shows: a currency symbol, or nothing for colours. Conditions are not understood.
fn bracket(inside: &str) -> Option<&str> {
    if let Some(currency) = inside.strip_prefix('$') {
        return Some(currency.split('-').next().unwrap_or_default());
    }
    if inside.starts_with(['<', '>', '=']) { None } else { Some("") }
}

fn starts_without_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_reader_saw_them() {
        for (code, stored, shown) in [
            ("0.00", "-89.56999999999999", "-89.57"),
            ("0.00", "719.7", "719.70"),
            ("0.00", "2.3449999999999998", "2.35"),
            ("0.00", "2.345", "2.35"),
            ("0", "58.5", "59"),
            ("#,##0.00", "1234567.891", "1,234,567.89"),
            ("#,##0", "-1234.5", "-1,235"),
            ("#,##0", "999", "999"),
            ("0%", "0.585", "59%"),
            ("0.00%", "0.9473684210526315", "94.74%"),
            ("0.00\"万元\"", "12.5", "12.50万元"),
            ("0.00万元", "12.5", "12.50万元"),
            ("General\"亩\"", "122", "122亩"),
            ("G/通用格式\"个\"", "30", "30个"),
            ("#.##", "0.5", ".5"),
            ("#.##", "3", "3."),
            ("0.0#", "1.25", "1.25"),
            ("0.0#", "1", "1.0"),
            ("000", "7", "007"),
            ("0.00,", "12345", "12.35"),
            ("#,##0.00;(#,##0.00)", "-1234.5", "(1,234.50)"),
            ("#,##0.00;[Red]-#,##0.00", "-1234.5", "-1,234.50"),
            ("0.00;-0.00;\"-\"", "0", "-"),
            ("0.00;-0.00;", "0", ""),
            ("[$¥-804]#,##0.00", "5", "¥5.00"),
            ("0.00_ ", "5", "5.00"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-89.57", "-89.57"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"),
            // Literals among the digits: the way to show 万, and a telephone number.
            ("0!.0000", "27659600", "2765.9600"),
            ("0!.0,\"万元\"", "27659600", "2766.0万元"),
            ("0!.0,", "-895700", "-89.6"),
            ("0\\.00", "7", "0.07"),
            ("000-0000", "5550123", "555-0123"),
            ("[>=10000]0!.0,\"万\";0", "12345", "1.2万"),
            ("[>=10000]0!.0,\"万\";0", "-5", "-5"),
            ("[<1]0.0%;0.00", "0.885", "88.5%"),
            ("[>100]0.0;0.00", "7.25", "7.25"),
            ("[>100]0.0;[<0]0.00", "7.25", "7.25"),
            // Not understood: General.
            ("# ?/?", "0.5", "0.5"),
            ("0.0-0", "0.5", "0.5"),
            ("0.00E+00", "1500", "1500"),
            ("@", "15", "15"),
            // Not a number at all.
            ("0.00", "见附表", "见附表"),
        ] {
            assert_eq!(NumberFormat::parse(code).show(stored, false), shown, "{code} {stored}");
        }
    }

    #[test]
    fn built_in_formats_show_a_minus() {
        for (id, shown) in [
            (0, "-1234.5"),
            (1, "-1235"),
            (2, "-1234.50"),
            (3, "-1,235"),
            (4, "-1,234.50"),
            (9, "-123450%"),
            (10, "-123450.00%"),
            (37, "-1,235"),
            (38, "-1,235"),
            (39, "-1,234.50"),
            (40, "-1,234.50"),
            (43, "-1,234.50"),
            (49, "-1234.5"),
            (999, "-1234.5"),
        ] {
            assert_eq!(NumberFormat::built_in(id).show("-1234.5", false), shown, "{id}");
        }
    }

    #[test]
    fn days_are_shown_as_days() {
        for (code, stored, shown) in [
            ("yyyy/m/d", "44561", "2021/12/31"),
            ("yyyy\"年\"m\"月\"d\"日\"", "44561", "2021年12月31日"),
            ("yyyy\"年\"m\"月\"", "44562", "2022年1月"),
            ("[$-804]yyyy-mm-dd", "60000", "2064-04-08"),
            ("yyyy/m/d h:mm", "44561.5", "2021-12-31"),
            ("d-mmm-yy", "44561", "2021-12-31"),
            ("yyyy/m/d", "-1", "-1"),
            ("h:mm", "0.5", "0.5"),
            ("yyyy/m/d", "60", "1900/2/29"),
            ("yyyy/m/d", "59", "1900/2/28"),
            ("yyyy/m/d", "1", "1900/1/1"),
        ] {
            assert_eq!(NumberFormat::parse(code).show(stored, false), shown, "{code} {stored}");
        }
        assert_eq!(NumberFormat::parse("yyyy/m/d").show("43099", true), "2021/12/31");
    }
}
