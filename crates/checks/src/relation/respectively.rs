//! 甲、乙、丙分别为1、2、3: as many values as names.

use jiheng_model::statement::StatementId;

use crate::figure;
use crate::outcome::{Context, Outcome};

/// One value for each name.
pub(super) fn judge(
    context: &Context,
    names: &[String],
    values: &[StatementId],
    counted: Option<StatementId>,
) -> Outcome {
    let ids: Vec<StatementId> = values.iter().copied().chain(counted).collect();
    let numbers: Vec<String> = values.iter().filter_map(|id| context.get(*id)).map(figure::with_unit).collect();
    let sign = if names.len() == numbers.len() { "=" } else { "≠" };
    let calculation = format!("名称{}个 {sign} 数值{}个", names.len(), numbers.len());
    if names.len() == numbers.len() {
        return Outcome::holds(ids, calculation);
    }
    let mut outcome = Outcome::fails(ids, calculation);
    outcome.difference = Some(names.len().abs_diff(numbers.len()).to_string());
    outcome.allowed = Some("0".to_owned());
    outcome.say_same("names", names.join("、"));
    outcome.say_same("named", names.len().to_string());
    outcome.say_same("values", numbers.join("、"));
    outcome.say_same("valued", numbers.len().to_string());
    outcome
}
