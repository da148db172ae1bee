//! Numbers as lists write them.

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const CAPITALS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];
/// Beyond, Roman numerals and letters only grow.
const LONG: u32 = 4000;

/// The number in the format of a level; unknown formats write digits.
pub(crate) fn numeral(number: u32, format: &str) -> String {
    let symbol =
        |first: u32, count: u32| (1..=count).contains(&number).then(|| char::from_u32(first + number - 1)).flatten();
    let of_list = |names: &str| number.checked_sub(1).and_then(|at| names.chars().nth(usize::try_from(at).ok()?));
    let known = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counting(number, &DIGITS, ["十", "百", "千"]),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counting(number, &CAPITALS, ["拾", "佰", "仟"])
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => Some(digit_by_digit(number)),
        "ideographTraditional" => of_list(STEMS).map(String::from),
        "ideographZodiac" => of_list(BRANCHES).map(String::from),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => symbol(0x2460, 20).map(String::from),
        "decimalEnclosedParen" => symbol(0x2474, 20).map(String::from),
        "decimalEnclosedFullstop" => symbol(0x2488, 20).map(String::from),
        "ideographEnclosedCircle" => symbol(0x3280, 10).map(String::from),
        "decimalZero" => Some(format!("{number:02}")),
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).map(|text| text.to_uppercase()),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).map(|text| text.to_uppercase()),
        "none" => Some(String::new()),
        _ => None,
    };
    known.unwrap_or_else(|| number.to_string())
}

/// 十一, 二十, 一百零五.
fn counting(number: u32, digits: &[&str; 10], places: [&str; 3]) -> Option<String> {
    if !(1..10_000).contains(&number) {
        return None;
    }
    let digit = |at: u32| usize::try_from(number / 10_u32.pow(at) % 10).ok();
    let mut text = String::new();
    let mut is_gap = false;
    for at in (0..4).rev() {
        let value = digit(at)?;
        if value == 0 {
            is_gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut is_gap) {
            text.push('零');
        }
        // 十一, not 一十一.
        let is_plain_ten = at == 1 && value == 1 && text.is_empty() && *digits == DIGITS;
        if !is_plain_ten {
            text.push_str(digits.get(value)?);
        }
        if let Some(place) = usize::try_from(at).ok()?.checked_sub(1) {
            text.push_str(places.get(place)?);
        }
    }
    Some(text)
}

fn digit_by_digit(number: u32) -> String {
    let digit = |char: char| char.to_digit(10).and_then(|digit| DIGITS.get(usize::try_from(digit).ok()?));
    number.to_string().chars().filter_map(digit).copied().collect()
}

/// a … z, aa, bb …
fn letters(number: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < LONG)?;
    let letter = char::from(b'a' + u8::try_from(at % 26).ok()?);
    Some(std::iter::repeat_n(letter, usize::try_from(at / 26 + 1).ok()?).collect())
}

fn roman(number: u32) -> Option<String> {
    let mut rest = Some(number).filter(|number| (1..LONG).contains(number))?;
    let mut text = String::new();
    for (value, sign) in ROMAN {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_format_of_their_list() {
        for (format, number, text) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 11, "十一"),
            ("japaneseCounting", 20, "二十"),
            ("chineseCounting", 105, "一百零五"),
            ("chineseCounting", 1010, "一千零一十"),
            ("chineseLegalSimplified", 10, "壹拾"),
            ("ideographDigital", 10, "一〇"),
            ("ideographTraditional", 3, "丙"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedCircle", 21, "21"),
            ("upperLetter", 28, "BB"),
            ("lowerRoman", 14, "xiv"),
            ("decimalZero", 3, "03"),
            ("unheardOf", 3, "3"),
            ("chineseCounting", 0, "0"),
        ] {
            assert_eq!(numeral(number, format), text, "{format} {number}");
        }
    }
}
