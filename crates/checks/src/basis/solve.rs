//! What an unstated number would have to be for the rate to hold.

use jiheng_model::exact::{self, Exact, to_text, whole};
use jiheng_model::interval::Interval;
use jiheng_model::statement::{State, Statement};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Dimension;
use num_traits::Signed;

use super::{Basis, Rate, is_beside, measure};
use crate::figure;
use crate::outcome::Context;

/// How far behind the count its own area or amount may stand: 共19宗，项目总面积为1187亩.
const CHARS_MAX: u32 = 16;

/// 19宗、1187亩 and 18宗 make 99.59% by area when the one left is 4.81—4.93亩.
pub(super) fn unknown(context: &Context, rate: Rate) -> Option<Basis> {
    let left = exact::subtract(rate.base.exact()?, rate.part.exact()?)?;
    if !left.is_positive() || !rate.base.is_exact_count() || !rate.part.is_exact_count() {
        return None;
    }
    let total = measured_beside(context, rate.base)?;
    let share = context.side(rate.stated)?.interval.times(exact::fraction(1, 10_000)?)?;
    let rest = Interval::point(whole(1)).minus(&share)?;
    // Zero is the least that can be left.
    let rest = Interval { low: rest.low.map(|low| low.max(whole(0))), ..rest };
    let unfinished = context.side(total)?.interval.times_interval(&rest)?;
    let (low, high) = (unfinished.low?, unfinished.high.filter(Signed::is_positive)?);
    let scale = total.value.map_or(0, jiheng_model::decimal::Decimal::scale).max(2);
    let text = |value: Exact| exact::divide(value, whole(total.factor())).map(|value| to_text(value, scale, scale));
    let range = format!("{}—{}{}", text(low)?, text(high)?, total.unit.as_ref()?.symbol);
    let kind = measure(context, total);
    let (english_kind, english_deed) = (english(total)?, &rate.stated.measure);
    let deed = rate.stated.measure.strip_suffix('率').filter(|deed| !deed.is_empty()).map(|deed| format!("未{deed}"));
    let deed = deed.unwrap_or_else(|| "其余".to_owned());
    let count = format!("{left}{}", rate.base.unit.as_ref().map_or("", |unit| unit.symbol.as_ref()));
    let whole_written = figure::with_unit(total);
    Some(Basis {
        hint: Bilingual::new(
            format!("；按{kind}（共{whole_written}）算，{deed}的{count}须在{range}之间"),
            format!("; by {english_kind} (of {whole_written}) the {left} left would have to be {range}"),
        ),
        question: Some(Bilingual::new(
            format!("{deed}的{count}{kind}是多少？"),
            format!("What is the {english_kind} of the {left} that {english_deed} leaves out?"),
        )),
    })
}

/// No whole number of the base gives the printed rate (the GRIM test).
pub(super) fn impossible(context: &Context, rate: Rate) -> Option<Bilingual> {
    if !rate.base.is_exact_count() || !rate.part.is_exact_count() {
        return None;
    }
    let base = rate.base.exact()?;
    let needed = context.side(rate.stated)?.interval.times(exact::multiply(base, exact::fraction(1, 10_000)?)?)?;
    let (low, high) = (needed.low?, needed.high?);
    let first = low.ceil();
    let none = first > high || (first == low && needed.low_open) || (first == high && needed.high_open);
    let (of, stated) = (figure::with_unit(rate.base), figure::with_unit(rate.stated));
    none.then(|| {
        Bilingual::new(
            format!("；以{of}为基数，任何个数都得不出{stated}"),
            format!("; no whole number of {of} gives {stated}"),
        )
    })
}

/// The area or amount of what the count counts: it stands right behind it.
fn measured_beside<'a>(context: &Context<'a>, count: &Statement) -> Option<&'a Statement> {
    context
        .facts
        .statements
        .iter()
        .filter(|s| s.state == State::Number && s.class.is_none() && s.role == count.role && is_beside(s, count))
        .filter(|s| english(s).is_some())
        .filter(|s| s.anchor.chars.0 >= count.anchor.chars.1 && s.anchor.chars.0 - count.anchor.chars.1 <= CHARS_MAX)
        .min_by_key(|s| s.anchor.chars.0)
}

/// English name of what can be measured instead of counted.
fn english(statement: &Statement) -> Option<&'static str> {
    match statement.unit.as_ref()?.dimension {
        Dimension::Money => Some("amount"),
        Dimension::Area => Some("area"),
        Dimension::Length => Some("length"),
        Dimension::Volume => Some("volume"),
        Dimension::Mass => Some("mass"),
        _ => None,
    }
}
