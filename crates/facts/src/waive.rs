//! Numerals that are never quantities: document numbers, dates, phones, names, list numbers, ordinals.
//!
//! Precedence: document number, date, phone and identifier, quoted name, list number (crosscheck.md 2.1).

use jiheng_model::statement::WaiverClass;

use crate::lexicon::Lexicon;
use crate::numeral::is_digit;

/// Which characters belong to a name that carries a numeral (三公经费, 一张图).
pub(crate) fn trapped(text: &[char], lexicon: &Lexicon) -> Vec<bool> {
    let mut marks = vec![false; text.len()];
    let mut at = 0;
    while at < text.len() {
        if let Some(length) = lexicon.trap.at(text, at) {
            marks.iter_mut().skip(at).take(length).for_each(|mark| *mark = true);
            at += length;
        } else {
            at += 1;
        }
    }
    marks
}

/// Which characters stand inside “…”, 《…》 or 「…」.
pub(crate) fn quoted(text: &[char]) -> Vec<bool> {
    let mut marks = vec![false; text.len()];
    let mut open: Option<(usize, char)> = None;
    for (at, &c) in text.iter().enumerate() {
        match (open, c) {
            (None, '“') => open = Some((at, '”')),
            (None, '《') => open = Some((at, '》')),
            (None, '「') => open = Some((at, '」')),
            (None, '"') => open = Some((at, '"')),
            (Some((start, close)), c) if c == close => {
                marks.iter_mut().take(at).skip(start + 1).for_each(|mark| *mark = true);
                open = None;
            }
            _ => {}
        }
    }
    marks
}

/// The class of the digits at `at` and where the numeral ends, when it is no quantity.
pub(crate) fn class_at(text: &[char], at: usize, lexicon: &Lexicon, quoted: &[bool]) -> Option<(usize, WaiverClass)> {
    if let Some((digits, _)) = crate::numeral::spaced_year(text, at) {
        return year_chain(text, digits);
    }
    let end = plain_end(text, at);
    doc_number(text, at, end)
        .or_else(|| date(text, at, end))
        .or_else(|| phone_or_identifier(text, at, end, lexicon))
        .or_else(|| quoted_name(text, at, end, lexicon, quoted))
        .or_else(|| list_number(text, at, end))
        .or_else(|| ordinal(text, at, end))
}

/// Where the whole waived mention starts: 〔 and 第 belong to it.
pub(crate) fn start_of(text: &[char], at: usize, floor: usize, class: WaiverClass) -> usize {
    let opening: &str = match class {
        WaiverClass::DocNumber => "〔[（(第",
        WaiverClass::Ordinal => "第",
        _ => "",
    };
    if at > floor && text.get(at - 1).is_some_and(|c| opening.contains(*c)) { at - 1 } else { at }
}

fn plain_end(text: &[char], at: usize) -> usize {
    at + text.iter().skip(at).take_while(|c| is_digit(**c)).count()
}

fn value(text: &[char], from: usize, to: usize) -> Option<u32> {
    let digits: String = text.get(from..to)?.iter().filter_map(|c| crate::numeral::digit(*c)).collect();
    digits.parse().ok()
}

fn char_before(text: &[char], at: usize) -> char {
    at.checked_sub(1).and_then(|i| text.get(i)).copied().unwrap_or(' ')
}

fn char_at(text: &[char], at: usize) -> char {
    text.get(at).copied().unwrap_or(' ')
}

/// 〔2021〕24号, 第24号文, 第五条 with digits, GB/T 123.
fn doc_number(text: &[char], at: usize, end: usize) -> Option<(usize, WaiverClass)> {
    let (before, after) = (char_before(text, at), char_at(text, end));
    if "〔[（(【".contains(before) && end - at == 4 && "〕]）)】".contains(after) {
        let mut tail = end + 1;
        if char_at(text, tail) == '第' {
            tail += 1;
        }
        let tail_end = plain_end(text, tail);
        if tail_end > tail && char_at(text, tail_end) == '号' {
            return Some((tail_end + 1, WaiverClass::DocNumber));
        }
        return is_year(text, at, end).then_some((end, WaiverClass::Year));
    }
    let article = before == '第' && "条款章节号令".contains(after);
    if article {
        return Some((end + 1, WaiverClass::DocNumber));
    }
    // 号 after digits is a number plate, a building or a document, never a quantity.
    (after == '号').then_some((end + 1, WaiverClass::Identifier))
}

