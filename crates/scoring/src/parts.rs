//! The indicators of the report itself as parts of an indicator of the framework: 产出50分 is made of them.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::indicator::{Indicator as Own, indicators};
use jiheng_model::scorecard::{Input, Line, Outcome, Remark};
use jiheng_model::text::{Bilingual, first_line};
use jiheng_packs::bands::Band;
use jiheng_packs::framework::{Framework, Indicator, Overshoot, Rounding, shown};

use crate::declared::{Row, Rows};
use crate::inputs;
use crate::line;
use crate::material::Material;
use crate::points::{Points, shared};
use crate::target::{Aim, Read, read};

/// Characters of a name that are shown.
const NAME_MOST: usize = 40;

/// How the parts of an indicator are scored.
#[derive(Clone, Copy)]
pub(crate) struct Rule<'a> {
    pub(crate) of: &'a [String],
    pub(crate) overshoot: Option<Overshoot>,
    pub(crate) remark_above: Decimal,
    pub(crate) bands: &'a [Band],
}

/// The parts of an indicator, in document order.
pub(crate) fn find(
    framework: &Framework,
    indicator: &Indicator,
    rule: Rule<'_>,
    material: &Material<'_>,
    rows: &Rows<'_>,
) -> Vec<Line> {
    let all = indicators(material.facts);
    let own: Vec<&Own<'_>> = all.iter().filter(|own| rule.of.iter().any(|kind| kind == own.kind.name())).collect();
    // A single one has all the points there are.
    let only = indicator.points.map(|points| points.0).filter(|_| own.len() == 1);
    let line = |(at, own): (usize, &&Own<'_>)| {
        let row = rows.of_indicator(own);
        let work = Work { indicator, rounding: &framework.rounding, rule, material, own, row, only };
        work.line(at + 1)
    };
    own.iter().enumerate().map(line).collect()
}

struct Work<'a, 'f> {
    indicator: &'a Indicator,
    rounding: &'a Rounding,
    rule: Rule<'a>,
    material: &'a Material<'f>,
    own: &'a Own<'f>,
    row: Row<'f>,
    only: Option<Decimal>,
}

impl Work<'_, '_> {
    fn line(&self, number: usize) -> Line {
        let full = self.row.weight().or(self.only);
        let name = first_line(&self.own.title(), NAME_MOST);
        let mut line = line::bare(self.indicator);
        line.id = format!("{}[{number}]", self.indicator.id);
        line.name = Bilingual::new(name.clone(), name);
        line.group.push(self.own.kind.words().zh);
        line.kind = self.own.kind;
        line.full = full;
        line.declared = self.row.declared();
        match read(self.own, self.material.facts) {
            Read::Number(aim) => self.number(&mut line, &aim),
            Read::Words => {
                line.rule = shown::words(self.rule.bands);
                line.outcome = Outcome::Judged;
            }
            Read::Unclear => {
                line.rule = shown::words(self.rule.bands);
                line.outcome = Outcome::Judged;
                line.remarks.push(Remark { code: String::new(), message: unclear() });
            }
        }
        line.assurance = line.inputs.iter().filter_map(|input| input.assurance).min();
        line
    }

    fn number(&self, line: &mut Line, aim: &Aim<'_>) {
        line.rule = shown::ratio(aim.lower);
        line.target = aim.told();
        line.inputs.push(self.input("目标值", "target", aim.target));
        line.inputs.extend(aim.actual.map(|actual| self.input("完成值", "result", actual)));
        let mut missing = Vec::new();
        if aim.actual.is_none() {
            missing.push(Bilingual::new("与目标对应的完成值", "a result that answers the target"));
        }
        if line.full.is_none() {
            missing.push(Bilingual::new("这项指标的分值", "the points of this indicator"));
        }
        let reached = aim.reached();
        line.measure = reached;
        line.sum = self.sum(aim, reached);
        if let Some(above) = reached.filter(|reached| *reached > self.rule.remark_above.to_exact()) {
            line.remarks.push(self.passed(above));
        }
        line.outcome = match (missing.is_empty(), line.full, reached) {
            (false, _, _) => Outcome::Missing(missing),
            (true, Some(full), Some(reached)) => {
                let exact = shared(full.to_exact(), reached, self.rule.overshoot);
                match exact.and_then(|exact| Points::of(exact, full, self.rounding)) {
                    Some(points) => {
                        line.exact = Some(points.exact);
                        Outcome::Points(points.rounded)
                    }
                    None => Outcome::Undefined,
                }
            }
            _ => Outcome::Undefined,
        };
    }

