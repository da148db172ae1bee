//! Proposed repairs for people: 应为 only where nothing else would do.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::repair::{Change, Repair};

use super::Language;
use super::page::Page;

/// One line: what to write where, what slip it would be, and what it does to the other numbers.
pub(super) fn line(page: &Page, repair: &Repair, evaluation: &Evaluation) -> String {
    // Equal mentions of one number are shown by the first of them.
    let mut shown: Vec<(&Change, usize)> = Vec::new();
    for change in &repair.changes {
        let same = shown.iter_mut().find(|(known, _)| known.written == change.written && known.unit == change.unit);
        match same {
            Some((_, count)) => *count += 1,
            None => shown.push((change, 1)),
        }
    }
    let changes: Vec<String> =
        shown.iter().filter_map(|(change, count)| one(page, change, *count, evaluation)).collect();
    let changes = changes.join(page.say("，同时 ", ", and "));
    let verb = if repair.unique { page.say("应为：", "should be: ") } else { page.say("可能：", "perhaps: ") };
    let (open, close) = (page.say("（", " ("), page.say("）", ")"));
    format!("{verb}{changes}{open}{}{close}", effect(page, repair))
}

fn one(page: &Page, change: &Change, count: usize, evaluation: &Evaluation) -> Option<String> {
    let statement = evaluation.facts.statement(change.statement)?;
    let own = statement.unit.as_ref().map(|unit| unit.symbol.as_ref()).unwrap_or_default();
    let unit = change.unit.as_deref().unwrap_or(own);
    let places = match (count, page.style.language) {
        (1, _) => String::new(),
        (_, Language::Zh) => format!("（{count}处）"),
        (_, Language::En) => format!(" ({count} places)"),
    };
    Some(format!("{} → {}{unit}{places}", page.mention(statement), change.written))
}

fn effect(page: &Page, repair: &Repair) -> String {
    let Repair { mends, breaks, supports, .. } = repair;
    let slip = repair.slip.label();
    let mut parts = vec![page.pick(&slip).to_owned()];
    match page.style.language {
        Language::Zh => {
            parts.push(format!("改后{mends}个算式成立"));
            parts.extend((*breaks > 0).then(|| format!("但{breaks}个算式不再成立")));
            parts.extend((*supports > 0).then(|| format!("另有{supports}处与此一致")));
        }
        Language::En => {
            parts.push(format!("{mends} broken calculations hold then"));
            parts.extend((*breaks > 0).then(|| format!("but {breaks} would break")));
            parts.extend((*supports > 0).then(|| format!("{supports} other mentions agree")));
        }
    }
    parts.join(page.say("；", "; "))
}
