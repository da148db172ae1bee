//! A stated count against the names listed.

use jiheng_model::exact::whole;
use jiheng_model::statement::StatementId;
use num_traits::Signed;

use crate::figure;
use crate::outcome::{Context, Outcome};

/// As many names as stated; after 等 only more names than stated is wrong.
pub(super) fn judge(context: &Context, stated: StatementId, names: &[String], open: bool) -> Option<Outcome> {
    let statement = context.get(stated)?;
    let value = statement.value?.to_exact();
    let found = whole(i128::try_from(names.len()).ok()?);
    let holds = value == found || (open && found < value);
    let sign = match (value == found, holds) {
        (true, _) => "=",
        (false, true) => "≤",
        (false, false) => "≠",
    };
    let calculation = format!("列名{}个 {sign} {}", names.len(), figure::with_unit(statement));
    let mut outcome =
        if holds { Outcome::holds(vec![stated], calculation) } else { Outcome::fails(vec![stated], calculation) };
    if !holds {
        outcome.difference = Some((value - found).abs().to_string());
        outcome.allowed = Some("0".to_owned());
    }
    outcome.say_same("listed", names.len().to_string());
    outcome.say_same("names", names.join("、"));
    Some(outcome)
}
