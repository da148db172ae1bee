//! Alarms of a framework: points that give cause to ask.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::scorecard::{Alarm, Column, Level, Line, Outcome, Scorecard};
use jiheng_model::text::Bilingual;
use jiheng_packs::framework::{AlarmLevel, Framework, Trigger};

/// Every alarm that the points give; what is not known gives none.
pub(crate) fn find(card: &Scorecard, framework: &Framework) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    for alarm in &framework.alarms {
        if let Some(calculation) = fires(card, &alarm.when) {
            alarms.push(Alarm {
                id: alarm.id.clone(),
                level: if alarm.level == AlarmLevel::Red { Level::Red } else { Level::Yellow },
                message: Bilingual::new(alarm.zh.clone(), alarm.en.clone()),
                calculation,
                lines: alarm.when.indicators().map(str::to_owned).collect(),
            });
        }
    }
    alarms
}

/// How it comes about, where it does.
pub(crate) fn fires(card: &Scorecard, when: &Trigger) -> Option<String> {
    match when {
        Trigger::Below { indicator, limit, undefined } => {
            let line = line(card, indicator)?;
            if line.outcome == Outcome::Undefined && *undefined {
                return Some(line.sum.clone());
            }
            let measure = line.measure.filter(|measure| *measure < limit.0.to_exact())?;
            Some(format!("{} < {}%", percent(measure), limit.0))
        }
        Trigger::Outruns { indicators, against, margin } => {
            let base = line(card, against)?.measure?;
            let margin = margin.0.to_exact();
            let factor = exact::divide(exact::add(whole(100), margin)?, whole(100))?;
            let most = exact::multiply(base, factor)?;
            let told = Column::ALL.into_iter().filter_map(|column| {
                let (points, of) = sums(card, indicators, column)?;
                let share = exact::multiply(exact::divide(points.to_exact(), of.to_exact())?, whole(100))?;
                let sum = format!("{}：{points}÷{of}×100={}", column.words().zh, percent(share));
                (share > most)
                    .then(|| format!("{sum} > {}×{}={}", percent(base), exact::to_text(factor, 0, 4), percent(most)))
            });
            let told: Vec<String> = told.collect();
            (!told.is_empty()).then(|| told.join("；"))
        }
    }
}

fn line<'a>(card: &'a Scorecard, id: &str) -> Option<&'a Line> {
    card.lines.iter().find(|line| line.id == id)
}

/// The points of some indicators, and how many there are to have; none where one of them has none.
fn sums(card: &Scorecard, indicators: &[String], column: Column) -> Option<(Decimal, Decimal)> {
    let mut sum = (Decimal::ZERO, Decimal::ZERO);
    for id in indicators {
        let line = line(card, id)?;
        let points = points(line, column)?;
        sum = (sum.0.checked_add(points)?, sum.1.checked_add(line.full?)?);
    }
    Some(sum)
}

/// The points of a line in one column.
pub(crate) fn points(line: &Line, column: Column) -> Option<Decimal> {
    match column {
        Column::Declared => line.declared_alike(),
        Column::Computed => line.outcome.points(),
        Column::Reviewed => match &line.reviewed {
            Some(reviewed) => Some(reviewed.points),
            None if line.parts.is_empty() => None,
            None => {
                line.parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.reviewed.as_ref()?.points))
            }
        },
    }
}

fn percent(value: Exact) -> String {
    format!("{}%", exact::to_text(value, 2, 2))
}