fn is_year(text: &[char], at: usize, end: usize) -> bool {
    end - at == 4 && value(text, at, end).is_some_and(|year| (1949..=2099).contains(&year))
}

/// 2021年, 2021—2023年, 2023年3月10日, 2023-03-10, 3月10日, 3月.
fn date(text: &[char], at: usize, end: usize) -> Option<(usize, WaiverClass)> {
    if is_year(text, at, end) {
        return year_chain(text, end);
    }
    let number = value(text, at, end).filter(|_| end - at <= 2)?;
    let mut after = end + usize::from(char_at(text, end) == ' ' && "月日".contains(char_at(text, end + 1)));
    if "-－—–~～至、".contains(char_at(text, after)) {
        let second = plain_end(text, after + 1);
        if second > after + 1 && second - after <= 3 && char_at(text, second) == '月' {
            after = second;
        }
    }
    if char_at(text, after) == '月' && (1..=12).contains(&number) && char_before(text, at) != '个' {
        let day_start = after + 1 + usize::from(char_at(text, after + 1) == ' ');
        let day_end = plain_end(text, day_start);
        let blank = usize::from(char_at(text, day_end) == ' ');
        if day_end > day_start && "日号".contains(char_at(text, day_end + blank)) {
            return Some((day_end + blank + 1, WaiverClass::Date));
        }
        let end = if "份底初末".contains(char_at(text, after + 1)) { after + 2 } else { after + 1 };
        return Some((end, WaiverClass::Date));
    }
    let day = char_at(text, after) == '日' && (1..=31).contains(&number) && char_at(text, after + 1) != '内';
    day.then_some((after + 1, WaiverClass::Date))
}

/// What may follow a year.
fn year_chain(text: &[char], year_end: usize) -> Option<(usize, WaiverClass)> {
    let blank = usize::from(char_at(text, year_end) == ' ');
    let next = char_at(text, year_end + blank);
    if next == '年' {
        let mut end = year_end + blank + 1;
        let month_end = plain_end(text, end);
        if month_end > end && char_at(text, month_end) == '月' {
            end = month_end + 1;
            let day_end = plain_end(text, end);
            if day_end > end && "日号".contains(char_at(text, day_end)) {
                end = day_end + 1;
            }
            return Some((end, WaiverClass::Date));
        }
        if char_at(text, end) == '度' {
            end += 1;
        }
        return Some((end, WaiverClass::Year));
    }
    if "-－—–~～至/.".contains(next) {
        let second_end = plain_end(text, year_end + 1);
        let digits = second_end - year_end - 1;
        if digits == 4 && is_year(text, year_end + 1, second_end) {
            let end = if char_at(text, second_end) == '年' { second_end + 1 } else { second_end };
            return Some((end, WaiverClass::Period));
        }
        if (1..=2).contains(&digits) && "-－/.".contains(next) {
            let third =
                if "-－/.".contains(char_at(text, second_end)) { plain_end(text, second_end + 1) } else { second_end };
            if third > second_end + 1 {
                return Some((third, WaiverClass::Date));
            }
        }
    }
    "版届级".contains(next).then_some((year_end + 1, WaiverClass::Year))
}

fn phone_or_identifier(text: &[char], at: usize, end: usize, lexicon: &Lexicon) -> Option<(usize, WaiverClass)> {
    let length = end - at;
    let joined = if "-－—".contains(char_at(text, end)) { plain_end(text, end + 1) } else { end };
    let tail = joined.saturating_sub(end + 1);
    if (length == 3 || length == 4) && char_at(text, at) == '0' && (7..=8).contains(&tail) {
        return Some((joined, WaiverClass::Phone));
    }
    let mobile = length == 11 && char_at(text, at) == '1' && ('3'..='9').contains(&char_at(text, at + 1));
    if mobile {
        return Some((end, WaiverClass::Phone));
    }
    let lead_end = lead_end(text, at);
    if lexicon.lead_phone.before(text, lead_end).is_some() && length + tail >= 5 {
        return Some((joined, WaiverClass::Phone));
    }
    if lexicon.lead_identifier.before(text, lead_end).is_some() {
        return Some((joined, WaiverClass::Identifier));
    }
    let hotline = lexicon.trap_number.at(text, at) == Some(length)
        && lexicon.trap_number_after.at(text, skip_quote(text, end)).is_some();
    if hotline {
        return Some((end, WaiverClass::NameNumeral));
    }
    let added = "+＋".contains(char_before(text, at)) && !in_formula(text, at);
    let letter_before = char_before(text, at).is_ascii_alphabetic() || added;
    let letter_after = char_at(text, end).is_ascii_alphabetic() && lexicon.plain_unit_at(text, end).is_none();
    if letter_before || letter_after || ("+＋".contains(char_at(text, end)) && !in_formula(text, end)) {
        let fraction = if ".．".contains(char_at(text, end)) { plain_end(text, end + 1) } else { end };
        let end = if fraction > end + 1 { fraction } else { end };
        return Some((end, WaiverClass::NameNumeral));
    }
    let point = ".．".contains(char_at(text, end));
    let leading_zero = length > 1 && char_at(text, at) == '0' && !point;
    (leading_zero || (length >= 8 && !point && lexicon.unit_at(text, end).is_none()))
        .then_some((end, WaiverClass::Identifier))
}