    fn input(&self, zh: &str, en: &str, statement: &jiheng_model::statement::Statement) -> Input {
        inputs::input(self.material, Bilingual::new(zh, en), statement)
    }

    /// `98%÷95%×100=103.16%`.
    fn sum(&self, aim: &Aim<'_>, reached: Option<Exact>) -> String {
        let shown = |statement: &jiheng_model::statement::Statement| {
            let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
            let value = statement.value.map_or_else(|| statement.written.clone(), |value| value.to_string());
            format!("{value}{unit}")
        };
        let Some(actual) = aim.actual else { return String::new() };
        let (above, below) = if aim.lower { (aim.target, actual) } else { (actual, aim.target) };
        let left = format!("{}÷{}×100", shown(above), shown(below));
        match reached {
            Some(reached) => {
                format!("{left}={}%", exact::to_text(reached, self.rounding.rate_places, self.rounding.rate_places))
            }
            None => left,
        }
    }

    fn passed(&self, reached: Exact) -> Remark {
        let places = self.rounding.rate_places;
        let (reached, above) = (exact::to_text(reached, 0, places), self.rule.remark_above);
        Remark {
            code: String::new(),
            message: Bilingual::new(
                format!("完成目标的{reached}%，超过{above}%：不扣分，请说明目标是否定得偏低"),
                format!(
                    "{reached}% of the target, more than {above}%: no deduction, but say whether the target was too low"
                ),
            ),
        }
    }
}

fn unclear() -> Bilingual {
    Bilingual::new(
        "目标里不止一个数，或写成约数、区间，要人说明以哪个为准",
        "the target holds several numbers, a rough one or a range; a person has to say what was to be reached",
    )
}

/// Every target was reached, so that all points are given.
fn is_reached(parts: &[Line]) -> bool {
    parts.iter().all(|part| part.measure.is_some_and(|reached| reached >= whole(100)))
}

/// The points of the parts differ from those of the indicator.
pub(crate) fn differ(parts: &[Line], full: Option<Decimal>) -> Option<Remark> {
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.full?))?;
    let full = full.filter(|full| !parts.is_empty() && full.to_exact() != sum.to_exact())?;
    let message = Bilingual::new(
        format!("各项指标的分值合计{sum}分，不是{full}分"),
        format!("the points of its indicators come to {sum} and not to {full}"),
    );
    Some(Remark { code: String::new(), message })
}

/// What the parts come to: their sum, or why there is none.
pub(crate) fn sum(parts: &[Line], full: Option<Decimal>, rounding: &Rounding) -> (Outcome, Option<Exact>) {
    if parts.is_empty() {
        let none = Bilingual::new("绩效指标及其完成情况", "indicators with their results");
        return (Outcome::Missing(vec![none]), None);
    }
    let mut missing: Vec<Bilingual> = Vec::new();
    for part in parts {
        if let Outcome::Missing(names) = &part.outcome {
            missing.extend(names.iter().filter(|name| !missing.contains(name)).cloned().collect::<Vec<_>>());
        }
    }
    if let (false, Some(full), true) = (missing.is_empty(), full, is_reached(parts)) {
        // However the points are shared out among them.
        return (Outcome::Points(full), Some(full.to_exact()));
    }
    if !missing.is_empty() {
        return (Outcome::Missing(missing), None);
    }
    let exacts = parts.iter().map(|part| part.exact);
    let total = exacts.into_iter().try_fold(whole(0), |sum, part| exact::add(sum, part?));
    if let (Some(total), Some(full)) = (total, full) {
        let points = Points::of(total, full, rounding);
        return points
            .map_or((Outcome::Undefined, None), |points| (Outcome::Points(points.rounded), Some(points.exact)));
    }
    let judged = parts.iter().any(|part| part.outcome == Outcome::Judged);
    (if judged { Outcome::Judged } else { Outcome::Undefined }, None)
}
