//! As many entries of one kind as of another.

use jiheng_model::statement::StatementId;
use jiheng_model::text::Bilingual;

use crate::outcome::Outcome;

/// 6 tasks, 6 goals, 6 entries of completion.
pub(super) fn judge(groups: &[Vec<StatementId>], labels: &[Bilingual]) -> Option<Outcome> {
    let first = groups.first()?.len();
    let same = groups.iter().all(|group| group.len() == first);
    let list = |pick: fn(&Bilingual) -> &str| {
        groups.iter().zip(labels).map(|(group, label)| format!("{}{}", pick(label), group.len())).collect::<Vec<_>>()
    };
    let calculation = list(|label| &label.zh).join(if same { " = " } else { "，" });
    let statements = groups.iter().flatten().copied().collect();
    let mut outcome =
        if same { Outcome::holds(statements, calculation) } else { Outcome::fails(statements, calculation) };
    let english =
        groups.iter().zip(labels).map(|(group, label)| format!("{} {}", group.len(), label.en)).collect::<Vec<_>>();
    outcome.say(
        "groups",
        groups.iter().zip(labels).map(|(g, l)| format!("{}{}项", l.zh, g.len())).collect::<Vec<_>>().join("、"),
        english.join(", "),
    );
    Some(outcome)
}
