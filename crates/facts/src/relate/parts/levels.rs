//! Which quantities are levels and not changes.

use super::super::Line;
use crate::phrase::clause_start;

/// A quantity that can be a whole or a part. 新增44个 counts what is new, 结转结余5万元 what is left, and ③防火能力提升150万元
/// names an item: none is the change of anything.
pub(crate) fn is_level(line: &Line, at: usize) -> bool {
    if !line.is_change(at) {
        return true;
    }
    let end = line.start(at);
    let words: String = line.between(end.saturating_sub(6), end).iter().collect();
    let money = line
        .mentions
        .get(at)
        .and_then(|mention| mention.quantity()?.unit.as_ref())
        .is_some_and(|unit| unit.dimension == jiheng_model::unit::Dimension::Money);
    // Money grows by 增加; 饮水安全巩固提升150万元 is what it was spent on.
    let purpose = money && ["提升", "扩大"].iter().any(|word| words.ends_with(word));
    purpose || ["新增", "结转结余", "结转和结余"].iter().any(|word| words.contains(word)) || is_item(line, at)
}

/// 每生每年650元: an amount for each is no part of an amount for all.
pub(super) fn is_for_each(line: &Line, at: usize) -> bool {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at)).contains(&'每')
}

/// The item of a numbered list with a name of some length.
fn is_item(line: &Line, at: usize) -> bool {
    let from = clause_start(&line.text, line.start(at));
    let words = line.between(from, line.start(at));
    let numbered = words.first().is_some_and(|c| ('①'..='⑳').contains(c))
        || at.checked_sub(1).and_then(|before| line.mentions.get(before)).is_some_and(|mention| {
            matches!(mention.kind, crate::scan::MentionKind::Waived(jiheng_model::statement::WaiverClass::ListNo))
                && line.start(at) - mention.end.min(line.start(at)) <= 16
        })
        || from > 0 && line.text.get(from - 1) == Some(&'、');
    let compared = words.iter().any(|c| "比较同净".contains(*c)) || words.windows(2).any(|w| w == ['上', '年']);
    // 岗前培训15期、技能提升8期: short, but a name like its neighbours.
    let named = words.len() >= 5 || (words.len() == 4 && words.ends_with(&['提', '升']));
    numbered && named && !compared
}
