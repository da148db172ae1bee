//! What was left at the end of last year is what this year opens with.

use jiheng_model::evidence::{Assurance, Comparison, Uncompared};
use jiheng_model::finding::{Finding, Verdict};
use jiheng_model::statement::State;
use jiheng_model::text::Bilingual;

use super::{Previous, own};
use crate::outcome::{self, Beside, Outcome, Words};

/// What this year opens with, and what last year closed with.
const OPENING: &str = "income.carryover";
const CLOSING: [&str; 2] = ["surplus.cumulative", "surplus.closing"];

pub(crate) fn compare(beside: &Beside<'_>, previous: &Previous, at: usize, outcome: &mut Outcome) {
    let name = Bilingual::new("上年结转", "brought forward");
    let Some(opening) = own(beside.facts, OPENING) else { return };
    let closing = CLOSING.iter().find_map(|fact| own(&previous.facts, fact).filter(|s| s.state != State::Blank));
    let Some(closing) = closing else {
        let reason = Bilingual::new("上年报告没有填累计结余", "last year's report states no closing balance");
        outcome.uncompared.push(Uncompared { statement: Some(opening.id), file: at, name, reason });
        return;
    };
    let (Some(then), Some(value)) = (closing.interval(), closing.exact()) else { return };
    let shown = outcome::value_text(closing);
    let calculation = format!("上年{} {shown}", closing.place.zh);
    let comparison = |agrees: bool, verdict| Comparison {
        code: outcome::code(beside, "opening"),
        statements: vec![opening.id],
        file: at,
        figure: OPENING.to_owned(),
        name: name.clone(),
        calculation: calculation.clone(),
        value: outcome::exact_text(value, closing.factor()),
        unit: closing.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default(),
        lines: Vec::new(),
        sheet: String::new(),
        agrees,
        verdict,
        assurance: if agrees { Assurance::Official } else { Assurance::Contradicted },
        finding: None,
    };
    if let Some(now) = opening.interval()
        && now.meets(&then)
    {
        let verdict = if opening.exact() == Some(value) { Verdict::Exact } else { Verdict::WithinRounding };
        outcome.comparisons.push(comparison(true, Some(verdict)));
        return;
    }
    let blank = opening.state == State::Blank;
    if blank && value == jiheng_model::exact::whole(0) {
        return;
    }
    let said = if blank { "空白".to_owned() } else { outcome::value_text(opening) };
    let words = Words::default()
        .with("opening", Bilingual::new(said.clone(), if blank { "blank".to_owned() } else { said.clone() }))
        .with("closing", Bilingual::new(shown.clone(), shown.clone()))
        .with("there", closing.place.clone())
        .with("file", Bilingual::new(previous.path.clone(), previous.path.clone()));
    let calculation = format!("{said} ≠ {shown}");
    if let Some(finding) = outcome::finding(beside, "opening", &[opening.id], &words, &calculation) {
        let mut compared = comparison(false, None);
        compared.finding = Some(finding.id.clone());
        outcome.findings.push(Finding { difference: outcome::difference(opening, value), ..finding });
        outcome.comparisons.push(compared);
    }
}
