//! On which numbers does a rate rest that does not follow from the nearest ones?
//!
//! Other numbers of the same paragraph or cell are tried; where none fits, the unknown is solved for, and the one
//! question that would settle it is asked.

mod search;
mod solve;

use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::text::Bilingual;

use crate::figure;
use crate::outcome::Context;

pub(crate) use search::Pair;

/// The three numbers of a rate that fails.
#[derive(Clone, Copy)]
pub(crate) struct Rate<'a> {
    pub(crate) part: &'a Statement,
    pub(crate) base: &'a Statement,
    pub(crate) stated: &'a Statement,
}

/// What can be said about the base of a rate.
#[derive(Default)]
pub(crate) struct Basis {
    /// Goes into the message; begins with its own punctuation.
    pub(crate) hint: Bilingual,
    pub(crate) question: Option<Bilingual>,
}

/// On what a rate of counts rests that does not follow from them.
pub(crate) enum Found<'a> {
    /// On two other numbers beside it, beyond doubt.
    Pair(Pair<'a>),
    /// On other numbers perhaps, or on an unknown.
    Basis(Basis),
}

/// Looks for what would make the rate true.
pub(crate) fn explain<'a>(context: &Context<'a>, rate: Rate<'a>) -> Found<'a> {
    let pairs = search::pairs(context, rate);
    if let Some(sure) = pairs.iter().find(|pair| pair.sure) {
        return Found::Pair(*sure);
    }
    if let Some(pair) = pairs.first() {
        return Found::Basis(Basis { hint: holds_by(context, pair, rate.stated), question: None });
    }
    let mut basis = solve::unknown(context, rate).unwrap_or_default();
    if let Some(grim) = solve::impossible(context, rate) {
        basis.hint = Bilingual::new(format!("{}{}", grim.zh, basis.hint.zh), format!("{}{}", grim.en, basis.hint.en));
    }
    Found::Basis(basis)
}

/// Another whole that the same part would be this share of.
pub(crate) fn other_whole(context: &Context, rate: Rate) -> Bilingual {
    search::wholes(context, rate).map(|pair| holds_by(context, &pair, rate.stated)).unwrap_or_default()
}

/// `；按1182.13÷1187亩计算成立`.
fn holds_by(context: &Context, pair: &Pair, rate: &Statement) -> Bilingual {
    let quotient = format!("{}÷{}", figure::written(pair.part, pair.whole), figure::with_unit(pair.whole));
    let stated = figure::with_unit(rate);
    let measure = measure(context, pair.whole);
    Bilingual::new(format!("；按{measure}{quotient}={stated}计算成立"), format!("; it holds as {quotient}={stated}"))
}

/// 面积, 金额: what the statement says, else what its unit implies.
fn measure(context: &Context, statement: &Statement) -> String {
    let implied = statement.unit.as_ref().and_then(|unit| {
        let entries = &context.packs.vocabulary.units;
        let same = |entry: &&jiheng_packs::vocabulary::UnitEntry| unit.symbol.ends_with(entry.symbol.as_str());
        entries.iter().find(same).map(|entry| entry.measure.clone())
    });
    implied.filter(|measure| !measure.is_empty()).unwrap_or_else(|| statement.measure.clone())
}

/// In the same paragraph or cell.
fn is_beside(a: &Statement, b: &Statement) -> bool {
    let (a, b) = (&a.anchor, &b.anchor);
    a.block == b.block && a.row == b.row && a.column == b.column
}

fn ids(rate: Rate) -> [StatementId; 3] {
    [rate.part.id, rate.base.id, rate.stated.id]
}
