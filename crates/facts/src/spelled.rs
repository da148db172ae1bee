//! Numerals in words that are no quantities: 三公经费, 第三季度, 近三年, （一）, 一是, 统一.
//!
//! They are listed in the number register with the reason why nothing is checked by them, and counted nowhere. The
//! register alone asks for them; every other use case reads on without.

use jiheng_model::statement::{Statement, WaiverClass};

use crate::builder::Builder;
use crate::lexicon::Lexicon;
use crate::passage::Passage;
use crate::scan::Mention;
use crate::{sentence, waive};

/// Numerals listed of one document; more say nothing new.
const LISTED: usize = 20_000;

/// A numeral in words: its first character, one after its last, and why it is no quantity.
type Spelled = (usize, usize, WaiverClass);

/// Adds a waived statement for every numeral in words that is not part of a mention.
pub(crate) fn list(builder: &mut Builder) {
    let mut found: Vec<Statement> = Vec::new();
    for (index, passage) in builder.passages.iter().enumerate() {
        let mentions = builder.mentions.get(index).map_or(&[][..], Vec::as_slice);
        for (start, end, class) in spelled(&passage.text, mentions, builder.lexicon) {
            if found.len() == LISTED {
                break;
            }
            found.push(state(builder, passage, (start, end), class));
        }
    }
    for statement in found {
        builder.state(statement);
    }
}

fn state(builder: &Builder, passage: &Passage, span: (usize, usize), class: WaiverClass) -> Statement {
    let mut statement = builder.blank_statement(passage, span.0, span.1);
    statement.class = Some(class);
    statement.place = sentence::place_of(&passage.path, &passage.text, span);
    statement
}

/// The numerals in words of one line, outside of its mentions.
fn spelled(text: &[char], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Spelled> {
    let mut found: Vec<Spelled> = Vec::new();
    let mut ahead = mentions.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        while ahead.peek().is_some_and(|mention| mention.end <= at) {
            ahead.next();
        }
        if let Some(mention) = ahead.peek().filter(|mention| mention.start <= at) {
            at = mention.end;
            continue;
        }
        let read = trap(text, at, lexicon).or_else(|| numeral(text, at, lexicon));
        match read {
            Some((start, end, class)) => {
                let floor = found.last().map_or(0, |last| last.1);
                found.push((start.max(floor), end, class));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// A name that carries a numeral: 三公经费, 一张图; 一是 and 第一 only put things in order.
fn trap(text: &[char], at: usize, lexicon: &Lexicon) -> Option<Spelled> {
    let end = at + lexicon.trap.at(text, at)?;
    let name = text.get(at..end)?;
    name.iter().any(|c| begins(*c)).then_some(())?;
    let class = match name {
        [_, '是'] => WaiverClass::ListNo,
        ['第', ..] => WaiverClass::Ordinal,
        _ => WaiverClass::NameNumeral,
    };
    Some((at, end, class))
}

fn numeral(text: &[char], at: usize, lexicon: &Lexicon) -> Option<Spelled> {
    begins(*text.get(at)?).then_some(())?;
    let end = at + text.iter().skip(at).take_while(|c| begins(**c) || "百千万亿".contains(**c)).count();
    let spelled = ordinal(text, at, end, lexicon)
        .or_else(|| list_number(text, at, end))
        .or_else(|| period(text, at, end, lexicon))
        .unwrap_or((at, end, WaiverClass::NameNumeral));
    Some(spelled)
}

/// Characters with which a numeral in words begins; 百 千 万 亿 go on with one.
fn begins(c: char) -> bool {
    "零〇一二三四五六七八九十两半壹贰叁肆伍陆柒捌玖拾".contains(c)
}

fn char_at(text: &[char], at: usize) -> char {
    text.get(at).copied().unwrap_or(' ')
}

/// 第三季度, 第五十七条, 第三次.
fn ordinal(text: &[char], at: usize, end: usize, lexicon: &Lexicon) -> Option<Spelled> {
    let start = at.checked_sub(1).filter(|start| char_at(text, *start) == '第')?;
    if let Some(length) = lexicon.numeral_period.at(text, end) {
        return Some((start, end + length, WaiverClass::Period));
    }
    let after = char_at(text, end);
    if "条款章节号令".contains(after) {
        return Some((start, end + 1, WaiverClass::DocNumber));
    }
    Some((start, end + usize::from("次名批届期位个项".contains(after)), WaiverClass::Ordinal))
}

/// 一、 and （一） where a line or a sentence begins.
fn list_number(text: &[char], at: usize, end: usize) -> Option<Spelled> {
    let bracketed = at > 0 && "（(".contains(char_at(text, at - 1)) && "）)".contains(char_at(text, end));
    let start = at - usize::from(bracketed);
    let opens = waive::opens_line(text, start) || start > 0 && "。；;：:".contains(char_at(text, start - 1));
    let alone = end == text.len() && waive::opens_line(text, start);
    let closed = bracketed || alone || "、.．".contains(char_at(text, end));
    (opens && closed).then_some((at, end, WaiverClass::ListNo))
}

/// 二〇二一年, 三月, 近三年, 一季度, 上半年, “十四五”.
fn period(text: &[char], at: usize, end: usize, lexicon: &Lexicon) -> Option<Spelled> {
    let plan = text.get(at..end)?.len() >= 2 && char_at(text, at) == '十' && char_at(text, end - 1) == '五';
    let named = at > 0 && "“\"".contains(char_at(text, at - 1)) || lexicon.numeral_plan.at(text, end).is_some();
    if plan && named {
        return Some((at, end, WaiverClass::Period));
    }
    let digits = text.get(at..end)?.iter().all(|c| "零〇一二三四五六七八九".contains(*c));
    match char_at(text, end) {
        '年' if digits && end - at == 4 => Some((at, end + 1, WaiverClass::Year)),
        '月' => Some((at, end + 1, WaiverClass::Date)),
        _ => lexicon.numeral_period.at(text, end).map(|length| (at, end + length, WaiverClass::Period)),
    }
}