/// 12+15+15=42 is arithmetic; 1+N and 3+2 are names.
fn in_formula(text: &[char], at: usize) -> bool {
    let part =
        |c: &char| is_digit(*c) || "+＋-－−.．（）()%％ ".contains(*c) || "万亿元个人亩米公里户处项".contains(*c);
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.iter().position(|c| !part(c)).unwrap_or(rest.len());
    rest.get(end).is_some_and(|c| "=＝".contains(*c))
}

/// The end of the words that lead to a number: blanks, colons and brackets in between do not count.
fn lead_end(text: &[char], at: usize) -> usize {
    let skipped = text.iter().take(at).rev().take_while(|c| " ：:（()）\u{3000}为是\t".contains(**c)).count();
    at - skipped
}

fn skip_quote(text: &[char], at: usize) -> usize {
    at + usize::from("”\"".contains(char_at(text, at)))
}

/// “160”改革: digits alone inside quotes are a name; with a unit inside the quotes they are a quantity.
fn quoted_name(
    text: &[char],
    at: usize,
    end: usize,
    lexicon: &Lexicon,
    quoted: &[bool],
) -> Option<(usize, WaiverClass)> {
    let inside = quoted.get(at) == Some(&true);
    (inside && lexicon.unit_at(text, end).is_none() && !"%.％".contains(char_at(text, end)))
        .then_some((end, WaiverClass::NameNumeral))
}

/// `1.` `2、` `3）` at the start of a passage or sentence; 目标1： 任务2： 指标3:.
fn list_number(text: &[char], at: usize, end: usize) -> Option<(usize, WaiverClass)> {
    if end - at > 2 {
        return None;
    }
    let after = char_at(text, end);
    let before = char_before(text, at);
    let word_start = at.saturating_sub(2);
    let labelled = text.get(word_start..at).is_some_and(|w| {
        matches!(
            w,
            ['目' | '指', '标'] | ['任', '务'] | ['附', '件' | '表'] | ['机', '构'] | ['单', '位'] | ['项', '目']
        )
    });
    let captioned = "表图".contains(before) && (at < 2 || "附续（( \n".contains(char_before(text, at - 1)));
    if captioned && end - at <= 2 {
        // 表1-1 is the first table of the first part.
        let second = plain_end(text, end + 1);
        let joined = "-－—.．".contains(after) && (1..=2).contains(&(second - end - 1));
        return Some((if joined { second } else { end }, WaiverClass::ListNo));
    }
    let close =
        "：:、.．)）。 \t-".contains(after) || end == text.len() || text.get(word_start..at) == Some(&['附', '件']);
    if labelled && close && (!is_digit(char_at(text, end + 1)) || "：:".contains(after)) {
        return Some((end, WaiverClass::ListNo));
    }
    let opens = opens_line(text, at) || "。；;：:\n".contains(before);
    let bracketed = "（(".contains(before) && "）)".contains(after);
    if bracketed {
        let alone = opens_line(text, at - 1) || at >= 2 && "。；;：:\n，".contains(char_before(text, at - 1));
        return alone.then_some((end, WaiverClass::ListNo));
    }
    (opens && ".．、)）".contains(after) && !is_digit(char_at(text, end + 1))).then_some((end, WaiverClass::ListNo))
}

/// True when nothing but blanks stands before `at`.
pub(crate) fn opens_line(text: &[char], at: usize) -> bool {
    text.iter().take(at).all(|c| c.is_whitespace())
}

/// 第3次, 第2名.
fn ordinal(text: &[char], at: usize, end: usize) -> Option<(usize, WaiverClass)> {
    let ordinal = char_before(text, at) == '第';
    let classifier = usize::from("次名批届期位个项".contains(char_at(text, end)));
    ordinal.then_some((end + classifier, WaiverClass::Ordinal))
}
