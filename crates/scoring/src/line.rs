//! One line of a scorecard: an indicator of a framework over the facts of a report.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact;
use jiheng_model::indicator::Kind;
use jiheng_model::scorecard::{Declared, Line, Outcome, Remark};
use jiheng_model::text::Bilingual;
use jiheng_packs::framework::{Framework, Indicator, Measure, Scoring, Term, shown};

use crate::declared::Rows;
use crate::inputs::{self, Found};
use crate::material::Material;
use crate::measure::{Measured, measure};
use crate::parts;
use crate::points::points;
use crate::way;

/// A line of which nothing but the name is known.
pub(crate) fn bare(indicator: &Indicator) -> Line {
    Line {
        id: indicator.id.clone(),
        name: Bilingual::new(indicator.zh.clone(), indicator.en.clone()),
        group: indicator.group.clone(),
        kind: kind(indicator),
        full: indicator.points.map(|points| points.0),
        declared: None,
        outcome: Outcome::Judged,
        exact: None,
        reviewed: None,
        deviation_computed: None,
        deviation_reviewed: None,
        rule: shown::rule(&indicator.rule, indicator.points.map(|points| points.0)),
        target: None,
        sum: String::new(),
        measure: None,
        inputs: Vec::new(),
        remarks: Vec::new(),
        parts: Vec::new(),
        assurance: None,
        verified: indicator.verified,
    }
}

fn kind(indicator: &Indicator) -> Kind {
    let name = indicator.of_kind.as_deref();
    Kind::ALL.into_iter().find(|kind| Some(kind.name()) == name).unwrap_or(Kind::Other)
}

/// Scores one indicator.
pub(crate) fn line(framework: &Framework, indicator: &Indicator, material: &Material<'_>, rows: &Rows<'_>) -> Line {
    let mut line = bare(indicator);
    let row = rows.named(indicator.all_labels());
    let funded = inputs::funding_row(material, indicator).map(|s| rows.beside(s)).unwrap_or_default();
    line.declared = row.declared().or_else(|| funded.declared());
    if let (Some(said), Some(full)) = (row.weight(), line.full)
        && said.to_exact() != full.to_exact()
    {
        line.remarks.push(Remark { code: String::new(), message: other_weight(said, full) });
    }
    match (&indicator.measure, &indicator.rule) {
        (Some(asked), _) => reckon(&mut line, framework, indicator, asked, material),
        (None, Scoring::Indicators { of, overshoot, remark_above, bands }) => {
            let rule = parts::Rule { of, overshoot: *overshoot, remark_above: remark_above.0, bands };
            line.parts = parts::find(framework, indicator, rule, material, rows);
            (line.outcome, line.exact) = parts::sum(&line.parts, line.full, &framework.rounding);
            line.remarks.extend(parts::differ(&line.parts, line.full));
            line.declared = line.declared.or_else(|| declared(&line.parts));
            line.assurance = line.parts.iter().filter_map(|part| part.assurance).min();
        }
        (None, _) => {}
    }
    line
}

fn other_weight(said: Decimal, full: Decimal) -> Bilingual {
    Bilingual::new(
        format!("报告的评分表写的分值是{said}分，这套评分办法是{full}分"),
        format!("the score table of the report has {said} points here, the framework {full}"),
    )
}

/// The points of all parts; none where one of them gives itself none.
fn declared(parts: &[Line]) -> Option<Declared> {
    let mut sum = Declared { points: Decimal::ZERO, weight: None, statement: None };
    for part in parts {
        sum.points = sum.points.checked_add(part.declared?.points)?;
    }
    (!parts.is_empty()).then_some(sum)
}

fn reckon(line: &mut Line, framework: &Framework, indicator: &Indicator, asked: &Measure, material: &Material<'_>) {
    let find = |term: &Term| inputs::find(material, indicator, term);
    let measured = measure(asked, |term| find(term).map(|found| found.value));
    let said = |term: &Term| find(term).map_or_else(|| inputs::name(material, term).zh, |found| number(&found));
    line.measure = if let Measured::Value(value) = &measured { Some(*value) } else { None };
    line.sum = way::sum(asked, said, line.measure, framework.rounding.rate_places);
    for found in asked.terms().filter_map(find) {
        if !line.inputs.contains(&found.input) {
            line.inputs.push(found.input);
        }
    }
    line.assurance = line.inputs.iter().filter_map(|input| input.assurance).min();
    let full = line.full.unwrap_or(Decimal::ZERO);
    line.outcome = match measured {
        Measured::Missing(terms) => Outcome::Missing(terms.iter().map(|term| inputs::name(material, term)).collect()),
        Measured::Undefined | Measured::Overflow => Outcome::Undefined,
        _ if line.full.is_none() => Outcome::Measured,
        Measured::Value(value) => match points(&indicator.rule, full, value, &framework.rounding) {
            Some(points) => {
                line.exact = Some(points.exact);
                Outcome::Points(points.rounded)
            }
            None => Outcome::Undefined,
        },
        Measured::NothingToDo => {
            line.exact = Some(full.to_exact());
            Outcome::Points(full)
        }
        Measured::FromNothing => {
            line.exact = Some(exact::whole(0));
            let message = Bilingual::new(
                "分母是0、分子不是0，比率没有意义，暂按0分，须人工确认",
                "something of nothing: no points for now, a person has to confirm",
            );
            line.remarks.push(Remark { code: String::new(), message });
            Outcome::Points(Decimal::ZERO)
        }
    };
}

/// A number as it goes into a sum: without its unit, unless it was reckoned in another one.
fn number(found: &Found) -> String {
    let digits = |c: char| c.is_ascii_digit() || ".-".contains(c);
    let end = found.input.written.find(|c| !digits(c) && c != ',').unwrap_or(found.input.written.len());
    let text: String = found.input.written.get(..end).unwrap_or_default().replace(',', "");
    if text.is_empty() { found.input.written.clone() } else { text }
}
