//! 2019年、2018年收入分别为1600.94万元和1485.67万元: each value is of the year at its place.

use jiheng_model::statement::WaiverClass;

use super::Line;
use crate::builder::Builder;
use crate::scan::MentionKind;

/// Characters between the years and the word that gives them their values.
const NAME_MAX: usize = 20;

/// Gives such values of one line their years.
pub(crate) fn settle(builder: &mut Builder, line: &Line) {
    let cue: &[char] = &['分', '别'];
    let mut from = 0;
    while let Some(at) =
        (from..line.text.len()).find(|at| line.text.get(*at..).is_some_and(|text| text.starts_with(cue)))
    {
        from = at + cue.len();
        let years = years(line, at);
        let first = line.quantities().position(|q| line.start(q) >= from);
        let values: Vec<usize> =
            first.map(|first| line.quantities().skip(first).take(years.len()).collect()).unwrap_or_default();
        let joined = values.windows(2).all(|pair| {
            let [a, b] = pair else { return false };
            let between: String = line.between(line.end(*a), line.start(*b)).iter().collect();
            matches!(between.trim(), "、" | "和" | "与" | "及" | "，")
        });
        let near = values.first().is_some_and(|first| line.start(*first) - from <= NAME_MAX);
        if years.len() < 2 || values.len() != years.len() || !joined || !near {
            continue;
        }
        for (value, year) in values.iter().zip(years) {
            if let Some(statement) = line.id(*value).and_then(|id| builder.get_mut(id)) {
                statement.period = Some(year);
            }
        }
    }
}

/// The years that a list mark divides, in the clause before the word.
fn years(line: &Line, cue: usize) -> Vec<String> {
    let start = (0..cue)
        .rev()
        .find(|i| line.text.get(*i).is_some_and(|c| "，,。；;：:（(".contains(*c)))
        .map_or(0, |stop| stop + 1);
    let is_year = |kind: &MentionKind| matches!(kind, MentionKind::Waived(WaiverClass::Year));
    let mentions = line.mentions.iter().filter(|m| m.start >= start && m.end <= cue);
    let mut years: Vec<(usize, String)> = Vec::new();
    for mention in mentions {
        let digits: String = line
            .between(mention.number_start, mention.number_end)
            .iter()
            .filter(|c| c.is_ascii_digit())
            .take(4)
            .collect();
        let between: String =
            years.last().map_or(String::new(), |(end, _)| line.between(*end, mention.start).iter().collect());
        let listed =
            years.is_empty() || matches!(between.trim_start_matches(['年', '度']).trim(), "、" | "和" | "与" | "及");
        if !is_year(&mention.kind) || digits.len() != 4 || !listed {
            return Vec::new();
        }
        years.push((mention.end, digits));
    }
    years.into_iter().map(|(_, year)| year).collect()
}
