//! What was recomputed, with formulas that a reader can follow and change.

use jiheng_model::text::Language;
use rust_xlsxwriter::{Formula, XlsxError};

use super::formula::Calculation;
use super::{Entry, Table};

/// The sheet, without calculations.
pub(super) fn sheet(language: Language) -> Result<Table, XlsxError> {
    let heads = [
        (24, language.pick("文件", "file")),
        (13, language.pick("代码", "code")),
        (10, language.pick("结论", "verdict")),
        (48, language.pick("计算", "sum")),
        (16, language.pick("算得", "computed")),
        (16, language.pick("原文", "written")),
        (14, language.pick("相差", "difference")),
    ];
    Table::new(language.pick("计算", "recomputed"), &heads)
}

/// A row for each calculation, of findings and of what holds: the formula, the printed result, and their difference.
pub(super) fn add(table: &mut Table, entry: Entry<'_>, language: Language) -> Result<(), XlsxError> {
    let judgement = &entry.evaluation.judgement;
    let all = judgement.findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.consequences));
    let found = all.map(|finding| (&finding.code, language.pick("不符", "differs"), &finding.calculation));
    let holds = judgement.holds.iter().map(|hold| (&hold.code, language.pick("一致", "holds"), &hold.calculation));
    for (code, verdict, calculation) in found.chain(holds) {
        let Some(followed) = Calculation::of(calculation) else { continue };
        table.text(0, entry.name)?;
        table.text(1, code)?;
        table.text(2, verdict)?;
        table.text(3, calculation)?;
        // The results are stored as well: not every reader computes a file that it only opens.
        let formula = Formula::new(followed.formula.as_str()).set_result(followed.computed.as_str());
        table.sheet.write_formula(table.row, 4, formula)?;
        table.number(5, &followed.written)?;
        let line = table.row + 1;
        let difference = followed.difference().map(|difference| difference.to_string()).unwrap_or_default();
        let formula = Formula::new(format!("=ROUND(E{line}-F{line},6)")).set_result(difference);
        table.sheet.write_formula(table.row, 6, formula)?;
        table.row += 1;
    }
    Ok(())
}
