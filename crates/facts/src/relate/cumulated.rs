//! 1—10月支出420万元，1—12月支出505万元: what has come together by a later month is not less.

use jiheng_model::relation::{Origin, RelationKind};

use super::{Line, comparable, is_rate};
use crate::builder::Builder;
use crate::phrase::sentence_start;

/// Finds such pairs in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let until: Vec<(usize, u32, Vec<char>)> = line
        .quantities()
        .filter(|at| !line.is_change(*at) && !is_rate(builder, line, *at))
        .filter_map(|at| {
            let (month, name) = until(line, at)?;
            Some((at, month, name))
        })
        .collect();
    for pair in until.windows(2) {
        let [(a, early, one), (b, late, two)] = pair else { continue };
        let inside = line.start(*a) >= sentence_start(&line.text, line.start(*b));
        let (Some(part), Some(whole)) = (line.id(*a), line.id(*b)) else { continue };
        let alike = builder.get(part).zip(builder.get(whole)).is_some_and(|(a, b)| comparable(a, b));
        if inside && alike && early < late && (one == two || two.is_empty()) {
            builder.relate(RelationKind::PartOf { parts: vec![part], whole }, Origin::Sentence, true);
        }
    }
}

/// The last month of 1—10月 right before the number, and the words between.
fn until(line: &Line, at: usize) -> Option<(u32, Vec<char>)> {
    let from = crate::phrase::clause_start(&line.text, line.start(at)).max(line.floor(at));
    let words = line.between(from, line.start(at));
    let month = words.iter().rposition(|c| *c == '月')?;
    let head = words.get(..month)?;
    let digits = head.iter().rposition(|c| !c.is_ascii_digit())?;
    let last: String = head.get(digits + 1..)?.iter().collect();
    let first = head.get(..=digits)?;
    let dash = first.iter().rposition(|c| !"—-－–~～至".contains(*c))?;
    let opens = first.get(dash) == Some(&'1') && first.len() > dash + 1;
    let plain = dash == 0 || !first.get(dash - 1).is_some_and(char::is_ascii_digit);
    let name = words.get(month + 1..)?.iter().copied().filter(|c| !"份累计共为达 ".contains(*c)).collect();
    Some((last.parse().ok()?, name)).filter(|_| opens && plain)
}
