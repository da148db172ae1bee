//! A score and the grade stated beside it.

use jiheng_model::statement::StatementId;

use crate::figure;
use crate::outcome::{Context, Outcome};

/// The grade is that of the band the score lies in; grades that no band knows are not judged.
pub(super) fn judge(context: &Context, score: StatementId, grade: StatementId) -> Option<Outcome> {
    let (score, grade) = (context.get(score)?, context.get(grade)?);
    let bands = &context.packs.bands;
    let written = grade.written.trim();
    let stated = bands.named(written)?;
    let expected = bands.grade(score.value?.to_exact())?;
    let range = bands.range(expected).unwrap_or_default();
    let ids = vec![score.id, grade.id];
    let calculation = format!("{}分 ∈ {expected}（{range}）", figure::bare(score));
    if stated == expected {
        return Some(Outcome::holds(ids, calculation));
    }
    let mut outcome = Outcome::fails(ids, format!("{calculation}，写作{written}"));
    outcome.say_same("expected", expected);
    outcome.say_same("range", range);
    Some(outcome)
}
