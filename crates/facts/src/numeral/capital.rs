//! Amounts in capital numerals, as vouchers carry them: 壹佰贰拾叁万肆仟伍佰元整 (票据法 art. 8).

use jiheng_model::decimal::Decimal;

/// The amount in 元 that starts at `at` and where it ends; it must end in 元, 圆, 角, 分 or 整.
pub(crate) fn capital(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    digit(*text.get(at)?).filter(|value| *value > 0)?;
    let (mut hundredths, mut scale) = (0_i128, 0_u32);
    let (mut above, mut section, mut current) = (0_i128, 0_i128, 0_i128);
    let (mut end, mut closed) = (at, false);
    while let Some(&c) = text.get(end) {
        if let Some(value) = digit(c) {
            current = value;
        } else if let Some(place) = place(c) {
            section = section.checked_add(current.max(i128::from(current == 0 && section == 0)).checked_mul(place)?)?;
            current = 0;
        } else if matches!(c, '万' | '萬' | '亿' | '億') {
            let here = section.checked_add(current)?;
            above = match c {
                '万' | '萬' => above.checked_add(here.checked_mul(10_000)?)?,
                _ => above.checked_add(here)?.checked_mul(100_000_000)?,
            };
            (section, current) = (0, 0);
        } else if matches!(c, '元' | '圆' | '圓') {
            hundredths = above.checked_add(section)?.checked_add(current)?.checked_mul(100)?;
            (current, closed) = (0, true);
        } else if matches!(c, '角' | '分') {
            hundredths = hundredths.checked_add(current.checked_mul(if c == '角' { 10 } else { 1 })?)?;
            (scale, current, closed) = (2, 0, true);
        } else if matches!(c, '整' | '正') && closed {
            end += 1;
            break;
        } else {
            break;
        }
        end += 1;
    }
    let value = if scale == 0 { Decimal::new(hundredths / 100, 0) } else { Decimal::new(hundredths, 2) };
    value.filter(|_| closed && end >= at + 2).map(|value| (end, value))
}

fn digit(c: char) -> Option<i128> {
    "零壹贰叁肆伍陆柒捌玖".chars().position(|known| known == c).and_then(|value| i128::try_from(value).ok())
}

fn place(c: char) -> Option<i128> {
    Some(match c {
        '拾' => 10,
        '佰' => 100,
        '仟' => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_amounts_are_read_to_the_cent() {
        for (text, value) in [
            ("壹佰贰拾叁万肆仟伍佰元整", "1234500"),
            ("叁拾陆万捌仟元整", "368000"),
            ("贰万零伍拾元伍角整", "20050.50"),
            ("壹仟贰佰亿元", "120000000000"),
            ("玖元叁角贰分", "9.32"),
            ("壹亿零叁佰万元整", "103000000"),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (end, found) = capital(&chars, 0).unwrap();
            assert_eq!((end, found.to_string().as_str()), (chars.len(), value), "{text}");
        }
        for text in ["陆城", "叁", "伍家岭", "零"] {
            assert!(capital(&text.chars().collect::<Vec<_>>(), 0).is_none(), "{text}");
        }
    }
}
