//! Text whose characters are not those that are drawn: fonts that map glyphs to the wrong ones, or to none.

/// Fewer visible characters than this say nothing about a font.
const FEWEST: usize = 30;
/// As many Chinese characters as this hold some of the most frequent ones.
const ENOUGH_CHINESE: usize = 100;
/// One in this many is a frequent character, and far more are in any real text.
const ONE_IN: usize = 40;

/// The most frequent characters of reports, of their tables and of Chinese text altogether.
const FREQUENT: &str = "的一是在有和不人年为中上大国二三十万元支出收入项目预算部门单位资金合计费用公共服务管理";

/// Are these characters what some font took for Chinese text, rather than text?
pub(super) fn is_garbage(visible: impl Iterator<Item = char>) -> bool {
    let (mut total, mut chinese, mut frequent, mut foreign, mut marks) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    for character in visible {
        total += 1;
        match character {
            '\u{4E00}'..='\u{9FFF}' => {
                chinese += 1;
                frequent += usize::from(FREQUENT.contains(character));
            }
            _ if is_foreign(character) => foreign += 1,
            // Marks that fill a line or stand for a blank are drawn by the hundred.
            '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' if !"-.*_=|".contains(character) => marks += 1,
            _ => {}
        }
    }
    total >= FEWEST
        && (foreign * 3 > total
            || (marks * 2 > total && chinese == 0)
            || (chinese >= ENOUGH_CHINESE && frequent * ONE_IN < chinese))
}

/// Neither Latin nor Chinese, nor a mark or symbol that such texts use.
fn is_foreign(character: char) -> bool {
    match character {
        '·' | '×' | '°' | '±' | '§' | '÷' | '²' | '³' | '¥' | '\u{A0}' => false,
        '\u{0}'..='\u{1F}'
        | '\u{7F}'..='\u{2FF}'
        | '\u{400}'..='\u{1FFF}'
        | '\u{A000}'..='\u{F8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFF}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_one_writes_is_told_from_text() {
        let shifted: String = ('\u{5000}'..'\u{5100}').collect();
        for (text, expected) in [
            ("2021年度部门整体支出绩效自评报告，预算数为1,234.50万元，其中基本支出占比45.6%。", false),
            ("Total expenditure of the department was 12.5 million, of which 45.6% was basic.", false),
            ("1.25 3.47 12.50 100.00 99.99 —— —— 3.14 2.72 1.41 1.73 2.24", false),
            ("ÎÒÃÇµÄÔ¤ËãÊÇ¶àÉÙÍòÔª£¿ÆäÖÐ»ù±¾Ö§³öÕ¼¶àÉÙ£¿", true),
            ("!\"#$%&'()*+,/:;<=>?@!\"#$%&'()*+,/:;<=>?@!\"#$%&'", true),
            (
                "\u{E001}\u{E002}\u{E003}\u{E004}\u{E005}\u{E006}\u{E007}\u{E008}\u{E009}\u{E00A}\u{E00B}\u{E00C}\u{E00D}\u{E00E}\u{E00F}\u{E010}\u{E011}\u{E012}\u{E013}\u{E014}\u{E015}\u{E016}\u{E017}\u{E018}\u{E019}\u{E01A}\u{E01B}\u{E01C}\u{E01D}\u{E01E}\u{E01F}",
                true,
            ),
            (&shifted, true),
            ("目 录 . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 3", false),
        ] {
            let visible = text.chars().filter(|character| !character.is_whitespace());
            assert_eq!(is_garbage(visible), expected, "{text}");
        }
    }
}
