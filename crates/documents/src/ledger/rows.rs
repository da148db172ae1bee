//! The sheets of findings and of reports.

use jiheng_model::finding::{Finding, Severity};
use jiheng_model::statement::{State, StatementId};
use jiheng_model::text::Language;
use rust_xlsxwriter::XlsxError;

use super::{Entry, Table};

/// The sheet of findings, without any.
pub(super) fn findings(language: Language) -> Result<Table, XlsxError> {
    let heads = [
        (24, language.pick("文件", "file")),
        (8, language.pick("序号", "number")),
        (8, language.pick("程度", "severity")),
        (13, language.pick("代码", "code")),
        (48, language.pick("问题", "finding")),
        (48, language.pick("位置", "place")),
        (14, language.pick("原文", "written")),
        (8, language.pick("单位", "unit")),
        (30, language.pick("计算", "sum")),
        (12, language.pick("差额", "off by")),
        (40, language.pick("处理建议", "to do")),
        (8, language.pick("由谁引起", "follows from")),
    ];
    Table::new(language.pick("问题", "findings"), &heads)
}

/// A row for each place of each finding, consequences after the finding they follow from.
pub(super) fn add_findings(table: &mut Table, entry: Entry<'_>, language: Language) -> Result<(), XlsxError> {
    for (at, finding) in entry.evaluation.judgement.findings.iter().enumerate() {
        let number = (at + 1).to_string();
        one(table, entry, finding, (&number, ""), language)?;
        for consequence in &finding.consequences {
            one(table, entry, consequence, ("", &number), language)?;
        }
    }
    Ok(())
}

fn one(
    table: &mut Table,
    entry: Entry<'_>,
    finding: &Finding,
    (number, cause): (&str, &str),
    language: Language,
) -> Result<(), XlsxError> {
    let places: Vec<Option<StatementId>> =
        if finding.statements.is_empty() { vec![None] } else { finding.statements.iter().copied().map(Some).collect() };
    for place in places {
        let statement = place.and_then(|id| entry.evaluation.facts.statement(id));
        table.text(0, entry.name)?;
        table.number(1, number)?;
        table.text(2, finding.severity.word(language))?;
        table.text(3, &finding.code)?;
        table.text(4, language.of(&finding.message))?;
        if let Some(statement) = statement {
            table.text(5, language.of(&statement.place))?;
            match statement.state {
                State::Number => table.number(6, &statement.written)?,
                State::Blank => table.text(6, language.pick("（空白）", "(blank)"))?,
                State::Text | State::Nil => table.text(6, &statement.written)?,
            }
            table.text(7, statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref()))?;
        }
        table.text(8, &finding.calculation)?;
        table.number(9, finding.difference.as_deref().unwrap_or_default())?;
        table.text(10, language.of(&finding.remedy))?;
        table.number(11, cause)?;
        table.row += 1;
    }
    Ok(())
}

/// The sheet of reports, without any.
pub(super) fn reports(language: Language) -> Result<Table, XlsxError> {
    let heads = [
        (30, language.pick("文件", "file")),
        (36, language.pick("部门", "department")),
        (8, language.pick("年度", "year")),
        (8, language.pick("错误", "errors")),
        (8, language.pick("警告", "warnings")),
        (8, language.pick("提示", "notices")),
        (8, language.pick("一致", "hold")),
        (10, language.pick("数字", "numbers")),
        (10, language.pick("已核", "checked")),
        (10, language.pick("不需核", "no quantities")),
        (10, language.pick("未核", "unchecked")),
    ];
    Table::new(language.pick("报告", "reports"), &heads)
}

/// A row for a report: who, which year, how many findings, how much of it was checked.
pub(super) fn add_report(table: &mut Table, entry: Entry<'_>) -> Result<(), XlsxError> {
    let evaluation = entry.evaluation;
    let report = &evaluation.facts.report;
    let findings = &evaluation.judgement.findings;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    table.text(0, entry.name)?;
    table.text(1, report.entity.as_deref().unwrap_or_default())?;
    table.number(2, &report.year.map(|year| year.to_string()).unwrap_or_default())?;
    let register = evaluation.register;
    let counts = [
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Notice),
        evaluation.judgement.holds.len(),
        register.total as usize,
        register.bound as usize,
        register.waived as usize,
        register.unbound as usize,
    ];
    for (column, number) in (3_u16..).zip(counts) {
        table.number(column, &number.to_string())?;
    }
    table.row += 1;
    Ok(())
}
