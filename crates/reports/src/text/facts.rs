//! The number register of one input for people.

use anstyle::Style as Ansi;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::statement::{State, Statement, WaiverClass};

use super::Style;
use super::check::{heading, register};
use super::page::Page;
use crate::coverage::{Coverage, Standing};
use crate::input::InputReport;

/// Columns of the standing beside each number.
const LABEL_WIDTH: usize = 12;

/// Every number of one input with its standing and place; words and blanks that no check used are left out.
pub fn write_facts(report: &InputReport, style: &Style) -> String {
    let mut page = Page::new(style);
    match &report.outcome {
        Ok(evaluation) => {
            heading(&mut page, report, evaluation);
            page.blank_line();
            statements(&mut page, evaluation);
            page.blank_line();
            register(&mut page, evaluation.register);
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
    for statement in &evaluation.facts.statements {
        let standing = coverage.standing(statement);
        if standing == Standing::Unbound && !is_numeric(statement) {
            continue;
        }
        let (zh, en) = match standing {
            Standing::Bound => ("已核对", "checked"),
            Standing::Waived => ("不是数量", "no quantity"),
            Standing::Unbound => ("未核对", "not checked"),
        };
        page.labelled(0, LABEL_WIDTH, page.say(zh, en), &line(page, statement, &coverage));
    }
}

/// A register of numbers lists words only where a check rests on them.
fn is_numeric(statement: &Statement) -> bool {
    statement.digit_runs > 0 || matches!(statement.state, State::Number | State::Nil)
}

/// `“719.70”万元 人员支出 · 二、… · 人员支出 [SUM-001 XREF-001]`.
fn line(page: &Page, statement: &Statement, coverage: &Coverage<'_>) -> String {
    let about = match statement.class {
        Some(class) => class_word(page, class).to_owned(),
        None => format!("{}{}", statement.subject, statement.measure),
    };
    let quoted = page.quoted(statement);
    let subject = if about.is_empty() { quoted } else { format!("{quoted} {about}") };
    let line = format!("{subject} · {}", page.pick(&statement.place));
    let codes = coverage.checked_by(statement.id);
    if codes.is_empty() { line } else { format!("{line} [{}]", codes.join(" ")) }
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
        assert!(!text.contains("空白"), "a blank that nothing used is no news");
    }
}
