//! The number register of one input for people.

use anstyle::Style as Ansi;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::statement::{Approximation, Role, State, Statement, WaiverClass};

use super::Style;
use super::check::{heading, register};
use super::page::Page;
use crate::coverage::{Coverage, Standing, in_document_order};
use crate::input::InputReport;

/// Columns of the standing beside each number.
const LABEL_WIDTH: usize = 12;

/// Every number of one input with its standing and place, in reading order; words and blanks are left out.
pub fn write_facts(report: &InputReport, style: &Style) -> String {
    let mut page = Page::new(style);
    match &report.outcome {
        Ok(evaluation) => {
            heading(&mut page, report, evaluation);
            page.blank_line();
            statements(&mut page, evaluation);
            page.blank_line();
            register(&mut page, evaluation.register);
            chinese_numerals(&mut page, evaluation);
        }
        Err(refusal) => {
            let sentence = format!("{}{}{}", report.path, page.say("：", ": "), page.pick(&refusal.message));
            page.line(Ansi::new(), &sentence);
        }
    }
    page.finish()
}

fn statements(page: &mut Page, evaluation: &Evaluation) {
    let coverage = Coverage::of(evaluation);
    for statement in in_document_order(&evaluation.facts).into_iter().filter(|statement| is_number(statement)) {
        let (zh, en) = match coverage.standing(statement) {
            Standing::Bound => ("已核对", "checked"),
            Standing::Waived => ("不是数量", "no quantity"),
            Standing::Unbound => ("未核对", "not checked"),
        };
        page.labelled(0, LABEL_WIDTH, page.say(zh, en), &line(page, statement, &coverage));
    }
}

/// A register of numbers lists no words; 无 and — stand where a number is asked for.
fn is_number(statement: &Statement) -> bool {
    let numeric = matches!(statement.state, State::Number | State::Nil);
    numeric || statement.class.is_some() || statement.digit_runs > 0
}

/// `“719.70”万元 人员支出（目标，2021年）· 二、… · 人员支出 [SUM-001 XREF-001]`.
fn line(page: &Page, statement: &Statement, coverage: &Coverage<'_>) -> String {
    let about = match statement.class {
        Some(class) => class_word(page, class).to_owned(),
        None => format!("{}{}", statement.subject, statement.measure),
    };
    let quoted = page.quoted(statement);
    let subject = if about.is_empty() { quoted } else { format!("{quoted} {about}") };
    let line = format!("{subject}{} · {}", sense(page, statement), page.pick(&statement.place));
    let codes = coverage.checked_by(statement.id);
    if codes.is_empty() { line } else { format!("{line} [{}]", codes.join(" ")) }
}

/// The register counts runs of Arabic digits; numerals in characters are listed with the others but not counted.
fn chinese_numerals(page: &mut Page, evaluation: &Evaluation) {
    let is_one = |s: &&Statement| s.digit_runs == 0 && (s.state == State::Number || s.class.is_some());
    let count = evaluation.facts.statements.iter().filter(is_one).count();
    if count > 0 {
        let text = page.say("另列出中文数字 {n} 处，不计入。", "Chinese numerals, listed and not counted: {n}.");
        page.line(Ansi::new(), &text.replace("{n}", &count.to_string()));
    }
}

/// In which sense a quantity is meant, where that is not the plain one.
fn sense(page: &Page, statement: &Statement) -> String {
    if statement.class.is_some() {
        return String::new();
    }
    let words: Vec<&str> = [approximation_word(page, statement.approximation), role_word(page, statement.role)]
        .into_iter()
        .flatten()
        .collect();
    if words.is_empty() {
        return String::new();
    }
    format!("{}{}{}", page.say("（", " ("), words.join(page.say("，", ", ")), page.say("）", ")"))
}

fn approximation_word(page: &Page, approximation: Approximation) -> Option<&'static str> {
    let zh = match approximation {
        Approximation::None => return None,
        Approximation::About => "约",
        Approximation::Near => "近",
        Approximation::Plus => "多",
        Approximation::Over => "超过",
        Approximation::AtLeast => "以上",
        Approximation::AtMost => "以下",
        Approximation::Under => "不足",
        Approximation::Range => "范围",
    };
    Some(page.style.language.pick(zh, approximation.name()))
}

fn role_word(page: &Page, role: Role) -> Option<&'static str> {
    let zh = match role {
        Role::Actual => return None,
        Role::Target => "目标",
        Role::Prior => "上年",
        Role::BudgetInitial => "年初预算",
        Role::BudgetAdjusted => "调整预算",
        Role::Final => "决算",
    };
    Some(page.style.language.pick(zh, role.name()))
}

fn class_word(page: &Page, class: WaiverClass) -> &'static str {
    let zh = match class {
        WaiverClass::Year => "年份",
        WaiverClass::Period => "期间",
        WaiverClass::Date => "日期",
        WaiverClass::DocNumber => "文号",
        WaiverClass::Phone => "电话",
        WaiverClass::Identifier => "编号",
        WaiverClass::ListNo => "序号",
        WaiverClass::Ordinal => "次序",
        WaiverClass::NameNumeral => "名称中的数字",
    };
    page.style.language.pick(zh, class.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_sense_of_a_number_stands_beside_it() {
        let mut report = sample::report();
        if let Ok(evaluation) = &mut report.outcome {
            let statement = &mut evaluation.facts.statements[5];
            statement.approximation = Approximation::AtLeast;
            statement.role = Role::Target;
            evaluation.facts.statements[6].digit_runs = 0;
            evaluation.facts.statements[6].written = "三".to_owned();
        }
        let text = write_facts(&report, &Style::default());
        for line in ["“7”个 支出（以上，目标） · ", "“三”个 支出 · ", "另列出中文数字 1 处，不计入。\n"]
        {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn every_number_stands_with_its_standing_and_place() {
        let text = write_facts(&sample::report(), &Style::default());
        for line in [
            "已核对      “310.40”万元 支出 · 二、收支情况 · 第0段 [SUM-001 XREF-001]\n",
            "不是数量    “2021” 年份 · 二、收支情况 · 第4段\n",
            "未核对      “7”个 支出 · 二、收支情况 · 第5段\n",
            "共 7 个数字：已核对 4，不是数量 1，未核对 2。\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(!text.contains("空白"), "a blank is no number");
    }
}
